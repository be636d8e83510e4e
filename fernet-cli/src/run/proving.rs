//! Verifies claims and checks submitted trees.

use std::collections::BTreeMap;

use fernet_core::{
    Bundle, BundleError, ClaimError, Event, L1Block, NodeIndex, ProvingContext, Registration, Role, Seat, TreeVerifier,
};

use super::{Course, Registry, Submission, by_time, in_time};
use crate::file::{BlockFile, BundleRecord, ClaimRecord, TreeRecord};
use crate::parallel::Progress;
use crate::proof;
use crate::refusal::{Item, Refusal};

/// Verifies every claim (SPEC `#claim-checks`); seats by position.
pub(crate) fn seats(
    file: &BlockFile,
    proving: &ProvingContext,
    registry: &Registry,
    course: &mut Course,
    progress: &Progress,
) -> BTreeMap<usize, Seat> {
    let seat = |_, record: &ClaimRecord| seat(record, proving, registry);
    let verified = progress.map("verifying claims", &file.claims, seat);
    let mut seats = BTreeMap::new();
    for (position, seat) in verified.into_iter().enumerate() {
        match seat {
            Ok(seat) => _ = seats.insert(position, seat),
            Err(refusal) => course.refuse(Item::Claim(position), refusal),
        }
    }
    seats
}

fn seat(record: &ClaimRecord, proving: &ProvingContext, registry: &Registry) -> Result<Seat, Refusal> {
    let claim = record.claim();
    let registered = registry.get(&record.key);
    // Eligibility is checked last. A registration that is eligible for no node stands in for a key that is not registered.
    let stranger =
        Registration { key: record.key, role: Role::Sequencer, entry_l1_block: L1Block::new(0), exit_l1_block: None };
    let checked = proving.check(registered.as_ref().map_or(&stranger, |known| *known), &claim);
    let checked = match (registered, checked) {
        (Err(not_registered), Err(ClaimError::Ineligible(_))) => return Err(not_registered),
        (registered, checked) => {
            let checked = checked?;
            registered?;
            checked
        }
    };
    let beta = proof::verify(&record.key, checked.alpha().as_bytes(), checked.id().as_bytes(), &record.proof)?;
    Ok(checked.seat(&beta))
}

/// Checks every tree (SPEC `#post-order`); the valid ones by position.
pub(crate) fn trees(
    file: &BlockFile,
    proving: Option<&ProvingContext>,
    seats: &BTreeMap<usize, Seat>,
    course: &mut Course,
) -> Vec<Submission> {
    let mut submissions = Vec::new();
    for position in by_time(&file.trees, |record| record.l1_block) {
        let Some(record) = file.trees.get(position) else { continue };
        match submission(position, record, proving, seats, course) {
            Ok(submission) => submissions.push(submission),
            Err(refusal) => course.refuse(Item::Tree(position), refusal),
        }
    }
    submissions.sort_by_key(|submission| submission.position);
    submissions
}

fn submission(
    position: usize,
    record: &TreeRecord,
    proving: Option<&ProvingContext>,
    seats: &BTreeMap<usize, Seat>,
    course: &mut Course,
) -> Result<Submission, Refusal> {
    in_time(&course.phase, record.l1_block, Event::Tree)?;
    let nothing_to_prove = || Refusal::not_in_this_phase("the block has no valid reveal, so it has no tree");
    let proving = proving.ok_or_else(nothing_to_prove)?;
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
    let tree = verifier.finish()?;
    course.step(record.l1_block, Event::Tree)?;
    Ok(Submission { position, tree, bundles })
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

/// Index of the best tree (SPEC `#competition`). If it was submitted more than once: of its first submission.
pub(crate) fn winner(submissions: &[Submission]) -> Option<usize> {
    let trees = submissions.iter().map(|submission| submission.tree);
    trees.enumerate().min_by_key(|(_, tree)| *tree).map(|(i, _)| i)
}
