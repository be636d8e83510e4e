//! The messages of SPEC #messages, as bytes and as objects.

mod lists;

use fernet_block::{BlockError, ProposalProof};
use fernet_core::message::{
    AttestationMessage as CoreAttestation, BlockOpeningMessage as CoreBlockOpening, ClaimMessage as CoreClaimMessage,
    DecodeError, EvidenceMessage as CoreEvidence, ExitMessage as CoreExit, Message, ParametersMessage,
    ProposalMessage as CoreProposalMessage, RegistrationRecordMessage as CoreRecordMessage,
    RegistrationRequestMessage as CoreRequestMessage,
};
use fernet_core::{
    Address, BlockHash, BlockNumber, Claim, DataRoot, KeyBytes, L1Block, MessageError, ParamValues, Proposal,
    ProposalId, RandaoMix, RegistrationRequest, SequencerSuite, TxPerBase, VrfMode,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::error::Result;
use crate::params::Params;
use crate::proof_bytes::{ProverProof, SequencerProof};
use crate::value::{Data, V, Value};

pub(crate) use lists::*;

/// The fields of a message of one kind, or of two kinds that differ in the proof.
pub(crate) trait Fields: Sized {
    fn encode(&self) -> Result<Data>;
    fn read(message: &Message<'_>) -> Option<Self>;

    /// The fields, if they have an encoding.
    fn checked(self) -> Result<Self> {
        Message::decode(&self.encode()?)?;
        Ok(self)
    }

    fn decode(data: &[u8]) -> Result<Self> {
        let other = DecodeError { error: MessageError::OtherKind, field: "kind", offset: 1 };
        Ok(Self::read(&Message::decode(data)?).ok_or(other)?)
    }
}

/// Defines the class of a message from the struct of its fields.
macro_rules! message {
    ($(#[$attribute:meta])* $name:ident($inner:ty) {
        $($(#[$doc:meta])* $field:ident: $type:ty $(= $default:expr)?),* $(,)?
    }) => {
        $crate::class::class!($(#[$attribute])* "fernet.messages" $name($inner));
        $crate::class::getters!($name { $($(#[$doc])* $field: $type = |fields: &$inner| fields.$field.clone()),* });
        $crate::class::comparable!($name);

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = (*, $($field $(= V($default))?),*))]
            #[allow(clippy::too_many_arguments, reason = "the fields of the message, by name")]
            fn new($($field: V<$type>),*) -> $crate::error::Result<Self> {
                type Inner = $inner;
                Ok(Self($crate::messages::Fields::checked(Inner { $($field: $field.0),* })?))
            }

            /// Decodes a message of this class. Raises MessageError with the first wrong field and its offset.
            #[staticmethod]
            fn from_bytes(data: V<Data>) -> $crate::error::Result<Self> {
                Ok(Self($crate::messages::Fields::decode(&data.0)?))
            }

            fn __bytes__(&self) -> $crate::error::Result<V<Data>> {
                Ok(V($crate::messages::Fields::encode(&self.0)?))
            }

            /// The name of the kind in SPEC #message-kinds, for example "proposal" or "proposal-p256".
            #[getter]
            fn kind(&self) -> $crate::error::Result<&'static str> {
                Ok(fernet_core::message::Message::decode(&$crate::messages::Fields::encode(&self.0)?)?.kind().name())
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (V<Data>,))> {
                Ok((py.get_type::<Self>().getattr("from_bytes")?, (self.__bytes__()?,)))
            }
        }
    };
}
pub(crate) use message;

/// Implements `Fields` for a struct that is a message of the crates itself.
macro_rules! as_it_is {
    ($($inner:ty = $variant:ident),*) => {$(
        impl Fields for $inner {
            fn encode(&self) -> Result<Data> {
                Ok(self.to_bytes().to_vec())
            }

            fn read(message: &Message<'_>) -> Option<Self> {
                match message {
                    Message::$variant(message) => Some(*message),
                    _ => None,
                }
            }
        }
    )*};
}

as_it_is!(CoreExit = Exit, CoreBlockOpening = BlockOpening, CoreAttestation = Attestation);

impl Value for TxPerBase {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::try_from(u8::from_python(object)?).map_err(|_| PyValueError::new_err("expected 1 or 2"))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        u8::from(self).to_python(py)
    }
}

impl Fields for ParamValues {
    fn encode(&self) -> Result<Data> {
        Ok(ParametersMessage { values: *self }.to_bytes().to_vec())
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        match message {
            Message::Parameters(message) => Some(message.values),
            _ => None,
        }
    }
}

message! {
    /// The parameters of a rollup, in any range (SPEC #message-parameters); bytes(params) makes it. Params checks them.
    ParamsMessage(ParamValues) {
        chain_id: u64, rollup_address: Address, proofs_per_node: u8, root_seats: Option<u8>, fee_split_cap: u32,
        tx_per_base: TxPerBase, vrf_mode: VrfMode, randao_lag: u32, activation_delay: u32, proposal_blocks: u32,
        reveal_blocks: u32, proving_blocks: u32, bond_base: u128, reveal_slash_amount: u128, proof_slash_amount: u128,
        block_reward: u128, rebate_gas: u32, claim_blocks: u32, rebate_cap: u128, base_share: Option<u32>, attesters: u16,
        quorum: u16, attest_blocks: u32, sequencer_suite: SequencerSuite,
    }
}

message! {
    /// The exit of a key by its owner (SPEC #message-registry).
    ExitMessage(CoreExit) { key: KeyBytes, owner: Address }
}

message! {
    /// The opening of a block with its mix (SPEC #message-l1).
    BlockOpeningMessage(CoreBlockOpening) {
        l1_block: L1Block, mix_l1_block: L1Block, mix: RandaoMix, parent: BlockHash, block_number: BlockNumber,
    }
}

message! {
    /// An attestation (SPEC #message-attestation).
    AttestationMessage(CoreAttestation) {
        block_number: BlockNumber, proposal_id: ProposalId, data_root: DataRoot, key: KeyBytes,
        proof: fernet_core::VrfProofBytes,
    }
}

/// Defines the fields of a message whose proof is of one of two kinds, and their encoding.
macro_rules! two_kinds {
    ($name:ident = $core:ident { $($field:ident: $type:ty),* } $proof:ident { $($kind:ident = $variant:ident),* }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
            pub(crate) proof: $proof,
        }

        impl $name {
            /// The message of the crates, with a proof of a known kind.
            fn with<P>(self, proof: P) -> $core<P> {
                let Self { $($field,)* .. } = self;
                $core { $($field,)* proof }
            }
        }

        impl Fields for $name {
            fn encode(&self) -> Result<Data> {
                Ok(match self.proof {
                    $($proof::$kind(proof) => self.with(proof).to_bytes().to_vec(),)*
                })
            }

            fn read(message: &Message<'_>) -> Option<Self> {
                Some(match *message {
                    $(Message::$variant(message) => message.into(),)*
                    _ => return None,
                })
            }
        }

        impl<P: Into<$proof>> From<$core<P>> for $name {
            fn from(message: $core<P>) -> Self {
                let $core { $($field,)* proof } = message;
                Self { $($field,)* proof: proof.into() }
            }
        }
    };
}

two_kinds!(
    ProposalFields = CoreProposalMessage { block_number: BlockNumber, key: KeyBytes, proposal: Proposal }
    SequencerProof { Edwards25519 = Proposal, P256 = ProposalP256 }
);
two_kinds!(
    ClaimFields = CoreClaimMessage { block_number: BlockNumber, proposal_id: ProposalId, key: KeyBytes, claim: Claim }
    ProverProof { Plain = Claim, Batch = BatchClaim }
);
two_kinds!(
    RequestFields = CoreRequestMessage { request: RegistrationRequest }
    SequencerProof { Edwards25519 = RegistrationRequest, P256 = RegistrationRequestP256 }
);

message! {
    /// A signed proposal (SPEC #message-proposal). proof has 80 bytes, or 81 on P-256.
    ProposalMessage(ProposalFields) {
        block_number: BlockNumber, key: KeyBytes, proposal: Proposal, proof: SequencerProof,
    }
}

message! {
    /// A signed claim (SPEC #message-claim). proof has 80 bytes, or 128 in the form for batches.
    ClaimMessage(ClaimFields) {
        block_number: BlockNumber, proposal_id: ProposalId, key: KeyBytes, claim: Claim, proof: ProverProof,
    }
}

message! {
    /// A request to register a key, with its proof of possession of 80 bytes, or 81 on P-256 (SPEC #message-registry).
    RegistrationRequestMessage(RequestFields) { request: RegistrationRequest, proof: SequencerProof }
}

#[pymethods]
impl RegistrationRequestMessage {
    /// Checks the request and verifies its proof (SPEC #registration). Raises RegistrationError, VerifyError or what a key or a
    /// proof raises.
    fn verify(&self, params: &Params) -> Result<()> {
        fn verify<P: ProposalProof>(message: &CoreRequestMessage<P>, params: &Params) -> Result<()> {
            message.check(&params.0)?;
            let (alpha, id) = (message.request.alpha(&params.0), message.request.id(&params.0));
            message.proof.verify(&message.request.key, &alpha, id.as_bytes())?;
            Ok(())
        }
        match self.0.proof {
            SequencerProof::Edwards25519(proof) => verify(&self.0.with(proof), params),
            SequencerProof::P256(proof) => verify(&self.0.with(proof), params),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RecordFields {
    request: RequestFields,
    entry_l1_block: L1Block,
    exit_l1_block: Option<L1Block>,
}

impl<P: Into<SequencerProof>> From<CoreRecordMessage<P>> for RecordFields {
    fn from(message: CoreRecordMessage<P>) -> Self {
        let CoreRecordMessage { request, entry_l1_block, exit_l1_block } = message;
        Self { request: request.into(), entry_l1_block, exit_l1_block }
    }
}

impl Fields for RecordFields {
    fn encode(&self) -> Result<Data> {
        let Self { request, entry_l1_block, exit_l1_block } = *self;
        Ok(match request.proof {
            SequencerProof::Edwards25519(proof) => {
                CoreRecordMessage { request: request.with(proof), entry_l1_block, exit_l1_block }.to_bytes().to_vec()
            }
            SequencerProof::P256(proof) => {
                CoreRecordMessage { request: request.with(proof), entry_l1_block, exit_l1_block }.to_bytes().to_vec()
            }
        })
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        Some(match *message {
            Message::RegistrationRecord(message) => message.into(),
            Message::RegistrationRecordP256(message) => message.into(),
            _ => return None,
        })
    }
}

message! {
    /// A request that L1 accepted, with the L1 blocks of its entry and its exit (SPEC #message-registry).
    RegistrationRecordMessage(RecordFields) {
        request: RequestFields, entry_l1_block: L1Block, exit_l1_block: Option<L1Block> = None,
    }
}

/// Two messages of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Signed {
    Proposal(ProposalFields),
    Claim(ClaimFields),
    Attestation(CoreAttestation),
}

impl Value for Signed {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        ProposalFields::from_python(object)
            .map(Self::Proposal)
            .or_else(|_| ClaimFields::from_python(object).map(Self::Claim))
            .or_else(|_| CoreAttestation::from_python(object).map(Self::Attestation))
            .map_err(|_| PyTypeError::new_err("expected a ProposalMessage, ClaimMessage or AttestationMessage"))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Proposal(message) => message.to_python(py),
            Self::Claim(message) => message.to_python(py),
            Self::Attestation(message) => message.to_python(py),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EvidenceFields {
    first: Signed,
    second: Signed,
}

impl Fields for EvidenceFields {
    fn encode(&self) -> Result<Data> {
        use SequencerProof::{Edwards25519, P256};
        Ok(match (self.first, self.second) {
            (Signed::Proposal(a), Signed::Proposal(b)) => match (a.proof, b.proof) {
                (Edwards25519(first), Edwards25519(second)) => {
                    CoreEvidence { first: a.with(first), second: b.with(second) }.to_bytes().to_vec()
                }
                (P256(first), P256(second)) => {
                    CoreEvidence { first: a.with(first), second: b.with(second) }.to_bytes().to_vec()
                }
                _ => return Err(PyValueError::new_err("second: expected a proof of the suite of first").into()),
            },
            (Signed::Claim(a), Signed::Claim(b)) => match (a.proof, b.proof) {
                (ProverProof::Plain(first), ProverProof::Plain(second)) => {
                    CoreEvidence { first: a.with(first), second: b.with(second) }.to_bytes().to_vec()
                }
                _ => return Err(PyValueError::new_err("first, second: expected proofs of 80 bytes").into()),
            },
            (Signed::Attestation(first), Signed::Attestation(second)) => {
                CoreEvidence { first, second }.to_bytes().to_vec()
            }
            _ => return Err(PyTypeError::new_err("second: expected a message of the class of first").into()),
        })
    }

    fn read(message: &Message<'_>) -> Option<Self> {
        let (first, second) = match *message {
            Message::ProposalEvidence(m) => (Signed::Proposal(m.first.into()), Signed::Proposal(m.second.into())),
            Message::ProposalEvidenceP256(m) => (Signed::Proposal(m.first.into()), Signed::Proposal(m.second.into())),
            Message::ClaimEvidence(m) => (Signed::Claim(m.first.into()), Signed::Claim(m.second.into())),
            Message::AttestationEvidence(m) => (Signed::Attestation(m.first), Signed::Attestation(m.second)),
            _ => return None,
        };
        Some(Self { first, second })
    }
}

message! {
    /// Two messages of one key that contradict each other (SPEC #message-evidence): two ProposalMessages, ClaimMessages or
    /// AttestationMessages.
    EvidenceMessage(EvidenceFields) { first: Signed, second: Signed }
}

/// Decodes a message of any kind: the object of its class. Raises MessageError with the first wrong field and its offset.
#[pyfunction]
pub(crate) fn decode<'py>(py: Python<'py>, data: V<Data>) -> Result<Bound<'py, PyAny>> {
    let message = Message::decode(&data.0)?;
    macro_rules! first_of {
        ($($fields:ty),* $(,)?) => {
            $(if let Some(fields) = <$fields>::read(&message) { return Ok(fields.to_python(py)?); })*
        };
    }
    first_of!(
        ParamValues,
        RequestFields,
        RecordFields,
        CoreExit,
        CoreBlockOpening,
        EventFields,
        ProposalFields,
        RevealFields,
        RevealRootFields,
        RevealDataFields,
        CoreAttestation,
        CertificateFields,
        ClaimFields,
        IdTreeFields,
        ClaimTreeFields,
        TreeDataFields,
        SeatOpeningFields,
        EvidenceFields,
    );
    Err(BlockError::Message(MessageError::UnknownKind).into())
}
