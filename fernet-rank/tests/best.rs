//! Rankings equal those of one `Ranking` that is offered everyone in turn, on any number of threads.

use fernet_core::{FeeBurn, KeyBytes, NodeIndex, ProverSeed, Ranking, ScoredKey, Ticket};
use fernet_rank::best;
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

type Bidder = (KeyBytes, FeeBurn);

fn in_turn<const K: usize>(seed: &ProverSeed, node: NodeIndex, bidders: &[Bidder]) -> Vec<ScoredKey> {
    let mut ranking = Ranking::<ScoredKey, K>::new();
    for (key, fee_burn) in bidders {
        ranking.insert(ScoredKey::new(*key, Ticket::public(seed, node, key), *fee_burn));
    }
    ranking.as_slice().to_vec()
}

fn check<const K: usize>(seed: &ProverSeed, nodes: &[NodeIndex], bidders: &[Bidder]) {
    let expected: Vec<_> = nodes.iter().map(|node| in_turn::<K>(seed, *node, bidders)).collect();
    for threads in [1, 2, 5] {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let rankings = pool.install(|| best::<K>(seed, nodes, bidders)).expect("memory");
        let rankings: Vec<_> = rankings.iter().map(|ranking| ranking.as_slice().to_vec()).collect();
        assert_eq!(rankings, expected, "{threads} threads, {} bidders", bidders.len());
    }
}

/// Numbered keys, each `every` of them listed again with another bid.
fn bidders(count: u32, every: u32) -> Vec<Bidder> {
    let bidder = |n: u32| {
        let id = if n.is_multiple_of(every) { n / 2 } else { n };
        let mut key = [0; 32];
        key[..4].copy_from_slice(&id.to_be_bytes());
        (KeyBytes::from_bytes(key), FeeBurn::new(n.wrapping_mul(48_271) % 1_000_001).expect("in range"))
    };
    (0..count).map(bidder).collect()
}

#[test]
fn nobody_and_nowhere() {
    let seed = ProverSeed::ZERO;
    assert!(best::<3>(&seed, &[], &[KeyBytes::ZERO]).expect("memory").is_empty());
    let rankings = best::<3>(&seed, &[NodeIndex::new(0), NodeIndex::new(1)], &[] as &[KeyBytes]).expect("memory");
    assert_eq!(rankings.iter().map(|ranking| ranking.as_slice().len()).collect::<Vec<_>>(), [0, 0]);
}

#[test]
fn a_bare_key_bids_nothing() {
    let seed = ProverSeed::from_bytes([3; 32]);
    let bare: Vec<KeyBytes> = bidders(100, 1000).into_iter().map(|(key, _)| key).collect();
    let zero: Vec<Bidder> = bare.iter().map(|key| (*key, FeeBurn::ZERO)).collect();
    let rankings = best::<4>(&seed, &[NodeIndex::new(6)], &bare).expect("memory");
    assert_eq!(rankings[0].as_slice(), in_turn::<4>(&seed, NodeIndex::new(6), &zero));
}

/// Around the edges of batches and tiles, in any order of nodes, with nodes twice.
#[test]
fn many() {
    let seed = ProverSeed::from_bytes([7; 32]);
    for count in [1, 2, 15, 16, 17, 63, 64, 65, 1023, 1024, 1025, 2048, 5000] {
        let bidders = bidders(count, 3);
        check::<1>(&seed, &[0].map(NodeIndex::new), &bidders);
        check::<3>(&seed, &[30, 2, u64::MAX, 2].map(NodeIndex::new), &bidders);
        check::<16>(&seed, &[0, 1, 2].map(NodeIndex::new), &bidders);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Few different keys, so that most are listed often.
    #[test]
    fn keys_listed_often(
        seed: [u8; 32],
        nodes in prop::collection::vec(any::<u64>().prop_map(NodeIndex::new), 0..4),
        bidders in prop::collection::vec((0_u8..20, 0_u32..=1_000_000), 0..3000),
    ) {
        let bidder = |(id, ppm)| (KeyBytes::from_bytes([id; 32]), FeeBurn::new(ppm).expect("in range"));
        let bidders: Vec<Bidder> = bidders.into_iter().map(bidder).collect();
        check::<8>(&ProverSeed::from_bytes(seed), &nodes, &bidders);
    }
}
