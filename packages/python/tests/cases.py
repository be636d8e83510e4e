"""Reads the test vectors of the repository."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT / "vectors"

Json = Any


def load(file: str) -> Json:
    """The JSON value of a file below vectors/, whose name has no `.json`. No number becomes a float."""
    return json.loads((VECTORS / f"{file}.json").read_text(), parse_float=str)


def raw(text: str) -> bytes:
    """The bytes of hex."""
    return bytes.fromhex(text)


def numbers(values: list[int]) -> list[str]:
    """Ints as vectors write them."""
    return [str(value) for value in values]


def maybe(read: Any, value: str | None) -> Any:
    """Reads a value that may be absent."""
    return None if value is None else read(value)


def show(value: Any) -> Json:
    """A value of the package as vectors write it: bytes in hex, ints in decimal."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [show(item) for item in value]
    if isinstance(value, dict):
        return {name: show(item) for name, item in value.items()}
    raise TypeError(type(value))
