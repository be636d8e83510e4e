//! `key-choice`: what an owner of several sequencer keys gains by choosing which of them leads.

use super::seats::{BASES, OWN_PROVERS, PROVERS, Provers};
use super::sequencers::{MAX_SPLIT, split};
use crate::binomial::choose;
use crate::experiment::Measure;
use crate::rule::{Candidate, Literal, Rule};
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const OWN: Parameter = Parameter::count("own-keys", 1..=100, 10, "sequencer keys of the owner");
const RIVALS: Parameter = Parameter::count("rivals", 1..=10_000_000, 990, "sequencer keys of others");
const FEE_SPLIT: Parameter =
    Parameter::ppm("fee-split", 0..=MAX_SPLIT, 1_000_000, "fee split that the owner's keys bid");
const RIVAL_SPLIT: Parameter =
    Parameter::ppm("rival-split", 0..=MAX_SPLIT, 500_000, "fee split that all other keys bid");

/// What an owner of several sequencer keys gains by choosing which of them leads.
pub(crate) const KEY_CHOICE: Experiment = Experiment {
    name: "key-choice",
    about: "How many more seats do the provers of an owner win who chooses which of its sequencer keys leads?",
    model: "Each key has a prover seed of its own. The owner knows the bids of all others and the tickets of all provers, and \
            withholds its keys but one: of those that outrank all others, the one whose seed gives its provers the most seats. \
            Nobody burns anything, and all provers are online. The means of seats are over the blocks that the owner can lead. \
            Expected: each key can lead with probability 1 - min(1, c v), for the best v of the others' tickets and \
            c = (1 + `rival-split`) / (1 + `fee-split`); the polynomials are integrated over v term by term. The number of \
            seats of one seed is a sum of hypergeometric numbers with distribution F; that of the best of j seeds has F^j.",
    parameters: &[OWN, RIVALS, FEE_SPLIT, RIVAL_SPLIT, PROVERS, OWN_PROVERS, BASES],
    measures: &[
        Measure { name: "led", about: "share of blocks that the owner can lead" },
        Measure { name: "can-lead", about: "keys of the owner that can lead a block, on average over all blocks" },
        Measure { name: "choices", about: "keys that can lead, on average over the blocks that the owner can lead" },
        Measure {
            name: "seats",
            about: "share of the seats that the owner's provers win in the blocks that it can lead",
        },
        Measure { name: "multiple", about: "seats that they win there for each one that chance would give them" },
    ],
    draws: 10_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (own, rivals) = (cell.get(&OWN), cell.get(&RIVALS));
    let (ours, theirs) = (split(cell.get(&FEE_SPLIT)), split(cell.get(&RIVAL_SPLIT)));
    let provers = Provers::new(cell.get(&PROVERS), cell.get(&OWN_PROVERS), cell.get(&BASES))?;
    let [led, keys, seats] = cell.simulate(0, |random| {
        let rival = Candidate::new(random.best(rivals).next().expect("a rival"), theirs);
        let keys = (0..own).filter(|_| Literal.compare(Candidate::new(random.ticket(), ours), rival).is_lt()).count();
        let seats = (0..keys).map(|_| provers.draw(random)).max().unwrap_or(0);
        [(keys > 0).into(), keys as f64, seats as f64]
    });
    let c = (1.0 + cell.fraction(&RIVAL_SPLIT)) / (1.0 + cell.fraction(&FEE_SPLIT));
    let choice = Choice { own: own as usize, rivals: rivals as f64, c };
    let leads = 1.0 - choice.none(1.0);
    let mut below = 0.0;
    let most: f64 = provers
        .distribution()
        .iter()
        .map(|p| {
            let none = choice.none(1.0 - below);
            below += p;
            1.0 - none
        })
        .skip(1)
        .sum();
    let share = seats.among(&led).estimate().expecting(most / leads).times(1.0 / provers.seats() as f64);
    Ok(vec![
        led.proportion().expecting(leads),
        keys.estimate().expecting(choice.mean()),
        keys.among(&led).estimate().expecting(choice.mean() / leads),
        share,
        share.times(1.0 / provers.share()),
    ])
}

/// The keys of the owner against the best rival v, which each outranks with probability `1 - min(1, c v)`.
struct Choice {
    own: usize,
    rivals: f64,
    c: f64,
}

impl Choice {
    /// The probability that no key both outranks all rivals and has something that a key has with probability `g`.
    fn none(&self, g: f64) -> f64 {
        let (n, m, g) = (self.own, self.rivals, g.clamp(0.0, 1.0));
        let sum = |c: f64| -> f64 {
            (0..=n)
                .map(|i| {
                    choose(n, i) * libm::pow(1.0 - g, (n - i) as f64) * libm::pow(g * c, i as f64) * m / (m + i as f64)
                })
                .sum()
        };
        if self.c <= 1.0 {
            sum(self.c)
        } else {
            // Above v = 1/c no key outranks the best rival.
            let below = libm::pow(self.c, -m);
            1.0 - below + below * sum(1.0)
        }
    }

    /// The mean number of keys that outrank all rivals.
    fn mean(&self) -> f64 {
        let (n, m) = (self.own as f64, self.rivals);
        if self.c <= 1.0 { n * (1.0 - self.c * m / (m + 1.0)) } else { n * libm::pow(self.c, -m) / (m + 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With equal bids one key of n + m leads: the owner with probability n / (n + m); on average n / (m + 1) can.
    #[test]
    fn equal_bids_are_equal_keys() {
        for c in [1.0, 1.0 + 1e-12] {
            let choice = Choice { own: 10, rivals: 90.0, c };
            assert!((choice.none(1.0) - 0.9).abs() < 1e-9, "{}", choice.none(1.0));
            assert!((choice.mean() - 10.0 / 91.0).abs() < 1e-9);
            assert!((choice.none(0.0) - 1.0).abs() < 1e-12);
        }
    }

    /// One key against one rival, for c = 1/2: w = 1 - v/2, so `1 - g * 3/4` on average; for c = 2 it is `1 - g/4`.
    #[test]
    fn one_key_against_one_is_an_integral_by_hand() {
        for g in [0.0, 0.3, 1.0] {
            assert!((Choice { own: 1, rivals: 1.0, c: 0.5 }.none(g) - (1.0 - 0.75 * g)).abs() < 1e-12);
            assert!((Choice { own: 1, rivals: 1.0, c: 2.0 }.none(g) - (1.0 - 0.25 * g)).abs() < 1e-12);
        }
        assert_eq!(Choice { own: 1, rivals: 1.0, c: 2.0 }.mean(), 0.25);
    }
}
