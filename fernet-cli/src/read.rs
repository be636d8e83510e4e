//! Reading JSON, with errors that name the item, the field and what was expected there.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Longest excerpt of a wrong value in a message.
const EXCERPT: usize = 48;

/// The block that comes with the program.
const EXAMPLE: &str = include_str!("../../vectors/block/example.json");

/// The bytes of a block file, not parsed yet; without one those of the example.
pub(crate) fn block(path: Option<&Path>) -> Result<Vec<u8>, Failure> {
    path.map_or_else(|| Ok(EXAMPLE.into()), bytes)
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read =
        if path == Path::new("-") { io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(path) };
    read.map_err(|error| Failure::field(path.display(), error))
}

/// Parses one JSON value and nothing behind it.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| explain(&error.path().to_string(), error.inner()))?;
    deserializer.end().map_err(|error| explain(".", &error))?;
    Ok(value)
}

/// Turns serde's "invalid value: A, expected B at line 1 column 2" into "expected B, got A".
fn explain(path: &str, error: &serde_json::Error) -> Failure {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let reason = ["invalid value: ", "invalid type: ", "invalid length: "]
        .iter()
        .find_map(|prefix| message.strip_prefix(prefix)?.rsplit_once(", expected "))
        .map_or_else(|| message.to_owned(), |(got, expected)| format!("expected {expected}, got {}", excerpt(got)));
    let line = format!("(line {}, column {})", error.line(), error.column());
    match (path, error.is_syntax() || error.is_eof()) {
        (".", _) => Failure::Input(format!("{reason} {line}")),
        (_, true) => Failure::field(path, format_args!("{reason} {line}")),
        (_, false) => Failure::field(path, reason),
    }
}

/// The beginning of a long value, and its length.
fn excerpt(value: &str) -> String {
    match value.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}... ({} characters)", &value[..end], value.chars().count()),
        None => value.to_owned(),
    }
}
