//! Tickets equal those of the core and the committed vectors.

use fernet_core::{Beta, KeyBytes, NodeIndex, ProverSeed, Ticket};
use fernet_rank::{RankError, tickets};
use proptest::prelude::*;
use test_vectors::{Object, Operation, Outcome, check_operation, json};

fn all(seed: &ProverSeed, node: u64, keys: &[KeyBytes]) -> Vec<Ticket> {
    let mut out = vec![Ticket::new(0); keys.len()];
    tickets(seed, NodeIndex::new(node), keys, &mut out).expect("one place for each key");
    out
}

#[test]
fn the_vectors() {
    check_operation(&Operation { file: "ticket/ticket", specs: &["#ticket"], run: ticket });
}

/// The public ticket is computed here, in every lane and alone; the others, which take an output, are the core's.
fn ticket(input: &Object<'_>) -> Outcome {
    let (seed, key) = (ProverSeed::from(input.array("prover_seed")), KeyBytes::from(input.array("key")));
    let (node, beta) = (input.int("node"), Beta::from(input.array("beta")));
    let public = all(&seed, node, &[key])[0];
    for count in [16, 71] {
        assert_eq!(all(&seed, node, &vec![key; count]), vec![public; count], "{input}");
    }
    Ok(json!({
        "sequencer": Ticket::sequencer(&beta).get().to_string(), "per_node": Ticket::per_node(&beta).get().to_string(),
        "per_block": Ticket::per_block(&beta, NodeIndex::new(node)).get().to_string(), "public": public.get().to_string(),
    }))
}

#[test]
fn one_place_for_each_key() {
    let (seed, key) = (ProverSeed::ZERO, KeyBytes::ZERO);
    let mut out = [Ticket::new(9); 2];
    assert_eq!(tickets(&seed, NodeIndex::new(0), &[key], &mut out), Err(RankError::LengthsDiffer));
    assert_eq!(tickets(&seed, NodeIndex::new(0), &[key; 3], &mut out), Err(RankError::LengthsDiffer));
    assert_eq!(out, [Ticket::new(9); 2]);
    assert_eq!(tickets(&seed, NodeIndex::new(0), &[], &mut []), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Every length up to two batches and some: all remainders of all numbers of lanes.
    #[test]
    fn as_the_core(seed: [u8; 32], node: u64, keys in prop::collection::vec(any::<[u8; 32]>(), 140)) {
        let seed = ProverSeed::from_bytes(seed);
        let keys: Vec<KeyBytes> = keys.into_iter().map(KeyBytes::from_bytes).collect();
        let expected: Vec<Ticket> = keys.iter().map(|key| Ticket::public(&seed, NodeIndex::new(node), key)).collect();
        for count in 0..=keys.len() {
            prop_assert_eq!(&all(&seed, node, &keys[..count]), &expected[..count]);
        }
    }
}
