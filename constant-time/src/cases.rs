//! What runs with secrets undefined. A key comes from an undefined master or seed and keeps what follows from it; its
//! public key alone is revealed, in its place, before it is used: the encoding of an input to the curve branches on it.

use std::hint::black_box;
use std::mem::ManuallyDrop;
use std::slice;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use fernet_core::{NodeIndex, ProverSeed, Role, VrfMode};
use fernet_vrf::{Evaluation, Proof, ProveError, ProverTickets, SecretKey, Suite, hazmat};

use crate::valgrind::{conceal, is_secret, reveal};

const ALPHA: &[u8] = b"an input";
const DATA: &[u8] = b"additional data";
const NODES: [NodeIndex; 2] = [NodeIndex::new(0), NodeIndex::new(6)];

/// A piece of work and its name.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) run: Box<dyn Fn()>,
}

pub(crate) fn case(name: impl Into<String>, run: impl Fn() + 'static) -> Case {
    Case { name: name.into(), run: Box::new(run) }
}

/// Everything that touches a secret: no branch, address or length may follow from it.
pub(crate) fn clean() -> Vec<Case> {
    let mut cases = vec![
        case("SecretKey::from_seed", || {
            followed(SecretKey::from_seed(&secret_bytes()).public_key().to_bytes().to_bytes())
        }),
        case("SecretKey::derive, sequencer", || followed(derived(Role::Sequencer).public_key().to_bytes().to_bytes())),
        case("SecretKey::derive, prover", || followed(derived(Role::Prover).public_key().to_bytes().to_bytes())),
        case("Debug of a key, an evaluation, prover tickets", || {
            let key = key();
            let prover = ProverTickets::new(&key, seed(), VrfMode::PerBlock);
            let text = format!("{key:?} {:?} {prover:?}", evaluate(&key, Suite::Ell2));
            assert!(!is_secret(text.as_str()), "a secret is printed");
        }),
        case("SecretKey, dropped", || {
            let mut key = ManuallyDrop::new(derived(Role::Prover));
            reveal(key.public_key());
            let bytes = (&raw const key).cast::<u8>();
            // SAFETY: the place of the key, which has no padding, outlives the key.
            let secret = || is_secret(unsafe { slice::from_raw_parts(bytes, size_of::<SecretKey>()) });
            assert!(secret());
            // SAFETY: the key is dropped once.
            unsafe { ManuallyDrop::drop(&mut key) };
            assert!(!secret(), "a secret outlives its key");
        }),
    ];
    // Elligator 2 takes the same time for every input. Nobody needs that of a public key.
    cases.push(case("SecretKey::evaluate, Ell2, public key secret too", || {
        followed(*evaluate(&derived(Role::Prover), Suite::Ell2).output().beta().as_bytes());
    }));
    for suite in [Suite::Ell2, Suite::Tai] {
        let named = |name: &str| format!("{name}, {suite:?}");
        cases.extend([
            case(named("SecretKey::evaluate"), move || followed(*evaluate(&key(), suite).output().beta().as_bytes())),
            case(named("Evaluation::prove"), move || followed(evaluate(&key(), suite).prove(None).to_bytes())),
            case(named("Evaluation::prove, ad"), move || {
                followed(evaluate(&key(), suite).prove(Some(DATA)).to_bytes())
            }),
            case(named("Evaluation::prove_batchable"), move || {
                followed(evaluate(&key(), suite).prove_batchable(None).to_bytes());
            }),
            case(named("Evaluation::prove_batchable, ad"), move || {
                followed(evaluate(&key(), suite).prove_batchable(Some(DATA)).to_bytes());
            }),
            case(named("Evaluation::prove_verified"), move || released(suite, None)),
            case(named("Evaluation::prove_verified, ad"), move || released(suite, Some(DATA))),
        ]);
    }
    for mode in [VrfMode::PerNode, VrfMode::PerBlock, VrfMode::Public] {
        let named = |name: &str| format!("{name}, {mode:?}");
        cases.extend([
            case(named("ProverTickets::ticket, for_nodes"), move || {
                let key = key();
                let prover = ProverTickets::new(&key, seed(), mode);
                for (_, ticket) in
                    prover.for_nodes(NODES).chain([(NodeIndex::new(1), prover.ticket(NodeIndex::new(1)))])
                {
                    let ticket = ticket.get().to_be_bytes();
                    assert_eq!(is_secret(&ticket), mode != VrfMode::Public, "a ticket that follows from the key");
                }
            }),
            case(named("ProverTickets::prove"), move || {
                let key = key();
                let prover = ProverTickets::new(&key, seed(), mode);
                NODES.iter().for_each(|&node| followed(prover.prove(node, Some(DATA)).to_bytes()));
            }),
        ]);
    }
    cases
}

/// Faults of every kind that the tool has to see.
pub(crate) fn controls() -> Vec<Case> {
    vec![
        case("a branch on a byte of a secret", || {
            let [byte, ..] = secret_bytes();
            if byte & 1 == 0 { even() } else { odd() }
        }),
        case("a table indexed by a byte of a secret", || {
            let table: [u8; 256] = black_box(std::array::from_fn(|i| i.to_le_bytes()[0] ^ 0x5a));
            let [byte, ..] = secret_bytes();
            black_box(table[usize::from(byte)]);
        }),
        case("a branch on a comparison with a secret", || {
            if secret_bytes() == *black_box(&[7_u8; 32]) { even() } else { odd() }
        }),
        case("a multiplication of a secret in variable time", || {
            let x = Scalar::from_bytes_mod_order(secret_bytes());
            let point = EdwardsPoint::mul_base(&Scalar::from(5_u8));
            black_box(EdwardsPoint::vartime_double_scalar_mul_basepoint(&x, &point, &Scalar::ZERO));
        }),
        case("a key whose public key stays secret", || {
            let key = SecretKey::from_seed(&secret_bytes());
            black_box(key.evaluate(Suite::Tai, ALPHA).map(|evaluation| evaluation.output())).ok();
        }),
        case("a proof that is verified while it is secret", || {
            let key = key();
            black_box(evaluate(&key, Suite::Ell2).prove_verified(ALPHA, None)).ok();
        }),
    ]
}

/// 32 bytes that are secret from here on.
pub(crate) fn secret_bytes() -> [u8; 32] {
    let mut bytes = black_box([7; 32]);
    conceal(&mut bytes);
    black_box(bytes)
}

fn derived(role: Role) -> SecretKey {
    SecretKey::derive(&secret_bytes(), role)
}

/// A key with a public part that is public. In its own place, since this is where it is read.
fn key() -> Box<SecretKey> {
    let key = Box::new(derived(Role::Prover));
    reveal(key.public_key());
    key
}

fn seed() -> ProverSeed {
    ProverSeed::from_bytes(black_box([5; 32]))
}

fn evaluate(key: &SecretKey, suite: Suite) -> Evaluation<'_> {
    key.evaluate(suite, black_box(ALPHA)).expect("every input of the cases has a point")
}

/// Shows that the secret was followed as far as the result: otherwise a clean run would say nothing.
pub(crate) fn followed<T: AsRef<[u8]>>(result: T) {
    assert!(is_secret(result.as_ref()), "the secret was lost on the way to the result");
}

/// A proof is secret until it has been checked; then it, Gamma and the output are what everybody will see.
fn released(suite: Suite, ad: Option<&[u8]>) {
    let key = key();
    let evaluation = evaluate(&key, suite);
    let result: Result<Proof, ProveError> = hazmat::prove_verified(&evaluation, ALPHA, ad, |proof, s| {
        followed(proof.to_bytes());
        followed(*s);
        reveal(proof);
        reveal(s);
        reveal(&evaluation);
    });
    result.expect("the proof is right");
}

#[inline(never)]
fn even() {
    black_box(0_u8);
}

#[inline(never)]
fn odd() {
    black_box([1_u64; 4]);
}
