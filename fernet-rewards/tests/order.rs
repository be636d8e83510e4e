//! The order of pays (SPEC `#pay-order`), by hand and against a model that keeps everything.

mod common;

use std::collections::BTreeMap;

use common::{ETHER, any_values, burn, plan, values};
use fernet_core::{FeeBurn, NodeIndex, ParamValues, Params};
use fernet_rewards::{Rebate, SettleError};
use proptest::prelude::*;

const ABOVE: u32 = 1_000_001;

/// What becomes of the seats of `nodes` in a tree of four bases, whose post-order is 0, 2, 1, 4, 6, 5, 3.
fn results(nodes: &[u64]) -> Vec<Option<SettleError>> {
    let mut ledger = plan(values(), 4, ETHER, 500_000).ledger();
    nodes.iter().map(|&node| ledger.pay(NodeIndex::new(node), FeeBurn::ZERO).err()).collect()
}

#[test]
fn three_seats_of_a_node_are_not_four_when_others_come_between() {
    let mut ledger = plan(values(), 2, ETHER, 500_000).ledger();
    let results = [0, 0, 0, 2, 0, 1].map(|node| ledger.pay(NodeIndex::new(node), FeeBurn::ZERO).err());
    assert_eq!(results, [None, None, None, None, Some(SettleError::OutOfOrder), None]);
    assert_eq!(ledger.filled(), 5);
}

#[test]
fn a_step_back_in_post_order_is_refused() {
    let back = Some(SettleError::OutOfOrder);
    for (nodes, expected) in [
        (&[3, 0, 3][..], vec![None, back, None]),
        (&[1, 0, 2, 1], vec![None, back, back, None]),
        (&[4, 1, 2, 0, 6], vec![None, back, back, back, None]),
        (&[0, 1, 2, 3, 4, 5, 6], vec![None, None, back, None, back, back, back]),
        (&[5, 6, 4, 3], vec![None, back, back, None]),
        (&[0, 2, 1, 4, 6, 5, 3], vec![None; 7]),
        (&[2, 2, 5, 3, 3], vec![None; 5]),
    ] {
        assert_eq!(results(nodes), expected, "{nodes:?}");
    }
}

#[test]
fn of_two_failures_the_first_is_named() {
    let mut ledger = plan(values(), 4, ETHER, 500_000).ledger();
    assert_eq!(ledger.pay_ppm(NodeIndex::new(7), ABOVE), Err(SettleError::BurnAbovePpm));
    for _ in 0..3 {
        ledger.pay_ppm(NodeIndex::new(2), 0).unwrap();
    }
    for (node, fee_burn, error) in [
        (2, ABOVE, SettleError::BurnAbovePpm),
        (2, 0, SettleError::TooManySeats),
        (0, ABOVE, SettleError::BurnAbovePpm),
        (0, 0, SettleError::OutOfOrder),
        (7, 0, SettleError::ForeignNode),
    ] {
        assert_eq!(ledger.pay_ppm(NodeIndex::new(node), fee_burn), Err(error));
    }
    ledger.pay_ppm(NodeIndex::new(1), 0).unwrap();
    // Its three seats are paid, and it comes before node 1.
    assert_eq!(ledger.pay_ppm(NodeIndex::new(2), 0), Err(SettleError::OutOfOrder));
    assert_eq!(ledger.close(Rebate::NONE), Err(SettleError::NoRoot));
}

/// The same rule from its text, in memory that grows: where each node stands, and the seats that each was paid.
struct Model {
    post_order: Vec<u64>,
    params: Params,
    paid: BTreeMap<usize, u8>,
}

impl Model {
    fn new(params: Params, bases: u64) -> Self {
        let mut post_order = Vec::new();
        visit(0, bases, &mut post_order);
        Self { post_order, params, paid: BTreeMap::new() }
    }

    fn pay(&mut self, node: u64, fee_burn: u32) -> Result<(), SettleError> {
        if fee_burn > 1_000_000 {
            return Err(SettleError::BurnAbovePpm);
        }
        let place = self.post_order.iter().position(|&other| other == node).ok_or(SettleError::ForeignNode)?;
        if self.paid.keys().any(|&other| other > place) {
            return Err(SettleError::OutOfOrder);
        }
        let root = place == self.post_order.len() - 1;
        let paid = self.paid.get(&place).copied().unwrap_or(0);
        if paid == if root { self.params.root_seats() } else { self.params.proofs_per_node() } {
            return Err(SettleError::TooManySeats);
        }
        self.paid.insert(place, paid + 1);
        Ok(())
    }

    fn filled(&self) -> u64 {
        self.paid.values().copied().map(u64::from).sum()
    }

    fn has_root(&self) -> bool {
        self.paid.contains_key(&(self.post_order.len() - 1))
    }
}

/// SPEC `#shape`, `#node-number`, `#post-order`.
fn visit(lo: u64, hi: u64, post_order: &mut Vec<u64>) {
    if hi - lo == 1 {
        return post_order.push(2 * lo);
    }
    let mut size = 1;
    while size * 2 < hi - lo {
        size *= 2;
    }
    visit(lo, lo + size, post_order);
    visit(lo + size, hi, post_order);
    post_order.push(2 * (lo + size) - 1);
}

/// Seats of a tree: up to four of each node in post-order, some of them moved, foreign or of a burn above 1.
fn seats(bases: u64) -> impl Strategy<Value = Vec<(u64, u32)>> {
    let mut nodes = Vec::new();
    visit(0, bases, &mut nodes);
    let (count, most) = (nodes.len(), 2 * bases + 1);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..most, 0..3_u8), 0..6);
    (prop::collection::vec(0..=4_usize, count), changes).prop_map(move |(counts, changes)| {
        let runs = nodes.iter().zip(counts).flat_map(|(&node, count)| std::iter::repeat_n(node, count));
        let mut seats: Vec<_> = runs.map(|node| (node, (node * 7919 % 1_000_001) as u32)).collect();
        for (index, node, change) in changes {
            let at = index.index(seats.len() + 1);
            match (change, seats.get_mut(at)) {
                (0, Some(seat)) => seat.1 = ABOVE,
                (1, Some(_)) => seats.rotate_left(at),
                _ => seats.insert(at, (node, 0)),
            }
        }
        seats
    })
}

fn block() -> impl Strategy<Value = (ParamValues, u64, Vec<(u64, u32)>)> {
    (any_values(), 1..12_u64).prop_flat_map(|(values, bases)| (Just(values), Just(bases), seats(bases)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]
    #[test]
    fn the_ledger_takes_what_the_model_takes((values, bases, seats) in block(), fees in 0..1_u128 << 20) {
        let plan = plan(values, bases, fees, 1_000_000);
        let (mut ledger, mut model) = (plan.ledger(), Model::new(common::params(values), bases));
        let mut paid = 0;
        for (node, fee_burn) in seats {
            let before = ledger.clone();
            let pay = ledger.pay_ppm(NodeIndex::new(node), fee_burn);
            prop_assert_eq!(pay.map(|_| ()), model.pay(node, fee_burn));
            match pay {
                Ok(pay) => {
                    prop_assert_eq!(Ok(pay), plan.pay(NodeIndex::new(node), burn(fee_burn)));
                    paid += pay.wei();
                }
                Err(_) => prop_assert_eq!(&ledger, &before),
            }
            prop_assert_eq!(ledger.filled(), model.filled());
            prop_assert!(paid <= fees);
        }
        prop_assert_eq!(ledger.paid().wei(), paid);
        match ledger.close(Rebate::NONE) {
            Ok(receipt) => prop_assert!(model.has_root() && receipt.reserved().wei() >= paid),
            Err(error) => prop_assert_eq!((model.has_root(), error), (false, SettleError::NoRoot)),
        }
    }
}
