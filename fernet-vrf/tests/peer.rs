//! Against the crate `vrf-rfc9381`: the same proofs to the byte, the same outputs, each verifying the other's.

use fernet_vrf::{Proof, SecretKey, Suite};
use proptest::prelude::*;
use vrf_rfc9381::ec::edwards25519::{elligator2, tai};
use vrf_rfc9381::{Proof as _, Prover, Verifier};

type Peer<P> = <P as Prover<sha2::Sha512>>::Proof;

fn compare<P: Prover<sha2::Sha512>>(suite: Suite, seed: &[u8; 32], alpha: &[u8]) {
    let ours = SecretKey::from_seed(seed);
    let evaluation = ours.evaluate(suite, alpha).unwrap();
    let pi = evaluation.prove(None).to_bytes();

    let theirs = P::from_slice(seed).unwrap();
    assert_eq!(theirs.prove(alpha).unwrap().encode_to_pi(), pi);

    let key = P::Verifier::from_slice(ours.public_key().to_bytes().as_bytes()).unwrap();
    let beta = key.verify(alpha, Peer::<P>::decode_pi(&pi).unwrap()).unwrap();
    assert_eq!(beta.as_slice(), evaluation.output().beta().as_bytes());

    let proof = Proof::try_from(theirs.prove(alpha).unwrap().encode_to_pi().as_slice()).unwrap();
    assert_eq!(ours.public_key().verify(suite, alpha, None, &proof), Ok(evaluation.output()));

    let signing = evaluation.prove(Some(b"")).to_bytes();
    assert!(key.verify(alpha, Peer::<P>::decode_pi(&signing).unwrap()).is_err());
}

proptest! {
    #[test]
    fn elligator2(seed: [u8; 32], alpha in prop::collection::vec(any::<u8>(), 0..600)) {
        compare::<elligator2::EdVrfEdwards25519Ell2SecretKey>(Suite::Ell2, &seed, &alpha);
    }

    #[test]
    fn try_and_increment(seed: [u8; 32], alpha in prop::collection::vec(any::<u8>(), 0..600)) {
        compare::<tai::EdVrfEdwards25519TaiSecretKey>(Suite::Tai, &seed, &alpha);
    }
}

#[test]
fn long_inputs() {
    for len in [1 << 10, (1 << 16) - 1, 1 << 16] {
        let alpha: Vec<u8> = (0_u8..=250).cycle().take(len).collect();
        compare::<elligator2::EdVrfEdwards25519Ell2SecretKey>(Suite::Ell2, &[1; 32], &alpha);
        compare::<tai::EdVrfEdwards25519TaiSecretKey>(Suite::Tai, &[1; 32], &alpha);
    }
}

/// Where the two differ on purpose: the peer reduces s, so that a third party can alter a proof that still verifies.
#[test]
fn the_peer_takes_a_scalar_that_is_not_reduced() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let mut pi = secret_key.evaluate(Suite::Ell2, b"").unwrap().prove(None).to_bytes();
    let order = (curve25519_dalek::scalar::Scalar::ZERO - curve25519_dalek::scalar::Scalar::ONE).to_bytes();
    let mut carry = 1; // L = (L - 1) + 1
    for (byte, addend) in pi[48..].iter_mut().zip(order) {
        let [low, high] = (u16::from(*byte) + u16::from(addend) + carry).to_le_bytes();
        (*byte, carry) = (low, u16::from(high));
    }
    let key = elligator2::EdVrfEdwards25519Ell2PublicKey::from_slice(secret_key.public_key().to_bytes().as_bytes());
    let theirs = Peer::<elligator2::EdVrfEdwards25519Ell2SecretKey>::decode_pi(&pi).unwrap();
    assert!(key.unwrap().verify(b"", theirs).is_ok());
    assert_eq!(Proof::from_bytes(&pi), Err(fernet_vrf::ProofError::ScalarNotReduced));
}
