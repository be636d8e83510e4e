"""Openings: proofs to L1 that a seat is in the winning tree."""

from fernet._native import (
    NodeData,
    OpenedSeat,
    SeatOpening,
    open_seat,
    tree_data_hash,
)

__all__ = [
    "NodeData",
    "OpenedSeat",
    "SeatOpening",
    "open_seat",
    "tree_data_hash",
]
