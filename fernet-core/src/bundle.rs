//! Bundles, and the accumulators of a bundle and the subtree below it (SPEC `#bundle`, `#accumulator`).

use heapless::Vec;

use crate::claim::{ProvingContext, Seat, TreeContext};
use crate::error::{BundleError, ChildError};
use crate::params::MAX_PROOFS_PER_NODE;
use crate::ranking::Ranked;
use crate::sums::{Sums, Total, bundle_commitment, seats_digest};
use crate::{BundleCommitment, NodeIndex, SeatId};

/// The contents of an [`Accumulator`], in a tree that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sum {
    pub(crate) node: NodeIndex,
    pub(crate) sums: Sums,
    pub(crate) commitment: BundleCommitment,
}

impl Sum {
    pub(crate) const fn of_tree(self, tree: TreeContext) -> Accumulator {
        Accumulator { tree, sum: self }
    }
}

/// The sums and the commitment of a bundle and the subtree below it (SPEC `#accumulator`). It is made of checked bundles
/// only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accumulator {
    pub(crate) tree: TreeContext,
    sum: Sum,
}

impl Accumulator {
    /// Number of the node of the bundle.
    #[must_use]
    pub const fn node(&self) -> NodeIndex {
        self.sum.node
    }

    /// Sum of the scores of all filled seats in the subtree of the node.
    #[must_use]
    pub const fn total(&self) -> Total {
        self.sum.sums.total
    }

    /// Number of filled seats in the subtree of the node.
    #[must_use]
    pub const fn filled(&self) -> u64 {
        self.sum.sums.filled
    }

    /// All sums over the filled seats in the subtree of the node.
    #[must_use]
    pub const fn sums(&self) -> Sums {
        self.sum.sums
    }

    /// Commitment of the bundle, and through it of the subtree (SPEC `#bundle-commitment`).
    #[must_use]
    pub const fn commitment(&self) -> BundleCommitment {
        self.sum.commitment
    }
}

/// A checked bundle: 1 to `proofs_per_node` seats of one node and one statement, from distinct keys and with distinct
/// proofs; exactly 1 at the root. The first seat is the primary (SPEC `#bundle`).
///
/// ```
/// use fernet_core::*;
///
/// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// # let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// # let snapshot = Snapshot::new(&params, &pinned);
/// # let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
/// let proving = ProvingContext::new(params, seed, ProposalId::ZERO, TreeShape::new(2)?, snapshot);
/// # let prover = |id| Registration {
/// #     key: KeyBytes::from_bytes([id; 32]),
/// #     role: Role::Prover,
/// #     entry_l1_block: L1Block::new(0),
/// #     exit_l1_block: None,
/// # };
/// # let claim = |digest: u8| Claim {
/// #     node: NodeIndex::new(0),
/// #     statement: Statement::from_bytes([2; 32]),
/// #     proof_digest: ProofDigest::from_bytes([digest; 32]),
/// #     left: BundleCommitment::ZERO,
/// #     right: BundleCommitment::ZERO,
/// #     fee_burn: 0,
/// #     payout: Address::from_bytes([5; 20]),
/// #     rebate_payee: Address::ZERO,
/// # };
/// // Three provers prove base 0. A score is `ticket * (1000000 + fee_burn)`; the bids are 0.
/// let seat = |id, ticket| -> Result<Seat, ClaimError> {
///     Ok(proving.check(&prover(id), &claim(id))?.seat_with_ticket(Ticket::new(ticket)))
/// };
/// let (primary, second, third) = (seat(1, 10)?, seat(2, 30)?, seat(3, 20)?);
/// let bundle = Bundle::new(&proving, &[primary, second, third])?;
/// let sum = bundle.accumulate(None)?;
/// assert_eq!((sum.filled(), sum.total().to_string().as_str()), (3, "60000000"));
///
/// // After the primary, the best seat comes first.
/// assert_eq!(Bundle::new(&proving, &[primary, third, second]), Err(BundleError::SeatOrder));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    primary: Seat,
    others: Vec<Seat, { MAX_PROOFS_PER_NODE - 1 }>,
    children: Option<(NodeIndex, NodeIndex)>,
}

impl Bundle {
    /// Makes the bundle of a node after checking its seats. `seats` holds the primary, then the others sorted best
    /// first (SPEC `#order`).
    ///
    /// # Errors
    /// [`BundleError`] if the seats break a rule of SPEC `#bundle`. The child bundles are not checked here:
    /// [`Bundle::accumulate`] checks them.
    pub fn new(proving: &ProvingContext, seats: &[Seat]) -> Result<Self, BundleError> {
        let [primary, others @ ..] = seats else {
            return Err(BundleError::Empty);
        };
        let (tree, node) = (proving.tree(), primary.claim().node);
        if seats.iter().any(|seat| seat.tree != tree) {
            return Err(BundleError::Foreign);
        }
        if seats.len() > proving.params().proofs_per_node().into() {
            return Err(BundleError::TooManySeats);
        }
        if node == proving.shape().root() && !others.is_empty() {
            return Err(BundleError::RootTakesOne);
        }
        if others.iter().any(|seat| seat.claim().node != node) {
            return Err(BundleError::MixedNodes);
        }
        if others.iter().any(|seat| seat.claim().statement != primary.claim().statement) {
            return Err(BundleError::MixedStatements);
        }
        if is_repeated(seats, Ranked::key) {
            return Err(BundleError::DuplicateProver);
        }
        if is_repeated(seats, |seat| seat.claim().proof_digest) {
            return Err(BundleError::DuplicateProof);
        }
        if !others.iter().is_sorted() {
            return Err(BundleError::SeatOrder);
        }
        let others = Vec::from_slice(others).map_err(|_| BundleError::TooManySeats)?;
        Ok(Self { primary: *primary, others, children: proving.shape().children(node) })
    }

    /// Number of the node of the bundle.
    #[must_use]
    pub const fn node(&self) -> NodeIndex {
        self.primary.claim().node
    }

    /// Returns the primary: the first seat, whose claim names the child bundles.
    #[must_use]
    pub const fn primary(&self) -> &Seat {
        &self.primary
    }

    /// Iterates over the seats: the primary, then the others, best first.
    pub fn seats(&self) -> impl Iterator<Item = &Seat> {
        core::iter::once(&self.primary).chain(&self.others)
    }

    /// Computes the accumulator of the bundle and the subtree below it (SPEC `#accumulator`). `children` are the
    /// accumulators of the left and the right child bundle; `None` for a base.
    ///
    /// # Errors
    /// [`ChildError`] if `children` are not the bundles that the claim of the primary names.
    pub fn accumulate(&self, children: Option<(&Accumulator, &Accumulator)>) -> Result<Accumulator, ChildError> {
        let sum = self.add(sums_below(&self.primary, self.children, children)?);
        Ok(sum.of_tree(self.primary.tree))
    }

    /// Does what [`Bundle::accumulate`] does, for child bundles that are known to be of the same tree.
    pub(crate) fn accumulate_in_tree(&self, children: Option<(&Sum, &Sum)>) -> Result<Sum, ChildError> {
        Ok(self.add(sums_below_in_tree(&self.primary, self.children, children)?))
    }

    fn add(&self, below: Sums) -> Sum {
        let node = self.node();
        let (mut sums, mut count) = (below, 0_u8);
        let mut ids = [SeatId::ZERO; MAX_PROOFS_PER_NODE];
        for (seat, id) in self.seats().zip(&mut ids) {
            *id = seat.id();
            count = count.wrapping_add(1);
            sums = sums.plus_seat(node, seat.scored_key().score(), seat.fee_burn());
        }
        let named = [self.primary.claim().left, self.primary.claim().right];
        Sum { node, sums, commitment: bundle_commitment(node, &seats_digest(count, &ids), named, &sums) }
    }
}

/// Whether two seats have the same key, or the same of whatever `value` reads.
fn is_repeated<T: PartialEq>(seats: &[Seat], value: impl Fn(&Seat) -> T) -> bool {
    let mut before = seats;
    while let [rest @ .., seat] = before {
        if rest.iter().any(|other| value(other) == value(seat)) {
            return true;
        }
        before = rest;
    }
    false
}

/// Checks that `given` are the bundles at `children` that the seat's claim names, and adds their sums; 0 for a base.
pub(crate) fn sums_below(
    seat: &Seat,
    children: Option<(NodeIndex, NodeIndex)>,
    given: Option<(&Accumulator, &Accumulator)>,
) -> Result<Sums, ChildError> {
    if given.is_some_and(|(left, right)| left.tree != seat.tree || right.tree != seat.tree) {
        return Err(ChildError::Foreign);
    }
    sums_below_in_tree(seat, children, given.map(|(left, right)| (&left.sum, &right.sum)))
}

/// Does what [`sums_below`] does, for child bundles that are known to be of the seat's tree.
fn sums_below_in_tree(
    seat: &Seat,
    children: Option<(NodeIndex, NodeIndex)>,
    given: Option<(&Sum, &Sum)>,
) -> Result<Sums, ChildError> {
    let ((left, right), (left_node, right_node)) = match (given, children) {
        (None, None) => return Ok(Sums::default()),
        (Some(_), None) => return Err(ChildError::ChildrenOfBase),
        (None, Some(_)) => return Err(ChildError::ChildMissing),
        (Some(given), Some(children)) => (given, children),
    };
    if left.node != left_node || right.node != right_node {
        return Err(ChildError::WrongNode);
    }
    if left.commitment != seat.claim().left {
        return Err(ChildError::LeftDiffers);
    }
    if right.commitment != seat.claim().right {
        return Err(ChildError::RightDiffers);
    }
    Ok(left.sums.plus(right.sums))
}
