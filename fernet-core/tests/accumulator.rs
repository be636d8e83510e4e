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
