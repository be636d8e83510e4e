//! The search for the best bundle of a node (SPEC `#best-bundle`).

use core::cmp::{Ordering, Reverse};

use heapless::Vec;

use crate::KeyBytes;
use crate::bundle::{Accumulator, Bundle, sums_below};
use crate::claim::{ProvingContext, Seat};
use crate::error::BundleBuilderError;
use crate::params::MAX_PROOFS_PER_NODE;
use crate::ranking::{Ranked, Ranking};
use crate::sums::Total;
use crate::{BundleError, NodeIndex, Statement};

/// Number of seats that are kept: two more than those of a bundle, because some may be dropped for their digests.
const KEPT_SEATS: usize = MAX_PROOFS_PER_NODE + 2;

/// A seat with what is below it. The best primary is the smallest: greatest sum, most filled seats, smallest seat id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Primary {
    seat: Seat,
    /// Total with the seat itself.
    total: Total,
    /// Number of filled seats in the child bundles and the subtrees below them.
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

/// Finds the best bundle of one node and one statement among seats that are inserted one by one, in constant memory.
/// Insert only seats whose node proof you have verified. The result does not depend on the order of insertions (SPEC
/// `#best-bundle`).
///
/// Verified proofs of different keys have different digests. Then three seats and four primaries, each of distinct
/// keys, are enough: the total of a bundle is that of its primary (its score and its child bundles) plus the scores of
/// the two best seats of *other* keys. These two seats are the same for all primaries whose keys have none of the three
/// best seats, so of these primaries only the best one can win. At most three primaries, those of the keys with the
/// three best seats, rank before it.
///
/// The builder keeps five seats and six primaries. If seats of different keys have the same digest nevertheless, the
/// bundle is valid, and it is the best one that the kept seats and primaries form: the best one of all for up to five
/// keys.
///
/// ```
/// use fernet_core::*;
///
/// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// # let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// # let snapshot = Snapshot::new(&params, &pinned);
/// # let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
/// let proving = ProvingContext::new(params, seed, ProposalId::ZERO, TreeShape::new(2)?, snapshot);
/// let (node, statement) = (NodeIndex::new(0), Statement::from_bytes([2; 32]));
/// let mut builder = BundleBuilder::new(proving, node, statement);
/// for prover in [1, 2, 3, 4] {
///     let key = KeyBytes::from_bytes([prover; 32]);
///     let registration = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
///     let claim = Claim {
///         node,
///         statement,
///         proof_digest: ProofDigest::from_bytes([prover; 32]),
///         left: BundleCommitment::ZERO,
///         right: BundleCommitment::ZERO,
///         fee_burn: 0,
///         payout: Address::from_bytes([prover; 20]),
///         rebate_payee: Address::ZERO,
///     };
///     // The ticket is that of the claim's verified proof.
///     let seat = proving.check(&registration, &claim)?.seat_with_ticket(Ticket::new(prover.into()));
///     builder.insert(&seat, None)?;
/// }
/// let bundle = builder.best().expect("seats were inserted");
/// // Three of the four fit. At a base any of them may be the primary: the one with the smallest seat id is.
/// let mut keys: Vec<KeyBytes> = bundle.seats().map(|seat| seat.scored_key().key()).collect();
/// keys.sort();
/// assert_eq!(keys, [2, 3, 4].map(|prover| KeyBytes::from_bytes([prover; 32])));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BundleBuilder {
    proving: ProvingContext,
    node: NodeIndex,
    statement: Statement,
    seats: Ranking<Seat, KEPT_SEATS>,
    primaries: Ranking<Primary, { KEPT_SEATS + 1 }>,
}

impl BundleBuilder {
    /// Starts a search without seats, for seats of `node` and `statement`.
    #[must_use]
    pub const fn new(proving: ProvingContext, node: NodeIndex, statement: Statement) -> Self {
        Self { proving, node, statement, seats: Ranking::new(), primaries: Ranking::new() }
    }

    /// Inserts a seat. `children` are the accumulators of the left and the right child bundle that its claim names;
    /// `None` for a base.
    ///
    /// # Errors
    /// [`BundleBuilderError`] if the seat is of another tree, node or statement, or if `children` are not the bundles
    /// that its claim names.
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
        let below = sums_below(seat, self.proving.shape().children(self.node), children)?;
        let total = below.total.plus(seat.scored_key().score());
        self.seats.insert(*seat);
        self.primaries.insert(Primary { seat: *seat, total, filled: below.filled });
        Ok(())
    }

    /// Returns the best bundle of the seats inserted so far, or `None` if there are none.
    #[must_use]
    pub fn best(&self) -> Option<Bundle> {
        let rank = |primary: &&Primary| {
            let total = self.beside(primary).fold(primary.total, |total, seat| total.plus(seat.scored_key().score()));
            let filled = self.beside(primary).fold(primary.filled, |filled, _| filled.saturating_add(1));
            (Reverse(total), Reverse(filled), primary.seat.id())
        };
        let primary = self.primaries.iter().filter(|primary| !self.is_dropped(&primary.seat)).min_by_key(rank)?;
        let mut seats = Vec::<Seat, MAX_PROOFS_PER_NODE>::new();
        for seat in core::iter::once(&primary.seat).chain(self.beside(primary)) {
            seats.push(*seat).ok()?;
        }
        Bundle::new(&self.proving, &seats).ok()
    }

    /// The best seats of other keys and other proofs, as many as the node has beside its primary.
    fn beside<'a>(&'a self, primary: &Primary) -> impl Iterator<Item = &'a Seat> {
        let at_root = self.node == self.proving.shape().root();
        let seats = if at_root { 1 } else { self.proving.params().proofs_per_node() };
        let (key, proof) = (primary.seat.key(), primary.seat.claim().proof_digest);
        let other = move |seat: &&Seat| seat.key() != key && seat.claim().proof_digest != proof;
        let kept = self.seats.iter().filter(move |seat| !self.is_dropped(seat));
        kept.filter(other).take(usize::from(seats).saturating_sub(1))
    }

    /// Whether the best seat of another key ranks before `seat` and has the same proof.
    fn is_dropped(&self, seat: &Seat) -> bool {
        let same_proof = |other: &Seat| other.claim().proof_digest == seat.claim().proof_digest;
        self.seats.iter().any(|other| other < seat && other.key() != seat.key() && same_proof(other))
    }
}
