//! The order and the best K, against sorting everything.

use std::cmp::Reverse;
use std::collections::BTreeMap;

mod common;
use common::split;
use fernet_core::*;
use proptest::prelude::*;

fn candidate((key, ticket, ppm): (u8, u128, u32)) -> ScoredKey {
    ScoredKey::new(KeyBytes::from_bytes([key; 32]), Ticket::new(ticket), split(ppm))
}

/// What SPEC `#order` compares, the smallest first, by other means than `ScoredKey`'s own order.
fn rank(candidate: &ScoredKey) -> impl Ord + use<> {
    (Reverse(candidate.score().to_be_bytes()), Reverse(candidate.ticket().get()), candidate.key().to_bytes())
}

/// Few keys and tickets, so that ties and repeats are common.
fn candidates() -> impl Strategy<Value = Vec<ScoredKey>> {
    let ticket = prop_oneof![0..4_u128, any::<u128>(), Just(u128::MAX)];
    let ppm = prop_oneof![0..3_u32, Just(PPM), any::<u32>()];
    prop::collection::vec((0..12_u8, ticket, ppm).prop_map(candidate), 0..60)
}

fn best<const K: usize>(candidates: &[ScoredKey]) -> Vec<ScoredKey> {
    let mut ranking = Ranking::<ScoredKey, K>::new();
    for candidate in candidates {
        ranking.insert(*candidate);
    }
    ranking.as_slice().to_vec()
}

/// By tickets alone, worked out by hand: the first is the best, and a better one of the same key takes its place.
#[test]
fn the_first_is_the_best() {
    let mut ranking = Ranking::<ScoredKey, 2>::new();
    assert_eq!(ranking.first(), None);
    let tickets = |ranking: &Ranking<ScoredKey, 2>| ranking.iter().map(|held| held.ticket().get()).collect::<Vec<_>>();
    for (key, ticket, taken, first, best) in [
        (1, 10, true, 10, &[10][..]),
        (2, 30, true, 30, &[30, 10]),
        (3, 20, true, 30, &[30, 20]),
        (4, 5, false, 30, &[30, 20]),
        (2, 30, false, 30, &[30, 20]),
        (3, 40, true, 40, &[40, 30]),
        (3, 15, false, 40, &[40, 30]),
    ] {
        assert_eq!(ranking.insert(candidate((key, ticket, 0))), taken, "{key} with {ticket}");
        assert_eq!(ranking.first().map(|first| first.ticket().get()), Some(first));
        assert_eq!(tickets(&ranking), best);
        assert_eq!(ranking.as_slice().len(), best.len());
        assert_eq!(ranking.of_key(&KeyBytes::from_bytes([2; 32])).is_some(), best.contains(&30));
    }
}

proptest! {
    #[test]
    fn the_best_are_those_of_a_full_sort(mut candidates in candidates(), turn: usize) {
        let mut of_key = BTreeMap::new();
        for candidate in &candidates {
            let held = of_key.entry(candidate.key()).or_insert(*candidate);
            if rank(candidate) < rank(held) {
                *held = *candidate;
            }
        }
        let mut sorted: Vec<ScoredKey> = of_key.into_values().collect();
        sorted.sort_by_key(rank);
        let first = |k: usize| sorted[..k.min(sorted.len())].to_vec();
        prop_assert_eq!(best::<1>(&candidates), first(1));
        prop_assert_eq!(best::<3>(&candidates), first(3));
        prop_assert_eq!(best::<16>(&candidates), first(16));
        let len = candidates.len().max(1);
        candidates.rotate_left(turn % len);
        candidates.reverse();
        prop_assert_eq!(best::<3>(&candidates), first(3));
    }

    #[test]
    fn the_order_is_total(a in candidates(), b in candidates()) {
        for (a, b) in a.iter().zip(&b) {
            prop_assert_eq!(a.cmp(b), b.cmp(a).reverse());
            prop_assert_eq!(a == b, a.cmp(b).is_eq());
            prop_assert_eq!(a.cmp(b), rank(a).cmp(&rank(b)));
        }
    }

    #[test]
    fn the_inverse_bid_is_the_smallest_that_wins(
        rival in (0..2_u8, any::<u128>(), any::<u32>()), key in 2..4_u8, ticket: u128, near: bool, max: u32
    ) {
        let ticket = if near { rival.1 / 2 + ticket % 1000 } else { ticket };
        let rival = candidate(rival);
        let beats = |ppm| candidate((key, ticket, ppm)) < rival;
        match rival.fee_to_beat(KeyBytes::from_bytes([key; 32]), Ticket::new(ticket), max) {
            None => prop_assert!(!beats(max)),
            Some(fee) => {
                prop_assert!(fee <= max && beats(fee));
                prop_assert!(fee == 0 || !beats(fee - 1));
            }
        }
    }

    #[test]
    fn scores_are_exact(ticket: u128, ppm: u32) {
        // The same product by 32-bit limbs.
        let factor = u64::from(PPM) + u64::from(ppm);
        let mut limbs = [0_u32; 8];
        let mut carry = 0_u128;
        for (i, limb) in limbs.iter_mut().enumerate() {
            let part = if i < 4 { (ticket >> (32 * i)) & 0xffff_ffff } else { 0 };
            carry += part * u128::from(factor);
            *limb = u32::try_from(carry & 0xffff_ffff).unwrap();
            carry >>= 32;
        }
        let expected: Vec<u8> = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
        let score = Score::new(Ticket::new(ticket), split(ppm));
        prop_assert_eq!(score.to_be_bytes().to_vec(), expected);
        prop_assert_eq!(&score.to_be_bytes()[..11], &[0; 11]);
        prop_assert!(score.to_be_bytes()[11] <= 1, "a score is below 2^161");
    }

    #[test]
    fn odds_are_monotonic_and_never_above_certain(ticket: u128, less: u128, rivals: u32, ppm in 0..=PPM) {
        let bid = FeeBurn::new(ppm).unwrap();
        let odds = |ticket: u128, rivals| Probability::against(Score::new(Ticket::new(ticket), bid), rivals, bid);
        let (rivals, less) = (u64::from(rivals), less.min(ticket));
        prop_assert!(odds(less, rivals) <= odds(ticket, rivals));
        prop_assert!(odds(ticket, rivals + 1) <= odds(ticket, rivals));
        prop_assert_eq!(odds(ticket, 1).get(), ticket);
    }
}
