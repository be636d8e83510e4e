//! Decoding is strict: one encoding for each point and scalar, and everything that decodes encodes to the same bytes.

use curve25519_dalek::edwards::CompressedEdwardsY;
use fernet_vrf::{KeyError, Proof, ProofError, PublicKey, SecretKey, Suite};
use proptest::prelude::*;

/// The definition that the library's decoding is a shortcut of.
fn canonical(bytes: &[u8; 32]) -> bool {
    CompressedEdwardsY(*bytes).decompress().is_some_and(|point| point.compress().as_bytes() == bytes)
}

fn proof_of(gamma: &[u8; 32]) -> [u8; 80] {
    let mut bytes = [0; 80];
    bytes[..32].copy_from_slice(gamma);
    bytes
}

fn assert_strict(bytes: &[u8; 32]) {
    let proof = Proof::from_bytes(&proof_of(bytes));
    assert_eq!(proof.is_ok(), canonical(bytes));
    match PublicKey::from_bytes(bytes) {
        Ok(key) => assert_eq!(key.to_bytes().as_bytes(), bytes),
        Err(error) => assert_eq!(error == KeyError::SmallOrder, canonical(bytes)),
    }
}

#[test]
fn every_y_that_is_not_reduced_is_refused() {
    for above_p in 0xed..=0xff {
        for top in [0x7f, 0xff] {
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (above_p, top);
            assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::NonCanonical));
            assert_eq!(Proof::from_bytes(&proof_of(&bytes)), Err(ProofError::GammaNonCanonical));
            assert!(!canonical(&bytes));
        }
    }
}

#[test]
fn the_ends_of_the_range_of_y() {
    for low in 0..=0xff {
        for top in [0x00, 0x80] {
            let mut bytes = [0; 32];
            (bytes[0], bytes[31]) = (low, top);
            assert_strict(&bytes);
        }
        for top in [0x7f, 0xff] {
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (low, top);
            assert_strict(&bytes);
        }
    }
}

#[test]
fn lengths() {
    let bytes = [0; 128];
    for len in (0..128).filter(|len| *len != 32) {
        assert_eq!(PublicKey::try_from(&bytes[..len]), Err(KeyError::Length));
    }
    for len in (0..128).filter(|len| *len != 80) {
        assert_eq!(Proof::try_from(&bytes[..len]), Err(ProofError::Length));
    }
}

proptest! {
    #[test]
    fn a_point_decodes_if_and_only_if_it_encodes_back(bytes: [u8; 32]) {
        assert_strict(&bytes);
    }

    #[test]
    fn a_proof_decodes_to_its_own_bytes(seed: [u8; 32], c: [u8; 16], s: [u8; 32]) {
        let gamma = SecretKey::from_seed(&seed).public_key().to_bytes();
        let mut bytes = proof_of(gamma.as_bytes());
        bytes[32..48].copy_from_slice(&c);
        bytes[48..].copy_from_slice(&s);
        match Proof::from_bytes(&bytes) {
            Ok(proof) => prop_assert_eq!(proof.to_bytes(), bytes),
            Err(error) => {
                prop_assert_eq!(error, ProofError::ScalarNotReduced);
                prop_assert!(s[31] >= 0x10);
            }
        }
        bytes[79] &= 0x0f;
        prop_assert_eq!(Proof::from_bytes(&bytes).unwrap().to_bytes(), bytes);
    }

    #[test]
    fn every_honest_proof_decodes(seed: [u8; 32], alpha: Vec<u8>) {
        let secret_key = SecretKey::from_seed(&seed);
        let proof = secret_key.evaluate(Suite::Ell2, &alpha).unwrap().prove(None);
        prop_assert_eq!(Proof::from_bytes(&proof.to_bytes()).unwrap(), proof);
        let key = secret_key.public_key();
        prop_assert_eq!(&PublicKey::from_bytes(key.to_bytes().as_bytes()).unwrap(), key);
    }
}
