//! Evidence of equivocation (SPEC `#equivocation`).

use fernet_core::Evidence;
use fernet_core::message::{AttestationMessage, ClaimMessage, EvidenceMessage, ProposalMessage};

use crate::attestations::verify;
use crate::block::{in_order, look_up};
use crate::{Block, BlockError, ProposalProof, Registry};

impl<const K: usize> Block<K> {
    /// Makes evidence of two proposals, or checks evidence that was received. Both have to be valid in this block; their time
    /// does not matter.
    ///
    /// # Errors
    /// [`BlockError`] of the first message that is not valid, or [`BlockError::NoEvidence`].
    pub fn proposal_evidence<P: ProposalProof>(
        &self,
        a: &ProposalMessage<P>,
        b: &ProposalMessage<P>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<EvidenceMessage<ProposalMessage<P>>, BlockError> {
        for message in [a, b] {
            self.check_number(message.block_number)?;
            self.verify_proposal(message, registry)?;
        }
        if a.key != b.key {
            return Err(BlockError::NoEvidence);
        }
        let (of_a, of_b) = ((&self.pinned, &a.proposal), (&self.pinned, &b.proposal));
        let evidence = Evidence::of_proposals(&self.params, a.key, of_a, of_b).ok_or(BlockError::NoEvidence)?;
        Ok(in_order(evidence.ids(), a.proposal.id(&self.params, self.number()), *a, *b))
    }

    /// Makes evidence of two claims, or checks evidence that was received. Both have to be valid in this block.
    ///
    /// # Errors
    /// [`BlockError`] of the first message that is not valid, or [`BlockError::NoEvidence`].
    pub fn claim_evidence(
        &self,
        a: &ClaimMessage,
        b: &ClaimMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<EvidenceMessage<ClaimMessage>, BlockError> {
        let (seat, other) = (self.claim(a, registry)?, self.claim(b, registry)?);
        let evidence = seat.equivocation(&other).ok_or(BlockError::NoEvidence)?;
        Ok(in_order(evidence.ids(), seat.claim_id(), *a, *b))
    }

    /// Makes evidence of two attestations, or checks evidence that was received. Both have to be valid in this block, but for
    /// the `data_root` that one of them names.
    ///
    /// # Errors
    /// [`BlockError`] of the first message that is not valid, or [`BlockError::NoEvidence`].
    pub fn attestation_evidence(
        &self,
        a: &AttestationMessage,
        b: &AttestationMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<EvidenceMessage<AttestationMessage>, BlockError> {
        let verify = |message: &AttestationMessage| {
            self.revealed_of(message.block_number, &message.proposal_id)?;
            let availability = self.availability(registry)?;
            let checked = availability.check_any(&look_up(registry, &message.key)?, &message.data_root)?;
            verify(&checked, &message.proof)
        };
        let (first, second) = (verify(a)?, verify(b)?);
        if a.key != b.key || first.id() == second.id() {
            return Err(BlockError::NoEvidence);
        }
        let ids = [first.id().min(second.id()), first.id().max(second.id())];
        Ok(in_order(ids, first.id(), *a, *b))
    }
}
