//! Trees, the data of trees, and openings of seats (SPEC `#message-tree`, `#message-tree-data`).

use core::iter;

use fernet_core::message::{
    SeatOpeningHead, SeatOpeningMessage, SignedClaim, TreeDataHead, TreeDataMessage, TreeElement, TreeHead, TreeMessage,
};
use fernet_core::{BlockNumber, ClaimId, MAX_OPENING_LEN, NodeData};

use super::{encode_parts, fernet_signed_claim};
use crate::block::fernet_sums;
use crate::bytes::{Parse, fernet_claim_id, fernet_proposal_id, fernet_seat_id, reserved};
use crate::ptr::{Array, In, InArray, Out, OutArray, Output};
use crate::status::fernet_status;

/// Number of bytes of a tree or of tree data before its bundles or nodes.
pub const FERNET_MESSAGE_TREE_LEN: usize = 50;
/// Number of bytes of each node of tree data.
pub const FERNET_NODE_DATA_LEN: usize = 152;
/// Number of bytes of a message with the opening of a seat before the opening.
pub const FERNET_MESSAGE_SEAT_OPENING_LEN: usize = 43;
/// Number of bytes of the opening of a seat without levels.
pub const FERNET_SEAT_OPENING_LEN: usize = 429;
/// Number of bytes of each level of the opening of a seat.
pub const FERNET_SEAT_OPENING_LEVEL_LEN: usize = 120;

const _: () = assert!(FERNET_MESSAGE_TREE_LEN == TreeHead::LEN && FERNET_MESSAGE_TREE_LEN == TreeDataHead::LEN);
const _: () = assert!(FERNET_MESSAGE_SEAT_OPENING_LEN == SeatOpeningHead::LEN);
const _: () = assert!(FERNET_SEAT_OPENING_LEN + 32 * FERNET_SEAT_OPENING_LEVEL_LEN == MAX_OPENING_LEN);

/// What a tree states before its bundles, and tree data before its nodes (SPEC #message-tree).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_tree {
    /// Number of the block.
    pub block_number: u64,
    /// Number of bundles or nodes.
    pub count: u64,
    /// The id of the leader's proposal.
    pub proposal_id: fernet_proposal_id,
}
/// The data of one node of a tree (SPEC #tree-data).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_node_data {
    /// Ids of the seats of the node's bundle, primary first; zero for each seat that the bundle does not have.
    pub seats: [fernet_seat_id; 3],
    /// Sums of the bundle and all bundles below it.
    pub sums: fernet_sums,
}
/// What the opening of a seat states as a message before the opening itself (SPEC #message-tree-data).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_message_seat_opening {
    /// Number of the block.
    pub block_number: u64,
    /// The id of the leader's proposal.
    pub proposal_id: fernet_proposal_id,
    /// Number of levels of the opening, at most 32.
    pub levels: u8,
    /// Reserved; must be 0.
    pub reserved: [u8; 7],
}

impl Parse for fernet_message_tree {
    type Value = TreeHead;

    fn parse(self) -> Result<TreeHead, fernet_status> {
        let (block_number, proposal_id) = (BlockNumber::new(self.block_number), self.proposal_id.parse()?);
        Ok(TreeHead { block_number, proposal_id, count: self.count })
    }
}

impl From<TreeHead> for fernet_message_tree {
    fn from(head: TreeHead) -> Self {
        Self { block_number: head.block_number.get(), count: head.count, proposal_id: head.proposal_id.into() }
    }
}

impl Parse for fernet_node_data {
    type Value = NodeData;

    fn parse(self) -> Result<NodeData, fernet_status> {
        Ok(NodeData { seats: self.seats.map(|id| id.bytes.into()), sums: self.sums.parse()? })
    }
}

impl From<NodeData> for fernet_node_data {
    fn from(node: NodeData) -> Self {
        Self { seats: node.seats.map(Into::into), sums: node.sums.into() }
    }
}

impl Parse for fernet_message_seat_opening {
    type Value = SeatOpeningHead;

    fn parse(self) -> Result<SeatOpeningHead, fernet_status> {
        reserved(&self.reserved)?;
        let (block_number, proposal_id) = (BlockNumber::new(self.block_number), self.proposal_id.parse()?);
        Ok(SeatOpeningHead { block_number, proposal_id, levels: self.levels })
    }
}

impl From<SeatOpeningHead> for fernet_message_seat_opening {
    fn from(head: SeatOpeningHead) -> Self {
        let SeatOpeningHead { block_number, proposal_id, levels } = head;
        Self { block_number: block_number.get(), proposal_id: proposal_id.into(), levels, reserved: [0; 7] }
    }
}

/// Writes a tree whose bundles have `seats[i]` of the elements each, which have `N` bytes.
fn encode_tree<T: TreeElement, E: Copy, const N: usize>(
    bytes: Array<u8>,
    head: TreeHead,
    seats: &[u8],
    elements: &[E],
    encode: impl Fn(E) -> Result<[u8; N], fernet_status>,
) -> Result<(), fernet_status> {
    let all: usize = seats.iter().fold(0, |sum, seats| sum.saturating_add(usize::from(*seats)));
    if all != elements.len() || u64::try_from(seats.len()) != Ok(head.count) {
        return Err(fernet_status::Length);
    }
    elements.iter().try_for_each(|element| encode(*element).map(drop))?;
    let mut left = elements;
    let body = seats.iter().flat_map(|seats| {
        let (bundle, rest) = left.split_at_checked(usize::from(*seats)).unwrap_or((left, &[]));
        left = rest;
        iter::once(*seats).chain(bundle.iter().filter_map(|element| encode(*element).ok()).flatten())
    });
    let len = elements.len().checked_mul(N).and_then(|len| len.checked_add(seats.len()));
    encode_parts(bytes, head.to_bytes::<T>(), body, len)
}

/// Encodes a tree that names claims by their ids (SPEC #message-tree).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_TREE_LEN + seats_len + ids_len * sizeof(fernet_claim_id) (LENGTH otherwise).
/// - message: what the tree states besides; its count is that of the bundles (LENGTH otherwise).
/// - seats: the number of seats of each bundle, 0 to 3, in post-order.
/// - seats_len: number of bundles.
/// - ids: the ids of their claims, one bundle after another, primary first.
/// - ids_len: number of ids; the sum of seats (LENGTH otherwise).
///
/// Errors: MESSAGE_VALUE for more than 3 seats.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_tree_of_ids_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_tree>,
    seats: InArray<u8>,
    seats_len: usize,
    ids: InArray<fernet_claim_id>,
    ids_len: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), seats.span(seats_len), ids.span(ids_len)], || {
        let (head, seats, ids) = (message.parse()?, seats.get(seats_len)?, ids.get(ids_len)?);
        encode_tree::<ClaimId, _, _>(bytes, head, seats, ids, |id| Ok(id.bytes))
    })
}

/// Decodes a tree that names claims by their ids (SPEC #message-tree). Only the form is checked. The
/// bundles begin at bytes[FERNET_MESSAGE_TREE_LEN], in post-order: for each the number of its seats, one byte, and then
/// as many elements of fernet_claim_id, primary first.
///
/// - message (out): what the tree states besides.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_tree_of_ids_decode(
    message: Out<fernet_message_tree>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(TreeMessage::<ClaimId>::decode(bytes.get(len)?)?.head))
}

/// Encodes a tree with its claims in full (SPEC #message-tree).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_TREE_LEN + seats_len + claims_len * FERNET_SIGNED_CLAIM_LEN (LENGTH otherwise).
/// - message: what the tree states besides; its count is that of the bundles (LENGTH otherwise).
/// - seats: the number of seats of each bundle, 0 to 3, in post-order.
/// - seats_len: number of bundles.
/// - claims: the claims of the seats with their keys and proofs, one bundle after another, primary first; they are not
///   checked.
/// - claims_len: number of claims; the sum of seats (LENGTH otherwise).
///
/// Errors: MESSAGE_VALUE for more than 3 seats.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_tree_of_claims_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_tree>,
    seats: InArray<u8>,
    seats_len: usize,
    claims: InArray<fernet_signed_claim>,
    claims_len: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), seats.span(seats_len), claims.span(claims_len)], || {
        let (head, seats, claims) = (message.parse()?, seats.get(seats_len)?, claims.get(claims_len)?);
        encode_tree::<SignedClaim, _, _>(bytes, head, seats, claims, |claim| Ok(claim.parse()?.to_bytes()))
    })
}

/// Decodes a tree with its claims in full (SPEC #message-tree). Only the form is checked. The bundles
/// begin at bytes[FERNET_MESSAGE_TREE_LEN], in post-order: for each the number of its seats, one byte, and then as many
/// claims of FERNET_SIGNED_CLAIM_LEN bytes (fernet_signed_claim_decode), primary first.
///
/// - message (out): what the tree states besides.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_tree_of_claims_decode(
    message: Out<fernet_message_tree>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(TreeMessage::<SignedClaim>::decode(bytes.get(len)?)?.head))
}

/// Encodes the data of a tree (SPEC #message-tree-data).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_TREE_LEN + nodes_len * FERNET_NODE_DATA_LEN (LENGTH otherwise).
/// - message: what the tree data states besides; its count is that of the nodes (LENGTH otherwise).
/// - nodes: the data of the nodes, in post-order; it is not checked.
/// - nodes_len: number of nodes.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_tree_data_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_tree>,
    nodes: InArray<fernet_node_data>,
    nodes_len: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), nodes.span(nodes_len)], || {
        let TreeHead { block_number, proposal_id, count } = message.parse()?;
        let nodes = nodes.get(nodes_len)?;
        if u64::try_from(nodes_len) != Ok(count) {
            return Err(fernet_status::Length);
        }
        let head = TreeDataHead { block_number, proposal_id, count };
        let data = nodes.iter().filter_map(|node| node.parse().ok()).flat_map(|node| node.to_bytes());
        encode_parts(bytes, head.to_bytes(), data, nodes_len.checked_mul(FERNET_NODE_DATA_LEN))
    })
}

/// Decodes the data of a tree (SPEC #message-tree-data). Only the form is checked.
///
/// - message (out): what the tree data states besides.
/// - nodes (out): the data of message->count nodes, in post-order; the elements after them are zero.
/// - capacity: number of elements of nodes, at least message->count (LENGTH otherwise). A message of len bytes has
///   (len - FERNET_MESSAGE_TREE_LEN) / FERNET_NODE_DATA_LEN nodes.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_tree_data_decode(
    message: Out<fernet_message_tree>,
    nodes: OutArray<fernet_node_data>,
    capacity: usize,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    let nodes = nodes.of(capacity);
    (message, nodes).set([bytes.span(len)], || {
        let TreeDataMessage { head, nodes: decoded } = TreeDataMessage::decode(bytes.get(len)?)?;
        if decoded.len() > capacity {
            return Err(fernet_status::Length);
        }
        nodes.fill(|nodes| nodes.iter_mut().zip(decoded).for_each(|(to, node)| *to = node.into()))?;
        let TreeDataHead { block_number, proposal_id, count } = head;
        Ok((TreeHead { block_number, proposal_id, count }.into(), ()))
    })
}

/// Encodes the opening of a seat (SPEC #message-tree-data).
///
/// - bytes (out): the message.
/// - len: FERNET_MESSAGE_SEAT_OPENING_LEN + opening_len (LENGTH otherwise).
/// - message: what the message states besides.
/// - opening: the bytes of the opening; nothing but their number is checked.
/// - opening_len: FERNET_SEAT_OPENING_LEN + message->levels * FERNET_SEAT_OPENING_LEVEL_LEN.
///
/// Errors: MESSAGE_VALUE for more than 32 levels, MESSAGE_TRUNCATED or MESSAGE_SURPLUS for another opening_len.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_seat_opening_encode(
    bytes: OutArray<u8>,
    len: usize,
    message: In<fernet_message_seat_opening>,
    opening: InArray<u8>,
    opening_len: usize,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set([message.span(), opening.span(opening_len)], || {
        let (head, opening) = (message.parse()?.to_bytes(), opening.get(opening_len)?);
        encode_parts(bytes, head, opening.iter().copied(), Some(opening_len))
    })
}

/// Decodes the opening of a seat (SPEC #message-tree-data). Only the form is checked. The opening itself, which
/// fernet_seat_opening_verify verifies, is bytes[FERNET_MESSAGE_SEAT_OPENING_LEN] and all bytes after it.
///
/// - message (out): what the message states besides.
/// - bytes: the message.
/// - len: number of bytes.
///
/// Errors: MESSAGE_.... fernet_message_check names the field and its offset.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_message_seat_opening_decode(
    message: Out<fernet_message_seat_opening>,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    message.set([bytes.span(len)], || Ok(SeatOpeningMessage::decode(bytes.get(len)?)?.head))
}
