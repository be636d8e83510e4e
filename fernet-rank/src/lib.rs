//! Ranking everyone, fast: in [`VrfMode::Public`](fernet_core::VrfMode::Public) anybody can compute the ticket of every
//! registered key at every node, N keys times M nodes (SPEC `#ticket`).
//!
//! * [`tickets`]: the tickets of many keys at one node, on one core. Eight Keccaks go through AVX-512 at once, four through
//!   AVX2, two through SSE2; the widest that the CPU has is chosen at run time, so one binary serves all.
//! * [`best`]: the best K at each of many nodes, on all cores.
//!
//! Both give what `fernet-core` gives, bit for bit: tickets equal [`Ticket::public`](fernet_core::Ticket::public), rankings
//! equal one [`Ranking`](fernet_core::Ranking) that is offered everyone in turn, whatever the number of lanes and
//! threads.
//!
//! This is for programs with `std` that watch a whole network. A client that wants its own tickets needs `fernet-core`
//! only.
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

pub use best::{Entrant, best};
pub use error::RankError;
pub use tickets::tickets;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
