//! One MEV ratio from the reports of several sources (SPEC `#mev-sources`).

mod common;

use common::wei;
use fernet_core::{Address, Amount, L1Block};
use fernet_rewards::{MevReference, MevReport, MevSourceError, MevSources};
use num_bigint::BigUint;
use proptest::prelude::*;

fn address(byte: u8) -> Address {
    Address::from_bytes([byte; 20])
}

fn report(source: u8, l1_block: u64, ratio: u64) -> MevReport {
    MevReport { source: address(source), l1_block: L1Block::new(l1_block), ratio }
}

#[test]
fn reports_become_a_ratio_an_average_and_a_bid() {
    let addresses = [1, 2, 3].map(address);
    let sources = MevSources::new(&addresses, 2, 10).unwrap();
    let made = |source, mev| MevReport::new(address(source), L1Block::new(100), wei(mev), wei(1_000)).unwrap();
    let ratio = sources.ratio(L1Block::new(105), [made(3, 10_000), made(1, 12_000), made(2, 0)]).unwrap();
    assert_eq!(ratio, 10_000_000);

    let mut reference = MevReference::new(500_000, 0, 20_000_000, 6_000_000).unwrap();
    reference.observe(ratio);
    let split = reference.bid(&common::with_cap(u32::MAX), 1_000_000, 500_000).unwrap();
    assert_eq!(split.ppm(), 5_000_000);
}

#[test]
fn sources_out_of_range_are_refused() {
    let (two, equal) = ([address(1), address(2)], [address(1), address(1)]);
    let many: Vec<Address> = (0..33).map(address).collect();
    for (addresses, quorum, error) in [
        (&[][..], 0, MevSourceError::Count),
        (&many, 1, MevSourceError::Count),
        (&equal, 0, MevSourceError::DuplicateSource),
        (&two, 0, MevSourceError::Quorum),
        (&two, 3, MevSourceError::Quorum),
        (&two, u8::MAX, MevSourceError::Quorum),
    ] {
        assert_eq!(MevSources::new(addresses, quorum, 0), Err(error));
    }
    assert!(MevSources::new(&two, 2, u64::MAX).is_ok());
    assert!(MevSources::new(&many[..32], 32, 0).is_ok());
}

#[test]
fn fees_of_zero_have_no_ratio() {
    let made = |mev, fees| MevReport::new(address(1), L1Block::new(0), mev, fees).map(|report| report.ratio);
    assert_eq!(made(Amount::ZERO, Amount::ZERO), Err(MevSourceError::FeesZero));
    assert_eq!(made(Amount::MAX, wei(1)), Ok(u64::MAX));
}

/// What SPEC says, with a list that is sorted. `sources` are numbered from 0.
fn model(sources: u8, quorum: u8, max_age: u64, now: u64, reports: &[MevReport]) -> Result<u64, MevSourceError> {
    let counts = |source: u8, report: &&MevReport| {
        let made = report.l1_block.get();
        report.source == address(source) && made <= now && u128::from(now) <= u128::from(made) + u128::from(max_age)
    };
    let mut ratios = Vec::new();
    for source in 0..sources {
        match reports.iter().filter(|report| counts(source, report)).collect::<Vec<_>>()[..] {
            [] => {}
            [report] => ratios.push(report.ratio),
            _ => return Err(MevSourceError::DuplicateReport),
        }
    }
    if ratios.len() < quorum.into() {
        return Err(MevSourceError::QuorumMissed);
    }
    ratios.sort_unstable();
    Ok(ratios[ratios.len().div_ceil(2) - 1])
}

/// L1 blocks and ages near 0, near each other, near the largest, and any.
fn any_u64() -> impl Strategy<Value = u64> {
    prop_oneof![0..20_u64, 90..110_u64, u64::MAX - 20..=u64::MAX, any::<u64>()]
}

proptest! {
    #[test]
    fn ratios_agree_with_a_sorted_list(
        (sources, quorum) in (1..=32_u8).prop_flat_map(|sources| (Just(sources), 1..=sources)),
        max_age in any_u64(),
        now in any_u64(),
        listed in prop::collection::vec((0..40_u8, any_u64(), any_u64()), 0..8),
    ) {
        let addresses: Vec<Address> = (0..sources).map(address).collect();
        let read = MevSources::new(&addresses, quorum, max_age).unwrap();
        let mut reports: Vec<MevReport> = listed.iter().map(|fields| report(fields.0, fields.1, fields.2)).collect();
        let expected = model(sources, quorum, max_age, now, &reports);
        prop_assert_eq!(read.ratio(L1Block::new(now), reports.iter().copied()), expected);
        reports.reverse();
        prop_assert_eq!(read.ratio(L1Block::new(now), reports), expected);
    }

    /// Every source has a report that counts, or none, so that most cases have a median.
    #[test]
    fn medians_agree_with_a_sorted_list(
        ratios in prop::collection::vec(prop::option::of(prop_oneof![0..4_u64, any::<u64>()]), 1..=32),
        quorum in 1..=4_u8,
    ) {
        let sources = u8::try_from(ratios.len()).unwrap();
        let quorum = quorum.min(sources);
        let addresses: Vec<Address> = (0..sources).map(address).collect();
        let reports: Vec<MevReport> =
            (0..).zip(&ratios).filter_map(|(source, ratio)| Some(report(source, 5, (*ratio)?))).collect();
        let got = MevSources::new(&addresses, quorum, 0).unwrap().ratio(L1Block::new(5), reports.iter().copied());
        prop_assert_eq!(got, model(sources, quorum, 0, 5, &reports));
    }

    /// With more than half of the reports correct, the ratio is between two correct ones.
    #[test]
    fn a_minority_does_not_move_the_ratio_beyond_the_others(
        correct in prop::collection::vec(1_000..2_000_u64, 2..=16),
        faulty in prop::collection::vec(any::<u64>(), 15),
    ) {
        let ratios: Vec<u64> = faulty.iter().take(correct.len() - 1).chain(&correct).copied().collect();
        let addresses: Vec<Address> = (0..32).map(address).collect();
        let reports = (0..).zip(&ratios).map(|(source, ratio)| report(source, 0, *ratio));
        let ratio = MevSources::new(&addresses, 1, 0).unwrap().ratio(L1Block::new(0), reports).unwrap();
        prop_assert!((correct.iter().min().unwrap()..=correct.iter().max().unwrap()).contains(&&ratio));
    }

    #[test]
    fn ratios_of_amounts_agree_with_big_integers(mev in 0..1_u128 << 96, fees in 1..1_u128 << 96, shift in 0..96_u32) {
        let fees = (fees >> shift).max(1);
        let made = MevReport::new(address(1), L1Block::new(0), wei(mev), wei(fees)).unwrap();
        let exact = BigUint::from(mev) * 1_000_000_u32 / fees;
        prop_assert_eq!(BigUint::from(made.ratio), exact.min(u64::MAX.into()));
    }
}
