//! A holder that proves only: key from a seed, and proofs in both suites. No panic can be reached.
#![no_std]
#![no_main]

use fernet_vrf::{Proof, SecretKey, Suite};
use firmware::measure::measure;
use firmware::vrf_cases::{ProofCase, example};

firmware::entry!(run);

fn run() -> Option<()> {
    let (ell2, tai) = (example(19)?, example(16)?);
    let key = measure("key", measured_key, ell2.seed?);
    (key.public_key().to_bytes().as_bytes() == &ell2.key).then_some(())?;
    right(&ell2, measure("prove", measured_prove, &key)?)?;
    let seed = *tai.seed?;
    right(&tai, measure("prove-tai-from-seed", measured_prove_tai_from_seed, &seed)?)
}

fn right(case: &ProofCase, proof: Proof) -> Option<()> {
    (proof.to_bytes() == *case.pi).then_some(())
}

#[inline(never)]
fn measured_key(seed: &[u8; 32]) -> SecretKey {
    SecretKey::from_seed(seed)
}

#[inline(never)]
fn measured_prove(key: &SecretKey) -> Option<Proof> {
    match &key.evaluate(Suite::Ell2, b"") {
        Ok(evaluation) => Some(evaluation.prove(None)),
        Err(_) => None,
    }
}

#[inline(never)]
fn measured_prove_tai_from_seed(seed: &[u8; 32]) -> Option<Proof> {
    let key = SecretKey::from_seed(seed);
    Some(key.evaluate(Suite::Tai, b"").ok()?.prove(None))
}
