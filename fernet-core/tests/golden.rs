//! The figures of the public proposal, worked out by hand.

mod common;
use common::{grow, params, proving, split};
use fernet_core::*;

#[test]
fn thirty_two_transactions_give_31_nodes_and_four_give_3() {
    let nodes = |transactions| TreeShape::for_transactions(transactions, TxPerBase::Two).unwrap().nodes();
    assert_eq!((nodes(32), nodes(4)), (31, 3));
}

/// Roots of 60 and 40 over the same three greens; blues B1 + B2 against B1 + B2 + B3 with B3 = 30.
#[test]
fn the_tree_with_one_more_blue_wins_by_ten() {
    let proving = proving(params(|_| {}), 2);
    let submit = |root, blues: usize| {
        let blue = [(4, 50), (5, 40), (6, 30)];
        let (bundles, _) = grow(&proving, |node| match node {
            0 => vec![(1, 90), (2, 80), (3, 70)],
            2 => blue[..blues].to_vec(),
            _ => vec![root],
        });
        let mut verifier = TreeVerifier::<2>::with_stack(&proving).unwrap();
        bundles.iter().try_for_each(|bundle| verifier.insert(bundle).map(|_| ())).unwrap();
        verifier.finish().unwrap()
    };
    let (first, second) = (submit((7, 60), 2), submit((8, 40), 3));
    let total = |tree: &Tree| tree.accumulator().total().to_string();
    // 90 + 80 + 70 + 50 + 40 + 60 = 390, in ppm; the other has 30 more blue and 20 less root.
    assert_eq!((total(&first).as_str(), total(&second).as_str()), ("390000000", "400000000"));
    for order in [[first, second], [second, first]] {
        let mut competition = BestTree::new(&proving);
        assert!(order.map(|tree| competition.submit(tree).unwrap())[0], "the first is the best so far");
        assert_eq!(competition.best(), Some(&second));
    }
}

/// SHA-256 of 96 zero bytes, as `sha256sum` prints it.
#[test]
fn mixing_a_reveal_is_xor_with_sha256() {
    let mixed = RandaoMix::ZERO.mix_in(&RandaoReveal::ZERO);
    assert_eq!(mixed.to_string(), "2ea9ab9198d1638007400cd2c3bef1cc745b864b76011a0e1bc52180ac6452d4");
    assert_eq!(mixed.mix_in(&RandaoReveal::ZERO), RandaoMix::ZERO);
}

/// Against 0.5, one key that bids 1.0 wins 1/4 of all blocks and 3/4 of 1/N, at any N.
#[test]
fn a_higher_bid_wins_a_quarter_of_all_blocks() {
    let bid = |ppm| split(ppm);
    for keys in [10_u32, 1000, 1_000_000] {
        let odds = Probability::among(keys, bid(PPM), bid(500_000)).unwrap();
        let quarter = u128::MAX / 4 + u128::MAX / 4 * 3 / u128::from(keys);
        assert!(odds.get().abs_diff(quarter) < 16, "{keys}");
    }
}

/// 1 - 2/N without MEV; with MEV of m, ((1 + m)(N - 1) - 1) / N.
#[test]
fn the_equilibrium_split() {
    let any = params(|values| (values.fee_split_cap, values.bond_base) = (u32::MAX, 1));
    let split = |keys, mev| equilibrium_split(&any, keys, mev).unwrap().ppm();
    assert_eq!((split(1, 0), split(2, 0), split(4, 0), split(1000, 0)), (0, 0, 500_000, 998_000));
    assert_eq!(split(1000, 10_000_000), 10_988_000);
    assert_eq!(equilibrium_split(&params(|_| {}), 1000, 10_000_000).unwrap().ppm(), PPM);
    assert_eq!(equilibrium_split(&any, 0, 0), None);
}

/// FEE_BURN of 0.4 on a ticket of 100 scores 140.
#[test]
fn a_burn_lifts_the_score() {
    let score = Score::new(Ticket::new(100), FeeBurn::new(400_000).unwrap());
    assert_eq!(score.to_string(), "140000000");
    let largest = Score::new(Ticket::new(u128::MAX), split(u32::MAX));
    // (2^128 - 1) * (10^6 + 2^32 - 1), with Python's integers.
    assert_eq!(largest.to_string(), "1461841919357541489746209743860340180431324364225");
}
