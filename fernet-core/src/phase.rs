//! The phases of a block, as a state machine without input or output (SPEC `#phases`).

use heapless::Vec;

use crate::error::PhaseError;
use crate::{L1Block, Params};

/// The phase of a block (SPEC `#phases`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Phase {
    /// Sequencers submit proposals.
    Proposal,
    /// The leader has to reveal the salt and the transactions of its block.
    Reveal,
    /// Provers submit proof trees; none was accepted yet.
    Proving,
    /// A tree was accepted, and the parent is not final yet. Better trees may still be submitted.
    Proven,
    /// A tree was accepted, and the parent is final. Better trees may still be submitted.
    Final,
    /// Last phase of a proven block: the deadline has passed, and the best tree is paid.
    Settled,
    /// Last phase of a block without a proposal or without a reveal.
    Skipped,
    /// Last phase of a block for which no tree was submitted before the deadline.
    Reverted,
    /// Last phase of a block that builds on a reverted block.
    Voided,
}

/// An event in the life of a block. The caller validates every event except `Time` before applying it (SPEC
/// `#phase-table`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Event {
    /// An L1 block was reached, and nothing else happened.
    Time,
    /// A valid proposal was submitted.
    Proposal,
    /// The leader made a valid reveal.
    Reveal,
    /// A valid proof tree was submitted.
    Tree,
    /// The parent of the block became final, or was final when the block opened.
    ParentFinal,
    /// A block on which this block builds, directly or through other blocks, was reverted.
    AncestorReverted,
}

/// An action that the rollup has to take (SPEC `#phase-table`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Effect {
    /// Start the reveal phase.
    OpenReveal,
    /// Publish the prover seed and start to accept trees.
    OpenProving,
    /// Drop the block; the next block builds on its parent.
    BuildOnParent,
    /// Accept the block as final.
    Finalize,
    /// Compare the tree with the best tree so far (SPEC `#competition`).
    TreeCompetes,
    /// Slash the leader because it did not reveal the block (SPEC `#slash`).
    SlashNotRevealed,
    /// Slash the leader because the block was not proven (SPEC `#slash`).
    SlashNotProven,
    /// Settle the block with its best tree (SPEC `#settlement`).
    Settle,
    /// Return the whole bond of every proposal of the block that still has one.
    ReturnBonds,
}

/// The actions that an event requires from the rollup, in order, at most four.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects(Vec<Effect, 4>);

impl Effects {
    /// Makes the actions that were read from somewhere else, in order; `None` if there are more than four.
    #[must_use]
    pub fn from_slice(effects: &[Effect]) -> Option<Self> {
        Vec::from_slice(effects).ok().map(Self)
    }

    /// Returns the actions in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Effect] {
        &self.0
    }

    /// Appends effects. One event passes at most two limits and then has one row of the table: four effects at most.
    fn extend(&mut self, effects: &[Effect]) {
        effects.iter().for_each(|effect| {
            let _ = self.0.push(*effect);
        });
    }
}

impl<'a> IntoIterator for &'a Effects {
    type Item = &'a Effect;
    type IntoIter = core::slice::Iter<'a, Effect>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The phase of a block, its limits, and the L1 block of the last event. Limits are exclusive: an L1 block number equal
/// to a limit is already past it (SPEC `#phases`).
///
/// ```
/// use fernet_core::{Address, BlockPhase, Effect, Event, L1Block, ParamValues, Params, Phase};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let block = BlockPhase::open(&params, L1Block::new(100))?;
/// let (block, _) = block.step(L1Block::new(101), Event::Proposal)?;
/// let (block, effects) = block.step(L1Block::new(103), Event::Time)?;
/// assert_eq!((block.phase(), effects.as_slice()), (Phase::Reveal, &[Effect::OpenReveal][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BlockPhase {
    pub(crate) phase: Phase,
    pub(crate) has_proposal: bool,
    pub(crate) parent_final: bool,
    pub(crate) seen: L1Block,
    pub(crate) proposal_end: L1Block,
    pub(crate) reveal_end: L1Block,
    pub(crate) deadline: L1Block,
}

impl BlockPhase {
    /// Starts the proposal phase of a block, which opens in `l1_block`. If the parent of the block is final already,
    /// [`Event::ParentFinal`] follows in the same L1 block.
    ///
    /// # Errors
    /// [`PhaseError::Overflow`] if a limit is 2^64 or more.
    pub fn open(params: &Params, l1_block: L1Block) -> Result<Self, PhaseError> {
        let after = |start: L1Block, blocks: u32| {
            start.get().checked_add(blocks.into()).map(L1Block::new).ok_or(PhaseError::Overflow)
        };
        let proposal_end = after(l1_block, params.proposal_blocks())?;
        let reveal_end = after(proposal_end, params.reveal_blocks())?;
        let deadline = after(reveal_end, params.proving_blocks())?;
        Ok(Self {
            phase: Phase::Proposal,
            has_proposal: false,
            parent_final: false,
            seen: l1_block,
            proposal_end,
            reveal_end,
            deadline,
        })
    }

    /// Returns the present phase.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether [`Event::ParentFinal`] was applied.
    pub(crate) const fn knows_final_parent(&self) -> bool {
        self.parent_final
    }

    /// Returns the first L1 block after the proposal phase (`p` in SPEC `#phases`).
    #[must_use]
    pub const fn proposal_end(&self) -> L1Block {
        self.proposal_end
    }

    /// Returns the first L1 block after the reveal phase (`r` in SPEC `#phases`).
    #[must_use]
    pub const fn reveal_end(&self) -> L1Block {
        self.reveal_end
    }

    /// Returns the first L1 block after the proving phase (`d` in SPEC `#phases`).
    #[must_use]
    pub const fn deadline(&self) -> L1Block {
        self.deadline
    }

    /// Returns the first L1 block after the present phase; `None` in a last phase.
    #[must_use]
    pub const fn phase_end(&self) -> Option<L1Block> {
        match self.phase {
            Phase::Proposal => Some(self.proposal_end),
            Phase::Reveal => Some(self.reveal_end),
            Phase::Proving | Phase::Proven | Phase::Final => Some(self.deadline),
            Phase::Settled | Phase::Skipped | Phase::Reverted | Phase::Voided => None,
        }
    }

    /// Checks that an event does not come before the last one, and that it comes before the end of the phase that accepts
    /// it, whatever the present phase is. The caller checks this before it validates the event; [`BlockPhase::step`]
    /// checks it again (SPEC `#course`). The events that are not messages are never late.
    ///
    /// # Errors
    /// [`PhaseError::TimeRunsBack`] if `l1_block` is before that of the last event, then [`PhaseError::Late`] if it is at
    /// or after the end of the phase.
    pub const fn in_time(&self, l1_block: L1Block, event: Event) -> Result<(), PhaseError> {
        if l1_block.get() < self.seen.get() {
            return Err(PhaseError::TimeRunsBack);
        }
        let limit = match event {
            Event::Time | Event::ParentFinal | Event::AncestorReverted => return Ok(()),
            Event::Proposal => self.proposal_end,
            Event::Reveal => self.reveal_end,
            Event::Tree => self.deadline,
        };
        if l1_block.get() < limit.get() { Ok(()) } else { Err(PhaseError::Late) }
    }

    /// Applies an event in `l1_block` and returns the block after it with the actions that the rollup has to take (SPEC
    /// `#phase-table`). The limits that have passed by `l1_block` are applied before the event; before
    /// [`Event::AncestorReverted`], those that passed before `l1_block`. `self` is not changed.
    ///
    /// # Errors
    /// [`PhaseError::TimeRunsBack`], [`PhaseError::Late`] or [`PhaseError::NotInThisPhase`], the first that applies in
    /// this order.
    pub fn step(&self, l1_block: L1Block, event: Event) -> Result<(Self, Effects), PhaseError> {
        self.in_time(l1_block, event)?;
        let mut next = Self { seen: l1_block, ..*self };
        let mut effects = Effects::default();
        let passed = |end: L1Block| end < l1_block || (end == l1_block && event != Event::AncestorReverted);
        while let Some((_, phase, does)) = next.at_limit().filter(|(end, ..)| passed(*end)) {
            next.phase = phase;
            effects.extend(does);
        }
        let (phase, does) = next.on(event).ok_or(PhaseError::NotInThisPhase)?;
        next.phase = phase;
        next.has_proposal |= event == Event::Proposal;
        next.parent_final |= event == Event::ParentFinal;
        effects.extend(does);
        Ok((next, effects))
    }

    /// Returns the phase and the effects that follow an event; `None` if no row of the table accepts it.
    const fn on(&self, event: Event) -> Option<(Phase, &'static [Effect])> {
        Some(match (self.phase, event) {
            (phase, Event::Time) => (phase, &[]),
            (Phase::Proposal, Event::Proposal) => (Phase::Proposal, &[]),
            (Phase::Reveal, Event::Reveal) => (Phase::Proving, &[Effect::OpenProving]),
            (Phase::Proving, Event::Tree) if self.parent_final => {
                (Phase::Final, &[Effect::Finalize, Effect::TreeCompetes])
            }
            (Phase::Proving, Event::Tree) => (Phase::Proven, &[Effect::TreeCompetes]),
            (phase @ (Phase::Proven | Phase::Final), Event::Tree) => (phase, &[Effect::TreeCompetes]),
            (Phase::Proven, Event::ParentFinal) => (Phase::Final, &[Effect::Finalize]),
            (phase @ (Phase::Proposal | Phase::Reveal | Phase::Proving), Event::ParentFinal) if !self.parent_final => {
                (phase, &[])
            }
            (Phase::Proposal | Phase::Reveal | Phase::Proving | Phase::Proven, Event::AncestorReverted)
                if !self.parent_final =>
            {
                (Phase::Voided, &[Effect::ReturnBonds])
            }
            _ => return None,
        })
    }

    /// Returns the limit at which time alone ends the present phase, and the phase and the effects that follow; `None`
    /// in a last phase, and for a proven block, which waits for its parent.
    pub(crate) const fn at_limit(&self) -> Option<(L1Block, Phase, &'static [Effect])> {
        use Effect::{BuildOnParent, OpenReveal, Settle, SlashNotProven, SlashNotRevealed};
        Some(match self.phase {
            Phase::Proposal if self.has_proposal => (self.proposal_end, Phase::Reveal, &[OpenReveal]),
            Phase::Proposal => (self.proposal_end, Phase::Skipped, &[BuildOnParent]),
            Phase::Reveal => (self.reveal_end, Phase::Skipped, &[SlashNotRevealed, BuildOnParent]),
            Phase::Proving => (self.deadline, Phase::Reverted, &[SlashNotProven, BuildOnParent]),
            Phase::Final => (self.deadline, Phase::Settled, &[Settle]),
            Phase::Proven | Phase::Settled | Phase::Skipped | Phase::Reverted | Phase::Voided => return None,
        })
    }
}
