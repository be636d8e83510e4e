//! Runs a recorded block: verifies all proofs, applies all rules of SPEC.md and collects the results, without printing.

mod course;
mod election;
mod equivocation;
mod messages;
mod quorum;
mod randomness;
mod registry;
mod settlement;
mod sign;
mod state;
mod trees;

use std::collections::BTreeMap;
use std::time::Duration;

use fernet_core::{
    BlockPhase, Params, Phase, PinnedMix, ProverSeed, ProvingContext, RankedProposal, Seat, SequencerSeed, Snapshot,
    Tree, TreeShape,
};
use fernet_rewards::{Amount, SettlementPlan, Slashing};
use serde::Serialize;

pub(crate) use election::best_of_each_key;
pub(crate) use equivocation::Equivocation;
pub(crate) use quorum::{Certificate, Quorum};
pub(crate) use registry::Registry;
pub(crate) use settlement::{Pay, Settlement};
pub(crate) use sign::{SignedProposal, sign_claim, sign_proposal, with_revealed};
pub(crate) use state::State;

use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal};
use course::Course;
use state::Received;
use trees::NamedBundle;

/// A valid proposal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValidProposal {
    pub(crate) position: usize,
    pub(crate) ranked: RankedProposal,
}

/// A valid tree.
#[derive(Debug)]
pub(crate) struct Submission {
    pub(crate) position: usize,
    pub(crate) tree: Tree,
    /// In post-order, each with the positions of its claims, primary first.
    pub(crate) bundles: Vec<NamedBundle>,
}

/// Why a block was skipped or reverted. Serialized in kebab case: `no-proposal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::enum_variant_names, reason = "the names of vectors/block/README.md")]
pub(crate) enum Reason {
    NoProposal,
    NoValidProposal,
    NoReveal,
    NoValidReveal,
    NoTree,
    NoValidTree,
}

impl Reason {
    const fn of(received: &Received, phase: Phase, has_leader: bool) -> Option<Self> {
        match phase {
            Phase::Skipped if received.proposals == 0 => Some(Self::NoProposal),
            Phase::Skipped if !has_leader => Some(Self::NoValidProposal),
            Phase::Skipped if received.reveals == 0 => Some(Self::NoReveal),
            Phase::Skipped => Some(Self::NoValidReveal),
            Phase::Reverted if received.trees == 0 => Some(Self::NoTree),
            Phase::Reverted => Some(Self::NoValidTree),
            Phase::Proposal
            | Phase::Reveal
            | Phase::Proving
            | Phase::Proven
            | Phase::Final
            | Phase::Settled
            | Phase::Voided => None,
        }
    }
}

/// The results of a recorded block.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) params: Params,
    pub(crate) pinned: PinnedMix,
    pub(crate) snapshot: Snapshot,
    pub(crate) sequencer_seed: SequencerSeed,
    pub(crate) phase: Phase,
    /// The phase in which the block opened, with the limits of all phases.
    pub(crate) opened: BlockPhase,
    /// Of a block that was skipped or reverted.
    pub(crate) reason: Option<Reason>,
    /// Valid proposals by position.
    pub(crate) valid_proposals: Vec<ValidProposal>,
    pub(crate) leader: Option<ValidProposal>,
    pub(crate) runner_up: Option<ValidProposal>,
    pub(crate) prover_seed: Option<ProverSeed>,
    /// After a valid reveal.
    pub(crate) shape: Option<TreeShape>,
    /// Seats of valid claims by position.
    pub(crate) seats: BTreeMap<usize, Seat>,
    /// After a valid reveal in a rollup with attesters.
    pub(crate) quorum: Option<Quorum>,
    /// By item.
    pub(crate) refused: Vec<(Item, Refusal)>,
    pub(crate) equivocations: Vec<Equivocation>,
    /// Valid trees by position.
    pub(crate) submissions: Vec<Submission>,
    /// Index in `submissions`.
    pub(crate) winner: Option<usize>,
    pub(crate) settlement: Option<Settlement>,
    /// From which pays are computed, after a valid reveal.
    pub(crate) plan: Option<SettlementPlan>,
    pub(crate) slashing: Option<Slashing>,
    /// Name and duration of each step.
    pub(crate) steps: Vec<(&'static str, Duration)>,
}

impl Run {
    /// The winning tree.
    pub(crate) fn best(&self) -> Option<&Submission> {
        self.submissions.get(self.winner?)
    }

    /// The context against which the claims of this block are checked.
    pub(crate) fn proving(&self) -> Option<ProvingContext> {
        let proposal_id = self.leader?.ranked.id();
        Some(ProvingContext::new(self.params, self.prover_seed?, proposal_id, self.shape?, self.snapshot))
    }
}

/// What everybody knows of a block when it opens.
struct Inputs {
    params: Params,
    pinned: PinnedMix,
    registry: Registry,
}

impl Inputs {
    fn read(file: &BlockFile, progress: &Progress) -> Result<Self, Failure> {
        let params = file.params.check()?;
        BlockPhase::open(&params, file.l1_block).map_err(|error| Failure::field("l1_block", error))?;
        quorum::check_form(file)?;
        file.check_proofs(&params)?;
        let pinned = randomness::pin(file, &params)?;
        let registry = Registry::read(file, &params, &pinned, progress)?;
        Ok(Self { params, pinned, registry })
    }
}

/// Runs a recorded block from its randomness to its payments.
///
/// # Errors
/// If the file does not describe a block: a parameter is out of range, the randomness cannot be pinned,
/// or `l1_block_end` is before the last event.
pub(crate) fn run(file: &BlockFile, progress: &Progress) -> Result<Run, Failure> {
    let Inputs { params, pinned, registry } = Inputs::read(file, progress)?;
    let stake = Amount::new(file.stake).map_err(|error| Failure::field("stake", error))?;
    let mut course = Course::open(file, &params, &registry, pinned, stake)?;
    course.lap("keys and randomness");
    course.apply_all(progress)?;
    course.finish()
}
