//! How many cases a test takes.

use std::str::FromStr;

/// The number in a variable of the environment, or another one.
#[must_use]
pub fn count<T: FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(otherwise)
}
