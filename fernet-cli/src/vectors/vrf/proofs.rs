//! `proofs.json`.

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::{SecretKey, Suite};
use serde_json::{Value, json};

use super::craft::{Crafted, craft};
use super::{BASE_POINT, MINUS_ZERO, NON_CANONICAL, NOT_ON_CURVE, SMALL_ORDER, hex, unhex};

/// The group order L, little-endian.
pub(super) const L: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

/// A case of `proofs.json`, starting from an honest one.
#[derive(Clone)]
pub(super) struct ProofCase {
    pub(super) suite: Suite,
    pub(super) sk: Option<[u8; 32]>,
    pub(super) pk: Vec<u8>,
    pub(super) alpha: Vec<u8>,
    pub(super) ad: Option<Vec<u8>>,
    pub(super) pi: Vec<u8>,
    pub(super) beta: [u8; 64],
}

const SEED: [u8; 32] = *b"fernet/1/vectors/vrf: secret key";
const GAMMA: &str = "ProofError::GammaNonCanonical";
pub(super) const ALPHA: &[u8] = b"alpha";
pub(super) const AD: &[u8] = b"additional data";

impl ProofCase {
    pub(super) fn honest(suite: Suite, alpha: &[u8], ad: Option<&[u8]>) -> Self {
        let secret_key = SecretKey::from_seed(&SEED);
        let evaluation = secret_key.evaluate(suite, alpha).expect("a point");
        let proof = evaluation.prove(ad);
        Self {
            suite,
            sk: Some(SEED),
            pk: secret_key.public_key().to_bytes().to_bytes().to_vec(),
            alpha: alpha.to_vec(),
            ad: ad.map(<[u8]>::to_vec),
            pi: proof.to_bytes().to_vec(),
            beta: evaluation.output().beta().to_bytes(),
        }
    }

    /// Proofs of both suites, plain and signing, each with an id and its flags.
    pub(super) fn honest_ones() -> Vec<(String, Vec<&'static str>, Self)> {
        let mut cases = Vec::new();
        for (name, suite) in [("ell2", Suite::Ell2), ("tai", Suite::Tai)] {
            let mut add = |id: &str, flags: &[&'static str], ad: Option<&[u8]>| {
                cases.push((format!("{name}-{id}"), flags.to_vec(), Self::honest(suite, ALPHA, ad)));
            };
            add("plain", &["plain"], None);
            add("ad", &["ad"], Some(AD));
            add("ad-empty", &["ad", "boundary"], Some(b""));
        }
        cases
    }

    pub(super) fn crafted(key_torsion: EdwardsPoint, gamma_torsion: EdwardsPoint, valid: bool) -> Self {
        let crafted = craft(&Scalar::from(0x1234_5678_u32), key_torsion, gamma_torsion, ALPHA, valid);
        Self::from(crafted)
    }

    fn valid(self, id: &str, flags: &[&str], reason: &str) -> Value {
        let beta = hex(&self.beta);
        self.case(id, &[flags, &["valid"]].concat(), reason, Value::Null, beta.into())
    }

    fn invalid(&self, id: &str, flags: &[&str], reason: &str, error: &str, change: impl FnOnce(&mut Self)) -> Value {
        let mut changed = Self { sk: None, ..self.clone() };
        change(&mut changed);
        changed.case(id, &[&["invalid"], flags].concat(), reason, error.into(), Value::Null)
    }

    fn case(self, id: &str, flags: &[&str], reason: &str, error: Value, beta: Value) -> Value {
        let mut flags = flags.to_vec();
        flags.sort_unstable();
        json!({
            "id": id,
            "flags": flags,
            "reason": reason,
            "suite": self.suite.name(),
            "sk": self.sk.map(|sk| hex(&sk)),
            "pk": hex(&self.pk),
            "alpha": hex(&self.alpha),
            "ad": self.ad.map(|ad| hex(&ad)),
            "pi": hex(&self.pi),
            "valid": error.is_null(),
            "error": error,
            "beta": beta,
        })
    }
}

impl From<Crafted> for ProofCase {
    fn from(crafted: Crafted) -> Self {
        Self {
            suite: Suite::Ell2,
            sk: None,
            pk: crafted.pk.to_vec(),
            alpha: ALPHA.to_vec(),
            ad: None,
            pi: crafted.pi,
            beta: crafted.beta,
        }
    }
}

pub(super) fn proof_cases() -> Vec<Value> {
    let mut cases = honest_cases();
    cases.extend(encoding_cases());
    cases.extend(tampered_cases());
    cases.extend(statement_cases());
    cases.extend(group_cases());
    cases
}

fn honest_cases() -> Vec<Value> {
    let mut cases = Vec::new();
    for (suite, name) in [(Suite::Ell2, "ell2"), (Suite::Tai, "tai")] {
        let honest = |alpha: &[u8], ad| ProofCase::honest(suite, alpha, ad);
        let long = [0xa5; 300];
        cases.extend([
            honest(ALPHA, None).valid(&format!("{name}-plain"), &["plain"], "a proof of RFC 9381"),
            honest(b"", None).valid(&format!("{name}-plain-empty-alpha"), &["boundary", "plain"], "alpha may be empty"),
            honest(&long, None).valid(&format!("{name}-plain-long-alpha"), &["plain"], "alpha spans hash blocks"),
            honest(ALPHA, Some(AD)).valid(
                &format!("{name}-ad"),
                &["ad"],
                "signs additional data; beta is the plain one",
            ),
            honest(ALPHA, Some(b"")).valid(
                &format!("{name}-ad-empty"),
                &["ad", "boundary"],
                "signs empty data, which is not the plain proof; beta is the plain one",
            ),
            honest(ALPHA, Some(&long)).valid(&format!("{name}-ad-long"), &["ad"], "the data spans hash blocks"),
        ]);
    }
    cases
}

/// Proofs that do not decode, and the nearest that do.
fn encoding_cases() -> Vec<Value> {
    let plain = ProofCase::honest(Suite::Ell2, ALPHA, None);
    let gamma = |encoding: &str| {
        let encoding = unhex(encoding);
        move |case: &mut ProofCase| case.pi[..32].copy_from_slice(&encoding)
    };
    let s = |value: Vec<u8>| move |case: &mut ProofCase| case.pi[48..].copy_from_slice(&value);
    let mut cases = Vec::new();
    for (y, encoding) in NON_CANONICAL {
        cases.push(plain.invalid(
            &format!("gamma-y-{y}"),
            &["gamma", "non-canonical"],
            "y of Gamma is not below p",
            "ProofError::GammaNonCanonical",
            gamma(encoding),
        ));
    }
    for (i, encoding) in MINUS_ZERO.into_iter().enumerate() {
        cases.push(plain.invalid(
            &format!("gamma-minus-zero-{i}"),
            &["gamma", "minus-zero"],
            "x of Gamma is zero with a sign",
            "ProofError::GammaMinusZero",
            gamma(encoding),
        ));
    }
    for (y, encoding) in NOT_ON_CURVE {
        cases.push(plain.invalid(
            &format!("gamma-y-{y}"),
            &["gamma", "not-on-curve"],
            "no point has the y of Gamma",
            "ProofError::GammaNotOnCurve",
            gamma(encoding),
        ));
    }
    for (i, (order, encoding)) in SMALL_ORDER.into_iter().enumerate() {
        cases.push(plain.invalid(
            &format!("gamma-order-{order}-{i}"),
            &["gamma", "small-order"],
            "Gamma of small order decodes, but is not xH",
            "VerifyError::Invalid",
            gamma(encoding),
        ));
    }
    let [order, mut below] = [unhex(L), unhex(L)];
    below[0] -= 1;
    let malleated = add(&plain.pi[48..], &order);
    let twice = add(&malleated, &order);
    for (id, value) in [("l", order), ("s-plus-l", malleated), ("s-plus-2l", twice), ("max", vec![0xff; 32])] {
        cases.push(plain.invalid(
            &format!("s-{id}"),
            &["non-canonical", "s"],
            "s is not below the group order; a lenient decoder reduces it",
            "ProofError::ScalarNotReduced",
            s(value),
        ));
    }
    let tai = ProofCase::honest(Suite::Tai, ALPHA, None);
    let malleated = add(&tai.pi[48..], &unhex(L));
    cases.push(tai.invalid(
        "s-plus-l-tai",
        &["non-canonical", "s"],
        "s is not below the group order; a lenient decoder reduces it",
        "ProofError::ScalarNotReduced",
        s(malleated),
    ));
    cases.push(plain.invalid(
        "s-l-minus-1",
        &["boundary", "s"],
        "the largest s decodes, but is not the response",
        "VerifyError::Invalid",
        s(below),
    ));
    let all_ones = vec![0xff; 32];
    cases.push(plain.invalid("gamma-first", &["gamma", "order"], "neither Gamma nor s decodes", GAMMA, |case| {
        case.pi[..32].copy_from_slice(&all_ones);
        case.pi[48..].copy_from_slice(&all_ones);
    }));
    cases.push(plain.invalid(
        "key-first",
        &["key", "order"],
        "neither key nor proof decodes",
        "KeyError::SmallOrder",
        |case| {
            case.pk = unhex(SMALL_ORDER[0].1);
            case.pi[..32].copy_from_slice(&all_ones);
        },
    ));
    cases.push(plain.invalid(
        "length-first",
        &["length", "order"],
        "Gamma does not decode, a byte is missing",
        "ProofError::Length",
        |case| {
            case.pi[..32].copy_from_slice(&all_ones);
            case.pi.truncate(79);
        },
    ));
    for len in [0, 79, 81] {
        cases.push(plain.invalid(
            &format!("length-{len}"),
            &["length"],
            "a proof has 80 bytes",
            "ProofError::Length",
            |case| case.pi.resize(len, 0),
        ));
    }
    cases
}

/// One bit of a valid proof, or of its key, changed.
fn tampered_cases() -> Vec<Value> {
    let mut cases = Vec::new();
    for (name, ad) in [("plain", None), ("ad", Some(AD))] {
        let honest = ProofCase::honest(Suite::Ell2, ALPHA, ad);
        for (id, flag, byte, bit) in [
            ("gamma-sign", "gamma", 31, 7),
            ("c-first", "c", 32, 0),
            ("c-last", "c", 47, 7),
            ("s-first", "s", 48, 0),
            ("s-middle", "s", 63, 3),
        ] {
            cases.push(honest.invalid(
                &format!("{name}-flip-{id}"),
                &["flip", flag, name],
                "one bit of the proof differs",
                "VerifyError::Invalid",
                |case| case.pi[byte] ^= 1 << bit,
            ));
        }
        cases.push(honest.invalid(
            &format!("{name}-flip-key-sign"),
            &["flip", "key", name],
            "the key is the negative of the prover's",
            "VerifyError::Invalid",
            |case| case.pk[31] ^= 0x80,
        ));
        cases.push(honest.invalid(
            &format!("{name}-zero"),
            &[name],
            "Gamma is the identity, c and s are zero",
            "VerifyError::Invalid",
            |case| {
                case.pi.fill(0);
                case.pi[0] = 1;
            },
        ));
    }
    cases
}

/// Valid proofs, of something else.
fn statement_cases() -> Vec<Value> {
    let plain = ProofCase::honest(Suite::Ell2, ALPHA, None);
    let tai = ProofCase::honest(Suite::Tai, ALPHA, None);
    let signed = ProofCase::honest(Suite::Ell2, ALPHA, Some(AD));
    let empty = ProofCase::honest(Suite::Ell2, ALPHA, Some(b""));
    let other = |from: &ProofCase, id: &str, flag: &str, reason: &str, change: &dyn Fn(&mut ProofCase)| {
        from.invalid(id, &["statement", flag], reason, "VerifyError::Invalid", change)
    };
    vec![
        other(&plain, "wrong-key", "key", "another holder's key", &|case| case.pk = unhex(BASE_POINT)),
        other(&plain, "wrong-suite-tai", "suite", "an ELL2 proof read as TAI", &|case| case.suite = Suite::Tai),
        other(&tai, "wrong-suite-ell2", "suite", "a TAI proof read as ELL2", &|case| case.suite = Suite::Ell2),
        other(&plain, "alpha-extended", "alpha", "alpha has a byte more", &|case| case.alpha.push(0)),
        other(&plain, "alpha-truncated", "alpha", "alpha has a byte less", &|case| case.alpha.truncate(4)),
        other(&plain, "alpha-absent", "alpha", "alpha is empty", &|case| case.alpha.clear()),
        other(&signed, "ad-swapped", "ad", "the data is another's", &|case| case.ad = Some(b"other data".to_vec())),
        other(&signed, "ad-extended", "ad", "a zero byte follows the data, as in the hash", &|case| {
            case.ad = Some([AD, &[0]].concat());
        }),
        other(&signed, "ad-truncated", "ad", "the data has a byte less", &|case| {
            case.ad = Some(AD[..AD.len() - 1].to_vec());
        }),
        other(&signed, "ad-emptied", "ad", "the data is dropped, its variant kept", &|case| case.ad = Some(Vec::new())),
        other(&signed, "ad-as-plain", "ad", "the data is dropped", &|case| case.ad = None),
        other(&empty, "ad-empty-as-plain", "ad", "signed empty data is not no data", &|case| case.ad = None),
        other(&plain, "plain-as-ad", "ad", "the proof signs no data", &|case| case.ad = Some(AD.to_vec())),
        other(&plain, "plain-as-ad-empty", "ad", "the proof signs no data, not empty data", &|case| {
            case.ad = Some(Vec::new());
        }),
        other(&signed, "alpha-ad-shifted", "ad", "the first byte of the data moved to the end of alpha", &|case| {
            case.alpha.push(AD[0]);
            case.ad = Some(AD[1..].to_vec());
        }),
        other(&signed, "wrong-suite-ad", "suite", "a signing ELL2 proof read as TAI", &|case| case.suite = Suite::Tai),
    ]
}

/// Proofs over points with small-order components.
fn group_cases() -> Vec<Value> {
    let none = point(SMALL_ORDER[0].1);
    let torsion = point(SMALL_ORDER[4].1);
    let small_order_key = |torsion, id: &str| {
        ProofCase::from(craft(&Scalar::ZERO, torsion, none, ALPHA, true)).invalid(
            id,
            &["key", "small-order"],
            "the equations hold: only validation of the key refuses it",
            "KeyError::SmallOrder",
            |_| (),
        )
    };
    vec![
        ProofCase::crafted(none, none, true).valid(
            "crafted-plain",
            &["crafted"],
            "an honest proof with a chosen nonce",
        ),
        ProofCase::crafted(torsion, none, true).valid(
            "mixed-order-key",
            &["crafted", "key", "mixed-order"],
            "the key has a component of order eight; the challenge fits it",
        ),
        ProofCase::crafted(torsion, none, false).invalid(
            "mixed-order-key-unfit",
            &["crafted", "key", "mixed-order"],
            "the key has a component of order eight; the challenge does not fit it, and no cofactor hides that",
            "VerifyError::Invalid",
            |_| (),
        ),
        ProofCase::crafted(none, torsion, true).valid(
            "mixed-order-gamma",
            &["crafted", "gamma", "mixed-order"],
            "Gamma has a component of order eight; beta is that of crafted-plain",
        ),
        ProofCase::crafted(none, torsion, false).invalid(
            "mixed-order-gamma-unfit",
            &["crafted", "gamma", "mixed-order"],
            "Gamma has a component of order eight; the challenge does not fit it",
            "VerifyError::Invalid",
            |_| (),
        ),
        small_order_key(none, "key-order-1"),
        small_order_key(torsion, "key-order-8"),
    ]
}

/// The sum of two 32-byte little-endian integers, below 2^256.
pub(super) fn add(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let sum = a.iter().zip(b).map(|(a, b)| {
        let [low, high] = (u16::from(*a) + u16::from(*b) + carry).to_le_bytes();
        carry = u16::from(high);
        low
    });
    sum.collect()
}

pub(super) fn point(encoding: &str) -> EdwardsPoint {
    let bytes = unhex(encoding).try_into().expect("32 bytes");
    CompressedEdwardsY(bytes).decompress().expect("a point")
}
