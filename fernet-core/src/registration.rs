//! Requests to register a key, the records of the registry, and the choice among the records of one key (SPEC
//! `#registration`).

use crate::error::RegistrationError;
use crate::message::wire::Wire;
use crate::{
    Address, Alpha, KeyBytes, L1Block, P256ProofBytes, Params, Registration, RegistrationId, Role, SequencerSuite,
    VrfProofBytes, tag,
};

/// A request of an owner to register a key, in any range and without its proof (SPEC `#registration`).
///
/// The proof is a VRF proof of the key over [`RegistrationRequest::alpha`] with [`RegistrationRequest::id`] as additional
/// data. It shows that the owner holds the secret key, or that its holder agrees. All fields are public; the protocol
/// fixes them.
///
/// ```
/// use fernet_core::{Address, KeyBytes, ParamValues, Params, RegistrationRequest, Role};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let request = RegistrationRequest {
///     suite: params.suite(Role::Prover).into(),
///     key: KeyBytes::from_bytes([1; 32]),
///     role: Role::Prover,
///     owner: Address::from_bytes([2; 20]),
/// };
/// request.check(&params)?;
/// // The proof of one owner is no proof of another.
/// let other = RegistrationRequest { owner: Address::from_bytes([3; 20]), ..request };
/// assert_eq!(request.alpha(&params), other.alpha(&params));
/// assert_ne!(request.id(&params), other.id(&params));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RegistrationRequest {
    /// The suite byte of the VRF of the key; only that of [`Params::suite`] is accepted.
    pub suite: u8,
    /// The VRF public key.
    pub key: KeyBytes,
    /// The role that the key is to have.
    pub role: Role,
    /// The address that registers the key and may let it exit; not zero.
    pub owner: Address,
}

impl RegistrationRequest {
    /// Computes the VRF input of the proof; it is the same for all owners of the key (SPEC `#registration`).
    #[must_use]
    pub fn alpha(&self, params: &Params) -> Alpha {
        let hasher = tag::ALPHA_REGISTRATION.hasher().field(&params.chain_id().to_be_bytes());
        Alpha::from_bytes(hasher.field(params.rollup_address().as_bytes()).field(self.key.as_bytes()).finish())
    }

    /// Computes the registration id, which the proof signs as additional data (SPEC `#registration`).
    #[must_use]
    pub fn id(&self, params: &Params) -> RegistrationId {
        let hasher = tag::REGISTRATION.hasher().field(&params.chain_id().to_be_bytes());
        let hasher = hasher.field(params.rollup_address().as_bytes()).field(&[self.suite]).field(self.key.as_bytes());
        RegistrationId::from_bytes(hasher.field(&[self.role.number()]).field(self.owner.as_bytes()).finish())
    }

    /// Checks everything about a request except its key and its proof.
    /// [`RegistrationRequestMessage::check`](crate::message::RegistrationRequestMessage::check) also checks that the proof has
    /// the length of the suite.
    ///
    /// # Errors
    /// [`RegistrationError::Suite`] or [`RegistrationError::OwnerZero`], the first that applies in this order.
    pub fn check(&self, params: &Params) -> Result<(), RegistrationError> {
        if self.suite != u8::from(params.suite(self.role)) {
            Err(RegistrationError::Suite)
        } else if self.owner == Address::ZERO {
            Err(RegistrationError::OwnerZero)
        } else {
            Ok(())
        }
    }
}

/// The bytes of a VRF proof of a sequencer's key: [`VrfProofBytes`], or [`P256ProofBytes`] if the parameter `sequencer_suite`
/// is `p256`. The trait is sealed.
pub trait SequencerProof: Wire {
    /// The suite of the proof.
    const SUITE: SequencerSuite;
}

impl SequencerProof for VrfProofBytes {
    const SUITE: SequencerSuite = SequencerSuite::Edwards25519;
}

impl SequencerProof for P256ProofBytes {
    const SUITE: SequencerSuite = SequencerSuite::P256;
}

/// A request in the registry, with the L1 blocks of its entry and exit (SPEC `#registration`). A registry holds at most
/// one record for each key and owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RegistrationRecord {
    /// The request.
    pub request: RegistrationRequest,
    /// L1 block in which the request was registered.
    pub entry_l1_block: L1Block,
    /// L1 block in which the owner let the key exit, or `None`.
    pub exit_l1_block: Option<L1Block>,
}

impl RegistrationRecord {
    /// Returns the registration of the key, if this record is the one that counts ([`choose`]).
    #[must_use]
    pub const fn registration(&self) -> Registration {
        let Self { request: RegistrationRequest { key, role, .. }, entry_l1_block, exit_l1_block } = *self;
        Registration { key, role, entry_l1_block, exit_l1_block }
    }
}

/// Chooses the record that counts among those of one key: the one with the smallest entry, and at equal entries the one
/// with the smallest owner (SPEC `#registration-choice`). Returns `None` if there is none.
///
/// The caller gives only records of one key whose requests and proofs are valid, in any order, each when it is read:
/// nothing is stored. A record that has exited still counts, so a key that has exited does not come back.
#[must_use]
pub fn choose<I: IntoIterator<Item = RegistrationRecord>>(valid: I) -> Option<RegistrationRecord> {
    valid.into_iter().min_by_key(|record| (record.entry_l1_block, record.request.owner))
}
