//! Evidence of equivocation (SPEC `#equivocation`).

use fernet_core::Evidence;
use fernet_core::message::{ClaimMessage, EvidenceMessage, ProposalMessage};

use crate::block::in_order;
use crate::{Block, BlockError, Registry};

impl<const K: usize> Block<K> {
    /// Makes evidence of two proposals, or checks evidence that was received. Both have to be valid in this block; their time
    /// does not matter.
    ///
    /// # Errors
    /// [`BlockError`] of the first message that is not valid, or [`BlockError::NoEvidence`].
    pub fn proposal_evidence(
        &self,
        a: &ProposalMessage,
        b: &ProposalMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<EvidenceMessage<ProposalMessage>, BlockError> {
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
}
