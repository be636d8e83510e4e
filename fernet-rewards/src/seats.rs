//! The number of seats of a tree, and the pay of a seat (SPEC `#seats`, `#pay`).

use fernet_core::{FeeBurn, NodeIndex, PPM, Params, TreeShape};

use crate::Amount;

/// The numbers of seats of a tree, in total below 2^35.
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

    /// Number of seats of one node of the tree.
    pub(crate) fn of_node(self, node: NodeIndex) -> u64 {
        if node == self.shape.root() { self.at_root } else { self.per_node }
    }

    /// Number of seats of all bases.
    pub(crate) const fn of_bases(self) -> u64 {
        match self.shape.bases() {
            1 => self.at_root,
            bases => bases.saturating_mul(self.per_node),
        }
    }

    /// Number of seats of all merges.
    pub(crate) const fn of_merges(self) -> u64 {
        self.total().saturating_sub(self.of_bases())
    }

    /// Number of all seats, `S` in SPEC.
    pub(crate) const fn total(self) -> u64 {
        self.shape.nodes().saturating_sub(1).saturating_mul(self.per_node).saturating_add(self.at_root)
    }
}

/// A pool and the number of seats that share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SharedPool {
    pub(crate) pool: Amount,
    pub(crate) seats: u64,
}

impl SharedPool {
    /// The pay of one seat: `floor(pool * (PPM - fee_burn) / (seats * PPM))`.
    pub(crate) fn pay_floor(self, fee_burn: FeeBurn) -> Amount {
        let kept = PPM.saturating_sub(fee_burn.ppm());
        let (pay, _) = self.pool.split_floor(kept, all_kept(self.seats));
        pay
    }

    /// The part of the pool that is kept for its seats: `floor(pool * kept / (seats * PPM))`, where `kept` is the sum of
    /// `PPM - fee_burn` over the filled ones.
    pub(crate) fn reserve_floor(self, kept: u64) -> Amount {
        let (reserved, _) = self.pool.split_at(self.pool.mul_div_floor(kept.into(), all_kept(self.seats)));
        reserved
    }
}

/// The kept shares of seats that burn nothing, below 2^56.
pub(crate) const fn all_kept(seats: u64) -> u64 {
    const ONE: u64 = 1_000_000;
    seats.saturating_mul(ONE)
}
