//! The result of a block as JSON (`vectors/block/README.md`).

use fernet_core::{Address, BundleCommitment, KeyBytes, Phase, ProverSeed, RandaoMix, SequencerSeed};
use serde::Serialize;

use crate::decimal;
use crate::refusal::Item;
use crate::run::{Entrant, Run, Settlement, Submission};

/// Everything a program wants to know of a block, in a fixed order of fields.
#[derive(Debug, Serialize)]
pub(crate) struct BlockResult {
    block_number: String,
    outcome: Phase,
    randao: Pinned,
    sequencer_seed: SequencerSeed,
    leader: Option<Leader>,
    runner_up: Option<Leader>,
    prover_seed: Option<ProverSeed>,
    #[serde(with = "decimal::optional")]
    bases: Option<u64>,
    #[serde(with = "decimal::optional")]
    nodes: Option<u64>,
    refused: Vec<Refused>,
    equivocations: Vec<Evidence>,
    trees: Vec<Total>,
    winner: Option<String>,
    settlement: Option<Payments>,
    #[serde(with = "decimal::optional")]
    slashed: Option<u128>,
    /// Only when asked for: the rest is the same on every machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Vec<Timing>>,
}

#[derive(Debug, Serialize)]
struct Pinned {
    #[serde(with = "decimal")]
    slot: u64,
    mix: RandaoMix,
}

#[derive(Debug, Serialize)]
struct Leader {
    item: String,
    key: KeyBytes,
    #[serde(with = "decimal")]
    word: u128,
    #[serde(with = "decimal")]
    fee_split: u32,
    score: String,
}

#[derive(Debug, Serialize)]
struct Refused {
    item: String,
    error: String,
}

#[derive(Debug, Serialize)]
struct Evidence {
    kind: &'static str,
    items: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Total {
    item: String,
    total: String,
    #[serde(with = "decimal")]
    filled: u64,
    commitment: BundleCommitment,
}

#[derive(Debug, Serialize)]
struct Payments {
    fees: String,
    pool: String,
    sequencer: String,
    sequencer_payout: Address,
    bond_used: String,
    paid: String,
    burned: String,
    rebate: String,
    rebate_payee: Address,
    pays: Vec<Pay>,
}

#[derive(Debug, Serialize)]
struct Pay {
    #[serde(with = "decimal")]
    node: u64,
    key: KeyBytes,
    payout: Address,
    #[serde(with = "decimal")]
    fee_burn: u32,
    amount: String,
}

#[derive(Debug, Serialize)]
struct Timing {
    step: &'static str,
    microseconds: String,
}

impl BlockResult {
    /// The result of a run, with the time of each step if asked for.
    pub(crate) fn new(run: &Run, timings: bool) -> Self {
        let timing = |(step, time): &(&'static str, std::time::Duration)| Timing {
            step,
            microseconds: time.as_micros().to_string(),
        };
        Self {
            block_number: run.pinned.block_number().to_string(),
            outcome: run.phase.phase(),
            randao: Pinned { slot: run.pinned.slot(), mix: run.pinned.mix() },
            sequencer_seed: run.sequencer_seed,
            leader: run.leader.as_ref().map(Leader::from),
            runner_up: run.runner_up.as_ref().map(Leader::from),
            prover_seed: run.prover_seed,
            bases: run.shape.map(fernet_core::Shape::bases),
            nodes: run.shape.map(fernet_core::Shape::nodes),
            refused: run
                .refused
                .iter()
                .map(|(item, refusal)| Refused { item: item.to_string(), error: refusal.name.clone() })
                .collect(),
            equivocations: run
                .equivocations
                .iter()
                .map(|found| Evidence { kind: found.kind, items: found.items.iter().map(Item::to_string).collect() })
                .collect(),
            trees: run.submissions.iter().map(Total::from).collect(),
            winner: run.best().map(|best| Item::Tree(best.position).to_string()),
            settlement: run.settlement.as_ref().map(Payments::from),
            slashed: run.slashing.map(|slashing| slashing.slashed().wei()),
            timings: timings.then(|| run.steps.iter().map(timing).collect()),
        }
    }
}

impl From<&Entrant> for Leader {
    fn from(entrant: &Entrant) -> Self {
        let candidate = entrant.contender.candidate();
        Self {
            item: Item::Proposal(entrant.position).to_string(),
            key: candidate.key(),
            word: candidate.word().get(),
            fee_split: entrant.contender.fee_split().ppm(),
            score: candidate.score().to_string(),
        }
    }
}

impl From<&Submission> for Total {
    fn from(submission: &Submission) -> Self {
        let sum = submission.tree.accumulator();
        Self {
            item: Item::Tree(submission.position).to_string(),
            total: sum.total().to_string(),
            filled: sum.filled(),
            commitment: sum.commitment(),
        }
    }
}

impl From<&Settlement> for Payments {
    fn from(settlement: &Settlement) -> Self {
        let receipt = &settlement.receipt;
        let pay = |pay: &crate::run::Pay| Pay {
            node: pay.node,
            key: pay.key,
            payout: pay.payout,
            fee_burn: pay.fee_burn,
            amount: pay.amount.to_string(),
        };
        Self {
            fees: receipt.fees().to_string(),
            pool: receipt.pool().to_string(),
            sequencer: receipt.sequencer().to_string(),
            sequencer_payout: settlement.sequencer_payout,
            bond_used: receipt.bond_used().to_string(),
            paid: receipt.paid().to_string(),
            burned: receipt.burned().to_string(),
            rebate: receipt.rebate().to_string(),
            rebate_payee: settlement.rebate_payee,
            pays: settlement.pays.iter().map(pay).collect(),
        }
    }
}
