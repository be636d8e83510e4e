"""Proposals, the election of the leader, reveals, phases, the chain of blocks."""

from fernet._native import (
    BlockPhase,
    Chain,
    CheckedProposal,
    Election,
    Happening,
    Opening,
    Proposal,
    RankedProposal,
    Reveal,
    data_root,
    proposal_evidence,
    tx_root,
)

__all__ = [
    "BlockPhase",
    "Chain",
    "CheckedProposal",
    "Election",
    "Happening",
    "Opening",
    "Proposal",
    "RankedProposal",
    "Reveal",
    "data_root",
    "proposal_evidence",
    "tx_root",
]
