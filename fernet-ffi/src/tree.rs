//! Bundles, the best bundle of a node, and submitted trees (SPEC `#bundle` to `#competition`).

use core::mem::MaybeUninit;

use fernet_core::params::MAX_PROOFS_PER_NODE;
use fernet_core::{Accumulator, Bundle, BundleBuilder, NodeIndex, ProvingContext, Seat, TreeVerifier};
use heapless::Vec;

use crate::bytes::{FERNET_NO_NUMBER, fernet_bundle_commitment, fernet_statement, fernet_total};
use crate::claim::{fernet_proving_context, fernet_seat, fernet_seat_info};
use crate::ptr::{In, InArray, InOut, Out, OutArray, Output, Sealed};
use crate::score::sign;
use crate::status::fernet_status;

/// A private object: the sums and the commitment of a bundle and the subtree below it (SPEC #accumulator).
/// fernet_accumulator_read reads it.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_accumulator {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 256],
}
/// The contents of a fernet_accumulator (SPEC #accumulator).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_accumulator_info {
    /// Number of the node of the bundle.
    pub node: u64,
    /// Number of filled seats in the subtree of the node.
    pub filled: u64,
    /// Sum of 1000000 - fee_burn over those of these seats that are of base nodes, ppm; below 2^56.
    pub kept_base: u64,
    /// Sum of 1000000 - fee_burn over those of these seats that are of merges, ppm; below 2^56.
    pub kept_merge: u64,
    /// Sum of the scores of these seats.
    pub total: fernet_total,
    /// Commitment of the bundle, and through it of the subtree.
    pub commitment: fernet_bundle_commitment,
}
/// A private object: the state of a search for the best bundle of one node (SPEC #best-bundle).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_bundle_builder {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 6912],
}
/// A private object: the state of the verification of one submitted tree, of any size (SPEC #post-order).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_tree_verifier {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 4608],
}
/// A private object: a verified tree. fernet_tree_read reads it.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_tree {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 768],
}

impl From<&Accumulator> for fernet_accumulator_info {
    fn from(accumulator: &Accumulator) -> Self {
        Self {
            node: accumulator.node().get(),
            filled: accumulator.filled(),
            kept_base: accumulator.sums().kept_base,
            kept_merge: accumulator.sums().kept_merge,
            total: accumulator.total().into(),
            commitment: accumulator.commitment().into(),
        }
    }
}

/// Checks the bundle of the caller's seats, primary first.
fn bundle(context: &ProvingContext, seats: InArray<fernet_seat>, count: usize) -> Result<Bundle, fernet_status> {
    let mut loaded = Vec::<Seat, MAX_PROOFS_PER_NODE>::new();
    for index in 0..count {
        let seat = seats.load(count, index)?;
        loaded.push(seat).map_err(|_| fernet_status::BundleTooManySeats)?;
    }
    Ok(Bundle::new(context, &loaded)?)
}

/// Reads the accumulators of the two child bundles; both pointers are NULL for a base.
fn children(
    left: In<fernet_accumulator>,
    right: In<fernet_accumulator>,
) -> Result<Option<(Accumulator, Accumulator)>, fernet_status> {
    match (left.load_optional()?, right.load_optional()?) {
        (None, None) => Ok(None),
        (Some(left), Some(right)) => Ok(Some((left, right))),
        _ => Err(fernet_status::ChildChildMissing),
    }
}

/// Checks the bundle of a node and computes its accumulator (SPEC #bundle, #accumulator).
///
/// - accumulator (out): the accumulator of the bundle and the subtree below it.
/// - context: the context of the block.
/// - seats: the seats of the bundle: the primary, then the others sorted best first.
/// - count: number of seats, 1 to proofs_per_node; 1 at the root.
/// - left: the accumulator of the left child bundle; NULL for a base.
/// - right: the accumulator of the right child bundle; NULL for a base.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, BUNDLE_..., then CHILD_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_bundle_accumulate(
    accumulator: Out<fernet_accumulator>,
    context: In<fernet_proving_context>,
    seats: InArray<fernet_seat>,
    count: usize,
    left: In<fernet_accumulator>,
    right: In<fernet_accumulator>,
) -> fernet_status {
    Sealed(accumulator).set([context.span(), seats.span(count), left.span(), right.span()], || {
        let bundle = bundle(&context.parse()?, seats, count)?;
        let children = children(left, right)?;
        Ok(bundle.accumulate(children.as_ref().map(|(left, right)| (left, right)))?)
    })
}

/// Reads the contents of an accumulator.
///
/// - info (out): the contents.
/// - accumulator: the accumulator.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_accumulator_read(
    info: Out<fernet_accumulator_info>,
    accumulator: In<fernet_accumulator>,
) -> fernet_status {
    info.set([accumulator.span()], || Ok(fernet_accumulator_info::from(&accumulator.load()?)))
}

/// Starts a search for the best bundle of the seats of one node and one statement (SPEC #best-bundle).
///
/// - builder (out): a builder without seats.
/// - context: the context of the block.
/// - node: number of the node, below 2 * bases - 1.
/// - statement: the statement of the seats to be inserted.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, CLAIM_FOREIGN_NODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_bundle_builder_init(
    builder: Out<fernet_bundle_builder>,
    context: In<fernet_proving_context>,
    node: u64,
    statement: In<fernet_statement>,
) -> fernet_status {
    Sealed(builder).set([context.span(), statement.span()], || {
        let context = context.parse()?;
        if !context.shape().contains(NodeIndex::new(node)) {
            return Err(fernet_status::ClaimForeignNode);
        }
        Ok(BundleBuilder::new(context, NodeIndex::new(node), statement.parse()?))
    })
}

/// Inserts a seat into the search for the best bundle. The result does not depend on the order of insertions.
///
/// - builder (in/out): the builder.
/// - seat: a seat of the builder's node and statement.
/// - left: the accumulator of the left child bundle that the claim names; NULL for a base.
/// - right: the accumulator of the right child bundle that the claim names; NULL for a base.
///
/// Errors: BUNDLE_FOREIGN, BUNDLE_MIXED_NODES, BUNDLE_MIXED_STATEMENTS, CHILD_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_bundle_builder_insert(
    builder: InOut<fernet_bundle_builder>,
    seat: In<fernet_seat>,
    left: In<fernet_accumulator>,
    right: In<fernet_accumulator>,
) -> fernet_status {
    builder.span().set([seat.span(), left.span(), right.span()], || {
        let (seat, children) = (seat.load()?, children(left, right)?);
        let children = children.as_ref().map(|(left, right)| (left, right));
        builder.update(|builder| Ok(builder.insert(&seat, children)?))
    })
}

/// Reads the best bundle of the seats inserted so far (SPEC #best-bundle).
///
/// - seats (out): the seats of the bundle, primary first; the elements from count on are zero.
/// - capacity: number of elements of the array, at least 3.
/// - count (out): number of seats, 1 to 3.
/// - builder: the builder.
///
/// Errors: LENGTH if capacity is less than 3, NONE if no seat was inserted.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_bundle_builder_best(
    seats: OutArray<fernet_seat>,
    capacity: usize,
    count: Out<usize>,
    builder: In<fernet_bundle_builder>,
) -> fernet_status {
    let seats = seats.of(capacity);
    (seats, count).set([builder.span()], || {
        if capacity < MAX_PROOFS_PER_NODE {
            return Err(fernet_status::Length);
        }
        let best = builder.load()?.best().ok_or(fernet_status::None)?;
        seats.store(best.seats().copied().map(Some))?;
        Ok(((), best.seats().count()))
    })
}

/// Starts the verification of one submitted tree of a block (SPEC #post-order).
///
/// - verifier (out): a verifier that expects the bundle of node 0.
/// - context: the context of the block.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_init(
    verifier: Out<fernet_tree_verifier>,
    context: In<fernet_proving_context>,
) -> fernet_status {
    Sealed(verifier).set([context.span()], || Ok(TreeVerifier::new(&context.parse()?)))
}

/// Reads which node's bundle the verifier expects next (SPEC #post-order).
///
/// - node (out): number of the node; FERNET_NO_NUMBER when the tree is complete.
/// - verifier: the verifier.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_expected(
    node: Out<u64>,
    verifier: In<fernet_tree_verifier>,
) -> fernet_status {
    node.set([verifier.span()], || Ok(verifier.load()?.expected().unwrap_or(NodeIndex::new(FERNET_NO_NUMBER)).get()))
}

/// Checks the next bundle of a submitted tree and inserts it (SPEC #post-order). After a failure the correct bundle may
/// still follow.
///
/// - accumulator (out): the accumulator of the bundle and the subtree below it.
/// - verifier (in/out): the verifier.
/// - context: the context with which the verifier was started.
/// - seats: the seats of the bundle: the primary, then the others sorted best first.
/// - count: number of seats, 1 to proofs_per_node; 1 at the root.
///
/// Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, BUNDLE_..., TREE_...
/// (TREE_FOREIGN if the context is not that of the verifier), CHILD_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_insert(
    accumulator: Out<fernet_accumulator>,
    verifier: InOut<fernet_tree_verifier>,
    context: In<fernet_proving_context>,
    seats: InArray<fernet_seat>,
    count: usize,
) -> fernet_status {
    (Sealed(accumulator), verifier.span()).set([context.span(), seats.span(count)], || {
        let bundle = bundle(&context.parse()?, seats, count)?;
        verifier.update(|verifier| Ok((verifier.insert(&bundle)?, ())))
    })
}

/// Ends the verification of a tree whose bundles were all inserted.
///
/// - tree (out): the verified tree.
/// - verifier: the verifier.
///
/// Errors: TREE_MISSING if the bundle of the root was not inserted.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_finish(
    tree: Out<fernet_tree>,
    verifier: In<fernet_tree_verifier>,
) -> fernet_status {
    Sealed(tree).set([verifier.span()], || Ok(verifier.load()?.finish()?))
}

/// Reads the contents of a verified tree.
///
/// - info (out): the accumulator of the root, which is that of the tree.
/// - root (out): the seat of the root. Its claim names the payee of the rebate.
/// - tree: the tree.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_read(
    info: Out<fernet_accumulator_info>,
    root: Out<fernet_seat_info>,
    tree: In<fernet_tree>,
) -> fernet_status {
    (info, root).set([tree.span()], || {
        let tree = tree.load()?;
        Ok((tree.accumulator().into(), tree.root().into()))
    })
}

/// Compares two trees of one block by the order in which they compete (SPEC #competition). To find the winner of many
/// trees, keep the one that comes first. The time of submission does not matter.
///
/// - order (out): -1 if a wins, 1 if b wins, 0 if they are the same tree.
/// - a: a tree.
/// - b: another tree.
///
/// Errors: TREE_FOREIGN if the trees are of different blocks, shapes or parameters.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_compare(order: Out<i32>, a: In<fernet_tree>, b: In<fernet_tree>) -> fernet_status {
    order.set([a.span(), b.span()], || Ok(sign(a.load()?.compete(&b.load()?)?)))
}
