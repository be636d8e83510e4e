//! Fernet protocol core.
#![no_std]
#![forbid(unsafe_code)]

mod bytes;
pub mod registry;
#[cfg(feature = "serde")]
mod serde_bytes;
pub mod tag;

pub use bytes::{
    Address, Alpha, Beta, BlockCommitment, BlockHash, BundleCommitment, ClaimId, KeyBytes, ProofDigest, ProposalId,
    ProverSeed, RandaoMix, RandaoReveal, Salt, SequencerSeed, Statement, TxHash, TxOrderHash,
};
pub use registry::Role;
