//! Attestations and certificates of proof data (SPEC `#availability`).

use fernet_core::message::{AttestationMessage, CertificateMessage, CertificateProof, SignedAttestation};
use fernet_core::{Attestation, Availability, CertificateId, CheckedAttestation, PhaseError};
use fernet_vrf::PublicKey;

use crate::block::look_up;
use crate::{Block, BlockError, ClaimProof, Registry};

impl<const K: usize> Block<K> {
    /// Returns what attestations and certificates of the block are checked against, for the builder of a certificate
    /// ([`CertificateBuilder`](fernet_core::CertificateBuilder)).
    ///
    /// # Errors
    /// [`PhaseError::NotInThisPhase`] before the reveal, [`BlockError::NoAttesters`] or [`BlockError::ProversUnknown`].
    pub fn availability(&self, registry: &(impl Registry + ?Sized)) -> Result<Availability, BlockError> {
        let revealed = self.revealed.as_ref().ok_or(PhaseError::NotInThisPhase)?;
        // A reveal has a root of proof data exactly if there are attesters.
        let data_root = revealed.reveal.data_root.ok_or(BlockError::NoAttesters)?;
        let provers = registry.provers(revealed.proving.snapshot()).ok_or(BlockError::ProversUnknown)?;
        Availability::new(&revealed.proving, data_root, provers).ok_or(BlockError::NoAttesters)
    }

    /// Verifies an attestation, for the builder of a certificate. The block does not keep it.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn attestation(
        &self,
        message: &AttestationMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Attestation, BlockError> {
        verify(&self.check_attestation(message, registry)?, &message.proof)
    }

    /// Checks 2 to 11 of SPEC `#course` for an attestation.
    pub(crate) fn check_attestation(
        &self,
        message: &AttestationMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<CheckedAttestation, BlockError> {
        self.revealed_of(message.block_number, &message.proposal_id)?;
        let availability = self.availability(registry)?;
        Ok(availability.check(&look_up(registry, &message.key)?, &message.data_root)?)
    }

    /// Applies a certificate, whose attestations are verified one by one. From then on the block accepts trees. Of several valid
    /// certificates the block keeps the id of the first.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn certify<P: ClaimProof + CertificateProof>(
        &mut self,
        message: &CertificateMessage<'_, P>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<CertificateId, BlockError> {
        let (availability, id) = self.check_certificate(message, registry)?;
        for SignedAttestation { key, proof } in message.attestations.clone() {
            verify(&availability.check(&look_up(registry, &key)?, &message.head.data_root)?, &proof)?;
        }
        Ok(self.keep_certificate(id))
    }

    /// Checks 2 to 9 of SPEC `#course` for a certificate.
    pub(crate) fn check_certificate<P: CertificateProof>(
        &self,
        message: &CertificateMessage<'_, P>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<(Availability, CertificateId), BlockError> {
        self.revealed_of(message.head.block_number, &message.head.proposal_id)?;
        let availability = self.availability(registry)?;
        let keys = message.attestations.clone().map(|attestation| attestation.key);
        Ok((availability, availability.check_certificate(&message.head.data_root, keys)?))
    }

    pub(crate) fn keep_certificate(&mut self, id: CertificateId) -> CertificateId {
        self.revealed.as_mut().map_or(id, |revealed| *revealed.certificate.get_or_insert(id))
    }
}

/// Checks 12 and 13 of SPEC `#course` for an attestation.
pub(crate) fn verify(checked: &CheckedAttestation, proof: &impl ClaimProof) -> Result<Attestation, BlockError> {
    let key = PublicKey::from_bytes(checked.key().as_bytes())?;
    let output = proof.verify(&key, &checked.alpha(), checked.id().as_bytes())?;
    Ok(checked.attestation(output.beta())?)
}
