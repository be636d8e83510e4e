"""Registered keys, and who is eligible."""

from fernet._native import (
    Registration,
    RegistrationRecord,
    RegistrationRequest,
    Registry,
    Snapshot,
    choose,
)

__all__ = [
    "Registration",
    "RegistrationRecord",
    "RegistrationRequest",
    "Registry",
    "Snapshot",
    "choose",
]
