//! How many cases a test takes.

use std::str::FromStr;

/// The number in a variable of the environment, or another one if it is not set.
///
/// # Panics
///
/// If the variable is no such number.
#[must_use]
pub fn count<T: FromStr>(name: &str, otherwise: T) -> T {
    let parse = |text: String| text.parse().unwrap_or_else(|_| panic!("{name}: expected a number, got {text:?}"));
    std::env::var(name).map_or(otherwise, parse)
}
