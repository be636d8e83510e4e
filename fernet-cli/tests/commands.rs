//! What the commands have in common: arguments, notations, help, standard input and the example.

mod common;

use common::{committed, fernet, fernet_with, vectors};
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
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
fn help_teaches_every_command() {
    for command in [
        "block", "replay", "scenario", "keygen", "prove", "verify", "register", "inspect", "open", "propose", "claim",
        "attest", "certify", "rank", "settle",
    ] {
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
        let case = fernet(&format!(
            "settle --fees 1000 --fee-split {split} --bond-base 1 --bases 1 --seat 0 --bond 9000 --json"
        ))
        .json();
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
