//! The shape of the proof tree: a binary tree over 1 to 2^32 bases (SPEC `#tree`).
//!
//! The number of a node is its in-order position, counted from 0. Base `i` is node `2i`, and the merge whose right
//! subtree starts at base `k` is node `2k - 1` (SPEC `#node-number`).

use core::cmp::{Ordering, Reverse};
use core::ops::Range;

use crate::NodeIndex;
use crate::error::ShapeError;
use crate::params::TxPerBase;

/// Depth of the largest tree, in edges: 32. A verifier of a tree of any size needs a stack of `MAX_DEPTH + 1`
/// accumulators.
pub const MAX_DEPTH: usize = 32;

const MAX_BASES: u64 = 1 << MAX_DEPTH;

/// The kind of a node: base or merge (SPEC `#tree`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A leaf of the tree, which proves transactions.
    Base,
    /// An inner node of the tree, which proves the proofs of its two children.
    Merge,
}

impl NodeKind {
    /// Returns the kind of a node from its number: a base if it is even, a merge if it is odd.
    #[must_use]
    pub const fn from_node(node: NodeIndex) -> Self {
        if node.get().is_multiple_of(2) { Self::Base } else { Self::Merge }
    }
}

/// The shape of a proof tree, which follows from its number of bases (SPEC `#tree`).
///
/// ```
/// use fernet_core::{NodeIndex, TreeShape, TxPerBase};
///
/// let shape = TreeShape::for_transactions(32, TxPerBase::Two)?;
/// assert_eq!((shape.bases(), shape.nodes(), shape.root()), (16, 31, NodeIndex::new(15)));
/// assert_eq!(shape.children(shape.root()), Some((NodeIndex::new(7), NodeIndex::new(23))));
/// assert_eq!(shape.span(NodeIndex::new(7)), Some(0..8));
/// # Ok::<(), fernet_core::ShapeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TreeShape {
    bases: u64,
}

impl TreeShape {
    /// Makes the shape of the tree with a number of bases, 1 to 2^32.
    ///
    /// # Errors
    /// [`ShapeError::NoBases`] if `bases` is 0, [`ShapeError::TooManyBases`] if it is above 2^32.
    pub const fn new(bases: u64) -> Result<Self, ShapeError> {
        match bases {
            0 => Err(ShapeError::NoBases),
            1..=MAX_BASES => Ok(Self { bases }),
            _ => Err(ShapeError::TooManyBases),
        }
    }

    /// Makes the shape of the tree for a block with a number of transactions (SPEC `#bases`). A block without
    /// transactions has one base.
    ///
    /// # Errors
    /// [`ShapeError::TooManyBases`] if the transactions need more than 2^32 bases.
    pub const fn for_transactions(transactions: u64, tx_per_base: TxPerBase) -> Result<Self, ShapeError> {
        let bases = match tx_per_base {
            TxPerBase::One => transactions,
            TxPerBase::Two => transactions.div_ceil(2),
        };
        Self::new(if bases == 0 { 1 } else { bases })
    }

    /// Returns the number of bases, 1 to 2^32 (`B` in SPEC `#bases`).
    #[must_use]
    pub const fn bases(self) -> u64 {
        self.bases
    }

    /// Returns the number of nodes, `2 * bases - 1` (`M` in SPEC `#bases`).
    #[must_use]
    pub const fn nodes(self) -> u64 {
        // B is in 1..=2^32.
        self.bases.wrapping_mul(2).wrapping_sub(1)
    }

    /// Returns the number of the root node.
    #[must_use]
    pub fn root(self) -> NodeIndex {
        top(0..self.bases)
    }

    /// Returns whether the node is in the tree: whether its number is below `2 * bases - 1`.
    #[must_use]
    pub const fn contains(self, node: NodeIndex) -> bool {
        node.get() < self.nodes()
    }

    /// Returns the indices of the bases in the subtree of a node; `None` if the node is not in the tree.
    #[must_use]
    pub fn span(self, node: NodeIndex) -> Option<Range<u64>> {
        if !self.contains(node) {
            return None;
        }
        let k = node.get().div_ceil(2);
        match NodeKind::from_node(node) {
            NodeKind::Base => Some(k..k.saturating_add(1)),
            NodeKind::Merge => {
                let reach = lowest_bit(k);
                Some(k.saturating_sub(reach)..k.saturating_add(reach).min(self.bases))
            }
        }
    }

    /// Returns the left and the right child of a merge; `None` if the node is a base or not in the tree.
    #[must_use]
    pub fn children(self, node: NodeIndex) -> Option<(NodeIndex, NodeIndex)> {
        let Range { start, end } = self.span(node)?;
        match NodeKind::from_node(node) {
            NodeKind::Base => None,
            NodeKind::Merge => {
                let k = node.get().div_ceil(2);
                Some((top(start..k), top(k..end)))
            }
        }
    }

    /// Returns the parent of a node; `None` if the node is the root or not in the tree.
    #[must_use]
    pub fn parent(self, node: NodeIndex) -> Option<NodeIndex> {
        let Range { start, end } = self.span(node)?;
        if start == 0 && end == self.bases {
            return None;
        }
        // A left child ends where its parent splits, a right child starts there. A node is the left child when it is a
        // full subtree at an even position of its size and the tree goes on behind it.
        let size = end.saturating_sub(start);
        let split = if size.is_power_of_two() && start & size == 0 && end < self.bases { end } else { start };
        Some(merge_at(split))
    }

    /// Returns the number of edges between the root and a node, at most [`MAX_DEPTH`]; `None` if the node is not in the
    /// tree.
    #[must_use]
    pub fn depth_of(self, node: NodeIndex) -> Option<u32> {
        let mut depth = 0_u32;
        let mut at = self.contains(node).then_some(node)?;
        while let Some(parent) = self.parent(at) {
            at = parent;
            depth = depth.saturating_add(1);
        }
        Some(depth)
    }

    /// Returns the number of edges between the root and the base farthest from it, at most [`MAX_DEPTH`].
    #[must_use]
    pub const fn depth(self) -> u32 {
        self.bases.next_power_of_two().trailing_zeros()
    }

    /// Iterates over all nodes in post-order, in which trees are submitted: left subtree, right subtree, merge (SPEC
    /// `#post-order`).
    pub fn post_order(self) -> impl Iterator<Item = NodeIndex> {
        core::iter::successors(Some(self.first()), move |&node| self.next_in_post_order(node))
    }

    /// First node in post-order: the first base.
    pub(crate) const fn first(self) -> NodeIndex {
        NodeIndex::new(0)
    }

    /// Returns the node after `node` in post-order; `None` if `node` is the root or not in the tree (SPEC
    /// `#post-order`).
    #[must_use]
    pub fn next_in_post_order(self, node: NodeIndex) -> Option<NodeIndex> {
        let parent = self.parent(node)?;
        // Left children come before their parent in number. Behind one comes the first base of its sibling.
        if node < parent { Some(NodeIndex::new(parent.get().saturating_add(1))) } else { Some(parent) }
    }

    /// Compares two nodes by post-order, in which trees are submitted: `Less` if `node` comes first. `None` if one of
    /// them is not in the tree (SPEC `#post-order`).
    ///
    /// ```
    /// # use core::cmp::Ordering;
    /// # use fernet_core::{NodeIndex, TreeShape};
    /// // The post-order of three bases is 0, 2, 1, 4, 3.
    /// let shape = TreeShape::new(3)?;
    /// let cmp = |node, other| shape.post_order_cmp(NodeIndex::new(node), NodeIndex::new(other));
    /// assert_eq!(cmp(2, 1), Some(Ordering::Less));
    /// assert_eq!(cmp(3, 4), Some(Ordering::Greater));
    /// assert_eq!(cmp(0, 5), None);
    /// # Ok::<(), fernet_core::ShapeError>(())
    /// ```
    #[must_use]
    pub fn post_order_cmp(self, node: NodeIndex, other: NodeIndex) -> Option<Ordering> {
        // By the end of the bases below; of nodes that end together the smaller subtree comes first.
        let place = |node| self.span(node).map(|span| (span.end, Reverse(span.start)));
        Some(place(node)?.cmp(&place(other)?))
    }
}

/// The node at the top of the subtree over `bases`, which is not empty.
fn top(bases: Range<u64>) -> NodeIndex {
    let size = bases.end.saturating_sub(bases.start);
    if size <= 1 {
        NodeIndex::new(bases.start.saturating_mul(2))
    } else {
        // The largest power of two below the size.
        let left = size.next_power_of_two() >> 1;
        merge_at(bases.start.saturating_add(left))
    }
}

/// The merge that splits at base `k`, which is not 0.
const fn merge_at(k: u64) -> NodeIndex {
    NodeIndex::new(k.saturating_mul(2).saturating_sub(1))
}

/// The largest power of two that divides `k`, which is not 0.
const fn lowest_bit(k: u64) -> u64 {
    k & k.wrapping_neg()
}
