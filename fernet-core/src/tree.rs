//! Submitted trees: their verification bundle by bundle, and the comparison of verified trees (SPEC `#post-order`,
//! `#competition`).

use core::cmp::{Ordering, Reverse};

use heapless::Vec;

use crate::bundle::{Accumulator, Bundle, Sum};
use crate::claim::{ProvingContext, Seat, TreeContext};
use crate::error::TreeError;
use crate::shape::MAX_DEPTH;
use crate::sums::{Sums, bundle_commitment, seats_digest};
use crate::{NodeIndex, SeatId};

/// Capacity of a [`TreeVerifier`] for a tree of any size: 33 accumulators.
pub const MAX_STACK: usize = MAX_DEPTH + 1;

/// Verifies one submitted tree bundle by bundle in post-order, with a stack of depth + 1 accumulators (SPEC
/// `#post-order`).
///
/// A refused bundle changes nothing: the correct bundle may still follow. A verifier that [`TreeVerifier::new`] makes
/// has room for the largest tree; [`TreeVerifier::with_stack`] uses less memory for smaller trees.
///
/// ```
/// use fernet_core::*;
///
/// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// # let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// # let snapshot = Snapshot::new(&params, &pinned);
/// # let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
/// let proving = ProvingContext::new(params, seed, ProposalId::ZERO, TreeShape::new(2)?, snapshot);
/// let key = KeyBytes::from_bytes([1; 32]);
/// let prover = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
/// // One proof of a node; the ticket is that of the claim's verified VRF proof.
/// let bundle = |node, [left, right]: [BundleCommitment; 2]| -> Result<Bundle, Box<dyn std::error::Error>> {
///     let claim = Claim {
///         node,
///         statement: Statement::from_bytes([2; 32]),
///         proof_digest: ProofDigest::from_bytes([4; 32]),
///         left,
///         right,
///         fee_burn: 0,
///         payout: Address::from_bytes([5; 20]),
///         rebate_payee: Address::ZERO,
///     };
///     let seat = proving.check(&prover, &claim)?.seat_with_ticket(Ticket::new(100));
///     Ok(Bundle::new(&proving, &[seat])?)
/// };
///
/// // The post-order of two bases is 0, 2, 1.
/// let mut verifier = TreeVerifier::new(&proving);
/// let none = [BundleCommitment::ZERO; 2];
/// let left = verifier.insert(&bundle(NodeIndex::new(0), none)?)?;
/// let right = verifier.insert(&bundle(NodeIndex::new(2), none)?)?;
/// assert_eq!(verifier.finish(), Err(TreeError::Missing));
/// verifier.insert(&bundle(NodeIndex::new(1), [left.commitment(), right.commitment()])?)?;
/// let tree = verifier.finish()?;
/// assert_eq!(tree.accumulator().total().to_string(), "300000000");
///
/// let mut best = BestTree::new(&proving);
/// assert!(best.submit(tree)?);
/// assert_eq!(best.best(), Some(&tree));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TreeVerifier<const STACK: usize = MAX_STACK> {
    pub(crate) tree: TreeContext,
    pub(crate) expected: Option<NodeIndex>,
    pub(crate) root: Option<Seat>,
    pub(crate) stack: Vec<Sum, STACK>,
}

impl TreeVerifier {
    /// Starts the verification of one tree of a block. Its number of bases may be any.
    #[must_use]
    pub const fn new(proving: &ProvingContext) -> Self {
        Self::start(proving)
    }
}

impl<const STACK: usize> TreeVerifier<STACK> {
    /// Starts the verification of one tree of a block, with room for `STACK` accumulators.
    ///
    /// # Errors
    /// [`TreeError::StackFull`] if `STACK` is less than the depth of the tree plus one.
    pub fn with_stack(proving: &ProvingContext) -> Result<Self, TreeError> {
        let enough = usize::try_from(proving.shape().depth()).is_ok_and(|depth| depth < STACK);
        if enough { Ok(Self::start(proving)) } else { Err(TreeError::StackFull) }
    }

    const fn start(proving: &ProvingContext) -> Self {
        Self { tree: proving.tree(), expected: Some(proving.shape().first()), root: None, stack: Vec::new() }
    }

    /// Returns the node whose bundle is expected next; `None` when the tree is complete.
    #[must_use]
    pub const fn expected(&self) -> Option<NodeIndex> {
        self.expected
    }

    /// Checks the next bundle in post-order, inserts it, and returns the accumulator of the bundle and the subtree
    /// below it.
    ///
    /// # Errors
    /// [`TreeError`] if the bundle is of another tree, is not the next one, or does not match its child bundles. The
    /// verifier is then unchanged.
    pub fn insert(&mut self, bundle: &Bundle) -> Result<Accumulator, TreeError> {
        let (node, shape) = (bundle.node(), self.tree.shape);
        if bundle.primary().tree != self.tree {
            return Err(TreeError::Foreign);
        }
        match self.expected.and_then(|expected| shape.post_order_cmp(node, expected)) {
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => return Err(TreeError::OutOfOrder),
            Some(Ordering::Less) | None => return Err(TreeError::Duplicate),
        }
        let children = match self.stack.as_slice() {
            [.., left, right] if shape.children(node).is_some() => Some((left, right)),
            _ => None,
        };
        let taken = if children.is_some() { 2 } else { 0 };
        let sum = bundle.accumulate_in_tree(children)?;
        self.stack.truncate(self.stack.len().saturating_sub(taken));
        self.stack.push(sum).map_err(|_| TreeError::StackFull)?;
        self.expected = shape.next_in_post_order(node);
        if self.expected.is_none() {
            self.root = Some(*bundle.primary());
        }
        Ok(sum.of_tree(self.tree))
    }

    /// Ends the verification and returns the verified tree.
    ///
    /// # Errors
    /// [`TreeError::Missing`] if the bundle of the root was not inserted.
    pub fn finish(&self) -> Result<Tree, TreeError> {
        match (self.root, self.stack.as_slice()) {
            (Some(root), [sum]) => Ok(Tree { accumulator: sum.of_tree(self.tree), root }),
            _ => Err(TreeError::Missing),
        }
    }
}

/// A verified tree. `Ord` is the order of SPEC `#competition` among trees of one block: the winner is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tree {
    accumulator: Accumulator,
    root: Seat,
}

impl Tree {
    /// Makes a tree from the seat of its root and the sums of the root, for one who has verified a proof of the root instead of
    /// every bundle, as L1 does (SPEC `#public-inputs`).
    ///
    /// # Errors
    /// [`TreeError::Missing`] if the seat is not one of the root.
    pub fn from_root(root: &Seat, sums: Sums) -> Result<Self, TreeError> {
        let (tree, claim) = (root.tree, root.claim());
        if claim.node != tree.shape.root() {
            return Err(TreeError::Missing);
        }
        let seats = seats_digest(1, &[root.id(), SeatId::ZERO, SeatId::ZERO]);
        let commitment = bundle_commitment(claim.node, &seats, [claim.left, claim.right], &sums);
        Ok(Self { accumulator: Sum { node: claim.node, sums, commitment }.of_tree(tree), root: *root })
    }

    /// Returns the accumulator of the root, which is that of the whole tree.
    #[must_use]
    pub const fn accumulator(&self) -> &Accumulator {
        &self.accumulator
    }

    /// Returns the one seat of the root. Its claim names the payee of the rebate.
    #[must_use]
    pub const fn root(&self) -> &Seat {
        &self.root
    }

    /// Compares two trees of one block, `Less` if this one wins (SPEC `#competition`).
    ///
    /// # Errors
    /// [`TreeError::Foreign`] if they are of different blocks, shapes or parameters.
    pub fn compete(&self, other: &Self) -> Result<Ordering, TreeError> {
        if self.root.tree == other.root.tree { Ok(self.cmp(other)) } else { Err(TreeError::Foreign) }
    }
}

impl Ord for Tree {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |tree: &Self| {
            let sum = &tree.accumulator;
            (Reverse(sum.total()), Reverse(sum.filled()), sum.commitment())
        };
        rank(self).cmp(&rank(other))
    }
}

impl PartialOrd for Tree {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The best of the submitted trees of one block. The result does not depend on the order of submissions (SPEC
/// `#competition`).
///
/// ```
/// use fernet_core::*;
///
/// # let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// # let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// # let snapshot = Snapshot::new(&params, &pinned);
/// # let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
/// let proving = ProvingContext::new(params, seed, ProposalId::ZERO, TreeShape::new(1)?, snapshot);
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
/// // A tree of one base, whose only seat has this ticket.
/// let tree = |ticket| -> Result<Tree, Box<dyn std::error::Error>> {
///     let seat = proving.check(&prover(1), &claim(4))?.seat_with_ticket(Ticket::new(ticket));
///     let mut verifier = TreeVerifier::new(&proving);
///     verifier.insert(&Bundle::new(&proving, &[seat])?)?;
///     Ok(verifier.finish()?)
/// };
///
/// let mut best = BestTree::new(&proving);
/// assert!(best.submit(tree(100)?)?);
/// assert!(!best.submit(tree(99)?)?); // scores less
/// assert!(best.submit(tree(101)?)?);
/// assert_eq!(best.best(), Some(&tree(101)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct BestTree {
    tree: TreeContext,
    best: Option<Tree>,
}

impl BestTree {
    /// Starts the comparison of the trees of a block, without a tree.
    #[must_use]
    pub const fn new(proving: &ProvingContext) -> Self {
        Self { tree: proving.tree(), best: None }
    }

    /// Keeps `tree` if it is better than every tree before, and returns whether it is.
    ///
    /// # Errors
    /// [`TreeError::Foreign`] if the tree is of another block, shape or parameters; nothing is changed then.
    pub fn submit(&mut self, tree: Tree) -> Result<bool, TreeError> {
        if tree.root.tree != self.tree {
            return Err(TreeError::Foreign);
        }
        let better = self.best.is_none_or(|best| tree < best);
        if better {
            self.best = Some(tree);
        }
        Ok(better)
    }

    /// Returns the best tree so far, or `None` if none was submitted.
    #[must_use]
    pub const fn best(&self) -> Option<&Tree> {
        self.best.as_ref()
    }
}
