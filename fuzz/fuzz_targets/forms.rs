//! The two forms of a proof stand for each other.
#![no_main]

use fernet_fuzz::Statement;
use fernet_vrf::{ExpandError, Proof, PublicKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|statement: Statement| {
    let (suite, alpha, ad) = (statement.suite(), &statement.alpha, statement.ad.as_deref());
    let secret_key = statement.secret_key();
    let evaluation = statement.evaluate(&secret_key);
    let (proof, form) = (evaluation.prove(ad), evaluation.prove_batchable(ad));
    let key = secret_key.public_key();
    assert_eq!(form.to_proof(key, suite, alpha, ad), Ok(proof));
    assert_eq!(proof.to_batch_proof(key, suite, alpha, ad), Ok(form));

    let mut bytes = [key.to_bytes().as_bytes(), &proof.to_bytes()[..]].concat();
    statement.change(&mut bytes);
    let (key, proof) = bytes.split_at(32);
    let (Ok(key), Ok(proof)) = (PublicKey::try_from(key), Proof::try_from(proof)) else { return };
    let single = key.verify(suite, alpha, ad, &proof);
    match proof.to_batch_proof(&key, suite, alpha, ad) {
        Ok(form) => {
            assert!(single.is_ok());
            assert_eq!(form.to_proof(&key, suite, alpha, ad), Ok(proof));
        }
        Err(ExpandError::MixedOrder) => assert!(single.is_ok()),
        Err(_) => assert!(single.is_err()),
    }
});
