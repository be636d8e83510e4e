//! Verification of batches: the result for each item is that of single verification.

mod batch_case;

use batch_case::{ALPHA, Case, SUITES, agree, batch, input_point, mixed};
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::{BatchKey, BatchProof, ExpandError, Proof, PublicKey, SecretKey, Suite, VerifyError};
use proptest::prelude::*;
use sha2::{Digest, Sha512};

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
            assert!(!BatchKey::from(key).is_torsion_free());
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
}
