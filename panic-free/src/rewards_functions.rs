//! `fernet-rewards`.

use core::fmt::{Debug, Display};

use fernet_core::{Params, Proposal, Salt, TreeShape, TxHash};
use fernet_rewards::*;

use crate::Functions;

pub(crate) const ALL: Functions<'static> = &[
    Amount::new as *const (),
    Amount::wei as *const (),
    Amount::split_at as *const (),
    Amount::checked_add as *const (),
    Amount::checked_sub as *const (),
    Amount::mul_ppm_floor as *const (),
    Amount::split_floor as *const (),
    Amount::from_be_bytes as *const (),
    Amount::to_be_bytes as *const (),
    <Amount as Display>::fmt as *const (),
    <Amount as Debug>::fmt as *const (),
    <Amount as TryFrom<u128>>::try_from as *const (),
    MevReference::new as *const (),
    MevReference::observe as *const (),
    MevReference::ppm as *const (),
    MevReference::bid as *const (),
    Funding::new as *const (),
    Funding::fees as *const (),
    Funding::pool as *const (),
    Funding::sequencer as *const (),
    Funding::bond_used as *const (),
    Funding::bond_returned as *const (),
    required_bond as *const (),
    Rebate::of_gas as *const (),
    Rebate::to_payee as *const (),
    Rebate::wei as *const (),
    Receipt::funding as *const (),
    Receipt::fees as *const (),
    Receipt::pool as *const (),
    Receipt::sequencer as *const (),
    Receipt::bond_used as *const (),
    Receipt::bond_returned as *const (),
    Receipt::paid as *const (),
    Receipt::burned as *const (),
    Receipt::rebate as *const (),
    Receipt::filled as *const (),
    SettlementPlan::new as *const (),
    SettlementPlan::funding as *const (),
    SettlementPlan::shape as *const (),
    SettlementPlan::seats as *const (),
    SettlementPlan::pay as *const (),
    SettlementPlan::ledger as *const (),
    Ledger::plan as *const (),
    Ledger::filled as *const (),
    Ledger::pay as *const (),
    Ledger::pay_ppm as *const (),
    Ledger::close as *const (),
    Slashing::slashed as *const (),
    Slashing::stake_left as *const (),
    Slashing::bond_returned as *const (),
    slash as *const (),
    check_reveal_of_slice as *const (),
    <SettleError as Display>::fmt as *const (),
    <RevealError as Display>::fmt as *const (),
    <MevError as Display>::fmt as *const (),
];

/// `fernet_rewards::check_reveal`
fn check_reveal_of_slice(
    params: &Params,
    proposal: &Proposal,
    fees: u128,
    salt: &Salt,
    transactions: &[TxHash],
) -> Result<(TreeShape, Funding), RevealError> {
    check_reveal(params, proposal, fees, salt, transactions.iter().copied())
}
