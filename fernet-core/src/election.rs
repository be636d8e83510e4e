//! The election of a block's leader: proposals, ranking, evidence of equivocation (SPEC
//! `#election`).

use core::cmp::Ordering;

use crate::error::ProposalError;
use crate::ranking::{Ranked, Ranking};
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag;
use crate::{
    Address, Alpha, Amount, Beta, BlockCommitment, BlockHash, BlockNumber, Claim, ClaimId, FeeSplit, KeyBytes, Params,
    PinnedMix, ProposalId, ProverSeed, ScoredKey, SequencerSeed, Ticket, TxOrderHash,
};

/// A proposal of a block by a sequencer, as it was sent: unchecked, without its key and VRF proof (SPEC `#proposal`).
/// [`Election::check`] checks it.
///
/// All fields are public, so a proposal is written as a struct literal. The protocol fixes the fields: later versions
/// add none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Proposal {
    /// The proposal id of the block that the proposed block builds on.
    pub parent: BlockHash,
    /// The bid FEE_SPLIT in ppm, at most `fee_split_cap`.
    pub fee_split: u32,
    /// Salted hash of the block's fees and transactions ([`Reveal::tx_order_hash`](crate::Reveal::tx_order_hash)).
    pub tx_order_hash: TxOrderHash,
    /// The address that receives the sequencer's share of the fees; not zero.
    pub payout: Address,
    /// The bond, in wei, below 2^96: at least the minimum of [`Params::minimum_bond`] if `fee_split` is above 1000000 ppm,
    /// and 0 otherwise.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub bond: u128,
}

impl Proposal {
    /// Computes the block commitment of the proposal (SPEC `#commitment`). The proposal is not checked.
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

    /// Computes the id of the proposal, which its VRF proof signs as additional data (SPEC `#proposal`). The proposal
    /// is not checked.
    ///
    /// A sequencer uses [`CheckedProposal::id`], which has the same value and exists only if the proposal is valid in
    /// the election. This function is for programs that have no election, such as those that look up a proposal by its id.
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
    bond_base: Amount,
}

/// A proposal that passed every check except that of its VRF proof (SPEC `#proposal-checks`). Only [`Election::check`]
/// makes one.
///
/// The sequencer makes its VRF proof with [`CheckedProposal::id`] as additional data. A verifier verifies that proof
/// and passes its output to [`CheckedProposal::rank`].
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
    /// Returns the registered public key of the sequencer.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// Returns the id of the proposal, which its VRF proof signs as additional data (SPEC `#proposal`).
    /// A sequencer that has checked its own proposal signs this id; [`Proposal::id`] computes the same value unchecked.
    #[must_use]
    pub const fn id(&self) -> ProposalId {
        self.id
    }

    /// Returns the bid of the proposal, FEE_SPLIT.
    #[must_use]
    pub const fn fee_split(&self) -> FeeSplit {
        self.fee_split
    }

    /// Returns the bond of the proposal: at least the minimum bond if the bid is above 1000000 ppm, and 0 otherwise.
    #[must_use]
    pub const fn bond(&self) -> Amount {
        self.bond
    }

    /// Returns the proposal as it was sent.
    #[must_use]
    pub const fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// Computes the score of the proposal. `beta` is the output of the proposal's VRF proof, which the caller has
    /// verified over [`Election::alpha`] with [`CheckedProposal::id`] as additional data.
    #[must_use]
    pub fn rank(&self, beta: &Beta) -> RankedProposal {
        let scored_key = ScoredKey::new(self.key, Ticket::sequencer(beta), self.fee_split);
        RankedProposal { checked: *self, scored_key, beta: *beta }
    }
}

/// A valid proposal with its key and score, for [`Election::insert`]. Only [`CheckedProposal::rank`] makes one.
///
/// `Ord` is the order of SPEC `#order`: the proposal that ranks better is the smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RankedProposal {
    checked: CheckedProposal,
    scored_key: ScoredKey,
    beta: Beta,
}

impl RankedProposal {
    /// Returns the key, ticket and score of the proposal.
    #[must_use]
    pub const fn scored_key(&self) -> &ScoredKey {
        &self.scored_key
    }

    /// Returns the output of the proposal's VRF proof. That of the leader gives the prover seed:
    /// [`ProverSeed::new`](crate::ProverSeed::new).
    #[must_use]
    pub const fn beta(&self) -> &Beta {
        &self.beta
    }

    /// Returns the id of the proposal, which its VRF proof signs (SPEC `#proposal`).
    #[must_use]
    pub const fn id(&self) -> ProposalId {
        self.checked.id
    }

    /// Returns the proposal as it was sent.
    #[must_use]
    pub const fn proposal(&self) -> &Proposal {
        &self.checked.proposal
    }

    /// Returns the bid of the proposal, FEE_SPLIT.
    #[must_use]
    pub const fn fee_split(&self) -> FeeSplit {
        self.checked.fee_split
    }

    /// Returns the bond of the proposal: at least the minimum bond if the bid is above 1000000 ppm, and 0 otherwise.
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

/// Evidence that one key signed two proposals for one block, or two claims for one node, that contradict each other (SPEC
/// `#equivocation`). The smaller id comes first, so that the same two messages always give the same evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Evidence<Id> {
    key: KeyBytes,
    ids: [Id; 2],
}

impl Evidence<ProposalId> {
    /// Makes evidence if two proposals of `key`, each with the pinned mix of its block, have the same block number, mix and
    /// parent but different ids; otherwise returns `None`. The proposals must be valid; this is not checked.
    ///
    /// ```
    /// use fernet_core::*;
    ///
    /// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    /// let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
    /// let (key, tx_order_hash) = (KeyBytes::from_bytes([1; 32]), TxOrderHash::from_bytes([2; 32]));
    /// let payout = Address::from_bytes([3; 20]);
    /// let first = Proposal { parent: BlockHash::ZERO, fee_split: 0, tx_order_hash, payout, bond: 0 };
    /// let second = Proposal { fee_split: 1, ..first };
    /// assert!(Evidence::of_proposals(&params, key, (&pinned, &first), (&pinned, &second)).is_some());
    ///
    /// // After a reorganisation of L1 the mix is another one, and so may the proposal be.
    /// let other_mix = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([8; 32]))?;
    /// assert!(Evidence::of_proposals(&params, key, (&pinned, &first), (&other_mix, &second)).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_proposals(
        params: &Params,
        key: KeyBytes,
        a: (&PinnedMix, &Proposal),
        b: (&PinnedMix, &Proposal),
    ) -> Option<Self> {
        let made_for =
            |(pinned, proposal): (&PinnedMix, &Proposal)| (SequencerSeed::new(params, pinned), proposal.parent);
        if made_for(a) != made_for(b) {
            return None;
        }
        let [a, b] = [a, b].map(|(pinned, proposal)| proposal.id(params, pinned.block_number()));
        Self::new(key, a, b)
    }
}

impl Evidence<ClaimId> {
    /// Makes evidence if two claims of `key` for one node of one leader's proposal have different statements, or the same
    /// statement and child bundles but different ids; otherwise returns `None`. The claims must be valid for this prover
    /// seed and this proposal; this is not checked.
    #[must_use]
    pub fn of_claims(key: KeyBytes, seed: &ProverSeed, proposal_id: &ProposalId, a: &Claim, b: &Claim) -> Option<Self> {
        // A claim on other child bundles revises an earlier one.
        let is_revision = a.statement == b.statement && (a.left, a.right) != (b.left, b.right);
        if a.node != b.node || is_revision {
            return None;
        }
        Self::new(key, a.id(seed, proposal_id), b.id(seed, proposal_id))
    }
}

impl<Id: Copy + Ord> Evidence<Id> {
    /// Makes evidence of two ids; `None` if they are equal.
    fn new(key: KeyBytes, a: Id, b: Id) -> Option<Self> {
        match a.cmp(&b) {
            Ordering::Less => Some(Self { key, ids: [a, b] }),
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { key, ids: [b, a] }),
        }
    }

    /// Returns the public key that signed both.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// Returns the two ids, the smaller one first.
    #[must_use]
    pub const fn ids(&self) -> [Id; 2] {
        self.ids
    }
}

/// The election of one block. It keeps the best `K` of the proposals that are inserted, one for each key. The result
/// does not depend on the order of insertions (SPEC `#leader`).
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let mut ring = RandaoRing::<65>::new();
/// ring.insert(L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// let pinned = ring.pin(BlockNumber::new(42), L1Block::new(1064), params.randao_lag())?;
///
/// let tip = BlockHash::from_bytes([9; 32]);
/// let mut election = Election::<2>::new(params, pinned, tip);
/// let key = KeyBytes::from_bytes([1; 32]);
/// let registration = Registration { key, role: Role::Sequencer, entry_l1_block: L1Block::new(0), exit_l1_block: None };
/// let proposal = Proposal {
///     parent: tip,
///     fee_split: 800_000,
///     tx_order_hash: Reveal::new(Salt::from_bytes([5; 32]), 1000, &[]).tx_order_hash(),
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
    /// Starts the election of the block for which `pinned` was read. `tip` is the canonical tip, which must be the
    /// parent of every proposal.
    #[must_use]
    pub fn new(params: Params, pinned: PinnedMix, tip: BlockHash) -> Self {
        let snapshot = Snapshot::new(&params, &pinned);
        let seed = SequencerSeed::new(&params, &pinned);
        let (fee_split_cap, bond_base) = (params.fee_split_cap(), params.bond_base());
        let context = ElectionContext { seed, snapshot, tip, fee_split_cap, bond_base };
        Self { params, block_number: pinned.block_number(), context, ranking: Ranking::new() }
    }

    /// Computes the VRF input of the sequencers of the block; it is the same for all of them (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self) -> Alpha {
        self.context.seed.alpha()
    }

    /// Checks everything about a proposal except its VRF proof, so that a proof is verified only for a proposal that is
    /// otherwise valid (SPEC `#proposal-checks`). `registration` is that of the proposal's key.
    ///
    /// # Errors
    /// [`ProposalError`], the first that applies in the order of SPEC `#proposal-checks`.
    pub fn check(&self, registration: &Registration, proposal: &Proposal) -> Result<CheckedProposal, ProposalError> {
        self.context.snapshot.check_eligible(registration, Duty::Propose)?;
        if proposal.parent != self.context.tip {
            return Err(ProposalError::DeadParent);
        }
        let fee_split = self.params.fee_split(proposal.fee_split)?;
        if proposal.payout == Address::ZERO {
            return Err(ProposalError::PayoutZero);
        }
        let bond = Amount::new(proposal.bond).map_err(|_| ProposalError::BondTooLarge)?;
        match (fee_split.needs_bond(), bond == Amount::ZERO) {
            (true, true) => return Err(ProposalError::BondMissing),
            (true, false) if bond < self.params.minimum_bond(fee_split) => return Err(ProposalError::BondTooSmall),
            (false, false) => return Err(ProposalError::BondNotNeeded),
            _ => {}
        }
        let (election, key) = (self.context, registration.key);
        let id = proposal.id(&self.params, self.block_number);
        Ok(CheckedProposal { election, key, id, fee_split, bond, proposal: *proposal })
    }

    /// Inserts a proposal into the ranking of the election (SPEC `#leader`).
    ///
    /// Returns evidence of equivocation if the ranking holds another proposal of the same key. Both proposals take
    /// part. A proposal that has left the ranking is not compared: use [`Evidence::of_proposals`] for it.
    ///
    /// # Errors
    /// [`ProposalError::Foreign`] if the proposal was checked for another election; the ranking is then unchanged.
    pub fn insert(&mut self, proposal: RankedProposal) -> Result<Option<Evidence<ProposalId>>, ProposalError> {
        if proposal.checked.election != self.context {
            return Err(ProposalError::Foreign);
        }
        let held = self.ranking.of_key(&proposal.key());
        let evidence = held.and_then(|held| Evidence::new(proposal.key(), held.id(), proposal.id()));
        self.ranking.insert(proposal);
        Ok(evidence)
    }

    /// Returns the best proposals, at most `K`, leader first.
    #[must_use]
    pub fn ranking(&self) -> &[RankedProposal] {
        self.ranking.as_slice()
    }

    /// Returns the proposal of the leader, or `None` if no proposal was inserted (SPEC `#leader`). Its
    /// [`beta`](RankedProposal::beta) gives the prover seed.
    #[must_use]
    pub fn leader(&self) -> Option<&RankedProposal> {
        self.ranking.first()
    }
}
