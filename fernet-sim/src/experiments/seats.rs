//! The seats of a proof tree that the provers of one owner win if nobody burns anything.

use fernet_core::FeeBurn;

use crate::binomial::choose;
use crate::rule::{Candidate, Literal, Rule};
use crate::{CellError, Parameter, Random};

/// Seats of a node other than the root: the default of `proofs_per_node`.
const SEATS: usize = 3;

pub(super) const PROVERS: Parameter = Parameter::count("provers", 1..=1_000_000, 1_000, "prover keys");
pub(super) const OWN_PROVERS: Parameter =
    Parameter::count("own-provers", 1..=1_000_000, 100, "prover keys of the one owner");
pub(super) const BASES: Parameter =
    Parameter::count("bases", 1..=128, 16, "bases of the tree, which has 2 * bases - 1 nodes");

/// The provers of an owner and all others, and the tree for which they compete.
#[derive(Clone, Copy, Debug)]
pub(super) struct Provers {
    own: u64,
    others: u64,
    bases: u64,
}

impl Provers {
    /// # Errors
    /// [`CellError::Together`] if there are not more provers than the owner has.
    pub(super) fn new(provers: u64, own: u64, bases: u64) -> Result<Self, CellError> {
        match provers.checked_sub(own) {
            None | Some(0) => {
                Err(CellError::Together(format!("own-provers: expected fewer than provers, {provers}, got {own}")))
            }
            Some(others) => Ok(Self { own, others, bases }),
        }
    }

    /// Number of seats of the tree: three at each node, one at the root.
    pub(super) const fn seats(&self) -> usize {
        (2 * self.bases as usize - 2) * SEATS + 1
    }

    /// The owner's share of the provers.
    pub(super) fn share(&self) -> f64 {
        self.own as f64 / (self.own + self.others) as f64
    }

    /// Draws the tickets of one tree and counts the owner's seats.
    pub(super) fn draw(&self, random: &mut Random) -> usize {
        let nodes = (1..2 * self.bases - 1).map(|_| self.at_node::<SEATS>(random)).sum::<usize>();
        nodes + self.at_node::<1>(random)
    }

    /// Draws the tickets of one node with `N` seats.
    fn at_node<const N: usize>(&self, random: &mut Random) -> usize {
        let mut best = |keys| {
            let mut tickets = random.best(keys).map(|ticket| Candidate::new(ticket, FeeBurn::ZERO));
            [(); N].map(|()| tickets.next())
        };
        let (own, others) = (best(self.own), best(self.others));
        // The i-th best has a seat if the strangers do not fill all but i.
        let seated = |(i, own): (usize, &Option<Candidate>)| {
            own.is_some_and(|own| others[N - 1 - i].is_none_or(|other| Literal.compare(own, other).is_lt()))
        };
        own.iter().enumerate().filter(|own| seated(*own)).count()
    }

    /// The probability of each number of seats: the sum of independent hypergeometric numbers.
    pub(super) fn distribution(&self) -> Vec<f64> {
        let (node, root) = (self.of_node(SEATS), self.of_node(1));
        (1..2 * self.bases - 1).fold(root, |seats, _| {
            let mut sum = vec![0.0; seats.len() + SEATS];
            for (count, p) in seats.iter().enumerate() {
                node.iter().enumerate().for_each(|(more, q)| sum[count + more] += p * q);
            }
            sum
        })
    }

    /// The probability of each number of seats of one node with up to `seats` of them.
    fn of_node(&self, seats: usize) -> Vec<f64> {
        let (own, others) = (self.own as usize, self.others as usize);
        let filled = seats.min(own + others);
        let ways = |k: usize| choose(own, k) * choose(others, filled.saturating_sub(k));
        let all = choose(own + others, filled);
        (0..=seats).map(|k| if k <= filled { ways(k) / all } else { 0.0 }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2 of 5 provers: 3 seats have 0, 1 or 2 of them in 1, 6 and 3 of 10 cases; the root has one in 2 of 5.
    #[test]
    fn seats_are_hypergeometric() -> Result<(), CellError> {
        let close = |a: &[f64], b: &[f64]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-15);
        assert!(close(&Provers::new(5, 2, 1)?.distribution(), &[0.6, 0.4]));
        // Two bases and the root, by hand: (1 + 6x + 3x^2)^2 (3 + 2x) / 500.
        let expected = [3.0, 38.0, 150.0, 192.0, 99.0, 18.0, 0.0, 0.0].map(|parts| parts / 500.0);
        let distribution = Provers::new(5, 2, 2)?.distribution();
        assert!((distribution.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        assert!(close(&distribution, &expected), "{distribution:?}");
        Ok(())
    }

    #[test]
    fn draws_have_that_distribution() -> Result<(), CellError> {
        for (provers, own, bases) in [(5, 2, 2), (2, 1, 2), (1_000, 100, 1)] {
            let provers = Provers::new(provers, own, bases)?;
            let distribution = provers.distribution();
            let mut random = Random::new([9; 32], 0);
            let mut seen = vec![crate::Mean::default(); distribution.len()];
            for _ in 0..20_000 {
                let seats = provers.draw(&mut random);
                seen.iter_mut().enumerate().for_each(|(i, mean)| mean.insert((i == seats).into()));
            }
            for (mean, p) in seen.iter().zip(&distribution) {
                assert!(mean.proportion().expecting(*p).agrees(), "{provers:?} {p} {mean:?}");
            }
        }
        assert!(Provers::new(5, 5, 2).is_err());
        Ok(())
    }
}
