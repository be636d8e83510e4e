//! What the tests share: parameters, shorthands, a generator of cases.
#![allow(dead_code, reason = "each test program uses its part")]

use fernet_core::{Address, FeeBurn, FeeSplit, ParamValues, Params, TreeShape};
use fernet_rewards::{Amount, SettlementPlan};
use proptest::prelude::*;

pub(crate) const ETHER: u128 = 1_000_000_000_000_000_000;

pub(crate) fn values() -> ParamValues {
    ParamValues::new(1, Address::from_bytes([0xfe; 20]))
}

pub(crate) fn params(values: ParamValues) -> Params {
    Params::new(values).unwrap()
}

pub(crate) fn wei(wei: u128) -> Amount {
    Amount::new(wei).unwrap()
}

/// Parameters of any cap.
pub(crate) fn with_cap(fee_split_cap: u32) -> Params {
    params(ParamValues { fee_split_cap, bond_base: 1, ..values() })
}

/// A split under no cap.
pub(crate) fn split(ppm: u32) -> FeeSplit {
    with_cap(u32::MAX).fee_split(ppm).unwrap()
}

pub(crate) fn burn(ppm: u32) -> FeeBurn {
    FeeBurn::new(ppm).unwrap()
}

/// A plan at a split of at most one, without a bond.
pub(crate) fn plan(values: ParamValues, bases: u64, fees: u128, ppm: u32) -> SettlementPlan {
    let params = params(ParamValues { fee_split_cap: u32::MAX, bond_base: 1, ..values });
    SettlementPlan::new(&params, TreeShape::new(bases).unwrap(), wei(fees), split(ppm), Amount::ZERO).unwrap()
}

/// The proposal's example: 1000 ether, 80 % to the provers, 16 bases.
pub(crate) fn example() -> SettlementPlan {
    plan(values(), 16, 1_000 * ETHER, 800_000)
}

/// Every seat of a tree in post-order: `proofs_per_node` for each node, `root_seats` for the root.
pub(crate) fn all_seats(values: ParamValues, bases: u64) -> Vec<u64> {
    let shape = TreeShape::new(bases).unwrap();
    let seats = |node| {
        if node == shape.root() { values.root_seats.unwrap_or(values.proofs_per_node) } else { values.proofs_per_node }
    };
    shape.post_order().flat_map(|node| vec![node.get(); seats(node).into()]).collect()
}

/// Parameters of any number of seats, with one pool or two.
pub(crate) fn any_values() -> impl Strategy<Value = ParamValues> {
    (1..=3_u8, 1..=3_u8, proptest::option::of(0..=1_000_000_u32)).prop_map(
        |(proofs_per_node, root_seats, base_share)| ParamValues {
            proofs_per_node,
            root_seats: Some(root_seats.min(proofs_per_node)),
            base_share,
            ..values()
        },
    )
}

/// SplitMix64: the same cases in every run.
pub(crate) struct Cases(pub(crate) u64);

impl Cases {
    pub(crate) fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.word() % limit
    }

    pub(crate) fn ppm(&mut self) -> u32 {
        match self.below(8) {
            0 => 0,
            1 => 1_000_000,
            _ => self.below(1_000_001) as u32,
        }
    }

    /// Below 2^96, of any length in bits.
    pub(crate) fn wei(&mut self) -> u128 {
        let wide = u128::from(self.word()) << 64 | u128::from(self.word());
        wide >> (32 + self.below(97)).min(127)
    }
}
