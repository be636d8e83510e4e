//! The key-holding prover: seed in; evaluate, ticket, score, a proof that signs the claim; and a verifier.
#![no_std]
#![no_main]

use fernet_core::{FeeBurn, Score, Ticket};
use fernet_vrf::{Proof, PublicKey, SecretKey, VrfOutput};
use firmware::measure::measure;
use firmware::vrf_cases::{ProofCase, proofs};

firmware::entry!(run);

fn run() -> Option<()> {
    let signed = |case: &ProofCase| case.seed.is_some() && case.ad.is_some_and(|ad| !ad.is_empty());
    let case = proofs().flatten().find(signed)?;
    let (score, pi) = measure("prover", measured_prover, &case)?;
    (pi == *case.pi).then_some(())?;
    let output = measure("verify-signed", measured_verify_signed, &case)?;
    (Some(output.beta().as_bytes().as_slice()) == case.beta).then_some(())?;
    (Score::new(Ticket::per_node(output.beta()), FeeBurn::ZERO) == score).then_some(())
}

#[inline(never)]
fn measured_prover(case: &ProofCase) -> Option<(Score, [u8; 80])> {
    let key = SecretKey::from_seed(case.seed?);
    let evaluation = key.evaluate(case.suite, case.alpha).ok()?;
    let score = Score::new(Ticket::per_node(evaluation.output().beta()), FeeBurn::ZERO);
    Some((score, evaluation.prove(Some(case.ad?)).to_bytes()))
}

#[inline(never)]
fn measured_verify_signed(case: &ProofCase) -> Option<VrfOutput> {
    let key = PublicKey::from_bytes(&case.key).ok()?;
    let proof = Proof::try_from(case.pi).ok()?;
    key.verify(case.suite, case.alpha, Some(case.ad?), &proof).ok()
}
