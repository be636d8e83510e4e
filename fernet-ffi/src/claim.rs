//! Claims of provers and the seats that they fill (SPEC `#claims`).

use core::mem::MaybeUninit;

use fernet_core::{Claim, ClaimId, ProvingContext, Seat, Snapshot, TreeShape};

use crate::bytes::{
    Parse, fernet_address, fernet_beta, fernet_bundle_commitment, fernet_claim_id, fernet_key, fernet_proof_digest,
    fernet_prover_seed, fernet_score, fernet_seat_id, fernet_statement, fernet_ticket, reserved,
};
use crate::election::{self, fernet_evidence};
use crate::params::fernet_params;
use crate::ptr::{In, Out, Output, Sealed};
use crate::randao::fernet_pinned_mix;
use crate::registry::fernet_registration;
use crate::score::sign;
use crate::status::fernet_status;

/// What a prover says of one proof, without its key and VRF proof (SPEC #claim).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_claim {
    /// The node that is proven.
    pub node: u64,
    /// Hash of the public inputs.
    pub statement: fernet_statement,
    /// Hash of the proof.
    pub proof_digest: fernet_proof_digest,
    /// Bundle that a merge consumed on the left; zero for a base.
    pub left: fernet_bundle_commitment,
    /// Bundle that a merge consumed on the right; zero for a base.
    pub right: fernet_bundle_commitment,
    /// Receives the pay; not zero.
    pub payout: fernet_address,
    /// Receives the gas rebate if this is the winning root; zero for none.
    pub rebate_payee: fernet_address,
    /// FEE_BURN, ppm, at most 1000000.
    pub fee_burn: u32,
    /// Zero.
    pub reserved: u32,
}
/// The proving of one block: what a claim has to fit.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_proving_context {
    /// Parameters of the rollup.
    pub params: fernet_params,
    /// The mix of the block.
    pub pinned: fernet_pinned_mix,
    /// Seed of the block's proving.
    pub seed: fernet_prover_seed,
    /// B, the base proofs of the tree, 1 to 2^32 (fernet_tree_shape_for_transactions).
    pub bases: u64,
    /// L1 slot as of which the registry is read: before pinned.slot (SPEC #snapshot).
    pub snapshot_slot: u64,
}
/// A valid claim with its key and score (SPEC #seat): 416 private bytes, which fernet_seat_read reads. It may be moved and
/// copied as bytes, within one program: the form is not for the wire.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_seat {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 416],
}
/// What is in a fernet_seat.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_seat_info {
    /// SPEC #seat.
    pub id: fernet_seat_id,
    /// What its prover signed.
    pub claim_id: fernet_claim_id,
    /// Whose it is.
    pub key: fernet_key,
    /// The luck of that key at the node.
    pub ticket: fernet_ticket,
    /// ticket * (1000000 + fee_burn).
    pub score: fernet_score,
    /// The claim.
    pub claim: fernet_claim,
}

impl Parse for fernet_claim {
    type Value = Claim;

    fn parse(self) -> Result<Claim, fernet_status> {
        reserved(&self.reserved.to_be_bytes())?;
        Ok(Claim {
            node: self.node,
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
            node: claim.node,
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
        let snapshot = Snapshot::new(&params, self.snapshot_slot, &self.pinned.parse()?)?;
        Ok(ProvingContext::new(params, self.seed.parse()?, shape, snapshot))
    }
}

impl From<&Seat> for fernet_seat_info {
    fn from(seat: &Seat) -> Self {
        let candidate = seat.scored_key();
        Self {
            id: seat.id().into(),
            claim_id: seat.claim_id().into(),
            key: candidate.key().into(),
            ticket: candidate.ticket().into(),
            score: candidate.score().into(),
            claim: seat.claim().into(),
        }
    }
}

/// What the VRF proof of a claim signs as its additional data (SPEC #claim).
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_claim_id_new(
    id: Out<fernet_claim_id>,
    seed: In<fernet_prover_seed>,
    claim: In<fernet_claim>,
) -> fernet_status {
    id.set([seed.span(), claim.span()], || Ok(claim.parse()?.id(&seed.parse()?)))
}

/// Checks everything of a claim but its proof, before the proof is worth verifying (SPEC #claim-checks).
///
/// Errors: those of a fernet_proving_context (PARAMS_..., SHAPE_..., SNAPSHOT_...), then the first in the order of SPEC:
/// CLAIM_FOREIGN_NODE, _BASE_WITH_CHILDREN, _MERGE_WITHOUT_CHILDREN, BID_FEE_BURN_ABOVE_PPM, CLAIM_PAYOUT_ZERO, INELIGIBLE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_claim_check(
    proving: In<fernet_proving_context>,
    registration: In<fernet_registration>,
    claim: In<fernet_claim>,
) -> fernet_status {
    ().set([proving.span(), registration.span(), claim.span()], || {
        proving.parse()?.check(&registration.parse()?, &claim.parse()?)?;
        Ok(())
    })
}

/// The seat of a claim by a registered key. beta is the output of the claim's verified proof over fernet_prover_seed_alpha with
/// fernet_claim_id_new as additional data.
///
/// Errors: those of fernet_claim_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_new(
    seat: Out<fernet_seat>,
    proving: In<fernet_proving_context>,
    registration: In<fernet_registration>,
    claim: In<fernet_claim>,
    beta: In<fernet_beta>,
) -> fernet_status {
    Sealed(seat).set([proving.span(), registration.span(), claim.span(), beta.span()], || {
        Ok(proving.parse()?.seat(&registration.parse()?, &claim.parse()?, &beta.parse()?)?)
    })
}

/// As fernet_seat_new, for a ticket that was computed elsewhere: by a contract, or from a public key.
///
/// Errors: those of fernet_claim_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_new_with_ticket(
    seat: Out<fernet_seat>,
    proving: In<fernet_proving_context>,
    registration: In<fernet_registration>,
    claim: In<fernet_claim>,
    ticket: In<fernet_ticket>,
) -> fernet_status {
    Sealed(seat).set([proving.span(), registration.span(), claim.span(), ticket.span()], || {
        Ok(proving.parse()?.seat_with_ticket(&registration.parse()?, &claim.parse()?, ticket.parse()?)?)
    })
}

/// What is in a seat.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_read(info: Out<fernet_seat_info>, seat: In<fernet_seat>) -> fernet_status {
    info.set([seat.span()], || Ok(fernet_seat_info::from(&seat.load()?)))
}

/// Which of two seats of a node comes first: -1 for a, 1 for b, 0 if they are the same (SPEC #order).
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_compare(order: Out<i32>, a: In<fernet_seat>, b: In<fernet_seat>) -> fernet_status {
    order.set([a.span(), b.span()], || Ok(sign(a.load()?.cmp(&b.load()?))))
}

/// Evidence if two seats are of one key and node and of different claims (SPEC #equivocation).
///
/// Errors: NONE if they are not.
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
        Ok(election::evidence(found.key, found.ids.map(ClaimId::to_bytes)))
    })
}
