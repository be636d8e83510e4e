//! Seats of a tree, and what the pool gives each (SPEC `#seats`, `#pay`).

use fernet_core::{FeeBurn, NodeKind, PPM, Params, Shape};

use crate::Amount;

/// What a node is to a settlement. The root stands apart: it has its own number of seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Base,
    Merge,
    Root,
}

impl Place {
    /// The place of a node, `None` if the tree has no such node.
    pub(crate) fn of(shape: Shape, node: u64) -> Option<Self> {
        shape.contains(node).then(|| match NodeKind::of(node) {
            _ if node == shape.root() => Self::Root,
            NodeKind::Base => Self::Base,
            NodeKind::Merge => Self::Merge,
        })
    }
}

/// A number of seats for each place. All together they are below 2^35.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Seats {
    base: u64,
    merge: u64,
    root: u64,
}

impl Seats {
    /// All seats of a tree.
    pub(crate) fn of(params: &Params, shape: Shape) -> Self {
        let per_node = u64::from(params.proofs_per_node());
        // Of B bases and B - 1 merges one is the root.
        let (bases, merges) = match shape.bases() {
            1 => (0, 0),
            bases => (bases, bases.saturating_sub(2)),
        };
        Self {
            base: bases.saturating_mul(per_node),
            merge: merges.saturating_mul(per_node),
            root: u64::from(params.root_seats()),
        }
    }

    /// One seat less at a place, `None` if none is left.
    pub(crate) fn take(mut self, place: Place) -> Option<Self> {
        let left = match place {
            Place::Base => &mut self.base,
            Place::Merge => &mut self.merge,
            Place::Root => &mut self.root,
        };
        *left = left.checked_sub(1)?;
        Some(self)
    }

    pub(crate) const fn of_bases(self) -> u64 {
        self.base
    }

    pub(crate) const fn of_root(self) -> u64 {
        self.root
    }

    pub(crate) const fn above_bases(self) -> u64 {
        self.merge.saturating_add(self.root)
    }

    pub(crate) const fn total(self) -> u64 {
        self.base.saturating_add(self.above_bases())
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
