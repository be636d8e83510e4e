"""The package `aimarket-oracle-sortes`: requests as JSON from standard input, replies as JSON."""

import json
import sys

from sortes import vrf


def reply(request):
    if "alpha" not in request:
        beta = vrf.proof_to_hash(bytes.fromhex(request["pi"]))
        return {"beta": beta and beta.hex()}
    alpha = bytes.fromhex(request["alpha"])
    if "sk" in request:
        seed = bytes.fromhex(request["sk"])
        pi = vrf.prove(seed, alpha)
        return {"pk": vrf.sk_to_pk(seed).hex(), "pi": pi.hex(), "beta": vrf.proof_to_hash(pi).hex()}
    beta = vrf.verify(bytes.fromhex(request["pk"]), alpha, bytes.fromhex(request["pi"]))
    return {"beta": beta and beta.hex()}


json.dump([reply(request) for request in json.load(sys.stdin)], sys.stdout)
