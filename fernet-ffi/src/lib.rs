//! The C ABI of Fernet: everything that a client needs of `fernet-core`, `fernet-vrf` and `fernet-rewards`, in C.
//!
//! `include/fernet.h` is generated from this crate and is what a C programmer reads; its head states the rules that every function
//! keeps. Nothing allocates (but for batch verification in hosted libraries), there are no handles, no globals and no
//! callbacks. Each module is the C side of the module of the same name.
//!
//! | module | rules of SPEC.md |
//! |---|---|
//! | [`ptr`] | how pointers become values: the `unsafe` code of the ABI |
//! | [`status`] | errors as numbers |
//! | [`bytes`](mod@bytes) | byte strings, tickets, scores, amounts |
//! | [`params`], [`randao`], [`registry`], [`seed`] | parameters, randomness, eligibility, seeds and tickets |
//! | [`score`], [`election`], [`phase`] | the order, the leader, the life of a block |
//! | [`shape`], [`claim`], [`tree`] | the proof tree |
//! | [`vrf`], `batch` | ECVRF |
//! | [`rewards`], [`mev`] | settlement |
//! | [`selftest`] | version and known answers |
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `hosted` | for an operating system: batch verification, the VRF's tables |
//! | `capi` | for the libraries that C links: `hosted`, with a panic handler and an allocator over the C library |
//! | `freestanding` | for a static library without an operating system: a panic handler |
//!
//! A Rust program needs neither, and none of this crate.
//!
//! # Panics
//!
//! No function can panic, as `cargo xtask firmware` shows of a freestanding library. If one did, the program would end:
//! unwinding stops at `extern "C"`, and a freestanding library stays in its panic handler.
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
// The argument lists are those of C.
#![allow(clippy::too_many_arguments)]
// The C types hold bytes, some of them secret.
#![allow(missing_debug_implementations)]

#[cfg(feature = "hosted")]
extern crate alloc;
// What a program in Rust, a test, or a library that unwinds takes from `std`: a panic handler and an allocator.
#[cfg(all(feature = "hosted", not(all(feature = "capi", unix, panic = "abort"))))]
extern crate std;

#[cfg(feature = "hosted")]
pub mod batch;
pub mod bytes;
/// cbindgen:ignore
#[cfg(all(feature = "capi", unix, panic = "abort"))]
mod c_library;
pub mod claim;
pub mod election;
#[cfg(all(feature = "freestanding", not(feature = "hosted")))]
mod freestanding;
pub mod mev;
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
pub mod tree;
pub mod vrf;
