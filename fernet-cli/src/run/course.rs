//! The course of a recorded block: its messages in the order of time, through the driver of `fernet-block`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fernet_block::{Block, BlockError, Outcome};
use fernet_core::message::{ClaimMessage, L1EventHead, ProposalMessage, RevealRootMessage};
use fernet_core::{
    Amount, Chain, ChainError, Event, Happening, L1Block, Opening, Params, Phase, PhaseError, PinnedMix, Seat,
};

use super::{Registry, Submission, ValidProposal, trees};
use crate::failure::Failure;
use crate::file::{BlockFile, ClaimRecord, ProposalRecord, RevealRecord, TreeRecord};
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal};

/// The state that the messages of a block change, and what they brought about.
pub(super) struct Course<'f> {
    file: &'f BlockFile,
    registry: &'f Registry,
    stake: Amount,
    pub(super) chain: Chain<1>,
    pub(super) block: Block<2>,
    pub(super) phase: Phase,
    pub(super) outcome: Option<Outcome>,
    pub(super) valid_proposals: Vec<ValidProposal>,
    /// Seats of valid claims by position; `None` before the reveal.
    pub(super) seats: Option<BTreeMap<usize, Seat>>,
    pub(super) submissions: Vec<Submission>,
    pub(super) refused: Vec<(Item, Refusal)>,
    pub(super) steps: Vec<(&'static str, Duration)>,
    since: Instant,
}

impl<'f> Course<'f> {
    /// Opens the block on a final parent.
    pub(super) fn open(
        file: &'f BlockFile,
        params: &Params,
        registry: &'f Registry,
        pinned: PinnedMix,
        stake: Amount,
    ) -> Result<Self, Failure> {
        let BlockFile { block_number, l1_block, parent, .. } = *file;
        let opening = Opening { block_number, l1_block, parent };
        let too_late = |error: ChainError| Failure::field("l1_block", error);
        let mut chain = Chain::of_one_block(params, opening);
        while chain.advance(l1_block).map_err(too_late)?.is_some() {}
        let block = Block::open(params, opening, pinned).map_err(|error| Failure::field("l1_block", error))?;
        Ok(Self {
            file,
            registry,
            stake,
            chain,
            block,
            phase: Phase::Proposal,
            outcome: None,
            valid_proposals: Vec::new(),
            seats: None,
            submissions: Vec::new(),
            refused: Vec::new(),
            steps: Vec::new(),
            since: Instant::now(),
        })
    }

    /// Applies every message of the file in the order of time, those of one L1 block as they are listed.
    pub(super) fn apply_all(&mut self, progress: &Progress) -> Result<(), Failure> {
        let file = self.file;
        let proposals = file.proposals.iter().enumerate().map(|(i, record)| (record.l1_block, Item::Proposal(i)));
        let reveal = file.reveal.iter().map(|record| (record.l1_block, Item::Reveal));
        let trees = file.trees.iter().enumerate().map(|(i, record)| (record.l1_block, Item::Tree(i)));
        let mut events: Vec<_> = proposals.chain(reveal).chain(trees).collect();
        events.sort_by_key(|(l1_block, _)| *l1_block);
        for (l1_block, item) in events {
            // What is recorded after the end must be refused anyway; its time is not that of the block.
            let before = (l1_block > file.l1_block_end).then(|| (self.chain.clone(), self.phase, self.outcome));
            self.advance(l1_block)?;
            let applied = match item {
                Item::Proposal(i) => file.proposals.get(i).map(|record| self.propose(i, record)),
                Item::Reveal => file.reveal.as_ref().map(|record| self.reveal(record, progress)),
                Item::Tree(i) => file.trees.get(i).map(|record| self.submit(i, record)).transpose()?,
                Item::Claim(_) => None,
            };
            match applied {
                Some(Err(refusal)) => self.refused.push((item, refusal)),
                Some(Ok(())) if before.is_some() => return Err(end_too_early(file)),
                _ => {}
            }
            if let Some(before) = before {
                (self.chain, self.phase, self.outcome) = before;
            }
        }
        if file.l1_block_end < self.chain.l1_block() {
            return Err(end_too_early(file));
        }
        self.advance(file.l1_block_end)?;
        if self.seats.is_none() {
            let unrevealed = Refusal::told(PhaseError::NotInThisPhase, "the block has no valid reveal");
            self.refused.extend((0..file.claims.len()).map(|i| (Item::Claim(i), unrevealed.clone())));
        }
        self.submissions.sort_by_key(|submission| submission.position);
        self.valid_proposals.sort_by_key(|proposal| proposal.position);
        self.refused.sort_by_key(|(item, _)| *item);
        Ok(())
    }

    /// Lets time pass to an L1 block that is not in the past.
    fn advance(&mut self, l1_block: L1Block) -> Result<(), Failure> {
        if l1_block < self.chain.l1_block() {
            return Ok(());
        }
        let fail = |error: &dyn std::error::Error| Failure::field("l1_block_end", error.to_string());
        while let Some(happening) = self.chain.advance(l1_block).map_err(|error| fail(&error))? {
            if let Some(outcome) = self.block.outcome(&happening, self.stake).map_err(|error| fail(&error))? {
                self.outcome = Some(outcome);
                self.phase = phase_of(&outcome);
            }
            drop::<Happening>(happening);
        }
        if let Some(phase) = self.chain.phase(self.block.number()) {
            self.phase = phase.phase();
        }
        Ok(())
    }

    fn propose(&mut self, position: usize, record: &ProposalRecord) -> Result<(), Refusal> {
        let proposal = record.proposal();
        let (block_number, key, proof) = (self.block.number(), record.key, record.proof);
        let message = ProposalMessage { block_number, key, proposal, proof };
        let result = self.block.propose(&mut self.chain, record.l1_block, &message, self.registry);
        self.lap("verify proposals");
        let ranked = result.map_err(|error| refusal(error, record.l1_block))?.ranked;
        self.valid_proposals.push(ValidProposal { position, ranked });
        Ok(())
    }

    fn reveal(&mut self, record: &RevealRecord, progress: &Progress) -> Result<(), Refusal> {
        let message = RevealRootMessage::new(self.block.number(), &record.reveal());
        let result = self.block.reveal(&mut self.chain, record.l1_block, &message);
        self.lap("check the reveal");
        result.map_err(|error| refusal(error, record.l1_block))?;
        self.verify_claims(progress);
        Ok(())
    }

    /// Verifies every claim, on all cores: claims have no time.
    fn verify_claims(&mut self, progress: &Progress) {
        let Some(proposal_id) = self.block.proving().map(|proving| *proving.proposal_id()) else { return };
        let (block, registry) = (&self.block, self.registry);
        let verify = |_, record: &ClaimRecord| {
            let (block_number, key, claim, proof) = (block.number(), record.key, record.claim(), record.proof);
            block.claim(&ClaimMessage { block_number, proposal_id, key, claim, proof }, registry)
        };
        let verified = progress.map("verifying claims", &self.file.claims, verify);
        let mut seats = BTreeMap::new();
        for (position, seat) in verified.into_iter().enumerate() {
            match seat {
                Ok(seat) => _ = seats.insert(position, seat),
                Err(error) => self.refused.push((Item::Claim(position), Refusal::from(error))),
            }
        }
        self.seats = Some(seats);
        self.lap("verify claims");
    }

    /// Applies a tree; fails if the record does not describe one.
    fn submit(&mut self, position: usize, record: &TreeRecord) -> Result<Result<(), Refusal>, Failure> {
        let above = |error| Failure::field(format_args!("trees[{position}].rate"), error);
        let rate = Amount::new(record.rate).map_err(above)?;
        let result = self.submit_at(position, record, rate);
        self.lap("check trees");
        Ok(result)
    }

    fn submit_at(&mut self, position: usize, record: &TreeRecord, rate: Amount) -> Result<(), Refusal> {
        let TreeRecord { l1_block, base_fee, .. } = *record;
        let accepted = self.block.accepts(&self.chain, l1_block, Event::Tree);
        accepted.map_err(|error| refusal(error, l1_block))?;
        let (Some(proving), Some(seats)) = (self.block.proving(), &self.seats) else {
            return Err(PhaseError::NotInThisPhase.into());
        };
        let (tree, bundles) = trees::verify(record, proving, seats)?;
        self.block.submit_tree(&mut self.chain, &L1EventHead { l1_block, base_fee, rate }, tree)?;
        self.submissions.push(Submission { position, tree, bundles });
        Ok(())
    }

    /// Ends a step of the run.
    pub(super) fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        let time = now - self.since;
        match self.steps.iter_mut().find(|(name, _)| *name == step) {
            Some((_, total)) => *total += time,
            None => self.steps.push((step, time)),
        }
        self.since = now;
    }
}

/// The phase in which a block ends.
const fn phase_of(outcome: &Outcome) -> Phase {
    match outcome {
        Outcome::Settled(_) => Phase::Settled,
        Outcome::NotProven(_) => Phase::Reverted,
        Outcome::Voided => Phase::Voided,
        _ => Phase::Skipped,
    }
}

/// A refusal, with a sentence about its time where that is the reason.
fn refusal(error: BlockError, l1_block: L1Block) -> Refusal {
    match error {
        BlockError::Phase(PhaseError::Late) => {
            Refusal::told(error, format!("came in L1 block {l1_block}, at or after the end of its phase"))
        }
        error => error.into(),
    }
}

fn end_too_early(file: &BlockFile) -> Failure {
    Failure::field("l1_block_end", format_args!("{} is before the last event of the file", file.l1_block_end))
}
