//! Slashing of the leader of a block without a reveal or without a proof (SPEC `#slash`).

use fernet_core::{FeeSplit, Params};

use crate::Amount;

/// Why a leader is slashed (SPEC `#slash`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum SlashReason {
    /// The block had no valid reveal before the end of the reveal phase: `Effect::SlashNotRevealed`.
    NotRevealed,
    /// The block had no valid tree before its deadline: `Effect::SlashNotProven`.
    NotProven,
}

impl SlashReason {
    /// The most that a leader loses for this reason: `reveal_slash_amount` or `proof_slash_amount`.
    #[must_use]
    pub const fn amount(self, params: &Params) -> Amount {
        match self {
            Self::NotRevealed => params.reveal_slash_amount(),
            Self::NotProven => params.proof_slash_amount(),
        }
    }
}

/// The amounts that a slashed leader loses and gets back, in wei (SPEC `#slash`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Slashing {
    slashed: Amount,
    stake_left: Amount,
    forfeit: Amount,
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

    /// The part of the bond that is burned: the minimum bond for the leader's FEE_SPLIT (SPEC `#minimum-bond`).
    #[must_use]
    pub const fn forfeit(self) -> Amount {
        self.forfeit
    }

    /// The part of the bond that is returned.
    #[must_use]
    pub const fn bond_returned(self) -> Amount {
        self.bond_returned
    }
}

/// Computes what the leader of a block without a reveal or without a proof loses: `min(stake, amount)` for the amount of
/// `reason`, and of the bond the minimum bond for its `split` (SPEC `#slash`). Nothing of the block's fees is paid.
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, SlashReason, slash};
///
/// let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
/// let values = ParamValues { fee_split_cap: 2_000_000, bond_base: 10, proof_slash_amount: 30, ..values };
/// let params = Params::new(values)?;
/// let (split, stake, bond) = (params.fee_split(1_500_000)?, Amount::new(100)?, Amount::new(7)?);
/// let slashing = slash(&params, SlashReason::NotProven, split, stake, bond);
/// assert_eq!((slashing.slashed().wei(), slashing.stake_left().wei()), (30, 70));
/// assert_eq!((slashing.forfeit().wei(), slashing.bond_returned().wei()), (5, 2));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[must_use]
pub fn slash(params: &Params, reason: SlashReason, split: FeeSplit, stake: Amount, bond: Amount) -> Slashing {
    let (slashed, stake_left) = stake.split_at(reason.amount(params).wei());
    let (forfeit, bond_returned) = bond.split_at(params.minimum_bond(split).wei());
    Slashing { slashed, stake_left, forfeit, bond_returned }
}
