//! Proofs that sign data: apart from plain proofs and from each other, in nonce, in challenge and under verification.

use curve25519_dalek::scalar::Scalar;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{Proof, SecretKey, Suite, VerifyError};
use proptest::prelude::*;

const SUITES: [Suite; 2] = [Suite::Ell2, Suite::Tai];

fn scalar(bytes: &[u8]) -> Scalar {
    let mut wide = [0; 32];
    wide[..bytes.len()].copy_from_slice(bytes);
    Scalar::from_canonical_bytes(wide).unwrap()
}

#[test]
fn no_two_proofs_share_a_nonce() {
    let secret_key = SecretKey::from_seed(&[3; 32]);
    for suite in SUITES {
        let h = intermediates(&secret_key, suite, b"alpha", None).unwrap().h;
        let shifted = [&h[1..], b"a"].concat();
        let ads: [Option<&[u8]>; 9] =
            [None, Some(b""), Some(b"a"), Some(b"b"), Some(b"ab"), Some(&[0]), Some(&[0, 0]), Some(&h), Some(&shifted)];
        let seen = ads.map(|ad| intermediates(&secret_key, suite, b"alpha", ad).unwrap());
        for (i, one) in seen.iter().enumerate() {
            for other in &seen[..i] {
                assert_eq!(one.h, other.h);
                assert_ne!(one.k, other.k);
                assert_ne!(one.u, other.u);
                assert_ne!(one.v, other.v);
            }
        }
    }
}

/// Why the data must enter the nonce: s = k + cx is one equation in two unknowns. Were k the same for two challenges,
/// two proofs would be two equations, and (s - s') / (c - c') the key.
#[test]
fn two_proofs_do_not_give_the_key_away() {
    let secret_key = SecretKey::from_seed(&[3; 32]);
    let x = scalar(&intermediates(&secret_key, Suite::Ell2, b"", None).unwrap().x);
    let quotient = |one: &Proof, other: &Proof| {
        let [one, other] = [one.to_bytes(), other.to_bytes()];
        let s = scalar(&one[48..]) - scalar(&other[48..]);
        s * (scalar(&one[32..48]) - scalar(&other[32..48])).invert()
    };
    let evaluation = secret_key.evaluate(Suite::Ell2, b"alpha").unwrap();
    let [plain, one, other] =
        [evaluation.prove(None), evaluation.prove(Some(b"one")), evaluation.prove(Some(b"other"))];
    assert_ne!(quotient(&one, &other), x);
    assert_ne!(quotient(&plain, &one), x);

    // The same quotient, had both used the nonce of the first.
    let k = scalar(&intermediates(&secret_key, Suite::Ell2, b"alpha", Some(b"one")).unwrap().k);
    let reused = k + scalar(&other.to_bytes()[32..48]) * x;
    let mut bytes = other.to_bytes();
    bytes[48..].copy_from_slice(reused.as_bytes());
    assert_eq!(quotient(&one, &Proof::from_bytes(&bytes).unwrap()), x);
}

proptest! {
    #[test]
    fn one_output_whatever_is_signed(seed: [u8; 32], alpha: Vec<u8>, ad: Vec<u8>) {
        let secret_key = SecretKey::from_seed(&seed);
        for suite in SUITES {
            let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
            let verified = secret_key.public_key().verify(suite, &alpha, Some(&ad), &evaluation.prove(Some(&ad)));
            prop_assert_eq!(verified, Ok(evaluation.output()));
            prop_assert_eq!(evaluation.prove(Some(&ad)).to_bytes()[..32].to_vec(), evaluation.prove(None).to_bytes()[..32].to_vec());
        }
    }

    #[test]
    fn plain_and_signing_proofs_never_pass_for_each_other(seed: [u8; 32], alpha: Vec<u8>, ad: Vec<u8>) {
        let secret_key = SecretKey::from_seed(&seed);
        let key = secret_key.public_key();
        for suite in SUITES {
            let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
            let [plain, signing, empty] = [evaluation.prove(None), evaluation.prove(Some(&ad)), evaluation.prove(Some(b""))];
            prop_assert_eq!(key.verify(suite, &alpha, None, &signing), Err(VerifyError::Invalid));
            prop_assert_eq!(key.verify(suite, &alpha, None, &empty), Err(VerifyError::Invalid));
            prop_assert_eq!(key.verify(suite, &alpha, Some(&ad), &plain), Err(VerifyError::Invalid));
            prop_assert_eq!(key.verify(suite, &alpha, Some(b""), &plain), Err(VerifyError::Invalid));
        }
    }

    #[test]
    fn a_proof_signs_its_data_only(ad: Vec<u8>, other: Vec<u8>) {
        prop_assume!(ad != other);
        let secret_key = SecretKey::from_seed(&[3; 32]);
        let proof = secret_key.evaluate(Suite::Ell2, b"alpha").unwrap().prove(Some(&ad));
        let verified = secret_key.public_key().verify(Suite::Ell2, b"alpha", Some(&other), &proof);
        prop_assert_eq!(verified, Err(VerifyError::Invalid));
    }
}
