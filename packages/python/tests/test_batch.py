"""Functions over buffers: numpy arrays, threads, and the results of single calls."""

import threading
import time

import numpy as np
import pytest

import fernet
from fernet import BatchProof, SecretKey

SEED = bytes([7]) * 32


def signed(count):
    """Keys, alphas, additional data and proofs in the form for batches, as arrays of uint8."""
    rng = np.random.default_rng(405)
    secrets = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    alphas = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    ads = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    keys, proofs = np.empty((count, 32), np.uint8), np.empty((count, 128), np.uint8)
    for row in range(count):
        key = SecretKey.from_seed(secrets[row])
        keys[row] = np.frombuffer(bytes(key.public_key), np.uint8)
        proofs[row] = np.frombuffer(bytes(key.prove_batchable(alphas[row], ad=ads[row])), np.uint8)
    return keys, alphas, ads, proofs


def test_a_batch_is_what_single_verifications_are():
    keys, alphas, ads, proofs = signed(20)
    proofs[3, 127] ^= 0x80  # s is not reduced
    proofs[5, 100] ^= 1  # the proof is not valid
    keys[9] = 0xFF  # no key
    result = fernet.verify_batch(keys, alphas, proofs, ads=ads)
    valid = np.frombuffer(result.valid, np.uint8).astype(bool)
    betas = np.frombuffer(result.betas, np.uint8).reshape(-1, 64)
    assert [row for row in range(20) if not valid[row]] == [3, 5, 9] == sorted(result.errors)
    codes = {row: f"{type(error).__name__}::{error.code}" for row, error in result.errors.items()}
    assert codes == {3: "BatchProofError::ScalarNotReduced", 5: "VerifyError::Invalid", 9: "KeyError::NonCanonical"}
    for row in np.flatnonzero(valid):
        key = fernet.PublicKey(keys[row])
        proof = BatchProof(proofs[row]).to_proof(key, alphas[row], ad=ads[row])
        assert key.verify(alphas[row], proof, ad=ads[row]) == betas[row].tobytes()
    assert not betas[~valid].any()


def test_lengths_of_a_batch():
    keys, alphas, ads, proofs = signed(2)
    for name, given in {
        "keys": {"keys": keys.tobytes()[1:]},
        "proofs": {"proofs": proofs[:1]},
        "alphas": {"alphas": alphas.tobytes()[1:]},
        "ads": {"ads": ads.tobytes()[1:]},
    }.items():
        arguments = {"keys": keys, "alphas": alphas, "proofs": proofs, "ads": ads, **given}
        with pytest.raises(ValueError, match=f"^{name}: expected"):
            fernet.verify_batch(**arguments)
    assert len(fernet.verify_batch(b"", b"", b"")) == 0


def test_shapes_of_arrays():
    """One dimension, or one row for each item."""
    keys, alphas, ads, proofs = signed(2)
    given = {"keys": keys, "alphas": alphas, "proofs": proofs, "ads": ads}
    expected = fernet.verify_batch(**given).betas
    assert expected.strip(b"\0")
    for name, array in given.items():
        width = array.shape[1]
        for same in (array.reshape(-1), np.asfortranarray(array), np.hstack([array, array])[:, :width], array.tobytes()):
            assert fernet.verify_batch(**{**given, name: same}).betas == expected
        for shape in ((4, width // 2), (1, 2 * width), (2, width, 1), (1, 2, width), (width, 2)):
            with pytest.raises(ValueError, match=rf"^{name}: expected the shape \((n, {width}|2, n)\), not \({shape[0]}, {shape[1]}"):
                fernet.verify_batch(**{**given, name: array.reshape(shape)})
        with pytest.raises(TypeError, match=rf"^expected bytes, not ndarray\nwhile processing '{name}'"):
            fernet.verify_batch(**{**given, name: np.array(1, np.uint8)})
    for call in (lambda keys: fernet.public_tickets(SEED, [0], keys), lambda keys: fernet.best_public(SEED, [0], keys, k=1)):
        for shape in ((32, 10), (10, 16), (0, 31), (1, 1, 32)):
            with pytest.raises(ValueError, match=r"^keys: expected the shape \(n, 32\), not \(" + ", ".join(map(str, shape))):
                call(np.zeros(shape, np.uint8))
        call(np.zeros((0, 32), np.uint8))


@pytest.mark.parametrize("dtype", ["float64", "int8", "uint16", "bool"])
def test_a_dtype_that_is_not_uint8_is_named(dtype):
    expected = f"expected bytes or an array of uint8, not an array of {dtype}\nwhile processing 'keys'"
    with pytest.raises(TypeError, match=f"^{expected}$"):
        fernet.public_tickets(SEED, [0], np.zeros((10, 32), dtype))


def test_bytes_of_one_value_have_one_dimension():
    assert fernet.PublicKey(np.frombuffer(bytes(fernet.SecretKey.from_seed(SEED).public_key), np.uint8))
    with pytest.raises(ValueError, match=r"expected one dimension, not the shape \(4, 8\)"):
        fernet.sequencer_alpha(np.zeros((4, 8), np.uint8))
    with pytest.raises(ValueError, match=r"expected one dimension, not the shape \(2, 1\)"):
        fernet.SecretKey.from_seed(SEED).evaluate(np.zeros((2, 1), np.uint8))


def test_public_tickets_are_those_of_single_calls_and_bytes_sort_as_numbers():
    keys = np.arange(100 * 32, dtype=np.uint8).reshape(100, 32)
    nodes = [0, 7, 2**40]
    tickets = fernet.public_tickets(SEED, nodes, keys)
    rows = np.frombuffer(tickets, np.dtype("V16")).reshape(len(nodes), len(keys))
    for column, key in enumerate(keys):
        for row, node in enumerate(nodes):
            single = fernet.prover_ticket("public", prover_seed=SEED, node=node, key=key, beta=bytes(64))
            assert int.from_bytes(rows[row, column].tobytes(), "big") == single
    first = [rows[0, column].tobytes() for column in range(len(keys))]
    assert sorted(first) == sorted(first, key=lambda ticket: int.from_bytes(ticket, "big"))


def test_the_best_are_those_of_all_tickets():
    keys = np.random.default_rng(1).integers(0, 256, (500, 32), dtype=np.uint8)
    burns = [index * 1000 for index in range(500)]
    for node, best in zip([3, 4], fernet.best_public(SEED, [3, 4], keys, k=5, fee_burns=burns), strict=True):
        tickets = fernet.public_tickets(SEED, [node], keys)
        every = [
            fernet.Candidate(key=keys[row], ticket=int.from_bytes(tickets[16 * row : 16 * row + 16], "big"), fee=burns[row])
            for row in range(500)
        ]
        assert best == fernet.best(every, k=5) == sorted(every)[:5]
    for k in (0, 17):
        with pytest.raises(ValueError, match=r"^k: expected an int from 1 to 16"):
            fernet.best_public(SEED, [0], keys, k=k)
    with pytest.raises(fernet.BidError):
        fernet.best_public(SEED, [0], keys[:1], k=1, fee_burns=[1_000_001])


def test_a_prover_computes_its_own_tickets():
    key = SecretKey.from_seed(SEED)
    for mode in ("per-node", "per-block", "public"):
        tickets = key.tickets(SEED, mode, range(5))
        for node, ticket in enumerate(tickets):
            beta = key.evaluate(fernet.prover_alpha(SEED, mode, node))
            public = bytes(key.public_key)
            assert ticket == fernet.prover_ticket(mode, prover_seed=SEED, node=node, key=public, beta=beta)


def test_other_threads_run_while_a_batch_is_computed():
    """A thread looks at the clock while another one hashes. With the GIL held it could not in the middle of the call."""
    keys = np.zeros((2_000_000, 32), np.uint8)
    call, looks = [], []

    def work():
        start = time.perf_counter()
        fernet.public_tickets(SEED, [0], keys)
        call.extend((start, time.perf_counter()))

    thread = threading.Thread(target=work)
    thread.start()
    while not call:
        looks.append(time.perf_counter())
    thread.join()
    quarter = (call[1] - call[0]) / 4
    assert any(call[0] + quarter < look < call[1] - quarter for look in looks)


def test_many_threads_verify_at_once():
    keys, alphas, ads, proofs = signed(50)
    expected = fernet.verify_batch(keys, alphas, proofs, ads=ads).betas
    results = []
    threads = [threading.Thread(target=lambda: results.append(fernet.verify_batch(keys, alphas, proofs, ads=ads).betas)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8
