//! The domain tags, and the Keccak-256 hash whose input starts with a tag (SPEC `#tags`).

use sha3::{Digest, Keccak256};

/// A domain tag: the first 32 bytes of a hash input, an ASCII name padded with zeros (a Solidity `bytes32` literal).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag([u8; 32]);

impl Tag {
    /// Starts a Keccak-256 input with this tag.
    pub(crate) fn hasher(self) -> Hasher {
        Hasher(Keccak256::new_with_prefix(self.0))
    }

    /// Returns the 32 bytes of the tag: its ASCII name, padded at the end with zero bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A Keccak-256 computation whose input is a tag, then fields of fixed width.
#[derive(Clone)]
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

    /// Ends the computation and returns the digest.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// Declares the tags and the table of them, each name once.
macro_rules! tags {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        $($(#[$doc])* pub const $constant: Tag = Tag(pad($name));)*

        /// All tags in the order of SPEC `#tags`, each with the name of its constant.
        pub const TABLE: &[(&str, Tag)] = &[$((stringify!($constant), $constant)),*];
    };
}

tags! {
    /// Tag of the sequencer seed (SPEC `#seed-sequencer`).
    SEED_SEQUENCER = "fernet/1/seed/sequencer";
    /// Tag of the prover seed (SPEC `#seed-prover`).
    SEED_PROVER = "fernet/1/seed/prover";
    /// Tag of the VRF input of a sequencer (SPEC `#alpha`).
    ALPHA_SEQUENCER = "fernet/1/alpha/sequencer";
    /// Tag of the VRF input of a prover for one node (SPEC `#alpha`).
    ALPHA_NODE = "fernet/1/alpha/node";
    /// Tag of the VRF input of a prover for all nodes of a block (SPEC `#alpha`).
    ALPHA_BLOCK = "fernet/1/alpha/block";
    /// Tag of the VRF input of a registration (SPEC `#registration`).
    ALPHA_REGISTRATION = "fernet/1/alpha/registration";
    /// Tag of the VRF input of attesters (SPEC `#attesters`).
    ALPHA_ATTEST = "fernet/1/alpha/attest";
    /// Tag of the ticket of a sequencer (SPEC `#ticket`).
    TICKET_SEQUENCER = "fernet/1/ticket/sequencer";
    /// Tag of the ticket of a prover at a node, from its VRF output for that node (SPEC `#ticket`).
    TICKET_NODE = "fernet/1/ticket/node";
    /// Tag of the ticket of a prover at a node, from its one VRF output for the block (SPEC `#ticket`).
    TICKET_BLOCK = "fernet/1/ticket/block";
    /// Tag of the ticket of a prover at a node, from its public key (SPEC `#ticket`).
    TICKET_PUBLIC = "fernet/1/ticket/public";
    /// Tag of the ticket of a key in the lottery of attesters (SPEC `#attesters`).
    TICKET_ATTEST = "fernet/1/ticket/attest";
    /// Tag of the transaction root (SPEC `#tx-root`).
    TXS = "fernet/1/txs";
    /// Tag of the salted hash of a block's fees and transactions (SPEC `#tx-order`).
    TX_ORDER = "fernet/1/tx-order";
    /// Tag of the salted hash of a block's fees, transactions and proof data (SPEC `#tx-order`).
    TX_ORDER_DATA = "fernet/1/tx-order-data";
    /// Tag of the data root (SPEC `#data-root`).
    DATA = "fernet/1/data";
    /// Tag of the block commitment (SPEC `#commitment`).
    COMMITMENT = "fernet/1/commitment";
    /// Tag of the proposal id, which the proposal's VRF proof signs as additional data (SPEC `#proposal`).
    PROPOSAL = "fernet/1/proposal";
    /// Tag of the claim id, which the claim's VRF proof signs as additional data (SPEC `#claim`).
    CLAIM = "fernet/1/claim";
    /// Tag of the seat id (SPEC `#seat`).
    SEAT = "fernet/1/seat";
    /// Tag of the digest of the seats of a bundle (SPEC `#seats-digest`).
    SEATS = "fernet/1/seats";
    /// Tag of the bundle commitment (SPEC `#bundle-commitment`).
    BUNDLE = "fernet/1/bundle";
    /// Tag of the hash of tree data (SPEC `#tree-data`).
    TREE_DATA = "fernet/1/tree-data";
    /// Tag of the attestation id, which the proof of an attestation signs as additional data (SPEC `#attestation`).
    ATTESTATION = "fernet/1/attestation";
    /// Tag of the certificate id (SPEC `#certificate`).
    CERTIFICATE = "fernet/1/certificate";
    /// Tag of the registration id, which the proof of a request signs as additional data (SPEC `#registration`).
    REGISTRATION = "fernet/1/registration";
    /// Tag of the key derivation of a sequencer (SPEC `#key-derivation`).
    KEY_SEQUENCER = "fernet/1/key/sequencer";
    /// Tag of the key derivation of a prover (SPEC `#key-derivation`).
    KEY_PROVER = "fernet/1/key/prover";
    /// Tag of the key derivation of a sequencer on P-256 (SPEC `#vrf-p256`).
    KEY_SEQUENCER_P256 = "fernet/1/key/sequencer-p256";
    /// Tag of the nonce of a proof on P-256 that signs additional data (SPEC `#vrf-p256`).
    NONCE_P256 = "fernet/1/nonce/p256";
}

/// Pads an ASCII name with zero bytes to 32 bytes. A longer name does not compile.
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
