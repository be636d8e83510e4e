//! Serde form of a number of wei: a decimal string when human-readable, otherwise 16 bytes, big-endian.

use core::fmt;

use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::ser::Serializer;

use crate::serde_bytes;

pub(crate) fn serialize<S: Serializer>(wei: &u128, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.collect_str(wei)
    } else {
        serde_bytes::serialize::<16, 32, S>(&wei.to_be_bytes(), serializer)
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    if deserializer.is_human_readable() {
        deserializer.deserialize_str(Wei)
    } else {
        serde_bytes::deserialize::<16, 32, D>(deserializer).map(u128::from_be_bytes)
    }
}

struct Wei;

impl Visitor<'_> for Wei {
    type Value = u128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of wei below 2^128 as a string of decimal digits")
    }

    fn visit_str<E: de::Error>(self, digits: &str) -> Result<u128, E> {
        // `parse` also takes a sign.
        let all_digits = digits.bytes().all(|digit| digit.is_ascii_digit());
        let wei = digits.parse().ok().filter(|_| all_digits);
        wei.ok_or_else(|| E::invalid_value(Unexpected::Other("another text"), &self))
    }

    /// From the buffer through which serde reads internally tagged, untagged and flattened types.
    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<u128, E> {
        let bytes = bytes.try_into().map_err(|_| E::invalid_length(bytes.len(), &self))?;
        Ok(u128::from_be_bytes(bytes))
    }
}
