"""Tree data and openings: SPEC #tree-data and #opening."""

from dataclasses import dataclass

from fernet import H, ZERO32, refuse_if, u8, u32, u64, u256
from tree import Accumulator, Bundle, Claim, check_bases, locate, post_order

SEAT_LEN, LEVEL_LEN, MAX_LEVELS = 429, 120, 32


@dataclass(frozen=True)
class Sums:
    total: int
    filled: int
    kept_base: int
    kept_merge: int

    def write(self) -> bytes:
        return u256(self.total) + u64(self.filled) + u64(self.kept_base) + u64(self.kept_merge)


def sums_of(a: Accumulator) -> Sums:
    return Sums(a.total, a.filled, a.kept_base, a.kept_merge)


def node_data(bundle: Bundle, accumulator: Accumulator) -> bytes:
    """SPEC #tree-data: of one node."""
    ids = [seat.id for seat in bundle.seats] + [ZERO32] * (3 - len(bundle.seats))
    return b"".join(ids) + sums_of(accumulator).write()


def tree_data_hash(nodes: list[bytes]) -> bytes:
    """SPEC #tree-data."""
    return H("tree-data", u64(len(nodes)), *nodes)


def digest_of(ids: list[bytes]) -> bytes:
    """SPEC #seats-digest, with the number of seats as in #tree-data."""
    count = next((i for i, seat_id in enumerate(ids) if seat_id == ZERO32), 3)
    refuse_if(count == 0 or any(seat_id != ZERO32 for seat_id in ids[count:]), "OpeningError::EmptySeat")
    return H("seats", u8(count), *ids)


def commitment_of(node: int, digest: bytes, left: bytes, right: bytes, sums: bytes) -> bytes:
    """SPEC #bundle-commitment."""
    return H("bundle", u64(node), digest, left, right, sums)


def seat_id(key: bytes, claim: Claim, score: int, prover_seed: bytes, proposal_id: bytes) -> bytes:
    return H("seat", key, claim.id(prover_seed, proposal_id), u256(score))


def write_seat(key: bytes, claim: Claim, score: int) -> bytes:
    fields = u64(claim.node), claim.statement, claim.proof_digest, claim.left, claim.right
    return b"".join((key, *fields, u32(claim.fee_burn), claim.payout, claim.rebate_payee, u256(score)))


def open_seat(
    bases: int, prover_seed: bytes, proposal_id: bytes, key: bytes, claim: Claim, score: int, nodes: list[bytes]
) -> tuple[bytes, bytes]:
    """SPEC #opening: made from tree data; then the commitment of the root that follows from the data."""
    check_bases(bases)
    refuse_if(claim.node >= 2 * bases - 1, "OpeningError::ForeignNode")
    own = seat_id(key, claim, score, prover_seed, proposal_id)
    order = list(post_order(0, bases))
    data, commitments = {}, {}
    for node, raw in zip(order, nodes):
        ids = [raw[i : i + 32] for i in (0, 32, 64)]
        digest, at = digest_of(ids), locate(bases, node)
        refuse_if(node == claim.node and own not in ids, "OpeningError::NotInBundle")
        children = (commitments[at.left], commitments[at.right]) if at.left is not None else (ZERO32, ZERO32)
        data[node] = ids, digest, children, raw[96:]
        commitments[node] = commitment_of(node, digest, *children, raw[96:])
    refuse_if(len(nodes) < len(order), "OpeningError::Missing")
    refuse_if(len(nodes) > len(order), "OpeningError::Surplus")
    ids, _, children, sums = data[claim.node]
    position = ids.index(own)
    others = ids[:position] + ids[position + 1 :]
    parts = [write_seat(key, claim, score), u8(position), *others, *children, sums]
    here = claim.node
    while (parent := locate(bases, here).parent) is not None:
        at = locate(bases, parent)
        sibling = at.right if here == at.left else at.left
        parts += [data[parent][1], commitments[sibling], data[parent][3]]
        here = parent
    return b"".join(parts), commitments[order[-1]]


def verify(
    bases: int, prover_seed: bytes, proposal_id: bytes, root: bytes, opening: bytes
) -> tuple[bytes, Claim, int, int]:
    """SPEC #opening: the key, the claim, the score and the claimed bit."""
    levels, rest = divmod(len(opening) - SEAT_LEN, LEVEL_LEN)
    refuse_if(rest != 0 or not 0 <= levels <= MAX_LEVELS, "OpeningError::Length")
    at = 0

    def take(width: int) -> bytes:
        nonlocal at
        at += width
        return opening[at - width : at]

    def number(width: int) -> int:
        return int.from_bytes(take(width), "big")

    key = take(32)
    claim = Claim(number(8), take(32), take(32), take(32), take(32), number(4), take(20), take(20))
    score, position = number(32), number(1)
    others, children, sums = [take(32), take(32)], (take(32), take(32)), take(56)

    refuse_if(claim.node >= 2 * bases - 1, "OpeningError::ForeignNode")
    path = [claim.node]
    while (parent := locate(bases, path[-1]).parent) is not None:
        path.append(parent)
    refuse_if(len(path) - 1 != levels, "OpeningError::Levels")
    refuse_if(others[0] == ZERO32 != others[1], "OpeningError::EmptySeat")
    refuse_if(position > sum(other != ZERO32 for other in others), "OpeningError::Position")
    others.insert(position, seat_id(key, claim, score, prover_seed, proposal_id))
    here = commitment_of(claim.node, digest_of(others), *children, sums)
    for child, parent in zip(path, path[1:]):
        digest, sibling, sums = take(32), take(32), take(56)
        pair = (here, sibling) if child < parent else (sibling, here)
        here = commitment_of(parent, digest, *pair, sums)
    refuse_if(here != root, "OpeningError::RootDiffers")
    return key, claim, score, 3 * claim.node + position
