//! Why the program ends without having done what it was asked.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use fernet_core::{
    BidError, BundleError, ChildError, ClaimError, Ineligible, ParamsError, PhaseError, ProposalError, RandaoError,
    ShapeError, SnapshotError, TreeError,
};
use fernet_rewards::{MevError, RevealError, SettleError};
use fernet_vrf::{EvaluateError, KeyError, ProofError, ProveError, VerifyError};

/// The end of a command, with the exit code that belongs to it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input is malformed or cannot be read: exit code 2. Names the item and the field.
    Input(String),
    /// The input is well-formed, and not valid: exit code 1.
    Invalid(String),
    /// What could not be written to, and why: exit code 1.
    Output(String, io::Error),
}

impl Failure {
    /// Malformed input in `field`.
    pub(crate) fn field(field: impl std::fmt::Display, reason: impl std::fmt::Display) -> Self {
        Self::Input(format!("{field}: {reason}"))
    }

    /// The protocol refuses a valid input: SPEC `#errors` has the name of the error.
    pub(crate) fn refused(name: impl std::fmt::Display, detail: impl std::fmt::Display) -> Self {
        Self::Invalid(format!("refused, {name}: {detail}"))
    }

    /// The same failure; malformed input is said to be in `file`.
    pub(crate) fn in_file(self, file: &str) -> Self {
        match self {
            Self::Input(message) => Self::field(file, message),
            other => other,
        }
    }

    /// The name of a protocol error with its enum, as SPEC `#errors` lists them: that of the innermost one.
    pub(crate) fn name_of(error: &(dyn Error + 'static)) -> String {
        let error = innermost(error);
        macro_rules! name {
            ($($name:ident)*) => {
                $(if let Some(error) = error.downcast_ref::<$name>() {
                    return format!("{}::{error:?}", stringify!($name));
                })*
            };
        }
        name! { ParamsError RandaoError SnapshotError Ineligible BidError ProposalError ClaimError BundleError ChildError }
        name! { TreeError ShapeError PhaseError KeyError ProofError EvaluateError ProveError VerifyError }
        name! { RevealError SettleError MevError }
        format!("{error:?}")
    }

    /// The exit code, and what to say.
    pub(crate) fn into_report(self) -> (ExitCode, Option<String>) {
        match self {
            Self::Input(message) => (ExitCode::from(2), Some(message)),
            Self::Invalid(message) => (ExitCode::FAILURE, Some(message)),
            // Who reads a pipe may stop when it has enough.
            Self::Output(_, error) if error.kind() == io::ErrorKind::BrokenPipe => (ExitCode::SUCCESS, None),
            Self::Output(name, error) => (ExitCode::FAILURE, Some(format!("{name}: {error}"))),
        }
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
