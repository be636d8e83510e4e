//! Checks the leader's reveal, which gives the fees and the shape of the tree.

use fernet_core::{Event, Params, TreeShape};
use fernet_rewards::check_reveal;

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
    let shape = check(record, params, leader, course);
    shape.map_err(|refusal| course.refuse(Item::Reveal, refusal)).ok()
}

fn check(
    record: &RevealRecord,
    params: &Params,
    leader: Option<&ValidProposal>,
    course: &mut Course,
) -> Result<TreeShape, Refusal> {
    in_time(&course.phase, record.l1_block, Event::Reveal)?;
    let leader = leader.ok_or_else(|| Refusal::not_in_this_phase("the block has no leader"))?;
    let (shape, _) = check_reveal(params, leader.ranked.proposal(), &record.reveal())?;
    course.step(record.l1_block, Event::Reveal)?;
    Ok(shape)
}
