//! Two groups of keys that compete for a node: those of one owner, and all others.

use fernet_core::FeeBurn;

use crate::rule::{Distance, Literal, Rule};
use crate::{Cell, Parameter, Random};

/// The rule that ranks candidates.
pub(super) const RULE: Parameter = Parameter::choice("rule", &["literal", "distance"], "rule that ranks the keys");

/// The sample of candidates.
pub(super) const CANDIDATES: Parameter = Parameter::count(
    "candidates",
    0..=1_000,
    0,
    "size of a sample of keys that alone may claim a node, which the protocol does not have; 0: all keys may",
);

/// The chosen rule.
pub(super) fn rule(cell: &Cell) -> &'static dyn Rule {
    if is_literal(cell) { &Literal } else { &Distance }
}

/// Whether the chosen rule is that of the protocol.
pub(super) fn is_literal(cell: &Cell) -> bool {
    cell.get(&RULE) == 0
}

/// The bid of a parameter, in parts per million.
pub(super) fn bid(cell: &Cell, parameter: &Parameter) -> FeeBurn {
    FeeBurn::new(cell.get(parameter) as u32).expect("the range of the parameter")
}

/// The numbers of keys of an owner and of all others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Groups {
    pub(super) own: u64,
    pub(super) others: u64,
    /// Number of sampled candidates of a node; 0 if all keys may claim it.
    pub(super) candidates: u64,
}

impl Groups {
    /// How many keys of the owner and of the others may claim a node. A candidate is key `floor(t * n / 2^128)` for a
    /// uniform `t`; one that is drawn twice counts twice, for which many keys make no difference.
    pub(super) fn draw(&self, random: &mut Random) -> (u64, u64) {
        if self.candidates == 0 {
            return (self.own, self.others);
        }
        let keys = self.own + self.others;
        let own = (0..self.candidates).filter(|_| random.below(keys) < self.own).count() as u64;
        (own, self.candidates - own)
    }

    /// Share of the keys that the owner has.
    pub(super) fn share(&self) -> f64 {
        self.own as f64 / (self.own + self.others) as f64
    }

    /// Chance that the owner has the best candidate of a node by the literal rule without a sample, where its weight
    /// `1000000 + bid` is `a` times that of the others: the greatest x of n uniform numbers and y of m others have
    /// a x > y.
    pub(super) fn best_by_literal(&self, a: f64) -> f64 {
        let (own, others) = (self.own as f64, self.others as f64);
        if a >= 1.0 {
            1.0 - libm::exp(-own * libm::log(a)) * others / (own + others)
        } else {
            libm::exp(others * libm::log(a)) * own / (own + others)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_wins_as_often_as_the_mechanism_says() {
        // SPEC #mechanism: 1 - 1/a + 1/(aN), and a^(N-1) / N.
        let groups = Groups { own: 1, others: 99, candidates: 0 };
        let a = 2.0 / 1.5;
        assert!((groups.best_by_literal(a) - (1.0 - 1.0 / a + 1.0 / (a * 100.0))).abs() < 1e-12);
        assert!((groups.best_by_literal(0.9) - 0.9_f64.powi(99) / 100.0).abs() < 1e-12);
    }

    #[test]
    fn a_sample_has_its_size_and_its_share() {
        let groups = Groups { own: 25, others: 75, candidates: 40 };
        let mut random = Random::new([5; 32], 0);
        let mut mean = crate::Mean::default();
        for _ in 0..10_000 {
            let (own, others) = groups.draw(&mut random);
            assert_eq!(own + others, 40);
            mean.insert(own as f64 / 40.0);
        }
        assert!(mean.estimate().expecting(groups.share()).agrees());
    }
}
