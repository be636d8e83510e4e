"""Who is paid what: SPEC section 12. A pure function of its arguments, exact in the integers."""

from collections import Counter
from dataclasses import dataclass

from fernet import AMOUNT_END, PPM, Params, minimum_bond, refuse_if
from protocol import Proposal, Reveal
from tree import bases_of, check_bases, number, place


@dataclass(frozen=True)
class Settlement:
    pool: int
    sequencer: int
    bond_used: int
    reserved: int
    burned: int
    rebate: int


def check_amounts(*amounts: int) -> None:
    """SPEC #settlement: an amount is below 2^96 wei."""
    refuse_if(max(amounts) >= AMOUNT_END, "SettleError::AmountTooLarge")


def total_of(fees: int, block_reward: int) -> int:
    """SPEC #settlement: F."""
    check_amounts(fees, fees + block_reward)
    return fees + block_reward


def pool_of(fees: int, fee_split: int, bond: int, bond_base: int) -> tuple[int, int, int]:
    """SPEC #pool, for fees of F: the pool, what the sequencer keeps, what is taken from the bond."""
    check_amounts(fees, bond)
    if fee_split <= PPM:
        pool, bond_used = fees * fee_split // PPM, 0
    else:
        bond_used = max(fees, bond_base) * (fee_split - PPM) // PPM
        pool = fees + bond_used
    refuse_if(pool >= AMOUNT_END, "SettleError::PoolTooLarge")
    refuse_if(bond < bond_used, "SettleError::BondTooSmall")
    return pool, max(0, fees - pool), bond_used


def check_reveal(params: Params, proposal: Proposal, reveal: Reveal) -> tuple[int, int, int, int]:
    """SPEC #reveal: the number of bases, then as of pool_of."""
    bases = bases_of(reveal.count, params.tx_per_base)
    refuse_if(proposal.fee_split > params.fee_split_cap, "BidError::FeeSplitAboveCap")
    funding = pool_of(total_of(reveal.fees, params.block_reward), proposal.fee_split, proposal.bond, params.bond_base)
    refuse_if(params.attesters > 0 and reveal.data_root is None, "RevealError::DataRootMissing")
    refuse_if(params.attesters == 0 and reveal.data_root is not None, "RevealError::DataRootNotNeeded")
    refuse_if(reveal.tx_order_hash != proposal.tx_order_hash, "RevealError::WrongOrder")
    return bases, *funding


def pools_and_seats(
    pool: int, bases: int, proofs_per_node: int, root_seats: int, base_share: int | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    """SPEC #seats: (pool, seats) of a base and of a merge."""
    if base_share is None or bases == 1:
        whole = pool, (2 * bases - 2) * proofs_per_node + root_seats
        return whole, whole
    base_pool = pool * base_share // PPM
    merge_seats = (bases - 2) * proofs_per_node + root_seats
    return (base_pool, bases * proofs_per_node), (pool - base_pool, merge_seats)


def settle_sums(
    fees: int,
    fee_split: int,
    bond: int,
    bases: int,
    kept_base: int,
    kept_merge: int,
    rebate: tuple[int, int] | None = None,
    *,
    block_reward: int = 0,
    proofs_per_node: int = 3,
    root_seats: int = 3,
    base_share: int | None = None,
    rebate_cap: int = 0,
    bond_base: int = 0,
    rebate_gas: int = 0,
) -> Settlement:
    """SPEC #reserve, #rebate, #burned: from the sums of the winning root alone. `rebate` is (base_fee, rate)."""
    check_bases(bases)
    fees = total_of(fees, block_reward)
    check_amounts(bond, rebate[1] if rebate else 0)
    pool, sequencer, bond_used = pool_of(fees, fee_split, bond, bond_base)
    base_seats = root_seats if bases == 1 else bases * proofs_per_node
    all_seats = (2 * bases - 2) * proofs_per_node + root_seats
    refuse_if(kept_base > base_seats * PPM, "SettleError::KeptTooLarge")
    refuse_if(kept_merge > (all_seats - base_seats) * PPM, "SettleError::KeptTooLarge")
    (base_pool, shared), (merge_pool, merge_seats) = pools_and_seats(pool, bases, proofs_per_node, root_seats, base_share)
    if base_share is None or bases == 1:
        reserved = pool * (kept_base + kept_merge) // (all_seats * PPM)
    else:
        reserved = base_pool * kept_base // (shared * PPM) + merge_pool * kept_merge // (merge_seats * PPM)
    base_fee, rate = rebate or (0, 0)
    refund = min(rebate_gas * base_fee * rate // 10**18, rebate_cap, pool - reserved)
    burned = pool - reserved - refund
    assert fees + bond_used == sequencer + reserved + burned + refund and burned >= 0  # SPEC #identity
    return Settlement(pool, sequencer, bond_used, reserved, burned, refund)


def settle(
    fees: int,
    fee_split: int,
    bond: int,
    bases: int,
    seats: list[tuple[int, int]],
    rebate: tuple[int, int] | None = None,
    *,
    block_reward: int = 0,
    proofs_per_node: int = 3,
    root_seats: int = 3,
    base_share: int | None = None,
    bond_base: int = 0,
    **options: int,
) -> tuple[Settlement, list[int]]:
    """SPEC #settlement, and the pays in the order of the seats. `seats` is (node, fee_burn) of each filled seat in
    post-order; `rebate` is (base_fee, rate)."""
    check_bases(bases)
    total = total_of(fees, block_reward)
    check_amounts(bond, rebate[1] if rebate else 0)
    pool, *_ = pool_of(total, fee_split, bond, bond_base)
    root = number(0, bases)
    taken: Counter[int] = Counter()
    last: tuple[int, ...] = ()
    for node, fee_burn in seats:
        refuse_if(fee_burn > PPM, "SettleError::BurnAbovePpm")
        refuse_if(node > 2 * bases - 2, "SettleError::ForeignNode")
        here = place(bases, node)
        refuse_if(here < last, "SettleError::OutOfOrder")
        last = here
        taken[node] += 1
        refuse_if(taken[node] > (root_seats if node == root else proofs_per_node), "SettleError::TooManySeats")
    refuse_if(root not in taken, "SettleError::NoRoot")
    kinds = pools_and_seats(pool, bases, proofs_per_node, root_seats, base_share)
    # SPEC #pay: one floor. Even nodes are bases, odd ones merges.
    pays = [kinds[node % 2][0] * (PPM - burn) // (kinds[node % 2][1] * PPM) for node, burn in seats]
    kept = [sum(PPM - burn for node, burn in seats if node % 2 == kind) for kind in (0, 1)]
    done = settle_sums(
        fees, fee_split, bond, bases, *kept, rebate, block_reward=block_reward, proofs_per_node=proofs_per_node,
        root_seats=root_seats, base_share=base_share, bond_base=bond_base, **options,
    )  # fmt: skip
    assert 0 <= done.reserved - sum(pays) < len(seats)  # SPEC #identity: the dust
    return done, pays


def unclaimed(reserved: int, claimed: int) -> int:
    """SPEC #unclaimed: what is burned when pays can no longer be claimed."""
    check_amounts(reserved, claimed)
    refuse_if(claimed > reserved, "SettleError::ClaimedTooMuch")
    return reserved - claimed


def slash(params: Params, reason: str, fee_split: int, stake: int, bond: int) -> tuple[int, int, int]:
    """SPEC #slash: what is burned of the stake and of the bond, what is returned of the bond."""
    amount = {"not-revealed": params.reveal_slash_amount, "not-proven": params.proof_slash_amount}[reason]
    check_amounts(stake, bond)
    forfeit = min(bond, minimum_bond(params.bond_base, fee_split))
    return min(stake, amount), forfeit, bond - forfeit


def mev_references(smoothing: int, low: int, high: int, start: int, samples: list[int]) -> list[int]:
    """SPEC #mev: the moving average after each sample."""
    refuse_if(not 1 <= smoothing <= PPM, "MevError::Smoothing")
    refuse_if(not low <= high < 2**40, "MevError::Bounds")
    refuse_if(not low <= start <= high, "MevError::StartOutOfBounds")
    references, m = [], start
    for x in samples:
        m = (m * (PPM - smoothing) + min(max(x, low), high) * smoothing) // PPM
        references.append(m)
    return references


def mev_bid(m: int, fees_share: int, mev_share: int, cap: int) -> int:
    """SPEC #mev: the fee split of a bid relative to the reference."""
    refuse_if(max(fees_share, mev_share) > PPM, "MevError::Share")
    fee_split = fees_share + m * mev_share // PPM
    refuse_if(fee_split > cap, "MevError::SplitAboveCap")
    return fee_split


def mev_ratio(mev: int, fees: int) -> int:
    """SPEC #mev-sources: the ratio that a source reports."""
    refuse_if(max(mev, fees) >= AMOUNT_END, "MevSourceError::AmountTooLarge")
    refuse_if(fees == 0, "MevSourceError::FeesZero")
    return min(mev * PPM // fees, 2**64 - 1)


def mev_median(sources: list[bytes], quorum: int, max_age: int, now: int, reports: list[tuple[bytes, int, int]]) -> int:
    """SPEC #mev-sources: the lower median of the ratios that count. A report is (source, l1_block, ratio)."""
    refuse_if(not 1 <= len(sources) <= 32, "MevSourceError::Count")
    refuse_if(len(set(sources)) < len(sources), "MevSourceError::DuplicateSource")
    refuse_if(not 1 <= quorum <= len(sources), "MevSourceError::Quorum")
    counted = [report for report in reports if report[0] in sources and report[1] <= now <= report[1] + max_age]
    refuse_if(len({source for source, _, _ in counted}) < len(counted), "MevSourceError::DuplicateReport")
    refuse_if(len(counted) < quorum, "MevSourceError::QuorumMissed")
    return sorted(ratio for _, _, ratio in counted)[(len(counted) - 1) // 2]
