//! The contract of a rollup: whole lives of blocks, every refusal, and the money.

mod blocks;
mod chain;
mod gas;
mod griefing;
mod kit;
mod life;
mod money;
mod refusals;
