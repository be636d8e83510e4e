//! Serde form of a byte string: lower-case hex when human-readable, bytes otherwise.

use core::fmt;

use serde::de::{self, Deserializer, IgnoredAny, SeqAccess, Unexpected, Visitor};
use serde::ser::{self, Serializer};

/// Writes `bytes` as `HEX = 2 * LEN` hex digits, or as bytes.
pub(crate) fn serialize<const LEN: usize, const HEX: usize, S: Serializer>(
    bytes: &[u8; LEN],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        let mut digits = [0; HEX];
        serializer.serialize_str(base16ct::lower::encode_str(bytes, &mut digits).map_err(ser::Error::custom)?)
    } else {
        serializer.serialize_bytes(bytes)
    }
}

/// Writes bytes of any number as [`serialize`] does.
pub(crate) fn serialize_slice<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.collect_str(&format_args!("{:x}", base16ct::HexDisplay(bytes)))
    } else {
        serializer.serialize_bytes(bytes)
    }
}

/// Reads `LEN` bytes from hex digits, bytes, or a sequence of integers. Upper-case digits, prefixes and other lengths are
/// refused.
///
/// Internally tagged, untagged and flattened types are read through a buffer of serde, which calls itself human-readable
/// and holds bytes where the format has bytes. So bytes are taken in either case. A sequence is taken from a binary format
/// only, and not through the buffer.
pub(crate) fn deserialize<'de, const LEN: usize, const HEX: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[u8; LEN], D::Error> {
    if deserializer.is_human_readable() {
        deserializer.deserialize_str(Bytes::<LEN, HEX>)
    } else {
        deserializer.deserialize_bytes(Bytes::<LEN, HEX>)
    }
}

struct Bytes<const LEN: usize, const HEX: usize>;

impl<'de, const LEN: usize, const HEX: usize> Visitor<'de> for Bytes<LEN, HEX> {
    type Value = [u8; LEN];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEX} lower-case hex digits ({LEN} bytes)")
    }

    fn visit_str<E: de::Error>(self, digits: &str) -> Result<Self::Value, E> {
        let mut bytes = [0; LEN];
        match base16ct::lower::decode(digits, &mut bytes) {
            Ok(decoded) if decoded.len() == LEN => Ok(bytes),
            // The text is left out: it may be a secret that was put into the wrong place.
            _ => Err(E::invalid_value(Unexpected::Other("another text"), &self)),
        }
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        bytes.try_into().map_err(|_| E::invalid_length(bytes.len(), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut bytes = [0; LEN];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(i, &self))?;
        }
        // A format may leave what is not read here to the next field.
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(bytes),
            Some(_) => Err(de::Error::invalid_length(LEN.saturating_add(1), &self)),
        }
    }
}
