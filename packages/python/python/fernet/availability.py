"""Attestations and certificates of proof data."""

from fernet._native import (
    Attestation,
    Availability,
    CertificateBuilder,
    CheckedAttestation,
    SignedAttestation,
)

__all__ = [
    "Attestation",
    "Availability",
    "CertificateBuilder",
    "CheckedAttestation",
    "SignedAttestation",
]
