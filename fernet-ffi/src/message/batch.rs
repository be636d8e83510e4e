//! Claims whose proofs are in batch form (SPEC `#message-claim`), for hosted libraries only.

use fernet_core::message::ClaimMessage;
use fernet_core::{BatchProofBytes, BlockNumber};

use super::encode;
use crate::batch::fernet_batch_proof;
use crate::bytes::{Parse, fernet_key, fernet_proposal_id};
use crate::claim::fernet_claim;
use crate::ptr::{In, InArray, Out, OutArray, Output};
use crate::status::fernet_status;

/// A claim of a prover with its proof in batch form, as it is sent (SPEC #message-claim).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_batch_claim {
    /// Number of the block.
    pub block_number: u64,
    /// The id of the leader's proposal.
    pub proposal_id: fernet_proposal_id,
    /// The public key of the prover.
    pub key: fernet_key,
    /// The claim.
    pub claim: fernet_claim,
    /// The VRF proof in batch form, which signs the id of the claim.
    pub proof: fernet_batch_proof,
}

impl Parse for fernet_message_batch_claim {
    type Value = ClaimMessage<BatchProofBytes>;

    fn parse(self) -> Result<ClaimMessage<BatchProofBytes>, fernet_status> {
        Ok(ClaimMessage {
            block_number: BlockNumber::new(self.block_number),
            proposal_id: self.proposal_id.parse()?,
            key: self.key.parse()?,
            claim: self.claim.parse()?,
            proof: BatchProofBytes::from_bytes(self.proof.bytes),
        })
    }
}

impl From<ClaimMessage<BatchProofBytes>> for fernet_message_batch_claim {
    fn from(message: ClaimMessage<BatchProofBytes>) -> Self {
        Self {
            block_number: message.block_number.get(),
            proposal_id: message.proposal_id.into(),
            key: message.key.into(),
            claim: (&message.claim).into(),
            proof: fernet_batch_proof { bytes: message.proof.to_bytes() },
        }
    }
}

/// Encodes a claim whose proof is in batch form (SPEC #message-claim).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_BATCH_CLAIM_LEN (LENGTH otherwise).
/// - message: the claim with its key and proof; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_batch_claim_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_batch_claim>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a claim whose proof is in batch form (SPEC #message-claim). Only the form is checked.
///
/// - message (out): the claim with its key and proof.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_batch_claim_decode(
    message: Out<fernet_message_batch_claim>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(ClaimMessage::<BatchProofBytes>::decode(bytes.get(len)?)?))
}
