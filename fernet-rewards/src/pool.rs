//! The prover pool, and how fees and bond fund it (SPEC `#pool`).

use fernet_core::{FeeSplit, PPM, Params};

use crate::{Amount, SettleError};

/// The prover pool of a block and where it comes from: `fees + bond_used = sequencer + pool` (SPEC `#pool`).
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, Funding};
///
/// let values = ParamValues { fee_split_cap: 6_000_000, bond_base: 20, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
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
    /// Divides `F`, which is `fees` plus the block reward of `params`, between sequencer and pool. With a split above 1000000
    /// ppm the sequencer keeps nothing, and the pool has also the top-up `floor(max(F, bond_base) * (split - 1000000) /
    /// 1000000)`, which is taken from `bond`.
    ///
    /// # Errors
    /// The first that applies: [`SettleError::AmountTooLarge`] if `F` is 2^96 wei or more, [`SettleError::Bid`] for a split
    /// above the cap of `params`, [`SettleError::PoolTooLarge`] if the pool is 2^96 wei or more,
    /// [`SettleError::BondTooSmall`] if `bond` is smaller than the top-up.
    pub fn new(params: &Params, fees: Amount, split: FeeSplit, bond: Amount) -> Result<Self, SettleError> {
        let fees = fees.checked_add(params.block_reward()).ok_or(SettleError::AmountTooLarge)?;
        let split = params.fee_split(split.ppm())?;
        let bond_used = top_up_floor(params, fees, split)?;
        let (of_fees, sequencer) = fees.split_floor(split.ppm(), u64::from(PPM));
        let pool = of_fees.checked_add(bond_used).ok_or(SettleError::PoolTooLarge)?;
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

/// Computes the smallest bond with which a proposal with `split` is valid and a block with `fees` (without the block reward)
/// can be settled: the larger of the minimum bond and the top-up of the pool (SPEC `#minimum-bond`, `#pool`, `#reveal`).
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, required_bond};
///
/// let values = ParamValues { fee_split_cap: 6_000_000, bond_base: 20, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let fees = Amount::new(100)?;
/// assert_eq!(required_bond(&params, fees, params.fee_split(800_000)?)?, Amount::ZERO);
/// assert_eq!(required_bond(&params, fees, params.fee_split(6_000_000)?)?.wei(), 500);
/// assert_eq!(required_bond(&params, Amount::ZERO, params.fee_split(6_000_000)?)?.wei(), 100);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// # Errors
/// Those of [`Funding::new`] but the last.
pub fn required_bond(params: &Params, fees: Amount, split: FeeSplit) -> Result<Amount, SettleError> {
    let funding = Funding::new(params, fees, split, Amount::MAX)?;
    Ok(funding.bond_used().max(params.minimum_bond(split)))
}

/// The part of the pool that is taken from the bond; 0 for a split of at most 1000000 ppm.
fn top_up_floor(params: &Params, fees: Amount, split: FeeSplit) -> Result<Amount, SettleError> {
    let above_one = split.ppm().saturating_sub(PPM);
    fees.max(params.bond_base()).mul_ppm_floor(above_one).map_err(|_| SettleError::PoolTooLarge)
}
