//! The driver: the blocks of a rollup, from messages to payments.

mod signing;

use fernet_block::{Applied as CoreApplied, Outcome as CoreOutcome, Reorganisation};
use fernet_core::message::{ClaimMessage, L1EventHead, L1EventMessage, Message};
use fernet_core::{
    Amount, BlockNumber, BundleCommitment, CertificateId, ClaimId, Effects, Happening as CoreHappening, KeyBytes,
    L1Block, NodeIndex, RandaoMix, RankedProposal, Seat as CoreSeat, Tree as CoreTree, VrfProofBytes,
};
use fernet_rewards::{Receipt as CoreReceipt, Slashing as CoreSlashing};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::election::{Happening, OPEN_BLOCKS, Opening};
use crate::error::Result;
use crate::params::Params;
use crate::registry::Registry;
use crate::shared::Shared;
use crate::tree::{Accumulator, Bundle, ProvingContext, Seat, Sums};
use crate::value::{Data, Items, V};

pub(crate) use signing::Block;

/// The number of proposals that a block keeps.
pub(crate) const PROPOSALS: usize = 4;
/// The number of L1 blocks whose mixes a rollup keeps.
const MIXES: usize = 1024;

type CoreRollup = fernet_block::Rollup<OPEN_BLOCKS, PROPOSALS, MIXES>;

/// A rollup as a client follows it: the open blocks with their messages, and the mixes of the latest 1024 L1 blocks (docs/client.md).
///
/// Pass on each L1 block with l1_block, and each message that L1 received with event. After each of these calls call advance until it
/// returns None. What is refused changes nothing.
#[pyclass(frozen, module = "fernet.block")]
#[derive(Debug)]
pub(crate) struct Rollup(Shared<Box<CoreRollup>>);

#[pymethods]
impl Rollup {
    /// Starts with a block whose parent is final. The mixes of L1 follow, from the L1 block randao_lag before the opening on.
    /// Raises ChainError if the parameters need more than 32 open blocks, RandaoError if randao_lag is above 1023.
    #[new]
    fn new(params: &Params, first: &Opening) -> Result<Self> {
        Ok(Self(Shared::new(Box::new(CoreRollup::new(&params.0, first.0)?))))
    }

    /// Reads a rollup that to_bytes has stored. Stores are trusted: no proof is verified again.
    #[staticmethod]
    fn from_bytes(data: V<Data>) -> Result<Self> {
        Ok(Self(Shared::new(Box::new(CoreRollup::from_bytes(&data.0)?))))
    }

    /// The bytes in which a client keeps its state over a restart.
    fn to_bytes(&self, py: Python<'_>) -> Result<V<Data>> {
        let mut bytes = vec![0; CoreRollup::STORED_LEN];
        let stored = self.0.read(py, |rollup| rollup.to_bytes(&mut bytes).map(<[u8]>::to_vec));
        Ok(V(stored.ok_or_else(|| PyValueError::new_err("the rollup has no stored form"))?))
    }

    /// Adds an L1 block with its mix (prevRandao), 32 bytes.
    fn l1_block(&self, py: Python<'_>, l1_block: V<L1Block>, mix: V<RandaoMix>) -> Result<()> {
        Ok(self.0.write(py, |rollup| rollup.l1_block(l1_block.0, mix.0))?)
    }

    /// Applies the next thing that time brings about; None when nothing is left.
    fn advance(&self, py: Python<'_>) -> Result<V<Option<CoreHappening>>> {
        Ok(V(self.0.write(py, |rollup| rollup.advance())?))
    }

    /// Applies a message that L1 received, as the bytes of an L1EventMessage. seats are those of verified claims, for a tree that
    /// names claims by their ids. The GIL is released.
    #[pyo3(signature = (message, registry, seats=V(Items(Vec::new()))))]
    fn event(
        &self,
        py: Python<'_>,
        message: V<Data>,
        registry: &Registry,
        seats: V<Items<CoreSeat>>,
    ) -> Result<Applied> {
        let event = L1EventMessage::decode(&message.0)?;
        let applied = self.0.write(py, |rollup| rollup.event(&event, registry, seats.0.0.as_slice()))?;
        Ok(Applied(applied))
    }

    /// Applies a tree of which L1 knows the root alone: its claim, the bytes of a ClaimMessage, and its sums, which the rollup's proof
    /// system has proven. base_fee and rate are the gas prices of the L1 block in wei.
    #[pyo3(signature = (claim, sums, registry, *, l1_block, base_fee, rate))]
    #[allow(clippy::too_many_arguments, reason = "those of Python, and the GIL")]
    fn submit_root(
        &self,
        py: Python<'_>,
        claim: V<Data>,
        sums: &Sums,
        registry: &Registry,
        l1_block: V<L1Block>,
        base_fee: V<u64>,
        rate: V<Amount>,
    ) -> Result<Applied> {
        let claim = <ClaimMessage>::decode(&claim.0)?;
        let head = L1EventHead { l1_block: l1_block.0, base_fee: base_fee.0, rate: rate.0 };
        let submitted = self.0.write(py, |rollup| rollup.submit_root(&head, &claim, sums.0, registry))?;
        Ok(Applied(CoreApplied::Submitted(submitted)))
    }

    /// Verifies a claim, the bytes of a ClaimMessage, and returns its seat. The GIL is released.
    fn claim(&self, py: Python<'_>, message: V<Data>, registry: &Registry) -> Result<Seat> {
        let message = Message::decode(&message.0)?;
        Ok(Seat(self.0.read(py, |rollup| rollup.claim(&message, registry))?))
    }

    /// Verifies an attestation, the bytes of an AttestationMessage.
    fn attestation(
        &self,
        py: Python<'_>,
        message: V<Data>,
        registry: &Registry,
    ) -> Result<V<fernet_core::Attestation>> {
        let message = fernet_core::message::AttestationMessage::decode(&message.0)?;
        Ok(V(self.0.read(py, |rollup| rollup.attestation(&message, registry))?))
    }

    /// Applies a certificate, the bytes of a CertificateMessage, and returns its id, 32 bytes. The GIL is released.
    fn certify(&self, py: Python<'_>, message: V<Data>, registry: &Registry) -> Result<V<CertificateId>> {
        let message = Message::decode(&message.0)?;
        Ok(V(self.0.write(py, |rollup| rollup.certify(&message, registry))?))
    }

    /// How a block ended, if a happening ends it; otherwise None. stake is that of the leader, in wei.
    fn outcome(&self, py: Python<'_>, happening: &Happening, stake: V<Amount>) -> Result<Option<Outcome>> {
        Ok(self.0.read(py, |rollup| rollup.outcome(&happening.0, stake.0))?.map(Outcome))
    }

    /// The present state of an open block, or of one that the last call of advance ended. Raises ChainError (NotOpen).
    fn block(&self, py: Python<'_>, block_number: V<BlockNumber>) -> Result<Block> {
        Ok(Block(self.0.read(py, |rollup| rollup.block(block_number.0).map(|block| Box::new(block.clone())))?))
    }

    /// The numbers of the open blocks, ancestors first.
    #[getter]
    fn open_blocks(&self, py: Python<'_>) -> V<Items<BlockNumber>> {
        V(Items(self.0.read(py, |rollup| rollup.chain().open_blocks().collect())))
    }

    /// Takes note of a reorganisation of L1 that replaced every L1 block after last_common. False means that nothing else is to be
    /// done; True, that the rollup refuses everything and has to be read from bytes that were stored at last_common or before.
    fn reorganised(&self, py: Python<'_>, last_common: V<L1Block>) -> bool {
        self.0.write(py, |rollup| matches!(rollup.reorganised(last_common.0), Reorganisation::Stale))
    }
}

/// What a message brought about.
#[pyclass(frozen, module = "fernet.block")]
#[derive(Debug)]
pub(crate) struct Applied(CoreApplied);

#[pymethods]
impl Applied {
    /// "proposed", "revealed" or "submitted".
    #[getter]
    fn kind(&self) -> &'static str {
        match self.0 {
            CoreApplied::Proposed(_) | CoreApplied::ProposedP256(_) => "proposed",
            CoreApplied::Revealed(_) => "revealed",
            CoreApplied::Submitted(_) => "submitted",
        }
    }

    /// What the rollup has to do.
    #[getter]
    fn effects(&self) -> V<Effects> {
        V(match &self.0 {
            CoreApplied::Proposed(proposed) => proposed.effects.clone(),
            CoreApplied::ProposedP256(proposed) => proposed.effects.clone(),
            CoreApplied::Revealed(effects) => effects.clone(),
            CoreApplied::Submitted(submitted) => submitted.effects.clone(),
        })
    }

    /// Whether the proposal or the tree is the best so far; None for a reveal.
    #[getter]
    fn leads(&self) -> Option<bool> {
        match &self.0 {
            CoreApplied::Proposed(proposed) => Some(proposed.leads),
            CoreApplied::ProposedP256(proposed) => Some(proposed.leads),
            CoreApplied::Revealed(_) => None,
            CoreApplied::Submitted(submitted) => Some(submitted.leads),
        }
    }

    /// The proposal, or None.
    #[getter]
    fn ranked(&self) -> V<Option<RankedProposal>> {
        V(match &self.0 {
            CoreApplied::Proposed(proposed) => Some(proposed.ranked),
            CoreApplied::ProposedP256(proposed) => Some(proposed.ranked),
            _ => None,
        })
    }

    /// The bytes of an EvidenceMessage if the key has made another proposal for the block; otherwise None.
    #[getter]
    fn evidence(&self) -> V<Option<Data>> {
        V(match &self.0 {
            CoreApplied::Proposed(proposed) => proposed.evidence.map(|evidence| evidence.to_bytes().to_vec()),
            CoreApplied::ProposedP256(proposed) => proposed.evidence.map(|evidence| evidence.to_bytes().to_vec()),
            _ => None,
        })
    }

    /// The tree, or None.
    #[getter]
    fn tree(&self) -> V<Option<CoreTree>> {
        V(match &self.0 {
            CoreApplied::Submitted(submitted) => Some(submitted.tree),
            _ => None,
        })
    }

    fn __repr__(&self) -> String {
        format!("<Applied: {}>", self.kind())
    }
}

/// How a block ended, and the payments that follow.
#[pyclass(frozen, module = "fernet.block")]
#[derive(Debug)]
pub(crate) struct Outcome(CoreOutcome);

#[pymethods]
impl Outcome {
    /// "settled", "skipped", "not-revealed", "not-proven" or "voided".
    #[getter]
    fn kind(&self) -> &'static str {
        match self.0 {
            CoreOutcome::Settled(_) => "settled",
            CoreOutcome::Skipped => "skipped",
            CoreOutcome::NotRevealed(_) => "not-revealed",
            CoreOutcome::NotProven(_) => "not-proven",
            CoreOutcome::Voided => "voided",
            _ => "other",
        }
    }

    /// The settlement of a settled block, or None.
    #[getter]
    fn receipt(&self) -> V<Option<CoreReceipt>> {
        V(match self.0 {
            CoreOutcome::Settled(receipt) => Some(receipt),
            _ => None,
        })
    }

    /// What the leader loses whose block was not revealed or not proven, or None.
    #[getter]
    fn slashing(&self) -> V<Option<CoreSlashing>> {
        V(match self.0 {
            CoreOutcome::NotRevealed(slashing) | CoreOutcome::NotProven(slashing) => Some(slashing),
            _ => None,
        })
    }

    fn __repr__(&self) -> String {
        format!("<Outcome: {}>", self.kind())
    }
}

/// Collects the claims of a block and makes the best bundle of each node, and the best tree.
#[pyclass(frozen, module = "fernet.block")]
#[derive(Debug)]
pub(crate) struct TreeBuilder(Shared<fernet_block::TreeBuilder>);

#[pymethods]
impl TreeBuilder {
    #[new]
    fn new(block_number: V<BlockNumber>, context: &ProvingContext) -> Self {
        Self(Shared::new(fernet_block::TreeBuilder::new(block_number.0, &context.0)))
    }

    /// Inserts a claim that was verified: its seat, and its VRF proof of 80 bytes. One that was inserted before changes nothing.
    fn insert(&self, py: Python<'_>, seat: &Seat, proof: V<VrfProofBytes>) -> Result<()> {
        Ok(self.0.write(py, |builder| builder.insert(&seat.0, proof.0))?)
    }

    /// The best bundle of a node and its accumulator, or None.
    fn best(&self, py: Python<'_>, node: V<NodeIndex>) -> Option<(Bundle, Accumulator)> {
        let copy = |best: &(fernet_core::Bundle, _)| (Bundle(best.0.clone()), Accumulator(best.1));
        self.0.read(py, |builder| builder.best(node.0).map(copy))
    }

    /// The nodes that a key has not claimed and that can be claimed, in post-order, each with the commitments left and right.
    fn claimable(
        &self,
        py: Python<'_>,
        key: V<KeyBytes>,
    ) -> V<Items<(NodeIndex, (BundleCommitment, BundleCommitment))>> {
        V(Items(
            self.0.read(py, |builder| {
                builder.claimable(&key.0).map(|(node, children)| (node, children.into())).collect()
            }),
        ))
    }

    /// The seat of a claim that was inserted, or None.
    fn seat(&self, py: Python<'_>, claim_id: V<ClaimId>) -> V<Option<CoreSeat>> {
        V(self.0.read(py, |builder| fernet_block::Seats::seat(builder, &claim_id.0)))
    }

    /// The bytes of the claims that were inserted, in their order.
    #[getter]
    fn claims(&self, py: Python<'_>) -> V<Items<Data>> {
        let encode = |claim: ClaimMessage| claim.to_bytes().to_vec();
        V(Items(self.0.read(py, |builder| builder.claims().map(encode).collect())))
    }

    /// The bytes of a TreeOfClaimsMessage with the best tree so far; None before the root has a bundle.
    fn to_message(&self, py: Python<'_>) -> V<Option<Data>> {
        V(self.0.read(py, |builder| builder.to_message()))
    }
}
