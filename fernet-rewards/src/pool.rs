//! The prover pool, and how fees and bond fund it (SPEC `#pool`).

use fernet_core::{FeeSplit, Params};

use crate::{Amount, SettleError};

/// The prover pool of a block and where it comes from: `fees + bond_used = sequencer + pool` (SPEC `#pool`).
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, Funding};
///
/// let values = ParamValues { fee_split_cap: 6_000_000, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let (fees, bond) = (Amount::new(100)?, Amount::new(700)?);
/// let funding = Funding::new(&params, fees, params.fee_split(6_000_000)?, bond)?;
/// assert_eq!(funding.pool().wei(), 600);
/// assert_eq!(funding.sequencer().wei(), 0);
/// assert_eq!((funding.bond_used().wei(), funding.bond_returned().wei()), (500, 200));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Funding {
    fees: Amount,
    pool: Amount,
    sequencer: Amount,
    bond_used: Amount,
    bond_returned: Amount,
}

impl Funding {
    /// Divides `F`, which is `fees` plus the block reward of `params`, between sequencer and pool. The part of the pool
    /// that exceeds `F` is taken from `bond`.
    ///
    /// # Errors
    /// The first that applies: [`SettleError::AmountTooLarge`] if `F` is 2^96 wei or more, [`SettleError::Bid`] for a split
    /// above the cap of `params`, [`SettleError::PoolTooLarge`] if the pool is 2^96 wei or more,
    /// [`SettleError::BondTooSmall`] if `bond` is smaller than the part of the pool that exceeds `F`.
    pub fn new(params: &Params, fees: Amount, split: FeeSplit, bond: Amount) -> Result<Self, SettleError> {
        let (fees, pool) = fees_and_pool(params, fees, split)?;
        let (_, sequencer) = fees.split_at(pool.wei());
        let (_, bond_used) = pool.split_at(fees.wei());
        let bond_returned = bond.checked_sub(bond_used).ok_or(SettleError::BondTooSmall)?;
        Ok(Self { fees, pool, sequencer, bond_used, bond_returned })
    }

    /// The block's fees plus the block reward, `F` in SPEC.
    #[must_use]
    pub const fn fees(self) -> Amount {
        self.fees
    }

    /// The prover pool, from which seats are paid.
    #[must_use]
    pub const fn pool(self) -> Amount {
        self.pool
    }

    /// The part of the fees that the sequencer keeps.
    #[must_use]
    pub const fn sequencer(self) -> Amount {
        self.sequencer
    }

    /// The part of the bond that goes into the pool.
    #[must_use]
    pub const fn bond_used(self) -> Amount {
        self.bond_used
    }

    /// The part of the bond that is returned to the sequencer.
    #[must_use]
    pub const fn bond_returned(self) -> Amount {
        self.bond_returned
    }
}

/// Computes the smallest bond with which a block with `fees` (without the block reward) and `split` can be settled:
/// `max(0, pool - F)` (SPEC `#pool`, `#reveal`).
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, required_bond};
///
/// let values = ParamValues { fee_split_cap: 6_000_000, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let fees = Amount::new(100)?;
/// assert_eq!(required_bond(&params, fees, params.fee_split(800_000)?)?, Amount::ZERO);
/// assert_eq!(required_bond(&params, fees, params.fee_split(6_000_000)?)?.wei(), 500);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// # Errors
/// Those of [`Funding::new`] but the last.
pub fn required_bond(params: &Params, fees: Amount, split: FeeSplit) -> Result<Amount, SettleError> {
    let (fees, pool) = fees_and_pool(params, fees, split)?;
    let (_, beyond_fees) = pool.split_at(fees.wei());
    Ok(beyond_fees)
}

/// `F` and the pool (SPEC `#settlement`, `#pool`).
fn fees_and_pool(params: &Params, fees: Amount, split: FeeSplit) -> Result<(Amount, Amount), SettleError> {
    let fees = fees.checked_add(params.block_reward()).ok_or(SettleError::AmountTooLarge)?;
    let split = params.fee_split(split.ppm())?;
    let pool = fees.mul_ppm_floor(split.ppm()).map_err(|_| SettleError::PoolTooLarge)?;
    Ok((fees, pool))
}
