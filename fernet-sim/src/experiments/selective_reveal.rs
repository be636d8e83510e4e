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
    let skipping = leader.skipping();
    let next = cell.get(&LEADS);
    let [first, earned] = cell.simulate(0, |random| {
        let (mut fees, mut earned, mut skips) = (1.0, 0.0, 0_u32);
        loop {
            let seats = provers.draw(random);
            if !leader.skips(seats, skipping) {
                earned += fees * leader.revealed(seats);
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
    let threshold = (0..leader.seats.len()).find(|seats| !leader.skips(*seats, skipping));
    let skipped = leader.mean(|seats| f64::from(u8::from(leader.skips(seats, skipping))));
    // What skipping brings where it is better.
    let gain = leader.mean(|seats| (skipping - leader.revealed(seats)).max(0.0));
    let earned = earned.estimate().expecting(always + gain);
    Ok(vec![
        Estimate::exact(threshold.map_or(1.0, |seats| seats as f64 / leader.most() as f64)),
        first.proportion().expecting(skipped),
        earned,
        earned.minus(always).expecting(gain),
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

    /// Whether the leader skips a block, for what skipping is worth. Where both are worth the same it reveals.
    fn skips(&self, seats: usize, skipping: f64) -> bool {
        const ROUNDING: f64 = 1e-12;
        skipping > self.revealed(seats) + ROUNDING
    }

    /// Mean income of a leader that reveals every block.
    fn always(&self) -> f64 {
        1.0 - self.split + self.split * self.share
    }

    /// What a skipped block still brings, before the slash, if `value` is the mean income of a block that the leader leads.
    fn later(&self, value: f64) -> f64 {
        self.kept * (self.leads * value + (1.0 - self.leads) * self.share * self.split)
    }

    /// The mean of a function of the number of seats.
    fn mean(&self, of: impl Fn(usize) -> f64) -> f64 {
        self.seats.iter().enumerate().fold(0.0, |sum, (seats, p)| sum + p * of(seats))
    }

    /// What skipping a block is worth to a leader that takes the better one each time.
    fn skipping(&self) -> f64 {
        let best = |skipping: f64| self.mean(|seats| self.revealed(seats).max(skipping));
        // The income of a block that it leads is the root of an equation whose sides differ by a falling function.
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if best(self.later(middle) - self.slash) > middle { low = middle } else { high = middle }
        }
        self.later(low) - self.slash
    }

    /// The least slash with which even the worst possible block is revealed.
    fn slash_to_stop(&self) -> f64 {
        // Less is a rounding error.
        const LEAST: f64 = 1e-12;
        let worst = self.seats.iter().position(|p| *p > 0.0).unwrap_or(0);
        let slash = self.later(self.always()) - self.revealed(worst);
        if slash > LEAST { slash } else { 0.0 }
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
    fn skipping_is_worth_what_it_is_by_hand() {
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        // It never leads the next block, so skipping is worth the fair share.
        assert!(close(leader(0.0, 0.0).skipping(), 0.25));
        // It leads the next block half of the time: V = 1/4 + 3/4 (V/2 + 1/8) is 11/20.
        assert!(close(leader(0.5, 0.0).skipping(), 0.55 / 2.0 + 0.125));
        // A slash of the fair share stops it, a smaller one does not.
        assert_eq!((leader(0.0, 0.0).slash_to_stop(), leader(0.5, 0.0).slash_to_stop()), (0.25, 0.25));
        assert!(leader(0.5, 0.25).skipping().abs() < 1e-12 && leader(0.5, 0.24).skipping() > 0.01);
    }
}
