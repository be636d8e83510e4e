"""The VRF on P-256, for sequencers whose proofs L1 verifies."""

from fernet import _native

Proof = _native._p256.Proof
PublicKey = _native._p256.PublicKey
SecretKey = _native._p256.SecretKey
verify = _native._p256.verify

__all__ = [
    "Proof",
    "PublicKey",
    "SecretKey",
    "verify",
]
