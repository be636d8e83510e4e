//! `batch.json` and `expand.json`.

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::{BatchProof, Proof, PublicKey};
use serde_json::{Value, json};

use super::proofs::{AD, ALPHA, L, ProofCase, add, point};
use super::{BASE_POINT, MINUS_ZERO, NON_CANONICAL, NOT_ON_CURVE, SMALL_ORDER, hex, unhex};

/// A case of `batch.json`: the statement of a proof of 80 bytes, and 128 bytes.
#[derive(Clone)]
struct BatchCase {
    of: ProofCase,
    batch: Vec<u8>,
}

impl BatchCase {
    fn honest(of: &ProofCase) -> Self {
        let batch = expand(of).expect("an honest proof has a form for batches");
        Self { of: of.clone(), batch: batch.to_vec() }
    }

    /// The proof of 80 bytes that this one stands for, if it decodes.
    fn pi(&self) -> Option<String> {
        let key = PublicKey::try_from(&self.of.pk[..]).ok()?;
        let proof = BatchProof::try_from(&self.batch[..]).ok()?;
        let pi = proof.to_proof(&key, self.of.suite, &self.of.alpha, self.of.ad.as_deref()).expect("a point");
        Some(hex(&pi.to_bytes()))
    }

    fn case(&self, id: &str, flags: &[&str], reason: &str, error: Option<&str>, point_error: Option<&str>) -> Value {
        let mut flags = [flags, &[if error.is_none() { "valid" } else { "invalid" }]].concat();
        flags.sort_unstable();
        flags.dedup();
        json!({
            "id": id, "flags": flags, "reason": reason, "suite": self.of.suite.name(),
            "sk": self.of.sk.map(|sk| hex(&sk)), "pk": hex(&self.of.pk), "alpha": hex(&self.of.alpha),
            "ad": self.of.ad.as_ref().map(|ad| hex(ad)), "batch": hex(&self.batch), "pi": self.pi(),
            "valid": error.is_none(), "error": error, "point_error": point_error,
            "beta": error.is_none().then(|| hex(&self.of.beta)),
        })
    }

    fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        changed.of.sk = None;
        change(&mut changed);
        changed
    }

    fn refused(&self, id: &str, flags: &[&str], reason: &str, error: &str, change: impl FnOnce(&mut Self)) -> Value {
        self.changed(change).case(id, flags, reason, Some(error), None)
    }

    /// With a point replaced: 0 is Gamma's, 1 is U's, 2 is V's.
    fn set(&mut self, place: usize, encoding: &[u8]) {
        self.batch[32 * place..][..32].copy_from_slice(encoding);
    }

    fn point(&self, place: usize) -> EdwardsPoint {
        point(&hex(&self.batch[32 * place..][..32]))
    }
}

fn expand(of: &ProofCase) -> Result<[u8; 128], fernet_vrf::ExpandError> {
    let key = PublicKey::try_from(&of.pk[..]).expect("a key");
    let proof = Proof::try_from(&of.pi[..]).expect("a proof");
    proof.to_batch_proof(&key, of.suite, &of.alpha, of.ad.as_deref()).map(|proof| proof.to_bytes())
}

/// The points of a proof for a batch by place.
const POINTS: [(&str, &str); 3] = [("gamma", "Gamma"), ("u", "U"), ("v", "V")];

pub(super) fn batch_cases() -> Vec<Value> {
    let mut cases = Vec::new();
    for (id, flags, of) in ProofCase::honest_ones() {
        cases.push(BatchCase::honest(&of).case(&id, &flags, "an honest proof", None, None));
    }
    let plain = BatchCase::honest(&ProofCase::honest(fernet_vrf::Suite::Ell2, ALPHA, None));
    let signed = BatchCase::honest(&ProofCase::honest(fernet_vrf::Suite::Ell2, ALPHA, Some(AD)));
    cases.extend(encodings(&plain));
    cases.extend(torsion(&plain));
    cases.extend(other_statements(&plain, &signed));
    cases.extend(first_failures(&plain));
    cases
}

/// Points and scalars that do not decode, and the nearest that do.
fn encodings(plain: &BatchCase) -> Vec<Value> {
    let mut cases = Vec::new();
    for (place, (id, name)) in POINTS.into_iter().enumerate() {
        let mut add = |what: &str, flag: &str, encoding: &str, point_error: &str| {
            let case = plain.changed(|case| case.set(place, &unhex(encoding)));
            let (id, error) = (format!("{id}-{what}"), format!("BatchProofError::{name}"));
            cases.push(case.case(
                &id,
                &[id_flag(place), flag],
                "the point does not decode",
                Some(&error),
                Some(point_error),
            ));
        };
        for (y, encoding) in NON_CANONICAL {
            add(&format!("y-{y}"), "non-canonical", encoding, "PointError::NonCanonical");
        }
        for (i, encoding) in MINUS_ZERO.into_iter().enumerate() {
            add(&format!("minus-zero-{i}"), "minus-zero", encoding, "PointError::MinusZero");
        }
        for (y, encoding) in NOT_ON_CURVE {
            add(&format!("y-{y}"), "not-on-curve", encoding, "PointError::NotOnCurve");
        }
    }
    let [order, mut below] = [unhex(L), unhex(L)];
    below[0] -= 1;
    let malleated = add(&plain.batch[96..], &order);
    let not_reduced = "BatchProofError::ScalarNotReduced";
    for (id, value) in [("l", order), ("s-plus-l", malleated), ("max", vec![0xff; 32])] {
        let flags = ["non-canonical", "s"];
        cases.push(plain.refused(&format!("s-{id}"), &flags, "s is not below the group order", not_reduced, |case| {
            case.batch[96..].copy_from_slice(&value);
        }));
    }
    cases.push(plain.refused("s-l-minus-1", &["boundary", "s"], "the largest s decodes", INVALID, |case| {
        case.batch[96..].copy_from_slice(&below);
    }));
    for len in [0, 80, 127, 129] {
        let reason = "the form for batches has 128 bytes";
        cases.push(plain.refused(&format!("length-{len}"), &["length"], reason, "BatchProofError::Length", |case| {
            case.batch.resize(len, 0);
        }));
    }
    cases
}

const INVALID: &str = "VerifyError::Invalid";

fn id_flag(place: usize) -> &'static str {
    POINTS[place].0
}

/// Components of small order, which multiplication by eight removes: other bytes for the same proof.
fn torsion(plain: &BatchCase) -> Vec<Value> {
    let mut cases = Vec::new();
    let added = |case: &mut BatchCase, place: usize, encoding: &str| {
        let sum = case.point(place) + point(encoding);
        case.set(place, sum.compress().as_bytes());
    };
    for (place, (id, _)) in POINTS.into_iter().enumerate() {
        for (i, (order, encoding)) in SMALL_ORDER.into_iter().enumerate().skip(1) {
            let case = plain.changed(|case| added(case, place, encoding));
            let reason = "a component of small order: other bytes for the same proof";
            cases.push(case.case(&format!("{id}-plus-order-{order}-{i}"), &[id, "mixed-order"], reason, None, None));
        }
        for (i, (order, encoding)) in SMALL_ORDER.into_iter().enumerate() {
            let reason = "a point of small order stands for the identity";
            cases.push(plain.refused(
                &format!("{id}-order-{order}-{i}"),
                &[id, "small-order"],
                reason,
                INVALID,
                |case| {
                    case.set(place, &unhex(encoding));
                },
            ));
        }
        cases.push(plain.refused(
            &format!("{id}-negated"),
            &["flip", id],
            "the negative of the point",
            INVALID,
            |case| {
                case.batch[32 * place + 31] ^= 0x80;
            },
        ));
        cases.push(plain.refused(
            &format!("{id}-eightfold"),
            &[id],
            "the point itself, not an eighth of it",
            INVALID,
            |case| {
                let eightfold = case.point(place).mul_by_cofactor();
                case.set(place, eightfold.compress().as_bytes());
            },
        ));
    }
    let all = plain.changed(|case| (0..3).for_each(|place| added(case, place, SMALL_ORDER[4].1)));
    let reason = "all three points have a component of order eight";
    cases.push(all.case("all-plus-order-8", &["gamma", "mixed-order", "u", "v"], reason, None, None));
    let reason = "Gamma, U and V themselves: the form of other projects";
    cases.push(plain.refused("all-eightfold", &["gamma", "u", "v"], reason, INVALID, |case| {
        for place in 0..3 {
            let eightfold = case.point(place).mul_by_cofactor();
            case.set(place, eightfold.compress().as_bytes());
        }
    }));
    cases
}

/// Valid proofs, of something else; and one with a changed s.
fn other_statements(plain: &BatchCase, signed: &BatchCase) -> Vec<Value> {
    let mut cases = Vec::new();
    for (name, honest) in [("plain", plain), ("ad", signed)] {
        let mut other = |id: &str, flag: &str, reason: &str, change: &dyn Fn(&mut BatchCase)| {
            let id = format!("{name}-{id}");
            cases.push(honest.refused(&id, &["statement", flag, name], reason, INVALID, change));
        };
        other("flip-s", "s", "one bit of s differs", &|case| case.batch[96] ^= 1);
        other("wrong-key", "key", "another holder's key", &|case| case.of.pk = unhex(BASE_POINT));
        other("wrong-suite", "suite", "read as TAI", &|case| case.of.suite = fernet_vrf::Suite::Tai);
        other("wrong-alpha", "alpha", "alpha has a byte more", &|case| case.of.alpha.push(0));
        other("other-ad", "ad", "signs other data, or none", &|case| case.of.ad = Some(b"other data".to_vec()));
        other("ad-emptied", "ad", "signs other data, or none", &|case| case.of.ad = Some(Vec::new()));
    }
    cases.push(
        signed.refused("ad-as-plain", &["ad", "statement"], "the data is dropped", INVALID, |case| case.of.ad = None),
    );
    cases
}

/// Two failures at once.
fn first_failures(plain: &BatchCase) -> Vec<Value> {
    let bad = unhex(NON_CANONICAL[0].1);
    let off = unhex(NOT_ON_CURVE[0].1);
    let mut cases = Vec::new();
    for (place, (id, name)) in POINTS.into_iter().enumerate() {
        let case = plain.changed(|case| {
            (place..3).for_each(|later| case.set(later, if later == place { &off } else { &bad }));
            case.batch[96..].fill(0xff);
        });
        let error = format!("BatchProofError::{name}");
        let reason = "it and all that follows are refused";
        cases.push(case.case(
            &format!("{id}-first"),
            &["order", id],
            reason,
            Some(&error),
            Some("PointError::NotOnCurve"),
        ));
    }
    cases.push(plain.refused(
        "key-first",
        &["key", "order"],
        "the key comes before the proof",
        "KeyError::SmallOrder",
        |case| {
            case.of.pk = unhex(SMALL_ORDER[0].1);
            case.set(0, &bad);
        },
    ));
    cases.push(plain.refused(
        "length-first",
        &["length", "order"],
        "a point that does not decode, a byte missing",
        "BatchProofError::Length",
        |case| {
            case.set(0, &bad);
            case.batch.truncate(127);
        },
    ));
    cases
}

pub(super) fn expand_cases() -> Vec<Value> {
    let mut cases = Vec::new();
    let mut add = |id: &str, flags: &[&str], reason: &str, of: &ProofCase, error: Option<&str>| {
        let mut flags = [flags, &[if error.is_none() { "valid" } else { "invalid" }]].concat();
        flags.sort_unstable();
        let batch = expand(of);
        assert_eq!(batch.err().map(|error| format!("ExpandError::{error:?}")).as_deref(), error, "{id}");
        cases.push(json!({
            "id": id, "flags": flags, "reason": reason, "suite": of.suite.name(), "pk": hex(&of.pk),
            "alpha": hex(&of.alpha), "ad": of.ad.as_ref().map(|ad| hex(ad)), "pi": hex(&of.pi),
            "valid": error.is_none(), "error": error, "batch": batch.ok().map(|bytes| hex(&bytes)),
        }));
    };
    for (id, flags, of) in ProofCase::honest_ones() {
        add(&id, &flags, "an honest proof", &of, None);
    }
    let (none, torsion) = (point(SMALL_ORDER[0].1), point(SMALL_ORDER[4].1));
    let (mixed, invalid) = (Some("ExpandError::MixedOrder"), Some("ExpandError::Invalid"));
    add("crafted-plain", &["crafted"], "a chosen nonce", &ProofCase::crafted(none, none, true), None);
    let reason = "U has a component of order eight: the key has one";
    add("mixed-order-key", &["crafted", "key", "mixed-order"], reason, &ProofCase::crafted(torsion, none, true), mixed);
    let reason = "Gamma and V have a component of order eight";
    add(
        "mixed-order-gamma",
        &["crafted", "gamma", "mixed-order"],
        reason,
        &ProofCase::crafted(none, torsion, true),
        mixed,
    );
    let flags = ["crafted", "gamma", "mixed-order", "order"];
    let reason = "a component of order eight, and not valid";
    add("mixed-order-gamma-unfit", &flags, reason, &ProofCase::crafted(none, torsion, false), invalid);
    let mut flipped = ProofCase::honest(fernet_vrf::Suite::Ell2, ALPHA, None);
    flipped.pi[48] ^= 1;
    add("flip-s", &["flip", "s"], "one bit of s differs", &flipped, invalid);
    let mut signed = ProofCase::honest(fernet_vrf::Suite::Ell2, ALPHA, Some(AD));
    signed.ad = None;
    add("ad-as-plain", &["ad", "statement"], "the data is dropped", &signed, invalid);
    let mut zero = ProofCase::honest(fernet_vrf::Suite::Ell2, ALPHA, None);
    zero.pi[48..].copy_from_slice(Scalar::ZERO.as_bytes());
    add("s-zero", &["boundary", "s"], "s is zero", &zero, invalid);
    cases
}
