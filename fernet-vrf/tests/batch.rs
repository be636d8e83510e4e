//! A batch says of each item what single verification says of it.

mod common;

use common::{array, bytes, suite};
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{
    BatchItem, BatchKey, BatchProof, BatchProofError, ExpandError, PointError, Proof, PublicKey, SecretKey, Suite,
    VerifyError, VrfOutput, verify_batch,
};
use proptest::prelude::*;
use sha2::{Digest, Sha512};

const SUITES: [Suite; 2] = [Suite::Ell2, Suite::Tai];

/// An item that owns what it is about.
#[derive(Clone, Debug)]
struct Case {
    key: BatchKey,
    suite: Suite,
    alpha: Vec<u8>,
    ad: Option<Vec<u8>>,
    proof: BatchProof,
}

type Verdict = Result<VrfOutput, VerifyError>;

impl Case {
    fn honest(seed: u8, suite: Suite, alpha: &[u8], ad: Option<&[u8]>) -> Self {
        let secret_key = SecretKey::from_seed(&[seed; 32]);
        let evaluation = secret_key.evaluate(suite, alpha).unwrap();
        let proof = evaluation.prove_batchable(ad);
        let key = BatchKey::from(*secret_key.public_key());
        Self { key, suite, alpha: alpha.to_vec(), ad: ad.map(<[u8]>::to_vec), proof }
    }

    fn item(&self) -> BatchItem<'_> {
        let Self { key, suite, alpha, ad, proof } = self;
        BatchItem { key, suite: *suite, alpha, ad: ad.as_deref(), proof }
    }

    /// By the proof of 80 bytes.
    fn single(&self) -> Verdict {
        let (key, ad) = (self.key.public_key(), self.ad.as_deref());
        let proof = self.proof.to_proof(key, self.suite, &self.alpha, ad)?;
        verify(key, self.suite, &self.alpha, ad, &proof)
    }
}

fn verify(key: &PublicKey, suite: Suite, alpha: &[u8], ad: Option<&[u8]>, proof: &Proof) -> Verdict {
    key.verify(suite, alpha, ad, proof)
}

fn batch(cases: &[Case]) -> Vec<Verdict> {
    verify_batch(&cases.iter().map(Case::item).collect::<Vec<_>>())
}

/// Single and batch, the latter alone, in company and in a crowd.
fn agree(cases: &[Case]) -> Vec<Verdict> {
    let single: Vec<_> = cases.iter().map(Case::single).collect();
    assert_eq!(batch(cases), single);
    for (case, verdict) in cases.iter().zip(&single) {
        assert_eq!(batch(std::slice::from_ref(case)), [*verdict]);
        let honest = Case::honest(200, Suite::Ell2, b"company", None);
        let verdicts = batch(&[honest.clone(), case.clone(), honest]);
        assert!(verdicts[0].is_ok() && verdicts[2].is_ok());
        assert_eq!(verdicts[1], *verdict);
    }
    single
}

fn mixed(cases: usize) -> Vec<Case> {
    (0..cases)
        .map(|i| {
            let (seed, suite) = (u8::try_from(i % 7).unwrap(), SUITES[i % 2]);
            let ad = (i % 3 > 0).then_some(&b"bid"[..i % 3 + 1]);
            Case::honest(seed, suite, &i.to_le_bytes(), ad)
        })
        .collect()
}

#[test]
fn honest_proofs_of_every_kind() {
    assert_eq!(batch(&[]), []);
    for n in [1, 2, 3, 4, 17, 200] {
        let cases = mixed(n);
        let verdicts = agree(&cases[..n.min(17)]);
        assert!(verdicts.iter().all(Result::is_ok));
        for (case, verdict) in cases.iter().zip(batch(&cases)) {
            assert_eq!(verdict, case.single());
        }
    }
}

#[test]
fn more_than_one_sum_can_take() {
    let base = mixed(14);
    let mut cases: Vec<_> = (0..1030).map(|i| base[i % base.len()].clone()).collect();
    assert!(batch(&cases).iter().all(Result::is_ok));
    for bad in [0, 500, 1023, 1024, 1029] {
        cases[bad].alpha.push(0);
    }
    let bad: Vec<_> =
        batch(&cases).iter().enumerate().filter(|(_, verdict)| verdict.is_err()).map(|(i, _)| i).collect();
    assert_eq!(bad, [0, 500, 1023, 1024, 1029]);
}

#[test]
fn the_invalid_ones_are_named_whichever_they_are() {
    let good = mixed(9);
    for bad in 0_u32..512 {
        let mut cases = good.clone();
        for (i, case) in cases.iter_mut().enumerate() {
            if bad >> i & 1 == 1 {
                case.alpha.push(1);
            }
        }
        let named =
            batch(&cases).iter().enumerate().fold(0, |named, (i, verdict)| named | u32::from(verdict.is_err()) << i);
        assert_eq!(named, bad);
    }
}

#[test]
fn duplicates() {
    let good = Case::honest(1, Suite::Ell2, b"alpha", None);
    let mut bad = good.clone();
    bad.alpha.push(0);
    let verdicts = agree(&[good.clone(), good.clone(), bad.clone(), bad, good]);
    assert_eq!(verdicts.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false, false, true]);
}

#[test]
fn statements_that_were_not_proved() {
    let good = Case::honest(1, Suite::Ell2, b"alpha", Some(b"bid"));
    let other = Case::honest(2, Suite::Tai, b"beta", None);
    let wrong = [
        Case { key: other.key, ..good.clone() },
        Case { suite: Suite::Tai, ..good.clone() },
        Case { alpha: b"Alpha".to_vec(), ..good.clone() },
        Case { ad: None, ..good.clone() },
        Case { ad: Some(b"".to_vec()), ..good.clone() },
        Case { ad: Some(b"bid ".to_vec()), ..good.clone() },
        Case { proof: other.proof, ..good.clone() },
        Case { proof: good.proof, ..other.clone() },
    ];
    assert!(agree(&wrong).iter().all(|verdict| *verdict == Err(VerifyError::Invalid)));
}

/// Fields of two valid proofs in each other's places, every way.
#[test]
fn swapped_fields() {
    let [one, other] = [b"one", b"two"].map(|alpha| Case::honest(1, Suite::Ell2, alpha, None));
    let fields: Vec<_> = [&one, &other].iter().flat_map(|case| case.proof.to_bytes()).collect();
    let fields: Vec<_> = fields.chunks(32).collect();
    let mut cases = vec![];
    for choice in 0..512 {
        let [gamma, u, v] = [choice & 7, choice >> 3 & 7, choice >> 6];
        let bytes = [fields[gamma], fields[u], fields[v], fields[3]].concat();
        if let Ok(proof) = BatchProof::try_from(bytes.as_slice()) {
            cases.push(Case { proof, ..one.clone() });
        }
    }
    assert!(cases.len() > 200);
    for cases in cases.chunks(32) {
        assert_eq!(batch(cases), cases.iter().map(Case::single).collect::<Vec<_>>());
        assert!(cases.iter().zip(batch(cases)).all(|(case, verdict)| verdict.is_ok() == (case.proof == one.proof)));
    }
}

fn add(bytes: &[u8], point: EdwardsPoint) -> [u8; 32] {
    (CompressedEdwardsY::from_slice(bytes).unwrap().decompress().unwrap() + point).compress().to_bytes()
}

/// A component of small order on each point of the form: the eightfold, and so the proof, is what it was.
#[test]
fn components_of_small_order_on_the_wire() {
    let good = Case::honest(1, Suite::Ell2, b"alpha", None);
    let proof = good.proof.to_proof(good.key.public_key(), Suite::Ell2, b"alpha", None).unwrap();
    let mut cases = vec![];
    for field in 0..3 {
        for torsion in EIGHT_TORSION {
            let mut bytes = good.proof.to_bytes();
            let changed = add(&bytes[32 * field..32 * field + 32], torsion);
            bytes[32 * field..32 * field + 32].copy_from_slice(&changed);
            let case = Case { proof: BatchProof::from_bytes(&bytes).unwrap(), ..good.clone() };
            assert_eq!(case.proof.to_proof(case.key.public_key(), Suite::Ell2, b"alpha", None), Ok(proof));
            cases.push(case);
        }
    }
    assert!(agree(&cases).iter().all(Result::is_ok));
}

/// What a holder with x can make of points with components of small order: a key, a Gamma, and commitments that fit the
/// prime-order parts of both equations, whatever they do to the rest.
struct Crafted {
    key: PublicKey,
    proof: Proof,
}

const ALPHA: &[u8] = b"alpha";

fn craft(suite: Suite, nonce: u64, [key, gamma, u, v]: [usize; 4]) -> Crafted {
    let torsion = [key, gamma, u, v].map(|i| EIGHT_TORSION[i]);
    let x = Scalar::from(0x5eed_u64);
    let y = (EdwardsPoint::mul_base(&x) + torsion[0]).compress();
    let key = PublicKey::from_bytes(y.as_bytes()).unwrap();
    let h = input_point(suite, &key);
    let k = Scalar::from(nonce);
    let points = [h, x * h + torsion[1], EdwardsPoint::mul_base(&k) + torsion[2], k * h + torsion[3]];
    let [h, gamma, u, v] = points.map(|point| point.compress().to_bytes());
    let mut hasher = Sha512::new_with_prefix([suite.byte(), 2]);
    for point in [y.as_bytes(), &h, &gamma, &u, &v] {
        hasher.update(point);
    }
    let hash = hasher.chain_update([0]).finalize();
    let c = u128::from_le_bytes(hash[..16].try_into().unwrap());
    let s = k + Scalar::from(c) * x;
    let pi = [&gamma[..], &hash[..16], s.as_bytes()].concat();
    Crafted { key, proof: Proof::try_from(pi.as_slice()).unwrap() }
}

/// H of a key that may have no secret key.
fn input_point(suite: Suite, key: &PublicKey) -> EdwardsPoint {
    let key = key.to_bytes().to_bytes();
    match suite {
        Suite::Ell2 => EdwardsPoint::encode_to_curve::<Sha512>(
            &[&key, ALPHA],
            &[b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_", &[suite.byte()]],
        ),
        Suite::Tai => (0..=255_u8)
            .find_map(|counter| {
                let hash = Sha512::digest([&[suite.byte(), 1], &key[..], ALPHA, &[counter, 0]].concat());
                Some(CompressedEdwardsY(hash[..32].try_into().unwrap()).decompress()?.mul_by_cofactor())
            })
            .unwrap(),
    }
}

/// Every combination of components of order 1, 2, 4 and 8 on key, Gamma, U and V. A proof that is valid alone and has none but on
/// the key is valid in a batch; one that has any on its own points has no form for batches; and an invalid one gets none.
#[test]
fn components_of_small_order_in_the_proof() {
    let (mut valid, mut expanded) = (0, 0);
    let orders = [0, 4, 2, 1, 7];
    for i in 0..625 {
        let torsion = [i % 5, i / 5 % 5, i / 25 % 5, i / 125].map(|i| orders[i]);
        for nonce in 1..4 {
            let suite = SUITES[i % 2];
            let Crafted { key, proof } = craft(suite, nonce, torsion);
            let single = key.verify(suite, ALPHA, None, &proof);
            valid += u32::from(single.is_ok());
            let form = proof.to_batch_proof(&key, suite, ALPHA, None);
            match form {
                Ok(form) => {
                    expanded += 1;
                    assert_eq!(torsion[1..], [0; 3]);
                    assert_eq!(form.to_proof(&key, suite, ALPHA, None), Ok(proof));
                    let case = Case { key: key.into(), suite, alpha: ALPHA.to_vec(), ad: None, proof: form };
                    assert_eq!(agree(&[case]), [single]);
                }
                Err(ExpandError::MixedOrder) => assert!(single.is_ok() && torsion[1..] != [0; 3]),
                Err(_) => assert_eq!(single, Err(VerifyError::Invalid)),
            }
        }
    }
    assert!(valid > expanded && expanded > 3, "{valid} {expanded}");
}

/// The same commitments in the form for batches, made by hand: the equations hold but for a component of the key, so single
/// verification takes about one challenge in its order. A batch must take the same ones.
#[test]
fn a_key_of_mixed_order() {
    for key in [4, 2, 6, 1, 3, 5, 7] {
        let mut seen = [0, 0];
        let mut cases = vec![];
        for nonce in 1..40_u64 {
            let x = Scalar::from(0x5eed_u64);
            let y = EdwardsPoint::mul_base(&x) + EIGHT_TORSION[key];
            let key = PublicKey::from_bytes(y.compress().as_bytes()).unwrap();
            let h = input_point(Suite::Ell2, &key);
            let eighth = Scalar::from(8_u8).invert();
            let k = Scalar::from(nonce);
            let points = [x * eighth * h, EdwardsPoint::mul_base(&(k * eighth)), k * eighth * h];
            let points = points.map(|point| point.compress().to_bytes()).concat();
            let bytes = [&points[..], &[0; 32]].concat();
            let c = BatchProof::try_from(bytes.as_slice()).unwrap().to_proof(&key, Suite::Ell2, ALPHA, None).unwrap();
            let c = Scalar::from(u128::from_le_bytes(c.to_bytes()[32..48].try_into().unwrap()));
            let bytes = [&points[..], (k + c * x).as_bytes()].concat();
            let proof = BatchProof::try_from(bytes.as_slice()).unwrap();
            let case = Case { key: key.into(), suite: Suite::Ell2, alpha: ALPHA.to_vec(), ad: None, proof };
            seen[usize::from(case.single().is_ok())] += 1;
            cases.push(case);
        }
        assert_eq!(batch(&cases), cases.iter().map(Case::single).collect::<Vec<_>>());
        assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
    }
}

#[test]
fn zero_scalars_and_identities() {
    let good = Case::honest(1, Suite::Ell2, b"alpha", None);
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut cases = vec![];
    for mask in 0..16 {
        let mut bytes = good.proof.to_bytes();
        for field in (0..4).filter(|field| mask >> field & 1 == 1) {
            let zero = if field == 3 { [0; 32] } else { identity };
            bytes[32 * field..32 * field + 32].copy_from_slice(&zero);
        }
        cases.push(Case { proof: BatchProof::from_bytes(&bytes).unwrap(), ..good.clone() });
    }
    let verdicts = agree(&cases);
    assert!(verdicts[0].is_ok() && verdicts[1..].iter().all(Result::is_err));
}

/// A form for batches by its points, which have prime order, and s as it follows from the challenge.
fn form(
    key: &PublicKey,
    alpha: &[u8],
    ad: Option<&[u8]>,
    points: [EdwardsPoint; 3],
    s: impl Fn(Scalar) -> Scalar,
) -> BatchProof {
    let eighths = points.map(|point| (Scalar::from(8_u8).invert() * point).compress().to_bytes()).concat();
    let with = |s: Scalar| BatchProof::try_from([&eighths[..], s.as_bytes()].concat().as_slice()).unwrap();
    let pi = with(Scalar::ZERO).to_proof(key, Suite::Ell2, alpha, ad).unwrap().to_bytes();
    with(s(Scalar::from(u128::from_le_bytes(pi[32..48].try_into().unwrap()))))
}

/// A key of somebody else, as a point, and the point of the input under it.
fn stranger() -> (PublicKey, [EdwardsPoint; 2]) {
    let key = *SecretKey::from_seed(&[0xee; 32]).public_key();
    let y = CompressedEdwardsY(key.to_bytes().to_bytes()).decompress().unwrap();
    (key, [y, input_point(Suite::Ell2, &key)])
}

/// Refused alone and in company, among honest items at every place.
fn is_refused(key: &PublicKey, proof: BatchProof) {
    let forged = Case { key: (*key).into(), suite: Suite::Ell2, alpha: ALPHA.to_vec(), ad: None, proof };
    assert_eq!(agree(&[forged.clone(), forged.clone()]), [Err(VerifyError::Invalid); 2]);
    for place in 0..=4 {
        let mut cases = mixed(4);
        cases.insert(place, forged.clone());
        let refused: Vec<_> = batch(&cases).iter().map(Result::is_err).collect();
        assert_eq!(refused, (0..=4).map(|i| i == place).collect::<Vec<_>>());
    }
}

/// With equal weights the two equations of this proof cancel, for the key of anybody: its maker knows no secret key.
#[test]
fn equations_that_cancel_within_an_item() {
    let (key, [y, h]) = stranger();
    let [z, k] = [1234_u64, 987].map(Scalar::from);
    let both = ED25519_BASEPOINT_POINT + h;
    let u = EdwardsPoint::mul_base(&Scalar::from(5_u8));
    let proof = form(&key, ALPHA, None, [z * both - y, u, k * both - u], |c| k + c * z);
    is_refused(&key, proof);
}

/// As before with commitments that are right for each other.
#[test]
fn a_forgery_beside_an_honest_item() {
    let (key, [y, h]) = stranger();
    let [x, k] = [4321_u64, 789].map(Scalar::from);
    let both = ED25519_BASEPOINT_POINT + h;
    let proof = form(&key, ALPHA, None, [x * both - y, EdwardsPoint::mul_base(&k), k * h], |c| k + c * x);
    is_refused(&key, proof);
}

/// Two proofs of one key and input, whose errors cancel if the weights of two items are the same.
#[test]
fn errors_that_cancel_between_items() {
    let shifted = |ad: &[u8], shift: Scalar| {
        let good = Case::honest(1, Suite::Ell2, ALPHA, Some(ad));
        let mut bytes = good.proof.to_bytes();
        let s = Scalar::from_canonical_bytes(bytes[96..].try_into().unwrap()).unwrap() + shift;
        bytes[96..].copy_from_slice(s.as_bytes());
        Case { proof: BatchProof::from_bytes(&bytes).unwrap(), ..good }
    };
    let (one, other) = (shifted(b"one", Scalar::ONE), shifted(b"other", -Scalar::ONE));
    assert_eq!(agree(&[one.clone(), other.clone()]), [Err(VerifyError::Invalid); 2]);
    let cases = [Case::honest(2, Suite::Tai, ALPHA, None), one, Case::honest(3, Suite::Ell2, ALPHA, None), other];
    assert_eq!(batch(&cases).iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, false]);
}

#[test]
fn decoding_is_strict() {
    let good = Case::honest(1, Suite::Ell2, b"alpha", None).proof.to_bytes();
    for len in (0..300).filter(|len| *len != 128) {
        assert_eq!(BatchProof::try_from(&vec![0; len][..]), Err(BatchProofError::Length));
    }
    type Wrap = fn(PointError) -> BatchProofError;
    let fields: [Wrap; 3] = [BatchProofError::Gamma, BatchProofError::U, BatchProofError::V];
    let mut cases = vec![([0xff; 32], PointError::NonCanonical)];
    let [mut p, mut zero, mut two] = [[0xff; 32], [0; 32], [0; 32]];
    (p[0], p[31]) = (0xed, 0x7f);
    (zero[0], zero[31]) = (1, 0x80);
    two[0] = 2;
    cases.extend([(p, PointError::NonCanonical), (zero, PointError::MinusZero), (two, PointError::NotOnCurve)]);
    for (field, wrap) in fields.iter().enumerate() {
        for (bytes, error) in &cases {
            let mut proof = good;
            proof[32 * field..32 * field + 32].copy_from_slice(bytes);
            assert_eq!(BatchProof::from_bytes(&proof), Err(wrap(*error)));
        }
    }
    // s = L, the first that is not reduced.
    let mut proof = good;
    proof[96..].copy_from_slice((-Scalar::ONE).as_bytes());
    assert!(BatchProof::from_bytes(&proof).is_ok());
    proof[96] += 1;
    assert_eq!(BatchProof::from_bytes(&proof), Err(BatchProofError::ScalarNotReduced));
}

/// All committed cases that have a proof: by single verification, through the form for batches, and back.
#[test]
fn vectors() {
    let (mut cases, mut expanded) = (vec![], 0);
    let files = ["vrf/proofs.json", "rfc9381/edwards25519_ell2.json", "rfc9381/edwards25519_tai.json"];
    for case in &files.map(common::cases).concat() {
        let pi = case.get("pi").and_then(|_| Proof::try_from(bytes(case, "pi").as_slice()).ok());
        let key = PublicKey::try_from(bytes(case, "pk").as_slice());
        let (Some(proof), Ok(key)) = (pi, key) else { continue };
        let (suite, alpha) = (suite(case), bytes(case, "alpha"));
        let ad = case.get("ad").is_some_and(|ad| !ad.is_null()).then(|| bytes(case, "ad"));
        let single = verify(&key, suite, &alpha, ad.as_deref(), &proof);
        match proof.to_batch_proof(&key, suite, &alpha, ad.as_deref()) {
            Ok(form) => {
                assert_eq!(form.to_proof(&key, suite, &alpha, ad.as_deref()), Ok(proof));
                assert_eq!(BatchProof::from_bytes(&form.to_bytes()), Ok(form));
                assert_eq!(single.unwrap().beta().to_bytes(), array(case, "beta"));
                cases.push(Case { key: key.into(), suite, alpha, ad, proof: form });
                expanded += 1;
            }
            Err(ExpandError::MixedOrder) => assert!(single.is_ok()),
            Err(error) => assert_eq!(error.to_string(), single.unwrap_err().to_string()),
        }
    }
    assert!(expanded >= 18, "{expanded}");
    assert!(agree(&cases).iter().all(Result::is_ok));
}

#[test]
fn a_proof_in_either_form_has_the_same_nonce() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    for ad in [None, Some(&b"bid"[..])] {
        let case = Case::honest(1, Suite::Tai, b"alpha", ad);
        let seen = intermediates(&secret_key, Suite::Tai, b"alpha", ad).unwrap();
        let eightfold = |range: std::ops::Range<usize>| {
            let point = CompressedEdwardsY::from_slice(&case.proof.to_bytes()[range]).unwrap().decompress().unwrap();
            point.mul_by_cofactor().compress().to_bytes()
        };
        assert_eq!([eightfold(32..64), eightfold(64..96)], [seen.u, seen.v]);
    }
}

#[test]
fn what_is_printed() {
    let proof = Case::honest(1, Suite::Ell2, b"alpha", None).proof;
    assert_eq!(format!("{proof:?}"), format!("BatchProof({})", common::hex(&proof.to_bytes())));
    let mut texts = vec![BatchProofError::Length.to_string(), BatchProofError::ScalarNotReduced.to_string()];
    for error in [PointError::NonCanonical, PointError::MinusZero, PointError::NotOnCurve] {
        for wrap in [BatchProofError::Gamma, BatchProofError::U, BatchProofError::V] {
            texts.push(wrap(error).to_string());
        }
    }
    texts.extend([ExpandError::NoPoint, ExpandError::Invalid, ExpandError::MixedOrder].map(|error| error.to_string()));
    for (i, text) in texts.iter().enumerate() {
        assert!(!text.is_empty() && !texts[..i].contains(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any number of proofs, some of them with one bit changed or one field of small order.
    #[test]
    fn batches_agree_with_single_verification(faults in prop::collection::vec((0_u8..4, 0_usize..1024, 0_usize..8), 0..20)) {
        let cases: Vec<_> = mixed(faults.len()).into_iter().zip(&faults).map(|(mut case, (fault, at, torsion))| {
            let mut bytes = case.proof.to_bytes();
            match fault {
                0 => {}
                1 => bytes[at / 8] ^= 1 << (at % 8),
                2 => {
                    let field = 32 * (at % 3);
                    bytes[field..field + 32].copy_from_slice(EIGHT_TORSION[*torsion].compress().as_bytes());
                }
                _ => case.alpha.push(0),
            }
            if let Ok(proof) = BatchProof::from_bytes(&bytes) {
                case.proof = proof;
            }
            case
        }).collect();
        prop_assert_eq!(batch(&cases), cases.iter().map(Case::single).collect::<Vec<_>>());
    }

    #[test]
    fn forms_convert(seed: [u8; 32], alpha: Vec<u8>, ad: Option<Vec<u8>>, ell2: bool) {
        let suite = SUITES[usize::from(ell2)];
        let secret_key = SecretKey::from_seed(&seed);
        let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
        let (proof, form) = (evaluation.prove(ad.as_deref()), evaluation.prove_batchable(ad.as_deref()));
        let key = secret_key.public_key();
        prop_assert_eq!(form.to_proof(key, suite, &alpha, ad.as_deref()), Ok(proof));
        prop_assert_eq!(proof.to_batch_proof(key, suite, &alpha, ad.as_deref()), Ok(form));
        prop_assert_eq!(BatchProof::from_bytes(&form.to_bytes()), Ok(form));
        let mut other = alpha.clone();
        other.push(0);
        prop_assert_eq!(proof.to_batch_proof(key, suite, &other, ad.as_deref()), Err(ExpandError::Invalid));
    }

    #[test]
    fn what_decodes_encodes_back(bytes in prop::collection::vec(any::<u8>(), 128)) {
        if let Ok(proof) = BatchProof::try_from(bytes.as_slice()) {
            prop_assert_eq!(proof.to_bytes().to_vec(), bytes);
        }
    }
}
