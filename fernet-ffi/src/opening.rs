//! Openings: proofs that a seat is in a tree whose root commitment is known (SPEC `#opening`).

use fernet_core::{SeatOpening, TreeShape};

use crate::bytes::{fernet_bundle_commitment, fernet_key, fernet_proposal_id, fernet_prover_seed, fernet_score};
use crate::claim::fernet_claim;
use crate::ptr::{In, InArray, Out, Output};
use crate::status::fernet_status;

/// The seat that an opening proves to be in a tree (SPEC #opening).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_opened_seat {
    /// The claim as the prover sent it. Its payout receives the pay, which fernet_settlement_pay computes.
    pub claim: fernet_claim,
    /// Public key of the prover.
    pub key: fernet_key,
    /// Score of the claim.
    pub score: fernet_score,
    /// Number of the bit under which L1 records that the pay of the seat was claimed: 3 * node + position.
    pub claimed_bit: u64,
}

/// Verifies that a seat is in the tree whose root has a known commitment (SPEC #opening). Nothing is allocated.
///
/// - opened (out): the seat.
/// - bases: number of base proofs of the tree, 1 to 2^32.
/// - seed: the prover seed of the block.
/// - proposal_id: id of the leader's proposal of the block.
/// - root: commitment of the bundle of the tree's root.
/// - opening: the bytes of the opening, which may come from anybody.
/// - opening_len: number of bytes.
///
/// Errors: SHAPE_..., OPENING_LENGTH, OPENING_FOREIGN_NODE, OPENING_LEVELS, OPENING_EMPTY_SEAT, OPENING_POSITION,
/// OPENING_ROOT_DIFFERS.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_seat_opening_verify(
    opened: Out<fernet_opened_seat>,
    bases: u64,
    seed: In<fernet_prover_seed>,
    proposal_id: In<fernet_proposal_id>,
    root: In<fernet_bundle_commitment>,
    opening: InArray<u8>,
    opening_len: usize,
) -> fernet_status {
    opened.set([seed.span(), proposal_id.span(), root.span(), opening.span(opening_len)], || {
        let (shape, seed) = (TreeShape::new(bases)?, seed.parse()?);
        let (proposal_id, root) = (proposal_id.parse()?, root.parse()?);
        let opening = SeatOpening::from_bytes(opening.get(opening_len)?)?;
        let claimed_bit = opening.verify(shape, &seed, &proposal_id, &root)?;
        let seat = opening.seat();
        Ok(fernet_opened_seat {
            claim: (&seat.claim).into(),
            key: seat.key.into(),
            score: seat.score.into(),
            claimed_bit,
        })
    })
}
