//! `fernet rank`: the order, whom it lists, and why it lists nobody.

mod common;

use common::{block, committed, fernet, fernet_with, temporary, vectors};
use serde_json::{Value, json};
use tempfile::TempPath;

const MASTER: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// Runs `fernet rank` on a block.
fn rank(block: &Value, arguments: &str) -> common::Outcome {
    fernet_with(&format!("rank {arguments} -"), block.to_string().as_bytes())
}

/// The message of a run that found its input well-formed and printed nothing else.
fn not_applicable(outcome: common::Outcome) -> String {
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{}", outcome.stderr);
    outcome.stderr.strip_prefix("fernet: ").expect("a message").trim_end().to_owned()
}

fn key_file(role: &str) -> (TempPath, Value) {
    let text = fernet(&format!("keygen --master {MASTER} --role {role}")).stdout;
    (temporary(&text), serde_json::from_str::<Value>(&text).unwrap()["public_key"].clone())
}

fn register(block: &mut Value, key: &Value, role: &str, entry_l1_block: &str, exit_l1_block: Value) {
    let registration =
        json!({"key": key, "role": role, "entry_l1_block": entry_l1_block, "exit_l1_block": exit_l1_block});
    block["registry"].as_array_mut().unwrap().push(registration);
}

#[test]
fn of_two_claims_of_one_key_the_smaller_id_comes_first() {
    // The two claims of cbfa5654 for node 0 bid the same. Their ids, from the Python reference, begin with 5cd8d439
    // (claims[0]) and 6b7c5f47 (claims[16]).
    let mut faults = block("faults");
    let listed = |block: &Value| {
        let listed = rank(block, "--json --node 0 --key cbfa5654").json();
        let ranking = listed[0]["ranking"].as_array().unwrap().clone();
        assert_eq!(ranking.len(), 1);
        ranking[0]["item"].clone()
    };
    assert_eq!(listed(&faults), "claims[0]");
    faults["claims"].as_array_mut().unwrap().swap(0, 16);
    assert_eq!(listed(&faults), "claims[16]");
}

#[test]
fn of_a_claim_submitted_twice_the_first_is_listed() {
    let mut bond = block("bond");
    let claim = bond["claims"][0].clone();
    bond["claims"].as_array_mut().unwrap().push(claim.clone());
    let arguments =
        format!("--json --node {} --key {}", claim["node"].as_str().unwrap(), claim["key"].as_str().unwrap());
    assert_eq!(rank(&bond, &arguments).json()[0]["ranking"][0]["item"], "claims[0]");
}

#[test]
fn a_key_may_be_cut_short() {
    let example = block("example");
    let full = rank(&example, "--json --node 7").json();
    let key = full[0]["ranking"][0]["key"].as_str().unwrap();
    let upper = key[..8].to_uppercase();
    for beginning in [key, &key[..8], &key[..5], &upper, &format!("0x{key}"), &format!("0X{upper}")] {
        let one = rank(&example, &format!("--json --node 7 --key {beginning}")).json();
        assert_eq!(one[0]["ranking"], json!([full[0]["ranking"][0]]), "{beginning}");
    }
    let mut bond = block("bond");
    register(&mut bond, &json!(format!("abcd{}", "0".repeat(60))), "prover", "1", Value::Null);
    register(&mut bond, &json!(format!("abcd{}", "1".repeat(60))), "prover", "1", Value::Null);
    let message = rank(&bond, "--key abcd").malformed();
    assert!(message.starts_with("--key: 2 registered keys begin with abcd: abcd0000"), "{message}");
    for wrong in ["xy", "", "0x", "ab cd", "0x0x12", &"0".repeat(65)] {
        let outcome = fernet(&format!("rank --example --key={wrong}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{wrong}");
    }
}

#[test]
fn nobody_to_list_has_its_reason() {
    let public = block("public");
    let base_prover = {
        let keys = public["registry"].as_array().unwrap();
        keys.iter().find(|key| key["role"] == "base-prover").unwrap()["key"].as_str().unwrap().to_owned()
    };
    let sequencer = public["proposals"][0]["key"].as_str().unwrap().to_owned();
    let strange = json!("5".repeat(64));
    let mut late = public.clone();
    register(&mut late, &strange, "prover", "15537392", Value::Null);
    let mut left = public.clone();
    register(&mut left, &strange, "prover", "1", json!("15537392"));
    let mut silent = block("bond");
    register(&mut silent, &strange, "prover", "1", Value::Null);
    let mut unclaimed = block("bond");
    unclaimed["claims"].as_array_mut().unwrap().retain(|claim| claim["node"] != "0");
    let mut nothing = block("bond");
    nothing["claims"] = json!([]);
    let mut no_proposals = public.clone();
    no_proposals["proposals"] = json!([]);
    let mut refused = public.clone();
    refused["proposals"][0]["parent"] = strange.clone();

    let cases = [
        (&public, format!("--node 1 --key {base_prover}"), "is a base-prover, which may not prove a merge"),
        (&public, format!("--node 0 --key {sequencer}"), "is a sequencer, which may not prove a base"),
        (&public, format!("--key {sequencer}"), "is a sequencer, which may not prove a base; "),
        (&public, format!("--election --key {base_prover}"), "is a base-prover, which may not propose"),
        (&public, "--key 5555".to_owned(), "no registered key begins with 5555"),
        (&late, "--key 5555".to_owned(), "55555555 is not active yet: it was registered in L1 block 15537392, "),
        (&left, "--key 5555".to_owned(), "55555555 is not active any more: it exited in L1 block 15537392"),
        (&silent, "--key 5555".to_owned(), "55555555 has no valid claim here; its holder can rank it with --key-file"),
        (&unclaimed, "--node 0".to_owned(), "no claim is valid, and without one no ticket is known"),
        (&nothing, String::new(), "no claim is valid, and without one no ticket is known"),
        (&no_proposals, "--election".to_owned(), "no proposal is valid"),
        (&no_proposals, format!("--election --key {sequencer}"), "has made no proposal"),
        (&refused, format!("--election --key {sequencer}"), "proposals[0] was refused, ProposalError::DeadParent ("),
    ];
    for (block, arguments, expected) in cases {
        for json in ["", "--json"] {
            let message = not_applicable(rank(block, &format!("{arguments} {json}")));
            assert!(message.contains(expected), "{arguments}: {message}");
        }
    }
}

#[test]
fn nodes_without_claims_say_so_among_others() {
    let mut bond = block("bond");
    bond["claims"].as_array_mut().unwrap().retain(|claim| claim["node"] != "0");
    let rankings = rank(&bond, "--json").json();
    assert_eq!(rankings[0]["ranking"], json!([]));
    assert_eq!(rankings[0]["reason"], "no claim is valid, and without one no ticket is known");
    assert_eq!(rankings[2]["reason"], Value::Null);
    assert!(rank(&bond, "").ok().starts_with("Node 0, base, 0 known tickets\n  no claim is valid, and"));
}

#[test]
fn rankings_list_one_key_or_more() {
    for wrong in ["--best 0", "--best 0 --election", "--best 2 --key 00", "--best 2 --key-file x"] {
        let outcome = fernet(&format!("rank --example {wrong}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{wrong}");
    }
    assert!(fernet("rank --best 0").stderr.contains("--best"));
}

#[test]
fn a_key_file_is_that_of_a_registered_prover() {
    let (sequencer, _) = key_file("sequencer");
    let message = rank(&block("example"), &format!("--key-file {}", sequencer.display())).malformed();
    assert_eq!(message, "--key-file: is the key of a sequencer; expected the key of a prover");
    let (prover, key) = key_file("prover");
    let message = not_applicable(rank(&block("example"), &format!("--key-file {}", prover.display())));
    assert_eq!(message, format!("the key {} is not registered", key.as_str().unwrap()));
    let mut late = block("per-block");
    register(&mut late, &key, "prover", "15537392", Value::Null);
    let message = not_applicable(rank(&late, &format!("--key-file {}", prover.display())));
    assert!(message.contains("is not active yet"), "{message}");
}

#[test]
fn a_key_file_ranks_its_key_in_every_mode() {
    let (path, key) = key_file("prover");
    for name in ["bond", "per-block", "public"] {
        let mut block = block(name);
        register(&mut block, &key, "merge-prover", "1", Value::Null);
        let rankings = rank(&block, &format!("--json --key-file {}", path.display())).json();
        for (node, listed) in rankings.as_array().unwrap().iter().enumerate() {
            let ranking = listed["ranking"].as_array().unwrap();
            if node % 2 == 0 {
                let reason = listed["reason"].as_str().unwrap();
                assert!(ranking.is_empty() && reason.ends_with("is a merge-prover, which may not prove a base"));
                continue;
            }
            assert_eq!((ranking.len(), &ranking[0]["key"], &listed["reason"]), (1, &key, &Value::Null), "{name}");
            assert_eq!(ranking[0]["item"], Value::Null);
        }
    }
}

#[test]
fn everybody_in_public_is_ranked_as_the_claims_are() {
    // The tickets of claims come from fernet-core, those of the others from fernet-rank.
    let public = block("public");
    let mut silent = public.clone();
    silent["claims"] = json!([]);
    silent["trees"] = json!([]);
    let ticket_of = |block: &Value| {
        let mut tickets = Vec::new();
        for listed in rank(block, "--json --best 100").json().as_array().unwrap() {
            for ranked in listed["ranking"].as_array().unwrap() {
                tickets.push((listed["node"].to_string(), ranked["key"].to_string(), ranked["ticket"].to_string()));
            }
        }
        tickets.sort();
        tickets
    };
    assert_eq!(ticket_of(&public), ticket_of(&silent));
    assert!(
        fernet(&format!("rank --node 0 {}", vectors("block/public.json").display())).ok().contains("8 known tickets")
    );
}

#[test]
fn rankings_put_the_best_first() {
    let result = fernet("block --example --json").json();
    let election = fernet("rank --example --election --best 2 --json").json();
    let ranking = election[0]["ranking"].as_array().unwrap();
    assert_eq!(ranking.len(), 2);
    for (ranked, who) in ranking.iter().zip(["leader", "runner_up"]) {
        assert_eq!((&ranked["key"], &ranked["score"]), (&result[who]["key"], &result[who]["score"]));
    }
    let nodes = fernet("rank --example --json").json();
    assert_eq!(nodes.as_array().unwrap().len(), 31);
    let only = fernet("rank --example --node 7 --json").json();
    assert_eq!(only[0], nodes[7]);
    let key = only[0]["ranking"][1]["key"].as_str().unwrap();
    let one = fernet(&format!("rank --example --node 7 --key {key} --json")).json();
    assert_eq!(one[0]["ranking"], json!([only[0]["ranking"][1]]));
    assert!(fernet("rank --example --node 7").ok().contains("\nNode 7, merge, "));
    assert!(fernet("rank --example --node 31").malformed().starts_with("--node: expected a node below 31, got 31"));
    let skipped = fernet(&format!("rank {}", vectors("block/skipped.json").display()));
    assert_eq!(skipped.code, Some(1));
}

#[test]
fn public_tickets_rank_everybody_and_block_tickets_those_who_have_shown_them() {
    let known = |name: &str| fernet(&format!("rank --json {}", vectors(name).display())).json()[0]["known"].clone();
    // Of ten provers two take only merges.
    assert_eq!(known("block/public.json"), "8");
    let claims = |name: &str| {
        let file: Value = serde_json::from_str(&committed(name)).unwrap();
        file["claims"].as_array().unwrap().iter().filter(|claim| claim["node"] == "0").count()
    };
    let count = |known: Value| known.as_str().unwrap().parse::<usize>().unwrap();
    assert!(count(known("block/per-block.json")) > claims("block/per-block.json"));
    assert_eq!(count(known("block/bond.json")), claims("block/bond.json"));
}

#[test]
fn ones_own_key_is_ranked_before_it_claims() {
    let (file, key) = key_file("prover");
    let mut block = block("bond");
    register(&mut block, &key, "prover", "1", Value::Null);
    let ranked = rank(&block, &format!("--json --key-file {}", file.display())).json();
    for node in ranked.as_array().unwrap() {
        let ranking = node["ranking"].as_array().unwrap();
        assert_eq!((ranking.len(), &ranking[0]["key"], &ranking[0]["item"]), (1, &key, &Value::Null));
    }
}
