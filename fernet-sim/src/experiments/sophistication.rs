//! `sophistication`: what sequencers gain that extract more MEV than others.

use super::sequencers::{Group, MAX_SPLIT, leads, peak, split};
use crate::experiment::Measure;
use crate::rule::Candidate;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const KEYS: Parameter =
    Parameter::count("keys", 2..=100_000, 100, "sequencer keys that propose, each of its own owner");
const SHARE: Parameter =
    Parameter::ppm("share", 1..=999_999, 100_000, "share of the keys that extract MEV, rounded up");
const MEV: Parameter =
    Parameter::ppm("mev", 0..=99_000_000, 1_000_000, "MEV that these extract for each unit of the fees");
const CAP: Parameter = Parameter::ppm("cap", 0..=MAX_SPLIT, 1_000_000, "fee_split_cap");

/// What sequencers gain that extract more MEV than others.
pub(crate) const SOPHISTICATION: Experiment = Experiment {
    name: "sophistication",
    about: "Do sequencers that extract MEV crowd out those that do not?",
    model: "Some keys extract `mev`, the others none. Each group bids a split that is the best response to both, found by \
            answering in turn. Then blocks are drawn with these bids under the literal rule. Expected: the integral over \
            the ticket, piece by piece.",
    parameters: &[KEYS, SHARE, MEV, CAP],
    measures: &[
        Measure { name: "split", about: "fee split of the keys that extract MEV" },
        Measure { name: "plain-split", about: "fee split of the others" },
        Measure { name: "won", about: "share of blocks led by keys that extract MEV" },
        Measure { name: "multiple", about: "blocks of such a key for each one that an equal share would give it" },
        Measure { name: "provers", about: "what provers get of a block on average, in units of the fees" },
    ],
    draws: 100_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, mev, cap) = (cell.get(&KEYS), cell.fraction(&MEV), cell.get(&CAP));
    let extracting = (u128::from(keys) * u128::from(cell.get(&SHARE))).div_ceil(1_000_000);
    let extracting = u64::try_from(extracting).unwrap_or(keys);
    let plain = keys - extracting;
    if plain == 0 {
        return Err(CellError::Together(
            "share: of so few keys all extract MEV; expected a share that leaves one over".to_owned(),
        ));
    }
    let (ours, theirs) = equilibrium(extracting as f64, plain as f64, mev, cap);
    let (our_split, their_split) = (split(ours), split(theirs));
    let [won] = cell.simulate(0, |random| {
        let best = random.best(extracting).next().map(|ticket| Candidate::new(ticket, our_split).score());
        let rival = random.best(plain).next().map(|ticket| Candidate::new(ticket, their_split).score());
        [(best > rival).into()]
    });
    let (fraction, plain_fraction) = (ours as f64 / 1e6, theirs as f64 / 1e6);
    let rivals = groups(extracting as f64 - 1.0, fraction, plain as f64, plain_fraction);
    let won = won.proportion().expecting(leads(1.0 + fraction, rivals) * extracting as f64);
    let provers = won.times(fraction - plain_fraction).minus(-plain_fraction);
    Ok(vec![
        Estimate::exact(fraction),
        Estimate::exact(plain_fraction),
        won,
        won.times(keys as f64 / extracting as f64),
        provers,
    ])
}

fn groups(extracting: f64, ours: f64, plain: f64, theirs: f64) -> [Group; 2] {
    [Group { keys: extracting, weight: 1.0 + ours }, Group { keys: plain, weight: 1.0 + theirs }]
}

/// The splits of both groups in parts per million, where no key gains by another one.
fn equilibrium(extracting: f64, plain: f64, mev: f64, cap: u64) -> (u64, u64) {
    const ROUNDS: u32 = 400;
    let fraction = |ppm: u64| ppm as f64 / 1e6;
    let (mut ours, mut theirs) = (cap / 2, cap / 2);
    for round in 0..ROUNDS {
        let profit = |own: u64, value: f64, rivals| leads(1.0 + fraction(own), rivals) * (value - fraction(own));
        let others = groups(extracting - 1.0, fraction(ours), plain, fraction(theirs));
        let our_answer = peak(cap, |own| profit(own, 1.0 + mev, others));
        let others = groups(extracting, fraction(ours), plain - 1.0, fraction(theirs));
        let their_answer = peak(cap.min(1_000_000), |own| profit(own, 1.0, others));
        // Half of the way each time, so that the answers do not swing; all of it in the end.
        let step = |from: u64, to: u64| if round + 8 < ROUNDS { from.midpoint(to) } else { to };
        (ours, theirs) = (step(ours, our_answer), step(theirs, their_answer));
    }
    (ours, theirs)
}
