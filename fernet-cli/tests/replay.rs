//! `fernet replay`: the results of many blocks, their totals, and what stops a replay.

mod common;

use common::{block, committed, fernet, fernet_in, fernet_with, run, vectors};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Blocks on a line each.
fn lines(blocks: &[Value]) -> String {
    blocks.iter().map(|block| block.to_string() + "\n").collect()
}

fn results(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Sum of decimal strings.
fn sum<'v>(values: impl Iterator<Item = &'v Value>) -> u128 {
    values.map(|value| value.as_str().unwrap().parse::<u128>().unwrap()).sum()
}

#[test]
fn each_line_is_the_result_of_its_block_and_the_totals_add_up() {
    let blocks = ["bond", "skipped", "forfeit", "bond"].map(block);
    let replayed = results(&fernet_with("replay -", lines(&blocks).as_bytes()).ok());
    let [single @ .., last] = replayed.as_slice() else { panic!("no totals") };
    assert!(single.iter().eq(blocks.iter().map(|block| run(block).json()).collect::<Vec<_>>().iter()));

    let totals = &last["totals"];
    assert_eq!(totals["blocks"], "4");
    assert_eq!(totals["outcomes"], json!({ "reverted": "1", "settled": "2", "skipped": "1" }));
    let settled = || single.iter().map(|result| &result["settlement"]).filter(|settlement| !settlement.is_null());
    let of = |list: &'static str, field: &'static str| {
        sum(totals[list].as_array().unwrap().iter().map(|entry| &entry[field]))
    };
    let pays = sum(settled().flat_map(|settlement| settlement["pays"].as_array().unwrap()).map(|pay| &pay["amount"]));
    let of_all = |field: &'static str| sum(settled().map(|settlement| &settlement[field]));
    assert_eq!((of("keys", "pays"), of("payouts", "pays")), (pays, pays));
    assert_eq!(of("keys", "sequencer"), of_all("sequencer"));
    assert_eq!((of("payouts", "sequencer"), of("payouts", "rebates")), (of_all("sequencer"), of_all("rebate")));
    assert_eq!(sum([&totals["burned"]].into_iter()), of_all("burned"));
    for field in ["slashed", "forfeit"] {
        let lost = sum(single.iter().map(|result| &result[field]).filter(|lost| !lost.is_null()));
        assert!(lost > 0);
        assert_eq!((of("keys", field), sum([&totals[field]].into_iter())), (lost, lost));
    }
}

#[test]
fn a_brief_result_has_the_receipt() {
    let file = vectors("block/bond.json");
    let replayed = results(&fernet(&format!("replay --brief {}", file.display())).ok());
    let result = run(&block("bond")).json();
    let settlement = &result["settlement"];
    let names = ["fees", "pool", "sequencer", "bond_used", "reserved", "burned", "rebate"];
    let receipt: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), settlement[*name].clone())).collect();
    let expected = json!({
        "block_number": result["block_number"],
        "outcome": "settled",
        "leader": result["leader"]["key"],
        "winner": result["trees"].as_array().unwrap().iter().find(|tree| tree["item"] == result["winner"]).unwrap()["commitment"],
        "receipt": receipt,
    });
    assert_eq!((replayed.len(), &replayed[0]), (2, &expected));
}

#[test]
fn a_directory_is_read_by_name() {
    let dir = TempDir::new().unwrap();
    for (name, case) in [("b.json", "skipped"), ("a.json", "bond"), ("c.txt", "faults")] {
        std::fs::write(dir.path().join(name), committed(&format!("block/{case}.json"))).unwrap();
    }
    let replayed = results(&fernet_in(dir.path(), "replay --brief .", b"").ok());
    let outcomes: Vec<_> = replayed.iter().map(|result| &result["outcome"]).collect();
    assert_eq!(outcomes, [&json!("settled"), &json!("skipped"), &Value::Null]);

    std::fs::write(dir.path().join("b.json"), "{}").unwrap();
    let outcome = fernet_in(dir.path(), "replay --brief .", b"");
    assert_eq!((outcome.code, results(&outcome.stdout).len()), (Some(2), 1));
    assert!(outcome.stderr.contains("b.json: params: missing field"), "{}", outcome.stderr);
    std::fs::create_dir(dir.path().join("empty")).unwrap();
    let message = fernet_in(dir.path(), "replay empty", b"").malformed();
    assert_eq!(message, "empty: expected block files, whose names end in .json");
}

#[test]
fn results_are_compared_with_those_of_before() {
    let dir = TempDir::new().unwrap();
    let blocks = lines(&["bond", "skipped"].map(block));
    let recorded = fernet_with("replay --brief -", blocks.as_bytes()).ok();
    let replay = |expected: &str| {
        std::fs::write(dir.path().join("expected"), expected).unwrap();
        fernet_in(dir.path(), "replay --brief - --expect expected", blocks.as_bytes())
    };
    assert_eq!(replay(&recorded).ok(), recorded);
    let changed = recorded.replacen("\"outcome\":\"skipped\"", "\"outcome\":\"settled\"", 1);
    let shorter = recorded.lines().next().unwrap();
    let longer = recorded.clone() + shorter;
    for (expected, message) in [
        (changed.as_str(), "expected: line 2: outcome: expected \"settled\", got \"skipped\""),
        (shorter, "expected: it ends before result 2"),
        (&longer, "expected: line 4: no such block"),
    ] {
        let outcome = replay(expected);
        assert_eq!(outcome.code, Some(1));
        assert!(outcome.stderr.contains(message), "{}", outcome.stderr);
    }
    assert_eq!(replay("{").code, Some(2));
}

/// The blocks that follow are skipped, because their proposals are for another block; their numbers and parents are checked.
#[test]
fn the_blocks_of_a_rollup_follow_one_another() {
    let first = block("bond");
    let leader = run(&first).json()["leader"]["proposal_id"].clone();
    let number: u64 = first["block_number"].as_str().unwrap().parse().unwrap();
    let next = |number: u64, parent: &Value| {
        let mut next = first.clone();
        next["block_number"] = json!(number.to_string());
        next["parent"] = parent.clone();
        next
    };
    let replay = |blocks: &[Value]| fernet_with("replay --brief -", lines(blocks).as_bytes());
    let on_first = next(number + 1, &leader);
    // A block that was skipped has no block on top of it.
    let beside = next(number + 2, &leader);
    let replayed = results(&replay(&[first.clone(), on_first.clone(), beside]).ok());
    assert_eq!(replayed[3]["totals"]["outcomes"], json!({ "settled": "1", "skipped": "2" }));
    // A smaller or equal number, or another rollup, begins anew.
    let mut other = next(number + 7, &leader);
    other["params"]["chain_id"] = json!("77");
    assert_eq!(replay(&[first.clone(), other, first.clone(), first.clone()]).code, Some(0));

    let of_nobody = json!("77".repeat(32));
    for (second, message) in [
        (next(number + 2, &leader), format!("block_number: expected the block after {number}, got {}", number + 2)),
        (
            next(number + 1, &of_nobody),
            format!("parent: expected block {number} ({}) or the parent", leader.as_str().unwrap()),
        ),
    ] {
        let outcome = replay(&[first.clone(), second]);
        assert_eq!((outcome.code, results(&outcome.stdout).len()), (Some(2), 1));
        assert!(outcome.stderr.contains(&format!("standard input: line 2: {message}")), "{}", outcome.stderr);
    }
    let outcome = replay(&[first.clone(), on_first, next(number + 2, &of_nobody)]);
    assert!(outcome.stderr.contains("line 3: parent: expected the parent of block"), "{}", outcome.stderr);
}

#[test]
fn malformed_input_is_named_after_the_blocks_before_it() {
    let mut wrong = block("bond");
    wrong["claims"][1]["node"] = json!("x");
    let input = lines(&[block("bond"), json!({}), wrong.clone()]).replacen("{}\n", "\n", 1);
    let outcome = fernet_with("replay --brief -", input.as_bytes());
    assert_eq!((outcome.code, results(&outcome.stdout).len()), (Some(2), 1));
    assert!(
        outcome.stderr.contains("standard input: line 3: claims[1].node: expected an integer"),
        "{}",
        outcome.stderr
    );
    for (input, message) in [
        (&b""[..], "standard input: empty; expected block files, one a line"),
        (b"\n \n", "standard input: empty; expected block files, one a line"),
        (b"[]\n", "standard input: line 1: expected an object (a recorded block), got sequence"),
    ] {
        assert!(fernet_with("replay -", input).malformed().starts_with(message));
    }
    assert!(fernet("replay").malformed().contains("SOURCE"));
    assert!(fernet("replay none").malformed().starts_with("none: "));
}
