"""Availability of proof data: SPEC #availability."""

from collections.abc import Iterable
from dataclasses import dataclass

from fernet import TICKET_MAX, H, Refused, first16, refuse_if, u16, u64
from protocol import Registration, Reveal, ratio


def data_root(digests: list[bytes]) -> bytes:
    """SPEC #data-root."""
    return H("data", u64(len(digests)), *digests)


def check_data(reveal: Reveal, digests: list[bytes]) -> None:
    """SPEC #data-root: whether these are the digests of the block's blobs."""
    refuse_if(len(digests) != reveal.count, "DataError::DataCount")
    refuse_if(data_root(digests) != reveal.data_root, "DataError::WrongData")


def ticket(beta: bytes) -> int:
    """SPEC #attesters."""
    return first16(H("ticket/attest", beta))


def provers(registrations: Iterable[Registration], snapshot: int, activation_delay: int) -> int:
    """SPEC #attesters: N, the number of keys that may attest."""
    count = 0
    for registration in registrations:
        try:
            registration.check("base", snapshot, activation_delay)
            count += 1
        except Refused:
            pass
    return count


@dataclass(frozen=True)
class Availability:
    """What attestations and certificates of a block are checked against; `provers` is N."""

    attesters: int
    quorum: int
    provers: int
    seed: bytes
    proposal_id: bytes
    data_root: bytes

    @property
    def alpha(self) -> bytes:
        """SPEC #attesters."""
        return H("alpha/attest", self.seed)

    @property
    def needed(self) -> int:
        """SPEC #certificate: a quotient that is rounded up."""
        return -(-self.quorum * min(self.provers, self.attesters) // self.attesters)

    def attestation_id(self, root: bytes) -> bytes:
        """SPEC #attestation: what the proof signs."""
        return H("attestation", self.seed, self.proposal_id, root)

    def check_key(self, who: Registration, snapshot: int, activation_delay: int, root: bytes) -> None:
        """SPEC #attestation, before the proof."""
        who.check("base", snapshot, activation_delay)
        refuse_if(root != self.data_root, "AttestationError::OtherData")

    def check_ticket(self, beta: bytes) -> None:
        """SPEC #attesters, after the proof."""
        if self.provers > self.attesters:
            threshold = (self.attesters << 128) // self.provers
            refuse_if(ticket(beta) >= threshold, "AttestationError::NotSelected")

    def certificate_id(self, root: bytes, keys: list[bytes]) -> bytes:
        """SPEC #certificate: the rules that do not concern single attestations, and the id."""
        refuse_if(root != self.data_root, "CertificateError::OtherData")
        refuse_if(len(keys) != self.needed or self.provers == 0, "CertificateError::Count")
        for before, key in zip(keys, keys[1:]):
            refuse_if(before == key, "CertificateError::DuplicateKey")
            refuse_if(before > key, "CertificateError::KeyOrder")
        return H("certificate", self.seed, self.proposal_id, root, u16(len(keys)), *keys)


def quorum_odds(attesters: int, provers: int, keys: int, needed: int) -> int:
    """SPEC #quorum-odds."""
    if provers <= attesters:
        return TICKET_MAX if keys >= needed else 0
    others = provers - attesters
    mode = min((keys + 1) * attesters // provers, keys)
    weights = {mode: 1 << 112}
    for k in range(mode, keys):
        weights[k + 1] = weights[k] * ((keys - k) * attesters) // ((k + 1) * others)
        if weights[k + 1] == 0:
            break
    for k in range(mode, 0, -1):
        weights[k - 1] = weights[k] * (k * others) // ((keys - k + 1) * attesters)
        if weights[k - 1] == 0:
            break
    return ratio(sum(weight for k, weight in weights.items() if k >= needed), sum(weights.values()))
