//! The check of a leader's reveal (SPEC `#reveal`).

use fernet_core::{Params, Proposal, Reveal, TreeShape};

use crate::error::RevealError;
use crate::{Amount, Funding};

/// Checks the reveal of a leader against its proposal, and computes the shape of the tree that proves the block and the
/// funding of its pool (SPEC `#reveal`).
///
/// ```
/// use fernet_core::{Address, BlockHash, ParamValues, Params, Proposal, Reveal, Salt, TxHash};
/// use fernet_rewards::{RevealError, check_reveal};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let transactions = [2, 3, 4].map(|byte| TxHash::from_bytes([byte; 32]));
/// let reveal = Reveal::new(Salt::from_bytes([1; 32]), 1000, &transactions);
/// let proposal = Proposal {
///     parent: BlockHash::ZERO,
///     fee_split: 800_000,
///     tx_order_hash: reveal.tx_order_hash(),
///     payout: Address::from_bytes([5; 20]),
///     bond: 0,
/// };
/// let (shape, funding) = check_reveal(&params, &proposal, &reveal)?;
/// assert_eq!((shape.bases(), funding.pool().wei()), (2, 800));
///
/// let no_fees = Reveal { fees: 0, ..reveal };
/// assert_eq!(check_reveal(&params, &proposal, &no_fees), Err(RevealError::WrongOrder));
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
    reveal: &Reveal,
) -> Result<(TreeShape, Funding), RevealError> {
    let shape = TreeShape::for_transactions(reveal.count, params.tx_per_base())?;
    let split = params.fee_split(proposal.fee_split)?;
    let funding = Funding::new(params, Amount::new(reveal.fees)?, split, Amount::new(proposal.bond)?)?;
    match (params.attesters(), reveal.data_root) {
        (0, Some(_)) => return Err(RevealError::DataRootNotNeeded),
        (1.., None) => return Err(RevealError::DataRootMissing),
        _ => {}
    }
    if reveal.tx_order_hash() != proposal.tx_order_hash {
        return Err(RevealError::WrongOrder);
    }
    Ok((shape, funding))
}
