//! The Fernet protocol without its curve: everything that sequencer clients, provers, contract tooling and firmware have to
//! compute alike, bit for bit.
//!
//! | module | rules of SPEC.md |
//! |---|---|
//! | [`params`] | parameters and their ranges |
//! | [`tag`] | domain tags |
//! | [`randao`] | mixing, lag, the pinned mix |
//! | [`registry`] | roles, snapshots, eligibility |
//! | [`bytes`] | byte strings of a fixed width: keys, seeds, hashes, addresses |
//! | [`seed`], [`ticket`] | seeds, VRF inputs, tickets |
//! | [`number`], [`amount`] | numbers of blocks, slots and nodes; amounts in wei |
//! | [`bid`], [`score`], [`ranking`], [`odds`] | bids, scores, the total order, chances |
//! | [`election`], [`phase`] | proposals, leader, the life of a block |
//! | [`shape`] | geometry of the proof tree |
//! | [`claim`], [`bundle`], [`bundle_builder`], [`tree`] | claims, bundles, the best bundle, submitted trees |
//!
//! Nothing here allocates, panics, reads a clock or compares by time of arrival. VRF proofs are `fernet-vrf`'s and money is
//! `fernet-rewards`'; neither knows the other.
//!
//! With the feature `serde` byte strings serialize as lower-case hex, or as bytes in binary formats (in formats like postcard
//! with their length before them). Other lengths are refused. Amounts are decimal strings of wei, or 16 bytes, big-endian;
//! numbers of blocks, slots and nodes are plain numbers. [`Params`], [`Amount`] and [`FeeBurn`] are checked when they are
//! read. A [`FeeSplit`] cannot be read: its cap is a parameter.
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
pub mod bid;
pub mod bundle;
pub mod bundle_builder;
pub mod bytes;
pub mod claim;
pub mod election;
pub mod error;
pub mod number;
pub mod odds;
pub mod params;
pub mod phase;
pub mod randao;
pub mod ranking;
pub mod registry;
pub mod score;
pub mod seed;
#[cfg(feature = "serde")]
mod serde_bytes;
#[cfg(feature = "serde")]
mod serde_wei;
pub mod shape;
pub mod tag;
pub mod ticket;
pub mod tree;
mod wide;

pub use amount::{Amount, AmountTooLarge};
pub use bid::{Bid, FeeBurn, FeeSplit};
pub use bundle::{Accumulator, Bundle, Total};
pub use bundle_builder::BundleBuilder;
pub use bytes::{
    Address, Alpha, BatchProofBytes, Beta, BlockCommitment, BlockHash, BundleCommitment, ClaimId, HexError, KeyBytes,
    LengthError, ProofDigest, ProposalId, ProverSeed, RandaoMix, RandaoReveal, Salt, SeatId, SequencerSeed, Statement,
    TxHash, TxOrderHash, VrfProofBytes,
};
pub use claim::{CheckedClaim, Claim, ProvingContext, Seat};
pub use election::{CheckedProposal, Election, Evidence, Proposal, RankedProposal};
pub use error::{
    BidError, BundleBuilderError, BundleError, ChildError, ClaimError, Ineligible, ParamsError, PhaseError,
    ProposalError, RandaoError, ShapeError, SnapshotError, TreeError,
};
pub use number::{BlockNumber, L1Block, L1Slot, NodeIndex};
pub use odds::{Probability, equilibrium_split};
pub use params::{AMOUNT_LIMIT, PPM, ParamValues, Params, TxPerBase, VrfMode};
pub use phase::{BlockPhase, Effect, Effects, Event, Phase};
pub use randao::{PinnedMix, RandaoEntry, RandaoRing};
pub use ranking::{Ranked, Ranking};
pub use registry::{Duty, Registration, Role, Snapshot, UnknownRole};
pub use score::{Score, ScoredKey};
pub use shape::{NodeKind, TreeShape};
pub use ticket::Ticket;
pub use tree::{BestTree, Tree, TreeVerifier};

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
