//! What is known of a block, and how it ends (SPEC `#settlement`, `#slash`).

use ::fernet_block::Outcome;
use fernet_core::Happening;

use super::fernet_block;
use crate::bytes::{fernet_alpha, fernet_amount};
use crate::chain::{fernet_happening, fernet_opening};
use crate::claim::fernet_proving_context;
use crate::election::fernet_proposal;
use crate::ptr::{In, Out, Output, Sealed};
use crate::randao::fernet_pinned_mix;
use crate::rewards::{fernet_funding, fernet_receipt, fernet_settlement, fernet_slashing};
use crate::score::fernet_scored_key;
use crate::status::fernet_status;
use crate::tree::fernet_tree;

/// What is known of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_block_info {
    /// Where the block opened, and on what.
    pub opening: fernet_opening,
    /// The mix from which the seeds of the block are derived.
    pub pinned: fernet_pinned_mix,
    /// The VRF input of the sequencers.
    pub alpha: fernet_alpha,
    /// Number of base proofs of the tree; 0 before the reveal.
    pub bases: u64,
    /// Number of proposals that the block keeps, 0 to FERNET_BLOCK_PROPOSALS.
    pub proposals: u8,
    /// 1 if a tree was accepted, otherwise 0.
    pub has_tree: u8,
    /// Reserved; always 0.
    pub reserved: [u8; 6],
}
/// How a block ended: one of the FERNET_OUTCOME_ constants.
pub type fernet_outcome_kind = u8;
/// The happening does not end this block.
pub const FERNET_OUTCOME_NONE: fernet_outcome_kind = 0;
/// The best tree won: receipt. The provers of its seats are paid from the reserve, each against an opening.
pub const FERNET_OUTCOME_SETTLED: fernet_outcome_kind = 1;
/// Nobody made a valid proposal.
pub const FERNET_OUTCOME_SKIPPED: fernet_outcome_kind = 2;
/// The leader did not reveal the block: slashing.
pub const FERNET_OUTCOME_NOT_REVEALED: fernet_outcome_kind = 3;
/// Nobody submitted a valid tree: slashing.
pub const FERNET_OUTCOME_NOT_PROVEN: fernet_outcome_kind = 4;
/// A block below it was reverted. Every proposal gets its whole bond back.
pub const FERNET_OUTCOME_VOIDED: fernet_outcome_kind = 5;
/// How a block ended, and the payments that follow. Fields that kind does not use are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_outcome {
    /// The settlement.
    pub receipt: fernet_receipt,
    /// What the leader loses.
    pub slashing: fernet_slashing,
    /// How the block ended.
    pub kind: fernet_outcome_kind,
}

const ZERO: fernet_amount = fernet_amount { bytes: [0; 32] };
const NONE: fernet_outcome = fernet_outcome {
    receipt: fernet_receipt {
        funding: fernet_funding { fees: ZERO, pool: ZERO, sequencer: ZERO, bond_used: ZERO, bond_returned: ZERO },
        reserved: ZERO,
        burned: ZERO,
        rebate: ZERO,
    },
    slashing: fernet_slashing { slashed: ZERO, stake_left: ZERO, forfeit: ZERO, bond_returned: ZERO },
    kind: FERNET_OUTCOME_NONE,
};

fn outcome(outcome: Option<Outcome>) -> Result<fernet_outcome, fernet_status> {
    Ok(match outcome {
        None => NONE,
        Some(Outcome::Settled(receipt)) => {
            fernet_outcome { receipt: receipt.into(), kind: FERNET_OUTCOME_SETTLED, ..NONE }
        }
        Some(Outcome::Skipped) => fernet_outcome { kind: FERNET_OUTCOME_SKIPPED, ..NONE },
        Some(Outcome::NotRevealed(slashing)) => {
            fernet_outcome { slashing: slashing.into(), kind: FERNET_OUTCOME_NOT_REVEALED, ..NONE }
        }
        Some(Outcome::NotProven(slashing)) => {
            fernet_outcome { slashing: slashing.into(), kind: FERNET_OUTCOME_NOT_PROVEN, ..NONE }
        }
        Some(Outcome::Voided) => fernet_outcome { kind: FERNET_OUTCOME_VOIDED, ..NONE },
        Some(_) => return Err(fernet_status::Internal),
    })
}

/// Computes how a block ends, if something that time brought about in the chain ends it (SPEC #settlement, #slash).
///
/// - outcome (out): how the block ends; FERNET_OUTCOME_NONE for what does not end it, and for what is of another block.
/// - block: the block.
/// - happening: what fernet_chain_advance returned.
/// - stake: stake of the leader in wei, below 2^96, which is slashed if the block was not revealed or not proven.
///
/// Errors: VALUE for the happening, SETTLE_AMOUNT_TOO_LARGE for the stake, BLOCK_STALE, SETTLE_KEPT_TOO_LARGE if no tree
/// has the sums that fernet_block_submit_root was given.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_outcome(
    outcome: Out<fernet_outcome>,
    block: In<fernet_block>,
    happening: In<fernet_happening>,
    stake: In<fernet_amount>,
) -> fernet_status {
    outcome.set([block.span(), happening.span(), stake.span()], || {
        let (block, happening, stake) = (block.load()?, happening.parse()?, stake.parse()?);
        let ends = |happening: Happening| block.outcome(&happening, stake);
        self::outcome(happening.map(ends).transpose()?.flatten())
    })
}

/// Reads what is known of a block.
///
/// - info (out): the contents.
/// - block: the block.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_read(info: Out<fernet_block_info>, block: In<fernet_block>) -> fernet_status {
    info.set([block.span()], || {
        let block = block.load()?;
        Ok(fernet_block_info {
            opening: (*block.opening()).into(),
            pinned: (*block.pinned()).into(),
            alpha: block.election().alpha().into(),
            bases: block.proving().map_or(0, |proving| proving.shape().bases()),
            proposals: u8::try_from(block.election().ranking().len()).map_err(|_| fernet_status::Internal)?,
            has_tree: block.best_tree().is_some().into(),
            reserved: [0; 6],
        })
    })
}

/// Reads a proposal that a block keeps.
///
/// - candidate (out): the key, ticket, proposal id and FEE_SPLIT.
/// - proposal (out): the proposal.
/// - block: the block.
/// - rank: 0 for the proposal that leads, which is that of the leader from the end of the proposal phase on; 1 for the
///   next one.
///
/// Errors: NONE if the block keeps fewer proposals.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_proposal(
    candidate: Out<fernet_scored_key>,
    proposal: Out<fernet_proposal>,
    block: In<fernet_block>,
    rank: u32,
) -> fernet_status {
    (candidate, proposal).set([block.span()], || {
        let block = block.load()?;
        let held = usize::try_from(rank).ok().and_then(|rank| block.election().ranking().get(rank));
        let held = held.ok_or(fernet_status::None)?;
        let candidate = fernet_scored_key::new(held.scored_key(), held.fee_split().ppm(), held.id().to_bytes());
        Ok((candidate, held.proposal().into()))
    })
}

/// Reads the context against which the claims of a block are checked: its prover seed, the leader's proposal id and the
/// number of bases. It starts builders of bundles and verifiers of trees.
///
/// - context (out): the context.
/// - block: the block.
///
/// Errors: NONE before the reveal.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_proving_context(
    context: Out<fernet_proving_context>,
    block: In<fernet_block>,
) -> fernet_status {
    context.set([block.span()], || {
        let block = block.load()?;
        let proving = block.proving().ok_or(fernet_status::None)?;
        Ok(fernet_proving_context {
            params: (*proving.params()).into(),
            pinned: (*block.pinned()).into(),
            seed: (*proving.seed()).into(),
            proposal_id: (*proving.proposal_id()).into(),
            bases: proving.shape().bases(),
        })
    })
}

/// Reads the numbers from which the pays of a block are computed.
///
/// - settlement (out): the numbers for fernet_settlement_pay and the other functions of settlements.
/// - block: the block.
///
/// Errors: NONE before the reveal.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_settlement(
    settlement: Out<fernet_settlement>,
    block: In<fernet_block>,
) -> fernet_status {
    settlement.set([block.span()], || {
        let block = block.load()?;
        let (proving, reveal) = block.proving().zip(block.contents()).ok_or(fernet_status::None)?;
        let leader = block.leader().ok_or(fernet_status::None)?;
        Ok(fernet_settlement {
            params: (*proving.params()).into(),
            fees: fernet_amount::of_wei(reveal.fees),
            bond: leader.bond().into(),
            bases: proving.shape().bases(),
            fee_split: leader.fee_split().ppm(),
            reserved: 0,
        })
    })
}

/// Reads the best tree of a block so far.
///
/// - tree (out): the tree.
/// - block: the block.
///
/// Errors: NONE if no tree was accepted.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_best_tree(tree: Out<fernet_tree>, block: In<fernet_block>) -> fernet_status {
    Sealed(tree).set([block.span()], || block.load()?.best_tree().copied().ok_or(fernet_status::None))
}
