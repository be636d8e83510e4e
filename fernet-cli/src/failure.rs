//! Why a command fails, and with which exit code.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use fernet_block::BlockError;
use fernet_core::message::DecodeError;
use fernet_core::{
    AttestationError, BidError, BundleError, CertificateError, ChainError, ChildError, ClaimError, DataError,
    Ineligible, MessageError, OpeningError, ParamsError, PhaseError, ProposalError, RandaoError, RegistrationError,
    ShapeError, TreeError,
};
use fernet_rewards::{MevError, MevSourceError, RevealError, SettleError};
use fernet_vrf::{EvaluateError, KeyError, ProofError, ProveError, VerifyError};
use fernet_vrf_p256::{EvmWitnessError, P256KeyError, P256ProofError, P256VerifyError};

/// The failure of a command. Each variant has an exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input or the command line is malformed or cannot be read: exit code 2. The message names the file, item and field.
    Input(String),
    /// The input is well-formed but was rejected: exit code 1.
    Invalid(String),
    /// Name of an output that could not be written, and the error: exit code 1.
    Output(String, io::Error),
}

impl Failure {
    /// Malformed input in `field`.
    pub(crate) fn field(field: impl std::fmt::Display, reason: impl std::fmt::Display) -> Self {
        Self::Input(format!("{field}: {reason}"))
    }

    /// Bytes that are no message, or one of another kind. Names the first wrong field and its offset.
    pub(crate) fn message(file: impl std::fmt::Display, error: &DecodeError) -> Self {
        Self::field(file, format_args!("{error} ({})", Self::name_of(error)))
    }

    /// The protocol refuses the input with an error of SPEC `#errors`.
    pub(crate) fn refused(name: impl std::fmt::Display, detail: impl std::fmt::Display) -> Self {
        Self::Invalid(format!("refused, {name}: {detail}"))
    }

    /// Adds the name of the file to the message about malformed input.
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
        name! { ParamsError RandaoError RegistrationError Ineligible BidError ProposalError ClaimError BundleError }
        name! { ChildError TreeError ShapeError PhaseError ChainError KeyError ProofError EvaluateError ProveError }
        name! { AttestationError CertificateError DataError P256KeyError P256ProofError P256VerifyError EvmWitnessError }
        name! { VerifyError RevealError SettleError MevError MevSourceError MessageError OpeningError BlockError }
        format!("{error:?}")
    }

    /// The exit code, and the message to print.
    pub(crate) fn into_report(self) -> (ExitCode, Option<String>) {
        match self {
            Self::Input(message) => (ExitCode::from(2), Some(message)),
            Self::Invalid(message) => (ExitCode::FAILURE, Some(message)),
            // The reader of a pipe may close it at any time.
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
