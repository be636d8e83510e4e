//! The ranking of valid proposals.

use std::collections::HashSet;

use fernet_core::KeyBytes;

use super::ValidProposal;

/// The best proposal of each key, leader first.
pub(crate) fn best_of_each_key(valid_proposals: &[ValidProposal]) -> Vec<ValidProposal> {
    let mut ranking = valid_proposals.to_vec();
    ranking.sort_by_key(|proposal| proposal.ranked);
    let mut seen = HashSet::<KeyBytes>::new();
    ranking.retain(|proposal| seen.insert(proposal.ranked.scored_key().key()));
    ranking
}
