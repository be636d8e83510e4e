//! `EcvrfP256` against `fernet-vrf-p256`: for any calldata the contract returns an output if, and only if, the crate accepts the
//! proof with this output and computes the same witness.
#![no_main]

use std::cell::RefCell;

use arbitrary::Arbitrary;
use evm::{Contract, Entry, N, P, Point, Proof, Refusal, SecretKey, Statement, Words, calldata};
use fernet_vrf_p256::{P256VerifyError, PublicKey, Suite};
use libfuzzer_sys::fuzz_target;
use p256::Scalar;
use p256::elliptic_curve::PrimeField as _;

/// A call with a proof that is made, and what is changed.
#[derive(Arbitrary, Debug)]
struct Input<'a> {
    /// The secret key is this number plus one, or its negative.
    secret: u64,
    /// The nonce, if it is not the one of the RFC.
    nonce: Option<u16>,
    /// Whether `alpha` has 32 bytes: shortened, or filled with zeros.
    fixed: bool,
    alpha: &'a [u8],
    ad: Option<&'a [u8]>,
    /// What the call has for additional data instead.
    other_ad: Option<Option<&'a [u8]>>,
    /// The witness is made for the proof with this change.
    forgery: Option<Forgery>,
    /// The points of the witness satisfy the three equations with these signs.
    signs: u8,
    changes: Vec<Change<'a>>,
}

/// How a valid proof is turned into another one, which need not be valid.
#[derive(Arbitrary, Debug)]
enum Forgery {
    Challenge([u8; 16]),
    Scalar([u8; 32]),
    /// A small number is added to s.
    AddToScalar(i8),
    /// -Gamma takes the place of Gamma.
    Negative,
    /// Gamma plus multiples of B, Y and H.
    AddToGamma(i8, i8, i8),
    /// Multiples of B, Y and H.
    Gamma(i8, i8, i8),
}

/// A change of the calldata behind the selector.
#[derive(Arbitrary, Debug)]
enum Change<'a> {
    /// The bits of one byte.
    Byte { at: u16, bits: u8 },
    /// A word is replaced.
    Word { at: u8, value: [u8; 32] },
    /// A number next to p or n, or another limit.
    Limit { at: u8, limit: u8 },
    /// p, or n, is added.
    Plus { at: u8, p: bool },
    /// Two words in each other's place.
    Exchange { a: u8, b: u8 },
    /// The words from `to` on become those from `from` on.
    Copy { from: u8, to: u8, words: u8 },
    /// Only so many bytes are left.
    Shorter(u16),
    /// Bytes are appended to the calldata.
    Longer(&'a [u8]),
}

thread_local! {
    static CONTRACT: RefCell<Contract> = RefCell::new(Contract::new());
}

fuzz_target!(|input: Input<'_>| CONTRACT.with_borrow_mut(|contract| run(contract, &input)));

fn run(contract: &mut Contract, input: &Input<'_>) {
    let mut alpha = input.alpha.to_vec();
    let entry = if input.fixed { Entry::Fixed } else { Entry::Bytes };
    if input.fixed {
        alpha.resize(32, 0);
    }
    let key = SecretKey::new(Scalar::from(input.secret) + Scalar::ONE);
    let statement = Statement::new(key.public_key(), &alpha);
    let made = match input.nonce {
        Some(nonce) => key.prove(&statement, Scalar::from(u64::from(nonce)), input.ad),
        None => proof_of_crate(&key, &alpha, input.ad),
    };
    let proof = input.forgery.as_ref().map_or(Some(made), |forgery| forgery.apply(&statement, made));
    let Some(proof) = proof.filter(|proof| !is_infinity(&proof.gamma)) else { return };
    let signs = input.signs % 8;
    let Some(words) = words(&statement, &proof, signs) else { return };
    let ad = input.other_ad.unwrap_or(input.ad);
    let mut data = calldata(entry, &statement.key_bytes(), &alpha, &words, ad);

    let answer = agreed(contract, &data);
    if let Err(refusal) = answer
        && signs == 0
    {
        check_reason(&statement, &alpha, ad, &proof, refusal);
    }
    if !input.changes.is_empty() {
        input.changes.iter().for_each(|change| change.apply(&mut data));
        let _ = agreed(contract, &data);
    }
}

/// The answer of the contract, which has to be that of the crate.
fn agreed(contract: &mut Contract, data: &[u8]) -> Result<[u8; 32], Refusal> {
    let answer = contract.send(data).0;
    assert_eq!(answer.ok(), evm::expected(data), "{answer:?}: {data:02x?}");
    assert!(![Err(Refusal::Halted), Err(Refusal::PrecompileFailed)].contains(&answer), "{data:02x?}");
    answer
}

fn proof_of_crate(key: &SecretKey, alpha: &[u8], ad: Option<&[u8]>) -> Proof {
    let key = fernet_vrf_p256::SecretKey::from_scalar(&key.0.to_repr().into()).expect("not zero");
    let evaluation = key.evaluate(Suite::Sswu, alpha).expect("one input in 2^256 has no point");
    evm::decode(&evaluation.prove(ad).to_bytes()).expect("a proof")
}

fn is_infinity(point: &Point) -> bool {
    *point == Point::IDENTITY
}

/// The words for a proof, if no point is at infinity.
fn words(statement: &Statement, proof: &Proof, signs: u8) -> Option<Words> {
    let points = if signs == 0 { statement.points(proof) } else { evm::with_signs(statement, proof, signs.into()) };
    let finite = ![points.t, points.s, points.r].iter().any(is_infinity);
    finite.then(|| statement.words_with(proof, &points))
}

/// The points of the witness are right: the contract's reason is that of the crate, or one of the further exceptions.
fn check_reason(statement: &Statement, alpha: &[u8], ad: Option<&[u8]>, proof: &Proof, refusal: Refusal) {
    let key = PublicKey::from_registered(&statement.key_bytes().into()).expect("a key");
    let bytes: [u8; 81] = evm::encode(proof).try_into().expect("81 bytes");
    let proof = fernet_vrf_p256::Proof::from_bytes(&bytes).expect("a proof");
    let verdict = key.verify(Suite::Sswu, alpha, ad, &proof);
    assert!(verdict.is_err(), "valid, but {refusal:?}: {proof:?}");
    match refusal {
        Refusal::Exceptional => {}
        Refusal::InvalidProof | Refusal::InvalidWitness => assert_ne!(verdict, Err(P256VerifyError::Exceptional)),
        _ => panic!("{refusal:?} for {verdict:?}: {proof:?}"),
    }
}

impl Forgery {
    /// The changed proof, unless a scalar is not below n.
    fn apply(&self, statement: &Statement, proof: Proof) -> Option<Proof> {
        let small = |value: i8| {
            let scalar = Scalar::from(u64::from(value.unsigned_abs()));
            if value < 0 { -scalar } else { scalar }
        };
        let sum = |b, y, h| Point::GENERATOR * small(b) + statement.key * small(y) + statement.h * small(h);
        Some(match *self {
            Self::Challenge(c) => Proof { c: evm::scalar16(&c), ..proof },
            Self::Scalar(s) => Proof { s: Option::from(Scalar::from_repr(s.into()))?, ..proof },
            Self::AddToScalar(value) => Proof { s: proof.s + small(value), ..proof },
            Self::Negative => Proof { gamma: -proof.gamma, ..proof },
            Self::AddToGamma(b, y, h) => Proof { gamma: proof.gamma + sum(b, y, h), ..proof },
            Self::Gamma(b, y, h) => Proof { gamma: sum(b, y, h), ..proof },
        })
    }
}

impl Change<'_> {
    fn apply(&self, data: &mut Vec<u8>) {
        let words = (data.len() - 4) / 32;
        if words == 0 {
            return;
        }
        let start = |at: u8| 4 + usize::from(at) % words * 32;
        let word = |at: u8| start(at)..start(at) + 32;
        let read = |data: &[u8], at: u8| <[u8; 32]>::try_from(&data[word(at)]).expect("32 bytes");
        match *self {
            Self::Byte { at, bits } => {
                let length = data.len() - 4;
                data[4 + usize::from(at) % length] ^= bits;
            }
            Self::Word { at, value } => data[word(at)].copy_from_slice(&value),
            Self::Limit { at, limit } => {
                let limits = evm::limits();
                data[word(at)].copy_from_slice(&limits[usize::from(limit) % limits.len()]);
            }
            Self::Plus { at, p } => {
                if let Some(sum) = evm::plus(&read(data, at), if p { P } else { N }) {
                    data[word(at)].copy_from_slice(&sum);
                }
            }
            Self::Exchange { a, b } => {
                let (first, second) = (read(data, a), read(data, b));
                data[word(a)].copy_from_slice(&second);
                data[word(b)].copy_from_slice(&first);
            }
            Self::Copy { from, to, words } => {
                let length = (32 * usize::from(words)).min(data.len() - start(from)).min(data.len() - start(to));
                data.copy_within(start(from)..start(from) + length, start(to));
            }
            Self::Shorter(length) => data.truncate(4 + usize::from(length)),
            Self::Longer(bytes) => data.extend(bytes),
        }
    }
}
