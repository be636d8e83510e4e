//! `fernet block --json --all`: every valid claim and bundle, and who was left out; held against the block file.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{block, fernet_with, refused, run};
use serde_json::Value;

fn all(block: &Value) -> Value {
    fernet_with("block --json --all -", block.to_string().as_bytes()).json()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn items(value: &Value) -> Vec<&str> {
    list(value).iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn it_adds_to_the_result_and_changes_nothing_of_it() {
    for name in ["faults", "skipped", "reverted", "p256", "withheld"] {
        let block = block(name);
        let (mut more, less) = (all(&block), run(&block).json());
        let details = more["details"].as_object_mut().unwrap();
        for field in ["params", "nodes", "trees", "totals"] {
            let added = details.remove(field);
            assert!(added.is_some(), "{name}: {field}");
            if field == "params" {
                assert_eq!(added.as_ref(), Some(&block["params"]), "{name}");
            }
        }
        assert_eq!(more, less, "{name}");
    }
}

#[test]
fn every_claim_is_at_its_node_unless_it_is_refused() {
    for name in ["example", "faults", "public", "bond"] {
        let block = block(name);
        let result = all(&block);
        let refused: BTreeSet<String> = refused(&result).into_iter().map(|(item, _)| item).collect();
        let mut expected = BTreeMap::<&str, BTreeSet<String>>::new();
        for (i, claim) in list(&block["claims"]).iter().enumerate() {
            let item = format!("claims[{i}]");
            if !refused.contains(&item) {
                expected.entry(claim["node"].as_str().unwrap()).or_default().insert(item);
            }
        }
        for node in list(&result["details"]["nodes"]) {
            let claims = list(&node["claims"]);
            let found: BTreeSet<String> = claims.iter().map(|claim| claim["item"].as_str().unwrap().into()).collect();
            let expected = expected.remove(node["node"].as_str().unwrap()).unwrap_or_default();
            assert_eq!((found, claims.len()), (expected.clone(), expected.len()), "{name}: {}", node["node"]);
            let scores: Vec<&str> = claims.iter().map(|claim| claim["score"].as_str().unwrap()).collect();
            let rank = |score: &&str| (score.len(), (*score).to_owned());
            assert!(scores.is_sorted_by(|a, b| rank(a) >= rank(b)), "{name}: {scores:?}");
        }
        assert_eq!(expected, BTreeMap::new(), "{name}");
    }
}

#[test]
fn the_bundles_are_those_of_the_file_and_the_rest_is_left_out() {
    for name in ["example", "faults", "per-block", "p256"] {
        let block = block(name);
        let result = all(&block);
        let nodes: BTreeMap<&str, Vec<&str>> = list(&result["details"]["nodes"])
            .iter()
            .map(|node| {
                let claims = list(&node["claims"]).iter().map(|claim| claim["item"].as_str().unwrap()).collect();
                (node["node"].as_str().unwrap(), claims)
            })
            .collect();
        let totals: BTreeMap<&str, &Value> =
            list(&result["trees"]).iter().map(|tree| (tree["item"].as_str().unwrap(), &tree["total"])).collect();
        for tree in list(&result["details"]["trees"]) {
            let item = tree["item"].as_str().unwrap();
            let position: usize = item.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
            let recorded = list(&block["trees"][position]["bundles"]);
            assert_eq!(list(&tree["bundles"]).len(), recorded.len());
            for (bundle, recorded) in list(&tree["bundles"]).iter().zip(recorded) {
                assert_eq!(bundle["node"], recorded["node"]);
                let claims: Vec<String> = items(&recorded["claims"]).iter().map(|i| format!("claims[{i}]")).collect();
                assert_eq!(items(&bundle["claims"]), claims, "{name}, {item}");
                let seated_or_not: BTreeSet<&str> =
                    items(&bundle["claims"]).into_iter().chain(items(&bundle["left_out"])).collect();
                let valid = &nodes[bundle["node"].as_str().unwrap()];
                assert_eq!(seated_or_not, valid.iter().copied().collect(), "{name}, {item}");
                assert_eq!(claims.len() + items(&bundle["left_out"]).len(), valid.len(), "{name}, {item}");
            }
            assert_eq!(&&list(&tree["bundles"]).last().unwrap()["total"], &totals[item], "{name}, {item}");
        }
    }
}

#[test]
fn the_children_are_those_of_the_vectors_of_the_shape() {
    // SPEC `#shape`: three bases are nodes 0, 2 and 4; 1 has 0 and 2 below it, and the root 3 has 1 and 4.
    let result = all(&block("faults"));
    let nodes: Vec<_> = list(&result["details"]["nodes"])
        .iter()
        .map(|node| (node["node"].as_str().unwrap(), node["left"].as_str(), node["right"].as_str()))
        .collect();
    let merge = |node, left, right| (node, Some(left), Some(right));
    assert_eq!(
        nodes,
        [("0", None, None), ("2", None, None), merge("1", "0", "2"), ("4", None, None), merge("3", "1", "4")]
    );
}

#[test]
fn the_totals_are_what_the_settlement_pays() {
    for name in ["example", "bond"] {
        let result = all(&block(name));
        let wei = |value: &Value| value.as_str().unwrap().parse::<u128>().unwrap();
        let settlement = &result["settlement"];
        let sum = |list_of: &str, field: &str| -> u128 {
            list(&result["details"]["totals"][list_of]).iter().map(|entry| wei(&entry[field])).sum()
        };
        let pays: u128 = list(&settlement["pays"]).iter().map(|pay| wei(&pay["amount"])).sum();
        for list_of in ["keys", "payouts"] {
            assert_eq!(sum(list_of, "pays"), pays, "{name}");
            assert_eq!(sum(list_of, "sequencer"), wei(&settlement["sequencer"]), "{name}");
        }
        assert_eq!(sum("payouts", "rebates"), wei(&settlement["rebate"]), "{name}");
    }
}
