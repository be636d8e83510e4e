//! The libraries of `contracts/src` in an Ethereum virtual machine, against the vectors and against the Rust crates.

mod gas;
mod random;
mod trees;
mod values;
mod vectors;

use evm::{Arg, Returned, Rules};
use std::cell::RefCell;

thread_local! {
    static RULES: RefCell<Rules> = RefCell::new(Rules::new());
}

/// Calls a function of the libraries.
fn call(function: &str, args: &[Arg]) -> Result<Returned, String> {
    RULES.with_borrow_mut(|rules| rules.call(function, args))
}

/// Calls a function that cannot revert.
fn ask(function: &str, args: &[Arg]) -> Returned {
    call(function, args).unwrap_or_else(|error| panic!("{function}: {error}"))
}
