//! A holder that evaluates and scores only, to decide whether to take part.
#![no_std]
#![no_main]

use fernet_core::{FeeBurn, Score, Ticket};
use fernet_vrf::{SecretKey, Suite, VrfOutput};
use firmware::measure::measure;
use firmware::vrf_cases::example;

firmware::entry!(run);

fn run() -> Option<()> {
    let case = example(19)?;
    let key = SecretKey::from_seed(case.seed?);
    let output = measure("evaluate", measured_evaluate, &key)?;
    (Some(output.beta().as_bytes().as_slice()) == case.beta).then_some(())?;
    let score = measure("score", measured_score, &output);
    // What there is to check of a score is checked with all vectors of it.
    (score.to_be_bytes() != [0; 32]).then_some(())
}

#[inline(never)]
fn measured_evaluate(key: &SecretKey) -> Option<VrfOutput> {
    Some(key.evaluate(Suite::Ell2, b"").ok()?.output())
}

#[inline(never)]
fn measured_score(output: &VrfOutput) -> Score {
    Score::new(Ticket::per_node(output.beta()), FeeBurn::ZERO)
}
