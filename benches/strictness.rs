//! What the peers do with the bytes of `vectors/vrf`: the table of `STRICTNESS.md`, pinned.
//!
//! With `UPDATE=1` in the environment the table is written anew.
#![allow(missing_docs, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fernet_vrf::{Proof, PublicKey, Suite};
use serde_json::Value;
use sha2::Sha512;
use vrf_rfc9381::Verifier;
use vrf_rfc9381::ec::edwards25519::{elligator2, tai};

/// Whether an implementation accepts a proof; `None` if it does not have the suite.
type Accepts = fn(suite: &str, key: &[u8], alpha: &[u8], pi: &[u8]) -> Option<bool>;

const IMPLEMENTATIONS: [(&str, Accepts); 3] =
    [("fernet-vrf", fernet), ("vrf-rfc9381 0.0.7", vrf_rfc9381), ("akd_core 0.13 (TAI)", akd)];

fn fernet(suite: &str, key: &[u8], alpha: &[u8], pi: &[u8]) -> Option<bool> {
    let suite = if suite.ends_with("TAI") { Suite::Tai } else { Suite::Ell2 };
    let verify = || PublicKey::try_from(key).ok()?.verify(suite, alpha, None, &Proof::try_from(pi).ok()?).ok();
    Some(verify().is_some())
}

fn vrf_rfc9381(suite: &str, key: &[u8], alpha: &[u8], pi: &[u8]) -> Option<bool> {
    fn verify<V: Verifier<Sha512>>(key: &[u8], alpha: &[u8], pi: &[u8]) -> Option<()> {
        let proof = <V::Proof as vrf_rfc9381::Proof<Sha512>>::decode_pi(pi).ok()?;
        V::from_slice(key).ok()?.verify(alpha, proof).ok().map(|_| ())
    }
    let verified = if suite.ends_with("TAI") {
        verify::<tai::EdVrfEdwards25519TaiPublicKey>(key, alpha, pi)
    } else {
        verify::<elligator2::EdVrfEdwards25519Ell2PublicKey>(key, alpha, pi)
    };
    Some(verified.is_some())
}

fn akd(suite: &str, key: &[u8], alpha: &[u8], pi: &[u8]) -> Option<bool> {
    let verify = || {
        let proof = akd_core::ecvrf::Proof::try_from(pi).ok()?;
        akd_core::ecvrf::VRFPublicKey::try_from(key).ok()?.verify(&proof, alpha).ok()
    };
    suite.ends_with("TAI").then(|| verify().is_some())
}

fn bytes(case: &Value, field: &str) -> Vec<u8> {
    let digits = case[field].as_str().expect("hex");
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).expect("hex")).collect()
}

/// Reads cases of `vectors/`.
fn cases(path: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors").join(path);
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

/// For each kind of case (all its flags but `golden`, `plain` and the like): cases, and how many each accepts.
fn table() -> String {
    let mut rows: BTreeMap<String, (usize, [Option<usize>; IMPLEMENTATIONS.len()])> = BTreeMap::new();
    for case in cases("vrf/proofs.json").iter().filter(|case| case["ad"].is_null()) {
        let flags = case["flags"].as_array().expect("flags").iter().filter_map(Value::as_str);
        let kind: Vec<&str> = flags.filter(|flag| !["golden", "plain", "boundary"].contains(flag)).collect();
        let suite = case["suite"].as_str().expect("a suite");
        let short = if suite.ends_with("TAI") { "TAI" } else { "ELL2" };
        let row = rows.entry(format!("{} | {short}", kind.join(", "))).or_default();
        row.0 += 1;
        for (count, (_, accepts)) in row.1.iter_mut().zip(IMPLEMENTATIONS) {
            if let Some(accepted) = accepts(suite, &bytes(case, "pk"), &bytes(case, "alpha"), &bytes(case, "pi")) {
                *count = Some(count.unwrap_or(0) + usize::from(accepted));
            }
        }
    }
    let names = IMPLEMENTATIONS.map(|(name, _)| name).join(" | ");
    let mut text = format!("| flags of the case | suite | cases | {names} |\n|---|---|---{}|\n", "|---".repeat(3));
    for (kind, (cases, accepted)) in rows {
        let cells = accepted.map(|count| count.map_or_else(|| "-".to_owned(), |count| count.to_string()));
        writeln!(text, "| {kind} | {cases} | {} |", cells.join(" | ")).expect("a string takes everything");
    }
    text
}

#[test]
fn the_table_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("STRICTNESS.md");
    let committed = fs::read_to_string(&path).expect("a file");
    let (head, _) = committed.split_once("| flags of the case |").expect("a table");
    let current = format!("{head}{}", table());
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(&path, &current).expect("writable");
    }
    assert_eq!(committed, current, "run again with UPDATE=1");
}

/// Every implementation here reproduces the examples of the RFC, so that what it refuses is not a misuse of it.
#[test]
fn all_accept_the_examples_of_the_rfc() {
    for file in ["rfc9381/edwards25519_ell2.json", "rfc9381/edwards25519_tai.json"] {
        for case in cases(file) {
            let suite = case["suite"].as_str().expect("a suite");
            for (name, accepts) in IMPLEMENTATIONS {
                let accepted = accepts(suite, &bytes(&case, "pk"), &bytes(&case, "alpha"), &bytes(&case, "pi"));
                assert_ne!(accepted, Some(false), "{name} {}", case["example"]);
            }
        }
    }
}
