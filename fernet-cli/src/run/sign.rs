//! Messages of one's own, checked as those of others are.

use fernet_core::message::{ClaimMessage, ProposalMessage};
use fernet_core::{Claim, Proposal, RankedProposal, Seat};
use fernet_rewards::Amount;
use fernet_vrf::SecretKey;

use super::Inputs;
use super::course::Course;
use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::refusal::{Item, refused};

/// Signs a proposal for the block of `file`, and gives it its score.
pub(crate) fn sign_proposal(
    file: &BlockFile,
    secret: &SecretKey,
    proposal: &Proposal,
) -> Result<(ProposalMessage, RankedProposal), Failure> {
    let Inputs { params, pinned, registry } = Inputs::read(file, &Progress::new())?;
    let mut course = Course::open(file, &params, &registry, pinned, Amount::ZERO)?;
    let message = course.state.block.sign_proposal(secret, proposal, &registry).map_err(refused)?;
    let proposed =
        course.state.block.propose(&mut course.chain, file.l1_block, &message, &registry).map_err(refused)?;
    Ok((message, proposed.ranked))
}

/// Signs a claim for the block of `file` as its leader revealed it, and gives it its score.
pub(crate) fn sign_claim(file: &BlockFile, secret: &SecretKey, claim: &Claim) -> Result<(ClaimMessage, Seat), Failure> {
    let Inputs { params, pinned, registry } = Inputs::read(file, &Progress::new())?;
    let mut course = Course::open(file, &params, &registry, pinned, Amount::ZERO)?;
    course.apply_all(&Progress::new())?;
    if let Some((_, refusal)) = course.state.refused.iter().find(|(item, _)| *item == Item::Reveal) {
        return Err(refused(refusal.clone().at("the reveal")));
    }
    let message = course.state.block.sign_claim(secret, claim, &registry).map_err(refused)?;
    let seat = course.state.block.claim(&message, &registry).map_err(refused)?;
    Ok((message, seat))
}
