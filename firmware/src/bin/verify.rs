//! A verifier only, from bytes to the output.
#![no_std]
#![no_main]

use fernet_vrf::{Proof, PublicKey, VrfOutput};
use firmware::measure::measure;
use firmware::vrf_cases::{ProofCase, example};

firmware::entry!(run);

fn run() -> Option<()> {
    for (name, number) in [("verify", 19), ("verify-tai", 16)] {
        let case = example(number)?;
        let output = measure(name, measured_verify, &case)?;
        (Some(output.beta().as_bytes().as_slice()) == case.beta).then_some(())?;
    }
    Some(())
}

#[inline(never)]
fn measured_verify(case: &ProofCase) -> Option<VrfOutput> {
    let key = PublicKey::from_bytes(&case.key).ok()?;
    let proof = Proof::try_from(case.pi).ok()?;
    key.verify(case.suite, case.alpha, &proof).ok()
}
