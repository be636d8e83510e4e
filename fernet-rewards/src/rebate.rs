//! The refund of the winning root's L1 gas (SPEC `#rebate`).

use fernet_core::Address;

/// The refund of the winner's L1 gas, in wei, before [`Ledger::close`](crate::Ledger::close) caps it (SPEC `#rebate`).
/// If the winning tree was submitted more than once, the smallest amount counts ([`Ord::min`]).
///
/// ```
/// use fernet_core::Address;
/// use fernet_rewards::Rebate;
///
/// assert_eq!(Rebate::of_gas(21_000, 30_000_000_000).wei(), 630_000_000_000_000);
/// assert_eq!(Rebate::to_payee(Address::ZERO, 21_000, 30_000_000_000), Rebate::NONE);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rebate(u128);

impl Rebate {
    /// No refund: 0 wei.
    pub const NONE: Self = Self(0);

    /// Computes `gas_used * gas_price`, with the price in wei for a unit of gas. A larger product saturates at
    /// 2^128 - 1, which is above every cap.
    #[must_use]
    pub fn of_gas(gas_used: u64, gas_price: u128) -> Self {
        Self(gas_price.saturating_mul(u128::from(gas_used)))
    }

    /// Computes [`of_gas`](Self::of_gas) for the `rebate_payee` of the winning root's claim; [`NONE`](Self::NONE) for the
    /// zero address.
    #[must_use]
    pub fn to_payee(payee: Address, gas_used: u64, gas_price: u128) -> Self {
        if payee == Address::ZERO { Self::NONE } else { Self::of_gas(gas_used, gas_price) }
    }

    /// The amount in wei; any `u128`.
    #[must_use]
    pub const fn wei(self) -> u128 {
        self.0
    }
}
