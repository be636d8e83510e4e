//! `fernet inspect`: shows what a message says, or calldata that carries one, in words or as JSON.

mod calldata;
mod text;
mod values;

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use fernet_core::SequencerSuite;
use fernet_core::message::Message;
use serde_json::Value;

use self::calldata::Carried;
use crate::failure::Failure;
use crate::hex::{Bytes, decode_spaced, encode};
use crate::keys::suite_parser;
use crate::output;
use crate::read::Document;

pub(crate) use values::body;

/// Arguments of `fernet inspect`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("source").required(true).args(["file", "hex"])))]
pub(crate) struct InspectArgs {
    /// File of at most 1 GiB with the bytes of a message, or of calldata with one, or their hex digits; `-` is standard input
    file: Option<PathBuf>,
    /// The message itself; blanks between the digits do not count
    #[arg(long, value_name = "HEX", value_parser = decode_spaced)]
    hex: Option<Bytes>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Print complete lists; only with the format text
    #[arg(long)]
    all: bool,
    /// Suite of the rollup's sequencers. With it a registration is checked for its suite, and its key is decoded
    #[arg(long, value_name = "SUITE", value_parser = suite_parser())]
    sequencer_suite: Option<SequencerSuite>,
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
        (Some(path), _) => {
            let document = Document::read_bytes(path)?;
            (document.name.clone(), document.message()?)
        }
        (None, Some(bytes)) => ("--hex".to_owned(), bytes.0.clone()),
        (None, None) => return Err(Failure::Input("expected a file or --hex".to_owned())),
    };
    let carried = Carried::read(&bytes).transpose().map_err(|reason| Failure::field(&name, reason))?;
    let bytes = carried.as_ref().map_or(bytes.as_slice(), |carried| &carried.message);
    let message = Message::decode(bytes).map_err(|error| Failure::message(name, &error))?;
    if args.sequencer_suite.is_some() && !values::is_registration(&message) {
        let reason = format_args!("has no effect on a message of the kind {}", message.kind().name());
        return Err(Failure::field("--sequencer-suite", reason));
    }
    let mut values = values::message(&message, bytes.len(), args.sequencer_suite);
    if let Some(carried) = &carried {
        values["call"] = carried.values();
    }
    match args.format {
        Format::Json => output::print_json(&values),
        Format::Text => {
            let call = carried.map_or_else(String::new, |carried| carried.text());
            output::print(&(call + &text::message(&values, args.all, false)))
        }
    }
}

/// A form in which a command writes a message that it made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Its hex digits
    Message,
    /// What it says, as `fernet inspect --format json` prints it
    Json,
    /// What it says, in words
    Text,
}

/// Prints a message that a command made and checked, with what it `computed` from it.
pub(crate) fn print_made(bytes: &[u8], form: Form, computed: Value) -> Result<(), Failure> {
    if form == Form::Message {
        return output::print(&format!("{}\n", encode(bytes)));
    }
    let message = Message::decode(bytes).map_err(|error| Failure::Invalid(error.to_string()))?;
    let mut values = values::message(&message, bytes.len(), None);
    values["computed"] = computed;
    match form {
        Form::Text => output::print(&text::message(&values, true, true)),
        Form::Json | Form::Message => output::print_json(&values),
    }
}
