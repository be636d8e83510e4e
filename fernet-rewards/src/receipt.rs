//! The result of a settlement (SPEC `#identity`).

use crate::{Amount, Funding, SettleError};

/// The result of a settlement, in wei. Exactly,
/// `fees + bond_used = sequencer + reserved + burned + rebate` (SPEC `#identity`).
///
/// [`SettlementPlan::settle`](crate::SettlementPlan::settle) makes one from the sums of the winning tree's root, and
/// [`Ledger::close`](crate::Ledger::close) the same one from its seats.
///
/// ```
/// use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, Params, TreeShape};
/// use fernet_rewards::{Amount, SettlementPlan, Rebate};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let split = params.fee_split(900_000)?;
/// let plan = SettlementPlan::new(&params, TreeShape::new(1)?, Amount::new(1_000)?, split, Amount::ZERO)?;
/// let mut ledger = plan.ledger();
/// ledger.pay(NodeIndex::new(0), FeeBurn::ZERO)?;
///
/// let receipt = ledger.close(Rebate::NONE)?;
/// assert_eq!((receipt.fees().wei(), receipt.bond_used().wei()), (1_000, 0));
/// assert_eq!((receipt.sequencer().wei(), receipt.reserved().wei(), receipt.burned().wei()), (100, 300, 600));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Receipt {
    funding: Funding,
    reserved: Amount,
    burned: Amount,
    rebate: Amount,
}

impl Receipt {
    /// Splits the pool into reserve, rebate and burned. The identity holds for all arguments.
    pub(crate) const fn new(funding: Funding, reserved: Amount, rebate: u128) -> Self {
        let (reserved, unspent) = funding.pool().split_at(reserved.wei());
        let (rebate, burned) = unspent.split_at(rebate);
        Self { funding, reserved, burned, rebate }
    }

    /// The pool and where it comes from.
    #[must_use]
    pub const fn funding(&self) -> Funding {
        self.funding
    }

    /// The block's fees plus the block reward, `F` in SPEC.
    #[must_use]
    pub const fn fees(&self) -> Amount {
        self.funding.fees()
    }

    /// The prover pool, from which seats were paid.
    #[must_use]
    pub const fn pool(&self) -> Amount {
        self.funding.pool()
    }

    /// The part of the fees that the sequencer keeps.
    #[must_use]
    pub const fn sequencer(&self) -> Amount {
        self.funding.sequencer()
    }

    /// The part of the bond that went into the pool.
    #[must_use]
    pub const fn bond_used(&self) -> Amount {
        self.funding.bond_used()
    }

    /// The part of the bond that is returned to the sequencer.
    #[must_use]
    pub const fn bond_returned(&self) -> Amount {
        self.funding.bond_returned()
    }

    /// The part of the pool that is kept for the pays of the filled seats (SPEC `#reserve`). It is at least the sum of
    /// these pays, and less than one wei for each seat above it.
    #[must_use]
    pub const fn reserved(&self) -> Amount {
        self.reserved
    }

    /// The part of the pool that is burned: burned shares of pays and pays of empty seats, less the rebate (SPEC
    /// `#burned`).
    #[must_use]
    pub const fn burned(&self) -> Amount {
        self.burned
    }

    /// The refund of L1 gas to the `rebate_payee` of the winning root (SPEC `#rebate`).
    #[must_use]
    pub const fn rebate(&self) -> Amount {
        self.rebate
    }
}

/// Computes what is burned of the reserve of a block when pays can no longer be claimed: `reserved - claimed` (SPEC
/// `#unclaimed`). `claimed` is the sum of the pays that were claimed.
///
/// # Errors
/// [`SettleError::ClaimedTooMuch`] if `claimed` is above the reserve.
pub fn unclaimed(reserved: Amount, claimed: Amount) -> Result<Amount, SettleError> {
    reserved.checked_sub(claimed).ok_or(SettleError::ClaimedTooMuch)
}

#[cfg(test)]
mod tests {
    use fernet_core::{Address, ParamValues, Params};

    use super::*;

    /// Also for arguments that no settlement passes: a reserve above the pool, any rebate.
    #[test]
    fn the_identity_holds_whatever_the_arguments() {
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        let params = Params::new(ParamValues { fee_split_cap: u32::MAX, bond_base: 1, ..values }).unwrap();
        let amount = |wei| Amount::new(wei).unwrap();
        for (fees, split) in (0..5).flat_map(|fees| (0..5).map(move |half| (fees, half * 500_000))) {
            let funding = Funding::new(&params, amount(fees), params.fee_split(split).unwrap(), Amount::MAX).unwrap();
            for (reserved, rebate) in (0..12).flat_map(|reserved| (0..12).map(move |rebate| (reserved, rebate))) {
                let receipt = Receipt::new(funding, amount(reserved), rebate);
                let spent = receipt.reserved().wei() + receipt.burned().wei() + receipt.rebate().wei();
                assert_eq!(fees + receipt.bond_used().wei(), receipt.sequencer().wei() + spent);
            }
        }
    }
}
