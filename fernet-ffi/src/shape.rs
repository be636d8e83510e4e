//! The shape of the proof tree (SPEC `#tree`). Functions of C take the number of bases, from which the shape follows.

use fernet_core::{NodeIndex, NodeKind, TreeShape};

use crate::bytes::FERNET_NO_NUMBER;
use crate::params::{self, fernet_tx_per_base};
use crate::ptr::{Out, Output};
use crate::status::fernet_status;

/// The kind of a node: FERNET_NODE_KIND_BASE or FERNET_NODE_KIND_MERGE.
pub type fernet_node_kind = u8;
/// A leaf of the tree, which proves transactions.
pub const FERNET_NODE_KIND_BASE: fernet_node_kind = 0;
/// An inner node of the tree, which proves the proofs of its two children.
pub const FERNET_NODE_KIND_MERGE: fernet_node_kind = 1;
/// The shape of a proof tree, which follows from its number of bases (SPEC #tree).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_tree_shape {
    /// Number of base nodes, 1 to 2^32.
    pub bases: u64,
    /// Number of all nodes, 2 * bases - 1. Nodes are numbered from 0.
    pub nodes: u64,
    /// Number of the root node.
    pub root: u64,
    /// Number of edges between the root and the base farthest from it, at most 32.
    pub depth: u32,
    /// Reserved; always 0.
    pub reserved: u32,
}
/// A node of a proof tree and its neighbours (SPEC #node-number). FERNET_NO_NUMBER stands for a neighbour that does not
/// exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_node {
    /// Index of the first base in the subtree of the node; bases are counted from 0.
    pub first_base: u64,
    /// Index of the last base in the subtree of the node, plus one.
    pub end_base: u64,
    /// Number of the parent; FERNET_NO_NUMBER for the root.
    pub parent: u64,
    /// Number of the left child; FERNET_NO_NUMBER for a base.
    pub left: u64,
    /// Number of the right child; FERNET_NO_NUMBER for a base.
    pub right: u64,
    /// Number of the next node in post-order; FERNET_NO_NUMBER for the root. Node 0 is the first (SPEC #post-order).
    pub next: u64,
    /// Number of edges between the root and the node.
    pub depth: u32,
    /// The kind of the node.
    pub kind: fernet_node_kind,
    /// Reserved; always 0.
    pub reserved: [u8; 3],
}

/// Computes the number of base proofs for a block of transactions (SPEC #bases). A block without transactions has one
/// base.
///
/// - bases (out): number of bases, 1 to 2^32.
/// - transactions: number of transactions in the block.
/// - tx_per_base: the parameter of the same name.
///
/// Errors: PARAMS_TX_PER_BASE, SHAPE_TOO_MANY_BASES.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_shape_for_transactions(
    bases: Out<u64>,
    transactions: u64,
    tx_per_base: fernet_tx_per_base,
) -> fernet_status {
    bases.set([], || Ok(TreeShape::for_transactions(transactions, params::tx_per_base(tx_per_base)?)?.bases()))
}

/// Computes the shape of the tree with a number of bases (SPEC #tree).
///
/// - shape (out): the shape.
/// - bases: number of bases, 1 to 2^32.
///
/// Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_shape_read(shape: Out<fernet_tree_shape>, bases: u64) -> fernet_status {
    shape.set([], || {
        let shape = TreeShape::new(bases)?;
        Ok(fernet_tree_shape {
            bases: shape.bases(),
            nodes: shape.nodes(),
            root: shape.root().get(),
            depth: shape.depth(),
            reserved: 0,
        })
    })
}

/// Computes the position and the neighbours of a node (SPEC #node-number). To visit all nodes in post-order, start at
/// node 0 and follow next.
///
/// - info (out): the node.
/// - bases: number of bases of the tree, 1 to 2^32.
/// - node: number of the node, below 2 * bases - 1.
///
/// Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES, CLAIM_FOREIGN_NODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_node_read(info: Out<fernet_node>, bases: u64, node: u64) -> fernet_status {
    info.set([], || {
        let shape = TreeShape::new(bases)?;
        let (span, depth) = shape
            .span(NodeIndex::new(node))
            .zip(shape.depth_of(NodeIndex::new(node)))
            .ok_or(fernet_status::ClaimForeignNode)?;
        let (left, right) = shape
            .children(NodeIndex::new(node))
            .unwrap_or((NodeIndex::new(FERNET_NO_NUMBER), NodeIndex::new(FERNET_NO_NUMBER)));
        Ok(fernet_node {
            first_base: span.start,
            end_base: span.end,
            parent: shape.parent(NodeIndex::new(node)).unwrap_or(NodeIndex::new(FERNET_NO_NUMBER)).get(),
            left: left.get(),
            right: right.get(),
            next: shape.next_in_post_order(NodeIndex::new(node)).unwrap_or(NodeIndex::new(FERNET_NO_NUMBER)).get(),
            depth,
            kind: match NodeKind::from_node(NodeIndex::new(node)) {
                NodeKind::Base => FERNET_NODE_KIND_BASE,
                NodeKind::Merge => FERNET_NODE_KIND_MERGE,
            },
            reserved: [0; 3],
        })
    })
}
