//! Claims of provers (SPEC `#message-claim`).

use fernet_core::message::{ClaimMessage, SignedClaim};
use fernet_core::{BatchProofBytes, BlockNumber};

use super::encode;
use crate::bytes::{Parse, fernet_key, fernet_proof, fernet_proposal_id};
use crate::claim::fernet_claim;
use crate::ptr::{In, InArray, Out, OutArray, Output};
use crate::status::fernet_status;

/// Number of bytes of a message with a claim, whose proof has 80 bytes.
pub const FERNET_MESSAGE_CLAIM_LEN: usize = 334;
/// Number of bytes of a message with a claim whose proof is in batch form.
pub const FERNET_MESSAGE_BATCH_CLAIM_LEN: usize = 382;
/// Number of bytes of a claim in a tree of claims.
pub const FERNET_SIGNED_CLAIM_LEN: usize = 292;

const _: () = assert!(FERNET_MESSAGE_CLAIM_LEN == <ClaimMessage>::LEN);
const _: () = assert!(FERNET_MESSAGE_BATCH_CLAIM_LEN == ClaimMessage::<BatchProofBytes>::LEN);
const _: () = assert!(FERNET_SIGNED_CLAIM_LEN == SignedClaim::LEN);

/// A claim of a prover, as it is sent (SPEC #message-claim).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_claim {
    /// Number of the block.
    pub block_number: u64,
    /// The id of the leader's proposal.
    pub proposal_id: fernet_proposal_id,
    /// The public key of the prover.
    pub key: fernet_key,
    /// The claim.
    pub claim: fernet_claim,
    /// The VRF proof, which signs the id of the claim.
    pub proof: fernet_proof,
}
/// A claim in a tree of claims: a fernet_message_claim without block number and proposal, which the tree states once
/// (SPEC #message-tree).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_signed_claim {
    /// The public key of the prover.
    pub key: fernet_key,
    /// The claim.
    pub claim: fernet_claim,
    /// The VRF proof, which signs the id of the claim.
    pub proof: fernet_proof,
}

impl Parse for fernet_message_claim {
    type Value = ClaimMessage;

    fn parse(self) -> Result<ClaimMessage, fernet_status> {
        Ok(ClaimMessage {
            block_number: BlockNumber::new(self.block_number),
            proposal_id: self.proposal_id.parse()?,
            key: self.key.parse()?,
            claim: self.claim.parse()?,
            proof: self.proof.parse()?,
        })
    }
}

impl From<ClaimMessage> for fernet_message_claim {
    fn from(message: ClaimMessage) -> Self {
        Self {
            block_number: message.block_number.get(),
            proposal_id: message.proposal_id.into(),
            key: message.key.into(),
            claim: (&message.claim).into(),
            proof: message.proof.into(),
        }
    }
}

impl Parse for fernet_signed_claim {
    type Value = SignedClaim;

    fn parse(self) -> Result<SignedClaim, fernet_status> {
        Ok(SignedClaim { key: self.key.parse()?, claim: self.claim.parse()?, proof: self.proof.parse()? })
    }
}

impl From<SignedClaim> for fernet_signed_claim {
    fn from(signed: SignedClaim) -> Self {
        Self { key: signed.key.into(), claim: (&signed.claim).into(), proof: signed.proof.into() }
    }
}

/// Encodes a claim (SPEC #message-claim).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_CLAIM_LEN (LENGTH otherwise).
/// - message: the claim with its key and proof; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_claim_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_claim>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a claim whose proof has 80 bytes (SPEC #message-claim). Only the form is checked.
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
pub unsafe extern "C" fn fernet_message_claim_decode(
    message: Out<fernet_message_claim>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(<ClaimMessage>::decode(bytes.get(len)?)?))
}

/// Decodes a claim of a tree of claims (SPEC #message-tree). Only the form is checked.
///
/// - claim (out): the claim with its key and proof.
/// - bytes: the claim, from its key to its proof.
/// - len: number of bytes; FERNET_SIGNED_CLAIM_LEN for a well-formed claim.
///
/// Errors: MESSAGE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_signed_claim_decode(
    claim: Out<fernet_signed_claim>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    claim.set([bytes.span(len)], || Ok(SignedClaim::decode(bytes.get(len)?)?))
}
