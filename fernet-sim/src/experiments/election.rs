//! `election`: how a bid changes the chance to lead.

use super::groups::{self, RULE};
use super::sequencers::{MAX_SPLIT, among, split};
use crate::experiment::Measure;
use crate::rule::Candidate;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const KEYS: Parameter = Parameter::count("keys", 2..=10_000_000, 100, "sequencer keys that propose");
const FEE_SPLIT: Parameter = Parameter::ppm("fee-split", 0..=MAX_SPLIT, 1_000_000, "fee split that the one key bids");
const RIVAL_SPLIT: Parameter =
    Parameter::ppm("rival-split", 0..=MAX_SPLIT, 500_000, "fee split that all other keys bid");

/// How a bid changes the chance to lead.
pub(crate) const ELECTION: Experiment = Experiment {
    name: "election",
    about: "How often does a key lead that bids another fee split than all others?",
    model: "One key bids `fee-split`, the others `rival-split`; all tickets are uniform. Expected: the closed forms of SPEC \
            #mechanism for the literal rule; (a/N)(1 - (1 - 1/a)^N) for a >= 1 and a/N below for the rule by distance.",
    parameters: &[KEYS, FEE_SPLIT, RIVAL_SPLIT, RULE],
    measures: &[
        Measure { name: "won", about: "share of blocks that the key leads" },
        Measure { name: "multiple", about: "blocks that the key leads for each one that an equal share would give it" },
    ],
    draws: 100_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let keys = cell.get(&KEYS);
    let (ours, theirs) = (split(cell.get(&FEE_SPLIT)), split(cell.get(&RIVAL_SPLIT)));
    let rule = groups::rule(cell);
    let [won] = cell.simulate(0, |random| {
        let own = Candidate::new(random.ticket(), ours);
        let rival = random.best(keys - 1).next().map(|ticket| Candidate::new(ticket, theirs));
        [rival.is_none_or(|rival| rule.compare(own, rival).is_lt()).into()]
    });
    let a = (1.0 + cell.fraction(&FEE_SPLIT)) / (1.0 + cell.fraction(&RIVAL_SPLIT));
    let won = won.proportion().expecting(among(groups::is_literal(cell), a, keys as f64));
    Ok(vec![won, won.times(keys as f64)])
}
