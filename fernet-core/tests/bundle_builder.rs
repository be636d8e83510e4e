//! The best bundle of a stream of offers against every bundle that could be made of them.

mod common;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use common::{claim, params, proving, registration, seat, seat_of};
use fernet_core::*;
use proptest::prelude::*;

/// What a bundle comes to by SPEC `#best-bundle`, the greatest first, and the ids of its seats. Computed with plain integers:
/// neither the order nor the sums of the core take part.
type Value = (u128, u64, Reverse<[u8; 32]>, Vec<[u8; 32]>);

fn score(seat: &Seat) -> u128 {
    seat.scored_key().ticket().get() * u128::from(PPM + seat.fee_burn().ppm())
}

/// The place in SPEC `#order`, the smallest first.
fn place(seat: &Seat) -> (Reverse<u128>, Reverse<u128>, [u8; 32], [u8; 32]) {
    let candidate = seat.scored_key();
    let (key, id) = (candidate.key().to_bytes(), seat.claim_id().to_bytes());
    (Reverse(score(seat)), Reverse(candidate.ticket().get()), key, id)
}

fn value(seats: &[Seat], (below, filled): (u128, u64)) -> Value {
    let ids: Vec<[u8; 32]> = seats.iter().map(|seat| seat.id().to_bytes()).collect();
    (below + seats.iter().map(score).sum::<u128>(), filled + ids.len() as u64, Reverse(ids[0]), ids)
}

/// Of every set of at most `most` offers of distinct keys, each as primary, the best.
fn brute_force(offers: &[Seat], most: usize, below: &dyn Fn(&Seat) -> (u128, u64)) -> Option<Value> {
    let mut best = None;
    for set in 1_u32..1 << offers.len() {
        let chosen: Vec<Seat> = (0..offers.len()).filter(|i| set >> i & 1 == 1).map(|i| offers[i]).collect();
        let keys: BTreeSet<_> = chosen.iter().map(|seat| seat.scored_key().key().to_bytes()).collect();
        if chosen.len() > most || keys.len() < chosen.len() {
            continue;
        }
        for primary in 0..chosen.len() {
            let mut others = chosen.clone();
            let mut bundle = vec![others.remove(primary)];
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

    /// Bases to merge over with few points below or many; keys that offer several proofs; tickets that tie.
    #[test]
    fn one_pass_finds_what_brute_force_finds(
        per_node in 1..=3_u8,
        below in prop::collection::vec(prop::collection::vec(0..6_u128, 1..=3), 1..4),
        offers in prop::collection::vec((0..5_u8, 0..12_u128, 0..4_usize, 0..2_u32), 1..9),
        rotate in 0..9_usize,
    ) {
        let proving = proving(params(|v| (v.proofs_per_node, v.root_seats) = (per_node, Some(1))), 4);
        let bundle_of = |node: u64, tickets: &[u128]| {
            let mut seats: Vec<Seat> = (100..)
                .zip(tickets)
                .take(per_node.into())
                .map(|(key, ticket)| seat(&proving, key, *ticket, &claim(node, [BundleCommitment::ZERO; 2])))
                .collect();
            seats.sort();
            Bundle::new(&proving, &seats).unwrap().accumulate(None).unwrap()
        };
        let below_tickets = below;
        let lefts: Vec<Accumulator> = below_tickets.iter().map(|tickets| bundle_of(0, tickets)).collect();
        let right = bundle_of(2, &[1]);
        let seats: Vec<Seat> = offers
            .iter()
            .map(|(key, ticket, left, burn)| {
                let left = lefts[left % lefts.len()].commitment();
                let claim = Claim { fee_burn: *burn, ..claim(1, [left, right.commitment()]) };
                seat(&proving, *key, *ticket, &claim)
            })
            .collect();
        let below = |seat: &Seat| {
            lefts.iter().find(|sum| sum.commitment() == seat.claim().left).map(|left| (*left, right))
        };
        let assemble = |seats: &[Seat]| {
            let mut builder = BundleBuilder::new(proving, NodeIndex::new(1), Statement::from_bytes([0x57; 32]));
            for seat in seats {
                let (left, right) = below(seat).unwrap();
                builder.insert(seat, Some((&left, &right))).unwrap();
            }
            builder.best().unwrap()
        };
        let best = assemble(&seats);
        // What is below a seat, by the tickets that it was made of.
        let sum = |tickets: &[u128]| tickets.iter().take(per_node.into()).map(|ticket| ticket * u128::from(PPM)).sum::<u128>();
        let filled = |tickets: &[u128]| tickets.len().min(per_node.into()) as u64;
        let plain = |seat: &Seat| {
            let left = lefts.iter().position(|left| left.commitment() == seat.claim().left).unwrap();
            (sum(&below_tickets[left]) + sum(&[1]), filled(&below_tickets[left]) + 1)
        };
        let found = value(&best.seats().copied().collect::<Vec<_>>(), plain(best.primary()));
        prop_assert_eq!(Some(found.clone()), brute_force(&seats, per_node.into(), &plain));
        let (left, right) = below(best.primary()).unwrap();
        let total = best.accumulate(Some((&left, &right))).unwrap();
        prop_assert_eq!((total.total().to_string(), total.filled()), (found.0.to_string(), found.1));

        let mut other_order = seats.clone();
        other_order.rotate_left(rotate % seats.len());
        other_order.extend_from_slice(&seats);
        prop_assert_eq!(assemble(&other_order), best, "the order of arrival, or an offer again, changes the bundle");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Bases of few keys and few proofs, so that keys share proofs: the bundle is that of SPEC `#best-bundle`.
    #[test]
    fn seats_with_the_proof_of_a_better_seat_are_dropped(
        offers in prop::collection::vec((0..5_u8, 0..12_u128, 0..4_u8), 1..9),
        rotate in 0..9_usize,
    ) {
        let proving = proving(params(|_| {}), 4);
        let base = claim(0, [BundleCommitment::ZERO; 2]);
        let digest = |seat: &Seat| seat.claim().proof_digest;
        let key = |seat: &Seat| seat.scored_key().key();
        let mut seats: Vec<Seat> = offers
            .iter()
            .map(|(key, ticket, proof)| {
                let claim = Claim { proof_digest: ProofDigest::from_bytes([*proof; 32]), ..base };
                seat_of(&proving, *key, *ticket, &claim)
            })
            .collect();
        let assemble = |seats: &[Seat]| {
            let mut builder = BundleBuilder::new(proving, NodeIndex::new(0), base.statement);
            seats.iter().for_each(|seat| builder.insert(seat, None).unwrap());
            builder.best().unwrap()
        };
        let best = assemble(&seats);

        seats.sort_by_key(place);
        let mut first: Vec<Seat> = Vec::new();
        for seat in &seats {
            if first.iter().all(|held| key(held) != key(seat)) {
                first.push(*seat);
            }
        }
        let dropped = |seat: &Seat| {
            let copies = |held: &&Seat| key(held) != key(seat) && digest(held) == digest(seat);
            first.iter().filter(copies).any(|held| place(held) < place(seat))
        };
        // At a base the first seat of a key is its heaviest, up to ties by id.
        let heaviest = |held: &Seat| seats.iter().filter(|seat| key(seat) == key(held)).max_by_key(|seat| (score(seat), Reverse(seat.id())));
        let expected = first.iter().filter_map(heaviest).filter(|seat| !dropped(seat)).map(|primary| {
            let others = first.iter().filter(|seat| key(seat) != key(primary) && digest(seat) != digest(primary));
            let others = others.filter(|seat| !dropped(seat)).take(2).copied();
            value(&[*primary].into_iter().chain(others).collect::<Vec<_>>(), (0, 0))
        });
        let found = value(&best.seats().copied().collect::<Vec<_>>(), (0, 0));
        prop_assert_eq!(Some(found), expected.max());

        seats.rotate_left(rotate % offers.len());
        prop_assert_eq!(assemble(&seats), best);
    }
}

#[test]
fn the_root_takes_one() {
    let proving = proving(params(|_| {}), 1);
    let mut builder = BundleBuilder::new(proving, NodeIndex::new(0), Statement::from_bytes([0x57; 32]));
    assert_eq!(builder.best(), None);
    for (key, ticket) in [(1, 5), (2, 9), (3, 7)] {
        builder.insert(&seat(&proving, key, ticket, &claim(0, [BundleCommitment::ZERO; 2])), None).unwrap();
    }
    let best = builder.best().unwrap();
    assert_eq!(best.seats().map(|seat| seat.scored_key().ticket().get()).collect::<Vec<_>>(), [9]);
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
    let mut builder = BundleBuilder::new(proving, NodeIndex::new(1), Statement::from_bytes([0x57; 32]));
    let merge = claim(1, [left.commitment(), right.commitment()]);
    let ours = seat(&proving, 2, 5, &merge);

    let other_node = seat(&proving, 2, 5, &claim(0, none));
    assert_eq!(builder.insert(&other_node, None), Err(BundleError::MixedNodes.into()));
    let other_statement = seat(&proving, 2, 5, &Claim { statement: Statement::ZERO, ..merge });
    assert_eq!(builder.insert(&other_statement, Some((&left, &right))), Err(BundleError::MixedStatements.into()));
    assert_eq!(builder.insert(&ours, None), Err(ChildError::ChildMissing.into()));
    assert_eq!(builder.insert(&ours, Some((&right, &left))), Err(ChildError::WrongNode.into()));
    let other_left = seat(&proving, 2, 5, &Claim { left: BundleCommitment::from_bytes([1; 32]), ..merge });
    assert_eq!(builder.insert(&other_left, Some((&left, &right))), Err(ChildError::LeftDiffers.into()));
    let other_right = seat(&proving, 2, 5, &Claim { right: BundleCommitment::from_bytes([1; 32]), ..merge });
    assert_eq!(builder.insert(&other_right, Some((&left, &right))), Err(ChildError::RightDiffers.into()));
    assert_eq!(builder.best(), None);
    let base_claim = claim(0, none);
    let mut bases = BundleBuilder::new(proving, NodeIndex::new(0), base_claim.statement);
    let seat = proving.check(&registration(1, Role::BaseProver), &base_claim).unwrap().seat_with_ticket(Ticket::new(1));
    assert_eq!(bases.insert(&seat, Some((&left, &right))), Err(ChildError::ChildrenOfBase.into()));
}
