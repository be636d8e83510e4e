//! A batch says of each item what single verification says of the proof of 80 bytes.
#![no_main]

use fernet_fuzz::Statement;
use fernet_vrf::{BatchItem, BatchKey, BatchProof, Proof, PublicKey, verify_batch};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|statements: Vec<Statement>| {
    let received: Vec<_> = statements
        .iter()
        .take(40)
        .filter_map(|statement| {
            let secret_key = statement.secret_key();
            let evaluation = statement.evaluate(&secret_key);
            let proof = evaluation.prove_batchable(statement.ad.as_deref());
            let mut bytes = [secret_key.public_key().to_bytes().as_bytes(), &proof.to_bytes()[..]].concat();
            statement.change(&mut bytes);
            let (key, proof) = bytes.split_at(32);
            Some((statement, BatchKey::from(PublicKey::try_from(key).ok()?), BatchProof::try_from(proof).ok()?))
        })
        .collect();
    let items: Vec<_> = received
        .iter()
        .map(|(statement, key, proof)| {
            let Statement { alpha, ad, .. } = statement;
            BatchItem { key, suite: statement.suite(), alpha, ad: ad.as_deref(), proof }
        })
        .collect();
    let single = items.iter().map(|BatchItem { key, suite, alpha, ad, proof }| {
        let key = key.public_key();
        let proof = proof.to_proof(key, *suite, alpha, *ad)?;
        assert_eq!(Proof::from_bytes(&proof.to_bytes()), Ok(proof));
        key.verify(*suite, alpha, *ad, &proof)
    });
    assert_eq!(verify_batch(&items), single.collect::<Vec<_>>());
});
