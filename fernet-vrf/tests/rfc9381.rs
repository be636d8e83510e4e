//! Every field of the six edwards25519 examples of RFC 9381, appendix B.

mod common;

use common::{array, bytes, cases, suite};
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{Proof, PublicKey, SecretKey};
use serde_json::Value;

#[test]
fn elligator2() {
    check("rfc9381/edwards25519_ell2.json", [19, 20, 21]);
}

#[test]
fn try_and_increment() {
    check("rfc9381/edwards25519_tai.json", [16, 17, 18]);
}

fn check(file: &str, examples: [u64; 3]) {
    let cases = cases(file);
    assert_eq!(cases.iter().map(|case| case["example"].as_u64().unwrap()).collect::<Vec<_>>(), examples);
    cases.iter().for_each(check_example);
}

fn check_example(case: &Value) {
    const FIELDS: &str = "alpha beta example h k k_string pi pk sk suite suite_string try_and_increment_ctr u v x";
    for field in case.as_object().unwrap().keys() {
        assert!(FIELDS.split(' ').any(|known| known == field), "field {field} is not checked");
    }

    let suite = suite(case);
    assert_eq!([suite.byte()], array(case, "suite_string"));

    let secret_key = SecretKey::from_seed(&array(case, "sk"));
    let public_key = PublicKey::from_bytes(&array(case, "pk")).unwrap();
    assert_eq!(secret_key.public_key(), &public_key);
    assert_eq!(secret_key.public_key().to_bytes().to_bytes(), array(case, "pk"));

    let alpha = bytes(case, "alpha");
    let seen = intermediates(&secret_key, suite, &alpha, None).unwrap();
    assert_eq!(seen.x, Scalar::from_bytes_mod_order(array(case, "x")).to_bytes());
    assert_eq!(seen.h, array(case, "h"));
    assert_eq!(seen.k_string, array(case, "k_string"));
    assert_eq!(seen.k, array(case, "k"));
    assert_eq!(seen.u, array(case, "u"));
    assert_eq!(seen.v, array(case, "v"));
    assert_eq!(seen.try_and_increment_ctr.map(u64::from), case["try_and_increment_ctr"].as_u64());

    let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
    let proof = Proof::from_bytes(&array(case, "pi")).unwrap();
    assert_eq!(evaluation.prove().to_bytes(), array(case, "pi"));
    assert_eq!(evaluation.prove_verified(&alpha).map(|proof| proof.to_bytes()), Ok(array(case, "pi")));
    assert_eq!(evaluation.output().beta().to_bytes(), array(case, "beta"));
    assert_eq!(proof.to_hash(suite).to_bytes(), array(case, "beta"));
    assert_eq!(public_key.verify(suite, &alpha, &proof).unwrap(), evaluation.output());
}
