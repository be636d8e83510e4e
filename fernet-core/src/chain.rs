//! The open blocks of a rollup: where the next block opens and on what, and what a revert voids (SPEC `#chain`).

use heapless::Vec;

use crate::error::{ChainError, PhaseError};
use crate::{BlockHash, BlockNumber, BlockPhase, Effects, Event, L1Block, Params, Phase, ProposalId};

/// Where the proposal phase of a block opens, and on what (SPEC `#chain`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Opening {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// L1 block in which the proposal phase opens (`b` in SPEC `#phases`).
    pub l1_block: L1Block,
    /// What proposals for the block have to name as their parent.
    pub parent: BlockHash,
}

/// Something that follows from the time alone, in a chain of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The proposal phase of a block opened.
    Opened(Opening),
    /// Blocks opened and were skipped without a proposal, one after the other, each on the same parent.
    Idle {
        /// The first of these blocks. The others follow at a distance of `proposal_blocks`.
        first: Opening,
        /// How many blocks these are, at least 1.
        count: u64,
    },
    /// The rollup has to take the actions for this block.
    Effects(BlockNumber, Effects),
}

/// A block that has not ended. Its parent is the block before it in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OpenBlock {
    pub(crate) number: BlockNumber,
    pub(crate) phase: BlockPhase,
    /// Proposal of the leader, once revealed.
    pub(crate) leader: Option<ProposalId>,
}

impl OpenBlock {
    /// What blocks name as their parent that build on this one; `None` until it is revealed.
    fn as_parent(&self) -> Option<BlockHash> {
        self.leader.map(|leader| BlockHash::from_bytes(leader.to_bytes()))
    }
}

/// The blocks of a rollup that have not ended, at most `N`, and where the next block opens (SPEC `#chain`).
///
/// Time and messages are separate. [`Chain::advance`] applies what time alone brings about, one [`Happening`] a call. A
/// message is applied when nothing is left that happened up to its L1 block.
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let first = Opening {
///     block_number: BlockNumber::new(1),
///     l1_block: L1Block::new(100),
///     parent: BlockHash::from_bytes([0; 32]),
/// };
/// let mut chain = Chain::<8>::new(&params, first)?;
///
/// // Nobody proposes for a while. A phase of proposals has 3 L1 blocks here.
/// let idle = Happening::Idle { first, count: 33 };
/// assert_eq!(chain.advance(L1Block::new(200))?, Some(idle));
/// let open = Opening { block_number: BlockNumber::new(34), l1_block: L1Block::new(199), ..first };
/// assert_eq!(chain.advance(L1Block::new(200))?, Some(Happening::Opened(open)));
/// assert_eq!(chain.advance(L1Block::new(200))?, None);
/// chain.propose(L1Block::new(200), BlockNumber::new(34))?;
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain<const N: usize> {
    pub(crate) params: Params,
    /// Ancestors first.
    pub(crate) blocks: Vec<OpenBlock, N>,
    /// The parent of the first open block: final.
    pub(crate) base: BlockHash,
    /// `None` if no other block opens.
    pub(crate) next: Option<BlockNumber>,
    /// Whether no other block opens after the first one.
    pub(crate) one_block: bool,
    /// Where the next block opens after a block that was skipped or reverted, and at the start.
    pub(crate) opens_at: Option<L1Block>,
    pub(crate) seen: L1Block,
}

impl<const N: usize> Chain<N> {
    /// Starts a chain with the first block of a rollup, on a parent that is final.
    ///
    /// # Errors
    /// [`ChainError::Capacity`] if `N` is less than the number of blocks that can be open at a time:
    /// `1 + ceil(proving_blocks / (proposal_blocks + reveal_blocks))`.
    pub fn new(params: &Params, first: Opening) -> Result<Self, ChainError> {
        let cadence = u64::from(params.proposal_blocks()).saturating_add(params.reveal_blocks().into());
        let open = u64::from(params.proving_blocks()).div_ceil(cadence.max(1)).saturating_add(1);
        if usize::try_from(open).map_or(true, |open| open > N) {
            return Err(ChainError::Capacity);
        }
        Ok(Self::start(params, first, false))
    }

    /// Starts a chain that ends with its first block, for a client that follows one block only. An `N` of 1 is enough for any
    /// parameters.
    #[must_use]
    pub const fn of_one_block(params: &Params, block: Opening) -> Self {
        const { assert!(N > 0, "a chain holds at least one block") };
        Self::start(params, block, true)
    }

    const fn start(params: &Params, first: Opening, one_block: bool) -> Self {
        Self {
            params: *params,
            blocks: Vec::new(),
            base: first.parent,
            next: Some(first.block_number),
            one_block,
            opens_at: Some(first.l1_block),
            seen: first.l1_block,
        }
    }

    /// Returns the parameters of the rollup.
    #[must_use]
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Returns the latest L1 block up to which time was applied. After a reorganisation of L1 that replaced it, the chain is
    /// restored from an earlier state (SPEC `#randao-pin`).
    #[must_use]
    pub const fn l1_block(&self) -> L1Block {
        self.seen
    }

    /// Returns the phase of a block that has not ended; `None` for any other block.
    #[must_use]
    pub fn phase(&self, block: BlockNumber) -> Option<&BlockPhase> {
        self.blocks.iter().find(|open| open.number == block).map(|open| &open.phase)
    }

    /// Returns the numbers of the blocks that have not ended, ancestors first.
    pub fn open_blocks(&self) -> impl Iterator<Item = BlockNumber> + '_ {
        self.blocks.iter().map(|open| open.number)
    }

    /// Applies the first thing that happens by `l1_block` without a message, and returns it; `None` if nothing is left.
    /// Call it until it returns `None`.
    ///
    /// # Errors
    /// [`PhaseError::TimeRunsBack`] if `l1_block` is before an L1 block that this chain has seen,
    /// [`PhaseError::Overflow`] if a limit or a block number would be 2^64 or more.
    pub fn advance(&mut self, l1_block: L1Block) -> Result<Option<Happening>, ChainError> {
        self.check_time(l1_block)?;
        if let Some(happening) = self.void()? {
            return Ok(Some(happening));
        }
        loop {
            let Some(told) = self.told_of_final_parent().next() else { break };
            let (index, phase, effects) = told?;
            if let Some(open) = self.blocks.get_mut(index) {
                open.phase = phase;
                if !effects.as_slice().is_empty() {
                    return Ok(Some(Happening::Effects(open.number, effects)));
                }
            }
        }
        let limit = self.next_limit().filter(|(_, end)| *end <= l1_block);
        let opening = self.next_opening().filter(|(at, _)| *at <= l1_block);
        match (limit, opening) {
            (Some((index, end)), opening) if opening.is_none_or(|(at, _)| end <= at) => self.pass_limit(index, end),
            (limit, Some((at, parent))) => self.open(l1_block, limit.map(|(_, end)| end), at, parent).map(Some),
            (_, None) => {
                self.seen = l1_block;
                Ok(None)
            }
        }
    }

    fn check_time(&self, l1_block: L1Block) -> Result<(), PhaseError> {
        if l1_block < self.seen { Err(PhaseError::TimeRunsBack) } else { Ok(()) }
    }

    /// Returns whether [`Chain::advance`] has something left to return.
    fn is_behind(&self, l1_block: L1Block) -> Result<bool, ChainError> {
        self.check_time(l1_block)?;
        let has_effects = |told: Result<(usize, BlockPhase, Effects), PhaseError>| {
            told.map_or(true, |(_, _, effects)| !effects.as_slice().is_empty())
        };
        Ok(self.reverted().is_some()
            || self.told_of_final_parent().any(has_effects)
            || self.next_limit().is_some_and(|(_, end)| end <= l1_block)
            || self.next_opening().is_some_and(|(at, _)| at <= l1_block))
    }

    /// Applies a valid proposal for `block`.
    ///
    /// # Errors
    /// [`ChainError::NotOpen`] if the block has not opened or has ended, [`ChainError::Behind`] if [`Chain::advance`] has
    /// not returned everything up to `l1_block`, or a [`PhaseError`] of the block.
    pub fn propose(&mut self, l1_block: L1Block, block: BlockNumber) -> Result<Effects, ChainError> {
        self.apply(l1_block, block, Event::Proposal, None)
    }

    /// Applies a valid reveal of `block` by its leader, whose proposal is `leader`. The next block builds on it.
    ///
    /// # Errors
    /// Those of [`Chain::propose`].
    pub fn reveal(&mut self, l1_block: L1Block, block: BlockNumber, leader: ProposalId) -> Result<Effects, ChainError> {
        self.apply(l1_block, block, Event::Reveal, Some(leader))
    }

    /// Applies a valid tree for `block`. If the block is final now, [`Chain::advance`] tells the block after it.
    ///
    /// # Errors
    /// Those of [`Chain::propose`].
    pub fn submit_tree(&mut self, l1_block: L1Block, block: BlockNumber) -> Result<Effects, ChainError> {
        self.apply(l1_block, block, Event::Tree, None)
    }

    /// Checks whether the chain accepts an event of `block`, before the event is validated. [`Chain::propose`],
    /// [`Chain::reveal`] and [`Chain::submit_tree`] check it again (SPEC `#course`).
    ///
    /// # Errors
    /// Those of [`Chain::propose`].
    pub fn accepts(&self, l1_block: L1Block, block: BlockNumber, event: Event) -> Result<(), ChainError> {
        self.step(l1_block, block, event).map(drop)
    }

    /// The index of an open block, and its phase after an event.
    fn step(
        &self,
        l1_block: L1Block,
        block: BlockNumber,
        event: Event,
    ) -> Result<(usize, BlockPhase, Effects), ChainError> {
        if self.is_behind(l1_block)? {
            return Err(ChainError::Behind);
        }
        let mut open = self.blocks.iter().enumerate();
        let (index, open) = open.find(|(_, open)| open.number == block).ok_or(ChainError::NotOpen)?;
        let (phase, effects) = open.phase.step(l1_block, event)?;
        Ok((index, phase, effects))
    }

    fn apply(
        &mut self,
        l1_block: L1Block,
        block: BlockNumber,
        event: Event,
        leader: Option<ProposalId>,
    ) -> Result<Effects, ChainError> {
        let (index, phase, effects) = self.step(l1_block, block, event)?;
        if let Some(open) = self.blocks.get_mut(index) {
            open.phase = phase;
            open.leader = leader.or(open.leader);
        }
        self.seen = l1_block;
        Ok(effects)
    }

    /// The block that reverted, until all blocks after it have ended.
    fn reverted(&self) -> Option<&OpenBlock> {
        self.blocks.iter().find(|open| open.phase.phase() == Phase::Reverted)
    }

    /// Ends the last of the blocks after a reverted one.
    fn void(&mut self) -> Result<Option<Happening>, ChainError> {
        let (Some(reverted), Some(last)) = (self.reverted(), self.blocks.last()) else { return Ok(None) };
        let deadline = reverted.phase.deadline();
        let (_, effects) = last.phase.step(deadline, Event::AncestorReverted)?;
        let happening = Happening::Effects(last.number, effects);
        self.blocks.pop();
        if self.blocks.last().is_some_and(|last| last.phase.phase() == Phase::Reverted) {
            self.blocks.pop();
            self.opens_at = Some(deadline);
        }
        Ok(Some(happening))
    }

    /// The blocks that do not know yet that their parent is final: index, phase after they are told, and effects.
    fn told_of_final_parent(&self) -> impl Iterator<Item = Result<(usize, BlockPhase, Effects), PhaseError>> + '_ {
        let mut parent_final = true;
        let child_of_final = move |(index, open): (usize, &OpenBlock)| {
            let is_told = parent_final && !open.phase.knows_final_parent();
            parent_final = open.phase.phase() == Phase::Final;
            is_told
                .then(|| open.phase.step(self.seen, Event::ParentFinal).map(|(phase, effects)| (index, phase, effects)))
        };
        self.blocks.iter().enumerate().filter_map(child_of_final)
    }

    /// Index of the open block whose phase ends first, and where; at ties the ancestor.
    fn next_limit(&self) -> Option<(usize, L1Block)> {
        let limits = self.blocks.iter().enumerate().filter_map(|(index, open)| Some((index, open.phase.at_limit()?.0)));
        limits.min_by_key(|(_, limit)| *limit)
    }

    /// Where the next block opens, and on what.
    fn next_opening(&self) -> Option<(L1Block, BlockHash)> {
        self.next?;
        let Some(last) = self.blocks.last() else { return Some((self.opens_at?, self.base)) };
        Some((self.opens_at.unwrap_or(last.phase.reveal_end()), last.as_parent()?))
    }

    fn pass_limit(&mut self, index: usize, end: L1Block) -> Result<Option<Happening>, ChainError> {
        let Some(open) = self.blocks.get_mut(index) else { return Ok(None) };
        let (phase, effects) = open.phase.step(end, Event::Time)?;
        (open.phase, self.seen) = (phase, end);
        let number = open.number;
        let is_last = index.saturating_add(1) == self.blocks.len();
        match phase.phase() {
            Phase::Skipped | Phase::Reverted if is_last => {
                self.blocks.pop();
                self.opens_at = Some(end);
            }
            Phase::Settled => {
                self.base = self.blocks.remove(index).as_parent().unwrap_or(self.base);
            }
            _ => {}
        }
        Ok(Some(Happening::Effects(number, effects)))
    }

    /// Opens the next block, or passes over those that end without a proposal by `l1_block` and before `limit`.
    fn open(
        &mut self,
        l1_block: L1Block,
        limit: Option<L1Block>,
        at: L1Block,
        parent: BlockHash,
    ) -> Result<Happening, ChainError> {
        let before_limit = limit.map_or(u64::MAX, |limit| limit.get().saturating_sub(1));
        let until = l1_block.get().min(before_limit).saturating_sub(at.get());
        let count = until.checked_div(self.params.proposal_blocks().into()).unwrap_or(0);
        let number = self.next.ok_or(PhaseError::Overflow)?;
        let opening = Opening { block_number: number, l1_block: at, parent };
        let next = |count: u64| number.get().checked_add(count).map(BlockNumber::new).ok_or(PhaseError::Overflow);
        if count > 0 && !self.one_block {
            let blocks = |count: u64| count.saturating_mul(self.params.proposal_blocks().into());
            let opens_at = |count| L1Block::new(at.get().saturating_add(blocks(count)));
            BlockPhase::open(&self.params, opens_at(count.saturating_sub(1)))?;
            self.next = Some(next(count)?);
            (self.opens_at, self.seen) = (Some(opens_at(count)), opens_at(count));
            return Ok(Happening::Idle { first: opening, count });
        }
        let open = OpenBlock { number, phase: BlockPhase::open(&self.params, at)?, leader: None };
        let next = if self.one_block { None } else { Some(next(1)?) };
        self.blocks.push(open).map_err(|_| ChainError::Capacity)?;
        (self.next, self.opens_at, self.seen) = (next, None, at);
        Ok(Happening::Opened(opening))
    }
}
