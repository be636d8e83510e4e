//! Chances of winning, in integers (SPEC `#odds`).

use core::fmt;

use crate::params::PPM;
use crate::wide::U256;
use crate::{Bid, FeeSplit, Params, Score};

/// A probability as a multiple of 2^-128, rounded down at every step; [`Probability::CERTAIN`] is 2^128 - 1.
///
/// `Display` prints a percentage; `{:.4}` gives four decimals of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probability(u128);

impl Probability {
    /// Probability one, represented as 2^128 - 1.
    pub const CERTAIN: Self = Self(u128::MAX);

    /// The number that stands for `get() / 2^128`.
    #[must_use]
    pub const fn get(self) -> u128 {
        self.0
    }

    /// The probability that `score` leads against `rivals` others who all bid `bid`: that none of their uniform tickets
    /// reaches it. A ticket of 0 reaches a score of 0, so against any rival that has the probability 0.
    ///
    /// ```
    /// use fernet_core::{FeeBurn, Probability, Score, Ticket};
    ///
    /// let score = Score::new(Ticket::new(u128::MAX / 100 * 99), FeeBurn::ZERO);
    /// let odds = Probability::against(score, 10, FeeBurn::ZERO);
    /// assert_eq!(format!("{odds:.2}"), "90.44"); // 0.99^10
    /// ```
    #[must_use]
    pub fn against(score: Score, rivals: u64, bid: impl Bid) -> Self {
        Self(tickets_below(score, bid)).pow(rivals)
    }

    /// The probability that a key with `bid` leads among `keys` keys, itself included, when the others bid `rival_bid` and
    /// no ticket is known yet. `None` for no keys.
    ///
    /// ```
    /// use fernet_core::{FeeBurn, Probability};
    ///
    /// // Against 0.5, one key that bids 1.0 wins a quarter of all blocks.
    /// let (all, half) = (FeeBurn::new(1_000_000)?, FeeBurn::new(500_000)?);
    /// assert_eq!(Probability::among(1_000_000, all, half).unwrap().to_string(), "25");
    /// # Ok::<(), fernet_core::BidError>(())
    /// ```
    #[must_use]
    pub fn among(keys: u32, bid: impl Bid, rival_bid: impl Bid) -> Option<Self> {
        let rivals = keys.checked_sub(1)?;
        let (ours, theirs) = (weight(bid), weight(rival_bid));
        // Factors are below 2^32 and 2^33.
        let (keys, rivals_wide) = (u128::from(keys), u128::from(rivals));
        Some(if ours >= theirs {
            let lost = ratio(rivals_wide.wrapping_mul(theirs), keys.wrapping_mul(ours));
            Self(u128::MAX.wrapping_sub(lost.0))
        } else {
            Self(ratio(ours, theirs).pow(rivals.into()).0.checked_div(keys)?)
        })
    }

    /// `self` to the power `n`, by squaring from the highest digit of `n` down.
    fn pow(self, n: u64) -> Self {
        let Some(highest) = n.checked_ilog2() else {
            return Self::CERTAIN;
        };
        (0..highest).rev().fold(self, |power, digit| {
            let square = power.times(power);
            if (n >> digit) & 1 == 1 { square.times(self) } else { square }
        })
    }

    fn times(self, other: Self) -> Self {
        Self(U256::product(self.0, other.0).high())
    }
}

impl fmt::Display for Probability {
    /// Percent, rounded to the given number of decimals (0 by default, at most 9).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(0).min(9);
        let unit = (0..decimals).fold(1_u128, |unit, _| unit.saturating_mul(10));
        let scaled = U256::product(self.0, unit.saturating_mul(200)).high().saturating_add(1) / 2;
        let (whole, fraction) = (scaled.checked_div(unit), scaled.checked_rem(unit));
        write!(f, "{}", whole.unwrap_or(0))?;
        if decimals > 0 { write!(f, ".{:0decimals$}", fraction.unwrap_or(0)) } else { Ok(()) }
    }
}

/// The symmetric equilibrium of FEE_SPLIT among `keys` sequencers for whom the MEV of a block is worth `mev` ppm of its
/// fees, within 0 to `fee_split_cap`: `1 - 2/keys` without MEV. `None` for no keys.
///
/// ```
/// use fernet_core::{Address, ParamValues, Params, equilibrium_split};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// assert_eq!(equilibrium_split(&params, 1000, 0).unwrap().ppm(), 998_000);
/// # Ok::<(), fernet_core::ParamsError>(())
/// ```
#[must_use]
pub fn equilibrium_split(params: &Params, keys: u32, mev: u64) -> Option<FeeSplit> {
    let (keys, ppm) = (u128::from(keys), u128::from(PPM));
    let rivals = keys.checked_sub(1)?;
    let value = ppm.wrapping_add(mev.into()).wrapping_mul(rivals).saturating_sub(ppm).checked_div(keys)?;
    let cap = params.fee_split_cap();
    params.fee_split(u32::try_from(value).map_or(cap, |split| split.min(cap))).ok()
}

/// `PPM + fee`.
fn weight(bid: impl Bid) -> u128 {
    u128::from(PPM).wrapping_add(bid.ppm().into())
}

/// How many tickets score below `score` with `bid`, at most 2^128 - 1: the least ticket that does not.
fn tickets_below(score: Score, bid: impl Bid) -> u128 {
    let below = |ticket| U256::product(ticket, weight(bid)) < score.wide();
    if below(u128::MAX) {
        return u128::MAX;
    }
    let (mut low, mut high) = (0_u128, u128::MAX);
    while low < high {
        let middle = low.midpoint(high);
        if below(middle) {
            low = middle.saturating_add(1);
        } else {
            high = middle;
        }
    }
    low
}

/// `floor(a * 2^128 / b)`, certain for `a >= b`. Both are below 2^127.
fn ratio(a: u128, b: u128) -> Probability {
    if a >= b {
        return Probability::CERTAIN;
    }
    let mut quotient = 0;
    let mut rest = a;
    for _ in 0..u128::BITS {
        rest <<= 1;
        quotient <<= 1;
        if let Some(less) = rest.checked_sub(b) {
            rest = less;
            quotient |= 1;
        }
    }
    Probability(quotient)
}
