//! What a client does without a curve: tickets, rankings, trees, settlement, each against the hashing that it cannot avoid.
#![allow(missing_docs, reason = "criterion_group! makes public functions")]

use std::hint::black_box;

use benches::{full_tree, key, proving};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fernet_core::message::{ClaimMessage, Message, SignedClaim, TreeHead, TreeMessage};
use fernet_core::{
    Address, BlockNumber, BundleCommitment, Claim, FeeBurn, KeyBytes, NodeIndex, ProofDigest, ProposalId, ProverSeed,
    Ranking, ScoredKey, Statement, Ticket, TreeVerifier, VrfProofBytes,
};
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

/// The bytes of a claim, and of a tree of claims in full.
fn messages(criterion: &mut Criterion) {
    let claim = ClaimMessage {
        block_number: BlockNumber::new(42),
        proposal_id: ProposalId::from_bytes([1; 32]),
        key: key(7),
        claim: Claim {
            node: NodeIndex::new(5),
            statement: Statement::from_bytes([2; 32]),
            proof_digest: ProofDigest::from_bytes([3; 32]),
            left: BundleCommitment::from_bytes([4; 32]),
            right: BundleCommitment::from_bytes([5; 32]),
            fee_burn: 400_000,
            payout: Address::from_bytes([6; 20]),
            rebate_payee: Address::from_bytes([7; 20]),
        },
        proof: VrfProofBytes::from_bytes([8; 80]),
    };
    let bytes = claim.to_bytes();
    let mut group = criterion.benchmark_group("messages");
    group.bench_function("encode a claim", |b| b.iter(|| black_box(&claim).to_bytes()));
    group.bench_function("decode a claim", |b| b.iter(|| ClaimMessage::<VrfProofBytes>::decode(black_box(&bytes))));
    group.bench_function("decode a claim as any message", |b| b.iter(|| Message::decode(black_box(&bytes)).is_ok()));

    let signed = SignedClaim { key: claim.key, claim: claim.claim, proof: claim.proof }.to_bytes();
    let head = TreeHead { block_number: claim.block_number, proposal_id: claim.proposal_id, count: 31 };
    let mut tree = head.to_bytes::<SignedClaim>().to_vec();
    (0..31).for_each(|_| tree.extend([&[3], &signed[..], &signed, &signed].concat()));
    group.throughput(Throughput::Elements(93));
    group.bench_function("decode a tree of 93 claims", |b| {
        b.iter(|| {
            let message = TreeMessage::<SignedClaim>::decode(black_box(&tree)).expect("a tree");
            message.bundles.flatten().map(|claim| claim.claim.node.get()).sum::<u64>()
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

criterion_group!(benches, tickets, messages, trees, settlement);
criterion_main!(benches);
