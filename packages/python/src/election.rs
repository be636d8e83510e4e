//! Proposals, the election of the leader, reveals, phases, the chain of blocks.

use fernet_core::{
    Address, Alpha, Amount, Beta, BlockCommitment, BlockHash, BlockNumber, DataDigest, DataRoot, Effects, Event,
    Evidence, KeyBytes, L1Block, Phase, Proposal as CoreProposal, ProposalId, RankedProposal as CoreRanked,
    Reveal as CoreReveal, Salt, Score, Ticket, TxHash, TxOrderHash, TxRoot,
};
use pyo3::prelude::*;

use crate::class::{class, comparable, equatable, getters, record};
use crate::error::Result;
use crate::params::Params;
use crate::randao::PinnedMix;
use crate::registry::Registration;
use crate::shared::Shared;
use crate::value::{Items, V};

record! {
    /// A proposal without its key and proof (SPEC #proposal), in any range. fee_split is in ppm, bond in wei; parent and
    /// tx_order_hash have 32 bytes, payout 20.
    "fernet.election" Proposal(CoreProposal) {
        parent: BlockHash, fee_split: u32, tx_order_hash: TxOrderHash, payout: Address, bond: u128,
    }
}

#[pymethods]
impl Proposal {
    /// The commitment to the block, 32 bytes (SPEC #commitment).
    fn commitment(&self, params: &Params, block_number: V<BlockNumber>) -> V<BlockCommitment> {
        V(self.0.commitment(&params.0, block_number.0))
    }

    /// The id of the proposal, which its VRF proof signs, 32 bytes (SPEC #proposal).
    fn id(&self, params: &Params, block_number: V<BlockNumber>) -> V<ProposalId> {
        V(self.0.id(&params.0, block_number.0))
    }
}

class! {
    /// A proposal that Election.check accepted. Its proof is not verified yet.
    "fernet.election" CheckedProposal(fernet_core::CheckedProposal)
}
comparable!(CheckedProposal);
getters!(CheckedProposal {
    /// The id of the proposal, 32 bytes.
    id: ProposalId = |checked: &fernet_core::CheckedProposal| checked.id(),
    /// The key of the sequencer, 32 bytes.
    key: KeyBytes = |checked: &fernet_core::CheckedProposal| checked.key(),
    proposal: CoreProposal = |checked: &fernet_core::CheckedProposal| *checked.proposal(),
});

#[pymethods]
impl CheckedProposal {
    /// The place of the proposal, from the output that its proof has verified.
    fn rank(&self, beta: V<Beta>) -> RankedProposal {
        RankedProposal(self.0.rank(&beta.0))
    }
}

class! {
    /// A proposal that takes part in an election.
    "fernet.election" RankedProposal(CoreRanked)
}
comparable!(RankedProposal);
getters!(RankedProposal {
    /// The key of the sequencer, 32 bytes.
    key: KeyBytes = |ranked: &CoreRanked| ranked.scored_key().key(),
    /// An int below 2^128.
    ticket: Ticket = |ranked: &CoreRanked| ranked.scored_key().ticket(),
    /// ticket * (1000000 + fee_split).
    score: Score = |ranked: &CoreRanked| ranked.scored_key().score(),
    /// The id of the proposal, 32 bytes.
    id: ProposalId = |ranked: &CoreRanked| ranked.id(),
    proposal: CoreProposal = |ranked: &CoreRanked| *ranked.proposal(),
    /// The VRF output, 64 bytes.
    beta: Beta = |ranked: &CoreRanked| *ranked.beta(),
    /// Wei.
    bond: Amount = |ranked: &CoreRanked| ranked.bond(),
});

/// The number of proposals that an election keeps.
const KEPT: usize = 8;

/// The election of the leader of a block (SPEC #leader). It keeps the best 8 proposals, one for each key.
#[pyclass(frozen, module = "fernet.election")]
#[derive(Debug)]
pub(crate) struct Election(Shared<fernet_core::Election<KEPT>>);

#[pymethods]
impl Election {
    /// tip is the block hash of the canonical tip, on which a proposal has to build.
    #[new]
    fn new(params: &Params, pinned: &PinnedMix, tip: V<BlockHash>) -> Self {
        Self(Shared::new(fernet_core::Election::new(params.0, pinned.0, tip.0)))
    }

    /// The VRF input of the sequencers, 32 bytes.
    #[getter]
    fn alpha(&self, py: Python<'_>) -> V<Alpha> {
        V(self.0.read(py, |election| election.alpha()))
    }

    /// Checks a proposal of a key. Raises Ineligible, ProposalError or BidError.
    fn check(&self, py: Python<'_>, registration: &Registration, proposal: &Proposal) -> Result<CheckedProposal> {
        Ok(CheckedProposal(self.0.read(py, |election| election.check(&registration.0, &proposal.0))?))
    }

    /// Lets a proposal take part. Returns the ids of two proposals if the key has made another one for the block (SPEC
    /// #equivocation), otherwise None. Raises ProposalError for a proposal that was checked for another election.
    fn insert(&self, py: Python<'_>, ranked: &RankedProposal) -> Result<V<Option<(ProposalId, ProposalId)>>> {
        let evidence = self.0.write(py, |election| election.insert(ranked.0))?;
        Ok(V(evidence.map(|evidence| evidence.ids().into())))
    }

    /// The best proposal, or None.
    #[getter]
    fn leader(&self, py: Python<'_>) -> V<Option<CoreRanked>> {
        V(self.0.read(py, |election| election.leader().copied()))
    }

    /// The best proposals, best first.
    #[getter]
    fn ranking(&self, py: Python<'_>) -> V<Items<CoreRanked>> {
        V(Items(self.0.read(py, |election| election.ranking().to_vec())))
    }
}

/// The ids of two different proposals of one key for one block, mix and parent, in order; None if they are not evidence (SPEC
/// #equivocation). Each pair is the mix of the block and the proposal.
#[pyfunction]
pub(crate) fn proposal_evidence(
    params: &Params,
    key: V<KeyBytes>,
    first: V<(fernet_core::PinnedMix, CoreProposal)>,
    second: V<(fernet_core::PinnedMix, CoreProposal)>,
) -> V<Option<(ProposalId, ProposalId)>> {
    let (first, second) = (first.0, second.0);
    let evidence = Evidence::of_proposals(&params.0, key.0, (&first.0, &first.1), (&second.0, &second.1));
    V(evidence.map(|evidence| evidence.ids().into()))
}

record! {
    /// The contents of a block that its leader reveals (SPEC #reveal). fees are wei; count is the number of transactions; data_root
    /// is None in a rollup without attesters.
    "fernet.election" Reveal(CoreReveal) {
        salt: Salt, fees: u128, count: u64, tx_root: TxRoot, data_root: Option<DataRoot> = None,
    }
}

#[pymethods]
impl Reveal {
    /// Computes the reveal of transactions from their hashes, and from the digests of their proof data if there are any.
    #[staticmethod]
    #[pyo3(signature = (*, salt, fees, transactions, data_digests=None))]
    fn of(
        salt: V<Salt>,
        fees: V<u128>,
        transactions: V<Items<TxHash>>,
        data_digests: Option<V<Items<DataDigest>>>,
    ) -> Self {
        let reveal = CoreReveal::new(salt.0, fees.0, &transactions.0.0);
        Self(CoreReveal { data_root: data_digests.map(|digests| DataRoot::new(&digests.0.0)), ..reveal })
    }

    /// The hash to which a proposal commits, 32 bytes (SPEC #tx-order).
    fn tx_order_hash(&self) -> V<TxOrderHash> {
        V(self.0.tx_order_hash())
    }

    /// Checks the digests of the proof data against data_root (SPEC #data-root). Raises DataError.
    fn check_data(&self, data_digests: V<Items<DataDigest>>) -> Result<()> {
        Ok(self.0.check_data(&data_digests.0.0)?)
    }
}

/// The root of transactions from their hashes, 32 bytes (SPEC #tx-root).
#[pyfunction]
pub(crate) fn tx_root(transactions: V<Items<TxHash>>) -> V<TxRoot> {
    V(TxRoot::new(&transactions.0.0))
}

/// The root of proof data from the digests, 32 bytes (SPEC #data-root).
#[pyfunction]
pub(crate) fn data_root(data_digests: V<Items<DataDigest>>) -> V<DataRoot> {
    V(DataRoot::new(&data_digests.0.0))
}

class! {
    /// The phases of one block (SPEC #phases). It does not change: step returns the block after an event.
    "fernet.election" BlockPhase(fernet_core::BlockPhase)
}
comparable!(BlockPhase);
getters!(BlockPhase {
    phase: Phase = |block: &fernet_core::BlockPhase| block.phase(),
    /// The L1 block at which the present phase ends, or None.
    phase_end: Option<L1Block> = |block: &fernet_core::BlockPhase| block.phase_end(),
    /// The L1 block at which the proposal phase ends.
    proposal_end: L1Block = |block: &fernet_core::BlockPhase| block.proposal_end(),
    /// The L1 block at which the reveal phase ends.
    reveal_end: L1Block = |block: &fernet_core::BlockPhase| block.reveal_end(),
    /// The L1 block at which the proving phase ends.
    deadline: L1Block = |block: &fernet_core::BlockPhase| block.deadline(),
});

#[pymethods]
impl BlockPhase {
    /// Opens a block at an L1 block. Raises PhaseError.
    #[staticmethod]
    fn open(params: &Params, opens_at: V<L1Block>) -> Result<Self> {
        Ok(Self(fernet_core::BlockPhase::open(&params.0, opens_at.0)?))
    }

    /// The block after an event at an L1 block, and what the rollup has to do. Raises PhaseError.
    fn step(&self, l1_block: V<L1Block>, event: V<Event>) -> Result<(Self, V<Effects>)> {
        let (block, effects) = self.0.step(l1_block.0, event.0)?;
        Ok((Self(block), V(effects)))
    }
}

record! {
    /// The opening of a block: its number, the L1 block at which its proposal phase begins, and the hash of its parent.
    "fernet.election" Opening(fernet_core::Opening) { block_number: BlockNumber, l1_block: L1Block, parent: BlockHash }
}

class! {
    /// What time brings about (SPEC #chain).
    "fernet.election" Happening(fernet_core::Happening)
}

#[pymethods]
impl Happening {
    /// "opened", "effects" or "idle".
    #[getter]
    fn kind(&self) -> &'static str {
        match self.0 {
            fernet_core::Happening::Opened(_) => "opened",
            fernet_core::Happening::Effects(..) => "effects",
            fernet_core::Happening::Idle { .. } => "idle",
        }
    }

    /// The block that opened, or the first of those that passed without a proposal; None for effects.
    #[getter]
    fn opening(&self) -> V<Option<fernet_core::Opening>> {
        V(match self.0 {
            fernet_core::Happening::Opened(opening) => Some(opening),
            fernet_core::Happening::Idle { first, .. } => Some(first),
            fernet_core::Happening::Effects(..) => None,
        })
    }

    /// The block that it is about, or the first of several.
    #[getter]
    fn block_number(&self) -> V<BlockNumber> {
        V(match self.0 {
            fernet_core::Happening::Opened(opening) => opening.block_number,
            fernet_core::Happening::Idle { first, .. } => first.block_number,
            fernet_core::Happening::Effects(number, _) => number,
        })
    }

    /// What the rollup has to do.
    #[getter]
    fn effects(&self) -> V<Effects> {
        V(match &self.0 {
            fernet_core::Happening::Effects(_, effects) => effects.clone(),
            _ => Effects::default(),
        })
    }

    /// How many blocks it is about.
    #[getter]
    fn count(&self) -> V<u64> {
        V(match self.0 {
            fernet_core::Happening::Idle { count, .. } => count,
            _ => 1,
        })
    }

    fn __repr__(&self) -> String {
        format!("<Happening: {} of block {}>", self.kind(), self.block_number().0)
    }
}
equatable!(Happening);

/// The most blocks that a Chain or a Rollup keeps open.
pub(crate) const OPEN_BLOCKS: usize = 32;

/// The open blocks of a rollup and their phases (SPEC #chain). A Rollup has one, and the messages of its blocks too.
#[pyclass(frozen, module = "fernet.election")]
#[derive(Debug)]
pub(crate) struct Chain(Shared<fernet_core::Chain<OPEN_BLOCKS>>);

#[pymethods]
impl Chain {
    /// Starts with a block whose parent is final. Raises ChainError if the parameters need more than 32 open blocks.
    #[new]
    fn new(params: &Params, first: &Opening) -> Result<Self> {
        Ok(Self(Shared::new(fernet_core::Chain::new(&params.0, first.0)?)))
    }

    /// A chain of one block, after which no other opens. Its parent is final.
    #[staticmethod]
    fn of_one_block(params: &Params, opening: &Opening) -> Self {
        Self(Shared::new(fernet_core::Chain::of_one_block(&params.0, opening.0)))
    }

    /// The newest L1 block up to which time has passed.
    #[getter]
    fn l1_block(&self, py: Python<'_>) -> V<L1Block> {
        V(self.0.read(py, |chain| chain.l1_block()))
    }

    /// The numbers of the open blocks, ancestors first.
    #[getter]
    fn open_blocks(&self, py: Python<'_>) -> V<Items<BlockNumber>> {
        V(Items(self.0.read(py, |chain| chain.open_blocks().collect())))
    }

    /// The phases of an open block, or None.
    fn phase(&self, py: Python<'_>, block_number: V<BlockNumber>) -> V<Option<fernet_core::BlockPhase>> {
        V(self.0.read(py, |chain| chain.phase(block_number.0).copied()))
    }

    /// Applies the next thing that happens up to an L1 block; None when nothing is left.
    fn advance(&self, py: Python<'_>, l1_block: V<L1Block>) -> Result<V<Option<fernet_core::Happening>>> {
        Ok(V(self.0.write(py, |chain| chain.advance(l1_block.0))?))
    }

    /// Applies a valid proposal. Raises ChainError or PhaseError.
    fn propose(&self, py: Python<'_>, l1_block: V<L1Block>, block_number: V<BlockNumber>) -> Result<V<Effects>> {
        Ok(V(self.0.write(py, |chain| chain.propose(l1_block.0, block_number.0))?))
    }

    /// Applies a valid reveal by the leader with this proposal. Raises ChainError or PhaseError.
    fn reveal(
        &self,
        py: Python<'_>,
        l1_block: V<L1Block>,
        block_number: V<BlockNumber>,
        leader: V<ProposalId>,
    ) -> Result<V<Effects>> {
        Ok(V(self.0.write(py, |chain| chain.reveal(l1_block.0, block_number.0, leader.0))?))
    }

    /// Applies a valid tree. Raises ChainError or PhaseError.
    fn submit_tree(&self, py: Python<'_>, l1_block: V<L1Block>, block_number: V<BlockNumber>) -> Result<V<Effects>> {
        Ok(V(self.0.write(py, |chain| chain.submit_tree(l1_block.0, block_number.0))?))
    }
}
