//! Computes the payments of a settled block and the slashing of one without a reveal or a proof.

use fernet_core::{Address, FeeBurn, KeyBytes, NodeIndex, Params, Ranked, Seat, TreeShape};
use fernet_rewards::{Amount, Rebate, Receipt, SettleError, SettlementPlan, SlashReason, Slashing, slash};

use super::{Submission, ValidProposal};
use crate::failure::Failure;
use crate::file::{BlockFile, RevealRecord};

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
    /// Settles with the winning tree (SPEC `#settlement`).
    pub(crate) fn of(
        file: &BlockFile,
        params: &Params,
        shape: TreeShape,
        leader: &ValidProposal,
        submissions: &[Submission],
        best: &Submission,
    ) -> Result<Self, Failure> {
        let Some(reveal) = &file.reveal else {
            return Err(Failure::Input("a block without a reveal cannot settle".to_owned()));
        };
        rebate(file, submissions, best)
            .and_then(|rebate| Self::pay(reveal, params, shape, leader, best, rebate))
            .map_err(|error| Failure::field("settlement", error))
    }

    fn pay(
        reveal: &RevealRecord,
        params: &Params,
        shape: TreeShape,
        leader: &ValidProposal,
        best: &Submission,
        rebate: Rebate,
    ) -> Result<Self, SettleError> {
        let proposal = leader.ranked.proposal();
        let fees = Amount::new(reveal.fees)?;
        let plan = SettlementPlan::new(params, shape, fees, leader.ranked.fee_split(), leader.ranked.bond())?;
        let worth = [plan.pay(NodeIndex::new(0), FeeBurn::ZERO)?, plan.pay(shape.root(), FeeBurn::ZERO)?];
        let mut ledger = plan.ledger();

        let pay = |(seat, claim): (&Seat, &usize)| {
            let (node, fee_burn) = (seat.claim().node, seat.fee_burn());
            let amount = ledger.pay(node, fee_burn)?;
            let (key, payout) = (seat.key(), seat.claim().payout);
            Ok(Pay { node, claim: *claim, key, payout, fee_burn: fee_burn.ppm(), amount })
        };
        let pays: Vec<Pay> = best
            .bundles
            .iter()
            .flat_map(|(bundle, claims)| bundle.seats().zip(claims))
            .map(pay)
            .collect::<Result<_, SettleError>>()?;
        let receipt = ledger.close(rebate)?;
        let rebate_payee = best.tree.root().claim().rebate_payee;
        Ok(Self { receipt, seats: plan.seats(), worth, sequencer_payout: proposal.payout, rebate_payee, pays })
    }
}

/// The prices of the refund of gas: those of the L1 block that first accepted the winning tree (SPEC `#rebate`).
fn rebate(file: &BlockFile, submissions: &[Submission], best: &Submission) -> Result<Rebate, SettleError> {
    let same = submissions.iter().filter(|submission| submission.tree == best.tree);
    let records = same.filter_map(|submission| file.trees.get(submission.position));
    let Some(first) = records.min_by_key(|record| record.l1_block) else {
        return Ok(Rebate::NONE);
    };
    Ok(Rebate::new(best.tree.root().claim().rebate_payee, first.base_fee, Amount::new(first.rate)?))
}

/// The slashing of the leader of a block without a reveal or a proof (SPEC `#slash`).
pub(crate) fn slashing(params: &Params, reason: SlashReason, stake: Amount, leader: &ValidProposal) -> Slashing {
    slash(params, reason, leader.ranked.fee_split(), stake, leader.ranked.bond())
}
