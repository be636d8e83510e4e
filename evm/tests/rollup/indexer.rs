//! What a program that reads nothing but the events of the contract knows.

use std::collections::BTreeMap;

use evm::{Account, Build, Log};
use revm::primitives::U256;

/// The amounts and the chain, from events.
#[derive(Default)]
pub(crate) struct Index {
    balances: BTreeMap<Account, u128>,
    pub(crate) burned: u128,
    /// Number, opening and parent of the block that opened last.
    pub(crate) head: [u64; 3],
}

fn word(bytes: &[u8], at: usize) -> u128 {
    U256::from_be_slice(&bytes[32 * at..32 * at + 32]).to()
}

impl Index {
    pub(crate) fn balance(&self, account: &Account) -> u128 {
        self.balances.get(account).copied().unwrap_or(0)
    }

    pub(crate) fn read(&mut self, build: &Build, logs: &[Log]) {
        for log in logs {
            let name = build.events.get(&log.topics[0]).expect("an event of the contract").as_str();
            let topic = |place: usize| log.topics[place];
            let account = || Account::try_from(&topic(1)[12..]).expect("20 bytes");
            match name {
                "Credited" => *self.balances.entry(account()).or_default() += word(&log.data, 0),
                "Withdrawn" => *self.balances.entry(account()).or_default() -= word(&log.data, 0),
                // The receipt: five words of the funding, then the reserve.
                "Settled" => self.burned += word(&log.data, 6),
                "Slashed" => self.burned += word(&log.data, 0) + word(&log.data, 1),
                "ClaimsClosed" => self.burned += word(&log.data, 0),
                "Opened" => {
                    let number = |word: u128| u64::try_from(word).expect("64 bits");
                    self.head = [word(&topic(1), 0), word(&log.data, 0), word(&log.data, 1)].map(number);
                }
                _ => {}
            }
        }
    }
}
