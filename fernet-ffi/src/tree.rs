//! Bundles, the best bundle, submitted trees and their competition (SPEC `#bundle` to `#competition`).

use core::mem::MaybeUninit;

use fernet_core::params::MAX_PROOFS_PER_NODE;
use fernet_core::{Accumulator, Bundle, BundleBuilder, ProvingContext, Seat, TreeVerifier};
use heapless::Vec;

use crate::bytes::{FERNET_NO_NUMBER, fernet_bundle_commitment, fernet_statement, fernet_total};
use crate::claim::{fernet_proving_context, fernet_seat, fernet_seat_info};
use crate::ptr::{In, InArray, InOut, Out, OutArray, Output, Sealed};
use crate::score::sign;
use crate::status::fernet_status;

/// Everything below and including one bundle (SPEC #accumulator): 160 private bytes, which fernet_accumulator_read reads. It may
/// be moved and copied as bytes, within one program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_accumulator {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 160],
}
/// What is in a fernet_accumulator (SPEC #accumulator).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_accumulator_info {
    /// The bundle's node.
    pub node: u64,
    /// Number of filled seats.
    pub filled: u64,
    /// Sum of the scores.
    pub total: fernet_total,
    /// Commitment to all of it.
    pub commitment: fernet_bundle_commitment,
}
/// State of a search for the best bundle of one node: 3584 private bytes. It may be moved and copied as bytes, within one program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_bundle_builder {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 3584],
}
/// State of a verifier of one submitted tree of any size: 3584 private bytes. It may be moved and copied as bytes, within one
/// program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_tree_verifier {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 3584],
}
/// A verified tree: 576 private bytes, which fernet_tree_read reads. It may be moved and copied as bytes, within one program.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_tree {
    /// Private.
    pub private_bytes: [MaybeUninit<u8>; 576],
}

impl From<&Accumulator> for fernet_accumulator_info {
    fn from(accumulator: &Accumulator) -> Self {
        Self {
            node: accumulator.node(),
            filled: accumulator.filled(),
            total: accumulator.total().into(),
            commitment: accumulator.commitment().into(),
        }
    }
}

/// The bundle of the caller's seats, primary first.
fn bundle(proving: &ProvingContext, seats: InArray<fernet_seat>, count: usize) -> Result<Bundle, fernet_status> {
    let mut loaded = Vec::<Seat, MAX_PROOFS_PER_NODE>::new();
    for index in 0..count {
        let seat = seats.load(count, index)?;
        loaded.push(seat).map_err(|_| fernet_status::BundleTooManySeats)?;
    }
    Ok(Bundle::new(proving, &loaded)?)
}

/// The accumulators of the two child bundles; NULL twice for a base.
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

/// The accumulator of the bundle of count seats of one node, primary first, over those of its child bundles (SPEC #accumulator).
/// left and right are NULL for a base.
///
/// Errors: those of a fernet_proving_context, BUNDLE_..., then CHILD_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_bundle_accumulate(
    accumulator: Out<fernet_accumulator>,
    proving: In<fernet_proving_context>,
    seats: InArray<fernet_seat>,
    count: usize,
    left: In<fernet_accumulator>,
    right: In<fernet_accumulator>,
) -> fernet_status {
    Sealed(accumulator).set([proving.span(), seats.span(count), left.span(), right.span()], || {
        let bundle = bundle(&proving.parse()?, seats, count)?;
        let children = children(left, right)?;
        Ok(bundle.accumulate(children.as_ref().map(|(left, right)| (left, right)))?)
    })
}

/// What is in an accumulator.
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

/// Starts a search for the best bundle of proofs of statement at node (SPEC #best-bundle).
///
/// Errors: those of a fernet_proving_context, CLAIM_FOREIGN_NODE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_bundle_builder_init(
    builder: Out<fernet_bundle_builder>,
    proving: In<fernet_proving_context>,
    node: u64,
    statement: In<fernet_statement>,
) -> fernet_status {
    Sealed(builder).set([proving.span(), statement.span()], || {
        let proving = proving.parse()?;
        if !proving.shape().contains(node) {
            return Err(fernet_status::ClaimForeignNode);
        }
        Ok(BundleBuilder::new(proving, node, statement.parse()?))
    })
}

/// Takes a seat into the search, with the accumulators of the child bundles that its claim names; left and right are NULL for a
/// base. The result does not depend on the order of the offers.
///
/// Errors: BUNDLE_FOREIGN, BUNDLE_MIXED_NODES, BUNDLE_MIXED_STATEMENTS, CHILD_.... The search is then as before.
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

/// The best bundle of all offers: *count seats, primary first, in an array of capacity 3 or more.
///
/// Errors: LENGTH if capacity is less than 3, NONE before the first offer.
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
        seats.store(best.seats().copied())?;
        Ok(((), best.seats().count()))
    })
}

/// Starts the verification of one submitted tree of a block.
///
/// Errors: those of a fernet_proving_context.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_init(
    verifier: Out<fernet_tree_verifier>,
    proving: In<fernet_proving_context>,
) -> fernet_status {
    Sealed(verifier).set([proving.span()], || Ok(TreeVerifier::new(&proving.parse()?)?))
}

/// The node whose bundle comes next (SPEC #post-order); FERNET_NO_NUMBER when the tree is complete.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_expected(
    node: Out<u64>,
    verifier: In<fernet_tree_verifier>,
) -> fernet_status {
    node.set([verifier.span()], || Ok(verifier.load()?.expected().unwrap_or(FERNET_NO_NUMBER)))
}

/// Takes the next bundle, count seats of proving with the primary first, and gives the accumulator of the subtree that it completes.
///
/// Errors: those of a fernet_proving_context, BUNDLE_..., TREE_... (TREE_FOREIGN if proving is not that of the verifier), CHILD_.... The
/// verifier is then as before: the right bundle may follow.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_verifier_insert(
    accumulator: Out<fernet_accumulator>,
    verifier: InOut<fernet_tree_verifier>,
    proving: In<fernet_proving_context>,
    seats: InArray<fernet_seat>,
    count: usize,
) -> fernet_status {
    (Sealed(accumulator), verifier.span()).set([proving.span(), seats.span(count)], || {
        let bundle = bundle(&proving.parse()?, seats, count)?;
        verifier.update(|verifier| Ok((verifier.insert(&bundle)?, ())))
    })
}

/// The verified tree.
///
/// Errors: TREE_MISSING if bundles are still to come.
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

/// What is in a tree: its accumulator, with the root's, and the root's one seat, whose claim names the payee of the rebate.
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

/// Which of two trees of one block wins the competition of roots: -1 for a, 1 for b, 0 if they are the same (SPEC #competition). The
/// best of many is found by keeping the one that wins; the time of submission never matters.
///
/// Errors: TREE_FOREIGN if they are of different blocks, shapes or parameters.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_tree_compare(order: Out<i32>, a: In<fernet_tree>, b: In<fernet_tree>) -> fernet_status {
    order.set([a.span(), b.span()], || Ok(sign(a.load()?.compete(&b.load()?)?)))
}
