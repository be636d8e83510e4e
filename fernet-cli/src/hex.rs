//! Byte strings as hex: lower case without a prefix in JSON, either case and an optional `0x` on the command line.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

/// Lower-case hex.
pub(crate) fn encode(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// The digits of a command-line argument without the prefix `0x` or `0X`, which is optional.
pub(crate) fn bare(digits: &str) -> &str {
    digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")).unwrap_or(digits)
}

/// Reads hex of any length, for command-line arguments.
pub(crate) fn decode(digits: &str) -> Result<Vec<u8>, String> {
    base16ct::mixed::decode_vec(bare(digits))
        .map_err(|_| "expected an even number of hex digits, with or without 0x in front".to_owned())
}

/// Bytes of any length in a command-line argument.
#[derive(Clone, Debug)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

/// Reads hex of any length with blanks between the digits.
pub(crate) fn decode_spaced(digits: &str) -> Result<Bytes, String> {
    decode(&digits.split_whitespace().collect::<String>()).map(Bytes)
}

/// Reads hex of `N` bytes, for command-line arguments.
pub(crate) fn decode_array<const N: usize>(digits: &str) -> Result<[u8; N], String> {
    let bytes = decode(digits).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| unexpected(digits, &format!("{} hex digits ({N} bytes)", 2 * N)))
}

/// Says what was expected instead of the digits of a command-line argument, of which it tells the number only.
pub(crate) fn unexpected(digits: &str, expected: &str) -> String {
    let got = bare(digits);
    let reason = if got.bytes().all(|digit| digit.is_ascii_hexdigit()) { "" } else { ", not all of them hex digits" };
    format!("expected {expected}, got {} characters{reason}", got.chars().count())
}

/// Reads `N` bytes that may be secret, for command-line arguments.
pub(crate) fn decode_hex<const N: usize>(digits: &str) -> Result<Hex<N>, String> {
    decode_array(digits).map(Hex)
}

/// `N` bytes as hex.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hex<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> fmt::Debug for Hex<N> {
    /// The length only: they may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hex({N} bytes)")
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits<const N: usize>;

        impl<const N: usize> Visitor<'_> for Digits<N> {
            type Value = Hex<N>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} lower-case hex digits ({N} bytes)", 2 * N)
            }

            fn visit_str<E: Error>(self, digits: &str) -> Result<Hex<N>, E> {
                let bytes = base16ct::lower::decode_vec(digits).ok().and_then(|bytes| bytes.try_into().ok());
                // The length only: they may be secret.
                let got = || format!("a string of {} characters", digits.chars().count());
                bytes.map(Hex).ok_or_else(|| E::invalid_value(Unexpected::Other(&got()), &self))
            }
        }

        deserializer.deserialize_str(Digits)
    }
}
