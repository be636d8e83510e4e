"""Seeds, VRF inputs, tickets, scores, the order of candidates, odds."""

from fernet._native import (
    Candidate,
    attester_alpha,
    attester_ticket,
    best,
    equilibrium_split,
    odds_against,
    odds_among,
    odds_of_quorum,
    prover_alpha,
    prover_seed,
    prover_ticket,
    score,
    sequencer_alpha,
    sequencer_seed,
    sequencer_ticket,
)

__all__ = [
    "Candidate",
    "attester_alpha",
    "attester_ticket",
    "best",
    "equilibrium_split",
    "odds_against",
    "odds_among",
    "odds_of_quorum",
    "prover_alpha",
    "prover_seed",
    "prover_ticket",
    "score",
    "sequencer_alpha",
    "sequencer_seed",
    "sequencer_ticket",
]
