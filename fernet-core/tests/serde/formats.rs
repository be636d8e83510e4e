//! The formats that the serde forms are tested with.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A format: writes a value, and reads one that takes all of the input.
pub(crate) trait Format {
    /// Whether hex is expected.
    const HUMAN_READABLE: bool = false;
    /// Whether tagged, untagged and flattened types can be read: the format says what a value is, and names fields.
    const SELF_DESCRIBING: bool = true;

    fn write<T: Serialize>(value: &T) -> Vec<u8>;
    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String>;
}

pub(crate) struct Json;

impl Format for Json {
    const HUMAN_READABLE: bool = true;

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        serde_json::to_vec(value).unwrap()
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }
}

pub(crate) struct Cbor;

impl Format for Cbor {
    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).unwrap();
        bytes
    }

    fn read<T: DeserializeOwned>(mut bytes: &[u8]) -> Result<T, String> {
        let value = ciborium::from_reader(&mut bytes).map_err(|error| error.to_string())?;
        at_end(value, bytes)
    }
}

/// Structs as maps.
pub(crate) struct MessagePack;

impl Format for MessagePack {
    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        rmp_serde::to_vec_named(value).unwrap()
    }

    fn read<T: DeserializeOwned>(mut bytes: &[u8]) -> Result<T, String> {
        let value = rmp_serde::from_read(&mut bytes).map_err(|error| error.to_string())?;
        at_end(value, bytes)
    }
}

/// Structs as arrays: nothing but its place says what a field is.
pub(crate) struct MessagePackArrays;

impl Format for MessagePackArrays {
    // Serde reads no struct variant from an array that it has buffered.
    const SELF_DESCRIBING: bool = false;

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        rmp_serde::to_vec(value).unwrap()
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        MessagePack::read(bytes)
    }
}

/// Nothing says what a value is, and bytes are written as a sequence of bytes is.
pub(crate) struct Postcard;

impl Format for Postcard {
    const SELF_DESCRIBING: bool = false;

    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        postcard::to_stdvec(value).unwrap()
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
        let (value, rest) = postcard::take_from_bytes(bytes).map_err(|error| error.to_string())?;
        at_end(value, rest)
    }
}

fn at_end<T>(value: T, rest: &[u8]) -> Result<T, String> {
    if rest.is_empty() { Ok(value) } else { Err(format!("{} bytes are left", rest.len())) }
}
