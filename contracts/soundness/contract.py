"""Reads from the source of the contract what the soundness argument is about."""

import re
from pathlib import Path

SOURCE = (Path(__file__).parent / "../src/EcvrfP256.sol").read_text()


def constants():
    """The numeric constants of the contract, by name."""
    pattern = r"uint256 private constant (\w+) = (0x[0-9a-f]+);"
    return {name: int(value, 16) for name, value in re.findall(pattern, SOURCE)}


def body(function):
    """The statements of a function, as a list of texts without comments."""
    match = re.search(rf"\n    function {function}\(.*?\n    }}\n", SOURCE, re.S)
    text = re.sub(r"//[^\n]*", "", match.group())
    return [" ".join(part.split()) for part in re.split(r"[;{}]", text)]


def assignments(function, names):
    """The expressions that the function assigns to these names, which are valid Python."""
    found = {}
    for statement in body(function):
        match = re.fullmatch(r"(?:uint256 )?(\w+) = (.*)", statement)
        if match and match.group(1) in names:
            assert match.group(1) not in found, statement
            found[match.group(1)] = match.group(2)
    assert set(found) == set(names), (function, names, found)
    return [(name, found[name]) for name in names]


def checks():
    """The arguments of the three calls of P256VERIFY, without the coordinates: inverse, a, b and the point."""
    calls = [re.fullmatch(r"_check\((.*)\)", statement) for statement in body("_verify")]
    rows = [re.split(r", (?![^()]*\))", call.group(1)) for call in calls if call]
    assert len(rows) == 3, rows
    return [tuple(row[:4]) for row in rows]


def coefficients(number, mulmod, addmod, c, s, inverse):
    """The equation of each call, `q * Q + b * B = +-W`, as pairs (q, b): the arithmetic of the source, run on any numbers.

    `number` is N in that arithmetic; `inverse(a)` is 1/a. P256VERIFY computes (hash/s) * B + (r/s) * Q. Here r is 1: it
    divides out, because both hash and s are multiples of it.
    """
    scope = {"N": number, "mulmod": mulmod, "addmod": addmod, "c": c, "s": s}
    steps = assignments("_inverses", ["oneMinusC2", "bySPlus1", "byOneMinusC2", "byCPlus1", "by1MinusC"])
    for name, expression in steps:
        if name == "oneMinusC2":
            scope[name] = eval(expression, scope)
            scope["inverse"] = inverse(mulmod(scope[name], s + 1, number))
        else:
            scope[name] = eval(expression, scope)
    equations = []
    scope["proof"] = type("Proof", (), {"s": s})
    steps = assignments("_check", ["rByInverse", "hash", "s"])
    for by, a, b, _ in checks():
        call = {**scope, "x": 1, "inverse": eval(by, scope), "a": eval(a, scope), "b": eval(b, scope)}
        for name, expression in steps:
            call[name] = eval(expression, call)
        divided = inverse(call["s"])
        equations.append((mulmod(1, divided, number), mulmod(call["hash"], divided, number)))
    return equations
