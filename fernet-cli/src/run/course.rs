//! The course of a recorded block: its messages in the order of time.

use std::time::{Duration, Instant};

use fernet_block::{Block, BlockError, ProposalProof};
use fernet_core::message::L1EventHead;
use fernet_core::{Amount, Chain, ChainError, Event, L1Block, Opening, Params, PhaseError, PinnedMix};

use super::state::{State, refusal};
use super::{Registry, Run, Submission, trees};
use crate::failure::Failure;
use crate::file::{BlockFile, ClaimRecord, ProposalRecord, RevealRecord, SuiteProof, TreeRecord};
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal};

/// A block of a file, in a chain that ends with it.
pub(super) struct Course<'f> {
    file: &'f BlockFile,
    params: Params,
    registry: &'f Registry,
    stake: Amount,
    pub(super) chain: Chain<1>,
    pub(super) state: State,
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
        let mut state = State::new(params, block).map_err(|error| Failure::field("l1_block", error))?;
        state.refused.clone_from(&registry.refused);
        state.received.proposals = file.proposals.len();
        state.received.reveals = usize::from(file.reveal.is_some());
        state.received.trees = file.trees.len();
        Ok(Self { file, params: *params, registry, stake, chain, state, steps: Vec::new(), since: Instant::now() })
    }

    /// Applies every message of the file in the order of time, those of one L1 block as they are listed.
    pub(super) fn apply_all(&mut self, progress: &Progress) -> Result<(), Failure> {
        let file = self.file;
        for (l1_block, item) in file.events() {
            // What is recorded after the end must be refused anyway; its time is not that of the block.
            let before =
                (l1_block > file.l1_block_end).then(|| (self.chain.clone(), self.state.phase, self.state.outcome));
            self.advance(l1_block)?;
            let applied = match item {
                Item::Proposal(i) => file.proposals.get(i).map(|record| self.propose(i, record)),
                Item::Reveal => file.reveal.as_ref().map(|record| self.reveal(record, progress)),
                Item::Tree(i) => file.trees.get(i).map(|record| self.submit(i, record)).transpose()?,
                Item::Registration(_) | Item::Claim(_) | Item::Attestation(_) | Item::Certificate(_) => None,
            };
            match applied {
                Some(Err(refusal)) => self.state.refused.push((item, refusal)),
                Some(Ok(())) if before.is_some() => return Err(end_too_early(file)),
                _ => {}
            }
            if let Some(before) = before {
                (self.chain, self.state.phase, self.state.outcome) = before;
            }
        }
        if file.l1_block_end < self.chain.l1_block() {
            return Err(end_too_early(file));
        }
        self.advance(file.l1_block_end)?;
        if self.state.block.proving().is_none() {
            let unrevealed = Refusal::told(PhaseError::NotInThisPhase, "the block has no valid reveal");
            let items = (0..file.claims.len()).map(Item::Claim);
            let items = items.chain((0..file.attestations.len()).map(Item::Attestation));
            let items = items.chain((0..file.certificates.len()).map(Item::Certificate));
            self.state.refused.extend(items.map(|item| (item, unrevealed.clone())));
        }
        Ok(())
    }

    /// The result, after all messages were applied.
    pub(super) fn finish(mut self) -> Result<Run, Failure> {
        let since = self.since;
        let mut run = self.state.into_run(&self.params)?;
        self.steps.push(("settle", since.elapsed()));
        run.steps = self.steps;
        Ok(run)
    }

    /// Lets time pass to an L1 block that is not in the past.
    fn advance(&mut self, l1_block: L1Block) -> Result<(), Failure> {
        if l1_block < self.chain.l1_block() {
            return Ok(());
        }
        let fail = |error: &dyn std::error::Error| Failure::field("l1_block_end", error.to_string());
        while let Some(happening) = self.chain.advance(l1_block).map_err(|error| fail(&error))? {
            self.state.happened(&happening, self.stake).map_err(|error| fail(&error))?;
        }
        self.state.follow(&self.chain);
        Ok(())
    }

    fn propose(&mut self, position: usize, record: &ProposalRecord) -> Result<(), Refusal> {
        let result = match record.proof {
            SuiteProof::Edwards25519(proof) => self.propose_with(position, record, proof),
            SuiteProof::P256(proof) => self.propose_with(position, record, proof),
        };
        self.lap("verify proposals");
        result
    }

    fn propose_with<P: ProposalProof>(
        &mut self,
        position: usize,
        record: &ProposalRecord,
        proof: P,
    ) -> Result<(), Refusal> {
        let message = record.message(self.file.block_number, proof);
        self.state.propose(&mut self.chain, record.l1_block, (position, &message), self.registry)
    }

    fn reveal(&mut self, record: &RevealRecord, progress: &Progress) -> Result<(), Refusal> {
        let contents = (self.file.block_number, &record.reveal());
        let result = self.state.reveal(&mut self.chain, record.l1_block, contents, self.registry);
        self.lap("check the reveal");
        result?;
        self.verify_claims(progress);
        self.state.attest(self.file, self.registry, progress);
        if self.state.quorum.is_some() {
            self.lap("verify attestations");
        }
        Ok(())
    }

    /// Verifies every claim, on all cores: claims have no time.
    fn verify_claims(&mut self, progress: &Progress) {
        let Some(proposal_id) = self.state.block.proving().map(|proving| *proving.proposal_id()) else { return };
        let (block, registry) = (&self.state.block, self.registry);
        let verify = |_, record: &ClaimRecord| block.claim(&record.message(block.number(), proposal_id), registry);
        let verified = progress.map("verifying claims", &self.file.claims, verify);
        for (position, seat) in verified.into_iter().enumerate() {
            match seat {
                Ok(seat) => _ = self.state.seats.insert(position, seat),
                Err(error) => self.state.refused.push((Item::Claim(position), Refusal::from(error))),
            }
        }
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
        let state = &mut self.state;
        let accepted = state.block.accepts(&self.chain, l1_block, Event::Tree);
        accepted.map_err(|error| refusal(error, l1_block))?;
        if state.quorum.as_ref().is_some_and(|quorum| quorum.certificate.is_none()) {
            return Err(BlockError::NoCertificate.into());
        }
        let proving = state.block.proving().ok_or(PhaseError::NotInThisPhase)?;
        let (tree, bundles) = trees::verify(record, proving, &state.seats)?;
        state.block.submit_tree(&mut self.chain, &L1EventHead { l1_block, base_fee, rate }, tree)?;
        state.submissions.push(Submission { position, tree, bundles });
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

fn end_too_early(file: &BlockFile) -> Failure {
    Failure::field("l1_block_end", format_args!("{} is before the last event of the file", file.l1_block_end))
}
