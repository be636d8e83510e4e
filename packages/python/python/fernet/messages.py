"""The messages of the protocol, as bytes and as objects."""

from typing import TypeAlias

from fernet._native import (
    AttestationMessage,
    BlockOpeningMessage,
    CertificateMessage,
    ClaimMessage,
    EvidenceMessage,
    ExitMessage,
    L1EventMessage,
    ParamsMessage,
    ProposalMessage,
    RegistrationRecordMessage,
    RegistrationRequestMessage,
    RevealDataMessage,
    RevealMessage,
    RevealRootMessage,
    SeatOpeningMessage,
    TreeDataMessage,
    TreeOfClaimsMessage,
    TreeOfIdsMessage,
    decode,
)

__all__ = [
    "AttestationMessage",
    "BlockOpeningMessage",
    "CertificateMessage",
    "ClaimMessage",
    "EvidenceMessage",
    "ExitMessage",
    "L1EventMessage",
    "ParamsMessage",
    "ProposalMessage",
    "RegistrationRecordMessage",
    "RegistrationRequestMessage",
    "RevealDataMessage",
    "RevealMessage",
    "RevealRootMessage",
    "SeatOpeningMessage",
    "TreeDataMessage",
    "TreeOfClaimsMessage",
    "TreeOfIdsMessage",
    "decode",
]

#: What an EvidenceMessage is made of.
Signed: TypeAlias = ProposalMessage | ClaimMessage | AttestationMessage

#: What decode returns.
Message: TypeAlias = (
    AttestationMessage
    | BlockOpeningMessage
    | CertificateMessage
    | ClaimMessage
    | EvidenceMessage
    | ExitMessage
    | L1EventMessage
    | ParamsMessage
    | ProposalMessage
    | RegistrationRecordMessage
    | RegistrationRequestMessage
    | RevealDataMessage
    | RevealMessage
    | RevealRootMessage
    | SeatOpeningMessage
    | TreeDataMessage
    | TreeOfClaimsMessage
    | TreeOfIdsMessage
)
