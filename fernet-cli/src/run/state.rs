//! What the messages of one block brought about, through the driver of `fernet-block`.

use std::collections::BTreeMap;

use fernet_block::{Block, BlockError, Outcome, ProposalProof};
use fernet_core::message::{ProposalMessage, RevealDataMessage, RevealRootMessage};
use fernet_core::{
    BlockNumber, BlockPhase, Chain, Happening, L1Block, Params, Phase, PhaseError, ProverSeed, ProvingContext, Reveal,
    Seat, SequencerSeed, Snapshot,
};
use fernet_rewards::Amount;

use super::{Quorum, Reason, Registry, Run, Settlement, Submission, ValidProposal, equivocation};
use crate::failure::Failure;
use crate::refusal::{Item, Refusal};

/// One block with its messages that were valid, and those that were refused. Positions number the messages of a kind.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) block: Block<2>,
    pub(super) opened: BlockPhase,
    pub(super) phase: Phase,
    pub(super) outcome: Option<Outcome>,
    pub(crate) received: Received,
    pub(super) valid_proposals: Vec<ValidProposal>,
    /// Seats of valid claims by position.
    pub(crate) seats: BTreeMap<usize, Seat>,
    /// After a valid reveal in a rollup with attesters.
    pub(crate) quorum: Option<Quorum>,
    pub(crate) submissions: Vec<Submission>,
    pub(crate) refused: Vec<(Item, Refusal)>,
}

/// Numbers of the messages that came, valid or not.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Received {
    pub(crate) proposals: usize,
    pub(crate) reveals: usize,
    pub(crate) claims: usize,
    pub(crate) attestations: usize,
    pub(crate) certificates: usize,
    pub(crate) trees: usize,
}

impl State {
    /// The state of a block that opens.
    pub(crate) fn new(params: &Params, block: Block<2>) -> Result<Self, PhaseError> {
        Ok(Self {
            opened: BlockPhase::open(params, block.opening().l1_block)?,
            block,
            phase: Phase::Proposal,
            outcome: None,
            received: Received::default(),
            valid_proposals: Vec::new(),
            seats: BTreeMap::new(),
            quorum: None,
            submissions: Vec::new(),
            refused: Vec::new(),
        })
    }

    /// Whether nothing but time can happen to the block.
    pub(crate) const fn has_ended(&self) -> bool {
        self.outcome.is_some()
    }

    /// The L1 block by which the block has ended.
    pub(crate) const fn deadline(&self) -> L1Block {
        self.opened.deadline()
    }

    /// Takes note of what time alone brought about in a chain.
    pub(crate) fn happened(&mut self, happening: &Happening, stake: Amount) -> Result<(), BlockError> {
        if let Some(outcome) = self.block.outcome(happening, stake)? {
            self.outcome = Some(outcome);
            self.phase = match outcome {
                Outcome::Settled(_) => Phase::Settled,
                Outcome::NotProven(_) => Phase::Reverted,
                Outcome::Voided => Phase::Voided,
                _ => Phase::Skipped,
            };
        }
        Ok(())
    }

    /// Takes over the phase of the block in a chain.
    pub(crate) fn follow<const N: usize>(&mut self, chain: &Chain<N>) {
        if let Some(phase) = chain.phase(self.block.number()) {
            self.phase = phase.phase();
        }
    }

    pub(crate) fn propose<P: ProposalProof, const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        l1_block: L1Block,
        (position, message): (usize, &ProposalMessage<P>),
        registry: &Registry,
    ) -> Result<(), Refusal> {
        let proposed = self.block.propose(chain, l1_block, message, registry);
        let ranked = proposed.map_err(|error| refusal(error, l1_block))?.ranked;
        self.valid_proposals.push(ValidProposal { position, ranked });
        Ok(())
    }

    pub(crate) fn reveal<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        l1_block: L1Block,
        (block_number, reveal): (BlockNumber, &Reveal),
        registry: &Registry,
    ) -> Result<(), Refusal> {
        let revealed = match RevealDataMessage::new(block_number, reveal) {
            Some(message) => self.block.reveal_with_data(chain, l1_block, &message),
            None => self.block.reveal(chain, l1_block, &RevealRootMessage::new(block_number, reveal)),
        };
        revealed.map_err(|error| refusal(error, l1_block))?;
        self.quorum = self.block.availability(registry).ok().as_ref().map(Quorum::from);
        Ok(())
    }

    /// The result of the block.
    pub(crate) fn into_run(mut self, params: &Params) -> Result<Run, Failure> {
        self.submissions.sort_by_key(|submission| submission.position);
        self.valid_proposals.sort_by_key(|proposal| proposal.position);
        self.refused.sort_by_key(|(item, _)| *item);
        let Self { block, opened, phase, outcome, received, valid_proposals, seats, quorum, submissions, refused } =
            self;
        let pinned = *block.pinned();
        let at_rank = |index: usize| {
            let ranked = block.election().ranking().get(index)?;
            valid_proposals.iter().find(|proposal| proposal.ranked == *ranked).copied()
        };
        let (leader, runner_up) = (at_rank(0), at_rank(1));
        // If the best tree was submitted more than once: its first submission.
        let winner = submissions.iter().position(|submission| Some(&submission.tree) == block.best_tree());
        let best = winner.and_then(|winner| submissions.get(winner));
        let settlement = match (outcome, block.plan(), best) {
            (Some(Outcome::Settled(receipt)), Some(plan), Some(best)) => {
                Some(Settlement::new(&receipt, plan, leader.as_ref(), best)?)
            }
            _ => None,
        };
        Ok(Run {
            params: *params,
            pinned,
            snapshot: Snapshot::new(params, &pinned),
            sequencer_seed: SequencerSeed::new(params, &pinned),
            phase,
            opened,
            reason: Reason::of(&received, phase, leader.is_some()),
            leader,
            runner_up,
            prover_seed: leader.map(|leader| ProverSeed::new(params, &pinned, leader.ranked.beta())),
            shape: block.proving().map(ProvingContext::shape),
            equivocations: equivocation::find(params, &pinned, &valid_proposals, &seats, quorum.as_ref()),
            winner,
            settlement,
            plan: block.plan().copied(),
            slashing: match outcome {
                Some(Outcome::NotRevealed(slashing) | Outcome::NotProven(slashing)) => Some(slashing),
                _ => None,
            },
            valid_proposals,
            seats,
            quorum,
            refused,
            submissions,
            steps: Vec::new(),
        })
    }
}

/// A refusal, with a sentence about its time where that is the reason.
pub(super) fn refusal(error: BlockError, l1_block: L1Block) -> Refusal {
    match error {
        BlockError::Phase(PhaseError::Late) => {
            Refusal::told(error, format!("came in L1 block {l1_block}, at or after the end of its phase"))
        }
        error => error.into(),
    }
}
