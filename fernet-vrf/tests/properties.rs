//! What holds for every key, input and proof.

use fernet_vrf::{Proof, PublicKey, SecretKey, Suite, VerifyError};
use proptest::prelude::*;

fn suites() -> impl Strategy<Value = Suite> {
    prop_oneof![Just(Suite::Ell2), Just(Suite::Tai)]
}

/// A value as sent: a key and a proof, decoded by the receiver.
fn receive(suite: Suite, pk: &[u8], alpha: &[u8], ad: Option<&[u8]>, pi: &[u8]) -> Option<[u8; 64]> {
    let (key, proof) = (PublicKey::try_from(pk).ok()?, Proof::try_from(pi).ok()?);
    let output = key.verify(suite, alpha, ad, &proof);
    Some(output.ok()?.beta().to_bytes())
}

fn prove(suite: Suite, seed: &[u8; 32], alpha: &[u8], ad: Option<&[u8]>) -> ([u8; 32], [u8; 80], [u8; 64]) {
    let secret_key = SecretKey::from_seed(seed);
    let evaluation = secret_key.evaluate(suite, alpha).unwrap();
    let proof = evaluation.prove(ad);
    assert_eq!(&proof.to_hash(suite), evaluation.output().beta());
    (secret_key.public_key().to_bytes().to_bytes(), proof.to_bytes(), evaluation.output().beta().to_bytes())
}

proptest! {
    #[test]
    fn what_is_proved_verifies(suite in suites(), seed: [u8; 32], alpha: Vec<u8>, ad: Option<Vec<u8>>) {
        let (pk, pi, beta) = prove(suite, &seed, &alpha, ad.as_deref());
        prop_assert_eq!(receive(suite, &pk, &alpha, ad.as_deref(), &pi), Some(beta));
    }

    #[test]
    fn no_flipped_bit_verifies(suite in suites(), seed: [u8; 32], ad: Option<Vec<u8>>, bit in 0_usize..640) {
        let (pk, mut pi, _) = prove(suite, &seed, b"alpha", ad.as_deref());
        pi[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(receive(suite, &pk, b"alpha", ad.as_deref(), &pi), None);
    }

    #[test]
    fn no_other_key_verifies(suite in suites(), seed: [u8; 32], ad: Option<Vec<u8>>, bit in 0_usize..256) {
        let (mut pk, pi, _) = prove(suite, &seed, b"alpha", ad.as_deref());
        pk[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(receive(suite, &pk, b"alpha", ad.as_deref(), &pi), None);
    }

    #[test]
    fn no_other_input_verifies(suite in suites(), seed: [u8; 32], alpha: Vec<u8>, other: Vec<u8>) {
        prop_assume!(alpha != other);
        let (pk, pi, _) = prove(suite, &seed, &alpha, None);
        prop_assert_eq!(receive(suite, &pk, &other, None, &pi), None);
    }

    #[test]
    fn no_other_suite_verifies(seed: [u8; 32], alpha: Vec<u8>, ad: Option<Vec<u8>>) {
        for (one, other) in [(Suite::Ell2, Suite::Tai), (Suite::Tai, Suite::Ell2)] {
            let (pk, pi, _) = prove(one, &seed, &alpha, ad.as_deref());
            prop_assert_eq!(receive(other, &pk, &alpha, ad.as_deref(), &pi), None);
        }
    }

    #[test]
    fn any_bytes_are_answered(suite in suites(), pk: [u8; 32], alpha: Vec<u8>, ad: Option<Vec<u8>>, pi: [u8; 80]) {
        prop_assert_eq!(receive(suite, &pk, &alpha, ad.as_deref(), &pi), None);
    }
}

#[test]
fn every_flipped_bit_of_one_proof_is_noticed() {
    let (pk, pi, _) = prove(Suite::Ell2, &[9; 32], b"alpha", Some(b"ad"));
    for bit in 0..640 {
        let mut pi = pi;
        pi[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(receive(Suite::Ell2, &pk, b"alpha", Some(b"ad"), &pi), None);
    }
}

#[test]
fn inputs_of_every_size() {
    let secret_key = SecretKey::from_seed(&[9; 32]);
    let bytes: Vec<u8> = (0_u8..=250).cycle().take(1 << 16).collect();
    let lengths = (0..300).chain([1 << 10, 1 << 14, (1 << 16) - 1, 1 << 16]);
    for len in lengths {
        for suite in [Suite::Ell2, Suite::Tai] {
            let evaluation = secret_key.evaluate(suite, &bytes[..len]).unwrap();
            let key = secret_key.public_key();
            assert_eq!(key.verify(suite, &bytes[..len], None, &evaluation.prove(None)), Ok(evaluation.output()));
            let signing = evaluation.prove(Some(&bytes[..len]));
            assert_eq!(key.verify(suite, &bytes[..len], Some(&bytes[..len]), &signing), Ok(evaluation.output()));
            assert_eq!(key.verify(suite, &bytes[..len], None, &signing), Err(VerifyError::Invalid));
        }
    }
}
