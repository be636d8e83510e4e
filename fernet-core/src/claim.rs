//! Claims of provers, and the seats that they fill (SPEC `#claims`).

use core::cmp::Ordering;

use crate::election::Evidence;
use crate::error::ClaimError;
use crate::ranking::Ranked;
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag;
use crate::{
    Address, Alpha, Beta, BundleCommitment, ClaimId, FeeBurn, KeyBytes, NodeIndex, NodeKind, Params, ProofDigest,
    ProverSeed, ScoredKey, SeatId, Statement, Ticket, TreeShape, VrfMode,
};

/// The tree in which a seat counts: all that decides whether its proofs are valid. Seats, bundles, accumulators and trees
/// carry it, and what was made for another tree is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TreeContext {
    pub(crate) seed: ProverSeed,
    pub(crate) shape: TreeShape,
    snapshot: Snapshot,
    vrf_mode: VrfMode,
    proofs_per_node: u8,
}

/// What a prover says of one proof, as it was sent: unchecked, without its key and VRF proof (SPEC `#claim`).
///
/// The fields are public, and all of them: a claim is written as a literal, in which eight values have their names, and a
/// ninth would be another protocol. [`ProvingContext::check`] checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Claim {
    /// The node that is proven.
    pub node: NodeIndex,
    /// Hash of the public inputs.
    pub statement: Statement,
    /// Hash of the proof.
    pub proof_digest: ProofDigest,
    /// Bundle that a merge consumed on the left; zero for a base.
    pub left: BundleCommitment,
    /// Bundle that a merge consumed on the right; zero for a base.
    pub right: BundleCommitment,
    /// FEE_BURN in ppm.
    pub fee_burn: u32,
    /// Receives the pay.
    pub payout: Address,
    /// Receives the gas rebate if this is the winning root; zero for none.
    pub rebate_payee: Address,
}

impl Claim {
    /// What the prover's VRF proof signs (SPEC `#claim`).
    #[must_use]
    pub fn id(&self, seed: &ProverSeed) -> ClaimId {
        ClaimId::from_bytes(
            tag::CLAIM
                .hasher()
                .field(seed.as_bytes())
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

/// A claim that passed every check but that of its proof (SPEC `#claim-checks`). It comes only out of [`ProvingContext::check`].
///
/// The prover signs [`CheckedClaim::id`], and a verifier gives [`CheckedClaim::seat`] the output of the proof that it verified.
/// [`ProvingContext`] has an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CheckedClaim {
    tree: TreeContext,
    key: KeyBytes,
    id: ClaimId,
    fee_burn: FeeBurn,
    claim: Claim,
}

impl CheckedClaim {
    /// The registered key of its prover.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// What its VRF proof signs as additional data (SPEC `#claim`).
    #[must_use]
    pub const fn id(&self) -> ClaimId {
        self.id
    }

    /// The input of its VRF proof (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self) -> Alpha {
        self.tree.seed.alpha(self.tree.vrf_mode, self.claim.node)
    }

    /// Its bid.
    #[must_use]
    pub const fn fee_burn(&self) -> FeeBurn {
        self.fee_burn
    }

    /// The claim.
    #[must_use]
    pub const fn claim(&self) -> &Claim {
        &self.claim
    }

    /// The seat of the claim. `beta` is the output of its verified proof over [`CheckedClaim::alpha`] with
    /// [`CheckedClaim::id`] as additional data.
    #[must_use]
    pub fn seat(&self, beta: &Beta) -> Seat {
        self.seat_with_ticket(Ticket::prover(self.tree.vrf_mode, &self.tree.seed, self.claim.node, &self.key, beta))
    }

    /// The seat of the claim with a ticket that was computed elsewhere: by a contract, or from a public key.
    #[must_use]
    pub fn seat_with_ticket(&self, ticket: Ticket) -> Seat {
        let scored_key = ScoredKey::new(self.key, ticket, self.fee_burn);
        let id = tag::SEAT
            .hasher()
            .field(self.key.as_bytes())
            .field(self.id.as_bytes())
            .field(&scored_key.score().to_be_bytes())
            .finish();
        Seat {
            tree: self.tree,
            scored_key,
            claim_id: self.id,
            id: SeatId::from_bytes(id),
            fee_burn: self.fee_burn,
            claim: self.claim,
        }
    }
}

/// A valid claim with its key and score (SPEC `#seat`). It comes only out of a [`CheckedClaim`]; [`ProvingContext`] has an
/// example.
///
/// `Ord` is SPEC `#order`: the best seat is the smallest.
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
    /// Key, ticket and score.
    #[must_use]
    pub const fn scored_key(&self) -> &ScoredKey {
        &self.scored_key
    }

    /// What its prover signed.
    #[must_use]
    pub const fn claim_id(&self) -> ClaimId {
        self.claim_id
    }

    /// Its id (SPEC `#seat`).
    #[must_use]
    pub const fn id(&self) -> SeatId {
        self.id
    }

    /// Its bid.
    #[must_use]
    pub const fn fee_burn(&self) -> FeeBurn {
        self.fee_burn
    }

    /// The claim.
    #[must_use]
    pub const fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Evidence if the prover of this seat signed another claim for the same node of the same block in `other` (SPEC
    /// `#equivocation`).
    #[must_use]
    pub fn equivocation(&self, other: &Self) -> Option<Evidence<ClaimId>> {
        let place = |seat: &Self| (seat.tree.seed, seat.key(), seat.claim.node);
        if place(self) == place(other) { Evidence::new(self.key(), self.claim_id, other.claim_id) } else { None }
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

/// Context against which the claims of one block are checked (SPEC `#claim-checks`).
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let pinned = PinnedMix::new(BlockNumber::new(42), L1Slot::new(1000), RandaoMix::from_bytes([7; 32]));
/// let snapshot = Snapshot::new(&params, L1Slot::new(999), &pinned)?;
/// // The leader's VRF output makes the seed; the contents that it reveals make the shape.
/// let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
/// let proving = ProvingContext::new(params, seed, TreeShape::new(1)?, snapshot);
///
/// let key = KeyBytes::from_bytes([1; 32]);
/// let registration = Registration { key, role: Role::Prover, registered_slot: L1Slot::new(0), exit_slot: None };
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
/// assert_eq!(checked.id(), claim.id(&seed)); // what the prover's VRF proof signs
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
    shape: TreeShape,
    snapshot: Snapshot,
}

impl ProvingContext {
    /// The proving of the block whose contents need `shape`.
    #[must_use]
    pub const fn new(params: Params, seed: ProverSeed, shape: TreeShape, snapshot: Snapshot) -> Self {
        Self { params, seed, shape, snapshot }
    }

    /// Parameters of the rollup.
    #[must_use]
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// The seed that its VRF inputs and claim ids come from.
    #[must_use]
    pub const fn seed(&self) -> &ProverSeed {
        &self.seed
    }

    /// Shape of the block's tree.
    #[must_use]
    pub const fn shape(&self) -> TreeShape {
        self.shape
    }

    /// What makes its tree another than those of other blocks.
    pub(crate) const fn tree(&self) -> TreeContext {
        TreeContext {
            seed: self.seed,
            shape: self.shape,
            snapshot: self.snapshot,
            vrf_mode: self.params.vrf_mode(),
            proofs_per_node: self.params.proofs_per_node(),
        }
    }

    /// VRF input of every prover at `node` (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self, node: NodeIndex) -> Alpha {
        self.seed.alpha(self.params.vrf_mode(), node)
    }

    /// Checks everything of a claim but its proof, before the proof is worth verifying (SPEC `#claim-checks`).
    ///
    /// # Errors
    /// The first reason in the order of SPEC.
    pub fn check(&self, registration: &Registration, claim: &Claim) -> Result<CheckedClaim, ClaimError> {
        if !self.shape.contains(claim.node) {
            return Err(ClaimError::ForeignNode);
        }
        let kind = NodeKind::from_node(claim.node);
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
        self.snapshot.check_eligible(registration, Duty::Prove(kind))?;
        let (tree, id) = (self.tree(), claim.id(&self.seed));
        Ok(CheckedClaim { tree, key: registration.key, id, fee_burn, claim: *claim })
    }
}
