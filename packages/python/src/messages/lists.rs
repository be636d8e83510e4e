//! Messages that contain lists or other messages.

use fernet_core::message::{
    CertificateHead, L1EventHead, L1EventMessage as CoreEvent, Message, RevealDataMessage as CoreRevealData,
    RevealHead, RevealRootMessage as CoreRevealRoot, SeatOpeningHead, SignedAttestation as CoreSignedAttestation,
    SignedClaim as CoreSignedClaim, TreeDataHead, TreeElement, TreeHead, TreeMessage,
};
use fernet_core::{
    Amount, BatchProofBytes, BlockNumber, Claim, ClaimId, DataRoot, KeyBytes, L1Block, NodeData, ProposalId, Salt,
    TxHash, TxRoot, VrfProofBytes,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::record;
use crate::error::Result;
use crate::messages::{Fields, message};
use crate::proof_bytes::ProverProof;
use crate::value::{Data, Items, V};

/// Defines a struct of fields that are values of Python. Lists are kept as `Vec`s.
macro_rules! fields {
    ($name:ident { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }
    };
}

fields!(EventFields { l1_block: L1Block, base_fee: u64, rate: Amount, message: Data });

impl Fields for EventFields {
    fn encode(&self) -> Result<Data> {
        let Self { l1_block, base_fee, rate, ref message } = *self;
        Ok([L1EventHead { l1_block, base_fee, rate }.to_bytes().as_slice(), message].concat())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::L1Event(CoreEvent { head, message }) = message else { return None };
        let L1EventHead { l1_block, base_fee, rate } = *head;
        Some(Self { l1_block, base_fee, rate, message: message.to_vec() })
    }
}

message! {
    /// A message that L1 received in an L1 block (SPEC #message-l1), with the gas prices of that block: base_fee and rate in wei.
    L1EventMessage(EventFields) { l1_block: L1Block, base_fee: u64, rate: Amount, message: Data }
}

fields!(RevealFields { block_number: BlockNumber, salt: Salt, fees: u128, transactions: Items<TxHash> });

/// The number of items of a list, as a message counts them.
fn count<T: TryFrom<usize>>(name: &str, length: usize) -> Result<T> {
    Ok(T::try_from(length).map_err(|_| PyValueError::new_err(format!("{name}: too many items")))?)
}

impl Fields for RevealFields {
    fn encode(&self) -> Result<Data> {
        let Self { block_number, salt, fees, ref transactions } = *self;
        let head = RevealHead { block_number, salt, fees, count: count("transactions", transactions.0.len())? };
        Ok(head.to_bytes().into_iter().chain(transactions.0.iter().flat_map(|hash| hash.to_bytes())).collect())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::Reveal(message) = message else { return None };
        let RevealHead { block_number, salt, fees, .. } = message.head;
        Some(Self { block_number, salt, fees, transactions: Items(message.transactions.clone().collect()) })
    }
}

message! {
    /// The contents of a block, with the hash of each transaction (SPEC #message-reveal). fees are wei.
    RevealMessage(RevealFields) {
        block_number: BlockNumber, salt: Salt, fees: u128, transactions: Items<TxHash>,
    }
}

fields!(RevealRootFields { block_number: BlockNumber, salt: Salt, fees: u128, count: u64, tx_root: TxRoot });

impl Fields for RevealRootFields {
    fn encode(&self) -> Result<Data> {
        let Self { block_number, salt, fees, count, tx_root } = *self;
        Ok(CoreRevealRoot { head: RevealHead { block_number, salt, fees, count }, tx_root }.to_bytes().to_vec())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::RevealRoot(CoreRevealRoot { head, tx_root }) = *message else { return None };
        let RevealHead { block_number, salt, fees, count } = head;
        Some(Self { block_number, salt, fees, count, tx_root })
    }
}

message! {
    /// The contents of a block, with the root of its transactions (SPEC #message-reveal). fees are wei.
    RevealRootMessage(RevealRootFields) {
        block_number: BlockNumber, salt: Salt, fees: u128, count: u64, tx_root: TxRoot,
    }
}

fields!(RevealDataFields {
    block_number: BlockNumber,
    salt: Salt,
    fees: u128,
    count: u64,
    tx_root: TxRoot,
    data_root: DataRoot,
});

impl Fields for RevealDataFields {
    fn encode(&self) -> Result<Data> {
        let Self { block_number, salt, fees, count, tx_root, data_root } = *self;
        let head = RevealHead { block_number, salt, fees, count };
        Ok(CoreRevealData { head, tx_root, data_root }.to_bytes().to_vec())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::RevealData(CoreRevealData { head, tx_root, data_root }) = *message else { return None };
        let RevealHead { block_number, salt, fees, count } = head;
        Some(Self { block_number, salt, fees, count, tx_root, data_root })
    }
}

message! {
    /// The contents of a block in a rollup with attesters (SPEC #message-reveal). fees are wei.
    RevealDataMessage(RevealDataFields) {
        block_number: BlockNumber, salt: Salt, fees: u128, count: u64, tx_root: TxRoot, data_root: DataRoot,
    }
}

fields!(SignedAttestationFields { key: KeyBytes, proof: ProverProof });

impl<P: Into<ProverProof>> From<CoreSignedAttestation<P>> for SignedAttestationFields {
    fn from(signed: CoreSignedAttestation<P>) -> Self {
        Self { key: signed.key, proof: signed.proof.into() }
    }
}

record! {
    /// An attestation in a certificate: the key, 32 bytes, and its proof, 80 bytes, or 128 in the form for batches.
    "fernet.availability" SignedAttestation(SignedAttestationFields) { key: KeyBytes, proof: ProverProof }
}

fields!(CertificateFields {
    block_number: BlockNumber,
    proposal_id: ProposalId,
    data_root: DataRoot,
    attestations: Items<SignedAttestationFields>,
    batch: bool,
});

impl Fields for CertificateFields {
    fn encode(&self) -> Result<Data> {
        let Self { block_number, proposal_id, data_root, ref attestations, batch } = *self;
        let count = count("attestations", attestations.0.len())?;
        let head = CertificateHead { block_number, proposal_id, data_root, count };
        let mut bytes = match batch {
            true => head.to_bytes::<BatchProofBytes>().to_vec(),
            false => head.to_bytes::<VrfProofBytes>().to_vec(),
        };
        for (index, SignedAttestationFields { key, proof }) in attestations.0.iter().enumerate() {
            match (*proof, batch) {
                (ProverProof::Plain(proof), false) => {
                    bytes.extend(CoreSignedAttestation { key: *key, proof }.to_bytes());
                }
                (ProverProof::Batch(proof), true) => {
                    bytes.extend(CoreSignedAttestation { key: *key, proof }.to_bytes())
                }
                _ => {
                    let length = if batch { BatchProofBytes::LEN } else { VrfProofBytes::LEN };
                    let message = format!("attestations: item {index}: expected a proof of {length} bytes");
                    return Err(PyValueError::new_err(message).into());
                }
            }
        }
        Ok(bytes)
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let (head, attestations, batch) = match message {
            Message::Certificate(message) => {
                (message.head, message.attestations.clone().map(Into::into).collect(), false)
            }
            Message::BatchCertificate(message) => {
                (message.head, message.attestations.clone().map(Into::into).collect(), true)
            }
            _ => return None,
        };
        let CertificateHead { block_number, proposal_id, data_root, .. } = head;
        Some(Self { block_number, proposal_id, data_root, attestations: Items(attestations), batch })
    }
}

message! {
    /// A certificate with its attestations, in the order of their keys (SPEC #message-attestation). batch says whether their proofs
    /// have the form for batches.
    CertificateMessage(CertificateFields) {
        block_number: BlockNumber, proposal_id: ProposalId, data_root: DataRoot,
        attestations: Items<SignedAttestationFields>, batch: bool = false,
    }
}

record! {
    /// A claim in a tree of claims: the claim, the key of its prover, 32 bytes, and the proof, 80 bytes.
    "fernet.tree" SignedClaim(CoreSignedClaim) { key: KeyBytes, claim: Claim, proof: VrfProofBytes }
}

/// Encodes a tree of bundles.
fn tree<T: TreeElement, const N: usize>(
    (block_number, proposal_id): (BlockNumber, ProposalId),
    bundles: &[Items<T>],
    element: impl Fn(&T) -> [u8; N],
) -> Result<Data> {
    let mut bytes =
        TreeHead { block_number, proposal_id, count: count("bundles", bundles.len())? }.to_bytes::<T>().to_vec();
    for bundle in bundles {
        bytes.push(count("bundles: a bundle", bundle.0.len())?);
        bytes.extend(bundle.0.iter().flat_map(&element));
    }
    Ok(bytes)
}

fn bundles<T: TreeElement>(message: &TreeMessage<'_, T>) -> Items<Items<T>> {
    Items(message.bundles.clone().map(|bundle| Items(bundle.collect())).collect())
}

fields!(IdTreeFields { block_number: BlockNumber, proposal_id: ProposalId, bundles: Items<Items<ClaimId>> });

impl Fields for IdTreeFields {
    fn encode(&self) -> Result<Data> {
        tree((self.block_number, self.proposal_id), &self.bundles.0, |id| id.to_bytes())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::TreeOfIds(message) = message else { return None };
        let TreeHead { block_number, proposal_id, .. } = message.head;
        Some(Self { block_number, proposal_id, bundles: bundles(message) })
    }
}

message! {
    /// A tree as the ids of its claims, a list for each node in post-order (SPEC #message-tree).
    TreeOfIdsMessage(IdTreeFields) {
        block_number: BlockNumber, proposal_id: ProposalId, bundles: Items<Items<ClaimId>>,
    }
}

fields!(ClaimTreeFields { block_number: BlockNumber, proposal_id: ProposalId, bundles: Items<Items<CoreSignedClaim>> });

impl Fields for ClaimTreeFields {
    fn encode(&self) -> Result<Data> {
        tree((self.block_number, self.proposal_id), &self.bundles.0, |claim| claim.to_bytes())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::TreeOfClaims(message) = message else { return None };
        let TreeHead { block_number, proposal_id, .. } = message.head;
        Some(Self { block_number, proposal_id, bundles: bundles(message) })
    }
}

message! {
    /// A tree with its claims in full, a list for each node in post-order (SPEC #message-tree).
    TreeOfClaimsMessage(ClaimTreeFields) {
        block_number: BlockNumber, proposal_id: ProposalId, bundles: Items<Items<CoreSignedClaim>>,
    }
}

fields!(TreeDataFields { block_number: BlockNumber, proposal_id: ProposalId, nodes: Items<NodeData> });

impl Fields for TreeDataFields {
    fn encode(&self) -> Result<Data> {
        let Self { block_number, proposal_id, ref nodes } = *self;
        let head = TreeDataHead { block_number, proposal_id, count: count("nodes", nodes.0.len())? };
        Ok(head.to_bytes().into_iter().chain(nodes.0.iter().flat_map(|node| node.to_bytes())).collect())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::TreeData(message) = message else { return None };
        let TreeDataHead { block_number, proposal_id, .. } = message.head;
        Some(Self { block_number, proposal_id, nodes: Items(message.nodes.clone().collect()) })
    }
}

message! {
    /// The data of all nodes of a tree, in post-order (SPEC #message-tree-data).
    TreeDataMessage(TreeDataFields) { block_number: BlockNumber, proposal_id: ProposalId, nodes: Items<NodeData> }
}

/// Bytes of an opening without levels, and of each level (SPEC `#opening`).
const WITHOUT_LEVELS: usize = 429;
const LEVEL: usize = 120;

fields!(SeatOpeningFields { block_number: BlockNumber, proposal_id: ProposalId, opening: Data });

impl Fields for SeatOpeningFields {
    fn encode(&self) -> Result<Data> {
        let Self { block_number, proposal_id, ref opening } = *self;
        let levels = count("opening", opening.len().saturating_sub(WITHOUT_LEVELS) / LEVEL)?;
        Ok([SeatOpeningHead { block_number, proposal_id, levels }.to_bytes().as_slice(), opening].concat())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let Message::SeatOpening(message) = message else { return None };
        let SeatOpeningHead { block_number, proposal_id, .. } = message.head;
        Some(Self { block_number, proposal_id, opening: message.opening.to_vec() })
    }
}

message! {
    /// The opening of a seat (SPEC #message-tree-data); SeatOpening decodes the bytes of opening.
    SeatOpeningMessage(SeatOpeningFields) { block_number: BlockNumber, proposal_id: ProposalId, opening: Data }
}
