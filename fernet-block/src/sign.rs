//! Messages of a participant's own (SPEC `#proposal`, `#claim`).

use fernet_core::message::{ClaimMessage, ProposalMessage};
use fernet_core::{Claim, PhaseError, Proposal, VrfProofBytes};
use fernet_vrf::{SecretKey, Suite};

use crate::block::look_up;
use crate::{Block, BlockError, Registry, claims};

impl<const K: usize> Block<K> {
    /// Checks a proposal of one's own and signs it, for the holder of a sequencer's key. It is the message for
    /// [`Block::propose`].
    ///
    /// # Errors
    /// [`BlockError`] if the proposal is not valid in this block, or [`BlockError::Prove`] if the new proof failed its check.
    pub fn sign_proposal(
        &self,
        secret_key: &SecretKey,
        proposal: &Proposal,
        registry: &(impl Registry + ?Sized),
    ) -> Result<ProposalMessage, BlockError> {
        self.check_number(self.number())?;
        let key = secret_key.public_key().to_bytes();
        let checked = self.election.check(&look_up(registry, &key)?, proposal)?;
        let alpha = self.election.alpha();
        let proof = prove(secret_key, alpha.as_bytes(), checked.id().as_bytes())?;
        Ok(ProposalMessage { block_number: self.number(), key, proposal: *proposal, proof })
    }

    /// Checks a claim of one's own and signs it, for the holder of a prover's key. It is the message for [`Block::claim`].
    ///
    /// # Errors
    /// [`BlockError`] if the claim is not valid in this block, or [`BlockError::Prove`] if the new proof failed its check.
    pub fn sign_claim(
        &self,
        secret_key: &SecretKey,
        claim: &Claim,
        registry: &(impl Registry + ?Sized),
    ) -> Result<ClaimMessage, BlockError> {
        self.check_number(self.number())?;
        let proving = self.proving().ok_or(PhaseError::NotInThisPhase)?;
        let key = secret_key.public_key().to_bytes();
        let checked = claims::check(proving, &key, claim, registry)?;
        let proof = prove(secret_key, checked.alpha().as_bytes(), checked.id().as_bytes())?;
        let (block_number, proposal_id) = (self.number(), *proving.proposal_id());
        Ok(ClaimMessage { block_number, proposal_id, key, claim: *claim, proof })
    }
}

fn prove(secret_key: &SecretKey, alpha: &[u8], id: &[u8]) -> Result<VrfProofBytes, BlockError> {
    let evaluation = secret_key.evaluate(Suite::Ell2, alpha)?;
    Ok(evaluation.prove_verified(alpha, Some(id))?.into())
}
