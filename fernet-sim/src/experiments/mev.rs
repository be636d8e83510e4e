//! `mev`: elections in which the MEV of a block depends on who leads it.

use super::sequencers::{MAX_SPLIT, equilibrium, split};
use crate::experiment::Measure;
use crate::rule::Candidate;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const KEYS: Parameter = Parameter::count("keys", 2..=10_000, 100, "sequencer keys that propose");
const MEV: Parameter = Parameter::ppm("mev", 0..=10_000_000, 1_000_000, "mean MEV of a key for each unit of the fees");
const SPREAD: Parameter =
    Parameter::choice("spread", &["equal", "exponential", "pareto"], "how the MEV of the keys is distributed");
const CAP: Parameter = Parameter::ppm("cap", 0..=MAX_SPLIT, 1_000_000, "fee_split_cap");

/// Number of equally likely values of the MEV of a key.
const CLASSES: usize = 64;

/// Elections in which the MEV of a block depends on who leads it.
pub(crate) const MEV_SPREAD: Experiment = Experiment {
    name: "mev",
    about: "Who leads, and what do provers get, when each sequencer finds another MEV?",
    model: "Each key draws its MEV for the block from 64 equally likely values: the middles of 64 quantiles of an exponential \
            distribution, of a Pareto distribution with exponent 2, or all the same. It bids the split of the symmetric \
            equilibrium for its own MEV, `equilibrium_split` of fernet-core: a rule of thumb, not an equilibrium. Literal rule. \
            Expected: the chance of each value to lead, integrated numerically over the ticket.",
    parameters: &[KEYS, MEV, SPREAD, CAP],
    measures: &[
        Measure { name: "leader-mev", about: "mean MEV of leaders, in units of the fees" },
        Measure { name: "split", about: "mean fee split of leaders" },
        Measure { name: "provers", about: "share of the fees and MEV of a block that provers get, on average" },
        Measure { name: "top-decile", about: "share of blocks whose leader has an MEV among the highest tenth" },
        Measure { name: "capped", about: "share of blocks whose leader bids the cap" },
    ],
    draws: 20_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, cap) = (cell.get(&KEYS), cell.get(&CAP));
    let mev = values(cell.get(&SPREAD), cell.get(&MEV));
    let bids = mev.map(|mev| equilibrium(cap, keys, mev));
    let splits = bids.map(split);
    let outcome = |class: usize| {
        let (mev, bid) = (mev[class] as f64 / 1e6, bids[class] as f64 / 1e6);
        [mev, bid, bid / (1.0 + mev), (class >= CLASSES - CLASSES / 10).into(), (bids[class] == cap).into()]
    };
    let means = cell.simulate(0, |random| {
        let draws = (0..keys).map(|_| {
            let class = random.below(CLASSES as u64) as usize;
            (Candidate::new(random.ticket(), splits[class]).score(), class)
        });
        outcome(draws.max().map_or(0, |(_, class)| class))
    });
    let chances = chances(&bids, keys as f64);
    let expected =
        |measure: usize| chances.iter().enumerate().map(|(class, chance)| chance * outcome(class)[measure]).sum();
    let estimate = |(measure, mean): (usize, &crate::Mean)| {
        if measure < 3 {
            mean.estimate().expecting(expected(measure))
        } else {
            mean.proportion().expecting(expected(measure))
        }
    };
    Ok(means.iter().enumerate().map(estimate).collect())
}

/// The MEV of each class in parts per million of the fees, ascending.
fn values(spread: u64, mean: u64) -> [u64; CLASSES] {
    std::array::from_fn(|class| {
        let left = 1.0 - (class as f64 + 0.5) / CLASSES as f64;
        let factor = match spread {
            0 => 1.0,
            1 => -libm::log(left),
            _ => 0.5 / left.sqrt(),
        };
        (mean as f64 * factor) as u64
    })
}

/// The chance that a key of each class leads: `n/64` times the integral of `F(t w)^(n-1)` over the ticket t, where F is
/// the distribution of a rival's score. Between two weights F is a line, `a + b t`, whose power has a closed integral.
fn chances(bids: &[u64; CLASSES], keys: f64) -> Vec<f64> {
    let weight = |bid: u64| 1.0 + bid as f64 / 1e6;
    let mut sorted = bids.map(weight);
    sorted.sort_unstable_by(f64::total_cmp);
    let classes = CLASSES as f64;
    let chance = |bid: &u64| {
        let weight = weight(*bid);
        let (mut sum, mut start) = (0.0, 0.0);
        for passed in 0..CLASSES {
            // From `start` to `end` the score is above the weights that were passed, and below the others.
            let end = (sorted[passed] / weight).min(1.0);
            let slope = sorted[passed..].iter().map(|other| weight / other).sum::<f64>() / classes;
            let line = |t: f64| libm::pow(passed as f64 / classes + slope * t, keys) / (keys * slope);
            sum += line(end) - line(start);
            start = end;
        }
        (sum + 1.0 - start) * keys / classes
    };
    bids.iter().map(chance).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_add_up_to_one() {
        let bids = std::array::from_fn(|class| class as u64 * 10_000);
        for keys in [2.0, 10.0, 1_000.0] {
            let sum: f64 = chances(&bids, keys).iter().sum();
            assert!((sum - 1.0).abs() < 1e-12, "{keys}: {sum}");
        }
        let equal = chances(&[0; CLASSES], 100.0);
        assert!(equal.iter().all(|chance| (chance - 1.0 / 64.0).abs() < 1e-12));
    }
}
