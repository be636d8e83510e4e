//! Messages of one's own, checked as those of others are.

use fernet_block::{Block, SequencerKey};
use fernet_core::message::{ClaimMessage, ProposalMessage};
use fernet_core::{Alpha, Claim, PhaseError, Proposal, RankedProposal, Reveal, Seat};
use fernet_rewards::{Amount, check_reveal};
use fernet_vrf::SecretKey;

use super::course::Course;
use super::{Inputs, Registry};
use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal, refused};

/// A signed proposal with its score, and the VRF input of its proof.
pub(crate) struct SignedProposal<P> {
    pub(crate) message: ProposalMessage<P>,
    pub(crate) ranked: RankedProposal,
    pub(crate) alpha: Alpha,
}

/// Signs a proposal for the block of `file`. The contents are checked as the reveal will be, if they are known.
pub(crate) fn sign_proposal<S: SequencerKey>(
    file: &BlockFile,
    secret: &S,
    proposal: &Proposal,
    contents: Option<&Reveal>,
) -> Result<SignedProposal<S::Proof>, Failure> {
    let Inputs { params, pinned, registry } = Inputs::read(file, &Progress::new())?;
    let mut course = Course::open(file, &params, &registry, pinned, Amount::ZERO)?;
    let message = course.state.block.sign_proposal(secret, proposal, &registry).map_err(refused)?;
    if let Some(contents) = contents {
        check_reveal(&params, proposal, contents).map_err(refused)?;
    }
    let proposed =
        course.state.block.propose(&mut course.chain, file.l1_block, &message, &registry).map_err(refused)?;
    Ok(SignedProposal { message, ranked: proposed.ranked, alpha: course.state.block.election().alpha() })
}

/// Signs a claim for the block of `file` as its leader revealed it, and gives it its score.
pub(crate) fn sign_claim(file: &BlockFile, secret: &SecretKey, claim: &Claim) -> Result<(ClaimMessage, Seat), Failure> {
    with_revealed(file, |block, registry| {
        let message = block.sign_claim(secret, claim, registry)?;
        let seat = block.claim(&message, registry)?;
        Ok((message, seat))
    })
}

/// Applies `act` to the block of `file` after the last of its messages. It is an error if the reveal is refused or missing.
pub(crate) fn with_revealed<T>(
    file: &BlockFile,
    act: impl FnOnce(&mut Block<2>, &Registry) -> Result<T, Refusal>,
) -> Result<T, Failure> {
    let Inputs { params, pinned, registry } = Inputs::read(file, &Progress::new())?;
    let mut course = Course::open(file, &params, &registry, pinned, Amount::ZERO)?;
    course.apply_all(&Progress::new())?;
    if let Some((_, refusal)) = course.state.refused.iter().find(|(item, _)| *item == Item::Reveal) {
        return Err(refused(refusal.clone().at("the reveal")));
    }
    if course.state.block.proving().is_none() {
        return Err(refused(Refusal::told(PhaseError::NotInThisPhase, "the block has no reveal yet")));
    }
    act(&mut course.state.block, &registry).map_err(refused)
}
