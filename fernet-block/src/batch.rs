//! Claims and certificates whose proofs are in batch form (SPEC `#vrf-batch`).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use fernet_core::message::{AttestationMessage, CertificateMessage, ClaimMessage, SignedAttestation};
use fernet_core::{Alpha, BatchProofBytes, CertificateId, KeyBytes, PhaseError, Seat};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, KeyError, Proof, PublicKey, Suite, VrfOutput, verify_batch};

use crate::block::look_up;
use crate::claims::check;
use crate::{Block, BlockError, Registry};

/// A checked message whose proof is not verified yet, with the input of the proof, the id that it signs, the key and the proof.
type Unverified<M> = (M, Alpha, [u8; 32], BatchKey, BatchProof);

/// Verifies proofs together. The results are in the order of `messages`; one that was refused before keeps its error.
fn verify_together<M>(
    messages: &[Result<Unverified<M>, BlockError>],
) -> impl Iterator<Item = Result<(&M, VrfOutput), BlockError>> {
    let items: Vec<_> = messages
        .iter()
        .flatten()
        .map(|(_, alpha, id, key, proof)| BatchItem {
            key,
            suite: Suite::Ell2,
            alpha: alpha.as_bytes(),
            ad: Some(id),
            proof,
        })
        .collect();
    let mut outputs = verify_batch(&items).into_iter();
    messages.iter().map(move |message| {
        let (message, ..) = message.as_ref().map_err(|error| *error)?;
        // There is one output for each message that was not refused.
        Ok((message, outputs.next().ok_or(PhaseError::NotInThisPhase)??))
    })
}

impl<const K: usize> Block<K> {
    /// Verifies many claims with proofs in batch form, in about half the time of single verifications. The results are those
    /// of [`Block::claim`], in the order of the messages.
    #[must_use]
    pub fn claims(
        &self,
        messages: &[ClaimMessage<BatchProofBytes>],
        registry: &(impl Registry + ?Sized),
    ) -> Vec<Result<Seat, BlockError>> {
        let mut keys = BTreeMap::new();
        let decode = |key: &KeyBytes| *keys.entry(*key).or_insert_with(|| BatchKey::from_bytes(key.as_bytes()));
        self.claims_with_keys(messages, registry, decode)
    }

    /// Verifies many claims as [`Block::claims`] does, with keys that the caller decodes by [`BatchKey::from_bytes`] and keeps.
    /// Decoding a key costs a multiplication, so a client that verifies claims of the same keys again and again keeps them.
    #[must_use]
    pub fn claims_with_keys(
        &self,
        messages: &[ClaimMessage<BatchProofBytes>],
        registry: &(impl Registry + ?Sized),
        mut key: impl FnMut(&KeyBytes) -> Result<BatchKey, KeyError>,
    ) -> Vec<Result<Seat, BlockError>> {
        let mut decode = |message: &ClaimMessage<BatchProofBytes>| -> Result<_, BlockError> {
            let checked = check(self.proving_of(message)?, &message.key, &message.claim, registry)?;
            let key = key(&message.key)?;
            let proof = BatchProof::from_bytes(message.proof.as_bytes())?;
            Ok((checked, checked.alpha(), checked.id().to_bytes(), key, proof))
        };
        let decoded: Vec<_> = messages.iter().map(&mut decode).collect();
        verify_together(&decoded)
            .map(|verified| verified.map(|(checked, output)| checked.seat(output.beta())))
            .collect()
    }

    /// Verifies a claim and converts its proof to batch form, for those who verify many claims. The id of the claim stays.
    ///
    /// # Errors
    /// [`BlockError`] if the claim is of another block or its proof is not valid; [`BlockError::Expand`] if the proof has no
    /// batch form, which does not occur for a proof that an honest prover made.
    pub fn batch_form(&self, message: &ClaimMessage) -> Result<ClaimMessage<BatchProofBytes>, BlockError> {
        let ClaimMessage { block_number, proposal_id, key, claim, proof } = *message;
        let proving = self.proving_of(message)?;
        let (alpha, id) = (proving.alpha(claim.node), claim.id(proving.seed(), &proposal_id));
        let (public_key, proof) = (PublicKey::from_bytes(key.as_bytes())?, Proof::try_from(proof)?);
        let ad = Some(id.as_bytes().as_slice());
        let batch_proof = proof.to_batch_proof(&public_key, Suite::Ell2, alpha.as_bytes(), ad)?;
        let proof = BatchProofBytes::from_bytes(batch_proof.to_bytes());
        Ok(ClaimMessage { block_number, proposal_id, key, claim, proof })
    }

    /// Applies a certificate with proofs in batch form, which are verified together, in about five sixths of the time. The result
    /// is that of [`Block::certify`].
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn certify_batch(
        &mut self,
        message: &CertificateMessage<'_, BatchProofBytes>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<CertificateId, BlockError> {
        self.certify_batch_with_keys(message, registry, |key| BatchKey::from_bytes(key.as_bytes()))
    }

    /// Applies a certificate as [`Block::certify_batch`] does, with keys that the caller decodes by [`BatchKey::from_bytes`] and
    /// keeps. Decoding takes about half of the time of a batch, since each key has one attestation.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn certify_batch_with_keys(
        &mut self,
        message: &CertificateMessage<'_, BatchProofBytes>,
        registry: &(impl Registry + ?Sized),
        mut key: impl FnMut(&KeyBytes) -> Result<BatchKey, KeyError>,
    ) -> Result<CertificateId, BlockError> {
        let (availability, id) = self.check_certificate(message, registry)?;
        let mut decode = |signed: SignedAttestation<BatchProofBytes>| -> Result<_, BlockError> {
            let checked = availability.check(&look_up(registry, &signed.key)?, &message.head.data_root)?;
            let key = key(&signed.key)?;
            let proof = BatchProof::from_bytes(signed.proof.as_bytes())?;
            Ok((checked, checked.alpha(), checked.id().to_bytes(), key, proof))
        };
        let decoded: Vec<_> = message.attestations.clone().map(&mut decode).collect();
        for verified in verify_together(&decoded) {
            let (checked, output) = verified?;
            checked.attestation(output.beta())?;
        }
        Ok(self.keep_certificate(id))
    }

    /// Verifies an attestation and converts its proof to batch form, for a certificate that others verify in
    /// less time.
    ///
    /// # Errors
    /// [`BlockError`] if the attestation is not valid; [`BlockError::Expand`] if the proof has no batch form, which does not
    /// occur for a proof that an honest attester made.
    pub fn attestation_batch_form(
        &self,
        message: &AttestationMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<SignedAttestation<BatchProofBytes>, BlockError> {
        let checked = self.check_attestation(message, registry)?;
        let (public_key, proof) = (PublicKey::from_bytes(message.key.as_bytes())?, Proof::try_from(message.proof)?);
        let (alpha, id) = (checked.alpha(), checked.id());
        let ad = Some(id.as_bytes().as_slice());
        let batch_proof = proof.to_batch_proof(&public_key, Suite::Ell2, alpha.as_bytes(), ad)?;
        checked.attestation(&proof.to_hash(Suite::Ell2))?;
        Ok(SignedAttestation { key: message.key, proof: BatchProofBytes::from_bytes(batch_proof.to_bytes()) })
    }
}
