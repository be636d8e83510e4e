//! What a client does without a curve: tickets, rankings, trees, settlement, each against the hashing that it cannot avoid.
#![allow(missing_docs, reason = "criterion_group! makes public functions")]

use std::hint::black_box;

use benches::{full_tree, key, proving};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fernet_core::{FeeBurn, KeyBytes, NodeIndex, ProverSeed, Ranking, ScoredKey, Ticket, TreeVerifier};
use fernet_rewards::{Amount, Rebate, SettlementPlan};
use sha3::{Digest, Keccak256};

/// Public tickets of many keys at one node, beside a plain loop over the hash.
fn tickets(criterion: &mut Criterion) {
    const KEYS: u64 = 1000;
    let mut group = criterion.benchmark_group("public tickets of 1000 keys");
    group.throughput(Throughput::Elements(KEYS));
    let seed = ProverSeed::from_bytes([5; 32]);
    let keys: Vec<KeyBytes> = (0..KEYS).map(key).collect();
    group.bench_function("tickets", |b| {
        b.iter(|| keys.iter().map(|key| Ticket::public(&seed, NodeIndex::new(7), black_box(key)).get()).max());
    });
    group.bench_function("best 16", |b| {
        b.iter(|| {
            let mut ranking = Ranking::<ScoredKey, 16>::new();
            for key in &keys {
                ranking.insert(ScoredKey::new(
                    *key,
                    Ticket::public(&seed, NodeIndex::new(7), black_box(key)),
                    FeeBurn::ZERO,
                ));
            }
            ranking
        });
    });
    group.bench_function("sha3 over 104 bytes, for scale", |b| {
        b.iter(|| {
            let hash = |key: &KeyBytes| {
                let mut input = [0; 104];
                input[72..].copy_from_slice(black_box(key).as_bytes());
                Keccak256::digest(input)
            };
            keys.iter().map(|key| hash(key)[0]).max()
        });
    });
    group.finish();
}

fn trees(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify and sum a full tree");
    for bases in [16, 128, 1024] {
        let proving = proving(bases);
        let bundles = full_tree(&proving);
        group.throughput(Throughput::Elements(proving.shape().nodes()));
        group.bench_with_input(BenchmarkId::from_parameter(proving.shape().nodes()), &bundles, |b, bundles| {
            b.iter(|| {
                let mut verifier = TreeVerifier::new(&proving);
                bundles.iter().for_each(|bundle| {
                    verifier.insert(black_box(bundle)).expect("the next bundle");
                });
                verifier.finish().expect("complete")
            });
        });
    }
    group.finish();
}

fn settlement(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("settle a full tree");
    for bases in [16, 128, 1024] {
        let proving = proving(bases);
        let shape = proving.shape();
        group.throughput(Throughput::Elements(shape.nodes()));
        let (fees, split) = (
            Amount::new(10_u128.pow(21)).expect("below 2^96"),
            proving.params().fee_split(800_000).expect("below the cap"),
        );
        let plan = SettlementPlan::new(proving.params(), shape, fees, split, Amount::ZERO).expect("needs no bond");
        group.bench_function(BenchmarkId::from_parameter(shape.nodes()), |b| {
            b.iter(|| {
                let mut ledger = plan.ledger();
                for node in shape.post_order() {
                    for _ in 0..if node == shape.root() { 1 } else { 3 } {
                        ledger.pay(black_box(node), FeeBurn::ZERO).expect("a free seat");
                    }
                }
                ledger.close(Rebate::NONE).expect("the root is paid")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, tickets, trees, settlement);
criterion_main!(benches);
