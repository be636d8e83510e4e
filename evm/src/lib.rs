//! Runs the contracts of `contracts/` in an Ethereum virtual machine and compares them with the Rust crates.

mod agreement;
mod cli;
mod contract;
mod count;
mod curve;
mod machine;
mod number;
mod random;
mod rules;
mod solc;
mod solidity;
mod statement;
mod table;
mod world;

pub use agreement::expected;
pub use cli::fernet;
pub use contract::{Contract, Entry, Refusal, calldata, compile, source, text};
pub use count::count;
pub use curve::{
    Field, Point, affine, challenge, challenge_of, compressed, encode_to_curve, even, field, hash_to_field,
    hash_to_field_with, hex32, output, point,
};
pub use machine::{Gas, Machine, Outcome};
pub use number::{N, P, limits, plus};
pub use random::Random;
pub use rules::{Returned, Rules, params_words};
pub use solc::{run_solc, settings, solc, solc_input};
pub use solidity::{Arg, Build, Library, Word, encode_args};
pub use statement::{Points, Proof, SecretKey, Statement, Words, decode, encode, scalar16, with_signs};
pub use table::hold_table;
pub use world::{Account, Call, Log, World};
