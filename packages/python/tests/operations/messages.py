"""message/."""

import fernet
from fernet import MessageError

from ..cases import Json, raw

#: What the classes name by its parts, and vectors write in one object.
FLAT = {"proposal", "claim", "request"}


def fields_of(value):
    """The fields of an object that its constructor takes."""
    signature = type(value).__text_signature__
    return [name for name in signature.strip("()").split(", ") if name != "*" for name in [name.split("=")[0]]]


def plain(value):
    """An object as vectors write it."""
    if value is None or isinstance(value, (int, str, bytes)):
        return value
    if isinstance(value, fernet.NodeData):
        return bytes(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    body = {}
    for name in fields_of(value):
        inner = plain(getattr(value, name))
        if name in FLAT and isinstance(inner, dict):
            body.update(inner)
        else:
            body[name] = inner
    return body


def decode(case: Json):
    data = raw(case["bytes"])
    message = fernet.decode(data)
    assert bytes(message) == data
    assert type(message).from_bytes(data) == message
    rebuilt = type(message)(**{name: getattr(message, name) for name in fields_of(message)})
    assert rebuilt == message and hash(rebuilt) == hash(message)
    return {"kind": message.kind, "body": with_derived(message, plain(message))}


def with_derived(message, body):
    """Adds the counts that vectors write beside the fields, and removes what the kind says."""
    for name in ("transactions", "bundles", "attestations", "nodes"):
        if name in body:
            body["count"] = len(body[name])
    if isinstance(message, fernet.SeatOpeningMessage):
        body["levels"] = (len(message.opening) - 429) // 120
    body.pop("batch", None)
    return body


def truncated(case: Json):
    data, fields = raw(case["bytes"]), []
    for length in range(len(data)):
        try:
            fernet.decode(data[:length])
        except MessageError as error:
            assert error.code == "Truncated"
            if fields and fields[-1][:2] == [error.field, error.offset]:
                fields[-1][2] += 1
            else:
                fields.append([error.field, error.offset, 1])
        else:
            raise AssertionError(f"{length} bytes are a message")
    return {"fields": [dict(zip(("field", "offset", "width"), field, strict=True)) for field in fields]}
