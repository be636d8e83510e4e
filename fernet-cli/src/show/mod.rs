//! What a person wants to see of a block.

mod election;
mod payments;
mod refusals;
mod style;
mod tree;

use std::fmt::Write;
use std::time::Duration;

use fernet_core::{Phase, VrfMode};

pub(crate) use payments::{Parts, identity};
pub(crate) use style::{BAD, Styled, count, lines, short, table};

use crate::file::BlockFile;
use crate::run::Run;
use style::{FAINT, GOOD, HEADING, NOTE, ends, heading};

/// The whole report. `everything` lists what is otherwise cut short.
pub(crate) fn block(file: &BlockFile, run: &Run, everything: bool) -> String {
    let mut text = title(run);
    text += &origin(file, run);
    text += &election::section(file, run);
    text += &tree::section(run, everything);
    text += &tree::competition(run);
    text += &payments::section(run, everything);
    text += &refusals::section(run);
    text += &times(&run.steps);
    text
}

fn title(run: &Run) -> String {
    let (style, outcome) = match run.phase.phase() {
        Phase::Settled => (GOOD, "settled"),
        Phase::Final => (GOOD, "final: it is proven, and better trees may still come"),
        Phase::Proving => (NOTE, "waiting for a tree"),
        Phase::Reveal => (NOTE, "waiting for the leader's reveal"),
        Phase::Proposal => (NOTE, "taking proposals"),
        Phase::Skipped => (BAD, "skipped: nobody revealed it, the next block builds on its parent"),
        Phase::Reverted => (BAD, "reverted: nobody proved it, the next block builds on its parent"),
    };
    let name = format!("Block {}", run.pinned.block_number());
    format!("{} {}\n", Styled(HEADING, name), Styled(style, outcome))
}

fn origin(file: &BlockFile, run: &Run) -> String {
    let params = &run.params;
    let mode = match params.vrf_mode() {
        VrfMode::PerNode => "one VRF for each node",
        VrfMode::PerBlock => "one VRF for each prover",
        VrfMode::Public => "words from public keys",
    };
    let slots = file.slot - run.pinned.slot();
    let mut text = String::new();
    let mut line =
        |name: &str, value: String| _ = writeln!(text, "  {} {value}", Styled(FAINT, format_args!("{name:<11}")));
    line("rollup", format!("{} on chain {}, {mode}", params.rollup_address(), params.chain_id()));
    line(
        "randomness",
        format!("{} of L1 slot {}, {slots} before this block", ends(run.pinned.mix()), run.pinned.slot()),
    );
    let (proposals, reveal, trees) = (run.phase.proposal_end(), run.phase.reveal_end(), run.phase.deadline());
    line("L1 blocks", format!("{} to {}", file.l1_block, file.l1_block_end));
    line("limits", format!("proposals before {proposals}, reveal before {reveal}, trees before {trees}"));
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
