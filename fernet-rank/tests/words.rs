//! Words equal those of the core and the committed vectors.

use fernet_core::{KeyBytes, ProverSeed, Word};
use fernet_rank::{RankError, words};
use proptest::prelude::*;
use serde_json::Value;

fn all(seed: &ProverSeed, node: u64, keys: &[KeyBytes]) -> Vec<Word> {
    let mut out = vec![Word::new(0); keys.len()];
    words(seed, node, keys, &mut out).expect("one place for each key");
    out
}

#[test]
fn the_vectors() {
    let text = include_str!("../../vectors/word/word.json");
    let cases: Vec<Value> = serde_json::from_str(text).expect("JSON");
    assert!(!cases.is_empty());
    for case in cases {
        let input = &case["input"];
        let seed: ProverSeed = serde_json::from_value(input["prover_seed"].clone()).expect("seed");
        let key: KeyBytes = serde_json::from_value(input["key"].clone()).expect("key");
        let node = input["node"].as_str().and_then(|node| node.parse().ok()).expect("node");
        let word = case["output"]["public"].as_str().and_then(|word| word.parse().ok()).expect("word");
        // In every lane, and alone.
        for count in [1, 16, 71] {
            assert_eq!(all(&seed, node, &vec![key; count]), vec![Word::new(word); count], "{}", case["id"]);
        }
    }
}

#[test]
fn one_place_for_each_key() {
    let (seed, key) = (ProverSeed::ZERO, KeyBytes::ZERO);
    let mut out = [Word::new(9); 2];
    assert_eq!(words(&seed, 0, &[key], &mut out), Err(RankError::LengthsDiffer));
    assert_eq!(words(&seed, 0, &[key; 3], &mut out), Err(RankError::LengthsDiffer));
    assert_eq!(out, [Word::new(9); 2]);
    assert_eq!(words(&seed, 0, &[], &mut []), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Every length up to two batches and some: all remainders of all numbers of lanes.
    #[test]
    fn as_the_core(seed: [u8; 32], node: u64, keys in prop::collection::vec(any::<[u8; 32]>(), 140)) {
        let seed = ProverSeed::from_bytes(seed);
        let keys: Vec<KeyBytes> = keys.into_iter().map(KeyBytes::from_bytes).collect();
        let expected: Vec<Word> = keys.iter().map(|key| Word::public(&seed, node, key)).collect();
        for count in 0..=keys.len() {
            prop_assert_eq!(&all(&seed, node, &keys[..count]), &expected[..count]);
        }
    }
}
