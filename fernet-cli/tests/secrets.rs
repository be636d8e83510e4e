//! No message shows a part of a secret key, and none lets text from outside act on a terminal or forge a line.

mod common;

use common::{Outcome, fernet, fernet_in, run_with};
use serde_json::{Value, json};
use std::process::Command;
use tempfile::TempDir;

const MASTER: &str = "4b1d5e2f8a9c7b60d3f4e5a697885940312c1b0a9f8e7d6c5b4a39281706f5e4";

/// [`MASTER`] in base64.
const BASE64: &str = "Sx1eL4qce2DT9OWml4hZQDEsGwqfjn1sW0o5KBcG9eQ=";

/// A secret in spellings that people use, right and wrong.
fn spellings() -> Vec<String> {
    let short = &MASTER[..63];
    let grouped = |length: usize, separator: &str| {
        let groups: Vec<&str> = (0..64).step_by(length).map(|start| &MASTER[start..start + length]).collect();
        groups.join(separator)
    };
    vec![
        MASTER.to_owned(),
        MASTER.to_uppercase(),
        format!("{MASTER}0"),
        short.to_owned(),
        MASTER[..62].to_owned(),
        format!("0x{MASTER}"),
        MASTER.replacen('5', "o", 2),
        format!("{}g{}", &MASTER[..20], &MASTER[20..]),
        "7".repeat(64),
        "07".repeat(33),
        grouped(2, ":"),
        grouped(4, " "),
        grouped(8, "-"),
        grouped(2, ", "),
        format!("0X{MASTER}"),
        BASE64.to_owned(),
        BASE64.trim_end_matches('=').replace('/', "_"),
    ]
}

/// Refuses eight digits in a row that are also in the secret.
fn hides(outcome: &Outcome, secret: &str, context: &str) {
    let printed = format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase();
    let secret = secret.to_lowercase();
    for start in 0..=secret.len() - 8 {
        let part = &secret[start..start + 8];
        assert!(!printed.contains(part), "{context}: shows {part}: {printed}");
    }
    assert!(outcome.code.is_some_and(|code| code <= 2), "{context}");
}

#[test]
fn no_argument_shows_a_secret() {
    let dir = TempDir::new().unwrap();
    let key = fernet(&format!("keygen --master {MASTER}")).stdout;
    std::fs::write(dir.path().join("key.json"), key).unwrap();
    let places = [
        "SECRET",
        "--SECRET",
        "-SECRET",
        "help SECRET",
        "block SECRET",
        "block --example SECRET",
        "block --json=SECRET --example",
        "block --example --archive none/SECRET",
        "replay SECRET",
        "replay block.json --stake SECRET",
        "block a b SECRET",
        "rank SECRET",
        "rank --example --node SECRET",
        "rank --example --best SECRET",
        "rank --example --key SECRET",
        "rank --example --key-file SECRET",
        "scenario --seed SECRET",
        "scenario --fault SECRET",
        "scenario --vrf-mode SECRET",
        "scenario --fees SECRET",
        "scenario --availability SECRET",
        "scenario --availability SECRET%",
        "scenario --provers SECRET",
        "scenario --l1-block SECRET",
        "scenario --mix ?SECRET",
        "scenario --provers 6 --transactions 1 -o none/SECRET.json",
        "keygen --role SECRET",
        "keygen --master ?SECRET",
        "keygen SECRET",
        "prove --master SECRET --alpha 0",
        "prove --master SECRET",
        "prove --master ?SECRET --alpha 00",
        "prove --master=?SECRET --alpha 00",
        "prove --master SECRET --key key.json --alpha 00",
        "prove --key SECRET --alpha 00",
        "prove --key key.json --alpha SECRETg",
        "prove --key key.json --alpha 00 --ad SECRETg",
        "prove --key key.json --alpha 00 --role SECRET",
        "prove --key key.json --alpha 00 --suite SECRET",
        "prove --key key.json --alpha 00 SECRET",
        "prove --key key.json --alpha 00 --SECRET",
        "verify --public-key SECRET --alpha 00 --proof SECRET",
        "verify --public-key SECRET --alpha SECRETg --proof SECRET",
        "verify --public-key 00 --alpha 00 --proof SECRET",
        "verify --public-key 00 --alpha 00 --ad SECRETg --proof 00",
        "verify --file SECRET --alpha 00",
        "witness --file SECRET --alpha 00",
        "witness --public-key SECRET --alpha 00 --proof SECRET",
        "inspect SECRET",
        "inspect --hex SECRET",
        "inspect --hex SECRETg",
        "propose SECRET --key key.json",
        "propose block.json --key SECRET --fee-split 1 --payout 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a --contents key.json",
        "propose block.json --key key.json --fee-split SECRET",
        "propose block.json --key key.json --fee-split 1 --tx-order-hash SECRETg",
        "propose block.json --key key.json --fee-split 1 --payout SECRET",
        "claim SECRET --key key.json --node SECRET",
        "claim block.json --key key.json --node 1 --statement SECRETg",
        "attest SECRET --key key.json --data-digests key.json --newest-l1-block 1",
        "attest block.json --key key.json --data-digests SECRET --newest-l1-block 1",
        "attest block.json --key key.json --data-digests key.json --newest-l1-block SECRET",
        "attest block.json --verify SECRET",
        "certify block.json SECRET",
        "certify SECRET key.json",
        "certify block.json --verify SECRET",
        "open SECRET --node 0",
        "open --example --node SECRET",
        "open --example --node 0 --tree SECRET",
        "open --example --verify SECRET",
        "open --verify key.json --root SECRET",
        "settle --file SECRET",
        "settle --fees SECRET --fee-split 0.8 --bases 1",
        "settle --fees 1 --fee-split SECRET --bases 1",
        "settle --fees 1 --fee-split 0.8 --bases SECRET",
        "settle --fees 1 --fee-split 0.8 --bases 1 --seat SECRET",
        "settle --fees 1 --fee-split 0.8 --bases 1 --seat 0:SECRET",
        "settle --fees 1 --fee-split 0.8 --bases 1 --seat SECRET:0.4",
        "settle --fees 1 --fee-split 0.8 --bases 1 --seat 0 --base-fee SECRETgwei",
        "vectors --check --dir SECRET",
        "vectors SECRET",
    ];
    for secret in spellings() {
        for place in places {
            // Where a right master makes the command print what was asked for, only wrong ones are of interest.
            if place.contains('?') && [MASTER.len(), 66].contains(&secret.len()) && !secret.contains(['o', ':', ' ']) {
                continue;
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_fernet"));
            command.current_dir(dir.path());
            command.args(place.split(' ').map(|word| word.replace('?', "").replace("SECRET", &secret)));
            hides(&run_with(&mut command, b""), &secret, place);
        }
    }
}

#[test]
fn no_file_shows_a_secret() {
    let dir = TempDir::new().unwrap();
    let key: Value = serde_json::from_str(&fernet(&format!("keygen --master {MASTER}")).stdout).unwrap();
    let block = common::block("bond");
    let readers = [
        "block FILE",
        "block --json FILE",
        "rank FILE",
        "rank --example --key-file FILE",
        "prove --key FILE --alpha 00",
        "verify --file FILE --alpha 00",
        "register --key FILE --owner 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a --chain-id 1 --rollup-address fefefefefefefefefefefefefefefefefefefefe",
        "register --verify FILE --chain-id 1 --rollup-address fefefefefefefefefefefefefefefefefefefefe",
        "inspect FILE",
        "open --example --verify FILE",
        "propose FILE --key FILE --fee-split 1 --payout 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a --contents FILE",
        "claim FILE --key FILE --node 0 --payout 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a \
         --statement 0000000000000000000000000000000000000000000000000000000000000000 \
         --proof-digest 0000000000000000000000000000000000000000000000000000000000000000",
        "attest FILE --key FILE --data-digests FILE --newest-l1-block 1",
        "attest FILE --verify FILE",
        "certify FILE FILE",
        "certify FILE --verify FILE",
        "settle --file FILE",
    ];
    for secret in spellings() {
        let mut files =
            vec![secret.clone(), format!("\"{secret}\""), format!("[\"{secret}\"]"), format!("{{\"{secret}\": 1}}")];
        for field in ["master", "role", "public_key"] {
            let mut wrong = key.clone();
            wrong[field] = json!(secret);
            if field != "master" {
                wrong["master"] = json!("00");
                files.push(wrong.to_string());
                wrong["master"] = json!("0".repeat(64));
            }
            files.push(wrong.to_string());
            wrong[&secret] = json!(1);
            files.push(wrong.to_string());
        }
        files.push(key.to_string().replace(&format!("\"{MASTER}\""), &secret));
        files.push(
            key.to_string()
                .replace(&format!("\"{MASTER}\""), &format!("{}e5", secret.replace(char::is_alphabetic, ""))),
        );
        for pointer in ["/l1_block", "/params/vrf_mode", "/params/base_share", "/registry/0/role", "/claims/0/node"] {
            let mut wrong = block.clone();
            *wrong.pointer_mut(pointer).unwrap() = json!(secret);
            files.push(wrong.to_string());
        }
        for (pointer, field) in [("", "slots"), ("/params", "x"), ("/claims/0", "y")] {
            let mut wrong = block.clone();
            wrong.pointer_mut(pointer).unwrap()[format!("{field}{secret}")] = json!("1");
            files.push(wrong.to_string());
        }
        for file in files {
            std::fs::write(dir.path().join("wrong.json"), &file).unwrap();
            for reader in readers {
                let context = format!("{reader}: {}", &file[..file.len().min(300)]);
                hides(&fernet_in(dir.path(), &reader.replace("FILE", "wrong.json"), b""), &secret, &context);
            }
        }
    }
    // A key file for a block and for a settlement, and a block for a key.
    std::fs::write(dir.path().join("wrong.json"), key.to_string()).unwrap();
    for reader in readers.iter().filter(|reader| !reader.contains("--key FILE")) {
        hides(&fernet_in(dir.path(), &reader.replace("FILE", "wrong.json"), b""), MASTER, reader);
    }
}

/// Refuses what a terminal would act on, forged lines, and length.
fn is_harmless(outcome: &Outcome, context: &str) {
    let printed = format!("{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(outcome.code, Some(2), "{context}: {printed}");
    let acts =
        |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{2066}\u{200f}\u{200b}\u{feff}\u{2028}".contains(c));
    assert!(!printed.contains(acts), "{context}: {printed:?}");
    assert!(!printed.lines().any(|line| line.starts_with("fernet: everything fine")), "{context}: {printed}");
    assert!(printed.chars().count() < 3000, "{context}: {} characters", printed.chars().count());
}

#[test]
fn no_text_from_outside_acts_on_the_terminal() {
    let dir = TempDir::new().unwrap();
    let evil = "\u{1b}]0;x\u{7}\nfernet: everything fine\r\u{202e}\u{2066}\u{200b}\u{feff}\u{2028}\u{9b}31m";
    let block = common::block("bond");
    for text in [evil.to_owned(), "x".repeat(1_000_000), format!("{evil}{}", "\u{202e}".repeat(100_000))] {
        let mut files = vec![json!(text).to_string(), json!([text]).to_string(), json!({&text: 1}).to_string()];
        for pointer in
            ["/l1_block", "/params/vrf_mode", "/registry/0/role", "/claims/0/node", "/claims/0/key", "/reveal"]
        {
            let mut wrong = block.clone();
            *wrong.pointer_mut(pointer).unwrap() = json!(text);
            files.push(wrong.to_string());
        }
        for pointer in ["", "/params", "/claims/0"] {
            let mut wrong = block.clone();
            wrong.pointer_mut(pointer).unwrap()[&text] = json!("1");
            files.push(wrong.to_string());
        }
        for file in files {
            std::fs::write(dir.path().join("wrong.json"), &file).unwrap();
            for reader in ["block", "rank", "prove --alpha 00 --key", "verify --alpha 00 --file", "settle --file"] {
                let outcome = fernet_in(dir.path(), &format!("{reader} wrong.json"), b"");
                is_harmless(&outcome, &format!("{reader}: {}", &file.escape_debug().take(200).collect::<String>()));
            }
        }
        // One argument may have 128 kB.
        let text: String = text.chars().take(30_000).collect();
        for place in [
            "TEXT",
            "--TEXT",
            "block TEXT",
            "block a TEXT",
            "rank --example --key TEXT",
            "rank --example --key-file TEXT",
            "keygen --role TEXT",
            "prove --key TEXT --alpha 00",
            "scenario --fault TEXT",
            "scenario --seed TEXT",
            "scenario --availability TEXT",
            "inspect TEXT",
            "inspect --hex TEXT",
            "settle --file TEXT",
            "settle --fees 1 --fee-split 0.8 --bases 1 --seat TEXT",
            "vectors --check --dir TEXT",
        ] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_fernet"));
            command.current_dir(dir.path()).args(place.split(' ').map(|word| word.replace("TEXT", &text)));
            is_harmless(&run_with(&mut command, b""), place);
        }
    }
}
