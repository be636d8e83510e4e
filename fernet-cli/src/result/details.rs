//! The `details` of a result: what the text report contains besides the result itself.

use fernet_core::Probability;
use serde::Serialize;

use super::RankedProposal;
use super::tree::{Bundles, Node, nodes_and_trees};
use crate::decimal;
use crate::failure::Failure;
use crate::file::ParamsRecord;
use crate::replay::{Sums, Totals};
use crate::run::{Run, Settlement, ValidProposal, best_of_each_key};

/// Facts that follow from a block file and its result.
#[derive(Debug, Serialize)]
pub(super) struct Details {
    limits: Limits,
    valid_proposals: String,
    valid_claims: String,
    /// The best proposal of each key, leader first.
    ranking: Vec<Ranked>,
    odds: Option<Odds>,
    seats: Option<Seats>,
    slashing: Option<Slashing>,
    #[serde(flatten)]
    all: Option<All>,
}

/// What `--all` adds.
#[derive(Debug, Serialize)]
struct All {
    params: ParamsRecord,
    nodes: Vec<Node>,
    trees: Vec<Bundles>,
    /// What the block paid, by key and by payout address.
    totals: Sums,
}

/// The L1 blocks before which each phase ends.
#[derive(Debug, Serialize)]
struct Limits {
    #[serde(with = "decimal")]
    proposals: u64,
    #[serde(with = "decimal")]
    reveal: u64,
    #[serde(with = "decimal")]
    trees: u64,
}

#[derive(Debug, Serialize)]
struct Ranked {
    #[serde(flatten)]
    proposal: RankedProposal,
    /// The smallest fee split, in ppm, with which it would have led; `null` for the leader, and if none up to the cap is
    /// enough.
    #[serde(with = "decimal::optional")]
    fee_split_to_lead: Option<u32>,
}

/// Probabilities as integers `q` that stand for `q / 2^128` (SPEC `#odds`).
#[derive(Debug, Serialize)]
struct Odds {
    /// That no rival with the runner-up's fee split reaches the leader's score.
    score: String,
    /// That the leader's fee split wins among rivals with the runner-up's fee split, before any ticket is known.
    fee_split: Option<String>,
}

#[derive(Debug, Serialize)]
struct Seats {
    /// `S` of SPEC `#seats`: the divisor of pays.
    #[serde(with = "decimal")]
    count: u64,
    /// Pay of a seat of a base without a burn, wei.
    base_pay: String,
    /// Pay of a seat of a merge without a burn, wei.
    merge_pay: String,
}

#[derive(Debug, Serialize)]
struct Slashing {
    stake_left: String,
    bond_returned: String,
}

impl Details {
    pub(super) fn new(run: &Run) -> Self {
        let ranking = best_of_each_key(&run.valid_proposals);
        Self {
            limits: Limits {
                proposals: run.opened.proposal_end().get(),
                reveal: run.opened.reveal_end().get(),
                trees: run.opened.deadline().get(),
            },
            valid_proposals: run.valid_proposals.len().to_string(),
            valid_claims: run.seats.len().to_string(),
            ranking: ranking.iter().map(|proposal| Ranked::new(run, proposal)).collect(),
            odds: Odds::new(&ranking),
            seats: run.settlement.as_ref().map(Seats::from),
            slashing: run.slashing.as_ref().map(|slashing| Slashing {
                stake_left: slashing.stake_left().to_string(),
                bond_returned: slashing.bond_returned().to_string(),
            }),
            all: None,
        }
    }

    /// Adds complete lists.
    pub(super) fn with_all(self, run: &Run) -> Result<Self, Failure> {
        let mut totals = Totals::default();
        totals.add(run);
        let (nodes, trees) = nodes_and_trees(run)?;
        let all = All { params: run.params.values().into(), nodes, trees, totals: totals.sums() };
        Ok(Self { all: Some(all), ..self })
    }
}

impl Ranked {
    fn new(run: &Run, proposal: &ValidProposal) -> Self {
        let scored = proposal.ranked.scored_key();
        let leader = run.leader.as_ref().map(|leader| leader.ranked.scored_key());
        let rival = leader.filter(|leader| leader.key() != scored.key());
        let cap = run.params.fee_split_cap();
        Self {
            proposal: RankedProposal::from(proposal),
            fee_split_to_lead: rival.and_then(|rival| rival.fee_to_beat(scored.key(), scored.ticket(), cap)),
        }
    }
}

impl Odds {
    /// `None` without a rival.
    fn new(ranking: &[ValidProposal]) -> Option<Self> {
        let [leader, rivals @ ..] = ranking else { return None };
        let bid = rivals.first()?.ranked.fee_split();
        let count = u64::try_from(rivals.len()).ok()?;
        let score = Probability::against(leader.ranked.scored_key().score(), count, bid);
        let keys = u32::try_from(ranking.len()).ok()?;
        let fee_split = Probability::among(keys, leader.ranked.fee_split(), bid);
        Some(Self { score: score.get().to_string(), fee_split: fee_split.map(|odds| odds.get().to_string()) })
    }
}

impl From<&Settlement> for Seats {
    fn from(settlement: &Settlement) -> Self {
        let [base_pay, merge_pay] = settlement.worth.map(|amount| amount.to_string());
        Self { count: settlement.seats, base_pay, merge_pay }
    }
}
