//! The prover pool, and how fees and bond fund it (SPEC `#pool`).

use fernet_core::FeeSplit;

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
/// let funding = Funding::new(fees, params.fee_split(6_000_000)?, bond)?;
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
    /// Divides `fees` (block reward included) between sequencer and pool. The part of the pool that exceeds the fees is
    /// taken from `bond`.
    ///
    /// # Errors
    /// [`SettleError::PoolTooLarge`] if the pool is 2^96 wei or more, then [`SettleError::BondTooSmall`] if `bond` is smaller
    /// than the part of the pool that exceeds the fees.
    pub fn new(fees: Amount, split: FeeSplit, bond: Amount) -> Result<Self, SettleError> {
        let pool = pool_floor(fees, split)?;
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

/// Computes the smallest bond with which a block with `fees` and `split` can be settled: `max(0, pool - fees)` (SPEC
/// `#pool`, `#reveal`).
///
/// ```
/// use fernet_core::{Address, ParamValues, Params};
/// use fernet_rewards::{Amount, required_bond};
///
/// let values = ParamValues { fee_split_cap: 6_000_000, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
/// let params = Params::new(values)?;
/// let fees = Amount::new(100)?;
/// assert_eq!(required_bond(fees, params.fee_split(800_000)?)?, Amount::ZERO);
/// assert_eq!(required_bond(fees, params.fee_split(6_000_000)?)?.wei(), 500);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// # Errors
/// [`SettleError::PoolTooLarge`] if the pool is 2^96 wei or more.
pub fn required_bond(fees: Amount, split: FeeSplit) -> Result<Amount, SettleError> {
    let (_, beyond_fees) = pool_floor(fees, split)?.split_at(fees.wei());
    Ok(beyond_fees)
}

fn pool_floor(fees: Amount, split: FeeSplit) -> Result<Amount, SettleError> {
    fees.mul_ppm_floor(split.ppm()).map_err(|_| SettleError::PoolTooLarge)
}
