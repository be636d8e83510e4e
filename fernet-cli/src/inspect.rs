//! `fernet inspect`: shows what a message says, in words or as JSON.

mod text;
mod values;

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use fernet_core::message::Message;

use crate::failure::Failure;
use crate::hex::{Bytes, decode};
use crate::output;
use crate::read::Document;

pub(crate) use values::body;

/// Arguments of `fernet inspect`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("source").required(true).args(["file", "hex"])))]
pub(crate) struct InspectArgs {
    /// File of at most 1 GiB with the bytes of a message or their hex digits; `-` is standard input
    file: Option<PathBuf>,
    /// The message itself; blanks between the digits do not count
    #[arg(long, value_name = "HEX", value_parser = digits)]
    hex: Option<Bytes>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Print complete lists; only with the format text
    #[arg(long)]
    all: bool,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In words
    Text,
    /// For programs; the fields are those of vectors/message
    Json,
}

/// Prints a message.
pub(crate) fn inspect(args: &InspectArgs) -> Result<(), Failure> {
    if args.all && args.format == Format::Json {
        return Err(Failure::field("--all", "has no effect with --format json, which has everything"));
    }
    let (name, bytes) = match (&args.file, &args.hex) {
        (Some(path), _) => read(path)?,
        (None, Some(bytes)) => ("--hex".to_owned(), bytes.0.clone()),
        (None, None) => return Err(Failure::Input("expected a file or --hex".to_owned())),
    };
    let message = Message::decode(&bytes).map_err(|error| {
        let code = Failure::name_of(&error);
        Failure::field(name, format_args!("{error} ({code})"))
    })?;
    let values = values::message(&message, bytes.len());
    match args.format {
        Format::Json => output::print_json(&values),
        Format::Text => output::print(&text::message(&values, args.all)),
    }
}

/// Reads hex digits with blanks between them.
fn digits(text: &str) -> Result<Bytes, String> {
    decode(&text.split_whitespace().collect::<String>()).map(Bytes)
}

/// The name and the message of a file. A message begins with its version, which is no hex digit in ASCII.
fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let document = Document::read_bytes(path)?;
    let bytes = document.bytes();
    if !bytes.trim_ascii_start().first().is_some_and(u8::is_ascii_hexdigit) {
        return Ok((document.name.clone(), bytes.to_vec()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "expected hex digits".to_owned());
    let decoded = text.and_then(digits).map_err(|reason| Failure::field(&document.name, reason))?;
    Ok((document.name, decoded.0))
}
