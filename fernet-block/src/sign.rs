//! Messages of a participant's own (SPEC `#proposal`, `#claim`, `#attestation`).

use fernet_core::message::{AttestationMessage, ClaimMessage, ProposalMessage};
use fernet_core::{Claim, DataDigest, L1Block, PhaseError, Proposal};
use fernet_vrf::{SecretKey, Suite};

use crate::block::look_up;
use crate::{Block, BlockError, Registry, SequencerKey, claims};

impl<const K: usize> Block<K> {
    /// Checks a proposal of one's own and signs it, for the holder of a sequencer's key. It is the message for
    /// [`Block::propose`].
    ///
    /// # Errors
    /// [`BlockError::OtherSuite`] for a key that is not of the parameter `sequencer_suite`, [`BlockError::P256Key`] for a key on
    /// P-256 with odd y, [`BlockError`] if the proposal is not valid in this block, or [`BlockError::Prove`] if the new proof
    /// failed its check.
    pub fn sign_proposal<S: SequencerKey>(
        &self,
        secret_key: &S,
        proposal: &Proposal,
        registry: &(impl Registry + ?Sized),
    ) -> Result<ProposalMessage<S::Proof>, BlockError> {
        self.check_number(self.number())?;
        self.check_suite::<S::Proof>()?;
        let key = secret_key.registered()?;
        let checked = self.election.check(&look_up(registry, &key)?, proposal)?;
        let proof = secret_key.prove(&self.election.alpha(), checked.id().as_bytes())?;
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
        let proof = secret_key.prove(&checked.alpha(), checked.id().as_bytes())?;
        let (block_number, proposal_id) = (self.number(), *proving.proposal_id());
        Ok(ClaimMessage { block_number, proposal_id, key, claim: *claim, proof })
    }

    /// Signs an attestation of one's own, for the holder of a prover's key that holds every blob of the block and has checked
    /// each for its transaction. `digests` are those of these blobs, in the order of the transactions; `newest` is the newest
    /// L1 block that the attester knows. It is the message for [`Block::attestation`].
    ///
    /// # Errors
    /// [`BlockError::Data`] if the digests are not those of the reveal, [`PhaseError::Late`] from `attest_blocks` L1 blocks
    /// after the reveal phase on, [`BlockError::Attestation`] if the key may not attest or is not selected, or
    /// [`BlockError::Prove`] if the new proof failed its check.
    pub fn sign_attestation(
        &self,
        secret_key: &SecretKey,
        digests: &[DataDigest],
        newest: L1Block,
        registry: &(impl Registry + ?Sized),
    ) -> Result<AttestationMessage, BlockError> {
        self.check_number(self.number())?;
        let revealed = self.revealed.as_ref().ok_or(PhaseError::NotInThisPhase)?;
        let availability = self.availability(registry)?;
        revealed.reveal.check_data(digests)?;
        let limit = self.opened.reveal_end().get().saturating_add(self.params.attest_blocks().into());
        if newest.get() >= limit {
            return Err(PhaseError::Late.into());
        }
        let key = secret_key.public_key().to_bytes();
        let data_root = *availability.data_root();
        let checked = availability.check(&look_up(registry, &key)?, &data_root)?;
        let (alpha, id) = (checked.alpha(), checked.id());
        let evaluation = secret_key.evaluate(Suite::Ell2, alpha.as_bytes())?;
        checked.attestation(evaluation.output().beta())?;
        let proof = evaluation.prove_verified(alpha.as_bytes(), Some(id.as_bytes()))?.into();
        let (block_number, proposal_id) = (self.number(), *revealed.proving.proposal_id());
        Ok(AttestationMessage { block_number, proposal_id, data_root, key, proof })
    }
}
