//! What a report for a person says besides the result proper: limits, rivals, odds, worth of a seat.

use fernet_core::{KeyBytes, Probability};
use serde::Serialize;

use crate::decimal;
use crate::refusal::Item;
use crate::run::{Entrant, Run, Settlement, standing};

/// Facts that follow from a block file and its result.
#[derive(Debug, Serialize)]
pub(super) struct Details {
    limits: Limits,
    valid_proposals: String,
    valid_claims: String,
    /// The best proposal of each key, leader first.
    standing: Vec<Place>,
    odds: Option<Odds>,
    seats: Option<Seats>,
    slashing: Option<Slashing>,
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
struct Place {
    item: String,
    key: KeyBytes,
    #[serde(with = "decimal")]
    ticket: u128,
    #[serde(with = "decimal")]
    fee_split: u32,
    score: String,
    /// The split with which it would have led; `null` for the leader, and if there is none up to the cap.
    #[serde(with = "decimal::optional")]
    split_to_lead: Option<u32>,
}

/// Probabilities that stand for parts of 2^128 (SPEC `#odds`).
#[derive(Debug, Serialize)]
struct Odds {
    /// That no rival at the split of the runner-up reaches the score of the leader.
    score: String,
    /// That the split of the leader leads among rivals at the split of the runner-up, before any ticket is known.
    split: Option<String>,
}

#[derive(Debug, Serialize)]
struct Seats {
    /// Seats that share the pool.
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
        let standing = standing(&run.entrants);
        Self {
            limits: Limits {
                proposals: run.phase.proposal_end(),
                reveal: run.phase.reveal_end(),
                trees: run.phase.deadline(),
            },
            valid_proposals: run.entrants.len().to_string(),
            valid_claims: run.seats.len().to_string(),
            standing: standing.iter().map(|entrant| Place::new(run, entrant)).collect(),
            odds: Odds::new(&standing),
            seats: run.settlement.as_ref().map(Seats::from),
            slashing: run.slashing.as_ref().map(|slashing| Slashing {
                stake_left: slashing.stake_left().to_string(),
                bond_returned: slashing.bond_returned().to_string(),
            }),
        }
    }
}

impl Place {
    fn new(run: &Run, entrant: &Entrant) -> Self {
        let candidate = entrant.contender.scored_key();
        let leader = run.leader.as_ref().map(|leader| leader.contender.scored_key());
        let rival = leader.filter(|leader| leader.key() != candidate.key());
        let cap = run.params.fee_split_cap();
        Self {
            item: Item::Proposal(entrant.position).to_string(),
            key: candidate.key(),
            ticket: candidate.ticket().get(),
            fee_split: entrant.contender.fee_split().ppm(),
            score: candidate.score().to_string(),
            split_to_lead: rival.and_then(|rival| rival.fee_to_beat(candidate.key(), candidate.ticket(), cap)),
        }
    }
}

impl Odds {
    /// `None` without a rival.
    fn new(standing: &[Entrant]) -> Option<Self> {
        let [leader, rivals @ ..] = standing else { return None };
        let bid = rivals.first()?.contender.fee_split();
        let count = u64::try_from(rivals.len()).ok()?;
        let score = Probability::against(leader.contender.scored_key().score(), count, bid);
        let keys = u32::try_from(standing.len()).ok()?;
        let split = Probability::among(keys, leader.contender.fee_split(), bid);
        Some(Self { score: score.get().to_string(), split: split.map(|odds| odds.get().to_string()) })
    }
}

impl From<&Settlement> for Seats {
    fn from(settlement: &Settlement) -> Self {
        let [base_pay, merge_pay] = settlement.worth.map(|amount| amount.to_string());
        Self { count: settlement.seats, base_pay, merge_pay }
    }
}
