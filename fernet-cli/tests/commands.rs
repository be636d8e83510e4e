//! The smaller commands.

mod common;

use std::path::PathBuf;

use common::{committed, fernet, fernet_with, vectors};
use serde_json::{Value, json};

const MASTER: &str = "0707070707070707070707070707070707070707070707070707070707070707";

fn temporary(name: &str, contents: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("fernet-{name}-{}.json", std::process::id()));
    std::fs::write(&path, contents).unwrap();
    path
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn keys_are_derived_by_role_and_random_without_a_seed() {
    let key = |arguments: &str| {
        let outcome = fernet(&format!("keygen {arguments}"));
        assert_eq!(outcome.code, Some(0));
        assert!(outcome.stderr.contains("secret"), "{}", outcome.stderr);
        serde_json::from_str::<Value>(&outcome.stdout).unwrap()
    };
    let sequencer = key(&format!("--role sequencer --seed {MASTER}"));
    let prover = key(&format!("--seed {MASTER}"));
    let merge = key(&format!("--role merge-prover --seed {MASTER}"));
    assert_eq!((&sequencer["master"], &sequencer["role"]), (&json!(MASTER), &json!("sequencer")));
    assert_ne!(sequencer["public_key"], prover["public_key"]);
    assert_eq!(merge["public_key"], prover["public_key"]);
    assert_ne!(key("")["public_key"], key("")["public_key"]);
}

#[test]
fn what_is_proven_verifies_and_nothing_else_does() {
    for (suite, ad) in [("ell2", ""), ("ell2", "--ad 4567"), ("tai", ""), ("tai", "--ad 00"), ("ell2", "--ad 0x")] {
        let proven = fernet(&format!("prove --master {MASTER} --alpha 0123 --suite {suite} {ad}")).json();
        let (key, proof) = (text(&proven["public_key"]), text(&proven["proof"]));
        let verify = |alpha: &str, more: &str| {
            fernet(&format!("verify --public-key {key} --alpha {alpha} --proof {proof} --suite {suite} {more}"))
        };
        assert_eq!(verify("0123", ad).ok(), format!("valid\nbeta {}\n", text(&proven["beta"])));
        for outcome in [verify("0124", ad), verify("0123", "--ad 99")] {
            assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
            assert!(outcome.stderr.starts_with("fernet: not valid: proof is not valid for this key"));
        }
    }
}

#[test]
fn a_key_file_proves() {
    let file = temporary("key", &fernet(&format!("keygen --seed {MASTER}")).stdout);
    let by_file = fernet(&format!("prove --key {} --alpha 0123", file.display())).json();
    assert_eq!(by_file, fernet(&format!("prove --master {MASTER} --alpha 0123")).json());
    let other = std::fs::read_to_string(&file).unwrap().replace("prover", "sequencer");
    let message = fernet_with("prove --key - --alpha 00", other.as_bytes()).malformed();
    assert!(message.starts_with("public_key: is not that of this master"), "{message}");
    std::fs::remove_file(file).unwrap();
}

#[test]
fn verify_tells_malformed_from_invalid() {
    let (zero, proof) = ("0".repeat(64), "f".repeat(160));
    let invalid = fernet(&format!("verify --public-key {zero} --alpha 00 --proof {proof}"));
    assert_eq!((invalid.code, invalid.stderr.as_str()), (Some(1), "fernet: not valid: public key has small order\n"));
    for arguments in [
        format!("--public-key 00 --alpha 00 --proof {proof}"),
        format!("--public-key {zero} --alpha 0 --proof {proof}"),
        format!("--public-key {zero} --alpha 00 --proof 00"),
        format!("--public-key {zero} --alpha 00 --proof {}", "g".repeat(160)),
        format!("--public-key {zero} --alpha 00"),
    ] {
        assert_eq!(fernet(&format!("verify {arguments}")).code, Some(2), "{arguments}");
    }
}

#[test]
fn published_examples_of_the_rfc_verify() {
    for (suite, file) in [("tai", "edwards25519_tai"), ("ell2", "edwards25519_ell2")] {
        let examples: Value = serde_json::from_str(&committed(&format!("rfc9381/{file}.json"))).unwrap();
        for example in examples.as_array().unwrap() {
            let [key, alpha, proof, beta] = ["pk", "alpha", "pi", "beta"].map(|field| text(&example[field]));
            let alpha = if alpha.is_empty() { "0x" } else { alpha };
            let valid = fernet(&format!("verify --public-key {key} --alpha {alpha} --proof {proof} --suite {suite}"));
            assert_eq!(valid.ok(), format!("valid\nbeta {beta}\n"));
        }
    }
}

#[test]
fn rankings_put_the_best_first() {
    let result = fernet("block --json").json();
    let election = fernet("rank --election --best 2 --json").json();
    let places = election[0]["places"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    for (place, who) in places.iter().zip(["leader", "runner_up"]) {
        assert_eq!((&place["key"], &place["score"]), (&result[who]["key"], &result[who]["score"]));
    }
    let nodes = fernet("rank --json").json();
    assert_eq!(nodes.as_array().unwrap().len(), 31);
    let only = fernet("rank --node 7 --json").json();
    assert_eq!(only[0], nodes[7]);
    let key = text(&only[0]["places"][1]["key"]).to_owned();
    let one = fernet(&format!("rank --node 7 --key {key} --json")).json();
    assert_eq!(one[0]["places"], json!([only[0]["places"][1]]));
    assert!(fernet("rank --node 7").ok().starts_with("Node 7, merge, "));
    assert!(fernet("rank --node 31").malformed().starts_with("--node: 31 is not below 31"));
    let skipped = fernet(&format!("rank {}", vectors("block/skipped.json").display()));
    assert_eq!(skipped.code, Some(1));
}

#[test]
fn public_words_rank_everybody_and_block_words_those_who_have_shown_them() {
    let known = |name: &str| fernet(&format!("rank --json {}", vectors(name).display())).json()[0]["known"].clone();
    // Of ten provers two take only merges.
    assert_eq!(known("block/public.json"), "8");
    let claims = |name: &str| {
        let file: Value = serde_json::from_str(&committed(name)).unwrap();
        file["claims"].as_array().unwrap().iter().filter(|claim| claim["node"] == "0").count().to_string()
    };
    assert!(text(&known("block/per-block.json")) > claims("block/per-block.json").as_str());
    assert_eq!(text(&known("block/bond.json")), claims("block/bond.json"));
}

#[test]
fn ones_own_key_is_ranked_before_it_claims() {
    let file = temporary("own", &fernet(&format!("keygen --seed {MASTER}")).stdout);
    let key: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let mut block = common::block("bond");
    let registration = json!({"key": key["public_key"], "role": "prover", "registered_slot": "1", "exit_slot": null});
    block["registry"]["keys"].as_array_mut().unwrap().push(registration);
    let ranked =
        fernet_with(&format!("rank --json --key-file {} -", file.display()), block.to_string().as_bytes()).json();
    for node in ranked.as_array().unwrap() {
        let places = node["places"].as_array().unwrap();
        assert_eq!((places.len(), &places[0]["key"], &places[0]["item"]), (1, &key["public_key"], &Value::Null));
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn settlements_from_arguments_are_exact() {
    let arguments = "settle --fees 1000eth --split 0.8 --bases 16 --seat 0 --seat 15:0.4";
    let result = fernet(&format!("{arguments} --json")).json();
    assert_eq!(result["pays"], json!(["8602150537634408602", "5161290322580645161"]));
    assert_eq!(result["sequencer"], "200000000000000000000");
    let report = fernet(arguments).ok();
    assert!(report.contains("5.161290322580645161") && report.contains("rebate holds"), "{report}");
    let gas = fernet(&format!("{arguments} --gas-used 7 --gas-price 3 --rebate-cap 20 --json")).json();
    assert_eq!(gas["rebate"], "20");
}

#[test]
fn settlements_from_files_are_those_of_the_vectors() {
    let cases: Value = serde_json::from_str(&committed("settlement/settle.json")).unwrap();
    let mut checked = 0;
    for case in cases.as_array().unwrap() {
        let outcome = fernet_with("settle --json --file -", case["input"].to_string().as_bytes());
        match &case["error"] {
            Value::Null => assert_eq!(outcome.json(), case["output"], "{}", case["id"]),
            Value::String(error) => {
                assert!(outcome.code == Some(1) || outcome.code == Some(2), "{}", case["id"]);
                let expected = format!("fernet: refused, {error}: ");
                assert!(outcome.code == Some(2) || outcome.stderr.starts_with(&expected), "{}", outcome.stderr);
            }
            other => panic!("{other}"),
        }
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn a_refused_seat_is_named() {
    let outcome = fernet("settle --fees 1eth --split 0.5 --bases 16 --seat 0 --seat 15 --seat 0:0.4");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    let expected =
        "fernet: refused, OutOfOrder: the node comes before the node paid last, in post-order (seats[2], node 0)\n";
    assert_eq!(outcome.stderr, expected);
}

#[test]
fn settlements_that_make_no_sense_are_refused() {
    for (arguments, code) in [
        ("--fees 1 --split 2.0 --bases 1 --seat 0", 1),
        ("--fees 1 --split 0.5 --bases 1", 1),
        ("--fees 1 --split 0.5 --bases 1 --seat 0 --seat 0 --seat 0 --seat 0", 1),
        ("--fees 1 --split 0.5 --bases 1 --seat 1", 1),
        ("--fees 1 --split 0.5 --bases 2 --seat 1 --seat 0", 1),
        ("--fees 1 --split 0.5 --bases 1 --seat 0:1.5", 1),
        ("--fees 79228162514264337593543950336 --split 0.5 --bases 1 --seat 0", 1),
        ("--fees 1 --split 0.5 --bases 0 --seat 0", 2),
        ("--fees 1 --split 0.5 --bases 4294967297 --seat 0", 2),
        ("--fees 1 --split 0.5 --bases 1 --seat x", 2),
        ("--fees 1 --split 0.5", 2),
        ("--fees x --split 0.5 --bases 1", 2),
        ("", 2),
    ] {
        let outcome = fernet(&format!("settle {arguments}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{arguments}: {}", outcome.stderr);
    }
}

#[test]
fn vectors_are_written_and_compared() {
    let dir = std::env::temp_dir().join(format!("fernet-vectors-{}", std::process::id()));
    let arguments = format!("vectors --dir {}", dir.display());
    assert!(fernet(&arguments).ok().contains("files written"));
    fernet(&format!("{arguments} --check")).ok();
    std::fs::write(dir.join("block/bond.json"), "{}").unwrap();
    std::fs::write(dir.join("block/other.json"), "{}").unwrap();
    std::fs::remove_file(dir.join("seed/seed.json")).unwrap();
    let outcome = fernet(&format!("{arguments} --check"));
    assert_eq!(outcome.code, Some(1));
    for path in ["block/bond.json: differs", "block/other.json", "seed/seed.json"] {
        assert!(outcome.stderr.contains(path), "{}", outcome.stderr);
    }
    std::fs::remove_dir_all(dir).unwrap();
    assert!(fernet("vectors --check --dir /does/not/exist").malformed().starts_with("/does/not/exist: "));
}

#[test]
fn help_teaches_every_command() {
    for command in ["block", "scenario", "keygen", "prove", "verify", "rank", "settle"] {
        let help = fernet(&format!("{command} --help")).ok();
        assert!(help.contains("Examples:"), "{command}");
    }
    assert!(fernet("--help").ok().contains("Exit codes"));
    assert_eq!(fernet("dance").code, Some(2));
    assert!(fernet("--version").ok().starts_with("fernet "));
}
