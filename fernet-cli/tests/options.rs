//! No option is silently unused: in every mode of every command each one changes the output, or is refused.

mod common;

use common::{fernet, fernet_in};
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

const MASTER: &str = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";

/// A command line that works, which stands for a mode of its command.
struct Mode {
    command: &'static str,
    arguments: &'static str,
}

const fn mode(command: &'static str, arguments: &'static str) -> Mode {
    Mode { command, arguments }
}

/// The modes of every command. FILES below are in the working directory.
const MODES: &[Mode] = &[
    // So large that reports of it are cut short.
    mode("block", "large.json"),
    mode("block", "block.json --json"),
    mode("block", "--example"),
    mode("block", "--example --json"),
    mode("scenario", "--provers 10 --transactions 8"),
    mode("scenario", "--provers 10 --transactions 8 --vrf-mode per-block"),
    mode("scenario", "--provers 10 --transactions 8 --vrf-mode public"),
    mode("scenario", "--provers 10 --transactions 8 --sequencer-suite p256"),
    mode("scenario", "--provers 10 --transactions 1"),
    mode("scenario", "--provers 10 --transactions 8 --fee-split-cap 6 --bond-base 1eth --fee-split 5"),
    mode("scenario", "--provers 10 --transactions 8 --fault no-reveal"),
    mode("scenario", "--provers 10 --transactions 8 --attesters 6 --quorum 3 --attest-blocks 9"),
    mode("scenario", "--provers 10 --transactions 8 --registration-proofs --archive kept.archive"),
    mode("keygen", ""),
    mode("keygen", "--role sequencer --master 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"),
    mode("keygen", "--master 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"),
    mode("prove", "--alpha 01 --key key.json"),
    mode("prove", "--alpha 01 --master 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"),
    mode("prove", "--alpha 01 --key p256.json"),
    mode("verify", "--alpha 01 --file proof.json"),
    mode("verify", "--alpha 01 --file p256-proof.json"),
    mode("witness", "--alpha 01 --file p256-proof.json"),
    mode("verify", "--alpha 01 --public-key PUBLIC_KEY --proof PROOF"),
    mode(
        "register",
        "--key sequencer.json --owner 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a --chain-id 1 \
         --rollup-address fefefefefefefefefefefefefefefefefefefefe",
    ),
    mode("register", "--verify request.json --chain-id 1 --rollup-address fefefefefefefefefefefefefefefefefefefefe"),
    mode("inspect", "reveal.bin"),
    mode("inspect", "reveal.bin --format json"),
    mode("inspect", "request.hex --format json"),
    mode(
        "propose",
        "block.json --key sequencer.json --fee-split 0.5 --payout 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \
         --contents contents.json",
    ),
    mode(
        "propose",
        "block.json --key sequencer.json --fee-split 0.5 --payout 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \
         --format json --tx-order-hash 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
    ),
    mode(
        "claim",
        "block.json --key key.json --node 1 --payout 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \
         --statement 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20 \
         --proof-digest 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20 \
         --left 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20 \
         --right 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
    ),
    mode("attest", "attested.json --key key.json --data-digests digests.json --newest-l1-block 1005"),
    mode("attest", "attested.json --verify attestation.hex"),
    mode("certify", "attested.json attestation.hex"),
    mode("certify", "attested.json --verify certificate.hex"),
    mode("open", "block.json --node 0"),
    mode("open", "block.json --node 0 --format json"),
    mode("open", "block.json --verify opening.hex"),
    mode(
        "open",
        "--verify opening.hex --root ROOT --prover-seed PROVER_SEED --proposal-id PROPOSAL --bases 4 --pool 1000",
    ),
    mode("replay", "block.json"),
    mode("replay", "block.json --brief"),
    mode("replay", "block.archive"),
    mode("rank", "block.json"),
    mode("rank", "block.json --json"),
    mode("rank", "block.json --election"),
    mode("rank", "block.json --node 1"),
    mode("rank", "block.json --key CLAIMANT"),
    mode("rank", "block.json --key-file key.json"),
    mode("rank", "--example"),
    mode("settle", "--file settlement.json"),
    mode("settle", "--file settlement.json --json"),
    mode("settle", "--fees 1000 --fee-split 0.8 --bases 2 --seat 1"),
    mode("settle", "--fees 1000 --fee-split 0.8 --bases 1 --seat 0"),
    mode("settle", "--fees 1000 --fee-split 1.2 --bases 2 --seat 1 --bond 500 --bond-base 100"),
    mode(
        "settle",
        "--fees 1000 --fee-split 0.8 --bases 2 --seat 1 --rebate-gas 7 --base-fee 3 --rate 2eth --rebate-cap 500",
    ),
    mode("settle", "--fees 1000 --fee-split 0.8 --bases 2 --seat 1 --json"),
    mode("advise", "--sequencers 100 --provers 1000 --cost 0.3 --mev 0.5 --stake-share 0.1 --draws 100"),
    mode("advise", "--sequencers 100 --provers 1000 --cost 0.3 --mev 0.5 --stake-share 0.1 --draws 100 --json"),
    mode("simulate", ""),
    mode("simulate election", "--draws 100"),
    mode("simulate election", "--draws 100 --sweep keys=5,6 --json"),
    mode("vectors", "--check --dir dir"),
    mode("vectors", "--write --dir dir"),
];

/// For every option of a command values that differ from what the modes have. The empty one is a flag's.
fn values(command: &str, option: &str) -> &'static [&'static str] {
    match (command, option) {
        (
            _,
            "--json"
            | "--all"
            | "--timings"
            | "--example"
            | "--election"
            | "--check"
            | "--write"
            | "--brief"
            | "--batch-claims"
            | "--registration-proofs",
        ) => &[""],
        ("scenario", "--sequencers") => &["3"],
        ("scenario", "--provers") => &["11"],
        ("scenario", "--transactions") => &["9"],
        ("scenario", "--vrf-mode") => &["per-block", "public"],
        ("scenario" | "register" | "inspect", "--sequencer-suite") => &["p256"],
        ("scenario", "--seed") => &["2"],
        ("scenario", "--availability") => &["0.1"],
        ("scenario", "--claims-per-node") => &["1"],
        ("scenario", "--fault") => &[
            "all",
            "bad-proof",
            "dead-parent",
            "equivocation",
            "forged-burn",
            "late-tree",
            "ineligible",
            "non-canonical",
            "wrong-child",
            "unproven",
            "two-owners",
            "forged-attestation",
            "stranger-attestation",
            "double-attestation",
            "other-data",
            "attestation-equivocation",
            "short-certificate",
            "unsorted-certificate",
            "duplicate-attester",
        ],
        ("scenario", "--withhold") => &["0.9"],
        ("scenario", "--attesters") => &["5"],
        ("scenario", "--quorum") => &["2"],
        ("scenario", "--attest-blocks") => &["8"],
        ("scenario", "--fees") => &["5eth"],
        ("scenario" | "settle", "--block-reward") => &["7gwei"],
        ("scenario", "--fee-split") => &["0.5", "7"],
        ("scenario", "--stake") => &["5eth"],
        ("scenario", "--mix") => &[MASTER],
        ("scenario", "--l1-block") => &["15000000"],
        ("scenario", "--block-number") => &["2"],
        ("scenario" | "settle", "--proofs-per-node") => &["2"],
        ("scenario" | "settle", "--root-seats") => &["1"],
        ("scenario", "--fee-split-cap") => &["8"],
        ("scenario", "--tx-per-base") => &["1"],
        ("scenario", "--randao-lag") => &["5"],
        ("scenario", "--activation-delay") => &["5"],
        ("scenario" | "settle", "--base-share") => &["0.3"],
        ("scenario", "--bond-base" | "--reveal-slash-amount" | "--proof-slash-amount") => &["2eth"],
        ("scenario", "--rebate-cap") => &["1eth"],
        ("scenario", "--rebate-gas" | "--claim-blocks") => &["5"],
        ("scenario", "--output") => &["out.json"],
        ("scenario", "--parent") => &[MASTER],
        ("scenario" | "block", "--archive") => &["out.archive"],
        ("block", "--html") => &["out.html"],
        ("block", "--page") => &["page.html"],
        // The leader is slashed.
        ("replay", "--stake") => &["1"],
        // Before the deadline.
        ("replay", "--until") => &["15537500"],
        ("keygen", "--suite") => &["p256"],
        ("keygen" | "prove", "--role") => &["sequencer"],
        ("keygen" | "prove", "--master") => &["0202030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"],
        ("prove", "--key") => &["key.json"],
        ("prove" | "verify" | "witness", "--alpha" | "--ad") => &["02"],
        ("prove" | "verify", "--suite") => &["tai"],
        ("witness", "--format") => &["calldata"],
        ("verify" | "witness", "--file") => &["proof.json"],
        ("verify" | "witness", "--public-key") => &["0202030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"],
        ("verify" | "witness", "--proof") => &[
            "0202030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f200202030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2002030405060708090a0b0c0d0e0f1011",
        ],
        ("register", "--key") => &["key.json"],
        ("register", "--owner") => &["0b0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"],
        ("register", "--role") => &["merge-prover"],
        ("register", "--format") => &["message"],
        ("register", "--verify") => &["request.json"],
        ("register", "--chain-id") => &["2"],
        ("register", "--rollup-address") => &["0b0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"],
        ("inspect", "--hex") => &["00"],
        ("inspect", "--format") => &["json"],
        ("propose" | "claim" | "attest", "--key") => &["key.json", "sequencer.json"],
        ("claim" | "attest" | "certify", "--format") => &["text"],
        ("propose", "--format") => &["text", "json"],
        ("attest", "--data-digests") => &["contents.json"],
        ("attest", "--newest-l1-block") => &["2000"],
        ("attest", "--verify") => &["attestation.hex"],
        ("certify", "--verify") => &["certificate.hex"],
        ("propose", "--fee-split") => &["0.6"],
        ("propose", "--tx-order-hash") => &["0202020202020202020202020202020202020202020202020202020202020202"],
        ("propose", "--contents") => &["contents.json"],
        ("propose", "--bond") => &["1"],
        ("propose" | "claim", "--payout") | ("claim", "--rebate-payee") => {
            &["0b0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"]
        }
        ("claim", "--node") => &["3"],
        ("claim", "--statement" | "--proof-digest" | "--left" | "--right") => {
            &["0202020202020202020202020202020202020202020202020202020202020202"]
        }
        ("claim", "--fee-burn") => &["0.1"],
        ("open", "--node" | "--position") => &["1"],
        ("open", "--tree") => &["0", "9"],
        ("open", "--format") => &["json"],
        ("open", "--verify") => &["opening.hex"],
        ("open", "--root" | "--prover-seed" | "--proposal-id") => &[MASTER],
        ("open", "--bases") => &["3"],
        ("open", "--pool") => &["2000"],
        ("open", "--proofs-per-node") => &["2"],
        ("open", "--root-seats") => &["1"],
        ("open", "--base-share") => &["0.3"],
        ("replay", "--expect") => &["key.json"],
        ("rank", "--node") => &["2"],
        ("rank", "--best") => &["1"],
        ("rank", "--key") => &["CLAIMANT"],
        ("rank", "--key-file") => &["key.json"],
        ("settle", "--file") => &["settlement.json"],
        ("settle", "--fees") => &["2000"],
        ("settle", "--fee-split") => &["0.7"],
        ("settle", "--bases") => &["2", "1"],
        ("settle", "--seat") => &["0"],
        ("settle", "--bond") => &["5"],
        ("settle", "--bond-base") => &["2000"],
        ("settle", "--rebate-cap") => &["5"],
        ("settle", "--rebate-gas" | "--base-fee" | "--rate") => &["1"],
        ("advise", "--sequencers" | "--provers" | "--bases") => &["33"],
        ("advise", "--cost" | "--mev" | "--stake-share" | "--offline") => &["0.4"],
        ("advise", "--fees") => &["2eth"],
        ("advise", "--seed" | "--draws") => &["2"],
        // In a mode without it, this one is refused: a report takes long.
        ("simulate", "--report") => &["key.json/folder"],
        ("simulate election", "--draws") => &["101"],
        ("simulate" | "simulate election", "--seed") => &["2"],
        // Threads change the time only.
        ("simulate" | "simulate election", "--threads") => &["0"],
        ("simulate election", "--keys") => &["7"],
        ("simulate election", "--fee-split" | "--rival-split") => &["0.6"],
        ("simulate election", "--rule") => &["distance"],
        ("simulate election", "--sweep") => &["keys=2..9/3"],
        ("simulate election", "--svg" | "--png" | "--resume") => &["out.file"],
        ("simulate election", "--csv") => &[""],
        ("vectors", "--dir") => &["other"],
        other => panic!("the table has no values for {other:?}"),
    }
}

/// Names of the options of a command, as clap lists them.
fn options(command: &str) -> BTreeSet<String> {
    let help = fernet(&format!("{command} -h")).ok();
    let option = |line: &str| {
        let words = line.split([' ', ',']).find(|word| word.starts_with("--"))?;
        // Text of a description that starts with an option is further to the right.
        line.trim_start_matches(' ').starts_with('-').then_some(())?;
        (line.len() - line.trim_start_matches(' ').len() < 8).then(|| words.to_owned())
    };
    help.lines().filter_map(option).filter(|name| name != "--help" && name != "--version").collect()
}

fn commands() -> BTreeSet<String> {
    let help = fernet("-h").ok();
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|name| name != "help").collect()
}

/// What a run leaves behind: exit code, what it prints but for times and secrets, and the files of its directory with their sizes.
fn trace(dir: &Path, arguments: &str) -> (Option<i32>, String, String, Vec<String>) {
    let outcome = fernet_in(dir, arguments, b"");
    let untimed = outcome.stdout.split("\nTime\n").next().unwrap().to_owned();
    let named = |entry: std::fs::DirEntry| format!("{:?} {}", entry.file_name(), entry.metadata().unwrap().len());
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| named(entry.unwrap())).collect();
    files.sort();
    let _ = std::fs::remove_file(dir.join("out.json"));
    let _ = std::fs::remove_file(dir.join("out.archive"));
    let _ = std::fs::remove_file(dir.join("out.file"));
    let _ = std::fs::remove_dir_all(dir.join("other"));
    (outcome.code, untimed, outcome.stderr, files)
}

/// Arguments with an option set, in place of the value that it has there.
fn with(arguments: &str, option: &str, value: &str) -> String {
    let mut words: Vec<&str> = arguments.split_whitespace().collect();
    let repeatable = ["--seat", "--fault", "--sweep"].contains(&option);
    if let Some(place) = words.iter().position(|word| *word == option).filter(|_| !repeatable && !value.is_empty()) {
        words.drain(place..place + 2);
    }
    format!("{} {option} {value}", words.join(" "))
}

#[test]
fn every_option_changes_the_output_or_is_refused() {
    let dir = TempDir::new().unwrap();
    let make = |arguments: &str| fernet_in(dir.path(), arguments, b"");
    make("scenario --provers 10 --transactions 8 -o block.json").ok();
    make(
        "scenario --provers 4 --transactions 1 --fault no-proof --proof-slash-amount 1eth --registration-proofs \
         --archive block.archive",
    )
    .ok();
    make("scenario --provers 40 --transactions 128 --vrf-mode public -o large.json").ok();
    std::fs::write(dir.path().join("key.json"), make(&format!("keygen --master {MASTER}")).stdout).unwrap();
    std::fs::write(dir.path().join("proof.json"), make("prove --key key.json --alpha 01").ok()).unwrap();
    std::fs::write(
        dir.path().join("p256.json"),
        make(&format!("keygen --role sequencer --suite p256 --master {MASTER}")).stdout,
    )
    .unwrap();
    std::fs::write(dir.path().join("p256-proof.json"), make("prove --key p256.json --alpha 01").ok()).unwrap();
    let sequencer = make(&format!("keygen --role sequencer --master {MASTER}")).stdout;
    std::fs::write(dir.path().join("sequencer.json"), &sequencer).unwrap();
    let request = "register --key sequencer.json --owner 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \
                   --chain-id 1 --rollup-address fefefefefefefefefefefefefefefefefefefefe";
    // Twelve transactions.
    let reveal = [&[1, 9][..], &[0; 63], &[12], &[0; 12 * 32]].concat();
    std::fs::write(dir.path().join("reveal.bin"), reveal).unwrap();
    std::fs::write(dir.path().join("request.json"), make(request).ok()).unwrap();
    std::fs::write(dir.path().join("request.hex"), make(&format!("{request} --format message")).ok()).unwrap();
    let cases: serde_json::Value = serde_json::from_str(&common::committed("settlement/settle.json")).unwrap();
    let case = cases.as_array().unwrap().iter().find(|case| case["error"].is_null()).unwrap();
    std::fs::write(dir.path().join("settlement.json"), case["input"].to_string()).unwrap();
    make("vectors --write --dir dir").ok();
    let proof: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(dir.path().join("proof.json")).unwrap()).unwrap();
    let block_file = dir.path().join("block.json");
    let mut block: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&block_file).unwrap()).unwrap();
    let sequencer: serde_json::Value = serde_json::from_str(&sequencer).unwrap();
    for (key, role) in [(&proof["public_key"], "prover"), (&sequencer["public_key"], "sequencer")] {
        let own = serde_json::json!({"key": key, "role": role, "entry_l1_block": "1", "exit_l1_block": null});
        block["registry"].as_array_mut().unwrap().push(own);
    }
    let contents = serde_json::json!({"salt": MASTER, "fees": "5", "transactions": []});
    std::fs::write(dir.path().join("contents.json"), contents.to_string()).unwrap();
    std::fs::write(block_file, block.to_string()).unwrap();
    make("scenario --transactions 2 --attesters 99 --quorum 1 --attest-blocks 10 --l1-block 1000 -o attested.json")
        .ok();
    let attested_file = dir.path().join("attested.json");
    let mut attested: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&attested_file).unwrap()).unwrap();
    let own = block["registry"].as_array().unwrap().iter().rev().take(2).cloned();
    attested["registry"].as_array_mut().unwrap().extend(own);
    std::fs::write(attested_file, attested.to_string()).unwrap();
    std::fs::write(dir.path().join("digests.json"), attested["reveal"]["data_digests"].to_string()).unwrap();
    let attestation = "attest attested.json --key key.json --data-digests digests.json --newest-l1-block 1005";
    std::fs::write(dir.path().join("attestation.hex"), make(attestation).ok()).unwrap();
    std::fs::write(dir.path().join("certificate.hex"), make("certify attested.json attestation.hex").ok()).unwrap();
    std::fs::write(dir.path().join("opening.hex"), make("open block.json --node 0").ok()).unwrap();
    let opened = make("open block.json --node 0 --format json").json();
    let fill = |text: &str| {
        text.replace("PUBLIC_KEY", proof["public_key"].as_str().unwrap())
            .replace("PROOF", proof["proof"].as_str().unwrap())
            .replace("PROVER_SEED", opened["computed"]["prover_seed"].as_str().unwrap())
            .replace("PROPOSAL", opened["body"]["proposal_id"].as_str().unwrap())
            .replace("ROOT", opened["computed"]["root"].as_str().unwrap())
            .replace("CLAIMANT", block["claims"][0]["key"].as_str().unwrap())
    };

    let first = |command: &str| command.split(' ').next().unwrap().to_owned();
    let known: BTreeSet<String> = MODES.iter().map(|mode| first(mode.command)).collect();
    assert_eq!(known, commands());
    let mut unused = Vec::new();
    for Mode { command, arguments } in MODES {
        let plain = trace(dir.path(), &format!("{command} {}", fill(arguments)));
        assert!(plain.0 == Some(0), "{command} {arguments}: {}", plain.2);
        for option in options(command) {
            for value in values(command, &option) {
                if !value.is_empty() && arguments.contains(&format!("{option} {value}")) {
                    continue;
                }
                let line = fill(&format!("{command} {}", with(arguments, &option, value)));
                let changed = trace(dir.path(), &line);
                if changed.0 != Some(2) && changed == plain {
                    unused.push(line);
                }
            }
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}
