//! The leader's reveal: transactions, fees, and with them the shape of the tree.

use fernet_core::{Event, Params, Shape, TxOrderHash};
use fernet_rewards::{Amount, Funding, SettleError};

use super::{Course, Entrant, in_time};
use crate::file::{BlockFile, RevealRecord};
use crate::refusal::{Item, Refusal};

/// Takes the reveal, if there is a valid one (SPEC `#reveal`).
pub(crate) fn reveal(
    file: &BlockFile,
    params: &Params,
    leader: Option<&Entrant>,
    course: &mut Course,
) -> Option<Shape> {
    let record = file.reveal.as_ref()?;
    let shape = check(file, record, params, leader, course);
    shape.map_err(|refusal| course.refuse(Item::Reveal, refusal)).ok()
}

fn check(
    file: &BlockFile,
    record: &RevealRecord,
    params: &Params,
    leader: Option<&Entrant>,
    course: &mut Course,
) -> Result<Shape, Refusal> {
    in_time(record.l1_block, course.phase.reveal_end())?;
    let leader = leader.ok_or_else(|| Refusal::new("NotInThisPhase", "there is no leader to reveal anything"))?;
    let proposal = leader.contender.proposal();
    if TxOrderHash::new(&record.salt, &record.transactions) != proposal.tx_order_hash {
        return Err(Refusal::new("WrongOrder", "salt and transactions do not give the leader's tx_order_hash"));
    }
    let bond = Amount::new(proposal.bond)?;
    Funding::new(fees(file, record)?, leader.contender.fee_split(), bond)?;
    let count = u64::try_from(record.transactions.len()).unwrap_or(u64::MAX);
    let shape = Shape::for_transactions(count, params.tree_mode())?;
    course.step(record.l1_block, Event::Reveal)?;
    Ok(shape)
}

/// `F`: the fees of the block plus the block reward (SPEC `#settlement`).
pub(crate) fn fees(file: &BlockFile, record: &RevealRecord) -> Result<Amount, SettleError> {
    Amount::new(record.fees.saturating_add(file.block_reward))
}
