//! What an accumulator says of the bundles below it, and what its commitment binds.

mod common;
use common::{claim, params, proving, seat};
use fernet_core::*;

const NONE: [BundleCommitment; 2] = [BundleCommitment::ZERO; 2];

fn base(proving: &ProvingContext, node: u64, seats: &[(u8, u128)]) -> Accumulator {
    let seats: Vec<Seat> = seats.iter().map(|(key, ticket)| seat(proving, *key, *ticket, &claim(node, NONE))).collect();
    Bundle::new(proving, &seats).unwrap().accumulate(None).unwrap()
}

#[test]
fn node_sum_and_number_of_seats() {
    let proving = proving(params(|_| {}), 4);
    assert_eq!(proving.shape().bases(), 4);
    let sum = base(&proving, 6, &[(1, u128::MAX), (2, u128::MAX)]);
    assert_eq!((sum.node(), sum.filled()), (NodeIndex::new(6), 2));
    // 2 * (2^128 - 1) * 10^6, with Python's integers.
    assert_eq!(sum.total().to_string(), "680564733841876926926749214863536422910000000");
    let mut bytes = [0; 32];
    bytes[13..].copy_from_slice(&[
        0x1e, 0x84, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe1, 0x7b,
        0x80,
    ]);
    assert_eq!(sum.total().to_be_bytes(), bytes);
}

/// The sums of these bundles are equal, and only the seats differ.
#[test]
fn a_commitment_binds_every_seat() {
    let proving = proving(params(|_| {}), 4);
    let bundles =
        [[(1, 9), (2, 8), (3, 7)], [(4, 9), (2, 8), (3, 7)], [(1, 9), (4, 8), (3, 7)], [(1, 9), (2, 8), (4, 7)]];
    let sums = bundles.map(|seats| base(&proving, 0, &seats));
    for (i, a) in sums.iter().enumerate() {
        assert_eq!((a.total(), a.filled()), (sums[0].total(), 3));
        assert!(sums[..i].iter().all(|b| a.commitment() != b.commitment()), "{i}");
    }
    assert_ne!(base(&proving, 0, &[(1, 9)]).commitment(), base(&proving, 2, &[(1, 9)]).commitment());
}

/// Kept shares are counted by kind of node, and the commitments of the children and all sums are bound.
#[test]
fn sums_of_kept_shares() {
    let proving = proving(params(|_| {}), 2);
    let burning = |key, node, named, fee_burn| {
        let claim = Claim { fee_burn, ..claim(node, named) };
        seat(&proving, key, 10, &claim)
    };
    let bundle = |seats: &[Seat]| Bundle::new(&proving, seats).unwrap();
    let bases = |burn| {
        let left = bundle(&[burning(1, 0, NONE, burn), burning(2, 0, NONE, 0)]).accumulate(None).unwrap();
        (left, bundle(&[burning(3, 2, NONE, 1_000_000)]).accumulate(None).unwrap())
    };
    let (left, right) = bases(250_000);
    assert_eq!((left.sums().kept_base, left.sums().kept_merge), (1_750_000, 0));
    assert_eq!((right.sums().kept_base, right.sums().kept_merge), (0, 0));
    let root = bundle(&[burning(4, 1, [left.commitment(), right.commitment()], 400_000)]);
    let sums = root.accumulate(Some((&left, &right))).unwrap().sums();
    assert_eq!((sums.filled, sums.kept_base, sums.kept_merge), (4, 1_750_000, 600_000));

    // A base with other sums has another commitment, and so has every bundle above.
    let (other, _) = bases(250_001);
    assert_ne!(other.commitment(), left.commitment());
    assert_eq!(root.accumulate(Some((&other, &right))), Err(ChildError::LeftDiffers));
}

/// The bytes of SPEC `#seats-digest` and `#bundle-commitment`, hashed with another implementation of Keccak-256: the
/// Python reference's.
#[test]
fn the_bytes_of_a_commitment() {
    let proving = proving(params(|_| {}), 4);
    let sum = base(&proving, 0, &[(1, 9), (2, 8)]);
    assert_eq!(sum.commitment().to_string(), "9a054b14ab1e74c98a3cc3806a32e7ca8c1ed1815ccbd4adc11e720d11fd6694");
}

/// Salt, fees, number and each transaction, in their order.
#[test]
fn an_order_of_transactions_binds_all_of_them() {
    let [a, b] = [1, 2].map(|byte| TxHash::from_bytes([byte; 32]));
    let reveal = |salt, fees, order| Reveal::new(Salt::from_bytes([salt; 32]), fees, order).tx_order_hash();
    let orders: [&[TxHash]; 6] = [&[], &[a], &[b], &[a, b], &[b, a], &[a, b, b]];
    let hashes = orders.map(|order| reveal(5, 1, order));
    for (i, hash) in hashes.iter().enumerate() {
        assert!(!hashes[..i].contains(hash), "{i}");
        assert_ne!(*hash, reveal(0, 1, orders[i]));
        assert_ne!(*hash, reveal(5, 2, orders[i]));
    }
}
