//! Attestations and certificates of a block (SPEC `#availability`).

use std::collections::{BTreeMap, BTreeSet};

use fernet_block::{BlockError, ClaimProof, ProposalProof};
use fernet_core::message::{AttestationMessage, CertificateMessage, CertificateProof};
use fernet_core::{Attestation, AttestationError, Availability, CertificateId, Ineligible, KeyBytes, VrfProofBytes};

use super::{Registry, State};
use crate::failure::Failure;
use crate::file::{AttestationRecord, BlockFile};
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal};

/// What is known of the proof data of a block.
#[derive(Clone, Debug)]
pub(crate) struct Quorum {
    /// Number of keys that may attest: N of SPEC `#attesters`.
    pub(crate) provers: u64,
    /// Number of attestations of a certificate.
    pub(crate) needed: u16,
    /// Keys with a valid attestation.
    pub(crate) attesters: BTreeSet<KeyBytes>,
    /// Attestations that are valid, or would be if their data were that of the reveal, by position.
    pub(crate) signed: BTreeMap<usize, Attestation>,
    /// The first valid certificate.
    pub(crate) certificate: Option<Certificate>,
}

/// A valid certificate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Certificate {
    pub(crate) position: usize,
    pub(crate) id: CertificateId,
}

/// Checks that certificates name attestations that exist.
pub(super) fn check_form(file: &BlockFile) -> Result<(), Failure> {
    let count = file.attestations.len();
    for (i, record) in file.certificates.iter().enumerate() {
        let positions = &record.attestations;
        let exists = |position: &u64| usize::try_from(*position).is_ok_and(|position| position < count);
        if let Some(j) = positions.iter().position(|position| !exists(position)) {
            let field = format_args!("certificates[{i}].attestations[{j}]").to_string();
            return Err(Failure::field(field, format_args!("expected a position in the {count} attestations")));
        }
        if u16::try_from(positions.len()).is_err() {
            let field = format_args!("certificates[{i}].attestations").to_string();
            return Err(Failure::field(field, format_args!("expected at most {} positions", u16::MAX)));
        }
    }
    Ok(())
}

impl From<&Availability> for Quorum {
    fn from(availability: &Availability) -> Self {
        let (provers, needed) = (availability.provers(), availability.needed());
        Self { provers, needed, attesters: BTreeSet::new(), signed: BTreeMap::new(), certificate: None }
    }
}

impl State {
    /// Verifies the attestations and the certificates of a block that was revealed.
    pub(super) fn attest(&mut self, file: &BlockFile, registry: &Registry, progress: &Progress) {
        let Some(proposal_id) = self.block.proving().map(|proving| *proving.proposal_id()) else { return };
        let (block, number) = (&self.block, file.block_number);
        let verify = |_, record: &AttestationRecord| block.attestation(&record.message(number, proposal_id), registry);
        let verified = progress.map("verifying attestations", &file.attestations, verify);
        for (position, attestation) in verified.into_iter().enumerate() {
            let Some(record) = file.attestations.get(position) else { continue };
            let message = record.message(number, proposal_id);
            self.refuse_if(Item::Attestation(position), |state| {
                state.add_attestation((position, &message), attestation, registry)
            });
        }
        for (position, record) in file.certificates.iter().enumerate() {
            let Some(bytes) = record.message(number, proposal_id, &file.attestations) else { continue };
            self.refuse_if(Item::Certificate(position), |state| {
                let message = CertificateMessage::<VrfProofBytes>::decode(&bytes)?;
                state.certify(position, &message, registry)
            });
        }
    }

    fn refuse_if(&mut self, item: Item, apply: impl FnOnce(&mut Self) -> Result<(), Refusal>) {
        if let Err(refusal) = apply(self) {
            self.refused.push((item, refusal));
        }
    }

    /// Takes note of an attestation that was verified.
    pub(crate) fn add_attestation(
        &mut self,
        (position, message): (usize, &AttestationMessage),
        verified: Result<Attestation, BlockError>,
        registry: &Registry,
    ) -> Result<(), Refusal> {
        let signed = match verified {
            Err(BlockError::Attestation(AttestationError::OtherData)) => self.of_other_data(message, registry).ok(),
            _ => verified.ok(),
        };
        if let (Some(quorum), Some(signed)) = (&mut self.quorum, signed) {
            quorum.signed.insert(position, signed);
            if verified.is_ok() {
                quorum.attesters.insert(signed.key());
            }
        }
        verified?;
        Ok(())
    }

    /// Verifies an attestation that may be of other data than the reveal's (SPEC `#attestation-evidence`).
    fn of_other_data(&self, message: &AttestationMessage, registry: &Registry) -> Result<Attestation, Refusal> {
        let registration = registry.get(&message.key).ok_or(Ineligible::NotRegistered)?;
        let checked = self.block.availability(registry)?.check_any(registration, &message.data_root)?;
        let beta = message.proof.verify(&message.key, &checked.alpha(), checked.id().as_bytes())?;
        Ok(checked.attestation(&beta)?)
    }

    /// Applies a certificate.
    pub(crate) fn certify<P: ClaimProof + CertificateProof>(
        &mut self,
        position: usize,
        message: &CertificateMessage<'_, P>,
        registry: &Registry,
    ) -> Result<(), Refusal> {
        let id = self.block.certify(message, registry)?;
        let certificate = Certificate { position, id };
        self.quorum.iter_mut().for_each(|quorum| _ = quorum.certificate.get_or_insert(certificate));
        Ok(())
    }
}
