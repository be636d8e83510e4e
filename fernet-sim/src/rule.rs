//! The protocol's rule for ranking keys, and alternatives to it.
//!
//! The literal rule is that of the protocol, computed by `fernet-core`. The others are not part of the protocol.

use std::cmp::Ordering;

use ethnum::U256;
use fernet_core::{Bid, KeyBytes, PPM, Score, ScoredKey, Ticket};

/// A ticket and what its key bids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    scored: ScoredKey,
    bid: u32,
}

impl Candidate {
    /// Makes a candidate from a ticket and a bid, a split or a burn.
    #[must_use]
    pub fn new(ticket: Ticket, bid: impl Bid) -> Self {
        Self { scored: ScoredKey::new(KeyBytes::ZERO, ticket, bid), bid: bid.ppm() }
    }

    /// The ticket.
    #[must_use]
    pub const fn ticket(&self) -> Ticket {
        self.scored.ticket()
    }

    /// The literal score.
    #[must_use]
    pub const fn score(&self) -> Score {
        self.scored.score()
    }

    /// `1000000 + bid`, the factor of the ticket in the literal score.
    fn weight(self) -> u64 {
        u64::from(PPM) + u64::from(self.bid)
    }

    /// `2^128 - 1 - ticket`.
    const fn distance(self) -> u128 {
        u128::MAX - self.scored.ticket().get()
    }
}

/// How candidates are compared, and what each adds to the total of a tree.
///
/// Among candidates with equal bids, every rule ranks the higher ticket first.
pub trait Rule: Sync {
    /// Compares two candidates: `Less` if the first one ranks before the second one.
    fn compare(&self, a: Candidate, b: Candidate) -> Ordering;

    /// What a seat of the candidate adds to the total of its tree. The tree with the highest total wins.
    fn worth(&self, candidate: Candidate) -> U256;
}

/// The rule of the protocol: `ticket * (1000000 + bid)`, the highest first; the total is the sum of the scores (SPEC
/// `#score`, `#order`, `#competition`).
#[derive(Clone, Copy, Debug)]
pub struct Literal;

impl Rule for Literal {
    fn compare(&self, a: Candidate, b: Candidate) -> Ordering {
        a.scored.cmp(&b.scored)
    }

    fn worth(&self, candidate: Candidate) -> U256 {
        U256::from_be_bytes(candidate.score().to_be_bytes())
    }
}

/// Ranking by distance: `(2^128 - 1 - ticket) / (1000000 + bid)`, the lowest first, compared exactly. A seat adds
/// `log2((1000000 + bid) / distance)` to the total, which is the sum over the seats; in units of 2^-32, plus 128 so that no
/// seat adds less than nothing.
#[derive(Clone, Copy, Debug)]
pub struct Distance;

impl Rule for Distance {
    fn compare(&self, a: Candidate, b: Candidate) -> Ordering {
        let product = |ours: Candidate, theirs: Candidate| U256::from(ours.distance()) * U256::from(theirs.weight());
        product(a, b).cmp(&product(b, a))
    }

    fn worth(&self, candidate: Candidate) -> U256 {
        // A distance of 0 counts as 1.
        let worth = (128 << 32) + log2(candidate.weight().into()) - log2(candidate.distance().max(1));
        U256::from(u64::try_from(worth).unwrap_or_default())
    }
}

/// The binary logarithm of a positive integer in units of 2^-32, rounded down: bit by bit, by squaring.
fn log2(number: u128) -> i64 {
    let whole = i64::from(number.ilog2());
    // The number as a fraction from 1 to 2 with 63 bits after the point.
    let mut fraction = if whole > 63 { number >> (whole - 63) } else { number << (63 - whole) };
    let mut logarithm = whole;
    for _ in 0..32 {
        fraction = (fraction * fraction) >> 63;
        logarithm <<= 1;
        if fraction >= 1 << 64 {
            fraction >>= 1;
            logarithm |= 1;
        }
    }
    logarithm
}

#[cfg(test)]
mod tests {
    use fernet_core::FeeBurn;

    use super::*;

    fn candidate(ticket: u128, bid: u32) -> Candidate {
        Candidate::new(Ticket::new(ticket), FeeBurn::new(bid).expect("a bid"))
    }

    #[test]
    fn logarithms_are_those_of_floating_point() {
        for number in [1, 2, 3, 7, 1_000_000, 2_000_000, u128::from(u64::MAX), 3 << 100, u128::MAX] {
            let expected = (number as f64).log2() * 2.0_f64.powi(32);
            let logarithm = log2(number);
            assert!((logarithm as f64 - expected).abs() < 4.0, "{number}: {logarithm} {expected}");
        }
        assert_eq!((log2(1), log2(2), log2(1 << 127)), (0, 1 << 32, 127 << 32));
    }

    #[test]
    fn a_bid_of_one_doubles_a_score_and_halves_a_distance() {
        let half = u128::MAX / 2;
        assert_eq!(Literal.worth(candidate(half, 1_000_000)), Literal.worth(candidate(half, 0)) * 2);
        assert_eq!(
            Distance.worth(candidate(half, 1_000_000)) - Distance.worth(candidate(half, 0)),
            U256::from(1_u64 << 32)
        );
        // At a distance of 2 against 1, a bid of 1 ties; a little less loses.
        let (near, far) = (candidate(u128::MAX - 1, 0), candidate(u128::MAX - 2, 1_000_000));
        assert_eq!(Distance.compare(near, far), Ordering::Equal);
        assert_eq!(Distance.compare(near, candidate(u128::MAX - 2, 999_999)), Ordering::Less);
        assert_eq!(Literal.compare(near, far), Ordering::Greater);
    }
}
