//! What a verifier computes from a valid proof (RFC 9381, section 5.3), and Cardano's 128 bytes, which consist of it.

mod common;

use common::{array, bytes, cases, suite};
use curve25519_dalek::EdwardsPoint;
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::hazmat::{intermediates, public_values};
use fernet_vrf::{BatchProof, Proof, PublicKey, SecretKey, Suite, VerifyError};
use proptest::prelude::*;
use sha2::{Digest, Sha512};

#[test]
fn those_of_the_examples_of_the_rfc() {
    for file in ["rfc9381/edwards25519_ell2.json", "rfc9381/edwards25519_tai.json"] {
        for case in cases(file) {
            let key = PublicKey::from_bytes(&array(&case, "pk")).unwrap();
            let pi = array(&case, "pi");
            let proof = Proof::from_bytes(&pi).unwrap();
            let values = public_values(&key, suite(&case), &bytes(&case, "alpha"), None, &proof).unwrap();
            assert_eq!(values.h, array(&case, "h"));
            assert_eq!(values.u, array(&case, "u"));
            assert_eq!(values.v, array(&case, "v"));
            assert_eq!(values.c, pi[32..48]);
        }
    }
}

#[test]
fn an_invalid_proof_has_none() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let proof = secret_key.evaluate(Suite::Ell2, b"input").unwrap().prove(Some(b"data"));
    for ad in [None, Some(&b"other"[..])] {
        let values = public_values(secret_key.public_key(), Suite::Ell2, b"input", ad, &proof);
        assert_eq!(values, Err(VerifyError::Invalid));
    }
    assert!(public_values(secret_key.public_key(), Suite::Ell2, b"input", Some(b"data"), &proof).is_ok());
}

fn point(bytes: &[u8]) -> EdwardsPoint {
    CompressedEdwardsY::from_slice(bytes).unwrap().decompress().unwrap()
}

/// What Cardano checks of its 128 bytes, and the RFC's challenge of it. H is the input as a point.
fn verify_cardano(suite_byte: u8, key: &[u8; 32], h: &[u8; 32], ad: &[u8], form: &[u8]) -> Option<[u8; 16]> {
    let (gamma, u, v) = (&form[..32], &form[32..64], &form[64..96]);
    let s = Scalar::from_canonical_bytes(form[96..].try_into().unwrap()).unwrap();
    let hasher = Sha512::new_with_prefix([suite_byte, 2]).chain_update(key).chain_update(h);
    let hash = hasher.chain_update(&form[..96]).chain_update(ad).chain_update([0]).finalize();
    let challenge: [u8; 16] = hash[..16].try_into().unwrap();
    let c = Scalar::from(u128::from_le_bytes(challenge));
    let valid = point(u) == EdwardsPoint::mul_base(&s) - c * point(key) && point(v) == s * point(h) - c * point(gamma);
    valid.then_some(challenge)
}

/// An eighth of the three points, which turns Cardano's form into ours.
fn eighths(form: &[u8]) -> [u8; 128] {
    let eighth = Scalar::from(8_u8).invert();
    let points = form[..96].chunks(32).flat_map(|bytes| (eighth * point(bytes)).compress().to_bytes());
    points.chain(form[96..].iter().copied()).collect::<Vec<_>>().try_into().unwrap()
}

fn check(suite: Suite, seed: &[u8; 32], alpha: &[u8], ad: Option<&[u8]>) {
    let secret_key = SecretKey::from_seed(seed);
    let key = secret_key.public_key();
    let evaluation = secret_key.evaluate(suite, alpha).unwrap();
    let proof = evaluation.prove(ad);
    let values = public_values(key, suite, alpha, ad, &proof).unwrap();
    let made = intermediates(&secret_key, suite, alpha, ad).unwrap();
    assert_eq!((values.h, values.u, values.v), (made.h, made.u, made.v));

    let pi = proof.to_bytes();
    let mut form = [&pi[..32], &values.u, &values.v, &pi[48..]].concat();
    let suite_byte = if ad.is_some() { suite.signing_byte() } else { suite.byte() };
    let verify =
        |form: &[u8]| verify_cardano(suite_byte, key.to_bytes().as_bytes(), &values.h, ad.unwrap_or_default(), form);
    assert_eq!(verify(&form), Some(values.c));

    let ours = BatchProof::from_bytes(&eighths(&form)).unwrap();
    assert_eq!(ours.to_proof(key, suite, alpha, ad), Ok(proof));
    assert_eq!(proof.to_batch_proof(key, suite, alpha, ad), Ok(ours));
    let unconverted = BatchProof::try_from(form.as_slice()).unwrap();
    let read = unconverted.to_proof(key, suite, alpha, ad).unwrap();
    assert!(public_values(key, suite, alpha, ad, &read).is_err());

    form[96] ^= 1;
    assert!(verify(&form).is_none());
}

proptest! {
    #[test]
    fn cardanos_form_is_made_of_them(
        seed: [u8; 32],
        alpha in prop::collection::vec(any::<u8>(), 0..200),
        ad in prop::option::of(prop::collection::vec(any::<u8>(), 0..50)),
    ) {
        for suite in [Suite::Ell2, Suite::Tai] {
            check(suite, &seed, &alpha, ad.as_deref());
        }
    }
}
