//! The one table of domain tags, and the hash that every tag opens (SPEC `#tags`).

use sha3::{Digest, Keccak256};

/// A domain tag: the first 32 bytes of a hash input, an ASCII name padded with zeros (a Solidity `bytes32` literal).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag([u8; 32]);

impl Tag {
    /// Starts a Keccak-256 input with this tag.
    pub(crate) fn hasher(self) -> Hasher {
        Hasher(Keccak256::new_with_prefix(self.0))
    }

    /// The padded name.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A tagged Keccak-256 being fed fixed-width fields.
pub(crate) struct Hasher(Keccak256);

impl Hasher {
    /// Appends one field.
    pub(crate) fn field(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    /// Appends one field in place, for a list that is hashed as it comes.
    pub(crate) fn append(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// Declares the tags and the table of them, each name once.
macro_rules! tags {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        $($(#[$doc])* pub const $constant: Tag = Tag(pad($name));)*

        /// Every tag, in the order of SPEC `#tags`: constant, name.
        pub const TABLE: &[(&str, Tag)] = &[$((stringify!($constant), $constant)),*];
    };
}

tags! {
    /// Sequencer seed.
    SEED_SEQUENCER = "fernet/1/seed/sequencer";
    /// Prover seed.
    SEED_PROVER = "fernet/1/seed/prover";
    /// VRF input of a sequencer.
    ALPHA_SEQUENCER = "fernet/1/alpha/sequencer";
    /// VRF input of a prover for one node.
    ALPHA_NODE = "fernet/1/alpha/node";
    /// VRF input of a prover for all nodes of a block.
    ALPHA_BLOCK = "fernet/1/alpha/block";
    /// Ticket of a sequencer.
    TICKET_SEQUENCER = "fernet/1/ticket/sequencer";
    /// Ticket of a prover at one node, from that node's output.
    TICKET_NODE = "fernet/1/ticket/node";
    /// Ticket of a prover at one node, from one output for the block.
    TICKET_BLOCK = "fernet/1/ticket/block";
    /// Ticket of a prover at one node, from its public key.
    TICKET_PUBLIC = "fernet/1/ticket/public";
    /// Salted order of transactions.
    TX_ORDER = "fernet/1/tx-order";
    /// Block commitment.
    COMMITMENT = "fernet/1/commitment";
    /// Additional data of a proposal's VRF proof.
    PROPOSAL = "fernet/1/proposal";
    /// Additional data of a claim's VRF proof.
    CLAIM = "fernet/1/claim";
    /// One filled seat of a bundle.
    SEAT = "fernet/1/seat";
    /// Bundle with what is below it.
    BUNDLE = "fernet/1/bundle";
    /// Derivation of a sequencer's VRF key.
    KEY_SEQUENCER = "fernet/1/key/sequencer";
    /// Derivation of a prover's VRF key.
    KEY_PROVER = "fernet/1/key/prover";
}

/// Pads an ASCII name with zeros; a longer one does not compile.
const fn pad(name: &str) -> [u8; 32] {
    let (name, mut padded) = (name.as_bytes(), [0; 32]);
    let (mut rest, _) = padded.split_at_mut(name.len());
    let mut from = name;
    while let ([to, to_rest @ ..], [byte, from_rest @ ..]) = (rest, from) {
        *to = *byte;
        (rest, from) = (to_rest, from_rest);
    }
    padded
}
