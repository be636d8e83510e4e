//! What the replayed blocks paid, by key and by payout address.

use std::collections::BTreeMap;

use fernet_core::{Address, KeyBytes, Phase};
use serde::Serialize;

use crate::decimal;
use crate::run::Run;

/// Sums over all blocks, wei.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    blocks: u64,
    outcomes: BTreeMap<&'static str, u64>,
    by_key: BTreeMap<KeyBytes, OfKey>,
    by_payout: BTreeMap<Address, OfPayout>,
    burned: u128,
    slashed: u128,
    forfeit: u128,
}

/// What one key was paid, and what it lost as a leader.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct OfKey {
    #[serde(with = "decimal")]
    sequencer: u128,
    #[serde(with = "decimal")]
    pays: u128,
    #[serde(with = "decimal")]
    slashed: u128,
    #[serde(with = "decimal")]
    forfeit: u128,
}

/// What one address was paid.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct OfPayout {
    #[serde(with = "decimal")]
    sequencer: u128,
    #[serde(with = "decimal")]
    pays: u128,
    #[serde(with = "decimal")]
    rebates: u128,
}

impl Totals {
    /// Adds the payments of a block. Each amount is below 2^96, so the sums have room for 2^32 blocks.
    pub(crate) fn add(&mut self, run: &Run) {
        self.blocks += 1;
        *self.outcomes.entry(outcome(run.phase)).or_default() += 1;
        let leader = run.leader.map(|leader| leader.ranked.scored_key().key());
        if let Some(settlement) = &run.settlement {
            let receipt = &settlement.receipt;
            let share = receipt.sequencer().wei();
            if let Some(key) = leader {
                self.by_key.entry(key).or_default().sequencer += share;
            }
            self.by_payout.entry(settlement.sequencer_payout).or_default().sequencer += share;
            for pay in &settlement.pays {
                self.by_key.entry(pay.key).or_default().pays += pay.amount.wei();
                self.by_payout.entry(pay.payout).or_default().pays += pay.amount.wei();
            }
            if receipt.rebate().wei() > 0 {
                self.by_payout.entry(settlement.rebate_payee).or_default().rebates += receipt.rebate().wei();
            }
            self.burned += receipt.burned().wei();
        }
        if let Some(slashing) = &run.slashing {
            let (slashed, forfeit) = (slashing.slashed().wei(), slashing.forfeit().wei());
            self.slashed += slashed;
            self.forfeit += forfeit;
            if let Some(key) = leader {
                let of_key = self.by_key.entry(key).or_default();
                of_key.slashed += slashed;
                of_key.forfeit += forfeit;
            }
        }
    }

    /// The last line of a replay.
    pub(super) fn result(&self) -> impl Serialize {
        Line { totals: self.sums() }
    }

    /// The sums, as they are written.
    pub(crate) fn sums(&self) -> Sums {
        Sums {
            blocks: self.blocks,
            outcomes: self.outcomes.iter().map(|(outcome, count)| (*outcome, count.to_string())).collect(),
            keys: self.by_key.iter().map(|(key, paid)| Key { key: *key, paid: *paid }).collect(),
            payouts: self.by_payout.iter().map(|(payout, paid)| Payout { payout: *payout, paid: *paid }).collect(),
            burned: self.burned,
            slashed: self.slashed,
            forfeit: self.forfeit,
        }
    }
}

/// The name of an outcome in results.
const fn outcome(phase: Phase) -> &'static str {
    match phase {
        Phase::Proposal => "proposal",
        Phase::Reveal => "reveal",
        Phase::Proving => "proving",
        Phase::Proven => "proven",
        Phase::Final => "final",
        Phase::Settled => "settled",
        Phase::Skipped => "skipped",
        Phase::Reverted => "reverted",
        Phase::Voided => "voided",
    }
}

#[derive(Serialize)]
struct Line {
    totals: Sums,
}

/// Totals in the order in which they are written.
#[derive(Debug, Serialize)]
pub(crate) struct Sums {
    #[serde(with = "decimal")]
    blocks: u64,
    outcomes: BTreeMap<&'static str, String>,
    keys: Vec<Key>,
    payouts: Vec<Payout>,
    #[serde(with = "decimal")]
    burned: u128,
    #[serde(with = "decimal")]
    slashed: u128,
    #[serde(with = "decimal")]
    forfeit: u128,
}

#[derive(Debug, Serialize)]
struct Key {
    key: KeyBytes,
    #[serde(flatten)]
    paid: OfKey,
}

#[derive(Debug, Serialize)]
struct Payout {
    payout: Address,
    #[serde(flatten)]
    paid: OfPayout,
}
