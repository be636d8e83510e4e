//! `entry`: who proves a node if each prover knows its own tickets only.

use fernet_core::Ticket;

use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter, Random, binomial};

const KEYS: Parameter = Parameter::count("keys", 2..=10_000_000, 1_000, "prover keys");
const SEATS: Parameter = Parameter::count("seats", 1..=3, 3, "seats of a node: proofs_per_node; the root has one");
const BASES: Parameter = Parameter::count("bases", 1..=1_024, 16, "bases of the tree, which has 2 * bases - 1 nodes");
const COST: Parameter =
    Parameter::ppm("cost", 1..=999_999, 300_000, "cost of a proof, as a share of a seat's full pay");
const BELIEVED: Parameter =
    Parameter::ppm("believed-offline", 0..=900_000, 0, "share of the provers that all believe to be offline");
const OFFLINE: Parameter = Parameter::ppm("offline", 0..=1_000_000, 0, "share of the provers that are offline");

/// Who proves a node if each prover knows its own tickets only.
pub(crate) const ENTRY: Experiment = Experiment {
    name: "entry",
    about: "How many provers prove a node, and how often does none, if each knows its own tickets only?",
    model: "Tickets are private (`vrf_mode` per-node), bids are 0, and the cost of a proof is spent before its prover knows \
            whether it is included. Each prover decides once, at the same time as all others; nobody fills an empty node \
            later. In the symmetric equilibrium a prover proves a node if its ticket is among the best share p: at the \
            threshold, P(fewer than `seats` of the N - 1 others prove) equals the cost (bisection; all prove if even then \
            it is above). The root has one seat and a threshold of its own. A prover is offline at a node with the same \
            probability, independently. Expected: binomial probabilities; a tree fails if one of its nodes has no proof.",
    parameters: &[KEYS, SEATS, BASES, COST, BELIEVED, OFFLINE],
    measures: &[
        Measure { name: "entrants", about: "provers whose ticket at a node is above the threshold, on average" },
        Measure { name: "made", about: "proofs made of a node other than the root" },
        Measure { name: "included", about: "proofs included of a node other than the root" },
        Measure { name: "wasted", about: "proofs made in vain of a node other than the root" },
        Measure { name: "profit", about: "what its provers earn after all costs, as a share of the node's full pay" },
        Measure { name: "at-threshold", about: "profit of a prover at the threshold, as a share of a seat's full pay" },
        Measure { name: "empty-node", about: "chance that a node other than the root has no proof" },
        Measure { name: "empty-root", about: "chance that the root has no proof" },
        Measure { name: "failed-tree", about: "chance that some node has no proof, so that there is no tree" },
    ],
    draws: 10_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let (keys, seats, nodes) = (cell.get(&KEYS), cell.get(&SEATS), 2 * cell.get(&BASES) - 1);
    let (cost, believed, online) =
        (cell.fraction(&COST), 1.0 - cell.fraction(&BELIEVED), 1.0 - cell.fraction(&OFFLINE));
    let [share, root_share] = [seats, 1].map(|seats| threshold(keys, seats, cost, believed));
    let [above, above_root] = [share, root_share].map(ticket_of_share);
    let offline = cell.get(&OFFLINE);
    // A tree of one base has its root only: the measures of other nodes come from a node beside the tree.
    let others = (nodes - 1).max(1);
    let means = cell.simulate(0, |random| {
        let (mut made, mut included, mut empty) = (0, 0, 0);
        for _ in 0..others {
            let proofs = proofs(random, keys, above, offline);
            made += proofs;
            included += proofs.min(seats);
            empty += u64::from(proofs == 0);
        }
        let no_root = proofs(random, keys, above_root, offline) == 0;
        let ahead = proofs(random, keys - 1, above, offline);
        let failed = no_root || (nodes > 1 && empty > 0);
        let node = |count: u64| count as f64 / others as f64;
        let profit = (node(included) - cost * node(made)) / seats as f64;
        let paid = f64::from(u8::from(ahead < seats));
        let wasted = node(made) - node(included);
        [node(made), node(included), wasted, profit, paid - cost, node(empty), no_root.into(), failed.into()]
    });
    let [made, included, wasted, profit, at_threshold, empty, no_root, failed] = means;
    let p = share * online;
    let (all, few) = (keys as f64 * p, binomial::mean_of_at_most(seats, keys, p));
    let [none, none_root] = [share, root_share].map(|share| binomial::none(keys, share * online));
    let others_proven = if nodes > 1 { libm::pow(1.0 - none, (nodes - 1) as f64) } else { 1.0 };
    Ok(vec![
        Estimate::exact(keys as f64 * share),
        made.estimate().expecting(all),
        included.estimate().expecting(few),
        wasted.estimate().expecting(all - few),
        profit.estimate().expecting((few - cost * all) / seats as f64),
        at_threshold.estimate().expecting(binomial::at_most(seats - 1, keys - 1, p) - cost),
        empty.estimate().expecting(none),
        no_root.proportion().expecting(none_root),
        failed.proportion().expecting(1.0 - others_proven * (1.0 - none_root)),
    ])
}

/// Draws how many provers prove a node: those above the threshold that are not offline.
fn proofs(random: &mut Random, keys: u64, threshold: Ticket, offline: u64) -> u64 {
    let entrants = random.best(keys).take_while(|ticket| *ticket > threshold).count() as u64;
    if offline == 0 { entrants } else { (0..entrants).filter(|_| !random.happens(offline)).count() as u64 }
}

/// The share of all tickets that is above the threshold in equilibrium.
fn threshold(keys: u64, seats: u64, cost: f64, online: f64) -> f64 {
    let included = |share: f64| binomial::at_most(seats - 1, keys - 1, share * online);
    if included(1.0) >= cost {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if included(middle) >= cost {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The ticket above which a share of all tickets is.
fn ticket_of_share(share: f64) -> Ticket {
    Ticket::new(u128::MAX - (share * 2.0_f64.powi(128)) as u128)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One seat: (1 - p)^(N - 1) is the cost.
    #[test]
    fn the_threshold_of_one_seat_is_a_root() {
        for (keys, cost) in [(2, 0.25), (5, 0.6), (1_000, 0.1)] {
            let share = 1.0 - f64::powf(cost, 1.0 / (keys - 1) as f64);
            assert!((threshold(keys, 1, cost, 1.0) - share).abs() < 1e-12, "{keys}");
            assert!((threshold(keys, 1, cost, 0.8) - share / 0.8).abs() < 1e-12 || share > 0.8, "{keys}");
        }
    }

    #[test]
    fn all_prove_where_all_are_included() {
        assert_eq!(threshold(3, 3, 0.9, 1.0), 1.0);
        assert_eq!(ticket_of_share(1.0), Ticket::new(0));
    }
}
