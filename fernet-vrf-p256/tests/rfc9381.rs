//! Every field of the six P-256 examples of RFC 9381, appendix B.

use fernet_vrf_p256::hazmat::{intermediates, public_values};
use fernet_vrf_p256::{Proof, PublicKey, SecretKey, Suite};
use test_vectors::{Object, cases};

#[test]
fn simplified_swu() {
    check("rfc9381-p256/sswu", [13, 14, 15]);
}

#[test]
fn try_and_increment() {
    check("rfc9381-p256/tai", [10, 11, 12]);
}

fn check(file: &str, examples: [u64; 3]) {
    let cases = cases(file);
    let found: Vec<_> = Object::list(file, &cases).iter().map(check_example).collect();
    assert_eq!(found, examples);
}

/// Checks an example, every field of it, and returns its number.
fn check_example(case: &Object<'_>) -> u64 {
    let suite: Suite = case.text("suite").parse().unwrap();
    assert_eq!([suite.byte()], case.array("suite_string"));

    let secret_key = SecretKey::from_scalar(&case.array("sk")).unwrap();
    let public_key = PublicKey::from_bytes(&case.array("pk")).unwrap();
    assert_eq!(secret_key.public_key(), &public_key);

    let alpha = case.bytes("alpha");
    let seen = intermediates(&secret_key, suite, &alpha, None).unwrap();
    assert_eq!(seen.x, case.array("sk"));
    assert_eq!(seen.h, case.array("h"));
    assert_eq!(seen.k, case.array("k"));
    assert_eq!(seen.u, case.array("u"));
    assert_eq!(seen.v, case.array("v"));
    let counter = case.has("try_and_increment_ctr").then(|| number(case, "try_and_increment_ctr"));
    assert_eq!(seen.try_and_increment_ctr.map(u64::from), counter);

    let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
    let proof = Proof::from_bytes(&case.array("pi")).unwrap();
    assert_eq!(evaluation.prove(None).to_bytes(), case.array("pi"));
    assert_eq!(evaluation.prove_verified(&alpha, None).map(|proof| proof.to_bytes()), Ok(case.array("pi")));
    assert_eq!(evaluation.output().to_bytes(), case.array("beta"));
    assert_eq!(proof.to_hash(suite), case.array("beta"));
    assert_eq!(public_key.verify(suite, &alpha, None, &proof).unwrap(), evaluation.output());
    let public = public_values(&public_key, suite, &alpha, None, &proof).unwrap();
    assert_eq!([public.h, public.u, public.v], [seen.h, seen.u, seen.v]);
    number(case, "example")
}

fn number(case: &Object<'_>, name: &str) -> u64 {
    case.value(name).as_u64().unwrap_or_else(|| panic!("{case}.{name} is no number"))
}
