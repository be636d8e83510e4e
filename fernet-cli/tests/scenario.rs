//! `fernet scenario`: deterministic, sound in every mode, and its faults are found.

mod common;

use common::{fernet, fernet_in, fernet_with, refused};
use serde_json::{Value, json};
use tempfile::TempDir;

fn settle(arguments: &str) -> Value {
    let block = fernet(&format!("scenario {arguments}")).ok();
    fernet_with("block --json -", block.as_bytes()).json()
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let block = |arguments: &str| fernet(&format!("scenario --provers 9 --transactions 5 {arguments}")).ok();
    assert_eq!(block("--seed 3 --fault all"), block("--seed 3 --fault all"));
    assert_ne!(block("--seed 3"), block("--seed 4"));
}

#[test]
fn every_size_and_mode_settles() {
    for mode in ["per-node", "per-block", "public"] {
        for (sequencers, provers, txs) in [(1, 10, 0), (1, 10, 1), (2, 10, 3), (3, 20, 9), (2, 10, 30)] {
            for more in ["", "--tx-per-base 1 --proofs-per-node 1", "--base-share 0.3 --availability 0.2"] {
                let arguments = format!(
                    "--vrf-mode {mode} --sequencers {sequencers} --provers {provers} --transactions {txs} {more}"
                );
                let result = settle(&arguments);
                assert_eq!(result["outcome"], "settled", "{arguments}");
                assert_eq!(refused(&result), [], "{arguments}");
            }
        }
    }
}

#[test]
fn each_fault_is_refused_and_the_block_settles() {
    let clean = settle("--provers 12 --transactions 8");
    let cases: &[(&str, &[&str])] = &[
        ("bad-proof", &["VerifyError::Invalid", "VerifyError::Invalid"]),
        ("dead-parent", &["ProposalError::DeadParent"]),
        ("equivocation", &[]),
        ("forged-burn", &["VerifyError::Invalid"]),
        ("late-tree", &["PhaseError::Late"]),
        ("ineligible", &["Ineligible::NotYetActive", "Ineligible::NotYetActive"]),
        ("non-canonical", &["ProofError::ScalarNotReduced"]),
    ];
    for (fault, errors) in cases {
        let result = settle(&format!("--provers 12 --transactions 8 --fault {fault}"));
        let found: Vec<String> = refused(&result).into_iter().map(|(_, error)| error).collect();
        assert_eq!(found, *errors, "{fault}");
        for field in ["outcome", "leader", "prover_seed", "trees", "winner", "settlement"] {
            assert_eq!(clean[field], result[field], "{fault} {field}");
        }
        let kinds: Vec<&Value> =
            result["equivocations"].as_array().unwrap().iter().map(|found| &found["kind"]).collect();
        assert_eq!(kinds, if *fault == "equivocation" { vec!["proposal", "claim"] } else { vec![] });
    }
    let result = settle("--provers 12 --transactions 8 --fault wrong-child");
    let (item, error) = refused(&result).remove(0);
    assert!(
        item.starts_with("trees") && ["ChildError::LeftDiffers", "ChildError::RightDiffers"].contains(&error.as_str()),
        "{error}"
    );
    assert_eq!(clean["settlement"], result["settlement"]);
}

#[test]
fn silence_skips_or_reverts() {
    let skipped = settle("--fault no-reveal --reveal-slash-amount 3eth --proof-slash-amount 40eth");
    assert_eq!((&skipped["slashed"], &skipped["forfeit"]), (&"3000000000000000000".into(), &"0".into()));
    assert_eq!((&skipped["outcome"], &skipped["bases"]), (&"skipped".into(), &Value::Null));
    let reverted = settle("--fault no-proof --proof-slash-amount 40eth --stake 32eth");
    assert_eq!((&reverted["outcome"], &reverted["slashed"]), (&"reverted".into(), &"32000000000000000000".into()));
}

#[test]
fn parameters_are_warned_about() {
    let warnings = |outcome: common::Outcome| -> Vec<String> {
        let name = |line: &str| line.strip_prefix("fernet: warning, ").unwrap().split(':').next().unwrap().to_owned();
        outcome.stderr.lines().map(name).collect()
    };
    let scenario = "scenario --sequencers 1 --provers 4 --transactions 1";
    let plain = fernet(scenario);
    let expected = ["RevealSlashZero", "ProofSlashZero", "RootSeatsBurned"];
    assert_eq!(warnings(fernet_with("block", plain.stdout.as_bytes())), expected);
    assert_eq!(warnings(plain), expected);
    let slashed = "--reveal-slash-amount 1eth --proof-slash-amount 1eth --root-seats 1 --randao-lag 63";
    assert_eq!(warnings(fernet(&format!("{scenario} {slashed}"))), ["RandaoLagShort"]);
}

#[test]
fn faults_combine() {
    let reverted = settle("--provers 12 --transactions 8 --fault no-proof --fault late-tree");
    assert_eq!((&reverted["outcome"], &reverted["reason"]), (&"reverted".into(), &"no-valid-tree".into()));
    assert_eq!(refused(&reverted), [("trees[0]".to_owned(), "PhaseError::Late".to_owned())]);
    let reverted = settle("--provers 12 --transactions 8 --fault wrong-child --fault no-proof");
    assert_eq!((&reverted["outcome"], &reverted["reason"]), (&"reverted".into(), &"no-valid-tree".into()));
    let skipped = settle("--provers 12 --transactions 8 --fault no-reveal --fault dead-parent");
    assert_eq!((&skipped["outcome"], &skipped["reason"]), (&"skipped".into(), &"no-reveal".into()));
    assert_eq!(refused(&skipped), [("proposals[8]".to_owned(), "ProposalError::DeadParent".to_owned())]);
}

#[test]
fn a_fault_requested_twice_is_refused() {
    for (faults, expected) in [
        ("--fault bad-proof --fault late-tree --fault bad-proof", "--fault bad-proof: was given before"),
        ("--fault all --fault all", "--fault all: was given before"),
        ("--fault late-tree --fault all", "--fault late-tree: is part of --fault all"),
    ] {
        assert_eq!(fernet(&format!("scenario --transactions 2 {faults}")).malformed(), expected);
    }
}

#[test]
fn faults_that_need_a_reveal_are_refused_without_one() {
    for fault in ["all", "forged-burn", "late-tree", "non-canonical", "wrong-child", "no-proof"] {
        let message = fernet(&format!("scenario --transactions 2 --fault no-reveal --fault {fault}")).malformed();
        assert_eq!(
            message,
            format!("--fault {fault}: needs claims and trees, which a block with no-reveal does not have")
        );
    }
}

#[test]
fn help_says_how_many_trees_there_are() {
    assert!(
        fernet("scenario --help").ok().split_whitespace().collect::<Vec<_>>().join(" ").contains("up to three trees")
    );
    for seed in 1..=4 {
        let trees = settle(&format!("--seed {seed}"))["trees"].as_array().unwrap().len();
        assert!((1..=3).contains(&trees), "{trees}");
    }
}

#[test]
fn help_states_ranges_and_what_happens_when_nobody_is_online() {
    let help = fernet("scenario --help").ok().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Number of sequencers, each of which makes one proposal, 1 to 100000",
        "1 to 1000000.",
        "0 to 1000000",
        "1 to 16",
        "Seats of each node but the root, 1 to 3",
        "If no prover is online at all, the top-ranked one claims it",
        "FILE.PID.tmp",
        "one VRF evaluation per prover and block",
    ] {
        assert!(help.to_lowercase().contains(&said.to_lowercase()), "{said}");
    }
    // The best prover of each node claims it.
    assert_eq!(settle("--availability 0 --provers 12 --transactions 4")["details"]["valid_claims"], "3");
}

#[test]
fn splits_above_one_take_bonds() {
    let result = settle("--fee-split-cap 6.0 --bond-base 1eth --fee-split 5.0 --provers 8 --transactions 2");
    let settlement = &result["settlement"];
    assert_eq!(settlement["sequencer"], "0");
    assert_ne!(settlement["bond_used"], "0");
    let result = settle("--fee-split-cap 3.0 --bond-base 2eth --fee-split 3.0 --fault no-reveal --sequencers 1");
    let split: u128 = result["leader"]["fee_split"].as_str().unwrap().parse().unwrap();
    assert_eq!(result["forfeit"], ((split - 1_000_000) * 2_000_000_000_000).to_string());
}

#[test]
fn what_cannot_be_made_is_said() {
    for (arguments, expected) in [
        ("--provers 1 --fault all --sequencers 1", "--fault equivocation: needs two sequencers"),
        ("--fault wrong-child --transactions 1", "--fault wrong-child: needs a node with two claims"),
        ("--proofs-per-node 4", "--proofs-per-node: expected 1 to 3, got 4"),
        ("--fee-split-cap 1.1", "--bond-base: expected 1 wei or more, because --fee-split-cap (110%) is above 100%"),
        ("--l1-block 65", "--l1-block: must be at least --randao-lag + 2"),
        ("--l1-block 129", "--l1-block: must be at least --randao-lag + --activation-delay + 2"),
        ("--l1-block 18446744073709551615", "--l1-block: too late: the phases must end"),
        (
            "--fee-split-cap 6.0 --bond-base 1 --fee-split 6.0 --fees 79228162514264337593543950335",
            "--fees: the prover pool is not below 2^96 wei",
        ),
    ] {
        let message = fernet(&format!("scenario {arguments}")).malformed();
        assert!(message.starts_with(expected), "{message}\n{expected}");
    }
    for arguments in
        ["--availability 2x", "--sequencers 0", "--vrf-mode secret", "--fault fire", "--mix 00", "--seed -1"]
    {
        let outcome = fernet(&format!("scenario {arguments}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{arguments}");
    }
}

#[test]
fn a_file_is_written_where_asked() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("block.json");
    let arguments = "scenario --provers 6 --transactions 2";
    assert_eq!(fernet(&format!("{arguments} -o {}", path.display())).ok(), "");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), fernet(arguments).ok());
    let outcome = fernet(&format!("{arguments} -o /"));
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.starts_with("fernet: /: "), "{}", outcome.stderr);
}

#[test]
fn what_scenario_writes_is_a_block() {
    let most = (1_u128 << 96) - 1;
    let amounts = [0, 1, most, most + 1, u128::MAX];
    let mut lines = Vec::new();
    for amount in amounts {
        for option in [
            "--fees",
            "--block-reward",
            "--stake",
            "--reveal-slash-amount",
            "--proof-slash-amount",
            "--rebate-cap",
            "--bond-base",
        ] {
            lines.push(format!("{option} {amount}"));
        }
        lines.push(format!("--fees {amount} --block-reward 1"));
        lines.push(format!("--fees {amount} --fee-split-cap 6 --bond-base 1 --fee-split 5.9"));
        lines.push(format!("--fees {amount} --fee-split-cap 1.5 --bond-base 1eth --fee-split 1"));
    }
    for number in [0, 1, 2, 255, 256, u64::from(u32::MAX), u64::from(u32::MAX) + 1, u64::MAX - 1, u64::MAX] {
        for option in [
            "--l1-block",
            "--block-number",
            "--seed",
            "--proofs-per-node",
            "--root-seats",
            "--tx-per-base",
            "--randao-lag",
            "--activation-delay",
            "--claims-per-node",
        ] {
            lines.push(format!("{option} {number}"));
        }
    }
    for share in ["0", "1ppm", "1", "1.000001", "429496.7295%", "429496.7296%"] {
        for option in ["--fee-split", "--fee-split-cap", "--availability", "--base-share"] {
            lines.push(format!("{option} {share}"));
        }
        lines.push(format!("--fee-split-cap {share} --bond-base 1 --fee-split {share}"));
    }
    let mut settled = 0;
    for line in &lines {
        let made = fernet(&format!("scenario --sequencers 2 --provers 10 --transactions 2 {line}"));
        if made.code == Some(2) {
            assert_eq!(made.stdout, "", "{line}");
            continue;
        }
        let result = fernet_with("block --json", made.ok().as_bytes());
        assert_eq!(result.code, Some(0), "{line}: {}", result.stderr);
        let result = result.json();
        assert_eq!((&result["outcome"], refused(&result)), (&json!("settled"), vec![]), "{line}");
        settled += 1;
    }
    assert!(settled > 70 && settled < lines.len() - 30, "{settled} of {}", lines.len());
}

const ATTESTERS: &str = "--provers 12 --transactions 8 --attesters 6 --quorum 3 --attest-blocks 10";

#[test]
fn attesters_make_a_certificate() {
    let clean = settle(ATTESTERS);
    let availability = &clean["availability"];
    assert_eq!(
        (&availability["needed"], &availability["certificate"]["item"]),
        (&json!("3"), &json!("certificates[0]"))
    );
    assert!(clean["refused"].as_array().unwrap().is_empty());
    let cases: &[(&str, &[&str])] = &[
        ("forged-attestation", &["VerifyError::Invalid"]),
        ("stranger-attestation", &["Ineligible::NotRegistered"]),
        ("double-attestation", &[]),
        ("other-data", &["AttestationError::OtherData"]),
        ("attestation-equivocation", &["AttestationError::OtherData"]),
        ("short-certificate", &["CertificateError::Count"]),
        ("unsorted-certificate", &["CertificateError::KeyOrder"]),
        ("duplicate-attester", &["CertificateError::DuplicateKey"]),
    ];
    for (fault, errors) in cases {
        let result = settle(&format!("{ATTESTERS} --fault {fault}"));
        let found: Vec<String> = refused(&result).into_iter().map(|(_, error)| error).collect();
        assert_eq!(found, *errors, "{fault}");
        assert_eq!(clean["settlement"], result["settlement"], "{fault}");
        let evidence = result["equivocations"].as_array().unwrap();
        assert_eq!(evidence.len(), usize::from(*fault == "attestation-equivocation"), "{fault}");
        for found in evidence {
            assert_eq!((&found["kind"], found["items"].as_array().unwrap().len()), (&json!("attestation"), 2));
        }
        // One more key may attest, so another sample does.
        if *fault != "other-data" {
            assert_eq!(clean["availability"], result["availability"], "{fault}");
        }
        let message = fernet(&format!("scenario --transactions 2 --fault {fault}")).malformed();
        assert_eq!(message, format!("--fault {fault}: needs --attesters"));
    }
    let all = settle(&format!("{ATTESTERS} --fault all"));
    assert_eq!((&all["outcome"], &all["winner"]), (&clean["outcome"], &clean["winner"]));
}

#[test]
fn withheld_data_reverts_a_block() {
    let options = "--attesters 16 --quorum 9 --attest-blocks 10 --withhold 0.5 --proof-slash-amount 2eth";
    let block = fernet(&format!("scenario {options}")).ok();
    let result = fernet_with("block --json", block.as_bytes()).json();
    assert_eq!(
        result["availability"],
        json!({ "provers": "32", "needed": "9", "attesters": "8", "certificate": null })
    );
    assert_eq!((&result["outcome"], &result["slashed"]), (&json!("reverted"), &json!("2000000000000000000")));
    assert!(refused(&result).iter().all(|(_, error)| error == "BlockError::NoCertificate"));
    let report = fernet_with("block", block.as_bytes()).ok();
    for line in [
        "Block 1 reverted: it has no certificate, so no tree was accepted; the next block builds on its",
        "  32 keys may attest; about 16 are selected.",
        "  A certificate needs 9 attestations; valid ones came from 8 keys.",
        "  The quorum was missed: without a certificate no tree is accepted.",
    ] {
        assert!(report.lines().any(|other| other == line), "{line}\n{report}");
    }
    assert_eq!(fernet("scenario --withhold 0.5").malformed(), "--withhold: needs --attesters");
}

#[test]
fn an_archive_has_attestations_and_certificates() {
    let dir = TempDir::new().unwrap();
    for share in ["0", "0.5"] {
        let made =
            format!("scenario {ATTESTERS} --registration-proofs --withhold {share} --fault attestation-equivocation");
        let block = fernet_in(dir.path(), &format!("{made} --archive messages"), b"").ok();
        let whole = fernet_with("replay --brief -", block.as_bytes()).ok();
        assert_eq!(fernet_in(dir.path(), "replay --brief messages", b"").ok(), whole, "{share}");
        let replayed = fernet_in(dir.path(), "replay messages", b"").ok();
        let result: Value = serde_json::from_str(replayed.lines().next().unwrap()).unwrap();
        let evidence = fernet_with("block --json", block.as_bytes()).json()["equivocations"].clone();
        assert_eq!((evidence.as_array().unwrap().len(), &result["equivocations"]), (1, &evidence));
    }
}
