//! `fernet advise`: what it proposes, against closed forms.

mod common;

use common::fernet;
use serde_json::Value;

const USUAL: &str = "advise --sequencers 100 --provers 1000 --cost 0.3 --mev 0.5 --stake-share 0.1 --draws 500";

fn advice(all: &Value, parameter: &str) -> Value {
    let found = all.as_array().unwrap().iter().find(|advice| advice["parameter"] == parameter);
    found.unwrap_or_else(|| panic!("{parameter} in {all}")).clone()
}

fn risk(advice: &Value, what: &str) -> f64 {
    let found = advice["risks"].as_array().unwrap().iter().find(|risk| risk["what"].as_str().unwrap().contains(what));
    found.unwrap_or_else(|| panic!("{what} in {advice}"))["value"].as_f64().unwrap()
}

#[test]
fn all_sequencers_bid_the_cap() {
    let all = fernet(&format!("{USUAL} --json")).json();
    let cap = advice(&all, "fee_split_cap");
    // SPEC #mechanism: without a cap (1 + mev)(1 - 1/N) - 1/N is 1.475, and without MEV 0.98.
    assert_eq!(cap["value"], "1400000");
    assert!((risk(&cap, "split in equilibrium") - 1.4).abs() < 1e-5, "{cap}");
    assert!((risk(&cap, "that provers get") - 1.4 / 1.5).abs() < 1e-5, "{cap}");
    assert!((risk(&cap, "against this split") - 0.01).abs() < 1e-9, "{cap}");
    assert_eq!(risk(&cap, "keys without MEV"), 0.9, "{cap}");
    // At a cap of 1 they get the fees of fees and half as much MEV.
    assert!((risk(&cap, "at a cap of 1") - 1.0 / 1.5).abs() < 1e-5, "{cap}");
    // A tenth of the keys that alone has MEV leads its share, and more where it can outbid the others.
    let (alone, at_one) = (risk(&cap, "extract the MEV"), risk(&cap, "extract the MEV, at a cap of 1"));
    assert!(at_one > 0.1 && alone > 2.0 * at_one, "{cap}");
    assert!(risk(&cap, "moves half of its fees") > 10.0, "{cap}");
    // ceil(fees * 0.4).
    let bond = advice(&all, "bond_base");
    assert_eq!((&bond["value"], risk(&bond, "bond of")), (&"1000000000000000000".into(), 4e17));
}

#[test]
fn without_mev_there_is_no_bond() {
    let all = fernet(&USUAL.replace("--mev 0.5", "--mev 0 --json")).json();
    assert_eq!(
        (&advice(&all, "fee_split_cap")["value"], &advice(&all, "bond_base")["value"]),
        (&"900000".into(), &"0".into())
    );
}

#[test]
fn a_quorum_keeps_both_chances_low() {
    let all = fernet(&format!("{USUAL} --json")).json();
    let quorum = advice(&all, "attesters");
    assert!(risk(&quorum, "adversary") <= 1e-6 && risk(&quorum, "honest") <= 1e-3, "{quorum}");
    let number = |parameter: &str| advice(&all, parameter)["value"].as_str().unwrap().parse::<u32>().unwrap();
    assert!(2 * number("quorum") > number("attesters"), "{all}");
    // Whoever serves the share of the quorum has an even chance.
    let share = f64::from(number("quorum")) / f64::from(number("attesters"));
    assert!((risk(&quorum, "even chance") - share).abs() < 0.02, "{quorum}");
    // Half of the keys hostile, a tenth of the rest offline: no sample helps.
    let all = fernet(&USUAL.replace("--stake-share 0.1", "--json --offline 0.1 --stake-share 0.5")).json();
    let quorum = advice(&all, "attesters");
    assert_eq!((&quorum["value"], &advice(&all, "quorum")["value"]), (&"0".into(), &"0".into()));
    assert!(quorum["reason"].as_str().unwrap().contains("no sample") && risk(&quorum, "honest") > 1e-3, "{quorum}");
}

/// Of 20 provers all are attesters, so that nothing is left to chance: a quorum of 9 of 16 is 9 of 16 samples, but one of 17 of 32
/// needs ceil(17 * 20 / 32) = 11 provers, which 4 hostile ones never and 16 honest ones always are.
#[test]
fn of_few_provers_a_share_is_enough() {
    let few = USUAL
        .replace("--provers 1000", "--provers 20 --offline 0 --json")
        .replace("--stake-share 0.1", "--stake-share 0.2");
    let all = fernet(&few).json();
    let (attesters, quorum) = (advice(&all, "attesters"), advice(&all, "quorum"));
    assert_eq!((&attesters["value"], &quorum["value"]), (&"32".into(), &"17".into()));
    assert_eq!((risk(&attesters, "adversary"), risk(&attesters, "honest")), (0.0, 0.0));
}

/// The seed changes what is drawn, which is one number.
#[test]
fn what_theory_knows_is_not_drawn() {
    let [mut first, mut second] = [1, 2].map(|seed| fernet(&format!("{USUAL} --json --seed {seed}")).json());
    assert_ne!(first, second);
    for all in [&mut first, &mut second] {
        let seats =
            all.as_array_mut().unwrap().iter_mut().find(|advice| advice["parameter"] == "proofs_per_node").unwrap();
        seats["risks"].as_array_mut().unwrap().retain(|risk| risk["source"] != "capture");
    }
    assert_eq!(first, second);
}

/// Public tickets, and three provers of each node of which each is offline with probability 0.05: a tree of 31 nodes lacks one of 30
/// nodes with probability 1 - (1 - 0.05^3)^30, or the root, which one of three proves.
#[test]
fn seats_are_those_of_the_advised_mode() {
    let all = fernet(&format!("{USUAL} --json")).json();
    assert_eq!(advice(&all, "vrf_mode")["value"], "public");
    let seats = advice(&all, "proofs_per_node");
    let failed = |seats: i32| 1.0 - (1.0 - 0.05_f64.powi(seats)).powi(31);
    assert_eq!(seats["value"], "3");
    for (index, name) in ["with 1 seat", "with 2 seats", "with 3 seats"].into_iter().enumerate() {
        assert!((risk(&seats, name) - failed(index as i32 + 1)).abs() < 1e-9, "{seats}");
    }
}

/// With equal stakes a key the share of seats is the share of the keys; keys without a price take the rest.
#[test]
fn keys_have_to_cost_something() {
    let all = fernet(&format!("{USUAL} --json")).json();
    let stake = advice(&all, "stake of a key");
    assert!((risk(&stake, "one stake a key") - 0.1).abs() < 0.02, "{stake}");
    assert!((risk(&stake, "cost nothing") - 10.0 / 11.0).abs() < 0.02, "{stake}");
}

/// With a split of 1.4 the pool is 1.4 of the fees. A leader with a share q of the provers then has nothing of a block in which these win
/// nothing, and 1.4q of the fees on average of the next one: a slash of 1.4q makes them equal.
#[test]
fn a_slash_stops_selective_reveals() {
    for (share, fees, value) in [
        ("0.4", "1eth", "560000000000000000"),
        ("0.4", "2eth", "1120000000000000000"),
        ("0.05", "1eth", "70000000000000000"),
        // Rounded up.
        ("0.4", "1wei", "1"),
    ] {
        let usual = USUAL.replace("--stake-share 0.1", &format!("--stake-share {share}"));
        let all = fernet(&format!("{usual} --json --fees {fees}")).json();
        assert_eq!(advice(&all, "reveal_slash_amount")["value"], value, "{share}");
        // L1 stake chooses among mixes.
        assert!(risk(&advice(&all, "randao_lag"), "fair share") > 1.0, "{all}");
    }
}

#[test]
fn a_number_of_draws_is_checked() {
    let message = fernet(&USUAL.replace("--draws 500", "--draws 0")).malformed();
    assert!(message.contains("draws: expected a number from 1 to 1000000000000, got 0"), "{message}");
}

#[test]
fn the_text_has_what_json_has() {
    let (text, json) = (fernet(USUAL).ok(), fernet(&format!("{USUAL} --json")).json());
    for advice in json.as_array().unwrap() {
        let heading = format!("{} = ", advice["parameter"].as_str().unwrap());
        assert!(text.contains(&heading), "{heading}: {text}");
        assert!(advice["parameter"] == "quorum" || !advice["risks"].as_array().unwrap().is_empty(), "{advice}");
    }
}

#[test]
fn what_is_out_of_range_is_named() {
    for (option, value) in [
        ("--sequencers", "1"),
        ("--sequencers", "18446744073709551616"),
        ("--provers", "9"),
        ("--cost", "0"),
        ("--cost", "1"),
        ("--cost", "NaN"),
        ("--mev", "100"),
        ("--mev", "-1"),
        ("--stake-share", "0.6"),
        ("--stake-share", "0"),
        ("--stake-share", "0.009999"),
        ("--fees", "0"),
        ("--offline", "1"),
        ("--bases", "0"),
        ("--bases", "129"),
        ("--fees", "79228162514264337593543950336"),
        ("--seed", "18446744073709551616"),
        ("--draws", "18446744073709551616"),
    ] {
        let arguments = if USUAL.contains(option) {
            let (before, after) = USUAL.split_once(&format!("{option} ")).unwrap();
            let rest = after.split_once(' ').map_or("", |(_, rest)| rest);
            format!("{before}{option}={value} {rest}")
        } else {
            format!("{USUAL} {option}={value}")
        };
        let said = fernet(&arguments).malformed();
        assert!(said.contains(option) && said.contains(value), "{arguments}: {said}");
    }
}
