//! The VRF on P-256 beside another implementation, the floor, and the VRF on edwards25519.
//!
//! `floor` is the sum of the curve operations that the algorithm cannot avoid, with the crate `p256` as it is.
#![allow(missing_docs, reason = "criterion_group! makes public functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use fernet_vrf_p256::{Proof, SecretKey, Suite};
use p256::elliptic_curve::PrimeField;
use p256::elliptic_curve::group::Group;
use p256::elliptic_curve::ops::LinearCombination;
use p256::elliptic_curve::point::{AffineCoordinates, BatchNormalize, DecompressPoint};
use p256::hash2curve::{ExpandMsgXmd, encode_from_bytes};
use p256::{AffinePoint, NistP256, ProjectivePoint, Scalar};
use sha2::Sha256;
use vrf_rfc9381::ec::p256::sswu::EcVrfP256SswuSecretKey as PeerKey;
use vrf_rfc9381::{Proof as _, Prover, Verifier};

const SECRET: [u8; 32] = [7; 32];
const ALPHA: [u8; 32] = [9; 32];

fn scalar(byte: u8) -> Scalar {
    Option::from(Scalar::from_repr([byte; 32].into())).expect("below n")
}

fn encode() -> ProjectivePoint {
    encode_from_bytes::<NistP256, ExpandMsgXmd<Sha256>>(
        &[&[2; 33], &black_box(ALPHA)],
        &[b"ECVRF_P256_XMD:SHA-256_SSWU_NU_\x02"],
    )
    .expect("a point")
}

fn floor_prove(x: &Scalar, k: &Scalar) -> [AffinePoint; 4] {
    let h = encode();
    ProjectivePoint::batch_normalize(&[h, h * *x, ProjectivePoint::mul_by_generator(k), h * *k])
}

fn floor_verify(gamma: &[u8; 32], y: &ProjectivePoint, c: &Scalar, s: &Scalar) -> [AffinePoint; 3] {
    let gamma: AffinePoint = Option::from(AffinePoint::decompress(&(*gamma).into(), 0.into())).expect("a point");
    let h = encode();
    let u = ProjectivePoint::lincomb_vartime(&[(ProjectivePoint::GENERATOR, *s), (*y, *c)]);
    let v = ProjectivePoint::lincomb_vartime(&[(h, *s), (gamma.into(), *c)]);
    ProjectivePoint::batch_normalize(&[h, u, v])
}

fn prove(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("prove on P-256");
    let ours = SecretKey::from_scalar(&SECRET).expect("below n");
    group.bench_function("fernet-vrf-p256 SSWU", |b| {
        b.iter(|| ours.evaluate(Suite::Sswu, black_box(&ALPHA)).expect("a point").prove(None));
    });
    let (x, k) = (scalar(3), scalar(5));
    group.bench_function("floor SSWU", |b| b.iter(|| floor_prove(black_box(&x), black_box(&k))));
    let peer = PeerKey::from_slice(&SECRET).expect("a key");
    group.bench_function("vrf-rfc9381 SSWU", |b| b.iter(|| Prover::<Sha256>::prove(&peer, black_box(&ALPHA))));
    let edwards = fernet_vrf::SecretKey::from_seed(&SECRET);
    group.bench_function("fernet-vrf (edwards25519)", |b| {
        b.iter(|| edwards.evaluate(fernet_vrf::Suite::Ell2, black_box(&ALPHA)).expect("a point").prove(None));
    });
    group.finish();
}

fn verify(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify on P-256");
    let ours = SecretKey::from_scalar(&SECRET).expect("below n");
    let key = *ours.public_key();
    let pi = ours.evaluate(Suite::Sswu, &ALPHA).expect("a point").prove(None).to_bytes();
    group.bench_function("fernet-vrf-p256 SSWU", |b| {
        b.iter(|| {
            let proof = Proof::from_bytes(black_box(&pi)).expect("well-formed");
            key.verify(Suite::Sswu, black_box(&ALPHA), None, &proof).expect("valid")
        });
    });
    let gamma: [u8; 32] = ProjectivePoint::mul_by_generator(&scalar(2)).to_affine().x().into();
    let (y, c, s) = (ProjectivePoint::mul_by_generator(&scalar(3)), Scalar::from(u128::MAX / 3), scalar(5));
    group
        .bench_function("floor SSWU", |b| b.iter(|| floor_verify(black_box(&gamma), &y, black_box(&c), black_box(&s))));
    let peer = PeerKey::from_slice(&SECRET).expect("a key").verifier();
    group.bench_function("vrf-rfc9381 SSWU", |b| {
        b.iter(|| {
            let proof = <PeerKey as Prover<Sha256>>::Proof::decode_pi(black_box(&pi)).expect("well-formed");
            Verifier::<Sha256>::verify(&peer, black_box(&ALPHA), proof).expect("valid")
        });
    });
    let edwards = fernet_vrf::SecretKey::from_seed(&SECRET);
    let pi = edwards.evaluate(fernet_vrf::Suite::Ell2, &ALPHA).expect("a point").prove(None).to_bytes();
    group.bench_function("fernet-vrf (edwards25519)", |b| {
        b.iter(|| {
            let proof = fernet_vrf::Proof::from_bytes(black_box(&pi)).expect("well-formed");
            edwards.public_key().verify(fernet_vrf::Suite::Ell2, black_box(&ALPHA), None, &proof).expect("valid")
        });
    });
    group.finish();
}

criterion_group!(benches, prove, verify);
criterion_main!(benches);
