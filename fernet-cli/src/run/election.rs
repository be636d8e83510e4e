//! The election: verifies the proposals in the order of time and ranks them.

use std::collections::HashSet;

use fernet_core::{Beta, BlockHash, Election, Event, KeyBytes, Params, PinnedMix, ProposalError, RankedProposal};

use super::{Course, Entrant, Registry, by_time, in_time};
use crate::file::{BlockFile, ProposalRecord};
use crate::parallel::Progress;
use crate::proof;
use crate::refusal::{Item, Refusal};

/// The result of an election.
pub(crate) struct Elected {
    pub(crate) entrants: Vec<Entrant>,
    pub(crate) leader: Option<Entrant>,
    pub(crate) runner_up: Option<Entrant>,
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
    let mut election = Election::<2>::new(params, pinned, registry.snapshot(), file.parent);
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

    let mut entrants = Vec::with_capacity(verified.len());
    for position in by_time(&file.proposals, |record| record.l1_block) {
        let (Some(record), Some(verified)) = (file.proposals.get(position), verified.get(position)) else { continue };
        let entered = verified.clone().and_then(|(ranked, beta)| {
            course.step(record.l1_block, Event::Proposal)?;
            election.insert(ranked)?;
            Ok(Entrant { position, ranked, beta })
        });
        match entered {
            Ok(entrant) => entrants.push(entrant),
            Err(refusal) => course.refuse(Item::Proposal(position), refusal),
        }
    }
    entrants.sort_by_key(|entrant| entrant.position);
    let at_rank = |index: usize| {
        let ranked = election.ranking().get(index)?;
        entrants.iter().find(|entrant| entrant.ranked == *ranked).copied()
    };
    let (leader, runner_up) = (at_rank(0), at_rank(1));
    course.lap("elect");
    Elected { entrants, leader, runner_up }
}

/// The first of the proposal checks: it comes before the key is looked up.
fn dead_parent(tip: &BlockHash, parent: &BlockHash) -> Result<(), ProposalError> {
    if tip == parent { Ok(()) } else { Err(ProposalError::DeadParent) }
}

/// The best proposal of each key, leader first.
pub(crate) fn best_of_each_key(entrants: &[Entrant]) -> Vec<Entrant> {
    let mut ranking = entrants.to_vec();
    ranking.sort_by_key(|entrant| entrant.ranked);
    let mut seen = HashSet::<KeyBytes>::new();
    ranking.retain(|entrant| seen.insert(entrant.ranked.scored_key().key()));
    ranking
}
