//! `selective-reveal`: what a leader gains that reveals only the blocks in which its provers have good tickets.

use super::seats::{BASES, OWN_PROVERS, PROVERS, Provers};
use crate::experiment::Measure;
use crate::{Cell, CellError, Estimate, Experiment, Parameter};

const FEE_SPLIT: Parameter =
    Parameter::ppm("fee-split", 0..=1_000_000, 900_000, "share of the fees that the leader pays to provers");
const LEADS: Parameter =
    Parameter::ppm("leads", 0..=900_000, 100_000, "chance that the same leader leads the next block too");
const KEPT: Parameter = Parameter::ppm(
    "kept",
    0..=1_000_000,
    1_000_000,
    "share of a skipped block's fees that the next block still pays, since its transactions are still there",
);
const SLASH: Parameter =
    Parameter::ppm("reveal-slash", 0..=10_000_000, 0, "reveal_slash_amount, as a share of the fees of the block");

/// What a leader gains that reveals only the blocks in which its provers have good tickets.
pub(crate) const SELECTIVE_REVEAL: Experiment = Experiment {
    name: "selective-reveal",
    about: "What does a leader gain that reveals only if its provers win enough seats, and which slash stops it?",
    model: "The leader knows the prover seed before it reveals, and so the seats of its provers (all tickets: an upper bound for \
            secret ones). It reveals, for 1 - `fee-split` of the fees and its provers' share of the pool; or it skips the block and \
            is slashed. Then `kept` of the fees are in the next block, whose slash is the same share of them. If it leads that, it chooses again; otherwise its provers \
            earn their fair share of the pool there. It takes the better one each time, for what skipping is worth (bisection). \
            Nobody burns anything, bonds are 0, and every other leader reveals. All measures are for the fees of one block that it leads, \
            through all skips of it. Expected: sums over the distribution of seats, which is a sum of hypergeometric numbers.",
    parameters: &[FEE_SPLIT, LEADS, KEPT, SLASH, PROVERS, OWN_PROVERS, BASES],
    measures: &[
        Measure { name: "threshold", about: "least share of the seats with which the leader reveals" },
        Measure { name: "skipped", about: "share of the blocks it leads that the leader does not reveal" },
        Measure { name: "income", about: "income of leader and provers, slashes deducted, as a share of the fees" },
        Measure { name: "gain", about: "income above that of a leader which always reveals, as a share of the fees" },
        Measure {
            name: "slash-to-stop",
            about: "least slash with which it reveals every block, as a share of the fees",
        },
    ],
    draws: 10_000,
    run,
};

fn run(cell: &Cell) -> Result<Vec<Estimate>, CellError> {
    let provers = Provers::new(cell.get(&PROVERS), cell.get(&OWN_PROVERS), cell.get(&BASES))?;
    let leader = Leader {
        split: cell.fraction(&FEE_SPLIT),
        leads: cell.fraction(&LEADS),
        kept: cell.fraction(&KEPT),
        slash: cell.fraction(&SLASH),
        share: provers.share(),
        seats: provers.distribution(),
    };
    let (income, skipping) = leader.value();
    let next = cell.get(&LEADS);
    let [first, earned] = cell.simulate(0, |random| {
        let (mut fees, mut earned, mut skips) = (1.0, 0.0, 0_u32);
        loop {
            let revealed = leader.revealed(provers.draw(random));
            if revealed >= skipping {
                earned += fees * revealed;
                break;
            }
            earned -= fees * leader.slash;
            fees *= leader.kept;
            skips += 1;
            if !random.happens(next) {
                earned += fees * leader.share * leader.split;
                break;
            }
        }
        [(skips > 0).into(), earned]
    });
    let always = leader.always();
    let threshold = (0..leader.seats.len()).find(|seats| leader.revealed(*seats) >= skipping);
    let skipped = leader.seats.iter().enumerate().filter(|(seats, _)| leader.revealed(*seats) < skipping);
    let earned = earned.estimate().expecting(income);
    Ok(vec![
        Estimate::exact(threshold.map_or(1.0, |seats| seats as f64 / leader.most() as f64)),
        first.proportion().expecting(skipped.map(|(_, p)| p).sum()),
        earned,
        earned.minus(always),
        Estimate::exact(leader.slash_to_stop()),
    ])
}

/// A leader with the distribution of its provers' seats. Amounts are shares of the fees.
struct Leader {
    split: f64,
    leads: f64,
    kept: f64,
    slash: f64,
    share: f64,
    seats: Vec<f64>,
}

impl Leader {
    /// Number of seats of the tree.
    const fn most(&self) -> usize {
        self.seats.len() - 1
    }

    /// Income of a block that is revealed.
    fn revealed(&self, seats: usize) -> f64 {
        1.0 - self.split + self.split * seats as f64 / self.most() as f64
    }

    /// Mean income of a leader that reveals every block.
    fn always(&self) -> f64 {
        1.0 - self.split + self.split * self.share
    }

    /// What a skipped block still brings, before the slash, if `value` is the mean income of a block that the leader leads.
    fn later(&self, value: f64) -> f64 {
        self.kept * (self.leads * value + (1.0 - self.leads) * self.share * self.split)
    }

    /// The mean income of the best choice, and what skipping is worth then.
    fn value(&self) -> (f64, f64) {
        let mean = |skipping: f64| -> f64 {
            self.seats.iter().enumerate().map(|(seats, p)| p * self.revealed(seats).max(skipping)).sum()
        };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if mean(self.later(middle) - self.slash) > middle { low = middle } else { high = middle }
        }
        (low, self.later(low) - self.slash)
    }

    /// The least slash with which even the worst possible block is revealed.
    fn slash_to_stop(&self) -> f64 {
        let worst = self.seats.iter().position(|p| *p > 0.0).unwrap_or(0);
        (self.later(self.always()) - self.revealed(worst)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One seat, which the provers have with probability 1/4; a split of 1.
    fn leader(leads: f64, slash: f64) -> Leader {
        Leader { split: 1.0, leads, kept: 1.0, slash, share: 0.25, seats: vec![0.75, 0.25] }
    }

    #[test]
    fn the_best_choice_is_that_by_hand() {
        // It never leads the next block, so skipping is worth the fair share: 1/4 + 3/4 * 1/4.
        let (income, skipping) = leader(0.0, 0.0).value();
        assert!((income - 0.4375).abs() < 1e-12 && skipping == 0.25);
        // It leads the next block half of the time: V = 1/4 + 3/4 (V/2 + 1/8) is 11/20.
        assert!((leader(0.5, 0.0).value().0 - 0.55).abs() < 1e-12);
        // A slash of the fair share stops it.
        assert_eq!((leader(0.0, 0.0).slash_to_stop(), leader(0.5, 0.0).slash_to_stop()), (0.25, 0.25));
        assert!((leader(0.5, 0.25).value().0 - 0.25).abs() < 1e-12);
        assert!(leader(0.5, 0.2).value().0 > 0.28);
    }
}
