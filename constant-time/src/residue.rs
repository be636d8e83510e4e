//! What a call leaves on the stack. Each call runs on a stack of its own; then everything below the caller's frame is
//! searched for any eight bytes of a secret, in every form that the computation has it in.

use std::collections::HashSet;
use std::hint::black_box;
use std::thread;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use fernet_core::{NodeIndex, ProverSeed, Role, VrfMode, tag};
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{ProverTickets, SecretKey, Suite, with_stack_wiped};
use sha2::{Digest, Sha512};

const ALPHA: &[u8] = b"an input";
const DATA: &[u8] = b"additional data";
const MASTER: [u8; 32] = *b"Ah7!cR0q~Zp#5vK_wE9+sLu2^Tj8&Yd4";
const SEED: [u8; 32] = *b"mX(6gV<3bN)fQ1;oI:iP]kW[rD{yO}xG";

/// How far below its frame the search goes. No call comes near.
const DEPTH: usize = 256 * 1024;
/// Between the frame of the search and that of the call, so that the one does not write over the other.
const GAP: usize = 4096;

/// One secret in one form: `width` bytes of it in a row are no coincidence.
pub(crate) struct Form {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: usize,
}

/// The result of one call: its name, and how many bytes of which forms it has left.
pub(crate) struct Residue {
    pub(crate) kind: &'static str,
    pub(crate) call: &'static str,
    pub(crate) found: Vec<(String, usize)>,
    /// How deep the call has written.
    pub(crate) depth: usize,
}

/// A call and its name.
pub(crate) type Call<'c> = (&'static str, Box<dyn Fn() + Sync + 'c>);

/// Every call, and the control.
pub(crate) fn all() -> Vec<Residue> {
    let forms = forms();
    let key: &SecretKey = Box::leak(Box::new(SecretKey::derive(&MASTER, Role::Prover)));
    let seed = ProverSeed::from_bytes([5; 32]);
    let of = |suite: Suite| key.evaluate(suite, ALPHA).expect("every input of the calls has a point");
    let [ell2, tai] = [of(Suite::Ell2), of(Suite::Tai)];
    let prover = |mode| ProverTickets::new(key, seed, mode);

    let clean: Vec<Call<'_>> = vec![
        (
            "SecretKey::derive, dropped",
            Box::new(|| shown(black_box(&SecretKey::derive(black_box(&MASTER), Role::Prover)))),
        ),
        ("SecretKey::from_seed, dropped", Box::new(|| shown(black_box(&SecretKey::from_seed(black_box(&SEED)))))),
        ("SecretKey::evaluate, Ell2", Box::new(|| shown(black_box(&key.evaluate(Suite::Ell2, ALPHA))))),
        ("SecretKey::evaluate, Tai", Box::new(|| shown(black_box(&key.evaluate(Suite::Tai, ALPHA))))),
        ("Evaluation::prove, Ell2", Box::new(|| shown(black_box(ell2.prove(None))))),
        ("Evaluation::prove, Tai", Box::new(|| shown(black_box(tai.prove(None))))),
        ("Evaluation::prove, ad", Box::new(|| shown(black_box(ell2.prove(Some(DATA)))))),
        ("Evaluation::prove_batchable", Box::new(|| shown(black_box(ell2.prove_batchable(None))))),
        ("Evaluation::prove_batchable, ad", Box::new(|| shown(black_box(ell2.prove_batchable(Some(DATA)))))),
        ("Evaluation::prove_verified", Box::new(|| shown(black_box(ell2.prove_verified(ALPHA, None))))),
        ("Evaluation::prove_verified, ad", Box::new(|| shown(black_box(ell2.prove_verified(ALPHA, Some(DATA)))))),
        ("Evaluation::prove_verified, refused", Box::new(|| shown(black_box(ell2.prove_verified(b"other", None))))),
        (
            "ProverTickets::prove, PerNode",
            Box::new(|| shown(black_box(prover(VrfMode::PerNode).prove(NodeIndex::new(0), Some(DATA))))),
        ),
        (
            "ProverTickets::prove, PerBlock",
            Box::new(|| shown(black_box(prover(VrfMode::PerBlock).prove(NodeIndex::new(0), Some(DATA))))),
        ),
        (
            "ProverTickets::prove, Public",
            Box::new(|| shown(black_box(prover(VrfMode::Public).prove(NodeIndex::new(0), Some(DATA))))),
        ),
        (
            "ProverTickets::prove_verified, PerBlock",
            Box::new(|| shown(black_box(prover(VrfMode::PerBlock).prove_verified(NodeIndex::new(0), Some(DATA))))),
        ),
        (
            "ProverTickets::prove_verified, PerNode",
            Box::new(|| shown(black_box(prover(VrfMode::PerNode).prove_verified(NodeIndex::new(0), Some(DATA))))),
        ),
    ];
    let controls: Vec<Call<'_>> = vec![
        ("a copy of a seed that nobody wipes", Box::new(|| shown(black_box(black_box(&SEED).map(|byte| byte))))),
        (
            "a copy of a secret scalar that nobody wipes",
            Box::new(|| shown(black_box(intermediates(key, Suite::Ell2, ALPHA, None)))),
        ),
        (
            "a multiple of a point that nobody wipes",
            Box::new(|| {
                let x = intermediates(key, Suite::Ell2, ALPHA, None).expect("has a point").x;
                let x = Scalar::from_canonical_bytes(x).expect("reduced");
                shown(black_box(with_stack_wiped(|| x * input_point(key, Suite::Ell2, ALPHA))));
            }),
        ),
    ];
    let run = |kind, calls: &[Call<'_>]| {
        calls.iter().map(|(call, run)| residue(kind, call, &forms, &**run)).collect::<Vec<_>>()
    };
    let mut all = run("clean", &clean);
    all.extend(crate::p256::calls().iter().map(|(call, run)| residue("clean", call, &crate::p256::forms(), &**run)));
    all.extend(run("control", &controls));
    all
}

/// Drops a result where the optimizer cannot see it.
pub(crate) fn shown<T>(result: T) {
    black_box(&result);
}

/// The secrets of the calls.
fn forms() -> Vec<Form> {
    let key = SecretKey::derive(&MASTER, Role::Prover);
    let derived = Sha512::new().chain_update(tag::KEY_PROVER.as_bytes()).chain_update(MASTER).finalize();
    let seed: [u8; 32] = derived[..32].try_into().expect("32 bytes");
    let mut forms = Vec::new();
    for (name, bytes) in [("master", MASTER), ("seed", SEED), ("derived seed", seed)] {
        push(&mut forms, name, &bytes);
    }
    for seed in [SEED, seed] {
        let hash = Sha512::digest(seed);
        let [mut scalar, prefix]: [[u8; 32]; 2] =
            [&hash[..32], &hash[32..]].map(|half| half.try_into().expect("32 bytes"));
        push(&mut forms, "hashed seed", &scalar);
        push(&mut forms, "prefix", &prefix);
        scalar[0] &= 0xf8;
        scalar[31] = scalar[31] & 0x7f | 0x40;
        push(&mut forms, "clamped scalar", &scalar);
        let x = Scalar::from_bytes_mod_order(scalar);
        push_scalar(&mut forms, "x", &x);
        push_point(&mut forms, "public key", &EdwardsPoint::mul_base(&x));
    }
    let node = ProverSeed::from_bytes([5; 32]).alpha(VrfMode::PerNode, NodeIndex::new(0));
    let block = ProverSeed::from_bytes([5; 32]).alpha(VrfMode::PerBlock, NodeIndex::new(0));
    for alpha in [ALPHA, node.as_bytes(), block.as_bytes()] {
        for (suite, ad) in [(Suite::Ell2, None), (Suite::Ell2, Some(DATA)), (Suite::Tai, None)] {
            let seen = intermediates(&key, suite, alpha, ad).expect("every input of the calls has a point");
            push(&mut forms, "hash of the nonce", &seen.k_string);
            let k = Scalar::from_canonical_bytes(seen.k).expect("reduced");
            let eighth = |scalar: &Scalar| scalar.div_by_2().div_by_2().div_by_2();
            let h = input_point(&key, suite, alpha);
            assert_eq!(h.compress().to_bytes(), seen.h);
            let x = Scalar::from_canonical_bytes(seen.x).expect("reduced");
            push_point(&mut forms, "Gamma", &(x * h));
            push_point(&mut forms, "8 Gamma", &(x * h).mul_by_cofactor());
            push_point(&mut forms, "U", &EdwardsPoint::mul_base(&k));
            push_point(&mut forms, "V", &(k * h));
            push_point(&mut forms, "an eighth of U", &EdwardsPoint::mul_base(&eighth(&k)));
            push_point(&mut forms, "an eighth of V", &(eighth(&k) * h));
            push_scalar(&mut forms, "nonce", &k);
            push_scalar(&mut forms, "eighth of the nonce", &eighth(&k));
            let evaluation = key.evaluate(suite, alpha).expect("has a point");
            let proof = evaluation.prove(ad).to_bytes();
            let s = Scalar::from_canonical_bytes(proof[48..].try_into().expect("32 bytes")).expect("reduced");
            push_scalar(&mut forms, "product of challenge and x", &(s - k));
        }
    }
    forms
}

/// Bytes, and the words that SHA-512 makes of them.
fn push(forms: &mut Vec<Form>, name: &str, bytes: &[u8]) {
    forms.push(Form { name: name.to_owned(), bytes: bytes.to_vec(), width: 8 });
    let words: Vec<u8> = bytes.chunks(8).flat_map(|word| word.iter().rev().copied()).collect();
    forms.push(Form { name: format!("{name}, as words of SHA-512"), bytes: words, width: 8 });
}

/// A scalar as bytes, as limbs of 52 and of 29 bits, and as signed digits.
fn push_scalar(forms: &mut Vec<Form>, name: &str, scalar: &Scalar) {
    let bytes = scalar.to_bytes();
    push(forms, name, &bytes);
    let bits = |from: usize, count: usize| {
        (from..from + count)
            .filter(|&i| i < 256)
            .fold(0_u64, |value, i| value | u64::from(bytes[i / 8] >> (i % 8) & 1) << (i - from))
    };
    let limbs = (0..5).flat_map(|i| bits(52 * i, 52).to_le_bytes()).collect();
    forms.push(Form { name: format!("{name}, in limbs of 52 bits"), bytes: limbs, width: 8 });
    let limbs = (0..9).flat_map(|i| bits(29 * i, 29).to_le_bytes()[..4].to_vec()).collect();
    forms.push(Form { name: format!("{name}, in limbs of 29 bits"), bytes: limbs, width: 8 });
    let mut carry = 0;
    let digits = (0..64).map(|i| {
        let digit = i8::try_from(bits(4 * i, 4)).expect("four bits") + carry;
        carry = if i < 63 { (digit + 8) >> 4 } else { 0 };
        (digit - (carry << 4)).to_le_bytes()[0]
    });
    forms.push(Form { name: format!("{name}, in signed digits"), bytes: digits.collect(), width: 16 });
}

/// The coordinates of a point as they were computed: they tell more than the point. Z and the others have no common
/// factor with those of the point that is decoded.
fn push_point(forms: &mut Vec<Form>, name: &str, point: &EdwardsPoint) {
    let place = (&raw const *point).cast::<u8>();
    // SAFETY: a point is four field elements without padding.
    let bytes = unsafe { std::slice::from_raw_parts(place, size_of::<EdwardsPoint>()) }.to_vec();
    forms.push(Form { name: format!("coordinates of {name}"), bytes, width: 8 });
}

/// H, in the coordinates that the library computes.
fn input_point(key: &SecretKey, suite: Suite, alpha: &[u8]) -> EdwardsPoint {
    let y = key.public_key().to_bytes().to_bytes();
    match suite {
        Suite::Ell2 => {
            EdwardsPoint::encode_to_curve::<Sha512>(&[&y, alpha], &[b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04"])
        }
        Suite::Tai => (0..=255_u8)
            .find_map(|counter| {
                let hash = Sha512::digest([&[suite.byte(), 1], &y[..], alpha, &[counter, 0]].concat());
                Some(CompressedEdwardsY(hash[..32].try_into().expect("32 bytes")).decompress()?.mul_by_cofactor())
            })
            .expect("every input of the calls has a point"),
    }
}

fn residue(kind: &'static str, call: &'static str, forms: &[Form], run: &(dyn Fn() + Sync)) -> Residue {
    let stack = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(4 * DEPTH);
        thread.spawn_scoped(scope, || left_by(run)).expect("a thread").join().expect("no panic")
    });
    let written = stack.iter().position(|&byte| byte != 0).unwrap_or(DEPTH);
    let stack = &stack[written..];
    let [eights, sixteens] = [8, 16].map(|width| stack.windows(width).collect::<HashSet<_>>());
    let mut found: Vec<(String, usize)> = Vec::new();
    for form in forms {
        let mut marked = vec![false; form.bytes.len()];
        for (at, window) in form.bytes.windows(form.width).enumerate() {
            // The zero limbs and digits of small values say nothing.
            let telling = window.iter().filter(|&&byte| byte != 0).count() > form.width / 2;
            if telling && (eights.contains(window) || sixteens.contains(window)) {
                marked[at..at + form.width].fill(true);
            }
        }
        let bytes = marked.iter().filter(|&&marked| marked).count();
        if bytes > 0 {
            found.push((form.name.clone(), bytes));
        }
    }
    Residue { kind, call, found, depth: DEPTH - written }
}

/// Clears what is below this frame, calls, and copies it.
#[inline(never)]
fn left_by(run: &(dyn Fn() + Sync)) -> Vec<u8> {
    let mut copy = vec![0_u8; DEPTH];
    let frame = 0_u8;
    let bottom = (&raw const frame).expose_provenance() - GAP / 2 - DEPTH;
    let place = |i: usize| std::ptr::with_exposed_provenance_mut::<u8>(bottom + i);
    for i in 0..DEPTH {
        // SAFETY: the thread's stack reaches further down than this, and no frame is there now.
        unsafe { place(i).write_volatile(0) };
    }
    deeper(run);
    for (i, byte) in copy.iter_mut().enumerate() {
        // SAFETY: as above.
        *byte = unsafe { place(i).read_volatile() };
    }
    copy
}

#[inline(never)]
fn deeper(run: &(dyn Fn() + Sync)) {
    let gap = black_box([0_u8; GAP]);
    run();
    black_box(gap);
}
