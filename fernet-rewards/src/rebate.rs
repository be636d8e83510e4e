//! Refund of the winning root's L1 gas (SPEC `#rebate`).

use fernet_core::Address;

/// What the winner asks back for L1 gas, before it is capped by `rebate_cap` and by what would be burned. Of several
/// submissions of the winning tree the [`min`](Ord::min) counts.
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
    /// Nothing is asked back.
    pub const NONE: Self = Self(0);

    /// `gas_used * gas_price` (wei a unit), held at 2^128 - 1: far above any cap, so no result is changed by it.
    #[must_use]
    pub fn of_gas(gas_used: u64, gas_price: u128) -> Self {
        Self(gas_price.saturating_mul(u128::from(gas_used)))
    }

    /// [`of_gas`](Self::of_gas) for the `rebate_payee` of the winning root's claim; the zero address gets nothing.
    #[must_use]
    pub fn to_payee(payee: Address, gas_used: u64, gas_price: u128) -> Self {
        if payee == Address::ZERO { Self::NONE } else { Self::of_gas(gas_used, gas_price) }
    }

    /// Wei asked back; any `u128`.
    #[must_use]
    pub const fn wei(self) -> u128 {
        self.0
    }
}
