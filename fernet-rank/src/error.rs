//! The error of this crate.

use std::error::Error;
use std::fmt;

/// Reason why tickets or rankings cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RankError {
    /// The slice of tickets has another length than the slice of keys.
    LengthsDiffer,
    /// The memory for the rankings cannot be allocated.
    OutOfMemory,
}

impl fmt::Display for RankError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LengthsDiffer => "the slice of tickets has another length than the slice of keys",
            Self::OutOfMemory => "the memory for the rankings cannot be allocated",
        })
    }
}

impl Error for RankError {}
