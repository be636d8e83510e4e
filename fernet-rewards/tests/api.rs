//! Promises of the types themselves.

use std::error::Error;
use std::fmt::Debug;
use std::hash::Hash;

use fernet_rewards::{
    Amount, Funding, Ledger, MevError, MevReference, Rebate, Receipt, SettleError, SettlementPlan, Slashing,
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
    error::<SettleError>();
    error::<MevError>();
}

#[test]
fn a_ledger_fits_in_a_small_stack() {
    assert!(size_of::<Ledger>() <= 512);
}

#[test]
fn messages_are_lower_case_and_without_a_stop() {
    let messages = [
        SettleError::AmountTooLarge.to_string(),
        SettleError::PoolTooLarge.to_string(),
        SettleError::BondTooSmall.to_string(),
        SettleError::BurnAbovePpm.to_string(),
        SettleError::ForeignNode.to_string(),
        SettleError::OutOfOrder.to_string(),
        SettleError::TooManySeats.to_string(),
        SettleError::NoRoot.to_string(),
        MevError::Smoothing.to_string(),
        MevError::Bounds.to_string(),
        MevError::StartOutOfBounds.to_string(),
        MevError::Share.to_string(),
        MevError::SplitAboveCap.to_string(),
    ];
    for message in messages {
        assert!(message.starts_with(char::is_lowercase) && !message.ends_with('.'), "{message}");
    }
}
