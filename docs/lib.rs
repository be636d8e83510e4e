//! The Rust code of README.md and of the documents here: `cargo test -p docs` compiles and runs it.

/// The Rust examples of the repository's README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The Rust examples of the guide for firmware.
#[cfg(doctest)]
#[doc = include_str!("embedding.md")]
struct Embedding;

/// The Rust examples of the guide for C.
#[cfg(doctest)]
#[doc = include_str!("c.md")]
struct C;

/// The Rust examples of the guide to messages.
#[cfg(doctest)]
#[doc = include_str!("messages.md")]
struct Messages;
