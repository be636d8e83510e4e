//! The text report of `fernet block`.

mod availability;
mod election;
mod keys;
mod payments;
mod refusals;
pub(crate) mod style;
mod tree;

use std::fmt::Write;
use std::time::Duration;

use fernet_core::{Phase, SequencerSuite, VrfMode};

pub(crate) use payments::{Parts, identity};
pub(crate) use style::{BAD, Excerpt, FAINT, NOTE, Styled, count, fit, heading, lines, short, table};

use crate::file::BlockFile;
use crate::refusal::Item;
use crate::run::{Reason, Run};
use style::{GOOD, HEADING, ends};

/// The report. `everything` prints complete lists, full keys and payout addresses.
pub(crate) fn block(file: &BlockFile, run: &Run, everything: bool) -> String {
    let mut text = title(run);
    text += &origin(file, run);
    text += &election::section(file, run, everything);
    text += &availability::section(run);
    text += &tree::section(run, everything);
    text += &tree::competition(run, everything);
    text += &payments::section(run, everything);
    text += &refusals::section(run, everything);
    if everything {
        text += &keys::section(run);
    }
    text += &times(&run.steps);
    fit(&text)
}

fn title(run: &Run) -> String {
    let failed = || format!("{}; the next block builds on its parent", failure(run));
    let (style, outcome) = match run.phase {
        Phase::Settled => (GOOD, "settled".to_owned()),
        Phase::Proven => (GOOD, "proven: its parent is not final yet".to_owned()),
        Phase::Final => (GOOD, "final: it has a valid tree; a better one may still be submitted".to_owned()),
        Phase::Proving => (NOTE, "waiting for a tree".to_owned()),
        Phase::Reveal => (NOTE, "waiting for the leader's reveal".to_owned()),
        Phase::Proposal => (NOTE, "taking proposals".to_owned()),
        Phase::Skipped => (BAD, format!("skipped: {}", failed())),
        Phase::Voided => (BAD, "voided: a block on which it builds was reverted".to_owned()),
        Phase::Reverted => (BAD, format!("reverted: {}", failed())),
    };
    let name = format!("Block {}", run.pinned.block_number());
    format!("{} {}\n", Styled(HEADING, name), Styled(style, outcome))
}

/// Why a block was skipped or reverted.
fn failure(run: &Run) -> String {
    let why_not = |what: &str, item: fn(&Item) -> bool| {
        let refusals: Vec<_> = run.refused.iter().filter(|(refused, _)| item(refused)).collect();
        match refusals.as_slice() {
            [(item, refusal)] => format!("{item} was refused, {} ({})", refusal.name, refusal.detail),
            several => format!("all {} were refused", count(several.len(), what)),
        }
    };
    match run.reason {
        None => String::new(),
        Some(Reason::NoProposal) => "no proposal was made".to_owned(),
        Some(Reason::NoValidProposal) => why_not("proposal", |item| matches!(item, Item::Proposal(_))),
        Some(Reason::NoReveal) => "the leader did not reveal".to_owned(),
        Some(Reason::NoValidReveal) => why_not("reveal", |item| matches!(item, Item::Reveal)),
        Some(Reason::NoTree) => "no tree was submitted".to_owned(),
        Some(Reason::NoValidTree) if run.quorum.as_ref().is_some_and(|quorum| quorum.certificate.is_none()) => {
            "it has no certificate, so no tree was accepted".to_owned()
        }
        Some(Reason::NoValidTree) => why_not("tree", |item| matches!(item, Item::Tree(_))),
    }
}

fn origin(file: &BlockFile, run: &Run) -> String {
    let params = &run.params;
    let mode = match params.vrf_mode() {
        VrfMode::PerNode => "one VRF evaluation per prover and node",
        VrfMode::PerBlock => "one VRF evaluation per prover and block",
        VrfMode::Public => "hashes of public keys",
    };
    let curve = match params.sequencer_suite() {
        SequencerSuite::Edwards25519 => "edwards25519",
        SequencerSuite::P256 => "P-256",
    };
    let lag = params.randao_lag();
    let mut text = String::new();
    let mut line =
        |name: &str, value: String| _ = writeln!(text, "  {} {value}", Styled(FAINT, format_args!("{name:<11}")));
    line("rollup", format!("{} on chain {}", params.rollup_address(), params.chain_id()));
    line("sequencers", format!("keys on {curve}"));
    line("tickets", mode.to_owned());
    line(
        "randomness",
        format!("{} of L1 block {}, {lag} before this block", ends(run.pinned.mix()), run.pinned.l1_block()),
    );
    let (proposals, reveal, trees) = (run.opened.proposal_end(), run.opened.reveal_end(), run.opened.deadline());
    line("L1 blocks", format!("{} to {}", file.l1_block, file.l1_block_end));
    line("limits", format!("before {proposals} for proposals, {reveal} for the reveal, {trees} for trees"));
    text
}

fn times(steps: &[(&'static str, Duration)]) -> String {
    let total: Duration = steps.iter().map(|(_, time)| *time).sum();
    let mut text = heading("Time");
    for (step, time) in steps.iter().chain([&("total", total)]) {
        let _ = writeln!(text, "  {step:<20} {:>11.3} ms", time.as_secs_f64() * 1e3);
    }
    text
}
