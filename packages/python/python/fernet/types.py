"""The names that stand for the values of an enum, as SPEC.md writes them."""

from typing import Literal, TypeAlias

Role: TypeAlias = Literal["sequencer", "base-prover", "merge-prover", "prover"]
Duty: TypeAlias = Literal["propose", "prove-base", "prove-merge"]
VrfMode: TypeAlias = Literal["per-node", "per-block", "public"]
SequencerSuite: TypeAlias = Literal["edwards25519", "p256"]
Suite: TypeAlias = Literal["ECVRF-EDWARDS25519-SHA512-ELL2", "ECVRF-EDWARDS25519-SHA512-TAI"]
P256Suite: TypeAlias = Literal["ECVRF-P256-SHA256-SSWU", "ECVRF-P256-SHA256-TAI"]
NodeKind: TypeAlias = Literal["base", "merge"]
Phase: TypeAlias = Literal["proposal", "reveal", "proving", "proven", "settled", "final", "skipped", "reverted", "voided"]
Event: TypeAlias = Literal["time", "proposal", "reveal", "tree", "parent-final", "ancestor-reverted"]
Effect: TypeAlias = Literal[
    "open-reveal",
    "build-on-parent",
    "open-proving",
    "slash-not-revealed",
    "tree-competes",
    "settle",
    "slash-not-proven",
    "return-bonds",
    "finalize",
]
SlashReason: TypeAlias = Literal["not-revealed", "not-proven"]
