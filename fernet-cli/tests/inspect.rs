//! `fernet inspect`: every message of the vectors, in words and as JSON.

mod common;

use common::{committed, fernet, fernet_in, fernet_with, run_with};
use serde_json::{Value, json};
use std::process::Command;
use tempfile::TempDir;

/// The valid and the invalid cases of `vectors/message`.
fn cases() -> (Vec<Value>, Vec<Value>) {
    let files =
        ["form", "parameters", "registry", "l1", "proposal", "reveal", "claim", "attestation", "tree", "evidence"];
    let read =
        |file: &str| -> Vec<Value> { serde_json::from_str(&committed(&format!("message/{file}.json"))).unwrap() };
    files.into_iter().flat_map(read).partition(|case| case["error"].is_null())
}

fn bytes(case: &Value) -> Vec<u8> {
    let digits = case["input"]["bytes"].as_str().unwrap();
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

/// Every value of the JSON that is not a name.
fn values(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::String(text) => found.push(text.clone()),
        Value::Array(elements) => elements.iter().for_each(|element| values(element, found)),
        Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "kind").for_each(|(_, value)| values(value, found))
        }
        _ => {}
    }
}

#[test]
fn words_and_json_have_every_field() {
    let (valid, _) = cases();
    for case in valid.iter().filter(|case| !case["id"].as_str().unwrap().contains("least")) {
        let message = bytes(case);
        let shown = fernet_with("inspect --format json -", &message).json();
        assert_eq!(shown["kind"], case["output"]["kind"]);
        assert_eq!(shown["bytes"], message.len().to_string());
        let mut body = shown["body"].clone();
        if shown["kind"] == "l1-event" {
            // The vectors have the inner message in hex.
            let inner =
                fernet(&format!("inspect --format json --hex {}", case["output"]["body"]["message"].as_str().unwrap()));
            assert_eq!(body["message"], inner.json());
            body["message"] = case["output"]["body"]["message"].clone();
        }
        if shown["kind"] == "seat-opening" {
            // The vectors have the opening in hex.
            assert_eq!(body["opening"]["levels"].as_array().unwrap().len().to_string(), body["levels"]);
            body["opening"] = case["output"]["body"]["opening"].clone();
        }
        assert_eq!(body, case["output"]["body"]);

        let text = fernet_with("inspect --all -", &message).ok();
        let joined: String = text.split_whitespace().collect();
        let mut expected = Vec::new();
        values(&shown, &mut expected);
        let shares: Vec<_> =
            ["fee_split", "fee_burn", "fee_split_cap", "base_share"].map(|name| shown["body"][name].clone()).into();
        for value in expected.iter().filter(|value| !shares.contains(&json!(value))) {
            let value: String = value.split_whitespace().collect();
            assert!(joined.contains(&value) || value.parse::<u32>().is_ok(), "{}: {value}\n{text}", case["id"]);
        }
    }
}

#[test]
fn errors_name_the_field_and_its_offset() {
    let (_, invalid) = cases();
    assert!(invalid.len() > 40);
    for case in invalid {
        let text = |name: &str| case[name].as_str().unwrap().to_owned();
        let message = fernet_with("inspect -", &bytes(&case)).malformed();
        let place = format!("standard input: {} at byte {}: ", text("field"), text("offset"));
        assert!(message.starts_with(&place), "{message}");
        assert!(message.ends_with(&format!("({})", text("error"))), "{message}");
    }
}

#[test]
fn a_message_is_read_from_a_file_or_an_argument_as_bytes_or_hex() {
    let dir = TempDir::new().unwrap();
    let exit = [&[1, 4][..], &[2; 32], &[10; 20]].concat();
    let digits: String = exit.iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(dir.path().join("bytes"), &exit).unwrap();
    std::fs::write(dir.path().join("digits"), format!("0x{}\n{}\n", &digits[..9], digits[9..].to_uppercase())).unwrap();
    let want = fernet_with("inspect -", &exit).ok();
    assert_eq!(
        want,
        format!(
            "Exit of a registered key (kind 4, 54 bytes)\n  key   {}\n  owner {}\n\n\
             Keys, proofs and amounts were not checked.\n",
            "02".repeat(32),
            "0a".repeat(20)
        )
    );
    for arguments in ["inspect bytes", "inspect digits", &format!("inspect --hex 0x{digits}")] {
        assert_eq!(fernet_in(dir.path(), arguments, b"").ok(), want, "{arguments}");
    }
    let mut blanks = Command::new(env!("CARGO_BIN_EXE_fernet"));
    blanks.args(["inspect", "--hex", &format!("{}  {}\n", &digits[..4], &digits[4..])]);
    assert_eq!(run_with(&mut blanks, b"").ok(), want);

    for (input, message) in [
        (&b""[..], "standard input: version at byte 0: message ends within the field (MessageError::Truncated)"),
        (b"{}", "standard input: version at byte 0: version is not 1 (MessageError::Version)"),
        (b"0104zz", "standard input: expected an even number of hex digits, with or without 0x in front"),
        (b"010", "standard input: expected an even number of hex digits, with or without 0x in front"),
    ] {
        assert_eq!(fernet_with("inspect -", input).malformed(), message);
    }
}

#[test]
fn long_lists_are_shortened_unless_all_is_asked_for() {
    let hashes: Vec<u8> = (0..12).flat_map(|i| [i; 32]).collect();
    let reveal = [&[1, 9][..], &[0; 56], &12_u64.to_be_bytes(), &hashes].concat();
    let short = fernet_with("inspect -", &reveal).ok();
    assert!(short.contains("  and 2 more transactions (--all lists them)\n") && !short.contains(&"0b".repeat(32)));
    let all = fernet_with("inspect --all -", &reveal).ok();
    assert!(all.contains(&format!("  12 {}\n", "0b".repeat(32))) && !all.contains("--all"));
    let message = fernet_with("inspect --all --format json -", &reveal).malformed();
    assert_eq!(message, "--all: has no effect with --format json, which has everything");
}

#[test]
fn parameters_and_requests_are_checked() {
    let (valid, _) = cases();
    let checked = |id: &str| {
        let case = valid.iter().find(|case| case["id"] == id).unwrap();
        let text = fernet_with("inspect -", &bytes(case)).ok();
        (fernet_with("inspect --format json -", &bytes(case)).json()["computed"].clone(), text)
    };
    let (json, text) = checked("defaults");
    assert_eq!((&json["error"], &json["warnings"][0]["name"]), (&Value::Null, &json!("RevealSlashZero")));
    assert!(text.contains("  warning, RevealSlashZero: "), "{text}");
    let (json, text) = checked("parameters-chain_id-least");
    assert_eq!((&json["error"]["name"], &json["warnings"]), (&json!("ParamsError::ChainIdZero"), &json!([])));
    assert!(text.contains("  refused, ParamsError::ChainIdZero: "), "{text}");
    assert_eq!(checked("request").0, json!({ "error": null }));
    assert_eq!(checked("record-suite-least").0["error"]["name"], "RegistrationError::Suite");
    // A reveal has the hash that its proposal committed to.
    let [hashes, root] = ["three", "root"].map(|id| checked(id).0);
    assert_eq!(hashes["tx_root"].as_str().map(str::len), Some(64));
    assert_eq!(root["tx_root"], json!("33".repeat(32)));
}

#[test]
fn one_message_is_expected() {
    for (arguments, named) in [
        ("inspect", &["FILE", "--hex"][..]),
        ("inspect a --hex 00", &["--hex"]),
        ("inspect --hex 0g", &["--hex", "hex digits"]),
        ("inspect --hex 00 --format xml", &["text", "json"]),
        ("inspect none", &["none: "]),
    ] {
        let message = fernet(arguments).malformed();
        assert!(named.iter().all(|name| message.contains(name)), "{arguments}: {message}");
    }
    assert!(fernet("inspect --hex 00").malformed().starts_with("--hex: version at byte 0: "));
}
