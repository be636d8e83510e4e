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

    /// Checks 2, 5 and 6 of SPEC `#course`.
    pub(crate) fn proving_of<P>(&self, message: &ClaimMessage<P>) -> Result<&ProvingContext, BlockError> {
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
