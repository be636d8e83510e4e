//! One seed for Ed25519 and for the VRF leaks the key; a derived key does not.

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use fernet_core::Role;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{SecretKey, Suite};
use sha2::{Digest, Sha512};

const SECRET: [u8; 32] = [0x5e; 32];
const ALPHA: &[u8] = b"alpha";

/// What an attacker learns of an Ed25519 signature (RFC 8032, section 5.1.6): its challenge and its scalar.
struct Signature {
    challenge: Scalar,
    s: Scalar,
}

fn ed25519_sign(seed: &[u8; 32], message: &[u8]) -> Signature {
    let expanded = Sha512::digest(seed);
    let x = Scalar::from_bytes_mod_order(clamp_integer(expanded[..32].try_into().unwrap()));
    let hash = |parts: [&[u8]; 3]| Scalar::from_bytes_mod_order_wide(&Sha512::digest(parts.concat()).into());

    let nonce = hash([&expanded[32..], message, &[]]);
    let [r, y] = [nonce, x].map(|scalar| EdwardsPoint::mul_base(&scalar).compress());
    let challenge = hash([r.as_bytes(), y.as_bytes(), message]);
    Signature { challenge, s: nonce + challenge * x }
}

/// Solves the two equations s = k + cx under the assumption that k is one.
fn attack(secret_key: &SecretKey, ad: Option<&[u8]>, signature: &Signature) -> Scalar {
    let evaluation = secret_key.evaluate(Suite::Ell2, ALPHA).unwrap();
    let proof = evaluation.prove(ad).to_bytes();
    let c = Scalar::from(u128::from_le_bytes(proof[32..48].try_into().unwrap()));
    let s = Scalar::from_canonical_bytes(proof[48..].try_into().unwrap()).unwrap();
    (s - signature.s) * (c - signature.challenge).invert()
}

/// The message whose signature shares the nonce: public, since H follows from the public key and the input.
fn message(secret_key: &SecretKey, ad: Option<&[u8]>) -> Vec<u8> {
    let h = intermediates(secret_key, Suite::Ell2, ALPHA, ad).unwrap().h;
    match ad {
        None => h.to_vec(),
        Some(ad) => [&[Suite::Ell2.signing_byte()], &h[..], ad].concat(),
    }
}

fn is_key(x: Scalar, secret_key: &SecretKey) -> bool {
    EdwardsPoint::mul_base(&x).compress().as_bytes() == secret_key.public_key().to_bytes().as_bytes()
}

#[test]
fn a_shared_seed_leaks_the_key() {
    let secret_key = SecretKey::from_seed(&SECRET);
    for ad in [None, Some(&b"bid"[..])] {
        let signature = ed25519_sign(&SECRET, &message(&secret_key, ad));
        let x = attack(&secret_key, ad, &signature);
        assert!(is_key(x, &secret_key));
        assert_eq!(x.to_bytes(), intermediates(&secret_key, Suite::Ell2, ALPHA, ad).unwrap().x);
    }
}

#[test]
fn a_derived_key_does_not_leak() {
    for role in [Role::Sequencer, Role::Prover] {
        let secret_key = SecretKey::derive(&SECRET, role);
        for ad in [None, Some(&b"bid"[..])] {
            let signature = ed25519_sign(&SECRET, &message(&secret_key, ad));
            assert!(!is_key(attack(&secret_key, ad, &signature), &secret_key));
        }
    }
}

#[test]
fn a_sequencer_and_a_prover_have_different_keys() {
    let key = |role| *SecretKey::derive(&SECRET, role).public_key();
    let prover = key(Role::Prover);
    assert_eq!(key(Role::BaseProver), prover);
    assert_eq!(key(Role::MergeProver), prover);
    assert_ne!(key(Role::Sequencer), prover);
    assert_ne!(*SecretKey::from_seed(&SECRET).public_key(), prover);
}
