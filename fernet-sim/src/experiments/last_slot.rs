//! `last-slot`: what the proposers of the last L1 blocks before the deadline can do to the best tree.

use fernet_core::TreeShape;

use super::seats::{BASES, OWN_PROVERS, PROVERS, Provers};
use crate::binomial::choose;
use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter, Random};

const STAKE: Parameter =
    Parameter::ppm("stake-share", 0..=1_000_000, 300_000, "share of the L1 stake that the coalition has");
const BEFORE: Parameter =
    Parameter::count("before", 1..=64, 2, "L1 blocks before the deadline for which the best tree is there to include");
const SPEED: Parameter = Parameter::ppm(
    "speed",
    10_000..=100_000_000,
    2_000_000,
    "how many times as fast as the others the coalition proves a node",
);

/// What the proposers of the last L1 blocks before the deadline can do to the best tree.
pub(crate) const LAST_SLOT: Experiment = Experiment {
    name: "last-slot",
    about: "How often do the proposers of the last L1 blocks replace the best tree by their own, and would a race be safer?",
    model: "A coalition of provers and L1 proposers has a tree of its own proofs only. The other tree has the best proofs of all, so \
            its total is higher. It can be included in each of the last `before` L1 blocks, each of which is the coalition's with \
            probability `stake-share`. If all are, the coalition leaves it out, and its own tree wins; otherwise the best tree \
            wins, whenever it comes. The race is the counterfactual in which the first valid tree wins: the slowest chain of a \
            tree has a proof for each level, which takes an exponentially distributed time, `speed` times shorter for the \
            coalition, and L1 includes what comes first. A copy of a tree is no better tree, and the claim of the root names who gets the \
            rebate; the counterfactual pays whoever sends the tree first: then the coalition copies it in the first L1 block, if \
            that is its own and it cannot leave the tree out. Nobody burns anything. Expected: q^before; q - q^before; for the race \
            of L levels the negative binomial sum of C(L - 1 + i, i) a^L (1 - a)^i over i < L with a = speed / (1 + speed).",
    parameters: &[STAKE, BEFORE, SPEED, PROVERS, OWN_PROVERS, BASES],
    measures: &[
        Measure { name: "replaced", about: "chance that the coalition's tree wins though the other one is better" },
        Measure { name: "gain", about: "what the coalition gains by it, as a share of the pool" },
        Measure { name: "won-race", about: "chance that the coalition's tree wins if the first valid tree wins" },
        Measure { name: "race-gain", about: "what the coalition gains by the race, as a share of the pool" },
        Measure {
            name: "copied",
            about: "share of the rebates that the coalition takes if they go to whoever sends the tree",
        },
    ],
    draws: 20_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (stake, before) = (cell.get(&STAKE), cell.get(&BEFORE));
    let provers = Provers::new(cell.get(&PROVERS), cell.get(&OWN_PROVERS), cell.get(&BASES))?;
    if cell.get(&OWN_PROVERS) < 3 {
        return Err(CellError::Together("own-provers: expected at least 3, which fill a node".to_owned()));
    }
    let levels = TreeShape::new(cell.get(&BASES)).expect("the range of the parameter").depth() + 1;
    let speed = cell.fraction(&SPEED);
    let [replaced, gain, won, race_gain, copied] = cell.simulate(0, |random| {
        let other_seats = 1.0 - provers.draw(random) as f64 / provers.seats() as f64;
        let first = random.happens(stake);
        let all = first && (1..before).all(|_| random.happens(stake));
        let time = |random: &mut Random| (0..levels).map(|_| random.exponential()).sum::<f64>();
        let won = time(random) / speed < time(random);
        let gain = |wins: bool| if wins { other_seats } else { 0.0 };
        [all.into(), gain(all), won.into(), gain(won), (first && !all).into()]
    });
    let all = libm::pow(cell.fraction(&STAKE), before as f64);
    let race = race(levels, speed);
    let others = 1.0 - provers.share();
    Ok(vec![
        replaced.proportion().expecting(all),
        gain.estimate().expecting(all * others),
        won.proportion().expecting(race),
        race_gain.estimate().expecting(race * others),
        copied.proportion().expecting(cell.fraction(&STAKE) - all),
    ])
}

/// The chance that the sum of `levels` exponential times with rate `speed` is below that of as many with rate 1: as many events
/// of the one process come before those of the other one, each of them with probability a = speed / (1 + speed).
fn race(levels: u32, speed: f64) -> f64 {
    let (a, n) = (speed / (1.0 + speed), levels as usize);
    (0..n).map(|i| choose(n - 1 + i, i) * libm::pow(a, n as f64) * libm::pow(1.0 - a, i as f64)).sum()
}

#[cfg(test)]
mod tests {
    use fernet_core::{BestTree, Bundle, FeeBurn, NodeIndex, Ticket, Tree};

    use super::*;
    use crate::experiments::{sequencers, trees};

    #[test]
    fn races_are_those_by_hand() {
        assert!((race(1, 3.0) - 0.75).abs() < 1e-15);
        // Two of the first three events, or both of the first two: a^2 + 2 a^2 (1 - a) at a = 2/3.
        assert!((race(2, 2.0) - 20.0 / 27.0).abs() < 1e-15);
        assert!((race(8, 1.0) - 0.5).abs() < 1e-15);
    }

    /// The better tree wins in any order, and a copy does not replace the tree that it copies.
    #[test]
    fn time_does_not_matter() -> Result<(), Box<dyn std::error::Error>> {
        let proving = trees::proving(sequencers::with_cap(0), TreeShape::new(1)?);
        let tree = |ticket| -> Result<Tree, Box<dyn std::error::Error>> {
            let seat = trees::seat(&proving, [1, 1], NodeIndex::new(0), None, Ticket::new(ticket), FeeBurn::ZERO);
            Ok(Tree::from_root(&seat, Bundle::new(&proving, &[seat])?.accumulate(None)?.sums())?)
        };
        let (better, worse) = (tree(1_000)?, tree(999)?);
        let mut best = BestTree::new(&proving);
        assert!(best.submit(worse)? && best.submit(better)?);
        assert!(!best.submit(better)? && !best.submit(worse)?);
        assert_eq!(best.best(), Some(&better));
        Ok(())
    }
}
