//! A block without a reveal or without a proof (SPEC `#slash`).

mod common;

use common::{params, split, values, wei};
use fernet_core::ParamValues;
use fernet_rewards::{Amount, SlashReason, Slashing, slash};
use proptest::prelude::*;

const LIMIT: u128 = 1 << 96;
const REASONS: [SlashReason; 2] = [SlashReason::NotRevealed, SlashReason::NotProven];

/// A slash of a leader that bid at most 1 and has no bond.
fn of_stake(values: ParamValues, reason: SlashReason, stake: u128) -> Slashing {
    slash(&params(values), reason, split(1_000_000), wei(stake), Amount::ZERO)
}

#[test]
fn no_more_than_the_stake() {
    for (stake, amount, slashed) in
        [(100, 0, 0), (100, 99, 99), (100, 100, 100), (100, 101, 100), (0, 5, 0), (LIMIT - 1, LIMIT - 1, LIMIT - 1)]
    {
        let revealed = ParamValues { proof_slash_amount: amount, ..values() };
        let hidden = ParamValues { reveal_slash_amount: amount, ..values() };
        for (values, reason) in [(hidden, SlashReason::NotRevealed), (revealed, SlashReason::NotProven)] {
            let slashing = of_stake(values, reason, stake);
            assert_eq!(slashing.slashed().wei(), slashed);
            assert_eq!(slashing.stake_left().wei(), stake - slashed);
        }
    }
}

#[test]
fn each_reason_has_its_amount() {
    let values = ParamValues { reveal_slash_amount: 3, proof_slash_amount: 5, ..values() };
    assert_eq!(REASONS.map(|reason| of_stake(values, reason, 100).slashed().wei()), [3, 5]);
    assert_eq!(REASONS.map(|reason| reason.amount(&params(values)).wei()), [3, 5]);
}

#[test]
fn by_default_nothing_is_slashed() {
    assert_eq!(REASONS.map(|reason| of_stake(values(), reason, LIMIT - 1).slashed()), [Amount::ZERO; 2]);
}

/// A leader that reveals nothing, or what nobody can prove, used to get its bond back. It forfeits the minimum now.
#[test]
fn the_minimum_bond_is_forfeited() {
    let params = params(ParamValues { fee_split_cap: u32::MAX, bond_base: 1_000, ..values() });
    let of_bond = |ppm, bond| REASONS.map(|reason| slash(&params, reason, split(ppm), wei(9), wei(bond)));
    for (ppm, bond, forfeit) in [
        (1_000_000, 0, 0),
        (1_000_001, 1, 1),
        (1_500_000, 500, 500),
        (1_500_000, 800, 500),
        (u32::MAX, 4_293_968, 4_293_968),
        // Smaller than a valid proposal can have it.
        (1_500_000, 499, 499),
    ] {
        for slashing in of_bond(ppm, bond) {
            assert_eq!((slashing.forfeit().wei(), slashing.bond_returned().wei()), (forfeit, bond - forfeit), "{ppm}");
            assert_eq!(slashing.stake_left().wei(), 9, "the stake is not taken for the bond");
        }
    }
}

proptest! {
    #[test]
    fn stake_and_bond_are_cut_in_two(stake in 0..LIMIT, proof_slash_amount in 0..LIMIT, bond in 0..LIMIT, ppm: u32) {
        let values = ParamValues { proof_slash_amount, fee_split_cap: u32::MAX, bond_base: 1 << 80, ..values() };
        let (params, split) = (params(values), split(ppm));
        let slashing = slash(&params, SlashReason::NotProven, split, wei(stake), wei(bond));
        prop_assert_eq!(slashing.slashed().wei(), stake.min(proof_slash_amount));
        prop_assert_eq!(slashing.slashed().wei() + slashing.stake_left().wei(), stake);
        prop_assert_eq!(slashing.forfeit().wei(), bond.min(params.minimum_bond(split).wei()));
        prop_assert_eq!(slashing.forfeit().wei() + slashing.bond_returned().wei(), bond);
    }
}
