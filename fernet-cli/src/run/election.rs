//! The election: verifies the proposals in the order of time and ranks them.

use std::collections::HashSet;

use fernet_core::{Beta, BlockHash, Election, Event, KeyBytes, Params, PinnedMix, ProposalError, RankedProposal};

use super::{Course, Registry, ValidProposal, by_time, in_time};
use crate::file::{BlockFile, ProposalRecord};
use crate::parallel::Progress;
use crate::proof;
use crate::refusal::{Item, Refusal};

/// The result of an election.
pub(crate) struct Elected {
    pub(crate) valid_proposals: Vec<ValidProposal>,
    pub(crate) leader: Option<ValidProposal>,
    pub(crate) runner_up: Option<ValidProposal>,
}

/// Verifies every proposal and elects the leader (SPEC `#election`).
pub(crate) fn hold(
    file: &BlockFile,
    params: Params,
    pinned: PinnedMix,
    registry: &Registry,
    course: &mut Course,
    progress: &Progress,
) -> Elected {
    let mut election = Election::<2>::new(params, pinned, file.parent);
    let alpha = election.alpha();
    let phase = course.phase;
    let verify = |record: &ProposalRecord| -> Result<(RankedProposal, Beta), Refusal> {
        in_time(&phase, record.l1_block, Event::Proposal)?;
        let proposal = record.proposal();
        dead_parent(&file.parent, &proposal.parent)?;
        let checked = election.check(registry.get(&record.key)?, &proposal)?;
        let beta = proof::verify(&record.key, alpha.as_bytes(), checked.id().as_bytes(), &record.proof)?;
        Ok((checked.rank(&beta), beta))
    };
    let verified = progress.map("verifying proposals", &file.proposals, |_, record| verify(record));
    course.lap("verify proposals");

    let mut valid_proposals = Vec::with_capacity(verified.len());
    for position in by_time(&file.proposals, |record| record.l1_block) {
        let (Some(record), Some(verified)) = (file.proposals.get(position), verified.get(position)) else { continue };
        let entered = verified.clone().and_then(|(ranked, beta)| {
            course.step(record.l1_block, Event::Proposal)?;
            election.insert(ranked)?;
            Ok(ValidProposal { position, ranked, beta })
        });
        match entered {
            Ok(proposal) => valid_proposals.push(proposal),
            Err(refusal) => course.refuse(Item::Proposal(position), refusal),
        }
    }
    valid_proposals.sort_by_key(|proposal| proposal.position);
    let at_rank = |index: usize| {
        let ranked = election.ranking().get(index)?;
        valid_proposals.iter().find(|proposal| proposal.ranked == *ranked).copied()
    };
    let (leader, runner_up) = (at_rank(0), at_rank(1));
    course.lap("elect");
    Elected { valid_proposals, leader, runner_up }
}

/// The first of the proposal checks: it comes before the key is looked up.
fn dead_parent(tip: &BlockHash, parent: &BlockHash) -> Result<(), ProposalError> {
    if tip == parent { Ok(()) } else { Err(ProposalError::DeadParent) }
}

/// The best proposal of each key, leader first.
pub(crate) fn best_of_each_key(valid_proposals: &[ValidProposal]) -> Vec<ValidProposal> {
    let mut ranking = valid_proposals.to_vec();
    ranking.sort_by_key(|proposal| proposal.ranked);
    let mut seen = HashSet::<KeyBytes>::new();
    ranking.retain(|proposal| seen.insert(proposal.ranked.scored_key().key()));
    ranking
}
