//! The bytes of requests to register a key, proposals, reveals and claims (SPEC `#messages`).

use fernet_core::BlockNumber;
use fernet_core::message::{
    ClaimMessage, DecodeError, EvidenceMessage, Message, ProposalMessage, RegistrationRequestMessage, RevealHead,
    RevealMessage,
};

use crate::bytes::{Parse, fernet_amount, fernet_key, fernet_proof, fernet_proposal_id, fernet_salt, fernet_tx_hash};
use crate::claim::fernet_claim;
use crate::election::fernet_proposal;
use crate::ptr::{In, InArray, Out, OutArray, Output, Span};
use crate::registry::fernet_registration_request;
use crate::status::fernet_status;

/// Number of bytes of a message with a request to register a key.
pub const FERNET_MESSAGE_REGISTRATION_REQUEST_LEN: usize = 136;
/// Number of bytes of a message with a proposal.
pub const FERNET_MESSAGE_PROPOSAL_LEN: usize = 226;
/// Number of bytes of a message with a claim, whose proof has 80 bytes.
pub const FERNET_MESSAGE_CLAIM_LEN: usize = 334;
/// Number of bytes of a message with a reveal before the hashes of the transactions, which have 32 bytes each.
pub const FERNET_MESSAGE_REVEAL_LEN: usize = 66;
/// Number of bytes of a message with two proposals as evidence.
pub const FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN: usize = 450;
/// Number of bytes of a message with two claims as evidence.
pub const FERNET_MESSAGE_CLAIM_EVIDENCE_LEN: usize = 666;

const _: () = assert!(FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN == EvidenceMessage::<ProposalMessage>::LEN);
const _: () = assert!(FERNET_MESSAGE_CLAIM_EVIDENCE_LEN == EvidenceMessage::<ClaimMessage>::LEN);
const _: () = assert!(FERNET_MESSAGE_REGISTRATION_REQUEST_LEN == RegistrationRequestMessage::LEN);
const _: () = assert!(FERNET_MESSAGE_PROPOSAL_LEN == ProposalMessage::LEN);
const _: () = assert!(FERNET_MESSAGE_CLAIM_LEN == <ClaimMessage>::LEN);
const _: () = assert!(FERNET_MESSAGE_REVEAL_LEN == RevealHead::LEN);

/// A request to register a key, as its owner sends it (SPEC #message-registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_registration_request {
    /// The request.
    pub request: fernet_registration_request,
    /// The VRF proof, which signs the id of the request.
    pub proof: fernet_proof,
}
/// A proposal of a sequencer, as it is sent (SPEC #message-proposal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_proposal {
    /// Number of the proposed block.
    pub block_number: u64,
    /// The public key of the sequencer.
    pub key: fernet_key,
    /// The proposal.
    pub proposal: fernet_proposal,
    /// The VRF proof, which signs the id of the proposal.
    pub proof: fernet_proof,
}
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
/// What a reveal states besides the hashes of the transactions (SPEC #message-reveal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_reveal {
    /// Number of the block.
    pub block_number: u64,
    /// Number of transactions.
    pub count: u64,
    /// The salt of the transaction order.
    pub salt: fernet_salt,
    /// The sum of the fees.
    pub fees: fernet_amount,
}
/// What fernet_message_check says of some bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_info {
    /// FERNET_STATUS_OK for a message, otherwise one of FERNET_STATUS_MESSAGE_....
    pub status: i32,
    /// Number of the kind of the message (SPEC #message-kinds); 0 unless status is FERNET_STATUS_OK.
    pub kind: u32,
    /// Number of bytes before the first wrong field; 0 for a message.
    pub offset: u64,
    /// Name of the first wrong field in SPEC #message-bodies, in ASCII and NUL-terminated; empty for a message.
    pub field: [u8; 24],
}

impl Parse for fernet_message_registration_request {
    type Value = RegistrationRequestMessage;

    fn parse(self) -> Result<RegistrationRequestMessage, fernet_status> {
        Ok(RegistrationRequestMessage { request: self.request.parse()?, proof: self.proof.parse()? })
    }
}

impl From<RegistrationRequestMessage> for fernet_message_registration_request {
    fn from(message: RegistrationRequestMessage) -> Self {
        Self { request: message.request.into(), proof: message.proof.into() }
    }
}

impl Parse for fernet_message_proposal {
    type Value = ProposalMessage;

    fn parse(self) -> Result<ProposalMessage, fernet_status> {
        if self.proposal.bond != fernet_amount::of_wei(self.proposal.bond.saturated()) {
            return Err(fernet_status::ProposalBondTooLarge);
        }
        Ok(ProposalMessage {
            block_number: BlockNumber::new(self.block_number),
            key: self.key.parse()?,
            proposal: self.proposal.parse()?,
            proof: self.proof.parse()?,
        })
    }
}

impl From<ProposalMessage> for fernet_message_proposal {
    fn from(message: ProposalMessage) -> Self {
        Self {
            block_number: message.block_number.get(),
            key: message.key.into(),
            proposal: (&message.proposal).into(),
            proof: message.proof.into(),
        }
    }
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

impl Parse for fernet_message_reveal {
    type Value = RevealHead;

    fn parse(self) -> Result<RevealHead, fernet_status> {
        let fees = self.fees.saturated();
        if self.fees != fernet_amount::of_wei(fees) {
            return Err(fernet_status::SettleAmountTooLarge);
        }
        let (block_number, salt) = (BlockNumber::new(self.block_number), self.salt.parse()?);
        Ok(RevealHead { block_number, salt, fees, count: self.count })
    }
}

impl From<RevealHead> for fernet_message_reveal {
    fn from(head: RevealHead) -> Self {
        Self {
            block_number: head.block_number.get(),
            count: head.count,
            salt: head.salt.into(),
            fees: fernet_amount::of_wei(head.fees),
        }
    }
}

impl From<DecodeError> for fernet_status {
    fn from(error: DecodeError) -> Self {
        error.error.into()
    }
}

/// Encodes a request to register a key (SPEC #message-registry).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REGISTRATION_REQUEST_LEN (LENGTH otherwise).
/// - message: the request with its proof; it is not checked.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_request_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_registration_request>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a request to register a key (SPEC #message-registry). Only the form is checked.
///
/// - message (out): the request with its proof.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_registration_request_decode(
    message: Out<fernet_message_registration_request>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(RegistrationRequestMessage::decode(bytes.get(len)?)?))
}

/// Encodes a proposal (SPEC #message-proposal).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_PROPOSAL_LEN (LENGTH otherwise).
/// - message: the proposal with its key and proof; nothing but its bond is checked.
///
/// Errors: PROPOSAL_BOND_TOO_LARGE if the bond is 2^128 wei or more, which a message cannot state.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_proposal>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a proposal (SPEC #message-proposal). Only the form is checked.
///
/// - message (out): the proposal with its key and proof.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_decode(
    message: Out<fernet_message_proposal>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(ProposalMessage::decode(bytes.get(len)?)?))
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

/// Encodes a reveal with the hashes of the transactions (SPEC #message-reveal).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REVEAL_LEN + 32 * count (LENGTH otherwise).
/// - message: what the reveal states besides; its count is that of the transactions (LENGTH otherwise).
/// - transactions: the hashes of the transactions, in the order of the block; there may be none.
/// - count: number of transactions.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which a message cannot state.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_reveal_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_reveal>,
    transactions: InArray<fernet_tx_hash>,
    count: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), transactions.span(count)], || {
        let (head, transactions) = (message.parse()?.to_bytes(), transactions.get(count)?);
        let whole = transactions.len().checked_mul(32).and_then(|hashes| hashes.checked_add(head.len()));
        if whole != Some(len) || u64::try_from(count) != Ok(message.get()?.count) {
            return Err(fernet_status::Length);
        }
        let hashes = transactions.iter().flat_map(|hash| hash.bytes);
        bytes.fill(|bytes| copy(bytes, head.into_iter().chain(hashes)))
    })
}

/// Decodes a reveal with the hashes of the transactions (SPEC #message-reveal). Only the form is checked. The hashes
/// are bytes[FERNET_MESSAGE_REVEAL_LEN] and those after it: an array of message->count elements of fernet_tx_hash.
///
/// - message (out): what the reveal states besides.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_reveal_decode(
    message: Out<fernet_message_reveal>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(RevealMessage::decode(bytes.get(len)?)?.head))
}

/// Decodes a message of any kind, and says what is wrong with bytes that are none (SPEC #message-errors). Only the form
/// is checked. The function succeeds for any bytes: info->status is the result.
///
/// - info (out): the kind of the message, or the first wrong field.
/// - bytes: the bytes.
/// - len: number of bytes.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_check(
    info: Out<fernet_message_info>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    info.set([bytes.span(len)], || {
        let mut info = fernet_message_info { status: 0, kind: 0, offset: 0, field: [0; 24] };
        match Message::decode(bytes.get(len)?) {
            Ok(message) => info.kind = message.kind().number().into(),
            Err(error) => {
                info.status = fernet_status::from(error).number();
                info.offset = u64::try_from(error.offset).unwrap_or(u64::MAX);
                copy(&mut info.field, error.field.bytes());
            }
        }
        Ok(info)
    })
}

/// Reads the key that signed a proposal or a claim, whose registration the functions of a fernet_block take. Only the
/// form of the message is checked.
///
/// - key (out): the public key.
/// - bytes: a message with a proposal or a claim; the proof of a claim may be in batch form.
/// - len: number of bytes.
///
/// Errors: MESSAGE_..., MESSAGE_OTHER_KIND for other messages.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_key(key: Out<fernet_key>, bytes: InArray<u8>, len: usize) -> fernet_status {
    key.set([bytes.span(len)], || match Message::decode(bytes.get(len)?)? {
        Message::Proposal(message) => Ok(message.key),
        Message::Claim(message) => Ok(message.key),
        Message::BatchClaim(message) => Ok(message.key),
        _ => Err(fernet_status::MessageOtherKind),
    })
}

/// Writes the bytes of a message to an array of their number.
fn encode<const N: usize>(
    bytes: OutArray<u8>,
    len: usize,
    inputs: [Span; 1],
    message: impl FnOnce() -> Result<[u8; N], fernet_status>,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set(inputs, || {
        let message = message()?;
        bytes.same_len(N)?.fill(|bytes| copy(bytes, message))
    })
}

pub(crate) fn copy(to: &mut [u8], from: impl IntoIterator<Item = u8>) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = from);
}
