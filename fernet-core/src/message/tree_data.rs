//! The data of a tree, and the opening of a seat, as messages.

use super::fixed::len;
use super::list::Elements;
use super::wire::{Reader, Wire, Writer, fields};
use super::{DecodeError, MessageKind, fixed, read_start};
use crate::error::{MessageError, OpeningError};
use crate::opening::NODE_DATA_LEN;
use crate::opening_bytes::{LEVEL_LEN, SEAT_LEN};
use crate::shape::MAX_DEPTH;
use crate::{BlockNumber, NodeData, ProposalId, SeatOpening};

impl Wire for NodeData {
    const LEN: usize = NODE_DATA_LEN;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        reader.bytes(field).map(|bytes| Self::from_bytes(&bytes))
    }

    fn write(&self, writer: &mut Writer<'_>) {
        writer.bytes(&self.to_bytes());
    }
}

/// What tree data states before the data of the nodes: the first part of a [`TreeDataMessage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TreeDataHead {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The id of the leader's proposal.
    pub proposal_id: ProposalId,
    /// The number of nodes.
    pub count: u64,
}

fields!(TreeDataHead { block_number: BlockNumber, proposal_id: ProposalId, count: u64 });

impl TreeDataHead {
    /// The number of bytes of tree data before its nodes.
    pub const LEN: usize = len(<Self as Wire>::LEN);

    /// Encodes the start of a [`TreeDataMessage`]. The message continues with the data of the nodes in post-order,
    /// 152 bytes each.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        fixed::encode(MessageKind::TreeData, self)
    }

    /// Decodes the start of a [`TreeDataMessage`], for a reader that receives the data of the nodes one by one.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &[u8; Self::LEN]) -> Result<Self, DecodeError> {
        fixed::decode(MessageKind::TreeData, bytes)
    }
}

/// The data of a tree (SPEC `#tree-data`): the ids of the seats and the sums of each node, in post-order. Whoever has it
/// can open every seat with an [`OpeningBuilder`](crate::OpeningBuilder).
///
/// To encode one, write [`TreeDataHead::to_bytes`] and then the bytes of each node, [`NodeData::to_bytes`].
///
/// ```
/// use fernet_core::message::{TreeDataHead, TreeDataMessage};
/// use fernet_core::{BlockNumber, NodeData, ProposalId, SeatId, Sums};
///
/// let node = NodeData { seats: [[1; 32], [0; 32], [0; 32]].map(SeatId::from_bytes), sums: Sums::default() };
/// let (block_number, proposal_id) = (BlockNumber::new(42), ProposalId::from_bytes([7; 32]));
/// let head = TreeDataHead { block_number, proposal_id, count: 1 };
/// let bytes = [&head.to_bytes()[..], &node.to_bytes()].concat();
///
/// let message = TreeDataMessage::decode(&bytes)?;
/// assert_eq!(message.head, head);
/// assert!(message.nodes.eq([node]));
/// # Ok::<(), fernet_core::message::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TreeDataMessage<'a> {
    /// The block of the tree, and the number of nodes.
    pub head: TreeDataHead,
    /// The data of the nodes, in post-order.
    pub nodes: Elements<'a, NodeData>,
}

impl<'a> TreeDataMessage<'a> {
    /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        read_start(&mut reader, MessageKind::TreeData)?;
        let message = Self::read(&mut reader)?;
        reader.finish(message)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let head = TreeDataHead::read(reader, "head")?;
        Ok(Self { head, nodes: Elements::read(reader, head.count, "node_data")? })
    }
}

/// What the opening of a seat states before the opening itself: the first part of a [`SeatOpeningMessage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SeatOpeningHead {
    /// Number of the block.
    pub block_number: BlockNumber,
    /// The id of the leader's proposal.
    pub proposal_id: ProposalId,
    /// The number of levels of the opening, [`SeatOpening::levels`]; at most 32.
    pub levels: u8,
}

fields!(SeatOpeningHead { block_number: BlockNumber, proposal_id: ProposalId, levels: u8 });

impl SeatOpeningHead {
    /// The number of bytes of a message before the opening.
    pub const LEN: usize = len(<Self as Wire>::LEN);

    /// Encodes the start of a [`SeatOpeningMessage`]. The message continues with the bytes of the opening.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        fixed::encode(MessageKind::SeatOpening, self)
    }
}

/// The opening of a seat (SPEC `#opening`), with the block to which it belongs.
///
/// To encode one, write [`SeatOpeningHead::to_bytes`] and then [`SeatOpening::to_bytes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SeatOpeningMessage<'a> {
    /// The block of the seat, and the number of levels.
    pub head: SeatOpeningHead,
    /// The bytes of the opening: 429, and 120 for each level.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serde_bytes::serialize_slice"))]
    pub opening: &'a [u8],
}

impl<'a> SeatOpeningMessage<'a> {
    /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        read_start(&mut reader, MessageKind::SeatOpening)?;
        let message = Self::read(&mut reader)?;
        reader.finish(message)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let (block_number, proposal_id) =
            (BlockNumber::read(reader, "block_number")?, ProposalId::read(reader, "proposal_id")?);
        let too_many = reader.error(MessageError::Value, "levels");
        let levels = u8::read(reader, "levels")?;
        if usize::from(levels) > MAX_DEPTH {
            return Err(too_many);
        }
        let len = LEVEL_LEN.wrapping_mul(levels.into()).wrapping_add(SEAT_LEN);
        let opening = reader.take(len, "opening")?;
        Ok(Self { head: SeatOpeningHead { block_number, proposal_id, levels }, opening })
    }

    /// Reads the opening itself, which [`SeatOpening::verify`] then verifies.
    ///
    /// # Errors
    /// Those of [`SeatOpening::from_bytes`]; none after [`SeatOpeningMessage::decode`].
    pub fn opening(&self) -> Result<SeatOpening, OpeningError> {
        SeatOpening::from_bytes(self.opening)
    }
}
