//! Registrations of keys, and which keys are eligible in a block (SPEC `#registry`).

use core::error::Error;
use core::fmt;
use core::str::FromStr;

use crate::error::Ineligible;
use crate::{KeyBytes, L1Block, NodeKind, Params, PinnedMix};

/// The role with which a key is registered (SPEC `#registry`). A key has one role: an operator with two roles registers
/// two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Role {
    /// The key may propose blocks.
    Sequencer,
    /// The key may prove base nodes only.
    BaseProver,
    /// The key may prove merge nodes only.
    MergeProver,
    /// The key may prove base and merge nodes.
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

    /// Returns the number of the role in hashes and in C, 0 to 3 (SPEC `#roles`).
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Sequencer => 0,
            Self::BaseProver => 1,
            Self::MergeProver => 2,
            Self::Prover => 3,
        }
    }
}

impl fmt::Display for Role {
    /// Writes the name of the role in SPEC `#registry`: `sequencer`, `base-prover`, `merge-prover` or `prover`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    /// Reads the name of a role in SPEC `#registry`: `sequencer`, `base-prover`, `merge-prover` or `prover`.
    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or(UnknownRole)
    }
}

/// The error for a text that is not the name of a [`Role`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownRole;

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("role is not sequencer, base-prover, merge-prover or prover")
    }
}

impl Error for UnknownRole {}

/// A task that a role may allow (SPEC `#eligibility`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// Proposing a block; allowed to sequencers.
    Propose,
    /// Proving a node of this kind; allowed to provers, and to base provers or merge provers for their kind.
    Prove(NodeKind),
}

impl Role {
    /// Returns whether the role allows the duty.
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

/// The registration of one key (SPEC `#registry`). [`Snapshot::check_eligible`] checks it.
///
/// All fields are public, so a registration is written as a struct literal. The protocol fixes the fields: later
/// versions add none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Registration {
    /// The registered VRF public key.
    pub key: KeyBytes,
    /// The role of the key.
    pub role: Role,
    /// L1 block in which the key was registered.
    pub entry_l1_block: L1Block,
    /// L1 block in which the key exited, or `None`.
    pub exit_l1_block: Option<L1Block>,
}

/// The registry as a block reads it: as it is after the L1 block two before that of the block's RANDAO mix. At that time
/// nobody knows the mix, so nobody can register a key that is known to win (SPEC `#snapshot`).
///
/// ```
/// use fernet_core::*;
///
/// let params = Params::new(ParamValues { activation_delay: 10, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) })?;
/// let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
/// let snapshot = Snapshot::new(&params, &pinned);
/// assert_eq!(snapshot.l1_block(), L1Block::new(998));
///
/// let key = KeyBytes::from_bytes([1; 32]);
/// let registered = |entry| {
///     let entry_l1_block = L1Block::new(entry);
///     Registration { key, role: Role::Sequencer, entry_l1_block, exit_l1_block: None }
/// };
/// assert_eq!(snapshot.check_eligible(&registered(988), Duty::Propose), Ok(()));
/// assert_eq!(snapshot.check_eligible(&registered(989), Duty::Propose), Err(Ineligible::NotYetActive));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    l1_block: L1Block,
    activation_delay: u32,
}

impl Snapshot {
    /// Makes the snapshot of the block for which `pinned` was read.
    #[must_use]
    pub const fn new(params: &Params, pinned: &PinnedMix) -> Self {
        Self { l1_block: pinned.snapshot(), activation_delay: params.activation_delay() }
    }

    /// Returns the L1 block after which the registry is read.
    #[must_use]
    pub const fn l1_block(&self) -> L1Block {
        self.l1_block
    }

    /// Checks whether a registered key is eligible for a duty in the block (SPEC `#eligibility`).
    ///
    /// # Errors
    /// [`Ineligible::WrongRole`], [`Ineligible::NotYetActive`] or [`Ineligible::Exited`], the first that applies in
    /// this order.
    pub fn check_eligible(&self, registration: &Registration, duty: Duty) -> Result<(), Ineligible> {
        let active_from = registration.entry_l1_block.get().checked_add(self.activation_delay.into());
        if !registration.role.allows(duty) {
            Err(Ineligible::WrongRole)
        } else if active_from.is_none_or(|active_from| active_from > self.l1_block.get()) {
            Err(Ineligible::NotYetActive)
        } else if registration.exit_l1_block.is_some_and(|exit| exit <= self.l1_block) {
            Err(Ineligible::Exited)
        } else {
            Ok(())
        }
    }

    /// Counts the keys that are eligible to prove a base, which are those that may attest (SPEC `#attesters`). Each key has one
    /// registration among `registrations`.
    pub fn count_provers<'a>(&self, registrations: impl IntoIterator<Item = &'a Registration>) -> u64 {
        let eligible =
            |registration: &&Registration| self.check_eligible(registration, Duty::Prove(NodeKind::Base)).is_ok();
        registrations.into_iter().filter(eligible).fold(0, |count: u64, _| count.wrapping_add(1))
    }
}
