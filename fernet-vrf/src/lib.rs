//! The verifiable random function (VRF) of Fernet: ECVRF on edwards25519 with SHA-512, as specified in [RFC 9381].
//!
//! For any input `alpha`, the holder of a [`SecretKey`] computes one pseudorandom output `beta` of 64 bytes, which nobody
//! else can predict, and a [`Proof`] of 80 bytes, with which anybody who has the [`PublicKey`] can check it. Each key and
//! suite has exactly one `beta` for each `alpha`: the holder can withhold it but cannot choose it.
//!
//! ```
//! use fernet_vrf::{Proof, PublicKey, Role, SecretKey, Suite};
//!
//! // The holder. The master secret comes from a cryptographic random generator.
//! let secret_key = SecretKey::derive(&[7; 32], Role::Sequencer);
//! let evaluation = secret_key.evaluate(Suite::Ell2, b"seed of the block")?;
//! let mine = evaluation.output(); // known before the cost of a proof
//! let pi = evaluation.prove(None).to_bytes();
//!
//! // Anybody else, from bytes.
//! let public_key = PublicKey::from_bytes(secret_key.public_key().to_bytes().as_bytes())?;
//! let theirs = public_key.verify(Suite::Ell2, b"seed of the block", None, &Proof::from_bytes(&pi)?)?;
//! assert_eq!(mine, theirs);
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! [`verify_bytes`] decodes key and proof and verifies, in one call. [`ProverTickets`] computes what a Fernet prover needs
//! for one block.
//!
//! # Suites
//!
//! | [`Suite`] | RFC 9381, section 5.5 | encoding of the input to a curve point |
//! |---|---|---|
//! | `Ell2` (default) | ECVRF-EDWARDS25519-SHA512-ELL2, 0x04 | Elligator 2: always succeeds, in constant time |
//! | `Tai` | ECVRF-EDWARDS25519-SHA512-TAI, 0x03 | try-and-increment: the time depends on `alpha` |
//!
//! # Signed additional data
//!
//! A proof can sign additional data `ad` of the holder's choice, such as a bid. All functions that prove or verify take it as
//! `ad: Option<&[u8]>`; `beta` does not depend on it. With `None` the proof is that of RFC 9381, byte for byte. A proof
//! verifies with the `ad` that it was made with, and with no other; `None` and empty data are different. SPEC `#vrf-ad`
//! and [`Suite::signing_byte`] have the details.
//!
//! # Batches
//!
//! With the feature `batch`, many proofs can be verified together, which takes between a half and three quarters of the time of
//! single verifications and gives the same results. `verify_batch` takes proofs as `BatchProof`, a form of 128 bytes that
//! contains the commitments instead of the challenge. Holders make it with `Evaluation::prove_batchable`. Keys are prepared once,
//! as `BatchKey`.
//!
//! # Validation
//!
//! Public keys are validated as with `validate_key = TRUE` (RFC 9381, section 5.4.5). Points must have the canonical encoding
//! of RFC 8032, section 5.1.2, and the scalar of a proof must be below the group order. So third parties cannot change the
//! bytes of a valid proof such that it still verifies. As in the RFC, a key or a Gamma with a small-order component besides
//! one of large order is accepted: `beta` is unique nevertheless, but the holder of such a key can make several valid proofs.
//!
//! # Secrets
//!
//! Only constant-time operations are applied to the secret scalar and to nonces. `cargo xtask constant-time` checks this: it
//! runs every function that handles a secret under valgrind, with the secret marked as undefined. Verification runs in variable
//! time, since all its inputs are public; internal functions in variable time have the prefix `vartime_`.
//!
//! A [`SecretKey`] cannot be copied, compared or serialised, and `Debug` does not print the secret. It is wiped when dropped, as
//! are nonces and intermediate hashes. The compiler and the dependencies leave temporaries on the stack, so every function that
//! computes with a secret overwrites the stack that it used before it returns; `cargo xtask constant-time` searches the
//! stack after each call, in the builds that it names. [`with_stack_wiped`] does the same for your own code, and documents how
//! much is overwritten.
//!
//! The crate cannot wipe registers, copies of registers that the operating system saves, or the copy that remains when a
//! [`SecretKey`] is moved. Put the key in its final place once, and pass references.
//!
//! # Faults
//!
//! A proof that was disturbed by a hardware fault can reveal the secret key. [`Evaluation::prove_verified`] checks a proof before
//! it returns it, at the additional cost of a verification.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `precomputed-tables` | yes | faster multiplication of the base point, with about 30 kB of tables; same results |
//! | `batch` | no | `verify_batch` and the types for it; `verify_batch` is the only function that allocates |
//! | `serde` | no | `Serialize` and `Deserialize` of public keys and proofs: lower-case hex, or bytes in binary formats |
//! | `hazmat` | no | the module `hazmat`: intermediate values, some of which reveal the secret key |
//!
//! The crate does not use `std`, uses an allocator only with the feature `batch`, and contains no `unsafe`. No public function
//! panics.
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
pub use error::{KeyError, ProofError, SuiteError, VerifyBytesError, VerifyError};
#[cfg(feature = "batch")]
pub use fernet_core::BatchProofBytes;
pub use fernet_core::vrf::{EvaluateError, ParseError, ProveError};
pub use fernet_core::{Alpha, Beta, KeyBytes, NodeIndex, ProverSeed, Role, Ticket, VrfMode, VrfProofBytes};
pub use key::{PublicKey, SecretKey};
pub use output::VrfOutput;
pub use proof::Proof;
pub use prove::Evaluation;
pub use stack::with_stack_wiped;
pub use suite::Suite;
pub use tickets::ProverTickets;
pub use verify::verify_bytes;

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
