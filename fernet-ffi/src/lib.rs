//! The C ABI of Fernet: the functions of `fernet-core`, `fernet-vrf`, `fernet-rewards` and `fernet-block` for C and C++.
//!
//! `include/fernet.h` is generated from this crate. Its head states the rules that every function keeps, and its comments are those
//! of this crate. Nothing allocates, except for batch verification in hosted libraries; there are no handles, no global variables
//! and no callbacks.
//!
//! | module | contents |
//! |---|---|
//! | [`ptr`] | access to the memory behind pointers: the `unsafe` code of the ABI |
//! | [`status`] | status codes |
//! | [`bytes`](mod@bytes) | byte strings, tickets, scores, amounts |
//! | [`params`], [`randao`], [`registry`], [`seed`] | parameters, randomness, eligibility, seeds and tickets |
//! | [`score`], [`election`], [`phase`] | scores and rankings, the election of the leader, the phases of a block |
//! | [`shape`], [`claim`], [`tree`], [`opening`] | the shape of the proof tree, claims and seats, bundles and trees, openings |
//! | [`availability`] | proof data, attestations and certificates |
//! | [`message`] | the bytes of messages |
//! | [`vrf`], `batch` | VRF keys and proofs, batch verification |
//! | [`block`] | the driver of one block, from its opening to its outcome |
//! | [`store`] | the bytes in which a client keeps its state over a restart |
//! | [`rewards`], [`mev`] | settlement, bids relative to MEV, its sources |
//! | [`selftest`] | version and self-test |
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `hosted` | for an operating system: batch verification, the VRF's tables |
//! | `capi` | for the libraries that C links: `hosted`, with a panic handler and an allocator over the C library |
//! | `freestanding` | for a static library without an operating system: a panic handler |
//!
//! A program in Rust uses the four crates directly and needs none of these features.
//!
//! # Panics
//!
//! No function panics; `cargo xtask firmware` shows this for a freestanding library. A panic would end the program, because
//! unwinding stops at `extern "C"`; a freestanding library would loop in its panic handler.
#![no_std]
#![allow(non_camel_case_types)]
#![allow(rustdoc::broken_intra_doc_links, reason = "comments are written for C, where brackets index")]
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
// The functions have the argument lists of C.
#![allow(clippy::too_many_arguments)]
// The C types hold bytes, some of them secret.
#![allow(missing_debug_implementations)]

#[cfg(feature = "hosted")]
extern crate alloc;
// Provides the panic handler and the allocator for Rust programs, tests and libraries that unwind.
#[cfg(all(feature = "hosted", not(all(feature = "capi", unix, panic = "abort"))))]
extern crate std;

pub mod availability;
#[cfg(feature = "hosted")]
pub mod batch;
pub mod block;
pub mod bytes;
/// cbindgen:ignore
#[cfg(all(feature = "capi", unix, panic = "abort"))]
mod c_library;
pub mod chain;
pub mod claim;
pub mod election;
#[cfg(all(feature = "freestanding", not(feature = "hosted")))]
mod freestanding;
pub mod message;
pub mod mev;
pub mod opening;
pub mod p256;
pub mod params;
pub mod phase;
pub mod ptr;
pub mod randao;
pub mod registry;
pub mod rewards;
pub mod score;
pub mod seed;
pub mod selftest;
pub mod shape;
pub mod status;
pub mod store;
pub mod tree;
pub mod vrf;
