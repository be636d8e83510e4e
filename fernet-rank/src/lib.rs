//! Tickets and rankings of all registered provers, for rollups in [`VrfMode::Public`](fernet_core::VrfMode::Public), where
//! anyone can compute the ticket of every key at every node (SPEC `#ticket`).
//!
//! * [`tickets`] computes the tickets of many keys at one node, on one core. It hashes eight inputs at once with AVX-512, four
//!   with AVX2, two with SSE2; the instructions are chosen at run time.
//! * [`best`] computes the best K keys at each of many nodes, on all cores.
//!
//! The results are those of `fernet-core`, bit for bit and for any number of lanes and threads: tickets equal
//! [`Ticket::public`](fernet_core::Ticket::public), and rankings equal a [`Ranking`](fernet_core::Ranking) into which every key
//! was inserted.
//!
//! The crate needs `std`. A prover that computes its own tickets only needs `fernet-core`.
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

mod batch;
mod best;
mod error;
mod tickets;

pub use best::{Bidder, best};
pub use error::RankError;
pub use tickets::tickets;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
