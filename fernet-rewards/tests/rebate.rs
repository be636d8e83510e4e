//! Refund of L1 gas (SPEC `#rebate`).

mod common;

use common::{burn, plan, values};
use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues};
use fernet_rewards::{Amount, Rebate, Receipt};

/// Pool 900, three seats of 300 at one base; one of them paid.
fn settle(rebate_cap: u128, fee_burn: u32, rebate: Rebate) -> Receipt {
    let mut ledger = plan(ParamValues { rebate_cap, ..values() }, 1, 1_000, 900_000).ledger();
    ledger.pay(NodeIndex::new(0), burn(fee_burn)).unwrap();
    ledger.close(rebate).unwrap()
}

#[test]
fn the_smallest_of_gas_cap_and_what_would_burn() {
    for (cap, gas_used, gas_price, expected) in [
        (500, 10, 7, 70),
        (500, 100, 7, 500),
        (10_000, 100, 7, 600),
        (10_000, u64::MAX, u128::MAX, 600),
        (0, 100, 7, 0),
        (500, 0, u128::MAX, 0),
        (500, u64::MAX, 0, 0),
    ] {
        let receipt = settle(cap, 0, Rebate::of_gas(gas_used, gas_price));
        assert_eq!(receipt.rebate().wei(), expected);
        assert_eq!(receipt.paid().wei(), 300);
        assert_eq!(receipt.burned().wei(), 600 - expected);
    }
}

#[test]
fn a_rebate_takes_nothing_from_pays() {
    let values = ParamValues { rebate_cap: Amount::MAX.wei(), ..values() };
    let mut ledger = plan(values, 1, 901, 1_000_000).ledger();
    for _ in 0..3 {
        assert_eq!(ledger.pay(NodeIndex::new(0), FeeBurn::ZERO).unwrap().wei(), 300);
    }
    let receipt = ledger.close(Rebate::of_gas(u64::MAX, u128::MAX)).unwrap();
    assert_eq!((receipt.paid().wei(), receipt.rebate().wei(), receipt.burned().wei()), (900, 1, 0));
}

#[test]
fn a_full_burn_can_be_refunded_from() {
    let receipt = settle(10_000, 1_000_000, Rebate::of_gas(1, 5_000));
    assert_eq!((receipt.rebate().wei(), receipt.burned().wei()), (900, 0));
}

#[test]
fn the_zero_address_is_refunded_nothing() {
    assert_eq!(Rebate::to_payee(Address::ZERO, u64::MAX, u128::MAX), Rebate::NONE);
    assert_eq!(Rebate::to_payee(Address::from_bytes([1; 20]), 3, 5).wei(), 15);
    assert_eq!(settle(500, 0, Rebate::NONE).rebate(), Amount::ZERO);
}

#[test]
fn of_two_submissions_the_cheaper_counts() {
    let (dear, cheap) = (Rebate::of_gas(100, 7), Rebate::of_gas(60, 9));
    assert_eq!(dear.min(cheap), cheap);
    assert_eq!(settle(10_000, 0, dear.min(cheap)).rebate().wei(), 540);
}

#[test]
fn gas_times_price_does_not_wrap() {
    assert_eq!(Rebate::of_gas(2, 1 << 127).wei(), u128::MAX);
    assert_eq!(Rebate::of_gas(1, u128::MAX).wei(), u128::MAX);
    assert_eq!(Rebate::of_gas(u64::MAX, 1 << 64).wei(), u128::from(u64::MAX) << 64);
}
