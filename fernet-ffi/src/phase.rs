//! The life of one block (SPEC `#phases`).

use core::mem::MaybeUninit;

use fernet_core::{BlockPhase, Effect, Event, Phase};

use crate::bytes::FERNET_NO_NUMBER;
use crate::params::fernet_params;
use crate::ptr::{In, InOut, Out, Output, Sealed};
use crate::status::fernet_status;

/// Where a block stands: one of FERNET_PHASE_... (SPEC #phases).
pub type fernet_phase = u8;
/// Sequencers submit proposals.
pub const FERNET_PHASE_PROPOSAL: fernet_phase = 0;
/// The leader has to publish the contents.
pub const FERNET_PHASE_REVEAL: fernet_phase = 1;
/// Provers submit trees.
pub const FERNET_PHASE_PROVING: fernet_phase = 2;
/// A tree was accepted; better ones may replace it.
pub const FERNET_PHASE_FINAL: fernet_phase = 3;
/// The deadline has passed and the best tree is paid. The end.
pub const FERNET_PHASE_SETTLED: fernet_phase = 4;
/// No proposal, or no reveal. The end.
pub const FERNET_PHASE_SKIPPED: fernet_phase = 5;
/// No tree. The end.
pub const FERNET_PHASE_REVERTED: fernet_phase = 6;
/// What happens to a block: one of FERNET_EVENT_... Each but time is valid by the other rules before it comes here.
pub type fernet_event = u8;
/// Nothing but the L1 block.
pub const FERNET_EVENT_TIME: fernet_event = 0;
/// A proposal.
pub const FERNET_EVENT_PROPOSAL: fernet_event = 1;
/// The reveal of the leader.
pub const FERNET_EVENT_REVEAL: fernet_event = 2;
/// A tree.
pub const FERNET_EVENT_TREE: fernet_event = 3;
/// What the rollup has to do: one of FERNET_EFFECT_...; FERNET_EFFECT_NONE fills unused places.
pub type fernet_effect = u8;
/// Nothing.
pub const FERNET_EFFECT_NONE: fernet_effect = 0;
/// Ask the leader for the contents.
pub const FERNET_EFFECT_OPEN_REVEAL: fernet_effect = 1;
/// Make the prover seed known and take trees.
pub const FERNET_EFFECT_OPEN_PROVING: fernet_effect = 2;
/// Drop the block; the next one builds on its parent.
pub const FERNET_EFFECT_BUILD_ON_PARENT: fernet_effect = 3;
/// Accept the block as final.
pub const FERNET_EFFECT_FINALIZE: fernet_effect = 4;
/// Let the tree compete with those before (fernet_tree_compare).
pub const FERNET_EFFECT_TREE_COMPETES: fernet_effect = 5;
/// Take the slash amount from the leader (fernet_slash).
pub const FERNET_EFFECT_SLASH_LEADER: fernet_effect = 6;
/// Pay the best tree (fernet_settle).
pub const FERNET_EFFECT_SETTLE: fernet_effect = 7;
/// One block's phase, its deadlines and the last L1 block seen: 64 private bytes, which fernet_block_phase_read reads. It may
/// be moved and copied as bytes, within one program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_block_phase {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 64],
}
/// What is in a fernet_block_phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_block_phase_info {
    /// First L1 block after the proposal phase.
    pub proposal_end: u64,
    /// First L1 block after the reveal phase.
    pub reveal_end: u64,
    /// First L1 block after the proving phase.
    pub deadline: u64,
    /// First L1 block after the present phase; FERNET_NO_NUMBER at the end.
    pub phase_end: u64,
    /// Where the block stands.
    pub phase: fernet_phase,
    /// Zero.
    pub reserved: [u8; 7],
}
/// What an event makes the rollup do, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_effects {
    /// How many, at most 4.
    pub count: u8,
    /// The effects, then FERNET_EFFECT_NONE.
    pub effects: [fernet_effect; 4],
}

fn phase(phase: Phase) -> fernet_phase {
    match phase {
        Phase::Proposal => FERNET_PHASE_PROPOSAL,
        Phase::Reveal => FERNET_PHASE_REVEAL,
        Phase::Proving => FERNET_PHASE_PROVING,
        Phase::Final => FERNET_PHASE_FINAL,
        Phase::Settled => FERNET_PHASE_SETTLED,
        Phase::Skipped => FERNET_PHASE_SKIPPED,
        Phase::Reverted => FERNET_PHASE_REVERTED,
    }
}

fn event(event: fernet_event) -> Result<Event, fernet_status> {
    match event {
        FERNET_EVENT_TIME => Ok(Event::Time),
        FERNET_EVENT_PROPOSAL => Ok(Event::Proposal),
        FERNET_EVENT_REVEAL => Ok(Event::Reveal),
        FERNET_EVENT_TREE => Ok(Event::Tree),
        _ => Err(fernet_status::Value),
    }
}

fn effect(effect: Effect) -> fernet_effect {
    match effect {
        Effect::OpenReveal => FERNET_EFFECT_OPEN_REVEAL,
        Effect::OpenProving => FERNET_EFFECT_OPEN_PROVING,
        Effect::BuildOnParent => FERNET_EFFECT_BUILD_ON_PARENT,
        Effect::Finalize => FERNET_EFFECT_FINALIZE,
        Effect::TreeCompetes => FERNET_EFFECT_TREE_COMPETES,
        Effect::SlashLeader => FERNET_EFFECT_SLASH_LEADER,
        Effect::Settle => FERNET_EFFECT_SETTLE,
    }
}

/// A block whose proposal phase opens at l1_block.
///
/// Errors: PHASE_OVERFLOW.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_phase_open(
    block: Out<fernet_block_phase>,
    params: In<fernet_params>,
    l1_block: u64,
) -> fernet_status {
    Sealed(block).set([params.span()], || Ok(BlockPhase::open(&params.parse()?, l1_block)?))
}

/// Takes an event in l1_block, and says what to do (SPEC #phase-table).
///
/// Errors: VALUE for event, PHASE_LATE, PHASE_TIME_RUNS_BACK, PHASE_NOT_IN_THIS_PHASE. The block is then as before, its time included.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_phase_step(
    effects: Out<fernet_effects>,
    block: InOut<fernet_block_phase>,
    l1_block: u64,
    event: fernet_event,
) -> fernet_status {
    (effects, block.span()).set([], || {
        let event = self::event(event)?;
        let does = block.update(|block| {
            let (next, does) = block.step(l1_block, event)?;
            *block = next;
            Ok(does)
        })?;
        let mut effects = [FERNET_EFFECT_NONE; 4];
        effects.iter_mut().zip(&does).for_each(|(to, from)| *to = effect(*from));
        let count = u8::try_from(does.len()).map_err(|_| fernet_status::Internal)?;
        Ok((fernet_effects { count, effects }, ()))
    })
}

/// Checks that an event in l1_block comes before the limit of its phase. Callers check this before the other rules of the event
/// (SPEC #phase-errors); fernet_block_phase_step checks it again.
///
/// Errors: VALUE for event, PHASE_LATE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_phase_in_time(
    block: In<fernet_block_phase>,
    l1_block: u64,
    event: fernet_event,
) -> fernet_status {
    ().set([block.span()], || {
        let event = self::event(event)?;
        Ok(block.load()?.in_time(l1_block, event)?)
    })
}

/// Where a block stands.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_phase_read(
    info: Out<fernet_block_phase_info>,
    block: In<fernet_block_phase>,
) -> fernet_status {
    info.set([block.span()], || {
        let block = block.load()?;
        Ok(fernet_block_phase_info {
            proposal_end: block.proposal_end(),
            reveal_end: block.reveal_end(),
            deadline: block.deadline(),
            phase_end: block.phase_end().unwrap_or(FERNET_NO_NUMBER),
            phase: phase(block.phase()),
            reserved: [0; 7],
        })
    })
}
