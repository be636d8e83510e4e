//! A verifier only, from bytes to the output.
#![no_std]
#![no_main]

use fernet_vrf::{Proof, PublicKey, Suite, VrfOutput};
use firmware::measure::measure;
use firmware::vrf_cases::{ProofCase, example};

firmware::entry!(run);

fn run() -> Option<()> {
    let (ell2, tai) = (example(19)?, example(16)?);
    right(&ell2, measure("verify", measured_verify, &ell2)?)?;
    right(&tai, measure("verify-tai", measured_verify_tai, &tai)?)
}

fn right(case: &ProofCase, output: VrfOutput) -> Option<()> {
    (Some(output.beta().as_bytes().as_slice()) == case.beta).then_some(())
}

#[inline(never)]
fn measured_verify(case: &ProofCase) -> Option<VrfOutput> {
    let key = PublicKey::from_bytes(&case.key).ok()?;
    let proof = Proof::try_from(case.pi).ok()?;
    key.verify(Suite::Ell2, case.alpha, None, &proof).ok()
}

#[inline(never)]
fn measured_verify_tai(case: &ProofCase) -> Option<VrfOutput> {
    let key = PublicKey::from_bytes(&case.key).ok()?;
    let proof = Proof::try_from(case.pi).ok()?;
    key.verify(Suite::Tai, case.alpha, None, &proof).ok()
}
