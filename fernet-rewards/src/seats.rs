//! Seats of a tree, and what the pool gives each (SPEC `#seats`, `#pay`).

use fernet_core::{FeeBurn, NodeIndex, PPM, Params, TreeShape};

use crate::Amount;

/// The seats of a tree. All together they are below 2^35.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Seats {
    shape: TreeShape,
    per_node: u64,
    at_root: u64,
}

impl Seats {
    pub(crate) fn new(params: &Params, shape: TreeShape) -> Self {
        Self { shape, per_node: params.proofs_per_node().into(), at_root: params.root_seats().into() }
    }

    /// Seats of one node of the tree.
    pub(crate) fn of_node(self, node: NodeIndex) -> u64 {
        if node == self.shape.root() { self.at_root } else { self.per_node }
    }

    /// Seats of all bases of a tree of two or more.
    pub(crate) const fn of_bases(self) -> u64 {
        self.shape.bases().saturating_mul(self.per_node)
    }

    /// Seats of all merges of a tree of two or more bases.
    pub(crate) const fn of_merges(self) -> u64 {
        self.total().saturating_sub(self.of_bases())
    }

    /// `S`.
    pub(crate) const fn total(self) -> u64 {
        self.shape.nodes().saturating_sub(1).saturating_mul(self.per_node).saturating_add(self.at_root)
    }
}

/// A pool and the seats over which it is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SharedPool {
    pub(crate) pool: Amount,
    pub(crate) seats: u64,
}

impl SharedPool {
    /// The pay of one seat: `floor(pool * (PPM - fee_burn) / (seats * PPM))`.
    pub(crate) fn pay_floor(self, fee_burn: FeeBurn) -> Amount {
        let kept = PPM.saturating_sub(fee_burn.ppm());
        let (pay, _) = self.pool.split_floor(kept, self.seats.saturating_mul(u64::from(PPM)));
        pay
    }
}
