//! The life of one block as a pure state machine (SPEC `#phases`).

use heapless::Vec;

use crate::error::PhaseError;
use crate::{L1Block, Params};

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Phase {
    /// Sequencers submit proposals.
    Proposal,
    /// The leader has to publish the contents.
    Reveal,
    /// Provers submit trees.
    Proving,
    /// A tree was accepted; better ones may replace it.
    Final,
    /// The deadline has passed and the best tree is paid. The end.
    Settled,
    /// No proposal, or no reveal. The end.
    Skipped,
    /// No tree. The end.
    Reverted,
}

/// An event in the life of a block. The caller checks every event except `Time` by the other rules before it applies the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Event {
    /// Nothing but the L1 block.
    Time,
    /// A proposal.
    Proposal,
    /// The reveal of the leader.
    Reveal,
    /// A tree.
    Tree,
}

/// What the rollup has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Effect {
    /// Ask the leader for the contents.
    OpenReveal,
    /// Make the prover seed known and take trees.
    OpenProving,
    /// Drop the block; the next one builds on its parent.
    BuildOnParent,
    /// Accept the block as final.
    Finalize,
    /// Let the tree compete with those before (SPEC `#competition`).
    TreeCompetes,
    /// Take the slash amount from the leader (SPEC `#slash`).
    SlashLeader,
    /// Pay the best tree (SPEC `#settlement`).
    Settle,
}

/// The effects of one event in order, at most four.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects(Vec<Effect, 4>);

impl Effects {
    /// The effects, in the order in which they apply.
    #[must_use]
    pub fn as_slice(&self) -> &[Effect] {
        &self.0
    }

    /// No event has more than two phase ends and one row of its own, four effects at the most.
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

/// One block's phase, its deadlines and the last L1 block seen.
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
    phase: Phase,
    has_proposal: bool,
    seen: L1Block,
    proposal_end: L1Block,
    reveal_end: L1Block,
    deadline: L1Block,
}

impl BlockPhase {
    /// A block whose proposal phase opens at `l1_block`.
    ///
    /// # Errors
    /// [`PhaseError::Overflow`].
    pub fn open(params: &Params, l1_block: L1Block) -> Result<Self, PhaseError> {
        let after = |start: L1Block, blocks: u32| {
            start.get().checked_add(blocks.into()).map(L1Block::new).ok_or(PhaseError::Overflow)
        };
        let proposal_end = after(l1_block, params.proposal_blocks())?;
        let reveal_end = after(proposal_end, params.reveal_blocks())?;
        let deadline = after(reveal_end, params.proving_blocks())?;
        Ok(Self { phase: Phase::Proposal, has_proposal: false, seen: l1_block, proposal_end, reveal_end, deadline })
    }

    /// Where the block stands.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// First L1 block after the proposal phase (`p`).
    #[must_use]
    pub const fn proposal_end(&self) -> L1Block {
        self.proposal_end
    }

    /// First L1 block after the reveal phase (`r`).
    #[must_use]
    pub const fn reveal_end(&self) -> L1Block {
        self.reveal_end
    }

    /// First L1 block after the proving phase (`d`).
    #[must_use]
    pub const fn deadline(&self) -> L1Block {
        self.deadline
    }

    /// First L1 block after the present phase, `None` at the end.
    #[must_use]
    pub const fn phase_end(&self) -> Option<L1Block> {
        match self.phase {
            Phase::Proposal => Some(self.proposal_end),
            Phase::Reveal => Some(self.reveal_end),
            Phase::Proving | Phase::Final => Some(self.deadline),
            Phase::Settled | Phase::Skipped | Phase::Reverted => None,
        }
    }

    /// Checks that `event` in `l1_block` comes before the limit of its phase, whatever the present phase is. Callers check
    /// this before the other rules of the event (SPEC `#phases`); [`BlockPhase::step`] checks it again.
    ///
    /// # Errors
    /// [`PhaseError::Late`].
    pub const fn in_time(&self, l1_block: L1Block, event: Event) -> Result<(), PhaseError> {
        let limit = match event {
            Event::Time => return Ok(()),
            Event::Proposal => self.proposal_end,
            Event::Reveal => self.reveal_end,
            Event::Tree => self.deadline,
        };
        if l1_block.get() < limit.get() { Ok(()) } else { Err(PhaseError::Late) }
    }

    /// The block after `event` in `l1_block`, and what to do (SPEC `#phase-table`). `self` stays as it was.
    ///
    /// # Errors
    /// [`PhaseError::Late`], [`PhaseError::TimeRunsBack`], [`PhaseError::NotInThisPhase`].
    pub fn step(&self, l1_block: L1Block, event: Event) -> Result<(Self, Effects), PhaseError> {
        self.in_time(l1_block, event)?;
        if l1_block < self.seen {
            return Err(PhaseError::TimeRunsBack);
        }
        let mut next = Self { seen: l1_block, ..*self };
        let mut effects = Effects::default();
        while next.phase_end().is_some_and(|end| end <= l1_block) {
            let (phase, does) = next.at_end();
            next.phase = phase;
            effects.extend(does);
        }
        let (phase, does): (Phase, &[Effect]) = match (next.phase, event) {
            (phase, Event::Time) => (phase, &[]),
            (Phase::Proposal, Event::Proposal) => (Phase::Proposal, &[]),
            (Phase::Reveal, Event::Reveal) => (Phase::Proving, &[Effect::OpenProving]),
            (Phase::Proving, Event::Tree) => (Phase::Final, &[Effect::Finalize, Effect::TreeCompetes]),
            (Phase::Final, Event::Tree) => (Phase::Final, &[Effect::TreeCompetes]),
            _ => return Err(PhaseError::NotInThisPhase),
        };
        next.phase = phase;
        next.has_proposal |= event == Event::Proposal;
        effects.extend(does);
        Ok((next, effects))
    }

    /// What follows when the present phase ends.
    const fn at_end(&self) -> (Phase, &'static [Effect]) {
        match self.phase {
            Phase::Proposal if self.has_proposal => (Phase::Reveal, &[Effect::OpenReveal]),
            Phase::Proposal | Phase::Reveal => (Phase::Skipped, &[Effect::BuildOnParent]),
            Phase::Proving => (Phase::Reverted, &[Effect::SlashLeader, Effect::BuildOnParent]),
            Phase::Final => (Phase::Settled, &[Effect::Settle]),
            end => (end, &[]),
        }
    }
}
