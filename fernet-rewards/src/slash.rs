//! Slashing of the leader of a block without a proof (SPEC `#slash`).

use fernet_core::Params;

use crate::Amount;

/// The amounts that the leader of a reverted block loses and gets back, in wei (SPEC `#slash`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Slashing {
    slashed: Amount,
    stake_left: Amount,
    bond_returned: Amount,
}

impl Slashing {
    /// The amount taken from the stake and burned.
    #[must_use]
    pub const fn slashed(self) -> Amount {
        self.slashed
    }

    /// The stake that remains.
    #[must_use]
    pub const fn stake_left(self) -> Amount {
        self.stake_left
    }

    /// The bond that is returned, which is all of it.
    #[must_use]
    pub const fn bond_returned(self) -> Amount {
        self.bond_returned
    }
}

/// Computes what the leader of a block without a proof loses: `min(stake, slash_amount)` (SPEC `#slash`). Nothing of the
/// block's fees is paid.
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, slash};
///
/// let values = ParamValues { slash_amount: 30, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let slashing = slash(&Params::new(values)?, Amount::new(100)?, Amount::new(7)?);
/// assert_eq!((slashing.slashed().wei(), slashing.stake_left().wei()), (30, 70));
/// assert_eq!(slashing.bond_returned().wei(), 7);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[must_use]
pub const fn slash(params: &Params, stake: Amount, bond: Amount) -> Slashing {
    let (slashed, stake_left) = stake.split_at(params.slash_amount().wei());
    Slashing { slashed, stake_left, bond_returned: bond }
}
