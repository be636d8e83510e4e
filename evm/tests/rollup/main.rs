//! The contract of a rollup: whole lives of blocks, every refusal, and the money.

mod kit;
mod life;
