//! Exact fee settlement of the Fernet cooperative proving network (SPEC `#settlement`).
//!
//! A block's fees go to its sequencer and to the prover pool. The pool reserves the pays of the filled seats of the winning
//! proof tree, and what remains is burned. Every amount is split off another amount, so no wei is created or lost:
//!
//! ```text
//! fees + bond_used = sequencer + reserved + burned + rebate
//! ```
//!
//! A [`SettlementPlan`] computes the pool and the pay of a seat. [`SettlementPlan::settle`] returns the [`Receipt`] from the
//! sums of the winning tree's root alone. A [`Ledger`] pays the seats one by one, and [`Ledger::close`] returns the same
//! receipt. Nothing allocates, and memory does not grow with the tree.
//!
//! ```
//! use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, Params, TreeShape};
//! use fernet_rewards::{Amount, SettlementPlan, Rebate};
//!
//! let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
//! let fees = Amount::new(1_000 * 10_u128.pow(18))?;
//! let plan = SettlementPlan::new(&params, TreeShape::new(16)?, fees, params.fee_split(800_000)?, Amount::ZERO)?;
//!
//! let mut ledger = plan.ledger();
//! let root = plan.shape().root();
//! assert_eq!(ledger.pay(NodeIndex::new(0), FeeBurn::ZERO)?.wei(), 8_602_150_537_634_408_602);
//! assert_eq!(ledger.pay(root, FeeBurn::new(400_000)?)?.wei(), 5_161_290_322_580_645_161);
//!
//! let receipt = ledger.close(Rebate::NONE)?;
//! assert_eq!(receipt.sequencer().wei(), 200 * 10_u128.pow(18));
//! assert_eq!(receipt.reserved().wei() + receipt.burned().wei(), receipt.pool().wei());
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
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

mod error;
mod mev;
mod mev_sources;
mod pool;
mod rebate;
mod receipt;
mod reveal;
mod seats;
mod settle;
mod slash;

pub use fernet_core::{Amount, AmountTooLarge};

pub use error::{MevError, MevSourceError, RevealError, SettleError};
pub use mev::MevReference;
pub use mev_sources::{MAX_MEV_SOURCES, MevReport, MevSources};
pub use pool::{Funding, required_bond};
pub use rebate::Rebate;
pub use receipt::{Receipt, unclaimed};
pub use reveal::check_reveal;
pub use settle::{Ledger, SettlementPlan};
pub use slash::{SlashReason, Slashing, slash};

/// The examples of README.md, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
