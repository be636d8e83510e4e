//! Who may take part in a block (SPEC `#registry`).

use core::error::Error;
use core::fmt;
use core::str::FromStr;

use crate::error::{Ineligible, SnapshotError};
use crate::{KeyBytes, L1Slot, NodeKind, Params, PinnedMix};

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

impl Role {
    const ALL: [Self; 4] = [Self::Sequencer, Self::BaseProver, Self::MergeProver, Self::Prover];

    const fn name(self) -> &'static str {
        match self {
            Self::Sequencer => "sequencer",
            Self::BaseProver => "base-prover",
            Self::MergeProver => "merge-prover",
            Self::Prover => "prover",
        }
    }
}

impl fmt::Display for Role {
    /// The name of SPEC `#registry`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    /// The role of a name of SPEC `#registry`: `sequencer`, `base-prover`, `merge-prover` or `prover`.
    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or(UnknownRole)
    }
}

/// A text is not the name of a [`Role`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownRole;

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("role is not sequencer, base-prover, merge-prover or prover")
    }
}

impl Error for UnknownRole {}

/// An action that a role allows: to propose a block, or to prove a node of one kind.
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
///
/// The fields are public, and all of them: a registration is written as a literal, in which its values have their names, and
/// another field would be another protocol. [`Snapshot::check_eligible`] checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Registration {
    /// The VRF public key.
    pub key: KeyBytes,
    /// What it may do.
    pub role: Role,
    /// L1 slot of its registration.
    pub registered_slot: L1Slot,
    /// L1 slot of its exit, if it has left.
    pub exit_slot: Option<L1Slot>,
}

/// The moment as of which the registry is read for one block: before its randomness was known (SPEC `#snapshot`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    slot: L1Slot,
    activation_delay: u32,
}

impl Snapshot {
    /// The registry as of `slot`, for the block whose mix is `pinned`.
    ///
    /// # Errors
    /// [`SnapshotError::NotOlderThanRandomness`] unless `slot` is before the slot of the mix.
    pub const fn new(params: &Params, slot: L1Slot, pinned: &PinnedMix) -> Result<Self, SnapshotError> {
        if slot.get() < pinned.slot().get() {
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
        let active_slot = registration.registered_slot.get().checked_add(self.activation_delay.into());
        if !registration.role.allows(duty) {
            Err(Ineligible::WrongRole)
        } else if active_slot.is_none_or(|active| active > self.slot.get()) {
            Err(Ineligible::NotYetActive)
        } else if registration.exit_slot.is_some_and(|exit| exit <= self.slot) {
            Err(Ineligible::Exited)
        } else {
            Ok(())
        }
    }
}
