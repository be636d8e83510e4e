"""The grid of the example, and its table as Parquet."""

import hashlib
import os
import signal
from pathlib import Path

import pyarrow
import pyarrow.parquet

from fernet import simulate

EXPERIMENT = "election"
SWEEPS = ["keys=10,100,1000", "fee-split=0.5..1/11", "rule=literal,distance"]
DRAWS = 20_000
SEED = 2026


def cells():
    return simulate.cells(EXPERIMENT, SWEEPS)


def compute(cell, last_wish=None):
    """The rows of a cell. Its random numbers come from the seed and the cell alone, so any worker may compute it, and again.

    The first process that finds the file `last_wish` removes it and dies as a machine does that loses its power.
    """
    if last_wish is not None:
        try:
            os.unlink(last_wish)
        except FileNotFoundError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return simulate.run(EXPERIMENT, cell, draws=DRAWS, seed=SEED)


def write(path, rows):
    """Writes one row for each cell and measure, in the order of the grid, and returns the SHA-256 of the file."""
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
