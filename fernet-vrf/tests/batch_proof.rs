//! The form of proofs for batches: decoding, and conversion from and to the proof of 80 bytes.

mod batch_case;
mod common;

use batch_case::{Case, SUITES, agree};
use common::{array, bytes, suite};
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{BatchProof, BatchProofError, ExpandError, PointError, Proof, PublicKey, SecretKey, Suite};
use proptest::prelude::*;

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
        let single = key.verify(suite, &alpha, ad.as_deref(), &proof);
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

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
