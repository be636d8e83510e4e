//! `fernet-vrf-p256`: what decodes is the one encoding of what it decodes to; plain proofs against `vrf-rfc9381`, the same to the
//! byte, and after any change to key and proof the same verdict and output, wherever both decode.
#![no_main]

use arbitrary::Arbitrary;
use fernet_vrf_p256::{P256KeyError, P256ProofError, P256VerifyError, Proof, PublicKey, SecretKey, Suite};
use libfuzzer_sys::fuzz_target;
use vrf_rfc9381::ec::p256::{sswu, tai};
use vrf_rfc9381::{Proof as _, Prover, Verifier};

type Sha256 = sha2::Sha256;
type Peer<P> = <P as Prover<Sha256>>::Proof;

/// A proof to make, and the bytes of key and proof to change.
#[derive(Arbitrary, Debug)]
struct Input<'a> {
    scalar: [u8; 32],
    tai: bool,
    alpha: &'a [u8],
    changes: [(u8, u8); 3],
    /// The key and the proof, if not empty.
    instead: &'a [u8],
}

fuzz_target!(|input: Input<'_>| {
    if input.tai {
        compare::<tai::EcVrfP256TaiSecretKey>(&input, Suite::Tai);
    } else {
        compare::<sswu::EcVrfP256SswuSecretKey>(&input, Suite::Sswu);
    }
});

/// Whether a library that decodes by itself finds a point.
fn is_point(bytes: &[u8]) -> bool {
    // The library also reads the compact form, which begins with 5.
    matches!(bytes, [2 | 3, ..])
        && bytes.len() == 33
        && p256::Sec1Point::from_bytes(bytes).is_ok_and(|point| p256::PublicKey::try_from(point).is_ok())
}

fn compare<P: Prover<Sha256>>(input: &Input<'_>, suite: Suite) {
    let (Ok(ours), Ok(theirs)) = (SecretKey::from_scalar(&input.scalar), P::from_slice(&input.scalar)) else {
        assert!(SecretKey::from_scalar(&input.scalar).is_err() && P::from_slice(&input.scalar).is_err());
        return;
    };
    let Ok(evaluation) = ours.evaluate(suite, input.alpha) else { panic!("no point") };
    let pi = evaluation.prove(None).to_bytes();
    let Ok(proof) = theirs.prove(input.alpha) else { panic!("the peer does not prove") };
    assert_eq!(proof.encode_to_pi(), pi);

    let mut bytes = [ours.public_key().as_ref(), &pi[..]].concat();
    for (at, value) in input.changes {
        if let Some(byte) = bytes.get_mut(usize::from(at)) {
            *byte ^= value;
        }
    }
    let bytes = if input.instead.is_empty() { &bytes } else { input.instead };
    let (pk, pi) = bytes.split_at(bytes.len().min(33));
    match PublicKey::try_from(pk) {
        Ok(key) => assert!(key.to_bytes().as_bytes() == pk && is_point(pk)),
        Err(P256KeyError::Length) => assert_ne!(pk.len(), 33),
        Err(_) => assert!(!is_point(pk)),
    }
    match Proof::try_from(pi) {
        Ok(proof) => assert!(proof.to_bytes() == pi && is_point(&pi[..33])),
        Err(P256ProofError::Length) => assert_ne!(pi.len(), 81),
        Err(error) => assert_eq!(error == P256ProofError::ScalarNotReduced, is_point(&pi[..33])),
    }

    let (Ok(key), Ok(proof)) = (PublicKey::try_from(pk), Proof::try_from(pi)) else { return };
    let verdict = key.verify(suite, input.alpha, None, &proof);
    if verdict == Err(P256VerifyError::Exceptional) {
        return;
    }
    let theirs = P::Verifier::from_slice(pk).ok().and_then(|key| {
        let proof = Peer::<P>::decode_pi(pi).ok()?;
        key.verify(input.alpha, proof).ok()
    });
    assert_eq!(verdict.ok().map(|output| output.to_bytes().to_vec()), theirs.map(|beta| beta.as_slice().to_vec()));
}
