//! Who leads, by how much, and what it would have taken to lead instead.

use std::fmt::Write;

use fernet_core::{Probability, Score};

use super::style::{Excerpt, LEAD, Styled, count, heading, lines, short, table};
use crate::amount::ppm;
use crate::file::BlockFile;
use crate::refusal::Item;
use crate::run::{Entrant, Run, standing};

/// Sequencers that are listed.
const PLACES: usize = 10;

pub(super) fn section(file: &BlockFile, run: &Run, everything: bool) -> String {
    let mut text = heading("Election");
    let standing = standing(&run.entrants);
    let [leader, rivals @ ..] = standing.as_slice() else {
        let _ = match file.proposals.len() {
            0 => writeln!(text, "  Nobody made a proposal."),
            refused => writeln!(text, "  No valid proposal: {} refused.", count(refused, "proposal")),
        };
        return text;
    };
    let _ = writeln!(text, "  {}", Styled(LEAD, lead(leader)));
    if let [runner_up, ..] = rivals {
        text += &margin(run, leader, runner_up, rivals.len());
    }
    let valid = count(run.entrants.len(), "valid proposal");
    let _ = writeln!(text, "  {valid} of {}, {}:\n", file.proposals.len(), count(standing.len(), "key"));
    text += &places(run, leader, &standing, everything);
    text
}

fn lead(leader: &Entrant) -> String {
    let bond = leader.contender.proposal().bond;
    let bond = if bond == 0 { String::new() } else { format!(", with a bond of {bond} wei") };
    let key = short(leader.contender.scored_key().key());
    let split = ppm(leader.contender.fee_split().ppm());
    format!("{key} leads with {}: it gives the provers {split} of the fees{bond}", Item::Proposal(leader.position))
}

/// How much the leader is ahead, and what the runner-up would have had to bid.
fn margin(run: &Run, leader: &Entrant, runner_up: &Entrant, rivals: usize) -> String {
    let (best, second) = (leader.contender.scored_key(), runner_up.contender.scored_key());
    let (bid, name) = (runner_up.contender.fee_split(), short(second.key()));
    let cap = run.params.fee_split_cap();
    let mut text = String::new();
    let ahead = ratio(best.score(), second.score());
    let _ = writeln!(text, "  Its score is {ahead:.4} times that of the runner-up, {name}.");
    let _ = match best.fee_to_beat(second.key(), second.ticket(), cap) {
        Some(needed) => writeln!(text, "  {name} bid {} and would have led with {}.", ppm(bid.ppm()), ppm(needed)),
        None => {
            writeln!(text, "  {name} bid {}; no split up to the cap of {} would have led.", ppm(bid.ppm()), ppm(cap))
        }
    };
    let count = u64::try_from(rivals).unwrap_or(u64::MAX);
    let stands = Probability::against(best.score(), count, bid);
    let _ =
        writeln!(text, "  Odds: against {rivals} at {name}'s split a score this high leads {stands:.2}% of blocks;");
    let keys = u32::try_from(rivals + 1).unwrap_or(u32::MAX);
    if let Some(before) = Probability::among(keys, leader.contender.fee_split(), bid) {
        let _ = writeln!(text, "  before any ticket is known, the leader's split among {keys} leads {before:.2}%.");
    }
    text
}

fn places(run: &Run, leader: &Entrant, standing: &[Entrant], everything: bool) -> String {
    let header = ["", "key", "split", "luck", "score", "split to lead", "proposal"];
    let mut table = table(&header, &[0, 2, 3, 4, 5]);
    let excerpt = Excerpt::new(standing.len(), PLACES, everything);
    let best = leader.contender.scored_key();
    for (place, entrant) in standing.iter().enumerate().take(excerpt.shown) {
        let candidate = entrant.contender.scored_key();
        let needed = match best.fee_to_beat(candidate.key(), candidate.ticket(), run.params.fee_split_cap()) {
            _ if place == 0 => "leads".to_owned(),
            Some(needed) => ppm(needed),
            None => "no split".to_owned(),
        };
        table.add_row([
            (place + 1).to_string(),
            short(candidate.key()),
            ppm(entrant.contender.fee_split().ppm()),
            // A ticket as a part of the largest one.
            format!("{:.4}%", number(candidate.ticket().get()) / number(u128::MAX) * 100.0),
            format!("{:.4}%", ratio(candidate.score(), best.score()) * 100.0),
            needed,
            Item::Proposal(entrant.position).to_string(),
        ]);
    }
    lines(&table) + &excerpt.rest("more sequencer")
}

/// How many times `b` fits in `a`, to be looked at only.
fn ratio(a: Score, b: Score) -> f64 {
    number(a) / number(b)
}

fn number(value: impl std::fmt::Display) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}
