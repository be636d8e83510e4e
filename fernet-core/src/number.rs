//! Numbers of blocks, L1 blocks and nodes. Each has its own type, so that the compiler rejects swapped arguments (SPEC
//! `#notation`).
//!
//! ```compile_fail,E0308
//! # use fernet_core::{BlockNumber, L1Block, RandaoRing};
//! # let ring = RandaoRing::<65>::new();
//! ring.pin(L1Block::new(1064), BlockNumber::new(42), 64); // the two numbers are swapped
//! ```

use core::fmt;
use core::num::ParseIntError;
use core::str::FromStr;

/// Defines a newtype over `u64`.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// `Display` writes it in decimal. With the feature `serde` it is serialized as an integer.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $name(u64);

        impl $name {
            /// Makes the number from an integer. Every integer is valid.
            #[must_use]
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// Returns the number as an integer.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for u64 {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            /// Reads decimal digits, as the `FromStr` of `u64` does.
            fn from_str(digits: &str) -> Result<Self, ParseIntError> {
                digits.parse().map(Self)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number!(
    /// Number of a block of the rollup.
    BlockNumber
);
number!(
    /// Number of an L1 block. It dates RANDAO mixes, registrations, exits and snapshots, and the phases of a block begin
    /// and end at L1 block numbers (SPEC `#randao`, `#registry`, `#phases`).
    L1Block
);
number!(
    /// Number of a node of the proof tree: its in-order position, counted from 0. Even numbers are bases, odd numbers
    /// are merges (SPEC `#node-number`).
    NodeIndex
);
