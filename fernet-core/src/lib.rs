//! The Fernet protocol without its curve: everything that sequencer clients, provers, contract tooling and firmware have to
//! compute alike, bit for bit.
//!
//! | module | rules of SPEC.md |
//! |---|---|
//! | [`params`] | parameters and their ranges |
//! | [`tag`] | domain tags |
//! | [`randao`] | mixing, lag, the pinned mix |
//! | [`registry`] | roles, snapshots, eligibility |
//! | [`seed`], [`word`] | seeds, VRF inputs, words |
//! | [`bid`], [`score`], [`ranking`], [`odds`] | bids, scores, the total order, chances |
//! | [`election`], [`phase`] | proposals, leader, the life of a block |
//! | [`shape`] | geometry of the proof tree |
//! | [`claim`], [`bundle`], [`assembly`], [`tree`] | claims, bundles, the best bundle, submitted trees |
//!
//! Nothing here allocates, panics, reads a clock or compares by time of arrival. VRF proofs are `fernet-vrf`'s and money is
//! `fernet-rewards`'; neither knows the other.
//!
//! With the feature `serde` byte strings serialize as lower-case hex, or as bytes in binary formats (in formats like postcard
//! with their length before them). Other lengths are refused.
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

pub mod assembly;
pub mod bid;
pub mod bundle;
mod bytes;
pub mod claim;
pub mod election;
pub mod error;
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
pub mod shape;
pub mod tag;
pub mod tree;
mod wide;
pub mod word;

pub use assembly::Assembly;
pub use bid::{FeeBurn, FeeSplit};
pub use bundle::{Accumulator, Bundle, Total};
pub use bytes::{
    Address, Alpha, Beta, BlockCommitment, BlockHash, BundleCommitment, ClaimId, KeyBytes, ProofDigest, ProposalId,
    ProverSeed, RandaoMix, RandaoReveal, Salt, SeatId, SequencerSeed, Statement, TxHash, TxOrderHash, VrfProofBytes,
};
pub use claim::{Claim, Proving, Seat};
pub use election::{Contender, Election, Evidence, Proposal};
pub use error::{
    AssemblyError, BidError, BundleError, ChildError, ClaimError, Ineligible, ParamsError, PhaseError, ProposalError,
    RandaoError, ShapeError, SnapshotError, TreeError,
};
pub use odds::{Probability, equilibrium_split};
pub use params::{AMOUNT_LIMIT, PPM, ParamValues, Params, TreeMode, VrfMode};
pub use phase::{BlockPhase, Effect, Effects, Event, Phase};
pub use randao::{PinnedMix, RandaoEntry, RandaoRing};
pub use ranking::{Ranked, Ranking};
pub use registry::{Duty, Registration, Role, Snapshot};
pub use score::{Bid, Candidate, Score};
pub use shape::{NodeKind, Shape};
pub use tree::{Competition, Tree, TreeVerifier};
pub use word::Word;
