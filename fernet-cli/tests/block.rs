//! `fernet block`: the committed blocks, and blocks that were changed.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{block, committed, fernet, fernet_with, refused, run, vectors};
use serde_json::{Value, json};

const CASES: [&str; 12] = [
    "certificate",
    "withheld",
    "example",
    "per-block",
    "public",
    "faults",
    "registrations",
    "skipped",
    "reverted",
    "bond",
    "forfeit",
    "p256",
];

#[test]
fn committed_blocks_give_the_committed_results() {
    for name in CASES {
        let path = vectors(&format!("block/{name}.json"));
        let mut result = fernet(&format!("block --json {}", path.display())).json();
        // What is explained for a person is no part of the vectors.
        assert!(result.as_object_mut().unwrap().shift_remove("details").is_some());
        for refused in result["refused"].as_array_mut().unwrap() {
            assert!(!refused.as_object_mut().unwrap().shift_remove("detail").unwrap().as_str().unwrap().is_empty());
        }
        let text = serde_json::to_string_pretty(&result).unwrap() + "\n";
        assert_eq!(text, committed(&format!("block/{name}.result.json")), "{name}");
    }
}

#[test]
fn every_committed_block_is_tested() {
    let mut found: Vec<String> = std::fs::read_dir(vectors("block"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
        .filter(|name| !name.ends_with(".result"))
        .collect();
    found.sort();
    let mut known = CASES.to_vec();
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn vectors_are_what_the_program_writes() {
    let dir = vectors("");
    fernet(&format!("vectors --check --dir {}", dir.display())).ok();
}

#[test]
fn the_program_without_arguments_settles_the_example() {
    let report = fernet("").ok();
    for line in [
        "Block 1 settled",
        "  rollup      fefefefefefefefefefefefefefefefefefefefe on chain 1",
        "  sequencers  keys on edwards25519",
        "  tickets     one VRF evaluation per prover and node",
        "  87fc4314 leads with proposals[0]: fee split 70.1%",
        "  17c99692 bid a fee split of 0.8; none up to the cap of 1 would have led.",
        "  trees[1] wins by 0.0488% of its total over trees[0]",
        // 701e18 over 93 seats.
        "  93 seats share the pool: 7537634408602150537 wei each, before burns.",
        "  fees + bond used = sequencer + reserved + burned + rebate holds",
        "  1000000000000000000000 + 0",
        "  = 299000000000000000000 + 575649139784946236559 + 125344666643152323441 + 6193571901440000 wei",
    ] {
        assert!(report.lines().any(|found| found == line), "{line:?} is not in\n{report}");
    }
    let widest = report.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
    assert!(!report.contains('\u{1b}'), "colours in a pipe");
    assert!(report.lines().all(|line| line == line.trim_end()));
    // Times differ from run to run.
    let untimed = |report: &str| report.split("\nTime\n").next().unwrap().to_owned();
    assert_eq!(untimed(&report), untimed(&fernet("block --example").ok()));
}

#[test]
fn pays_of_the_example_are_those_worked_out_by_hand() {
    let result = fernet("block --example --json").json();
    assert_eq!(result["randao"]["mix"], "a86c2e601b6c44eb4848f7d23d9df3113fbcac42041c49cbed5000cb4f118777");
    assert_eq!(result["nodes"], "31");
    let amount = |burn: &str| {
        let pays = result["settlement"]["pays"].as_array().unwrap();
        pays.iter().find(|pay| pay["fee_burn"] == burn).map(|pay| pay["amount"].clone())
    };
    assert_eq!(amount("0"), Some(json!("7537634408602150537")));
    assert_eq!(amount("400000"), Some(json!("4522580645161290322")));
    let errors = [
        ("proposals[8]", "VerifyError::Invalid"),
        ("proposals[9]", "ProposalError::DeadParent"),
        ("trees[3]", "PhaseError::Late"),
    ];
    let found = refused(&result);
    for (item, error) in errors {
        assert!(found.contains(&(item.to_owned(), error.to_owned())), "{item} {error} {found:?}");
    }
    assert_eq!(
        found.iter().filter(|(item, error)| item.starts_with("claims") && error == "VerifyError::Invalid").count(),
        2
    );
}

#[test]
fn every_wei_is_accounted_for() {
    for name in CASES {
        let settlement =
            &fernet_with("block --json -", committed(&format!("block/{name}.json")).as_bytes()).json()["settlement"];
        if settlement.is_null() {
            continue;
        }
        let wei = |value: &Value| value.as_str().unwrap().parse::<u128>().unwrap();
        let [fees, bond, sequencer, reserved, burned, rebate] =
            ["fees", "bond_used", "sequencer", "reserved", "burned", "rebate"].map(|field| wei(&settlement[field]));
        assert_eq!(fees + bond, sequencer + reserved + burned + rebate, "{name}");
        let pays = settlement["pays"].as_array().unwrap();
        let paid: u128 = pays.iter().map(|pay| wei(&pay["amount"])).sum();
        assert!((paid..paid + pays.len() as u128).contains(&reserved), "{name}");
    }
}

#[test]
fn arrival_within_a_block_does_not_matter() {
    let plain = run(&block("per-block")).json();
    let mut shuffled = block("per-block");
    shuffled["proposals"].as_array_mut().unwrap().reverse();
    shuffled["registry"].as_array_mut().unwrap().reverse();
    shuffled["trees"].as_array_mut().unwrap().reverse();
    let result = run(&shuffled).json();
    for field in ["outcome", "prover_seed", "settlement", "sequencer_seed"] {
        assert_eq!(plain[field], result[field], "{field}");
    }
    assert_eq!(plain["leader"]["key"], result["leader"]["key"]);
    assert_eq!((&plain["winner"], &result["winner"]), (&json!("trees[1]"), &json!("trees[1]")));
}

#[test]
fn time_decides_how_far_a_block_comes() {
    // The phases of this block end at 15537460, 15537465 and 15537515; its trees come later than its reveal.
    let mut early = block("per-block");
    early["l1_block_end"] = json!("15537514");
    let result = run(&early).json();
    assert_eq!((&result["outcome"], &result["winner"]), (&json!("final"), &json!("trees[1]")));
    assert!(result["settlement"].is_null());

    early["trees"] = json!([]);
    assert_eq!(run(&early).json()["outcome"], "proving");
    early["reveal"] = Value::Null;
    early["l1_block_end"] = json!("15537464");
    assert_eq!(run(&early).json()["outcome"], "reveal");
    early["l1_block_end"] = json!("15537459");
    let result = run(&early).json();
    assert_eq!(result["outcome"], "proposal");
    let claims = early["claims"].as_array().unwrap().len();
    let refusals = refused(&result);
    assert_eq!(refusals.len(), claims, "claims come after the reveal");
    assert!(refusals.iter().all(|(item, error)| item.starts_with("claims[") && error == "PhaseError::NotInThisPhase"));
    early["proposals"] = json!([]);
    early["l1_block_end"] = json!("15537461");
    let result = run(&early).json();
    assert_eq!(
        (&result["outcome"], &result["leader"], &result["prover_seed"]),
        (&json!("skipped"), &Value::Null, &Value::Null)
    );
}

#[test]
fn changed_items_are_refused_with_their_reason() {
    let error_of = |change: &dyn Fn(&mut Value), item: &str| {
        let mut changed = block("per-block");
        change(&mut changed);
        let found = refused(&run(&changed).json());
        found.into_iter().find(|(found, _)| found == item).map_or_else(String::new, |(_, error)| error)
    };
    type Change<'c> = &'c dyn Fn(&mut Value);
    let set =
        |path: &'static str, value: Value| move |block: &mut Value| *block.pointer_mut(path).unwrap() = value.clone();
    let zero32 = json!("0".repeat(64));
    let zero20 = json!("0".repeat(40));
    let cases: &[(Change<'_>, &str, &str)] = &[
        (&set("/proposals/0/key", zero32.clone()), "proposals[0]", "Ineligible::NotRegistered"),
        (&set("/proposals/0/parent", zero32.clone()), "proposals[0]", "ProposalError::DeadParent"),
        (&set("/proposals/0/fee_split", json!("1000001")), "proposals[0]", "BidError::FeeSplitAboveCap"),
        (&set("/proposals/0/fee_split", json!("1")), "proposals[0]", "VerifyError::Invalid"),
        (&set("/proposals/0/payout", zero20.clone()), "proposals[0]", "ProposalError::PayoutZero"),
        (&set("/proposals/0/bond", json!("1")), "proposals[0]", "ProposalError::BondNotNeeded"),
        (&set("/proposals/0/bond", json!((1_u128 << 96).to_string())), "proposals[0]", "ProposalError::BondTooLarge"),
        (&set("/proposals/0/l1_block", json!("15537461")), "proposals[0]", "PhaseError::Late"),
        (&set("/proposals/0/l1_block", json!("0")), "proposals[0]", "PhaseError::TimeRunsBack"),
        (&set("/proposals/0/proof", json!("f".repeat(160))), "proposals[0]", "ProofError::GammaNonCanonical"),
        (&set("/registry/0/role", json!("prover")), "proposals[0]", "Ineligible::WrongRole"),
        (&set("/registry/0/exit_l1_block", json!("1")), "proposals[0]", "Ineligible::Exited"),
        (&set("/registry/0/entry_l1_block", json!("18446744073709551615")), "proposals[0]", "Ineligible::NotYetActive"),
        (&set("/reveal/l1_block", json!("15537466")), "reveal", "PhaseError::Late"),
        (&set("/reveal/l1_block", json!("15537459")), "reveal", "PhaseError::NotInThisPhase"),
        (&set("/reveal/l1_block", json!("15537456")), "reveal", "PhaseError::TimeRunsBack"),
        (&set("/reveal/salt", zero32.clone()), "reveal", "RevealError::WrongOrder"),
        (&set("/reveal/fees", json!(u128::MAX.to_string())), "reveal", "SettleError::AmountTooLarge"),
        (&set("/reveal", Value::Null), "trees[0]", "PhaseError::NotInThisPhase"),
        (&set("/claims/0/node", json!("18446744073709551615")), "claims[0]", "ClaimError::ForeignNode"),
        (&set("/claims/0/node", json!("9")), "claims[0]", "ClaimError::ForeignNode"),
        (&set("/claims/0/left", json!("1".repeat(64))), "claims[0]", "ClaimError::BaseWithChildren"),
        (&set("/claims/0/node", json!("1")), "claims[0]", "ClaimError::MergeWithoutChildren"),
        (&set("/claims/0/fee_burn", json!("1000001")), "claims[0]", "BidError::FeeBurnAbovePpm"),
        (&set("/claims/0/payout", zero20), "claims[0]", "ClaimError::PayoutZero"),
        (&set("/claims/0/key", zero32), "claims[0]", "Ineligible::NotRegistered"),
        (&set("/claims/0/statement", json!("2".repeat(64))), "claims[0]", "VerifyError::Invalid"),
        (&set("/trees/0/bundles/0/claims/0", json!("18446744073709551615")), "trees[0]", "TreeError::RefusedClaim"),
        (&set("/trees/0/bundles/0/claims", json!([])), "trees[0]", "BundleError::Empty"),
        (&set("/trees/0/bundles/0/claims", json!(["0", "0"])), "trees[0]", "BundleError::DuplicateProver"),
        (&set("/trees/0/bundles/0/node", json!("18446744073709551615")), "trees[0]", "BundleError::MixedNodes"),
        (&set("/trees/0/bundles/0/node", json!("7")), "trees[0]", "BundleError::RootTakesOne"),
        (&set("/trees/0/bundles", json!([])), "trees[0]", "TreeError::Missing"),
        (&set("/trees/0/l1_block", json!("15537459")), "trees[0]", "PhaseError::NotInThisPhase"),
        (&set("/trees/0/l1_block", json!("15537456")), "trees[0]", "PhaseError::TimeRunsBack"),
    ];
    for (change, item, error) in cases {
        assert_eq!(error_of(change, item), *error, "{item}");
    }
    let twice = |block: &mut Value| {
        let bundles = block["trees"][0]["bundles"].as_array_mut().unwrap();
        bundles.insert(0, bundles[0].clone());
    };
    assert_eq!(error_of(&twice, "trees[0]"), "TreeError::Duplicate");
    let swapped = |block: &mut Value| block["trees"][0]["bundles"].as_array_mut().unwrap().swap(0, 1);
    assert_eq!(error_of(&swapped, "trees[0]"), "TreeError::OutOfOrder");
}

#[test]
fn a_key_that_is_no_point_is_refused_where_it_is_used() {
    let mut changed = block("per-block");
    let off_curve = json!(format!("02{}", "0".repeat(62)));
    changed["registry"][0]["key"] = off_curve.clone();
    changed["proposals"][0]["key"] = off_curve;
    assert!(refused(&run(&changed).json()).contains(&("proposals[0]".to_owned(), "KeyError::NotOnCurve".to_owned())));
}

#[test]
fn a_tree_submitted_again_does_not_change_the_rebate() {
    let once = block("bond");
    let rebate = run(&once).json()["settlement"]["rebate"].clone();
    assert_ne!(rebate, json!("0"));
    // A stranger submits the winning tree again, later, when L1 gas is cheap, dear or worth nothing.
    for (base_fee, rate) in [("1", "1000000000000000000"), ("18446744073709551615", "1000000000000000000"), ("9", "0")]
    {
        let mut twice = once.clone();
        let mut copy = once["trees"][1].clone();
        (copy["base_fee"], copy["rate"]) = (json!(base_fee), json!(rate));
        let later: u64 = copy["l1_block"].as_str().unwrap().parse::<u64>().unwrap() + 1;
        copy["l1_block"] = json!(later.to_string());
        twice["trees"].as_array_mut().unwrap().push(copy);
        let result = run(&twice).json();
        assert_eq!((&result["winner"], &result["settlement"]["rebate"]), (&json!("trees[1]"), &rebate));
    }
    // What counts is the L1 block, not the place in the list.
    let mut first = once.clone();
    let mut copy = once["trees"][1].clone();
    (copy["base_fee"], copy["l1_block"]) = (json!("1"), once["reveal"]["l1_block"].clone());
    first["trees"].as_array_mut().unwrap().push(copy);
    assert_eq!(run(&first).json()["settlement"]["rebate"], once["params"]["rebate_gas"]);
}

#[test]
fn a_submission_sets_no_price() {
    for field in ["gas_used", "gas_price"] {
        let mut block = block("bond");
        block["trees"][1][field] = json!("1");
        assert!(run(&block).malformed().contains(field));
    }
}

#[test]
fn the_mix_is_that_of_one_l1_block_whatever_else_is_recorded() {
    let mut block = block("skipped");
    let (mix, result) = (block["randao"][0]["mix"].clone(), run(&block).json());
    let other = "ab".repeat(32);
    block["randao"] = json!([
        {"l1_block": "15537393", "mix": other},
        {"l1_block": "15537394", "mix": mix},
        {"l1_block": "15537395", "mix": other},
        {"l1_block": "15537500", "mix": other},
    ]);
    assert_eq!(run(&block).json(), result);
    assert_eq!(result["randao"]["l1_block"], "15537394");
}

#[test]
fn timings_come_only_when_asked_for() {
    assert!(fernet("block --example --json").json().get("timings").is_none());
    assert_eq!(fernet("block --example --json --timings").json()["timings"].as_array().unwrap().len(), 7);
}

#[test]
fn a_block_that_came_to_nothing_says_why() {
    type Change<'c> = &'c dyn Fn(&mut Value);
    let none = |block: &mut Value, items: &str| block[items] = json!([]);
    let dead = |block: &mut Value| {
        for proposal in block["proposals"].as_array_mut().unwrap() {
            proposal["parent"] = json!("0".repeat(64));
        }
    };
    let skipped = block("skipped");
    let mut revealed = block("bond");
    let end = revealed["reveal"]["l1_block"].as_str().unwrap().parse::<u64>().unwrap() + 5;
    revealed["l1_block_end"] = json!(end.to_string());
    revealed["trees"] = json!([]);
    let late = |block: &mut Value| block["reveal"]["l1_block"] = json!(end.to_string());
    let reverted = block("reverted");
    let mut refused_tree = block("bond");
    let deadline = refused_tree["l1_block_end"].clone();
    refused_tree["trees"].as_array_mut().unwrap().truncate(1);
    let late_tree = |block: &mut Value| block["trees"][0]["l1_block"] = deadline.clone();
    let two_late = |block: &mut Value| {
        late_tree(block);
        let tree = block["trees"][0].clone();
        block["trees"].as_array_mut().unwrap().push(tree);
    };
    let cases: &[(&Value, Change<'_>, &str, &str, &str)] = &[
        (&skipped, &|block| none(block, "proposals"), "skipped", "no-proposal", "no proposal was made"),
        (&skipped, &dead, "skipped", "no-valid-proposal", "all 2 proposals were refused"),
        (&skipped, &|_| (), "skipped", "no-reveal", "the leader did not reveal"),
        (&revealed, &late, "skipped", "no-valid-reveal", "reveal was refused, PhaseError::Late ("),
        (&reverted, &|_| (), "reverted", "no-tree", "no tree was submitted"),
        (&refused_tree, &late_tree, "reverted", "no-valid-tree", "trees[0] was refused, PhaseError::Late ("),
        (&refused_tree, &two_late, "reverted", "no-valid-tree", "all 2 trees were refused"),
    ];
    for (block, change, outcome, reason, text) in cases {
        let mut changed = (*block).clone();
        change(&mut changed);
        let result = run(&changed).json();
        assert_eq!((&result["outcome"], &result["reason"]), (&json!(outcome), &json!(reason)), "{text}");
        let report = fernet_with("block -", changed.to_string().as_bytes()).ok();
        let title = report.split("\n  rollup").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(title.contains(&format!("{outcome}: {text}")), "{title}");
    }
    assert_eq!(run(&block("example")).json()["reason"], Value::Null);
}

/// The report of a block, as wide as asked.
fn report(arguments: &str, columns: u16, block: &Value) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fernet"))
        .args(arguments.split_whitespace())
        .env("COLUMNS", columns.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(block.to_string().as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn reports_are_as_wide_as_the_terminal() {
    for name in CASES {
        let block = block(name);
        for columns in [72, 80, 132] {
            for arguments in ["block -", "block --all -", "rank -", "rank --election -"] {
                let report = report(arguments, columns, &block);
                let widest = report.lines().max_by_key(|line| line.chars().count()).unwrap_or_default();
                assert!(widest.chars().count() <= columns.into(), "{name}, {arguments}, {columns}: {widest}");
            }
        }
    }
}

#[test]
fn a_report_stays_short_and_all_lists_everything() {
    let made = fernet("scenario --vrf-mode public --sequencers 14 --provers 20 --transactions 256").ok();
    let mut block: Value = serde_json::from_str(&made).unwrap();
    let forged = {
        let mut claim = block["claims"][0].clone();
        claim["proof"] = json!("f".repeat(160));
        claim
    };
    block["claims"].as_array_mut().unwrap().extend(std::iter::repeat_n(forged, 60));
    let short = report("block -", 80, &block);
    assert!(short.lines().count() < 170, "{}", short.lines().count());
    for rest in ["and 48 more items (--all lists them)", "and 4 more sequencers (--all lists them)"] {
        assert!(short.contains(rest), "{rest}");
    }
    let all = report("block --all -", 200, &block);
    assert!(!all.contains("--all"), "{all}");
    let result = run(&block).json();
    for (item, _) in refused(&result) {
        assert!(all.contains(&item), "{item}");
    }
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    for pay in result["settlement"]["pays"].as_array().unwrap() {
        assert!(all.contains(&text(&pay["key"])) && all.contains(&text(&pay["payout"])), "{pay}");
    }
    for bid in result["details"]["ranking"].as_array().unwrap() {
        assert!(all.contains(&format!(" {}", text(&bid["item"]))) && all.contains(&text(&bid["key"])), "{bid}");
    }
}

#[test]
fn json_says_all_that_the_report_says() {
    let faults = block("faults");
    let result = run(&faults).json();
    let report = report("block --all -", 200, &faults);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    for refused in result["refused"].as_array().unwrap() {
        assert!(report.contains(&text(&refused["detail"])), "{refused}");
    }
    for found in result["equivocations"].as_array().unwrap() {
        let items: Vec<String> = found["items"].as_array().unwrap().iter().map(text).collect();
        let line = format!("  {} signed {}", &text(&found["key"])[..8], items.join(" and "));
        assert!(report.lines().any(|found| found == line), "{line}");
    }
    for pay in result["settlement"]["pays"].as_array().unwrap() {
        let item = text(&pay["item"]);
        let index: usize = item.trim_start_matches("claims[").trim_end_matches(']').parse().unwrap();
        for field in ["node", "key", "payout", "fee_burn"] {
            assert_eq!(faults["claims"][index][field], pay[field], "{item}");
        }
    }
    let details = &result["details"];
    assert_eq!(details["ranking"][0]["key"], result["leader"]["key"]);
    assert_eq!(details["ranking"][1]["key"], result["runner_up"]["key"]);
    let seats = format!(
        "  {} seats share the pool: {} wei each",
        text(&details["seats"]["count"]),
        text(&details["seats"]["base_pay"])
    );
    assert!(report.contains(&seats), "{seats}");
    // 32 ETH of stake, of which 2 are slashed.
    let slashing = &run(&block("reverted")).json()["details"]["slashing"];
    assert_eq!(slashing, &json!({"stake_left": "30000000000000000000", "bond_returned": "0"}));
}

#[test]
fn waiting_for_input_is_no_work() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fernet"))
        .args(["block", "--json", "--timings", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let patience = Duration::from_secs(3);
    std::thread::sleep(patience);
    child.stdin.take().unwrap().write_all(committed("block/skipped.json").as_bytes()).unwrap();
    let result: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    let first = &result["timings"][0];
    assert_eq!(first["step"], "parse");
    let parsed = Duration::from_micros(first["microseconds"].as_str().unwrap().parse().unwrap());
    assert!(parsed < patience, "{parsed:?}");
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fernet"))
        .args(["scenario", "--transactions", "64"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((first.as_str(), output.status.code()), ("{\n", Some(0)));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.lines().all(|line| line.starts_with("fernet: warning, ")), "{stderr}");
}

#[test]
fn attestations_need_attesters_and_a_reveal() {
    let mut block = block("certificate");
    block["params"]["attesters"] = json!("0");
    block["params"]["quorum"] = json!("0");
    block["params"]["attest_blocks"] = json!("0");
    let errors = |block: &Value, kind: &str| -> Vec<String> {
        refused(&run(block).json())
            .into_iter()
            .filter(|(item, _)| item.starts_with(kind))
            .map(|(_, error)| error)
            .collect()
    };
    assert_eq!(errors(&block, "reveal"), ["RevealError::DataRootNotNeeded"]);
    for kind in ["attestations", "certificates"] {
        let count = block[kind].as_array().unwrap().len();
        assert_eq!(errors(&block, kind), vec!["PhaseError::NotInThisPhase"; count]);
        let mut other = common::block("bond");
        other[kind] = block[kind].clone();
        other["attestations"] = block["attestations"].clone();
        assert_eq!(errors(&other, kind), vec!["BlockError::NoAttesters"; count]);
    }
    block["certificates"][0]["attestations"][1] = json!("99");
    let message = run(&block).malformed();
    assert!(
        message.ends_with("certificates[0].attestations[1]: expected a position in the 10 attestations"),
        "{message}"
    );
}
