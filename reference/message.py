"""Messages: SPEC section 13. A layout lists the fields of a body; reading and writing follow from it."""

from dataclasses import dataclass
from typing import Any

from fernet import SUITES, Refused, u8

Value = Any
VERSION = 1


class Reader:
    """The bytes of a message and how far they have been read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.offset = data, 0

    def take(self, width: int, field: str) -> bytes:
        if len(self.data) - self.offset < width:
            raise RefusedMessage("Truncated", self.offset, field)
        self.offset += width
        return self.data[self.offset - width : self.offset]


class RefusedMessage(Refused):
    """SPEC #message-errors: the error, the first wrong field, and its offset."""

    def __init__(self, error: str, offset: int, field: str) -> None:
        super().__init__(f"MessageError::{error}")
        self.place = {"field": field, "offset": offset}


@dataclass(frozen=True)
class Int:
    """An integer, big-endian."""

    width: int

    def read(self, reader: Reader, field: str) -> int:
        return int.from_bytes(reader.take(self.width, field), "big")

    def write(self, value: int) -> bytes:
        return int(value).to_bytes(self.width, "big")


@dataclass(frozen=True)
class Bytes:
    """A byte string."""

    width: int

    def read(self, reader: Reader, field: str) -> bytes:
        return reader.take(self.width, field)

    def write(self, value: bytes) -> bytes:
        assert len(value) == self.width
        return value


@dataclass(frozen=True)
class Choice:
    """One of some names or numbers, each with a number of one byte."""

    values: tuple[tuple[int, Value], ...]

    def read(self, reader: Reader, field: str) -> Value:
        start = reader.offset
        number = reader.take(1, field)[0]
        for value_number, value in self.values:
            if value_number == number:
                return value
        raise RefusedMessage("Value", start, field)

    def write(self, value: Value) -> bytes:
        (number,) = (number for number, other in self.values if other == value)
        return u8(number)


@dataclass(frozen=True)
class Optional:
    """A byte 1 and a value, or zero bytes for None."""

    form: Int

    def read(self, reader: Reader, field: str) -> int | None:
        start = reader.offset
        data = reader.take(1 + self.form.width, field)
        if data[0] == 1:
            return int.from_bytes(data[1:], "big")
        if any(data):
            raise RefusedMessage("Value", start, field)
        return None

    def write(self, value: int | None) -> bytes:
        return bytes(1 + self.form.width) if value is None else b"\1" + self.form.write(value)


@dataclass(frozen=True)
class Struct:
    """Fields one after another."""

    fields: tuple[tuple[str, Any], ...]

    def read(self, reader: Reader, field: str = "") -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, form in self.fields:
            if isinstance(form, List):
                values[name] = form.read(reader, values.get("count"))
            else:
                values[name] = form.read(reader, name)
        return values

    def write(self, value: dict[str, Value]) -> bytes:
        assert list(value) == [name for name, _ in self.fields]
        return b"".join(form.write(value[name]) for name, form in self.fields)


@dataclass(frozen=True)
class List:
    """As many elements as the field `count` before them says."""

    element: str
    form: Any

    def read(self, reader: Reader, count: int) -> list[Value]:
        elements = []
        while len(elements) < count:
            elements.append(self.form.read(reader, self.element))
        return elements

    def write(self, value: list[Value]) -> bytes:
        return b"".join(map(self.form.write, value))


@dataclass(frozen=True)
class Bundle:
    """The number of seats of a node, 0 to 3, and what is stated of each."""

    element: str
    form: Any

    def read(self, reader: Reader, field: str) -> list[Value]:
        start = reader.offset
        seats = reader.take(1, "seats")[0]
        if seats > 3:
            raise RefusedMessage("Value", start, "seats")
        return [self.form.read(reader, self.element) for _ in range(seats)]

    def write(self, value: list[Value]) -> bytes:
        return u8(len(value)) + b"".join(map(self.form.write, value))


@dataclass(frozen=True)
class Message:
    """A whole message in another one, as bytes. It is not an L1 event."""

    def read(self, reader: Reader, field: str) -> bytes:
        start = reader.offset
        read_message(reader, inner=True)
        return reader.data[start : reader.offset]

    def write(self, value: bytes) -> bytes:
        return value


@dataclass(frozen=True)
class Opening:
    """The bytes of the opening of a seat: as many levels as the byte before them says."""

    def read(self, reader: Reader, field: str) -> bytes:
        levels = reader.data[reader.offset - 1]
        if levels > 32:
            raise RefusedMessage("Value", reader.offset - 1, "levels")
        return reader.take(429 + 120 * levels, field)

    def write(self, value: bytes) -> bytes:
        return value


U8, U16, U32, U64, U96, U128 = Int(1), Int(2), Int(4), Int(8), Int(12), Int(16)
ADDRESS, HASH, PROOF, P256_PROOF, BATCH_PROOF = Bytes(20), Bytes(32), Bytes(80), Bytes(81), Bytes(128)

L1_EVENT = 6
PARAMETERS = Struct((
    ("chain_id", U64), ("rollup_address", ADDRESS), ("proofs_per_node", U8), ("root_seats", U8), ("fee_split_cap", U32),
    ("tx_per_base", Choice(((1, 1), (2, 2)))), ("vrf_mode", Choice(((0, "per-node"), (1, "per-block"), (2, "public")))),
    ("randao_lag", U32), ("activation_delay", U32), ("proposal_blocks", U32), ("reveal_blocks", U32), ("proving_blocks", U32),
    ("bond_base", U128), ("reveal_slash_amount", U128), ("proof_slash_amount", U128), ("block_reward", U128),
    ("rebate_cap", U128), ("rebate_gas", U32), ("claim_blocks", U32), ("base_share", Optional(U32)),
    ("attesters", U16), ("quorum", U16), ("attest_blocks", U32), 
    ("sequencer_suite", Choice(tuple((number, name) for name, number in SUITES.items()))),
))  # fmt: skip
ROLE = Choice(((0, "sequencer"), (1, "base-prover"), (2, "merge-prover"), (3, "prover")))
REQUEST = (("suite", U8), ("key", HASH), ("role", ROLE), ("owner", ADDRESS))
RECORD = (("entry_l1_block", U64), ("exit_l1_block", Optional(U64)))
EXIT = Struct((("key", HASH), ("owner", ADDRESS)))
BLOCK_OPENING = Struct((
    ("l1_block", U64), ("mix_l1_block", U64), ("mix", HASH), ("parent", HASH), ("block_number", U64),
))  # fmt: skip
EVENT = Struct((("l1_block", U64), ("base_fee", U64), ("rate", U96), ("message", Message())))
PROPOSED = (
    ("block_number", U64), ("key", HASH), ("parent", HASH), ("fee_split", U32), ("tx_order_hash", HASH), ("payout", ADDRESS),
    ("bond", U128),
)  # fmt: skip
PROPOSAL = Struct((*PROPOSED, ("proof", PROOF)))
P256_PROPOSAL = Struct((*PROPOSED, ("proof", P256_PROOF)))
SEAT = (
    ("key", HASH), ("node", U64), ("statement", HASH), ("proof_digest", HASH), ("left", HASH), ("right", HASH),
    ("fee_burn", U32), ("payout", ADDRESS), ("rebate_payee", ADDRESS),
)  # fmt: skip
BLOCK = (("block_number", U64), ("proposal_id", HASH))
CLAIM = Struct((*BLOCK, *SEAT, ("proof", PROOF)))
BATCH_CLAIM = Struct((*BLOCK, *SEAT, ("proof", BATCH_PROOF)))
ATTESTED = (*BLOCK, ("data_root", HASH))
ATTESTATION = Struct((*ATTESTED, ("key", HASH), ("proof", PROOF)))
REVEAL = (("block_number", U64), ("salt", HASH), ("fees", U128), ("count", U64))


def evidence(form: Struct) -> Struct:
    return Struct((("first", form), ("second", form)))


def certificate(proof: Bytes) -> Struct:
    attestation = Struct((("key", HASH), ("proof", proof)))
    return Struct((*ATTESTED, ("count", U16), ("attestations", List("attestation", attestation))))


def tree(element: str, form: Any) -> Struct:
    return Struct((*BLOCK, ("count", U64), ("bundles", List("bundle", Bundle(element, form)))))


KINDS: dict[int, tuple[str, Struct]] = {
    1: ("parameters", PARAMETERS),
    2: ("registration-request", Struct((*REQUEST, ("proof", PROOF)))),
    3: ("registration-record", Struct((*REQUEST, ("proof", PROOF), *RECORD))),
    4: ("exit", EXIT),
    5: ("block-opening", BLOCK_OPENING),
    6: ("l1-event", EVENT),
    7: ("proposal", PROPOSAL),
    8: ("proposal-p256", P256_PROPOSAL),
    9: ("reveal", Struct((*REVEAL, ("transactions", List("tx_hash", HASH))))),
    10: ("reveal-root", Struct((*REVEAL, ("tx_root", HASH)))),
    11: ("reveal-data", Struct((*REVEAL, ("tx_root", HASH), ("data_root", HASH)))),
    12: ("claim", CLAIM),
    13: ("batch-claim", BATCH_CLAIM),
    14: ("attestation", ATTESTATION),
    15: ("certificate", certificate(PROOF)),
    16: ("tree-of-ids", tree("claim_id", HASH)),
    17: ("tree-of-claims", tree("claim", Struct((*SEAT, ("proof", PROOF))))),
    18: ("tree-data", Struct((*BLOCK, ("count", U64), ("nodes", List("node_data", Bytes(152)))))),
    19: ("seat-opening", Struct((*BLOCK, ("levels", U8), ("opening", Opening())))),
    20: ("proposal-evidence", evidence(PROPOSAL)),
    21: ("claim-evidence", evidence(CLAIM)),
    22: ("attestation-evidence", evidence(ATTESTATION)),
    23: ("batch-certificate", certificate(BATCH_PROOF)),
    24: ("registration-request-p256", Struct((*REQUEST, ("proof", P256_PROOF)))),
    25: ("registration-record-p256", Struct((*REQUEST, ("proof", P256_PROOF), *RECORD))),
    26: ("proposal-evidence-p256", evidence(P256_PROPOSAL)),
}


def read_message(reader: Reader, inner: bool = False) -> tuple[int, dict[str, Value]]:
    """SPEC #message-form."""
    start = reader.offset
    if reader.take(1, "version")[0] != VERSION:
        raise RefusedMessage("Version", start, "version")
    kind = reader.take(1, "kind")[0]
    if kind not in KINDS:
        raise RefusedMessage("UnknownKind", start + 1, "kind")
    if inner and kind == L1_EVENT:
        raise RefusedMessage("Value", start + 1, "kind")
    return kind, KINDS[kind][1].read(reader)


def decode(data: bytes) -> tuple[int, dict[str, Value]]:
    """SPEC #message-form: the kind and the body of a message, or a refusal."""
    reader = Reader(data)
    kind, body = read_message(reader)
    if reader.offset != len(data):
        raise RefusedMessage("Surplus", reader.offset, "end")
    return kind, body


def encode(kind: int, body: dict[str, Value]) -> bytes:
    """SPEC #message-form."""
    return u8(VERSION) + u8(kind) + KINDS[kind][1].write(body)
