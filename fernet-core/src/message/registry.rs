//! Messages that change the registry, and its records.

use super::wire::fields;
use crate::error::RegistrationError;
use crate::{
    Address, KeyBytes, L1Block, Params, RegistrationRecord, RegistrationRequest, Role, SequencerProof, VrfProofBytes,
};

fields!(RegistrationRequest { suite: u8, key: KeyBytes, role: Role, owner: Address });

/// A request to register a key, as its owner sends it to L1. `P` is [`VrfProofBytes`], or
/// [`P256ProofBytes`](crate::P256ProofBytes) for a sequencer's key on P-256. [`RegistrationRequestMessage::check`] checks the
/// request, `fernet_vrf` or `fernet_vrf_p256` the key and the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegistrationRequestMessage<P = VrfProofBytes> {
    /// The request.
    pub request: RegistrationRequest,
    /// The VRF proof, which signs the id of the request.
    pub proof: P,
}

fields!(RegistrationRequestMessage<P> { request: RegistrationRequest, proof: P });

impl<P: SequencerProof> RegistrationRequestMessage<P> {
    /// Checks everything about a request except its key and its proof. The proof must have the length of the suite.
    ///
    /// # Errors
    /// [`RegistrationError::Suite`] or [`RegistrationError::OwnerZero`], the first that applies in this order.
    pub fn check(&self, params: &Params) -> Result<(), RegistrationError> {
        if params.suite(self.request.role) == P::SUITE {
            self.request.check(params)
        } else {
            Err(RegistrationError::Suite)
        }
    }
}

/// A record of the registry, with the proof of its request: what an archive of the registry stores. `P` is that of
/// [`RegistrationRequestMessage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegistrationRecordMessage<P = VrfProofBytes> {
    /// The request with its proof.
    pub request: RegistrationRequestMessage<P>,
    /// L1 block in which the request was registered.
    pub entry_l1_block: L1Block,
    /// L1 block in which the owner let the key exit, or `None`.
    pub exit_l1_block: Option<L1Block>,
}

fields!(RegistrationRecordMessage<P> {
    request: RegistrationRequestMessage<P>,
    entry_l1_block: L1Block,
    exit_l1_block: Option<L1Block>,
});

impl<P: Copy> RegistrationRecordMessage<P> {
    /// Returns the record without the proof of its request.
    #[must_use]
    pub const fn record(&self) -> RegistrationRecord {
        let Self { request: RegistrationRequestMessage { request, .. }, entry_l1_block, exit_l1_block } = *self;
        RegistrationRecord { request, entry_l1_block, exit_l1_block }
    }
}

/// The exit of a registered key, as its owner sends it to L1 (SPEC `#exit`). L1 checks that the owner sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ExitMessage {
    /// The VRF public key.
    pub key: KeyBytes,
    /// The owner of the record that exits.
    pub owner: Address,
}

fields!(ExitMessage { key: KeyBytes, owner: Address });
