//! Compiled contracts, and calls of them.

use std::{fs, thread};

use anyhow::{Context as _, Result};
use revm::primitives::{hex, keccak256};

use crate::machine::{Gas, Machine, Outcome};
use crate::solc::{self, folder, settings, solc};
use crate::solidity::{Arg, Build, encode_args};
use crate::statement::Words;

/// Names of the errors of `EcvrfP256`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Refusal {
    InvalidPublicKey,
    InvalidGamma,
    InvalidScalar,
    Exceptional,
    InvalidWitness,
    InvalidProof,
    PrecompileFailed,
    /// A revert without an error: malformed calldata.
    Empty,
    /// The whole call ran out of gas.
    Halted,
}

const REFUSALS: [Refusal; 7] = [
    Refusal::InvalidPublicKey,
    Refusal::InvalidGamma,
    Refusal::InvalidScalar,
    Refusal::Exceptional,
    Refusal::InvalidWitness,
    Refusal::InvalidProof,
    Refusal::PrecompileFailed,
];

/// Which functions of `EcvrfP256` a call takes; those for additional data have names of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// `verify` and `verifyWithData`, whose `alpha` has 32 bytes.
    Fixed,
    /// `verifyBytes` and `verifyBytesWithData`, whose `alpha` has any length.
    Bytes,
}

/// `EcvrfP256`, or a changed copy of it, in a machine.
#[allow(missing_debug_implementations)]
pub struct Contract {
    machine: Machine,
}

fn selector(signature: &str) -> [u8; 4] {
    *keccak256(signature).first_chunk().expect("32 bytes")
}

const fn signature(entry: Entry, ad: bool) -> &'static str {
    match (entry, ad) {
        (Entry::Fixed, false) => {
            "verify(uint256,bytes32,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256))"
        }
        (Entry::Fixed, true) => {
            "verifyWithData(uint256,bytes32,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256),bytes)"
        }
        (Entry::Bytes, false) => {
            "verifyBytes(uint256,bytes,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256))"
        }
        (Entry::Bytes, true) => {
            "verifyBytesWithData(uint256,bytes,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256),bytes)"
        }
    }
}

/// The function with this selector, and whether it takes additional data.
pub(crate) fn entry_of(called: &[u8; 4]) -> Option<(Entry, bool)> {
    [(Entry::Fixed, false), (Entry::Fixed, true), (Entry::Bytes, false), (Entry::Bytes, true)]
        .into_iter()
        .find(|(entry, ad)| selector(signature(*entry, *ad)) == *called)
}

/// The Solidity source of `EcvrfP256`, from which mutants are made.
#[must_use]
pub fn source() -> String {
    text("src/EcvrfP256.sol")
}

/// A file of the folder `contracts`.
///
/// # Panics
///
/// If the file cannot be read.
#[must_use]
pub fn text(path: &str) -> String {
    fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("contracts/{path}: {error}"))
}

/// Compiles sources in which the contract is named `EcvrfP256`, and returns the run-time code of each.
///
/// # Errors
///
/// If `solc` is not installed (`cargo xtask contracts` installs it) or finds an error.
pub fn compile(sources: &[String]) -> Result<Vec<Vec<u8>>> {
    let halves = sources.chunks(sources.len().div_ceil(2).max(1));
    thread::scope(|scope| {
        let runs: Vec<_> = halves.map(|half| scope.spawn(move || compile_together(half))).collect();
        let codes: Result<Vec<_>> = runs.into_iter().map(|run| run.join().expect("no panic")).collect();
        Ok(codes?.concat())
    })
}

fn compile_together(sources: &[String]) -> Result<Vec<Vec<u8>>> {
    let files = sources.iter().enumerate().map(|(at, source)| (format!("{at}.sol"), source.clone())).collect();
    let output = solc(None, &files, &settings()?)?;
    // A copy with a change may have warnings; the contract has none.
    solc::check(&output, sources.len() == 1)?;
    let code = |at: usize| {
        let contract = &output["contracts"][format!("{at}.sol")]["EcvrfP256"];
        let digits = contract["evm"]["deployedBytecode"]["object"].as_str().context("a contract")?;
        Ok(hex::decode(digits)?)
    };
    (0..sources.len()).map(code).collect()
}

impl Contract {
    /// The run-time code of the contract, compiled once for all tests.
    ///
    /// # Panics
    ///
    /// If it cannot be compiled.
    #[must_use]
    pub fn new() -> Self {
        Self::with_code(&Build::of("src/EcvrfP256.sol", "EcvrfP256").runtime)
    }

    /// A contract with this run-time code.
    #[must_use]
    pub fn with_code(code: &[u8]) -> Self {
        Self { machine: Machine::new(code) }
    }

    /// Verifies a proof: `beta`, or why it is refused.
    ///
    /// # Errors
    ///
    /// If the contract reverts.
    pub fn verify(
        &mut self,
        entry: Entry,
        key: &[u8; 32],
        alpha: &[u8],
        words: &Words,
        ad: Option<&[u8]>,
    ) -> Result<[u8; 32], Refusal> {
        self.send(&calldata(entry, key, alpha, words, ad)).0
    }

    /// Sends calldata.
    ///
    /// # Errors
    ///
    /// If the contract reverts.
    ///
    /// # Panics
    ///
    /// If the contract returns other than 32 bytes, or an error that it does not define.
    pub fn send(&mut self, calldata: &[u8]) -> (Result<[u8; 32], Refusal>, Gas) {
        let (outcome, gas) = self.machine.call(calldata);
        (read(&outcome), gas)
    }

    /// Sends calldata with a limit on the gas of the transaction.
    ///
    /// # Errors
    ///
    /// If the contract reverts.
    pub fn send_with_gas(&mut self, calldata: &[u8], limit: u64) -> Result<[u8; 32], Refusal> {
        read(&self.machine.call_with_gas(calldata, limit).0)
    }
}

impl Default for Contract {
    fn default() -> Self {
        Self::new()
    }
}

fn read(outcome: &Outcome) -> Result<[u8; 32], Refusal> {
    match outcome {
        Outcome::Returned(bytes) => Ok(bytes.as_slice().try_into().expect("32 bytes")),
        Outcome::Reverted(bytes) if bytes.is_empty() => Err(Refusal::Empty),
        Outcome::Reverted(bytes) => {
            let named = REFUSALS.into_iter().find(|refusal| selector(&format!("{refusal:?}()")) == bytes[..]);
            Err(named.unwrap_or_else(|| panic!("an error of the contract, not {bytes:02x?}")))
        }
        Outcome::Halted(_) => Err(Refusal::Halted),
    }
}

/// The calldata of a call.
///
/// # Panics
///
/// If `entry` is [`Entry::Fixed`] and `alpha` does not have 32 bytes.
#[must_use]
pub fn calldata(entry: Entry, key: &[u8; 32], alpha: &[u8], words: &Words, ad: Option<&[u8]>) -> Vec<u8> {
    let alpha = match entry {
        Entry::Fixed => Arg::from(<[u8; 32]>::try_from(alpha).expect("32 bytes")),
        Entry::Bytes => Arg::from(alpha),
    };
    let mut args = vec![Arg::from(*key), alpha, Arg::from(words.to_vec())];
    args.extend(ad.map(Arg::from));
    [&selector(signature(entry, ad.is_some()))[..], &encode_args(&args)].concat()
}
