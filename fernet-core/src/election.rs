//! The election of a block's leader: commitments, proposals, order, evidence (SPEC `#election`).

use core::cmp::Ordering;

use crate::error::ProposalError;
use crate::params::AMOUNT_LIMIT;
use crate::ranking::{Ranked, Ranking};
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag::{self, Hasher};
use crate::{
    Address, Beta, BlockCommitment, BlockHash, FeeSplit, KeyBytes, Params, PinnedMix, ProposalId, Salt, ScoredKey,
    Ticket, TxHash, TxOrderHash,
};

impl TxOrderHash {
    /// The salted hash of an order of transactions (SPEC `#tx-order`).
    #[must_use]
    pub fn new(salt: &Salt, transactions: &[TxHash]) -> Self {
        Self::from_hashes(salt, transactions.iter().copied())
    }

    /// As [`TxOrderHash::new`], of hashes that do not lie in one slice.
    #[must_use]
    pub fn from_hashes(salt: &Salt, transactions: impl ExactSizeIterator<Item = TxHash>) -> Self {
        // What is in memory is at most isize::MAX bytes long, so its count fits.
        let count = u64::try_from(transactions.len()).unwrap_or(u64::MAX);
        let mut hasher: Hasher = tag::TX_ORDER.hasher().field(salt.as_bytes()).field(&count.to_be_bytes());
        transactions.for_each(|transaction| hasher.append(transaction.as_bytes()));
        Self::from_bytes(hasher.finish())
    }
}

/// What a sequencer submits, in any range, without its key and proof (SPEC `#proposal`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proposal {
    /// The block that it builds on.
    pub parent: BlockHash,
    /// FEE_SPLIT in ppm.
    pub fee_split: u32,
    /// Salted hash of the order of its transactions.
    pub tx_order_hash: TxOrderHash,
    /// Receives the sequencer's share.
    pub payout: Address,
    /// Locked for a split above 1, wei.
    pub bond: u128,
}

impl Proposal {
    /// The block commitment (SPEC `#commitment`).
    #[must_use]
    pub fn commitment(&self, params: &Params, block_number: u64) -> BlockCommitment {
        BlockCommitment::from_bytes(
            tag::COMMITMENT
                .hasher()
                .field(&params.chain_id().to_be_bytes())
                .field(params.rollup_address().as_bytes())
                .field(&block_number.to_be_bytes())
                .field(self.parent.as_bytes())
                .field(&self.fee_split.to_be_bytes())
                .field(self.tx_order_hash.as_bytes())
                .finish(),
        )
    }

    /// What its VRF proof signs (SPEC `#proposal`).
    #[must_use]
    pub fn id(&self, params: &Params, block_number: u64) -> ProposalId {
        ProposalId::from_bytes(
            tag::PROPOSAL
                .hasher()
                .field(self.commitment(params, block_number).as_bytes())
                .field(self.payout.as_bytes())
                .field(&self.bond.to_be_bytes())
                .finish(),
        )
    }
}

/// A valid proposal with its place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RankedProposal {
    candidate: ScoredKey,
    id: ProposalId,
    proposal: Proposal,
    fee_split: FeeSplit,
}

impl RankedProposal {
    /// Key, ticket and score.
    #[must_use]
    pub const fn scored_key(&self) -> &ScoredKey {
        &self.candidate
    }

    /// What its proof signed.
    #[must_use]
    pub const fn id(&self) -> ProposalId {
        self.id
    }

    /// The proposal.
    #[must_use]
    pub const fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// Its bid.
    #[must_use]
    pub const fn fee_split(&self) -> FeeSplit {
        self.fee_split
    }
}

impl Ord for RankedProposal {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.candidate, self.id).cmp(&(other.candidate, other.id))
    }
}

impl PartialOrd for RankedProposal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ranked for RankedProposal {
    fn key(&self) -> KeyBytes {
        self.candidate.key()
    }
}

/// Two different things that one key signed where it may sign one (SPEC `#equivocation`). The smaller id comes first, so the
/// evidence is the same whoever finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Evidence<Id> {
    /// Who signed.
    pub key: KeyBytes,
    /// What was signed.
    pub ids: [Id; 2],
}

impl<Id: Ord> Evidence<Id> {
    /// Evidence if the ids differ. Both must be of valid proposals for one block, or of valid claims for one node of one
    /// block, by `key`.
    #[must_use]
    pub fn of(key: KeyBytes, a: Id, b: Id) -> Option<Self> {
        match a.cmp(&b) {
            Ordering::Less => Some(Self { key, ids: [a, b] }),
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { key, ids: [b, a] }),
        }
    }
}

/// The election of one block: keeps the best `K` proposals of any number, the same whatever the order of arrival.
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let mut ring = RandaoRing::<8>::new();
/// ring.insert(1000, RandaoMix::from_bytes([7; 32]))?;
/// let pinned = ring.pin(42, 1064, params.randao_lag())?;
/// let snapshot = Snapshot::new(&params, 999, &pinned)?;
///
/// let tip = BlockHash::from_bytes([9; 32]);
/// let mut election = Election::<2>::new(params, pinned, snapshot, tip);
/// let key = KeyBytes::from_bytes([1; 32]);
/// let registration = Registration { key, role: Role::Sequencer, registered_slot: 0, exit_slot: None };
/// let proposal = Proposal {
///     parent: tip,
///     fee_split: 800_000,
///     tx_order_hash: TxOrderHash::new(&Salt::from_bytes([5; 32]), &[]),
///     payout: Address::from_bytes([1; 20]),
///     bond: 0,
/// };
/// // `beta` comes out of verifying the proposal's proof over `SequencerSeed::alpha` with its id as additional data.
/// let beta = Beta::from_bytes([3; 64]);
/// election.insert(&registration, &proposal, &beta)?;
/// assert_eq!(election.leader().unwrap().proposal(), &proposal);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Election<const K: usize> {
    params: Params,
    pinned: PinnedMix,
    snapshot: Snapshot,
    tip: BlockHash,
    ranking: Ranking<RankedProposal, K>,
}

impl<const K: usize> Election<K> {
    /// The election of the block that `pinned` is for, on top of `tip`.
    #[must_use]
    pub const fn new(params: Params, pinned: PinnedMix, snapshot: Snapshot, tip: BlockHash) -> Self {
        Self { params, pinned, snapshot, tip, ranking: Ranking::new() }
    }

    /// Checks everything of a proposal but its proof, before the proof is worth verifying (SPEC `#proposal-checks`).
    ///
    /// # Errors
    /// The first reason in the order of SPEC.
    pub fn check(&self, registration: &Registration, proposal: &Proposal) -> Result<FeeSplit, ProposalError> {
        if proposal.parent != self.tip {
            return Err(ProposalError::DeadParent);
        }
        self.snapshot.check_eligible(registration, Duty::Propose)?;
        let fee_split = self.params.fee_split(proposal.fee_split)?;
        if proposal.payout == Address::ZERO {
            return Err(ProposalError::PayoutZero);
        }
        if proposal.bond >= AMOUNT_LIMIT {
            return Err(ProposalError::BondTooLarge);
        }
        match (fee_split.needs_bond(), proposal.bond == 0) {
            (true, true) => Err(ProposalError::BondMissing),
            (false, false) => Err(ProposalError::BondNotNeeded),
            _ => Ok(fee_split),
        }
    }

    /// The place of a proposal of the registered key in the order. `beta` is the output of its verified proof over the
    /// sequencers' alpha with [`Proposal::id`] as additional data.
    ///
    /// # Errors
    /// Those of [`Election::check`].
    pub fn contender(
        &self,
        registration: &Registration,
        proposal: &Proposal,
        beta: &Beta,
    ) -> Result<RankedProposal, ProposalError> {
        let fee_split = self.check(registration, proposal)?;
        let candidate = ScoredKey::new(registration.key, Ticket::sequencer(beta), fee_split);
        let id = proposal.id(&self.params, self.pinned.block_number());
        Ok(RankedProposal { candidate, id, proposal: *proposal, fee_split })
    }

    /// Takes a proposal as [`Election::contender`] does, and ranks it.
    ///
    /// Returns evidence when the key already stands in the ranking with another proposal; both take part. Against
    /// proposals that have left the ranking compare ids with [`Evidence::of`].
    ///
    /// # Errors
    /// Those of [`Election::check`]; nothing changes then.
    pub fn insert(
        &mut self,
        registration: &Registration,
        proposal: &Proposal,
        beta: &Beta,
    ) -> Result<Option<Evidence<ProposalId>>, ProposalError> {
        let contender = self.contender(registration, proposal, beta)?;
        let held = self.ranking.of_key(&registration.key);
        let evidence = held.and_then(|held| Evidence::of(registration.key, held.id, contender.id));
        self.ranking.insert(contender);
        Ok(evidence)
    }

    /// The best proposals, leader first.
    #[must_use]
    pub fn ranking(&self) -> &[RankedProposal] {
        self.ranking.as_slice()
    }

    /// The proposal that decides the block (SPEC `#leader`).
    #[must_use]
    pub fn leader(&self) -> Option<&RankedProposal> {
        self.ranking.first()
    }
}
