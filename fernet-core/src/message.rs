//! Messages: the bytes that sequencers, provers and L1 exchange, store and replay (SPEC `#messages`).
//!
//! A message is `version || kind || body`. The fields of the body have fixed widths, integers are big-endian, and every
//! message has exactly one encoding. Decoding takes untrusted bytes, borrows lists instead of copying them, and names
//! the first wrong field. It checks the form only: whether a proposal, a claim or a tree is valid is decided by the
//! other modules. A VRF proof is a byte string here.
//!
//! | kind | type |
//! |---|---|
//! | parameters of a rollup | [`ParametersMessage`] |
//! | registry | [`RegistrationRequestMessage`], [`RegistrationRecordMessage`], [`ExitMessage`] |
//! | opening of a block | [`BlockOpeningMessage`] |
//! | event on L1 | [`L1EventMessage`] |
//! | proposal | [`ProposalMessage`] |
//! | reveal | [`RevealMessage`], [`RevealRootMessage`], [`RevealDataMessage`] |
//! | claim | [`ClaimMessage`] |
//! | attestation, certificate | [`AttestationMessage`], [`CertificateMessage`] |
//! | tree | [`TreeMessage`] |
//! | tree data, opening of a seat | [`TreeDataMessage`], [`SeatOpeningMessage`] |
//! | evidence | [`EvidenceMessage`] |
//!
//! ```
//! use fernet_core::message::{Message, ProposalMessage};
//! use fernet_core::{Address, BlockHash, BlockNumber, KeyBytes, Proposal, TxOrderHash, VrfProofBytes};
//!
//! let message = ProposalMessage {
//!     block_number: BlockNumber::new(42),
//!     key: KeyBytes::from_bytes([1; 32]),
//!     proposal: Proposal {
//!         parent: BlockHash::from_bytes([9; 32]),
//!         fee_split: 800_000,
//!         tx_order_hash: TxOrderHash::from_bytes([5; 32]),
//!         payout: Address::from_bytes([1; 20]),
//!         bond: 0,
//!     },
//!     proof: VrfProofBytes::from_bytes([2; 80]),
//! };
//! let bytes = message.to_bytes();
//! assert_eq!((bytes.len(), &bytes[..2]), (226, &[1, 7][..]));
//! assert_eq!(<ProposalMessage>::decode(&bytes)?, message);
//! assert!(matches!(Message::decode(&bytes)?, Message::Proposal(decoded) if decoded == message));
//! # Ok::<(), fernet_core::message::DecodeError>(())
//! ```

use core::fmt;

use crate::error::MessageError;
use crate::{BatchProofBytes, ClaimId, P256ProofBytes};

mod certificate;
mod fixed;
mod l1;
mod list;
mod parameters;
mod registry;
mod tree_data;
pub(crate) mod wire;

pub use certificate::{CertificateHead, CertificateMessage, CertificateProof, SignedAttestation};
pub use fixed::{
    AttestationMessage, ClaimMessage, EvidenceMessage, ProposalMessage, RevealDataMessage, RevealHead,
    RevealRootMessage, SignedClaim, TreeHead,
};
pub use l1::{BlockOpeningMessage, L1EventHead, L1EventMessage};
pub use list::{Bundles, Elements, RevealMessage, TreeElement, TreeMessage};
pub use parameters::ParametersMessage;
pub use registry::{ExitMessage, RegistrationRecordMessage, RegistrationRequestMessage};
pub use tree_data::{SeatOpeningHead, SeatOpeningMessage, TreeDataHead, TreeDataMessage};
pub use wire::DecodeError;

use wire::{Reader, Wire};

/// The first byte of every message.
pub const VERSION: u8 = 1;

/// Reads version and kind.
fn read_kind(reader: &mut Reader<'_>) -> Result<MessageKind, DecodeError> {
    let start = reader.error(MessageError::Version, "version");
    if u8::read(reader, "version")? != VERSION {
        return Err(start);
    }
    let unknown = reader.error(MessageError::UnknownKind, "kind");
    MessageKind::from_number(u8::read(reader, "kind")?).ok_or(unknown)
}

/// Reads version and kind, and refuses any other kind than `kind`.
fn read_start(reader: &mut Reader<'_>, kind: MessageKind) -> Result<(), DecodeError> {
    if read_kind(reader)? == kind { Ok(()) } else { Err(reader.error_of_kind(MessageError::OtherKind)) }
}

/// Declares the kinds of messages, each with its number and its name in SPEC `#message-kinds`.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $number:literal $name:literal,)+) => {
        /// What a message is: its second byte (SPEC `#message-kinds`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum MessageKind {
            $($(#[$doc])* $variant,)+
        }

        impl MessageKind {
            /// All kinds, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the number of the kind, the second byte of a message.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$variant => $number,)+
                }
            }

            /// Returns the kind with this number, or `None` if there is none.
            #[must_use]
            pub const fn from_number(number: u8) -> Option<Self> {
                match number {
                    $($number => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// Returns the name of the kind in SPEC `#message-kinds`, such as `proposal`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

kinds! {
    /// The parameters of a rollup.
    Parameters = 1 "parameters",
    /// A request to register a key, with a proof of possession.
    RegistrationRequest = 2 "registration-request",
    /// A record of the registry.
    RegistrationRecord = 3 "registration-record",
    /// The exit of a registered key.
    Exit = 4 "exit",
    /// The opening of a block: where its proposal phase begins, on which parent, with which mix.
    BlockOpening = 5 "block-opening",
    /// A message with the L1 block in which L1 received it.
    L1Event = 6 "l1-event",
    /// A proposal of a sequencer.
    Proposal = 7 "proposal",
    /// A proposal with a proof on P-256.
    ProposalP256 = 8 "proposal-p256",
    /// A reveal with the hashes of the transactions.
    Reveal = 9 "reveal",
    /// A reveal with the root of the transactions.
    RevealRoot = 10 "reveal-root",
    /// A reveal with the root of the transactions and that of the proof data.
    RevealData = 11 "reveal-data",
    /// A claim of a prover.
    Claim = 12 "claim",
    /// A claim whose proof is in batch form.
    BatchClaim = 13 "batch-claim",
    /// An attestation of a prover.
    Attestation = 14 "attestation",
    /// A certificate: the attestations that a block needs.
    Certificate = 15 "certificate",
    /// A tree of claim ids.
    TreeOfIds = 16 "tree-of-ids",
    /// A tree of claims in full.
    TreeOfClaims = 17 "tree-of-claims",
    /// The seats and the sums of every node of a tree.
    TreeData = 18 "tree-data",
    /// The opening of a seat.
    SeatOpening = 19 "seat-opening",
    /// Two proposals of one key for one block.
    ProposalEvidence = 20 "proposal-evidence",
    /// Two claims of one key for one node.
    ClaimEvidence = 21 "claim-evidence",
    /// Two attestations of one key for one proposal.
    AttestationEvidence = 22 "attestation-evidence",
    /// A certificate whose proofs are in batch form.
    BatchCertificate = 23 "batch-certificate",
    /// A request to register a key on P-256.
    RegistrationRequestP256 = 24 "registration-request-p256",
    /// A record of the registry with a key on P-256.
    RegistrationRecordP256 = 25 "registration-record-p256",
    /// Two proposals of one key on P-256 for one block.
    ProposalEvidenceP256 = 26 "proposal-evidence-p256",
}

impl fmt::Display for MessageKind {
    /// Writes the name of the kind in SPEC `#message-kinds`, such as `proposal`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A message of any kind.
///
/// Lists are borrowed from the bytes of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(untagged))]
#[non_exhaustive]
pub enum Message<'a> {
    /// The parameters of a rollup.
    Parameters(ParametersMessage),
    /// A request to register a key.
    RegistrationRequest(RegistrationRequestMessage),
    /// A request to register a key on P-256.
    RegistrationRequestP256(RegistrationRequestMessage<P256ProofBytes>),
    /// A record of the registry.
    RegistrationRecord(RegistrationRecordMessage),
    /// A record of the registry with a key on P-256.
    RegistrationRecordP256(RegistrationRecordMessage<P256ProofBytes>),
    /// The exit of a registered key.
    Exit(ExitMessage),
    /// The opening of a block.
    BlockOpening(BlockOpeningMessage),
    /// A message that L1 received.
    L1Event(L1EventMessage<'a>),
    /// A proposal.
    Proposal(ProposalMessage),
    /// A proposal with a proof on P-256.
    ProposalP256(ProposalMessage<P256ProofBytes>),
    /// A reveal with the hashes of the transactions.
    Reveal(RevealMessage<'a>),
    /// A reveal with the root of the transactions.
    RevealRoot(RevealRootMessage),
    /// A reveal with the root of the transactions and that of the proof data.
    RevealData(RevealDataMessage),
    /// A claim.
    Claim(ClaimMessage),
    /// A claim whose proof is in batch form.
    BatchClaim(ClaimMessage<BatchProofBytes>),
    /// An attestation.
    Attestation(AttestationMessage),
    /// A certificate.
    Certificate(CertificateMessage<'a>),
    /// A certificate whose proofs are in batch form.
    BatchCertificate(CertificateMessage<'a, BatchProofBytes>),
    /// A tree of claim ids.
    TreeOfIds(TreeMessage<'a, ClaimId>),
    /// A tree of claims in full.
    TreeOfClaims(TreeMessage<'a, SignedClaim>),
    /// The data of a tree.
    TreeData(TreeDataMessage<'a>),
    /// The opening of a seat.
    SeatOpening(SeatOpeningMessage<'a>),
    /// Two proposals of one key for one block.
    ProposalEvidence(EvidenceMessage<ProposalMessage>),
    /// Two proposals of one key on P-256 for one block.
    ProposalEvidenceP256(EvidenceMessage<ProposalMessage<P256ProofBytes>>),
    /// Two claims of one key for one node.
    ClaimEvidence(EvidenceMessage<ClaimMessage>),
    /// Two attestations of one key for one proposal.
    AttestationEvidence(EvidenceMessage<AttestationMessage>),
}

impl<'a> Message<'a> {
    /// Decodes a message of any kind.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let message = match read_kind(&mut reader)? {
            MessageKind::L1Event => Self::L1Event(L1EventMessage::read(&mut reader)?),
            kind => Self::read_body(kind, &mut reader)?,
        };
        reader.finish(message)
    }

    /// Reads the body of a message that an L1 event may contain: of any kind except an L1 event, which would have no bounds.
    fn read_body(kind: MessageKind, reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(match kind {
            MessageKind::Parameters => Self::Parameters(Wire::read(reader, "body")?),
            MessageKind::RegistrationRequest => Self::RegistrationRequest(Wire::read(reader, "body")?),
            MessageKind::RegistrationRequestP256 => Self::RegistrationRequestP256(Wire::read(reader, "body")?),
            MessageKind::RegistrationRecord => Self::RegistrationRecord(Wire::read(reader, "body")?),
            MessageKind::RegistrationRecordP256 => Self::RegistrationRecordP256(Wire::read(reader, "body")?),
            MessageKind::Exit => Self::Exit(Wire::read(reader, "body")?),
            MessageKind::BlockOpening => Self::BlockOpening(Wire::read(reader, "body")?),
            MessageKind::L1Event => return Err(reader.error_of_kind(MessageError::Value)),
            MessageKind::Proposal => Self::Proposal(Wire::read(reader, "body")?),
            MessageKind::ProposalP256 => Self::ProposalP256(Wire::read(reader, "body")?),
            MessageKind::Reveal => Self::Reveal(RevealMessage::read(reader)?),
            MessageKind::RevealRoot => Self::RevealRoot(Wire::read(reader, "body")?),
            MessageKind::RevealData => Self::RevealData(Wire::read(reader, "body")?),
            MessageKind::Claim => Self::Claim(Wire::read(reader, "body")?),
            MessageKind::BatchClaim => Self::BatchClaim(Wire::read(reader, "body")?),
            MessageKind::Attestation => Self::Attestation(Wire::read(reader, "body")?),
            MessageKind::Certificate => Self::Certificate(CertificateMessage::read(reader)?),
            MessageKind::BatchCertificate => Self::BatchCertificate(CertificateMessage::read(reader)?),
            MessageKind::TreeOfIds => Self::TreeOfIds(TreeMessage::read(reader)?),
            MessageKind::TreeOfClaims => Self::TreeOfClaims(TreeMessage::read(reader)?),
            MessageKind::TreeData => Self::TreeData(TreeDataMessage::read(reader)?),
            MessageKind::SeatOpening => Self::SeatOpening(SeatOpeningMessage::read(reader)?),
            MessageKind::ProposalEvidence => Self::ProposalEvidence(Wire::read(reader, "body")?),
            MessageKind::ProposalEvidenceP256 => Self::ProposalEvidenceP256(Wire::read(reader, "body")?),
            MessageKind::ClaimEvidence => Self::ClaimEvidence(Wire::read(reader, "body")?),
            MessageKind::AttestationEvidence => Self::AttestationEvidence(Wire::read(reader, "body")?),
        })
    }

    /// Returns the kind of the message.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Parameters(_) => MessageKind::Parameters,
            Self::RegistrationRequest(_) => MessageKind::RegistrationRequest,
            Self::RegistrationRequestP256(_) => MessageKind::RegistrationRequestP256,
            Self::RegistrationRecord(_) => MessageKind::RegistrationRecord,
            Self::RegistrationRecordP256(_) => MessageKind::RegistrationRecordP256,
            Self::Exit(_) => MessageKind::Exit,
            Self::BlockOpening(_) => MessageKind::BlockOpening,
            Self::L1Event(_) => MessageKind::L1Event,
            Self::Proposal(_) => MessageKind::Proposal,
            Self::ProposalP256(_) => MessageKind::ProposalP256,
            Self::Reveal(_) => MessageKind::Reveal,
            Self::RevealRoot(_) => MessageKind::RevealRoot,
            Self::RevealData(_) => MessageKind::RevealData,
            Self::Claim(_) => MessageKind::Claim,
            Self::BatchClaim(_) => MessageKind::BatchClaim,
            Self::Attestation(_) => MessageKind::Attestation,
            Self::Certificate(_) => MessageKind::Certificate,
            Self::BatchCertificate(_) => MessageKind::BatchCertificate,
            Self::TreeOfIds(_) => MessageKind::TreeOfIds,
            Self::TreeOfClaims(_) => MessageKind::TreeOfClaims,
            Self::TreeData(_) => MessageKind::TreeData,
            Self::SeatOpening(_) => MessageKind::SeatOpening,
            Self::ProposalEvidence(_) => MessageKind::ProposalEvidence,
            Self::ProposalEvidenceP256(_) => MessageKind::ProposalEvidenceP256,
            Self::ClaimEvidence(_) => MessageKind::ClaimEvidence,
            Self::AttestationEvidence(_) => MessageKind::AttestationEvidence,
        }
    }
}
