//! Finds keys that signed two proposals for the block, or two claims for one node (SPEC `#equivocation`).

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use fernet_core::{Evidence, KeyBytes, Ranked, Seat};

use super::ValidProposal;
use crate::refusal::Item;

/// The different items that one key signed where it may sign one.
#[derive(Clone, Debug)]
pub(crate) struct Equivocation {
    /// `proposal` or `claim`.
    pub(crate) kind: &'static str,
    pub(crate) key: KeyBytes,
    /// The first item of each id.
    pub(crate) items: Vec<Item>,
}

/// All evidence in a block: proposals, then claims, by first item.
pub(crate) fn find(valid_proposals: &[ValidProposal], seats: &BTreeMap<usize, Seat>) -> Vec<Equivocation> {
    let proposals = valid_proposals.iter().map(|proposal| {
        let key = proposal.ranked.scored_key().key();
        (key, key, proposal.ranked.id(), Item::Proposal(proposal.position))
    });
    let claims = seats.iter().map(|(position, seat)| {
        let key = seat.key();
        (key, (key, seat.claim().node), seat.claim_id(), Item::Claim(*position))
    });
    [group("proposal", proposals), group("claim", claims)].concat()
}

/// Groups items, given as (key, slot, id, item), by slot: what a key may sign one item for.
fn group<Slot: Eq + Hash, Id: Ord + Copy>(
    kind: &'static str,
    messages: impl Iterator<Item = (KeyBytes, Slot, Id, Item)>,
) -> Vec<Equivocation> {
    let mut groups: Vec<(KeyBytes, Vec<(Id, Item)>)> = Vec::new();
    let mut index_of = HashMap::new();
    for (key, slot, id, item) in messages {
        let index = *index_of.entry(slot).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        let Some((_, held)) = groups.get_mut(index) else { continue };
        if held.iter().all(|(other, _)| Evidence::new(key, *other, id).is_some()) {
            held.push((id, item));
        }
    }
    let several = groups.into_iter().filter(|(_, items)| items.len() > 1);
    several
        .map(|(key, items)| Equivocation { kind, key, items: items.into_iter().map(|(_, item)| item).collect() })
        .collect()
}
