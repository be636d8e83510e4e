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
fn keys_are_derived_by_role_and_random_without_a_master() {
    let key = |arguments: &str| {
        let outcome = fernet(&format!("keygen {arguments}"));
        assert_eq!(outcome.code, Some(0));
        assert!(outcome.stderr.contains("secret"), "{}", outcome.stderr);
        serde_json::from_str::<Value>(&outcome.stdout).unwrap()
    };
    let sequencer = key(&format!("--role sequencer --master {MASTER}"));
    let prover = key(&format!("--master {MASTER}"));
    let merge = key(&format!("--role merge-prover --master {MASTER}"));
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
            assert!(
                outcome.stderr.starts_with("fernet: refused, VerifyError::Invalid: proof is not valid for this key")
            );
        }
    }
}

#[test]
fn a_key_file_proves() {
    let file = temporary("key", &fernet(&format!("keygen --master {MASTER}")).stdout);
    let by_file = fernet(&format!("prove --key {} --alpha 0123", file.display())).json();
    assert_eq!(by_file, fernet(&format!("prove --master {MASTER} --alpha 0123")).json());
    let other = std::fs::read_to_string(&file).unwrap().replace("prover", "sequencer");
    let message = fernet_with("prove --key - --alpha 00", other.as_bytes()).malformed();
    assert!(message.starts_with("standard input: public_key: is not that of this master"), "{message}");
    std::fs::remove_file(file).unwrap();
}

#[test]
fn verify_tells_malformed_from_invalid() {
    let (zero, proof) = ("0".repeat(64), "f".repeat(160));
    let invalid = fernet(&format!("verify --public-key {zero} --alpha 00 --proof {proof}"));
    assert_eq!(
        (invalid.code, invalid.stderr.as_str()),
        (Some(1), "fernet: refused, KeyError::SmallOrder: public key has small order\n")
    );
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
    let key = text(&only[0]["ranking"][1]["key"]).to_owned();
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
    let count = |known: Value| text(&known).parse::<usize>().unwrap();
    assert!(count(known("block/per-block.json")) > claims("block/per-block.json"));
    assert_eq!(count(known("block/bond.json")), claims("block/bond.json"));
}

#[test]
fn ones_own_key_is_ranked_before_it_claims() {
    let file = temporary("own", &fernet(&format!("keygen --master {MASTER}")).stdout);
    let key: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let mut block = common::block("bond");
    let registration = json!({"key": key["public_key"], "role": "prover", "registered_slot": "1", "exit_slot": null});
    block["registry"]["keys"].as_array_mut().unwrap().push(registration);
    let ranked =
        fernet_with(&format!("rank --json --key-file {} -", file.display()), block.to_string().as_bytes()).json();
    for node in ranked.as_array().unwrap() {
        let ranking = node["ranking"].as_array().unwrap();
        assert_eq!((ranking.len(), &ranking[0]["key"], &ranking[0]["item"]), (1, &key["public_key"], &Value::Null));
    }
    std::fs::remove_file(file).unwrap();
}

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
    let gas = fernet(&format!("{arguments} --gas-used 7 --gas-price 3 --rebate-cap 20 --json")).json();
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
fn missing_arguments_are_named_with_their_alternatives() {
    for (arguments, options) in [
        ("prove --alpha 00", &["--key", "--master"][..]),
        ("verify --alpha 00", &["--file", "--public-key"]),
        ("verify --alpha 00 --public-key 00", &["64 hex digits"]),
        ("settle", &["--file", "--fees", "--fee-split", "--bases"]),
        ("settle --bases 1", &["--file", "--fees", "--fee-split"]),
    ] {
        let message = fernet(arguments).malformed();
        assert!(options.iter().all(|option| message.contains(option)), "{arguments}: {message}");
    }
    let key = "0".repeat(64);
    assert!(fernet(&format!("verify --alpha 00 --public-key {key}")).malformed().contains("--proof"));
    assert!(
        fernet(&format!("verify --alpha 00 --proof {}", key.repeat(2) + &key[..32]))
            .malformed()
            .contains("--public-key")
    );
}

#[test]
fn hex_may_have_a_prefix() {
    let prove = |prefix: &str| fernet(&format!("prove --master {prefix}{MASTER} --alpha {prefix}0123")).json();
    assert_eq!((prove("0x"), prove("0X")), (prove(""), prove("")));
    let wrong = fernet(&format!("prove --master 0y{MASTER} --alpha 00")).malformed();
    assert!(
        wrong.contains("expected 64 hex digits (32 bytes), got 66 characters, not all of them hex digits"),
        "{wrong}"
    );
}

#[test]
fn percentages_without_their_sign_are_explained() {
    let message = fernet("settle --fees 1eth --fee-split 80 --bases 1 --seat 0").malformed();
    assert!(message.contains("80 without a unit is 8000%; write 80% or 8000%"), "{message}");
    let outcome = fernet("settle --fees 1eth --fee-split 8 --bases 1 --seat 0");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.ends_with("(with a fee split of 8 (800%))\n"), "{}", outcome.stderr);
}

#[test]
fn a_bond_without_effect_is_refused() {
    let settlement = |fee_split: &str, bond: &str| {
        let file = json!({
            "fees": "10", "fee_split": fee_split, "bond": bond, "bases": "1", "proofs_per_node": "1", "root_seats": "1",
            "base_share": null, "rebate_cap": "0", "seats": [{"node": "0", "fee_burn": "0"}], "rebate": null,
        });
        fernet_with("settle --file -", file.to_string().as_bytes())
    };
    let expected = "standard input: bond: has no effect: a fee split of at most 1 takes no bond";
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
fn settlements_that_make_no_sense_are_refused() {
    for (arguments, code) in [
        ("--fees 1 --fee-split 2.0 --bases 1 --seat 0", 1),
        ("--fees 1 --fee-split 0.5 --bases 1", 1),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 0 --seat 0 --seat 0 --seat 0", 1),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 1", 1),
        ("--fees 1 --fee-split 0.5 --bases 2 --seat 1 --seat 0", 1),
        ("--fees 1 --fee-split 0.5 --bases 1 --seat 0:1.5", 2),
        ("--fees 79228162514264337593543950336 --fee-split 0.5 --bases 1 --seat 0", 2),
        ("--fees 1 --fee-split 1.5 --bases 1 --seat 0 --bond 79228162514264337593543950336", 2),
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
fn vectors_are_written_and_compared() {
    let dir = std::env::temp_dir().join(format!("fernet-vectors-{}", std::process::id()));
    let arguments = format!("vectors --dir {}", dir.display());
    for refused in ["", " --write --check"] {
        assert_eq!(fernet(&format!("{arguments}{refused}")).code, Some(2));
    }
    assert!(!dir.exists());
    assert!(fernet(&format!("{arguments} --write")).ok().contains("files written"));
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

#[test]
fn standard_input_is_read_where_no_file_is_named() {
    let file = vectors("block/skipped.json");
    for arguments in ["block --json", "rank --election --json"] {
        let of_file = fernet(&format!("{arguments} {}", file.display())).ok();
        let piped = fernet_with(arguments, committed("block/skipped.json").as_bytes()).ok();
        assert_eq!((&piped, piped.contains("\"example\"")), (&of_file, false), "{arguments}");
        let redirected = std::fs::File::open(&file).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fernet"));
        let output = command.args(arguments.split(' ')).stdin(redirected).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), of_file, "{arguments}");
        for empty in [arguments.to_owned(), format!("{arguments} -")] {
            let message = fernet(&empty).malformed();
            assert_eq!(message, "standard input: empty; expected a block, or use --example for the built-in example");
        }
    }
}

#[test]
fn the_example_is_said_to_be_one() {
    for arguments in ["", "block --example", "rank --example"] {
        assert!(fernet(arguments).ok().starts_with("This is the built-in example"), "{arguments}");
    }
    assert_eq!(fernet("block --example --json").json()["example"], true);
    assert_eq!(fernet("rank --example --json").json()[0]["example"], true);
    assert_eq!(fernet("block --example block.json").code, Some(2));
}

#[test]
fn shares_are_the_same_in_every_notation_and_probabilities_are_at_most_one() {
    let pool = |split: &str| {
        let case =
            fernet(&format!("settle --fees 1000 --fee-split {split} --bases 1 --seat 0 --bond 9000 --json")).json();
        (text(&case["input"]["fee_split"]).to_owned(), text(&case["output"]["pool"]).to_owned())
    };
    for split in ["6", "6.0", "600%", "6000000ppm"] {
        assert_eq!(pool(split), ("6000000".to_owned(), "6000".to_owned()), "{split}");
    }
    assert!(fernet("settle --fees 1000 --fee-split 80% --bases 1 --seat 0").ok().contains("fee split 0.8 (80%)"));
    let scenario = "scenario --provers 6 --transactions 1";
    let parts = |part: &str| fernet(&format!("{scenario} --availability {part} --base-share {part}"));
    assert_eq!(parts("50%").ok(), parts("500000ppm").ok());
    for part in ["2.0", "8.5", "101%", "1000001ppm"] {
        for option in ["--availability", "--base-share"] {
            let message = fernet(&format!("{scenario} {option} {part}")).malformed();
            assert!(message.contains(option) && message.contains("expected at most 1"), "{message}");
        }
    }
    for share in ["0.0000001", "429496.7296%"] {
        let message = fernet(&format!("{scenario} --fee-split {share}")).malformed();
        assert!(message.contains("expected a share such as 0.8, 80% or 800000ppm"), "{message}");
    }
    let message = fernet(&format!("{scenario} --fee-split 1.1")).malformed();
    assert_eq!(message, "--fee-split: expected at most --fee-split-cap (1)");
}

#[test]
fn amounts_have_units_and_options_their_names() {
    let settle = "settle --fees 1eth --fee-split 0.8 --bases 1 --seat 0";
    let gas =
        |price: &str| fernet(&format!("{settle} --gas-used 3 --gas-price {price} --rebate-cap 1eth --json")).json();
    assert_eq!(gas("20gwei"), gas("20000000000wei"));
    assert_eq!(gas("20gwei")["output"]["rebate"], "60000000000");
    for (arguments, expected) in [
        ("--root-seats 4", "--root-seats: expected 1 to --proofs-per-node (3), got 4"),
        ("--proofs-per-node 0", "--proofs-per-node: expected 1 to 3, got 0"),
        ("--bond 1", "--bond: has no effect: a fee split of at most 1 takes no bond"),
        ("--base-share 0.5", "--base-share: has no effect: the only base is the root"),
    ] {
        let message = fernet(&format!("{settle} {arguments}")).malformed();
        assert!(message.starts_with(expected), "{message}");
    }
    let message = fernet(&format!("{settle} --rebate-cap 1eth")).malformed();
    assert!(message.contains("--gas-used"), "{message}");
    let file =
        br#"{"fees": "1", "fee_split": "1", "bond": "0", "bases": "1", "proofs_per_node": "2", "root_seats": "3",
        "base_share": null, "rebate_cap": "0", "seats": [], "rebate": null}"#;
    let message = fernet_with("settle --file -", file).malformed();
    assert_eq!(message, "standard input: root_seats: expected 1 to proofs_per_node (2), got 3");
}

#[test]
fn a_proof_from_a_file_verifies_with_its_output() {
    let proven = fernet(&format!("prove --master {MASTER} --alpha 0123")).ok();
    let verify = |file: &str| fernet_with("verify --file - --alpha 0123", file.as_bytes());
    let value: Value = serde_json::from_str(&proven).unwrap();
    assert_eq!(verify(&proven).ok(), format!("valid\nbeta {}\n", text(&value["beta"])));
    let other = proven.replace(text(&value["beta"]), &"0".repeat(128));
    let outcome = verify(&other);
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.stderr, "fernet: beta is not the output of this valid proof\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_that_was_there() {
    let dir = common::Temporary::new("full");
    let full = |arguments: &str| {
        // A file may have one block of 512 or 1024 bytes, as on a disk that is full.
        let line = format!("trap '' XFSZ; ulimit -f 1; exec {} {arguments}", env!("CARGO_BIN_EXE_fernet"));
        let mut command = std::process::Command::new("sh");
        common::run_with(command.current_dir(dir.path()).args(["-c", &line]), b"")
    };
    std::fs::write(dir.path().join("good.json"), "good").unwrap();
    std::fs::create_dir_all(dir.path().join("mine/randao")).unwrap();
    std::fs::write(dir.path().join("mine/randao/mix.json"), "good").unwrap();
    for arguments in ["scenario --provers 6 --transactions 2 -o good.json", "vectors --write --dir mine"] {
        let outcome = full(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(".json: File too large"), "{}", outcome.stderr);
    }
    assert_eq!(std::fs::read_to_string(dir.path().join("good.json")).unwrap(), "good");
    let names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    for arguments in
        ["--help", "block --example", "scenario --provers 6 --transactions 2", "scenario --provers 6 -o /dev/full"]
    {
        let line = format!("{} {arguments} > /dev/full", env!("CARGO_BIN_EXE_fernet"));
        let outcome = common::run_with(std::process::Command::new("sh").args(["-c", &line]), b"");
        assert_eq!(outcome.code, Some(1), "{arguments}");
        assert!(outcome.stderr.contains("No space left on device"), "{}", outcome.stderr);
    }
}

#[test]
fn a_file_that_nothing_generates_is_found_wherever_it_is() {
    let dir = common::Temporary::new("unknown");
    common::fernet_in(dir.path(), "vectors --write --dir mine", b"").ok();
    common::fernet_in(dir.path(), "vectors --check --dir mine", b"").ok();
    std::fs::create_dir_all(dir.path().join("mine/block/sub")).unwrap();
    let strangers = ["block/foo.json", "block/foo", "block/sub/c.json", "zzz.json"];
    strangers.iter().for_each(|path| std::fs::write(dir.path().join("mine").join(path), "{}").unwrap());
    let outcome = common::fernet_in(dir.path(), "vectors --check --dir mine", b"");
    assert_eq!(outcome.code, Some(1));
    let expected: String = strangers.iter().map(|path| format!("\n  {path}: nothing generates it")).collect();
    assert_eq!(outcome.stderr, format!("fernet: mine:{expected}\n"));
}

#[test]
fn a_dash_is_standard_output() {
    let dir = common::Temporary::new("dash");
    let text = common::fernet_in(dir.path(), "scenario --provers 6 --transactions 2 -o -", b"").ok();
    assert_eq!(text, common::fernet_in(dir.path(), "scenario --provers 6 --transactions 2", b"").ok());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_replaced() {
    let dir = common::Temporary::new("link");
    std::fs::write(dir.path().join("old.json"), "old").unwrap();
    std::os::unix::fs::symlink("old.json", dir.path().join("link.json")).unwrap();
    assert_eq!(common::fernet_in(dir.path(), "scenario --provers 6 --transactions 2 -o link.json", b"").ok(), "");
    assert!(dir.path().join("link.json").is_symlink());
    assert!(std::fs::read_to_string(dir.path().join("old.json")).unwrap().starts_with('{'));
}

#[test]
fn what_scenario_writes_is_a_block() {
    let most = (1_u128 << 96) - 1;
    let amounts = [0, 1, most, most + 1, u128::MAX];
    let mut lines = Vec::new();
    for amount in amounts {
        for option in ["--fees", "--block-reward", "--stake", "--slash-amount", "--rebate-cap"] {
            lines.push(format!("{option} {amount}"));
        }
        lines.push(format!("--fees {amount} --block-reward 1"));
        lines.push(format!("--fees {amount} --fee-split-cap 6 --fee-split 5.9"));
        lines.push(format!("--fees {amount} --fee-split-cap 1.5 --fee-split 1"));
    }
    for number in [0, 1, 2, 255, 256, u64::from(u32::MAX), u64::from(u32::MAX) + 1, u64::MAX - 1, u64::MAX] {
        for option in [
            "--mix-slot",
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
        lines.push(format!("--fee-split-cap {share} --fee-split {share}"));
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
        assert_eq!((&result["outcome"], common::refused(&result)), (&json!("settled"), vec![]), "{line}");
        settled += 1;
    }
    assert!(settled > 70 && settled < lines.len() - 30, "{settled} of {}", lines.len());
}
