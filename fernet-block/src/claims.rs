//! Claims of provers (SPEC `#claims`).

#[cfg(feature = "batch")]
use fernet_core::BatchProofBytes;
use fernet_core::message::ClaimMessage;
use fernet_core::{Alpha, CheckedClaim, Claim, ClaimId, KeyBytes, PhaseError, ProvingContext, Seat, VrfProofBytes};
use fernet_vrf::{Proof, PublicKey, Suite, VrfOutput};

use crate::block::look_up;
use crate::{Block, BlockError, Registry};

/// The proof of a claim: [`VrfProofBytes`], or [`BatchProofBytes`](fernet_core::BatchProofBytes) with the feature `batch`.
/// The trait is sealed.
pub trait ClaimProof: sealed::Verify {}

mod sealed {
    use super::{Alpha, BlockError, ClaimId, PublicKey, VrfOutput};

    pub trait Verify: Copy {
        fn verify(&self, key: &PublicKey, alpha: &Alpha, id: &ClaimId) -> Result<VrfOutput, BlockError>;
    }
}

impl ClaimProof for VrfProofBytes {}

impl sealed::Verify for VrfProofBytes {
    fn verify(&self, key: &PublicKey, alpha: &Alpha, id: &ClaimId) -> Result<VrfOutput, BlockError> {
        let proof = Proof::try_from(*self)?;
        Ok(key.verify(Suite::Ell2, alpha.as_bytes(), Some(id.as_bytes()), &proof)?)
    }
}

#[cfg(feature = "batch")]
impl ClaimProof for BatchProofBytes {}

#[cfg(feature = "batch")]
impl sealed::Verify for BatchProofBytes {
    fn verify(&self, key: &PublicKey, alpha: &Alpha, id: &ClaimId) -> Result<VrfOutput, BlockError> {
        let (alpha, ad) = (alpha.as_bytes(), Some(id.as_bytes().as_slice()));
        let proof = fernet_vrf::BatchProof::from_bytes(self.as_bytes())?.to_proof(key, Suite::Ell2, alpha, ad)?;
        Ok(key.verify(Suite::Ell2, alpha, ad, &proof)?)
    }
}

impl<const K: usize> Block<K> {
    /// Verifies a claim and returns its seat. The block does not keep it: a client keeps the seats that it wants to build
    /// trees of, by claim id.
    ///
    /// A claim has no time, and it changes nothing: several may be verified at once, on as many threads as there are.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn claim<P: ClaimProof>(
        &self,
        message: &ClaimMessage<P>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Seat, BlockError> {
        let proving = self.proving_of(message)?;
        verify(proving, &message.key, &message.claim, &message.proof, registry)
    }

    /// Verifies many claims with proofs in batch form, in about half the time of single verifications. The results are those
    /// of [`Block::claim`], in the order of the messages.
    #[cfg(feature = "batch")]
    #[must_use]
    pub fn claims(
        &self,
        messages: &[ClaimMessage<BatchProofBytes>],
        registry: &(impl Registry + ?Sized),
    ) -> alloc::vec::Vec<Result<Seat, BlockError>> {
        use alloc::collections::BTreeMap;
        use alloc::vec::Vec;

        use fernet_vrf::{BatchItem, BatchKey, BatchProof, verify_batch};

        // A key costs a multiplication, once for all of its claims.
        let mut keys = BTreeMap::new();
        let mut decode = |message: &ClaimMessage<BatchProofBytes>| -> Result<_, BlockError> {
            let checked = check(self.proving_of(message)?, &message.key, &message.claim, registry)?;
            let key = *keys.entry(message.key).or_insert_with(|| BatchKey::from_bytes(message.key.as_bytes()));
            let key = key?;
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
    #[cfg(feature = "batch")]
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

    /// Checks 2, 5 and 6 of SPEC `#course`.
    fn proving_of<P>(&self, message: &ClaimMessage<P>) -> Result<&ProvingContext, BlockError> {
        self.check_number(message.block_number)?;
        let proving = self.proving().ok_or(PhaseError::NotInThisPhase)?;
        if message.proposal_id == *proving.proposal_id() { Ok(proving) } else { Err(BlockError::OtherProposal) }
    }
}

/// Checks 7 and 8 of SPEC `#course` for a claim.
pub(crate) fn check(
    proving: &ProvingContext,
    key: &KeyBytes,
    claim: &Claim,
    registry: &(impl Registry + ?Sized),
) -> Result<CheckedClaim, BlockError> {
    Ok(proving.check(&look_up(registry, key)?, claim)?)
}

/// Checks 7 to 9 of SPEC `#course` for a claim.
pub(crate) fn verify<P: ClaimProof>(
    proving: &ProvingContext,
    key: &KeyBytes,
    claim: &Claim,
    proof: &P,
    registry: &(impl Registry + ?Sized),
) -> Result<Seat, BlockError> {
    let checked = check(proving, key, claim, registry)?;
    let output = proof.verify(&PublicKey::from_bytes(key.as_bytes())?, &checked.alpha(), &checked.id())?;
    Ok(checked.seat(output.beta()))
}
