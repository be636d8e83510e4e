"""A whole recorded block (vectors/block/README.md): every proof verified, every rule of SPEC.md applied.

`python3 block.py FILE` prints the result of a block file.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from dataclasses import asdict, dataclass
from typing import Any

from availability import Availability, data_root, provers
from ecvrf import verify
from fernet import SUITES, ZERO20, Params, Refused, refuse_if
from protocol import PROOF_LENGTHS, ScoredKey, Phases, Proposal, Registration, Request, Reveal, Ring, best, snapshot_of
from protocol import alpha_prover, alpha_sequencer, prover_seed, sequencer_seed
from protocol import suite_of, ticket_prover, ticket_sequencer, tx_root, verify_in
from settlement import check_reveal, settle, slash
from tree import Accumulator, Bundle, Claim, Seat, claims_contradict, verify_tree, winner

Json = dict[str, Any]
unhex = bytes.fromhex


def hexes(source: Json, *names: str) -> list[bytes]:
    return [unhex(source[name]) for name in names]


def maybe_int(value: object) -> int | None:
    return None if value is None else int(value)


def plain(value: object) -> object:
    """The JSON form of a result: integers as decimal strings, bytes as hex."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return str(value)
        case bytes():
            return value.hex()
        case dict():
            return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value]


def read_params(source: Json) -> Params:
    """SPEC #parameters; a missing one takes its default."""
    form = {"rollup_address": unhex, "vrf_mode": str, "sequencer_suite": str}
    values = {name: form.get(name, maybe_int)(value) for name, value in source.items()}
    return Params(**{"root_seats": values.get("proofs_per_node", Params.proofs_per_node)} | values)


def read_ring(entries: list[Json]) -> Ring:
    """SPEC #randao: a ring that keeps everything."""
    ring = Ring()
    for entry in entries:
        ring.insert(int(entry["l1_block"]), unhex(entry["mix"]))
    return ring


def read_registration(source: Json) -> Registration:
    return Registration(source["role"], int(source["entry_l1_block"]), maybe_int(source["exit_l1_block"]))


def read_proposal(source: Json) -> Proposal:
    key, parent, order, payout = (unhex(source[n]) for n in ("key", "parent", "tx_order_hash", "payout"))
    return Proposal(key, parent, int(source["fee_split"]), order, payout, int(source["bond"]))


def read_claim(source: Json) -> Claim:
    hashes = (unhex(source[name]) for name in ("statement", "proof_digest", "left", "right"))
    payees = (unhex(source[name]) for name in ("payout", "rebate_payee"))
    return Claim(int(source["node"]), *hashes, int(source["fee_burn"]), *payees)


@dataclass(frozen=True)
class ValidProposal:
    """A valid proposal with its item, its entry in the order and its VRF output."""

    item: str
    proposal: Proposal
    candidate: ScoredKey
    beta: bytes


class Block:
    def __init__(self, source: Json) -> None:
        self.source = source
        self.params = read_params(source["params"])
        self.number = int(source["block_number"])
        self.refused: list[Json] = []
        self.registry = self.registrations()
        self.pinned = read_ring(source["randao"]).pin(int(source["l1_block"]), self.params.randao_lag)
        self.snapshot = snapshot_of(self.pinned[0])
        self.place = self.params.chain_id, self.params.rollup_address, self.number
        self.seed = sequencer_seed(*self.place, self.pinned[1])
        p = self.params
        self.phases = Phases(int(source["l1_block"]), p.proposal_blocks, p.reveal_blocks, p.proving_blocks)
        self.phases.apply(int(source["l1_block"]), "parent-final")
        self.valid_proposals: dict[int, ValidProposal] = {}
        self.bases: int | None = None
        self.seats: dict[int, Seat] = {}
        self.availability: Availability | None = None
        self.attesters: set[bytes] = set()
        self.attested: list[tuple[tuple[bytes, int], bytes, Any, str]] = []
        self.certificate: Json | None = None
        self.trees: dict[int, tuple[list[Bundle], Accumulator]] = {}

    def refuse(self, item: str, refused: Refused) -> None:
        self.refused.append({"item": item, "error": str(refused)})

    def registrations(self) -> dict[bytes, Registration]:
        """SPEC #registration-choice: the registration of each key. A record without a proof is trusted."""
        chosen: dict[bytes, tuple[tuple[int, bytes], Registration]] = {}
        for i, source in enumerate(self.source["registry"]):
            key, owner = unhex(source["key"]), unhex(source.get("owner", ZERO20.hex()))
            try:
                if "proof" in source:
                    suite, p = self.params.sequencer_suite, self.params
                    number = SUITES[suite_of(source["role"], suite)]
                    request = Request(number, key, source["role"], owner, unhex(source["proof"]))
                    request.check(p.chain_id, p.rollup_address, suite)
            except Refused as refused:
                self.refuse(f"registry[{i}]", refused)
                continue
            record = (int(source["entry_l1_block"]), owner), read_registration(source)
            chosen[key] = min(chosen.get(key, record), record, key=lambda record: record[0])
        return {key: registration for key, (_, registration) in chosen.items()}

    def events(self) -> list[tuple[str, int, str, Json]]:
        """Kind, position, path and content of what happened in L1 blocks, in the order of time."""
        proposals = [("proposal", i, f"proposals[{i}]", source) for i, source in enumerate(self.source["proposals"])]
        reveal = [("reveal", 0, "reveal", source) for source in [self.source["reveal"]] if source]
        trees = [("tree", i, f"trees[{i}]", source) for i, source in enumerate(self.source["trees"])]
        return sorted(proposals + reveal + trees, key=lambda event: int(event[3]["l1_block"]))

    def run(self) -> None:
        """SPEC #course: every message in the order of time; claims, attestations and certificates right after the reveal."""
        for kind, i, item, source in self.events():
            l1_block = int(source["l1_block"])
            try:
                copy(self.phases).apply(l1_block, kind)
                match kind:
                    case "proposal":
                        self.valid_proposals[i] = self.proposal(item, source)
                    case "reveal":
                        self.bases = self.reveal(source)
                        self.seats = self.all_seats()
                        self.attest()
                    case "tree":
                        missing = self.availability is not None and self.certificate is None
                        refuse_if(missing, "BlockError::NoCertificate")
                        bundles = [self.bundle(bundle, self.seats) for bundle in source["bundles"]]
                        root = verify_tree(self.bases, self.params.proofs_per_node, bundles)[-1]
                        self.trees[i] = bundles, root
                self.phases.apply(l1_block, kind)
            except Refused as refused:
                self.refuse(item, refused)
        if self.bases is None:
            for items in ("claims", "attestations", "certificates"):
                for i in range(len(self.source.get(items, []))):
                    self.refuse(f"{items}[{i}]", Refused("PhaseError::NotInThisPhase"))

    def proposal(self, item: str, source: Json) -> ValidProposal:
        """SPEC #proposal-checks."""
        proposal, p, proof = read_proposal(source), self.params, unhex(source["proof"])
        refuse_if(len(proof) != PROOF_LENGTHS[p.sequencer_suite], "BlockError::OtherSuite")
        who, tip = self.registry.get(proposal.key), unhex(self.source["parent"])
        proposal.check(tip, who, self.snapshot, p.activation_delay, p.fee_split_cap, p.bond_base)
        signed = proposal.id(*self.place)
        beta = verify_in(p.sequencer_suite, proposal.key, alpha_sequencer(self.seed), proof, signed)
        candidate = ScoredKey(proposal.key, ticket_sequencer(beta), proposal.fee_split, signed)
        return ValidProposal(item, proposal, candidate, beta)

    def ranking(self) -> list[ValidProposal]:
        """SPEC #leader: the leader and who would lead without it."""
        valid = [self.valid_proposals[i] for i in sorted(self.valid_proposals)]
        return [next(e for e in valid if e.candidate == c) for c in best(2, (e.candidate for e in valid))]

    def reveal(self, source: Json) -> int:
        """SPEC #reveal: the number of bases."""
        transactions = [unhex(tx) for tx in source["transactions"]]
        digests = source.get("data_digests")
        data = None if digests is None else data_root([unhex(digest) for digest in digests])
        revealed = Reveal(unhex(source["salt"]), int(source["fees"]), len(transactions), tx_root(transactions), data)
        bases, *_ = check_reveal(self.params, self.ranking()[0].proposal, revealed)
        if self.params.attesters:
            p, count = self.params, provers(self.registry.values(), self.snapshot, self.params.activation_delay)
            leader = self.ranking()[0].candidate.id
            self.availability = Availability(p.attesters, p.quorum, count, self.prover_seed(), leader, data)
        return bases

    def attestation(self, key: bytes, root: bytes, proof: bytes) -> None:
        """SPEC #attestation."""
        if self.availability is None:
            raise Refused("BlockError::NoAttesters")
        who = self.registry.get(key)
        if who is None:
            raise Refused("Ineligible::NotRegistered")
        self.availability.check_key(who, self.snapshot, self.params.activation_delay, root)
        self.check_attester(key, root, proof)

    def check_attester(self, key: bytes, root: bytes, proof: bytes) -> None:
        """SPEC #attestation, what does not depend on the reveal: the proof and the ticket of an eligible key."""
        assert self.availability
        beta = verify(key, self.availability.alpha, proof, self.availability.attestation_id(root))
        self.availability.check_ticket(beta)

    def attest(self) -> None:
        """SPEC #availability: every attestation, then every certificate."""
        attestations = [hexes(source, "key", "data_root", "proof") for source in self.source.get("attestations", [])]
        for i, (key, root, proof) in enumerate(attestations):
            try:
                self.attestation(key, root, proof)
                self.attesters.add(key)
                self.attested.append(((key, 0), root, root, f"attestations[{i}]"))
            except Refused as refused:
                self.refuse(f"attestations[{i}]", refused)
                if str(refused) == "AttestationError::OtherData":
                    with suppress(Refused):
                        self.check_attester(key, root, proof)
                        self.attested.append(((key, 0), root, root, f"attestations[{i}]"))
        for i, source in enumerate(self.source.get("certificates", [])):
            try:
                signed, root = [attestations[int(j)] for j in source["attestations"]], unhex(source["data_root"])
                if self.availability is None:
                    raise Refused("BlockError::NoAttesters")
                id_ = self.availability.certificate_id(root, [key for key, *_ in signed])
                for key, _, proof in signed:
                    self.attestation(key, root, proof)
                self.certificate = self.certificate or {"item": f"certificates[{i}]", "certificate_id": id_}
            except Refused as refused:
                self.refuse(f"certificates[{i}]", refused)

    def data_available(self) -> Json:
        """What the result says of attestations; nothing without attesters or a valid reveal."""
        if self.availability is None:
            return {}
        of_block = {"provers": self.availability.provers, "needed": self.availability.needed}
        return {"availability": of_block | {"attesters": len(self.attesters), "certificate": self.certificate}}

    def seat(self, source: Json, seed: bytes, leader: bytes, bases: int) -> Seat:
        """SPEC #claim-checks: the seat of a valid claim."""
        claim, key, mode = read_claim(source), unhex(source["key"]), self.params.vrf_mode
        who = self.registry.get(key)
        if who is None:
            raise Refused("Ineligible::NotRegistered")
        who.check("merge" if claim.node % 2 else "base", self.snapshot, self.params.activation_delay)
        claim.check(bases)
        signed = claim.id(seed, leader)
        beta = verify(key, alpha_prover(mode, seed, claim.node), unhex(source["proof"]), signed)
        return Seat(key, ticket_prover(mode, beta, seed, claim.node, key), claim, signed)

    def prover_seed(self) -> bytes | None:
        ranking = self.ranking()
        return prover_seed(*self.place, self.pinned[1], ranking[0].beta) if ranking else None

    def all_seats(self) -> dict[int, Seat]:
        """The valid claims by position."""
        seats, leader = {}, self.ranking()[0].candidate.id
        for i, source in enumerate(self.source["claims"]):
            try:
                seats[i] = self.seat(source, self.prover_seed(), leader, self.bases)
            except Refused as refused:
                self.refuse(f"claims[{i}]", refused)
        return seats

    @staticmethod
    def bundle(source: Json, seats: dict[int, Seat]) -> Bundle:
        """SPEC #bundle, of claims that were found valid."""
        claims = [int(claim) for claim in source["claims"]]
        refuse_if(any(claim not in seats for claim in claims), "TreeError::RefusedClaim")
        return Bundle(int(source["node"]), tuple(seats[claim] for claim in claims))

    def settlement(
        self, leader: Proposal, bases: int, winning: Json, bundles: list[Bundle], submissions: list[Json]
    ) -> Json:
        """SPEC #settlement of the winning tree, with the prices of the L1 block that first accepted it."""
        p, fees = self.params, int(self.source["reveal"]["fees"])
        named = [claim for bundle in winning["bundles"] for claim in bundle["claims"]]
        seats = [seat for bundle in bundles for seat in bundle.seats]
        payee = bundles[-1].seats[0].claim.rebate_payee
        first = min(submissions, key=lambda tree: int(tree["l1_block"]))
        prices = None if payee == ZERO20 else (int(first["base_fee"]), int(first["rate"]))
        burns = [(seat.claim.node, seat.claim.fee_burn) for seat in seats]
        done, amounts = settle(
            fees, leader.fee_split, leader.bond, bases, burns, prices, proofs_per_node=p.proofs_per_node,
            block_reward=p.block_reward, root_seats=p.root_seats, base_share=p.base_share, rebate_cap=p.rebate_cap,
            rebate_gas=p.rebate_gas,
        )  # fmt: skip
        pays = [
            {"node": s.claim.node, "item": f"claims[{claim}]", "key": s.key}
            | {"payout": s.claim.payout, "fee_burn": s.claim.fee_burn, "amount": pay}
            for claim, s, pay in zip(named, seats, amounts)
        ]
        payees = {"sequencer_payout": leader.payout, "rebate_payee": payee}
        return {"fees": fees + p.block_reward} | asdict(done) | payees | {"pays": pays}

    def reason(self, outcome: str, leader: Proposal | None) -> str | None:
        """Why a block was skipped or reverted."""
        if outcome == "reverted":
            return "no-valid-tree" if self.source["trees"] else "no-tree"
        if outcome != "skipped":
            return None
        if leader is None:
            return "no-valid-proposal" if self.source["proposals"] else "no-proposal"
        return "no-valid-reveal" if self.source["reveal"] else "no-reveal"

    def result(self) -> Json:
        """The result of vectors/block/README.md."""
        self.run()
        valid_proposals = [self.valid_proposals[i] for i in sorted(self.valid_proposals)]
        first, second = (*self.ranking(), None, None)[:2]
        leader = first.proposal if first else None
        seed, bases, seats = self.prover_seed(), self.bases, self.seats
        trees = {i: self.trees[i] for i in sorted(self.trees)}
        self.phases.apply(int(self.source["l1_block_end"]), "time")
        won = list(trees)[winner([root for _, root in trees.values()])] if trees else None
        outcome = self.phases.phase
        payments = slashed = forfeit = None
        if outcome == "settled":
            same = [self.source["trees"][i] for i, (_, root) in trees.items() if root == trees[won][1]]
            payments = self.settlement(leader, bases, self.source["trees"][won], trees[won][0], same)
        why = {"skipped": "not-revealed", "reverted": "not-proven"}.get(outcome)
        if why and leader:
            stake = int(self.source["stake"])
            slashed, forfeit, _ = slash(self.params, why, leader.fee_split, stake, leader.bond)
        return plain({
            "block_number": self.number,
            "outcome": outcome,
            "reason": self.reason(outcome, leader),
            "randao": {"l1_block": self.pinned[0], "mix": self.pinned[1]},
            "sequencer_seed": self.seed,
            "leader": describe(first),
            "runner_up": describe(second),
            "prover_seed": seed,
            "bases": bases,
            "nodes": bases and 2 * bases - 1,
            **self.data_available(),
            "refused": sorted(self.refused, key=place_of_item),
            "equivocations": [
                *equivocations(
                    "proposal",
                    [((e.candidate.key, 0), e.candidate.id, e, e.item) for e in valid_proposals],
                    lambda a, b: a.candidate.id != b.candidate.id,
                ),
                *equivocations(
                    "claim",
                    [((s.key, s.claim.node), s.claim_id, s, f"claims[{i}]") for i, s in seats.items()],
                    claims_contradict,
                ),
                # SPEC #attestation-evidence: of one proposal, so the roots decide.
                *equivocations("attestation", self.attested, lambda a, b: a != b),
            ],
            "trees": [
                {"item": f"trees[{i}]"} | {name: value for name, value in asdict(root).items() if name != "node"}
                for i, (_, root) in trees.items()
            ],
            "winner": None if won is None else f"trees[{won}]",
            "settlement": payments,
            "slashed": slashed,
            "forfeit": forfeit,
        })  # fmt: skip


def place_of_item(entry: Json) -> tuple[int, int]:
    """Registry, proposals, reveal, claims, attestations, certificates, trees, each by position."""
    name, _, index = str(entry["item"]).rstrip("]").partition("[")
    items = "registry", "proposals", "reveal", "claims", "attestations", "certificates", "trees"
    return items.index(name), int(index or 0)


def describe(proposal: ValidProposal | None) -> Json | None:
    if proposal is None:
        return None
    c = proposal.candidate
    score = -c.rank[0]
    return {"item": proposal.item, "proposal_id": c.id, "key": c.key, "ticket": c.ticket, "fee_split": c.fee, "score": score}


def equivocations(
    kind: str, messages: list[tuple[tuple[bytes, int], bytes, Any, str]], contradict: Callable[[Any, Any], bool]
) -> list[Json]:
    """SPEC #equivocation: of each sender, a key and a node, the first item of every id that contradicts another."""
    sent: dict[tuple[bytes, int], dict[bytes, tuple[Any, str]]] = defaultdict(dict)
    for sender, id_, message, item in messages:
        sent[sender].setdefault(id_, (message, item))
    found = []
    for sender, of_id in sent.items():
        items = [item for a, item in of_id.values() if any(contradict(a, b) for b, _ in of_id.values())]
        if items:
            found.append({"kind": kind, "key": sender[0], "items": items})
    return found


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(json.dumps(Block(json.load(file)).result(), indent=2))
