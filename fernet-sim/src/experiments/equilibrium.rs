//! `equilibrium`: the fee split that nobody would change.

use super::groups::{self, RULE};
use super::sequencers::{MAX_SPLIT, among, equilibrium, peak};
use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const KEYS: Parameter =
    Parameter::count("keys", 2..=1_000_000, 100, "sequencer keys that propose, each of its own owner");
const MEV: Parameter =
    Parameter::ppm("mev", 0..=99_000_000, 0, "MEV of a block for each unit of its fees, the same for all");
const CAP: Parameter = Parameter::ppm("cap", 0..=MAX_SPLIT, 1_000_000, "fee_split_cap");

/// The fee split that nobody would change.
pub(crate) const EQUILIBRIUM: Experiment = Experiment {
    name: "equilibrium",
    about: "Which fee split do sequencers end up bidding, and who keeps the MEV?",
    model: "A leader with the split s keeps 1 + mev - s of the fees. `split` is a bid that is its own best response, found by \
            answering each time with the split that earns most (steps of 1 ppm, exact chances). `learned` is where \
            multiplicative weights over 101 splits end after 20,000 rounds; its interval is where nearly all weight is. \
            Expected: equilibrium_split of fernet-core for the literal rule; mev/2 for the rule by distance from 3 keys on, \
            where the elasticity is 1; both at most the cap.",
    parameters: &[KEYS, MEV, CAP, RULE],
    measures: &[
        Measure { name: "split", about: "fee split in equilibrium" },
        Measure { name: "learned", about: "fee split after learning" },
        Measure { name: "provers", about: "share of fees and MEV together that provers get" },
        Measure { name: "leader", about: "what the leader keeps, in units of the fees" },
    ],
    draws: 0,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, mev, cap) = (cell.get(&KEYS), cell.fraction(&MEV), cell.get(&CAP));
    let literal = groups::is_literal(cell);
    let profit = |own: f64, rivals: f64| among(literal, (1.0 + own) / (1.0 + rivals), keys as f64) * (1.0 + mev - own);
    let split = best_response(cap, &profit);
    let learned = learn(cap as f64 / 1e6, &profit);
    let expected = if literal {
        Some(equilibrium(cap, keys, cell.get(&MEV)) as f64 / 1e6)
    } else {
        (keys > 2).then_some((mev / 2.0).min(cap as f64 / 1e6))
    };
    let fraction = split as f64 / 1e6;
    // The search ends within a few ppm: the profit is flat there.
    let near = Estimate { low: fraction - 5e-6, high: fraction + 5e-6, ..Estimate::exact(fraction) };
    Ok(vec![
        Estimate { expected, ..near },
        learned,
        Estimate::exact(fraction / (1.0 + mev)),
        Estimate::exact(1.0 + mev - fraction),
    ])
}

/// The split that is the best response to itself: halves the interval in which the best response crosses the bid.
fn best_response(cap: u64, profit: &impl Fn(f64, f64) -> f64) -> u64 {
    let respond = |rivals: u64| peak(cap, |own| profit(own as f64 / 1e6, rivals as f64 / 1e6));
    let (mut low, mut high) = (0, cap);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if respond(middle) >= middle { low = middle } else { high = middle - 1 }
    }
    low
}

/// Multiplicative weights: everybody draws its split from one distribution over a grid, and the weight of each split
/// grows with its profit against the mean of the others.
fn learn(cap: f64, profit: &impl Fn(f64, f64) -> f64) -> Estimate {
    const GRID: usize = 101;
    const ROUNDS: u32 = 20_000;
    let split = |index: usize| cap * index as f64 / (GRID - 1) as f64;
    let mut weights = [1.0 / GRID as f64; GRID];
    for _ in 0..ROUNDS {
        let mean: f64 = weights.iter().enumerate().map(|(index, weight)| weight * split(index)).sum();
        let profits: Vec<f64> = (0..GRID).map(|index| profit(split(index), mean)).collect();
        let best = profits.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        weights.iter_mut().zip(&profits).for_each(|(weight, profit)| *weight *= libm::exp(0.05 * profit / best));
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
    }
    let mean = weights.iter().enumerate().map(|(index, weight)| weight * split(index)).sum();
    let mut below = 0.0;
    let (mut low, mut high) = (0.0, cap);
    for (index, weight) in weights.iter().enumerate() {
        if below < 0.0005 {
            low = split(index);
        }
        below += weight;
        if below < 0.9995 {
            high = split((index + 1).min(GRID - 1));
        }
    }
    Estimate { low: f64::min(low, mean), high: f64::max(high, mean), ..Estimate::exact(mean) }
}

#[cfg(test)]
mod tests {
    use crate::{Cell, experiment};

    /// Learning ends next to the equilibrium, by the closed form `((n-1)(1+m) - 1)/n` of SPEC #odds.
    #[test]
    fn learning_finds_the_equilibrium() {
        for (keys, mev, expected) in
            [("2", "0", 0.0), ("4", "0", 0.5), ("100", "0", 0.98), ("10", "0.5", 1.0), ("5", "0.2", 0.76)]
        {
            let equilibrium = experiment("equilibrium").expect("equilibrium");
            let cell = Cell::parse(equilibrium, [("keys", keys), ("mev", mev)], None, 0).expect("values");
            let outcome = cell.run().expect("a result");
            let learned = outcome.estimate("learned").expect("a measure").value;
            assert!((learned - expected).abs() < 0.03, "{keys} {mev}: {learned} {expected}");
        }
    }
}
