"""settlement/."""

import fernet
from fernet import MevReference, MevReport, Proposal, Rebate, Reveal, SettlementPlan, TreeShape

from ..cases import Json, maybe, raw
from .lottery import defaults


def plan(case: Json):
    made = defaults(
        proofs_per_node=int(case["proofs_per_node"]),
        root_seats=maybe(int, case["root_seats"]),
        base_share=maybe(int, case["base_share"]),
        block_reward=int(case["block_reward"]),
        rebate_cap=int(case["rebate_cap"]),
        rebate_gas=int(case["rebate_gas"]),
        fee_split_cap=max(int(case["fee_split"]), 1_000_000),
        bond_base=int(case["bond_base"]),
    )
    prices = case["rebate"]
    rebate = prices and Rebate(payee=bytes([9]) * 20, base_fee=int(prices["base_fee"]), rate=int(prices["rate"]))
    fees, fee_split, bond = int(case["fees"]), int(case["fee_split"]), int(case["bond"])
    return SettlementPlan(made, TreeShape(int(case["bases"])), fees=fees, fee_split=fee_split, bond=bond), rebate


def receipt_of(receipt):
    assert receipt.fees + receipt.bond_used == (receipt.sequencer + receipt.reserved + receipt.burned + receipt.rebate)
    names = ("pool", "sequencer", "bond_used", "reserved", "burned", "rebate")
    return {name: getattr(receipt, name) for name in names}


def settle(case: Json):
    made, rebate = plan(case)
    ledger, kept, pays = made.ledger(), [0, 0], []
    for seat in case["seats"]:
        node, fee_burn = int(seat["node"]), int(seat["fee_burn"])
        pays.append(ledger.pay(node, fee_burn))
        assert pays[-1] == made.pay(node, fee_burn)
        kept[node % 2] += 1_000_000 - fee_burn
    filled, paid = ledger.filled, ledger.paid
    receipt = ledger.close(rebate)
    assert made.settle(kept_base=kept[0], kept_merge=kept[1], rebate=rebate) == receipt
    assert paid == sum(pays)
    assert fernet.unclaimed(receipt.reserved, paid) < filled
    return {**receipt_of(receipt), "pays": pays}


def sums(case: Json):
    made, rebate = plan(case)
    receipt = made.settle(kept_base=int(case["kept_base"]), kept_merge=int(case["kept_merge"]), rebate=rebate)
    return {**receipt_of(receipt), "unclaimed": fernet.unclaimed(receipt.reserved, int(case["claimed"]))}


def reveal(case: Json):
    attesters = int(case["attesters"])
    made = defaults(
        tx_per_base=int(case["tx_per_base"]),
        fee_split_cap=int(case["fee_split_cap"]),
        block_reward=int(case["block_reward"]),
        bond_base=int(case["bond_base"]),
        attesters=attesters,
        quorum=attesters,
        attest_blocks=attesters,
    )
    proposal = Proposal(
        parent=bytes(32),
        fee_split=int(case["fee_split"]),
        tx_order_hash=raw(case["tx_order_hash"]),
        payout=bytes(20),
        bond=int(case["bond"]),
    )
    contents = Reveal(
        salt=raw(case["salt"]),
        fees=int(case["fees"]),
        count=int(case["count"]),
        tx_root=raw(case["tx_root"]),
        data_root=maybe(raw, case["data_root"]),
    )
    shape, funding = fernet.check_reveal(made, proposal, contents)
    amounts = {name: getattr(funding, name) for name in ("pool", "sequencer", "bond_used")}
    return {"bases": shape.bases, **amounts}


def slash(case: Json):
    made = defaults(
        fee_split_cap=2**32 - 1,
        bond_base=int(case["bond_base"]),
        reveal_slash_amount=int(case["reveal_slash_amount"]),
        proof_slash_amount=int(case["proof_slash_amount"]),
    )
    amounts = {name: int(case[name]) for name in ("fee_split", "stake", "bond")}
    slashing = fernet.slash(made, case["reason"], **amounts)
    return {name: getattr(slashing, name) for name in ("slashed", "forfeit", "bond_returned")}


def mev(case: Json):
    bounds = {name: int(case[name]) for name in ("smoothing", "low", "high", "start")}
    reference, references = MevReference(**bounds), []
    for sample in case["samples"]:
        reference.observe(int(sample))
        references.append(reference.ppm)
    made = defaults(fee_split_cap=int(case["cap"]), bond_base=1)
    split = reference.bid(made, fees_share=int(case["fees_share"]), mev_share=int(case["mev_share"]))
    return {"references": references, "fee_split": split}


def mev_sources(case: Json):
    reports = []
    for report in case["reports"]:
        numbers = {name: int(report[name]) for name in ("l1_block", "mev", "fees")}
        reports.append(MevReport(source=raw(report["source"]), **numbers))
    ratio = fernet.mev_ratio(
        reports,
        sources=[raw(source) for source in case["sources"]],
        quorum=int(case["quorum"]),
        max_age=int(case["max_age"]),
        now=int(case["now"]),
    )
    return {"ratios": [report.ratio for report in reports], "ratio": ratio}
