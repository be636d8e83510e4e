//! `fernet-vrf-p256`: what runs with secrets undefined, and what its calls leave on the stack.

use std::hint::black_box;

use fernet_vrf_p256::hazmat::{self, intermediates};
use fernet_vrf_p256::{Evaluation, Proof, ProveError, SecretKey, Suite};
use p256::elliptic_curve::PrimeField;
use p256::{ProjectivePoint, Scalar};

use crate::cases::{Case, case, followed, secret_bytes};
use crate::residue::{Call, Form, shown};
use crate::valgrind::reveal;

const ALPHA: &[u8] = b"an input";
const DATA: &[u8] = b"additional data";
const MASTER: [u8; 32] = *b"Ah7!cR0q~Zp#5vK_wE9+sLu2^Tj8&Yd4";
const SCALAR: [u8; 32] = *b"mX(6gV<3bN)fQ1;oI:iP]kW[rD{yO}xG";

/// Everything that touches a secret, but for `SecretKey::from_scalar`, which branches on whether the scalar is in range.
pub(crate) fn clean() -> Vec<Case> {
    let mut cases = vec![case("P-256 SecretKey::derive", || {
        followed(SecretKey::derive(&secret_bytes()).public_key().to_bytes());
    })];
    for suite in [Suite::Sswu, Suite::Tai] {
        let named = |name: &str| format!("P-256 {name}, {suite:?}");
        cases.extend([
            case(named("SecretKey::with_even_y"), move || {
                let key = key().with_even_y();
                reveal(key.public_key());
                followed(evaluate(&key, suite).output().to_bytes());
            }),
            case(named("SecretKey::evaluate"), move || followed(evaluate(&key(), suite).output().to_bytes())),
            case(named("Evaluation::prove"), move || followed(evaluate(&key(), suite).prove(None).to_bytes())),
            case(named("Evaluation::prove, ad"), move || {
                followed(evaluate(&key(), suite).prove(Some(DATA)).to_bytes());
            }),
            case(named("Evaluation::prove_verified"), move || released(suite, None)),
            case(named("Evaluation::prove_verified, ad"), move || released(suite, Some(DATA))),
        ]);
    }
    cases
}

/// A key with a public part that is public.
fn key() -> Box<SecretKey> {
    let key = Box::new(SecretKey::derive(&secret_bytes()));
    reveal(key.public_key());
    key
}

fn evaluate(key: &SecretKey, suite: Suite) -> Evaluation<'_> {
    key.evaluate(suite, black_box(ALPHA)).expect("every input of the cases has a point")
}

/// A proof is secret until it has been checked; then it, Gamma and the output are what everybody will see.
fn released(suite: Suite, ad: Option<&[u8]>) {
    let key = key();
    let evaluation = evaluate(&key, suite);
    let result: Result<Proof, ProveError> = hazmat::prove_verified(&evaluation, ALPHA, ad, |proof, s| {
        followed(proof.to_bytes());
        reveal(proof);
        reveal(s);
        reveal(&evaluation);
    });
    result.expect("the proof is right");
}

/// The calls whose stack is searched.
pub(crate) fn calls() -> Vec<Call<'static>> {
    let key: &SecretKey = Box::leak(Box::new(SecretKey::derive(&MASTER)));
    let of = |suite: Suite| -> &Evaluation<'_> {
        Box::leak(Box::new(key.evaluate(suite, ALPHA).expect("every input of the calls has a point")))
    };
    let [sswu, tai] = [of(Suite::Sswu), of(Suite::Tai)];
    vec![
        ("P-256 SecretKey::derive, dropped", Box::new(|| shown(black_box(&SecretKey::derive(black_box(&MASTER)))))),
        (
            "P-256 SecretKey::from_scalar, dropped",
            Box::new(|| shown(black_box(&SecretKey::from_scalar(black_box(&SCALAR))))),
        ),
        ("P-256 SecretKey::evaluate, Sswu", Box::new(|| shown(black_box(&key.evaluate(Suite::Sswu, ALPHA))))),
        ("P-256 SecretKey::evaluate, Tai", Box::new(|| shown(black_box(&key.evaluate(Suite::Tai, ALPHA))))),
        ("P-256 Evaluation::prove, Sswu", Box::new(|| shown(black_box(sswu.prove(None))))),
        ("P-256 Evaluation::prove, Tai", Box::new(|| shown(black_box(tai.prove(None))))),
        ("P-256 Evaluation::prove, ad", Box::new(|| shown(black_box(sswu.prove(Some(DATA)))))),
        ("P-256 Evaluation::prove_verified", Box::new(|| shown(black_box(sswu.prove_verified(ALPHA, None))))),
        ("P-256 Evaluation::prove_verified, ad", Box::new(|| shown(black_box(sswu.prove_verified(ALPHA, Some(DATA)))))),
    ]
}

/// What the calls must not leave on the stack: every secret, in each form that the computation has it in.
pub(crate) fn forms() -> Vec<Form> {
    let mut forms = Vec::new();
    for (name, bytes) in [("master", MASTER), ("scalar", SCALAR)] {
        push(&mut forms, name, &bytes);
    }
    let key = SecretKey::derive(&MASTER);
    for (suite, ad) in [(Suite::Sswu, None), (Suite::Sswu, Some(DATA)), (Suite::Tai, None)] {
        let seen = intermediates(&key, suite, ALPHA, ad).expect("every input of the calls has a point");
        let proof = key.evaluate(suite, ALPHA).expect("has a point").prove(ad).to_bytes();
        let [x, k, s] = [seen.x, seen.k, proof[49..].try_into().expect("32 bytes")]
            .map(|bytes: [u8; 32]| Option::<Scalar>::from(Scalar::from_repr(bytes.into())).expect("reduced"));
        push(&mut forms, "x", &seen.x);
        push(&mut forms, "nonce", &seen.k);
        push(&mut forms, "product of challenge and x", &(s - k).to_bytes().into());
        push_point(&mut forms, "public key", &(ProjectivePoint::GENERATOR * x));
        push_point(&mut forms, "U", &(ProjectivePoint::GENERATOR * k));
    }
    forms
}

/// Bytes of a number, big-endian and in words of the machine; and, of a scalar, its signed digits.
fn push(forms: &mut Vec<Form>, name: &str, bytes: &[u8; 32]) {
    forms.push(Form { name: format!("P-256 {name}"), bytes: bytes.to_vec(), width: 8 });
    let words = bytes.iter().rev().copied().collect();
    forms.push(Form { name: format!("P-256 {name}, little-endian"), bytes: words, width: 8 });
    // Digits from -8 to 8 in radix 16, the lowest first, as `primeorder` recodes a scalar.
    let mut carry = 0;
    let digits = (0..64).map(|i| {
        let nibble = bytes[31 - i / 2] >> (4 * (i % 2)) & 15;
        let digit = i8::try_from(nibble).expect("four bits") + carry;
        carry = if i < 63 { (digit + 8) >> 4 } else { 0 };
        (digit - (carry << 4)).to_le_bytes()[0]
    });
    forms.push(Form { name: format!("P-256 {name}, in signed digits"), bytes: digits.collect(), width: 16 });
}

/// The coordinates of a point as they were computed: they tell more than the point.
fn push_point(forms: &mut Vec<Form>, name: &str, point: &ProjectivePoint) {
    let place = (&raw const *point).cast::<u8>();
    // SAFETY: a point is three field elements without padding.
    let bytes = unsafe { std::slice::from_raw_parts(place, size_of::<ProjectivePoint>()) }.to_vec();
    forms.push(Form { name: format!("P-256 coordinates of {name}"), bytes, width: 8 });
}
