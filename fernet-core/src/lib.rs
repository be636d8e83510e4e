//! The rules of the Fernet protocol that need no elliptic curve: everything that sequencer clients, provers, tools for
//! contracts and firmware must compute with the same result, bit for bit.
//!
//! ```
//! use fernet_core::{Address, Beta, ParamValues, Params, Score, SequencerSeed, Ticket};
//!
//! let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
//! let seed = SequencerSeed::from_bytes([7; 32]); // `SequencerSeed::new` computes it from a RANDAO mix
//! let alpha = seed.alpha(); // the input of the VRF, the same for all sequencers of the block
//!
//! // The output of one sequencer's VRF, from a proof over `alpha` that was verified with the crate `fernet-vrf`.
//! let beta = Beta::from_bytes([3; 64]);
//! let ticket = Ticket::sequencer(&beta);
//! // With the same ticket, a sequencer that gives more of the fees to the provers has the higher score.
//! assert!(Score::new(ticket, params.fee_split(800_000)?) > Score::new(ticket, params.fee_split(500_000)?));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! [`Election`] and [`ProvingContext`] have examples of the two lotteries. In the repository, `fernet-cli/src/run` runs a whole
//! block with this crate, `fernet-vrf` and `fernet-rewards`.
//!
//! | module | rules of SPEC.md |
//! |---|---|
//! | [`params`] | parameters and their ranges |
//! | [`tag`] | domain tags |
//! | [`randao`] | mixing, the ring of recent mixes, the mix of a block |
//! | [`registration`], [`registry`] | requests to register keys, the choice among them; roles, snapshots, eligibility |
//! | [`bytes`] | byte strings of a fixed width: keys, seeds, hashes, addresses |
//! | [`seed`], [`ticket`] | seeds, VRF inputs, tickets |
//! | [`number`], [`amount`] | numbers of blocks, L1 blocks and nodes; amounts in wei |
//! | [`bid`], [`score`], [`ranking`], [`odds`] | bids, scores, the order of candidates, probabilities of winning |
//! | [`election`], [`phase`], [`chain`] | proposals, the leader, the phases of a block, the chain of blocks |
//! | [`shape`] | the shape of the proof tree |
//! | [`claim`], [`bundle`], [`sums`], [`bundle_builder`], [`tree`] | claims, bundles and their sums, the best bundle, submitted trees |
//! | [`availability`] | attestations that proof data was available, certificates |
//! | [`opening`] | tree data, proofs that a seat is in a tree |
//! | [`message`] | the bytes of messages |
//!
//! Nothing here allocates, panics, reads a clock or depends on the time of arrival of a message. The crate `fernet-vrf`
//! makes and verifies VRF proofs, the crate `fernet-rewards` settles blocks; neither depends on the other.
//!
//! With the feature `serde`, byte strings are serialized as lower-case hex in text formats and as bytes in binary
//! formats (with their length first in formats such as postcard). Other lengths are refused. Amounts are numbers of
//! wei: a decimal string in text formats, 16 bytes, big-endian, in binary ones. Numbers of blocks, L1 blocks and nodes are
//! integers. [`Params`], [`Amount`] and [`FeeBurn`] are checked when they are read. A [`FeeSplit`] cannot be read,
//! because its range depends on the parameters.
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

pub mod amount;
pub mod availability;
pub mod bid;
pub mod bundle;
pub mod bundle_builder;
pub mod bytes;
pub mod chain;
pub mod claim;
pub mod contents;
pub mod election;
pub mod error;
pub mod message;
pub mod number;
pub mod odds;
pub mod opening;
mod opening_bytes;
pub mod params;
pub mod phase;
pub mod randao;
pub mod ranking;
pub mod registration;
pub mod registry;
pub mod score;
pub mod seed;
#[cfg(feature = "serde")]
mod serde_bytes;
#[cfg(feature = "serde")]
mod serde_wei;
pub mod shape;
mod store;
pub mod sums;
pub mod tag;
pub mod ticket;
pub mod tree;
pub mod vrf;
pub mod warning;
mod wide;

pub use amount::{Amount, AmountTooLarge};
pub use availability::{Attestation, Availability, CertificateBuilder, CheckedAttestation};
pub use bid::{Bid, FeeBurn, FeeSplit};
pub use bundle::{Accumulator, Bundle};
pub use bundle_builder::BundleBuilder;
pub use bytes::{
    Address, Alpha, AttestationId, BatchProofBytes, Beta, BlockCommitment, BlockHash, BundleCommitment, CertificateId,
    ClaimId, DataDigest, DataRoot, HexError, KeyBytes, LengthError, P256KeyBytes, P256ProofBytes, ProofDigest,
    ProposalId, ProverSeed, RandaoMix, RandaoReveal, RegistrationId, Salt, SeatId, SequencerSeed, Statement,
    TreeDataHash, TxHash, TxOrderHash, TxRoot, VrfProofBytes,
};
pub use chain::{Chain, Happening, Opening};
pub use claim::{CheckedClaim, Claim, ProvingContext, Seat};
pub use contents::{DataRootHasher, Reveal, TxRootHasher};
pub use election::{CheckedProposal, Election, Evidence, Proposal, RankedProposal};
pub use error::{
    AttestationError, BidError, BundleBuilderError, BundleError, CertificateError, ChainError, ChildError, ClaimError,
    DataError, Ineligible, MessageError, OpeningError, ParamsError, PhaseError, ProposalError, RandaoError,
    RegistrationError, ShapeError, TreeError,
};
pub use number::{BlockNumber, L1Block, NodeIndex};
pub use odds::{Probability, equilibrium_split};
pub use opening::{NODE_DATA_LEN, NodeData, OpenedSeat, OpeningBuilder, SeatOpening};
pub use opening_bytes::MAX_OPENING_LEN;
pub use params::{AMOUNT_LIMIT, PPM, ParamValues, Params, SequencerSuite, TxPerBase, VrfMode};
pub use phase::{BlockPhase, Effect, Effects, Event, Phase};
pub use randao::{PinnedMix, RandaoEntry, RandaoRing};
pub use ranking::{Ranked, Ranking};
pub use registration::{RegistrationRecord, RegistrationRequest, SequencerProof};
pub use registry::{Duty, Registration, Role, Snapshot, UnknownRole};
pub use score::{Score, ScoredKey};
pub use shape::{NodeKind, TreeShape};
pub use sums::{Sums, Total};
pub use ticket::Ticket;
pub use tree::{BestTree, Tree, TreeVerifier};
pub use warning::ParamsWarning;

/// How states are stored, for the other crates of Fernet only: it may change in any version.
#[doc(hidden)]
pub mod stored {
    pub use crate::message::wire::{Reader, Writer, sum};
    pub use crate::store::{Stored, from_bytes, len, registration, stored_len, to_bytes};
}

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
