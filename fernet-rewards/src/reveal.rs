//! The check of a leader's reveal (SPEC `#reveal`).

use fernet_core::{Params, Proposal, Salt, TreeShape, TxHash, TxOrderHash};

use crate::error::RevealError;
use crate::{Amount, Funding};

/// Checks the reveal of a leader, and computes the shape of the tree that proves the block and the funding of its pool
/// (SPEC `#reveal`).
///
/// `fees` is `F`, the fees of the block plus the block reward, in wei of any range; `transactions` are in the order of the
/// block.
///
/// ```
/// use fernet_core::{Address, BlockHash, ParamValues, Params, Proposal, Salt, TxHash, TxOrderHash};
/// use fernet_rewards::{RevealError, check_reveal};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let (salt, transactions) = (Salt::from_bytes([1; 32]), [2, 3, 4].map(|byte| TxHash::from_bytes([byte; 32])));
/// let proposal = Proposal {
///     parent: BlockHash::ZERO,
///     fee_split: 800_000,
///     tx_order_hash: TxOrderHash::new(&salt, &transactions),
///     payout: Address::from_bytes([5; 20]),
///     bond: 0,
/// };
/// let (shape, funding) = check_reveal(&params, &proposal, 1000, &salt, transactions.into_iter())?;
/// assert_eq!((shape.bases(), funding.pool().wei()), (2, 800));
///
/// let fewer = transactions.into_iter().take(2);
/// assert_eq!(check_reveal(&params, &proposal, 1000, &salt, fewer), Err(RevealError::WrongOrder));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// The settlement of the block has the same shape and funding: [`SettlementPlan::new`](crate::SettlementPlan::new) computes
/// the funding again from the same values. So the result shows, before any proof, how much the provers can earn.
///
/// # Errors
/// The first [`RevealError`] that applies, in the order of its variants.
pub fn check_reveal(
    params: &Params,
    proposal: &Proposal,
    fees: u128,
    salt: &Salt,
    transactions: impl ExactSizeIterator<Item = TxHash>,
) -> Result<(TreeShape, Funding), RevealError> {
    let count = u64::try_from(transactions.len()).unwrap_or(u64::MAX);
    let shape = TreeShape::for_transactions(count, params.tx_per_base())?;
    let split = params.fee_split(proposal.fee_split)?;
    let funding = Funding::new(Amount::new(fees)?, split, Amount::new(proposal.bond)?)?;
    if TxOrderHash::from_hashes(salt, transactions) != proposal.tx_order_hash {
        return Err(RevealError::WrongOrder);
    }
    Ok((shape, funding))
}
