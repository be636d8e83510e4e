//! `fernet settle`: from options and from files.

mod common;

use common::{committed, fernet, fernet_with};
use serde_json::{Value, json};

#[test]
fn settlements_from_arguments_are_exact() {
    let arguments = "settle --fees 1000eth --fee-split 0.8 --bases 16 --seat 0 --seat 15:0.4";
    let case = fernet(&format!("{arguments} --json")).json();
    assert_eq!(
        (&case["input"]["fee_split"], &case["input"]["seats"][1]["fee_burn"]),
        (&json!("800000"), &json!("400000"))
    );
    let result = &case["output"];
    assert_eq!(result["pays"], json!(["8602150537634408602", "5161290322580645161"]));
    assert_eq!(result["sequencer"], "200000000000000000000");
    let report = fernet(arguments).ok();
    assert!(report.contains("5.161290322580645161") && report.contains("rebate holds"), "{report}");
    let gas = fernet(&format!("{arguments} --rebate-gas 7 --base-fee 3 --rebate-cap 20 --json")).json();
    assert_eq!(gas["output"]["rebate"], "20");
}

#[test]
fn settlements_from_files_are_those_of_the_vectors() {
    let cases: Value = serde_json::from_str(&committed("settlement/settle.json")).unwrap();
    let mut checked = 0;
    for case in cases.as_array().unwrap() {
        let outcome = fernet_with("settle --json --file -", case["input"].to_string().as_bytes());
        match &case["error"] {
            Value::Null => {
                let result = outcome.json();
                assert_eq!((&result["input"], &result["output"]), (&case["input"], &case["output"]), "{}", case["id"]);
            }
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
fn percentages_without_their_sign_are_explained() {
    let message = fernet("settle --fees 1eth --fee-split 80 --bases 1 --seat 0").malformed();
    assert!(message.contains("80 without a unit is 8000%; write 80% or 8000%"), "{message}");
    let outcome = fernet("settle --fees 1eth --fee-split 8 --bond-base 1 --bases 1 --seat 0");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.ends_with("(with a fee split of 8 (800%))\n"), "{}", outcome.stderr);
}

#[test]
fn a_bond_without_effect_is_refused() {
    let settlement = |fee_split: &str, bond: &str| {
        let file = json!({
            "fees": "10", "fee_split": fee_split, "bond": bond, "bond_base": "1", "bases": "1", "proofs_per_node": "1", "root_seats": "1",
            "base_share": null, "block_reward": "0", "rebate_cap": "0", "rebate_gas": "0", "seats": [{"node": "0", "fee_burn": "0"}], "rebate": null,
        });
        fernet_with("settle --file -", file.to_string().as_bytes())
    };
    let expected = "standard input: bond: has no effect: a fee split of at most 100% takes no bond";
    assert_eq!(settlement("1000000", "1").malformed(), expected);
    settlement("1000000", "0").ok();
    settlement("1500000", "5").ok();
    let large = (1_u128 << 96).to_string();
    assert_eq!(settlement("1500000", &large).malformed(), "standard input: bond: amount is not below 2^96 wei");
}

#[test]
fn help_of_settle_explains_nodes_and_the_root() {
    let help = fernet("settle --help").ok().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("The root must be among them"));
    // The root that the help gives for each number of bases.
    for (bases, root) in [(1, 0), (2, 1), (3, 3), (4, 3), (5, 7), (8, 7), (9, 15), (16, 15)] {
        fernet(&format!("settle --fees 1eth --fee-split 0.8 --bases {bases} --seat {root}")).ok();
    }
    let outcome = fernet("settle --fees 1eth --fee-split 0.8 --bases 16 --seat 0");
    assert!(outcome.stderr.contains("SettleError::NoRoot") && outcome.stderr.contains("(the root is node 15)"));
}

#[test]
fn a_refused_seat_is_named() {
    let outcome = fernet("settle --fees 1eth --fee-split 0.5 --bases 16 --seat 0 --seat 15 --seat 0:0.4");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    let expected = "fernet: refused, SettleError::OutOfOrder: the node comes before the node paid last in post-order (seats[2], node 0)\n";
    assert_eq!(outcome.stderr, expected);
}

#[test]
fn a_value_out_of_range_is_malformed_in_a_file_as_on_the_command_line() {
    let good = json!({
        "fees": "10", "fee_split": "800000", "bond": "0", "bond_base": "0", "bases": "1", "proofs_per_node": "1", "root_seats": "1",
        "base_share": null, "block_reward": "0", "rebate_cap": "0", "rebate_gas": "0", "seats": [{"node": "0", "fee_burn": "1000000"}], "rebate": null,
    });
    let too_large = (1_u128 << 96).to_string();
    for (field, value, expected) in [
        ("/fees", json!(too_large), "fees: amount is not below 2^96 wei"),
        ("/bases", json!("0"), "bases: expected 1 to 2^32, got 0"),
        ("/proofs_per_node", json!("4"), "proofs_per_node: expected 1 to 3, got 4"),
        ("/base_share", json!("1000001"), "base_share: expected at most 1000000 ppm"),
        ("/rebate_cap", json!(too_large), "rebate_cap: expected less than 2^96 wei"),
        ("/seats/0/fee_burn", json!("1000001"), "seats[0].fee_burn: expected at most 1000000 ppm, got 1000001"),
    ] {
        let mut file = good.clone();
        *file.pointer_mut(field).unwrap() = value;
        let message = fernet_with("settle --file -", file.to_string().as_bytes()).malformed();
        assert_eq!(message, format!("standard input: {expected}"));
    }
    fernet_with("settle --file -", good.to_string().as_bytes()).ok();
}

#[test]
fn settlements_that_make_no_sense_are_refused() {
    for (arguments, code) in [
        ("--fees 1 --fee-split 2.0 --bond-base 1 --bases 1 --seat 0", 1),
        ("--fees 1 --fee-split 0.5 --bases 1", 1),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 0 --seat 0 --seat 0 --seat 0", 1),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 1", 1),
        ("--fees 1 --fee-split 0.5 --bases 2 --seat 1 --seat 0", 1),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 0:1.5", 2),
        ("--fees 79228162514264337593543950336 --fee-split 0.5 --bases 1 --seat 0", 2),
        ("--fees 1 --fee-split 1.5 --bond-base 1 --bases 1 --seat 0 --bond 79228162514264337593543950336", 2),
        ("--fees 1 --fee-split 1.5 --bases 1 --seat 0 --bond 9", 2),
        ("--fees 1 --fee-split 1 --bond-base 1 --bases 1 --seat 0", 2),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 0 --bond 0", 2),
        ("--fees 1 --fee-split 0.5 --bases 0 --seat 0", 2),
        ("--fees 1 --fee-split 0.5 --bases 4294967297 --seat 0", 2),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat x", 2),
        ("--fees 1 --fee-split 0.5", 2),
        ("--fees x --fee-split 0.5 --bases 1", 2),
        ("", 2),
    ] {
        let outcome = fernet(&format!("settle {arguments}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{arguments}: {}", outcome.stderr);
    }
}

#[test]
fn amounts_have_units_and_options_their_names() {
    let settle = "settle --fees 1eth --fee-split 0.8 --bases 1 --seat 0";
    let gas =
        |price: &str| fernet(&format!("{settle} --rebate-gas 3 --base-fee {price} --rebate-cap 1eth --json")).json();
    assert_eq!(gas("20gwei"), gas("20000000000wei"));
    assert_eq!(gas("20gwei")["output"]["rebate"], "60000000000");
    assert_eq!(gas("20gwei --rate 2.5eth")["output"]["rebate"], "150000000000");
    for (arguments, expected) in [
        ("--root-seats 4", "--root-seats: expected 1 to --proofs-per-node (3), got 4"),
        ("--proofs-per-node 0", "--proofs-per-node: expected 1 to 3, got 0"),
        ("--bond 1", "--bond: has no effect: a fee split of at most 100% takes no bond"),
        ("--base-share 0.5", "--base-share: has no effect: the only base is the root"),
    ] {
        let message = fernet(&format!("{settle} {arguments}")).malformed();
        assert!(message.starts_with(expected), "{message}");
    }
    let message = fernet(&format!("{settle} --rebate-cap 1eth")).malformed();
    assert!(message.contains("--base-fee"), "{message}");
    let file =
        br#"{"fees": "1", "fee_split": "1", "bond": "0", "bond_base": "0", "bases": "1", "proofs_per_node": "2", "root_seats": "3",
        "base_share": null, "block_reward": "0", "rebate_cap": "0", "rebate_gas": "0", "seats": [], "rebate": null}"#;
    let message = fernet_with("settle --file -", file).malformed();
    assert_eq!(message, "standard input: root_seats: expected 1 to proofs_per_node (2), got 3");
}
