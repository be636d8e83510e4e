//! Messages that an archive of L1 needs to be replayed: the opening of a block, and what L1 received when.

use super::wire::{Reader, Wire, fields};
use super::{DecodeError, Message, MessageKind, read_kind, read_start};
use crate::{Amount, BlockHash, BlockNumber, L1Block, RandaoMix};

/// The opening of a block: where its proposal phase begins, and what its seeds and its parent are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct BlockOpeningMessage {
    /// L1 block at which the proposal phase opens.
    pub l1_block: L1Block,
    /// L1 block of the mix.
    pub mix_l1_block: L1Block,
    /// The mix from which the seeds of the block are derived.
    pub mix: RandaoMix,
    /// The parent on which the block builds.
    pub parent: BlockHash,
    /// Number of the block.
    pub block_number: BlockNumber,
}

fields!(BlockOpeningMessage {
    l1_block: L1Block,
    mix_l1_block: L1Block,
    mix: RandaoMix,
    parent: BlockHash,
    block_number: BlockNumber,
});

/// What an [`L1EventMessage`] states before the message that L1 received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct L1EventHead {
    /// L1 block in which L1 received the message.
    pub l1_block: L1Block,
    /// The base fee of that L1 block, in wei per gas.
    pub base_fee: u64,
    /// The price of the gas asset in the fee asset at that L1 block: wei of the fee asset for 10^18 wei of the gas
    /// asset.
    pub rate: Amount,
}

fields!(L1EventHead { l1_block: L1Block, base_fee: u64, rate: Amount });

/// A message that L1 received, with the L1 block in which it did.
///
/// To encode one, write [`L1EventHead::to_bytes`] and then the message with its version and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct L1EventMessage<'a> {
    /// When L1 received the message, and at which prices.
    pub head: L1EventHead,
    /// The message that L1 received. Its form was checked: [`Message::decode`] succeeds.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serde_bytes::serialize_slice"))]
    pub message: &'a [u8],
}

impl<'a> L1EventMessage<'a> {
    /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong. The fields of the inner message are named too.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        read_start(&mut reader, MessageKind::L1Event)?;
        let message = Self::read(&mut reader)?;
        reader.finish(message)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let head = L1EventHead::read(reader, "head")?;
        let message = reader.consumed(|reader| {
            let kind = read_kind(reader)?;
            Message::read_body(kind, reader).map(drop)
        })?;
        Ok(Self { head, message })
    }
}
