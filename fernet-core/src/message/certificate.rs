//! Certificates of attestations.

use super::fixed::{decode, encode, len};
use super::list::Elements;
use super::wire::{Reader, Wire, Writer, fields};
use super::{DecodeError, MessageKind, read_start};
use crate::{BatchProofBytes, BlockNumber, DataRoot, KeyBytes, ProposalId, VrfProofBytes};

/// What a certificate states before its attestations: the first part of a [`CertificateMessage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CertificateHead {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The id of the leader's proposal.
    pub proposal_id: ProposalId,
    /// The root of the proof data that the attesters have.
    pub data_root: DataRoot,
    /// The number of attestations.
    pub count: u16,
}

fields!(CertificateHead { block_number: BlockNumber, proposal_id: ProposalId, data_root: DataRoot, count: u16 });

impl CertificateHead {
    /// The number of bytes of a certificate before its attestations.
    pub const LEN: usize = len(<Self as Wire>::LEN);

    /// Encodes the start of a [`CertificateMessage`] with proofs `P`. The message continues with the attestations, ascending
    /// by key.
    #[must_use]
    pub fn to_bytes<P: CertificateProof>(&self) -> [u8; Self::LEN] {
        encode(P::CERTIFICATE, self)
    }

    /// Decodes the start of a [`CertificateMessage`] with proofs `P`, for a reader that receives the attestations one by one.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode<P: CertificateProof>(bytes: &[u8; Self::LEN]) -> Result<Self, DecodeError> {
        decode(P::CERTIFICATE, bytes)
    }
}

/// The form of the proofs in a certificate: [`VrfProofBytes`], or [`BatchProofBytes`] for proofs in batch form. The trait is
/// sealed.
pub trait CertificateProof: Wire {
    /// The kind of a certificate with these proofs.
    const CERTIFICATE: MessageKind;
}

impl CertificateProof for VrfProofBytes {
    const CERTIFICATE: MessageKind = MessageKind::Certificate;
}

impl CertificateProof for BatchProofBytes {
    const CERTIFICATE: MessageKind = MessageKind::BatchCertificate;
}

/// An attestation in a certificate: an [`AttestationMessage`](super::AttestationMessage) without what the certificate states
/// once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SignedAttestation<P = VrfProofBytes> {
    /// The public key of the attester.
    pub key: KeyBytes,
    /// The VRF proof, which signs the id of the attestation.
    pub proof: P,
}

fields!(SignedAttestation<P> { key: KeyBytes, proof: P });

impl SignedAttestation {
    /// Encodes the attestation as an element of a certificate.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; <Self as Wire>::LEN] {
        let mut bytes = [0; <Self as Wire>::LEN];
        self.write(&mut Writer::new(&mut bytes));
        bytes
    }
}

impl SignedAttestation<BatchProofBytes> {
    /// Encodes the attestation as an element of a certificate with proofs in batch form.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; <Self as Wire>::LEN] {
        let mut bytes = [0; <Self as Wire>::LEN];
        self.write(&mut Writer::new(&mut bytes));
        bytes
    }
}

/// A certificate: the attestations that a block needs. `P` is [`VrfProofBytes`], or [`BatchProofBytes`] for proofs in batch
/// form. The id of the certificate is the same for both.
///
/// To encode one, write [`CertificateHead::to_bytes`] and then the attestations, ascending by key.
///
/// ```
/// use fernet_core::message::{CertificateHead, CertificateMessage, SignedAttestation};
/// use fernet_core::{BlockNumber, DataRoot, KeyBytes, ProposalId, VrfProofBytes};
///
/// let (block_number, proposal_id) = (BlockNumber::new(42), ProposalId::from_bytes([7; 32]));
/// let head = CertificateHead { block_number, proposal_id, data_root: DataRoot::from_bytes([8; 32]), count: 1 };
/// let (key, proof) = (KeyBytes::from_bytes([1; 32]), VrfProofBytes::from_bytes([2; 80]));
/// let mut bytes = head.to_bytes::<VrfProofBytes>().to_vec();
/// bytes.extend(SignedAttestation { key, proof }.to_bytes());
///
/// let message = CertificateMessage::<VrfProofBytes>::decode(&bytes)?;
/// assert_eq!(message.head, head);
/// assert!(message.attestations.eq([SignedAttestation { key, proof }]));
/// # Ok::<(), fernet_core::message::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CertificateMessage<'a, P = VrfProofBytes> {
    /// What the attestations state together, and their number.
    pub head: CertificateHead,
    /// The attestations.
    #[cfg_attr(feature = "serde", serde(bound(serialize = "P: CertificateProof + serde::Serialize")))]
    pub attestations: Elements<'a, SignedAttestation<P>>,
}

impl<'a, P: CertificateProof> CertificateMessage<'a, P> {
    /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        read_start(&mut reader, P::CERTIFICATE)?;
        let message = Self::read(&mut reader)?;
        reader.finish(message)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let head = CertificateHead::read(reader, "head")?;
        Ok(Self { head, attestations: Elements::read(reader, head.count.into(), "key")? })
    }
}
