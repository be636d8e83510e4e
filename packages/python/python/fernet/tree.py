"""The proof tree: its shape, claims and seats, bundles, trees."""

from fernet._native import (
    Accumulator,
    BestTree,
    Bundle,
    BundleBuilder,
    CheckedClaim,
    Claim,
    PostOrder,
    ProvingContext,
    Seat,
    SignedClaim,
    Sums,
    Tree,
    TreeShape,
    TreeVerifier,
    claim_evidence,
    node_kind,
)

__all__ = [
    "Accumulator",
    "BestTree",
    "Bundle",
    "BundleBuilder",
    "CheckedClaim",
    "Claim",
    "PostOrder",
    "ProvingContext",
    "Seat",
    "SignedClaim",
    "Sums",
    "Tree",
    "TreeShape",
    "TreeVerifier",
    "claim_evidence",
    "node_kind",
]
