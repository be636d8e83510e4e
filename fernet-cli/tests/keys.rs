//! `fernet keygen`, `fernet prove` and `fernet verify`.

mod common;

use common::{committed, fernet, fernet_with, temporary};
use serde_json::{Value, json};
use tempfile::TempPath;

const MASTER: &str = "0707070707070707070707070707070707070707070707070707070707070707";

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

/// A key file of a sequencer on P-256.
fn p256_key() -> TempPath {
    temporary(&fernet(&format!("keygen --role sequencer --suite p256 --master {MASTER}")).stdout)
}

#[test]
fn a_key_on_p256_proves() {
    let file = p256_key();
    let prove = |more: &str| fernet(&format!("prove --key {} --alpha 0123 {more}", file.display()));
    for (suite, ad) in [("", ""), ("--suite sswu", "--ad 4567"), ("--suite tai", ""), ("--suite tai", "--ad 0x")] {
        let made = prove(&format!("{suite} {ad}")).ok();
        let proven: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(proven["suite"], "p256");
        let (key, proof, beta) = (text(&proven["public_key"]), text(&proven["proof"]), text(&proven["beta"]));
        assert_eq!((key.len(), proof.len(), &beta[64..]), (64, 162, "0".repeat(64).as_str()));
        let verify = |alpha: &str, more: &str| {
            let by_file = fernet_with(&format!("verify --file - --alpha {alpha} {more}"), made.as_bytes());
            let statement = format!("--alpha {alpha} --proof {proof} {suite} {more}");
            // The registered key, and that of the RFC.
            for key in [key.to_owned(), format!("02{key}")] {
                let outcome = fernet(&format!("verify --public-key {key} {statement}"));
                assert_eq!((outcome.code, outcome.stdout), (by_file.code, by_file.stdout.clone()));
            }
            by_file
        };
        assert_eq!(verify("0123", ad).ok(), format!("valid\nbeta {beta}\n"));
        for outcome in [verify("0124", ad), verify("0123", "--ad 99")] {
            assert_eq!(outcome.code, Some(1));
            assert!(outcome.stderr.starts_with("fernet: refused, P256VerifyError::Invalid: "), "{}", outcome.stderr);
        }
    }
}

/// Proofs that the Python reference made.
#[test]
fn proofs_on_p256_are_those_of_the_reference() {
    let key = fernet(&format!("keygen --role sequencer --suite p256 --master {MASTER}")).stdout;
    for (options, proof, beta) in [
        (
            "--suite sswu",
            "03e1598413c3435a7d5025ad3289c282a5e996a935090de8661444b0f72483701742ec8f5458d5bd327b9ec6acafa23ca49b21e2f7ab1d0b78bad3fa88029309f62646067fa9a8c576036f08597bb8ba85",
            "fa24e0ef20f5ecc2f76de66feca88b8ad64a76c51430ccf2450078d64e1c6957",
        ),
        (
            "--suite sswu --ad 4567",
            "03e1598413c3435a7d5025ad3289c282a5e996a935090de8661444b0f72483701731ed016ae46307c7de84dfe8861d20e914c3db6271a37886550fb161aec63f14fd680f8914103ed78dfee68a2cf47f9f",
            "fa24e0ef20f5ecc2f76de66feca88b8ad64a76c51430ccf2450078d64e1c6957",
        ),
        (
            "--suite tai",
            "0246768b4cd386102d5977cc030311a56ac7bcfcc0988757da952d93de5f4aa488d4fc0b4fb1c596046d5ad7585708a053d55a700d7dda1b5cc4975e923b511e7673cdfdedd06260c9d195aefd77cf19dd",
            "7b0b77fb63f7e8476fb0ff0e3a41ffebe5b1bd1d000136378be68a274bc2b90e",
        ),
    ] {
        let made = fernet_with(&format!("prove --key - --alpha 0123 {options}"), key.as_bytes()).json();
        let public_key = "e9db68870a3dab0e713c78d1903291ecd37f345f69e10fbd7ea4ed224ae8f450";
        let beta = format!("{beta:0<128}");
        let mut expected = json!({ "suite": "p256", "public_key": public_key, "beta": beta, "proof": proof });
        if options == "--suite tai" {
            expected["vrf_suite"] = json!("tai");
        }
        assert_eq!(made, expected);
    }
}

/// A file says its suite, so `fernet verify` needs no option for it and takes none, and `fernet witness` refuses TAI by name.
#[test]
fn a_file_says_its_suite() {
    let key = p256_key();
    for options in [format!("--master {MASTER}"), format!("--key {}", key.display())] {
        let made = fernet(&format!("prove {options} --alpha 0123 --suite tai")).ok();
        let verify =
            |more: &str, file: &str| fernet_with(&format!("verify --file - --alpha 0123{more}"), file.as_bytes());
        let beta = serde_json::from_str::<Value>(&made).unwrap()["beta"].clone();
        assert_eq!(verify("", &made).ok(), format!("valid\nbeta {}\n", text(&beta)));
        assert!(verify(" --suite tai", &made).malformed().contains("cannot be used with"));
        // The same proof as one in the other suite, and as one in a suite of the other curve.
        assert_eq!(verify("", &made.replace("\"vrf_suite\": \"tai\",", "")).code, Some(1));
        let (other, expected) = if made.contains("p256") { ("ell2", "sswu") } else { ("sswu", "ell2") };
        let message = verify("", &made.replace("\"tai\"", &format!("\"{other}\""))).malformed();
        assert!(message.starts_with(&format!("standard input: vrf_suite: expected {expected} or tai")), "{message}");
        let message = verify("", &made.replace("\"tai\"", "\"TAI\"")).malformed();
        assert!(message.starts_with("standard input: vrf_suite: unknown variant `TAI`, expected "), "{message}");
        let message = fernet_with("witness --file - --alpha 0123", made.as_bytes()).malformed();
        let expected =
            if made.contains("p256") { "the vrf_suite sswu, which the contract verifies" } else { "81 bytes" };
        assert!(message.starts_with(&format!("standard input: proof: expected {expected}")), "{message}");
    }
}

#[test]
fn a_suite_is_one_of_the_curve_of_the_key() {
    let file = p256_key();
    let key = fernet(&format!("prove --master {MASTER} --alpha 00")).json();
    let on_p256 = fernet(&format!("prove --key {} --alpha 00", file.display()));
    let edwards25519 = format!("--public-key {} --proof {} --alpha 00", text(&key["public_key"]), text(&key["proof"]));
    for (arguments, message) in [
        (
            format!("prove --master {MASTER} --alpha 00 --suite sswu"),
            "--suite: expected ell2 or tai, because the key is on edwards25519; got sswu",
        ),
        (
            format!("prove --key {} --alpha 00 --suite ell2", file.display()),
            "--suite: expected sswu or tai, because the key is on P-256; got ell2",
        ),
        (
            format!("verify {edwards25519} --suite sswu"),
            "--suite: expected ell2 or tai, because the key is on edwards25519; got sswu",
        ),
        (
            format!("verify {}", edwards25519.replace("--public-key ", "--public-key 02")),
            "--public-key: expected 32 bytes, because the proof has 80 bytes and is on edwards25519; got 33 bytes",
        ),
    ] {
        assert_eq!(fernet(&arguments).malformed(), message);
    }
    // A proof that the file says to be of the other suite.
    let made = on_p256.ok().replace("\"suite\": \"p256\",", "");
    assert_eq!(
        fernet_with("verify --file - --alpha 00", made.as_bytes()).malformed(),
        "standard input: proof: expected 80 bytes, because suite is edwards25519; got 81 bytes"
    );
}

#[test]
fn a_key_file_proves() {
    let file = temporary(&fernet(&format!("keygen --master {MASTER}")).stdout);
    let by_file = fernet(&format!("prove --key {} --alpha 0123", file.display())).json();
    assert_eq!(by_file, fernet(&format!("prove --master {MASTER} --alpha 0123")).json());
    let other = std::fs::read_to_string(&file).unwrap().replace("prover", "sequencer");
    let message = fernet_with("prove --key - --alpha 00", other.as_bytes()).malformed();
    assert!(message.starts_with("standard input: public_key: is not that of this master"), "{message}");
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
    for (suite, file) in [
        ("tai", "rfc9381/edwards25519_tai"),
        ("ell2", "rfc9381/edwards25519_ell2"),
        ("tai", "rfc9381-p256/tai"),
        ("sswu", "rfc9381-p256/sswu"),
    ] {
        let examples: Value = serde_json::from_str(&committed(&format!("{file}.json"))).unwrap();
        for example in examples.as_array().unwrap() {
            let [key, alpha, proof, beta] = ["pk", "alpha", "pi", "beta"].map(|field| text(&example[field]));
            let alpha = if alpha.is_empty() { "0x" } else { alpha };
            let valid = fernet(&format!("verify --public-key {key} --alpha {alpha} --proof {proof} --suite {suite}"));
            assert_eq!(valid.ok(), format!("valid\nbeta {beta:0<128}\n"));
        }
    }
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
