"""The exceptions, named as the enums of SPEC #errors.

An error that stands for an inner one is raised as the inner one: a bid that is too high in a proposal is a BidError.
Arguments of another type raise TypeError; ints out of their range raise OverflowError, and other wrong values ValueError. A note
of the exception names the parameter.
"""

__all__ = [
    "AttestationError",
    "BatchProofError",
    "BidError",
    "BlockError",
    "BundleError",
    "CertificateError",
    "ChainError",
    "ChildError",
    "ClaimError",
    "DataError",
    "EvaluateError",
    "EvmWitnessError",
    "ExpandError",
    "FernetError",
    "Ineligible",
    "MessageError",
    "MevError",
    "MevSourceError",
    "OpeningError",
    "P256KeyError",
    "P256ProofError",
    "P256SecretKeyError",
    "P256VerifyError",
    "ParamsError",
    "PhaseError",
    "PointError",
    "ProofError",
    "ProposalError",
    "ProveError",
    "RandaoError",
    "RegistrationError",
    "RevealError",
    "SettleError",
    "ShapeError",
    "TreeError",
    "VerifyError",
]


class FernetError(ValueError):
    """An input that the protocol refuses. It has changed nothing."""

    code: str
    """The name of the reason in SPEC #errors, for example "FeeBurnAbovePpm"."""
    message: str
    """The reason in words."""

    def __init__(self, code: str, message: str, *more: object) -> None:
        super().__init__(code, message, *more)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{type(self).__name__}::{self.code}: {self.message}"


class MessageError(FernetError):
    """A message cannot be decoded."""

    field: str | None
    """The first wrong field, as SPEC #message-bodies names it; "end" for bytes after the last field."""
    offset: int | None
    """The number of bytes before that field."""

    def __init__(self, code: str, message: str, field: str | None = None, offset: int | None = None) -> None:
        super().__init__(code, message, field, offset)
        self.field = field
        self.offset = offset


class ParamsError(FernetError):
    """A parameter of a rollup is outside its range."""


class RandaoError(FernetError):
    """A ring has no mix, or another one."""


class RegistrationError(FernetError):
    """A request to register a key is not valid."""


class Ineligible(FernetError):
    """A key may not do this in this block."""


class BidError(FernetError):
    """A bid is too high."""


class ProposalError(FernetError):
    """A proposal is not valid."""


class RevealError(FernetError):
    """A reveal is not valid."""


class DataError(FernetError):
    """Proof data are not those of the block."""


class AttestationError(FernetError):
    """An attestation is not valid."""


class CertificateError(FernetError):
    """A certificate is not valid."""


class ClaimError(FernetError):
    """A claim is not valid."""


class KeyError(FernetError):
    """Bytes are no public key on edwards25519. It has the name of a builtin exception, so `fernet` does not import it."""


class ProofError(FernetError):
    """Bytes are no proof."""


class P256KeyError(FernetError):
    """Bytes are no public key on P-256, or the key cannot be registered."""


class P256SecretKeyError(FernetError):
    """Bytes are no secret key on P-256."""


class P256ProofError(FernetError):
    """Bytes are no proof on P-256."""


class PointError(FernetError):
    """Bytes are no point; the cause of a BatchProofError."""


class BatchProofError(FernetError):
    """Bytes are no proof in the form for batches."""


class ExpandError(FernetError):
    """A proof has no form for batches."""


class EvaluateError(FernetError):
    """The VRF has no output for an input; it happens for one input in 2^256."""


class ProveError(FernetError):
    """A new proof failed its self-check."""


class VerifyError(FernetError):
    """A proof is not valid."""


class P256VerifyError(FernetError):
    """A proof on P-256 is not valid."""


class EvmWitnessError(FernetError):
    """The contract cannot verify a proof."""


class BundleError(FernetError):
    """Seats do not make a bundle."""


class ChildError(FernetError):
    """Child bundles do not fit a bundle."""


class TreeError(FernetError):
    """A tree is not valid."""


class OpeningError(FernetError):
    """An opening is not valid."""


class ShapeError(FernetError):
    """A tree has no bases, or too many."""


class PhaseError(FernetError):
    """An event is not accepted now."""


class ChainError(FernetError):
    """A block is not open, or an event comes in the wrong order."""


class SettleError(FernetError):
    """Amounts cannot be settled."""


class MevError(FernetError):
    """A reference or a share is out of range."""


class MevSourceError(FernetError):
    """Reports of MEV do not give a ratio."""


class BlockError(FernetError):
    """A message is refused by the block that it is for."""
