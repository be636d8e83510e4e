//! Submitted trees, whose bundles state their nodes and name claims by position.

use std::collections::BTreeMap;

use fernet_core::{Bundle, BundleError, NodeIndex, ProvingContext, Seat, Tree, TreeVerifier};

use crate::file::{BundleRecord, TreeRecord};
use crate::refusal::Refusal;

/// A bundle with the positions of its claims, primary first.
pub(super) type NamedBundle = (Bundle, Vec<usize>);

/// Checks a tree (SPEC `#tree-errors`); its bundles in post-order.
pub(super) fn verify(
    record: &TreeRecord,
    proving: &ProvingContext,
    seats: &BTreeMap<usize, Seat>,
) -> Result<(Tree, Vec<NamedBundle>), Refusal> {
    let of_bundle =
        |(i, record)| (i, record, seats_of(record, seats).map_err(|refusal| refusal.at(format_args!("bundles[{i}]"))));
    let resolved: Vec<_> = record.bundles.iter().enumerate().map(of_bundle).collect();
    if let Some(refusal) = resolved.iter().find_map(|(_, _, seats)| seats.as_ref().err()) {
        return Err(refusal.clone());
    }

    let mut verifier = TreeVerifier::new(proving);
    let mut bundles = Vec::with_capacity(resolved.len());
    for (i, record, named) in resolved {
        let (claims, seats): (Vec<usize>, Vec<Seat>) = named?.into_iter().unzip();
        let part = format_args!("bundles[{i}], node {}", record.node).to_string();
        let bundle = bundle(proving, record.node, &seats).map_err(|error| Refusal::from(error).at(&part))?;
        verifier.insert(&bundle).map_err(|error| Refusal::from(error).at(&part))?;
        bundles.push((bundle, claims));
    }
    Ok((verifier.finish()?, bundles))
}

/// The seats that a bundle names, with the positions of their claims.
fn seats_of(record: &BundleRecord, seats: &BTreeMap<usize, Seat>) -> Result<Vec<(usize, Seat)>, Refusal> {
    let seat = |claim: &u64| {
        let seat = usize::try_from(*claim).ok().and_then(|claim| Some((claim, *seats.get(&claim)?)));
        seat.ok_or_else(|| Refusal::refused_claim(*claim))
    };
    record.claims.iter().map(seat).collect()
}

/// The bundle of `seats`, which has to be of `node` (SPEC `#bundle`).
fn bundle(proving: &ProvingContext, node: NodeIndex, seats: &[Seat]) -> Result<Bundle, BundleError> {
    match Bundle::new(proving, seats) {
        Err(error @ (BundleError::Empty | BundleError::TooManySeats)) => Err(error),
        _ if node == proving.shape().root() && seats.len() > 1 => Err(BundleError::RootTakesOne),
        _ if seats.iter().any(|seat| seat.claim().node != node) => Err(BundleError::MixedNodes),
        bundle => bundle,
    }
}
