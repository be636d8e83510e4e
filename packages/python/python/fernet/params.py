"""The parameters of a rollup."""

from fernet._native import (
    Params,
)

__all__ = [
    "Params",
]
