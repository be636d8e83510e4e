"""RANDAO mixes and the ring of the latest ones."""

from fernet._native import (
    PinnedMix,
    RandaoRing,
    mix_block,
    mix_in,
)

__all__ = [
    "PinnedMix",
    "RandaoRing",
    "mix_block",
    "mix_in",
]
