//! The phases of a block (SPEC `#phases`).

use core::mem::MaybeUninit;

use fernet_core::{BlockPhase, Effect, Effects, Event, L1Block, Phase};

use crate::bytes::{FERNET_NO_NUMBER, Parse, reserved};
use crate::params::fernet_params;
use crate::ptr::{In, InOut, Out, Output, Sealed};
use crate::status::fernet_status;

/// The phase of a block: one of the FERNET_PHASE_ constants (SPEC #phases).
pub type fernet_phase = u8;
/// Sequencers submit proposals.
pub const FERNET_PHASE_PROPOSAL: fernet_phase = 0;
/// The leader has to reveal the salt and the transactions of its block.
pub const FERNET_PHASE_REVEAL: fernet_phase = 1;
/// Provers submit proof trees; none was accepted yet.
pub const FERNET_PHASE_PROVING: fernet_phase = 2;
/// A tree was accepted, and the parent is not final yet. Better trees may still be submitted.
pub const FERNET_PHASE_PROVEN: fernet_phase = 3;
/// A tree was accepted, and the parent is final. Better trees may still be submitted.
pub const FERNET_PHASE_FINAL: fernet_phase = 4;
/// Last phase of a proven block: the deadline has passed, and the best tree is paid.
pub const FERNET_PHASE_SETTLED: fernet_phase = 5;
/// Last phase of a block without a proposal or without a reveal.
pub const FERNET_PHASE_SKIPPED: fernet_phase = 6;
/// Last phase of a block for which no tree was submitted before the deadline.
pub const FERNET_PHASE_REVERTED: fernet_phase = 7;
/// Last phase of a block that builds on a reverted block.
pub const FERNET_PHASE_VOIDED: fernet_phase = 8;
/// An event in the life of a block: one of the FERNET_EVENT_ constants. The caller validates every event except
/// FERNET_EVENT_TIME before applying it (SPEC #phase-table).
pub type fernet_event = u8;
/// An L1 block was reached, and nothing else happened.
pub const FERNET_EVENT_TIME: fernet_event = 0;
/// A valid proposal was submitted.
pub const FERNET_EVENT_PROPOSAL: fernet_event = 1;
/// The leader made a valid reveal.
pub const FERNET_EVENT_REVEAL: fernet_event = 2;
/// A valid proof tree was submitted.
pub const FERNET_EVENT_TREE: fernet_event = 3;
/// The parent of the block became final, or was final when the block opened.
pub const FERNET_EVENT_PARENT_FINAL: fernet_event = 4;
/// A block on which this block builds, directly or through other blocks, was reverted.
pub const FERNET_EVENT_ANCESTOR_REVERTED: fernet_event = 5;
/// An action that the rollup has to take: one of the FERNET_EFFECT_ constants (SPEC #phase-table).
pub type fernet_effect = u8;
/// No action; fills the unused elements of fernet_effects.
pub const FERNET_EFFECT_NONE: fernet_effect = 0;
/// Start the reveal phase.
pub const FERNET_EFFECT_OPEN_REVEAL: fernet_effect = 1;
/// Publish the prover seed and start to accept trees.
pub const FERNET_EFFECT_OPEN_PROVING: fernet_effect = 2;
/// Drop the block; the next block builds on its parent.
pub const FERNET_EFFECT_BUILD_ON_PARENT: fernet_effect = 3;
/// Accept the block as final.
pub const FERNET_EFFECT_FINALIZE: fernet_effect = 4;
/// Compare the tree with the best tree so far (fernet_tree_compare).
pub const FERNET_EFFECT_TREE_COMPETES: fernet_effect = 5;
/// Slash the leader because it did not reveal the block (SPEC #slash).
pub const FERNET_EFFECT_SLASH_NOT_REVEALED: fernet_effect = 6;
/// Slash the leader because the block was not proven (SPEC #slash).
pub const FERNET_EFFECT_SLASH_NOT_PROVEN: fernet_effect = 7;
/// Settle the block with its best tree (fernet_settle).
pub const FERNET_EFFECT_SETTLE: fernet_effect = 8;
/// Return the whole bond of every proposal of the block that still has one.
pub const FERNET_EFFECT_RETURN_BONDS: fernet_effect = 9;
/// A private object: the phase of a block, its limits, and the L1 block of the last event. fernet_block_phase_read
/// reads it.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_block_phase {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 64],
}
/// The contents of a fernet_block_phase. Limits are exclusive: an L1 block number equal to a limit is already past it
/// (SPEC #phases).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_block_phase_info {
    /// First L1 block after the proposal phase.
    pub proposal_end: u64,
    /// First L1 block after the reveal phase.
    pub reveal_end: u64,
    /// First L1 block after the proving phase.
    pub deadline: u64,
    /// First L1 block after the present phase; FERNET_NO_NUMBER in a last phase.
    pub phase_end: u64,
    /// The present phase.
    pub phase: fernet_phase,
    /// Reserved; always 0.
    pub reserved: [u8; 7],
}
/// The actions that an event requires from the rollup, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_effects {
    /// Number of actions, 0 to 4.
    pub count: u8,
    /// The actions, followed by FERNET_EFFECT_NONE.
    pub effects: [fernet_effect; 4],
}

impl fernet_effects {
    pub(crate) const NONE: Self = Self { count: 0, effects: [FERNET_EFFECT_NONE; 4] };

    pub(crate) fn new(does: &Effects) -> Result<Self, fernet_status> {
        let mut effects = Self::NONE.effects;
        for (to, from) in effects.iter_mut().zip(does) {
            let known = EFFECTS.iter().find(|(effect, _)| effect == from);
            *to = known.ok_or(fernet_status::Internal)?.1;
        }
        let count = u8::try_from(does.as_slice().len()).map_err(|_| fernet_status::Internal)?;
        Ok(Self { count, effects })
    }
}

impl Parse for fernet_effects {
    type Value = Effects;

    fn parse(self) -> Result<Effects, fernet_status> {
        let (does, unused) = self.effects.split_at_checked(self.count.into()).ok_or(fernet_status::Value)?;
        reserved(unused)?;
        let mut effects = [Effect::OpenReveal; 4];
        for (to, from) in effects.iter_mut().zip(does) {
            *to = EFFECTS.iter().find(|(_, number)| number == from).ok_or(fernet_status::Value)?.0;
        }
        effects.get(..does.len()).and_then(Effects::from_slice).ok_or(fernet_status::Value)
    }
}

fn phase(phase: Phase) -> fernet_phase {
    match phase {
        Phase::Proposal => FERNET_PHASE_PROPOSAL,
        Phase::Reveal => FERNET_PHASE_REVEAL,
        Phase::Proving => FERNET_PHASE_PROVING,
        Phase::Proven => FERNET_PHASE_PROVEN,
        Phase::Final => FERNET_PHASE_FINAL,
        Phase::Settled => FERNET_PHASE_SETTLED,
        Phase::Skipped => FERNET_PHASE_SKIPPED,
        Phase::Reverted => FERNET_PHASE_REVERTED,
        Phase::Voided => FERNET_PHASE_VOIDED,
    }
}

pub(crate) fn event(event: fernet_event) -> Result<Event, fernet_status> {
    match event {
        FERNET_EVENT_TIME => Ok(Event::Time),
        FERNET_EVENT_PROPOSAL => Ok(Event::Proposal),
        FERNET_EVENT_REVEAL => Ok(Event::Reveal),
        FERNET_EVENT_TREE => Ok(Event::Tree),
        FERNET_EVENT_PARENT_FINAL => Ok(Event::ParentFinal),
        FERNET_EVENT_ANCESTOR_REVERTED => Ok(Event::AncestorReverted),
        _ => Err(fernet_status::Value),
    }
}

/// Every action with its number.
const EFFECTS: [(Effect, fernet_effect); 9] = [
    (Effect::OpenReveal, FERNET_EFFECT_OPEN_REVEAL),
    (Effect::OpenProving, FERNET_EFFECT_OPEN_PROVING),
    (Effect::BuildOnParent, FERNET_EFFECT_BUILD_ON_PARENT),
    (Effect::Finalize, FERNET_EFFECT_FINALIZE),
    (Effect::TreeCompetes, FERNET_EFFECT_TREE_COMPETES),
    (Effect::SlashNotRevealed, FERNET_EFFECT_SLASH_NOT_REVEALED),
    (Effect::SlashNotProven, FERNET_EFFECT_SLASH_NOT_PROVEN),
    (Effect::Settle, FERNET_EFFECT_SETTLE),
    (Effect::ReturnBonds, FERNET_EFFECT_RETURN_BONDS),
];

/// Starts the proposal phase of a block (SPEC #phases). If the parent of the block is final already,
/// FERNET_EVENT_PARENT_FINAL follows in the same L1 block.
///
/// - block (out): the phase of the block.
/// - params: parameters of the rollup.
/// - l1_block: L1 block number in which the proposal phase opens.
///
/// Errors: PARAMS_..., PHASE_OVERFLOW.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_phase_open(
    block: Out<fernet_block_phase>,
    params: In<fernet_params>,
    l1_block: u64,
) -> fernet_status {
    Sealed(block).set([params.span()], || Ok(BlockPhase::open(&params.parse()?, L1Block::new(l1_block))?))
}

/// Applies an event to a block and returns what the rollup has to do (SPEC #phase-table). The limits that have passed
/// by l1_block are applied before the event. A refused event changes nothing; its L1 block is not applied either.
///
/// - effects (out): the actions, in order.
/// - block (in/out): the phase of the block.
/// - l1_block: L1 block number of the event, not before that of the last event.
/// - event: the event; the caller has validated it.
///
/// Errors: VALUE for event, PHASE_LATE, PHASE_TIME_RUNS_BACK, PHASE_NOT_IN_THIS_PHASE.
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
            let (next, does) = block.step(L1Block::new(l1_block), event)?;
            *block = next;
            Ok(does)
        })?;
        Ok((fernet_effects::new(&does)?, ()))
    })
}

/// Checks that an event does not come before the last one, and that it comes before the end of the phase that accepts it (SPEC
/// #course). The caller checks this before it validates the event; fernet_block_phase_step checks it again. The events that are
/// not messages are never late.
///
/// - block: the phase of the block.
/// - l1_block: L1 block number of the event.
/// - event: the event.
///
/// Errors: VALUE for event, PHASE_TIME_RUNS_BACK, PHASE_LATE.
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
        Ok(block.load()?.in_time(L1Block::new(l1_block), event)?)
    })
}

/// Reads the present phase and the limits of a block.
///
/// - info (out): the contents.
/// - block: the phase of the block.
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
            proposal_end: block.proposal_end().get(),
            reveal_end: block.reveal_end().get(),
            deadline: block.deadline().get(),
            phase_end: block.phase_end().unwrap_or(L1Block::new(FERNET_NO_NUMBER)).get(),
            phase: phase(block.phase()),
            reserved: [0; 7],
        })
    })
}
