//! Claims whose proofs are in batch form (SPEC `#vrf-batch`).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use fernet_core::message::ClaimMessage;
use fernet_core::{BatchProofBytes, CheckedClaim, KeyBytes, PhaseError, Seat};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, KeyError, Proof, PublicKey, Suite, verify_batch};

use crate::claims::check;
use crate::{Block, BlockError, Registry};

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
            Ok((checked, checked.alpha(), checked.id(), key, proof))
        };
        let decoded: Vec<_> = messages.iter().map(&mut decode).collect();
        let items: Vec<_> = decoded
            .iter()
            .flatten()
            .map(|(_, alpha, id, key, proof)| {
                let (alpha, ad) = (alpha.as_bytes().as_slice(), Some(id.as_bytes().as_slice()));
                BatchItem { key, suite: Suite::Ell2, alpha, ad, proof }
            })
            .collect();
        let mut outputs = verify_batch(&items).into_iter();
        let seat = |decoded: &Result<(CheckedClaim, _, _, _, _), BlockError>| {
            let (checked, ..) = decoded.as_ref().map_err(|error| *error)?;
            // There is one output for each claim that was decoded.
            let output = outputs.next().ok_or(PhaseError::NotInThisPhase)??;
            Ok(checked.seat(output.beta()))
        };
        decoded.iter().map(seat).collect()
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
}
