//! Malformed block files: exit code 2, nothing on standard output, a message that names the field.

mod common;

use common::{Outcome, block, committed, fernet, fernet_with, run, vectors};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The message about standard input.
fn message(input: &[u8]) -> String {
    in_standard_input(fernet_with("block -", input))
}

fn message_of(block: &Value) -> String {
    in_standard_input(run(block))
}

fn in_standard_input(outcome: Outcome) -> String {
    outcome.malformed().strip_prefix("standard input: ").expect("the name of the input").to_owned()
}

#[test]
fn a_wrong_value_is_named_with_what_was_expected() {
    let integer = |max: &str| format!("expected an integer as a decimal string in quotes, \"0\" to \"{max}\", got ");
    let (of_u64, of_u32) = (integer(&u64::MAX.to_string()), integer(&u32::MAX.to_string()));
    let cases: &[(&str, &str, Value, String)] = &[
        ("/l1_block", "l1_block", json!(5), format!("{of_u64}integer `5`")),
        ("/l1_block", "l1_block", json!("-5"), format!("{of_u64}string \"-5\"")),
        ("/l1_block", "l1_block", json!("05"), format!("{of_u64}string \"05\"")),
        ("/l1_block", "l1_block", json!("18446744073709551616"), format!("{of_u64}string \"18446744073709551616\"")),
        ("/l1_block", "l1_block", json!(1.5), format!("{of_u64}floating point `1.5`")),
        ("/l1_block", "l1_block", Value::Null, format!("{of_u64}null")),
        (
            "/proposals/1/fee_split",
            "proposals[1].fee_split",
            json!("4294967296"),
            format!("{of_u32}string \"4294967296\""),
        ),
        (
            "/proposals/0/proof",
            "proposals[0].proof",
            json!("abc"),
            "expected 160 lower-case hex digits (80 bytes), got another text".to_owned(),
        ),
        (
            "/claims/2/key",
            "claims[2].key",
            json!("A".repeat(64)),
            "expected 64 lower-case hex digits (32 bytes), got another text".to_owned(),
        ),
        ("/claims/0", "claims[0]", json!([]), "expected an object (a claim), got sequence".to_owned()),
        ("/reveal", "reveal", json!("x"), "expected an object (a reveal), got string \"x\"".to_owned()),
        ("/trees/0/bundles/1/claims/0", "trees[0].bundles[1].claims[0]", json!("-1"), format!("{of_u64}string \"-1\"")),
        ("/registry/0/role", "registry[0].role", json!("king"), "unknown variant `king`".to_owned()),
        ("/registry/0/exit_l1_block", "registry[0].exit_l1_block", json!(false), format!("{of_u64}boolean `false`")),
    ];
    for (pointer, path, value, expected) in cases {
        let mut block = block("bond");
        *block.pointer_mut(pointer).unwrap() = value.clone();
        let message = message_of(&block);
        assert!(message.starts_with(&format!("{path}: {expected}")), "{message}\n{path}: {expected}");
    }
}

#[test]
fn missing_and_unknown_fields_are_named() {
    let mut lacking = block("bond");
    lacking["claims"][1].as_object_mut().unwrap().remove("node");
    assert_eq!(message_of(&lacking), "claims[1].node: missing field");
    let mut lacking = block("bond");
    lacking.as_object_mut().unwrap().remove("reveal");
    assert_eq!(message_of(&lacking), "reveal: missing field");
    let mut unknown = block("bond");
    unknown["reveal"]["extra"] = json!("1");
    assert!(message_of(&unknown).starts_with("reveal.extra: unknown field `extra`, expected one of `l1_block`"));
    let twice =
        committed("block/bond.json").replacen("\"block_number\"", "\"block_number\": \"1\", \"block_number\"", 1);
    assert!(message(twice.as_bytes()).contains("duplicate field `block_number`"));
}

#[test]
fn parameters_out_of_range_are_named() {
    let limit = (1_u128 << 96).to_string();
    let cases = [
        ("chain_id", "0", "expected 1 or more; it has no default"),
        ("proofs_per_node", "4", "expected 1 to 3, got 4"),
        ("root_seats", "3", "expected 1 to params.proofs_per_node (2), got 3"),
        ("tx_per_base", "3", "expected 1 or 2, got 3"),
        ("randao_lag", "1", "expected 2 or more, got 1"),
        ("reveal_blocks", "0", "expected 1 or more, got 0"),
        ("bond_base", &limit, "expected less than 2^96 wei, also of the minimum bond at params.fee_split_cap (600%)"),
        ("bond_base", "0", "expected 1 wei or more, because params.fee_split_cap (600%) is above 100%"),
        ("reveal_slash_amount", &limit, "expected less than 2^96 wei"),
        ("proof_slash_amount", &limit, "expected less than 2^96 wei"),
        ("block_reward", &limit, "expected less than 2^96 wei"),
        ("rebate_cap", &limit, "expected less than 2^96 wei"),
        ("base_share", "1000001", "expected at most 1000000 ppm"),
    ];
    for (name, value, expected) in cases {
        let mut block = block("bond");
        block["params"][name] = json!(value);
        assert_eq!(message_of(&block), format!("params.{name}: {expected}"));
    }
    let mut block = block("bond");
    block["params"]["rollup_address"] = json!("0".repeat(40));
    assert!(message_of(&block).starts_with("params.rollup_address: expected 20 bytes, not all zero"));
    block["params"].as_object_mut().unwrap().remove("chain_id");
    assert!(message_of(&block).starts_with("params.chain_id: "));
}

#[test]
fn missing_parameters_take_their_defaults() {
    let mut short = block("skipped");
    let params = short["params"].as_object_mut().unwrap();
    params.retain(|name, _| ["chain_id", "rollup_address", "reveal_slash_amount"].contains(&name.as_str()));
    assert_eq!(run(&short).json(), run(&block("skipped")).json());
}

#[test]
fn a_file_that_describes_no_block_is_refused() {
    let cases: &[(&str, Value, &str)] = &[
        ("/l1_block", json!("65"), "l1_block: 65 is less than params.randao_lag (64) + 2"),
        ("/l1_block", json!("15537459"), "randao: the mix of the L1 block is not known yet (L1 block 15537395)"),
        ("/l1_block", json!("15537457"), "randao: the mix of the L1 block is not retained (L1 block 15537393)"),
        ("/randao", json!([]), "randao: the mix of the L1 block is not known yet"),
        ("/randao/0/l1_block", json!("15537393"), "randao: the mix of the L1 block is not known yet"),
        ("/stake", json!((1_u128 << 96).to_string()), "stake: amount is not below 2^96 wei"),
        ("/l1_block_end", json!("0"), "l1_block_end: 0 is before the last event"),
    ];
    for (pointer, value, expected) in cases {
        let mut block = block("bond");
        *block.pointer_mut(pointer).unwrap() = value.clone();
        let message = message_of(&block);
        assert!(message.starts_with(expected), "{message}\n{expected}");
    }
    let mut late = block("bond");
    (late["l1_block"], late["randao"][0]["l1_block"]) =
        (json!(u64::MAX.to_string()), json!((u64::MAX - 64).to_string()));
    assert!(message_of(&late).starts_with("l1_block: a phase would end at an L1 block number of 2^64 or more"));
    let mut block = block("bond");
    let entry = block["randao"][0].clone();
    block["randao"] = json!([entry, {"l1_block": "15537000", "mix": entry["mix"]}]);
    assert_eq!(message_of(&block), "randao[1].l1_block: the L1 block is before the newest one in the ring");
    block["randao"] = json!([entry, {"l1_block": entry["l1_block"], "mix": "0".repeat(64)}]);
    assert_eq!(message_of(&block), "randao[1].l1_block: the ring already holds a different mix for this L1 block");
}

#[test]
fn a_proof_of_another_suite_is_named() {
    let other = |suite: &str, length: usize, expected: usize, block: &Value| {
        let message = message_of(block);
        let rest = message.split_once(": ").unwrap().1.to_owned();
        assert_eq!(
            rest,
            format!("expected {expected} bytes, because params.sequencer_suite is {suite}; got {length} bytes")
        );
        message.split(": ").next().unwrap().to_owned()
    };
    let mut p256 = block("p256");
    assert_eq!(run(&p256).code, Some(0));
    p256["proposals"][2]["proof"] = json!("0".repeat(160));
    assert_eq!(other("p256", 80, 81, &p256), "proposals[2].proof");
    let mut bond = block("bond");
    bond["proposals"][1]["proof"] = json!("0".repeat(162));
    assert_eq!(other("edwards25519", 81, 80, &bond), "proposals[1].proof");
    bond["params"]["sequencer_suite"] = json!("p256");
    assert_eq!(other("p256", 80, 81, &bond), "proposals[0].proof");

    let mut p256 = block("p256");
    let place = |role: &str| {
        let records = p256["registry"].as_array().unwrap();
        records.iter().position(|record| record["role"] == role).unwrap()
    };
    let (sequencer, prover) = (place("sequencer"), place("prover"));
    let mut changed = p256.clone();
    changed["registry"][sequencer]["proof"] = json!("0".repeat(160));
    assert_eq!(other("p256", 80, 81, &changed), format!("registry[{sequencer}].proof"));
    p256["registry"][prover]["proof"] = json!("0".repeat(162));
    assert_eq!(
        message_of(&p256),
        format!(
            "registry[{prover}].proof: expected 80 bytes, because the suite of provers is edwards25519; got 81 bytes"
        )
    );
}

#[test]
fn a_key_registered_twice_is_refused() {
    let mut block = block("bond");
    block["registry"][3]["key"] = block["registry"][0]["key"].clone();
    let message = message_of(&block);
    assert!(message.starts_with("registry[3].key: ") && message.ends_with("is registered twice"), "{message}");
}

#[test]
fn root_seats_are_as_many_as_those_of_a_node_by_default() {
    let mut two = block("skipped");
    two["params"]["proofs_per_node"] = json!("2");
    assert!(message_of(&two).starts_with("params.root_seats: expected 1 to params.proofs_per_node (2), got 3"));
    two["params"].as_object_mut().unwrap().remove("root_seats");
    assert_eq!(run(&two).json()["outcome"], "skipped");
    two["params"]["root_seats"] = Value::Null;
    assert!(message_of(&two).starts_with("params.root_seats: expected an integer as a decimal string"));
}

#[test]
fn what_is_no_json_is_refused() {
    let text = committed("block/bond.json");
    for end in (1..text.len() - 3).step_by(499) {
        let message = message(&text.as_bytes()[..end]);
        assert!(message.contains("EOF") && !message.contains('?'), "{end}: {message}");
    }
    assert!(message(b"").starts_with("empty; expected a block, or use --example"));
    assert!(message(b"\xef\xbb\xbf{}").starts_with("it starts with a byte-order mark"));
    for utf16 in [&b"\xff\xfe{\0"[..], b"\xfe\xff\0{", b"{\0}\0", b"\0{\0}"] {
        assert!(message(utf16).starts_with("it is UTF-16"), "{utf16:?}");
    }
    assert!(message(b"{\"params\": {\"\xff\": 1}}").contains("invalid unicode"));
    assert!(message(format!("{text}x").as_bytes()).starts_with("trailing characters"));
    assert!(message(b"[]").starts_with("expected an object (a recorded block)"));
    message("[".repeat(1_000_000).as_bytes());
    message("{\"claims\":[".repeat(1_000_000).as_bytes());
    message(format!("{{\"l1_block\":{}}}", "9".repeat(1_000_000)).as_bytes());
    let long = message(format!("{{\"l1_block\":\"{}\"}}", "9".repeat(1_000_000)).as_bytes());
    assert!(long.len() < 300, "{long}");
}

#[test]
fn what_is_too_large_is_refused() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("large.json");
    // Sparse: it takes no room.
    std::fs::write(&path, "{\"l1_block\": \"1\"}").unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_len((1 << 30) + 1).unwrap();
    for command in ["block", "rank", "settle --file"] {
        let message = fernet(&format!("{command} {}", path.display())).malformed();
        assert!(message.ends_with("large.json: larger than 1073741824 bytes"), "{message}");
    }
    let endless = "[".repeat((1 << 16) + 1);
    for command in ["prove --alpha 00 --key -", "verify --alpha 00 --file -"] {
        let message = fernet_with(command, endless.as_bytes()).malformed();
        assert_eq!(message, "standard input: larger than 65536 bytes");
    }
}

#[test]
fn what_is_no_file_is_refused() {
    assert!(fernet("block /does/not/exist").malformed().starts_with("/does/not/exist: No such file"));
    assert!(fernet("block /").malformed().starts_with("/: "));
    assert!(fernet("block /dev/zero").malformed().starts_with("/dev/zero: it starts with zero bytes"));
    assert!(fernet(&format!("block {}", vectors("README.md").display())).malformed().contains("README.md: expected"));
}
