"""A whole recorded block (vectors/block/README.md): every proof verified, every rule of SPEC.md applied.

`python3 block.py FILE` prints the result of a block file.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from ecvrf import verify
from fernet import ZERO20, Params, Refused, refuse_if
from protocol import ScoredKey, Phases, Proposal, Registration, Reveal, Ring, best, snapshot_of
from protocol import alpha_prover, alpha_sequencer, prover_seed, sequencer_seed
from protocol import ticket_prover, ticket_sequencer, tx_root
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
    form = {"rollup_address": unhex, "vrf_mode": str}
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
        self.registry = {unhex(r["key"]): read_registration(r) for r in source["registry"]}
        self.pinned = read_ring(source["randao"]).pin(int(source["l1_block"]), self.params.randao_lag)
        self.snapshot = snapshot_of(self.pinned[0])
        self.place = self.params.chain_id, self.params.rollup_address, self.number
        self.seed = sequencer_seed(*self.place, self.pinned[1])
        p = self.params
        self.phases = Phases(int(source["l1_block"]), p.proposal_blocks, p.reveal_blocks, p.proving_blocks)
        self.phases.apply(int(source["l1_block"]), "parent-final")

    def refuse(self, item: str, refused: Refused) -> None:
        self.refused.append({"item": item, "error": str(refused)})

    def in_time(self, items: str) -> list[tuple[int, str, Json]]:
        """Position, path and content of recorded items, as they happened."""
        listed = [(i, f"{items}[{i}]", source) for i, source in enumerate(self.source[items])]
        return sorted(listed, key=lambda entry: int(entry[2]["l1_block"]))

    def elect(self) -> list[ValidProposal]:
        """SPEC #election: the valid proposals, by position."""
        valid, p = {}, self.params
        for i, item, source in self.in_time("proposals"):
            proposal = read_proposal(source)
            try:
                self.phases.in_time(int(source["l1_block"]), "proposal")
                who, tip = self.registry.get(proposal.key), unhex(self.source["parent"])
                proposal.check(tip, who, self.snapshot, p.activation_delay, p.fee_split_cap, p.bond_base)
                signed = proposal.id(*self.place)
                beta = verify(proposal.key, alpha_sequencer(self.seed), unhex(source["proof"]), signed)
                self.phases.apply(int(source["l1_block"]), "proposal")
            except Refused as refused:
                self.refuse(item, refused)
            else:
                candidate = ScoredKey(proposal.key, ticket_sequencer(beta), proposal.fee_split, signed)
                valid[i] = ValidProposal(item, proposal, candidate, beta)
        return [valid[i] for i in sorted(valid)]

    def reveal(self, leader: Proposal | None) -> int | None:
        """SPEC #reveal: the number of bases, or None without a valid reveal."""
        source, p = self.source["reveal"], self.params
        if source is None:
            return None
        try:
            self.phases.in_time(int(source["l1_block"]), "reveal")
            refuse_if(leader is None, "PhaseError::NotInThisPhase")
            transactions = [unhex(tx) for tx in source["transactions"]]
            revealed = Reveal(unhex(source["salt"]), int(source["fees"]), len(transactions), tx_root(transactions))
            bases, *_ = check_reveal(p, leader, revealed)
            self.phases.apply(int(source["l1_block"]), "reveal")
            return bases
        except Refused as refused:
            self.refuse("reveal", refused)
            return None

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

    def seats(self, seed: bytes, leader: bytes, bases: int) -> dict[int, Seat]:
        """The valid claims by position; `leader` is the id of its proposal."""
        seats = {}
        for i, source in enumerate(self.source["claims"]):
            try:
                seats[i] = self.seat(source, seed, leader, bases)
            except Refused as refused:
                self.refuse(f"claims[{i}]", refused)
        return seats

    def trees(self, bases: int | None, seats: dict[int, Seat]) -> dict[int, tuple[list[Bundle], Accumulator]]:
        """SPEC #competition: the valid trees by position, each with the accumulator of its root."""
        valid = {}
        for i, item, source in self.in_time("trees"):
            try:
                self.phases.in_time(int(source["l1_block"]), "tree")
                refuse_if(bases is None, "PhaseError::NotInThisPhase")
                bundles = [self.bundle(bundle, seats) for bundle in source["bundles"]]
                root = verify_tree(bases, self.params.proofs_per_node, bundles)[-1]
                self.phases.apply(int(source["l1_block"]), "tree")
                valid[i] = bundles, root
            except Refused as refused:
                self.refuse(item, refused)
        return {i: valid[i] for i in sorted(valid)}

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
        valid_proposals = self.elect()
        ranking = best(2, (proposal.candidate for proposal in valid_proposals))
        placed = [next(e for e in valid_proposals if e.candidate == candidate) for candidate in ranking]
        first, second = (*placed, None, None)[:2]
        leader = first.proposal if first else None
        seed = prover_seed(*self.place, self.pinned[1], first.beta) if first else None
        bases = self.reveal(leader)
        seats = self.seats(seed, first.candidate.id, bases) if bases else {}
        trees = self.trees(bases, seats)
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
    """Proposals, reveal, claims, trees, each by position."""
    name, _, index = str(entry["item"]).rstrip("]").partition("[")
    return ("proposals", "reveal", "claims", "trees").index(name), int(index or 0)


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
