//! Whatever the integers, a result or an error: no panic, no amount out of range.

mod common;

use common::{params, split, values, with_cap};
use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, TreeShape};
use fernet_rewards::{
    Amount, Funding, MevReference, Rebate, Receipt, SettleError, SettlementPlan, SlashReason, required_bond, slash,
};
use proptest::prelude::*;

/// Every length in bits as likely as any other.
fn any_u128() -> impl Strategy<Value = u128> {
    (any::<u128>(), 0..128_u32).prop_map(|(bits, shift)| bits >> shift)
}

fn any_u64() -> impl Strategy<Value = u64> {
    any_u128().prop_map(|bits| bits as u64)
}

fn any_u32() -> impl Strategy<Value = u32> {
    (any::<u32>(), 0..32_u32).prop_map(|(bits, shift)| bits >> shift)
}

/// A whole block from raw integers; the root is added so that some blocks settle.
fn settle(
    money: [u128; 4],
    bases: u64,
    split: [u32; 2],
    seats: &[(u64, u32)],
    base_fee: u64,
) -> Result<Receipt, Box<dyn std::error::Error>> {
    let [fees, bond, rebate_cap, rate] = money;
    let (rebate_cap, rebate_gas) = (rebate_cap >> 32, split[1]);
    let params = params(ParamValues { rebate_cap, rebate_gas, fee_split_cap: split[1], bond_base: 1, ..values() });
    let split = params.fee_split(split[0])?;
    let plan = SettlementPlan::new(&params, TreeShape::new(bases)?, Amount::new(fees)?, split, Amount::new(bond)?)?;
    let mut ledger = plan.ledger();
    for &(node, fee_burn) in seats {
        let before = ledger.clone();
        if let Ok(pay) = ledger.pay_ppm(NodeIndex::new(node), fee_burn) {
            assert_eq!(plan.pay(NodeIndex::new(node), FeeBurn::new(fee_burn)?)?, pay);
        } else {
            assert_eq!(ledger, before);
        }
    }
    let _ = ledger.pay(plan.shape().root(), FeeBurn::ZERO);
    let rebate = Rebate::new(Address::from_bytes([1; 20]), base_fee, Amount::new(rate)?);
    let receipt = ledger.close(rebate)?;
    if let Ok(receipt) = plan.settle(rebate_cap as u64, bond as u64, rebate) {
        assert_eq!(receipt.reserved().wei() + receipt.rebate().wei() + receipt.burned().wei(), receipt.pool().wei());
    }
    Ok(receipt)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]
    #[test]
    fn settlements(
        money in [any_u128(), any_u128(), any_u128(), any_u128()],
        bases in any_u64(),
        split in [any_u32(), any_u32()],
        seats in prop::collection::vec((any_u64(), any_u32()), 0..8),
        base_fee in any_u64(),
    ) {
        if let Ok(receipt) = settle(money, bases, split, &seats, base_fee) {
            let spent = receipt.reserved().wei() + receipt.rebate().wei() + receipt.burned().wei();
            prop_assert_eq!(spent, receipt.pool().wei());
            prop_assert_eq!(receipt.fees().wei() + receipt.bond_used().wei(), receipt.sequencer().wei() + spent);
        }
    }

    #[test]
    fn amounts(a in any_u128(), b in any_u128(), ppm in any_u32(), denominator in any_u64(), bytes: [u8; 32]) {
        let wide = |a: Amount| num_bigint::BigUint::from(a.wei()) * b / denominator;
        if let (Ok(a), 1..) = (Amount::new(a), denominator) {
            prop_assert_eq!(a.mul_div_floor(b, denominator), u128::try_from(wide(a)).unwrap_or(u128::MAX));
            prop_assert_eq!(a.mul_div_floor(b, 0), 0);
        }
        let read = Amount::from_be_bytes(bytes);
        prop_assert!(read.is_ok_and(|amount| amount.to_be_bytes() == bytes) || bytes[..20] != [0; 20]);
        if let (Ok(a), Ok(b)) = (Amount::new(a), Amount::new(b)) {
            prop_assert_eq!(a.checked_add(b).map(Amount::wei), Some(a.wei() + b.wei()).filter(|&sum| sum >> 96 == 0));
            prop_assert_eq!(a.checked_sub(b).map(Amount::wei), a.wei().checked_sub(b.wei()));
            prop_assert_eq!(a.mul_ppm_floor(ppm).is_ok(), a.wei() * u128::from(ppm) < 1_000_000 << 96);
            prop_assert!(a.split_floor(ppm, denominator).0 <= a);
        }
    }

    #[test]
    fn pools_and_stakes(fees in any_u128(), bond in any_u128(), ppm in any_u32()) {
        if let (Ok(fees), Ok(bond)) = (Amount::new(fees), Amount::new(bond)) {
            let (params, split) = (with_cap(u32::MAX), split(ppm));
            match (required_bond(&params, fees, split), Funding::new(&params, fees, split, bond)) {
                (Ok(required), Ok(funding)) => prop_assert!(required >= funding.bond_used()),
                (Ok(required), Err(SettleError::BondTooSmall)) => prop_assert!(required > bond),
                (required, funding) => prop_assert_eq!((required.err(), funding.err()),
                    (Some(SettleError::PoolTooLarge), Some(SettleError::PoolTooLarge))),
            }
            let slashing = slash(&params, SlashReason::NotProven, split, fees, bond);
            prop_assert_eq!(slashing.stake_left(), fees);
            prop_assert_eq!(slashing.forfeit().checked_add(slashing.bond_returned()), Some(bond));
        }
    }

    #[test]
    fn references(smoothing in any_u32(), range in [any_u64(), any_u64()], start in any_u64(), sample in any_u64(),
        shares in [any_u32(), any_u32()], cap in any_u32()) {
        let any = MevReference::new(smoothing, range[0], range[1], start);
        let widest = MevReference::new(1_000_000, 0, (1 << 40) - 1, 0);
        for mut reference in any.into_iter().chain(widest) {
            reference.observe(sample);
            prop_assert!(reference.ppm() >> 40 == 0);
            prop_assert!(reference.bid(&with_cap(cap), shares[0], shares[1]).map_or(true, |bid| bid.ppm() <= cap));
        }
    }
}
