//! Claims of provers, and the seats made of them (SPEC `#claims`).

use core::mem::MaybeUninit;

use fernet_core::{Claim, ClaimId, NodeIndex, ProvingContext, Seat, Snapshot, TreeShape};

use crate::bytes::{
    Parse, fernet_address, fernet_beta, fernet_bundle_commitment, fernet_claim_id, fernet_key, fernet_proof_digest,
    fernet_proposal_id, fernet_prover_seed, fernet_score, fernet_seat_id, fernet_statement, fernet_ticket, reserved,
};
use crate::election::{self, fernet_evidence};
use crate::params::fernet_params;
use crate::ptr::{In, Out, Output, Sealed};
use crate::randao::fernet_pinned_mix;
use crate::registry::fernet_registration;
use crate::score::sign;
use crate::status::fernet_status;

/// A claim of a prover to have proven a node, without its key and VRF proof (SPEC #claim).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_claim {
    /// Number of the proven node.
    pub node: u64,
    /// Hash of what the node proves; the same for every proof of the node.
    pub statement: fernet_statement,
    /// Hash of the proof itself.
    pub proof_digest: fernet_proof_digest,
    /// Commitment of the left child bundle that a merge proof consumed; zero for a base.
    pub left: fernet_bundle_commitment,
    /// Commitment of the right child bundle that a merge proof consumed; zero for a base.
    pub right: fernet_bundle_commitment,
    /// The address that receives the pay; not zero.
    pub payout: fernet_address,
    /// The address that receives the gas rebate if this is the claim of the winning root; zero for no rebate.
    pub rebate_payee: fernet_address,
    /// The bid FEE_BURN in ppm, at most 1000000.
    pub fee_burn: u32,
    /// Reserved; must be 0.
    pub reserved: u32,
}
/// The context against which the claims of one block are checked (SPEC #claim-checks).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_proving_context {
    /// Parameters of the rollup.
    pub params: fernet_params,
    /// The pinned mix of the block.
    pub pinned: fernet_pinned_mix,
    /// The prover seed of the block.
    pub seed: fernet_prover_seed,
    /// The id of the leader's proposal, which every claim of the block signs.
    pub proposal_id: fernet_proposal_id,
    /// Number of base proofs of the tree, 1 to 2^32 (fernet_tree_shape_for_transactions).
    pub bases: u64,
}
/// A private object: a valid claim with its key and score (SPEC #seat). fernet_seat_read reads it.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_seat {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 480],
}
/// The contents of a fernet_seat.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_seat_info {
    /// The id of the seat (SPEC #seat).
    pub id: fernet_seat_id,
    /// The id of the claim, which the prover signed.
    pub claim_id: fernet_claim_id,
    /// The public key of the prover.
    pub key: fernet_key,
    /// The ticket of the prover at the node.
    pub ticket: fernet_ticket,
    /// The score of the seat, ticket * (1000000 + fee_burn).
    pub score: fernet_score,
    /// The claim of the seat.
    pub claim: fernet_claim,
}

impl Parse for fernet_claim {
    type Value = Claim;

    fn parse(self) -> Result<Claim, fernet_status> {
        reserved(&self.reserved.to_be_bytes())?;
        Ok(Claim {
            node: NodeIndex::new(self.node),
            statement: self.statement.parse()?,
            proof_digest: self.proof_digest.parse()?,
            left: self.left.parse()?,
            right: self.right.parse()?,
            fee_burn: self.fee_burn,
            payout: self.payout.parse()?,
            rebate_payee: self.rebate_payee.parse()?,
        })
    }
}

impl From<&Claim> for fernet_claim {
    fn from(claim: &Claim) -> Self {
        Self {
            node: claim.node.get(),
            statement: claim.statement.into(),
            proof_digest: claim.proof_digest.into(),
            left: claim.left.into(),
            right: claim.right.into(),
            payout: claim.payout.into(),
            rebate_payee: claim.rebate_payee.into(),
            fee_burn: claim.fee_burn,
            reserved: 0,
        }
    }
}

impl Parse for fernet_proving_context {
    type Value = ProvingContext;

    fn parse(self) -> Result<ProvingContext, fernet_status> {
        let (params, shape) = (self.params.parse()?, TreeShape::new(self.bases)?);
        let snapshot = Snapshot::new(&params, &self.pinned.parse()?);
        Ok(ProvingContext::new(params, self.seed.parse()?, self.proposal_id.parse()?, shape, snapshot))
    }
}

impl From<&Seat> for fernet_seat_info {
    fn from(seat: &Seat) -> Self {
        let scored_key = seat.scored_key();
        Self {
            id: seat.id().into(),
            claim_id: seat.claim_id().into(),
            key: scored_key.key().into(),
            ticket: scored_key.ticket().into(),
            score: scored_key.score().into(),
            claim: seat.claim().into(),
        }
    }
}

/// Computes the id of a claim, which the claim's VRF proof signs as additional data (SPEC #claim).
///
/// - id (out): the id.
/// - seed: the prover seed of the block.
/// - proposal_id: the id of the leader's proposal.
/// - claim: the claim; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_claim_id_new(
    id: Out<fernet_claim_id>,
    seed: In<fernet_prover_seed>,
    proposal_id: In<fernet_proposal_id>,
    claim: In<fernet_claim>,
) -> fernet_status {
    id.set([seed.span(), proposal_id.span(), claim.span()], || {
        Ok(claim.parse()?.id(&seed.parse()?, &proposal_id.parse()?))
    })
}

/// Checks everything about a claim except its VRF proof, so that a proof is verified only for a claim that is otherwise
/// valid (SPEC #claim-checks).
///
/// - context: the context of the block.
/// - registration: the registration of the claim's key.
/// - claim: the claim.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, then the first that applies, in
/// this order: CLAIM_FOREIGN_NODE, CLAIM_BASE_WITH_CHILDREN, CLAIM_MERGE_WITHOUT_CHILDREN, BID_FEE_BURN_ABOVE_PPM,
/// CLAIM_PAYOUT_ZERO, INELIGIBLE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_claim_check(
    context: In<fernet_proving_context>,
    registration: In<fernet_registration>,
    claim: In<fernet_claim>,
) -> fernet_status {
    ().set([context.span(), registration.span(), claim.span()], || {
        context.parse()?.check(&registration.parse()?, &claim.parse()?)?;
        Ok(())
    })
}

/// Checks a claim as fernet_claim_check does and makes its seat (SPEC #seat). The caller has verified the proof.
///
/// - seat (out): the seat.
/// - context: the context of the block.
/// - registration: the registration of the claim's key.
/// - claim: the claim.
/// - beta: the output of the claim's VRF proof, verified over fernet_prover_seed_alpha with the id of
///   fernet_claim_id_new as additional data.
///
/// Errors: those of fernet_claim_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_new(
    seat: Out<fernet_seat>,
    context: In<fernet_proving_context>,
    registration: In<fernet_registration>,
    claim: In<fernet_claim>,
    beta: In<fernet_beta>,
) -> fernet_status {
    Sealed(seat).set([context.span(), registration.span(), claim.span(), beta.span()], || {
        Ok(context.parse()?.check(&registration.parse()?, &claim.parse()?)?.seat(&beta.parse()?))
    })
}

/// Makes the seat of a claim as fernet_seat_new does, from a ticket that was computed elsewhere: by a contract, or from
/// the public key in FERNET_VRF_MODE_PUBLIC.
///
/// - seat (out): the seat.
/// - context: the context of the block.
/// - registration: the registration of the claim's key.
/// - claim: the claim.
/// - ticket: the ticket of the key at the claim's node.
///
/// Errors: those of fernet_claim_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_new_with_ticket(
    seat: Out<fernet_seat>,
    context: In<fernet_proving_context>,
    registration: In<fernet_registration>,
    claim: In<fernet_claim>,
    ticket: In<fernet_ticket>,
) -> fernet_status {
    Sealed(seat).set([context.span(), registration.span(), claim.span(), ticket.span()], || {
        Ok(context.parse()?.check(&registration.parse()?, &claim.parse()?)?.seat_with_ticket(ticket.parse()?))
    })
}

/// Reads the contents of a seat.
///
/// - info (out): the contents.
/// - seat: the seat.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_read(info: Out<fernet_seat_info>, seat: In<fernet_seat>) -> fernet_status {
    info.set([seat.span()], || Ok(fernet_seat_info::from(&seat.load()?)))
}

/// Compares two seats of one node by the order in which they are ranked (SPEC #order).
///
/// - order (out): -1 if a comes first, 1 if b comes first, 0 if they are equal.
/// - a: a seat.
/// - b: another seat of the same node.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_compare(order: Out<i32>, a: In<fernet_seat>, b: In<fernet_seat>) -> fernet_status {
    order.set([a.span(), b.span()], || Ok(sign(a.load()?.cmp(&b.load()?))))
}

/// Makes evidence of two seats, if they are of one key and one node and their claims contradict each other: they have
/// different statements, or the same statement and child bundles but different ids (SPEC #equivocation).
///
/// - evidence (out): the key and the two claim ids, the smaller id first.
/// - a: a seat.
/// - b: another seat of the same leader's proposal.
///
/// Errors: NONE if the seats are of different keys, nodes or proposals, of the same claim, or of a claim and its revision
/// for other child bundles.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_equivocation(
    evidence: Out<fernet_evidence>,
    a: In<fernet_seat>,
    b: In<fernet_seat>,
) -> fernet_status {
    evidence.set([a.span(), b.span()], || {
        let found = a.load()?.equivocation(&b.load()?).ok_or(fernet_status::None)?;
        Ok(election::evidence(found.key(), found.ids().map(ClaimId::to_bytes)))
    })
}
