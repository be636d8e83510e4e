//! Random draws: uniform tickets, and the best of many of them.

use fernet_core::Ticket;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A stream of random draws, by ChaCha with 8 rounds. The same key and stream give the same draws on every machine.
#[derive(Clone, Debug)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// Opens stream number `stream` of a key.
    #[must_use]
    pub fn new(key: [u8; 32], stream: u64) -> Self {
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Draws a uniform ticket.
    pub fn ticket(&mut self) -> Ticket {
        Ticket::new(u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64()))
    }

    /// Draws a number that is uniform over the multiples of 2^-53 above 0 and up to 1.
    pub fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) + 1) as f64 * f64::EPSILON / 2.0
    }

    /// Draws an index below `n`, by rejection, so without bias.
    ///
    /// # Panics
    /// If `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        let zone = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let draw = self.0.next_u64();
            if draw <= zone {
                return draw % n;
            }
        }
    }

    /// Says whether something happens whose probability is `ppm` parts per million.
    pub fn happens(&mut self, ppm: u64) -> bool {
        self.below(1_000_000) < ppm
    }

    /// Draws a waiting time with a mean of 1: exponentially distributed.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(self.unit())
    }

    /// Draws the best of `keys` uniform tickets, best first, without drawing the others.
    pub fn best(&mut self, keys: u64) -> Best<'_> {
        Best { random: self, left: keys, logarithm: 0.0 }
    }
}

/// The tickets of many keys from the best one downwards: exact order statistics, one draw each.
///
/// Of n uniform numbers below x the greatest is `x * u^(1/n)` for a uniform u. The iterator keeps `ln x`, whose
/// distance from 0 has a relative precision of 2^-52 where the best tickets are, close to 2^128.
#[derive(Debug)]
pub struct Best<'a> {
    random: &'a mut Random,
    left: u64,
    logarithm: f64,
}

impl Iterator for Best<'_> {
    type Item = Ticket;

    fn next(&mut self) -> Option<Ticket> {
        if self.left == 0 {
            return None;
        }
        self.logarithm -= self.random.exponential() / self.left as f64;
        self.left -= 1;
        Some(at_distance(-libm::expm1(self.logarithm)))
    }
}

/// The ticket at a distance from the greatest one; 1 is the whole range.
fn at_distance(distance: f64) -> Ticket {
    const RANGE: f64 = 340_282_366_920_938_463_463_374_607_431_768_211_456.0; // 2^128
    Ticket::new(u128::MAX - (distance * RANGE) as u128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Mean;

    #[test]
    fn streams_are_apart_and_repeat() {
        let draw = |key, stream| Random::new([key; 32], stream).ticket();
        assert_eq!(draw(1, 0), draw(1, 0));
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }

    #[test]
    fn indices_are_uniform() {
        let mut random = Random::new([3; 32], 0);
        let mut seen = [0_u32; 3];
        (0..30_000).for_each(|_| seen[random.below(3) as usize] += 1);
        // Chi-square with two degrees of freedom is below 13.8 with 99.9 %.
        let square: f64 = seen.iter().map(|seen| (f64::from(*seen) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(square < 13.8, "{seen:?}");
        assert_eq!(random.below(1), 0);
    }

    /// The k-th best of n uniform numbers is n + 1 - k over n + 1 on average, and the best are in order.
    #[test]
    fn the_best_tickets_are_order_statistics() {
        let mut random = Random::new([4; 32], 0);
        for keys in [3_u64, 40, 1_000_000] {
            let mut ranks = [Mean::default(); 3];
            let mut highest = Mean::default();
            for _ in 0..20_000 {
                let best: Vec<f64> =
                    random.best(keys).take(3).map(|ticket| 1.0 - ticket.get() as f64 / 2.0_f64.powi(128)).collect();
                assert!(best.is_sorted());
                ranks.iter_mut().zip(&best).for_each(|(rank, distance)| rank.insert(*distance * (keys + 1) as f64));
                // The best of n is below x with probability x^n: at distance ln 2 / n or more about half of the time.
                highest.insert(f64::from(u8::from(best[0] > 1.0 - 0.5_f64.powf(1.0 / keys as f64))));
            }
            for (k, rank) in ranks.iter().enumerate() {
                assert!(rank.estimate().expecting(k as f64 + 1.0).agrees(), "{keys} {k}: {:?}", rank.estimate());
            }
            assert!(highest.proportion().expecting(0.5).agrees(), "{keys}: {:?}", highest.proportion());
        }
        assert_eq!(random.best(2).count(), 2);
        assert_eq!(random.best(0).count(), 0);
    }
}
