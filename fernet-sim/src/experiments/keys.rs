//! `keys`: what an owner gains by dividing its stake among many keys.

use crate::experiment::Measure;
use crate::experiments::groups::{self, CANDIDATES, Groups, RULE};
use crate::rule::Candidate;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const OTHERS: Parameter =
    Parameter::count("keys", 1..=10_000_000, 1_000, "keys of all others, each with the stake of one");
const STAKE: Parameter = Parameter::count(
    "stake",
    1..=10_000_000,
    100,
    "stake of the owner, as a number of stakes of one key of the others",
);
const SPLIT: Parameter = Parameter::count("split", 1..=10_000_000, 100, "keys among which the owner divides its stake");
const PRICE: Parameter = Parameter::choice("price", &["stake", "nothing"], "what a key costs at least");
const BID: Parameter = Parameter::ppm("bid", 0..=1_000_000, 0, "bid of the owner");
const RIVAL_BID: Parameter = Parameter::ppm("rival-bid", 0..=1_000_000, 0, "bid of all others");
const SEATS: Parameter = Parameter::count("seats", 1..=3, 3, "seats of a node: proofs_per_node");

/// What an owner gains by dividing its stake among many keys.
pub(crate) const KEYS: Experiment = Experiment {
    name: "keys",
    about: "What does an owner gain by dividing its stake among many keys?",
    model: "The rules count keys, not stakes. If a key costs at least the `stake` of one key, an owner has at most as many \
            keys as its stake pays for; then the share of a fully divided stake is the share of the stake. If keys cost \
            nothing, every number is possible and the share goes to 1. All tickets are uniform. Expected: with equal bids \
            all keys are alike under every rule, so the owner's share is its share of the keys; with other bids, the \
            closed form of the best of two groups for the literal rule without a sample.",
    parameters: &[OTHERS, STAKE, SPLIT, PRICE, BID, RIVAL_BID, SEATS, RULE, CANDIDATES],
    measures: &[
        Measure { name: "led", about: "share of blocks, or of seats at the root, that the owner gets" },
        Measure { name: "led-per-stake", about: "the same, divided by its share of all stake" },
        Measure { name: "seats", about: "share of the filled seats of a node that the owner gets" },
        Measure { name: "seats-per-stake", about: "the same, divided by its share of all stake" },
    ],
    draws: 100_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (stake, split, seats) = (cell.get(&STAKE), cell.get(&SPLIT), cell.get(&SEATS) as usize);
    if cell.get(&PRICE) == 0 && split > stake {
        return Err(CellError::Together(format!(
            "split: expected at most {stake}, the stake of the owner, because a key costs the stake of one; got {split}"
        )));
    }
    let groups = Groups { own: split, others: cell.get(&OTHERS), candidates: cell.get(&CANDIDATES) };
    let (own_bid, rival_bid, rule) = (groups::bid(cell, &BID), groups::bid(cell, &RIVAL_BID), groups::rule(cell));
    let [led, won] = cell.simulate(0, |random| {
        let (own, others) = groups.draw(random);
        let mut candidates: Vec<(Candidate, bool)> = Vec::with_capacity(2 * seats);
        candidates.extend(random.best(own).take(seats).map(|ticket| (Candidate::new(ticket, own_bid), true)));
        candidates.extend(random.best(others).take(seats).map(|ticket| (Candidate::new(ticket, rival_bid), false)));
        candidates.sort_by(|(a, _), (b, _)| rule.compare(*a, *b));
        candidates.truncate(seats);
        let owned = candidates.iter().filter(|(_, own)| *own).count();
        [f64::from(u8::from(candidates[0].1)), owned as f64 / candidates.len() as f64]
    });
    let equal = own_bid == rival_bid;
    let a = (1.0 + cell.fraction(&BID)) / (1.0 + cell.fraction(&RIVAL_BID));
    let (mut led, mut won) = (led.proportion(), won.estimate());
    if equal {
        (led, won) = (led.expecting(groups.share()), won.expecting(groups.share()));
    } else if groups::is_literal(cell) && groups.candidates == 0 {
        led = led.expecting(groups.best_by_literal(a));
    }
    let per_stake = (stake + groups.others) as f64 / stake as f64;
    Ok(vec![led, led.times(per_stake), won, won.times(per_stake)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_keys_than_the_stake_pays_for_are_refused() {
        let cell = |price| Cell::parse(&KEYS, [("stake", "10"), ("split", "11"), ("price", price)], Some(10), 0);
        let error = cell("stake").and_then(|cell| cell.run()).expect_err("11 keys for the stake of 10");
        assert_eq!(
            error.to_string(),
            "split: expected at most 10, the stake of the owner, because a key costs the stake of one; got 11"
        );
        assert!(cell("nothing").and_then(|cell| cell.run()).is_ok());
    }
}
