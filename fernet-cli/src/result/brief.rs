//! The result of `fernet replay --brief`.

use fernet_core::{BundleCommitment, KeyBytes, Phase};
use fernet_rewards::Receipt as BlockReceipt;
use serde::Serialize;

use crate::run::Run;

/// The outcome of a block and its payments as a whole.
#[derive(Debug, Serialize)]
pub(crate) struct Brief {
    block_number: String,
    outcome: Phase,
    /// The leader's key.
    leader: Option<KeyBytes>,
    /// The commitment of the winning tree.
    winner: Option<BundleCommitment>,
    receipt: Option<Receipt>,
}

#[derive(Debug, Serialize)]
struct Receipt {
    fees: String,
    pool: String,
    sequencer: String,
    bond_used: String,
    reserved: String,
    burned: String,
    rebate: String,
}

impl From<&Run> for Brief {
    fn from(run: &Run) -> Self {
        Self {
            block_number: run.pinned.block_number().to_string(),
            outcome: run.phase,
            leader: run.leader.map(|leader| leader.ranked.scored_key().key()),
            winner: run.best().map(|best| best.tree.accumulator().commitment()),
            receipt: run.settlement.as_ref().map(|settlement| Receipt::from(&settlement.receipt)),
        }
    }
}

impl From<&BlockReceipt> for Receipt {
    fn from(receipt: &BlockReceipt) -> Self {
        Self {
            fees: receipt.fees().to_string(),
            pool: receipt.pool().to_string(),
            sequencer: receipt.sequencer().to_string(),
            bond_used: receipt.bond_used().to_string(),
            reserved: receipt.reserved().to_string(),
            burned: receipt.burned().to_string(),
            rebate: receipt.rebate().to_string(),
        }
    }
}
