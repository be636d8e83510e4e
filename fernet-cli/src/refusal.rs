//! Items that the protocol refuses, and why.

use std::error::Error;
use std::fmt;

use fernet_vrf::{KeyError, ProofError, VerifyError};

use crate::failure::{Failure, innermost};

/// Something in a block file that can be refused. Ordered as results list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    Proposal(usize),
    Reveal,
    Claim(usize),
    Tree(usize),
}

impl fmt::Display for Item {
    /// Its path in the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proposal(i) => write!(f, "proposals[{i}]"),
            Self::Reveal => f.write_str("reveal"),
            Self::Claim(i) => write!(f, "claims[{i}]"),
            Self::Tree(i) => write!(f, "trees[{i}]"),
        }
    }
}

/// Why an item was refused.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// Name of the error, as in SPEC `#errors`.
    pub(crate) name: String,
    /// The same for a person.
    pub(crate) detail: String,
}

impl Refusal {
    /// A refusal that is not an error of the libraries.
    pub(crate) fn new(name: &str, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), detail: detail.into() }
    }

    /// The item came at or after the limit of its phase.
    pub(crate) fn late(l1_block: u64, limit: u64) -> Self {
        Self::new("Late", format!("came in L1 block {l1_block}, the phase ended at {limit}"))
    }

    /// The key has no registration.
    pub(crate) fn not_registered() -> Self {
        Self::new("NotRegistered", "the key is not in the registry")
    }

    pub(crate) fn key(error: KeyError) -> Self {
        Self::new(&format!("KeyError::{error:?}"), error.to_string())
    }

    pub(crate) fn proof(error: ProofError) -> Self {
        Self::new(&format!("ProofError::{error:?}"), error.to_string())
    }

    pub(crate) fn verify(error: VerifyError) -> Self {
        Self::new(&format!("VerifyError::{error:?}"), error.to_string())
    }

    /// The same refusal, told with the part of the item that it is about.
    pub(crate) fn at(self, place: impl fmt::Display) -> Self {
        Self { detail: format!("{place}: {}", self.detail), ..self }
    }
}

impl<E: Error + 'static> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self { name: Failure::name_of(&error), detail: innermost(&error).to_string() }
    }
}
