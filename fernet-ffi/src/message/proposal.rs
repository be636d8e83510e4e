//! Messages of sequencers: proposals and reveals (SPEC `#message-proposal`, `#message-reveal`).

use fernet_core::message::{ProposalMessage, RevealDataMessage, RevealHead, RevealMessage, RevealRootMessage};
use fernet_core::{BlockNumber, DataRoot, P256ProofBytes, Reveal, VrfProofBytes};

use super::{encode, encode_parts};
use crate::bytes::{
    Parse, fernet_amount, fernet_key, fernet_p256_proof, fernet_proof, fernet_salt, fernet_tx_hash, reserved,
};
use crate::election::{fernet_proposal, fernet_reveal};
use crate::ptr::{In, InArray, Out, OutArray, Output};
use crate::status::fernet_status;

/// Number of bytes of a message with a proposal.
pub const FERNET_MESSAGE_PROPOSAL_LEN: usize = 226;
/// Number of bytes of a message with a proposal whose proof is on P-256.
pub const FERNET_MESSAGE_PROPOSAL_P256_LEN: usize = 227;
/// Number of bytes of a message with a reveal before the hashes of the transactions, which have 32 bytes each.
pub const FERNET_MESSAGE_REVEAL_LEN: usize = 66;
/// Number of bytes of a message with a reveal that has the root of the transactions.
pub const FERNET_MESSAGE_REVEAL_ROOT_LEN: usize = 98;
/// Number of bytes of a message with a reveal that has the roots of the transactions and of the proof data.
pub const FERNET_MESSAGE_REVEAL_DATA_LEN: usize = 130;

const _: () = assert!(FERNET_MESSAGE_PROPOSAL_LEN == <ProposalMessage>::LEN);
const _: () = assert!(FERNET_MESSAGE_PROPOSAL_P256_LEN == ProposalMessage::<P256ProofBytes>::LEN);
const _: () = assert!(FERNET_MESSAGE_REVEAL_LEN == RevealHead::LEN);
const _: () = assert!(FERNET_MESSAGE_REVEAL_ROOT_LEN == RevealRootMessage::LEN);
const _: () = assert!(FERNET_MESSAGE_REVEAL_DATA_LEN == RevealDataMessage::LEN);

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
/// A proposal of a sequencer whose key is on P-256, as it is sent (SPEC #message-proposal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_proposal_p256 {
    /// Number of the proposed block.
    pub block_number: u64,
    /// The public key of the sequencer.
    pub key: fernet_key,
    /// The proposal.
    pub proposal: fernet_proposal,
    /// The VRF proof, which signs the id of the proposal.
    pub proof: fernet_p256_proof,
    /// Reserved; must be 0.
    pub reserved: [u8; 7],
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
/// A reveal with the root of the transactions instead of their hashes, and in a rollup with attesters also the root of the
/// proof data (SPEC #message-reveal).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_reveal_root {
    /// Number of the block.
    pub block_number: u64,
    /// The contents of the block.
    pub contents: fernet_reveal,
}

/// Implements the conversions between the proposals of C and those of the core, for one type of proof.
macro_rules! proposals {
    ($($name:ident: $proof:ty $(, $reserved:ident)?;)+) => {
        $(
            impl Parse for $name {
                type Value = ProposalMessage<$proof>;

                fn parse(self) -> Result<Self::Value, fernet_status> {
                    $(reserved(&self.$reserved)?;)?
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

            impl From<ProposalMessage<$proof>> for $name {
                fn from(message: ProposalMessage<$proof>) -> Self {
                    Self {
                        block_number: message.block_number.get(),
                        key: message.key.into(),
                        proposal: (&message.proposal).into(),
                        proof: message.proof.into(),
                        $($reserved: [0; 7],)?
                    }
                }
            }
        )+
    };
}

proposals! {
    fernet_message_proposal: VrfProofBytes;
    fernet_message_proposal_p256: P256ProofBytes, reserved;
}

impl Parse for fernet_message_reveal {
    type Value = RevealHead;

    fn parse(self) -> Result<RevealHead, fernet_status> {
        let fees = check_fees(self.fees)?;
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

impl Parse for fernet_message_reveal_root {
    type Value = (BlockNumber, Reveal);

    fn parse(self) -> Result<Self::Value, fernet_status> {
        check_fees(self.contents.fees)?;
        Ok((BlockNumber::new(self.block_number), self.contents.parse()?))
    }
}

impl From<(BlockNumber, Reveal)> for fernet_message_reveal_root {
    fn from((block_number, reveal): (BlockNumber, Reveal)) -> Self {
        let Reveal { salt, fees, count, tx_root, data_root } = reveal;
        let (salt, tx_root, data_root) = (salt.into(), tx_root.into(), data_root.unwrap_or(DataRoot::ZERO).into());
        Self {
            block_number: block_number.get(),
            contents: fernet_reveal { salt, tx_root, data_root, fees: fernet_amount::of_wei(fees), count },
        }
    }
}

/// Returns the fees in wei, of which a message has 128 bits.
fn check_fees(fees: fernet_amount) -> Result<u128, fernet_status> {
    let wei = fees.saturated();
    if fees == fernet_amount::of_wei(wei) { Ok(wei) } else { Err(fernet_status::SettleAmountTooLarge) }
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
    message.set([bytes.span(len)], || Ok(<ProposalMessage>::decode(bytes.get(len)?)?))
}

/// Encodes a proposal whose proof is on P-256 (SPEC #message-proposal).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_PROPOSAL_P256_LEN (LENGTH otherwise).
/// - message: the proposal with its key and proof; nothing but its bond is checked.
///
/// Errors: PROPOSAL_BOND_TOO_LARGE if the bond is 2^128 wei or more, which a message cannot state.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_proposal_p256_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_proposal_p256>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes a proposal whose proof is on P-256 (SPEC #message-proposal). Only the form is checked.
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
pub unsafe extern "C" fn fernet_message_proposal_p256_decode(
    message: Out<fernet_message_proposal_p256>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(ProposalMessage::<P256ProofBytes>::decode(bytes.get(len)?)?))
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
        let (head, transactions) = (message.parse()?, transactions.get(count)?);
        if u64::try_from(count) != Ok(head.count) {
            return Err(fernet_status::Length);
        }
        let hashes = transactions.iter().flat_map(|hash| hash.bytes);
        encode_parts(bytes, head.to_bytes(), hashes, count.checked_mul(32))
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

/// Encodes a reveal with the root of the transactions (SPEC #message-reveal).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REVEAL_ROOT_LEN (LENGTH otherwise).
/// - message: what the leader reveals; nothing but its fees is checked.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which a message cannot state;
/// REVEAL_DATA_ROOT_NOT_NEEDED if the contents have a data_root.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_reveal_root_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_reveal_root>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || {
        let (block_number, reveal) = message.parse()?;
        if reveal.data_root.is_some() {
            return Err(fernet_status::RevealDataRootNotNeeded);
        }
        Ok(RevealRootMessage::new(block_number, &reveal).to_bytes())
    })
}

/// Decodes a reveal with the root of the transactions (SPEC #message-reveal). Only the form is checked.
///
/// - message (out): what the leader reveals.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_reveal_root_decode(
    message: Out<fernet_message_reveal_root>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || {
        let message = RevealRootMessage::decode(bytes.get(len)?)?;
        Ok((message.head.block_number, message.reveal()))
    })
}

/// Encodes a reveal with the roots of the transactions and of the proof data (SPEC #message-reveal).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_REVEAL_DATA_LEN (LENGTH otherwise).
/// - message: what the leader reveals; nothing but its fees is checked.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which a message cannot state.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_reveal_data_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_reveal_root>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || {
        let (block_number, reveal) = message.parse()?;
        let reveal = Reveal { data_root: reveal.data_root.or(Some(DataRoot::ZERO)), ..reveal };
        let message = RevealDataMessage::new(block_number, &reveal).ok_or(fernet_status::Internal)?;
        Ok(message.to_bytes())
    })
}

/// Decodes a reveal with the roots of the transactions and of the proof data (SPEC #message-reveal). Only the form is
/// checked.
///
/// - message (out): what the leader reveals.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_reveal_data_decode(
    message: Out<fernet_message_reveal_root>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || {
        let message = RevealDataMessage::decode(bytes.get(len)?)?;
        Ok((message.head.block_number, message.reveal()))
    })
}
