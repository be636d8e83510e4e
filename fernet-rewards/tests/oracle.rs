//! The same settlement a second time, from the text of SPEC `#settlement` alone: rationals of any size, every node
//! visited.

mod common;

use common::{Cases, params, split, values, wei};
use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, TreeShape};
use fernet_rewards::{Rebate, SettlementPlan};
use num_bigint::BigInt;
use num_rational::Ratio;
use proptest::prelude::*;

type Exact = Ratio<BigInt>;

fn exact(integer: impl Into<BigInt>) -> Exact {
    Ratio::from_integer(integer.into())
}

fn ppm(value: u32) -> Exact {
    exact(value) / exact(1_000_000)
}

/// The root by definition: the split of the whole tree, at the largest power of two below its size.
fn root(bases: u64) -> u64 {
    let mut left = 1;
    if bases == 1 {
        return 0;
    }
    while left * 2 < bases {
        left *= 2;
    }
    2 * left - 1
}

/// Seats of a tree that are in the pool of `base` nodes or of the others, counted node by node.
fn seats(values: ParamValues, bases: u64, base: Option<bool>) -> u64 {
    (0..2 * bases - 1)
        .filter(|node| base.is_none_or(|base| (node % 2 == 0) == base))
        .map(|node| {
            if node == root(bases) {
                values.root_seats.unwrap_or(values.proofs_per_node)
            } else {
                values.proofs_per_node
            }
        })
        .map(u64::from)
        .sum()
}

struct Block {
    values: ParamValues,
    bases: u64,
    fees: u128,
    fee_split: u32,
    seats: Vec<(u64, u32)>,
    /// Base fee and rate.
    prices: (u64, u128),
}

struct Outcome {
    sequencer: Exact,
    bond_used: Exact,
    pays: Vec<Exact>,
    reserved: Exact,
    burned: Exact,
    rebate: Exact,
}

fn oracle(block: &Block) -> Outcome {
    let zero = exact(0);
    let fees = exact(block.fees);
    let (pool, bond_used) = if block.fee_split <= 1_000_000 {
        ((&fees * ppm(block.fee_split)).floor(), zero.clone())
    } else {
        let backed = fees.clone().max(exact(block.values.bond_base));
        let top_up = (backed * (ppm(block.fee_split) - exact(1))).floor();
        (&fees + &top_up, top_up)
    };
    let sequencer = (&fees - &pool).max(zero.clone());

    // The exact shares of each pool.
    let mut shares = [zero.clone(), zero];
    let mut pays = Vec::new();
    for &(node, fee_burn) in &block.seats {
        let is_base = node % 2 == 0;
        let (pool, kind) = match block.values.base_share {
            Some(share) if block.bases >= 2 => {
                let base_pool = (&pool * ppm(share)).floor();
                (if is_base { base_pool } else { &pool - base_pool }, Some(is_base))
            }
            _ => (pool.clone(), None),
        };
        let share = pool / exact(seats(block.values, block.bases, kind)) * (exact(1) - ppm(fee_burn));
        shares[usize::from(kind == Some(true))] += &share;
        pays.push(share.floor());
    }

    let reserved = shares.iter().fold(exact(0), |sum, share| sum + share.floor());
    let unspent = pool - &reserved;
    let gas = exact(block.values.rebate_gas) * exact(block.prices.0) * exact(block.prices.1);
    let gas = (gas / exact(10_u128.pow(18))).floor();
    let rebate = gas.min(exact(block.values.rebate_cap)).min(unspent.clone());
    Outcome { sequencer, bond_used, pays, reserved, burned: unspent - &rebate, rebate }
}

fn block() -> impl Strategy<Value = Block> {
    let sizes = (1..=3_u8, 1..=3_u8, 1..40_u64);
    let money = (0..1_u128 << 96, 0..96_u32, any::<u32>(), 0..1_u128 << 96, 0..96_u32, 1..1_u128 << 83);
    let shares = (proptest::option::of(0..=1_000_000_u32), 0..4_u64, any::<u64>());
    let gas = (any::<u64>(), any::<u128>(), any::<u32>(), 0..32_u32);
    (sizes, money, shares, gas).prop_map(|(sizes, money, shares, (base_fee, rate, rebate_gas, shift))| {
        let (proofs_per_node, root_seats, bases) = sizes;
        let (fees, fees_shift, raw_split, cap, cap_shift, bond_base) = money;
        let (base_share, kept, seed) = shares;
        let values = ParamValues {
            proofs_per_node,
            root_seats: Some(root_seats.min(proofs_per_node)),
            base_share,
            rebate_cap: cap >> cap_shift,
            rebate_gas: rebate_gas >> shift,
            fee_split_cap: u32::MAX,
            bond_base,
            ..values()
        };
        let mut cases = Cases(seed);
        // Splits above one only where the pool stays below 2^96.
        let fee_split = if fees_shift > 13 { raw_split } else { raw_split % 1_000_001 };
        let mut nodes = common::all_seats(values, bases);
        nodes.retain(|&node| node == root(bases) || cases.below(4) <= kept);
        let seats = nodes.into_iter().map(|node| (node, cases.ppm())).collect();
        Block {
            values,
            bases,
            fees: fees >> fees_shift,
            fee_split,
            seats,
            prices: (base_fee >> (2 * shift), rate >> (32 + shift)),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn the_ledger_agrees_with_exact_rationals(block in block()) {
        let expected = oracle(&block);
        let bond = (1 << 96) - 1;
        let shape = TreeShape::new(block.bases).unwrap();
        let plan = SettlementPlan::new(&params(block.values), shape, wei(block.fees), split(block.fee_split), wei(bond)).unwrap();
        let mut ledger = plan.ledger();
        let mut kept = [0, 0];
        for (&(node, fee_burn), expected) in block.seats.iter().zip(&expected.pays) {
            let pay = ledger.pay(NodeIndex::new(node), FeeBurn::new(fee_burn).unwrap()).unwrap();
            prop_assert_eq!(&exact(pay.wei()), expected);
            kept[(node % 2) as usize] += u64::from(1_000_000 - fee_burn);
        }
        let (paid, filled) = (ledger.paid(), ledger.filled());
        let rebate = Rebate::new(Address::from_bytes([1; 20]), block.prices.0, wei(block.prices.1));
        let receipt = ledger.close(rebate).unwrap();
        prop_assert_eq!(plan.settle(kept[0], kept[1], rebate), Ok(receipt));
        prop_assert_eq!(exact(receipt.sequencer().wei()), expected.sequencer);
        prop_assert_eq!(exact(receipt.bond_used().wei()), expected.bond_used);
        prop_assert_eq!(exact(receipt.reserved().wei()), expected.reserved);
        prop_assert_eq!(exact(paid.wei()), expected.pays.iter().fold(exact(0), |sum, pay| sum + pay));
        prop_assert_eq!(exact(receipt.rebate().wei()), expected.rebate);
        prop_assert_eq!(exact(receipt.burned().wei()), expected.burned);
        prop_assert!(receipt.reserved().wei() - paid.wei() < u128::from(filled));
    }
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { values, bases, fees, fee_split, seats, prices } = self;
        write!(f, "{bases} bases, fees {fees}, split {fee_split}, prices {prices:?}, seats {seats:?}, {values:?}")
    }
}
