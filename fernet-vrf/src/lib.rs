//! Verifiable random function of Fernet: ECVRF on edwards25519 with SHA-512, as in [RFC 9381].
//!
//! The holder of a [`SecretKey`] computes, for any input `alpha`, one pseudorandom output `beta` of 64 bytes that nobody
//! else can predict, and an 80-byte [`Proof`] that lets anybody with the [`PublicKey`] check it. For a key and a suite
//! there is exactly one `beta` for each `alpha`: a holder can withhold it, but cannot choose it.
//!
//! ```
//! use fernet_core::Role;
//! use fernet_vrf::{Proof, PublicKey, SecretKey, Suite};
//!
//! // The holder. The master secret comes from a cryptographic random generator.
//! let secret_key = SecretKey::derive(&[7; 32], Role::Sequencer);
//! let evaluation = secret_key.evaluate(Suite::Ell2, b"seed of the block")?;
//! let mine = evaluation.output(); // decide whether to take part before paying for a proof
//! let pi = evaluation.prove(None).to_bytes();
//!
//! // Anybody else, from bytes.
//! let public_key = PublicKey::from_bytes(secret_key.public_key().to_bytes().as_bytes())?;
//! let theirs = public_key.verify(Suite::Ell2, b"seed of the block", None, &Proof::from_bytes(&pi)?)?;
//! assert_eq!(mine, theirs);
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! # Suites
//!
//! | [`Suite`] | RFC 9381 | input to curve point |
//! |---|---|---|
//! | `Ell2` (default) | ECVRF-EDWARDS25519-SHA512-ELL2, 0x04 | Elligator 2: always succeeds, in constant time |
//! | `Tai` | ECVRF-EDWARDS25519-SHA512-TAI, 0x03 | hash until it decodes: time depends on `alpha` |
//!
//! # Signed additional data
//!
//! [`Evaluation::prove`] and [`PublicKey::verify`] bind a proof to data of the holder's choice, such as a
//! bid: the proof then also acts as a signature on that data. `beta` does not depend on it. A plain proof is RFC 9381 to
//! the byte and never verifies as one that signs data (not even empty data), nor the reverse: see
//! [`Suite::signing_byte`].
//!
//! # Batches
//!
//! With the feature `batch`, many proofs are verified together in a half to three quarters of the time, in a form of 128
//! bytes that holds the commitments instead of the challenge. The verdicts are those of single verification. Holders make the
//! form with `Evaluation::prove_batchable`; keys are checked once, as `BatchKey`.
//!
//! # What is refused
//!
//! Keys are validated as with `validate_key = TRUE` (RFC 9381, section 5.4.5). Points must be in the one encoding of
//! RFC 8032, section 5.1.2, and the scalar of a proof must be below the group order, so that no third party can alter
//! the bytes of a valid proof and have it still verify. A key or a Gamma with a small-order component besides a
//! large-order one is accepted, as in the RFC; `beta` is unique even so, the bytes of a proof made by the holder are
//! not.
//!
//! # Secrets
//!
//! The secret scalar and the nonce meet only constant-time operations: `cargo xtask constant-time` runs every function
//! that touches a secret under valgrind, with the secret undefined. Verification is in variable time: it sees public
//! values only.
//!
//! [`SecretKey`] cannot be copied, compared or serialised, prints nothing secret, and is wiped when dropped, as are
//! nonces and hash outputs on the way. Before a function that computes with a secret returns it overwrites the stack
//! that it has used, since compiler and dependencies leave temporaries there; the same command searches the stack after
//! each call. That holds for the builds that the command names, and [`with_stack_wiped`] says how much is overwritten. What the
//! crate cannot reach: registers, what the system saves of them, and the copy that moving a
//! [`SecretKey`] leaves behind. Put the key into its place once, and pass references.
//!
//! # Faults
//!
//! [`Evaluation::prove_verified`] releases a proof only if it is right, at the cost of a verification: a proof spoilt
//! by a glitch reveals the key.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `precomputed-tables` | yes | faster multiplication of the base point for about 30 kB of tables; same results |
//! | `batch` | no | `verify_batch`, of proofs in a form of 128 bytes, the only function that allocates |
//! | `serde` | no | `Serialize`, `Deserialize` of public keys and proofs: lower-case hex, or bytes in binary formats |
//! | `hazmat` | no | the module `hazmat`: intermediate values of a proof; those of the holder reveal the secret key |
//!
//! The crate uses neither `std` nor, without the feature `batch`, an allocator, contains no `unsafe`, and no public function panics.
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

#[cfg(feature = "batch")]
extern crate alloc;

#[cfg(feature = "batch")]
mod batch;
#[cfg(feature = "batch")]
mod batch_proof;
mod challenge;
mod encode_to_curve;
mod error;
#[cfg(feature = "hazmat")]
pub mod hazmat;
mod key;
mod multiply;
mod nonce;
mod output;
mod point;
mod proof;
mod prove;
mod stack;
mod suite;
mod tickets;
mod verify;

#[cfg(feature = "batch")]
pub use batch::{BatchItem, BatchKey, verify_batch};
#[cfg(feature = "batch")]
pub use batch_proof::BatchProof;
#[cfg(feature = "batch")]
pub use error::{BatchProofError, ExpandError, PointError};
pub use error::{EvaluateError, KeyError, ProofError, ProveError, VerifyError};
pub use fernet_core::{Alpha, Beta, KeyBytes, ProverSeed, Role, Ticket, VrfMode, VrfProofBytes};
pub use key::{PublicKey, SecretKey};
pub use output::VrfOutput;
pub use proof::Proof;
pub use prove::Evaluation;
pub use stack::with_stack_wiped;
pub use suite::Suite;
pub use tickets::ProverTickets;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
