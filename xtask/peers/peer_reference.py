"""The Python reference of the project: requests as JSON from standard input, replies as JSON."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "reference"))
import ecvrf
from fernet import Refused


def verify(suite, request):
    pi = bytes.fromhex(request["pi"])
    if "pk" not in request:
        return ecvrf.output(suite, ecvrf.decode_proof(pi)[0])
    return ecvrf.verify(bytes.fromhex(request["pk"]), bytes.fromhex(request["alpha"]), pi, suite=suite)


def reply(request):
    suite = ecvrf.Suite[request["suite"]]
    if "sk" in request:
        seed = bytes.fromhex(request["sk"])
        pi, beta = ecvrf.prove(seed, bytes.fromhex(request["alpha"]), suite=suite)
        return {"pk": ecvrf.expand_seed(seed)[2].hex(), "pi": pi.hex(), "beta": beta.hex()}
    try:
        return {"beta": verify(suite, request).hex()}
    except Refused:
        return {"beta": None}


json.dump([reply(request) for request in json.load(sys.stdin)], sys.stdout)
