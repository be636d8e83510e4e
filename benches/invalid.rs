//! What invalid proofs make of a batch: its time beside that of as many single verifications of valid proofs, which took
//! turns with it. Prints the median of the rounds' ratios.

use std::hint::black_box;
use std::time::Instant;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, Proof, SecretKey, Suite, verify_batch};
use sha2::{Digest, Sha512};

const SEED: [u8; 32] = [7; 32];

const ROUNDS: usize = 21;

/// The items that are invalid, of how many.
type Bad = fn(usize) -> Vec<usize>;

fn main() {
    let cases: [(&str, Bad); 4] = [
        ("none", |_| Vec::new()),
        ("the last", |n| vec![n - 1]),
        ("the last of each group", |n| (1..=n).filter(|i| i % n.isqrt() == 0 || *i == n).map(|i| i - 1).collect()),
        ("all", |n| (0..n).collect()),
    ];
    println!("| invalid | 2 | 4 | 15 | 16 | 25 | 64 | 256 | 1024 |\n|---|{}", "--:|".repeat(8));
    for (name, bad) in cases {
        let ratios = [2, 4, 15, 16, 25, 64, 256, 1024].map(|n| format!("{:.2}", ratio(n, &bad(n))));
        println!("| {name} | {} |", ratios.join(" | "));
    }
}

/// The time of a batch of `n`, from bytes to results, to that of `n` single verifications.
fn ratio(n: usize, bad: &[usize]) -> f64 {
    let secret_key = SecretKey::from_seed(&SEED);
    let (public_key, key) = (secret_key.public_key(), BatchKey::from(*secret_key.public_key()));
    let alphas: Vec<[u8; 8]> = (0..).map(u64::to_be_bytes).take(n).collect();
    let evaluations: Vec<_> =
        alphas.iter().map(|alpha| secret_key.evaluate(Suite::Ell2, alpha).expect("a point")).collect();
    let single: Vec<[u8; 80]> = evaluations.iter().map(|evaluation| evaluation.prove(None).to_bytes()).collect();
    let mut batchable: Vec<[u8; 128]> =
        evaluations.iter().map(|evaluation| evaluation.prove_batchable(None).to_bytes()).collect();
    for &bad in bad {
        batchable[bad] = spoilt(public_key.to_bytes().as_bytes(), &alphas[bad]);
    }

    let batch = || {
        let decode = |pi| BatchProof::from_bytes(black_box(pi)).expect("well-formed");
        let proofs: Vec<BatchProof> = batchable.iter().map(decode).collect();
        let items: Vec<BatchItem<'_>> = alphas
            .iter()
            .zip(&proofs)
            .map(|(alpha, proof)| BatchItem { key: &key, suite: Suite::Ell2, alpha, ad: None, proof })
            .collect();
        assert_eq!(verify_batch(&items).iter().filter(|result| result.is_err()).count(), bad.len());
    };
    let alone = || {
        for (alpha, pi) in alphas.iter().zip(&single) {
            let proof = Proof::from_bytes(black_box(pi)).expect("well-formed");
            public_key.verify(Suite::Ell2, alpha, None, &proof).expect("valid");
        }
    };
    let calls = 1024 / n;
    let time = |run: &dyn Fn()| {
        let start = Instant::now();
        (0..calls).for_each(|_| run());
        start.elapsed().as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..ROUNDS).map(|_| time(&batch) / time(&alone)).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

/// A proof as whoever has the key can make it: U is right and V is not, so that both equations have to be computed.
fn spoilt(public_key: &[u8; 32], alpha: &[u8]) -> [u8; 128] {
    let hash = Sha512::digest(SEED);
    let x = Scalar::from_bytes_mod_order(clamp_integer(hash[..32].try_into().expect("32 bytes")));
    let h = EdwardsPoint::encode_to_curve::<Sha512>(
        &[public_key, alpha],
        &[b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04"],
    );
    let k = Scalar::from(5_u8);
    let points = [x * h, EdwardsPoint::mul_base(&k), h];
    let [gamma, u, v] = points.map(|point| point.compress().to_bytes());
    let hash = Sha512::digest([&[4, 2], &public_key[..], &h.compress().to_bytes(), &gamma, &u, &v, &[0]].concat());
    let c = Scalar::from(u128::from_le_bytes(hash[..16].try_into().expect("16 bytes")));
    let eighth = Scalar::from(8_u8).invert();
    let [gamma, u, v] = points.map(|point| (point * eighth).compress().to_bytes());
    [gamma, u, v, (k + c * x).to_bytes()].concat().try_into().expect("128 bytes")
}
