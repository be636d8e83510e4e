//! Clients of Fernet: a sequencer, a prover and an observer. docs/client.md explains them; `main.rs` runs them as processes.

#![allow(missing_debug_implementations, reason = "the programs of a guide")]

// So that the modules read as they do in docs/client.md.
extern crate self as client;

mod follower;
mod frames;
pub mod network;
mod prover;
mod sequencer;
mod work;

pub use follower::{Client, Ended, Follower, Result};
pub use frames::{frames, push_frame};
pub use prover::{ProofSystem, Prover};
pub use sequencer::{Contents, Sequencer};
pub use work::Work;
