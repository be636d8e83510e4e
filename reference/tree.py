"""The proof tree: its shape, claims, seats, bundles, accumulators, competition. SPEC sections 10 and 11."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from fernet import PPM, ZERO20, ZERO32, H, Refused, refuse_if, u8, u32, u64, u256
from protocol import ScoredKey

# --- Shape ------------------------------------------------------------------------------------------------------------


def bases_of(transactions: int, tx_per_base: int) -> int:
    """SPEC #bases: B; the tree has 2B - 1 nodes."""
    return check_bases(max(1, -(-transactions // tx_per_base)))


def check_bases(bases: int) -> int:
    """SPEC #bases: the range of B."""
    refuse_if(bases < 1, "ShapeError::NoBases")
    refuse_if(bases > 2**32, "ShapeError::TooManyBases")
    return bases


def split(lo: int, hi: int) -> int:
    """SPEC #shape: where a tree over two or more bases splits."""
    return lo + 2 ** ((hi - lo - 1).bit_length() - 1)


def number(lo: int, hi: int) -> int:
    """SPEC #node-number: the number of the root of lo .. hi."""
    return 2 * lo if hi - lo == 1 else 2 * split(lo, hi) - 1


@dataclass(frozen=True)
class Node:
    number: int
    lo: int
    hi: int
    left: int | None
    right: int | None
    parent: int | None


def locate(bases: int, target: int) -> Node:
    """SPEC #shape: walks down from the root to a node; in-order numbers tell left from right."""
    refuse_if(target >= 2 * bases - 1, "ClaimError::ForeignNode")
    lo, hi, parent = 0, bases, None
    while (here := number(lo, hi)) != target:
        parent, k = here, split(lo, hi)
        lo, hi = (lo, k) if target < here else (k, hi)
    if hi - lo == 1:
        return Node(target, lo, hi, None, None, parent)
    k = split(lo, hi)
    return Node(target, lo, hi, number(lo, k), number(k, hi), parent)


def post_order(lo: int, hi: int) -> Iterator[int]:
    """SPEC #post-order: left subtree, right subtree, merge."""
    if hi - lo > 1:
        k = split(lo, hi)
        yield from post_order(lo, k)
        yield from post_order(k, hi)
    yield number(lo, hi)


def place(bases: int, target: int) -> tuple[int, ...]:
    """SPEC #post-order: compares as the nodes of a tree do. From the root down: 0 for left, 1 for right, 2 at the end."""
    lo, hi, way = 0, bases, []
    while (here := number(lo, hi)) != target:
        k = split(lo, hi)
        way.append(0 if target < here else 1)
        lo, hi = (lo, k) if target < here else (k, hi)
    return *way, 2


# --- Claims and seats -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """SPEC #claim, without key and proof."""

    node: int
    statement: bytes
    proof_digest: bytes
    left: bytes
    right: bytes
    fee_burn: int
    payout: bytes
    rebate_payee: bytes

    def id(self, prover_seed: bytes, proposal_id: bytes) -> bytes:
        """SPEC #claim: what the proof signs."""
        hashes = self.statement, self.proof_digest, self.left, self.right
        fields = u64(self.node), *hashes, u32(self.fee_burn), self.payout, self.rebate_payee
        return H("claim", prover_seed, proposal_id, *fields)

    def check(self, bases: int) -> None:
        """SPEC #claim-checks, all but the eligibility and the proof. An even number is a base."""
        refuse_if(self.node >= 2 * bases - 1, "ClaimError::ForeignNode")
        children = self.left, self.right
        refuse_if(self.node % 2 == 0 and children != (ZERO32, ZERO32), "ClaimError::BaseWithChildren")
        refuse_if(self.node % 2 == 1 and ZERO32 in children, "ClaimError::MergeWithoutChildren")
        refuse_if(self.fee_burn > PPM, "BidError::FeeBurnAbovePpm")
        refuse_if(self.payout == ZERO20, "ClaimError::PayoutZero")


@dataclass(frozen=True)
class Seat:
    """SPEC #seat: a valid claim with its key and ticket."""

    key: bytes
    ticket: int
    claim: Claim
    claim_id: bytes

    @property
    def candidate(self) -> ScoredKey:
        return ScoredKey(self.key, self.ticket, self.claim.fee_burn, self.claim_id)

    @property
    def score(self) -> int:
        return self.ticket * (PPM + self.claim.fee_burn)

    @cached_property
    def id(self) -> bytes:
        """SPEC #seat."""
        return H("seat", self.key, self.claim_id, u256(self.score))


def claims_contradict(a: Seat, b: Seat) -> bool:
    """SPEC #equivocation: whether two claims of one key, node, prover seed and proposal are evidence."""
    if a.claim.statement != b.claim.statement:
        return True
    return (a.claim.left, a.claim.right) == (b.claim.left, b.claim.right) and a.claim_id != b.claim_id


# --- Bundles and accumulators -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bundle:
    node: int
    seats: tuple[Seat, ...]  # primary first

    def check(self, bases: int, proofs_per_node: int) -> None:
        """SPEC #bundle."""
        refuse_if(not self.seats, "BundleError::Empty")
        refuse_if(len(self.seats) > proofs_per_node, "BundleError::TooManySeats")
        refuse_if(self.node == number(0, bases) and len(self.seats) > 1, "BundleError::RootTakesOne")
        refuse_if(any(seat.claim.node != self.node for seat in self.seats), "BundleError::MixedNodes")
        refuse_if(len({seat.claim.statement for seat in self.seats}) > 1, "BundleError::MixedStatements")
        refuse_if(len({seat.key for seat in self.seats}) < len(self.seats), "BundleError::DuplicateProver")
        refuse_if(len({seat.claim.proof_digest for seat in self.seats}) < len(self.seats), "BundleError::DuplicateProof")
        ranks = [seat.candidate.rank for seat in self.seats[1:]]
        refuse_if(ranks != sorted(ranks), "BundleError::SeatOrder")


@dataclass(frozen=True)
class Accumulator:
    """SPEC #accumulator, with the node it stands for."""

    node: int
    total: int
    filled: int
    kept_base: int
    kept_merge: int
    commitment: bytes


def check_children(bases: int, primary: Claim, children: tuple[Accumulator, ...]) -> None:
    """SPEC #bundle: what is below a primary is what its claim names."""
    at = locate(bases, primary.node)
    refuse_if(at.left is None and bool(children), "ChildError::ChildrenOfBase")
    refuse_if(at.left is not None and not children, "ChildError::ChildMissing")
    refuse_if(bool(children) and [c.node for c in children] != [at.left, at.right], "ChildError::WrongNode")
    for name, said, child in zip(("LeftDiffers", "RightDiffers"), (primary.left, primary.right), children):
        refuse_if(said != child.commitment, f"ChildError::{name}")


def check_insert(bases: int, node: int, statement: bytes, seat: Claim, children: tuple[Accumulator, ...]) -> None:
    """SPEC #best-bundle: an inserted seat is of the node and the statement that are searched for, on the bundles it names."""
    refuse_if(seat.node != node, "BundleError::MixedNodes")
    refuse_if(seat.statement != statement, "BundleError::MixedStatements")
    check_children(bases, seat, children)


def accumulate(bundle: Bundle, children: Iterable[Accumulator]) -> Accumulator:
    """SPEC #accumulator: of a bundle that was checked, on the accumulators of its child bundles."""
    primary, children = bundle.seats[0].claim, tuple(children)
    for name, said, child in zip(("ChildError::LeftDiffers", "ChildError::RightDiffers"), (primary.left, primary.right), children):
        refuse_if(said != child.commitment, name)
    total = sum(seat.score for seat in bundle.seats) + sum(child.total for child in children)
    filled = len(bundle.seats) + sum(child.filled for child in children)
    kept = sum(PPM - seat.claim.fee_burn for seat in bundle.seats)
    at_base = bundle.node % 2 == 0
    kept_base = (kept if at_base else 0) + sum(child.kept_base for child in children)
    kept_merge = (0 if at_base else kept) + sum(child.kept_merge for child in children)
    ids = [seat.id for seat in bundle.seats] + [ZERO32] * (3 - len(bundle.seats))
    seats_digest = H("seats", u8(len(bundle.seats)), *ids)
    left, right = (child.commitment for child in children) if children else (ZERO32, ZERO32)
    sums = u256(total), u64(filled), u64(kept_base), u64(kept_merge)
    commitment = H("bundle", u64(bundle.node), seats_digest, left, right, *sums)
    return Accumulator(bundle.node, total, filled, kept_base, kept_merge, commitment)


def verify_tree(bases: int, proofs_per_node: int, bundles: Iterable[Bundle]) -> list[Accumulator]:
    """SPEC #post-order, #bundle, #accumulator: the accumulators of a submitted tree, the root's last."""
    expected, stack, done = post_order(0, bases), [], {}
    for bundle in bundles:
        bundle.check(bases, proofs_per_node)
        refuse_if(bundle.node >= 2 * bases - 1, "TreeError::Foreign")
        refuse_if(bundle.node in done, "TreeError::Duplicate")
        refuse_if(bundle.node != next(expected), "TreeError::OutOfOrder")
        children = (stack.pop(-2), stack.pop()) if bundle.node % 2 else ()
        stack.append(accumulate(bundle, children))
        done[bundle.node] = stack[-1]
    refuse_if(len(done) != 2 * bases - 1, "TreeError::Missing")
    return list(done.values())


def best_bundle(
    bases: int, proofs_per_node: int, node: int, seats: list[Seat], children: dict[bytes, Accumulator]
) -> tuple[list[Seat], Accumulator]:
    """SPEC #best-bundle by trying every primary with every set of others; `children` by commitment."""
    room = 1 if node == number(0, bases) else proofs_per_node
    found: list[tuple] = []
    first: dict[bytes, Seat] = {}
    for seat in sorted(seats, key=lambda seat: seat.candidate.rank):
        first.setdefault(seat.key, seat)

    def dropped(seat: Seat) -> bool:
        before = [other for other in first.values() if other.candidate.rank < seat.candidate.rank]
        return any(other.key != seat.key and other.claim.proof_digest == seat.claim.proof_digest for other in before)

    heaviest: dict[bytes, tuple] = {}
    for seat in seats:
        below = tuple(children[c] for c in (seat.claim.left, seat.claim.right) if c in children)
        if node % 2 == 0 or len(below) == 2:
            got = accumulate(Bundle(node, (seat,)), below)
            entry = -got.total, -got.filled, seat.id, seat, below
            heaviest[seat.key] = min(heaviest.get(seat.key, entry), entry, key=lambda entry: entry[:3])
    for *_, primary, below in heaviest.values():
        if dropped(primary):
            continue
        rivals = [
            seat
            for seat in first.values()
            if seat.key != primary.key and seat.claim.proof_digest != primary.claim.proof_digest and not dropped(seat)
        ]
        for count in range(min(room, len(rivals) + 1)):
            for others in combinations(rivals, count):
                got = accumulate(Bundle(node, (primary, *others)), below)
                ranks = [seat.candidate.rank for seat in others]
                found.append((-got.total, -got.filled, primary.id, ranks, [primary, *others], got))
    if not found:
        raise Refused("ChildError::ChildMissing" if seats else "BundleError::Empty")
    *_, best, got = min(found, key=lambda entry: entry[:4])
    return best, got


def winner(trees: list[Accumulator]) -> int:
    """SPEC #competition: the position of the best root."""
    return min(range(len(trees)), key=lambda i: (-trees[i].total, -trees[i].filled, trees[i].commitment))
