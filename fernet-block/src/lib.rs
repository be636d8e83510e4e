//! One block of the Fernet protocol as a driver: messages go in, and the leader, the proof tree and the payments come out.
//!
//! A [`Block`] opens where the [`Chain`](fernet_core::Chain) of the rollup opened it. Every message enters through one method,
//! which checks it in the order of SPEC `#course`, verifies its VRF proof and returns what happened. A message that is refused
//! changes nothing. The README has an example of a whole block.
//!
//! A [`Rollup`] has the chain, its open blocks and the mixes of L1, and finds the block of each message. It is what most
//! clients use:
//!
//! | event | method |
//! |---|---|
//! | an L1 block | [`Rollup::l1_block`] |
//! | what follows from the time: blocks that open and end | [`Rollup::advance`], [`Rollup::outcome`] |
//! | a message that L1 received | [`Rollup::event`], without a message: [`Rollup::submit_root`], [`Rollup::submit_tree`] |
//! | a claim | [`Rollup::claim`] |
//! | a reorganisation of L1 | [`Rollup::reorganised`] |
//! | a restart | [`Rollup::to_bytes`], [`Rollup::from_bytes`] |
//!
//! A client that keeps the chain itself, or follows one block only, uses the methods of `Block`:
//!
//! | event | method |
//! |---|---|
//! | a block opens | [`Block::open`] |
//! | a proposal | [`Block::propose`] |
//! | the leader's reveal | [`Block::reveal`], [`Block::reveal_with_data`] |
//! | a claim | [`Block::claim`], many at once: `Block::claims` |
//! | an attestation, a certificate (in a rollup with attesters) | [`Block::attestation`], [`Block::certify`], with proofs in batch form: `Block::certify_batch` |
//! | a submitted tree | [`Block::submit_ids`], [`Block::submit_claims`], [`Block::submit_tree`], [`Block::submit_root`] |
//! | the end of the block | [`Block::outcome`] |
//! | messages of one's own | [`Block::sign_proposal`], [`Block::sign_claim`], [`Block::sign_attestation`]; whether a key may: [`Block::check_eligible`] |
//! | a prover's tree, from the claims | `TreeBuilder`, with the feature `alloc` |
//! | equivocation | [`Block::proposal_evidence`], [`Block::claim_evidence`], [`Block::attestation_evidence`] |
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

#[cfg(feature = "alloc")]
extern crate alloc;

mod attestations;
#[cfg(feature = "batch")]
mod batch;
mod block;
mod claims;
mod error;
mod evidence;
mod outcome;
mod registry;
mod rollup;
mod sign;
mod store;
mod suite;
#[cfg(feature = "alloc")]
mod tree_builder;
mod trees;

pub use block::{Block, Proposed, Reorganisation};
pub use claims::ClaimProof;
pub use error::BlockError;
pub use outcome::Outcome;
pub use registry::{Registry, Seats};
pub use rollup::{Applied, Rollup};
pub use suite::{ProposalProof, SequencerKey};
#[cfg(feature = "alloc")]
pub use tree_builder::TreeBuilder;
pub use trees::Submitted;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
