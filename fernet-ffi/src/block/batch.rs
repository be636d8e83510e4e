//! Batch verification of claims (SPEC `#vrf-batch`), for hosted libraries only because it allocates.

use alloc::vec::Vec;

use super::fernet_block;
use crate::bytes::Parse;
use crate::claim::fernet_seat;
use crate::message::fernet_message_batch_claim;
use crate::ptr::{In, InArray, OutArray, Output};
use crate::registry::{fernet_registration, several};
use crate::status::fernet_status;

/// Verifies many claims with proofs in batch form, in about half the time of single verifications. Each claim has the
/// same result as if fernet_block_claim verified it alone. The function allocates a few kB for each claim, and aborts
/// the program if no memory is available.
///
/// - seats (out): the seats: seats[i] is that of claims[i], zero if the claim is refused.
/// - seats_len: number of seats; equal to claims_len.
/// - statuses (out): the results as fernet_status: statuses[i] is what fernet_block_claim returns for claims[i].
/// - statuses_len: number of results; equal to claims_len.
/// - block: the block.
/// - claims: the claims (fernet_message_batch_claim_decode).
/// - claims_len: number of claims.
/// - registrations: the registrations of the keys at the snapshot of the block, in any order; a key that is not among
///   them is not registered.
/// - count: number of registrations.
///
/// Errors: LENGTH unless the three lengths are equal; VALUE for the reserved field of a claim and for a registration. If
/// the function returns one of these, no claim was verified and all outputs are zero (rule 4). A 0 in statuses means OK
/// only if the function itself returned OK.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_claim_batch(
    seats: OutArray<fernet_seat>,
    seats_len: usize,
    statuses: OutArray<i32>,
    statuses_len: usize,
    block: In<fernet_block>,
    claims: InArray<fernet_message_batch_claim>,
    claims_len: usize,
    registrations: InArray<fernet_registration>,
    count: usize,
) -> fernet_status {
    let (seats, statuses) = (seats.of(seats_len), statuses.of(statuses_len));
    (seats, statuses).set([block.span(), claims.span(claims_len), registrations.span(count)], || {
        let (seats, statuses) = (seats.same_len(claims_len)?, statuses.same_len(claims_len)?);
        let (block, registry) = (block.load()?, several(registrations.get(count)?)?);
        let claims = claims.get(claims_len)?.iter().map(|claim| claim.parse());
        let results = block.claims(&claims.collect::<Result<Vec<_>, _>>()?, &registry);
        statuses.fill(|statuses| {
            for (status, result) in statuses.iter_mut().zip(&results) {
                *status = result.map_or_else(fernet_status::from, |_| fernet_status::Ok).number();
            }
        })?;
        seats.store(results.into_iter().map(Result::ok))?;
        Ok(((), ()))
    })
}
