//! Checks the leader's reveal, which gives the fees and the shape of the tree.

use fernet_core::{Event, Params, TreeShape};
use fernet_rewards::{Amount, AmountTooLarge, check_reveal};

use super::{Course, ValidProposal, in_time};
use crate::file::{BlockFile, RevealRecord};
use crate::refusal::{Item, Refusal};

/// Checks the reveal (SPEC `#reveal`). The shape of the tree if there is a valid one.
pub(crate) fn reveal(
    file: &BlockFile,
    params: &Params,
    leader: Option<&ValidProposal>,
    course: &mut Course,
) -> Option<TreeShape> {
    let record = file.reveal.as_ref()?;
    let shape = check(file, record, params, leader, course);
    shape.map_err(|refusal| course.refuse(Item::Reveal, refusal)).ok()
}

fn check(
    file: &BlockFile,
    record: &RevealRecord,
    params: &Params,
    leader: Option<&ValidProposal>,
    course: &mut Course,
) -> Result<TreeShape, Refusal> {
    in_time(&course.phase, record.l1_block, Event::Reveal)?;
    let leader = leader.ok_or_else(|| Refusal::not_in_this_phase("the block has no leader"))?;
    let proposal = leader.ranked.proposal();
    let fees = total_fees(file, record);
    let (shape, _) = check_reveal(params, proposal, fees, &record.salt, record.transactions.iter().copied())?;
    course.step(record.l1_block, Event::Reveal)?;
    Ok(shape)
}

/// `F`: the fees of the block plus the block reward (SPEC `#settlement`).
pub(crate) fn fees(file: &BlockFile, record: &RevealRecord) -> Result<Amount, AmountTooLarge> {
    Amount::new(total_fees(file, record))
}

fn total_fees(file: &BlockFile, record: &RevealRecord) -> u128 {
    record.fees.saturating_add(file.block_reward)
}
