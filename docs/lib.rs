//! The Rust code of README.md and of the documents here: `cargo test -p docs` compiles and runs it.

/// README.md of the repository.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The guide for firmware.
#[cfg(doctest)]
#[doc = include_str!("embedding.md")]
struct Embedding;

/// The guide for C.
#[cfg(doctest)]
#[doc = include_str!("c.md")]
struct C;
