//! Where results go: standard output, all at once, without colours unless it is a terminal.

use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Prints text.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
}

/// Prints a value as JSON, and nothing else.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from).map_err(Failure::Output)?;
    print(&(text + "\n"))
}

/// Prints a message on standard error. When that is closed too there is nobody to tell.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "fernet: {message}");
}
