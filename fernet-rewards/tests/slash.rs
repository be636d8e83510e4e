//! A block without a proof (SPEC `#slash`).

mod common;

use common::{params, values, wei};
use fernet_core::ParamValues;
use fernet_rewards::{Amount, slash};
use proptest::prelude::*;

const LIMIT: u128 = 1 << 96;

#[test]
fn no_more_than_the_stake_and_the_bond_comes_back() {
    for (stake, slash_amount, slashed) in
        [(100, 0, 0), (100, 99, 99), (100, 100, 100), (100, 101, 100), (0, 5, 0), (LIMIT - 1, LIMIT - 1, LIMIT - 1)]
    {
        let slashing = slash(&params(ParamValues { slash_amount, ..values() }), wei(stake), wei(7));
        assert_eq!(slashing.slashed().wei(), slashed);
        assert_eq!(slashing.stake_left().wei(), stake - slashed);
        assert_eq!(slashing.bond_returned().wei(), 7);
    }
}

#[test]
fn by_default_nothing_is_slashed() {
    assert_eq!(slash(&params(values()), Amount::MAX, Amount::ZERO).slashed(), Amount::ZERO);
}

proptest! {
    #[test]
    fn the_stake_is_cut_in_two(stake in 0..LIMIT, slash_amount in 0..LIMIT, bond in 0..LIMIT) {
        let slashing = slash(&params(ParamValues { slash_amount, ..values() }), wei(stake), wei(bond));
        prop_assert_eq!(slashing.slashed().wei(), stake.min(slash_amount));
        prop_assert_eq!(slashing.slashed().wei() + slashing.stake_left().wei(), stake);
        prop_assert_eq!(slashing.bond_returned().wei(), bond);
    }
}
