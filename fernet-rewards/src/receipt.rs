//! The result of a settlement (SPEC `#identity`).

use crate::{Amount, Funding};

/// Where every wei of a settled block went. Exactly:
/// `fees + bond_used = sequencer + paid + burned + rebate`.
///
/// It comes only out of [`Ledger::close`](crate::Ledger::close).
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
/// assert_eq!((receipt.sequencer().wei(), receipt.paid().wei(), receipt.burned().wei()), (100, 300, 600));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Receipt {
    funding: Funding,
    paid: Amount,
    burned: Amount,
    rebate: Amount,
    filled: u64,
}

impl Receipt {
    /// Cuts the pool into paid, rebate and burned. The identity holds whatever the arguments.
    pub(crate) const fn new(funding: Funding, unspent: Amount, rebate: u128, filled: u64) -> Self {
        let (unspent, paid) = funding.pool().split_at(unspent.wei());
        let (rebate, burned) = unspent.split_at(rebate);
        Self { funding, paid, burned, rebate, filled }
    }

    /// Who funded the pool.
    #[must_use]
    pub const fn funding(&self) -> Funding {
        self.funding
    }

    /// `F`: the block's fees plus the block reward.
    #[must_use]
    pub const fn fees(&self) -> Amount {
        self.funding.fees()
    }

    /// The prover pool.
    #[must_use]
    pub const fn pool(&self) -> Amount {
        self.funding.pool()
    }

    /// What the sequencer keeps of the fees.
    #[must_use]
    pub const fn sequencer(&self) -> Amount {
        self.funding.sequencer()
    }

    /// What the pool took of the bond.
    #[must_use]
    pub const fn bond_used(&self) -> Amount {
        self.funding.bond_used()
    }

    /// The rest of the bond, which goes back to the sequencer.
    #[must_use]
    pub const fn bond_returned(&self) -> Amount {
        self.funding.bond_returned()
    }

    /// Sum of the pays.
    #[must_use]
    pub const fn paid(&self) -> Amount {
        self.paid
    }

    /// Destroyed: burns, empty seats and dust, less the rebate (SPEC `#burned`).
    #[must_use]
    pub const fn burned(&self) -> Amount {
        self.burned
    }

    /// Refunded to the payee of the winning root (SPEC `#rebate`).
    #[must_use]
    pub const fn rebate(&self) -> Amount {
        self.rebate
    }

    /// Number of seats paid, a full burn included.
    #[must_use]
    pub const fn filled(&self) -> u64 {
        self.filled
    }
}

#[cfg(test)]
mod tests {
    use fernet_core::{Address, ParamValues, Params};

    use super::*;

    /// Also for arguments that no ledger passes: more unspent than the pool, any rebate.
    #[test]
    fn the_identity_holds_whatever_the_arguments() {
        let any_split = ParamValues { fee_split_cap: u32::MAX, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
        let params = Params::new(any_split).unwrap();
        let amount = |wei| Amount::new(wei).unwrap();
        for (fees, split) in (0..5).flat_map(|fees| (0..5).map(move |half| (fees, half * 500_000))) {
            let funding = Funding::new(amount(fees), params.fee_split(split).unwrap(), Amount::MAX).unwrap();
            for (unspent, rebate) in (0..12).flat_map(|unspent| (0..12).map(move |rebate| (unspent, rebate))) {
                let receipt = Receipt::new(funding, amount(unspent), rebate, 0);
                let spent = receipt.paid().wei() + receipt.burned().wei() + receipt.rebate().wei();
                assert_eq!(fees + receipt.bond_used().wei(), receipt.sequencer().wei() + spent);
            }
        }
    }
}
