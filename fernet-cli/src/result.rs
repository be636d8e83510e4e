//! The result of `fernet block --json` (`vectors/block/README.md`).

mod brief;
mod details;
mod tree;

use std::time::Duration;

use fernet_core::{
    Address, BundleCommitment, CertificateId, KeyBytes, Phase, ProposalId, ProverSeed, RandaoMix, SequencerSeed,
};
use serde::Serialize;

use crate::decimal;
use crate::failure::Failure;
use crate::refusal::Item;
use crate::run::{Quorum, Reason, Run, Settlement, Submission, ValidProposal};
pub(crate) use brief::Brief;
use details::Details;

/// The result of a block, with its fields in the order in which they are written.
#[derive(Debug, Serialize)]
pub(crate) struct BlockResult {
    block_number: String,
    outcome: Phase,
    reason: Option<Reason>,
    randao: Pinned,
    sequencer_seed: SequencerSeed,
    leader: Option<RankedProposal>,
    runner_up: Option<RankedProposal>,
    prover_seed: Option<ProverSeed>,
    #[serde(with = "decimal::optional")]
    bases: Option<u64>,
    #[serde(with = "decimal::optional")]
    nodes: Option<u64>,
    /// After a valid reveal in a rollup with attesters.
    #[serde(skip_serializing_if = "Option::is_none")]
    availability: Option<Availability>,
    refused: Vec<Refused>,
    equivocations: Vec<Evidence>,
    trees: Vec<Total>,
    winner: Option<String>,
    settlement: Option<Payments>,
    #[serde(with = "decimal::optional")]
    slashed: Option<u128>,
    #[serde(with = "decimal::optional")]
    forfeit: Option<u128>,
    /// Derived from the other fields and the file. Not in the vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Details>,
    /// Only on request: they differ from run to run.
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Vec<Timing>>,
}

#[derive(Debug, Serialize)]
struct Pinned {
    #[serde(with = "decimal")]
    l1_block: u64,
    mix: RandaoMix,
}

/// A valid proposal with its score.
#[derive(Debug, Serialize)]
struct RankedProposal {
    item: String,
    proposal_id: ProposalId,
    key: KeyBytes,
    #[serde(with = "decimal")]
    ticket: u128,
    #[serde(with = "decimal")]
    fee_split: u32,
    score: String,
}

/// The attestations of a block.
#[derive(Debug, Serialize)]
struct Availability {
    #[serde(with = "decimal")]
    provers: u64,
    #[serde(with = "decimal")]
    needed: u16,
    /// Number of keys with a valid attestation.
    attesters: String,
    certificate: Option<Certified>,
}

#[derive(Debug, Serialize)]
struct Certified {
    item: String,
    certificate_id: CertificateId,
}

#[derive(Debug, Serialize)]
struct Refused {
    item: String,
    error: String,
    /// The reason as a sentence. Not in the vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

#[derive(Debug, Serialize)]
struct Evidence {
    kind: &'static str,
    key: KeyBytes,
    items: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Total {
    item: String,
    total: String,
    #[serde(with = "decimal")]
    filled: u64,
    #[serde(with = "decimal")]
    kept_base: u64,
    #[serde(with = "decimal")]
    kept_merge: u64,
    commitment: BundleCommitment,
}

#[derive(Debug, Serialize)]
struct Payments {
    fees: String,
    pool: String,
    sequencer: String,
    sequencer_payout: Address,
    bond_used: String,
    reserved: String,
    burned: String,
    rebate: String,
    rebate_payee: Address,
    pays: Vec<Pay>,
}

#[derive(Debug, Serialize)]
struct Pay {
    #[serde(with = "decimal")]
    node: u64,
    item: String,
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
    /// The result of a run in the form of the vectors.
    pub(crate) fn new(run: &Run) -> Self {
        Self {
            block_number: run.pinned.block_number().to_string(),
            outcome: run.phase,
            reason: run.reason,
            randao: Pinned { l1_block: run.pinned.l1_block().get(), mix: run.pinned.mix() },
            sequencer_seed: run.sequencer_seed,
            leader: run.leader.as_ref().map(RankedProposal::from),
            runner_up: run.runner_up.as_ref().map(RankedProposal::from),
            prover_seed: run.prover_seed,
            bases: run.shape.map(fernet_core::TreeShape::bases),
            nodes: run.shape.map(fernet_core::TreeShape::nodes),
            availability: run.quorum.as_ref().map(Availability::from),
            refused: run
                .refused
                .iter()
                .map(|(item, refusal)| Refused { item: item.to_string(), error: refusal.name.clone(), detail: None })
                .collect(),
            equivocations: run
                .equivocations
                .iter()
                .map(|found| Evidence {
                    kind: found.kind,
                    key: found.key,
                    items: found.items.iter().map(Item::to_string).collect(),
                })
                .collect(),
            trees: run.submissions.iter().map(Total::from).collect(),
            winner: run.best().map(|best| Item::Tree(best.position).to_string()),
            settlement: run.settlement.as_ref().map(Payments::from),
            slashed: run.slashing.map(|slashing| slashing.slashed().wei()),
            forfeit: run.slashing.map(|slashing| slashing.forfeit().wei()),
            details: None,
            timings: None,
        }
    }

    /// Adds the `detail` of each refusal and the `details`, which the text report contains too.
    pub(crate) fn with_details(mut self, run: &Run) -> Self {
        for (refused, (_, refusal)) in self.refused.iter_mut().zip(&run.refused) {
            refused.detail = Some(refusal.detail.clone());
        }
        Self { details: Some(Details::new(run)), ..self }
    }

    /// Adds complete lists to the details: every valid claim and every bundle, and what each key was paid.
    pub(crate) fn with_all(self, run: &Run) -> Result<Self, Failure> {
        let details = self.details.map(|details| details.with_all(run)).transpose()?;
        Ok(Self { details, ..self })
    }

    /// Adds the duration of each step.
    pub(crate) fn with_timings(self, run: &Run) -> Self {
        let timing =
            |(step, time): &(&'static str, Duration)| Timing { step, microseconds: time.as_micros().to_string() };
        Self { timings: Some(run.steps.iter().map(timing).collect()), ..self }
    }
}

impl From<&ValidProposal> for RankedProposal {
    fn from(proposal: &ValidProposal) -> Self {
        let scored = proposal.ranked.scored_key();
        Self {
            item: Item::Proposal(proposal.position).to_string(),
            proposal_id: proposal.ranked.id(),
            key: scored.key(),
            ticket: scored.ticket().get(),
            fee_split: proposal.ranked.fee_split().ppm(),
            score: scored.score().to_string(),
        }
    }
}

impl From<&Quorum> for Availability {
    fn from(quorum: &Quorum) -> Self {
        Self {
            provers: quorum.provers,
            needed: quorum.needed,
            attesters: quorum.attesters.len().to_string(),
            certificate: quorum.certificate.map(|certificate| Certified {
                item: Item::Certificate(certificate.position).to_string(),
                certificate_id: certificate.id,
            }),
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
            kept_base: sum.sums().kept_base,
            kept_merge: sum.sums().kept_merge,
            commitment: sum.commitment(),
        }
    }
}

impl From<&Settlement> for Payments {
    fn from(settlement: &Settlement) -> Self {
        let receipt = &settlement.receipt;
        let pay = |pay: &crate::run::Pay| Pay {
            node: pay.node.get(),
            item: Item::Claim(pay.claim).to_string(),
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
            reserved: receipt.reserved().to_string(),
            burned: receipt.burned().to_string(),
            rebate: receipt.rebate().to_string(),
            rebate_payee: settlement.rebate_payee,
            pays: settlement.pays.iter().map(pay).collect(),
        }
    }
}
