//! `vrf-p256/`: each case with what is expected of it. Expectations are stated, not computed.

mod witness;

use fernet_core::{Beta, tag};
use fernet_vrf_p256::hazmat::intermediates;
use fernet_vrf_p256::{SecretKey, Suite};
use p256::elliptic_curve::PrimeField;
use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::sec1::FromSec1Point;
use p256::{AffinePoint, ProjectivePoint, Scalar, Sec1Point};
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha512};

pub(super) use witness::witness;

/// The prime of the field.
const P: &str = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
/// The prime plus five. 5 is an x-coordinate of the curve.
const P_PLUS_5: &str = "ffffffff00000001000000000000000000000001000000000000000000000004";
/// The order of the group.
const N: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
/// The order plus one, which a lenient decoder takes for 1.
const N_PLUS_1: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552";
/// The order minus one.
const N_MINUS_1: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";
/// x-coordinate of the base point, whose y is odd (SEC 2, section 2.4.2).
const BASE_X: &str = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
/// x^3 - 3x + b is not a square for x = 1.
const NO_X: &str = "0000000000000000000000000000000000000000000000000000000000000001";
const FIVE: &str = "0000000000000000000000000000000000000000000000000000000000000005";

pub(super) fn keys() -> Value {
    let case = |id: &str, flags: &[&str], reason: &str, form: &str, pk: &str, error: Option<&str>| {
        let mut flags = [flags, &["golden", if error.is_none() { "valid" } else { "invalid" }]].concat();
        flags.sort_unstable();
        let error = error.map(|error| format!("P256KeyError::{error}"));
        json!({ "id": id, "flags": flags, "reason": reason, "form": form, "pk": pk, "valid": error.is_none(), "error": error })
    };
    let rfc = |sign: &str, x: &str| format!("{sign}{x}");
    let mut cases = vec![
        case("base-point", &[], "the base point", "rfc", &rfc("03", BASE_X), None),
        case(
            "base-point-negated",
            &[],
            "the first byte alone tells it from the base point",
            "rfc",
            &rfc("02", BASE_X),
            None,
        ),
        case("base-point-registered", &[], "the point with this x and even y", "registered", BASE_X, None),
        case(
            "x-5",
            &["boundary"],
            "x = 5 is on the curve, as is its non-canonical form modulo p",
            "registered",
            FIVE,
            None,
        ),
        case("sign-first", &["order"], "the first byte is checked before x", "rfc", &rfc("04", P), Some("Sign")),
    ];
    for sign in ["00", "01", "04", "05", "82", "ff"] {
        let reason = "a compressed point begins with 2 or 3";
        cases.push(case(&format!("sign-{sign}"), &["sign"], reason, "rfc", &rfc(sign, BASE_X), Some("Sign")));
    }
    for (form, prefix) in [("rfc", "02"), ("registered", "")] {
        let named = |name: &str| format!("{form}-{name}");
        for (name, x) in [("p", P), ("p-plus-5", P_PLUS_5), ("max", &"f".repeat(64))] {
            let reason = "x is not below p; a lenient decoder reduces it";
            let pk = rfc(prefix, x);
            cases.push(case(&named(name), &["non-canonical"], reason, form, &pk, Some("NonCanonical")));
        }
        let reason = "y would be the root of a non-residue";
        cases.push(case(&named("x-1"), &["not-on-curve"], reason, form, &rfc(prefix, NO_X), Some("NotOnCurve")));
        let whole = rfc(prefix, BASE_X);
        let lengths =
            [("empty", String::new()), ("truncated", whole[2..].to_owned()), ("oversized", format!("{whole}00"))];
        for (name, pk) in lengths {
            let reason = "a key has 33 bytes in the RFC, 32 as it is registered";
            cases.push(case(&named(name), &["length"], reason, form, &pk, Some("Length")));
        }
    }
    cases.push(case(
        "infinity",
        &["length"],
        "SEC 1 encodes the point at infinity as one byte",
        "rfc",
        "00",
        Some("Length"),
    ));
    cases.into()
}

pub(super) fn derivation() -> Value {
    let masters = [("zero", [0; 32]), ("text", *b"fernet/1/vectors/vrf: the master"), ("max", [0xff; 32])];
    let case = |(name, master): (&str, [u8; 32])| {
        let secret_key = SecretKey::derive(&master);
        let seen = intermediates(&secret_key, Suite::Sswu, b"", None).expect("a point");
        let hash = Sha512::new_with_prefix(tag::KEY_SEQUENCER_P256.as_bytes()).chain_update(master).finalize();
        json!({
            "id": name,
            "flags": ["valid"],
            "reason": "48 bytes of the hash modulo n, negated if y is odd",
            "master": super::vrf::hex(&master),
            "hash": super::vrf::hex(&hash[..48]),
            "sk": super::vrf::hex(&seen.x),
            "pk": secret_key.public_key().to_registered().expect("an even y").to_string(),
        })
    };
    masters.map(case).to_vec().into()
}

/// A case of `proofs.json`, starting from an honest one.
#[derive(Clone)]
struct ProofCase {
    suite: Suite,
    sk: Option<[u8; 32]>,
    pk: Vec<u8>,
    alpha: Vec<u8>,
    ad: Option<Vec<u8>>,
    pi: Vec<u8>,
    beta: Beta,
}

/// The secret key of the honest proofs.
const SECRET: [u8; 32] = *b"fernet/1/vectors/vrf: secret key";
const ALPHA: &[u8] = b"alpha";
const AD: &[u8] = b"additional data";

impl ProofCase {
    fn honest(suite: Suite, alpha: &[u8], ad: Option<&[u8]>) -> Self {
        let secret_key = SecretKey::from_scalar(&SECRET).expect("below n").with_even_y();
        let evaluation = secret_key.evaluate(suite, alpha).expect("a point");
        Self {
            suite,
            sk: Some(intermediates(&secret_key, suite, alpha, None).expect("a point").x),
            pk: secret_key.public_key().to_registered().expect("an even y").to_bytes().to_vec(),
            alpha: alpha.to_vec(),
            ad: ad.map(<[u8]>::to_vec),
            pi: evaluation.prove(ad).to_bytes().to_vec(),
            beta: evaluation.output().beta(),
        }
    }

    fn valid(self, id: &str, flags: &[&str], reason: &str) -> Value {
        let beta = self.beta.to_string();
        self.case(id, &[flags, &["valid"]].concat(), reason, Value::Null, beta.into())
    }

    fn invalid(&self, id: &str, flags: &[&str], reason: &str, error: &str, change: impl FnOnce(&mut Self)) -> Value {
        let mut changed = Self { sk: None, ..self.clone() };
        change(&mut changed);
        changed.case(id, &[&["invalid"], flags].concat(), reason, error.into(), Value::Null)
    }

    fn case(self, id: &str, flags: &[&str], reason: &str, error: Value, beta: Value) -> Value {
        let hex = super::vrf::hex;
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

pub(super) fn proofs() -> Value {
    let mut cases = honest();
    let proof = ProofCase::honest(Suite::Sswu, ALPHA, None);
    cases.extend(encodings(&proof));
    cases.extend(exceptional(&proof));
    cases.extend(other_statements(&proof));
    cases.into()
}

fn honest() -> Vec<Value> {
    let long = [0xa5; 300];
    let mut cases = Vec::new();
    for (suite, name) in [(Suite::Sswu, "sswu"), (Suite::Tai, "tai")] {
        let mut add = |id: &str, flags: &[&str], reason: &str, alpha: &[u8], ad: Option<&[u8]>| {
            cases.push(ProofCase::honest(suite, alpha, ad).valid(&format!("{name}-{id}"), flags, reason));
        };
        add("plain", &["plain"], "a proof of RFC 9381", ALPHA, None);
        add("plain-empty-alpha", &["boundary", "plain"], "alpha may be empty", b"", None);
        add("plain-long-alpha", &["plain"], "alpha spans hash blocks", &long, None);
        add("ad", &["ad"], "signs additional data; beta is the plain one", ALPHA, Some(AD));
        add("ad-empty", &["ad", "boundary"], "signs empty data, which is not the plain proof", ALPHA, Some(b""));
        add("ad-long", &["ad"], "the data spans hash blocks", ALPHA, Some(&long));
    }
    cases
}

/// Writes bytes into a proof: the first byte of Gamma at 0, its x at 1, c at 33, s at 49.
fn write(pi: &mut [u8], at: usize, digits: &str) {
    let bytes = super::vrf::unhex(digits);
    pi[at..at + bytes.len()].copy_from_slice(&bytes);
}

fn encodings(proof: &ProofCase) -> Vec<Value> {
    let key = |id: &str, flags: &[&str], error: &str, pk: &str| {
        proof.invalid(id, &[flags, &["key"]].concat(), "the key is decoded first", error, |case| {
            case.pk = super::vrf::unhex(pk);
        })
    };
    let pi = |id: &str, flags: &[&str], reason: &str, error: &str, at: usize, digits: &str| {
        proof.invalid(id, flags, reason, &format!("P256ProofError::{error}"), |case| write(&mut case.pi, at, digits))
    };
    let truncated = proof.pi.len() - 1;
    let length = |id: &str, change: fn(&mut Vec<u8>)| {
        let error = "P256ProofError::Length";
        proof.invalid(id, &["length"], "a proof has 81 bytes", error, |case| change(&mut case.pi))
    };
    assert_eq!(truncated, 80);
    vec![
        key("key-non-canonical", &["non-canonical"], "P256KeyError::NonCanonical", P),
        key("key-not-on-curve", &["not-on-curve"], "P256KeyError::NotOnCurve", NO_X),
        key("key-length", &["length"], "P256KeyError::Length", &format!("02{BASE_X}")),
        pi("gamma-sign-0", &["gamma", "sign"], "the point at infinity has no such encoding", "GammaSign", 0, "00"),
        pi("gamma-sign-4", &["gamma", "sign"], "an uncompressed point", "GammaSign", 0, "04"),
        pi("gamma-p", &["boundary", "gamma", "non-canonical"], "x = p", "GammaNonCanonical", 1, P),
        pi(
            "gamma-p-plus-5",
            &["gamma", "non-canonical"],
            "x = p + 5; 5 is on the curve",
            "GammaNonCanonical",
            1,
            P_PLUS_5,
        ),
        pi("gamma-not-on-curve", &["gamma", "not-on-curve"], "no point has this x", "GammaNotOnCurve", 1, NO_X),
        pi("s-n", &["boundary", "non-canonical", "s"], "s = n", "ScalarNotReduced", 49, N),
        pi(
            "s-n-plus-1",
            &["non-canonical", "s"],
            "s = n + 1, which a lenient decoder reduces",
            "ScalarNotReduced",
            49,
            N_PLUS_1,
        ),
        pi("s-max", &["non-canonical", "s"], "s is the largest of 32 bytes", "ScalarNotReduced", 49, &"f".repeat(64)),
        length("proof-empty", |pi| pi.clear()),
        length("proof-truncated", |pi| pi.truncate(80)),
        length("proof-oversized", |pi| pi.push(0)),
        proof.invalid(
            "order-key-proof",
            &["key", "order", "s"],
            "the key is named before the proof",
            "P256KeyError::NotOnCurve",
            |case| {
                case.pk = super::vrf::unhex(NO_X);
                write(&mut case.pi, 49, N);
            },
        ),
        proof.invalid(
            "order-gamma-s",
            &["gamma", "order", "s"],
            "Gamma is named before s",
            "P256ProofError::GammaSign",
            |case| {
                write(&mut case.pi, 0, "00");
                write(&mut case.pi, 49, N);
            },
        ),
    ]
}

fn scalar(digits: &[u8]) -> Scalar {
    let digits: [u8; 32] = digits.try_into().expect("32 bytes");
    Scalar::from_repr(digits.into()).expect("below n")
}

fn point(bytes: &[u8]) -> ProjectivePoint {
    let encoded = Sec1Point::from_bytes(bytes).expect("a point of SEC 1");
    AffinePoint::from_sec1_point(&encoded).expect("a point on the curve").into()
}

fn compressed(point: ProjectivePoint) -> Vec<u8> {
    let point = point.to_affine();
    [&[2 | u8::from(bool::from(point.y_is_odd()))], point.x().as_slice()].concat()
}

fn exceptional(proof: &ProofCase) -> Vec<Value> {
    const ERROR: &str = "P256VerifyError::Exceptional";
    let replaced = |id: &str, field: &str, reason: &str, at: usize, digits: &str| {
        proof.invalid(id, &["crafted", field], reason, ERROR, |case| write(&mut case.pi, at, digits))
    };
    // k = 0: U = V = infinity, whose encoding is one zero byte. A verifier of the RFC that encodes it accepts.
    let x = scalar(&proof.sk.expect("an honest proof"));
    let secret_key = SecretKey::from_scalar(&x.to_bytes().into()).expect("below n");
    let seen = intermediates(&secret_key, proof.suite, ALPHA, None).expect("a point");
    let gamma = &proof.pi[..33];
    let key = [&[2], &proof.pk[..]].concat();
    let hash = [&[2, 2][..], &key, &seen.h, gamma, &[0], &[0], &[0]].concat();
    let c = &Sha256::digest(hash)[..16];
    let c_scalar = Scalar::from(u128::from_be_bytes(c.try_into().expect("16 bytes")));
    let with = |gamma: &[u8], s: Scalar| [gamma, c, &s.to_bytes()].concat();
    let crafted = |id: &str, flags: &[&str], reason: &str, pi: Vec<u8>| {
        proof.invalid(id, &[flags, &["crafted"]].concat(), reason, ERROR, |case| case.pi = pi)
    };
    let other = compressed(point(gamma) + ProjectivePoint::GENERATOR);
    let x_plus_1 = x + Scalar::ONE;
    let other_gamma = compressed(point(&seen.h) * x_plus_1);
    vec![
        crafted(
            "k-0",
            &["u", "v"],
            "nonce 0: the challenge fits, and the proof reveals the key",
            with(gamma, c_scalar * x),
        ),
        crafted("u-infinity", &["u"], "U alone is the point at infinity", with(&other, c_scalar * x)),
        crafted("v-infinity", &["v"], "V alone is the point at infinity", with(&other_gamma, c_scalar * x_plus_1)),
        replaced("c-0", "c", "c = 0", 33, &"0".repeat(32)),
        replaced("c-1", "c", "c = 1", 33, &format!("{:032x}", 1)),
        replaced("s-0", "s", "s = 0", 49, &"0".repeat(64)),
        replaced("s-n-minus-1", "s", "s = -1", 49, N_MINUS_1),
    ]
}

fn other_statements(proof: &ProofCase) -> Vec<Value> {
    const ERROR: &str = "P256VerifyError::Invalid";
    let changed = |id: &str, flags: &[&str], reason: &str, change: &dyn Fn(&mut ProofCase)| {
        proof.invalid(id, flags, reason, ERROR, |case| change(case))
    };
    let signing = ProofCase::honest(Suite::Sswu, ALPHA, Some(AD));
    let odd = {
        let secret_key = SecretKey::from_scalar(&(-scalar(&proof.sk.expect("an honest proof"))).to_bytes().into());
        let secret_key = secret_key.expect("below n");
        assert!(secret_key.public_key().to_registered().is_err());
        secret_key.evaluate(Suite::Sswu, ALPHA).expect("a point").prove(None).to_bytes()
    };
    let mut cases = vec![
        changed("c-2", &["boundary", "c"], "c = 2 is decided by the challenge", &|case| {
            write(&mut case.pi, 33, &format!("{:032x}", 2))
        }),
        changed("s-1", &["boundary", "s"], "s = 1 is decided by the challenge", &|case| write(&mut case.pi, 49, NO_X)),
        changed("gamma-negated", &["gamma"], "-Gamma has the other first byte", &|case| case.pi[0] ^= 1),
        changed("odd-y", &["key", "statement"], "the proof of the key with the same x and odd y", &|case| {
            case.pi = odd.to_vec()
        }),
        changed("other-alpha", &["alpha", "statement"], "a proof for another input", &|case| case.alpha.push(0)),
        changed("other-suite", &["statement", "suite"], "a proof of the other suite", &|case| case.suite = Suite::Tai),
        changed("plain-as-ad", &["ad", "statement"], "a plain proof signs no data, not even empty data", &|case| {
            case.ad = Some(Vec::new())
        }),
        signing.invalid(
            "ad-as-plain",
            &["ad", "statement"],
            "a proof that signs data is not a plain one",
            ERROR,
            |case| case.ad = None,
        ),
        signing.invalid("other-ad", &["ad", "statement"], "other data", ERROR, |case| {
            case.ad = Some(b"additional dat".to_vec())
        }),
    ];
    for (field, at) in [("gamma", 32), ("c", 33), ("c", 48), ("s", 80)] {
        if field != "gamma" {
            let id = format!("flip-{field}-{at}");
            cases.push(changed(&id, &["flip", field], "one bit changed", &|case| case.pi[at] ^= 1));
        }
    }
    cases
}
