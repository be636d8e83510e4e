"""Proofs that verify but for the key: it is the identity, in each encoding, and so is Gamma. Printed as cases in JSON.

For such a key anybody proves one and the same output for every input. U = sB - cY is sB whatever c is, and V is sH.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "reference"))
import ecvrf

IDENTITY = bytes([1]) + bytes(31)
KEYS = {
    "identity": IDENTITY,
    "identity, minus-zero": bytes([1]) + bytes(30) + bytes([0x80]),
    "identity, non-canonical": (2**255 - 18).to_bytes(32, "little"),
}
ALPHA, S = b"alpha", 0x1234567

cases = []
for suite in ecvrf.Suite:
    for name, key in KEYS.items():
        h = ecvrf.hash_to_curve(suite, key, ALPHA)
        u, v = ecvrf.encode(ecvrf.multiply(S, ecvrf.BASE)), ecvrf.encode(ecvrf.multiply(S, h))
        # A verifier hashes the key as it came, or encodes the point anew.
        for hashed in dict.fromkeys([key, IDENTITY]):
            c = ecvrf.challenge(suite, [hashed, ecvrf.encode(h), IDENTITY, u, v], None)
            pi = IDENTITY + c.to_bytes(16, "little") + S.to_bytes(32, "little")
            cases.append({"kind": f"key, small-order: {name}", "suite": suite.name, "pk": key.hex(), "alpha": ALPHA.hex(), "pi": pi.hex()})
json.dump(cases, sys.stdout)
