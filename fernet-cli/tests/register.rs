//! `fernet register`: what it makes it verifies, and a request for another registration is refused.

mod common;

use common::fernet_in;
use serde_json::{Value, json};
use tempfile::TempDir;

const OWNER: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
const ROLLUP: &str = "--chain-id 1 --rollup-address fefefefefefefefefefefefefefefefefefefefe";

/// Whoever sends the request of another as its own, or changes it, has no proof.
#[test]
fn a_request_is_for_one_registration() {
    let dir = TempDir::new().unwrap();
    let run = |arguments: &str| fernet_in(dir.path(), arguments, b"");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    for (role, number) in [("sequencer", "07"), ("prover", "08"), ("merge-prover", "09")] {
        write("key.json", &run(&format!("keygen --role {role} --master {}", number.repeat(32))).stdout);
        let made = run(&format!("register --key key.json --owner {OWNER} {ROLLUP}")).ok();
        let request: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(
            (&request["role"], &request["owner"], &request["suite"]),
            (&json!(role), &json!(OWNER), &json!("4"))
        );
        write("request.json", &made);
        assert!(run(&format!("register --verify request.json {ROLLUP}")).ok().starts_with("valid\nregistration_id "));
        // The same request as a message.
        let digits = run(&format!("register --key key.json --owner {OWNER} {ROLLUP} --format message")).ok();
        write("request.hex", &digits);
        let verified = run(&format!("register --verify request.json {ROLLUP}")).ok();
        assert_eq!(run(&format!("register --verify request.hex {ROLLUP}")).ok(), verified);
        assert_eq!(run("inspect --format json request.hex").json()["body"], request);
        write("request.hex", &digits.replacen("0102", "0104", 1));
        let refused = run(&format!("register --verify request.hex {ROLLUP}")).malformed();
        assert_eq!(refused, "request.hex: kind at byte 1: message is of another kind (MessageError::OtherKind)");
        let another_rollup = "--chain-id 2 --rollup-address fefefefefefefefefefefefefefefefefefefefe";
        let outcome = run(&format!("register --verify request.json {another_rollup}"));
        assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
        let invalid = [
            ("owner", json!("0b".repeat(20)), "VerifyError::Invalid"),
            ("owner", json!("00".repeat(20)), "RegistrationError::OwnerZero"),
            ("role", json!("base-prover"), "VerifyError::Invalid"),
            ("suite", json!("3"), "RegistrationError::Suite"),
            ("key", json!("00".repeat(32)), "KeyError::SmallOrder"),
        ];
        for (field, value, error) in invalid {
            let mut changed = request.clone();
            changed[field] = value;
            write("changed.json", &changed.to_string());
            let outcome = run(&format!("register --verify changed.json {ROLLUP}"));
            assert_eq!(outcome.code, Some(1), "{field}");
            assert!(outcome.stderr.contains(error), "{field}: {}", outcome.stderr);
        }
    }
    a_request_has_the_suite_of_the_rollup(&dir);
    for (arguments, message) in [
        (format!("--key key.json --owner {} {ROLLUP}", "00".repeat(20)), "--owner: "),
        (format!("--key key.json --owner {OWNER} --role sequencer {ROLLUP}"), "--role: "),
        (
            format!("--key key.json --owner {OWNER} --chain-id 1 --rollup-address {}", "00".repeat(20)),
            "--rollup-address: ",
        ),
    ] {
        let refused = run(&format!("register {arguments}")).malformed();
        assert!(refused.starts_with(message), "{refused}");
    }
}

/// Keys of the other suite are refused, by the option that names the suite.
fn a_request_has_the_suite_of_the_rollup(dir: &TempDir) {
    let run = |arguments: &str| fernet_in(dir.path(), arguments, b"");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("sequencer.json", &run("keygen --role sequencer").stdout);
    write("p256.json", &run("keygen --role sequencer --suite p256").stdout);
    for (file, suite, other, byte) in
        [("sequencer.json", "edwards25519", "p256", "4"), ("p256.json", "p256", "edwards25519", "2")]
    {
        let register = |suite: &str, more: &str| {
            run(&format!("register --key {file} --owner {OWNER} {ROLLUP} --sequencer-suite {suite} {more}"))
        };
        assert_eq!(
            register(other, "").malformed(),
            format!("--sequencer-suite: expected {suite}, the suite of the key in --key, got {other}")
        );
        let made = register(suite, "").ok();
        assert_eq!(serde_json::from_str::<Value>(&made).unwrap()["suite"], byte);
        write("request.json", &made);
        write("request.hex", &register(suite, "--format message").ok());
        let inspect = |suite: &str| run(&format!("inspect request.hex --sequencer-suite {suite}"));
        for request in ["request.json", "request.hex"] {
            let verify = |suite: &str| run(&format!("register --verify {request} {ROLLUP} --sequencer-suite {suite}"));
            assert!(verify(suite).ok().starts_with("valid\n"));
            let refused = verify(other);
            assert_eq!(refused.code, Some(1));
            assert!(refused.stderr.contains("refused, RegistrationError::Suite: "), "{}", refused.stderr);
        }
        assert!(inspect(suite).ok().contains("  the suite, the owner and the key are accepted\n"));
        assert!(inspect(other).ok().contains("  refused, RegistrationError::Suite: "));
        // A key that is no key: the message has it after version, kind and suite.
        let mut digits = register(suite, "--format message").ok();
        digits.replace_range(6..70, &"f".repeat(64));
        write("request.hex", &digits);
        assert!(inspect(suite).ok().contains("KeyError::NonCanonical: "));
        assert!(!run("inspect request.hex").ok().contains("KeyError"));
    }
    let exit = format!("0104{}{OWNER}", "02".repeat(32));
    let message = run(&format!("inspect --hex {exit} --sequencer-suite p256")).malformed();
    assert_eq!(message, "--sequencer-suite: has no effect on a message of the kind exit");
}
