//! The pay of one seat (SPEC `#seats`, `#pay`).

mod common;

use common::{ETHER, burn, example, plan, values, wei};
use fernet_core::{FeeBurn, NodeIndex, ParamValues};
use fernet_rewards::{Amount, SettleError, SettlementPlan};
use proptest::prelude::*;

fn pay(plan: &SettlementPlan, node: u64, ppm: u32) -> u128 {
    plan.pay(NodeIndex::new(node), burn(ppm)).unwrap().wei()
}

#[test]
fn one_of_93_seats_of_800_ether() {
    let plan = example();
    assert_eq!(plan.seats(), 93);
    assert_eq!(plan.funding().pool(), wei(800 * ETHER));
    for node in 0..31 {
        assert_eq!(pay(&plan, node, 0), 8_602_150_537_634_408_602);
        assert_eq!(pay(&plan, node, 400_000), 5_161_290_322_580_645_161);
        assert_eq!(pay(&plan, node, 1_000_000), 0);
    }
}

#[test]
fn a_node_the_tree_does_not_have_is_not_paid() {
    for node in [31, 32, u64::MAX] {
        assert_eq!(example().pay(NodeIndex::new(node), FeeBurn::ZERO), Err(SettleError::ForeignNode));
    }
}

#[test]
fn one_floor_not_two() {
    // floor(11 / 3 * 0.9) = floor(3.3); with a floor before the burn floor(3 * 0.9) = 2.
    assert_eq!(pay(&plan(values(), 1, 11, 1_000_000), 0, 100_000), 3);
}

#[test]
fn root_seats_set_the_divisor() {
    let one = ParamValues { root_seats: Some(1), ..values() };
    let plan_of_one = plan(one, 16, 1_000 * ETHER, 800_000);
    assert_eq!(plan_of_one.seats(), 91);
    assert_eq!(pay(&plan_of_one, 15, 0), 8_791_208_791_208_791_208);
    let single = ParamValues { proofs_per_node: 1, root_seats: Some(1), ..values() };
    assert_eq!(plan(single, 16, 1, 0).seats(), 31);
}

#[test]
fn base_share_makes_two_pools() {
    // 480 over 16 * 3 seats, 320 over 14 * 3 + 3.
    let weighted = ParamValues { base_share: Some(600_000), ..values() };
    let weighted = plan(weighted, 16, 1_000 * ETHER, 800_000);
    assert_eq!(weighted.seats(), 93);
    assert_eq!(pay(&weighted, 30, 0), 10 * ETHER);
    assert_eq!(pay(&weighted, 30, 400_000), 6 * ETHER);
    assert_eq!(pay(&weighted, 1, 0), 7_111_111_111_111_111_111);
    assert_eq!(pay(&weighted, 15, 0), 7_111_111_111_111_111_111);

    // With one root seat 320 over 14 * 3 + 1.
    let one_root = ParamValues { base_share: Some(600_000), root_seats: Some(1), ..values() };
    assert_eq!(pay(&plan(one_root, 16, 1_000 * ETHER, 800_000), 15, 0), 7_441_860_465_116_279_069);
}

#[test]
fn base_share_of_none_or_all() {
    let share = |ppm| plan(ParamValues { base_share: Some(ppm), ..values() }, 2, 9_000, 1_000_000);
    assert_eq!((pay(&share(0), 0, 0), pay(&share(0), 1, 0)), (0, 3_000));
    assert_eq!((pay(&share(1_000_000), 0, 0), pay(&share(1_000_000), 1, 0)), (1_500, 0));
}

#[test]
fn the_base_pool_rounds_down() {
    // floor(7 / 2) = 3 for six base seats, 4 for three root seats.
    let half = ParamValues { base_share: Some(500_000), ..values() };
    let half = plan(half, 2, 7, 1_000_000);
    assert_eq!((pay(&half, 0, 0), pay(&half, 1, 0)), (0, 1));
}

#[test]
fn two_bases_have_no_merge_but_the_root() {
    let half = ParamValues { base_share: Some(500_000), root_seats: Some(1), ..values() };
    let half = plan(half, 2, 600, 1_000_000);
    assert_eq!(half.seats(), 7);
    assert_eq!((pay(&half, 0, 0), pay(&half, 2, 0), pay(&half, 1, 0)), (50, 50, 300));
}

#[test]
fn a_single_base_is_the_root_of_one_pool() {
    for base_share in [None, Some(0), Some(500_000), Some(1_000_000)] {
        for (root_seats, expected) in [(1, 600), (2, 300), (3, 200)] {
            let alone = plan(ParamValues { base_share, root_seats: Some(root_seats), ..values() }, 1, 600, 1_000_000);
            assert_eq!(alone.seats(), root_seats.into());
            assert_eq!(pay(&alone, 0, 0), expected);
            assert_eq!(alone.pay(NodeIndex::new(1), FeeBurn::ZERO), Err(SettleError::ForeignNode));
        }
    }
}

#[test]
fn the_largest_tree_and_the_largest_fees() {
    let largest = plan(values(), 1 << 32, Amount::MAX.wei(), 1_000_000);
    assert_eq!(largest.seats(), 25_769_803_773);
    assert_eq!(pay(&largest, 0, 0), 3_074_457_345_976_172_544);
    assert_eq!(pay(&largest, 2 * ((1 << 32) - 1), 0), 3_074_457_345_976_172_544);
    assert_eq!(pay(&largest, 0, 999_999), 3_074_457_345_976);
    assert_eq!(pay(&plan(values(), 1 << 32, 25_769_803_772, 1_000_000), 0, 0), 0);
}

proptest! {
    #[test]
    fn a_higher_burn_never_pays_more(
        fees in 0..1_u128 << 96,
        shift in 0..96_u32,
        bases in 1..=1_u64 << 32,
        node: u64,
        base_share in proptest::option::of(0..=1_000_000_u32),
        burns: [u32; 2],
    ) {
        let plan = plan(ParamValues { base_share, ..values() }, bases, fees >> shift, 900_000);
        let node = node % plan.shape().nodes();
        let mut burns = burns.map(|ppm| ppm % 1_000_001);
        burns.sort_unstable();
        prop_assert!(pay(&plan, node, burns[1]) <= pay(&plan, node, burns[0]));
    }

    #[test]
    fn no_seat_is_paid_above_its_part_of_the_pool(
        fees in 0..1_u128 << 96,
        bases in 1..=1_u64 << 32,
        node: u64,
        ppm in 0..=1_000_000_u32,
    ) {
        let plan = plan(values(), bases, fees, 700_000);
        let most = plan.funding().pool().wei() / u128::from(plan.seats());
        let paid = pay(&plan, node % plan.shape().nodes(), ppm);
        prop_assert!(paid <= most);
        prop_assert!(ppm > 0 || paid == most);
    }

    #[test]
    fn weights_move_pay_between_kinds_only(
        fees in 0..1_u128 << 96,
        bases in 2..1_u64 << 20,
        share in 0..=1_000_000_u32,
    ) {
        let values = ParamValues { base_share: Some(share), ..values() };
        let plan = plan(values, bases, fees, 1_000_000);
        let to_bases = pay(&plan, 0, 0) * u128::from(bases * 3);
        let to_merges = pay(&plan, 1, 0) * u128::from((bases - 1) * 3);
        prop_assert!(to_bases + to_merges <= fees);
        prop_assert!(fees - to_bases - to_merges < u128::from(plan.seats()));
    }
}
