//! Bids in parts per million (SPEC `#bid`).

use core::fmt;

use crate::error::BidError;
use crate::params::PPM;

/// FEE_SPLIT: the part of a block's fees that its sequencer gives the prover pool, in ppm.
///
/// It comes only out of [`Params::fee_split`](crate::Params::fee_split) and of functions that take parameters, so it is at most
/// the `fee_split_cap` of some rollup. A settlement under other parameters checks it again.
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
    /// A split of `ppm`, refused above `cap` (`fee_split_cap` of the parameters).
    pub(crate) const fn new(ppm: u32, cap: u32) -> Result<Self, BidError> {
        if ppm <= cap { Ok(Self(ppm)) } else { Err(BidError::FeeSplitAboveCap) }
    }

    /// Parts per million.
    #[must_use]
    pub const fn ppm(self) -> u32 {
        self.0
    }

    /// Whether more than the fees is promised, which takes a bond (SPEC `#pool`).
    #[must_use]
    pub const fn needs_bond(self) -> bool {
        self.0 > PPM
    }
}

/// FEE_BURN: the part of its pay that a prover burns, in ppm, at most [`PPM`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "u32", into = "u32"))]
pub struct FeeBurn(u32);

impl FeeBurn {
    /// Nothing burned.
    pub const ZERO: Self = Self(0);

    /// A burn of `ppm`.
    ///
    /// # Errors
    /// [`BidError::FeeBurnAbovePpm`].
    pub const fn new(ppm: u32) -> Result<Self, BidError> {
        if ppm <= PPM { Ok(Self(ppm)) } else { Err(BidError::FeeBurnAbovePpm) }
    }

    /// Parts per million.
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
    /// Parts per million with the unit: `800000 ppm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ppm", self.0)
    }
}

impl fmt::Display for FeeBurn {
    /// Parts per million with the unit: `400000 ppm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ppm", self.0)
    }
}

/// A bid of either kind, [`FeeSplit`] or [`FeeBurn`]. Both are checked, so no other type implements it.
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
    /// Parts per million.
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
