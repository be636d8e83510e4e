//! Who may take part in a block (SPEC `#registry`).

use fernet_core::{Duty, NodeKind, Registration, Role, Snapshot};

use crate::bytes::{FERNET_NO_EXIT, Parse, fernet_key, reserved};
use crate::params::fernet_params;
use crate::ptr::{In, Output};
use crate::randao::fernet_pinned_mix;
use crate::status::fernet_status;

/// What a registered key may do: one of FERNET_ROLE_... (SPEC #registry).
pub type fernet_role = u8;
/// Proposes blocks.
pub const FERNET_ROLE_SEQUENCER: fernet_role = 0;
/// Proves base nodes only.
pub const FERNET_ROLE_BASE_PROVER: fernet_role = 1;
/// Proves merge nodes only.
pub const FERNET_ROLE_MERGE_PROVER: fernet_role = 2;
/// Proves nodes of both kinds.
pub const FERNET_ROLE_PROVER: fernet_role = 3;
/// Something that a role allows: one of FERNET_DUTY_...
pub type fernet_duty = u8;
/// To propose a block.
pub const FERNET_DUTY_PROPOSE: fernet_duty = 0;
/// To prove a base node.
pub const FERNET_DUTY_PROVE_BASE: fernet_duty = 1;
/// To prove a merge node.
pub const FERNET_DUTY_PROVE_MERGE: fernet_duty = 2;
/// One registered key (SPEC #registry).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct fernet_registration {
    /// The VRF public key.
    pub key: fernet_key,
    /// L1 slot of its registration.
    pub registered_slot: u64,
    /// L1 slot of its exit, or FERNET_NO_EXIT.
    pub exit_slot: u64,
    /// What it may do.
    pub role: fernet_role,
    /// Zero.
    pub reserved: [u8; 7],
}

impl Parse for fernet_registration {
    type Value = Registration;

    fn parse(self) -> Result<Registration, fernet_status> {
        reserved(&self.reserved)?;
        Ok(Registration {
            key: self.key.parse()?,
            role: role(self.role)?,
            registered_slot: self.registered_slot,
            exit_slot: (self.exit_slot != FERNET_NO_EXIT).then_some(self.exit_slot),
        })
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

/// Whether a registered key may do this duty in the block of pinned, by the registry as of snapshot_slot
/// (SPEC #snapshot, #eligibility): OK, or why not.
///
/// Errors: SNAPSHOT_NOT_OLDER_THAN_RANDOMNESS unless snapshot_slot is before pinned->slot, INELIGIBLE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_registration_check_eligible(
    params: In<fernet_params>,
    pinned: In<fernet_pinned_mix>,
    snapshot_slot: u64,
    registration: In<fernet_registration>,
    duty: fernet_duty,
) -> fernet_status {
    ().set([params.span(), pinned.span(), registration.span()], || {
        let snapshot = Snapshot::new(&params.parse()?, snapshot_slot, &pinned.parse()?)?;
        Ok(snapshot.check_eligible(&registration.parse()?, self::duty(duty)?)?)
    })
}
