"""Settlement, slashing, and the MEV reference, in wei."""

from fernet._native import (
    Funding,
    Ledger,
    MevReference,
    MevReport,
    Rebate,
    Receipt,
    SettlementPlan,
    Slashing,
    check_reveal,
    mev_ratio,
    required_bond,
    slash,
    unclaimed,
)

__all__ = [
    "Funding",
    "Ledger",
    "MevReference",
    "MevReport",
    "Rebate",
    "Receipt",
    "SettlementPlan",
    "Slashing",
    "check_reveal",
    "mev_ratio",
    "required_bond",
    "slash",
    "unclaimed",
]
