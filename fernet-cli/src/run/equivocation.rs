//! Finds keys that signed proposals for the block, claims for one node, or attestations that contradict each other (SPEC
//! `#equivocation`, `#attestation-evidence`).

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use fernet_core::{Evidence, KeyBytes, Params, PinnedMix, Ranked, Seat};

use super::{Quorum, ValidProposal};
use crate::refusal::Item;

/// The items that one key signed and that contradict each other.
#[derive(Clone, Debug)]
pub(crate) struct Equivocation {
    /// `proposal`, `claim` or `attestation`.
    pub(crate) kind: &'static str,
    pub(crate) key: KeyBytes,
    /// The first item of each id that is evidence together with another of them.
    pub(crate) items: Vec<Item>,
}

/// All evidence in a block: proposals, then claims, then attestations, by first item.
pub(crate) fn find(
    params: &Params,
    pinned: &PinnedMix,
    valid_proposals: &[ValidProposal],
    seats: &BTreeMap<usize, Seat>,
    quorum: Option<&Quorum>,
) -> Vec<Equivocation> {
    let proposals = valid_proposals.iter().map(|proposal| {
        let key = proposal.ranked.scored_key().key();
        (key, key, proposal.ranked.id(), &proposal.ranked, Item::Proposal(proposal.position))
    });
    let claims = seats.iter().map(|(position, seat)| {
        let key = seat.key();
        (key, (key, seat.claim().node), seat.claim_id(), seat, Item::Claim(*position))
    });
    let proposals = group("proposal", proposals, |key, a, b| {
        Evidence::of_proposals(params, key, (pinned, a.proposal()), (pinned, b.proposal())).is_some()
    });
    let claims = group("claim", claims, |_, a, b| a.equivocation(b).is_some());
    let attestations = quorum.iter().flat_map(|quorum| &quorum.signed).map(|(position, attestation)| {
        (attestation.key(), attestation.key(), attestation.id(), attestation, Item::Attestation(*position))
    });
    let attestations = group("attestation", attestations, |_, a, b| a.id() != b.id());
    [proposals, claims, attestations].concat()
}

/// A message with its id and its item.
type Signed<'m, Id, Message> = (Id, &'m Message, Item);

/// Groups messages, given as (key, slot, id, message, item), by slot: what a key may sign one message for.
fn group<'m, Slot: Eq + Hash, Id: Eq, Message: 'm>(
    kind: &'static str,
    messages: impl Iterator<Item = (KeyBytes, Slot, Id, &'m Message, Item)>,
    contradict: impl Fn(KeyBytes, &Message, &Message) -> bool,
) -> Vec<Equivocation> {
    let mut groups: Vec<(KeyBytes, Vec<Signed<'m, Id, Message>>)> = Vec::new();
    let mut index_of = HashMap::new();
    for (key, slot, id, message, item) in messages {
        let index = *index_of.entry(slot).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        let Some((_, held)) = groups.get_mut(index) else { continue };
        if held.iter().all(|(other, ..)| *other != id) {
            held.push((id, message, item));
        }
    }
    let mut found = Vec::new();
    for (key, held) in groups {
        let is_evidence = |a: &Message| held.iter().any(|(_, b, _)| contradict(key, a, b));
        let items: Vec<Item> =
            held.iter().filter(|(_, message, _)| is_evidence(message)).map(|(.., item)| *item).collect();
        if !items.is_empty() {
            found.push(Equivocation { kind, key, items });
        }
    }
    found
}
