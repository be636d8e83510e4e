//! Requests to register keys, registrations, and which keys are eligible in a block (SPEC `#registry`).

use fernet_block::Registry;
use fernet_core::message::RegistrationRequestMessage;
use fernet_core::registration::choose;
use fernet_core::{
    Duty, KeyBytes, L1Block, NodeKind, P256ProofBytes, Registration, RegistrationError, RegistrationRecord,
    RegistrationRequest, Role, Snapshot, VrfProofBytes,
};

use crate::bytes::{FERNET_NO_EXIT, Parse, fernet_address, fernet_alpha, fernet_key, fernet_registration_id, reserved};
use crate::params::{fernet_params, fernet_sequencer_suite};
use crate::ptr::{In, InArray, Out, Output};
use crate::randao::fernet_pinned_mix;
use crate::status::fernet_status;

/// The role with which a key is registered: one of the FERNET_ROLE_ constants (SPEC #registry).
pub type fernet_role = u8;
/// The key may propose blocks.
pub const FERNET_ROLE_SEQUENCER: fernet_role = 0;
/// The key may prove base nodes only.
pub const FERNET_ROLE_BASE_PROVER: fernet_role = 1;
/// The key may prove merge nodes only.
pub const FERNET_ROLE_MERGE_PROVER: fernet_role = 2;
/// The key may prove base and merge nodes.
pub const FERNET_ROLE_PROVER: fernet_role = 3;
/// A task that a role may allow: one of the FERNET_DUTY_ constants (SPEC #eligibility).
pub type fernet_duty = u8;
/// Proposing a block; allowed to sequencers.
pub const FERNET_DUTY_PROPOSE: fernet_duty = 0;
/// Proving a base node; allowed to base provers and provers.
pub const FERNET_DUTY_PROVE_BASE: fernet_duty = 1;
/// Proving a merge node; allowed to merge provers and provers.
pub const FERNET_DUTY_PROVE_MERGE: fernet_duty = 2;
/// A request of an owner to register a key, without its proof (SPEC #registration). The proof is a VRF proof of the key
/// over fernet_registration_alpha with fernet_registration_id_new as additional data.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_registration_request {
    /// The VRF public key.
    pub key: fernet_key,
    /// The address that registers the key and may let it exit; not zero.
    pub owner: fernet_address,
    /// The role that the key is to have.
    pub role: fernet_role,
    /// The suite of the key's VRF. Accepted is that of the parameters for a sequencer, and
    /// FERNET_SEQUENCER_SUITE_EDWARDS25519 for a prover.
    pub suite: fernet_sequencer_suite,
    /// Reserved; must be 0.
    pub reserved: [u8; 2],
}
/// A request in the registry (SPEC #registration).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_registration_record {
    /// The request.
    pub request: fernet_registration_request,
    /// L1 block in which the request was registered.
    pub entry_l1_block: u64,
    /// L1 block in which the owner let the key exit, or FERNET_NO_EXIT.
    pub exit_l1_block: u64,
}
/// The registration of one key (SPEC #registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_registration {
    /// The registered VRF public key.
    pub key: fernet_key,
    /// L1 block in which the key was registered.
    pub entry_l1_block: u64,
    /// L1 block in which the key exited, or FERNET_NO_EXIT.
    pub exit_l1_block: u64,
    /// The role of the key.
    pub role: fernet_role,
    /// Reserved; must be 0.
    pub reserved: [u8; 7],
}

impl Parse for fernet_registration_request {
    type Value = RegistrationRequest;

    fn parse(self) -> Result<RegistrationRequest, fernet_status> {
        reserved(&self.reserved)?;
        let (key, role, owner) = (self.key.parse()?, role(self.role)?, self.owner.parse()?);
        Ok(RegistrationRequest { suite: self.suite, key, role, owner })
    }
}

impl From<RegistrationRequest> for fernet_registration_request {
    fn from(request: RegistrationRequest) -> Self {
        let RegistrationRequest { suite, key, role, owner } = request;
        Self { key: key.into(), owner: owner.into(), role: role.number(), suite, reserved: [0; 2] }
    }
}

impl Parse for fernet_registration_record {
    type Value = RegistrationRecord;

    fn parse(self) -> Result<RegistrationRecord, fernet_status> {
        Ok(RegistrationRecord {
            request: self.request.parse()?,
            entry_l1_block: L1Block::new(self.entry_l1_block),
            exit_l1_block: (self.exit_l1_block != FERNET_NO_EXIT).then_some(L1Block::new(self.exit_l1_block)),
        })
    }
}

impl Parse for fernet_registration {
    type Value = Registration;

    fn parse(self) -> Result<Registration, fernet_status> {
        reserved(&self.reserved)?;
        Ok(Registration {
            key: self.key.parse()?,
            role: role(self.role)?,
            entry_l1_block: L1Block::new(self.entry_l1_block),
            exit_l1_block: (self.exit_l1_block != FERNET_NO_EXIT).then_some(L1Block::new(self.exit_l1_block)),
        })
    }
}

impl From<Registration> for fernet_registration {
    fn from(registration: Registration) -> Self {
        Self {
            key: registration.key.into(),
            entry_l1_block: registration.entry_l1_block.get(),
            exit_l1_block: registration.exit_l1_block.map_or(FERNET_NO_EXIT, L1Block::get),
            role: registration.role.number(),
            reserved: [0; 7],
        }
    }
}

/// The registry of a caller that has looked up one key, or has found no registration of it.
pub(crate) fn one(registration: In<fernet_registration>) -> Result<impl Registry, fernet_status> {
    let registration = registration.get_optional()?.map(Parse::parse).transpose()?;
    Ok(move |key: &KeyBytes| registration.filter(|registration: &Registration| registration.key == *key))
}

/// The registry of a caller that gives the registrations of several keys.
pub(crate) fn several(registrations: &[fernet_registration]) -> Result<impl Registry, fernet_status> {
    registrations.iter().try_for_each(|registration| registration.parse().map(drop))?;
    Ok(|key: &KeyBytes| registrations.iter().find(|one| one.key.bytes == *key.as_bytes())?.parse().ok())
}

/// A registry of which the caller also gives the number of keys that may attest.
pub(crate) struct Counted<R>(pub(crate) R, pub(crate) u64);

impl<R: Registry> Registry for Counted<R> {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.0.registration(key)
    }

    fn provers(&self, _: &Snapshot) -> Option<u64> {
        Some(self.1)
    }
}

pub(crate) fn role(role: fernet_role) -> Result<Role, fernet_status> {
    match role {
        FERNET_ROLE_SEQUENCER => Ok(Role::Sequencer),
        FERNET_ROLE_BASE_PROVER => Ok(Role::BaseProver),
        FERNET_ROLE_MERGE_PROVER => Ok(Role::MergeProver),
        FERNET_ROLE_PROVER => Ok(Role::Prover),
        _ => Err(fernet_status::Value),
    }
}

fn duty(duty: fernet_duty) -> Result<Duty, fernet_status> {
    match duty {
        FERNET_DUTY_PROPOSE => Ok(Duty::Propose),
        FERNET_DUTY_PROVE_BASE => Ok(Duty::Prove(NodeKind::Base)),
        FERNET_DUTY_PROVE_MERGE => Ok(Duty::Prove(NodeKind::Merge)),
        _ => Err(fernet_status::Value),
    }
}

/// Computes the VRF input of the proof of a request; it is the same for all owners of the key (SPEC #registration).
///
/// - alpha (out): the VRF input.
/// - params: parameters of the rollup.
/// - request: the request.
///
/// Errors: PARAMS_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_alpha(
    alpha: Out<fernet_alpha>,
    params: In<fernet_params>,
    request: In<fernet_registration_request>,
) -> fernet_status {
    alpha.set([params.span(), request.span()], || Ok(request.parse()?.alpha(&params.parse()?)))
}

/// Computes the id of a request, which its proof signs as additional data (SPEC #registration).
///
/// - id (out): the id.
/// - params: parameters of the rollup.
/// - request: the request.
///
/// Errors: PARAMS_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_id_new(
    id: Out<fernet_registration_id>,
    params: In<fernet_params>,
    request: In<fernet_registration_request>,
) -> fernet_status {
    id.set([params.span(), request.span()], || Ok(request.parse()?.id(&params.parse()?)))
}

/// Checks everything about a request except its key and its proof (SPEC #registration).
///
/// - params: parameters of the rollup.
/// - request: the request.
/// - proof_len: number of bytes of its proof: 80, or 81 on P-256.
///
/// Errors: PARAMS_..., REGISTRATION_SUITE if the suite is not that of the role or proof_len is not that of the suite,
/// REGISTRATION_OWNER_ZERO, the first that applies in this order.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_request_check(
    params: In<fernet_params>,
    request: In<fernet_registration_request>,
    proof_len: usize,
) -> fernet_status {
    ().set([params.span(), request.span()], || {
        let (params, request) = (params.parse()?, request.parse()?);
        Ok(match proof_len {
            VrfProofBytes::LEN => RegistrationRequestMessage { request, proof: VrfProofBytes::ZERO }.check(&params),
            P256ProofBytes::LEN => RegistrationRequestMessage { request, proof: P256ProofBytes::ZERO }.check(&params),
            _ => Err(RegistrationError::Suite),
        }?)
    })
}

/// Chooses the record that counts among those of one key: the one with the smallest entry, and at equal entries the one
/// with the smallest owner (SPEC #registration-choice).
///
/// - registration (out): the registration of the key, from the record that counts.
/// - records: records of one key whose requests and proofs are valid, in any order, also those that have exited.
/// - count: number of records.
///
/// Errors: NONE if count is 0.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_choose(
    registration: Out<fernet_registration>,
    records: InArray<fernet_registration_record>,
    count: usize,
) -> fernet_status {
    registration.set([records.span(count)], || {
        let mut best = None;
        for record in records.get(count)? {
            best = choose(best.into_iter().chain([record.parse()?]));
        }
        Ok(fernet_registration::from(best.ok_or(fernet_status::None)?.registration()))
    })
}

/// Checks whether a registered key is eligible for a duty in a block (SPEC #eligibility). The block reads the registry as
/// it is after L1 block pinned->l1_block - 2 (SPEC #snapshot).
///
/// - params: parameters of the rollup.
/// - pinned: the pinned mix of the block.
/// - registration: the registration of the key in that snapshot.
/// - duty: the task that the key is to perform.
///
/// Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, INELIGIBLE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_check_eligible(
    params: In<fernet_params>,
    pinned: In<fernet_pinned_mix>,
    registration: In<fernet_registration>,
    duty: fernet_duty,
) -> fernet_status {
    ().set([params.span(), pinned.span(), registration.span()], || {
        let snapshot = Snapshot::new(&params.parse()?, &pinned.parse()?);
        Ok(snapshot.check_eligible(&registration.parse()?, self::duty(duty)?)?)
    })
}

/// Counts the keys that may attest in a block: those that are eligible to prove a base (SPEC #attesters).
///
/// - provers (out): number of keys.
/// - params: parameters of the rollup.
/// - pinned: the pinned mix of the block.
/// - registrations: the registrations of all keys in the snapshot of the block, one for each key, in any order.
/// - count: number of registrations.
///
/// Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, VALUE for a registration.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_count_provers(
    provers: Out<u64>,
    params: In<fernet_params>,
    pinned: In<fernet_pinned_mix>,
    registrations: InArray<fernet_registration>,
    count: usize,
) -> fernet_status {
    provers.set([params.span(), pinned.span(), registrations.span(count)], || {
        let snapshot = Snapshot::new(&params.parse()?, &pinned.parse()?);
        registrations.get(count)?.iter().try_fold(0_u64, |provers, registration| {
            Ok(provers.saturating_add(snapshot.count_provers([&registration.parse()?])))
        })
    })
}
