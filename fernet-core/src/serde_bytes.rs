//! Serde form of a byte string: lower-case hex when human-readable, the bare bytes otherwise.

use core::fmt;

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::ser::{self, SerializeTuple, Serializer};

/// Writes `bytes` as `HEX = 2 * LEN` hex digits, or as a tuple of bytes.
pub(crate) fn serialize<const LEN: usize, const HEX: usize, S: Serializer>(
    bytes: &[u8; LEN],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        let mut digits = [0; HEX];
        serializer.serialize_str(base16ct::lower::encode_str(bytes, &mut digits).map_err(ser::Error::custom)?)
    } else {
        let mut tuple = serializer.serialize_tuple(LEN)?;
        bytes.iter().try_for_each(|byte| tuple.serialize_element(byte))?;
        tuple.end()
    }
}

/// Reads what [`serialize`] writes. Upper-case digits, prefixes and other lengths are refused.
pub(crate) fn deserialize<'de, const LEN: usize, const HEX: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[u8; LEN], D::Error> {
    struct Bytes<const LEN: usize, const HEX: usize>;

    impl<'de, const LEN: usize, const HEX: usize> Visitor<'de> for Bytes<LEN, HEX> {
        type Value = [u8; LEN];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{HEX} lower-case hex digits ({LEN} bytes)")
        }

        fn visit_str<E: de::Error>(self, digits: &str) -> Result<Self::Value, E> {
            let wrong = || E::invalid_value(de::Unexpected::Str(digits), &self);
            let mut bytes = [0; LEN];
            match base16ct::lower::decode(digits, &mut bytes) {
                Ok(decoded) if decoded.len() == LEN => Ok(bytes),
                _ => Err(wrong()),
            }
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut bytes = [0; LEN];
            for (i, byte) in bytes.iter_mut().enumerate() {
                *byte = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(i, &self))?;
            }
            Ok(bytes)
        }
    }

    if deserializer.is_human_readable() {
        deserializer.deserialize_str(Bytes::<LEN, HEX>)
    } else {
        deserializer.deserialize_tuple(LEN, Bytes::<LEN, HEX>)
    }
}
