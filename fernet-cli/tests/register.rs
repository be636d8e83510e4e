//! `fernet register`: what it makes it verifies, and a request for another registration is refused.

mod common;

use common::{Temporary, fernet_in};
use serde_json::{Value, json};

const OWNER: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
const ROLLUP: &str = "--chain-id 1 --rollup-address fefefefefefefefefefefefefefefefefefefefe";

/// Whoever sends the request of another as its own, or changes it, has no proof.
#[test]
fn a_request_is_for_one_registration() {
    let dir = Temporary::new("register");
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
