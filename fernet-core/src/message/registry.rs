//! Messages that change the registry, and its records.

use super::wire::fields;
use crate::{Address, KeyBytes, L1Block, RegistrationRecord, RegistrationRequest, Role, VrfProofBytes};

fields!(RegistrationRequest { suite: u8, key: KeyBytes, role: Role, owner: Address });

/// A request to register a key, as its owner sends it to L1. [`RegistrationRequest::check`] checks the request,
/// `fernet_vrf` the key and the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegistrationRequestMessage {
    /// The request.
    pub request: RegistrationRequest,
    /// The VRF proof, which signs the id of the request.
    pub proof: VrfProofBytes,
}

fields!(RegistrationRequestMessage { request: RegistrationRequest, proof: VrfProofBytes });

/// A record of the registry, with the proof of its request: what an archive of the registry stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegistrationRecordMessage {
    /// The request with its proof.
    pub request: RegistrationRequestMessage,
    /// L1 block in which the request was registered.
    pub entry_l1_block: L1Block,
    /// L1 block in which the owner let the key exit, or `None`.
    pub exit_l1_block: Option<L1Block>,
}

fields!(RegistrationRecordMessage {
    request: RegistrationRequestMessage,
    entry_l1_block: L1Block,
    exit_l1_block: Option<L1Block>,
});

impl RegistrationRecordMessage {
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
