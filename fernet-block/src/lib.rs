//! One block of the Fernet protocol as a driver: messages go in, and the leader, the proof tree and the payments come out.
//!
//! A [`Block`] opens where the [`Chain`](fernet_core::Chain) of the rollup opened it. Every message enters through one method,
//! which checks it in the order of SPEC `#course`, verifies its VRF proof and returns what happened. A message that is refused
//! changes nothing. The README has an example of a whole block.
//!
//! | event | method |
//! |---|---|
//! | a block opens | [`Block::open`] |
//! | a proposal | [`Block::propose`] |
//! | the leader's reveal | [`Block::reveal`] |
//! | a claim | [`Block::claim`], many at once: `Block::claims` |
//! | a submitted tree | [`Block::submit_ids`], [`Block::submit_claims`], [`Block::submit_tree`], [`Block::submit_root`] |
//! | the end of the block | [`Block::outcome`] |
//! | messages of one's own | [`Block::sign_proposal`], [`Block::sign_claim`] |
//! | equivocation | [`Block::proposal_evidence`], [`Block::claim_evidence`] |
//! | a reorganisation of L1 | [`Block::reorganised`] |
//! | a restart | [`Block::to_bytes`], [`Block::from_bytes`] |
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

#[cfg(feature = "batch")]
extern crate alloc;

#[cfg(feature = "batch")]
mod batch;
mod block;
mod claims;
mod error;
mod evidence;
mod outcome;
mod registry;
mod sign;
mod store;
mod trees;

pub use block::{Block, Proposed, Reorganisation};
pub use claims::ClaimProof;
pub use error::BlockError;
pub use outcome::Outcome;
pub use registry::{Registry, Seats};
pub use trees::Submitted;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
