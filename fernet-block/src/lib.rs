//! One Fernet block as a library: messages go in, and the leader, the proof tree and the payments come out.
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

mod block;
mod claims;
mod error;
mod evidence;
mod registry;
mod sign;
mod store;
mod trees;

pub use block::{Block, Proposed, Reorganisation};
pub use claims::ClaimProof;
pub use error::BlockError;
pub use registry::{Registry, Seats};
pub use trees::Submitted;
