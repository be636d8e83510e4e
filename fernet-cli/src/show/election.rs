//! The election in a report: the leader, its margin, and the fee split with which each rival would have led.

use std::fmt::Write;

use fernet_core::{Probability, Score};

use super::style::{Excerpt, FIRST, Styled, approximate, count, heading, lines, short, table};
use crate::amount::{eth, percent, ppm};
use crate::file::BlockFile;
use crate::refusal::Item;
use crate::run::{Run, ValidProposal, best_of_each_key};

/// 2^128, which the largest ticket is one less than.
const LARGEST_TICKET: f64 = 340_282_366_920_938_463_463_374_607_431_768_211_456.0;
/// Most sequencers that are listed.
const SEQUENCERS: usize = 10;

pub(super) fn section(file: &BlockFile, run: &Run, everything: bool) -> String {
    let mut text = heading("Election");
    let ranking = best_of_each_key(&run.valid_proposals);
    let [leader, rivals @ ..] = ranking.as_slice() else {
        let _ = match file.proposals.len() {
            0 => writeln!(text, "  No proposal was made."),
            refused => writeln!(text, "  No valid proposal: {} refused.", count(refused, "proposal")),
        };
        return text;
    };
    let _ = writeln!(text, "  {}", Styled(FIRST, lead(leader)));
    if let [runner_up, ..] = rivals {
        text += &margin(run, leader, runner_up, rivals.len());
    }
    let valid = count(run.valid_proposals.len(), "valid proposal");
    let _ = writeln!(text, "  {valid} of {}, {}:\n", file.proposals.len(), count(ranking.len(), "key"));
    text += &table_of(run, leader, &ranking, everything);
    text
}

fn lead(leader: &ValidProposal) -> String {
    let bond = leader.ranked.proposal().bond;
    let bond = if bond == 0 { String::new() } else { format!(", bond {} ETH", eth(bond)) };
    let key = short(leader.ranked.scored_key().key());
    let split = percent(leader.ranked.fee_split().ppm());
    format!("{key} leads with {}: fee split {split}{bond}", Item::Proposal(leader.position))
}

/// The leader's margin, the fee split with which the runner-up would have led, and the odds.
fn margin(run: &Run, leader: &ValidProposal, runner_up: &ValidProposal, rivals: usize) -> String {
    let (best, second) = (leader.ranked.scored_key(), runner_up.ranked.scored_key());
    let (bid, name) = (runner_up.ranked.fee_split(), short(second.key()));
    let cap = run.params.fee_split_cap();
    let mut text = String::new();
    let ahead = ratio(best.score(), second.score());
    let _ = writeln!(text, "  Its score is {ahead:.4} times that of the runner-up, {name}.");
    let _ = match best.fee_to_beat(second.key(), second.ticket(), cap) {
        Some(needed) => {
            writeln!(text, "  {name} bid a fee split of {} and would have led with {}.", ppm(bid.ppm()), ppm(needed))
        }
        None => {
            writeln!(
                text,
                "  {name} bid a fee split of {}; none up to the cap of {} would have led.",
                ppm(bid.ppm()),
                ppm(cap)
            )
        }
    };
    let count = u64::try_from(rivals).unwrap_or(u64::MAX);
    let stands = Probability::against(best.score(), count, bid);
    let _ = writeln!(
        text,
        "  Odds: against {rivals} with {name}'s fee split, such a score leads in {stands:.2}% of blocks;"
    );
    let keys = u32::try_from(rivals + 1).unwrap_or(u32::MAX);
    if let Some(before) = Probability::among(keys, leader.ranked.fee_split(), bid) {
        let _ =
            writeln!(text, "  before any ticket is known, the leader's fee split leads in {before:.2}% among {keys}.");
    }
    text
}

fn table_of(run: &Run, leader: &ValidProposal, ranking: &[ValidProposal], everything: bool) -> String {
    let header = ["rank", "key", "fee split", "ticket", "score", "split to lead", "proposal"];
    let mut table = table(&header, &[0, 2, 3, 4, 5]);
    let excerpt = Excerpt::new(ranking.len(), SEQUENCERS, everything);
    let best = leader.ranked.scored_key();
    for (rank, proposal) in (1_usize..).zip(ranking).take(excerpt.shown) {
        let scored = proposal.ranked.scored_key();
        let needed = match best.fee_to_beat(scored.key(), scored.ticket(), run.params.fee_split_cap()) {
            _ if rank == 1 => "leads".to_owned(),
            Some(needed) => ppm(needed),
            None => "no split".to_owned(),
        };
        table.add_row([
            rank.to_string(),
            short(scored.key()),
            ppm(proposal.ranked.fee_split().ppm()),
            // As a percentage of the largest ticket.
            format!("{:.4}%", approximate(&scored.ticket().get().to_be_bytes()) / LARGEST_TICKET * 100.0),
            format!("{:.4}%", ratio(scored.score(), best.score()) * 100.0),
            needed,
            Item::Proposal(proposal.position).to_string(),
        ]);
    }
    lines(&table) + &excerpt.rest("more sequencer")
}

/// `a / b`, approximately.
fn ratio(a: Score, b: Score) -> f64 {
    approximate(&a.to_be_bytes()) / approximate(&b.to_be_bytes())
}
