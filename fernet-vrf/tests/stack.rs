//! What a call leaves on the stack, in the build of the tests: every computation with a secret overwrites what it has used.
//! `cargo xtask constant-time` looks further: at other builds, and for more forms of the secrets.

use std::collections::HashSet;
use std::hint::black_box;
use std::thread;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use fernet_core::{NodeIndex, ProverSeed, Role, VrfMode, tag};
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{ProverTickets, SecretKey, Suite, with_stack_wiped};
use sha2::{Digest, Sha512};

const ALPHA: &[u8] = b"an input";
const MASTER: [u8; 32] = *b"Ah7!cR0q~Zp#5vK_wE9+sLu2^Tj8&Yd4";
/// How far below its frame the search goes.
const DEPTH: usize = 256 * 1024;
/// Between the frame of the search and that of the call.
const GAP: usize = 4096;

/// Sixteen bytes in a row of these are no coincidence.
fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let key = SecretKey::derive(&MASTER, Role::Prover);
    let hash = Sha512::new().chain_update(tag::KEY_PROVER.as_bytes()).chain_update(MASTER).finalize();
    let expanded = Sha512::digest(&hash[..32]);
    let block = ProverSeed::from_bytes([5; 32]).alpha(VrfMode::PerBlock, NodeIndex::new(0));
    let mut forms =
        vec![("master", MASTER.to_vec()), ("seed", hash[..32].to_vec()), ("prefix", expanded[32..].to_vec())];
    for alpha in [ALPHA, block.as_bytes()] {
        let seen = intermediates(&key, Suite::Ell2, alpha, None).unwrap();
        let [x, k] = [seen.x, seen.k].map(|bytes| Scalar::from_canonical_bytes(bytes).unwrap());
        let eighth = k.div_by_2().div_by_2().div_by_2();
        let proof = key.evaluate(Suite::Ell2, alpha).unwrap().prove(None).to_bytes();
        let product = Scalar::from_canonical_bytes(proof[48..].try_into().unwrap()).unwrap() - k;
        for (name, scalar) in [("x", x), ("nonce", k), ("an eighth of the nonce", eighth), ("cx", product)] {
            forms.extend([(name, scalar.to_bytes().to_vec()), (name, digits(&scalar))]);
        }
        let y = key.public_key().to_bytes().to_bytes();
        let dst = b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04";
        let h = EdwardsPoint::encode_to_curve::<Sha512>(&[&y, alpha], &[dst]);
        let points = [("Gamma", x * h), ("U", EdwardsPoint::mul_base(&k)), ("V", k * h)];
        forms.extend(points.map(|(name, point)| (name, memory(&point))));
    }
    forms
}

/// The signed digits in base 16 that a multiplication walks.
fn digits(scalar: &Scalar) -> Vec<u8> {
    let mut carry = 0;
    let nibbles = scalar.to_bytes().into_iter().flat_map(|byte| [byte & 15, byte >> 4]).enumerate();
    let digit = |(i, nibble): (usize, u8)| {
        let digit = i8::try_from(nibble).unwrap() + carry;
        carry = if i < 63 { (digit + 8) >> 4 } else { 0 };
        (digit - (carry << 4)).to_le_bytes()[0]
    };
    nibbles.map(digit).collect()
}

fn memory(point: &EdwardsPoint) -> Vec<u8> {
    let place = std::ptr::from_ref(point).cast::<u8>();
    // SAFETY: a point is four field elements without padding.
    unsafe { std::slice::from_raw_parts(place, size_of::<EdwardsPoint>()) }.to_vec()
}

/// The secrets that a call leaves.
fn found(run: impl Fn() + Sync) -> Vec<&'static str> {
    let stack = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(4 * DEPTH);
        thread.spawn_scoped(scope, || left_by(&run)).unwrap().join().unwrap()
    });
    let windows: HashSet<_> = stack.windows(16).collect();
    let telling = |window: &[u8]| window.iter().filter(|&&byte| byte != 0).count() > 8 && windows.contains(window);
    let names = forms().into_iter().filter(|(_, bytes)| bytes.windows(16).any(telling)).map(|(name, _)| name);
    names.collect()
}

/// Clears what is below this frame, calls, and copies it.
#[inline(never)]
fn left_by(run: &dyn Fn()) -> Vec<u8> {
    let mut copy = vec![0; DEPTH];
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
fn deeper(run: &dyn Fn()) {
    let gap = black_box([0_u8; GAP]);
    run();
    black_box(gap);
}

/// Drops a result where the optimizer cannot see it.
fn shown<T>(result: &T) {
    black_box(result);
}

#[test]
fn control_what_nobody_wipes_is_found() {
    let key = SecretKey::derive(&MASTER, Role::Prover);
    let names = found(|| shown(&intermediates(&key, Suite::Ell2, ALPHA, None)));
    assert!(["x", "nonce", "prefix"].iter().all(|name| names.contains(name)), "{names:?}");
    let x = Scalar::from_canonical_bytes(intermediates(&key, Suite::Ell2, ALPHA, None).unwrap().x).unwrap();
    let copied = |wipe: bool| {
        let work = || shown(&black_box(&MASTER).map(|byte| byte));
        if wipe { with_stack_wiped(work) } else { work() }
    };
    assert!(found(|| copied(false)).contains(&"master"));
    assert_eq!(found(|| copied(true)), [""; 0]);
    assert!(found(|| shown(&(black_box(x) * EdwardsPoint::mul_base(&x)))).contains(&"x"));
}

#[test]
fn calls_leave_no_secret() {
    let key = SecretKey::derive(&MASTER, Role::Prover);
    let seed: [u8; 32] = Sha512::new().chain_update(tag::KEY_PROVER.as_bytes()).chain_update(MASTER).finalize()[..32]
        .try_into()
        .unwrap();
    let evaluation = key.evaluate(Suite::Ell2, ALPHA).unwrap();
    let none = [""; 0];
    assert_eq!(found(|| shown(&SecretKey::derive(black_box(&MASTER), Role::Prover))), none, "derive");
    assert_eq!(found(|| shown(&SecretKey::from_seed(black_box(&seed)))), none, "from_seed");
    assert_eq!(found(|| shown(&key.evaluate(Suite::Ell2, ALPHA))), none, "evaluate");
    assert_eq!(found(|| shown(&evaluation.prove(None))), none, "prove");
    assert_eq!(found(|| shown(&evaluation.prove_batchable(None))), none, "prove_batchable");
    assert_eq!(found(|| shown(&evaluation.prove_verified(ALPHA, None))), none, "prove_verified");
    assert_eq!(found(|| shown(&evaluation.prove_verified(b"other", None))), none, "prove_verified, refused");
    let prover = || ProverTickets::new(&key, ProverSeed::from_bytes([5; 32]), VrfMode::PerBlock);
    assert_eq!(found(|| shown(&prover())), none, "ProverTickets");
}
