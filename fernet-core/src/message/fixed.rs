//! Messages and parts of messages that have a fixed width.

use super::l1::{BlockOpeningMessage, L1EventHead};
use super::list::TreeElement;
use super::parameters::ParametersMessage;
use super::registry::{ExitMessage, RegistrationRecordMessage, RegistrationRequestMessage};
use super::wire::{Reader, Wire, Writer, fields, sum};
use super::{DecodeError, MessageKind, VERSION, read_start};
use crate::{
    Address, BatchProofBytes, BlockHash, BlockNumber, BundleCommitment, Claim, DataRoot, KeyBytes, NodeIndex,
    P256ProofBytes, ProofDigest, Proposal, ProposalId, Reveal, Salt, Statement, TxOrderHash, TxRoot, VrfProofBytes,
};

/// The number of bytes of a message whose body has `body` bytes.
pub(super) const fn len(body: usize) -> usize {
    sum(&[u8::LEN, u8::LEN, body])
}

/// Encodes a message of `N` bytes.
pub(super) fn encode<T: Wire, const N: usize>(kind: MessageKind, body: &T) -> [u8; N] {
    let mut bytes = [0; N];
    let mut writer = Writer::new(&mut bytes);
    VERSION.write(&mut writer);
    kind.number().write(&mut writer);
    body.write(&mut writer);
    bytes
}

/// Decodes a message of one kind.
pub(super) fn decode<T: Wire>(kind: MessageKind, bytes: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(bytes);
    read_start(&mut reader, kind)?;
    let body = T::read(&mut reader, "body")?;
    reader.finish(body)
}

/// Implements the constants and functions of a message of fixed width.
macro_rules! message {
    ($($kind:ident: $type:ty,)+) => {
        $(impl $type {
            /// The kind of the message.
            pub const KIND: MessageKind = MessageKind::$kind;

            /// The number of bytes of the message, with version and kind.
            pub const LEN: usize = len(<Self as Wire>::LEN);

            /// Encodes the message (SPEC `#message-bodies`).
            #[must_use]
            pub fn to_bytes(&self) -> [u8; Self::LEN] {
                encode(Self::KIND, self)
            }

            /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
            ///
            /// # Errors
            /// [`DecodeError`] for the first field that is wrong.
            pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
                decode(Self::KIND, bytes)
            }
        })+
    };
}

message! {
    Parameters: ParametersMessage,
    RegistrationRequest: RegistrationRequestMessage<VrfProofBytes>,
    RegistrationRequestP256: RegistrationRequestMessage<P256ProofBytes>,
    RegistrationRecord: RegistrationRecordMessage<VrfProofBytes>,
    RegistrationRecordP256: RegistrationRecordMessage<P256ProofBytes>,
    Exit: ExitMessage,
    BlockOpening: BlockOpeningMessage,
    Proposal: ProposalMessage<VrfProofBytes>,
    ProposalP256: ProposalMessage<P256ProofBytes>,
    RevealRoot: RevealRootMessage,
    RevealData: RevealDataMessage,
    Claim: ClaimMessage<VrfProofBytes>,
    BatchClaim: ClaimMessage<BatchProofBytes>,
    Attestation: AttestationMessage,
    ProposalEvidence: EvidenceMessage<ProposalMessage<VrfProofBytes>>,
    ProposalEvidenceP256: EvidenceMessage<ProposalMessage<P256ProofBytes>>,
    ClaimEvidence: EvidenceMessage<ClaimMessage>,
    AttestationEvidence: EvidenceMessage<AttestationMessage>,
}

fields!(Proposal { parent: BlockHash, fee_split: u32, tx_order_hash: TxOrderHash, payout: Address, bond: u128 });

fields!(Claim {
    node: NodeIndex,
    statement: Statement,
    proof_digest: ProofDigest,
    left: BundleCommitment,
    right: BundleCommitment,
    fee_burn: u32,
    payout: Address,
    rebate_payee: Address,
});

impl L1EventHead {
    /// The number of bytes of an event before the message that L1 received.
    pub const LEN: usize = len(<Self as Wire>::LEN);

    /// Encodes the start of an [`L1EventMessage`](super::L1EventMessage). The event continues with the message that L1
    /// received.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        encode(MessageKind::L1Event, self)
    }

    /// Decodes the start of an [`L1EventMessage`](super::L1EventMessage), for a reader that receives the rest later.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &[u8; Self::LEN]) -> Result<Self, DecodeError> {
        decode(MessageKind::L1Event, bytes)
    }
}

/// A proposal of a sequencer, as it is sent. `P` is [`VrfProofBytes`], or [`P256ProofBytes`] for a key on P-256.
/// [`Election::check`](crate::Election::check) checks the proposal, `fernet_vrf` or `fernet_vrf_p256` the key and the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ProposalMessage<P = VrfProofBytes> {
    /// Number of the proposed block.
    pub block_number: BlockNumber,
    /// The public key of the sequencer.
    pub key: KeyBytes,
    /// The proposal.
    pub proposal: Proposal,
    /// The VRF proof, which signs the id of the proposal.
    pub proof: P,
}

fields!(ProposalMessage<P> { block_number: BlockNumber, key: KeyBytes, proposal: Proposal, proof: P });

/// A claim of a prover, as it is sent. `P` is [`VrfProofBytes`], or [`BatchProofBytes`] for a proof in batch form.
/// [`ProvingContext::check`](crate::ProvingContext::check) checks the claim, `fernet_vrf` the key and the proof.
///
/// The id of the claim is the same for both forms of the proof. One proof may have several batch forms, so a claim is
/// identified by its id and not by the bytes of its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ClaimMessage<P = VrfProofBytes> {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The id of the leader's proposal.
    pub proposal_id: ProposalId,
    /// The public key of the prover.
    pub key: KeyBytes,
    /// The claim.
    pub claim: Claim,
    /// The VRF proof, which signs the id of the claim.
    pub proof: P,
}

fields!(ClaimMessage<P> {
    block_number: BlockNumber,
    proposal_id: ProposalId,
    key: KeyBytes,
    claim: Claim,
    proof: P,
});

/// A claim in a tree of claims: a [`ClaimMessage`] without block number and proposal, which the tree states once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SignedClaim {
    /// The public key of the prover.
    pub key: KeyBytes,
    /// The claim.
    pub claim: Claim,
    /// The VRF proof, which signs the id of the claim.
    pub proof: VrfProofBytes,
}

fields!(SignedClaim { key: KeyBytes, claim: Claim, proof: VrfProofBytes });

impl SignedClaim {
    /// The number of bytes of a claim in a tree.
    pub const LEN: usize = <Self as Wire>::LEN;

    /// Encodes the claim as an element of a tree of claims.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        self.write(&mut Writer::new(&mut bytes));
        bytes
    }

    /// Decodes an element of a tree of claims.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong; offsets count from the first byte of the element.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let claim = Self::read(&mut reader, "claim")?;
        reader.finish(claim)
    }
}

/// An attestation of a prover, as it is sent. [`Availability::check`](crate::Availability::check) checks it, `fernet_vrf` the
/// key and the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct AttestationMessage {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The id of the leader's proposal.
    pub proposal_id: ProposalId,
    /// The root of the proof data that the attester has.
    pub data_root: DataRoot,
    /// The public key of the attester.
    pub key: KeyBytes,
    /// The VRF proof, which signs the id of the attestation.
    pub proof: VrfProofBytes,
}

fields!(AttestationMessage {
    block_number: BlockNumber,
    proposal_id: ProposalId,
    data_root: DataRoot,
    key: KeyBytes,
    proof: VrfProofBytes,
});

/// Two proposals, two claims or two attestations of one key in full. They are evidence only if both are valid and contradict each other
/// (SPEC `#equivocation`), which is not checked here. The one with the smaller id comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct EvidenceMessage<T> {
    /// The one with the smaller id.
    pub first: T,
    /// The one with the larger id.
    pub second: T,
}

fields!(EvidenceMessage<T> { first: T, second: T, });

/// What a reveal states before the transactions: the first part of a [`RevealMessage`](super::RevealMessage) and of a
/// [`RevealRootMessage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RevealHead {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The salt of the transaction order.
    pub salt: Salt,
    /// The sum of the fees, in wei.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub fees: u128,
    /// The number of transactions.
    pub count: u64,
}

fields!(RevealHead { block_number: BlockNumber, salt: Salt, fees: u128, count: u64 });

impl RevealHead {
    /// The number of bytes of a [`RevealMessage`](super::RevealMessage) before the hashes of the transactions.
    pub const LEN: usize = len(<Self as Wire>::LEN);

    /// Encodes the start of a [`RevealMessage`](super::RevealMessage). The message continues with the hashes of the
    /// transactions, 32 bytes
    /// each.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        encode(MessageKind::Reveal, self)
    }

    /// Decodes the start of a [`RevealMessage`](super::RevealMessage), for a reader that receives the hashes of the
    /// transactions one by one.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &[u8; Self::LEN]) -> Result<Self, DecodeError> {
        decode(MessageKind::Reveal, bytes)
    }
}

/// A reveal with the root of the transactions instead of their hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RevealRootMessage {
    /// What the leader reveals besides the transactions.
    pub head: RevealHead,
    /// The root of the transactions.
    pub tx_root: TxRoot,
}

fields!(RevealRootMessage { head: RevealHead, tx_root: TxRoot });

impl RevealHead {
    const fn new(block_number: BlockNumber, reveal: &Reveal) -> Self {
        let Reveal { salt, fees, count, .. } = *reveal;
        Self { block_number, salt, fees, count }
    }

    const fn reveal(self, tx_root: TxRoot, data_root: Option<DataRoot>) -> Reveal {
        let Self { salt, fees, count, .. } = self;
        Reveal { salt, fees, count, tx_root, data_root }
    }
}

impl RevealRootMessage {
    /// Makes the message from the contents of a block. It does not contain their `data_root`.
    #[must_use]
    pub const fn new(block_number: BlockNumber, reveal: &Reveal) -> Self {
        Self { head: RevealHead::new(block_number, reveal), tx_root: reveal.tx_root }
    }

    /// Returns the contents of the block, as the rules of reveals take them.
    #[must_use]
    pub const fn reveal(&self) -> Reveal {
        self.head.reveal(self.tx_root, None)
    }
}

/// A reveal in a rollup with attesters: with the root of the transactions and that of the proof data (SPEC `#availability`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RevealDataMessage {
    /// What the leader reveals besides the two roots.
    pub head: RevealHead,
    /// The root of the transactions.
    pub tx_root: TxRoot,
    /// The root of the proof data.
    pub data_root: DataRoot,
}

fields!(RevealDataMessage { head: RevealHead, tx_root: TxRoot, data_root: DataRoot });

impl RevealDataMessage {
    /// Makes the message from the contents of a block; `None` if they have no `data_root`.
    #[must_use]
    pub const fn new(block_number: BlockNumber, reveal: &Reveal) -> Option<Self> {
        match reveal.data_root {
            Some(data_root) => {
                Some(Self { head: RevealHead::new(block_number, reveal), tx_root: reveal.tx_root, data_root })
            }
            None => None,
        }
    }

    /// Returns the contents of the block, as the rules of reveals take them.
    #[must_use]
    pub const fn reveal(&self) -> Reveal {
        self.head.reveal(self.tx_root, Some(self.data_root))
    }
}

/// What a tree states before its bundles: the first part of a [`TreeMessage`](super::TreeMessage).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TreeHead {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The id of the leader's proposal.
    pub proposal_id: ProposalId,
    /// The number of bundles.
    pub count: u64,
}

fields!(TreeHead { block_number: BlockNumber, proposal_id: ProposalId, count: u64 });

impl TreeHead {
    /// The number of bytes of a tree before its bundles.
    pub const LEN: usize = len(<Self as Wire>::LEN);

    /// Encodes the start of a [`TreeMessage`](super::TreeMessage) with elements `T`. The message continues with the
    /// bundles, in post-order: for each the number of its seats, one byte, and the elements.
    #[must_use]
    pub fn to_bytes<T: TreeElement>(&self) -> [u8; Self::LEN] {
        encode(T::KIND, self)
    }

    /// Decodes the start of a [`TreeMessage`](super::TreeMessage) with elements `T`, for a reader that receives the
    /// bundles one by one.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode<T: TreeElement>(bytes: &[u8; Self::LEN]) -> Result<Self, DecodeError> {
        decode(T::KIND, bytes)
    }
}
