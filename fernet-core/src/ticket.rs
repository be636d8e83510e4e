//! Tickets: integers of 128 bits that are derived from VRF outputs (SPEC `#ticket`).

use core::fmt;

use crate::tag::{self, Hasher};
use crate::{Beta, KeyBytes, NodeIndex, ProverSeed, VrfMode};

/// A ticket: a uniform integer of 128 bits, derived from a VRF output or a public key. A higher ticket ranks better
/// (SPEC `#ticket`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u128);

impl Ticket {
    /// Makes a ticket from an integer that was computed elsewhere. Every integer is valid.
    #[must_use]
    pub const fn new(ticket: u128) -> Self {
        Self(ticket)
    }

    /// Returns the ticket as an integer.
    #[must_use]
    pub const fn get(self) -> u128 {
        self.0
    }

    /// Makes a ticket from 16 bytes, big-endian.
    #[must_use]
    pub const fn from_be_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// Returns the ticket as 16 bytes, big-endian.
    #[must_use]
    pub const fn to_be_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Computes the ticket of a sequencer. `beta` is its VRF output over
    /// [`SequencerSeed::alpha`](crate::SequencerSeed::alpha), from its verified proof.
    #[must_use]
    pub fn sequencer(beta: &Beta) -> Self {
        Self::first16(tag::TICKET_SEQUENCER.hasher().field(beta.as_bytes()))
    }

    /// Computes the ticket of the prover `key` at `node`. `beta` is its VRF output over [`ProverSeed::alpha`] in the
    /// same mode, from its verified proof; it does not change the result in [`VrfMode::Public`].
    #[must_use]
    pub fn prover(mode: VrfMode, seed: &ProverSeed, node: NodeIndex, key: &KeyBytes, beta: &Beta) -> Self {
        match mode {
            VrfMode::PerNode => Self::per_node(beta),
            VrfMode::PerBlock => Self::per_block(beta, node),
            VrfMode::Public => Self::public(seed, node, key),
        }
    }

    /// Computes the ticket of a prover in [`VrfMode::PerNode`] from its VRF output for one node.
    #[must_use]
    pub fn per_node(beta: &Beta) -> Self {
        Self::first16(tag::TICKET_NODE.hasher().field(beta.as_bytes()))
    }

    /// Computes the ticket of a prover at `node` in [`VrfMode::PerBlock`] from its VRF output for the block.
    #[must_use]
    pub fn per_block(beta: &Beta, node: NodeIndex) -> Self {
        Self::first16(tag::TICKET_BLOCK.hasher().field(beta.as_bytes()).field(&node.get().to_be_bytes()))
    }

    /// Computes the ticket of the prover `key` at `node` in [`VrfMode::Public`], from public values only.
    #[must_use]
    pub fn public(seed: &ProverSeed, node: NodeIndex, key: &KeyBytes) -> Self {
        Self::first16(
            tag::TICKET_PUBLIC.hasher().field(seed.as_bytes()).field(&node.get().to_be_bytes()).field(key.as_bytes()),
        )
    }

    /// Computes the ticket of a key in the lottery of attesters. `beta` is its VRF output over
    /// [`ProverSeed::alpha_attest`], from its verified proof (SPEC `#attesters`).
    #[must_use]
    pub fn attester(beta: &Beta) -> Self {
        Self::first16(tag::TICKET_ATTEST.hasher().field(beta.as_bytes()))
    }

    /// The first 16 bytes of the digest, big-endian.
    fn first16(hasher: Hasher) -> Self {
        Self(hasher.finish().iter().take(16).fold(0, |ticket, byte| (ticket << 8) | u128::from(*byte)))
    }
}

impl fmt::Display for Ticket {
    /// Writes the integer in decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
