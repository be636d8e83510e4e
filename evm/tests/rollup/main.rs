//! The contract of a rollup: whole lives of blocks, every refusal, and the money.

mod availability;
mod blocks;
mod chain;
mod gas;
mod griefing;
mod indexer;
mod kit;
mod life;
mod money;
mod refusals;
mod tree;
