//! Registries, sets of seats, accessors and texts.

mod common;

use common::*;
use fernet_block::{BlockError, Registry, Seats};
use fernet_core::*;

#[test]
fn slices_arrays_and_closures_are_registries() {
    let registry = registry();
    let slice = registry.as_slice();
    let array = <[Registration; 19]>::try_from(slice).unwrap();
    let closure = |key: &KeyBytes| slice.iter().find(|registration| registration.key == *key).copied();
    for id in [1, 19] {
        let found = Some(slice[usize::from(id) - 1]);
        assert_eq!((slice.registration(&key(id)), array.registration(&key(id))), (found, found));
        assert_eq!(Registry::registration(&closure, &key(id)), found);
    }
    assert_eq!((slice.registration(&key(77)), array.registration(&key(77))), (None, None));
    assert_eq!(Registry::registration(&closure, &key(77)), None);

    let (_, _, block, _) = network();
    let snapshot = Snapshot::new(&params(), block.pinned());
    assert_eq!((slice.provers(&snapshot), array.provers(&snapshot)), (Some(10), Some(10)));
    assert_eq!(Registry::provers(&closure, &snapshot), None);
}

#[test]
fn slices_and_closures_are_sets_of_seats() {
    let mut network = network();
    reveal(&mut network);
    let (_, _, block, registry) = &network;
    let message = claim_message(block, 10, &claim(10, 0, [BundleCommitment::ZERO; 2]));
    let seat = block.claim(&message, registry.as_slice()).unwrap();
    let slice = [seat];
    let closure = |id: &ClaimId| (*id == seat.claim_id()).then_some(seat);
    assert_eq!(
        (slice.as_slice().seat(&seat.claim_id()), Seats::seat(&closure, &seat.claim_id())),
        (Some(seat), Some(seat))
    );
    assert_eq!((slice.as_slice().seat(&ClaimId::ZERO), Seats::seat(&closure, &ClaimId::ZERO)), (None, None));
}

#[test]
fn what_is_known_from_the_reveal_on() {
    let mut network = network();
    assert!(network.2.contents().is_none() && network.2.plan().is_none());
    reveal(&mut network);
    let (_, _, block, _) = &network;
    // Sequencer 3 leads with a split of 300000 ppm of fees of 1000000 wei; 2 bases have 9 seats.
    let leader = id_of(block.leader().unwrap().scored_key().key());
    assert_eq!(block.contents(), Some(&contents(leader)));
    assert_eq!(block.plan().unwrap().funding().pool().wei(), 100_000 * u128::from(leader));
}

#[test]
fn errors_say_what_is_wrong() {
    let text = |error: BlockError| error.to_string();
    assert!(text(BlockError::OtherBlock).contains("block_number"));
    assert!(text(BlockError::NoCertificate).contains("certificate"));
    assert!(text(ClaimError::PayoutZero.into()).contains("claim"));
}
