//! Fixed-width byte strings of the protocol (SPEC `#notation`).
//!
//! Each is its wire form: no length, no padding, compared and ordered as bytes. A type says what the bytes are for,
//! so a seed cannot be passed where a mix is meant.
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

/// A slice has another length than the byte string that it was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LengthError {
    expected: usize,
}

impl LengthError {
    /// The number of bytes that the type has.
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

/// A text is not the hex form of the byte string that it was read as. The message has none of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HexError {
    expected: usize,
}

impl HexError {
    /// The number of bytes that the type has, half the number of its digits.
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

        impl From<$name> for [u8; $len] {
            fn from(bytes: $name) -> Self {
                bytes.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = LengthError;

            /// Takes the bytes as they are, if there are exactly as many as the type has.
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
            /// Lower-case hex; `{:#x}` puts `0x` before it.
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
    /// A VRF proof in the form for batches, as bytes; `fernet_vrf::BatchProof` decodes it.
    BatchProofBytes, 128
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
