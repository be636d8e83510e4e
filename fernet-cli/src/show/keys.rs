//! The full keys of a report with their payout addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use fernet_core::{Address, KeyBytes, Ranked};

use super::style::heading;
use crate::run::Run;

pub(super) fn section(run: &Run) -> String {
    let sequencers = run.valid_proposals.iter().map(|proposal| {
        let ranked = &proposal.ranked;
        (ranked.scored_key().key(), ranked.proposal().payout)
    });
    let provers = run.seats.values().map(|seat| (seat.key(), seat.claim().payout));
    [list("Sequencers and their payout addresses", sequencers), list("Provers and their payout addresses", provers)]
        .concat()
}

fn list(title: &str, payouts: impl Iterator<Item = (KeyBytes, Address)>) -> String {
    let mut by_key = BTreeMap::<KeyBytes, BTreeSet<Address>>::new();
    payouts.for_each(|(key, payout)| _ = by_key.entry(key).or_default().insert(payout));
    if by_key.is_empty() {
        return String::new();
    }
    let mut text = heading(title);
    for (key, payouts) in by_key {
        let _ = writeln!(text, "  {key}");
        payouts.iter().for_each(|payout| _ = writeln!(text, "    {payout}"));
    }
    text
}
