//! Refused items of a block file, with their reasons.

use std::error::Error;
use std::fmt;

use fernet_core::TreeError;

use crate::failure::{Failure, innermost};

/// An item of a block file that can be refused. Ordered as in results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    Registration(usize),
    Proposal(usize),
    Reveal,
    Claim(usize),
    Attestation(usize),
    Certificate(usize),
    Tree(usize),
}

impl fmt::Display for Item {
    /// Its path in the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registration(i) => write!(f, "registry[{i}]"),
            Self::Proposal(i) => write!(f, "proposals[{i}]"),
            Self::Reveal => f.write_str("reveal"),
            Self::Claim(i) => write!(f, "claims[{i}]"),
            Self::Attestation(i) => write!(f, "attestations[{i}]"),
            Self::Certificate(i) => write!(f, "certificates[{i}]"),
            Self::Tree(i) => write!(f, "trees[{i}]"),
        }
    }
}

/// Why an item was refused.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// Name of the error, as in SPEC `#errors`.
    pub(crate) name: String,
    /// The reason as a sentence.
    pub(crate) detail: String,
}

impl Refusal {
    /// An error of the libraries with a sentence of its own.
    pub(crate) fn told(error: impl Error + 'static, detail: impl Into<String>) -> Self {
        Self { name: Failure::name_of(&error), detail: detail.into() }
    }

    /// A tree names a claim that is not valid.
    pub(crate) fn refused_claim(claim: u64) -> Self {
        Self::told(TreeError::RefusedClaim, format!("claims[{claim}] is not a valid claim"))
    }

    /// The same refusal; the sentence names the part of the item that it is about.
    pub(crate) fn at(self, part: impl fmt::Display) -> Self {
        Self { detail: format!("{part}: {}", self.detail), ..self }
    }
}

/// The failure of a command whose input is refused.
pub(crate) fn refused(error: impl Into<Refusal>) -> Failure {
    let Refusal { name, detail } = error.into();
    Failure::refused(name, detail)
}

impl<E: Error + 'static> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self { name: Failure::name_of(&error), detail: innermost(&error).to_string() }
    }
}
