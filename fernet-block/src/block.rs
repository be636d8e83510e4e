//! The state of one block, its opening, proposals and reveal (SPEC `#course`).

use fernet_core::message::{EvidenceMessage, ProposalMessage, RevealDataMessage, RevealRootMessage};
use fernet_core::{
    BestTree, BlockNumber, BlockPhase, CertificateId, Chain, ChainError, Duty, Effects, Election, Event, Evidence,
    Ineligible, KeyBytes, L1Block, Opening, Params, PhaseError, PinnedMix, ProposalId, ProverSeed, ProvingContext,
    RankedProposal, Registration, Reveal, Snapshot, Tree, VrfProofBytes, randao,
};
use fernet_rewards::{Amount, SettleError, SettlementPlan, check_reveal};
use heapless::Vec;

use crate::suite::HeldProof;
use crate::{BlockError, ProposalProof, Registry};

/// One block of a rollup: everything that its messages decide, from its opening to its payments. It keeps the best `K`
/// proposals, one for each key; 2 show the leader and who would lead without it.
///
/// Every message enters through one method, which applies the checks of SPEC `#course` in their order, verifies the VRF
/// proof itself and returns what happened. A message that is refused changes nothing. What happens in an L1 block also
/// takes the [`Chain`] of the rollup, in which the block has its phase.
///
/// The crate has an example of a whole block.
#[derive(Clone, Debug)]
pub struct Block<const K: usize> {
    pub(crate) params: Params,
    pub(crate) opening: Opening,
    pub(crate) pinned: PinnedMix,
    /// The phase in which the block opened, for its limits.
    pub(crate) opened: BlockPhase,
    pub(crate) election: Election<K>,
    /// Those of the proposals in the ranking of the election, in no order.
    pub(crate) proofs: Vec<(ProposalId, HeldProof), K>,
    pub(crate) revealed: Option<Revealed>,
    /// L1 block of the last message that was accepted.
    pub(crate) last: L1Block,
    pub(crate) stale: bool,
}

/// What is known of a block from its reveal on.
#[derive(Clone, Debug)]
pub(crate) struct Revealed {
    pub(crate) reveal: Reveal,
    pub(crate) proving: ProvingContext,
    pub(crate) plan: SettlementPlan,
    pub(crate) certificate: Option<CertificateId>,
    pub(crate) best: BestTree,
    /// When the best tree was accepted first.
    pub(crate) prices: Prices,
}

/// Prices on L1 when the best tree was accepted first, from which its rebate is computed (SPEC `#rebate`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prices {
    pub(crate) base_fee: u64,
    pub(crate) rate: Amount,
}

/// What a proposal brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed<P = VrfProofBytes> {
    /// The proposal with its score.
    pub ranked: RankedProposal,
    /// Whether the proposal leads now.
    pub leads: bool,
    /// What the rollup has to do.
    pub effects: Effects,
    /// The proposal and another one of the same key, if that is among those that the block keeps.
    pub evidence: Option<EvidenceMessage<ProposalMessage<P>>>,
}

/// Whether a block is affected by a reorganisation of L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reorganisation {
    /// All that the block is made of is in L1 blocks that remain.
    Unaffected,
    /// The block refuses every message from now on. It has to be restored from bytes that were stored at or before the last
    /// L1 block that remains.
    Stale,
}

impl<const K: usize> Block<K> {
    /// Opens a block where the chain opened it ([`Happening::Opened`](fernet_core::Happening::Opened)), with the mix that the
    /// ring or a verified L1 header gives.
    ///
    /// # Errors
    /// [`BlockError::OtherBlock`] if `pinned` was read for another block, [`BlockError::Randao`] or
    /// [`BlockError::OtherMix`] if it is not of the L1 block `randao_lag` before the opening, [`BlockError::Phase`] if a
    /// limit would be 2^64 or more.
    pub fn open(params: &Params, opening: Opening, pinned: PinnedMix) -> Result<Self, BlockError> {
        if pinned.block_number() != opening.block_number {
            return Err(BlockError::OtherBlock);
        }
        if randao::mix_block(opening.l1_block, params.randao_lag())? != pinned.l1_block() {
            return Err(BlockError::OtherMix);
        }
        Ok(Self {
            params: *params,
            opening,
            pinned,
            opened: BlockPhase::open(params, opening.l1_block)?,
            election: Election::new(*params, pinned, opening.parent),
            proofs: Vec::new(),
            revealed: None,
            last: opening.l1_block,
            stale: false,
        })
    }

    /// Returns the number of the block.
    #[must_use]
    pub const fn number(&self) -> BlockNumber {
        self.opening.block_number
    }

    /// Returns where the block opened, and on what.
    #[must_use]
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Returns the mix from which the seeds of the block are derived.
    #[must_use]
    pub const fn pinned(&self) -> &PinnedMix {
        &self.pinned
    }

    /// Returns the deadline: trees are accepted before this L1 block.
    #[must_use]
    pub const fn deadline(&self) -> L1Block {
        self.opened.deadline()
    }

    /// Returns the election: its `alpha`, and the best proposals, leader first.
    #[must_use]
    pub const fn election(&self) -> &Election<K> {
        &self.election
    }

    /// Returns the proposal that leads; from the end of the proposal phase on, that of the leader.
    #[must_use]
    pub fn leader(&self) -> Option<&RankedProposal> {
        self.election.leader()
    }

    /// Returns the contents of the block, once its leader's reveal is accepted.
    #[must_use]
    pub fn contents(&self) -> Option<&Reveal> {
        self.revealed.as_ref().map(|revealed| &revealed.reveal)
    }

    /// Returns the id of the certificate that was accepted first, in a rollup with attesters.
    #[must_use]
    pub fn certificate(&self) -> Option<CertificateId> {
        self.revealed.as_ref()?.certificate
    }

    /// Returns the context of the block's proof tree, once the block is revealed: prover seed, shape, checks of claims.
    #[must_use]
    pub fn proving(&self) -> Option<&ProvingContext> {
        self.revealed.as_ref().map(|revealed| &revealed.proving)
    }

    /// Returns the numbers from which pays are computed, once the block is revealed: pool, seats, the pay of a seat.
    #[must_use]
    pub fn plan(&self) -> Option<&SettlementPlan> {
        self.revealed.as_ref().map(|revealed| &revealed.plan)
    }

    /// Returns the best tree so far.
    #[must_use]
    pub fn best_tree(&self) -> Option<&Tree> {
        self.revealed.as_ref()?.best.best()
    }

    /// Checks whether a key may do something in this block: propose, or prove nodes of a kind (SPEC `#eligibility`).
    ///
    /// # Errors
    /// [`Ineligible`], the first reason that applies.
    pub fn check_eligible(
        &self,
        key: &KeyBytes,
        duty: Duty,
        registry: &(impl Registry + ?Sized),
    ) -> Result<(), Ineligible> {
        let registration = registry.registration(key).ok_or(Ineligible::NotRegistered)?;
        Snapshot::new(&self.params, &self.pinned).check_eligible(&registration, duty)
    }

    /// Applies a proposal that happened in `l1_block`, with a proof of either suite.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn propose<P: ProposalProof, const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        l1_block: L1Block,
        message: &ProposalMessage<P>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Proposed<P>, BlockError> {
        self.check_number(message.block_number)?;
        self.accepts(chain, l1_block, Event::Proposal)?;
        let ranked = self.verify_proposal(message, registry)?;
        let effects = chain.propose(l1_block, self.number())?;
        let held = self.election.ranking().iter().find(|held| held.scored_key().key() == message.key);
        let held = held.and_then(|held| self.message_of(held));
        let evidence = self.keep(ranked, message.proof.held())?;
        self.last = l1_block;
        Ok(Proposed {
            ranked,
            leads: self.leader().is_some_and(|leader| leader.id() == ranked.id()),
            effects,
            evidence: evidence.zip(held).map(|(evidence, held)| in_order(evidence.ids(), ranked.id(), *message, held)),
        })
    }

    /// Inserts a proposal into the election, and keeps the proofs of those in its ranking.
    pub(crate) fn keep(
        &mut self,
        ranked: RankedProposal,
        proof: HeldProof,
    ) -> Result<Option<Evidence<ProposalId>>, BlockError> {
        let evidence = self.election.insert(ranked)?;
        let ranking = self.election.ranking();
        self.proofs.retain(|(id, _)| ranking.iter().any(|held| held.id() == *id) && *id != ranked.id());
        if ranking.iter().any(|held| held.id() == ranked.id()) {
            // There is one proof at most for each other proposal of the ranking.
            let _ = self.proofs.push((ranked.id(), proof));
        }
        Ok(evidence)
    }

    /// Checks a proposal as [`Block::propose`] does, without its block number and time.
    pub(crate) fn verify_proposal<P: ProposalProof>(
        &self,
        message: &ProposalMessage<P>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<RankedProposal, BlockError> {
        self.check_suite::<P>()?;
        let registration = look_up(registry, &message.key)?;
        let checked = self.election.check(&registration, &message.proposal)?;
        let beta = message.proof.verify(&message.key, &self.election.alpha(), checked.id().as_bytes())?;
        Ok(checked.rank(&beta))
    }

    /// Checks that the sequencers of the rollup make proofs `P`.
    pub(crate) fn check_suite<P: ProposalProof>(&self) -> Result<(), BlockError> {
        if self.params.sequencer_suite() == P::SUITE { Ok(()) } else { Err(BlockError::OtherSuite) }
    }

    /// The message of a proposal that the ranking holds.
    pub(crate) fn message_of<P: ProposalProof>(&self, held: &RankedProposal) -> Option<ProposalMessage<P>> {
        let (_, proof) = self.proofs.iter().find(|(id, _)| *id == held.id())?;
        Some(ProposalMessage {
            block_number: self.number(),
            key: held.scored_key().key(),
            proposal: *held.proposal(),
            proof: P::of_held(*proof)?,
        })
    }

    /// Applies a reveal that happened in `l1_block`. From a message with the hashes of the transactions,
    /// [`RevealMessage::with_root`](fernet_core::message::RevealMessage::with_root) makes `message`.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn reveal<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        l1_block: L1Block,
        message: &RevealRootMessage,
    ) -> Result<Effects, BlockError> {
        self.enter_reveal(chain, l1_block, message.head.block_number, &message.reveal())
    }

    /// Applies a reveal with the root of the proof data that happened in `l1_block`, in a rollup with attesters.
    ///
    /// # Errors
    /// [`BlockError`], the first that applies in the order of SPEC `#course`.
    pub fn reveal_with_data<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        l1_block: L1Block,
        message: &RevealDataMessage,
    ) -> Result<Effects, BlockError> {
        self.enter_reveal(chain, l1_block, message.head.block_number, &message.reveal())
    }

    fn enter_reveal<const N: usize>(
        &mut self,
        chain: &mut Chain<N>,
        l1_block: L1Block,
        block_number: BlockNumber,
        reveal: &Reveal,
    ) -> Result<Effects, BlockError> {
        self.check_number(block_number)?;
        self.accepts(chain, l1_block, Event::Reveal)?;
        // A block in the phase of reveals has a leader.
        let leader = *self.leader().ok_or(PhaseError::NotInThisPhase)?;
        let revealed = self.check_reveal(&leader, reveal)?;
        let effects = chain.reveal(l1_block, self.number(), leader.id())?;
        self.revealed = Some(revealed);
        self.last = l1_block;
        Ok(effects)
    }

    /// Checks the rules of a reveal (SPEC `#reveal`).
    pub(crate) fn check_reveal(&self, leader: &RankedProposal, reveal: &Reveal) -> Result<Revealed, BlockError> {
        let (shape, _) = check_reveal(&self.params, leader.proposal(), reveal)?;
        let fees = Amount::new(reveal.fees).map_err(SettleError::from)?;
        let plan = SettlementPlan::new(&self.params, shape, fees, leader.fee_split(), leader.bond())?;
        let seed = ProverSeed::new(&self.params, &self.pinned, leader.beta());
        let snapshot = Snapshot::new(&self.params, &self.pinned);
        let proving = ProvingContext::new(self.params, seed, leader.id(), shape, snapshot);
        Ok(Revealed {
            reveal: *reveal,
            proving,
            plan,
            certificate: None,
            best: BestTree::new(&proving),
            prices: Prices { base_fee: 0, rate: Amount::ZERO },
        })
    }

    /// Takes note of a reorganisation of L1 that replaced every L1 block after `last_common`.
    pub fn reorganised(&mut self, last_common: L1Block) -> Reorganisation {
        let latest = self.last.max(self.pinned.l1_block());
        self.stale |= latest > last_common;
        if self.stale { Reorganisation::Stale } else { Reorganisation::Unaffected }
    }

    /// Checks 2 of SPEC `#course`, and that the block may be used.
    pub(crate) fn check_number(&self, block_number: BlockNumber) -> Result<(), BlockError> {
        if self.stale { Err(BlockError::Stale) } else { self.check_number_of(block_number) }
    }

    pub(crate) fn check_number_of(&self, block_number: BlockNumber) -> Result<(), BlockError> {
        if block_number == self.number() { Ok(()) } else { Err(BlockError::OtherBlock) }
    }

    /// Checks whether a message of this block may happen in `l1_block`, before its contents are checked: checks 3 to 5 of SPEC
    /// `#course`. The methods that apply a message check it again.
    ///
    /// # Errors
    /// [`BlockError::Stale`], [`BlockError::Chain`] if time was not applied up to `l1_block`, or [`BlockError::Phase`].
    pub fn accepts<const N: usize>(&self, chain: &Chain<N>, l1_block: L1Block, event: Event) -> Result<(), BlockError> {
        let deadline = |phase: &BlockPhase| phase.deadline();
        if chain.phase(self.number()).is_some_and(|phase| deadline(phase) != deadline(&self.opened)) {
            return Err(BlockError::Stale);
        }
        match chain.accepts(l1_block, self.number(), event) {
            Err(ChainError::NotOpen) => {
                self.opened.in_time(l1_block, event)?;
                Err(PhaseError::NotInThisPhase.into())
            }
            Err(ChainError::Phase(error)) => Err(error.into()),
            accepted => Ok(accepted?),
        }
    }
}

/// Looks up a key (SPEC `#eligibility`).
pub(crate) fn look_up(registry: &(impl Registry + ?Sized), key: &KeyBytes) -> Result<Registration, BlockError> {
    Ok(registry.registration(key).ok_or(Ineligible::NotRegistered)?)
}

/// Evidence of two messages, the one with the smaller id first. `id` is that of `message`.
pub(crate) fn in_order<Id: PartialEq, M>([first, _]: [Id; 2], id: Id, message: M, other: M) -> EvidenceMessage<M> {
    if first == id {
        EvidenceMessage { first: message, second: other }
    } else {
        EvidenceMessage { first: other, second: message }
    }
}
