//! What the memory of a public value says. `curve25519-dalek` keeps points in projective coordinates, and Z is a trace of
//! the computation: after a multiplication by x it gives the lowest digit of x. A public value must not carry it.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use fernet_core::Role;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{BatchKey, BatchProof, Evaluation, Proof, PublicKey, SecretKey, Suite};

mod field;
use field::{Field, coordinates};

/// A value's bytes in memory.
fn memory<T>(value: &T) -> Vec<u8> {
    let place = std::ptr::from_ref(value).cast::<u8>();
    // SAFETY: the place is as large as the type. What is compared as a whole has no padding.
    (0..size_of::<T>()).map(|i| unsafe { place.wrapping_add(i).read_volatile() }).collect()
}

fn decompress(bytes: &[u8]) -> EdwardsPoint {
    CompressedEdwardsY::from_slice(bytes).unwrap().decompress().unwrap()
}

/// The lowest signed digits of x in base 16 that fit what is in the memory of values that hold multiples x P.
///
/// A multiplication ends with the addition of d P to 16 S, which makes Z = (Z' 2 Z'')^2 (1 - (d x1 y1 x2 y2)^2), where the
/// coordinates are those of 16 S and of d P, and d in the formula is the curve's constant: Z times the last factor is a
/// square for the right digit, and for every second wrong one.
fn lowest_digits<'a>(samples: impl IntoIterator<Item = (&'a EdwardsPoint, CompressedEdwardsY, Vec<u8>)>) -> Vec<i8> {
    let mut digits: BTreeSet<i8> = (-8..8).collect();
    for (point, multiple, memory) in samples {
        let result = multiple.decompress().unwrap();
        let Some(z) = Field::z_of(&memory, &coordinates(&result)) else { return vec![] };
        digits.retain(|digit| {
            let size = Scalar::from(digit.unsigned_abs());
            let last = if *digit < 0 { -size } else { size } * point;
            let product = [coordinates(&(result - last)), coordinates(&last)].concat().into_iter();
            let product = product.fold(Field::curve_d(), Field::times);
            z.times(Field::ONE.minus(product.times(product))).is_square()
        });
    }
    digits.into_iter().collect()
}

fn digit_of(x: &Scalar) -> i8 {
    let digit = i8::try_from(x.as_bytes()[0] & 15).unwrap();
    if digit < 8 { digit } else { digit - 16 }
}

const KEYS: u8 = 8;
const INPUTS: u8 = 24;

fn x_of(secret_key: &SecretKey) -> Scalar {
    Scalar::from_canonical_bytes(intermediates(secret_key, Suite::Ell2, b"", None).unwrap().x).unwrap()
}

/// What dalek leaves in memory of x times a point gives the digit for every key.
#[test]
fn control_the_attack_finds_the_digit_in_a_bare_multiplication() {
    for seed in 0..KEYS {
        let x = x_of(&SecretKey::from_seed(&[seed; 32]));
        let points: Vec<_> = (1..=INPUTS).map(|i| EdwardsPoint::mul_base(&Scalar::from(i))).collect();
        let samples = points.iter().map(|point| (point, x * point)).collect::<Vec<_>>();
        let samples = samples.iter().map(|(point, result)| (*point, result.compress(), memory(result)));
        assert_eq!(lowest_digits(samples), [digit_of(&x)]);
    }
}

/// Proofs of an evaluation, in all ways to make one.
fn proofs(evaluation: &Evaluation<'_>, alpha: &[u8]) -> [Proof; 4] {
    [
        evaluation.prove(None),
        evaluation.prove(Some(b"data")),
        evaluation.prove_verified(alpha, None).unwrap(),
        evaluation.prove_verified(alpha, Some(b"data")).unwrap(),
    ]
}

#[test]
fn the_memory_of_proofs_does_not_give_the_digit() {
    for seed in 0..KEYS {
        let secret_key = SecretKey::from_seed(&[seed; 32]);
        let mut samples = vec![];
        for alpha in (0..INPUTS).map(|i| [i]) {
            let evaluation = secret_key.evaluate(Suite::Ell2, &alpha).unwrap();
            let proof = evaluation.prove(None);
            let h = intermediates(&secret_key, Suite::Ell2, &alpha, None).unwrap().h;
            let gamma = CompressedEdwardsY::from_slice(&proof.to_bytes()[..32]).unwrap();
            samples.push((decompress(&h), gamma, memory(&proof)));
        }
        let found = lowest_digits(samples.iter().map(|(point, gamma, memory)| (point, *gamma, memory.clone())));
        // Z is 1, a square, which is what the digit 0 would leave.
        assert_eq!(found, [0], "key {seed}: x mod 16 is {}", digit_of(&x_of(&secret_key)));
    }
}

/// The memory of a value follows from its bytes alone, however the value was made.
#[test]
fn values_made_and_parsed_are_the_same_in_memory() {
    for seed in 0..KEYS {
        let keys = [SecretKey::from_seed(&[seed; 32]), SecretKey::derive(&[seed; 32], Role::Prover)];
        for secret_key in keys {
            let key = secret_key.public_key();
            let parsed = PublicKey::from_bytes(key.to_bytes().as_bytes()).unwrap();
            assert_eq!(memory(key), memory(&parsed));
            assert_eq!(memory(BatchKey::from(*key).public_key()), memory(&parsed));
            for suite in [Suite::Ell2, Suite::Tai] {
                let evaluation = secret_key.evaluate(suite, b"alpha").unwrap();
                let forms = [evaluation.prove_batchable(None), evaluation.prove_batchable(Some(b"data"))];
                let [plain, signed, ..] = proofs(&evaluation, b"alpha");
                let converted = [(plain, None), (signed, Some(&b"data"[..]))]
                    .map(|(proof, ad)| proof.to_batch_proof(key, suite, b"alpha", ad).unwrap());
                for form in forms.into_iter().chain(converted) {
                    assert_eq!(memory(&form), memory(&BatchProof::from_bytes(&form.to_bytes()).unwrap()));
                }
                let converted = [None, Some(&b"data"[..])];
                let converted = [0, 1].map(|i| forms[i].to_proof(key, suite, b"alpha", converted[i]).unwrap());
                for proof in proofs(&evaluation, b"alpha").into_iter().chain(converted) {
                    assert_eq!(memory(&proof), memory(&Proof::from_bytes(&proof.to_bytes()).unwrap()));
                }
                assert_eq!(memory(&evaluation.output()), memory(&key.verify(suite, b"alpha", None, &plain).unwrap()));
            }
        }
    }
}

/// An evaluation that is dropped leaves neither Gamma nor the output in its place.
#[test]
fn a_dropped_evaluation_is_wiped() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let mut evaluation = ManuallyDrop::new(secret_key.evaluate(Suite::Ell2, b"alpha").unwrap());
    let gamma = decompress(&evaluation.prove(None).to_bytes()[..32]);
    let output = evaluation.output();
    let holds = |memory: &[u8]| {
        let coordinates = Field::z_of(memory, &coordinates(&gamma)).is_some();
        (coordinates, memory.windows(8).any(|part| output.beta().as_bytes().windows(8).any(|beta| beta == part)))
    };
    assert_eq!(holds(&memory(&evaluation)), (true, true));
    // SAFETY: dropped once; what is read after it is plain memory, still in scope.
    unsafe { ManuallyDrop::drop(&mut evaluation) };
    assert_eq!(holds(&memory(&evaluation)), (false, false));
}
