//! Plain proofs against another implementation, `vrf-rfc9381`: the same proof to the byte, and after any change to key and
//! proof the same verdict and output, wherever both decode.
#![no_main]

use fernet_fuzz::Statement;
use fernet_vrf::{Proof, PublicKey, Suite};
use libfuzzer_sys::fuzz_target;
use vrf_rfc9381::ec::edwards25519::{elligator2, tai};
use vrf_rfc9381::{Proof as _, Prover, Verifier};

type Sha512 = sha2::Sha512;
type Peer<P> = <P as Prover<Sha512>>::Proof;

fuzz_target!(|statement: Statement| {
    match statement.suite() {
        Suite::Ell2 => compare::<elligator2::EdVrfEdwards25519Ell2SecretKey>(&statement),
        Suite::Tai => compare::<tai::EdVrfEdwards25519TaiSecretKey>(&statement),
    }
});

fn compare<P: Prover<Sha512>>(statement: &Statement) {
    let secret_key = statement.secret_key();
    let pi = statement.evaluate(&secret_key).prove(None).to_bytes();
    let Ok(theirs) = P::from_slice(&[statement.seed; 32]) else { panic!("the peer refuses a seed") };
    let Ok(proof) = theirs.prove(&statement.alpha) else { panic!("the peer does not prove") };
    assert_eq!(proof.encode_to_pi(), pi);

    let mut bytes = [secret_key.public_key().to_bytes().as_bytes(), &pi[..]].concat();
    statement.change(&mut bytes);
    let (pk, pi) = bytes.split_at(32);
    // The peer decodes less strictly: what we refuse to decode is compared by the target `decode`.
    let (Ok(key), Ok(proof)) = (PublicKey::try_from(pk), Proof::try_from(pi)) else { return };
    let ours = key.verify(statement.suite(), &statement.alpha, None, &proof).ok();
    let theirs = P::Verifier::from_slice(pk).ok().and_then(|key| {
        let proof = Peer::<P>::decode_pi(pi).ok()?;
        key.verify(&statement.alpha, proof).ok()
    });
    assert_eq!(ours.map(|output| output.beta().to_bytes().to_vec()), theirs.map(|beta| beta.as_slice().to_vec()));
}
