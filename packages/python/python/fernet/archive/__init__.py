"""Recorded blocks and archives of messages as Parquet files, for DuckDB, Polars, pyarrow and others.

`write` makes a directory with one file for each kind of item, from the block files of `fernet scenario` and, where they are given,
the results of `fernet block --json`. `read` gives the same block files back. `write_messages` and `read_messages` do the same for an
archive of messages (docs/messages.md of the repository). They need pyarrow: `pip install fernet-protocol[archive]`.

Amounts are decimal128(38, 0), in wei, exact; tickets are 16 bytes, scores and totals 32, big-endian, so that the order of the
bytes is that of the numbers; keys and hashes are 32 bytes, addresses 20, proofs 80 or 81. No number passes through a float.
"""

from fernet.archive._blocks import Writer, read, write
from fernet.archive._messages import read_messages, write_messages
from fernet.archive._schema import SCHEMAS

__all__ = ["SCHEMAS", "Writer", "read", "read_messages", "write", "write_messages"]
