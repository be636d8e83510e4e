//! Fixed-width byte strings of the protocol (SPEC `#notation`).
//!
//! A value holds exactly the bytes that the protocol hashes and sends, without a length or padding. Values compare as
//! unsigned bytes, from the left. Each use has its own type, so that the compiler rejects a seed where a mix is
//! expected.
//!
//! ```
//! use fernet_core::Address;
//!
//! let address: Address = "0xFEfefefefefefefefefefefefefefefefefefefe".parse()?;
//! assert_eq!(address, Address::from_bytes([0xfe; 20]));
//! assert_eq!(address.to_string(), "fefefefefefefefefefefefefefefefefefefefe");
//! assert_eq!(format!("{address:#x}"), "0xfefefefefefefefefefefefefefefefefefefefe");
//! assert_eq!("0xfe".parse::<Address>().unwrap_err().to_string(), "expected 40 hex digits (20 bytes)");
//! # Ok::<(), fernet_core::HexError>(())
//! ```

use core::error::Error;
use core::fmt;
use core::str::FromStr;

/// The error for a slice whose length is not that of the byte string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LengthError {
    expected: usize,
}

impl LengthError {
    /// Returns the number of bytes that the type requires.
    #[must_use]
    pub const fn expected(self) -> usize {
        self.expected
    }
}

impl fmt::Display for LengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} bytes", self.expected)
    }
}

impl Error for LengthError {}

/// The error for a text that is not the hex form of the byte string. Its message does not quote the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HexError {
    expected: usize,
}

impl HexError {
    /// Returns the number of bytes that the type requires: half the number of hex digits.
    #[must_use]
    pub const fn expected(self) -> usize {
        self.expected
    }
}

impl fmt::Display for HexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} hex digits ({} bytes)", self.expected.saturating_mul(2), self.expected)
    }
}

impl Error for HexError {}

/// Reads `LEN` bytes from hex digits of either case, with or without `0x`.
fn from_hex<const LEN: usize>(text: &str) -> Option<[u8; LEN]> {
    let mut digits = text.strip_prefix("0x").unwrap_or(text).chars().map(|digit| digit.to_digit(16));
    let mut bytes = [0; LEN];
    for byte in &mut bytes {
        let (high, low) = (digits.next()??, digits.next()??);
        *byte = u8::try_from((high << 4) | low).ok()?;
    }
    digits.next().is_none().then_some(bytes)
}

/// Defines a newtype over `[u8; LEN]`, with its layout: the bytes are the wire form. For serde they are hex or bytes.
macro_rules! byte_string {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(transparent)]
        pub struct $name([u8; $len]);

        impl $name {
            /// The number of bytes of the type.
            pub const LEN: usize = $len;

            /// The byte string of zero bytes only.
            pub const ZERO: Self = Self([0; $len]);

            /// Makes the byte string from its bytes. Every value is valid.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// Returns the bytes by reference.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Returns the bytes by value.
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

        impl From<$name> for [u8; $len] {
            fn from(bytes: $name) -> Self {
                bytes.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = LengthError;

            /// Copies the slice, which must have exactly `LEN` bytes.
            fn try_from(bytes: &[u8]) -> Result<Self, LengthError> {
                bytes.try_into().map(Self).map_err(|_| LengthError { expected: $len })
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = HexError;

            /// Reads hex digits of either case, with or without `0x`.
            fn from_str(text: &str) -> Result<Self, HexError> {
                from_hex(text).map(Self).ok_or(HexError { expected: $len })
            }
        }

        impl fmt::LowerHex for $name {
            /// Writes lower-case hex; `{:#x}` writes `0x` before it.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(if f.alternate() { "0x" } else { "" })?;
                fmt::Display::fmt(self, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl fmt::Display for $name {
            /// Writes lower-case hex without a prefix.
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
    /// The address of an Ethereum account or contract on L1.
    Address, 20
);
byte_string!(
    /// An encoded VRF public key, as it is registered. It identifies a participant, and at equal tickets the smaller
    /// key comes first (SPEC `#order`). Any 32 bytes may be stored here; `fernet_vrf::PublicKey`, or `fernet_vrf_p256::PublicKey`
    /// for a sequencer's key on P-256, checks that they are a valid key.
    KeyBytes, 32
);
byte_string!(
    /// The RANDAO mix of an L1 block, its `prevRandao`: the field `mixHash` of its header (SPEC `#randao-mix`).
    RandaoMix, 32
);
byte_string!(
    /// The id of a request to register a key: what its VRF proof signs as additional data (SPEC `#registration`).
    RegistrationId, 32
);
byte_string!(
    /// A RANDAO reveal: the compressed BLS signature of an L1 block proposer (SPEC `#randao-mix`).
    RandaoReveal, 96
);
byte_string!(
    /// The input of a VRF in the protocol: `alpha_string` of RFC 9381 (SPEC `#alpha`).
    Alpha, 32
);
byte_string!(
    /// The output of a VRF: `beta_string` of RFC 9381, all 64 bytes. On P-256 it has 32 bytes, followed by 32 zero bytes
    /// (SPEC `#vrf-p256`). Take it from a verified proof only (`fernet_vrf::VrfOutput::beta`).
    Beta, 64
);
byte_string!(
    /// An encoded VRF proof: `pi_string` of RFC 9381. Any 80 bytes may be stored here; `fernet_vrf::Proof` checks the
    /// encoding.
    VrfProofBytes, 80
);
byte_string!(
    /// An encoded VRF proof on P-256: `pi_string` of RFC 9381 (SPEC `#vrf-p256`). Any 81 bytes may be stored here;
    /// `fernet_vrf_p256::Proof` checks the encoding.
    P256ProofBytes, 81
);
byte_string!(
    /// A compressed point of P-256, such as a public key of RFC 9381. Any 33 bytes may be stored here;
    /// `fernet_vrf_p256::PublicKey` checks that they are a valid key.
    P256KeyBytes, 33
);
byte_string!(
    /// An encoded VRF proof in batch form (SPEC `#vrf-batch`). Any 128 bytes may be stored here; `fernet_vrf::BatchProof` checks
    /// the encoding.
    BatchProofBytes, 128
);
byte_string!(
    /// The seed from which the VRF input of every sequencer of a block is derived (SPEC `#seed-sequencer`).
    SequencerSeed, 32
);
byte_string!(
    /// The seed from which the VRF inputs and tickets of every prover of a block are derived (SPEC `#seed-prover`).
    ProverSeed, 32
);
byte_string!(
    /// The hash by which the rollup identifies a block: the id of the proposal that led it (SPEC `#proposal`).
    BlockHash, 32
);
byte_string!(
    /// The hash of one transaction of the rollup.
    TxHash, 32
);
byte_string!(
    /// The hash of a block's transactions in their order (SPEC `#tx-root`). [`TxRoot::new`] computes it from a slice,
    /// [`TxRootHasher`](crate::TxRootHasher) from hashes that arrive one by one.
    TxRoot, 32
);
byte_string!(
    /// The salt of a transaction order. It is secret until the leader reveals the block (SPEC `#tx-order`).
    Salt, 32
);
byte_string!(
    /// The salted hash of a block's fees and transactions, which a proposal commits to (SPEC `#tx-order`).
    /// [`Reveal::tx_order_hash`](crate::Reveal::tx_order_hash) computes it.
    TxOrderHash, 32
);
byte_string!(
    /// The commitment of a proposal to its parent, FEE_SPLIT, fees and transactions (SPEC `#commitment`).
    BlockCommitment, 32
);
byte_string!(
    /// The hash that identifies a proposal; the proposal's VRF proof signs it as additional data (SPEC `#proposal`).
    ProposalId, 32
);
byte_string!(
    /// The hash of what a node proves, the same for every proof of the node. The rollup defines the hash (SPEC `#claim`).
    Statement, 32
);
byte_string!(
    /// The hash of the proof that a prover made for a node. The rollup defines the hash.
    ProofDigest, 32
);
byte_string!(
    /// The hash that identifies a claim; the claim's VRF proof signs it as additional data (SPEC `#claim`).
    ClaimId, 32
);
byte_string!(
    /// The hash that identifies a seat: a valid claim with its key and score (SPEC `#seat`).
    SeatId, 32
);
byte_string!(
    /// The commitment to a bundle and, through the claim of its primary, to the subtree below it. 32 zero bytes stand
    /// for no bundle (SPEC `#bundle-commitment`).
    BundleCommitment, 32
);
byte_string!(
    /// The hash of the blob of one transaction. The rollup defines the hash (SPEC `#data-root`).
    DataDigest, 32
);
byte_string!(
    /// The hash of the digests of a block's blobs, in the order of the transactions (SPEC `#data-root`).
    /// [`DataRoot::new`] computes it from a slice, [`DataRootHasher`](crate::DataRootHasher) from digests that arrive
    /// one by one.
    DataRoot, 32
);
byte_string!(
    /// The hash that an attester signs as additional data of its VRF proof, the same for all attesters of a block
    /// (SPEC `#attestation`).
    AttestationId, 32
);
byte_string!(
    /// The hash that identifies a certificate by the keys of its attesters (SPEC `#certificate`).
    CertificateId, 32
);
byte_string!(
    /// The hash of the data of all nodes of a tree, which is published together with the root (SPEC `#tree-data`).
    TreeDataHash, 32
);
