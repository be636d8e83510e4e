//! The errors of settlement, reveals, the MEV reference and its sources (SPEC `#errors`).

use core::error::Error;
use core::fmt;

use fernet_core::{AmountTooLarge, BidError, ShapeError};

/// Reason why a settlement or a payment is refused. Nothing has changed (SPEC `#settlement`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SettleError {
    /// An amount is 2^96 wei or more.
    AmountTooLarge,
    /// The split is above `fee_split_cap`: it was made with other parameters.
    Bid(BidError),
    /// The prover pool, fees times FEE_SPLIT, is 2^96 wei or more.
    PoolTooLarge,
    /// The bond is smaller than the part of the pool that exceeds the fees.
    BondTooSmall,
    /// The kept shares are more than those of all seats of the tree.
    KeptTooLarge,
    /// The FEE_BURN of a seat is above 1000000 ppm.
    BurnAbovePpm,
    /// The node is not in the tree.
    ForeignNode,
    /// The node comes before the node paid last in post-order.
    OutOfOrder,
    /// All seats of the node have been paid already.
    TooManySeats,
    /// No seat of the root was paid, so the settlement cannot end.
    NoRoot,
    /// The pays claimed are more than the reserve.
    ClaimedTooMuch,
}

impl fmt::Display for SettleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AmountTooLarge => "amount is not below 2^96 wei",
            Self::Bid(_) => "fee_split is above fee_split_cap",
            Self::PoolTooLarge => "the prover pool is not below 2^96 wei",
            Self::BondTooSmall => "bond is smaller than the part of the prover pool that exceeds the fees, in wei",
            Self::KeptTooLarge => "the kept shares are more than those of all seats of the tree, in ppm",
            Self::BurnAbovePpm => "fee_burn is above 1000000 ppm",
            Self::ForeignNode => "node is not in the tree, expected a number below 2 * bases - 1",
            Self::OutOfOrder => "the node comes before the node paid last in post-order",
            Self::TooManySeats => "all seats of the node have been paid already",
            Self::NoRoot => "no seat of the root was paid, expected at least one",
            Self::ClaimedTooMuch => "the pays claimed are more than the reserve, in wei",
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

/// Reason why the reveal of a leader is refused (SPEC `#reveal`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RevealError {
    /// The transactions need more bases than a tree may have.
    Shape(ShapeError),
    /// FEE_SPLIT is above the cap; only for a proposal that was not checked.
    Bid(BidError),
    /// The block cannot be settled with these fees and this bond.
    Settle(SettleError),
    /// The rollup has attesters, and the reveal has no `data_root`.
    DataRootMissing,
    /// The rollup has no attesters, and the reveal has a `data_root`.
    DataRootNotNeeded,
    /// The salt, fees, count and roots do not give the proposal's `tx_order_hash`.
    WrongOrder,
}

impl fmt::Display for RevealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape(_) => "the transactions need more than 2^32 bases",
            Self::Bid(_) => "fee_split is above fee_split_cap",
            Self::Settle(_) => "the block cannot be settled with these fees and this bond",
            Self::DataRootMissing => "data_root is missing, although attesters is not 0",
            Self::DataRootNotNeeded => "there is a data_root, although attesters is 0",
            Self::WrongOrder => "salt, fees and transactions do not give the tx_order_hash of the proposal",
        })
    }
}

impl Error for RevealError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Shape(error) => Some(error),
            Self::Bid(error) => Some(error),
            Self::Settle(error) => Some(error),
            Self::DataRootMissing | Self::DataRootNotNeeded | Self::WrongOrder => None,
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

/// Reason why an MEV reference or a bid relative to it is refused (SPEC `#mev`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MevError {
    /// `smoothing` is 0 or above 1000000 ppm.
    Smoothing,
    /// `low` is above `high`, or `high` is 2^40 or more.
    Bounds,
    /// `start` is below `low` or above `high`.
    StartOutOfBounds,
    /// A share of the fees or of the MEV is above 1000000 ppm.
    Share,
    /// The computed FEE_SPLIT is above `fee_split_cap`.
    SplitAboveCap,
}

impl fmt::Display for MevError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smoothing => "smoothing is not from 1 to 1000000 ppm",
            Self::Bounds => "the bounds do not satisfy low <= high < 2^40",
            Self::StartOutOfBounds => "start is not from low to high",
            Self::Share => "a share of the fees or of the MEV is above 1000000 ppm",
            Self::SplitAboveCap => "fee_split is above fee_split_cap",
        })
    }
}

impl Error for MevError {}

/// Reason why the sources of an MEV reference or their reports are refused (SPEC `#mev-sources`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MevSourceError {
    /// The number of sources is 0 or above 32.
    Count,
    /// Two sources have the same address.
    DuplicateSource,
    /// `quorum` is 0 or above the number of sources.
    Quorum,
    /// An amount is 2^96 wei or more.
    AmountTooLarge,
    /// The fees are 0 wei, so there is no ratio.
    FeesZero,
    /// Two reports of one source count.
    DuplicateReport,
    /// The reports that count are fewer than `quorum`.
    QuorumMissed,
}

impl fmt::Display for MevSourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "the number of sources is not from 1 to 32",
            Self::DuplicateSource => "two sources have the same address",
            Self::Quorum => "quorum is not from 1 to the number of sources",
            Self::AmountTooLarge => "amount is not below 2^96 wei",
            Self::FeesZero => "the fees are 0 wei, expected at least 1",
            Self::DuplicateReport => "two reports of one source count, expected at most one",
            Self::QuorumMissed => "the reports that count are fewer than quorum",
        })
    }
}

impl Error for MevSourceError {}

impl From<AmountTooLarge> for MevSourceError {
    fn from(_: AmountTooLarge) -> Self {
        Self::AmountTooLarge
    }
}
