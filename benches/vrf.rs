//! The VRF beside its peers and the floor: prove, verify one and many, evaluate, a further proof on a kept evaluation, tickets.
//!
//! `floor` is the sum of the curve operations that the algorithm cannot avoid, with `curve25519-dalek` as it is.
#![allow(missing_docs, reason = "criterion_group! makes public functions")]

mod floor;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use fernet_core::{NodeIndex, ProverSeed, VrfMode};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, Proof, ProverTickets, SecretKey, Suite, verify_batch};
use sha2::Sha512;
use vrf_rfc9381::ec::edwards25519::elligator2::EdVrfEdwards25519Ell2SecretKey as PeerKey;
use vrf_rfc9381::{Prover, Verifier};

const SEED: [u8; 32] = [7; 32];
const ALPHA: [u8; 32] = [9; 32];

fn prove(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("prove");
    let ours = SecretKey::from_seed(&SEED);
    for (name, suite) in [("fernet-vrf ELL2", Suite::Ell2), ("fernet-vrf TAI", Suite::Tai)] {
        let prove = || ours.evaluate(suite, black_box(&ALPHA)).expect("a point").prove(None);
        group.bench_function(name, |b| b.iter(prove));
    }
    let signing = || ours.evaluate(Suite::Ell2, black_box(&ALPHA)).expect("a point").prove(Some(&ALPHA));
    group.bench_function("fernet-vrf ELL2 with data", |b| b.iter(signing));
    let (x, k) = (floor::scalar(3), floor::scalar(5));
    group.bench_function("floor ELL2", |b| b.iter(|| floor::prove(black_box(&x), black_box(&k))));

    let peer = PeerKey::from_slice(&SEED).expect("a key");
    group.bench_function("vrf-rfc9381 ELL2", |b| b.iter(|| Prover::<Sha512>::prove(&peer, black_box(&ALPHA))));
    let schnorrkel = schnorrkel::MiniSecretKey::from_bytes(&SEED)
        .expect("a key")
        .expand_to_keypair(schnorrkel::ExpansionMode::Uniform);
    let context = schnorrkel::signing_context(b"bench");
    group
        .bench_function("schnorrkel (ristretto)", |b| b.iter(|| schnorrkel.vrf_sign(context.bytes(black_box(&ALPHA)))));
    let ark = ark_vrf::suites::ed25519::Secret::from_seed(SEED);
    group.bench_function("ark-vrf ed25519 (own protocol)", |b| {
        b.iter(|| {
            let input = ark_vrf::suites::ed25519::Input::new(black_box(&ALPHA)).expect("a point");
            ark.prove_tiny(ark.vrf_io(input), b"")
        });
    });
    let signer = ed25519_dalek::SigningKey::from_bytes(&SEED);
    group.bench_function("ed25519-dalek sign, for scale", |b| {
        b.iter(|| ed25519_dalek::Signer::sign(&signer, black_box(&ALPHA)));
    });
    group.finish();
}

fn evaluate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("evaluate");
    let ours = SecretKey::from_seed(&SEED);
    for (name, suite) in [("fernet-vrf ELL2", Suite::Ell2), ("fernet-vrf TAI", Suite::Tai)] {
        group.bench_function(name, |b| b.iter(|| ours.evaluate(suite, black_box(&ALPHA)).expect("a point").output()));
    }
    let kept = ours.evaluate(Suite::Ell2, &ALPHA).expect("a point");
    group.bench_function("a further proof on a kept evaluation", |b| b.iter(|| kept.prove(Some(black_box(&ALPHA)))));
    group.finish();
}

fn verify(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify");
    let ours = SecretKey::from_seed(&SEED);
    let key = *ours.public_key();
    for (name, suite) in [("fernet-vrf ELL2", Suite::Ell2), ("fernet-vrf TAI", Suite::Tai)] {
        let pi = ours.evaluate(suite, &ALPHA).expect("a point").prove(None).to_bytes();
        group.bench_function(name, |b| {
            b.iter(|| {
                let proof = Proof::from_bytes(black_box(&pi)).expect("well-formed");
                key.verify(suite, black_box(&ALPHA), None, &proof).expect("valid")
            });
        });
    }
    let (gamma, y) = (EdwardsPoint::mul_base(&floor::scalar(2)).compress(), EdwardsPoint::mul_base(&floor::scalar(3)));
    let (c, s) = (Scalar::from(u128::MAX / 3), floor::scalar(5));
    group.bench_function("floor ELL2", |b| {
        b.iter(|| floor::verify(black_box(&gamma), black_box(&y), black_box(&c), black_box(&s)));
    });

    let peer = PeerKey::from_slice(&SEED).expect("a key");
    let peer_key = <PeerKey as Prover<Sha512>>::verifier(&peer);
    let pi = ours.evaluate(Suite::Ell2, &ALPHA).expect("a point").prove(None).to_bytes();
    group.bench_function("vrf-rfc9381 ELL2", |b| {
        b.iter(|| {
            let proof = vrf_rfc9381::Proof::<Sha512>::decode_pi(black_box(&pi)).expect("well-formed");
            Verifier::<Sha512>::verify(&peer_key, black_box(&ALPHA), proof).expect("valid")
        });
    });
    let schnorrkel = schnorrkel::MiniSecretKey::from_bytes(&SEED)
        .expect("a key")
        .expand_to_keypair(schnorrkel::ExpansionMode::Uniform);
    let context = schnorrkel::signing_context(b"bench");
    let (output, proof, _) = schnorrkel.vrf_sign(context.bytes(&ALPHA));
    let output = output.to_preout();
    group.bench_function("schnorrkel (ristretto)", |b| {
        b.iter(|| schnorrkel.public.vrf_verify(context.bytes(black_box(&ALPHA)), &output, &proof).expect("valid"));
    });
    let ark = ark_vrf::suites::ed25519::Secret::from_seed(SEED);
    let ark_key = ark.public();
    let ark_input = || ark_vrf::suites::ed25519::Input::new(black_box(&ALPHA)).expect("a point");
    let ark_output = ark.output(ark_input());
    let ark_proof = ark.prove_tiny(ark.vrf_io(ark_input()), b"");
    group.bench_function("ark-vrf ed25519 (own protocol)", |b| {
        b.iter(|| {
            let io = ark_vrf::VrfIo { input: ark_input(), output: ark_output };
            ark_key.verify_tiny(io, b"", &ark_proof).expect("valid");
        });
    });
    let signer = ed25519_dalek::SigningKey::from_bytes(&SEED);
    let signature = ed25519_dalek::Signer::sign(&signer, &ALPHA);
    let verifying = signer.verifying_key();
    group.bench_function("ed25519-dalek verify, for scale", |b| {
        b.iter(|| verifying.verify_strict(black_box(&ALPHA), &signature).expect("valid"));
    });
    group.finish();
}

/// What a prover does before it claims: its ticket on every node.
fn tickets(criterion: &mut Criterion) {
    let ours = SecretKey::from_seed(&SEED);
    let seed = ProverSeed::from_bytes([5; 32]);
    for nodes in [31_u64, 255] {
        let mut group = criterion.benchmark_group(format!("tickets of one prover on {nodes} nodes"));
        group.throughput(Throughput::Elements(nodes));
        for (name, mode) in
            [("per node", VrfMode::PerNode), ("per block", VrfMode::PerBlock), ("public", VrfMode::Public)]
        {
            group.bench_function(name, |b| {
                b.iter(|| {
                    ProverTickets::new(&ours, black_box(seed), mode)
                        .for_nodes((0..nodes).map(NodeIndex::new))
                        .map(|(_, ticket)| ticket)
                        .max()
                });
            });
        }
        group.finish();
    }
}

/// Proofs from bytes to outputs, together and one by one.
fn batch(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify many, a proof");
    let schnorrkel = schnorrkel::MiniSecretKey::from_bytes(&SEED)
        .expect("a key")
        .expand_to_keypair(schnorrkel::ExpansionMode::Uniform);
    let context = schnorrkel::signing_context(b"bench");
    let ours = SecretKey::from_seed(&SEED);
    let key = BatchKey::from(*ours.public_key());
    for n in [4_u64, 64, 1024] {
        group.throughput(Throughput::Elements(n));
        let alphas: Vec<[u8; 8]> = (0..n).map(u64::to_be_bytes).collect();
        let evaluate = |alpha: &[u8; 8]| ours.evaluate(Suite::Ell2, alpha).expect("a point");
        let pis: Vec<[u8; 80]> = alphas.iter().map(|alpha| evaluate(alpha).prove(None).to_bytes()).collect();
        let batchable: Vec<[u8; 128]> =
            alphas.iter().map(|alpha| evaluate(alpha).prove_batchable(None).to_bytes()).collect();
        group.bench_function(BenchmarkId::new("fernet-vrf batch", n), |b| {
            b.iter(|| {
                let proofs: Vec<BatchProof> =
                    batchable.iter().map(|pi| BatchProof::from_bytes(black_box(pi)).expect("well-formed")).collect();
                let item = |(alpha, proof)| {
                    let alpha: &[u8; 8] = alpha;
                    BatchItem { key: &key, suite: Suite::Ell2, alpha, ad: None, proof }
                };
                let items: Vec<BatchItem<'_>> = alphas.iter().zip(&proofs).map(item).collect();
                assert!(verify_batch(&items).iter().all(Result::is_ok));
            });
        });
        group.bench_function(BenchmarkId::new("fernet-vrf one by one", n), |b| {
            b.iter(|| {
                for (alpha, pi) in alphas.iter().zip(&pis) {
                    let proof = Proof::from_bytes(black_box(pi)).expect("well-formed");
                    ours.public_key().verify(Suite::Ell2, alpha, None, &proof).expect("valid");
                }
            });
        });
        let signed = alphas.iter().map(|alpha| schnorrkel.vrf_sign(context.bytes(alpha)));
        let (outputs, proofs): (Vec<_>, Vec<_>) = signed.map(|(output, _, proof)| (output.to_preout(), proof)).unzip();
        let keys = vec![schnorrkel.public; alphas.len()];
        group.bench_function(BenchmarkId::new("schnorrkel batch", n), |b| {
            b.iter(|| {
                let transcripts = alphas.iter().map(|alpha| context.bytes(black_box(alpha)));
                schnorrkel::vrf::vrf_verify_batch(transcripts, &outputs, &proofs, &keys).expect("valid")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, prove, evaluate, verify, tickets, batch);
criterion_main!(benches);
