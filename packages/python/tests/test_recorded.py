"""Every recorded block of vectors/block, with the driver."""

import pytest

from .cases import VECTORS, load, show
from .recorded import Recorded

BLOCKS = sorted(path.stem for path in (VECTORS / "block").glob("*.json") if "." not in path.stem)

OUTCOMES = {"settled": "settled", "skipped": "skipped", "not-revealed": "skipped", "not-proven": "reverted"}


def in_a_chain(refused):
    """The error of a refused item. A rollup does not know a block any more that has ended; `fernet block` knows no other block."""
    if refused["item"].startswith("trees") and refused["error"] == "PhaseError::Late":
        return "ChainError::NotOpen"
    return refused["error"]


@pytest.mark.parametrize("name", BLOCKS)
def test_recorded(name):
    block, result = Recorded(load(f"block/{name}")), load(f"block/{name}.result")
    block.run()
    assert block.refused == [{**refused, "error": in_a_chain(refused)} for refused in result["refused"]]
    assert OUTCOMES[block.outcome.kind] == result["outcome"]
    assert show(block.trees) == result["trees"]
    assert (block.winner if block.outcome.receipt else None) == result["winner"]
    slashing, receipt, settlement = block.outcome.slashing, block.outcome.receipt, result["settlement"]
    assert show(slashing and slashing.slashed) == result["slashed"]
    assert show(slashing and slashing.forfeit) == result["forfeit"]
    assert (receipt is None) == (settlement is None)
    if receipt is not None:
        names = ("fees", "pool", "sequencer", "bond_used", "reserved", "burned", "rebate")
        assert {name: show(getattr(receipt, name)) for name in names} == {name: settlement[name] for name in names}
        check_pays(block, settlement)


def check_pays(block, settlement):
    """The plan of the block pays each seat of the winning tree what the result says."""
    ledger = block.plan.ledger()
    for pay in settlement["pays"]:
        assert str(ledger.pay(int(pay["node"]), int(pay["fee_burn"]))) == pay["amount"]
