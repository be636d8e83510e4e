"""An archive of messages (docs/messages.md), to and from one Parquet file."""

# pyarrow is partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fernet import messages
from fernet.archive._cells import Cell
from fernet.archive._schema import MESSAGES
from fernet.errors import MessageError


def _frames(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The offset and the bytes of each message: a frame is its length, four bytes, big-endian, and the message."""
    offset = 0
    while offset < len(data):
        end = offset + 4 + int.from_bytes(data[offset : offset + 4], "big")
        if offset + 4 > len(data) or end > len(data):
            raise ValueError(f"the frame at byte {offset} is cut")
        yield offset, data[offset + 4 : end]
        offset = end


def _cells(position: int, offset: int, data: bytes) -> dict[str, Cell]:
    try:
        message = messages.decode(data)
        cells: dict[str, Cell] = {"position": position, "kind": message.kind, "message": data}
        if isinstance(message, messages.L1EventMessage):
            cells["l1_block"] = message.l1_block
            cells["base_fee"] = message.base_fee
            cells["rate"] = Decimal(message.rate)
            message = messages.decode(message.message)
    except MessageError as error:
        error.add_note(f"the frame at byte {offset}")
        raise
    cells["block_number"] = getattr(message, "block_number", None)
    cells["key"] = getattr(message, "key", None)
    return cells


def write_messages(file: str | os.PathLike[str], archive: bytes | bytearray | memoryview) -> None:
    """Writes an archive of messages, the bytes of `fernet scenario --archive`, as a Parquet file: a row for each message.

    block_number and key are those of the message, or of the one in an event, where it has them. ValueError says where a frame is
    cut; MessageError, what is no message. A file that is there already is refused: FileExistsError.
    """
    rows = [_cells(position, *frame) for position, frame in enumerate(_frames(bytes(archive)))]
    table = pa.Table.from_pylist(rows, schema=MESSAGES)
    with open(file, "xb") as made:
        try:
            pq.write_table(table, made)
        except BaseException:
            Path(file).unlink()
            raise


def read_messages(file: str | os.PathLike[str]) -> bytes:
    """The archive of messages of a Parquet file, for `fernet replay`."""
    table = pq.read_table(Path(file))
    if not table.schema.equals(MESSAGES):
        raise ValueError(f"{os.fspath(file)}: has another schema")
    messages_in_order: list[bytes] = [row["message"] for row in table.sort_by("position").to_pylist()]
    return b"".join(len(message).to_bytes(4, "big") + message for message in messages_in_order)
