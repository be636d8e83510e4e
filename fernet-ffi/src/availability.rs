//! Availability of proof data: its root, attestations, certificates (SPEC `#availability`).

use fernet_core::{AttestationId, Availability, DataRoot, KeyBytes};

use crate::bytes::{
    Parse, fernet_attestation_id, fernet_certificate_id, fernet_data_digest, fernet_data_root, fernet_key,
    fernet_proposal_id, fernet_prover_seed, fernet_ticket,
};
use crate::claim::fernet_proving_context;
use crate::election::fernet_reveal;
use crate::ptr::{In, InArray, Out, Output};
use crate::registry::fernet_registration;
use crate::status::fernet_status;

/// The context against which the attestations and certificates of one block are checked (SPEC #availability).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_availability {
    /// The context of the claims of the block (fernet_block_proving_context).
    pub proving: fernet_proving_context,
    /// Root of the proof data that the leader revealed.
    pub data_root: fernet_data_root,
    /// Number of keys that may attest (fernet_registration_count_provers).
    pub provers: u64,
}

impl Parse for fernet_availability {
    type Value = Availability;

    fn parse(self) -> Result<Availability, fernet_status> {
        let (proving, data_root) = (self.proving.parse()?, self.data_root.parse()?);
        Availability::new(&proving, data_root, self.provers).ok_or(fernet_status::BlockNoAttesters)
    }
}

/// Computes the root of the proof data of a block (SPEC #data-root).
///
/// - root (out): the root.
/// - digests: the digests of the blobs, in the order of the transactions; there may be none.
/// - count: number of digests.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_data_root_new(
    root: Out<fernet_data_root>,
    digests: InArray<fernet_data_digest>,
    count: usize,
) -> fernet_status {
    root.set([digests.span(count)], || Ok(DataRoot::new(digests.native().get(count)?)))
}

/// Checks whether digests are those of a block's blobs, for a prover that has received the proof data (SPEC #data-root).
///
/// - reveal: the contents of the block, as its leader revealed them.
/// - digests: the digests of the blobs, in the order of the transactions.
/// - count: number of digests.
///
/// Errors: DATA_DATA_COUNT if the block has another number of transactions, then DATA_WRONG_DATA.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_data_check(
    reveal: In<fernet_reveal>,
    digests: InArray<fernet_data_digest>,
    count: usize,
) -> fernet_status {
    ().set([reveal.span(), digests.span(count)], || Ok(reveal.parse()?.check_data(digests.native().get(count)?)?))
}

/// Computes the id of an attestation, which its VRF proof signs as additional data (SPEC #attestation).
///
/// - id (out): the id.
/// - seed: the prover seed of the block.
/// - proposal_id: the id of the leader's proposal.
/// - data_root: root of the proof data that the attester holds.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_attestation_id_new(
    id: Out<fernet_attestation_id>,
    seed: In<fernet_prover_seed>,
    proposal_id: In<fernet_proposal_id>,
    data_root: In<fernet_data_root>,
) -> fernet_status {
    id.set([seed.span(), proposal_id.span(), data_root.span()], || {
        Ok(AttestationId::new(&seed.parse()?, &proposal_id.parse()?, &data_root.parse()?))
    })
}

/// Checks everything about an attestation except its VRF proof and its ticket, so that a proof is verified only for an
/// attestation that is otherwise valid (SPEC #attestation). The proof is over fernet_prover_seed_alpha_attest, with the id
/// of fernet_attestation_id_new as additional data.
///
/// - availability: the context of the block.
/// - registration: the registration of the attestation's key.
/// - data_root: root of the proof data that the attester holds.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY, BLOCK_NO_ATTESTERS for the context, then INELIGIBLE_...,
/// ATTESTATION_OTHER_DATA.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_attestation_check(
    availability: In<fernet_availability>,
    registration: In<fernet_registration>,
    data_root: In<fernet_data_root>,
) -> fernet_status {
    ().set([availability.span(), registration.span(), data_root.span()], || {
        availability.parse()?.check(&registration.parse()?, &data_root.parse()?)?;
        Ok(())
    })
}

/// Checks whether a ticket selects its key as an attester (SPEC #attesters).
///
/// - availability: the context of the block.
/// - ticket: the ticket of the key (fernet_ticket_attester).
///
/// Errors: those of the context as in fernet_attestation_check, ATTESTATION_NOT_SELECTED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_attestation_check_ticket(
    availability: In<fernet_availability>,
    ticket: In<fernet_ticket>,
) -> fernet_status {
    ().set([availability.span(), ticket.span()], || {
        let selected = availability.parse()?.selects(ticket.parse()?);
        if selected { Ok(()) } else { Err(fernet_status::AttestationNotSelected) }
    })
}

/// Computes the number of attestations of a certificate (SPEC #certificate).
///
/// - needed (out): the number; 0 if no key may attest, and then there is no certificate.
/// - availability: the context of the block.
///
/// Errors: those of the context as in fernet_attestation_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_certificate_needed(
    needed: Out<u16>,
    availability: In<fernet_availability>,
) -> fernet_status {
    needed.set([availability.span()], || Ok(availability.parse()?.needed()))
}

/// Checks everything about a certificate except its attestations, and computes its id (SPEC #certificate).
///
/// - id (out): the id.
/// - availability: the context of the block.
/// - data_root: root of the proof data that the attesters hold.
/// - keys: the keys of the attestations, in their order.
/// - count: number of keys.
///
/// Errors: those of the context as in fernet_attestation_check, then CERTIFICATE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_certificate_check(
    id: Out<fernet_certificate_id>,
    availability: In<fernet_availability>,
    data_root: In<fernet_data_root>,
    keys: InArray<fernet_key>,
    count: usize,
) -> fernet_status {
    id.set([availability.span(), data_root.span(), keys.span(count)], || {
        let keys = keys.get(count)?.iter().map(|key| KeyBytes::from_bytes(key.bytes));
        Ok(availability.parse()?.check_certificate(&data_root.parse()?, keys)?)
    })
}
