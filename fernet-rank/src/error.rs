//! What can be refused.

use std::error::Error;
use std::fmt;

/// A ranking or a list of tickets is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RankError {
    /// There are more or fewer places for tickets than keys.
    LengthsDiffer,
    /// The rankings do not fit into memory.
    OutOfMemory,
}

impl fmt::Display for RankError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LengthsDiffer => "more or fewer places for tickets than keys",
            Self::OutOfMemory => "the rankings do not fit into memory",
        })
    }
}

impl Error for RankError {}
