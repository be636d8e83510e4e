//! A ranking, as text and as JSON.

use std::collections::BTreeSet;

use fernet_core::{FeeBurn, KeyBytes, NodeKind, ScoredKey, Seat, Ticket};
use serde::Serialize;

use super::Listed;
use super::absence::Absence;
use crate::amount::ppm;
use crate::decimal;
use crate::refusal::Item;
use crate::run::Entrant;
use crate::show::{count, lines, short, table};

/// Somebody to rank: what it bids, and with which item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    candidate: ScoredKey,
    fee: u32,
    item: Option<Item>,
}

impl Entry {
    pub(super) fn of_entrant(entrant: &Entrant) -> Self {
        let contender = &entrant.contender;
        let item = Some(Item::Proposal(entrant.position));
        Self { candidate: *contender.scored_key(), fee: contender.fee_split().ppm(), item }
    }

    pub(super) fn of_seat(position: usize, seat: &Seat) -> Self {
        Self { candidate: *seat.scored_key(), fee: seat.fee_burn().ppm(), item: Some(Item::Claim(position)) }
    }

    /// A ticket without a claim, which bids nothing.
    pub(super) fn of_ticket(key: KeyBytes, ticket: Ticket) -> Self {
        Self { candidate: ScoredKey::new(key, ticket, FeeBurn::ZERO), fee: 0, item: None }
    }
}

/// One place of a ranking.
#[derive(Clone, Debug, Serialize)]
struct Place {
    #[serde(with = "decimal")]
    place: u64,
    key: KeyBytes,
    #[serde(with = "decimal")]
    ticket: u128,
    #[serde(with = "decimal")]
    fee: u32,
    score: String,
    /// Where the bid is from; `null` for a ticket without a claim.
    item: Option<String>,
}

impl Place {
    fn new(place: u64, entry: &Entry) -> Self {
        Self {
            place,
            key: entry.candidate.key(),
            ticket: entry.candidate.ticket().get(),
            fee: entry.fee,
            score: entry.candidate.score().to_string(),
            item: entry.item.map(|item| item.to_string()),
        }
    }
}

/// A ranking, of the election without a node.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    #[serde(with = "decimal::optional")]
    node: Option<u64>,
    #[serde(with = "decimal")]
    known: u64,
    places: Vec<Place>,
    /// Why there are no places; otherwise `null`.
    reason: Option<String>,
}

impl Standing {
    /// The ranking of one entry for each key. `absence` explains why there is nobody, or not the one key.
    pub(super) fn new<'r>(
        node: Option<u64>,
        mut entries: Vec<Entry>,
        listed: Listed,
        absence: impl FnOnce(Option<KeyBytes>) -> Absence<'r>,
    ) -> Self {
        entries.sort_by_key(|entry| entry.candidate);
        let known = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        let placed = (1..).zip(&entries);
        let (key, places): (_, Vec<Place>) = match listed {
            Listed::Best(best) => (None, placed.take(best).map(|(place, entry)| Place::new(place, entry)).collect()),
            Listed::Key(key) => {
                let own = placed.filter(|(_, entry)| entry.candidate.key() == key);
                (Some(key), own.map(|(place, entry)| Place::new(place, entry)).collect())
            }
        };
        let reason = places.is_empty().then(|| absence(key).reason());
        Self { node, known, places, reason }
    }

    /// If no ranking has a place: why.
    pub(super) fn nothing(standings: &[Self]) -> Option<String> {
        let reasons: Option<BTreeSet<&str>> = standings.iter().map(|standing| standing.reason.as_deref()).collect();
        Some(reasons?.into_iter().collect::<Vec<_>>().join("; "))
    }

    pub(super) fn text(&self) -> String {
        let known = count(usize::try_from(self.known).unwrap_or(usize::MAX), "known key");
        let title = match self.node {
            Some(node) if NodeKind::of(node) == NodeKind::Base => format!("Node {node}, base, {known}"),
            Some(node) => format!("Node {node}, merge, {known}"),
            None => format!("Election, {known}"),
        };
        if let Some(reason) = &self.reason {
            return format!("{title}\n  {reason}\n");
        }
        let mut places = table(&["", "key", "ticket", "bid", "item"], &[0, 2, 3]);
        for place in &self.places {
            places.add_row([
                place.place.to_string(),
                short(place.key),
                place.ticket.to_string(),
                ppm(place.fee),
                place.item.clone().unwrap_or_else(|| "not claimed".to_owned()),
            ]);
        }
        format!("{title}\n{}", lines(&places))
    }
}
