//! Claims of provers (SPEC `#claims`).

#[cfg(feature = "batch")]
use fernet_core::BatchProofBytes;
use fernet_core::message::ClaimMessage;
use fernet_core::{
    Alpha, BlockNumber, CheckedClaim, Claim, KeyBytes, PhaseError, ProposalId, ProvingContext, Seat, VrfProofBytes,
};
use fernet_vrf::{Proof, PublicKey, Suite, VrfOutput};

use crate::block::{Revealed, look_up};
use crate::{Block, BlockError, Registry};

/// The proof of a claim or an attestation: [`VrfProofBytes`], or [`BatchProofBytes`](fernet_core::BatchProofBytes) with the feature `batch`.
/// The trait is sealed.
pub trait ClaimProof: sealed::Verify {}

pub(crate) mod sealed {
    use super::{Alpha, BlockError, PublicKey, VrfOutput};

    pub trait Verify: Copy {
        fn verify(&self, key: &PublicKey, alpha: &Alpha, id: &[u8]) -> Result<VrfOutput, BlockError>;
    }
}

impl ClaimProof for VrfProofBytes {}

impl sealed::Verify for VrfProofBytes {
    #[inline(always)] // A frame of its own would be 624 bytes more of stack.
    fn verify(&self, key: &PublicKey, alpha: &Alpha, id: &[u8]) -> Result<VrfOutput, BlockError> {
        let proof = Proof::try_from(*self)?;
        Ok(key.verify(Suite::Ell2, alpha.as_bytes(), Some(id), &proof)?)
    }
}

#[cfg(feature = "batch")]
impl ClaimProof for BatchProofBytes {}

#[cfg(feature = "batch")]
impl sealed::Verify for BatchProofBytes {
    fn verify(&self, key: &PublicKey, alpha: &Alpha, id: &[u8]) -> Result<VrfOutput, BlockError> {
        let (alpha, ad) = (alpha.as_bytes(), Some(id));
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

    /// Checks 2, 5 and 6 of SPEC `#course`.
    pub(crate) fn proving_of<P>(&self, message: &ClaimMessage<P>) -> Result<&ProvingContext, BlockError> {
        self.revealed_of(message.block_number, &message.proposal_id).map(|revealed| &revealed.proving)
    }

    /// Checks 2, 5 and 6 of SPEC `#course` for a message that has no time.
    pub(crate) fn revealed_of(
        &self,
        block_number: BlockNumber,
        proposal_id: &ProposalId,
    ) -> Result<&Revealed, BlockError> {
        self.check_number(block_number)?;
        let revealed = self.revealed.as_ref().ok_or(PhaseError::NotInThisPhase)?;
        if proposal_id == revealed.proving.proposal_id() { Ok(revealed) } else { Err(BlockError::OtherProposal) }
    }
}

/// Checks 10 and 11 of SPEC `#course` for a claim.
pub(crate) fn check(
    proving: &ProvingContext,
    key: &KeyBytes,
    claim: &Claim,
    registry: &(impl Registry + ?Sized),
) -> Result<CheckedClaim, BlockError> {
    Ok(proving.check(&look_up(registry, key)?, claim)?)
}

/// Checks 10 to 12 of SPEC `#course` for a claim.
pub(crate) fn verify<P: ClaimProof>(
    proving: &ProvingContext,
    key: &KeyBytes,
    claim: &Claim,
    proof: &P,
    registry: &(impl Registry + ?Sized),
) -> Result<Seat, BlockError> {
    let checked = check(proving, key, claim, registry)?;
    let key = PublicKey::from_bytes(key.as_bytes())?;
    let output = proof.verify(&key, &checked.alpha(), checked.id().as_bytes())?;
    Ok(checked.seat(output.beta()))
}
