"""Runs a recorded block (vectors/block/README.md) with the driver, as messages."""

from typing import Any

import fernet
from fernet import (
    AttestationMessage,
    CertificateMessage,
    ClaimMessage,
    L1EventMessage,
    ProposalMessage,
    Registry,
    RevealDataMessage,
    RevealMessage,
    Rollup,
    SignedAttestation,
    TreeOfIdsMessage,
)

from .cases import Json, maybe, raw
from .operations.election import read_proposal, read_registration
from .operations.lottery import read_params, request
from .operations.tree import read_claim

#: The suite byte of a key, which a block file does not state.
SUITE_BYTES = {"edwards25519": 4, "p256": 2}


LISTS = ["registry", "proposals", "reveal", "claims", "attestations", "certificates", "trees"]


def place(refused: Json) -> tuple[int, int]:
    """The order of refused items: by list, then by position."""
    name, _, position = refused["item"].rstrip("]").partition("[")
    return LISTS.index(name), int(position or 0)


class Recorded:
    """The state of one recorded block."""

    def __init__(self, case: Json) -> None:
        self.case, self.params = case, read_params(case["params"])
        self.number, self.opens = int(case["block_number"]), int(case["l1_block"])
        self.refused: list[Json] = []
        self.registry = Registry(self.registrations())
        opening = fernet.Opening(block_number=self.number, l1_block=self.opens, parent=raw(case["parent"]))
        self.rollup, self.newest = Rollup(self.params, opening), 0
        self.mixes = {int(entry["l1_block"]): raw(entry["mix"]) for entry in case["randao"]}
        self.outcome = None
        self.seats: dict[int, fernet.Seat] = {}
        self.ids: dict[int, bytes] = {}
        self.trees: list[Json] = []
        self.winner = None
        self.plan: fernet.SettlementPlan | None = None
        self.applied: fernet.Applied | None = None

    def attempt(self, item: str, run: Any, *arguments: Any) -> Any:
        try:
            return run(*arguments)
        except fernet.FernetError as error:
            self.refused.append({"item": item, "error": f"{type(error).__name__}::{error.code}"})
            return None

    def registrations(self) -> list[fernet.Registration]:
        records: dict[str, list[fernet.RegistrationRecord]] = {}
        trusted = []
        for index, entry in enumerate(self.case["registry"]):
            if "proof" not in entry:
                trusted.append(read_registration(entry))
                continue
            suite = SUITE_BYTES[self.params.suite(entry["role"])]
            message = request({**entry, "suite": suite})
            self.attempt(f"registry[{index}]", message.verify, self.params)
            if self.refused and self.refused[-1]["item"] == f"registry[{index}]":
                continue
            record = fernet.RegistrationRecord(
                request=message.request,
                entry_l1_block=int(entry["entry_l1_block"]),
                exit_l1_block=maybe(int, entry["exit_l1_block"]),
            )
            records.setdefault(entry["key"], []).append(record)
        chosen = [fernet.choose(of_key) for of_key in records.values()]
        return trusted + [record.registration for record in chosen if record is not None]

    def pass_time(self, l1_block: int) -> None:
        """Adds L1 blocks up to one, and applies what they bring about."""
        first = self.newest + 1 if self.newest else self.opens - self.params.randao_lag
        for number in range(first, l1_block + 1):
            self.rollup.l1_block(number, self.mixes.get(number, bytes(32)))
            self.newest = number
            self.advance()

    def advance(self) -> None:
        while (happening := self.rollup.advance()) is not None:
            ended = self.rollup.outcome(happening, int(self.case["stake"]))
            if ended is not None and happening.block_number == self.number:
                self.outcome = ended

    def event(self, item: str, entry: Json, message: Any) -> Any:
        l1_block = int(entry["l1_block"])
        self.pass_time(l1_block)
        prices = {"base_fee": int(entry.get("base_fee", 0)), "rate": int(entry.get("rate", 0))}
        event = L1EventMessage(l1_block=l1_block, message=bytes(message), **prices)
        applied = self.attempt(item, self.rollup.event, bytes(event), self.registry, list(self.seats.values()))
        self.applied = applied or self.applied
        self.advance()
        return applied

    def run(self) -> None:
        """Applies everything in the order of time."""
        events = [(entry, f"proposals[{i}]", self.propose) for i, entry in enumerate(self.case["proposals"])]
        if self.case["reveal"] is not None:
            events.append((self.case["reveal"], "reveal", self.reveal))
        events += [(entry, f"trees[{i}]", self.tree) for i, entry in enumerate(self.case["trees"])]
        for entry, item, apply in sorted(events, key=lambda event: int(event[0]["l1_block"])):
            apply(item, entry)
        if not self.ids:
            self.claims()
        self.pass_time(int(self.case["l1_block_end"]))
        self.refused.sort(key=place)

    def propose(self, item: str, entry: Json) -> None:
        proposal, key, proof = read_proposal(entry), raw(entry["key"]), raw(entry["proof"])
        self.event(item, entry, ProposalMessage(block_number=self.number, key=key, proposal=proposal, proof=proof))

    def reveal(self, item: str, entry: Json) -> None:
        salt, fees = raw(entry["salt"]), int(entry["fees"])
        transactions = [raw(transaction) for transaction in entry["transactions"]]
        head = {"block_number": self.number, "salt": salt, "fees": fees}
        if "data_digests" in entry:
            roots = {
                "tx_root": fernet.tx_root(transactions),
                "data_root": fernet.data_root([raw(digest) for digest in entry["data_digests"]]),
            }
            message: Any = RevealDataMessage(**head, count=len(transactions), **roots)
        else:
            message = RevealMessage(**head, transactions=transactions)
        self.event(item, entry, message)
        self.plan = self.state().plan if self.state() else None
        self.claims()

    def state(self) -> fernet.Block | None:
        """The block, or None when it has ended."""
        try:
            return self.rollup.block(self.number)
        except fernet.ChainError:
            return None

    def proposal_id(self) -> bytes:
        """That of the leader, which claims and trees name."""
        state = self.state()
        return bytes(32) if state is None or state.leader is None else state.leader.id

    def claims(self) -> None:
        """Verifies claims, attestations and certificates, right after the reveal."""
        proposal_id = self.proposal_id()
        head = {"block_number": self.number, "proposal_id": proposal_id}
        for index, entry in enumerate(self.case["claims"]):
            claim, key, proof = read_claim(entry), raw(entry["key"]), raw(entry["proof"])
            message = ClaimMessage(**head, key=key, claim=claim, proof=proof)
            state = self.state()
            if state is not None and state.proving is not None:
                self.ids[index] = claim.id(state.proving.prover_seed, proposal_id)
            seat = self.attempt(f"claims[{index}]", self.rollup.claim, bytes(message), self.registry)
            if seat is not None:
                self.seats[index] = seat
        attestations = self.case.get("attestations", [])
        for index, entry in enumerate(attestations):
            key, data_root, proof = (raw(entry[name]) for name in ("key", "data_root", "proof"))
            message = AttestationMessage(**head, data_root=data_root, key=key, proof=proof)
            self.attempt(f"attestations[{index}]", self.rollup.attestation, bytes(message), self.registry)
        for index, entry in enumerate(self.case.get("certificates", [])):
            signed = [attestations[int(position)] for position in entry["attestations"]]
            listed = [SignedAttestation(key=raw(one["key"]), proof=raw(one["proof"])) for one in signed]
            message = CertificateMessage(**head, data_root=raw(entry["data_root"]), attestations=listed)
            self.attempt(f"certificates[{index}]", self.rollup.certify, bytes(message), self.registry)

    def tree(self, item: str, entry: Json) -> None:
        bundles = [[self.ids.get(int(claim), bytes(32)) for claim in bundle["claims"]] for bundle in entry["bundles"]]
        proposal_id = self.proposal_id()
        message = TreeOfIdsMessage(block_number=self.number, proposal_id=proposal_id, bundles=bundles)
        applied = self.event(item, entry, message)
        if applied is not None:
            accumulator = applied.tree.accumulator
            sums = accumulator.sums
            self.trees.append(
                {
                    "item": item,
                    "total": sums.total,
                    "filled": sums.filled,
                    "kept_base": sums.kept_base,
                    "kept_merge": sums.kept_merge,
                    "commitment": accumulator.commitment,
                }
            )
            if applied.leads:
                self.winner = item
