//! Attestations and certificates in a block file.

use fernet_core::message::{AttestationMessage, CertificateHead, SignedAttestation};
use fernet_core::{BlockNumber, DataRoot, KeyBytes, ProposalId, VrfProofBytes};
use serde::{Deserialize, Serialize};

use crate::decimal;
use crate::object::objects;

objects! {
    AttestationRecord: "an attestation",
    CertificateRecord: "a certificate",
}

/// A prover's statement that it has the proof data.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct AttestationRecord {
    pub(crate) key: KeyBytes,
    pub(crate) data_root: DataRoot,
    pub(crate) proof: VrfProofBytes,
}

impl AttestationRecord {
    pub(crate) const fn message(&self, block_number: BlockNumber, proposal_id: ProposalId) -> AttestationMessage {
        let Self { key, data_root, proof } = *self;
        AttestationMessage { block_number, proposal_id, data_root, key, proof }
    }
}

/// A certificate: positions in the list of attestations.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub(crate) struct CertificateRecord {
    pub(crate) data_root: DataRoot,
    #[serde(with = "decimal::list")]
    pub(crate) attestations: Vec<u64>,
}

impl CertificateRecord {
    /// The bytes of the certificate as a message. `None` if it names an attestation that does not exist, or has more than a
    /// message has room for.
    pub(crate) fn message(
        &self,
        block_number: BlockNumber,
        proposal_id: ProposalId,
        attestations: &[AttestationRecord],
    ) -> Option<Vec<u8>> {
        let count = u16::try_from(self.attestations.len()).ok()?;
        let head = CertificateHead { block_number, proposal_id, data_root: self.data_root, count };
        let mut bytes = head.to_bytes::<VrfProofBytes>().to_vec();
        for position in &self.attestations {
            let AttestationRecord { key, proof, .. } = *attestations.get(usize::try_from(*position).ok()?)?;
            bytes.extend(SignedAttestation { key, proof }.to_bytes());
        }
        Some(bytes)
    }
}
