//! `delivery`: how many seats are lost because proofs come late.

use fernet_core::TreeShape;

use super::deliveries::Deliveries;
use crate::binomial::choose;
use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Mean, Parameter};

const BASES: Parameter = Parameter::count("bases", 1..=128, 8, "bases of the tree, which has 2 * bases - 1 nodes");
const PROOFS: Parameter = Parameter::count("proofs", 1..=3, 3, "provers that try to prove each node: proofs_per_node");
const ONLINE: Parameter = Parameter::ppm(
    "online",
    0..=1_000_000,
    900_000,
    "chance that a prover makes its proof and keeps it back from nobody",
);
const SEEN: Parameter =
    Parameter::ppm("seen", 0..=1_000_000, 900_000, "chance that a prover has a proof of a child in time");

/// How many seats are lost because proofs come late.
pub(crate) const DELIVERY: Experiment = Experiment {
    name: "delivery",
    about: "How many proofs are made in vain because the primary above them came before them?",
    model: "Each node has `proofs` provers, which are online independently. A prover of a merge sees each proof of its children with \
            probability `seen`, independently, and makes a proof if it sees one of each child; its claim names the best bundle \
            (core's BundleBuilder) of those that it sees. The best tree wins: the primaries alone decide who is paid. \
            Union: the counterfactual in which every proof is paid that a paid proof above it references. Agreement: the counterfactual in \
            which the provers of a node that are online first exchange what they have seen, and all reference the same bundles. \
            Expected: recursions over the number of proofs of each node, which is binomial given those of its children; for the seats \
            paid with primaries and by union, where these cannot differ from agreement: with `seen` of 1, or one prover for each node.",
    parameters: &[BASES, PROOFS, ONLINE, SEEN],
    measures: &[
        Measure { name: "failed", about: "chance that a block has no tree, because a node has no proof in time" },
        Measure { name: "failed-agreed", about: "chance that a block has no tree if provers agree on bundles" },
        Measure { name: "made", about: "seats for which a proof was made, as a share of all seats" },
        Measure { name: "paid", about: "seats paid, as a share of all seats of a block with a tree" },
        Measure {
            name: "paid-union",
            about: "seats paid by the union of references, as a share of all seats of a block with a tree",
        },
        Measure {
            name: "paid-agreed",
            about: "seats paid if provers agree on bundles, as a share of all seats of a block with a tree",
        },
        Measure { name: "lost", about: "proofs that are not paid, as a share of those made in a block with a tree" },
    ],
    draws: 500,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let shape = TreeShape::new(cell.get(&BASES)).expect("the range of the parameter");
    let proofs = cell.get(&PROOFS) as usize;
    let deliveries = Deliveries::new(shape, proofs, cell.get(&ONLINE), cell.get(&SEEN));
    let seats = (proofs as u64 * (shape.nodes() - 1) + 1) as f64;
    let [tree, failed, made, paid, union, lost] = cell.simulate(0, |random| {
        let block = deliveries.draw(random);
        let (made, paid) = (block.made as f64, block.paid as f64);
        let tree = block.paid > 0;
        let lost = if tree { 1.0 - paid / made } else { 0.0 };
        [tree.into(), (!tree).into(), made / seats, paid / seats, block.union as f64 / seats, lost]
    });
    let [tree_agreed, failed_agreed, agreed] = cell.simulate(1, |random| {
        let paid = deliveries.draw_agreed(random);
        [(paid > 0).into(), (paid == 0).into(), paid as f64 / seats]
    });
    let theory = Theory { shape, proofs, online: cell.fraction(&ONLINE), seen: cell.fraction(&SEEN) };
    let (expected_failed, expected_made) = theory.made();
    let (expected_failed_agreed, expected_agreed) = theory.agreed();
    let expected_paid = expected_agreed / seats / (1.0 - expected_failed_agreed);
    let expecting = |mean: Mean, known: bool, expected: f64| {
        let estimate = mean.estimate();
        if known { estimate.expecting(expected) } else { estimate }
    };
    let same = proofs == 1 || cell.fraction(&SEEN) == 1.0;
    Ok(vec![
        failed.proportion().expecting(expected_failed),
        failed_agreed.proportion().expecting(expected_failed_agreed),
        made.estimate().expecting(expected_made / seats),
        expecting(paid.among(&tree), same, expected_paid),
        expecting(union.among(&tree), same, expected_paid),
        expecting(agreed.among(&tree_agreed), true, expected_paid),
        expecting(lost.among(&tree), same, 0.0),
    ])
}

/// The probabilities of a model in which nothing is drawn.
struct Theory {
    shape: TreeShape,
    proofs: usize,
    online: f64,
    seen: f64,
}

/// The probability of each number of successes in independent trials.
fn binomial(trials: usize, p: f64) -> Vec<f64> {
    let exactly = |k: usize| choose(trials, k) * libm::pow(p, k as f64) * libm::pow(1.0 - p, (trials - k) as f64);
    (0..=trials).map(exactly).collect()
}

/// The probability that at least one of `n` trials succeeds.
fn any(n: usize, p: f64) -> f64 {
    1.0 - libm::pow(1.0 - p, n as f64)
}

fn mean(distribution: &[f64]) -> f64 {
    distribution.iter().enumerate().map(|(k, p)| k as f64 * p).sum()
}

impl Theory {
    /// The chance of a block without a tree, and the mean number of proofs that are made, with one at most at the root.
    fn made(&self) -> (f64, f64) {
        // The distribution of the number of proofs, by node.
        let mut nodes: Vec<Vec<f64>> = vec![Vec::new(); self.shape.nodes() as usize];
        for node in self.shape.post_order() {
            let distribution = match self.shape.children(node) {
                None => binomial(self.proofs, self.online),
                Some((left, right)) => {
                    let mut sum = vec![0.0; self.proofs + 1];
                    for (l, p) in nodes[left.get() as usize].iter().enumerate() {
                        for (r, q) in nodes[right.get() as usize].iter().enumerate() {
                            let chance = self.online * any(l, self.seen) * any(r, self.seen);
                            let made = binomial(self.proofs, chance);
                            sum.iter_mut().zip(made).for_each(|(sum, made)| *sum += p * q * made);
                        }
                    }
                    sum
                }
            };
            nodes[node.get() as usize] = distribution;
        }
        let root = &nodes[self.shape.root().get() as usize];
        let all: f64 = nodes.iter().map(|distribution| mean(distribution)).sum();
        (root[0], all - mean(root) + 1.0 - root[0])
    }

    /// The chance of a block without a tree, and the mean number of seats paid, if the provers of each node agree.
    fn agreed(&self) -> (f64, f64) {
        // By node and number of proofs: the chance that all below is proven, and the mean of the seats paid below then.
        let mut nodes: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.shape.nodes() as usize];
        for node in self.shape.post_order() {
            let children = self.shape.children(node);
            let of = |(m, p): (usize, f64)| match children {
                None => (p, 0.0),
                Some((left, right)) => {
                    let seen = any(m, self.seen);
                    let child = |node: fernet_core::NodeIndex| {
                        let cases = nodes[node.get() as usize].iter().enumerate().skip(1);
                        cases.fold((0.0, 0.0), |(proven, paid), (x, (p, below))| {
                            let some = any(x, seen);
                            (proven + p * some, paid + below * some + p * x as f64 * seen)
                        })
                    };
                    let ((l, paid_l), (r, paid_r)) = (child(left), child(right));
                    (p * l * r, p * (paid_l * r + l * paid_r))
                }
            };
            nodes[node.get() as usize] = binomial(self.proofs, self.online).into_iter().enumerate().map(of).collect();
        }
        let root = nodes[self.shape.root().get() as usize].iter().skip(1);
        let (proven, paid) = root.fold((0.0, 0.0), |(proven, paid), (p, below)| (proven + p, paid + p + below));
        (1.0 - proven, paid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theory(bases: u64, proofs: usize, online: f64, seen: f64) -> Theory {
        Theory { shape: TreeShape::new(bases).expect("bases"), proofs, online, seen }
    }

    fn close(a: (f64, f64), b: (f64, f64)) -> bool {
        (a.0 - b.0).abs() < 1e-12 && (a.1 - b.1).abs() < 1e-12
    }

    /// One prover a node, two bases: all three online at 1/2, both proofs seen at 1/2, is 1/32.
    #[test]
    fn one_prover_a_node_is_a_product() {
        let (failed, made) = theory(2, 1, 0.5, 0.5).made();
        assert!(close((failed, made), (31.0 / 32.0, 1.0 + 1.0 / 32.0)));
        assert!(close(theory(2, 1, 0.5, 0.5).agreed(), (31.0 / 32.0, 3.0 / 32.0)));
    }

    /// Two provers a node, all online, two bases. A prover of the root sees one of both proofs of a base with 3/4.
    #[test]
    fn two_provers_a_node_are_counted_by_hand() {
        let both: f64 = 9.0 / 16.0;
        let (failed, made) = theory(2, 2, 1.0, 0.5).made();
        assert!(close((failed, made), ((1.0 - both).powi(2), 4.0 + 1.0 - (1.0 - both).powi(2))));
        // Together they see each proof with 3/4, one of both with 15/16: 1.5 seats of a base, and the other has one.
        let (some, root) = (15.0 / 16.0, (15.0_f64 / 16.0).powi(2));
        assert!(close(theory(2, 2, 1.0, 0.5).agreed(), (1.0 - root, 2.0 * 1.5 * some + root)));
    }

    #[test]
    fn draws_of_agreement_have_these_means() {
        let mut random = crate::Random::new([8; 32], 0);
        for (bases, proofs, online, seen) in [(8, 3, 900_000, 900_000), (3, 2, 800_000, 500_000)] {
            let theory = theory(bases, proofs, online as f64 / 1e6, seen as f64 / 1e6);
            let deliveries = Deliveries::new(theory.shape, proofs, online, seen);
            let (mut failed, mut paid) = (Mean::default(), Mean::default());
            for _ in 0..20_000 {
                let seats = deliveries.draw_agreed(&mut random);
                failed.insert((seats == 0).into());
                paid.insert(seats as f64);
            }
            let (expected_failed, expected_paid) = theory.agreed();
            assert!(
                failed.proportion().expecting(expected_failed).agrees(),
                "{:?} {expected_failed}",
                failed.proportion()
            );
            assert!(paid.estimate().expecting(expected_paid).agrees(), "{:?} {expected_paid}", paid.estimate());
        }
    }

    #[test]
    fn whoever_sees_all_loses_nothing() {
        let all = theory(5, 3, 1.0, 1.0);
        assert!(close(all.made(), (0.0, 25.0)) && close(all.agreed(), (0.0, 25.0)));
        assert!(close(theory(5, 3, 0.0, 1.0).agreed(), (1.0, 0.0)));
    }
}
