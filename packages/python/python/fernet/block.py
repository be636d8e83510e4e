"""The driver: the blocks of a rollup, from messages to payments."""

from fernet._native import (
    Applied,
    Block,
    Outcome,
    Rollup,
    TreeBuilder,
)

__all__ = [
    "Applied",
    "Block",
    "Outcome",
    "Rollup",
    "TreeBuilder",
]
