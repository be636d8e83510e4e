"""The VRF on edwards25519 (RFC 9381): keys, proofs, outputs, tickets, batches."""

from fernet._native import (
    BatchProof,
    BatchResult,
    Proof,
    PublicKey,
    SecretKey,
    best_public,
    public_tickets,
    verify,
    verify_batch,
)

__all__ = [
    "BatchProof",
    "BatchResult",
    "Proof",
    "PublicKey",
    "SecretKey",
    "best_public",
    "public_tickets",
    "verify",
    "verify_batch",
]
