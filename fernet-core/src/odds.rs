//! Probabilities of winning, computed with integers only (SPEC `#odds`). The protocol does not use them.

use core::fmt;

use crate::params::PPM;
use crate::wide::U256;
use crate::{Bid, FeeSplit, Params, Score};

/// A probability `q / 2^128`, stored as the integer `q`. Probability 1 is represented as `2^128 - 1`, which is
/// [`Probability::CERTAIN`] (SPEC `#odds`).
///
/// `Display` writes a percentage without the sign `%`; `{:.4}` writes it with four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probability(u128);

impl Probability {
    /// Probability 1, represented as `2^128 - 1`.
    pub const CERTAIN: Self = Self(u128::MAX);

    /// Returns the integer `q` of the probability `q / 2^128`.
    #[must_use]
    pub const fn get(self) -> u128 {
        self.0
    }

    /// Computes the probability that `score` comes first against `rivals` rivals who all bid `bid`: the probability
    /// that none of their uniform tickets reaches the score. A tie counts as reached, so a score of 0 has probability 0
    /// against one or more rivals (SPEC `#odds`).
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

    /// Computes the probability that `bid` wins before any ticket is known, when all other keys bid `rival_bid`. `keys`
    /// is the number of keys, the bidder included; the result is `None` if it is 0 (SPEC `#odds`).
    ///
    /// ```
    /// use fernet_core::{FeeBurn, Probability};
    ///
    /// // If all others bid 500000 ppm, a key that bids 1000000 ppm wins a quarter of all blocks.
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

    /// Computes the probability that at least `needed` of `keys` keys are selected as attesters, of `provers` keys that may
    /// attest (SPEC `#quorum-odds`). With the keys of a coalition this is the probability that it reaches the quorum alone;
    /// with the keys that would attest it is the probability that an honest block gets its certificate. `None` if `keys`
    /// is above `provers`.
    ///
    /// ```
    /// use fernet_core::Probability;
    ///
    /// // 256 attesters of 1000 provers, of which 720 would attest: 154 attestations come together in 99.6 % of blocks.
    /// assert_eq!(format!("{:.2}", Probability::of_quorum(256, 1000, 720, 154).unwrap()), "99.63");
    /// ```
    #[must_use]
    pub fn of_quorum(attesters: u16, provers: u32, keys: u32, needed: u16) -> Option<Self> {
        let others = provers.checked_sub(keys).map(|_| provers.saturating_sub(attesters.into()))?;
        if others == 0 || attesters == 0 {
            let selected = if attesters == 0 { 0 } else { keys };
            return Some(if selected >= needed.into() { Self::CERTAIN } else { Self(0) });
        }
        let [attesters, provers, keys, others, needed] =
            [attesters.into(), provers, keys, others, needed.into()].map(u64::from);
        let mode = keys.wrapping_add(1).wrapping_mul(attesters).checked_div(provers).unwrap_or(0).min(keys);
        // A weight is the probability of a number of selected keys, relative to that of the mode. All products are below 2^64.
        let next = |weight: u128, factor: u64, divisor: u64| U256::product(weight, factor.into()).div_floor(divisor);
        let (mut reached, mut all) = (0_u128, 0_u128);
        let mut add = |selected: u64, weight: u128| {
            all = all.wrapping_add(weight);
            if selected >= needed {
                reached = reached.wrapping_add(weight);
            }
        };
        let mut weight = MODE_WEIGHT;
        add(mode, weight);
        for selected in mode..keys {
            let above = selected.wrapping_add(1);
            let factor = keys.wrapping_sub(selected).wrapping_mul(attesters);
            weight = next(weight, factor, above.wrapping_mul(others));
            if weight == 0 {
                break;
            }
            add(above, weight);
        }
        weight = MODE_WEIGHT;
        for selected in (1..=mode).rev() {
            let left = keys.wrapping_sub(selected).wrapping_add(1);
            weight = next(weight, selected.wrapping_mul(others), left.wrapping_mul(attesters));
            if weight == 0 {
                break;
            }
            add(selected.wrapping_sub(1), weight);
        }
        Some(ratio(reached, all))
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
    /// Writes the percentage, rounded to the given number of decimals (0 by default, at most 9).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(0).min(9);
        let unit = (0..decimals).fold(1_u128, |unit, _| unit.saturating_mul(10));
        let scaled = U256::product(self.0, unit.saturating_mul(200)).high().saturating_add(1) / 2;
        let (whole, fraction) = (scaled.checked_div(unit), scaled.checked_rem(unit));
        write!(f, "{}", whole.unwrap_or(0))?;
        if decimals > 0 { write!(f, ".{:0decimals$}", fraction.unwrap_or(0)) } else { Ok(()) }
    }
}

/// Computes the FEE_SPLIT of the symmetric equilibrium among `keys` sequencers who value the MEV of a block equally, at
/// `mev` ppm of its fees (SPEC `#odds`). The result is 0 to `fee_split_cap`; if `mev` is 0 and the cap allows it, about
/// `1 - 2/keys` of the fees. `None` if `keys` is 0.
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

/// The weight of the most probable number of attesters in [`Probability::of_quorum`].
const MODE_WEIGHT: u128 = 1 << 112;

/// Returns `1000000 + bid`, the factor of a ticket in its score.
fn weight(bid: impl Bid) -> u128 {
    u128::from(PPM).wrapping_add(bid.ppm().into())
}

/// Counts the tickets whose score with `bid` is below `score`, at most 2^128 - 1.
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

/// Computes `floor(a * 2^128 / b)`, or [`Probability::CERTAIN`] if `a >= b`. Both are below 2^127.
pub(crate) fn ratio(a: u128, b: u128) -> Probability {
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
