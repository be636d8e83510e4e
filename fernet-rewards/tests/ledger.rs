//! The ledger: what it pays, what it refuses, what its receipt says.

mod common;

use common::{ETHER, all_seats, any_values, burn, example, params, plan, values, wei};
use fernet_core::{FeeBurn, NodeIndex, ParamValues, TreeShape};
use fernet_rewards::{Amount, Ledger, Rebate, Receipt, SettleError, SettlementPlan, unclaimed};
use proptest::prelude::*;

const FULL: u32 = 1_000_000;

/// Pays the seats in turn and returns each pay with the receipt.
fn settle(plan: &SettlementPlan, seats: &[(u64, u32)]) -> (Vec<u128>, Receipt) {
    let mut ledger = plan.ledger();
    let pays = seats.iter().map(|&(node, ppm)| ledger.pay(NodeIndex::new(node), burn(ppm)).unwrap().wei()).collect();
    (pays, ledger.close(Rebate::NONE).unwrap())
}

fn at(burn: u32, nodes: Vec<u64>) -> Vec<(u64, u32)> {
    nodes.into_iter().map(|node| (node, burn)).collect()
}

/// Refused, and nothing has changed.
fn assert_refused(ledger: &mut Ledger, node: u64, error: SettleError) {
    let before = ledger.clone();
    assert_eq!(ledger.pay(NodeIndex::new(node), FeeBurn::ZERO), Err(error));
    assert_eq!(*ledger, before);
}

#[test]
fn all_93_seats_at_40_percent() {
    let (pays, receipt) = settle(&example(), &at(400_000, all_seats(values(), 16)));
    assert_eq!(pays, vec![5_161_290_322_580_645_161; 93]);
    assert_eq!(receipt.fees(), wei(1_000 * ETHER));
    assert_eq!(receipt.pool(), wei(800 * ETHER));
    assert_eq!(receipt.sequencer(), wei(200 * ETHER));
    assert_eq!(receipt.reserved(), wei(480 * ETHER));
    assert_eq!(receipt.burned(), wei(320 * ETHER));
    let paid: u128 = pays.iter().sum();
    assert_eq!(unclaimed(receipt.reserved(), wei(paid)), Ok(wei(27)));
    assert_eq!(unclaimed(receipt.reserved(), wei(480 * ETHER + 1)), Err(SettleError::ClaimedTooMuch));
    assert_eq!((receipt.bond_used().wei(), receipt.bond_returned().wei(), receipt.rebate().wei()), (0, 0, 0));
}

#[test]
fn all_93_seats_without_burn_leave_14_wei_of_dust() {
    let (pays, receipt) = settle(&example(), &at(0, all_seats(values(), 16)));
    assert_eq!((receipt.burned(), receipt.reserved()), (Amount::ZERO, receipt.pool()));
    assert_eq!(receipt.reserved().wei() - pays.iter().sum::<u128>(), 14);
}

#[test]
fn a_valid_tree_fills_one_root_seat_and_two_burn() {
    let nodes = all_seats(values(), 16).into_iter().filter(|&node| node != 15).chain([15]).collect();
    let (pays, receipt) = settle(&example(), &at(0, nodes));
    assert_eq!(pays.len(), 91);
    // ceil(800e18 * 2 / 93).
    assert_eq!(receipt.burned(), wei(17_204_301_075_268_817_205));

    // With root_seats = 1 the same tree burns nothing, and 800e18 mod 91 wei are dust.
    let one = ParamValues { root_seats: Some(1), ..values() };
    let (pays, receipt) = settle(&plan(one, 16, 1_000 * ETHER, 800_000), &at(0, all_seats(one, 16)));
    assert_eq!((pays.len(), receipt.burned()), (91, Amount::ZERO));
    assert_eq!(receipt.reserved().wei() - pays.iter().sum::<u128>(), 72);
}

#[test]
fn a_split_of_six_pays_six_times_the_fees() {
    let values = ParamValues { fee_split_cap: 6_000_000, bond_base: ETHER, ..values() };
    let params = params(values);
    let six = params.fee_split(6_000_000).unwrap();
    let plan = SettlementPlan::new(&params, TreeShape::new(1).unwrap(), wei(ETHER), six, wei(7 * ETHER)).unwrap();
    let (pays, receipt) = settle(&plan, &[(0, 0), (0, 500_000)]);
    assert_eq!(pays, [2 * ETHER, ETHER]);
    assert_eq!((receipt.sequencer().wei(), receipt.bond_used().wei()), (0, 5 * ETHER));
    assert_eq!((receipt.bond_returned().wei(), receipt.burned().wei()), (2 * ETHER, 3 * ETHER));
}

#[test]
fn two_pools_are_paid_to_the_last_seat() {
    let weighted = ParamValues { base_share: Some(600_000), ..values() };
    let (pays, receipt) = settle(&plan(weighted, 16, 1_000 * ETHER, 800_000), &at(0, all_seats(weighted, 16)));
    assert_eq!(pays.iter().filter(|&&pay| pay == 10 * ETHER).count(), 48);
    assert_eq!(pays.iter().filter(|&&pay| pay == 7_111_111_111_111_111_111).count(), 45);
    // 320e18 mod 45.
    assert_eq!((receipt.burned(), receipt.reserved().wei() - pays.iter().sum::<u128>()), (Amount::ZERO, 5));
}

#[test]
fn a_full_burn_fills_a_seat_for_nothing() {
    let (pays, receipt) = settle(&example(), &at(FULL, all_seats(values(), 16)));
    assert!(pays.iter().all(|&pay| pay == 0));
    assert_eq!((receipt.reserved().wei(), receipt.burned().wei()), (0, 800 * ETHER));
}

#[test]
fn no_fees_settle_to_nothing() {
    let (pays, receipt) = settle(&plan(values(), 16, 0, 800_000), &[(0, 0), (15, 0)]);
    assert_eq!((pays, receipt.burned().wei()), (vec![0, 0], 0));
}

#[test]
fn a_tree_without_its_root_does_not_settle() {
    assert_eq!(example().ledger().close(Rebate::NONE), Err(SettleError::NoRoot));
    let mut ledger = example().ledger();
    for node in ledger.plan().shape().post_order().filter(|&node| node != NodeIndex::new(15)) {
        ledger.pay(node, FeeBurn::ZERO).unwrap();
    }
    assert_eq!(ledger.clone().close(Rebate::NONE), Err(SettleError::NoRoot));
    ledger.pay(NodeIndex::new(15), burn(FULL)).unwrap();
    assert_eq!(ledger.filled(), 31);
    assert!(ledger.close(Rebate::NONE).is_ok());
}

#[test]
fn foreign_nodes_and_burns_are_refused() {
    let mut ledger = example().ledger();
    assert_refused(&mut ledger, 31, SettleError::ForeignNode);
    assert_refused(&mut ledger, u64::MAX, SettleError::ForeignNode);
    let before = ledger.clone();
    assert_eq!(ledger.pay_ppm(NodeIndex::new(0), 1_000_001), Err(SettleError::BurnAbovePpm));
    assert_eq!(ledger.pay_ppm(NodeIndex::new(31), u32::MAX), Err(SettleError::BurnAbovePpm));
    assert_eq!(ledger.pay_ppm(NodeIndex::new(31), FULL), Err(SettleError::ForeignNode));
    assert_eq!(ledger, before);
    assert_eq!(ledger.pay_ppm(NodeIndex::new(0), 400_000).map(u128::from), Ok(5_161_290_322_580_645_161));
    assert_eq!((ledger.filled(), ledger.plan()), (1, &example()));
}

#[test]
fn a_node_takes_no_more_than_it_has() {
    for proofs_per_node in 1..=3 {
        for root_seats in 1..=proofs_per_node {
            let values = ParamValues { proofs_per_node, root_seats: Some(root_seats), ..values() };
            let mut ledger = plan(values, 5, ETHER, 500_000).ledger();
            let (root, nodes) = (ledger.plan().shape().root(), ledger.plan().shape().post_order());
            for node in nodes {
                for _ in 0..if node == root { root_seats } else { proofs_per_node } {
                    ledger.pay(node, FeeBurn::ZERO).unwrap();
                }
                assert_refused(&mut ledger, node.get(), SettleError::TooManySeats);
            }
            assert_eq!(ledger.filled(), ledger.plan().seats());
        }
    }
}

proptest! {
    #[test]
    fn dust_is_below_one_wei_a_seat(values in any_values(), bases in 1..40_u64, fees in 0..1_u128 << 96) {
        let plan = plan(values, bases, fees, FULL);
        let (pays, receipt) = settle(&plan, &at(0, all_seats(values, bases)));
        prop_assert_eq!(pays.len() as u64, plan.seats());
        prop_assert_eq!(receipt.reserved(), receipt.pool());
        prop_assert!(receipt.reserved().wei() - pays.iter().sum::<u128>() < pays.len() as u128);
    }

    #[test]
    fn one_seat_at_a_higher_burn_burns_no_less(
        bases in 1..40_u64, fees in 0..1_u128 << 96, which: prop::sample::Index, burns: [u32; 2],
    ) {
        let plan = plan(values(), bases, fees, FULL);
        let mut seats = at(123_456, all_seats(values(), bases));
        let which = which.index(seats.len());
        let mut burns = burns.map(|ppm| ppm % (FULL + 1));
        burns.sort_unstable();
        let [less, more] = burns.map(|ppm| {
            seats[which].1 = ppm;
            settle(&plan, &seats)
        });
        prop_assert!(more.1.burned() >= less.1.burned());
        prop_assert!(more.0.iter().zip(&less.0).enumerate().all(|(i, (more, less))| i == which || more == less));
    }
}
