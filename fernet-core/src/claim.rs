//! Claims of provers, and the seats that they fill (SPEC `#claims`).

use core::cmp::Ordering;

use crate::election::Evidence;
use crate::error::ClaimError;
use crate::ranking::Ranked;
use crate::registry::{Duty, Registration, Snapshot};
use crate::tag;
use crate::{
    Address, Alpha, Beta, BundleCommitment, ClaimId, FeeBurn, KeyBytes, NodeKind, Params, ProofDigest, ProverSeed,
    ScoredKey, SeatId, Statement, Ticket, TreeShape, VrfMode,
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

/// What a prover says of one proof, in any range, without its key and VRF proof (SPEC `#claim`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The node that is proven.
    pub node: u64,
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
                .field(&self.node.to_be_bytes())
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

/// A valid claim with its key and score. It comes only out of [`ProvingContext::seat`].
///
/// `Ord` is SPEC `#order`: the best seat is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    pub(crate) tree: TreeContext,
    candidate: ScoredKey,
    claim_id: ClaimId,
    id: SeatId,
    fee_burn: FeeBurn,
    claim: Claim,
}

impl Seat {
    /// Key, ticket and score.
    #[must_use]
    pub const fn scored_key(&self) -> &ScoredKey {
        &self.candidate
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
        if place(self) == place(other) { Evidence::of(self.key(), self.claim_id, other.claim_id) } else { None }
    }
}

impl Ord for Seat {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.candidate, self.claim_id).cmp(&(other.candidate, other.claim_id))
    }
}

impl PartialOrd for Seat {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ranked for Seat {
    fn key(&self) -> KeyBytes {
        self.candidate.key()
    }
}

/// The proving of one block: what a claim has to fit.
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

    /// TreeShape of the block's tree.
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
    pub fn alpha(&self, node: u64) -> Alpha {
        self.seed.alpha(self.params.vrf_mode(), node)
    }

    /// What the VRF proof of `claim` signs.
    #[must_use]
    pub fn claim_id(&self, claim: &Claim) -> ClaimId {
        claim.id(&self.seed)
    }

    /// Checks everything of a claim but its proof, before the proof is worth verifying (SPEC `#claim-checks`).
    ///
    /// # Errors
    /// The first reason in the order of SPEC.
    pub fn check(&self, registration: &Registration, claim: &Claim) -> Result<FeeBurn, ClaimError> {
        if !self.shape.contains(claim.node) {
            return Err(ClaimError::ForeignNode);
        }
        let kind = NodeKind::of(claim.node);
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
        Ok(fee_burn)
    }

    /// The seat of a claim by the registered key. `beta` is the output of its verified proof over [`ProvingContext::alpha`] with
    /// [`ProvingContext::claim_id`] as additional data.
    ///
    /// # Errors
    /// Those of [`ProvingContext::check`].
    pub fn seat(&self, registration: &Registration, claim: &Claim, beta: &Beta) -> Result<Seat, ClaimError> {
        let ticket = Ticket::prover(self.params.vrf_mode(), &self.seed, claim.node, &registration.key, beta);
        self.seat_with_ticket(registration, claim, ticket)
    }

    /// As [`ProvingContext::seat`], for a ticket that was computed elsewhere: by a contract, or from a public key.
    ///
    /// # Errors
    /// Those of [`ProvingContext::check`].
    pub fn seat_with_ticket(
        &self,
        registration: &Registration,
        claim: &Claim,
        ticket: Ticket,
    ) -> Result<Seat, ClaimError> {
        let fee_burn = self.check(registration, claim)?;
        let (candidate, claim_id) = (ScoredKey::new(registration.key, ticket, fee_burn), self.claim_id(claim));
        let id = tag::SEAT
            .hasher()
            .field(registration.key.as_bytes())
            .field(claim_id.as_bytes())
            .field(&candidate.score().to_be_bytes())
            .finish();
        Ok(Seat { tree: self.tree(), candidate, claim_id, id: SeatId::from_bytes(id), fee_burn, claim: *claim })
    }
}
