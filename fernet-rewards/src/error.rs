//! Errors: one `Copy` enum for each operation (SPEC `#errors`).

use core::error::Error;
use core::fmt;

/// A settlement is refused; nothing has changed (SPEC `#settlement`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SettleError {
    /// An amount is 2^96 wei or more.
    AmountTooLarge,
    /// The fees times FEE_SPLIT are 2^96 wei or more.
    PoolTooLarge,
    /// The bond does not cover what the pool takes beyond the fees.
    BondTooSmall,
    /// FEE_BURN is above [`PPM`](fernet_core::PPM).
    BurnAbovePpm,
    /// A node that the tree does not have.
    ForeignNode,
    /// The node comes before the node paid last, in post-order.
    OutOfOrder,
    /// All seats of the node are paid.
    TooManySeats,
    /// No seat of the root was paid, so no tree has won.
    NoRoot,
}

impl fmt::Display for SettleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AmountTooLarge => "amount is not below 2^96 wei",
            Self::PoolTooLarge => "pool is not below 2^96 wei",
            Self::BondTooSmall => "bond is smaller than pool - fees",
            Self::BurnAbovePpm => "fee_burn is above 1000000 ppm",
            Self::ForeignNode => "the node is not in the tree",
            Self::OutOfOrder => "the node comes before the node paid last, in post-order",
            Self::TooManySeats => "all seats of the node are paid",
            Self::NoRoot => "no seat of the root was paid",
        })
    }
}

impl Error for SettleError {}

/// An MEV reference, or a bid relative to it, is refused (SPEC `#mev`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MevError {
    /// `smoothing` is not in 1..=[`PPM`](fernet_core::PPM).
    Smoothing,
    /// `low` is above `high`, or `high` is 2^40 or more.
    Bounds,
    /// `start` is not in `low..=high`.
    StartOutOfBounds,
    /// A share is above [`PPM`](fernet_core::PPM).
    Share,
    /// The bid is above `fee_split_cap`.
    SplitAboveCap,
}

impl fmt::Display for MevError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smoothing => "smoothing is not in 1..=1000000 ppm",
            Self::Bounds => "bounds are not low <= high < 2^40",
            Self::StartOutOfBounds => "start is not in low..=high",
            Self::Share => "a share is above 1000000 ppm",
            Self::SplitAboveCap => "fee_split is above fee_split_cap",
        })
    }
}

impl Error for MevError {}
