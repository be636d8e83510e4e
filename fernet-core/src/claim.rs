//! Claims of provers, and the seats that they fill (SPEC `#claims`).

use core::cmp::Ordering;

use crate::election::Evidence;
use crate::error::ClaimError;
use crate::ranking::Ranked;
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag;
use crate::{
    Address, Alpha, Beta, BundleCommitment, ClaimId, FeeBurn, KeyBytes, NodeIndex, NodeKind, Params, ProofDigest,
    ProposalId, ProverSeed, Score, ScoredKey, SeatId, Statement, Ticket, TreeShape, VrfMode,
};

/// The tree in which a seat counts: all that decides whether its proofs are valid. Seats, bundles, accumulators and trees
/// carry it, and what was made for another tree is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TreeContext {
    pub(crate) seed: ProverSeed,
    pub(crate) proposal_id: ProposalId,
    pub(crate) shape: TreeShape,
    snapshot: Snapshot,
    vrf_mode: VrfMode,
    proofs_per_node: u8,
}

/// A claim of a prover to have proven a node, as it was sent: unchecked, without its key and VRF proof (SPEC `#claim`).
/// [`ProvingContext::check`] checks it.
///
/// All fields are public, so a claim is written as a struct literal. The protocol fixes the fields: later versions add
/// none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Claim {
    /// Number of the proven node.
    pub node: NodeIndex,
    /// Hash of what the node proves; the same for every proof of the node.
    pub statement: Statement,
    /// Hash of the proof itself.
    pub proof_digest: ProofDigest,
    /// Commitment of the left child bundle that a merge proof consumed; zero for a base.
    pub left: BundleCommitment,
    /// Commitment of the right child bundle that a merge proof consumed; zero for a base.
    pub right: BundleCommitment,
    /// The bid FEE_BURN in ppm, at most 1000000.
    pub fee_burn: u32,
    /// The address that receives the pay; not zero.
    pub payout: Address,
    /// The address that receives the gas rebate if this is the claim of the winning root; zero for no rebate.
    pub rebate_payee: Address,
}

impl Claim {
    /// Computes the id of the claim, which its VRF proof signs as additional data (SPEC `#claim`). `seed` is the prover
    /// seed of the block, `proposal_id` the id of the leader's proposal. The claim is not checked.
    #[must_use]
    pub fn id(&self, seed: &ProverSeed, proposal_id: &ProposalId) -> ClaimId {
        ClaimId::from_bytes(
            tag::CLAIM
                .hasher()
                .field(seed.as_bytes())
                .field(proposal_id.as_bytes())
                .field(&self.node.get().to_be_bytes())
                .field(self.statement.as_bytes())
                .field(self.proof_digest.as_bytes())
                .field(self.left.as_bytes())
                .field(self.right.as_bytes())
                .field(&self.fee_burn.to_be_bytes())
                .field(self.payout.as_bytes())
                .field(self.rebate_payee.as_bytes())
                .finish(),
        )
    }
}

/// A claim that passed every check except that of its VRF proof (SPEC `#claim-checks`). Only [`ProvingContext::check`]
/// makes one.
///
/// The prover makes its VRF proof with [`CheckedClaim::id`] as additional data. A verifier verifies that proof and
/// passes its output to [`CheckedClaim::seat`]. [`ProvingContext`] has an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CheckedClaim {
    tree: TreeContext,
    key: KeyBytes,
    id: ClaimId,
    fee_burn: FeeBurn,
    claim: Claim,
}

impl CheckedClaim {
    /// Returns the registered public key of the prover.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// Returns the id of the claim, which its VRF proof signs as additional data (SPEC `#claim`).
    #[must_use]
    pub const fn id(&self) -> ClaimId {
        self.id
    }

    /// Computes the input of the claim's VRF proof (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self) -> Alpha {
        self.tree.seed.alpha(self.tree.vrf_mode, self.claim.node)
    }

    /// Returns the bid of the claim, FEE_BURN.
    #[must_use]
    pub const fn fee_burn(&self) -> FeeBurn {
        self.fee_burn
    }

    /// Returns the claim as it was sent.
    #[must_use]
    pub const fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Makes the seat of the claim (SPEC `#seat`). `beta` is the output of the claim's VRF proof, which the caller has
    /// verified over [`CheckedClaim::alpha`] with [`CheckedClaim::id`] as additional data.
    #[must_use]
    pub fn seat(&self, beta: &Beta) -> Seat {
        self.seat_with_ticket(Ticket::prover(self.tree.vrf_mode, &self.tree.seed, self.claim.node, &self.key, beta))
    }

    /// Makes the seat of the claim from a ticket that was computed elsewhere: by a contract, or from the public key in
    /// [`VrfMode::Public`].
    #[must_use]
    pub fn seat_with_ticket(&self, ticket: Ticket) -> Seat {
        let scored_key = ScoredKey::new(self.key, ticket, self.fee_burn);
        Seat {
            tree: self.tree,
            scored_key,
            claim_id: self.id,
            id: SeatId::new(&self.key, &self.id, scored_key.score()),
            fee_burn: self.fee_burn,
            claim: self.claim,
        }
    }
}

impl SeatId {
    /// Computes the id of the seat of a claim (SPEC `#seat`).
    pub(crate) fn new(key: &KeyBytes, claim: &ClaimId, score: Score) -> Self {
        let hasher = tag::SEAT.hasher().field(key.as_bytes()).field(claim.as_bytes());
        Self::from_bytes(hasher.field(&score.to_be_bytes()).finish())
    }
}

/// A valid claim with its key and score (SPEC `#seat`). Only a [`CheckedClaim`] makes one; [`ProvingContext`] has an
/// example.
///
/// `Ord` is the order of SPEC `#order`: the seat that ranks better is the smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    pub(crate) tree: TreeContext,
    scored_key: ScoredKey,
    claim_id: ClaimId,
    id: SeatId,
    fee_burn: FeeBurn,
    claim: Claim,
}

impl Seat {
    /// Returns the key, ticket and score of the seat.
    #[must_use]
    pub const fn scored_key(&self) -> &ScoredKey {
        &self.scored_key
    }

    /// Returns the id of the claim, which the prover signed (SPEC `#claim`).
    #[must_use]
    pub const fn claim_id(&self) -> ClaimId {
        self.claim_id
    }

    /// Returns the id of the seat (SPEC `#seat`).
    #[must_use]
    pub const fn id(&self) -> SeatId {
        self.id
    }

    /// Returns the bid of the claim, FEE_BURN.
    #[must_use]
    pub const fn fee_burn(&self) -> FeeBurn {
        self.fee_burn
    }

    /// Returns the claim as it was sent.
    #[must_use]
    pub const fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Makes evidence if the two seats are of one key and one node of one proposal, and their claims contradict each
    /// other; otherwise returns `None` (SPEC `#equivocation`).
    ///
    /// ```
    /// use fernet_core::*;
    ///
    /// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    /// # let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
    /// # let snapshot = Snapshot::new(&params, &pinned);
    /// # let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
    /// let proving = ProvingContext::new(params, seed, ProposalId::ZERO, TreeShape::new(2)?, snapshot);
    /// # let prover = |id| Registration {
    /// #     key: KeyBytes::from_bytes([id; 32]),
    /// #     role: Role::Prover,
    /// #     entry_l1_block: L1Block::new(0),
    /// #     exit_l1_block: None,
    /// # };
    /// # let claim = |digest: u8| Claim {
    /// #     node: NodeIndex::new(0),
    /// #     statement: Statement::from_bytes([2; 32]),
    /// #     proof_digest: ProofDigest::from_bytes([digest; 32]),
    /// #     left: BundleCommitment::ZERO,
    /// #     right: BundleCommitment::ZERO,
    /// #     fee_burn: 0,
    /// #     payout: Address::from_bytes([5; 20]),
    /// #     rebate_payee: Address::ZERO,
    /// # };
    /// // One prover claims base 0 twice, with proofs of different digests.
    /// let seat = |digest| proving.check(&prover(1), &claim(digest)).map(|claim| claim.seat_with_ticket(Ticket::new(7)));
    /// let evidence = seat(4)?.equivocation(&seat(5)?).expect("two claims of one key for one node");
    /// assert_eq!(evidence.key(), prover(1).key);
    /// assert_eq!(seat(4)?.equivocation(&seat(4)?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn equivocation(&self, other: &Self) -> Option<Evidence<ClaimId>> {
        let made_for = |seat: &Self| (seat.tree.seed, seat.tree.proposal_id, seat.key());
        if made_for(self) != made_for(other) {
            return None;
        }
        Evidence::of_claims(self.key(), &self.tree.seed, &self.tree.proposal_id, &self.claim, &other.claim)
    }
}

impl Ord for Seat {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.scored_key, self.claim_id).cmp(&(other.scored_key, other.claim_id))
    }
}

impl PartialOrd for Seat {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ranked for Seat {
    fn key(&self) -> KeyBytes {
        self.scored_key.key()
    }
}

/// The context against which the claims of one block are checked (SPEC `#claim-checks`).
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// let snapshot = Snapshot::new(&params, &pinned);
/// // The leader's VRF output makes the seed; the contents that it reveals make the shape.
/// let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
/// let leader = ProposalId::from_bytes([8; 32]); // the id of the leader's proposal
/// let proving = ProvingContext::new(params, seed, leader, TreeShape::new(1)?, snapshot);
///
/// let key = KeyBytes::from_bytes([1; 32]);
/// let registration = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
/// let claim = Claim {
///     node: NodeIndex::new(0),
///     statement: Statement::from_bytes([2; 32]),
///     proof_digest: ProofDigest::from_bytes([4; 32]),
///     left: BundleCommitment::ZERO,
///     right: BundleCommitment::ZERO,
///     fee_burn: 100_000,
///     payout: Address::from_bytes([5; 20]),
///     rebate_payee: Address::ZERO,
/// };
/// let checked = proving.check(&registration, &claim)?;
/// assert_eq!(checked.id(), claim.id(&seed, &leader)); // what the prover's VRF proof signs
/// // `beta` comes out of verifying that proof over `checked.alpha()`.
/// let seat = checked.seat(&Beta::from_bytes([6; 64]));
///
/// let bundle = Bundle::new(&proving, &[seat])?;
/// let mut verifier = TreeVerifier::new(&proving);
/// verifier.insert(&bundle)?;
/// let tree = verifier.finish()?;
/// assert_eq!(tree.accumulator().filled(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ProvingContext {
    params: Params,
    seed: ProverSeed,
    proposal_id: ProposalId,
    shape: TreeShape,
    snapshot: Snapshot,
}

impl ProvingContext {
    /// Makes the context of a block from its prover seed, the id of its leader's proposal, the shape of its proof tree and
    /// its registry snapshot.
    #[must_use]
    pub const fn new(
        params: Params,
        seed: ProverSeed,
        proposal_id: ProposalId,
        shape: TreeShape,
        snapshot: Snapshot,
    ) -> Self {
        Self { params, seed, proposal_id, shape, snapshot }
    }

    /// Returns the parameters of the rollup.
    #[must_use]
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Returns the prover seed of the block.
    #[must_use]
    pub const fn seed(&self) -> &ProverSeed {
        &self.seed
    }

    /// Returns the id of the leader's proposal, which every claim of the block signs (SPEC `#claim`).
    #[must_use]
    pub const fn proposal_id(&self) -> &ProposalId {
        &self.proposal_id
    }

    /// Returns the registry snapshot of the block.
    #[must_use]
    pub const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns the shape of the block's proof tree.
    #[must_use]
    pub const fn shape(&self) -> TreeShape {
        self.shape
    }

    /// What makes its tree another than those of other blocks.
    pub(crate) const fn tree(&self) -> TreeContext {
        TreeContext {
            seed: self.seed,
            proposal_id: self.proposal_id,
            shape: self.shape,
            snapshot: self.snapshot,
            vrf_mode: self.params.vrf_mode(),
            proofs_per_node: self.params.proofs_per_node(),
        }
    }

    /// Computes the VRF input of the provers at `node`; it is the same for all of them (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self, node: NodeIndex) -> Alpha {
        self.seed.alpha(self.params.vrf_mode(), node)
    }

    /// Checks everything about a claim except its VRF proof, so that a proof is verified only for a claim that is
    /// otherwise valid (SPEC `#claim-checks`). `registration` is that of the claim's key.
    ///
    /// # Errors
    /// [`ClaimError`], the first that applies in the order of SPEC `#claim-checks`.
    pub fn check(&self, registration: &Registration, claim: &Claim) -> Result<CheckedClaim, ClaimError> {
        let kind = NodeKind::from_node(claim.node);
        self.snapshot.check_eligible(registration, Duty::Prove(kind))?;
        if !self.shape.contains(claim.node) {
            return Err(ClaimError::ForeignNode);
        }
        let named = [claim.left, claim.right].map(|child| child != BundleCommitment::ZERO);
        match (kind, named) {
            (NodeKind::Base, [false, false]) | (NodeKind::Merge, [true, true]) => {}
            (NodeKind::Base, _) => return Err(ClaimError::BaseWithChildren),
            (NodeKind::Merge, _) => return Err(ClaimError::MergeWithoutChildren),
        }
        let fee_burn = FeeBurn::new(claim.fee_burn)?;
        if claim.payout == Address::ZERO {
            return Err(ClaimError::PayoutZero);
        }
        let (tree, id) = (self.tree(), claim.id(&self.seed, &self.proposal_id));
        Ok(CheckedClaim { tree, key: registration.key, id, fee_burn, claim: *claim })
    }
}
