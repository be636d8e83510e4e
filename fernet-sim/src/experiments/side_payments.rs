//! `side-payments`: what a leader gains whose users pay it outside of the protocol.

use super::sequencers::{MAX_SPLIT, among, equilibrium, peak, split};
use crate::experiment::Measure;
use crate::rule::Candidate;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const KEYS: Parameter =
    Parameter::count("keys", 2..=1_000_000, 100, "sequencer keys that propose, each of its own owner");
const MOVED: Parameter =
    Parameter::ppm("moved", 0..=999_999, 500_000, "share of the fees that is paid outside of the protocol");
const CAP: Parameter = Parameter::ppm("cap", 0..=MAX_SPLIT, 1_000_000, "fee_split_cap, or the greatest absolute bid");
const BID: Parameter = Parameter::choice(
    "bid",
    &["share", "absolute"],
    "what a bid promises: a share of the declared fees, or a bonded amount",
);

/// What a leader gains whose users pay it outside of the protocol.
pub(crate) const SIDE_PAYMENTS: Experiment = Experiment {
    name: "side-payments",
    about: "What does a sequencer gain by declaring less fees than its users pay it?",
    model: "All keys bid the split of the symmetric equilibrium without MEV, `equilibrium_split` of fernet-core. One key moves a \
            share of the fees into payments outside of the protocol, which it keeps whole, and bids the split that earns it most \
            then. With absolute bids every key promises an amount, in units of all fees, that its bond pays whatever fees it \
            declares; moving fees then changes nothing. Blocks are drawn under the literal rule; expected: its closed form.",
    parameters: &[KEYS, MOVED, CAP, BID],
    measures: &[
        Measure { name: "split", about: "best bid of the key that moves fees" },
        Measure { name: "won", about: "share of blocks that it leads" },
        Measure { name: "gain", about: "its profit for each unit of profit without moving fees" },
        Measure { name: "provers", about: "what provers get of one of its blocks, in units of all fees" },
        Measure { name: "all-split", about: "bid in equilibrium if all keys move as much" },
        Measure { name: "all-provers", about: "what provers get of a block then, in units of all fees" },
    ],
    draws: 100_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, cap) = (cell.get(&KEYS), cell.get(&CAP));
    let absolute = cell.get(&BID) == 1;
    // An absolute bid is paid from all fees, declared or not.
    let moved = if absolute { 0.0 } else { cell.fraction(&MOVED) };
    let fraction = |ppm: u64| ppm as f64 / 1e6;
    let honest = equilibrium(cap, keys, 0);
    let keeps = |bid: u64| moved + (1.0 - moved) * (1.0 - fraction(bid));
    let chance = |bid: u64| among(true, (1.0 + fraction(bid)) / (1.0 + fraction(honest)), keys as f64);
    let bid = peak(cap, |bid| chance(bid) * keeps(bid));
    let (ours, theirs) = (split(bid), split(honest));
    let [won] = cell.simulate(0, |random| {
        let own = Candidate::new(random.ticket(), ours).score();
        let rival = random.best(keys - 1).next().map(|ticket| Candidate::new(ticket, theirs).score());
        [(Some(own) > rival).into()]
    });
    let won = won.proportion().expecting(chance(bid));
    // To declare 1 - moved and keep the rest is to have MEV of moved / (1 - moved) for each unit of declared fees.
    let all = equilibrium(cap, keys, (moved / (1.0 - moved) * 1e6) as u64);
    Ok(vec![
        Estimate::exact(fraction(bid)),
        won,
        won.times(keeps(bid) * keys as f64 / (1.0 - fraction(honest))),
        Estimate::exact((1.0 - moved) * fraction(bid)),
        Estimate::exact(fraction(all)),
        Estimate::exact((1.0 - moved) * fraction(all)),
    ])
}
