//! Reads files, and JSON in them, with errors that name the file, the item, the field and the expected value.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use fernet_core::message::VERSION;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::archive::START;
use crate::failure::Failure;
use crate::hex::decode_spaced;
use crate::output::{file_name, outside};

/// The built-in example.
const EXAMPLE: &str = include_str!("example.json");
const _: () =
    assert!(EXAMPLE.len() > 1000, "src/example.json is not the file but its path: check out with symbolic links");

/// Why a command does not read an archive.
const ARCHIVE: &str = "it is an archive of messages; `fernet replay` reads it";

/// Largest file of a block or a settlement, in bytes: 1 GiB.
const LARGEST: u64 = 1 << 30;
/// Largest file of a key or a proof, in bytes: 64 KiB.
const LARGEST_KEY: u64 = 1 << 16;

/// The block file that a command reads.
#[derive(Args, Clone, Debug)]
pub(crate) struct BlockSource {
    /// Block file of at most 1 GiB; `-` is standard input. Without FILE: standard input, or the example on a terminal
    #[arg(conflicts_with = "example")]
    file: Option<PathBuf>,
    /// Use the built-in example block
    #[arg(long)]
    example: bool,
}

impl BlockSource {
    /// The built-in example.
    pub(crate) const EXAMPLE: Self = Self { file: None, example: true };

    /// Reads the file without parsing it.
    pub(crate) fn read(&self) -> Result<Document, Failure> {
        let standard_input = Path::new("-");
        let path = match &self.file {
            Some(path) => path,
            None if self.example || io::stdin().is_terminal() => return Ok(Document::example()),
            None => standard_input,
        };
        let document = Document::read(path)?;
        if path == standard_input && document.bytes.is_empty() {
            return Err(Failure::field(
                document.name,
                "empty; expected a block, or use --example for the built-in example",
            ));
        }
        Ok(document)
    }
}

/// The bytes of an input and its name in messages.
pub(crate) struct Document {
    pub(crate) name: String,
    /// Whether it is the built-in example.
    pub(crate) is_example: bool,
    bytes: Vec<u8>,
}

impl Document {
    fn example() -> Self {
        Self { name: "the built-in example".to_owned(), is_example: true, bytes: EXAMPLE.into() }
    }

    /// Reads the file of a block or a settlement, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        Self::read_at_most(path, LARGEST, check_encoding)
    }

    /// Reads a file of any bytes, or standard input for `-`.
    pub(crate) fn read_bytes(path: &Path) -> Result<Self, Failure> {
        Self::read_at_most(path, LARGEST, |_| Ok(()))
    }

    /// All bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether the file is a message, as it is or in hex digits, and not JSON.
    pub(crate) fn is_message(&self) -> bool {
        self.is_hex() || self.bytes.first() == Some(&VERSION)
    }

    /// The bytes of a message, which the file has as they are or as hex digits.
    pub(crate) fn message(self) -> Result<Vec<u8>, Failure> {
        if self.bytes.starts_with(&START) {
            return Err(Failure::field(&self.name, ARCHIVE));
        }
        if !self.is_hex() {
            return Ok(self.bytes);
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|_| "expected hex digits".to_owned());
        text.and_then(decode_spaced).map(|bytes| bytes.0).map_err(|reason| Failure::field(&self.name, reason))
    }

    /// Whether the file begins with a hex digit. A message begins with its version, which is none in ASCII.
    fn is_hex(&self) -> bool {
        self.bytes.trim_ascii_start().first().is_some_and(u8::is_ascii_hexdigit)
    }

    /// Reads the file of a key or a proof, or standard input for `-`.
    pub(crate) fn read_key(path: &Path) -> Result<Self, Failure> {
        Self::read_at_most(path, LARGEST_KEY, check_encoding)
    }

    fn read_at_most(path: &Path, limit: u64, check: Check) -> Result<Self, Failure> {
        let bytes = if path == Path::new("-") {
            bytes(io::stdin().lock(), limit, check)
        } else {
            fs::File::open(path).map_err(Unreadable::Error).and_then(|file| {
                let length = file.metadata().map_or(0, |metadata| metadata.len());
                if length > limit { Err(Unreadable::TooLarge) } else { bytes(file, limit, check) }
            })
        };
        let name = file_name(path);
        match bytes {
            Ok(bytes) => Ok(Self { name, is_example: false, bytes }),
            Err(Unreadable::Error(error)) => Err(Failure::field(name, error)),
            Err(Unreadable::TooLarge) => Err(Failure::field(name, format_args!("larger than {limit} bytes"))),
            Err(Unreadable::Encoding(reason)) => Err(Failure::field(name, reason)),
        }
    }

    /// Parses one JSON value and nothing behind it.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        self.parse().map_err(|failure| failure.in_file(&self.name))
    }

    /// The same with messages that do not name the file.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        check_encoding(&self.bytes).map_err(|reason| Failure::Input(reason.to_owned()))?;
        json(&self.bytes)
    }

    /// The lines that are not blank, each with its number, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let lines = self.bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        (1..).zip(lines).filter(|(_, line)| !line.is_empty())
    }

    /// The first line of a text output about the example; otherwise empty.
    pub(crate) fn heading(&self) -> &'static str {
        if self.is_example { "This is the built-in example; `fernet block FILE` runs another block\n\n" } else { "" }
    }

    /// A result for JSON; that of the example is marked with `example: true`.
    pub(crate) fn result<T: Serialize>(&self, result: T) -> impl Serialize {
        Marked { example: self.is_example, result }
    }
}

/// A result with its mark.
#[derive(Serialize)]
struct Marked<T> {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    example: bool,
    #[serde(flatten)]
    result: T,
}

/// Why an input could not be read.
enum Unreadable {
    Error(io::Error),
    TooLarge,
    Encoding(&'static str),
}

/// Looks at the first four bytes of an input.
type Check = fn(&[u8]) -> Result<(), &'static str>;

/// Reads to the end, and refuses what `check` refuses at its beginning, or what is longer than `limit`.
fn bytes(mut input: impl Read, limit: u64, check: Check) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    input.by_ref().take(4).read_to_end(&mut bytes).map_err(Unreadable::Error)?;
    check(&bytes).map_err(Unreadable::Encoding)?;
    input.take(limit).read_to_end(&mut bytes).map_err(Unreadable::Error)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) { Ok(bytes) } else { Err(Unreadable::TooLarge) }
}

/// Refuses what some editors and shells write in place of UTF-8, and what is no text.
fn check_encoding(bytes: &[u8]) -> Result<(), &'static str> {
    Err(match bytes {
        [a, b, c, d, ..] if START.starts_with(&[*a, *b, *c, *d]) => ARCHIVE,
        [0xef, 0xbb, 0xbf, ..] => "it starts with a byte-order mark; JSON is UTF-8 without one",
        [0, 0, 0, 0, ..] => "it starts with zero bytes; JSON is UTF-8 text",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => "it is UTF-16 or UTF-32; JSON is UTF-8",
        _ => return Ok(()),
    })
}

/// Parses one JSON value and nothing behind it.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| explain(&path(error.path()), error.inner()))?;
    deserializer.end().map_err(|error| explain("", &error))?;
    Ok(value)
}

/// A path such as `claims[7].node`, as far as serde knows it.
fn path(path: &serde_path_to_error::Path) -> String {
    path.iter().fold(String::new(), |path, segment| match segment {
        Segment::Seq { index } => format!("{path}[{index}]"),
        Segment::Map { key } | Segment::Enum { variant: key } => join(&path, &outside(key)),
        Segment::Unknown => path,
    })
}

fn join(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

/// Turns serde's "invalid value: A, expected B at line 1 column 2" into "expected B, got A".
fn explain(path: &str, error: &serde_json::Error) -> Failure {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Failure::field(join(path, field), "missing field");
    }
    let line = format!("(line {}, column {})", error.line(), error.column());
    let reason = mismatch(message).or_else(|| unknown(message)).unwrap_or_else(|| outside(message));
    match (path, error.is_syntax() || error.is_eof()) {
        ("", _) => Failure::Input(format!("{reason} {line}")),
        (_, true) => Failure::field(path, format_args!("{reason} {line}")),
        (_, false) => Failure::field(path, reason),
    }
}

/// A value of another type or range than expected.
fn mismatch(message: &str) -> Option<String> {
    let kinds = ["invalid value: ", "invalid type: ", "invalid length: "];
    let (got, expected) = kinds.iter().find_map(|kind| message.strip_prefix(kind)?.rsplit_once(", expected "))?;
    // As it was quoted by serde.
    let got = match got.strip_prefix("string \"").and_then(|text| text.strip_suffix('"')) {
        Some(text) => format!("string \"{}\"", outside(text)),
        None => outside(got),
    };
    Some(format!("expected {expected}, got {got}"))
}

/// An unknown field or variant.
fn unknown(message: &str) -> Option<String> {
    let kinds = ["unknown field `", "unknown variant `"];
    let (kind, rest) = kinds.iter().find_map(|kind| Some((kind, message.strip_prefix(kind)?)))?;
    let (name, expected) = rest.rsplit_once("`, expected ")?;
    Some(format!("{kind}{}`, expected {expected}", outside(name)))
}
