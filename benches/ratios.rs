//! The contenders of the ratio table, in turn, round by round, so that all of them meet the same moments of a noisy machine.
//! Prints the median of each in nanoseconds as JSON; `report.py` runs it in many processes.

mod floor;

use std::hint::black_box;
use std::time::Instant;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::{BatchItem, BatchKey, BatchProof, Proof, SecretKey, Suite, verify_batch};
use sha2::Sha512;
use vrf_rfc9381::ec::edwards25519::elligator2::EdVrfEdwards25519Ell2SecretKey as PeerKey;
use vrf_rfc9381::{Prover, Verifier};

const SEED: [u8; 32] = [7; 32];
const ALPHA: [u8; 32] = [9; 32];
const ROUNDS: usize = 21;

/// Name, calls in a round, and what is called.
type Contender<'a> = (String, u32, Box<dyn FnMut() + 'a>);

/// Drops a result, whatever it is.
fn void<T>(_: T) {}

fn main() {
    let ours = SecretKey::from_seed(&SEED);
    let key = *ours.public_key();
    let evaluate = |alpha: &[u8]| ours.evaluate(Suite::Ell2, black_box(alpha)).expect("a point");
    let kept = evaluate(&ALPHA);
    let pi = kept.prove(None).to_bytes();
    let verify = |alpha: &[u8], pi: &[u8; 80]| {
        key.verify(Suite::Ell2, alpha, None, &Proof::from_bytes(black_box(pi)).expect("well-formed")).expect("valid")
    };
    let peer = PeerKey::from_slice(&SEED).expect("a key");
    let peer_key = <PeerKey as Prover<Sha512>>::verifier(&peer);
    let (x, k, s) = (floor::scalar(3), floor::scalar(5), floor::scalar(6));
    let (gamma, y, c) =
        (EdwardsPoint::mul_base(&x).compress(), EdwardsPoint::mul_base(&k), Scalar::from(u128::MAX / 3));

    let batch_key = BatchKey::from(key);
    let alphas: Vec<[u8; 8]> = (0..1024_u64).map(u64::to_be_bytes).collect();
    let batchable: Vec<[u8; 128]> =
        alphas.iter().map(|alpha| evaluate(alpha).prove_batchable(None).to_bytes()).collect();
    let single: Vec<[u8; 80]> = alphas.iter().map(|alpha| evaluate(alpha).prove(None).to_bytes()).collect();
    let pair = schnorrkel::MiniSecretKey::from_bytes(&SEED).expect("a key");
    let pair = pair.expand_to_keypair(schnorrkel::ExpansionMode::Uniform);
    let context = schnorrkel::signing_context(b"bench");
    let signed = alphas.iter().map(|alpha| pair.vrf_sign(context.bytes(alpha)));
    let (outputs, proofs): (Vec<_>, Vec<_>) = signed.map(|(output, _, proof)| (output.to_preout(), proof)).unzip();
    let keys = vec![pair.public; alphas.len()];
    let batch = |n: usize| {
        let decode = |pi| BatchProof::from_bytes(black_box(pi)).expect("well-formed");
        let proofs: Vec<BatchProof> = batchable[..n].iter().map(decode).collect();
        let items: Vec<BatchItem<'_>> = alphas
            .iter()
            .zip(&proofs)
            .map(|(alpha, proof)| BatchItem { key: &batch_key, suite: Suite::Ell2, alpha, ad: None, proof })
            .collect();
        assert!(verify_batch(&items).iter().all(Result::is_ok));
    };
    let mut contenders: Vec<Contender<'_>> = vec![
        ("prove".into(), 20, Box::new(|| void(black_box(evaluate(&ALPHA).prove(None).to_bytes())))),
        ("prove, vrf-rfc9381".into(), 20, Box::new(|| void(Prover::<Sha512>::prove(&peer, black_box(&ALPHA))))),
        ("prove, floor".into(), 20, Box::new(|| void(black_box(floor::prove(black_box(&x), black_box(&k)))))),
        ("evaluate".into(), 20, Box::new(|| void(black_box(evaluate(&ALPHA).output())))),
        ("further proof".into(), 20, Box::new(|| void(black_box(kept.prove(Some(black_box(&ALPHA))))))),
        ("verify".into(), 20, Box::new(|| void(black_box(verify(&ALPHA, &pi))))),
        (
            "verify, vrf-rfc9381".into(),
            20,
            Box::new(|| {
                let proof = vrf_rfc9381::Proof::<Sha512>::decode_pi(black_box(&pi)).expect("well-formed");
                Verifier::<Sha512>::verify(&peer_key, black_box(&ALPHA), proof).expect("valid");
            }),
        ),
        ("verify, floor".into(), 20, Box::new(|| void(black_box(floor::verify(&gamma, black_box(&y), &c, &s))))),
        ("batch of 4".into(), 10, Box::new(|| batch(4))),
        (
            "4 one by one".into(),
            10,
            Box::new(|| alphas[..4].iter().zip(&single).for_each(|(alpha, pi)| void(verify(alpha, pi)))),
        ),
        ("batch of 1024".into(), 1, Box::new(|| batch(1024))),
        (
            "batch of 1024, schnorrkel".into(),
            1,
            Box::new(|| {
                let transcripts = alphas.iter().map(|alpha| context.bytes(black_box(alpha)));
                schnorrkel::vrf::vrf_verify_batch(transcripts, &outputs, &proofs, &keys).expect("valid");
            }),
        ),
    ];

    let mut times = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, calls, run), times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (0..*calls).for_each(|_| run());
            times.push(start.elapsed().as_nanos() / u128::from(*calls));
        }
    }
    let medians: serde_json::Map<String, serde_json::Value> = contenders
        .iter()
        .zip(&mut times)
        .map(|((name, ..), times)| {
            times.sort_unstable();
            (name.clone(), u64::try_from(times[ROUNDS / 2]).unwrap_or(u64::MAX).into())
        })
        .collect();
    println!("{}", serde_json::Value::from(medians));
}
