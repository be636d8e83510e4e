//! A holder that releases only proofs which have verified.
#![no_std]
#![no_main]

use fernet_vrf::{Proof, ProveError, SecretKey, Suite};
use firmware::measure::measure;
use firmware::vrf_cases::example;

firmware::entry!(run);

fn run() -> Option<()> {
    let case = example(19)?;
    let key = SecretKey::from_seed(case.seed?);
    let proof = measure("prove-verified", measured_prove_verified, &key)?;
    (proof.to_bytes() == *case.pi).then_some(())?;
    let refused = key.evaluate(Suite::Ell2, case.alpha).ok()?.prove_verified(b"another input", None);
    (refused == Err(ProveError::Fault)).then_some(())
}

#[inline(never)]
fn measured_prove_verified(key: &SecretKey) -> Option<Proof> {
    key.evaluate(Suite::Ell2, b"").ok()?.prove_verified(b"", None).ok()
}
