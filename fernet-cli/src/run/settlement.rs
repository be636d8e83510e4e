//! The payments of a settled block.

use fernet_core::{Address, FeeBurn, KeyBytes, NodeIndex, Ranked, Seat};
use fernet_rewards::{Amount, Receipt, SettleError, SettlementPlan};

use super::{Submission, ValidProposal};
use crate::failure::Failure;

/// The pay of one seat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pay {
    pub(crate) node: NodeIndex,
    /// Position of the claim.
    pub(crate) claim: usize,
    pub(crate) key: KeyBytes,
    pub(crate) payout: Address,
    pub(crate) fee_burn: u32,
    pub(crate) amount: Amount,
}

/// A settled block.
#[derive(Debug)]
pub(crate) struct Settlement {
    pub(crate) receipt: Receipt,
    /// `S` of SPEC `#seats`.
    pub(crate) seats: u64,
    /// Pay of a seat without a burn, at a base and at the root.
    pub(crate) worth: [Amount; 2],
    pub(crate) sequencer_payout: Address,
    pub(crate) rebate_payee: Address,
    /// By node in post-order, primary first.
    pub(crate) pays: Vec<Pay>,
}

impl Settlement {
    /// Adds the pay of each seat of the winning tree to the receipt of the block (SPEC `#pay`).
    pub(crate) fn new(
        receipt: &Receipt,
        plan: &SettlementPlan,
        leader: Option<&ValidProposal>,
        best: &Submission,
    ) -> Result<Self, Failure> {
        let pay = |(seat, claim): (&Seat, &usize)| {
            let (node, fee_burn) = (seat.claim().node, seat.fee_burn());
            let (key, payout, amount) = (seat.key(), seat.claim().payout, plan.pay(node, fee_burn)?);
            Ok(Pay { node, claim: *claim, key, payout, fee_burn: fee_burn.ppm(), amount })
        };
        let filled = best.bundles.iter().flat_map(|(bundle, claims)| bundle.seats().zip(claims));
        let pays = filled.map(pay).collect::<Result<Vec<_>, SettleError>>();
        let worth = |node| plan.pay(node, FeeBurn::ZERO);
        let of_tree = |error| Failure::field("settlement", error);
        Ok(Self {
            receipt: *receipt,
            seats: plan.seats(),
            worth: [worth(NodeIndex::new(0)).map_err(of_tree)?, worth(plan.shape().root()).map_err(of_tree)?],
            sequencer_payout: leader.map_or(Address::ZERO, |leader| leader.ranked.proposal().payout),
            rebate_payee: best.tree.root().claim().rebate_payee,
            pays: pays.map_err(of_tree)?,
        })
    }
}
