//! Who funds the pool (SPEC `#pool`).

mod common;

use common::{ETHER, params, split, values, wei, with_cap};
use fernet_core::{BidError, ParamValues, TreeShape};
use fernet_rewards::{Amount, Funding, SettleError, SettlementPlan, required_bond};
use proptest::prelude::*;

const LIMIT: u128 = 1 << 96;

/// (pool, sequencer, bond used, bond returned) in wei.
fn fund(fees: u128, ppm: u32, bond: u128) -> Result<(u128, u128, u128, u128), SettleError> {
    let funding = Funding::new(&with_cap(u32::MAX), wei(fees), split(ppm), wei(bond))?;
    assert_eq!(funding.fees(), wei(fees));
    Ok((funding.pool().wei(), funding.sequencer().wei(), funding.bond_used().wei(), funding.bond_returned().wei()))
}

/// The smallest bond, with a bond base of 1 wei.
fn required(fees: Amount, ppm: u32) -> Result<Amount, SettleError> {
    required_bond(&with_cap(u32::MAX), fees, split(ppm))
}

#[test]
fn four_fifths_of_a_thousand_ether() {
    assert_eq!(fund(1_000 * ETHER, 800_000, 0), Ok((800 * ETHER, 200 * ETHER, 0, 0)));
}

#[test]
fn the_sequencer_keeps_what_the_floor_leaves() {
    assert_eq!(fund(1, 999_999, 0), Ok((0, 1, 0, 0)));
    assert_eq!(fund(999_999, 1, 0), Ok((0, 999_999, 0, 0)));
    assert_eq!(fund(1_000_001, 500_000, 0), Ok((500_000, 500_001, 0, 0)));
}

#[test]
fn all_or_none_of_the_fees() {
    assert_eq!(fund(77, 0, 0), Ok((0, 77, 0, 0)));
    assert_eq!(fund(77, 1_000_000, 0), Ok((77, 0, 0, 0)));
    assert_eq!(fund(0, 1_000_000, 0), Ok((0, 0, 0, 0)));
    assert_eq!(fund(0, 1_999_999, 5), Ok((0, 0, 0, 5)));
}

#[test]
fn a_split_of_six_settles_only_with_its_bond() {
    assert_eq!(params(values()).fee_split(6_000_000), Err(BidError::FeeSplitAboveCap));
    assert_eq!(required(wei(100 * ETHER), 6_000_000), Ok(wei(500 * ETHER)));
    assert_eq!(fund(100 * ETHER, 6_000_000, 500 * ETHER), Ok((600 * ETHER, 0, 500 * ETHER, 0)));
    assert_eq!(fund(100 * ETHER, 6_000_000, 501 * ETHER), Ok((600 * ETHER, 0, 500 * ETHER, ETHER)));
    assert_eq!(fund(100 * ETHER, 6_000_000, 500 * ETHER - 1), Err(SettleError::BondTooSmall));
}

/// Without fees, or with less than the bond base, a split above 1 still provides for the bond base.
#[test]
fn a_split_above_one_provides_for_the_bond_base() {
    let params = params(ParamValues { fee_split_cap: 6_000_000, bond_base: 1_000, ..values() });
    let fund = |fees, ppm, bond| {
        let funding = Funding::new(&params, wei(fees), split(ppm), wei(bond));
        funding.map(|f| (f.pool().wei(), f.sequencer().wei(), f.bond_used().wei(), f.bond_returned().wei()))
    };
    assert_eq!(fund(0, 6_000_000, 5_000), Ok((5_000, 0, 5_000, 0)));
    assert_eq!(fund(1, 6_000_000, 5_000), Ok((5_001, 0, 5_000, 0)));
    assert_eq!(fund(1_000, 6_000_000, 5_001), Ok((6_000, 0, 5_000, 1)));
    assert_eq!(fund(1_001, 6_000_000, 5_005), Ok((6_006, 0, 5_005, 0)));
    assert_eq!(fund(0, 6_000_000, 4_999), Err(SettleError::BondTooSmall));
    assert_eq!(fund(0, 1_000_000, 7), Ok((0, 0, 0, 7)));
    assert_eq!(fund(0, 6_000_001, 9_000), Err(SettleError::Bid(BidError::FeeSplitAboveCap)));
    // The top-up is rounded down, the minimum bond up.
    assert_eq!(fund(0, 1_000_001, 1), Ok((0, 0, 0, 1)));
    assert_eq!(required_bond(&params, wei(0), split(1_000_001)), Ok(wei(1)));
    assert_eq!(required_bond(&params, wei(2_000), split(1_500_000)), Ok(wei(1_000)));
}

/// A split that other parameters allow.
#[test]
fn a_split_above_the_cap_is_not_settled() {
    let (shape, fees) = (TreeShape::new(1).unwrap(), wei(ETHER));
    let plan = |cap, ppm| SettlementPlan::new(&with_cap(cap), shape, fees, split(ppm), fees).map(|_| ());
    assert_eq!(plan(800_000, 800_000), Ok(()));
    assert_eq!(plan(800_000, 800_001), Err(SettleError::Bid(BidError::FeeSplitAboveCap)));
    // Before the other reasons.
    assert_eq!(plan(1_000_000, u32::MAX), Err(SettleError::Bid(BidError::FeeSplitAboveCap)));
}

#[test]
fn a_split_just_above_one_may_round_down_to_the_fees() {
    assert_eq!(fund(999_999, 1_000_001, 0), Ok((999_999, 0, 0, 0)));
    assert_eq!(fund(1_000_000, 1_000_001, 1), Ok((1_000_001, 0, 1, 0)));
    assert_eq!(fund(1_000_000, 1_000_001, 0), Err(SettleError::BondTooSmall));
}

#[test]
fn a_bond_that_is_not_needed_comes_back_whole() {
    assert_eq!(fund(100, 1_000_000, LIMIT - 1), Ok((100, 0, 0, LIMIT - 1)));
}

#[test]
fn a_pool_stays_below_two_to_the_96() {
    let most = LIMIT - 1;
    assert_eq!(fund(most, 1_000_000, 0), Ok((most, 0, 0, 0)));
    assert_eq!(fund(most, 1_000_001, most), Err(SettleError::PoolTooLarge));
    assert_eq!(fund(most, u32::MAX, most), Err(SettleError::PoolTooLarge));
    assert_eq!(required(Amount::MAX, u32::MAX), Err(SettleError::PoolTooLarge));
    // floor(2^95 * 1.999999) is below 2^96, twice 2^95 is not.
    assert_eq!(fund(LIMIT / 2, 1_999_999, most).map(|(_, kept, ..)| kept), Ok(0));
    assert_eq!(fund(LIMIT / 2, 2_000_000, most), Err(SettleError::PoolTooLarge));
}

/// The split is a share of the fees and the block reward together.
#[test]
fn a_block_reward_is_shared_like_fees() {
    let rewarded =
        |block_reward| params(ParamValues { block_reward, fee_split_cap: u32::MAX, bond_base: 1, ..values() });
    let funding = Funding::new(&rewarded(2 * ETHER), wei(ETHER), split(800_000), wei(0)).unwrap();
    assert_eq!((funding.fees(), funding.pool()), (wei(3 * ETHER), wei(2_400_000_000_000_000_000)));
    assert_eq!(required_bond(&rewarded(2 * ETHER), wei(ETHER), split(2_000_000)), Ok(wei(3 * ETHER)));
    let largest = Funding::new(&rewarded(LIMIT / 2), wei(LIMIT / 2 - 1), split(0), wei(0)).unwrap();
    assert_eq!(largest.sequencer(), Amount::MAX);
    let too_much = (rewarded(LIMIT / 2), wei(LIMIT / 2));
    assert_eq!(Funding::new(&too_much.0, too_much.1, split(u32::MAX), wei(0)), Err(SettleError::AmountTooLarge));
    assert_eq!(required_bond(&too_much.0, too_much.1, split(u32::MAX)), Err(SettleError::AmountTooLarge));
}

#[test]
fn the_pool_is_checked_before_the_bond() {
    assert_eq!(fund(LIMIT - 1, u32::MAX, 0), Err(SettleError::PoolTooLarge));
}

proptest! {
    #[test]
    fn what_comes_in_goes_out(fees in 0..LIMIT, shift in 0..96_u32, ppm: u32, bond in 0..LIMIT) {
        let fees = fees >> shift;
        let required = required(wei(fees), ppm);
        match fund(fees, ppm, bond) {
            Ok((pool, sequencer, used, returned)) => {
                prop_assert_eq!(fees + used, sequencer + pool);
                prop_assert_eq!(used + returned, bond);
                prop_assert!(used == 0 || sequencer == 0);
                let minimum = with_cap(u32::MAX).minimum_bond(split(ppm));
                prop_assert_eq!(required, Ok(wei(used).max(minimum)));
            }
            Err(SettleError::BondTooSmall) => prop_assert!(required.unwrap() > wei(bond)),
            Err(error) => prop_assert_eq!(required, Err(error)),
        }
    }

    #[test]
    fn the_required_bond_is_the_smallest(fees in 0..LIMIT >> 16, ppm in 0..6_000_000_u32) {
        let bond = required(wei(fees), ppm).unwrap().wei();
        prop_assert!(fund(fees, ppm, bond).is_ok());
        if bond > with_cap(u32::MAX).minimum_bond(split(ppm)).wei() {
            prop_assert_eq!(fund(fees, ppm, bond - 1), Err(SettleError::BondTooSmall));
        }
    }
}
