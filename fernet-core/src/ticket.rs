//! Tickets: a VRF output as a number of 128 bits (SPEC `#ticket`).

use core::fmt;

use crate::tag::{self, Hasher};
use crate::{Beta, KeyBytes, NodeIndex, ProverSeed, VrfMode};

/// A uniform 128-bit integer that a key draws in one lottery, derived from a VRF output (SPEC `#ticket`). The higher it is, the
/// better the key ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u128);

impl Ticket {
    /// A ticket that was computed elsewhere.
    #[must_use]
    pub const fn new(ticket: u128) -> Self {
        Self(ticket)
    }

    /// The ticket as an integer.
    #[must_use]
    pub const fn get(self) -> u128 {
        self.0
    }

    /// Reads 16 bytes, big-endian.
    #[must_use]
    pub const fn from_be_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// 16 bytes, big-endian.
    #[must_use]
    pub const fn to_be_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The ticket of a sequencer, from its output on [`SequencerSeed::alpha`](crate::SequencerSeed::alpha).
    #[must_use]
    pub fn sequencer(beta: &Beta) -> Self {
        Self::first16(tag::TICKET_SEQUENCER.hasher().field(beta.as_bytes()))
    }

    /// The ticket of the prover `key` at `node`, from its output on [`ProverSeed::alpha`] in the same mode.
    /// [`VrfMode::Public`] takes nothing from the output.
    #[must_use]
    pub fn prover(mode: VrfMode, seed: &ProverSeed, node: NodeIndex, key: &KeyBytes, beta: &Beta) -> Self {
        match mode {
            VrfMode::PerNode => Self::per_node(beta),
            VrfMode::PerBlock => Self::per_block(beta, node),
            VrfMode::Public => Self::public(seed, node, key),
        }
    }

    /// The ticket at one node, from the output for that node.
    #[must_use]
    pub fn per_node(beta: &Beta) -> Self {
        Self::first16(tag::TICKET_NODE.hasher().field(beta.as_bytes()))
    }

    /// The ticket at `node`, from one output for the block.
    #[must_use]
    pub fn per_block(beta: &Beta, node: NodeIndex) -> Self {
        Self::first16(tag::TICKET_BLOCK.hasher().field(beta.as_bytes()).field(&node.get().to_be_bytes()))
    }

    /// The ticket at `node` that anyone can compute for any registered key.
    #[must_use]
    pub fn public(seed: &ProverSeed, node: NodeIndex, key: &KeyBytes) -> Self {
        Self::first16(
            tag::TICKET_PUBLIC.hasher().field(seed.as_bytes()).field(&node.get().to_be_bytes()).field(key.as_bytes()),
        )
    }

    /// The first 16 bytes of the digest, big-endian.
    fn first16(hasher: Hasher) -> Self {
        Self(hasher.finish().iter().take(16).fold(0, |ticket, byte| (ticket << 8) | u128::from(*byte)))
    }
}

impl fmt::Display for Ticket {
    /// Decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
