//! `fernet witness`: the calls of the contract `EcvrfP256`.

mod common;

use common::{Outcome, committed, fernet, fernet_with};
use serde_json::{Value, json};

const MASTER: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// The first four bytes of the Keccak-256 hash of each function.
const SELECTORS: [(&str, &str); 4] = [
    ("verify", "d06a6d17"),
    ("verifyWithData", "ba569c01"),
    ("verifyBytes", "77542603"),
    ("verifyBytesWithData", "4929eba3"),
];

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn argument(name: &str, digits: &Value) -> String {
    digits.as_str().map_or_else(String::new, |digits| format!("--{name} 0x{digits}"))
}

fn witness_of(case: &Value, more: &str) -> Outcome {
    let (alpha, ad) = (argument("alpha", &case["alpha"]), argument("ad", &case["ad"]));
    fernet(&format!("witness --public-key {} --proof {} {alpha} {ad} {more}", text(&case["pk"]), text(&case["pi"])))
}

fn word(value: usize) -> String {
    format!("{value:064x}")
}

/// A `bytes` of the Solidity ABI: the length, and the bytes in full words.
fn dynamic(digits: &str) -> String {
    let padding = digits.len().next_multiple_of(64) - digits.len();
    format!("{}{digits}{}", word(digits.len() / 2), "0".repeat(padding))
}

/// The calldata of a call, by hand.
fn calldata(function: &str, case: &Value, words: &str) -> String {
    let (key, alpha) = (text(&case["pk"]), text(&case["alpha"]));
    match (function, case["ad"].as_str()) {
        ("verify", None) => format!("{key}{alpha}{words}"),
        ("verifyWithData", Some(ad)) => format!("{key}{alpha}{words}{}{}", word(17 * 32), dynamic(ad)),
        ("verifyBytes", None) => format!("{key}{}{words}{}", word(16 * 32), dynamic(alpha)),
        ("verifyBytesWithData", Some(ad)) => {
            let (alpha, ad) = (dynamic(alpha), dynamic(ad));
            let offsets = (word(17 * 32), word(17 * 32 + alpha.len() / 2));
            format!("{key}{}{words}{}{alpha}{ad}", offsets.0, offsets.1)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn calls_have_the_words_of_the_vectors() {
    let cases: Vec<Value> = serde_json::from_str(&committed("vrf-p256/witness.json")).unwrap();
    let mut valid = 0;
    // The command also takes the 33 bytes of the RFC.
    for case in cases.iter().filter(|case| case["id"] != "key-length") {
        if let Some(error) = case["error"].as_str() {
            let outcome = witness_of(case, "");
            // Of the wrong length, on the command line.
            let malformed = error.ends_with("::Length");
            assert_eq!(outcome.code, Some(if malformed { 2 } else { 1 }), "{case}: {}", outcome.stderr);
            assert!(
                malformed || outcome.stderr.starts_with(&format!("fernet: refused, {error}: ")),
                "{}",
                outcome.stderr
            );
            continue;
        }
        let call = witness_of(case, "").json();
        let words: Vec<&str> = case["words"].as_array().unwrap().iter().map(text).collect();
        let arguments = &call["arguments"];
        let proof: Vec<&str> = arguments["proof"].as_object().unwrap().values().map(text).collect();
        assert_eq!(proof, words.iter().map(|word| format!("0x{word}")).collect::<Vec<_>>());
        assert_eq!(arguments["publicKey"], format!("0x{}", text(&case["pk"])));
        assert_eq!(arguments["alpha"], format!("0x{}", text(&case["alpha"])));
        assert_eq!(arguments.get("ad"), case["ad"].as_str().map(|ad| json!(format!("0x{ad}"))).as_ref());
        let function = text(&call["function"]).split('(').next().unwrap();
        let selector = SELECTORS.iter().find(|(name, _)| *name == function).unwrap().1;
        let expected = format!("0x{selector}{}", calldata(function, case, &words.concat()));
        assert_eq!(call["calldata"], expected, "{case}");
        assert_eq!(witness_of(case, "--format calldata").ok(), format!("{expected}\n"));
        valid += 1;
    }
    assert!(valid >= 12, "only {valid} valid cases");
}

#[test]
fn a_file_of_a_proof_has_a_call() {
    let key = fernet(&format!("keygen --role sequencer --suite p256 --master {MASTER}")).stdout;
    for (alpha, ad, function) in [
        ("07".repeat(32), String::new(), "verify("),
        ("07".repeat(32), "--ad 08".to_owned(), "verifyWithData("),
        ("0x".to_owned(), String::new(), "verifyBytes("),
        ("07".repeat(33), "--ad 0x".to_owned(), "verifyBytesWithData("),
    ] {
        let proven = fernet_with(&format!("prove --key - --alpha {alpha} {ad}"), key.as_bytes()).ok();
        let witness = |file: &str| fernet_with(&format!("witness --file - --alpha {alpha} {ad}"), file.as_bytes());
        let call = witness(&proven).json();
        assert!(text(&call["function"]).starts_with(function));
        let value: Value = serde_json::from_str(&proven).unwrap();
        let beta = text(&value["beta"]);
        assert_eq!(call["beta"], format!("0x{}", &beta[..64]));
        let other = witness(&proven.replace(beta, &"0".repeat(128)));
        assert_eq!(
            (other.code, other.stderr.as_str()),
            (Some(1), "fernet: beta is not the output of this valid proof\n")
        );
    }
    let edwards25519 = fernet(&format!("prove --master {MASTER} --alpha 00")).ok();
    assert_eq!(
        fernet_with("witness --file - --alpha 00", edwards25519.as_bytes()).malformed(),
        "standard input: proof: expected 81 bytes, a proof on P-256; got 80 bytes"
    );
}
