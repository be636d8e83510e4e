"""Between the fields of JSON, which are text, and the cells of a table."""

# pyarrow is partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import re
from decimal import Decimal
from typing import TypeAlias

import pyarrow as pa

Json: TypeAlias = dict[str, object]
Cell: TypeAlias = int | bytes | str | Decimal | list[int] | bool | None

_DIGITS = re.compile(r"0|[1-9][0-9]*")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")


def number(path: str, value: object, limit: int) -> int:
    """Reads a decimal string below a limit."""
    if not isinstance(value, str) or not _DIGITS.fullmatch(value):
        raise ValueError(f"{path}: expected a decimal string, not {value!r}")
    if len(value) > len(str(limit)) or int(value) >= limit:
        raise ValueError(f"{path}: expected a number below {limit}")
    return int(value)


def raw(path: str, value: object, length: int | None) -> bytes:
    """Reads lower-case hex, of a number of bytes if it is given."""
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise ValueError(f"{path}: expected lower-case hex, not {value!r}")
    if length is not None and len(value) != 2 * length:
        raise ValueError(f"{path}: expected {length} bytes, not {len(value) // 2}")
    return bytes.fromhex(value)


def items(path: str, value: object) -> list[object]:
    """Reads a list."""
    if not isinstance(value, list):
        raise ValueError(f"{path}: expected a list, not {value!r}")
    return value


def fields(path: str, value: object) -> Json:
    """Reads an object."""
    if not isinstance(value, dict):
        raise ValueError(f"{path}: expected an object, not {value!r}")
    return value


def to_cell(path: str, of: pa.DataType, value: object) -> Cell:
    """Reads a field of JSON as the cell of a column. Fixed widths of 16 and 32 bytes also take decimal strings: tickets, scores."""
    if pa.types.is_unsigned_integer(of):
        return number(path, value, 1 << of.bit_width)
    if pa.types.is_decimal(of):
        return Decimal(number(path, value, 10**38))
    if pa.types.is_fixed_size_binary(of):
        return raw(path, value, of.byte_width)
    if pa.types.is_binary(of):
        return raw(path, value, None)
    if pa.types.is_list(of):
        return [number(f"{path}[{index}]", item, 1 << 64) for index, item in enumerate(items(path, value))]
    if not isinstance(value, str):
        raise ValueError(f"{path}: expected text, not {value!r}")
    return value


def to_json(value: object) -> object:
    """The field of JSON for a cell."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [str(item) for item in value]
    return str(value)


def row(path: str, schema: pa.Schema, value: object, **known: Cell) -> dict[str, Cell]:
    """Reads an object as the row of a table. `known` are cells that are not fields. No field is left out, and none is added."""
    source = fields(path, value)
    cells = dict(known)
    for column in schema:
        if column.name in cells:
            continue
        present = source.get(column.name)
        if present is None and not column.nullable:
            raise ValueError(f"{path}.{column.name}: is missing")
        cells[column.name] = None if present is None else to_cell(f"{path}.{column.name}", column.type, present)
    for name in source:
        if name not in schema.names:
            raise ValueError(f"{path}.{name}: is not known")
    return cells
