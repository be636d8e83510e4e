//! Geometry of the proof tree (SPEC `#tree`). In C a tree's shape is B, the number of its bases.

use fernet_core::{NodeKind, TreeShape};

use crate::bytes::FERNET_NO_NUMBER;
use crate::params::{self, fernet_tx_per_base};
use crate::ptr::{Out, Output};
use crate::status::fernet_status;

/// What a node proves: FERNET_NODE_KIND_BASE or FERNET_NODE_KIND_MERGE.
pub type fernet_node_kind = u8;
/// Transactions.
pub const FERNET_NODE_KIND_BASE: fernet_node_kind = 0;
/// Two child proofs.
pub const FERNET_NODE_KIND_MERGE: fernet_node_kind = 1;
/// Geometry of a proof tree (SPEC #tree).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_tree_shape {
    /// B, the base proofs.
    pub bases: u64,
    /// M = 2B - 1, the nodes, numbered from 0.
    pub nodes: u64,
    /// Number of the root.
    pub root: u64,
    /// Edges on the longest way from the root to a base, at most 32.
    pub depth: u32,
    /// Zero.
    pub reserved: u32,
}
/// One node of a proof tree and the way from it (SPEC #node-number). FERNET_NO_NUMBER where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_node {
    /// First base below it.
    pub first_base: u64,
    /// The base after the last one below it.
    pub end_base: u64,
    /// Its parent; none for the root.
    pub parent: u64,
    /// Its left child; none for a base.
    pub left: u64,
    /// Its right child; none for a base.
    pub right: u64,
    /// The node after it in the order of submission; none for the root (SPEC #post-order). The first is node 0.
    pub next: u64,
    /// Edges to the root.
    pub depth: u32,
    /// What it proves.
    pub kind: fernet_node_kind,
    /// Zero.
    pub reserved: [u8; 3],
}

/// B of the tree that proves a number of transactions; none still take one base (SPEC #bases).
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

/// The tree over bases.
///
/// Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES (above 2^32).
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
            root: shape.root(),
            depth: shape.depth(),
            reserved: 0,
        })
    })
}

/// A node of the tree over bases, and the way from it. A walk in the order of submission starts at node 0 and follows next.
///
/// Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES, CLAIM_FOREIGN_NODE if the tree has no such node.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_node_read(info: Out<fernet_node>, bases: u64, node: u64) -> fernet_status {
    info.set([], || {
        let shape = TreeShape::new(bases)?;
        let (span, depth) = shape.span(node).zip(shape.depth_of(node)).ok_or(fernet_status::ClaimForeignNode)?;
        let (left, right) = shape.children(node).unwrap_or((FERNET_NO_NUMBER, FERNET_NO_NUMBER));
        Ok(fernet_node {
            first_base: span.start,
            end_base: span.end,
            parent: shape.parent(node).unwrap_or(FERNET_NO_NUMBER),
            left,
            right,
            next: shape.next_in_post_order(node).unwrap_or(FERNET_NO_NUMBER),
            depth,
            kind: match NodeKind::of(node) {
                NodeKind::Base => FERNET_NODE_KIND_BASE,
                NodeKind::Merge => FERNET_NODE_KIND_MERGE,
            },
            reserved: [0; 3],
        })
    })
}
