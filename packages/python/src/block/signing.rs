//! One block: its state, what its participants sign, evidence.

use fernet_core::message::{AttestationMessage, ClaimMessage, Message, ProposalMessage};
use fernet_core::{
    BatchProofBytes, BlockNumber, CertificateId, DataDigest, Duty, KeyBytes, L1Block, MessageError, PinnedMix,
    RankedProposal, Reveal, Tree,
};
use fernet_rewards::SettlementPlan;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::block::PROPOSALS;
use crate::election::Proposal;
use crate::error::Result;
use crate::registry::Registry;
use crate::tree::{Claim, Seat};
use crate::value::{Data, Items, V};
use crate::{p256, vrf};

/// The state of one block of a rollup, at the time when Rollup.block returned it.
#[pyclass(frozen, module = "fernet.block")]
#[derive(Debug)]
pub(crate) struct Block(pub(crate) Box<fernet_block::Block<PROPOSALS>>);

/// The secret key of a sequencer, of either suite.
#[derive(FromPyObject)]
enum SequencerKey<'py> {
    #[pyo3(transparent)]
    Edwards25519(Bound<'py, vrf::SecretKey>),
    #[pyo3(transparent)]
    P256(Bound<'py, p256::SecretKey>),
}

#[pymethods]
impl Block {
    #[getter]
    fn number(&self) -> V<BlockNumber> {
        V(self.0.number())
    }

    #[getter]
    fn opening(&self) -> V<fernet_core::Opening> {
        V(*self.0.opening())
    }

    /// The mix from which the seeds of the block are derived.
    #[getter]
    fn pinned(&self) -> V<PinnedMix> {
        V(*self.0.pinned())
    }

    /// The L1 block at which the proving phase ends.
    #[getter]
    fn deadline(&self) -> V<L1Block> {
        V(self.0.deadline())
    }

    /// The best proposal so far, or None.
    #[getter]
    fn leader(&self) -> V<Option<RankedProposal>> {
        V(self.0.leader().copied())
    }

    /// What the leader revealed, or None.
    #[getter]
    fn contents(&self) -> V<Option<Reveal>> {
        V(self.0.contents().copied())
    }

    /// What claims are checked against, or None before the reveal.
    #[getter]
    fn proving(&self) -> V<Option<fernet_core::ProvingContext>> {
        V(self.0.proving().copied())
    }

    /// How the block will be settled, or None before the reveal.
    #[getter]
    fn plan(&self) -> V<Option<SettlementPlan>> {
        V(self.0.plan().copied())
    }

    /// The best tree so far, or None.
    #[getter]
    fn best_tree(&self) -> V<Option<Tree>> {
        V(self.0.best_tree().copied())
    }

    /// The id of the certificate, 32 bytes, or None.
    #[getter]
    fn certificate(&self) -> V<Option<CertificateId>> {
        V(self.0.certificate())
    }

    /// What attestations are checked against.
    fn availability(&self, registry: &Registry) -> Result<V<fernet_core::Availability>> {
        Ok(V(self.0.availability(registry)?))
    }

    /// Checks that a key is eligible in this block. Raises Ineligible.
    fn check_eligible(&self, key: V<KeyBytes>, duty: V<Duty>, registry: &Registry) -> Result<()> {
        Ok(self.0.check_eligible(&key.0, duty.0, registry)?)
    }

    /// Checks a proposal of one's own and signs it: the bytes of a ProposalMessage. secret_key is of the rollup's sequencer_suite.
    fn sign_proposal(
        &self,
        py: Python<'_>,
        secret_key: SequencerKey<'_>,
        proposal: &Proposal,
        registry: &Registry,
    ) -> Result<V<Data>> {
        Ok(V(match secret_key {
            SequencerKey::Edwards25519(key) => {
                key.get().with(py, |key| self.0.sign_proposal(key, &proposal.0, registry))??.to_bytes().to_vec()
            }
            SequencerKey::P256(key) => {
                key.get().with(py, |key| self.0.sign_proposal(key, &proposal.0, registry))??.to_bytes().to_vec()
            }
        }))
    }

    /// Checks a claim of one's own and signs it: the bytes of a ClaimMessage.
    fn sign_claim(
        &self,
        py: Python<'_>,
        secret_key: &vrf::SecretKey,
        claim: &Claim,
        registry: &Registry,
    ) -> Result<V<Data>> {
        let message = secret_key.with(py, |key| self.0.sign_claim(key, &claim.0, registry))??;
        Ok(V(message.to_bytes().to_vec()))
    }

    /// Signs that the proof data of the block with these digests are here: the bytes of an AttestationMessage.
    fn sign_attestation(
        &self,
        py: Python<'_>,
        secret_key: &vrf::SecretKey,
        data_digests: V<Items<DataDigest>>,
        newest_l1_block: V<L1Block>,
        registry: &Registry,
    ) -> Result<V<Data>> {
        let sign = |key: &_| self.0.sign_attestation(key, &data_digests.0.0, newest_l1_block.0, registry);
        let message = secret_key.with(py, sign)??;
        Ok(V(message.to_bytes().to_vec()))
    }

    /// Verifies many claims with proofs in the form for batches together, in about half the time of single verifications. The result
    /// has the seat of each claim, or the exception that tells why it was refused. The GIL is released.
    fn claims<'py>(
        &self,
        py: Python<'py>,
        messages: V<Items<Data>>,
        registry: &Registry,
    ) -> Result<Bound<'py, PyList>> {
        let decode = |message: &Data| ClaimMessage::<BatchProofBytes>::decode(message);
        let messages = messages.0.0.iter().map(decode).collect::<std::result::Result<Vec<_>, _>>()?;
        let seats = PyList::empty(py);
        for seat in py.detach(|| self.0.claims(&messages, registry)) {
            match seat {
                Ok(seat) => seats.append(Seat(seat))?,
                Err(error) => seats.append(PyErr::from(crate::error::Exception::from(error)))?,
            }
        }
        Ok(seats)
    }

    /// Verifies a claim and converts its proof to the form for batches: the bytes of a ClaimMessage.
    fn batch_form(&self, message: V<Data>) -> Result<V<Data>> {
        Ok(V(self.0.batch_form(&<ClaimMessage>::decode(&message.0)?)?.to_bytes().to_vec()))
    }

    /// Verifies two messages of one key in this block, and returns the bytes of an EvidenceMessage if they contradict each other
    /// (SPEC #equivocation). Raises BlockError (NoEvidence) if they do not.
    fn evidence(&self, first: V<Data>, second: V<Data>, registry: &Registry) -> Result<V<Data>> {
        let (first, second) = (&first.0, &second.0);
        Ok(V(match Message::decode(first)? {
            Message::Proposal(message) => {
                let second = <ProposalMessage>::decode(second)?;
                self.0.proposal_evidence(&message, &second, registry)?.to_bytes().to_vec()
            }
            Message::ProposalP256(message) => {
                let second = ProposalMessage::<fernet_core::P256ProofBytes>::decode(second)?;
                self.0.proposal_evidence(&message, &second, registry)?.to_bytes().to_vec()
            }
            Message::Claim(message) => {
                let second = <ClaimMessage>::decode(second)?;
                self.0.claim_evidence(&message, &second, registry)?.to_bytes().to_vec()
            }
            Message::Attestation(message) => {
                let second = AttestationMessage::decode(second)?;
                self.0.attestation_evidence(&message, &second, registry)?.to_bytes().to_vec()
            }
            _ => return Err(fernet_block::BlockError::Message(MessageError::OtherKind).into()),
        }))
    }

    fn __repr__(&self) -> String {
        format!("<Block {}>", self.0.number())
    }
}
