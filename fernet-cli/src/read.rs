//! Reading JSON, with errors that name the file, the item, the field and what was expected there.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::failure::Failure;
use crate::output::{file_name, outside};

/// The block that comes with the program.
const EXAMPLE: &str = include_str!("example.json");
const _: () =
    assert!(EXAMPLE.len() > 1000, "src/example.json is not the file but its path: check out with symbolic links");

/// Which block a command works on.
#[derive(Args, Clone, Debug)]
pub(crate) struct BlockSource {
    /// Block file, `-` for standard input, which is also read without FILE; on a terminal --example is meant
    #[arg(conflicts_with = "example")]
    file: Option<PathBuf>,
    /// Use the example block that comes with the program
    #[arg(long)]
    example: bool,
}

impl BlockSource {
    /// The block that comes with the program.
    pub(crate) const EXAMPLE: Self = Self { file: None, example: true };

    /// Reads the file that is meant, without parsing it.
    pub(crate) fn read(&self) -> Result<Document, Failure> {
        let standard_input = Path::new("-");
        let path = match &self.file {
            Some(path) => path,
            None if self.example || io::stdin().is_terminal() => return Ok(Document::example()),
            None => standard_input,
        };
        let document = Document::read(path)?;
        if path == standard_input && document.bytes.is_empty() {
            return Err(Failure::field(document.name, "nothing in it: give a FILE, or --example for the example"));
        }
        Ok(document)
    }
}

/// The bytes of one input, and what it is called.
pub(crate) struct Document {
    pub(crate) name: String,
    /// It is the block that comes with the program.
    pub(crate) is_example: bool,
    bytes: Vec<u8>,
}

impl Document {
    fn example() -> Self {
        Self { name: "the built-in example".to_owned(), is_example: true, bytes: EXAMPLE.into() }
    }

    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let name = file_name(path);
        let mut bytes = Vec::new();
        let read = if path == Path::new("-") {
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(path)
        };
        match read {
            Ok(bytes) => Ok(Self { name, is_example: false, bytes }),
            Err(error) => Err(Failure::field(name, error)),
        }
    }

    /// Parses one JSON value and nothing behind it.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        check_encoding(&self.bytes).and_then(|()| json(&self.bytes)).map_err(|failure| failure.in_file(&self.name))
    }

    /// What text output starts with when it is about the example.
    pub(crate) fn heading(&self) -> &'static str {
        if self.is_example {
            "The example that comes with the program; `fernet block FILE` runs another block\n\n"
        } else {
            ""
        }
    }

    /// A result for JSON, marked when it is that of the example.
    pub(crate) fn result<T: Serialize>(&self, result: T) -> impl Serialize {
        Marked { example: self.is_example, result }
    }
}

/// A result that says whether it is that of the example.
#[derive(Serialize)]
struct Marked<T> {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    example: bool,
    #[serde(flatten)]
    result: T,
}

/// Refuses what some editors and shells write in place of UTF-8.
fn check_encoding(bytes: &[u8]) -> Result<(), Failure> {
    let reason = match bytes {
        [0xef, 0xbb, 0xbf, ..] => "it starts with a byte-order mark; JSON is UTF-8 without one",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => "it is UTF-16 or UTF-32; JSON is UTF-8",
        _ => return Ok(()),
    };
    Err(Failure::Input(reason.to_owned()))
}

/// Parses one JSON value and nothing behind it.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| explain(&path(error.path()), error.inner()))?;
    deserializer.end().map_err(|error| explain("", &error))?;
    Ok(value)
}

/// A path such as `claims[7].node`, as far as it is known.
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

/// A value of another kind or range than expected.
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

/// A name that is none of a list.
fn unknown(message: &str) -> Option<String> {
    let kinds = ["unknown field `", "unknown variant `"];
    let (kind, rest) = kinds.iter().find_map(|kind| Some((kind, message.strip_prefix(kind)?)))?;
    let (name, expected) = rest.rsplit_once("`, expected ")?;
    Some(format!("{kind}{}`, expected {expected}", outside(name)))
}
