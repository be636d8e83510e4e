//! A bid relative to the MEV of recent blocks (SPEC `#mev`). Its use is optional, and the caller measures the MEV.

use fernet_core::{FeeSplit, PPM, Params};

use crate::MevError;

/// The bounds of a reference, in ppm, are below this limit.
const REFERENCE_LIMIT: u64 = 1 << 40;

/// [`PPM`] as a `u64`.
const ONE: u64 = 1_000_000;

/// A moving average of the MEV of blocks, in ppm of their fees and within bounds (SPEC `#mev`).
///
/// With an MEV of ten times the fees, a bid of all fees and half of the MEV is a FEE_SPLIT of 6000000 ppm.
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{MevError, MevReference};
///
/// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
/// let values = ParamValues { fee_split_cap: 6_000_000, bond_base: 1_000, ..values };
/// let reference = MevReference::new(100_000, 0, 20_000_000, 10_000_000)?;
/// assert_eq!(reference.bid(&Params::new(values)?, 1_000_000, 500_000)?.ppm(), 6_000_000);
///
/// let capped = ParamValues { fee_split_cap: 5_999_999, ..values };
/// assert_eq!(reference.bid(&Params::new(capped)?, 1_000_000, 500_000), Err(MevError::SplitAboveCap));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MevReference {
    smoothing: u32,
    low: u64,
    high: u64,
    current: u64,
}

impl MevReference {
    /// Makes a reference with the value `start`, which stays in `low..=high`. All arguments are in ppm; `smoothing`, in
    /// 1 to 1000000, is the weight of a new ratio, and `high` is below 2^40.
    ///
    /// # Errors
    /// [`MevError::Smoothing`], then [`MevError::Bounds`], then [`MevError::StartOutOfBounds`].
    pub const fn new(smoothing: u32, low: u64, high: u64, start: u64) -> Result<Self, MevError> {
        if smoothing == 0 || smoothing > PPM {
            return Err(MevError::Smoothing);
        }
        if low > high || high >= REFERENCE_LIMIT {
            return Err(MevError::Bounds);
        }
        if start < low || start > high {
            return Err(MevError::StartOutOfBounds);
        }
        Ok(Self { smoothing, low, high, current: start })
    }

    /// Updates the average with the ratio of one more block: its MEV in ppm of its fees, clamped to `low..=high`. Rounds
    /// down.
    ///
    /// ```
    /// # use fernet_rewards::MevReference;
    /// let mut reference = MevReference::new(250_000, 0, 1_000_000, 0)?;
    /// reference.observe(u64::MAX);
    /// assert_eq!(reference.ppm(), 250_000);
    /// # Ok::<(), fernet_rewards::MevError>(())
    /// ```
    pub fn observe(&mut self, ratio: u64) {
        let weight = u64::from(self.smoothing);
        let old = self.current.wrapping_mul(ONE.saturating_sub(weight));
        // Not `clamp`, which panics when its bounds are the wrong way round.
        let new = ratio.max(self.low).min(self.high).wrapping_mul(weight);
        // Each product is below 2^60.
        self.current = old.wrapping_add(new) / ONE;
    }

    /// Returns the average: MEV in ppm of the fees, in `low..=high`.
    #[must_use]
    pub const fn ppm(&self) -> u64 {
        self.current
    }

    /// Computes the FEE_SPLIT that gives the provers `fees_share` of the fees and `mev_share` of the MEV, both in ppm:
    /// `fees_share + floor(reference * mev_share / 1000000)`. If the result is above 1000000 ppm, the proposal must have a
    /// bond (see [`required_bond`](crate::required_bond)).
    ///
    /// # Errors
    /// [`MevError::Share`] for a share above [`PPM`], then [`MevError::SplitAboveCap`] for a split above
    /// `fee_split_cap`.
    pub fn bid(&self, params: &Params, fees_share: u32, mev_share: u32) -> Result<FeeSplit, MevError> {
        if fees_share > PPM || mev_share > PPM {
            return Err(MevError::Share);
        }
        // The reference is below 2^40, a share below 2^20.
        let of_mev = self.current.wrapping_mul(u64::from(mev_share)) / ONE;
        let split = u32::try_from(of_mev).ok().and_then(|of_mev| of_mev.checked_add(fees_share));
        split.and_then(|ppm| params.fee_split(ppm).ok()).ok_or(MevError::SplitAboveCap)
    }
}
