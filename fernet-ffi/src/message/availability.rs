//! Attestations and certificates of proof data (SPEC `#message-attestation`).

#[cfg(feature = "hosted")]
use fernet_core::BatchProofBytes;
use fernet_core::message::{
    AttestationMessage, CertificateHead, CertificateMessage, CertificateProof, EvidenceMessage, SignedAttestation,
};
use fernet_core::{BlockNumber, VrfProofBytes};

use super::{encode, encode_parts};
#[cfg(feature = "hosted")]
use crate::batch::fernet_batch_proof;
use crate::bytes::{Parse, fernet_data_root, fernet_key, fernet_proof, fernet_proposal_id, reserved};
use crate::ptr::{Array, In, InArray, Out, OutArray, Output};
use crate::status::fernet_status;

/// Number of bytes of a message with an attestation.
pub const FERNET_MESSAGE_ATTESTATION_LEN: usize = 186;
/// Number of bytes of a certificate before its attestations.
pub const FERNET_MESSAGE_CERTIFICATE_LEN: usize = 76;
/// Number of bytes of a message with two attestations as evidence.
pub const FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN: usize = 370;

const _: () = assert!(FERNET_MESSAGE_ATTESTATION_LEN == AttestationMessage::LEN);
const _: () = assert!(FERNET_MESSAGE_CERTIFICATE_LEN == CertificateHead::LEN);
const _: () = assert!(FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN == EvidenceMessage::<AttestationMessage>::LEN);

/// An attestation of a prover, as it is sent (SPEC #message-attestation).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_attestation {
    /// Number of the block.
    pub block_number: u64,
    /// The id of the leader's proposal.
    pub proposal_id: fernet_proposal_id,
    /// Root of the proof data that the attester holds.
    pub data_root: fernet_data_root,
    /// The public key of the attester.
    pub key: fernet_key,
    /// The VRF proof, which signs the id of the attestation.
    pub proof: fernet_proof,
}
/// What a certificate states before its attestations (SPEC #message-attestation).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_certificate {
    /// Number of the block.
    pub block_number: u64,
    /// The id of the leader's proposal.
    pub proposal_id: fernet_proposal_id,
    /// Root of the proof data that the attesters hold.
    pub data_root: fernet_data_root,
    /// Number of attestations.
    pub count: u16,
    /// Reserved; must be 0.
    pub reserved: [u8; 6],
}
/// An attestation in a certificate, with the bytes that it has there (SPEC #message-attestation).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_signed_attestation {
    /// The public key of the attester.
    pub key: fernet_key,
    /// The VRF proof, which signs the id of the attestation.
    pub proof: fernet_proof,
}
/// An attestation in a certificate with proofs in batch form, with the bytes that it has there (SPEC
/// #message-attestation).
#[cfg(feature = "hosted")]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_signed_batch_attestation {
    /// The public key of the attester.
    pub key: fernet_key,
    /// The VRF proof in batch form, which signs the id of the attestation.
    pub proof: fernet_batch_proof,
}

impl Parse for fernet_message_attestation {
    type Value = AttestationMessage;

    fn parse(self) -> Result<AttestationMessage, fernet_status> {
        Ok(AttestationMessage {
            block_number: BlockNumber::new(self.block_number),
            proposal_id: self.proposal_id.parse()?,
            data_root: self.data_root.parse()?,
            key: self.key.parse()?,
            proof: self.proof.parse()?,
        })
    }
}

impl From<AttestationMessage> for fernet_message_attestation {
    fn from(message: AttestationMessage) -> Self {
        Self {
            block_number: message.block_number.get(),
            proposal_id: message.proposal_id.into(),
            data_root: message.data_root.into(),
            key: message.key.into(),
            proof: message.proof.into(),
        }
    }
}

impl Parse for fernet_message_certificate {
    type Value = CertificateHead;

    fn parse(self) -> Result<CertificateHead, fernet_status> {
        reserved(&self.reserved)?;
        let (block_number, proposal_id) = (BlockNumber::new(self.block_number), self.proposal_id.parse()?);
        Ok(CertificateHead { block_number, proposal_id, data_root: self.data_root.parse()?, count: self.count })
    }
}

impl From<CertificateHead> for fernet_message_certificate {
    fn from(head: CertificateHead) -> Self {
        Self {
            block_number: head.block_number.get(),
            proposal_id: head.proposal_id.into(),
            data_root: head.data_root.into(),
            count: head.count,
            reserved: [0; 6],
        }
    }
}

/// Writes a certificate with proofs `P`, whose attestations have `N` bytes.
fn encode_certificate<P: CertificateProof, T: Copy, const N: usize>(
    bytes: Array<u8>,
    head: CertificateHead,
    attestations: &[T],
    encode: impl Fn(T) -> [u8; N],
) -> Result<(), fernet_status> {
    if u16::try_from(attestations.len()) != Ok(head.count) {
        return Err(fernet_status::Length);
    }
    let body = attestations.iter().flat_map(|attestation| encode(*attestation));
    encode_parts(bytes, head.to_bytes::<P>(), body, attestations.len().checked_mul(N))
}

/// Encodes an attestation (SPEC #message-attestation).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_ATTESTATION_LEN (LENGTH otherwise).
/// - message: the attestation with its key and proof; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_attestation_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_attestation>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes an attestation (SPEC #message-attestation). Only the form is checked.
///
/// - message (out): the attestation with its key and proof.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_attestation_decode(
    message: Out<fernet_message_attestation>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(AttestationMessage::decode(bytes.get(len)?)?))
}

/// Encodes a certificate (SPEC #message-attestation).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_CERTIFICATE_LEN + count * sizeof(fernet_signed_attestation) (LENGTH otherwise).
/// - message: what the certificate states besides; its count is that of the attestations (LENGTH otherwise).
/// - attestations: the attestations, ascending by key; they are not checked.
/// - count: number of attestations.
///
/// Errors: VALUE for the reserved field.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_certificate_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_certificate>,
    attestations: InArray<fernet_signed_attestation>,
    count: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), attestations.span(count)], || {
        let encode = |signed: fernet_signed_attestation| {
            let (key, proof) = (signed.key.bytes.into(), VrfProofBytes::from_bytes(signed.proof.bytes));
            SignedAttestation { key, proof }.to_bytes()
        };
        encode_certificate::<VrfProofBytes, _, _>(bytes, message.parse()?, attestations.get(count)?, encode)
    })
}

/// Decodes a certificate (SPEC #message-attestation). Only the form is checked. The attestations are
/// bytes[FERNET_MESSAGE_CERTIFICATE_LEN] and those after it: an array of message->count elements of
/// fernet_signed_attestation.
///
/// - message (out): what the certificate states besides.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_certificate_decode(
    message: Out<fernet_message_certificate>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(CertificateMessage::<VrfProofBytes>::decode(bytes.get(len)?)?.head))
}

/// Encodes a certificate whose proofs are in batch form (SPEC #message-attestation).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_CERTIFICATE_LEN + count * sizeof(fernet_signed_batch_attestation) (LENGTH otherwise).
/// - message: what the certificate states besides; its count is that of the attestations (LENGTH otherwise).
/// - attestations: the attestations, ascending by key; they are not checked.
/// - count: number of attestations.
///
/// Errors: VALUE for the reserved field.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[cfg(feature = "hosted")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_batch_certificate_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_certificate>,
    attestations: InArray<fernet_signed_batch_attestation>,
    count: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), attestations.span(count)], || {
        let encode = |signed: fernet_signed_batch_attestation| {
            let (key, proof) = (signed.key.bytes.into(), BatchProofBytes::from_bytes(signed.proof.bytes));
            SignedAttestation { key, proof }.to_bytes()
        };
        encode_certificate::<BatchProofBytes, _, _>(bytes, message.parse()?, attestations.get(count)?, encode)
    })
}

/// Decodes a certificate whose proofs are in batch form (SPEC #message-attestation). Only the form is checked. The
/// attestations are bytes[FERNET_MESSAGE_CERTIFICATE_LEN] and those after it: an array of message->count elements of
/// fernet_signed_batch_attestation.
///
/// - message (out): what the certificate states besides.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[cfg(feature = "hosted")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_batch_certificate_decode(
    message: Out<fernet_message_certificate>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(CertificateMessage::<BatchProofBytes>::decode(bytes.get(len)?)?.head))
}

/// Encodes evidence of two attestations (SPEC #message-evidence).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN (LENGTH otherwise).
/// - first: the attestation with the smaller id.
/// - second: the attestation with the larger id; neither id is checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_attestation_evidence_encode(
    bytes: OutArray<u8>,
    len: usize,
    first: In<fernet_message_attestation>,
    second: In<fernet_message_attestation>,
) -> fernet_status {
    encode(bytes, len, [first.span(), second.span()], || {
        Ok(EvidenceMessage { first: first.parse()?, second: second.parse()? }.to_bytes())
    })
}

/// Decodes evidence of two attestations (SPEC #message-evidence). Only the form is checked.
///
/// - first (out): the first attestation.
/// - second (out): the second attestation.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_attestation_evidence_decode(
    first: Out<fernet_message_attestation>,
    second: Out<fernet_message_attestation>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    (first, second).set([bytes.span(len)], || {
        let message = EvidenceMessage::<AttestationMessage>::decode(bytes.get(len)?)?;
        Ok((message.first.into(), message.second.into()))
    })
}
