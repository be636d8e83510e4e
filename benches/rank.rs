//! Ranking everyone in public mode: tickets on one core, and the best 16 of N keys at M nodes.
#![allow(missing_docs, reason = "criterion_group! makes public functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use fernet_core::{FeeBurn, KeyBytes, NodeIndex, ProverSeed, Ranking, ScoredKey, Ticket};
use rayon::{ThreadPool, ThreadPoolBuilder};
use sha3::{Digest, Keccak256};

const PLACES: usize = 16;
const SEED: ProverSeed = ProverSeed::from_bytes([5; 32]);

fn keys(count: u64) -> Vec<KeyBytes> {
    let key = |n: u64| {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        KeyBytes::from_bytes(bytes)
    };
    (0..count).map(key).collect()
}

/// One core: several tickets at a time, the core's one at a time, and nothing but the hash.
fn tickets(criterion: &mut Criterion) {
    const KEYS: u64 = 10_000;
    let mut group = criterion.benchmark_group("public tickets, one core");
    group.throughput(Throughput::Elements(KEYS));
    let keys = keys(KEYS);
    let mut out = vec![Ticket::new(0); keys.len()];
    group.bench_function("fernet-rank", |b| {
        b.iter(|| fernet_rank::tickets(&SEED, NodeIndex::new(7), black_box(&keys), &mut out));
    });
    group.bench_function("fernet-core", |b| {
        b.iter(|| {
            for (ticket, key) in out.iter_mut().zip(black_box(&keys)) {
                *ticket = Ticket::public(&SEED, NodeIndex::new(7), key);
            }
        });
    });
    group.bench_function("sha3 over 104 bytes", |b| {
        b.iter(|| {
            let mut input = [0; 104];
            for key in black_box(&keys) {
                input[72..].copy_from_slice(key.as_bytes());
                black_box(Keccak256::digest(input));
            }
        });
    });
    group.finish();
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}

/// The best 16 at every node, beside one core that offers everyone in turn.
fn best(criterion: &mut Criterion) {
    for (count, nodes) in [(1_000, 31), (1_000, 255), (10_000, 31), (10_000, 255), (1_000_000, 31)] {
        let mut group = criterion.benchmark_group(format!("best 16 of {count} keys at {nodes} nodes"));
        group.throughput(Throughput::Elements(count * nodes)).sampling_mode(SamplingMode::Flat).sample_size(10);
        let keys = keys(count);
        let nodes: Vec<NodeIndex> = (0..nodes).map(NodeIndex::new).collect();
        for threads in [1, 2] {
            let pool = pool(threads);
            group.bench_with_input(BenchmarkId::new("fernet-rank, threads", threads), &keys, |b, keys| {
                b.iter(|| pool.install(|| fernet_rank::best::<PLACES>(&SEED, &nodes, black_box(keys))));
            });
        }
        if count * 31 < 1_000_000 {
            group.bench_with_input("fernet-core", &keys, |b, keys| {
                b.iter(|| nodes.iter().map(|node| in_turn(*node, black_box(keys))).collect::<Vec<_>>());
            });
        }
        group.finish();
    }
}

fn in_turn(node: NodeIndex, keys: &[KeyBytes]) -> Ranking<ScoredKey, PLACES> {
    let mut ranking = Ranking::new();
    for key in keys {
        ranking.insert(ScoredKey::new(*key, Ticket::public(&SEED, node, key), FeeBurn::ZERO));
    }
    ranking
}

criterion_group!(rank, tickets, best);
criterion_main!(rank);
