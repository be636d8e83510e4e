"""vrf/, vrf-p256/, rfc9381/, rfc9381-p256/, whose files have forms of their own. Each function checks one case."""

import pytest

import fernet
from fernet import BatchProof, Proof, PublicKey, SecretKey, p256

from ..cases import Json, maybe, raw


def refused(case: Json, run):
    """Runs what a case says is refused, and returns None; or runs it and returns what it returns."""
    if case["valid"]:
        assert case["error"] is None
        return run()
    with pytest.raises(fernet.FernetError) as caught:
        run()
    assert f"{type(caught.value).__name__}::{caught.value.code}" == case["error"]
    return caught.value


def statement(case: Json):
    return {"alpha": raw(case["alpha"]), "ad": maybe(raw, case["ad"]), "suite": case["suite"]}


def keys(case: Json):
    key = refused(case, lambda: PublicKey(raw(case["pk"])))
    if case["valid"]:
        assert bytes(key) == raw(case["pk"]) and PublicKey.from_hex(key.hex()) == key


def proofs(case: Json):
    given = statement(case)
    beta = refused(case, lambda: fernet.verify(raw(case["pk"]), proof=raw(case["pi"]), **given))
    if not case["valid"]:
        return
    proof = Proof(raw(case["pi"]))
    assert beta == raw(case["beta"]) == PublicKey(raw(case["pk"])).verify(proof=proof, **given)
    assert proof.to_hash(suite=case["suite"]) == beta
    if "sk" in case and case["sk"] is not None:
        key = SecretKey.from_seed(raw(case["sk"]))
        assert bytes(key.public_key) == raw(case["pk"])
        assert key.prove(**given) == key.prove_verified(**given) == proof
        assert key.evaluate(given["alpha"], suite=given["suite"]) == beta


def batch(case: Json):
    given = statement(case)

    def run():
        key, proof = PublicKey(raw(case["pk"])), BatchProof(raw(case["batch"]))
        assert bytes(proof.to_proof(key, **given)) == raw(case["pi"])
        verified = fernet.verify_batch(raw(case["pk"]), given["alpha"], raw(case["batch"]), ads=given["ad"], suite=case["suite"])
        assert len(verified) == 1
        if verified.errors:
            assert verified.valid == b"\0" and verified.betas == bytes(64)
            raise verified.errors[0]
        assert verified.valid == b"\1"
        return verified.betas

    result = refused(case, run)
    if case["valid"]:
        assert result == raw(case["beta"])
    cause = getattr(result, "__cause__", None)
    assert (cause and f"PointError::{cause.code}") == case["point_error"]
    if case["sk"] is not None:
        assert bytes(SecretKey.from_seed(raw(case["sk"])).prove_batchable(**given)) == raw(case["batch"])


def expand(case: Json):
    given, key, proof = statement(case), PublicKey(raw(case["pk"])), Proof(raw(case["pi"]))
    made = refused(case, lambda: proof.to_batch_proof(key, **given))
    if case["valid"]:
        assert bytes(made) == raw(case["batch"]) and made.to_proof(key, **given) == proof


def derivation(case: Json):
    key = SecretKey.derive(raw(case["master"]), case["role"])
    assert bytes(key.public_key) == raw(case["pk"])
    assert SecretKey.from_seed(raw(case["sk"])).public_key == key.public_key


def rfc(case: Json):
    key, alpha, suite = SecretKey.from_seed(raw(case["sk"])), raw(case["alpha"]), case["suite"]
    assert bytes(key.public_key) == raw(case["pk"])
    assert bytes(key.prove(alpha, suite=suite)) == raw(case["pi"])
    assert fernet.verify(raw(case["pk"]), alpha, raw(case["pi"]), suite=suite) == raw(case["beta"])


def decode_p256(case: Json):
    if case["form"] == "registered":
        return p256.PublicKey.from_registered(raw(case["pk"]))
    return p256.PublicKey(raw(case["pk"]))


def p256_keys(case: Json):
    key = refused(case, lambda: decode_p256(case))
    if case["valid"]:
        assert (key.to_registered() if case["form"] == "registered" else bytes(key)) == raw(case["pk"])


def p256_proofs(case: Json):
    given = statement(case)
    beta = refused(case, lambda: p256.verify(raw(case["pk"]), proof=raw(case["pi"]), **given))
    if not case["valid"]:
        return
    assert beta == raw(case["beta"])
    if case["sk"] is not None:
        key = p256.SecretKey.from_scalar(raw(case["sk"]))
        assert key.public_key.to_registered() == raw(case["pk"])
        proof = p256.Proof(raw(case["pi"]))
        assert key.prove(**given) == key.prove_verified(**given) == proof
        assert key.evaluate(given["alpha"], suite=given["suite"]) == beta
        assert proof.to_hash(suite=given["suite"]) == beta[:32]


def p256_witness(case: Json):
    def run():
        key, proof = decode_p256(case), p256.Proof(raw(case["pi"]))
        return key.evm_witness(raw(case["alpha"]), proof, ad=maybe(raw, case["ad"]))

    words = refused(case, run)
    if case["valid"]:
        assert [word.hex() for word in words] == case["words"]


def p256_derivation(case: Json):
    key = p256.SecretKey.derive(raw(case["master"]))
    assert key.public_key.to_registered() == raw(case["pk"])
    again = p256.SecretKey.from_scalar(raw(case["sk"]))
    assert again.prove(b"") == key.prove(b"")


def p256_rfc(case: Json):
    key, alpha, suite = p256.SecretKey.from_scalar(raw(case["sk"])), raw(case["alpha"]), case["suite"]
    assert bytes(key.public_key) == raw(case["pk"])
    assert bytes(key.prove(alpha, suite=suite)) == raw(case["pi"])
    beta = key.public_key.verify(alpha, p256.Proof(raw(case["pi"])), suite=suite)
    assert beta == raw(case["beta"]) + bytes(32)
