//! Settlement, slashing, the MEV reference.

use fernet_core::{Address, Amount, FeeBurn, L1Block, NodeIndex, TreeShape as CoreShape};
use fernet_rewards::{
    Funding as CoreFunding, MevReport as CoreReport, MevSourceError, MevSources, Rebate as CoreRebate,
    Receipt as CoreReceipt, SettleError, SettlementPlan as CorePlan, SlashReason, Slashing as CoreSlashing,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, comparable, getters};
use crate::election::{Proposal, Reveal};
use crate::error::Result;
use crate::params::Params;
use crate::shared::Shared;
use crate::tree::TreeShape;
use crate::value::{Items, V};

/// Reads an amount. 2^96 wei and above raise SettleError (AmountTooLarge).
fn wei(amount: V<u128>) -> Result<Amount> {
    Ok(Amount::new(amount.0).map_err(SettleError::from)?)
}

class! {
    /// How the fees of a block are divided before its tree is known (SPEC #pool). All amounts are wei.
    "fernet.settlement" Funding(CoreFunding)
}
comparable!(Funding);
getters!(Funding {
    /// Fees and block reward.
    fees: Amount = |funding: &CoreFunding| funding.fees(),
    /// What is set aside for the provers.
    pool: Amount = |funding: &CoreFunding| funding.pool(),
    /// What the sequencer keeps.
    sequencer: Amount = |funding: &CoreFunding| funding.sequencer(),
    /// The part of the bond that pays for a fee_split above 1.
    bond_used: Amount = |funding: &CoreFunding| funding.bond_used(),
    bond_returned: Amount = |funding: &CoreFunding| funding.bond_returned(),
});

/// Checks what a leader reveals against its proposal (SPEC #reveal). Raises RevealError, ShapeError, BidError or SettleError.
#[pyfunction]
pub(crate) fn check_reveal(params: &Params, proposal: &Proposal, reveal: &Reveal) -> Result<(TreeShape, Funding)> {
    let (shape, funding) = fernet_rewards::check_reveal(&params.0, &proposal.0, &reveal.0)?;
    Ok((TreeShape(shape), Funding(funding)))
}

/// The bond in wei that a block with these fees in wei needs for a fee_split in ppm (SPEC #minimum-bond).
#[pyfunction]
pub(crate) fn required_bond(params: &Params, fees: V<u128>, fee_split: V<u32>) -> Result<V<Amount>> {
    Ok(V(fernet_rewards::required_bond(&params.0, wei(fees)?, params.0.fee_split(fee_split.0)?)?))
}

class! {
    /// The refund of L1 gas to a payee, with the gas prices that L1 fixes: base_fee and rate in wei (SPEC #rebate).
    "fernet.settlement" Rebate(CoreRebate)
}
comparable!(Rebate);

#[pymethods]
impl Rebate {
    #[new]
    #[pyo3(signature = (*, payee, base_fee, rate))]
    fn new(payee: V<Address>, base_fee: V<u64>, rate: V<u128>) -> Result<Self> {
        Ok(Self(CoreRebate::new(payee.0, base_fee.0, wei(rate)?)))
    }

    /// What an amount of gas costs, in wei.
    fn wei(&self, gas: V<u32>) -> V<u128> {
        V(self.0.wei(gas.0))
    }
}

class! {
    /// How a block will be settled, before the seats are known (SPEC #settlement). All amounts are wei.
    "fernet.settlement" SettlementPlan(CorePlan)
}
comparable!(SettlementPlan);
getters!(SettlementPlan {
    funding: CoreFunding = |plan: &CorePlan| plan.funding(),
    shape: CoreShape = |plan: &CorePlan| plan.shape(),
    /// The number of seats that share the pool.
    seats: u64 = |plan: &CorePlan| plan.seats(),
});

#[pymethods]
impl SettlementPlan {
    /// fees and bond are wei, fee_split is ppm. Raises SettleError or BidError.
    #[new]
    #[pyo3(signature = (params, shape, *, fees, fee_split, bond=V(0)))]
    fn new(params: &Params, shape: &TreeShape, fees: V<u128>, fee_split: V<u32>, bond: V<u128>) -> Result<Self> {
        let (fees, bond) = (wei(fees)?, wei(bond)?);
        Ok(Self(CorePlan::new(&params.0, shape.0, fees, params.0.fee_split(fee_split.0)?, bond)?))
    }

    /// The pay of a seat with a fee_burn in ppm (SPEC #pay).
    fn pay(&self, node: V<NodeIndex>, fee_burn: V<u32>) -> Result<V<Amount>> {
        Ok(V(self.0.pay(node.0, FeeBurn::new(fee_burn.0)?)?))
    }

    /// Settles the block from the sums of the winning tree: kept shares in ppm. Raises SettleError.
    #[pyo3(signature = (*, kept_base, kept_merge, rebate=None))]
    fn settle(&self, kept_base: V<u64>, kept_merge: V<u64>, rebate: Option<PyRef<'_, Rebate>>) -> Result<Receipt> {
        Ok(Receipt(self.0.settle(kept_base.0, kept_merge.0, or_none(rebate))?))
    }

    /// A ledger that pays the seats one by one.
    fn ledger(&self) -> Ledger {
        Ledger(Shared::new(Some(self.0.ledger())))
    }
}

fn or_none(rebate: Option<PyRef<'_, Rebate>>) -> CoreRebate {
    rebate.map_or(CoreRebate::NONE, |rebate| rebate.0)
}

/// Pays the seats of a tree, each once, in post-order. A seat that is refused changes nothing. When it is closed, everything raises
/// ValueError.
#[pyclass(frozen, module = "fernet.settlement")]
#[derive(Debug)]
pub(crate) struct Ledger(Shared<Option<fernet_rewards::Ledger>>);

/// The error of a ledger that was closed.
fn closed() -> PyErr {
    PyValueError::new_err("the ledger was closed")
}

impl Ledger {
    fn read<R: Send>(&self, py: Python<'_>, read: impl FnOnce(&fernet_rewards::Ledger) -> R + Send) -> Result<R> {
        Ok(self.0.read(py, |ledger| ledger.as_ref().map(read)).ok_or_else(closed)?)
    }
}

#[pymethods]
impl Ledger {
    /// The pay in wei of the next seat, with a fee_burn in ppm. Raises SettleError.
    fn pay(&self, py: Python<'_>, node: V<NodeIndex>, fee_burn: V<u32>) -> Result<V<Amount>> {
        let pay = |ledger: &mut fernet_rewards::Ledger| ledger.pay_ppm(node.0, fee_burn.0);
        Ok(V(self.0.write(py, |ledger| ledger.as_mut().map(pay)).ok_or_else(closed)??))
    }

    /// The number of seats that were paid.
    #[getter]
    fn filled(&self, py: Python<'_>) -> Result<V<u64>> {
        Ok(V(self.read(py, |ledger| ledger.filled())?))
    }

    /// The sum of the pays, in wei.
    #[getter]
    fn paid(&self, py: Python<'_>) -> Result<V<Amount>> {
        Ok(V(self.read(py, |ledger| ledger.paid())?))
    }

    /// Closes the ledger: the receipt of the block with the seats that were paid. Raises SettleError if the root was not paid; then
    /// the ledger stays open.
    #[pyo3(signature = (rebate=None))]
    fn close(&self, py: Python<'_>, rebate: Option<PyRef<'_, Rebate>>) -> Result<Receipt> {
        let rebate = or_none(rebate);
        let receipt = self.0.write(py, |open| {
            let receipt = open.as_ref().map(|ledger| ledger.clone().close(rebate));
            open.take_if(|_| matches!(receipt, Some(Ok(_))));
            receipt
        });
        Ok(Receipt(receipt.ok_or_else(closed)??))
    }
}

class! {
    /// The settlement of a block, in wei: fees + bond_used = sequencer + reserved + burned + rebate (SPEC #settlement).
    "fernet.settlement" Receipt(CoreReceipt)
}
comparable!(Receipt);
getters!(Receipt {
    /// Fees and block reward.
    fees: Amount = |receipt: &CoreReceipt| receipt.fees(),
    bond_used: Amount = |receipt: &CoreReceipt| receipt.bond_used(),
    bond_returned: Amount = |receipt: &CoreReceipt| receipt.bond_returned(),
    pool: Amount = |receipt: &CoreReceipt| receipt.pool(),
    sequencer: Amount = |receipt: &CoreReceipt| receipt.sequencer(),
    /// What is kept for the pays of the seats.
    reserved: Amount = |receipt: &CoreReceipt| receipt.reserved(),
    burned: Amount = |receipt: &CoreReceipt| receipt.burned(),
    rebate: Amount = |receipt: &CoreReceipt| receipt.rebate(),
});

/// The part of a reserve in wei that was not claimed in time, and is burned. Raises SettleError.
#[pyfunction]
pub(crate) fn unclaimed(reserved: V<u128>, claimed: V<u128>) -> Result<V<Amount>> {
    Ok(V(fernet_rewards::unclaimed(wei(reserved)?, wei(claimed)?)?))
}

class! {
    /// What a leader loses whose block was not revealed or not proven, in wei (SPEC #slash).
    "fernet.settlement" Slashing(CoreSlashing)
}
comparable!(Slashing);
getters!(Slashing {
    /// Taken from the stake.
    slashed: Amount = |slashing: &CoreSlashing| slashing.slashed(),
    stake_left: Amount = |slashing: &CoreSlashing| slashing.stake_left(),
    /// Taken from the bond.
    forfeit: Amount = |slashing: &CoreSlashing| slashing.forfeit(),
    bond_returned: Amount = |slashing: &CoreSlashing| slashing.bond_returned(),
});

/// Computes what a leader loses. reason is "not-revealed" or "not-proven", fee_split is ppm, stake and bond are wei.
#[pyfunction]
#[pyo3(signature = (params, reason, *, fee_split, stake, bond))]
pub(crate) fn slash(
    params: &Params,
    reason: V<SlashReason>,
    fee_split: V<u32>,
    stake: V<u128>,
    bond: V<u128>,
) -> Result<Slashing> {
    let split = params.0.fee_split(fee_split.0)?;
    Ok(Slashing(fernet_rewards::slash(&params.0, reason.0, split, wei(stake)?, wei(bond)?)))
}

/// A smoothed ratio of MEV to fees, in ppm, to which a sequencer can relate its bid (SPEC #mev).
#[pyclass(frozen, module = "fernet.settlement")]
#[derive(Debug)]
pub(crate) struct MevReference(Shared<fernet_rewards::MevReference>);

#[pymethods]
impl MevReference {
    /// All in ppm: the weight of a new ratio, the bounds of the reference, and its start. Raises MevError.
    #[new]
    #[pyo3(signature = (*, smoothing, low, high, start))]
    fn new(smoothing: V<u32>, low: V<u64>, high: V<u64>, start: V<u64>) -> Result<Self> {
        Ok(Self(Shared::new(fernet_rewards::MevReference::new(smoothing.0, low.0, high.0, start.0)?)))
    }

    /// The reference, in ppm.
    #[getter]
    fn ppm(&self, py: Python<'_>) -> V<u64> {
        V(self.0.read(py, |reference| reference.ppm()))
    }

    /// Takes the ratio of a block, in ppm.
    fn observe(&self, py: Python<'_>, ratio: V<u64>) {
        self.0.write(py, |reference| reference.observe(ratio.0));
    }

    /// The fee_split in ppm that gives the provers shares of the fees and of the MEV, in ppm. Raises MevError.
    #[pyo3(signature = (params, *, fees_share, mev_share))]
    fn bid(&self, py: Python<'_>, params: &Params, fees_share: V<u32>, mev_share: V<u32>) -> Result<V<u32>> {
        Ok(V(self.0.read(py, |reference| reference.bid(&params.0, fees_share.0, mev_share.0))?.ppm()))
    }
}

class! {
    /// What a source says of an L1 block: the ratio of MEV to fees in ppm (SPEC #mev-sources).
    "fernet.settlement" MevReport(CoreReport)
}
comparable!(MevReport);
getters!(MevReport {
    /// The address of the source, 20 bytes.
    source: Address = |report: &CoreReport| report.source,
    l1_block: L1Block = |report: &CoreReport| report.l1_block,
    /// Ppm.
    ratio: u64 = |report: &CoreReport| report.ratio,
});

#[pymethods]
impl MevReport {
    /// mev and fees are wei. Raises MevSourceError.
    #[new]
    #[pyo3(signature = (*, source, l1_block, mev, fees))]
    fn new(source: V<Address>, l1_block: V<L1Block>, mev: V<u128>, fees: V<u128>) -> Result<Self> {
        let amount = |wei| Amount::new(wei).map_err(MevSourceError::from);
        Ok(Self(CoreReport::new(source.0, l1_block.0, amount(mev.0)?, amount(fees.0)?)?))
    }
}

/// The lower median of the ratios of sources in ppm, if a quorum of them has reported in the last max_age L1 blocks before now
/// (SPEC #mev-sources). Raises MevSourceError.
#[pyfunction]
#[pyo3(signature = (reports, *, sources, quorum, max_age, now))]
pub(crate) fn mev_ratio(
    reports: V<Items<CoreReport>>,
    sources: V<Items<Address>>,
    quorum: V<u8>,
    max_age: V<u64>,
    now: V<L1Block>,
) -> Result<V<u64>> {
    Ok(V(MevSources::new(&sources.0.0, quorum.0, max_age.0)?.ratio(now.0, reports.0.0)?))
}
