//! Bids in parts per million (SPEC `#bid`).

use crate::error::BidError;
use crate::params::PPM;

/// FEE_SPLIT: the part of a block's fees that its sequencer gives the prover pool, in ppm, at most the cap it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeeSplit(u32);

impl FeeSplit {
    /// A split of `ppm`, refused above `cap` (`fee_split_cap` of the parameters).
    ///
    /// # Errors
    /// [`BidError::FeeSplitAboveCap`].
    pub const fn new(ppm: u32, cap: u32) -> Result<Self, BidError> {
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
