//! Bids in parts per million (SPEC `#bid`).

use core::fmt;

use crate::error::BidError;
use crate::params::PPM;

/// FEE_SPLIT: the part of a block's fees that its sequencer gives to the prover pool, in ppm, 0 to `fee_split_cap`
/// (SPEC `#bid`).
///
/// Only [`Params::fee_split`](crate::Params::fee_split) and functions that take parameters make a value, so it is at
/// most the `fee_split_cap` of those parameters. A settlement checks it again, because its parameters may be different
/// ones.
///
/// ```compile_fail,E0624
/// let split = fernet_core::FeeSplit::new(800_000, 1_000_000); // private: it takes any cap
/// ```
///
/// ```compile_fail,E0423
/// let split = fernet_core::FeeSplit(800_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeeSplit(u32);

impl FeeSplit {
    /// Makes a FEE_SPLIT of `ppm`; fails if it is above `cap`, the `fee_split_cap` of the parameters.
    pub(crate) const fn new(ppm: u32, cap: u32) -> Result<Self, BidError> {
        if ppm <= cap { Ok(Self(ppm)) } else { Err(BidError::FeeSplitAboveCap) }
    }

    /// Returns the bid in parts per million (ppm).
    #[must_use]
    pub const fn ppm(self) -> u32 {
        self.0
    }

    /// Returns whether the bid is above 1000000 ppm. It then promises more than the fees, and the proposal must have a
    /// bond (SPEC `#pool`).
    #[must_use]
    pub const fn needs_bond(self) -> bool {
        self.0 > PPM
    }
}

/// FEE_BURN: the part of a prover's pay that is burned, in ppm, 0 to [`PPM`] (SPEC `#bid`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "u32", into = "u32"))]
pub struct FeeBurn(u32);

impl FeeBurn {
    /// The bid of 0 ppm: nothing is burned.
    pub const ZERO: Self = Self(0);

    /// Makes a FEE_BURN of `ppm`, 0 to 1000000.
    ///
    /// # Errors
    /// [`BidError::FeeBurnAbovePpm`] if `ppm` is above 1000000.
    pub const fn new(ppm: u32) -> Result<Self, BidError> {
        if ppm <= PPM { Ok(Self(ppm)) } else { Err(BidError::FeeBurnAbovePpm) }
    }

    /// Returns the bid in parts per million (ppm).
    #[must_use]
    pub const fn ppm(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for FeeBurn {
    type Error = BidError;

    fn try_from(ppm: u32) -> Result<Self, BidError> {
        Self::new(ppm)
    }
}

impl From<FeeBurn> for u32 {
    fn from(fee_burn: FeeBurn) -> Self {
        fee_burn.0
    }
}

impl fmt::Display for FeeSplit {
    /// Writes the bid in parts per million with the unit: `800000 ppm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ppm", self.0)
    }
}

impl fmt::Display for FeeBurn {
    /// Writes the bid in parts per million with the unit: `400000 ppm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ppm", self.0)
    }
}

/// A checked bid of either kind, [`FeeSplit`] or [`FeeBurn`]. The trait is sealed: no other type can implement it, so a
/// bid is always in range.
///
/// ```compile_fail,E0277
/// #[derive(Clone, Copy)]
/// struct AnyNumber;
/// impl fernet_core::Bid for AnyNumber {
///     fn ppm(self) -> u32 {
///         u32::MAX
///     }
/// }
/// ```
pub trait Bid: sealed::Sealed + Copy {
    /// Returns the bid in parts per million.
    fn ppm(self) -> u32;
}

impl Bid for FeeSplit {
    fn ppm(self) -> u32 {
        self.0
    }
}

impl Bid for FeeBurn {
    fn ppm(self) -> u32 {
        self.0
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::FeeSplit {}
    impl Sealed for super::FeeBurn {}
}
