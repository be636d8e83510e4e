//! Fixed-width byte strings of the protocol (SPEC `#notation`).
//!
//! Each is its wire form: no length, no padding, compared and ordered as bytes. A type says what the bytes are for,
//! so a seed cannot be passed where a mix is meant.

use core::fmt;

/// Defines a newtype over `[u8; LEN]`: the bytes are the wire form. For serde they are hex or bytes.
macro_rules! byte_string {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// All bytes zero.
            pub const ZERO: Self = Self([0; $len]);

            /// Takes the bytes as they are; every value is valid.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The wire form.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// The wire form, by value.
            #[must_use]
            pub const fn to_bytes(self) -> [u8; $len] {
                self.0
            }
        }

        impl From<[u8; $len]> for $name {
            fn from(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl fmt::Display for $name {
            /// Lower-case hex without a prefix.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serde_bytes::serialize::<$len, { 2 * $len }, S>(&self.0, serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde_bytes::deserialize::<$len, { 2 * $len }, D>(deserializer).map(Self)
            }
        }
    };
}

byte_string!(
    /// An account on the settlement layer, as in Ethereum.
    Address, 20
);
byte_string!(
    /// A registered VRF public key, as bytes. It identifies its holder and breaks ties; that it decodes to a point is
    /// checked where it is registered (`fernet_vrf::PublicKey`).
    KeyBytes, 32
);
byte_string!(
    /// RANDAO accumulator of the L1 beacon chain after some slot (`prevRandao`).
    RandaoMix, 32
);
byte_string!(
    /// A RANDAO reveal: the compressed BLS signature of an L1 proposer.
    RandaoReveal, 96
);
byte_string!(
    /// Input of a VRF (`alpha_string` of RFC 9381).
    Alpha, 32
);
byte_string!(
    /// Output of a VRF (`beta_string` of RFC 9381). Taken from a verified proof only: `fernet_vrf::VrfOutput::beta`.
    Beta, 64
);
byte_string!(
    /// A VRF proof (`pi_string` of RFC 9381) as bytes; `fernet_vrf::Proof` decodes it.
    VrfProofBytes, 80
);
byte_string!(
    /// Seed of one block's election (SPEC `#seed-sequencer`).
    SequencerSeed, 32
);
byte_string!(
    /// Seed of one block's proving (SPEC `#seed-prover`).
    ProverSeed, 32
);
byte_string!(
    /// What the rollup calls a block by; the parent that a proposal builds on.
    BlockHash, 32
);
byte_string!(
    /// Hash of one transaction.
    TxHash, 32
);
byte_string!(
    /// Secret salt of a transaction order.
    Salt, 32
);
byte_string!(
    /// Salted hash of the order of a block's transactions (SPEC `#tx-order`).
    TxOrderHash, 32
);
byte_string!(
    /// What a sequencer binds itself to before the reveal (SPEC `#commitment`).
    BlockCommitment, 32
);
byte_string!(
    /// What a proposal's VRF proof signs (SPEC `#proposal`).
    ProposalId, 32
);
byte_string!(
    /// Hash of the public inputs that every proof of one node shares. The rollup defines it.
    Statement, 32
);
byte_string!(
    /// Hash of the proof itself. The rollup defines it.
    ProofDigest, 32
);
byte_string!(
    /// What a claim's VRF proof signs (SPEC `#claim`).
    ClaimId, 32
);
byte_string!(
    /// A claim with its key and score (SPEC `#seat`).
    SeatId, 32
);
byte_string!(
    /// Commitment to a bundle and, through its primary, to the tree below (SPEC `#bundle-commitment`).
    BundleCommitment, 32
);
