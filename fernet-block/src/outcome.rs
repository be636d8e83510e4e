//! How a block ends: its settlement or its slashing (SPEC `#settlement`, `#slash`).

use fernet_core::{Effect, Happening};
use fernet_rewards::{Amount, Rebate, Receipt, SlashReason, Slashing, slash};

use crate::{Block, BlockError};

/// How a block ended, and the payments that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The best tree won. The provers of its seats are paid from the reserve of the receipt, each against an opening.
    Settled(Receipt),
    /// Nobody made a valid proposal.
    Skipped,
    /// The leader did not reveal the block.
    NotRevealed(Slashing),
    /// Nobody submitted a valid tree.
    NotProven(Slashing),
    /// A block below it was reverted. Every proposal gets its whole bond back.
    Voided,
}

impl<const K: usize> Block<K> {
    /// Computes how the block ends, if `happening` ends it; `None` for what does not, and for what is of another block. `stake`
    /// is that of the leader, which is slashed if the block was not revealed or not proven.
    ///
    /// # Errors
    /// [`BlockError::Stale`] after a reorganisation of L1, [`BlockError::Settle`] if no tree has the sums of the best tree,
    /// which only [`Block::submit_root`] can bring about.
    pub fn outcome(&self, happening: &Happening, stake: Amount) -> Result<Option<Outcome>, BlockError> {
        let effects = match happening {
            Happening::Effects(number, effects) if *number == self.number() => effects.as_slice(),
            _ => return Ok(None),
        };
        if self.stale {
            return Err(BlockError::Stale);
        }
        let slashed = |reason| {
            let leader = self.leader()?;
            Some(slash(&self.params, reason, leader.fee_split(), stake, leader.bond()))
        };
        Ok(if effects.contains(&Effect::Settle) {
            self.settle()?.map(Outcome::Settled)
        } else if effects.contains(&Effect::SlashNotRevealed) {
            slashed(SlashReason::NotRevealed).map(Outcome::NotRevealed)
        } else if effects.contains(&Effect::SlashNotProven) {
            slashed(SlashReason::NotProven).map(Outcome::NotProven)
        } else if effects.contains(&Effect::ReturnBonds) {
            Some(Outcome::Voided)
        } else if effects.contains(&Effect::BuildOnParent) {
            Some(Outcome::Skipped)
        } else {
            None
        })
    }

    /// Settles the block with the best tree so far, whether or not its deadline has passed.
    fn settle(&self) -> Result<Option<Receipt>, BlockError> {
        let Some(revealed) = &self.revealed else { return Ok(None) };
        let Some(best) = revealed.best.best() else { return Ok(None) };
        let sums = best.accumulator().sums();
        let payee = best.root().claim().rebate_payee;
        let rebate = Rebate::new(payee, revealed.prices.base_fee, revealed.prices.rate);
        Ok(Some(revealed.plan.settle(sums.kept_base, sums.kept_merge, rebate)?))
    }
}
