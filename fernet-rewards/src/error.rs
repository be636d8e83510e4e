//! Errors: one `Copy` enum for each operation (SPEC `#errors`).

use core::error::Error;
use core::fmt;

use fernet_core::{AmountTooLarge, BidError, ShapeError};

/// A settlement is refused; nothing has changed (SPEC `#settlement`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SettleError {
    /// An amount is 2^96 wei or more.
    AmountTooLarge,
    /// The split is above `fee_split_cap`: it was made with other parameters.
    Bid(BidError),
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
            Self::Bid(_) => "the bid is out of range",
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

impl Error for SettleError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Bid(error) => Some(error),
            _ => None,
        }
    }
}

impl From<BidError> for SettleError {
    fn from(error: BidError) -> Self {
        Self::Bid(error)
    }
}

impl From<AmountTooLarge> for SettleError {
    fn from(_: AmountTooLarge) -> Self {
        Self::AmountTooLarge
    }
}

/// A leader's reveal is refused (SPEC `#reveal`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RevealError {
    /// The transactions need more bases than a tree has.
    Shape(ShapeError),
    /// The split is above the cap: the proposal was not checked.
    Bid(BidError),
    /// The pool is refused for these fees and this bond.
    Settle(SettleError),
    /// Salt and transactions do not give the proposal's hash.
    WrongOrder,
}

impl fmt::Display for RevealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape(_) => "the transactions do not fit into a tree",
            Self::Bid(_) => "the bid is out of range",
            Self::Settle(_) => "the block could not be settled",
            Self::WrongOrder => "salt and transactions do not give the leader's tx_order_hash",
        })
    }
}

impl Error for RevealError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Shape(error) => Some(error),
            Self::Bid(error) => Some(error),
            Self::Settle(error) => Some(error),
            Self::WrongOrder => None,
        }
    }
}

impl From<ShapeError> for RevealError {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl From<BidError> for RevealError {
    fn from(error: BidError) -> Self {
        Self::Bid(error)
    }
}

impl From<SettleError> for RevealError {
    fn from(error: SettleError) -> Self {
        Self::Settle(error)
    }
}

impl From<AmountTooLarge> for RevealError {
    fn from(error: AmountTooLarge) -> Self {
        Self::Settle(error.into())
    }
}

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
