//! Clients of Fernet: a sequencer, a prover and an observer. docs/client.md explains them; `main.rs` runs them as processes.

#![allow(missing_debug_implementations, reason = "the programs of a guide")]

// So that the modules read as they do in docs/client.md.
extern crate self as client;

mod frames;
pub mod network;
mod observer;
mod participant;
mod prover;
mod sequencer;

pub use frames::{frames, push_frame};
pub use observer::Observer;
pub use participant::{Client, ProofSystem, Result, Rollup, report, stored};
pub use prover::Prover;
pub use sequencer::Sequencer;
