//! `vectors/vrf`: the library does what the committed files say.

mod common;

use std::collections::BTreeSet;

use common::{array, bytes, suite};
use fernet_core::Role;
use fernet_vrf::{Proof, PublicKey, SecretKey, VrfOutput};
use serde_json::Value;

fn read(name: &str) -> Vec<Value> {
    let cases = common::cases(&format!("vrf/{name}.json"));
    let ids: BTreeSet<_> = cases.iter().map(|case| case["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), cases.len(), "an id of {name} is not unique");
    for case in &cases {
        let flags: Vec<_> = case["flags"].as_array().unwrap().iter().map(|flag| flag.as_str().unwrap()).collect();
        assert!(flags.is_sorted());
        for flag in flags {
            assert!(README.contains(&format!("`{flag}`")), "flag {flag} is not documented");
        }
    }
    cases
}

const README: &str = include_str!("../../vectors/vrf/README.md");

#[test]
fn keys() {
    for case in read("keys") {
        let pk = bytes(&case, "pk");
        match PublicKey::try_from(pk.as_slice()) {
            Ok(key) => {
                assert_eq!(case["valid"], true, "{case}");
                assert_eq!(key.to_bytes().as_bytes().as_slice(), pk);
            }
            Err(error) => assert_eq!(case["error"], format!("KeyError::{error:?}"), "{case}"),
        }
        assert_eq!(case["valid"].as_bool().unwrap(), case["error"].is_null());
    }
}

#[test]
fn proofs() {
    for case in read("proofs") {
        match verify(&case) {
            Ok(output) => {
                assert_eq!(case["valid"], true, "{case}");
                assert_eq!(output.beta().to_bytes(), array(&case, "beta"));
            }
            Err(error) => assert_eq!(case["error"], error, "{case}"),
        }
        assert_eq!(case["valid"].as_bool().unwrap(), case["error"].is_null());
        assert_eq!(case["valid"].as_bool().unwrap(), !case["beta"].is_null());
    }
}

fn verify(case: &Value) -> Result<VrfOutput, String> {
    let key = PublicKey::try_from(bytes(case, "pk").as_slice()).map_err(|error| format!("KeyError::{error:?}"))?;
    let proof = Proof::try_from(bytes(case, "pi").as_slice()).map_err(|error| format!("ProofError::{error:?}"))?;
    let alpha = bytes(case, "alpha");
    let result = match case["ad"] {
        Value::Null => key.verify(suite(case), &alpha, &proof),
        _ => key.verify_with(suite(case), &alpha, &bytes(case, "ad"), &proof),
    };
    result.map_err(|error| format!("VerifyError::{error:?}"))
}

#[test]
fn honest_proofs_are_reproduced() {
    let mut seen = 0;
    for case in read("proofs").iter().filter(|case| !case["sk"].is_null()) {
        let secret_key = SecretKey::from_seed(&array(case, "sk"));
        assert_eq!(secret_key.public_key().to_bytes().to_bytes(), array(case, "pk"));
        let alpha = bytes(case, "alpha");
        let evaluation = secret_key.evaluate(suite(case), &alpha).unwrap();
        let (proof, verified) = match case["ad"] {
            Value::Null => (evaluation.prove(), evaluation.prove_verified(&alpha)),
            _ => {
                let ad = bytes(case, "ad");
                (evaluation.prove_with(&ad), evaluation.prove_verified_with(&alpha, &ad))
            }
        };
        assert_eq!(proof.to_bytes(), array(case, "pi"));
        assert_eq!(verified, Ok(proof));
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn a_component_of_small_order_does_not_change_the_output() {
    let beta = |id: &str| read("proofs").into_iter().find(|case| case["id"] == id).unwrap()["beta"].clone();
    assert_eq!(beta("crafted-plain"), beta("mixed-order-gamma"));
    assert_ne!(beta("crafted-plain"), beta("mixed-order-key"));
}

#[test]
fn derivation() {
    for case in read("derivation") {
        let role: Role = serde_json::from_value(case["role"].clone()).unwrap();
        let derived = SecretKey::derive(&array(&case, "master"), role);
        assert_eq!(derived.public_key().to_bytes().to_bytes(), array(&case, "pk"));
        assert_eq!(derived.public_key(), SecretKey::from_seed(&array(&case, "sk")).public_key());
    }
}
