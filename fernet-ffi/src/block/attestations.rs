//! Attestations and certificates of a block (SPEC `#message-attestation`).

use fernet_core::L1Block;
use fernet_core::message::{AttestationMessage, CertificateMessage, EvidenceMessage};

use super::fernet_block;
#[cfg(feature = "hosted")]
use super::is_of_other_kind;
use crate::bytes::{fernet_certificate_id, fernet_data_digest, fernet_key};
use crate::message::{FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN, copy};
use crate::ptr::{In, InArray, InOut, Out, OutArray, Output};
use crate::registry::{Counted, fernet_registration, one, several};
use crate::status::fernet_status;
use crate::vrf::key::fernet_secret_key;

/// Verifies an attestation, for a client that collects a certificate (SPEC #message-attestation). The block does not keep
/// it. An attestation has no time and changes nothing, so several threads may verify attestations at once.
///
/// - key (out): the key of the attester. A certificate has one attestation of each key.
/// - block: the block.
/// - bytes: the message.
/// - len: number of bytes.
/// - provers: number of keys that may attest (fernet_registration_count_provers).
/// - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
///   key is not registered.
///
/// Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
/// PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_OTHER_PROPOSAL, BLOCK_NO_ATTESTERS, INELIGIBLE_...,
/// ATTESTATION_OTHER_DATA, KEY_..., PROOF_..., VERIFY_..., ATTESTATION_NOT_SELECTED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_attestation(
    key: Out<fernet_key>,
    block: In<fernet_block>,
    bytes: InArray<u8>,
    len: usize,
    provers: u64,
    registration: In<fernet_registration>,
) -> fernet_status {
    key.set([block.span(), bytes.span(len), registration.span()], || {
        let (block, registry) = (block.load()?, Counted(one(registration)?, provers));
        Ok(block.attestation(&AttestationMessage::decode(bytes.get(len)?)?, &registry)?.key())
    })
}

/// Applies a certificate (SPEC #message-attestation). From then on the block accepts trees. Of several valid certificates
/// the block keeps the id of the first.
///
/// - id (out): the id of the certificate that the block keeps.
/// - block (in/out): the block.
/// - bytes: the message. In a hosted library the proofs may also be in batch form; they are verified together in about half
///   the time, and the function allocates a few kB for each.
/// - len: number of bytes.
/// - provers: number of keys that may attest (fernet_registration_count_provers).
/// - registrations: the registrations of the certificate's keys at the snapshot of the block, in any order.
/// - count: number of registrations.
///
/// Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
/// PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_OTHER_PROPOSAL, BLOCK_NO_ATTESTERS, CERTIFICATE_..., then those of
/// fernet_block_attestation for the first attestation that is refused, also BATCH_PROOF_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_certify(
    id: Out<fernet_certificate_id>,
    block: InOut<fernet_block>,
    bytes: InArray<u8>,
    len: usize,
    provers: u64,
    registrations: InArray<fernet_registration>,
    count: usize,
) -> fernet_status {
    (id, block.span()).set([bytes.span(len), registrations.span(count)], || {
        let (bytes, registry) = (bytes.get(len)?, Counted(several(registrations.get(count)?)?, provers));
        let id = block.update(|block| match <CertificateMessage<'_>>::decode(bytes) {
            #[cfg(feature = "hosted")]
            Err(error) if is_of_other_kind(error) => {
                let message = CertificateMessage::<fernet_core::BatchProofBytes>::decode(bytes)?;
                Ok(block.certify_batch(&message, &registry)?)
            }
            message => Ok(block.certify(&message?, &registry)?),
        })?;
        Ok((id.into(), ()))
    })
}

/// Reads the id of the certificate that a block keeps.
///
/// - id (out): the id.
/// - block: the block.
///
/// Errors: NONE if the block has no certificate.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_certificate(
    id: Out<fernet_certificate_id>,
    block: In<fernet_block>,
) -> fernet_status {
    id.set([block.span()], || block.load()?.certificate().ok_or(fernet_status::None))
}

/// Signs an attestation of one's own, for the holder of a prover's key that holds every blob of the block and has checked
/// each for its transaction. The proof has the self-check of fernet_vrf_prove_verified.
///
/// - bytes (out): the message for fernet_block_attestation.
/// - len: FERNET_MESSAGE_ATTESTATION_LEN (LENGTH otherwise).
/// - block: the block.
/// - secret_key: the secret key of the prover.
/// - digests: the digests of the blobs, in the order of the transactions.
/// - digests_len: number of digests.
/// - newest: number of the newest L1 block that the attester knows.
/// - provers: number of keys that may attest (fernet_registration_count_provers).
/// - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
///
/// Errors: BLOCK_STALE, PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_NO_ATTESTERS, DATA_... if the digests are not those
/// of the reveal, PHASE_LATE from attest_blocks L1 blocks after the reveal phase on, INELIGIBLE_...,
/// ATTESTATION_NOT_SELECTED, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_sign_attestation(
    bytes: OutArray<u8>,
    len: usize,
    block: In<fernet_block>,
    secret_key: In<fernet_secret_key>,
    digests: InArray<fernet_data_digest>,
    digests_len: usize,
    newest: u64,
    provers: u64,
    registration: In<fernet_registration>,
) -> fernet_status {
    let bytes = bytes.of(len);
    let inputs = [block.span(), secret_key.span(), digests.span(digests_len), registration.span()];
    bytes.set_with_secret(inputs, || {
        let (block, registry) = (block.load()?, Counted(one(registration)?, provers));
        let (bytes, digests) = (bytes.same_len(AttestationMessage::LEN)?, digests.native());
        let (secret_key, digests) = (secret_key.load()?, digests.get(digests_len)?);
        let message = block.sign_attestation(&secret_key, digests, L1Block::new(newest), &registry)?;
        bytes.fill(|bytes| copy(bytes, message.to_bytes()))
    })
}

/// Makes evidence of two attestations of one key with different values of data_root (SPEC #attestation-evidence). Both have
/// to be valid in the block, but for the data_root that one of them names.
///
/// - evidence (out): the evidence, as a message.
/// - evidence_len: FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN (LENGTH otherwise).
/// - block: the block.
/// - a: an attestation.
/// - a_len: number of bytes of a.
/// - b: another attestation.
/// - b_len: number of bytes of b.
/// - provers: number of keys that may attest (fernet_registration_count_provers).
/// - registration: the registration of the key of a at the snapshot of the block; NULL if the key is not registered.
///
/// Errors: those of fernet_block_attestation but ATTESTATION_OTHER_DATA, for the first attestation that is not valid;
/// BLOCK_NO_EVIDENCE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_attestation_evidence(
    evidence: OutArray<u8>,
    evidence_len: usize,
    block: In<fernet_block>,
    a: InArray<u8>,
    a_len: usize,
    b: InArray<u8>,
    b_len: usize,
    provers: u64,
    registration: In<fernet_registration>,
) -> fernet_status {
    let evidence = evidence.of(evidence_len);
    evidence.set([block.span(), a.span(a_len), b.span(b_len), registration.span()], || {
        let evidence = evidence.same_len(FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN)?;
        let (block, registry) = (block.load()?, Counted(one(registration)?, provers));
        let (a, b) = (AttestationMessage::decode(a.get(a_len)?)?, AttestationMessage::decode(b.get(b_len)?)?);
        let found = block.attestation_evidence(&a, &b, &registry)?;
        evidence.fill(|bytes| copy(bytes, found.to_bytes()))
    })
}

/// Checks evidence of two attestations that was received (SPEC #message-evidence): both are valid in the block, but for the
/// data_root that one of them names, and contradict each other.
///
/// - block: the block.
/// - bytes: the message.
/// - len: number of bytes.
/// - provers: number of keys that may attest (fernet_registration_count_provers).
/// - registration: the registration of the key of the first attestation at the snapshot of the block; NULL if the key is
///   not registered.
///
/// Errors: MESSAGE_..., those of fernet_block_attestation_evidence, BLOCK_NO_EVIDENCE also if the attestation with the larger
/// id comes first.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_check_attestation_evidence(
    block: In<fernet_block>,
    bytes: InArray<u8>,
    len: usize,
    provers: u64,
    registration: In<fernet_registration>,
) -> fernet_status {
    ().set([block.span(), bytes.span(len), registration.span()], || {
        let (block, registry) = (block.load()?, Counted(one(registration)?, provers));
        let message = EvidenceMessage::<AttestationMessage>::decode(bytes.get(len)?)?;
        let found = block.attestation_evidence(&message.first, &message.second, &registry)?;
        if found == message { Ok(()) } else { Err(fernet_status::BlockNoEvidence) }
    })
}
