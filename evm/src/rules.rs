//! The libraries of `contracts/src` behind the entries of `contracts/test/RulesHarness.sol`.

use fernet_core::{ParamValues, VrfMode};
use revm::primitives::U256;

use crate::machine::{Gas, Machine, Outcome};
use crate::solidity::{Arg, Build, Word};

/// The libraries in a machine.
#[allow(missing_debug_implementations)]
pub struct Rules {
    build: Build,
    machine: Machine,
}

/// The words that a call returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned(Vec<[u8; 32]>);

impl Returned {
    /// The word at a place.
    ///
    /// # Panics
    ///
    /// If there are not so many words.
    #[must_use]
    pub fn word(&self, place: usize) -> [u8; 32] {
        self.0[place]
    }

    /// The integer at a place.
    #[must_use]
    pub fn int(&self, place: usize) -> U256 {
        U256::from_be_bytes(self.word(place))
    }

    /// The truth value at a place.
    #[must_use]
    pub fn is(&self, place: usize) -> bool {
        !self.int(place).is_zero()
    }

    /// All words.
    #[must_use]
    pub fn words(&self) -> &[[u8; 32]] {
        &self.0
    }
}

impl Rules {
    /// Compiles the libraries.
    ///
    /// # Panics
    ///
    /// If they cannot be compiled.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Build::of("test/RulesHarness.sol", "RulesHarness"))
    }

    /// The libraries of this build.
    #[must_use]
    pub fn with(build: Build) -> Self {
        let machine = Machine::new(&build.runtime);
        Self { build, machine }
    }

    /// The names of the functions.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.build.functions()
    }

    /// Calls a function: the words that it returns, or the name of the error.
    ///
    /// # Errors
    ///
    /// If the function reverts.
    ///
    /// # Panics
    ///
    /// If it runs out of gas.
    pub fn call(&mut self, function: &str, args: &[Arg]) -> Result<Returned, String> {
        self.measure(function, args).0
    }

    /// Calls a function, with the gas of the call.
    ///
    /// # Panics
    ///
    /// If it runs out of gas.
    pub fn measure(&mut self, function: &str, args: &[Arg]) -> (Result<Returned, String>, Gas) {
        let (outcome, gas) = self.machine.call(&self.build.calldata(function, args));
        let result = match outcome {
            Outcome::Returned(bytes) => Ok(Returned(bytes.as_chunks().0.to_vec())),
            Outcome::Reverted(bytes) => Err(self.build.error(&bytes).to_owned()),
            Outcome::Halted(reason) => panic!("{function}: {reason}"),
        };
        (result, gas)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

/// The words of the struct `Params`.
///
/// # Panics
///
/// If `root_seats` is missing and `proofs_per_node` is not a number of seats.
#[must_use]
pub fn params_words(values: &ParamValues) -> Vec<[u8; 32]> {
    let v = values;
    let vrf_mode: u8 = match v.vrf_mode {
        VrfMode::PerNode => 0,
        VrfMode::PerBlock => 1,
        VrfMode::Public => 2,
    };
    vec![
        v.chain_id.word(),
        v.rollup_address.as_bytes().word(),
        v.proofs_per_node.word(),
        v.root_seats.unwrap_or(v.proofs_per_node).word(),
        v.fee_split_cap.word(),
        u8::from(v.tx_per_base).word(),
        vrf_mode.word(),
        v.randao_lag.word(),
        v.activation_delay.word(),
        v.proposal_blocks.word(),
        v.reveal_blocks.word(),
        v.proving_blocks.word(),
        v.bond_base.word(),
        v.reveal_slash_amount.word(),
        v.proof_slash_amount.word(),
        v.block_reward.word(),
        v.rebate_cap.word(),
        v.rebate_gas.word(),
        v.claim_blocks.word(),
        v.base_share.is_some().word(),
        v.base_share.unwrap_or(0).word(),
        v.attesters.word(),
        v.quorum.word(),
        v.attest_blocks.word(),
        u8::from(v.sequencer_suite).word(),
    ]
}
