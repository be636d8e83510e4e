//! Why the program ends without having done what it was asked.

use std::error::Error;
use std::io;

/// The end of a command, with the exit code that belongs to it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input is malformed or cannot be read: exit code 2. Names the item and the field.
    Input(String),
    /// The input is well-formed, and not valid: exit code 1.
    Invalid(String),
    /// The result could not be written.
    Output(io::Error),
}

impl Failure {
    /// Malformed input in `field`.
    pub(crate) fn field(field: impl std::fmt::Display, reason: impl std::fmt::Display) -> Self {
        Self::Input(format!("{field}: {reason}"))
    }

    /// The name of a protocol error as SPEC `#errors` lists it: the innermost one.
    pub(crate) fn name_of(error: &(dyn Error + 'static)) -> String {
        format!("{:?}", innermost(error))
    }
}

/// The error at the end of the chain of causes.
pub(crate) fn innermost<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause
}
