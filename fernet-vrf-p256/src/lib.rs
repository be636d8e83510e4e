//! The verifiable random function (VRF) of Fernet sequencers whose proofs a contract on Ethereum verifies: ECVRF on P-256 with
//! SHA-256, as specified in [RFC 9381].
//!
//! For any input `alpha`, the holder of a [`SecretKey`] computes one pseudorandom output `beta`, which nobody else can predict,
//! and a [`Proof`] of 81 bytes, with which anybody who has the [`PublicKey`] can check it. The crate `fernet-vrf` has the VRF
//! of provers, and of sequencers unless the parameter `sequencer_suite` is `p256`; it is five to seven times as fast.
//!
//! ```
//! use fernet_vrf_p256::{Proof, PublicKey, SecretKey, Suite};
//!
//! // The holder. The master secret comes from a cryptographic random generator.
//! let secret_key = SecretKey::derive(&[7; 32]);
//! let registered = secret_key.public_key().to_registered()?; // 32 bytes, for the registry
//! let evaluation = secret_key.evaluate(Suite::Sswu, b"seed of the block")?;
//! let mine = evaluation.output(); // known before the cost of a proof
//! let pi = evaluation.prove(None).to_bytes();
//!
//! // Anybody else, from bytes.
//! let public_key = PublicKey::from_registered(&registered)?;
//! let theirs = public_key.verify(Suite::Sswu, b"seed of the block", None, &Proof::from_bytes(&pi)?)?;
//! assert_eq!(mine, theirs);
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! # Keys
//!
//! The key of RFC 9381 is a compressed point of 33 bytes. The protocol registers the x-coordinate of a point with even y, 32
//! bytes (SPEC `#vrf-p256`). [`SecretKey::derive`] makes keys with even y; [`SecretKey::with_even_y`] turns any other key into
//! the one with the same x-coordinate that can be registered. The two have different outputs.
//!
//! # Suites
//!
//! | [`Suite`] | RFC 9381, section 5.5 | encoding of the input to a curve point |
//! |---|---|---|
//! | `Sswu` (default) | ECVRF-P256-SHA256-SSWU, 0x02 | simplified SWU: always succeeds, in constant time |
//! | `Tai` | ECVRF-P256-SHA256-TAI, 0x01 | try-and-increment: the time depends on `alpha` |
//!
//! The protocol uses `Sswu` only: with both, a key would have two outputs for an input.
//!
//! # Signed additional data
//!
//! A proof can sign additional data `ad` of the holder's choice, such as a bid. All functions that prove or verify take it as
//! `ad: Option<&[u8]>`; `beta` does not depend on it. With `None` the proof is that of RFC 9381, byte for byte. A proof
//! verifies with the `ad` that it was made with, and with no other; `None` and empty data are different.
//!
//! # What is refused
//!
//! A key and a proof have one encoding each, so third parties cannot change the bytes of a valid proof such that it still
//! verifies. Beyond the RFC, a proof is refused as [`Exceptional`](P256VerifyError::Exceptional) if a check of the contract
//! cannot decide it: c is 0 or 1, s is 0 or -1, or U or V is the point at infinity. None of this happens by chance, and so the
//! crate, the contract and the other implementations accept the same proofs.
//!
//! # Verification on Ethereum
//!
//! The contract `EcvrfP256` verifies the proofs of registered keys with [`Suite::Sswu`]. [`PublicKey::evm_witness`] computes the
//! words that it takes.
//!
//! # Secrets
//!
//! Only constant-time operations are applied to the secret scalar and to nonces, apart from repeating the derivation of a
//! nonce that is not below the group order, once in 2^32 proofs. `cargo xtask constant-time` checks this: it runs the functions
//! that handle a secret under valgrind, with the secret marked as undefined. Verification runs in variable time.
//!
//! A [`SecretKey`] cannot be copied, compared or serialised, and `Debug` does not print the secret. It is wiped when dropped, as
//! are nonces and intermediate hashes. Every function that computes with a secret overwrites the stack that it used before it
//! returns; [`with_stack_wiped`] does the same for your own code. The crate cannot wipe registers, or the copy that remains
//! when a [`SecretKey`] is moved. Put the key in its final place once, and pass references.
//!
//! **A key must not be used for ECDSA or ECDH as well**: see [`SecretKey::from_scalar`].
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `serde` | no | `Serialize` and `Deserialize` of public keys and proofs: lower-case hex, or bytes in binary formats |
//! | `hazmat` | no | the module `hazmat`: intermediate values, some of which reveal the secret key |
//!
//! No feature changes a result. The crate does not use `std` or an allocator, and contains no `unsafe`.
//!
//! [RFC 9381]: https://www.rfc-editor.org/rfc/rfc9381
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

mod challenge;
mod encode_to_curve;
mod error;
#[cfg(feature = "hazmat")]
pub mod hazmat;
mod key;
mod nonce;
mod output;
mod point;
mod proof;
mod prove;
mod stack;
mod suite;
mod verify;
mod witness;

pub use error::{
    EvmWitnessError, P256KeyError, P256ProofError, P256SecretKeyError, P256VerifyBytesError, P256VerifyError,
    SuiteError,
};
pub use fernet_core::vrf::{EvaluateError, ParseError, ProveError};
pub use fernet_core::{Beta, KeyBytes, P256KeyBytes, P256ProofBytes};
pub use key::{PublicKey, SecretKey};
pub use output::VrfOutput;
pub use proof::Proof;
pub use prove::Evaluation;
pub use stack::with_stack_wiped;
pub use suite::Suite;
pub use verify::verify_bytes;
pub use witness::EVM_PROOF_WORDS;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
