//! One key for ECDSA and for the VRF leaks the key; a derived key is not an ECDSA key of the same master.

use fernet_vrf_p256::hazmat::intermediates;
use fernet_vrf_p256::{SecretKey, Suite};
use p256::Scalar;
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use p256::elliptic_curve::{PrimeField, ops::Reduce};
use sha2::{Digest, Sha256};

const SECRET: [u8; 32] = [0x5e; 32];
const ALPHA: &[u8] = b"alpha";

/// Solves r x + h1 = k s_ecdsa and k + c x = s_vrf for x, if k is the same: what an observer of both can do.
fn attack(secret_key: &SecretKey, signing_key: &SigningKey) -> Scalar {
    // H follows from the public key and the input.
    let h = intermediates(secret_key, Suite::Sswu, ALPHA, None).unwrap().h;
    let signature: Signature = signing_key.sign(&h);
    let (r, s) = (Scalar::from(signature.r()), Scalar::from(signature.s()));
    let h1 = <Scalar as Reduce<p256::FieldBytes>>::reduce(&Sha256::digest(h));

    let proof = secret_key.evaluate(Suite::Sswu, ALPHA).unwrap().prove(None).to_bytes();
    let c = Scalar::from(u128::from_be_bytes(proof[33..49].try_into().unwrap()));
    let s_vrf = Scalar::from_repr(<[u8; 32]>::try_from(&proof[49..]).unwrap().into()).unwrap();
    // k = s_vrf - c x, so r x + h1 = (s_vrf - c x) s.
    (s_vrf * s - h1) * (r + c * s).invert().unwrap()
}

#[test]
fn a_shared_key_leaks() {
    let secret_key = SecretKey::from_scalar(&SECRET).unwrap();
    let signing_key = SigningKey::from_slice(&SECRET).unwrap();
    assert_eq!(<[u8; 32]>::from(attack(&secret_key, &signing_key).to_bytes()), SECRET);
}

#[test]
fn a_derived_key_does_not() {
    let secret_key = SecretKey::derive(&SECRET);
    let signing_key = SigningKey::from_slice(&SECRET).unwrap();
    let found = attack(&secret_key, &signing_key);
    let x = intermediates(&secret_key, Suite::Sswu, ALPHA, None).unwrap().x;
    assert_ne!(<[u8; 32]>::from(found.to_bytes()), x);
}
