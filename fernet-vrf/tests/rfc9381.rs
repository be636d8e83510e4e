//! Every field of the six edwards25519 examples of RFC 9381, appendix B.

mod common;

use common::suite_named;
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{Proof, PublicKey, SecretKey};
use test_vectors::{Object, cases};

#[test]
fn elligator2() {
    check("rfc9381/edwards25519_ell2", [19, 20, 21]);
}

#[test]
fn try_and_increment() {
    check("rfc9381/edwards25519_tai", [16, 17, 18]);
}

fn check(file: &str, examples: [u64; 3]) {
    let cases = cases(file);
    let found: Vec<_> = Object::list(file, &cases).iter().map(check_example).collect();
    assert_eq!(found, examples);
}

/// Checks an example, every field of it, and returns its number.
fn check_example(case: &Object<'_>) -> u64 {
    let array = |name: &str| case.array::<32>(name);
    let suite = suite_named(case.text("suite"));
    assert_eq!([suite.byte()], case.array("suite_string"));

    let secret_key = SecretKey::from_seed(&array("sk"));
    let public_key = PublicKey::from_bytes(&array("pk")).unwrap();
    assert_eq!(secret_key.public_key(), &public_key);
    assert_eq!(secret_key.public_key().to_bytes().to_bytes(), array("pk"));

    let alpha = case.bytes("alpha");
    let seen = intermediates(&secret_key, suite, &alpha, None).unwrap();
    assert_eq!(seen.x, Scalar::from_bytes_mod_order(array("x")).to_bytes());
    assert_eq!(seen.h, array("h"));
    assert_eq!(seen.k_string, case.array("k_string"));
    assert_eq!(seen.k, array("k"));
    assert_eq!(seen.u, array("u"));
    assert_eq!(seen.v, array("v"));
    let counter = case.has("try_and_increment_ctr").then(|| number(case, "try_and_increment_ctr"));
    assert_eq!(seen.try_and_increment_ctr.map(u64::from), counter);

    let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
    let proof = Proof::from_bytes(&case.array("pi")).unwrap();
    assert_eq!(evaluation.prove(None).to_bytes(), case.array("pi"));
    assert_eq!(evaluation.prove_verified(&alpha, None).map(|proof| proof.to_bytes()), Ok(case.array("pi")));
    assert_eq!(evaluation.output().beta().to_bytes(), case.array("beta"));
    assert_eq!(proof.to_hash(suite).to_bytes(), case.array("beta"));
    assert_eq!(public_key.verify(suite, &alpha, None, &proof).unwrap(), evaluation.output());
    number(case, "example")
}

fn number(case: &Object<'_>, name: &str) -> u64 {
    case.value(name).as_u64().unwrap_or_else(|| panic!("{case}.{name} is no number"))
}
