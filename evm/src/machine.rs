//! One contract in an Ethereum virtual machine.

use std::collections::BTreeSet;
use std::{env, fs};

use revm::context::result::ExecutionResult;
use revm::context::{BlockEnv, CfgEnv, Context, Journal, TxEnv};
use revm::database::{CacheDB, EmptyDB};
use revm::primitives::hardfork::SpecId;
use revm::primitives::{Address, Bytes, TxKind, U256, hex};
use revm::state::{AccountInfo, Bytecode};
use revm::{ExecuteEvm as _, MainBuilder as _, MainContext as _, MainnetEvm};
use serde_json::Value;

/// Accounts with their code and storage, as transactions leave them.
pub(crate) type Db = CacheDB<EmptyDB>;

/// The Ethereum virtual machine of revm, over accounts in memory.
pub(crate) type Evm = MainnetEvm<Context<BlockEnv, TxEnv, CfgEnv, Db, Journal<Db>>>;

/// A virtual machine with the rules of Osaka, in which accounts send any number of transactions.
pub(crate) fn osaka(db: Db) -> Evm {
    let context = Context::mainnet().with_db(db).modify_cfg_chained(|cfg| {
        cfg.set_spec_and_mainnet_gas_params(SpecId::OSAKA);
        cfg.disable_nonce_check = true;
    });
    context.build_mainnet()
}

/// An account with this run-time code.
pub(crate) fn account(code: &[u8]) -> AccountInfo {
    AccountInfo::default().with_code(Bytecode::new_legacy(Bytes::copy_from_slice(code)))
}

/// A virtual machine with the rules of Osaka that contains one contract.
#[allow(missing_debug_implementations)]
pub struct Machine {
    evm: Evm,
    /// Functions by selector that a mutant answers in place of the contract.
    mutated: BTreeSet<[u8; 4]>,
}

/// What a call of the contract returned or reverted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The returned bytes.
    Returned(Vec<u8>),
    /// The bytes of the error.
    Reverted(Vec<u8>),
    /// Out of gas, or an invalid operation.
    Halted(String),
}

/// Gas of a transaction that calls the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gas {
    /// Execution, without the transaction's own gas and the calldata.
    pub execution: u64,
    /// Calldata at 16 gas for a byte that is not zero and 4 for a zero byte.
    pub calldata: u64,
    /// The floor of EIP-7623: 40 gas and 10 gas, without the transaction's own 21,000.
    pub floor: u64,
    /// The whole transaction.
    pub transaction: u64,
}

const CONTRACT: Address = Address::repeat_byte(0xc0);
const MUTANT: Address = Address::repeat_byte(0xc1);
const CALLER: Address = Address::repeat_byte(0xca);
const TRANSACTION: u64 = 21_000;

impl Machine {
    /// A machine whose contract has this run-time code. With `EVM_MUTANT` in the environment, some functions are those of another
    /// contract: the file has its code and the selectors of its functions.
    ///
    /// # Panics
    ///
    /// If there is no such file.
    #[must_use]
    pub fn new(code: &[u8]) -> Self {
        let mut db = Db::default();
        let mut insert = |address, code: &[u8]| db.insert_account_info(address, account(code));
        insert(CONTRACT, code);
        let mut mutated = BTreeSet::new();
        if let Some(path) = env::var_os("EVM_MUTANT") {
            let mutant: Value = serde_json::from_slice(&fs::read(path).expect("a mutant")).expect("JSON");
            let bytes = |digits: &Value| hex::decode(digits.as_str().expect("digits")).expect("digits");
            insert(MUTANT, &bytes(&mutant["code"]));
            let selectors = mutant["selectors"].as_array().into_iter().flatten();
            mutated.extend(selectors.map(|digits| <[u8; 4]>::try_from(bytes(digits)).expect("4 bytes")));
        }
        Self { evm: osaka(db), mutated }
    }

    /// Calls the contract with enough gas.
    ///
    /// # Panics
    ///
    /// If the transaction is invalid.
    pub fn call(&mut self, calldata: &[u8]) -> (Outcome, Gas) {
        self.call_with_gas(calldata, 16_000_000)
    }

    /// Calls the contract with a limit on the gas of the transaction.
    ///
    /// # Panics
    ///
    /// If the transaction is invalid.
    pub fn call_with_gas(&mut self, calldata: &[u8], limit: u64) -> (Outcome, Gas) {
        let mutated = calldata.first_chunk().is_some_and(|selector| self.mutated.contains(selector));
        let transaction = TxEnv {
            caller: CALLER,
            gas_limit: limit,
            kind: TxKind::Call(if mutated { MUTANT } else { CONTRACT }),
            value: U256::ZERO,
            data: Bytes::copy_from_slice(calldata),
            ..TxEnv::default()
        };
        let result = self.evm.transact(transaction).expect("a valid transaction").result;
        let zeros = calldata.iter().map(|byte| u64::from(*byte == 0)).sum::<u64>();
        let others = u64::try_from(calldata.len()).expect("a short calldata") - zeros;
        let cost = 4 * zeros + 16 * others;
        let outcome = |outcome, gas: revm::context::result::ResultGas| {
            let gas = Gas {
                execution: gas.total_gas_spent() - TRANSACTION - cost,
                calldata: cost,
                floor: 10 * zeros + 40 * others,
                transaction: gas.tx_gas_used(),
            };
            (outcome, gas)
        };
        match result {
            ExecutionResult::Success { output, gas, .. } => {
                outcome(Outcome::Returned(output.into_data().to_vec()), gas)
            }
            ExecutionResult::Revert { output, gas, .. } => outcome(Outcome::Reverted(output.to_vec()), gas),
            ExecutionResult::Halt { reason, gas, .. } => outcome(Outcome::Halted(format!("{reason:?}")), gas),
        }
    }
}
