//! What clients store of a settlement: amounts as decimal strings of wei.

use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, Params, TreeShape};
use fernet_rewards::{Amount, Rebate, SettlementPlan, SlashReason, slash};
use serde_json::json;

fn params() -> Params {
    let values = ParamValues { proof_slash_amount: 30, ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
    Params::new(values).unwrap()
}

fn wei(wei: u128) -> Amount {
    Amount::new(wei).unwrap()
}

/// One base and its three root seats: a split of 0.9 makes a pool of 900, of which one seat is paid 300.
#[test]
fn receipts() {
    let params = params();
    let split = params.fee_split(900_000).unwrap();
    let plan = SettlementPlan::new(&params, TreeShape::new(1).unwrap(), wei(1_000), split, Amount::ZERO).unwrap();
    let mut ledger = plan.ledger();
    ledger.pay(NodeIndex::new(0), FeeBurn::ZERO).unwrap();
    let receipt = ledger.close(Rebate::NONE).unwrap();
    let funding = json!({"fees": "1000", "pool": "900", "sequencer": "100", "bond_used": "0", "bond_returned": "0"});
    let expected = json!({"funding": funding, "reserved": "300", "burned": "600", "rebate": "0"});
    assert_eq!(serde_json::to_value(receipt).unwrap(), expected);
    assert_eq!(serde_json::to_value(receipt.funding()).unwrap(), expected["funding"]);
}

#[test]
fn slashings() {
    let split = params().fee_split(1_000_000).unwrap();
    let written = serde_json::to_value(slash(&params(), SlashReason::NotProven, split, wei(100), wei(7))).unwrap();
    assert_eq!(written, json!({"slashed": "30", "stake_left": "70", "forfeit": "0", "bond_returned": "7"}));
}
