//! The refund of the winning root's L1 gas (SPEC `#rebate`).

use fernet_core::{Address, Amount};

/// The prices from which the refund of the winner's L1 gas is computed (SPEC `#rebate`). L1 knows them: nothing that a
/// submitter chooses enters.
///
/// ```
/// use fernet_core::{Address, Amount};
/// use fernet_rewards::Rebate;
///
/// // Fees are paid in the asset that pays for gas: 10^18 wei of the one cost 10^18 wei of the other.
/// let (base_fee, rate) = (30_000_000_000, Amount::new(10_u128.pow(18))?);
/// let rebate = Rebate::new(Address::from_bytes([5; 20]), base_fee, rate);
/// assert_eq!(rebate.wei(21_000), 630_000_000_000_000);
/// assert_eq!(Rebate::new(Address::ZERO, base_fee, rate), Rebate::NONE);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Rebate {
    base_fee: u64,
    rate: Amount,
}

impl Rebate {
    /// No refund: 0 wei.
    pub const NONE: Self = Self { base_fee: 0, rate: Amount::ZERO };

    /// Makes the prices of a refund to `payee`, the `rebate_payee` of the winning root's claim; [`NONE`](Self::NONE) for
    /// the zero address. `base_fee` is that of the L1 block which first accepted the winning tree, in wei for a unit of
    /// gas. `rate` is the price of 10^18 wei of the gas asset, in wei of the asset in which fees are paid.
    #[must_use]
    pub fn new(payee: Address, base_fee: u64, rate: Amount) -> Self {
        if payee == Address::ZERO { Self::NONE } else { Self { base_fee, rate } }
    }

    /// Computes the refund for `rebate_gas` units of gas, in wei before it is capped: `floor(rebate_gas * base_fee *
    /// rate / 10^18)`, at most 2^128 - 1.
    #[must_use]
    pub fn wei(self, rebate_gas: u32) -> u128 {
        const UNIT: u64 = 1_000_000_000_000_000_000;
        // Below 2^96.
        let cost = u128::from(rebate_gas).wrapping_mul(self.base_fee.into());
        self.rate.mul_div_floor(cost, UNIT)
    }
}
