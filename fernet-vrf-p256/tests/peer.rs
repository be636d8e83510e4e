//! Against the crate `vrf-rfc9381`, which has another version of the curve: the same proofs to the byte, the same outputs,
//! each verifying the other's.

use fernet_vrf_p256::{P256SecretKeyError, Proof, SecretKey, Suite};
use proptest::prelude::*;
use vrf_rfc9381::ec::p256::{sswu, tai};
use vrf_rfc9381::{Proof as _, Prover, Verifier};

type Peer<P> = <P as Prover<sha2::Sha256>>::Proof;

fn compare<P: Prover<sha2::Sha256>>(suite: Suite, scalar: &[u8; 32], alpha: &[u8]) {
    let Ok(ours) = SecretKey::from_scalar(scalar) else { return };
    let theirs = P::from_slice(scalar).unwrap();
    for ours in [SecretKey::from_scalar(scalar).unwrap(), ours.with_even_y()] {
        let evaluation = ours.evaluate(suite, alpha).unwrap();
        let pi = evaluation.prove(None).to_bytes();
        let key = P::Verifier::from_slice(ours.public_key().as_ref()).unwrap();
        let beta = key.verify(alpha, Peer::<P>::decode_pi(&pi).unwrap()).unwrap();
        assert_eq!(beta.as_slice(), evaluation.output().to_bytes());
        let signing = evaluation.prove(Some(b"")).to_bytes();
        assert!(key.verify(alpha, Peer::<P>::decode_pi(&signing).unwrap()).is_err());
    }
    let ours = SecretKey::from_scalar(scalar).unwrap();
    let evaluation = ours.evaluate(suite, alpha).unwrap();
    let pi = theirs.prove(alpha).unwrap().encode_to_pi();
    assert_eq!(pi, evaluation.prove(None).to_bytes());
    let proof = Proof::try_from(pi.as_slice()).unwrap();
    assert_eq!(ours.public_key().verify(suite, alpha, None, &proof), Ok(evaluation.output()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn simplified_swu(scalar: [u8; 32], alpha in prop::collection::vec(any::<u8>(), 0..600)) {
        compare::<sswu::EcVrfP256SswuSecretKey>(Suite::Sswu, &scalar, &alpha);
    }

    #[test]
    fn try_and_increment(scalar: [u8; 32], alpha in prop::collection::vec(any::<u8>(), 0..600)) {
        compare::<tai::EcVrfP256TaiSecretKey>(Suite::Tai, &scalar, &alpha);
    }
}

#[test]
fn secret_keys_out_of_range_are_refused_by_both() {
    let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let order: fernet_vrf_p256::KeyBytes = order.parse().unwrap();
    for scalar in [[0; 32], [0xff; 32], order.to_bytes()] {
        assert_eq!(SecretKey::from_scalar(&scalar).unwrap_err(), P256SecretKeyError::OutOfRange);
        assert!(sswu::EcVrfP256SswuSecretKey::from_slice(&scalar).is_err());
    }
    let mut below = order.to_bytes();
    below[31] -= 1;
    assert!(SecretKey::from_scalar(&below).is_ok());
}
