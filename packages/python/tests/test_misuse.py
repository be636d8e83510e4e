"""Wrong values for every parameter of every function: the stubs list them, so that none is forgotten."""

import ast
import copy
import math
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import fernet
from fernet import p256

from .instances import ANY_LENGTH, argument, instances

STUBS = sorted(path for path in Path(fernet.__file__).parent.glob("*.pyi") if path.stem != "_native")

#: Wrong values for each kind of annotation.
WRONG_INTS = [1.0, math.nan, math.inf, Decimal(1), "1", b"1", None, True, [], -1, 2**256, 10**5000]
WRONG_BYTES = ["00", None, 1, 1.5, [0], memoryview(b"\0" * 64).cast("Q"), object()]
WRONG_TEXTS = ["nonsense", "", b"prover", 1, None]
WRONG_SEQUENCES = [1, None, "ab", b"ab", {}, set(), frozenset(), object(), [object()]]
WRONG_OBJECTS = [None, 1, "x", b"", object(), int]
WRONG_PAIRS = [1, None, "ab", (1,), (1, 2, 3), (None, None)]


def callables():
    """(module, class or None, node of the function) for everything in the stubs that takes parameters."""
    for path in STUBS:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                yield path.stem, None, node
            if isinstance(node, ast.ClassDef):
                for member in node.body:
                    if isinstance(member, ast.FunctionDef):
                        yield path.stem, node.name, member


def parameters(function):
    """(name, annotation, whether it is given by its name) of each parameter."""
    for by_name, group in ((False, function.args.args), (True, function.args.kwonlyargs)):
        for parameter in group:
            if parameter.arg not in ("self", "cls"):
                yield parameter.arg, ast.unparse(parameter.annotation), by_name


OPERATORS = {"__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__"}


def every_parameter():
    for module, owner, function in callables():
        if function.name not in OPERATORS:
            for name, annotation, _ in parameters(function):
                yield pytest.param(module, owner, function, name, annotation, id=f"{module}.{owner}.{function.name}.{name}")


def target(module, owner, function):
    """What is called."""
    home = p256 if module == "p256" else fernet
    if owner is None:
        return getattr(home, function.name)
    if function.name == "__new__":
        return getattr(home, owner)
    if any(ast.unparse(decorator) == "staticmethod" for decorator in function.decorator_list):
        return getattr(getattr(home, owner), function.name)
    return getattr(instances()[f"p256.{owner}" if module == "p256" else owner], function.name)


def wrong_values(name, annotation):
    optional = annotation.endswith(" | None")
    of = annotation.removesuffix(" | None")
    if of == "SupportsIndex":
        values = WRONG_INTS
    elif of == "Buffer":
        values = WRONG_BYTES + ([] if name in ANY_LENGTH else [b"", bytes(31), bytes(100)])
    elif of in ("Role", "Duty", "VrfMode", "SequencerSuite", "Event", "Suite", "P256Suite", "SlashReason"):
        values = WRONG_TEXTS
    elif of.startswith("Iterable["):
        values = WRONG_SEQUENCES
    elif of.startswith("tuple["):
        values = WRONG_PAIRS
    elif of == "bool":
        values = [1, 0, "x", None]
    elif of == "str":
        values = [1, None, b"00", "zz"]
    else:
        values = WRONG_OBJECTS
    return [value for value in values if not (optional and value is None)]


def named(error, name):
    """Whether an exception names a parameter, in its text or in a note."""
    return any(f"'{name}'" in text or text.startswith(f"{name}:") for text in [str(error), *getattr(error, "__notes__", [])])


OWN_ERRORS = ("VrfMode", "SequencerSuite", "TxPerBase", "Length")


@pytest.mark.parametrize(("module", "owner", "function", "name", "annotation"), list(every_parameter()))
def test_wrong_values(module, owner, function, name, annotation):
    call = target(module, owner, function)
    given = {one: argument(module, one, of) for one, of, _ in parameters(function)}
    by_name = {one for one, _, by_name in parameters(function) if by_name}
    for value in wrong_values(name, annotation):
        arguments = {**given, name: value}
        positional = [arguments.pop(one) for one in list(arguments) if one not in by_name]
        with pytest.raises((TypeError, ValueError, OverflowError)) as caught:
            call(*positional, **arguments)
        error = caught.value
        # Names of SPEC #parameters, and the lengths of keys and proofs, have errors of their own.
        assert named(error, name) or getattr(error, "code", None) in OWN_ERRORS, (
            f"{value!r:.60}: {type(error).__name__}: {error} {getattr(error, '__notes__', [])}"
        )


def every_int_of_a_constructor():
    for module, owner, function in callables():
        for name, annotation, _ in parameters(function):
            if function.name == "__new__" and annotation.startswith("SupportsIndex"):
                yield pytest.param(module, owner, function, name, id=f"{module}.{owner}.{name}")


@pytest.mark.parametrize(("module", "owner", "function", "name"), list(every_int_of_a_constructor()))
def test_no_int_is_cut(module, owner, function, name):
    """Every int has a limit, a power of two: what is below comes back, and what is not below is refused by name."""
    call = target(module, owner, function)
    given = {one: argument(module, one, of) for one, of, _ in parameters(function)}
    by_name = {one for one, _, by_name in parameters(function) if by_name}

    def made(value):
        arguments = {**given, name: value}
        positional = [arguments.pop(one) for one in list(arguments) if one not in by_name]
        try:
            return getattr(call(*positional, **arguments), name, value)
        except OverflowError as error:
            assert named(error, name)
            return None
        except ValueError:  # the protocol refuses it, but it has arrived
            return value

    widths = (8, 16, 32, 64, 96, 128, 256)
    refused = [width for width in widths if made(2**width) is None]
    assert refused and refused == [width for width in widths if width >= refused[0]]
    assert made(2 ** refused[0] - 1) == 2 ** refused[0] - 1
    assert all(made(2**width) == 2**width for width in widths if width < refused[0])


def test_there_is_an_object_of_each_class():
    classes = {(module, owner) for module, owner, _ in callables() if owner is not None}
    names = {f"p256.{owner}" if module == "p256" else owner for module, owner in classes}
    assert names == set(instances())


def test_properties_cannot_be_set_and_unknown_arguments_are_refused():
    for module, owner, function in callables():
        if owner is None:
            continue
        if any(ast.unparse(decorator) == "property" for decorator in function.decorator_list):
            one = instances()[f"p256.{owner}" if module == "p256" else owner]
            with pytest.raises(AttributeError):
                setattr(one, function.name, None)
        elif function.name not in OPERATORS and not function.name.startswith("__"):
            with pytest.raises(TypeError):
                target(module, owner, function)(nonsense=1)


@pytest.mark.parametrize("name", ["SecretKey", "p256.SecretKey"])
def test_secret_keys_keep_their_secret(name):
    secret = bytes(range(32))
    key = p256.SecretKey.from_scalar(secret) if name.startswith("p256") else fernet.SecretKey.from_seed(secret)
    for text in (repr(key), str(key), f"{key}"):
        assert text == f"<fernet.{name}>"
    for refused in (copy.copy, copy.deepcopy, pickle.dumps, hash, bytes, vars):
        with pytest.raises(TypeError):
            refused(key)
    with pytest.raises(TypeError):
        _ = key == key
    key.wipe()
    key.wipe()
    for use in (lambda: key.public_key, lambda: key.prove(b""), lambda: key.evaluate(b"")):
        with pytest.raises(ValueError, match="was wiped"):
            use()


def test_values_can_be_pickled_and_copied():
    same = 0
    for name, one in instances().items():
        if "SecretKey" in name or (not hasattr(type(one), "__getnewargs_ex__") and name not in (
            "Params", "Proof", "PublicKey", "BatchProof", "ProposalMessage", "p256.Proof", "p256.PublicKey"
        )):  # fmt: skip
            continue
        assert pickle.loads(pickle.dumps(one)) == one and copy.deepcopy(one) == one
        assert hash(pickle.loads(pickle.dumps(one))) == hash(one) and eval_repr(one)
        same += 1
    assert same >= 15


def eval_repr(one):
    """Whether repr shows the fields and no more than one line."""
    return "\n" not in repr(one) and repr(one).startswith(type(one).__name__)


def test_a_closed_ledger_refuses_everything():
    ledger = instances()["SettlementPlan"].ledger()
    with pytest.raises(fernet.SettleError):
        ledger.close()
    assert ledger.pay(instances()["SettlementPlan"].shape.root, 0) == ledger.paid and ledger.filled == 1
    ledger.close()
    for use in (ledger.close, lambda: ledger.pay(0, 0), lambda: ledger.paid, lambda: ledger.filled):
        with pytest.raises(ValueError, match=r"^the ledger was closed$"):
            use()


def test_a_refused_call_changes_nothing():
    rollup, registry = instances()["Rollup"], instances()["Registry"]
    before = rollup.to_bytes()
    with pytest.raises(fernet.MessageError):
        rollup.event(b"\1\6", registry)
    with pytest.raises(TypeError):
        rollup.l1_block(1.5, bytes(32))
    assert rollup.to_bytes() == before
    assert fernet.Rollup.from_bytes(before).to_bytes() == before


def test_exceptions_are_those_of_the_specification():
    from .cases import ROOT

    text = (ROOT / "SPEC.md").read_text().split('<a id="errors">')[1].split('<a id="differences">')[0]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| ")][1:]
    stand_for = set(text.split("Some names (")[1].split(")")[0].replace("`", "").replace("\n", " ").replace(",", "").split())
    expected = set()
    for _, operation, codes, *_ in rows:
        names = {code for code in codes.replace("`", " ").replace(",", " ").split() if code[:1].isupper()}
        if not names <= stand_for:  # an enum whose values all stand for others is never raised
            expected.add(operation.split("`")[1])
    found = {name for name, value in vars(fernet.errors).items() if isinstance(value, type)} - {"FernetError"}
    assert found == expected
