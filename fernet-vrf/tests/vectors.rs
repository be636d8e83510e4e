//! `vectors/vrf`: the library does what the committed files say.

mod common;

use std::collections::HashMap;

use common::suite_named;
use fernet_core::Role;
use fernet_vrf::{
    BatchItem, BatchKey, BatchProof, BatchProofError, Proof, PublicKey, SecretKey, Suite, VrfOutput, verify_batch,
};
use test_vectors::{Object, cases, covers};

/// Calls `check` with each case of a file, the fields of every case read.
fn each(file: &str, check: impl FnMut(&Object<'_>)) {
    let cases = cases(&format!("vrf/{file}"));
    let cases = Object::list(file, &cases);
    let readme = std::fs::read_to_string(test_vectors::folder().join("vrf/README.md")).unwrap();
    for case in &cases {
        for flag in test_vectors::common(case) {
            assert!(readme.contains(&format!("`{flag}`")), "{case}: flag {flag} is not documented");
        }
    }
    cases.iter().for_each(check);
}

#[test]
fn no_file_is_left_out() {
    let (ell2, tai) = ("rfc9381/edwards25519_ell2", "rfc9381/edwards25519_tai");
    covers("fernet-vrf", &["vrf/keys", "vrf/proofs", "vrf/batch", "vrf/expand", "vrf/derivation", ell2, tai]);
}

/// The error that a case states, `None` for a valid one.
fn error<'a>(case: &Object<'a>) -> Option<&'a str> {
    let error = case.maybe_text("error");
    assert_eq!(case.boolean("valid"), error.is_none(), "{case}");
    error
}

#[test]
fn keys() {
    each("keys", |case| {
        let pk = case.bytes("pk");
        let decoded = PublicKey::try_from(pk.as_slice());
        let found = decoded.map_err(|error| format!("KeyError::{error:?}"));
        assert_eq!(found.as_ref().err().map(String::as_str), error(case), "{case}");
        assert!(found.is_err() || found.is_ok_and(|key| key.to_bytes().as_bytes().as_slice() == pk), "{case}");
    });
}

/// What a proof of a case is over.
struct Statement {
    suite: Suite,
    alpha: Vec<u8>,
    ad: Option<Vec<u8>>,
}

impl Statement {
    fn read(case: &Object<'_>) -> Self {
        Self { suite: suite_named(case.text("suite")), alpha: case.bytes("alpha"), ad: case.maybe_bytes("ad") }
    }
}

#[test]
fn proofs() {
    let (mut proven, mut outputs) = (0, HashMap::new());
    each("proofs", |case| {
        let statement = Statement::read(case);
        let (pk, pi, beta) = (case.bytes("pk"), case.bytes("pi"), case.maybe_bytes("beta"));
        let found = verify(&statement, &pk, &pi);
        assert_eq!(found.as_ref().err().map(String::as_str), error(case), "{case}");
        assert_eq!(found.ok().map(|output| output.beta().to_bytes().to_vec()), beta, "{case}");
        outputs.insert(case.text("id").to_owned(), beta);
        if let Some(seed) = case.maybe_bytes("sk") {
            let proof = prove(&statement, &seed, &pk);
            assert_eq!(proof.to_bytes().as_slice(), pi, "{case}");
            proven += 1;
        }
    });
    assert!(proven >= 12, "only {proven} honest proofs");
    // A component of small order in Gamma does not change the output, in the key it does.
    assert_eq!(outputs["crafted-plain"], outputs["mixed-order-gamma"]);
    assert_ne!(outputs["crafted-plain"], outputs["mixed-order-key"]);
}

fn verify(statement: &Statement, pk: &[u8], pi: &[u8]) -> Result<VrfOutput, String> {
    let Statement { suite, alpha, ad } = statement;
    let key = PublicKey::try_from(pk).map_err(|error| format!("KeyError::{error:?}"))?;
    let proof = Proof::try_from(pi).map_err(|error| format!("ProofError::{error:?}"))?;
    let result = key.verify(*suite, alpha, ad.as_deref(), &proof);
    result.map_err(|error| format!("VerifyError::{error:?}"))
}

fn prove(Statement { suite, alpha, ad }: &Statement, seed: &[u8], pk: &[u8]) -> Proof {
    let secret_key = SecretKey::from_seed(&seed.try_into().unwrap());
    assert_eq!(secret_key.public_key().to_bytes().as_bytes().as_slice(), pk);
    let evaluation = secret_key.evaluate(*suite, alpha).unwrap();
    let proof = evaluation.prove(ad.as_deref());
    assert_eq!(evaluation.prove_verified(alpha, ad.as_deref()), Ok(proof));
    proof
}

/// Why a proof for a batch is refused: the error, and the reason why a point does not decode.
type BatchRefusal = (String, Option<String>);

fn refusal(error: BatchProofError) -> BatchRefusal {
    let (name, point) = match error {
        BatchProofError::Gamma(point) => ("Gamma".to_owned(), Some(point)),
        BatchProofError::U(point) => ("U".to_owned(), Some(point)),
        BatchProofError::V(point) => ("V".to_owned(), Some(point)),
        other => (format!("{other:?}"), None),
    };
    (format!("BatchProofError::{name}"), point.map(|point| format!("PointError::{point:?}")))
}

#[test]
fn proofs_in_the_form_for_batches() {
    each("batch", |case| {
        let Statement { suite, alpha, ad } = Statement::read(case);
        let (pk, batch, pi) = (case.bytes("pk"), case.bytes("batch"), case.maybe_bytes("pi"));
        let check = || -> Result<(Vec<u8>, Result<VrfOutput, String>), BatchRefusal> {
            let key = PublicKey::try_from(pk.as_slice()).map_err(|error| (format!("KeyError::{error:?}"), None))?;
            let proof = BatchProof::try_from(batch.as_slice()).map_err(refusal)?;
            let stands_for = proof.to_proof(&key, suite, &alpha, ad.as_deref()).expect("a point");
            let key = BatchKey::from(key);
            let item = BatchItem { key: &key, suite, alpha: &alpha, ad: ad.as_deref(), proof: &proof };
            let verdict = verify_batch(&[item])[0].map_err(|error| format!("VerifyError::{error:?}"));
            Ok((stands_for.to_bytes().to_vec(), verdict))
        };
        let (stands_for, verdict, point) = match check() {
            Ok((stands_for, verdict)) => (Some(stands_for), verdict, None),
            Err((error, point)) => (None, Err(error), point),
        };
        assert_eq!(stands_for, pi, "{case}");
        assert_eq!(verdict.as_ref().err().map(String::as_str), error(case), "{case}");
        assert_eq!(verdict.ok().map(|output| output.beta().to_bytes().to_vec()), case.maybe_bytes("beta"), "{case}");
        assert_eq!(point.as_deref(), case.maybe_text("point_error"), "{case}");
        if let Some(seed) = case.maybe_bytes("sk") {
            let secret_key = SecretKey::from_seed(&seed.try_into().unwrap());
            let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
            let proof = evaluation.prove_batchable(ad.as_deref());
            assert_eq!(proof.to_bytes().as_slice(), batch, "{case}");
        }
    });
}

#[test]
fn conversion_to_the_form_for_batches() {
    each("expand", |case| {
        let Statement { suite, alpha, ad } = Statement::read(case);
        let key = PublicKey::try_from(case.bytes("pk").as_slice()).unwrap();
        let proof = Proof::from_bytes(&case.array("pi")).unwrap();
        let batch = proof.to_batch_proof(&key, suite, &alpha, ad.as_deref());
        let found = batch.map_err(|error| format!("ExpandError::{error:?}"));
        assert_eq!(found.as_ref().err().map(String::as_str), error(case), "{case}");
        assert_eq!(found.as_ref().ok().map(|batch| batch.to_bytes().to_vec()), case.maybe_bytes("batch"), "{case}");
        if let Ok(batch) = found {
            assert_eq!(batch.to_proof(&key, suite, &alpha, ad.as_deref()), Ok(proof), "{case}");
        }
    });
}

#[test]
fn derivation() {
    each("derivation", |case| {
        let role = match case.text("role") {
            "sequencer" => Role::Sequencer,
            "base-prover" => Role::BaseProver,
            "merge-prover" => Role::MergeProver,
            "prover" => Role::Prover,
            other => panic!("{case}: unknown role {other}"),
        };
        let derived = SecretKey::derive(&case.array("master"), role);
        assert_eq!(derived.public_key().to_bytes().to_bytes(), case.array("pk"));
        assert_eq!(derived.public_key(), SecretKey::from_seed(&case.array("sk")).public_key());
    });
}
