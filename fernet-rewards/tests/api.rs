//! Promises of the types themselves.

use std::error::Error;
use std::fmt::Debug;
use std::hash::Hash;

use fernet_core::{BidError, ShapeError};
use fernet_rewards::{
    Amount, Funding, Ledger, MevError, MevReference, MevReport, MevSourceError, MevSources, Rebate, Receipt,
    RevealError, SettleError, SettlementPlan, Slashing,
};

fn value<T: Copy + Debug + Eq + Hash + Send + Sync + Unpin + 'static>() {}
fn error<T: Copy + Debug + Eq + Hash + Error + Send + Sync + 'static>() {}

#[test]
fn results_are_plain_values() {
    value::<Amount>();
    value::<Funding>();
    value::<SettlementPlan>();
    value::<Rebate>();
    value::<Receipt>();
    value::<Slashing>();
    value::<MevReference>();
    value::<MevReport>();
    value::<MevSources<'static>>();
    error::<SettleError>();
    error::<MevError>();
    error::<MevSourceError>();
    error::<RevealError>();
}

#[test]
fn a_ledger_fits_in_a_small_stack() {
    assert!(size_of::<Ledger>() <= 512);
}

#[test]
fn messages_are_lower_case_and_without_a_stop() {
    let messages = [
        SettleError::AmountTooLarge.to_string(),
        SettleError::Bid(BidError::FeeSplitAboveCap).to_string(),
        SettleError::PoolTooLarge.to_string(),
        SettleError::BondTooSmall.to_string(),
        SettleError::KeptTooLarge.to_string(),
        SettleError::BurnAbovePpm.to_string(),
        SettleError::ForeignNode.to_string(),
        SettleError::OutOfOrder.to_string(),
        SettleError::TooManySeats.to_string(),
        SettleError::NoRoot.to_string(),
        SettleError::ClaimedTooMuch.to_string(),
        MevError::Smoothing.to_string(),
        MevError::Bounds.to_string(),
        MevError::StartOutOfBounds.to_string(),
        MevError::Share.to_string(),
        MevError::SplitAboveCap.to_string(),
        MevSourceError::Count.to_string(),
        MevSourceError::DuplicateSource.to_string(),
        MevSourceError::Quorum.to_string(),
        MevSourceError::AmountTooLarge.to_string(),
        MevSourceError::FeesZero.to_string(),
        MevSourceError::DuplicateReport.to_string(),
        MevSourceError::QuorumMissed.to_string(),
        RevealError::Shape(ShapeError::TooManyBases).to_string(),
        RevealError::Bid(BidError::FeeSplitAboveCap).to_string(),
        RevealError::Settle(SettleError::BondTooSmall).to_string(),
        RevealError::WrongOrder.to_string(),
    ];
    for message in messages {
        assert!(message.starts_with(char::is_lowercase) && !message.ends_with('.'), "{message}");
    }
}

#[test]
fn errors_name_the_error_within() {
    let source = |error: &dyn Error| error.source().map(ToString::to_string);
    let (bid, shape) = (BidError::FeeSplitAboveCap, ShapeError::TooManyBases);
    assert_eq!(source(&SettleError::Bid(bid)), Some(bid.to_string()));
    assert_eq!(source(&SettleError::NoRoot), None);
    assert_eq!(source(&RevealError::Bid(bid)), Some(bid.to_string()));
    assert_eq!(source(&RevealError::Shape(shape)), Some(shape.to_string()));
    let settle = SettleError::BondTooSmall;
    assert_eq!(source(&RevealError::Settle(settle)), Some(settle.to_string()));
    assert_eq!(source(&RevealError::WrongOrder), None);
}
