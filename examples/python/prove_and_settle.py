"""Proves and verifies example 19 of RFC 9381, and settles a block, through fernet.h."""

import json
import os

from fernet import FernetError, amount, check, ffi, lib, new, to_bytes, to_int

VECTORS = os.environ.get("FERNET_VECTORS", os.path.join(os.path.dirname(__file__), "../../vectors"))


def prove(example):
    """Makes the proof of an example of RFC 9381, verifies it, and checks that a changed proof is refused."""
    alpha = bytes.fromhex(example["alpha"])
    secret_key, key, proof = new("secret_key"), new("key"), new("proof")
    proven, verified = new("beta"), new("beta")
    seed = new("secret", bytes=bytes.fromhex(example["sk"]))
    check(lib.fernet_secret_key_from_seed(secret_key, seed))
    check(lib.fernet_secret_key_public(key, secret_key))
    check(lib.fernet_vrf_prove(proof, proven, secret_key, lib.FERNET_SUITE_ELL2, alpha, len(alpha)))
    check(lib.fernet_secret_key_wipe(secret_key))
    check(lib.fernet_vrf_verify(verified, key, lib.FERNET_SUITE_ELL2, alpha, len(alpha), proof))

    assert to_bytes(key).hex() == example["pk"]
    assert to_bytes(proof).hex() == example["pi"]
    assert to_bytes(proven).hex() == to_bytes(verified).hex() == example["beta"]

    proof.bytes[40] ^= 1
    try:
        check(lib.fernet_vrf_verify(verified, key, lib.FERNET_SUITE_ELL2, alpha, len(alpha), proof))
    except FernetError as error:
        assert str(error) == "VerifyError::Invalid", error
    else:
        raise AssertionError("a changed proof is valid")
    assert to_bytes(verified) == bytes(64)


def settle():
    """Settles 1000 ETH of fees at a split of 0.8. Returns the pays of a seat that burns 40 % and of the root's seat."""
    settlement = new("settlement", fees=amount(1000 * 10**18)[0], bases=16, fee_split=800000)
    params = new("params")
    check(lib.fernet_params_default(params, 1, new("address", bytes=bytes([1] * 20))))
    settlement.params = params[0]
    shape = new("tree_shape")
    check(lib.fernet_tree_shape_read(shape, settlement.bases))
    seats = ffi.new("fernet_paid_seat[2]")
    seats[0].fee_burn = 400000
    seats[1].node = shape.root
    pays = ffi.new("fernet_amount[2]")
    receipt = new("receipt")
    check(lib.fernet_settle(receipt, pays, 2, settlement, seats, 2, new("rebate")))
    funding = receipt.funding
    assert to_int(funding.fees) == to_int(funding.sequencer) + to_int(receipt.reserved) + to_int(receipt.burned)
    return [to_int(pay) for pay in pays]


def main():
    """Runs both parts and reports success."""
    with open(os.path.join(VECTORS, "rfc9381/edwards25519_ell2.json"), encoding="ascii") as file:
        example = json.load(file)[0]
    prove(example)
    print(f"example {example['example']} of RFC 9381: {example['pi']}")
    pays = settle()
    assert pays == [5161290322580645161, 8602150537634408602], pays
    print("pays:", *pays)


if __name__ == "__main__":
    main()
