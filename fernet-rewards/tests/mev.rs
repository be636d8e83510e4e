//! The MEV reference and bids relative to it (SPEC `#mev`).

mod common;

use common::{params, values, wei, with_cap};
use fernet_core::{ParamValues, TreeShape};
use fernet_rewards::{Amount, MevError, MevReference, SettleError, SettlementPlan, required_bond};
use num_bigint::BigUint;
use proptest::prelude::*;

const HIGHEST: u64 = (1 << 40) - 1;

/// The thread's example: MEV of ten times the fees; a bid of all fees and half the MEV is a split of six.
#[test]
fn all_fees_and_half_of_ten_times_as_much_mev() {
    let reference = MevReference::new(1_000_000, 0, 20_000_000, 10_000_000).unwrap();
    assert_eq!(reference.bid(&with_cap(1_000_000), 1_000_000, 500_000), Err(MevError::SplitAboveCap));
    assert_eq!(reference.bid(&with_cap(5_999_999), 1_000_000, 500_000), Err(MevError::SplitAboveCap));

    let raised = params(ParamValues { fee_split_cap: 6_000_000, bond_base: 1_000, ..values() });
    let split = reference.bid(&raised, 1_000_000, 500_000).unwrap();
    assert_eq!(split.ppm(), 6_000_000);

    let (fees, shape) = (wei(1_000), TreeShape::new(16).unwrap());
    let bond = required_bond(&raised, fees, split).unwrap();
    assert_eq!(bond, wei(5_000));
    assert_eq!(SettlementPlan::new(&raised, shape, fees, split, Amount::ZERO), Err(SettleError::BondTooSmall));
    assert_eq!(SettlementPlan::new(&raised, shape, fees, split, wei(4_999)), Err(SettleError::BondTooSmall));
    assert_eq!(SettlementPlan::new(&raised, shape, fees, split, bond).unwrap().funding().pool(), wei(6_000));
}

#[test]
fn the_average_follows_clamped_samples_rounding_down() {
    let mut reference = MevReference::new(300_000, 10, 1_000, 101).unwrap();
    // floor(101 * 0.7 + x * 0.3), x clamped to 10..=1000.
    for (sample, expected) in [(101, 101), (u64::MAX, 370), (0, 262), (1_000, 483), (483, 483), (482, 482)] {
        reference.observe(sample);
        assert_eq!(reference.ppm(), expected);
    }
}

#[test]
fn the_sum_is_floored_once() {
    // 1 * 0.5 + 3 * 0.5 = 2; flooring each part gives 0 + 1.
    let mut reference = MevReference::new(500_000, 0, 10, 1).unwrap();
    reference.observe(3);
    assert_eq!(reference.ppm(), 2);
}

#[test]
fn full_smoothing_keeps_the_last_sample_only() {
    let mut reference = MevReference::new(1_000_000, 0, HIGHEST, 0).unwrap();
    reference.observe(u64::MAX);
    assert_eq!(reference.ppm(), HIGHEST);
    reference.observe(5);
    assert_eq!(reference.ppm(), 5);
}

#[test]
fn references_out_of_range_are_refused() {
    for (smoothing, low, high, start, error) in [
        (0, 0, 1, 0, MevError::Smoothing),
        (1_000_001, 2, 1, 0, MevError::Smoothing),
        (u32::MAX, 0, 1, 0, MevError::Smoothing),
        (1, 2, 1, 0, MevError::Bounds),
        (1, 0, HIGHEST + 1, 0, MevError::Bounds),
        (1, u64::MAX, u64::MAX, u64::MAX, MevError::Bounds),
        (1, 1, 2, 0, MevError::StartOutOfBounds),
        (1, 1, 2, 3, MevError::StartOutOfBounds),
    ] {
        assert_eq!(MevReference::new(smoothing, low, high, start), Err(error));
    }
    assert!(MevReference::new(1, HIGHEST, HIGHEST, HIGHEST).is_ok());
}

#[test]
fn shares_are_checked_before_the_cap() {
    let reference = MevReference::new(1, 0, HIGHEST, HIGHEST).unwrap();
    assert_eq!(reference.bid(&with_cap(0), 1_000_001, 0), Err(MevError::Share));
    assert_eq!(reference.bid(&with_cap(u32::MAX), 0, 1_000_001), Err(MevError::Share));
    assert_eq!(reference.bid(&with_cap(0), 1, 0), Err(MevError::SplitAboveCap));
    assert_eq!(reference.bid(&with_cap(0), 0, 0).unwrap().ppm(), 0);
    // 2^40 - 1 ppm is no u32, whatever the cap.
    assert_eq!(reference.bid(&with_cap(u32::MAX), 0, 1_000_000), Err(MevError::SplitAboveCap));
    let edge = MevReference::new(1, 0, HIGHEST, u32::MAX.into()).unwrap();
    assert_eq!(edge.bid(&with_cap(u32::MAX), 0, 1_000_000).unwrap().ppm(), u32::MAX);
    assert_eq!(edge.bid(&with_cap(u32::MAX), 1, 1_000_000), Err(MevError::SplitAboveCap));
}

proptest! {
    #[test]
    fn a_reference_agrees_with_big_integers_and_stays_in_bounds(
        smoothing in 1..=1_000_000_u32,
        mut bounds: [u64; 2],
        start: u64,
        samples in prop::collection::vec(any::<u64>(), 0..20),
        shift in 24..64_u32,
        fees_share in 0..=1_000_000_u32,
        mev_share in 0..=1_000_000_u32,
        cap: u32,
    ) {
        bounds = bounds.map(|bound| bound >> shift);
        bounds.sort_unstable();
        let [low, high] = bounds;
        let mut reference = MevReference::new(smoothing, low, high, start.clamp(low, high)).unwrap();
        for sample in samples {
            let old = BigUint::from(reference.ppm()) * (1_000_000 - smoothing);
            let new = BigUint::from(sample.max(low).min(high)) * smoothing;
            reference.observe(sample);
            prop_assert_eq!((old + new) / 1_000_000_u32, reference.ppm().into());
            prop_assert!((low..=high).contains(&reference.ppm()));
        }
        let split = BigUint::from(reference.ppm()) * mev_share / 1_000_000_u32 + fees_share;
        match reference.bid(&with_cap(cap), fees_share, mev_share) {
            Ok(bid) => prop_assert!(bid.ppm() <= cap && split == bid.ppm().into()),
            Err(error) => prop_assert!(error == MevError::SplitAboveCap && split > cap.into()),
        }
    }
}
