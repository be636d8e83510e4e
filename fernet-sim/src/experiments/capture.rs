//! `capture`: what a coalition burns to replace the whole proof tree by its own.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use fernet_core::{Address, FeeBurn, PPM, ParamValues, Params, TreeShape};
use fernet_rewards::{Amount, SettlementPlan};

use super::contest::{Contest, Placement, Setting};
use super::groups::{self, CANDIDATES, Groups, RULE};
use super::trees::Trees;
use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter, Z};

const KEYS: Parameter = Parameter::count("keys", 2..=10_000_000, 1_000, "prover keys, with those of the coalition");
const SHARE: Parameter = Parameter::ppm("share", 1..=999_999, 100_000, "share of the keys that the coalition has");
const BASES: Parameter = Parameter::count("bases", 1..=1_024, 16, "bases of the tree, which has 2 * bases - 1 nodes");
const SEATS: Parameter = Parameter::count("seats", 1..=3, 3, "seats of a node: proofs_per_node; the root has one");
const BURN: Parameter =
    Parameter::ppm("burn", 0..=1_000_000, 20_000, "share of its pay that the coalition burns; its limit if as needed");
const RIVAL_BURN: Parameter = Parameter::ppm("rival-burn", 0..=1_000_000, 0, "burn of all others");
const PLACEMENT: Parameter =
    Parameter::choice("placement", &["equal", "needed", "concentrated"], "where the coalition burns");

/// What a coalition burns to replace the whole proof tree by its own.
pub(crate) const CAPTURE: Experiment = Experiment {
    name: "capture",
    about: "How much must a coalition of provers burn to replace the whole proof tree by its own?",
    model: "The coalition keeps its proofs out of the tree of the others and submits its own tree, with its own best keys at \
            each node; the tree with the highest total wins everything. It burns an equal share of each pay; or at each \
            node what it needs there, up to the limit; or all of the pay of its best seats. With a sample it can claim only \
            nodes of which one of its keys is a candidate; below the first node without one its tree is that of the \
            others, because a merge proof proves the child bundles of its own prover. For the literal rule every tree is \
            made of seats and bundles of fernet-core; by distance, totals are sums of logarithms. Expected: means of order \
            statistics for the totals; the chance to have a candidate for the reach; with one base, the closed form of the \
            best of two groups. SPEC #mechanism has the approximation (2/N)(1/q - 1/(1 - q)) for `half-burn`.",
    parameters: &[KEYS, SHARE, BASES, SEATS, BURN, RIVAL_BURN, PLACEMENT, RULE, CANDIDATES],
    measures: &[
        Measure { name: "won", about: "share of blocks whose tree is that of the coalition" },
        Measure {
            name: "half-burn",
            about: "least burn, or least limit, with which it wins half of all blocks; 1 if none does",
        },
        Measure { name: "income", about: "pay of the coalition as a share of the pool, without its costs" },
        Measure { name: "multiple", about: "the same, divided by its share of the keys" },
        Measure { name: "burned", about: "what the coalition burns as a share of the pool" },
        Measure { name: "own-total", about: "total of its tree for each seat: greatest tickets, or bits by distance" },
        Measure { name: "rival-total", about: "total of the tree of the others for each seat, in the same unit" },
        Measure { name: "reach", about: "share of the nodes at which its tree can have a primary of its own" },
    ],
    draws: 1_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, burn) = (cell.get(&KEYS), cell.get(&BURN) as u32);
    let own = (keys * cell.get(&SHARE) + 500_000) / 1_000_000;
    if own == 0 || own == keys {
        return Err(CellError::Together(format!(
            "share: expected at least one of {keys} keys in the coalition and one outside, got {own} in it"
        )));
    }
    let shape = TreeShape::new(cell.get(&BASES)).expect("the range of the parameter");
    let placement = [Placement::Equal, Placement::Needed, Placement::Concentrated][cell.get(&PLACEMENT) as usize];
    let setting = Setting {
        shape,
        seats: cell.get(&SEATS) as usize,
        groups: Groups { own, others: keys - own, candidates: cell.get(&CANDIDATES) },
        rule: groups::rule(cell),
        rival_burn: groups::bid(cell, &RIVAL_BURN),
        placement,
    };
    let (trees, pays) = rollup(&setting);
    let pool = pays.funding().pool().wei() as f64;
    let pay = |node, burn| pays.pay(node, burn).expect("a node of the tree").wei() as f64 / pool;
    let literal = groups::is_literal(cell);
    let filled = filled(&setting);
    let least_burns = Histogram::new();
    let [won, income, burned, own_total, rival_total, reach] = cell.simulate(0, |random| {
        let contest = Contest::draw(&setting, random);
        least_burns.insert(contest.least_burn());
        let wins = if literal { trees.coalition_wins(&contest, burn, setting.rival_burn) } else { contest.wins(burn) };
        let (mut income, mut burned) = (0.0, 0.0);
        for seat in contest.own().iter().filter(|_| wins) {
            let paid = pay(seat.node, contest.burn(seat, burn));
            income += paid;
            burned += pay(seat.node, FeeBurn::ZERO) - paid;
        }
        let total = |total: ethnum::U256, seats: usize| unit(literal, total.as_f64(), seats as f64) / filled;
        let own_total = total(contest.total(burn), contest.seats());
        let rival_total = total(contest.rival_total, contest.rival_seats());
        let reach = contest.nodes_reached() as f64 / shape.nodes() as f64;
        [f64::from(u8::from(wins)), income, burned, own_total, rival_total, reach]
    });
    let (mut won, income) = (won.proportion(), income.estimate());
    let (mut own_total, mut rival_total) = (own_total.estimate(), rival_total.estimate());
    if setting.groups.candidates == 0 {
        let mean = |own, burn| expected_total(&setting, literal, own, burn) / filled;
        rival_total = rival_total.expecting(mean(false, 0.0));
        if placement == Placement::Equal {
            own_total = own_total.expecting(mean(true, cell.fraction(&BURN)));
        }
        if literal && shape.bases() == 1 {
            let a = (1.0 + cell.fraction(&BURN)) / (1.0 + cell.fraction(&RIVAL_BURN));
            won = won.expecting(setting.groups.best_by_literal(a));
        }
    }
    let multiple = income.times(1.0 / setting.groups.share());
    let reach = reach.estimate().expecting(expected_reach(&setting));
    Ok(vec![won, least_burns.median(), income, multiple, burned.estimate(), own_total, rival_total, reach])
}

/// The makers of the trees and of the pays.
fn rollup(setting: &Setting) -> (Trees, SettlementPlan) {
    let values = ParamValues::new(1, Address::from_bytes([1; 20]));
    let params = Params::new(ParamValues { proofs_per_node: setting.seats as u8, ..values }).expect("1 to 3 seats");
    let fees = Amount::new(10_u128.pow(24)).expect("below 2^96");
    let all = params.fee_split(PPM).expect("up to the cap");
    let plan = SettlementPlan::new(&params, setting.shape, fees, all, Amount::ZERO).expect("no bond at a split of 1");
    (Trees::new(params, setting.shape), plan)
}

/// Number of seats that a full tree fills.
fn filled(setting: &Setting) -> f64 {
    (setting.shape.nodes() - 1) as f64 * setting.seats as f64 + 1.0
}

/// A total of `seats` seats in greatest tickets for the literal rule, or in bits by distance, both without the factor of a
/// million in the weights.
fn unit(literal: bool, total: f64, seats: f64) -> f64 {
    let million = f64::from(PPM);
    if literal { total / million / 2.0_f64.powi(128) } else { total / 2.0_f64.powi(32) - libm::log2(million) * seats }
}

/// The mean total of a tree in theory, without a sample: of the k-th best of n uniform tickets, the mean is 1 - k/(n + 1),
/// and the mean of -ln of the distance is H(n) - H(k - 1), where H(n) is the n-th harmonic number.
fn expected_total(setting: &Setting, literal: bool, own: bool, burn: f64) -> f64 {
    let rival_burn = f64::from(setting.rival_burn.ppm()) / f64::from(PPM);
    let seats = |count: u64, n: u64, burn: f64| -> f64 {
        let seat = |k: u64| match literal {
            true => (1.0 + burn) * (1.0 - k as f64 / (n as f64 + 1.0)),
            false => libm::log2(1.0 + burn) + (harmonic(n) - harmonic(k - 1)) / std::f64::consts::LN_2,
        };
        (1..=count).map(seat).sum()
    };
    let node = |all: u64| {
        let Groups { own: ours, others, .. } = setting.groups;
        let first = if own { all.min(ours) } else { 0 };
        seats(first, ours, burn) + seats((all - first).min(others), others, rival_burn)
    };
    (setting.shape.nodes() - 1) as f64 * node(setting.seats as u64) + node(1)
}

/// The harmonic number: the sum of 1/k up to n, from n = 20 on by its expansion, whose error is below 10^-11.
fn harmonic(n: u64) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    if n < 20 {
        return (1..=n).map(|k| 1.0 / k as f64).sum();
    }
    let n = n as f64;
    libm::log(n) + EULER + 1.0 / (2.0 * n) - 1.0 / (12.0 * n * n) + 1.0 / (120.0 * n * n * n * n)
}

/// The share of the nodes in theory that have a candidate of the coalition, as every node above has.
fn expected_reach(setting: &Setting) -> f64 {
    let groups = setting.groups;
    if groups.candidates == 0 {
        return 1.0;
    }
    let candidate = 1.0 - crate::binomial::none(groups.candidates, groups.share());
    let depths = setting.shape.post_order().filter_map(|node| setting.shape.depth_of(node));
    let reached: f64 = depths.map(|depth| libm::pow(candidate, f64::from(depth) + 1.0)).sum();
    reached / setting.shape.nodes() as f64
}

/// Counts of the least burns, one for each ppm and one for blocks that no burn wins.
struct Histogram(Vec<AtomicU64>);

impl Histogram {
    fn new() -> Self {
        Self((0..=PPM + 1).map(|_| AtomicU64::new(0)).collect())
    }

    fn insert(&self, burn: Option<u32>) {
        self.0[burn.unwrap_or(PPM + 1) as usize].fetch_add(1, Relaxed);
    }

    /// The median, with the interval between order statistics: the number of samples below the true median is binomial.
    fn median(&self) -> Estimate {
        let samples: u64 = self.0.iter().map(|count| count.load(Relaxed)).sum();
        let quantile = |rank: f64| {
            let mut left = rank;
            let reaches = |count: &AtomicU64| {
                left -= count.load(Relaxed) as f64;
                left <= 0.0
            };
            let burn = self.0.iter().position(reaches).unwrap_or(PPM as usize);
            burn.min(PPM as usize) as f64 / f64::from(PPM)
        };
        let (half, error) = (samples as f64 / 2.0, Z * (samples as f64).sqrt() / 2.0);
        let (low, high) = (quantile(half - error), quantile(half + error));
        Estimate { value: quantile(half), low, high, expected: None, samples }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    fn half_burn(values: &[(&str, &str)]) -> Result<f64, CellError> {
        let outcome = Cell::parse(&CAPTURE, values.iter().copied(), Some(400), 0)?.run()?;
        let estimate = *outcome.estimate("half-burn").expect("a measure");
        assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
        Ok(estimate.value)
    }

    /// SPEC #mechanism: (2/N)(1/q - 1/(1 - q)), 1.8 % at N = 1000 and q = 10 %. What it leaves out is of order 1/N^2.
    #[test]
    fn a_tenth_of_the_keys_takes_the_tree_for_two_percent() -> Result<(), CellError> {
        for (keys, share, tolerance) in [(1_000_u32, 0.1_f64, 0.03), (1_000, 0.3, 0.05), (10_000, 0.02, 0.03)] {
            let approximation = 2.0 / f64::from(keys) * (1.0 / share - 1.0 / (1.0 - share));
            let value = half_burn(&[("keys", &keys.to_string()), ("share", &share.to_string())])?;
            assert!((value / approximation - 1.0).abs() < tolerance, "{keys} {share}: {value} {approximation}");
        }
        Ok(())
    }

    /// By distance the number of keys does not matter: ln(1 + b) is the difference of two harmonic numbers, so 1 + b is
    /// about (1 - q)/q. Below a third of the keys no burn suffices.
    #[test]
    fn by_distance_less_than_a_third_never_takes_the_tree() -> Result<(), CellError> {
        for keys in ["1000", "100000"] {
            let value = half_burn(&[("keys", keys), ("share", "0.4"), ("rule", "distance")])?;
            assert!((value - 0.5).abs() < 0.05, "{keys}: {value}");
            assert_eq!(half_burn(&[("keys", keys), ("share", "0.25"), ("rule", "distance")])?, 1.0);
        }
        Ok(())
    }

    /// The trees of the core and the sums of the scores choose the same winner, whatever the placement and the sample.
    #[test]
    fn the_trees_of_the_core_agree_with_the_sums() {
        let mut random = Random::new([6; 32], 0);
        let (mut won, mut lost) = (0, 0);
        for placement in [Placement::Equal, Placement::Needed, Placement::Concentrated] {
            for (candidates, bases, seats) in [(0, 5, 3), (4, 3, 2), (10, 6, 3), (1, 1, 1)] {
                let setting = Setting {
                    shape: TreeShape::new(bases).expect("a shape"),
                    seats,
                    groups: Groups { own: 40, others: 60, candidates },
                    rule: &crate::rule::Literal,
                    rival_burn: FeeBurn::new(1_000).expect("a burn"),
                    placement,
                };
                let (trees, _) = rollup(&setting);
                for _ in 0..30 {
                    let contest = Contest::draw(&setting, &mut random);
                    for burn in [0, 20_000, contest.least_burn().unwrap_or(PPM)] {
                        let wins = trees.coalition_wins(&contest, burn, setting.rival_burn);
                        assert_eq!(wins, contest.wins(burn), "{placement:?} {candidates} {burn}");
                        if wins { won += 1 } else { lost += 1 }
                    }
                }
            }
        }
        assert!(won > 100 && lost > 100, "{won} {lost}");
    }

    #[test]
    fn harmonic_numbers_are_sums() {
        let sum: f64 = (1..=50).map(|k| 1.0 / f64::from(k)).sum();
        assert!((harmonic(50) - sum).abs() < 1e-10);
        assert!((harmonic(19) + 0.05 - harmonic(20)).abs() < 1e-10);
    }

    #[test]
    fn medians_have_intervals_of_order_statistics() {
        let histogram = Histogram::new();
        (0..100).for_each(|burn| histogram.insert(Some(burn * 1_000)));
        let median = histogram.median();
        // Ranks 50, and 50 -+ 3.29 * 5: the 34th and the 67th.
        assert_eq!((median.value, median.low, median.high), (0.049, 0.033, 0.066));
        let never = Histogram::new();
        (0..4).for_each(|_| never.insert(None));
        assert_eq!((never.median().value, never.median().low, never.median().high), (1.0, 0.0, 1.0));
    }

    #[test]
    fn a_coalition_of_none_or_all_is_refused() {
        let error = |share| {
            let cell = Cell::parse(&CAPTURE, [("keys", "10"), ("share", share)], Some(1), 0);
            cell.and_then(|cell| cell.run()).expect_err(share).to_string()
        };
        let expected =
            |own| format!("share: expected at least one of 10 keys in the coalition and one outside, got {own} in it");
        assert_eq!((error("0.04"), error("0.96")), (expected(0), expected(10)));
    }
}
