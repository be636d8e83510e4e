//! Who may take part in a block (SPEC `#registry`).

use crate::error::{Ineligible, SnapshotError};
use crate::{KeyBytes, NodeKind, Params, PinnedMix};

/// What a registered key may do. One key has one role: an operator with two roles registers two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Role {
    /// Proposes blocks.
    Sequencer,
    /// Proves base nodes only.
    BaseProver,
    /// Proves merge nodes only; needs no state.
    MergeProver,
    /// Proves nodes of both kinds.
    Prover,
}

/// Something that a role allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// To propose a block.
    Propose,
    /// To prove a node of this kind.
    Prove(NodeKind),
}

impl Role {
    /// Whether the role includes the duty.
    #[must_use]
    pub const fn allows(self, duty: Duty) -> bool {
        matches!(
            (self, duty),
            (Self::Sequencer, Duty::Propose)
                | (Self::BaseProver, Duty::Prove(NodeKind::Base))
                | (Self::MergeProver, Duty::Prove(NodeKind::Merge))
                | (Self::Prover, Duty::Prove(_))
        )
    }
}

/// One registered key: one ticket in every election of its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Registration {
    /// The VRF public key.
    pub key: KeyBytes,
    /// What it may do.
    pub role: Role,
    /// L1 slot of its registration.
    pub registered_slot: u64,
    /// L1 slot of its exit, if it has left.
    pub exit_slot: Option<u64>,
}

/// The moment as of which the registry is read for one block: before its randomness was known (SPEC `#snapshot`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    slot: u64,
    activation_delay: u32,
}

impl Snapshot {
    /// The registry as of `slot`, for the block whose mix is `pinned`.
    ///
    /// # Errors
    /// [`SnapshotError::NotOlderThanRandomness`] unless `slot` is before the slot of the mix.
    pub const fn new(params: &Params, slot: u64, pinned: &PinnedMix) -> Result<Self, SnapshotError> {
        if slot < pinned.slot() {
            Ok(Self { slot, activation_delay: params.activation_delay() })
        } else {
            Err(SnapshotError::NotOlderThanRandomness)
        }
    }

    /// Whether a registered key may do this duty in the block (SPEC `#eligibility`).
    ///
    /// # Errors
    /// [`Ineligible`], the first reason in the order of SPEC.
    pub fn check_eligible(&self, registration: &Registration, duty: Duty) -> Result<(), Ineligible> {
        let active_slot = registration.registered_slot.checked_add(self.activation_delay.into());
        if !registration.role.allows(duty) {
            Err(Ineligible::WrongRole)
        } else if active_slot.is_none_or(|active| active > self.slot) {
            Err(Ineligible::NotYetActive)
        } else if registration.exit_slot.is_some_and(|exit| exit <= self.slot) {
            Err(Ineligible::Exited)
        } else {
            Ok(())
        }
    }
}
