//! The best bundle that a prover can make of what is on the network (SPEC `#best-bundle`).

use core::cmp::{Ordering, Reverse};

use heapless::Vec;

use crate::KeyBytes;
use crate::bundle::{Accumulator, Below, Bundle, Total};
use crate::claim::{ProvingContext, Seat};
use crate::error::BundleBuilderError;
use crate::params::MAX_PROOFS_PER_NODE;
use crate::ranking::{Ranked, Ranking};
use crate::{BundleError, Statement};

/// A seat with what is below it. The best primary is the smallest: greatest sum, most filled seats, smallest seat id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Primary {
    seat: Seat,
    /// Total with the seat itself.
    total: Total,
    /// Filled seats below.
    filled: u64,
}

impl Ord for Primary {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |primary: &Self| (Reverse(primary.total), Reverse(primary.filled), primary.seat.id());
        rank(self).cmp(&rank(other))
    }
}

impl PartialOrd for Primary {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ranked for Primary {
    fn key(&self) -> KeyBytes {
        self.seat.key()
    }
}

/// Finds the best bundle of one node from a stream of offers, in one pass and constant memory.
///
/// Three seats of distinct keys are kept, and four primaries. That is enough: a primary adds what is below it, and the two best
/// seats of *other* keys. For a key without one of the three best seats these are always the same two, so of all such keys
/// only the best primary can win, and no more than three others stand before it.
#[derive(Clone, Debug)]
pub struct BundleBuilder {
    proving: ProvingContext,
    node: u64,
    statement: Statement,
    seats: Ranking<Seat, MAX_PROOFS_PER_NODE>,
    primaries: Ranking<Primary, { MAX_PROOFS_PER_NODE + 1 }>,
}

impl BundleBuilder {
    /// An builder of proofs of `statement` at `node`.
    #[must_use]
    pub const fn new(proving: ProvingContext, node: u64, statement: Statement) -> Self {
        Self { proving, node, statement, seats: Ranking::new(), primaries: Ranking::new() }
    }

    /// Takes a seat of this proving, with the accumulators of the child bundles that its claim names (`None` for a base).
    ///
    /// # Errors
    /// [`BundleBuilderError`] when the seat is of another tree, node or statement, or the accumulators are not what its claim names.
    pub fn insert(
        &mut self,
        seat: &Seat,
        children: Option<(&Accumulator, &Accumulator)>,
    ) -> Result<(), BundleBuilderError> {
        if seat.tree != self.proving.tree() {
            return Err(BundleError::Foreign.into());
        }
        if seat.claim().node != self.node {
            return Err(BundleError::MixedNodes.into());
        }
        if seat.claim().statement != self.statement {
            return Err(BundleError::MixedStatements.into());
        }
        let below = Below::new(seat, self.proving.shape().children(self.node), children)?;
        let total = below.total.plus(seat.scored_key().score());
        self.seats.insert(*seat);
        self.primaries.insert(Primary { seat: *seat, total, filled: below.filled });
        Ok(())
    }

    /// The best bundle of all offers, `None` before the first.
    #[must_use]
    pub fn best(&self) -> Option<Bundle> {
        let rank = |primary: &&Primary| {
            let total = self.beside(primary).fold(primary.total, |total, seat| total.plus(seat.scored_key().score()));
            let filled = self.beside(primary).fold(primary.filled, |filled, _| filled.saturating_add(1));
            (Reverse(total), Reverse(filled), primary.seat.id())
        };
        let primary = self.primaries.iter().min_by_key(rank)?;
        let mut seats = Vec::<Seat, MAX_PROOFS_PER_NODE>::new();
        for seat in core::iter::once(&primary.seat).chain(self.beside(primary)) {
            seats.push(*seat).ok()?;
        }
        Bundle::new(&self.proving, &seats).ok()
    }

    /// The best seats of other keys, as many as the node has beside its primary.
    fn beside<'a>(&'a self, primary: &Primary) -> impl Iterator<Item = &'a Seat> {
        let at_root = self.node == self.proving.shape().root();
        let seats = if at_root { 1 } else { self.proving.params().proofs_per_node() };
        let key = primary.seat.key();
        self.seats.iter().filter(move |seat| seat.key() != key).take(usize::from(seats).saturating_sub(1))
    }
}
