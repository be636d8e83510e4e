//! Registrations, and which keys are eligible in a block (SPEC `#registry`).

use fernet_core::{Duty, L1Block, NodeKind, Registration, Role, Snapshot};

use crate::bytes::{FERNET_NO_EXIT, Parse, fernet_key, reserved};
use crate::params::fernet_params;
use crate::ptr::{In, Output};
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
