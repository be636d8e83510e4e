//! Several contracts and accounts in an Ethereum virtual machine, with the L1 block in which they are called.

use revm::ExecuteCommitEvm as _;
use revm::context::result::{ExecutionResult, Output};
use revm::context::{ContextTr as _, TxEnv};
use revm::primitives::{Address, TxKind, U256, keccak256};
use revm::state::AccountInfo;

use crate::machine::{Db, Evm, account, osaka};
use crate::{Build, Outcome};

/// The address of an account.
pub type Account = [u8; 20];

/// A virtual machine with the rules of Osaka.
#[allow(missing_debug_implementations)]
pub struct World {
    evm: Evm,
    /// The L1 block of the calls.
    pub l1_block: u64,
    /// Its base fee, in wei for one unit of gas.
    pub base_fee: u64,
    deployed: u64,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The contract.
    pub address: Account,
    /// The hash of the event's signature, and the indexed arguments.
    pub topics: Vec<[u8; 32]>,
    /// The other arguments.
    pub data: Vec<u8>,
}

/// What a transaction brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What it returned, or how it failed.
    pub outcome: Outcome,
    /// The events, in order.
    pub logs: Vec<Log>,
    /// The gas of the whole transaction.
    pub gas: u64,
}

/// Enough for every transaction (EIP-7825).
const GAS: u64 = 16_000_000;

/// The contract of EIP-2935, and its code.
const HISTORY: Address = revm::primitives::address!("0000F90827F1C53a10cb7A02335B175320002935");
const HISTORY_CODE: &str = "3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";
const HISTORY_BLOCKS: u64 = 8191;

impl World {
    /// A machine without contracts but that of EIP-2935.
    ///
    /// # Panics
    ///
    /// Never.
    #[must_use]
    pub fn new() -> Self {
        let mut world = Self { evm: osaka(Db::default()), l1_block: 1, base_fee: 0, deployed: 0 };
        world.install(&HISTORY.into_array(), &revm::primitives::hex::decode(HISTORY_CODE).expect("hex digits"));
        world
    }

    /// Puts run-time code at an address.
    pub fn install(&mut self, address: &Account, code: &[u8]) {
        self.database().insert_account_info(Address::from(*address), account(code));
    }

    /// Gives an account without code an amount of wei.
    pub fn fund(&mut self, account: &Account, amount: u128) {
        self.database().insert_account_info(Address::from(*account), AccountInfo::from_balance(U256::from(amount)));
    }

    /// The address that the next deployed contract gets.
    #[must_use]
    pub fn next_address(&self) -> Account {
        Self::deployer(self.deployed).create(0).into_array()
    }

    /// Deploys a contract and the libraries that it calls, and returns its address.
    ///
    /// # Errors
    ///
    /// The bytes with which the constructor reverts.
    ///
    /// # Panics
    ///
    /// If the deployment runs out of gas, or the code is too long.
    pub fn deploy(&mut self, build: &Build, arguments: &[u8]) -> Result<Account, Vec<u8>> {
        for library in &build.libraries {
            self.install(&library.address, &library.runtime);
        }
        let from = Self::deployer(self.deployed);
        // A constructor that reverts uses up the nonce, too.
        self.deployed += 1;
        match self.transact(from, TxKind::Create, 0, [&build.creation, arguments].concat(), GAS) {
            ExecutionResult::Success { output: Output::Create(_, Some(address)), .. } => Ok(address.into_array()),
            ExecutionResult::Revert { output, .. } => Err(output.to_vec()),
            other => panic!("{other:?}"),
        }
    }

    /// Sends a transaction with enough gas.
    pub fn call(&mut self, from: &Account, to: &Account, value: u128, data: Vec<u8>) -> Call {
        self.call_with_gas(from, to, value, data, GAS)
    }

    /// Sends a transaction with a limit of gas.
    pub fn call_with_gas(&mut self, from: &Account, to: &Account, value: u128, data: Vec<u8>, gas: u64) -> Call {
        let result = self.transact(Address::from(*from), TxKind::Call(Address::from(*to)), value, data, gas);
        let gas = result.tx_gas_used();
        match result {
            ExecutionResult::Success { output, logs, .. } => {
                let log = |log: revm::primitives::Log| Log {
                    address: log.address.into_array(),
                    topics: log.topics().iter().map(|topic| topic.0).collect(),
                    data: log.data.data.to_vec(),
                };
                let logs = logs.into_iter().map(log).collect();
                Call { outcome: Outcome::Returned(output.into_data().to_vec()), logs, gas }
            }
            ExecutionResult::Revert { output, .. } => {
                Call { outcome: Outcome::Reverted(output.to_vec()), logs: Vec::new(), gas }
            }
            ExecutionResult::Halt { reason, .. } => {
                Call { outcome: Outcome::Halted(format!("{reason:?}")), logs: Vec::new(), gas }
            }
        }
    }

    /// The wei of an account.
    ///
    /// # Panics
    ///
    /// If there are 2^128 or more.
    #[must_use]
    pub fn balance(&mut self, account: &Account) -> u128 {
        let info = self.database().load_account(Address::from(*account)).map(|account| account.info.balance);
        info.expect("no database fails").to()
    }

    /// Makes a header of an L1 block known to the contract of EIP-2935.
    ///
    /// # Panics
    ///
    /// Never.
    pub fn remember(&mut self, l1_block: u64, header: &[u8]) {
        let hash = U256::from_be_bytes(keccak256(header).0);
        let slot = U256::from(l1_block % HISTORY_BLOCKS);
        self.database().insert_account_storage(HISTORY, slot, hash).expect("no database fails");
    }

    fn deployer(number: u64) -> Address {
        Address::left_padding_from(&(0xde00_0000_0000 + number).to_be_bytes())
    }

    fn database(&mut self) -> &mut Db {
        self.evm.ctx.db_mut()
    }

    fn transact(&mut self, from: Address, kind: TxKind, value: u128, data: Vec<u8>, gas_limit: u64) -> ExecutionResult {
        (self.evm.ctx.block.number, self.evm.ctx.block.basefee) = (U256::from(self.l1_block), self.base_fee);
        // Every account can pay for its gas and its value.
        let mut info = self.database().load_account(from).expect("no database fails").info.clone();
        let cost = U256::from(value) + U256::from(gas_limit) * U256::from(self.base_fee);
        info.balance = info.balance.max(cost);
        self.database().insert_account_info(from, info);
        let transaction = TxEnv {
            caller: from,
            gas_limit,
            gas_price: self.base_fee.into(),
            kind,
            value: U256::from(value),
            data: data.into(),
            ..TxEnv::default()
        };
        self.evm.transact_commit(transaction).expect("a valid transaction")
    }
}

impl Clone for World {
    fn clone(&self) -> Self {
        Self { evm: osaka(self.evm.ctx.db().clone()), ..*self }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}
