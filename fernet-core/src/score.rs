//! Scores, the order of candidates, and the smallest bid that comes before a rival (SPEC `#score`, `#order`,
//! `#inverse-bid`).

use core::cmp::{Ordering, Reverse};
use core::fmt;

use crate::params::PPM;
use crate::wide::U256;
use crate::{Bid, KeyBytes, Ticket};

/// A score: `ticket * (1000000 + bid)` with the bid in ppm, an integer below 2^161 (SPEC `#score`).
///
/// ```
/// use fernet_core::{FeeBurn, Score, Ticket};
///
/// let score = Score::new(Ticket::new(60), FeeBurn::new(500_000)?);
/// assert_eq!(score.to_string(), "90000000");
/// # Ok::<(), fernet_core::BidError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Score(U256);

impl Score {
    /// Computes the score of a ticket and a bid, exactly.
    #[must_use]
    pub fn new(ticket: Ticket, bid: impl Bid) -> Self {
        Self::with_ppm(ticket, bid.ppm())
    }

    fn with_ppm(ticket: Ticket, ppm: u32) -> Self {
        Self(U256::product(ticket.get(), u128::from(PPM).wrapping_add(ppm.into())))
    }

    /// Reads a score from a Solidity `uint256`: 32 bytes, big-endian. Nothing is checked: the number may be one that no
    /// ticket and bid give.
    #[must_use]
    pub fn from_be_bytes(bytes: [u8; 32]) -> Self {
        Self(U256::from_be_bytes(bytes))
    }

    /// Returns the integer as a Solidity `uint256`: 32 bytes, big-endian.
    #[must_use]
    pub fn to_be_bytes(self) -> [u8; 32] {
        self.0.to_be_bytes()
    }

    pub(crate) const fn wide(self) -> U256 {
        self.0
    }
}

impl fmt::Display for Score {
    /// Writes the integer in decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A key with its ticket and score: what the order of candidates compares (SPEC `#order`).
///
/// `Ord` is the order of SPEC `#order`: the candidate that ranks better is the *smaller* one, so sorting puts the
/// winner first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScoredKey {
    key: KeyBytes,
    ticket: Ticket,
    score: Score,
}

impl ScoredKey {
    /// Makes a candidate from a public key, its ticket and its bid.
    #[must_use]
    pub fn new(key: KeyBytes, ticket: Ticket, bid: impl Bid) -> Self {
        Self { key, ticket, score: Score::new(ticket, bid) }
    }

    /// Returns the public key of the candidate.
    #[must_use]
    pub const fn key(&self) -> KeyBytes {
        self.key
    }

    /// Returns the ticket of the key.
    #[must_use]
    pub const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Returns the score, `ticket * (1000000 + bid)`.
    #[must_use]
    pub const fn score(&self) -> Score {
        self.score
    }

    /// Computes the smallest bid in ppm, 0 to `max`, with which `ticket` of `key` comes before this candidate; `None`
    /// if not even a bid of `max` does (SPEC `#inverse-bid`).
    ///
    /// ```
    /// use fernet_core::{FeeBurn, KeyBytes, ScoredKey, Ticket};
    ///
    /// let rival = ScoredKey::new(KeyBytes::from_bytes([1; 32]), Ticket::new(1 << 100), FeeBurn::new(500_000)?);
    /// let key = KeyBytes::from_bytes([2; 32]);
    /// // A ticket a tenth smaller needs (1 + 0.5) / 0.9 - 1, and then a little more than a tie.
    /// assert_eq!(rival.fee_to_beat(key, Ticket::new((1 << 100) / 10 * 9), 1_000_000), Some(666_667));
    /// assert_eq!(rival.fee_to_beat(key, Ticket::new(1 << 98), 1_000_000), None);
    /// # Ok::<(), fernet_core::BidError>(())
    /// ```
    #[must_use]
    pub fn fee_to_beat(&self, key: KeyBytes, ticket: Ticket, max: u32) -> Option<u32> {
        let beats = |ppm| Self { key, ticket, score: Score::with_ppm(ticket, ppm) } < *self;
        if !beats(max) {
            return None;
        }
        // The order is monotonic in the fee: halve the range whose upper end beats.
        let (mut low, mut high) = (0_u32, max);
        while low < high {
            let middle = low.midpoint(high);
            if beats(middle) {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        Some(high)
    }
}

impl Ord for ScoredKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |candidate: &Self| (Reverse(candidate.score), Reverse(candidate.ticket), candidate.key);
        rank(self).cmp(&rank(other))
    }
}

impl PartialOrd for ScoredKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
