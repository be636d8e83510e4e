//! The contract refuses what RFC 9381 refuses, and nothing accepted has another meaning.

use evm::{
    Contract, Entry, N, P, Point, Points, Proof, Random, Refusal, SecretKey, Statement, Words, affine, calldata,
    expected, limits, output, plus,
};
use p256::Scalar;
use p256::elliptic_curve::PrimeField as _;

/// Mutated inputs: `EVM_MUTATIONS`, or some thousand.
fn count() -> usize {
    evm::count("EVM_MUTATIONS", 20_000)
}

/// What is proven, with the proof and the words for it.
struct Case {
    key: SecretKey,
    alpha: [u8; 32],
    statement: Statement,
    proof: Proof,
    words: Words,
}

impl Case {
    fn new(random: &mut Random) -> Self {
        let (key, alpha) = (SecretKey::new(random.scalar()), random.bytes());
        let statement = Statement::new(key.public_key(), &alpha);
        let proof = key.prove(&statement, random.scalar(), None);
        Self { key, alpha, words: statement.words(&proof), statement, proof }
    }

    fn calldata(&self) -> Vec<u8> {
        calldata(Entry::Fixed, &self.statement.key_bytes(), &self.alpha, &self.words, None)
    }

    fn send(&self, contract: &mut Contract, words: &Words) -> Result<[u8; 32], Refusal> {
        contract.verify(Entry::Fixed, &self.statement.key_bytes(), &self.alpha, words, None)
    }
}

/// Each bit of the calldata matters.
#[test]
fn every_bit() {
    let mut contract = Contract::new();
    let case = Case::new(&mut Random::new("bits"));
    let data = case.calldata();
    assert!(contract.send(&data).0.is_ok());
    for bit in 0..8 * data.len() {
        let mut changed = data.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(contract.send(&changed).0.is_err(), "bit {bit}");
    }
}

/// Random changes of random proofs: several bits, bytes, words exchanged, words of another proof, and numbers at limits.
#[test]
fn mutations() {
    let mut contract = Contract::new();
    let mut random = Random::new("mutations");
    let limits = limits();
    let (mut case, mut other) = (Case::new(&mut random), Case::new(&mut random));
    let (mut refused, mut same) = (0, 0);
    for i in 0..count() {
        if i % 500 == 0 {
            other = std::mem::replace(&mut case, Case::new(&mut random));
        }
        let right = case.calldata();
        let mut data = right.clone();
        let word = |at: usize| 4 + 32 * at..36 + 32 * at;
        for _ in 0..=random.below(3) {
            let (a, b) = (random.below(16), random.below(16));
            match random.below(7) {
                0 => data[4 + random.below(512)] = random.bytes()[0],
                1 => data[4 + random.below(512)] ^= 1 << random.below(8),
                2 => data[word(a)].copy_from_slice(&random.bytes()),
                3 => {
                    let bytes = data[word(a)].to_vec();
                    data.copy_within(word(b), word(a).start);
                    data[word(b)].copy_from_slice(&bytes);
                }
                4 => data[word(a)].copy_from_slice(&other.calldata()[word(a)]),
                5 => data[word(a)].copy_from_slice(&limits[random.below(limits.len())]),
                _ => {
                    let bytes = <[u8; 32]>::try_from(&data[word(a)]).expect("32 bytes");
                    let sum = plus(&bytes, [P, N][random.below(2)]).unwrap_or(bytes);
                    data[word(a)].copy_from_slice(&sum);
                }
            }
        }
        match contract.send(&data).0 {
            Ok(beta) => {
                assert_eq!(expected(&data), Some(beta), "{data:02x?}");
                same += usize::from(data == right);
            }
            Err(refusal) => {
                assert_ne!(data, right);
                assert!(![Refusal::Empty, Refusal::Halted, Refusal::PrecompileFailed].contains(&refusal));
                refused += 1;
            }
        }
    }
    println!("{refused} mutated inputs refused, {same} unchanged");
    assert!(refused > count() * 9 / 10);
}

/// Gamma, U, V, T, S, R and the nonce with every pattern of signs: only one is accepted.
#[test]
fn signs() {
    let mut contract = Contract::new();
    let mut random = Random::new("signs");
    for _ in 0..2 {
        let case = Case::new(&mut random);
        let right = case.statement.points(&case.proof);
        let (u, v) = (right.r - right.t, right.s - right.t);
        for pattern in 0..128_u32 {
            let sign = |bit: u32, point: Point| if pattern >> bit & 1 == 0 { point } else { -point };
            let proof = Proof { gamma: sign(0, case.proof.gamma), ..case.proof };
            let proof = if pattern >> 6 & 1 == 0 {
                proof
            } else {
                Proof { s: proof.s - (proof.s - proof.c * case.key.0).double(), ..proof }
            };
            let t = sign(3, right.t);
            let points = Points { t, r: sign(5, sign(1, u) + t), s: sign(4, sign(2, v) + t) };
            let beta = case.send(&mut contract, &case.statement.words_with(&proof, &points));
            assert_eq!(beta.is_ok(), pattern == 0, "pattern {pattern:07b}: {beta:?}");
        }
    }
}

/// The points that satisfy the three calls with a wrong sign lead to other U and V, and so to another challenge.
#[test]
fn wrong_points_that_satisfy_the_calls() {
    let mut contract = Contract::new();
    let mut random = Random::new("wrong points");
    for _ in 0..3 {
        let case = Case::new(&mut random);
        for pattern in 0..8_u32 {
            let points = evm::with_signs(&case.statement, &case.proof, pattern);
            let beta = case.send(&mut contract, &case.statement.words_with(&case.proof, &points));
            assert_eq!(beta, if pattern == 0 { Ok(output(&case.proof.gamma)) } else { Err(Refusal::InvalidProof) });
        }
    }
}

#[test]
fn words_exchanged() {
    let mut contract = Contract::new();
    let case = Case::new(&mut Random::new("exchanged"));
    for a in 0..14 {
        for b in 0..a {
            let mut words = case.words;
            words.swap(a, b);
            assert!(case.send(&mut contract, &words).is_err(), "words {a} and {b}");
        }
    }
}

/// The challenge and the scalar at the limits of what the contract takes.
#[test]
fn boundary_scalars() {
    let mut contract = Contract::new();
    let mut random = Random::new("boundaries");
    let case = Case::new(&mut random);
    let number = |low: u64| std::array::from_fn(|i| if i < 24 { 0 } else { low.to_be_bytes()[i - 24] });
    let n = plus(&[0; 32], N).expect("no carry");
    let n_minus_1 = {
        let mut n = n;
        n[31] -= 1;
        n
    };
    let s_cases = [
        (number(0), Refusal::Exceptional),
        (n_minus_1, Refusal::Exceptional),
        (n, Refusal::InvalidScalar),
        (plus(&number(1), N).expect("no carry"), Refusal::InvalidScalar),
        ([0xff; 32], Refusal::InvalidScalar),
    ];
    for (s, refusal) in s_cases {
        let mut words = case.words;
        words[3] = s;
        assert_eq!(case.send(&mut contract, &words), Err(refusal), "s = {s:02x?}");
    }
    for second in [0, 1] {
        for (c, refusal) in
            [(number(0), Refusal::Exceptional), (number(1), Refusal::Exceptional), (number(2), Refusal::InvalidProof)]
        {
            let mut words = case.words;
            let mut c: [u8; 32] = c;
            c[15] |= second;
            words[2] = c;
            let refused = case.send(&mut contract, &words).expect_err("another challenge");
            // With the wrong branch H is refused first.
            let branch = case.words[2][15] == second || refusal == Refusal::Exceptional;
            assert_eq!(refused, if branch { refusal } else { Refusal::InvalidWitness }, "c = {c:02x?}");
        }
    }
    for bit in 129..256 {
        let mut words = case.words;
        words[2][31 - bit / 8] |= 1 << (bit % 8);
        assert_eq!(case.send(&mut contract, &words), Err(Refusal::InvalidScalar), "bit {bit} of c");
    }
}

/// s + n has a second encoding of s only if s is below 2^256 - n.
#[test]
fn unreduced_scalar() {
    let mut contract = Contract::new();
    let mut random = Random::new("unreduced");
    let case = Case::new(&mut random);
    for low in 1..20_u64 {
        let proof = Proof { s: Scalar::from(low), ..case.proof };
        let mut words = case.statement.words(&proof);
        assert_eq!(case.send(&mut contract, &words), Err(Refusal::InvalidProof));
        words[3] = plus(&words[3], N).expect("a small s");
        assert_eq!(case.send(&mut contract, &words), Err(Refusal::InvalidScalar));
    }
}

/// With the nonce zero U and V are at infinity, and the proof gives the key away.
#[test]
fn nonce_zero() {
    let mut contract = Contract::new();
    let mut random = Random::new("nonce zero");
    let case = Case::new(&mut random);
    let mut proof = case.key.prove(&case.statement, Scalar::ZERO, None);
    assert!(case.statement.verify(&proof, None), "by the equations alone it is valid");
    assert_eq!(case.send(&mut contract, &case.statement.words(&proof)), Err(Refusal::Exceptional));
    proof.c = Scalar::from(5_u64);
    proof.s = proof.c * case.key.0;
    assert_eq!(case.send(&mut contract, &case.statement.words(&proof)), Err(Refusal::Exceptional));
}

/// The holder of a key cannot prove under the other point with the same x.
#[test]
fn odd_key() {
    let mut contract = Contract::new();
    let mut random = Random::new("odd");
    let even = Case::new(&mut random);
    let key = SecretKey(-even.key.0);
    let statement = Statement { key: -even.statement.key, ..even.statement.clone() };
    let proof = key.prove(&statement, random.scalar(), None);
    assert_ne!(output(&proof.gamma), output(&even.proof.gamma));
    assert_eq!(even.send(&mut contract, &statement.words(&proof)), Err(Refusal::InvalidPublicKey));
}

/// The other root of Gamma, of H and of the key, and the other x coordinate of simplified SWU.
#[test]
fn other_roots() {
    let mut contract = Contract::new();
    let mut random = Random::new("roots");
    let (mut branches, mut exchanged) = (0, 0);
    for _ in 0..20 {
        let case = Case::new(&mut random);
        let mut words = case.words;
        words[2][15] ^= 1;
        assert_eq!(case.send(&mut contract, &words), Err(Refusal::InvalidWitness));
        branches += usize::from(case.statement.second);

        // A proof for -H, whose encoding differs in its first byte.
        let statement = Statement { h: -case.statement.h, ..case.statement.clone() };
        let proof = case.key.prove(&statement, random.scalar(), None);
        assert!(statement.verify(&proof, None));
        assert_eq!(case.send(&mut contract, &statement.words(&proof)), Err(Refusal::InvalidWitness));

        let negative = Proof { gamma: -case.proof.gamma, ..case.proof };
        assert!(case.send(&mut contract, &case.statement.words(&negative)).is_err());
        let mut words = case.words;
        words[1] = (-affine(&case.proof.gamma).1).to_repr().into();
        assert!(case.send(&mut contract, &words).is_err());
        exchanged += 1;
    }
    assert!(branches > 0 && branches < exchanged);
}

/// Values that are not covered are refused by name.
#[test]
fn exceptional_points() {
    let mut contract = Contract::new();
    let mut random = Random::new("exceptional");
    let case = Case::new(&mut random);
    let base = Point::GENERATOR;
    for gamma in [base + base, -base - base, case.statement.key, -case.statement.key] {
        let proof = Proof { gamma, ..case.proof };
        assert_eq!(case.send(&mut contract, &case.statement.words(&proof)), Err(Refusal::Exceptional));
    }
    let right = case.statement.points(&case.proof);
    for sign in [Scalar::ONE, -Scalar::ONE] {
        let gamma = Points { t: case.proof.gamma * sign, ..right };
        let r = Points { r: right.t * sign, ..right };
        let s = Points { s: right.t * sign, ..right };
        for points in [gamma, r, s] {
            let words = case.statement.words_with(&case.proof, &points);
            assert_eq!(case.send(&mut contract, &words), Err(Refusal::Exceptional));
        }
    }
    // R = +-(Gamma - Y): the difference has no inverse.
    let e = case.proof.gamma - case.statement.key;
    for r in [e, -e] {
        let words = case.statement.words_with(&case.proof, &Points { r, ..right });
        assert_eq!(case.send(&mut contract, &words), Err(Refusal::InvalidWitness));
    }
    let words = case.statement.words_with(&case.proof, &Points { s: case.statement.h, ..right });
    assert_eq!(case.send(&mut contract, &words), Err(Refusal::Exceptional));
}

/// A key, Gamma or point of the witness with a coordinate that is not below p, or off the curve.
#[test]
fn malformed_points() {
    let mut contract = Contract::new();
    let mut random = Random::new("malformed");
    let case = Case::new(&mut random);
    let p = plus(&[0; 32], P).expect("no carry");
    let send = |contract: &mut Contract, key: &[u8; 32], words: &Words| {
        contract.verify(Entry::Fixed, key, &case.alpha, words, None)
    };
    assert_eq!(send(&mut contract, &p, &case.words), Err(Refusal::InvalidPublicKey));
    assert_eq!(send(&mut contract, &[0xff; 32], &case.words), Err(Refusal::InvalidPublicKey));
    for word in [0, 1] {
        for value in [p, [0xff; 32], random.bytes()] {
            let mut words = case.words;
            words[word] = value;
            assert_eq!(case.send(&mut contract, &words), Err(Refusal::InvalidGamma));
        }
    }
    // A key whose x is no coordinate of a point.
    let mut off = 0;
    while off < 5 {
        let key = random.bytes();
        if evm::even(&key).is_none() && plus(&key, P).is_none() {
            let refusal = send(&mut contract, &key, &case.words).expect_err("no key");
            assert!([Refusal::InvalidPublicKey, Refusal::InvalidWitness].contains(&refusal));
            off += 1;
        }
    }
}
