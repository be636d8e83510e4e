"""The vectors of RFC 9381 and of SPEC #vrf, each kind of file in a form of its own: cases -> outcomes."""

from collections.abc import Callable, Iterator

import ecvrf
import ecvrf_p256
import protocol
from block import Json, hexes, plain, unhex
from fernet import Refused

Outcome = tuple[str, object, object]  # case id, expected, got


def read_statement(case: Json) -> tuple[bytes, bytes, bytes | None, ecvrf.Suite]:
    """Key, input, additional data, suite."""
    ad = None if case["ad"] is None else unhex(case["ad"])
    return *hexes(case, "pk", "alpha"), ad, ecvrf.Suite[case["suite"].removeprefix("ECVRF-EDWARDS25519-SHA512-")]


def check_rfc9381(cases: list[Json]) -> Iterator[Outcome]:
    """The examples of RFC 9381, intermediate values included."""
    for case in cases:
        suite, sk, alpha = ecvrf.Suite(int(case["suite_string"], 16)), unhex(case["sk"]), unhex(case["alpha"])
        x, _, key = ecvrf.expand_seed(sk)
        proof, beta = ecvrf.prove(sk, alpha, suite=suite)
        got = {
            "x": x.to_bytes(32, "little"),
            "pk": key,
            "h": ecvrf.encode(ecvrf.hash_to_curve(suite, key, alpha)),
            "pi": proof,
            "beta": beta,
        }
        expected = {name: case[name] for name in got}
        if ecvrf.verify(key, alpha, proof, suite=suite) != beta:
            expected["verify"] = "the beta of the proof"
        yield f"example {case['example']}", expected, plain(got)


def check_rfc9381_p256(cases: list[Json]) -> Iterator[Outcome]:
    """The examples of RFC 9381 on P-256, intermediate values included."""
    for case in cases:
        suite, alpha = ecvrf_p256.Suite(int(case["suite_string"], 16)), unhex(case["alpha"])
        x = ecvrf_p256.read_secret(unhex(case["sk"]))
        key = ecvrf_p256.public_key(x)
        point = ecvrf_p256.hash_to_curve(suite, key, alpha)
        k = ecvrf_p256.nonce_of(suite, x, ecvrf_p256.encode(point), None)
        proof, beta = ecvrf_p256.prove(x, alpha, suite=suite)
        got = {
            "pk": key,
            "h": ecvrf_p256.encode(point),
            "k": k.to_bytes(32, "big"),
            "u": ecvrf_p256.encode(ecvrf_p256.multiply(k, ecvrf_p256.GENERATOR)),
            "v": ecvrf_p256.encode(ecvrf_p256.multiply(k, point)),
            "pi": proof,
            "beta": beta,
        }
        expected = {name: case[name] for name in got}
        if ecvrf_p256.verify(key, alpha, proof, suite=suite) != beta:
            expected["verify"] = "the beta of the proof"
        yield f"example {case['example']}", expected, plain(got)


def check_vrf_keys(cases: list[Json]) -> Iterator[Outcome]:
    """Public keys, valid and not."""
    for case in cases:
        try:
            ecvrf.decode_key(unhex(case["pk"]))
            got = {"valid": True, "error": None}
        except Refused as refused:
            got = {"valid": False, "error": str(refused)}
        yield case["id"], {name: case[name] for name in got}, got


def check_vrf_proofs(cases: list[Json]) -> Iterator[Outcome]:
    """Verification, of proofs that are valid and of proofs that are not; where the secret is told, proving too."""
    for case in cases:
        key, alpha, ad, suite = read_statement(case)
        proof = unhex(case["pi"])
        try:
            got = {"valid": True, "error": None, "beta": ecvrf.verify(key, alpha, proof, ad, suite)}
        except Refused as refused:
            got = {"valid": False, "error": str(refused), "beta": None}
        if case["sk"] is not None:
            got["pi"], _ = ecvrf.prove(unhex(case["sk"]), alpha, ad, suite)
        yield case["id"], {name: case[name] for name in got}, plain(got)


def check_vrf_batch(cases: list[Json]) -> Iterator[Outcome]:
    """Proofs in the form for batches, each with the proof that it stands for; where the secret is told, proving too."""
    for case in cases:
        key, alpha, ad, suite = read_statement(case)
        got = {"valid": False, "error": None, "point_error": None, "beta": None, "pi": None}
        try:
            got["pi"] = ecvrf.batch_to_proof(key, alpha, unhex(case["batch"]), ad, suite)
            got["beta"] = ecvrf.verify(key, alpha, got["pi"], ad, suite)
            got["valid"] = True
        except Refused as refused:
            got["error"] = str(refused)
            got["point_error"] = None if refused.__cause__ is None else str(refused.__cause__)
        if case["sk"] is not None:
            proof, _ = ecvrf.prove(unhex(case["sk"]), alpha, ad, suite)
            got["batch"] = ecvrf.batch_from_proof(key, alpha, proof, ad, suite)
        yield case["id"], {name: case[name] for name in got}, plain(got)


def check_vrf_expand(cases: list[Json]) -> Iterator[Outcome]:
    """Conversion of proofs to the form for batches."""
    for case in cases:
        key, alpha, ad, suite = read_statement(case)
        try:
            batch = ecvrf.batch_from_proof(key, alpha, unhex(case["pi"]), ad, suite)
            got = {"valid": True, "error": None, "batch": batch}
        except Refused as refused:
            got = {"valid": False, "error": str(refused), "batch": None}
        yield case["id"], {name: case[name] for name in got}, plain(got)


def check_p256_keys(cases: list[Json]) -> Iterator[Outcome]:
    """Public keys on P-256 in both forms, valid and not."""
    for case in cases:
        decode = {"rfc": ecvrf_p256.decode_key, "registered": ecvrf_p256.decode_registered}[case["form"]]
        try:
            decode(unhex(case["pk"]))
            got = {"valid": True, "error": None}
        except Refused as refused:
            got = {"valid": False, "error": str(refused)}
        yield case["id"], {name: case[name] for name in got}, got


def check_p256_proofs(cases: list[Json]) -> Iterator[Outcome]:
    """Verification on P-256 with registered keys; where the secret is told, proving too."""
    for case in cases:
        suite = ecvrf_p256.Suite[case["suite"].removeprefix("ECVRF-P256-SHA256-")]
        key, alpha, proof = hexes(case, "pk", "alpha", "pi")
        ad = None if case["ad"] is None else unhex(case["ad"])
        try:
            beta = ecvrf_p256.verify_registered(key, alpha, proof, ad, suite)
            got = {"valid": True, "error": None, "beta": beta}
        except Refused as refused:
            got = {"valid": False, "error": str(refused), "beta": None}
        if case["sk"] is not None:
            got["pi"], _ = ecvrf_p256.prove(ecvrf_p256.read_secret(unhex(case["sk"])), alpha, ad, suite)
        yield case["id"], {name: case[name] for name in got}, plain(got)


def check_p256_witness(cases: list[Json]) -> Iterator[Outcome]:
    """SPEC #evm-witness: the words for the contract."""
    for case in cases:
        key, alpha, proof = hexes(case, "pk", "alpha", "pi")
        ad = None if case["ad"] is None else unhex(case["ad"])
        try:
            if case["form"] == "registered":
                ecvrf_p256.decode_registered(key)
                key = b"\x02" + key
            got = {"valid": True, "error": None, "words": ecvrf_p256.evm_witness(key, alpha, proof, ad)}
        except Refused as refused:
            got = {"valid": False, "error": str(refused), "words": None}
        yield case["id"], {name: case[name] for name in got}, plain(got)


def check_p256_derivation(cases: list[Json]) -> Iterator[Outcome]:
    """SPEC #vrf-p256: the derived key."""
    for case in cases:
        x = ecvrf_p256.derive(unhex(case["master"]))
        got = {"sk": x.to_bytes(32, "big"), "pk": ecvrf_p256.public_key(x)[1:]}
        yield case["id"], {name: case[name] for name in got}, plain(got)


def check_vrf_derivation(cases: list[Json]) -> Iterator[Outcome]:
    """SPEC #key-derivation."""
    for case in cases:
        sk = protocol.derive_seed("sequencer" if case["role"] == "sequencer" else "prover", unhex(case["master"]))
        got = {"sk": sk, "pk": ecvrf.expand_seed(sk)[2]}
        yield case["id"], {name: case[name] for name in got}, plain(got)


FORMS: dict[str, Callable[[list[Json]], Iterator[Outcome]]] = {
    "rfc9381/edwards25519_ell2": check_rfc9381,
    "rfc9381/edwards25519_tai": check_rfc9381,
    "rfc9381-p256/sswu": check_rfc9381_p256,
    "rfc9381-p256/tai": check_rfc9381_p256,
    "vrf-p256/derivation": check_p256_derivation,
    "vrf-p256/keys": check_p256_keys,
    "vrf-p256/proofs": check_p256_proofs,
    "vrf-p256/witness": check_p256_witness,
    "vrf/batch": check_vrf_batch,
    "vrf/derivation": check_vrf_derivation,
    "vrf/expand": check_vrf_expand,
    "vrf/keys": check_vrf_keys,
    "vrf/proofs": check_vrf_proofs,
}
