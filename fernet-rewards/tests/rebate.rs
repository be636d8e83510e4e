//! Refund of L1 gas (SPEC `#rebate`).

mod common;

use common::{ETHER, burn, plan, values, wei};
use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues};
use fernet_rewards::{Amount, Rebate, Receipt};

const PAYEE: Address = Address::from_bytes([1; 20]);

/// The price of a unit of gas, where fees are paid in the gas asset.
fn at(base_fee: u64) -> Rebate {
    Rebate::new(PAYEE, base_fee, wei(ETHER))
}

/// Pool 900, three seats of 300 at one base; one of them paid.
fn settle(rebate_cap: u128, rebate_gas: u32, fee_burn: u32, rebate: Rebate) -> Receipt {
    let mut ledger = plan(ParamValues { rebate_cap, rebate_gas, ..values() }, 1, 1_000, 900_000).ledger();
    ledger.pay(NodeIndex::new(0), burn(fee_burn)).unwrap();
    ledger.close(rebate).unwrap()
}

#[test]
fn the_smallest_of_gas_cap_and_what_would_burn() {
    for (cap, rebate_gas, base_fee, expected) in [
        (500, 10, 7, 70),
        (500, 100, 7, 500),
        (10_000, 100, 7, 600),
        (10_000, u32::MAX, u64::MAX, 600),
        (0, 100, 7, 0),
        (500, 0, u64::MAX, 0),
        (500, u32::MAX, 0, 0),
    ] {
        let receipt = settle(cap, rebate_gas, 0, at(base_fee));
        assert_eq!(receipt.rebate().wei(), expected);
        assert_eq!(receipt.reserved().wei(), 300);
        assert_eq!(receipt.burned().wei(), 600 - expected);
    }
}

/// Also of the reserve that exceeds the sum of the pays.
#[test]
fn a_rebate_takes_nothing_from_the_reserve() {
    let values = ParamValues { rebate_cap: Amount::MAX.wei(), rebate_gas: u32::MAX, ..values() };
    let mut ledger = plan(values, 1, 901, 1_000_000).ledger();
    for _ in 0..3 {
        assert_eq!(ledger.pay(NodeIndex::new(0), FeeBurn::ZERO).unwrap().wei(), 300);
    }
    let receipt = ledger.close(at(u64::MAX)).unwrap();
    assert_eq!((receipt.reserved().wei(), receipt.rebate().wei(), receipt.burned().wei()), (901, 0, 0));
}

#[test]
fn a_full_burn_can_be_refunded_from() {
    let receipt = settle(10_000, 1, 1_000_000, at(5_000));
    assert_eq!((receipt.rebate().wei(), receipt.burned().wei()), (900, 0));
}

#[test]
fn the_zero_address_is_refunded_nothing() {
    assert_eq!(Rebate::new(Address::ZERO, u64::MAX, Amount::MAX), Rebate::NONE);
    assert_eq!(settle(500, 100, 0, Rebate::NONE).rebate(), Amount::ZERO);
}

/// The values are those of Python's integers.
#[test]
fn gas_at_any_price_is_exact() {
    assert_eq!(Rebate::new(PAYEE, 20_000_000_000, wei(2_500_500 * ETHER / 1000)).wei(300_000), 15_003 * ETHER / 1000);
    assert_eq!(Rebate::new(PAYEE, 7, wei(ETHER / 3)).wei(3), 6);
    assert_eq!(Rebate::new(PAYEE, 1, wei(ETHER - 1)).wei(1), 0);
    assert_eq!(at(u64::MAX).wei(u32::MAX), u128::from(u64::MAX) * u128::from(u32::MAX));
    // (2^64 - 1) * 2^32 * (2^96 - 1) / 10^18 is above 2^128.
    assert_eq!(Rebate::new(PAYEE, u64::MAX, Amount::MAX).wei(u32::MAX), u128::MAX);
    assert_eq!(Rebate::new(PAYEE, u64::MAX, Amount::MAX).wei(1), 1_461_501_637_330_902_918_124_456_670_183);
}
