//! The best bundle of a stream of offers against every bundle that could be made of them.

mod common;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use common::{claim, params, proving, registration, seat};
use fernet_core::*;
use proptest::prelude::*;

/// What a bundle comes to by SPEC `#best-bundle`, the greatest first, and the ids of its seats. Computed with plain integers:
/// neither the order nor the sums of the core take part.
type Value = (u128, u64, Reverse<[u8; 32]>, Vec<[u8; 32]>);

fn score(seat: &Seat) -> u128 {
    seat.candidate().word().get() * u128::from(PPM + seat.fee_burn().ppm())
}

/// The place in SPEC `#order`, the smallest first.
fn place(seat: &Seat) -> (Reverse<u128>, Reverse<u128>, [u8; 32], [u8; 32]) {
    let candidate = seat.candidate();
    let (key, id) = (candidate.key().to_bytes(), seat.claim_id().to_bytes());
    (Reverse(score(seat)), Reverse(candidate.word().get()), key, id)
}

fn value(seats: &[Seat], (below, filled): (u128, u64)) -> Value {
    let ids: Vec<[u8; 32]> = seats.iter().map(|seat| seat.id().to_bytes()).collect();
    (below + seats.iter().map(score).sum::<u128>(), filled + ids.len() as u64, Reverse(ids[0]), ids)
}

/// Of every set of at most `most` offers of distinct keys, each as lead, the best.
fn brute_force(offers: &[Seat], most: usize, below: &dyn Fn(&Seat) -> (u128, u64)) -> Option<Value> {
    let mut best = None;
    for set in 1_u32..1 << offers.len() {
        let chosen: Vec<Seat> = (0..offers.len()).filter(|i| set >> i & 1 == 1).map(|i| offers[i]).collect();
        let keys: BTreeSet<_> = chosen.iter().map(|seat| seat.candidate().key().to_bytes()).collect();
        if chosen.len() > most || keys.len() < chosen.len() {
            continue;
        }
        for lead in 0..chosen.len() {
            let mut others = chosen.clone();
            let mut bundle = vec![others.remove(lead)];
            others.sort_by_key(place);
            bundle.append(&mut others);
            let value = value(&bundle, below(&bundle[0]));
            // Of equal ones in all that counts, the seats that come first.
            let beside = |bundle: &[Seat]| Reverse(bundle[1..].iter().map(place).collect::<Vec<_>>());
            let ranked = ((value.0, value.1, value.2, beside(&bundle)), value);
            if best.as_ref().is_none_or(|(rank, _)| ranked.0 > *rank) {
                best = Some(ranked);
            }
        }
    }
    best.map(|(_, value)| value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Bases to merge over with few points below or many; keys that offer several proofs; words that tie.
    #[test]
    fn one_pass_finds_what_brute_force_finds(
        per_node in 1..=3_u8,
        below in prop::collection::vec(prop::collection::vec(0..6_u128, 1..=3), 1..4),
        offers in prop::collection::vec((0..5_u8, 0..12_u128, 0..4_usize, 0..2_u32), 1..9),
        rotate in 0..9_usize,
    ) {
        let proving = proving(params(|v| (v.proofs_per_node, v.root_seats) = (per_node, 1)), 4);
        let bundle_of = |node: u64, words: &[u128]| {
            let mut seats: Vec<Seat> = (100..)
                .zip(words)
                .take(per_node.into())
                .map(|(key, word)| seat(&proving, key, *word, &claim(node, [BundleCommitment::ZERO; 2])))
                .collect();
            seats.sort();
            Bundle::new(&proving, &seats).unwrap().accumulate(None).unwrap()
        };
        let below_words = below;
        let lefts: Vec<Accumulator> = below_words.iter().map(|words| bundle_of(0, words)).collect();
        let right = bundle_of(2, &[1]);
        let seats: Vec<Seat> = offers
            .iter()
            .map(|(key, word, left, burn)| {
                let left = lefts[left % lefts.len()].commitment();
                let claim = Claim { fee_burn: *burn, ..claim(1, [left, right.commitment()]) };
                seat(&proving, *key, *word, &claim)
            })
            .collect();
        let below = |seat: &Seat| {
            lefts.iter().find(|sum| sum.commitment() == seat.claim().left).map(|left| (*left, right))
        };
        let assemble = |seats: &[Seat]| {
            let mut assembly = Assembly::new(proving, 1, Statement::from_bytes([0x57; 32]));
            for seat in seats {
                let (left, right) = below(seat).unwrap();
                assembly.offer(seat, Some((&left, &right))).unwrap();
            }
            assembly.best().unwrap()
        };
        let best = assemble(&seats);
        // What is below a seat, by the words that it was made of.
        let sum = |words: &[u128]| words.iter().take(per_node.into()).map(|word| word * u128::from(PPM)).sum::<u128>();
        let filled = |words: &[u128]| words.len().min(per_node.into()) as u64;
        let plain = |seat: &Seat| {
            let left = lefts.iter().position(|left| left.commitment() == seat.claim().left).unwrap();
            (sum(&below_words[left]) + sum(&[1]), filled(&below_words[left]) + 1)
        };
        let found = value(&best.seats().copied().collect::<Vec<_>>(), plain(best.lead()));
        prop_assert_eq!(Some(found.clone()), brute_force(&seats, per_node.into(), &plain));
        let (left, right) = below(best.lead()).unwrap();
        let total = best.accumulate(Some((&left, &right))).unwrap();
        prop_assert_eq!((total.total().to_string(), total.filled()), (found.0.to_string(), found.1));

        let mut other_order = seats.clone();
        other_order.rotate_left(rotate % seats.len());
        other_order.extend_from_slice(&seats);
        prop_assert_eq!(assemble(&other_order), best, "the order of arrival, or an offer again, changes the bundle");
    }
}

#[test]
fn the_root_takes_one() {
    let proving = proving(params(|_| {}), 1);
    let mut assembly = Assembly::new(proving, 0, Statement::from_bytes([0x57; 32]));
    assert_eq!(assembly.best(), None);
    for (key, word) in [(1, 5), (2, 9), (3, 7)] {
        assembly.offer(&seat(&proving, key, word, &claim(0, [BundleCommitment::ZERO; 2])), None).unwrap();
    }
    let best = assembly.best().unwrap();
    assert_eq!(best.seats().map(|seat| seat.candidate().word().get()).collect::<Vec<_>>(), [9]);
}

#[test]
fn an_offer_that_does_not_fit_is_refused() {
    let proving = proving(params(|_| {}), 4);
    let none = [BundleCommitment::ZERO; 2];
    let base = |node| {
        let bundle = Bundle::new(&proving, &[seat(&proving, 1, 5, &claim(node, none))]).unwrap();
        bundle.accumulate(None).unwrap()
    };
    let (left, right) = (base(0), base(2));
    let mut assembly = Assembly::new(proving, 1, Statement::from_bytes([0x57; 32]));
    let merge = claim(1, [left.commitment(), right.commitment()]);
    let ours = seat(&proving, 2, 5, &merge);

    let other_node = seat(&proving, 2, 5, &claim(0, none));
    assert_eq!(assembly.offer(&other_node, None), Err(BundleError::MixedNodes.into()));
    let other_statement = seat(&proving, 2, 5, &Claim { statement: Statement::ZERO, ..merge });
    assert_eq!(assembly.offer(&other_statement, Some((&left, &right))), Err(BundleError::MixedStatements.into()));
    assert_eq!(assembly.offer(&ours, None), Err(ChildError::ChildMissing.into()));
    assert_eq!(assembly.offer(&ours, Some((&right, &left))), Err(ChildError::WrongNode.into()));
    let other_left = seat(&proving, 2, 5, &Claim { left: BundleCommitment::from_bytes([1; 32]), ..merge });
    assert_eq!(assembly.offer(&other_left, Some((&left, &right))), Err(ChildError::LeftDiffers.into()));
    let other_right = seat(&proving, 2, 5, &Claim { right: BundleCommitment::from_bytes([1; 32]), ..merge });
    assert_eq!(assembly.offer(&other_right, Some((&left, &right))), Err(ChildError::RightDiffers.into()));
    assert_eq!(assembly.best(), None);
    let base_claim = claim(0, none);
    let mut bases = Assembly::new(proving, 0, base_claim.statement);
    let seat = proving.seat_with_word(&registration(1, Role::BaseProver), &base_claim, Word::new(1)).unwrap();
    assert_eq!(bases.offer(&seat, Some((&left, &right))), Err(ChildError::ChildrenOfBase.into()));
}
