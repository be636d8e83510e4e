//! What an archive of L1 needs to be replayed: openings of blocks, and what L1 received when (SPEC `#message-l1`).

use fernet_core::message::{BlockOpeningMessage, L1EventHead, L1EventMessage};
use fernet_core::{BlockNumber, L1Block};

use super::{encode, encode_parts};
use crate::block::fernet_l1_event;
use crate::bytes::Parse;
use crate::chain::fernet_opening;
use crate::ptr::{In, InArray, Out, OutArray, Output};
use crate::randao::fernet_pinned_mix;
use crate::status::fernet_status;

/// Number of bytes of a message with the opening of a block.
pub const FERNET_MESSAGE_BLOCK_OPENING_LEN: usize = 90;
/// Number of bytes of a message with an L1 event before the message that L1 received.
pub const FERNET_MESSAGE_L1_EVENT_LEN: usize = 30;

const _: () = assert!(FERNET_MESSAGE_BLOCK_OPENING_LEN == BlockOpeningMessage::LEN);
const _: () = assert!(FERNET_MESSAGE_L1_EVENT_LEN == L1EventHead::LEN);

/// The opening of a block: what fernet_block_open takes besides the parameters (SPEC #message-l1).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_block_opening {
    /// Where the proposal phase of the block opens, and on what.
    pub opening: fernet_opening,
    /// The mix of the block; its block number is that of opening (BLOCK_OTHER_BLOCK otherwise).
    pub pinned: fernet_pinned_mix,
}

impl Parse for fernet_message_block_opening {
    type Value = BlockOpeningMessage;

    fn parse(self) -> Result<BlockOpeningMessage, fernet_status> {
        if self.opening.block_number != self.pinned.block_number {
            return Err(fernet_status::BlockOtherBlock);
        }
        Ok(BlockOpeningMessage {
            l1_block: L1Block::new(self.opening.l1_block),
            mix_l1_block: L1Block::new(self.pinned.l1_block),
            mix: self.pinned.mix.parse()?,
            parent: self.opening.parent.parse()?,
            block_number: BlockNumber::new(self.opening.block_number),
        })
    }
}

impl From<BlockOpeningMessage> for fernet_message_block_opening {
    fn from(message: BlockOpeningMessage) -> Self {
        let BlockOpeningMessage { l1_block, mix_l1_block, mix, parent, block_number } = message;
        let block_number = block_number.get();
        Self {
            opening: fernet_opening { block_number, l1_block: l1_block.get(), parent: parent.into() },
            pinned: fernet_pinned_mix { block_number, l1_block: mix_l1_block.get(), mix: mix.into() },
        }
    }
}

/// Encodes the opening of a block (SPEC #message-l1).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_BLOCK_OPENING_LEN (LENGTH otherwise).
/// - message: the opening; nothing but the two block numbers is checked.
///
/// Errors: BLOCK_OTHER_BLOCK if the opening and the mix are of different blocks.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_block_opening_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_block_opening>,
) -> fernet_status {
    encode(bytes, len, [message.span()], || Ok(message.parse()?.to_bytes()))
}

/// Decodes the opening of a block (SPEC #message-l1). Only the form is checked.
///
/// - message (out): the opening.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_block_opening_decode(
    message: Out<fernet_message_block_opening>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(BlockOpeningMessage::decode(bytes.get(len)?)?))
}

/// Encodes an L1 event: a message with the L1 block in which L1 received it (SPEC #message-l1).
///
/// - bytes (out): the event, as a message.
/// - len: FERNET_MESSAGE_L1_EVENT_LEN + message_len (LENGTH otherwise).
/// - event: when L1 received the message, and at which prices.
/// - message: the message that L1 received, of any kind but an L1 event; its form is checked.
/// - message_len: number of bytes of the message.
///
/// Errors: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_... for the message.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_l1_event_encode(
    bytes: OutArray<u8>,
    len: usize,
    event: In<fernet_l1_event>,
    message: InArray<u8>,
    message_len: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([event.span(), message.span(message_len)], || {
        let (head, message) = (event.parse()?.to_bytes(), message.get(message_len)?);
        encode_parts(bytes, head, message.iter().copied(), Some(message_len))
    })
}

/// Decodes an L1 event (SPEC #message-l1). Only the form is checked, also that of the message that L1 received. That
/// message is bytes[FERNET_MESSAGE_L1_EVENT_LEN] and all bytes after it.
///
/// - event (out): when L1 received the message, and at which prices.
/// - bytes: the event, as a message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_l1_event_decode(
    event: Out<fernet_l1_event>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    event.set([bytes.span(len)], || Ok(L1EventMessage::decode(bytes.get(len)?)?.head))
}
