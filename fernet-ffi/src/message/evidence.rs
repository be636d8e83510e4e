//! Evidence of equivocation (SPEC `#message-evidence`).

use fernet_core::P256ProofBytes;
use fernet_core::message::{ClaimMessage, EvidenceMessage, ProposalMessage};

use super::{encode, fernet_message_claim, fernet_message_proposal, fernet_message_proposal_p256};
use crate::ptr::{In, InArray, Out, OutArray, Output};
use crate::status::fernet_status;

/// Number of bytes of a message with two proposals as evidence.
pub const FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN: usize = 450;
/// Number of bytes of a message with two proposals on P-256 as evidence.
pub const FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN: usize = 452;
/// Number of bytes of a message with two claims as evidence.
pub const FERNET_MESSAGE_CLAIM_EVIDENCE_LEN: usize = 666;

const _: () = assert!(FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN == EvidenceMessage::<ProposalMessage>::LEN);
const _: () =
    assert!(FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN == EvidenceMessage::<ProposalMessage<P256ProofBytes>>::LEN);
const _: () = assert!(FERNET_MESSAGE_CLAIM_EVIDENCE_LEN == EvidenceMessage::<ClaimMessage>::LEN);

/// Encodes evidence of two proposals (SPEC #message-evidence).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN (LENGTH otherwise).
/// - first: the proposal with the smaller id.
/// - second: the proposal with the larger id; neither id is checked.
///
/// Errors: PROPOSAL_BOND_TOO_LARGE if a bond is 2^128 wei or more, which a message cannot state.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_evidence_encode(
    bytes: OutArray<u8>,
    len: usize,
    first: In<fernet_message_proposal>,
    second: In<fernet_message_proposal>,
) -> fernet_status {
    encode(bytes, len, [first.span(), second.span()], || {
        Ok(EvidenceMessage { first: first.parse()?, second: second.parse()? }.to_bytes())
    })
}

/// Decodes evidence of two proposals (SPEC #message-evidence). Only the form is checked.
/// fernet_block_check_evidence checks the evidence itself.
///
/// - first (out): the first proposal.
/// - second (out): the second proposal.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_evidence_decode(
    first: Out<fernet_message_proposal>,
    second: Out<fernet_message_proposal>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    (first, second).set([bytes.span(len)], || {
        let message = EvidenceMessage::<ProposalMessage>::decode(bytes.get(len)?)?;
        Ok((message.first.into(), message.second.into()))
    })
}

/// Encodes evidence of two proposals whose proofs are on P-256 (SPEC #message-evidence).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN (LENGTH otherwise).
/// - first: the proposal with the smaller id.
/// - second: the proposal with the larger id; neither id is checked.
///
/// Errors: PROPOSAL_BOND_TOO_LARGE if a bond is 2^128 wei or more, which a message cannot state.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_evidence_p256_encode(
    bytes: OutArray<u8>,
    len: usize,
    first: In<fernet_message_proposal_p256>,
    second: In<fernet_message_proposal_p256>,
) -> fernet_status {
    encode(bytes, len, [first.span(), second.span()], || {
        Ok(EvidenceMessage { first: first.parse()?, second: second.parse()? }.to_bytes())
    })
}

/// Decodes evidence of two proposals whose proofs are on P-256 (SPEC #message-evidence). Only the form is checked.
/// fernet_block_check_evidence checks the evidence itself.
///
/// - first (out): the first proposal.
/// - second (out): the second proposal.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_evidence_p256_decode(
    first: Out<fernet_message_proposal_p256>,
    second: Out<fernet_message_proposal_p256>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    (first, second).set([bytes.span(len)], || {
        let message = EvidenceMessage::<ProposalMessage<P256ProofBytes>>::decode(bytes.get(len)?)?;
        Ok((message.first.into(), message.second.into()))
    })
}

/// Encodes evidence of two claims (SPEC #message-evidence).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_CLAIM_EVIDENCE_LEN (LENGTH otherwise).
/// - first: the claim with the smaller id.
/// - second: the claim with the larger id; neither id is checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_claim_evidence_encode(
    bytes: OutArray<u8>,
    len: usize,
    first: In<fernet_message_claim>,
    second: In<fernet_message_claim>,
) -> fernet_status {
    encode(bytes, len, [first.span(), second.span()], || {
        Ok(EvidenceMessage { first: first.parse()?, second: second.parse()? }.to_bytes())
    })
}

/// Decodes evidence of two claims (SPEC #message-evidence). Only the form is checked.
/// fernet_block_check_evidence checks the evidence itself.
///
/// - first (out): the first claim.
/// - second (out): the second claim.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_claim_evidence_decode(
    first: Out<fernet_message_claim>,
    second: Out<fernet_message_claim>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    (first, second).set([bytes.span(len)], || {
        let message = EvidenceMessage::<ClaimMessage>::decode(bytes.get(len)?)?;
        Ok((message.first.into(), message.second.into()))
    })
}
