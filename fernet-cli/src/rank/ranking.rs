//! The ranking of one node or of the election, as text and as JSON.

use std::collections::BTreeSet;

use fernet_core::{FeeBurn, KeyBytes, NodeIndex, NodeKind, ScoredKey, Seat, Ticket};
use serde::Serialize;

use super::Listed;
use super::absence::Absence;
use crate::amount::ppm;
use crate::decimal;
use crate::refusal::Item;
use crate::run::ValidProposal;
use crate::show::{count, lines, short, table};

/// A key to rank with its bid, and the item that shows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    scored: ScoredKey,
    fee: u32,
    item: Option<Item>,
}

impl Entry {
    pub(super) fn of_proposal(proposal: &ValidProposal) -> Self {
        let ranked = &proposal.ranked;
        let item = Some(Item::Proposal(proposal.position));
        Self { scored: *ranked.scored_key(), fee: ranked.fee_split().ppm(), item }
    }

    pub(super) fn of_seat(position: usize, seat: &Seat) -> Self {
        Self { scored: *seat.scored_key(), fee: seat.fee_burn().ppm(), item: Some(Item::Claim(position)) }
    }

    /// A key that has not claimed, ranked with a bid of 0.
    pub(super) fn of_ticket(key: KeyBytes, ticket: Ticket) -> Self {
        Self { scored: ScoredKey::new(key, ticket, FeeBurn::ZERO), fee: 0, item: None }
    }
}

/// One key of a ranking.
#[derive(Clone, Debug, Serialize)]
struct RankedKey {
    /// 1 is the best.
    #[serde(with = "decimal")]
    rank: u64,
    key: KeyBytes,
    #[serde(with = "decimal")]
    ticket: u128,
    /// `fee_split` or `fee_burn`, ppm.
    #[serde(with = "decimal")]
    fee: u32,
    score: String,
    /// The proposal or claim; `null` for a key that has not claimed.
    item: Option<String>,
}

impl RankedKey {
    fn new(rank: u64, entry: &Entry) -> Self {
        Self {
            rank,
            key: entry.scored.key(),
            ticket: entry.scored.ticket().get(),
            fee: entry.fee,
            score: entry.scored.score().to_string(),
            item: entry.item.map(|item| item.to_string()),
        }
    }
}

/// The ranking of a node, or of the election if `node` is `None`.
#[derive(Debug, Serialize)]
pub(super) struct Ranking {
    #[serde(with = "decimal::optional")]
    node: Option<NodeIndex>,
    /// Number of keys whose ticket is known.
    #[serde(with = "decimal")]
    known: u64,
    /// The listed keys, best first.
    ranking: Vec<RankedKey>,
    /// Why no key is listed; otherwise `null`.
    reason: Option<String>,
}

impl Ranking {
    /// Ranks one entry of each key. `absence` gives the reason if no key is listed.
    pub(super) fn new<'r>(
        node: Option<NodeIndex>,
        mut entries: Vec<Entry>,
        listed: Listed,
        absence: impl FnOnce(Option<KeyBytes>) -> Absence<'r>,
    ) -> Self {
        entries.sort_by_key(|entry| entry.scored);
        let known = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        let ranked = (1..).zip(&entries);
        let (key, ranking): (_, Vec<RankedKey>) = match listed {
            Listed::Best(best) => (None, ranked.take(best).map(|(rank, entry)| RankedKey::new(rank, entry)).collect()),
            Listed::Key(key) => {
                let own = ranked.filter(|(_, entry)| entry.scored.key() == key);
                (Some(key), own.map(|(rank, entry)| RankedKey::new(rank, entry)).collect())
            }
        };
        let reason = ranking.is_empty().then(|| absence(key).reason());
        Self { node, known, ranking, reason }
    }

    /// The reasons, if no ranking lists a key.
    pub(super) fn reasons(rankings: &[Self]) -> Option<String> {
        let reasons: Option<BTreeSet<&str>> = rankings.iter().map(|ranking| ranking.reason.as_deref()).collect();
        Some(reasons?.into_iter().collect::<Vec<_>>().join("; "))
    }

    pub(super) fn text(&self) -> String {
        let known = count(usize::try_from(self.known).unwrap_or(usize::MAX), "known ticket");
        let title = match self.node {
            Some(node) if NodeKind::from_node(node) == NodeKind::Base => format!("Node {node}, base, {known}"),
            Some(node) => format!("Node {node}, merge, {known}"),
            None => format!("Election, {known}"),
        };
        if let Some(reason) = &self.reason {
            return format!("{title}\n  {reason}\n");
        }
        let bid = if self.node.is_some() { "fee burn" } else { "fee split" };
        let mut ranking = table(&["rank", "key", "ticket", bid, "item"], &[0, 2, 3]);
        for ranked in &self.ranking {
            ranking.add_row([
                ranked.rank.to_string(),
                short(ranked.key),
                ranked.ticket.to_string(),
                ppm(ranked.fee),
                ranked.item.clone().unwrap_or_else(|| "not claimed".to_owned()),
            ]);
        }
        format!("{title}\n{}", lines(&ranking))
    }
}
