"""Randomness, tickets, scores, order, election and phases: SPEC sections 4 to 9."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256, sha512

from ecvrf import verify
from ecvrf_p256 import verify_registered
from fernet import AMOUNT_END, PPM, SUITES, TICKET_MAX, ZERO20, H, Refused, first16, minimum_bond, refuse_if, u32, u64, u128

# --- RANDAO ---------------------------------------------------------------------------------------------------------


def mix_reveal(mix: bytes, reveal: bytes) -> bytes:
    """SPEC #randao-mix."""
    return bytes(a ^ b for a, b in zip(mix, sha256(reveal).digest(), strict=True))


@dataclass
class Ring:
    """SPEC #randao-ring; a capacity of None keeps everything."""

    capacity: int | None = None
    entries: list[tuple[int, bytes]] = field(default_factory=list)

    def insert(self, l1_block: int, mix: bytes) -> None:
        """SPEC #randao-ring."""
        if self.entries:
            newest, newest_mix = self.entries[-1]
            refuse_if(l1_block < newest, "RandaoError::L1BlockBeforeNewest")
            refuse_if(l1_block == newest and mix != newest_mix, "RandaoError::ConflictingMix")
            if l1_block == newest:
                return
        self.entries.append((l1_block, mix))
        if self.capacity is not None:
            del self.entries[: -self.capacity]

    def truncate(self, first: int) -> None:
        """SPEC #randao-ring: the L1 chain was reorganised from `first` on."""
        self.entries = [entry for entry in self.entries if entry[0] < first]

    def pin(self, opens_at: int, randao_lag: int) -> tuple[int, bytes]:
        """SPEC #randao-lag: the (L1 block, mix) of a block whose proposal phase opens at `opens_at`."""
        wanted = mix_l1_block(opens_at, randao_lag)
        refuse_if(all(number < wanted for number, _ in self.entries), "RandaoError::NotYetKnown")
        held = dict(self.entries)
        refuse_if(wanted not in held, "RandaoError::NotRetained")
        return wanted, held[wanted]


def mix_l1_block(opens_at: int, randao_lag: int) -> int:
    """SPEC #randao-lag: X."""
    refuse_if(opens_at < randao_lag + 2, "RandaoError::OpensTooEarly")
    return opens_at - randao_lag


# --- Registry -------------------------------------------------------------------------------------------------------

DUTIES = {
    "sequencer": ("sequencer",),
    "base": ("base-prover", "prover"),
    "merge": ("merge-prover", "prover"),
}


@dataclass(frozen=True)
class Registration:
    """SPEC #registry."""

    role: str
    entry_l1_block: int
    exit_l1_block: int | None

    def check(self, duty: str, snapshot: int, activation_delay: int) -> None:
        """SPEC #eligibility."""
        refuse_if(self.role not in DUTIES[duty], "Ineligible::WrongRole")
        refuse_if(self.entry_l1_block + activation_delay > snapshot, "Ineligible::NotYetActive")
        refuse_if(self.exit_l1_block is not None and self.exit_l1_block <= snapshot, "Ineligible::Exited")


def snapshot_of(mix_block: int) -> int:
    """SPEC #snapshot: the L1 block after which a block reads the registry."""
    return mix_block - 2


ROLES = ("sequencer", "base-prover", "merge-prover", "prover")
PROOF_LENGTHS = {"edwards25519": 80, "p256": 81}


def suite_of(role: str, sequencer_suite: str) -> str:
    """SPEC #registration: the suite of keys with this role."""
    return sequencer_suite if role == "sequencer" else "edwards25519"


def verify_in(suite: str, key: bytes, alpha: bytes, proof: bytes, ad: bytes) -> bytes:
    """SPEC #vrf and #vrf-p256: the 64 bytes of beta of a valid proof."""
    return (verify_registered if suite == "p256" else verify)(key, alpha, proof, ad)


@dataclass(frozen=True)
class Request:
    """SPEC #registration."""

    suite: int
    key: bytes
    role: str
    owner: bytes
    proof: bytes

    def alpha(self, chain_id: int, rollup: bytes) -> bytes:
        return H("alpha/registration", u64(chain_id), rollup, self.key)

    def id(self, chain_id: int, rollup: bytes) -> bytes:
        fields = bytes([self.suite]), self.key, bytes([ROLES.index(self.role)]), self.owner
        return H("registration", u64(chain_id), rollup, *fields)

    def check(self, chain_id: int, rollup: bytes, sequencer_suite: str = "edwards25519") -> None:
        """SPEC #registration: all of it, the proof last."""
        suite = suite_of(self.role, sequencer_suite)
        refuse_if(self.suite != SUITES[suite] or len(self.proof) != PROOF_LENGTHS[suite], "RegistrationError::Suite")
        refuse_if(self.owner == ZERO20, "RegistrationError::OwnerZero")
        verify_in(suite, self.key, self.alpha(chain_id, rollup), self.proof, self.id(chain_id, rollup))


@dataclass(frozen=True)
class Record:
    """SPEC #registration: a request in the registry."""

    request: Request
    entry_l1_block: int
    exit_l1_block: int | None


def choose(records: Iterable[Record], chain_id: int, rollup: bytes) -> Record | None:
    """SPEC #registration-choice: the record of one key that counts."""
    valid = []
    for record in records:
        try:
            record.request.check(chain_id, rollup)
        except Refused:
            continue
        valid.append(record)
    return min(valid, key=lambda record: (record.entry_l1_block, record.request.owner), default=None)


# --- Seeds, VRF inputs, tickets -----------------------------------------------------------------------------------------


def sequencer_seed(chain_id: int, rollup: bytes, block: int, mix: bytes) -> bytes:
    """SPEC #seed-sequencer."""
    return H("seed/sequencer", u64(chain_id), rollup, u64(block), mix)


def prover_seed(chain_id: int, rollup: bytes, block: int, mix: bytes, beta: bytes) -> bytes:
    """SPEC #seed-prover; `beta` is the leader's."""
    return H("seed/prover", u64(chain_id), rollup, u64(block), mix, beta)


def alpha_sequencer(seed: bytes) -> bytes:
    """SPEC #alpha, as are the two below."""
    return H("alpha/sequencer", seed)


def alpha_node(seed: bytes, node: int) -> bytes:
    return H("alpha/node", seed, u64(node))


def alpha_block(seed: bytes) -> bytes:
    return H("alpha/block", seed)


def alpha_prover(vrf_mode: str, seed: bytes, node: int) -> bytes:
    """SPEC #alpha: the input of a prover's proof."""
    return alpha_node(seed, node) if vrf_mode == "per-node" else alpha_block(seed)


def ticket_sequencer(beta: bytes) -> int:
    """SPEC #ticket."""
    return first16(H("ticket/sequencer", beta))


def ticket_prover(vrf_mode: str, beta: bytes, seed: bytes, node: int, key: bytes) -> int:
    """SPEC #ticket: the row of the VRF mode."""
    match vrf_mode:
        case "per-node":
            return first16(H("ticket/node", beta))
        case "per-block":
            return first16(H("ticket/block", beta, u64(node)))
        case "public":
            return first16(H("ticket/public", seed, u64(node), key))
    raise ValueError(vrf_mode)


def derive_seed(role: str, master: bytes) -> bytes:
    """SPEC #key-derivation; `role` is sequencer or prover."""
    return sha512(f"fernet/1/key/{role}".encode("ascii").ljust(32, b"\0") + master).digest()[:32]


# --- Scores, order, odds ----------------------------------------------------------------------------------------------


def score(ticket: int, fee: int) -> int:
    """SPEC #score."""
    return ticket * (PPM + fee)


@dataclass(frozen=True)
class ScoredKey:
    key: bytes
    ticket: int
    fee: int
    id: bytes = b""

    @property
    def rank(self) -> tuple[int, int, bytes, bytes]:
        """SPEC #order: sorts the first candidate first."""
        return -score(self.ticket, self.fee), -self.ticket, self.key, self.id


def best(k: int, candidates: Iterable[ScoredKey]) -> list[ScoredKey]:
    """SPEC #ranking: the first k, a key counted once."""
    first_of_key: dict[bytes, ScoredKey] = {}
    for candidate in sorted(candidates, key=lambda c: c.rank):
        first_of_key.setdefault(candidate.key, candidate)
    return list(first_of_key.values())[:k]


def inverse_bid(ticket: int, key: bytes, maximum: int, rival: ScoredKey) -> int | None:
    """SPEC #inverse-bid. A higher fee never moves a ticket back, so the first that wins is found by bisection."""
    fees = range(maximum + 1)
    fee = bisect_left(fees, True, key=lambda f: ScoredKey(key, ticket, f).rank[:3] < rival.rank[:3])
    return fee if fee < len(fees) else None


def mul(a: int, b: int) -> int:
    """SPEC #odds, as are the five below."""
    return a * b >> 128


def power(q: int, n: int) -> int:
    if n == 0:
        return TICKET_MAX
    r = q
    for digit in f"{n:b}"[1:]:
        r = mul(r, r)
        if digit == "1":
            r = mul(r, q)
    return r


def ratio(a: int, b: int) -> int:
    return (a << 128) // b if a < b else TICKET_MAX


def odds_against(target: int, rivals: int, fee: int) -> int:
    return power(min(-(-target // (PPM + fee)), TICKET_MAX), rivals)


def odds_among(keys: int, fee: int, rival_fee: int) -> int:
    if fee >= rival_fee:
        return TICKET_MAX - ratio((keys - 1) * (PPM + rival_fee), keys * (PPM + fee))
    return power(ratio(PPM + fee, PPM + rival_fee), keys - 1) // keys


def equilibrium(keys: int, mev: int, cap: int) -> int:
    return min(max(((PPM + mev) * (keys - 1) - PPM) // keys, 0), cap)


# --- Election ---------------------------------------------------------------------------------------------------------


def tx_root(transactions: list[bytes]) -> bytes:
    """SPEC #tx-root."""
    return H("txs", u64(len(transactions)), *transactions)


@dataclass(frozen=True)
class Reveal:
    """SPEC #reveal."""

    salt: bytes
    fees: int
    count: int
    tx_root: bytes
    data_root: bytes | None = None

    @property
    def tx_order_hash(self) -> bytes:
        """SPEC #tx-order."""
        if self.data_root is None:
            return H("tx-order", self.salt, u128(self.fees), u64(self.count), self.tx_root)
        return H("tx-order-data", self.salt, u128(self.fees), self.data_root, u64(self.count), self.tx_root)


@dataclass(frozen=True)
class Proposal:
    """SPEC #proposal, without its proof."""

    key: bytes
    parent: bytes
    fee_split: int
    tx_order_hash: bytes
    payout: bytes
    bond: int

    def commitment(self, chain_id: int, rollup: bytes, block: int) -> bytes:
        """SPEC #commitment."""
        fields = u64(chain_id), rollup, u64(block), self.parent, u32(self.fee_split), self.tx_order_hash
        return H("commitment", *fields)

    def id(self, chain_id: int, rollup: bytes, block: int) -> bytes:
        """SPEC #proposal: what the proof signs."""
        return H("proposal", self.commitment(chain_id, rollup, block), self.payout, u128(self.bond))

    def check(self, tip: bytes, who: Registration | None, snapshot: int, delay: int, cap: int, bond_base: int) -> None:
        """SPEC #proposal-checks, all but the proof."""
        if who is None:
            raise Refused("Ineligible::NotRegistered")
        who.check("sequencer", snapshot, delay)
        refuse_if(self.parent != tip, "ProposalError::DeadParent")
        refuse_if(self.fee_split > cap, "BidError::FeeSplitAboveCap")
        refuse_if(self.payout == ZERO20, "ProposalError::PayoutZero")
        refuse_if(self.bond >= AMOUNT_END, "ProposalError::BondTooLarge")
        refuse_if(self.fee_split > PPM and self.bond == 0, "ProposalError::BondMissing")
        refuse_if(self.bond < minimum_bond(bond_base, self.fee_split), "ProposalError::BondTooSmall")
        refuse_if(self.fee_split <= PPM and self.bond != 0, "ProposalError::BondNotNeeded")


# --- Phases -----------------------------------------------------------------------------------------------------------


class Phases:
    """SPEC #phases: the phase of a block, driven by events that were already found valid."""

    def __init__(self, opens_at: int, proposal_blocks: int, reveal_blocks: int, proving_blocks: int) -> None:
        self.phase, self.now, self.has_leader, self.parent_final = "proposal", opens_at, False, False
        self.p = opens_at + proposal_blocks
        self.r = self.p + reveal_blocks
        self.d = self.r + proving_blocks
        refuse_if(self.d >= 2**64, "PhaseError::Overflow")

    def _pass_limit(self) -> list[str] | None:
        """One row "time" of SPEC #phase-table, or None when no limit of the phase has passed."""
        match self.phase:
            case "proposal" if self.now >= self.p and self.has_leader:
                self.phase, effects = "reveal", ["open-reveal"]
            case "proposal" if self.now >= self.p:
                self.phase, effects = "skipped", ["build-on-parent"]
            case "reveal" if self.now >= self.r:
                self.phase, effects = "skipped", ["slash-not-revealed", "build-on-parent"]
            case "proving" if self.now >= self.d:
                self.phase, effects = "reverted", ["slash-not-proven", "build-on-parent"]
            case "final" if self.now >= self.d:
                self.phase, effects = "settled", ["settle"]
            case _:
                return None
        return effects

    def in_time(self, l1_block: int, event: str) -> None:
        """SPEC #course: what is checked before the other rules of a message."""
        refuse_if(l1_block < self.now, "PhaseError::TimeRunsBack")
        limit = {"proposal": self.p, "reveal": self.r, "tree": self.d}.get(event)
        refuse_if(limit is not None and l1_block >= limit, "PhaseError::Late")

    def apply(self, l1_block: int, event: str) -> list[str]:
        """SPEC #phase-table: time first, then the event; the effects, or a refusal that changes nothing."""
        self.in_time(l1_block, event)
        before, effects = dict(vars(self)), []
        self.now = l1_block - (event == "ancestor-reverted")
        while (passed := self._pass_limit()) is not None:
            effects += passed
        self.now = l1_block
        match event, self.phase:
            case "time", _:
                pass
            case "proposal", "proposal":
                self.has_leader = True
            case "reveal", "reveal":
                self.phase = "proving"
                effects.append("open-proving")
            case "tree", "proving" if self.parent_final:
                self.phase = "final"
                effects += ["finalize", "tree-competes"]
            case "tree", "proving":
                self.phase = "proven"
                effects.append("tree-competes")
            case "tree", "proven" | "final":
                effects.append("tree-competes")
            case "parent-final", "proposal" | "reveal" | "proving" if not self.parent_final:
                self.parent_final = True
            case "parent-final", "proven":
                self.phase, self.parent_final = "final", True
                effects.append("finalize")
            case "ancestor-reverted", "proposal" | "reveal" | "proving" | "proven" if not self.parent_final:
                self.phase = "voided"
                effects.append("return-bonds")
            case _:
                vars(self).update(before)
                raise Refused("PhaseError::NotInThisPhase")
        return effects
