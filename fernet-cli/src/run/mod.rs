//! Runs a recorded block: verifies all proofs, applies all rules of SPEC.md and collects the results, without printing.

mod contents;
mod election;
mod equivocation;
mod proving;
mod randomness;
mod registry;
mod settlement;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fernet_core::{
    Beta, BlockPhase, Bundle, Event, L1Block, Params, Phase, PinnedMix, ProverSeed, ProvingContext, RankedProposal,
    Seat, SequencerSeed, Snapshot, Tree, TreeShape,
};
use fernet_rewards::{Amount, SlashReason, Slashing};
use serde::Serialize;

pub(crate) use election::best_of_each_key;
pub(crate) use equivocation::Equivocation;
pub(crate) use registry::Registry;
pub(crate) use settlement::{Pay, Settlement};

use crate::failure::Failure;
use crate::file::BlockFile;
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal};

/// A valid proposal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValidProposal {
    pub(crate) position: usize,
    pub(crate) ranked: RankedProposal,
    pub(crate) beta: Beta,
}

/// A valid tree.
#[derive(Debug)]
pub(crate) struct Submission {
    pub(crate) position: usize,
    pub(crate) tree: Tree,
    /// In post-order, each with the positions of its claims, primary first.
    pub(crate) bundles: Vec<(Bundle, Vec<usize>)>,
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
    fn of(file: &BlockFile, phase: Phase, has_leader: bool) -> Option<Self> {
        match phase {
            Phase::Skipped if file.proposals.is_empty() => Some(Self::NoProposal),
            Phase::Skipped if !has_leader => Some(Self::NoValidProposal),
            Phase::Skipped if file.reveal.is_none() => Some(Self::NoReveal),
            Phase::Skipped => Some(Self::NoValidReveal),
            Phase::Reverted if file.trees.is_empty() => Some(Self::NoTree),
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
    pub(crate) phase: BlockPhase,
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
    /// By item.
    pub(crate) refused: Vec<(Item, Refusal)>,
    pub(crate) equivocations: Vec<Equivocation>,
    /// Valid trees by position.
    pub(crate) submissions: Vec<Submission>,
    /// Index in `submissions`.
    pub(crate) winner: Option<usize>,
    pub(crate) settlement: Option<Settlement>,
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

/// The state that the steps of a run pass on: the phase of the block, the refusals so far, and the time of each step.
struct Course {
    phase: BlockPhase,
    refused: Vec<(Item, Refusal)>,
    steps: Vec<(&'static str, Duration)>,
    since: Instant,
}

impl Course {
    /// Opens the block on a final parent.
    fn open(params: &Params, l1_block: L1Block) -> Result<Self, Failure> {
        let open = || BlockPhase::open(params, l1_block)?.step(l1_block, Event::ParentFinal);
        let (phase, _) = open().map_err(|error| Failure::field("l1_block", error))?;
        Ok(Self { phase, refused: Vec::new(), steps: Vec::new(), since: Instant::now() })
    }

    /// Applies an event that all other rules accept.
    fn step(&mut self, l1_block: L1Block, event: Event) -> Result<(), Refusal> {
        (self.phase, _) = self.phase.step(l1_block, event)?;
        Ok(())
    }

    fn refuse(&mut self, item: Item, refusal: Refusal) {
        self.refused.push((item, refusal));
    }

    /// Ends a step of the run.
    fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        self.steps.push((step, now - self.since));
        self.since = now;
    }
}

/// Refuses an event at or after the limit of its phase.
fn in_time(phase: &BlockPhase, l1_block: L1Block, event: Event) -> Result<(), Refusal> {
    let detail = |error| Refusal::told(error, format!("came in L1 block {l1_block}, at or after the end of its phase"));
    phase.in_time(l1_block, event).map_err(detail)
}

/// Positions in the order of events: by L1 block, those of one block as listed.
fn by_time<T>(records: &[T], l1_block: impl Fn(&T) -> L1Block) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..records.len()).collect();
    positions.sort_by_key(|&i| records.get(i).map(&l1_block));
    positions
}

/// Runs a recorded block from its randomness to its payments.
///
/// # Errors
/// If the file does not describe a block: a parameter is out of range, the randomness cannot be pinned,
/// or `l1_block_end` is before the last event.
pub(crate) fn run(file: &BlockFile, progress: &Progress) -> Result<Run, Failure> {
    let params = file.params.check()?;
    let stake = Amount::new(file.stake).map_err(|error| Failure::field("stake", error))?;
    let mut course = Course::open(&params, file.l1_block)?;
    let pinned = randomness::pin(file, &params)?;
    let registry = Registry::read(file, &params, &pinned)?;
    let sequencer_seed = SequencerSeed::new(&params, &pinned);
    course.lap("keys and randomness");

    let election = election::hold(file, params, pinned, &registry, &mut course, progress);
    let prover_seed = election.leader.map(|leader| ProverSeed::new(&params, &pinned, &leader.beta));

    let shape = contents::reveal(file, &params, election.leader.as_ref(), &mut course);
    let proposal_id = election.leader.map(|leader| leader.ranked.id());
    let proving = prover_seed
        .zip(proposal_id)
        .zip(shape)
        .map(|((seed, proposal_id), shape)| ProvingContext::new(params, seed, proposal_id, shape, registry.snapshot()));
    let seats =
        proving.map_or_else(BTreeMap::new, |proving| proving::seats(file, &proving, &registry, &mut course, progress));
    course.lap("verify claims");

    let submissions = proving::trees(file, proving.as_ref(), &seats, &mut course);
    let winner = proving::winner(&submissions);
    course.lap("check trees");

    course.step(file.l1_block_end, Event::Time).map_err(|_| {
        Failure::field("l1_block_end", format_args!("{} is before the last event of the file", file.l1_block_end))
    })?;
    let best = winner.and_then(|winner| submissions.get(winner));
    let settlement = match (course.phase.phase(), election.leader, shape, best) {
        (Phase::Settled, Some(leader), Some(shape), Some(best)) => {
            Some(Settlement::of(file, &params, shape, &leader, &submissions, best)?)
        }
        _ => None,
    };
    let slashing = match (course.phase.phase(), election.leader) {
        (Phase::Skipped, Some(leader)) => Some(settlement::slashing(&params, SlashReason::NotRevealed, stake, &leader)),
        (Phase::Reverted, Some(leader)) => Some(settlement::slashing(&params, SlashReason::NotProven, stake, &leader)),
        _ => None,
    };
    course.lap("settle");

    let equivocations = equivocation::find(&params, &pinned, &election.valid_proposals, &seats);
    course.refused.sort_by_key(|(item, _)| *item);
    Ok(Run {
        params,
        pinned,
        snapshot: registry.snapshot(),
        sequencer_seed,
        reason: Reason::of(file, course.phase.phase(), election.leader.is_some()),
        phase: course.phase,
        valid_proposals: election.valid_proposals,
        leader: election.leader,
        runner_up: election.runner_up,
        prover_seed,
        shape,
        seats,
        refused: course.refused,
        equivocations,
        submissions,
        winner,
        settlement,
        slashing,
        steps: course.steps,
    })
}
