//! Experiments on the mechanism of Fernet: what bids, coalitions, late proofs and RANDAO do to elections and pays.
//!
//! An [`Experiment`] has parameters, and measures that it estimates for one choice of the parameters, a [`Cell`]. Each
//! [`Estimate`] has an interval, and where theory gives the value, the expected value beside it. The rules are those of
//! `fernet-core` and `fernet-rewards`; an alternative to a rule of the protocol stands beside it in [`rule`].
//!
//! The result of a cell depends on its parameters and its seed only, not on the number of threads, the machine or the
//! other cells: every chunk of draws has a random stream of its own, sums are added in the order of the chunks, and
//! logarithms are computed by the crate `libm` everywhere.
//!
//! ```
//! use fernet_sim::{Cell, experiment};
//!
//! let election = experiment("election").expect("an experiment of this name");
//! let cell = Cell::parse(election, [("keys", "100"), ("fee-split", "1"), ("rival-split", "0.5")], None, 7)?;
//! let outcome = cell.run()?;
//! let won = outcome.estimate("won").expect("a measure of the experiment");
//! assert!(won.low < 0.2575 && 0.2575 < won.high); // SPEC #mechanism: 1 - 1/a + 1/(aN) with a = 2/1.5
//! # Ok::<(), fernet_sim::CellError>(())
//! ```
#![forbid(unsafe_code)]

mod binomial;
mod cell;
mod estimate;
mod experiment;
mod experiments;
mod parameter;
mod random;
pub mod rule;
mod sweep;

pub use cell::{Cell, CellError, Outcome};
pub use estimate::{Estimate, Mean, Z};
pub use experiment::{Experiment, Measure};
pub use experiments::{experiment, experiments};
pub use parameter::{Parameter, Unit, ValueError};
pub use random::{Best, Random};
pub use sweep::{Axis, Sweep, SweepError};

/// The example of README.md, which is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
