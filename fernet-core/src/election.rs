//! The election of a block's leader: commitments, proposals, order, evidence (SPEC `#election`).

use core::cmp::Ordering;

use crate::error::ProposalError;
use crate::ranking::{Ranked, Ranking};
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag::{self, Hasher};
use crate::{
    Address, Alpha, Amount, Beta, BlockCommitment, BlockHash, BlockNumber, FeeSplit, KeyBytes, Params, PinnedMix,
    ProposalId, Salt, ScoredKey, SequencerSeed, Ticket, TxHash, TxOrderHash,
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

/// What a sequencer proposes, as it was sent: unchecked, without its key and VRF proof (SPEC `#proposal`).
///
/// The fields are public, and all of them: a proposal is written as a literal, in which its values have their names, and
/// another field would be another protocol. [`Election::check`] checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub bond: u128,
}

impl Proposal {
    /// The block commitment (SPEC `#commitment`).
    #[must_use]
    pub fn commitment(&self, params: &Params, block_number: BlockNumber) -> BlockCommitment {
        BlockCommitment::from_bytes(
            tag::COMMITMENT
                .hasher()
                .field(&params.chain_id().to_be_bytes())
                .field(params.rollup_address().as_bytes())
                .field(&block_number.get().to_be_bytes())
                .field(self.parent.as_bytes())
                .field(&self.fee_split.to_be_bytes())
                .field(self.tx_order_hash.as_bytes())
                .finish(),
        )
    }

    /// What its VRF proof signs (SPEC `#proposal`).
    #[must_use]
    pub fn id(&self, params: &Params, block_number: BlockNumber) -> ProposalId {
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

/// The election in which a proposal counts: all that decides whether the proposal is valid. What was checked for another
/// election is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct ElectionContext {
    seed: SequencerSeed,
    snapshot: Snapshot,
    tip: BlockHash,
    fee_split_cap: u32,
}

/// A proposal that passed every check but that of its proof (SPEC `#proposal-checks`). It comes only out of [`Election::check`].
///
/// The sequencer signs [`CheckedProposal::id`], and a verifier gives [`CheckedProposal::rank`] the output of the proof that it
/// verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CheckedProposal {
    election: ElectionContext,
    key: KeyBytes,
    id: ProposalId,
    fee_split: FeeSplit,
    bond: Amount,
    proposal: Proposal,
}

impl CheckedProposal {
    /// The registered key of its sequencer.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// What its VRF proof signs as additional data (SPEC `#proposal`).
    #[must_use]
    pub const fn id(&self) -> ProposalId {
        self.id
    }

    /// Its bid.
    #[must_use]
    pub const fn fee_split(&self) -> FeeSplit {
        self.fee_split
    }

    /// Its bond: zero unless the split is above 1.
    #[must_use]
    pub const fn bond(&self) -> Amount {
        self.bond
    }

    /// The proposal.
    #[must_use]
    pub const fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// The proposal with its score. `beta` is the output of its verified proof over [`Election::alpha`] with
    /// [`CheckedProposal::id`] as additional data.
    #[must_use]
    pub fn rank(&self, beta: &Beta) -> RankedProposal {
        let scored_key = ScoredKey::new(self.key, Ticket::sequencer(beta), self.fee_split);
        RankedProposal { checked: *self, scored_key }
    }
}

/// A valid proposal with its key and score. It comes only out of [`CheckedProposal::rank`].
///
/// `Ord` is SPEC `#order`: the best proposal is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RankedProposal {
    checked: CheckedProposal,
    scored_key: ScoredKey,
}

impl RankedProposal {
    /// Key, ticket and score.
    #[must_use]
    pub const fn scored_key(&self) -> &ScoredKey {
        &self.scored_key
    }

    /// What its proof signed.
    #[must_use]
    pub const fn id(&self) -> ProposalId {
        self.checked.id
    }

    /// The proposal.
    #[must_use]
    pub const fn proposal(&self) -> &Proposal {
        &self.checked.proposal
    }

    /// Its bid.
    #[must_use]
    pub const fn fee_split(&self) -> FeeSplit {
        self.checked.fee_split
    }

    /// Its bond: zero unless the split is above 1.
    #[must_use]
    pub const fn bond(&self) -> Amount {
        self.checked.bond
    }
}

impl Ord for RankedProposal {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.scored_key, self.id()).cmp(&(other.scored_key, other.id()))
    }
}

impl PartialOrd for RankedProposal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ranked for RankedProposal {
    fn key(&self) -> KeyBytes {
        self.scored_key.key()
    }
}

/// Two different things that one key signed where it may sign one (SPEC `#equivocation`). The smaller id comes first, so the
/// evidence is the same whoever finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Evidence<Id> {
    key: KeyBytes,
    ids: [Id; 2],
}

impl<Id: Copy + Ord> Evidence<Id> {
    /// Evidence if the ids differ. Both must be of valid proposals for one block, or of valid claims for one node of one
    /// block, by `key`.
    ///
    /// ```
    /// use fernet_core::{ClaimId, Evidence, KeyBytes};
    ///
    /// let (key, a, b) = (KeyBytes::from_bytes([1; 32]), ClaimId::from_bytes([2; 32]), ClaimId::from_bytes([3; 32]));
    /// assert_eq!(Evidence::new(key, b, a).unwrap().ids(), [a, b]);
    /// assert_eq!(Evidence::new(key, a, a), None);
    /// ```
    #[must_use]
    pub fn new(key: KeyBytes, a: Id, b: Id) -> Option<Self> {
        match a.cmp(&b) {
            Ordering::Less => Some(Self { key, ids: [a, b] }),
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { key, ids: [b, a] }),
        }
    }

    /// The key that signed both.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// The two ids, the smaller first.
    #[must_use]
    pub const fn ids(&self) -> [Id; 2] {
        self.ids
    }
}

/// The election of one block: keeps the best `K` proposals of any number, the same whatever the order of arrival.
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let mut ring = RandaoRing::<65>::new();
/// ring.insert(L1Slot::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// let pinned = ring.pin(BlockNumber::new(42), L1Slot::new(1064), params.randao_lag())?;
/// let snapshot = Snapshot::new(&params, L1Slot::new(999), &pinned)?;
///
/// let tip = BlockHash::from_bytes([9; 32]);
/// let mut election = Election::<2>::new(params, pinned, snapshot, tip);
/// let key = KeyBytes::from_bytes([1; 32]);
/// let registration = Registration { key, role: Role::Sequencer, registered_slot: L1Slot::new(0), exit_slot: None };
/// let proposal = Proposal {
///     parent: tip,
///     fee_split: 800_000,
///     tx_order_hash: TxOrderHash::new(&Salt::from_bytes([5; 32]), &[]),
///     payout: Address::from_bytes([1; 20]),
///     bond: 0,
/// };
/// let checked = election.check(&registration, &proposal)?;
/// // `beta` comes out of verifying the proposal's proof over `election.alpha()` with `checked.id()` as additional data.
/// let beta = Beta::from_bytes([3; 64]);
/// election.insert(checked.rank(&beta))?;
/// assert_eq!(election.leader().unwrap().proposal(), &proposal);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Election<const K: usize> {
    params: Params,
    block_number: BlockNumber,
    context: ElectionContext,
    ranking: Ranking<RankedProposal, K>,
}

impl<const K: usize> Election<K> {
    /// The election of the block that `pinned` is for, on top of `tip`.
    #[must_use]
    pub fn new(params: Params, pinned: PinnedMix, snapshot: Snapshot, tip: BlockHash) -> Self {
        let seed = SequencerSeed::new(&params, &pinned);
        let context = ElectionContext { seed, snapshot, tip, fee_split_cap: params.fee_split_cap() };
        Self { params, block_number: pinned.block_number(), context, ranking: Ranking::new() }
    }

    /// VRF input of every sequencer (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self) -> Alpha {
        self.context.seed.alpha()
    }

    /// Checks everything of a proposal but its proof, before the proof is worth verifying (SPEC `#proposal-checks`).
    ///
    /// # Errors
    /// The first reason in the order of SPEC.
    pub fn check(&self, registration: &Registration, proposal: &Proposal) -> Result<CheckedProposal, ProposalError> {
        if proposal.parent != self.context.tip {
            return Err(ProposalError::DeadParent);
        }
        self.context.snapshot.check_eligible(registration, Duty::Propose)?;
        let fee_split = self.params.fee_split(proposal.fee_split)?;
        if proposal.payout == Address::ZERO {
            return Err(ProposalError::PayoutZero);
        }
        let bond = Amount::new(proposal.bond).map_err(|_| ProposalError::BondTooLarge)?;
        match (fee_split.needs_bond(), bond == Amount::ZERO) {
            (true, true) => return Err(ProposalError::BondMissing),
            (false, false) => return Err(ProposalError::BondNotNeeded),
            _ => {}
        }
        let (election, key) = (self.context, registration.key);
        let id = proposal.id(&self.params, self.block_number);
        Ok(CheckedProposal { election, key, id, fee_split, bond, proposal: *proposal })
    }

    /// Takes a proposal of this election into the ranking.
    ///
    /// Returns evidence when the key already stands in the ranking with another proposal; both take part. Against
    /// proposals that have left the ranking compare ids with [`Evidence::new`].
    ///
    /// # Errors
    /// [`ProposalError::Foreign`] for a proposal that was checked for another election; nothing changes then.
    pub fn insert(&mut self, proposal: RankedProposal) -> Result<Option<Evidence<ProposalId>>, ProposalError> {
        if proposal.checked.election != self.context {
            return Err(ProposalError::Foreign);
        }
        let held = self.ranking.of_key(&proposal.key());
        let evidence = held.and_then(|held| Evidence::new(proposal.key(), held.id(), proposal.id()));
        self.ranking.insert(proposal);
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
