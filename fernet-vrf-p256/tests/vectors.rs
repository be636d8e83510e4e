//! `vectors/vrf-p256`: the library does what the committed files say.

use fernet_vrf_p256::hazmat::intermediates;
use fernet_vrf_p256::{
    EvmWitnessError, KeyBytes, P256KeyError, P256VerifyBytesError, Proof, PublicKey, SecretKey, Suite, VrfOutput,
    verify_bytes,
};
use test_vectors::{Object, cases, covers};

/// Calls `check` with each case of a file, the fields of every case read.
fn each(file: &str, check: impl FnMut(&Object<'_>)) {
    let cases = cases(&format!("vrf-p256/{file}"));
    let cases = Object::list(file, &cases);
    let readme = std::fs::read_to_string(test_vectors::folder().join("vrf-p256/README.md")).unwrap();
    for case in &cases {
        for flag in test_vectors::common(case) {
            assert!(readme.contains(&format!("`{flag}`")), "{case}: flag {flag} is not documented");
        }
    }
    cases.iter().for_each(check);
}

#[test]
fn no_file_is_left_out() {
    let rfc = ["rfc9381-p256/sswu", "rfc9381-p256/tai"];
    covers(
        "fernet-vrf-p256",
        &[&rfc[..], &["vrf-p256/keys", "vrf-p256/proofs", "vrf-p256/witness", "vrf-p256/derivation"]].concat(),
    );
}

/// The error that a case states, `None` for a valid one.
fn error<'a>(case: &Object<'a>) -> Option<&'a str> {
    let error = case.maybe_text("error");
    assert_eq!(case.boolean("valid"), error.is_none(), "{case}");
    error
}

/// Decodes a registered key. The length is checked where a key arrives as a slice.
fn registered(pk: &[u8]) -> Result<PublicKey, P256KeyError> {
    PublicKey::from_registered(&KeyBytes::try_from(pk).map_err(|_| P256KeyError::Length)?)
}

#[test]
fn keys() {
    each("keys", |case| {
        let pk = case.bytes("pk");
        let (decoded, encoded) = match case.text("form") {
            "rfc" => {
                let decoded = PublicKey::try_from(pk.as_slice());
                (decoded, decoded.map(|key| key.to_bytes().to_bytes().to_vec()))
            }
            "registered" => {
                let decoded = registered(&pk);
                (decoded, decoded.and_then(|key| Ok(key.to_registered()?.to_bytes().to_vec())))
            }
            other => panic!("{case}: unknown form {other}"),
        };
        let found = decoded.map_err(|error| format!("P256KeyError::{error:?}"));
        assert_eq!(found.err().as_deref(), error(case), "{case}");
        assert!(encoded.is_err() || encoded == Ok(pk), "{case}");
    });
}

#[test]
fn proofs() {
    let mut proven = 0;
    each("proofs", |case| {
        let suite: Suite = case.text("suite").parse().unwrap();
        let (pk, alpha, ad, pi) = (case.bytes("pk"), case.bytes("alpha"), case.maybe_bytes("ad"), case.bytes("pi"));
        let verified = verify_bytes(&pk, suite, &alpha, ad.as_deref(), &pi);
        let beta = verified.map(|output: VrfOutput| output.beta().to_bytes().to_vec()).ok();
        let found = verified.err().map(|error| match error {
            P256VerifyBytesError::Key(error) => format!("P256KeyError::{error:?}"),
            P256VerifyBytesError::Proof(error) => format!("P256ProofError::{error:?}"),
            P256VerifyBytesError::Verify(error) => format!("P256VerifyError::{error:?}"),
            other => panic!("{other}"),
        });
        assert_eq!(found.as_deref(), error(case), "{case}");
        assert_eq!(beta, case.maybe_bytes("beta"), "{case}");
        if let Some(sk) = case.maybe_bytes("sk") {
            let secret_key = SecretKey::from_scalar(&sk.try_into().unwrap()).unwrap();
            assert_eq!(secret_key.public_key().to_registered().unwrap().to_bytes().as_slice(), pk);
            let evaluation = secret_key.evaluate(suite, &alpha).unwrap();
            let proof = evaluation.prove(ad.as_deref());
            assert_eq!(evaluation.prove_verified(&alpha, ad.as_deref()), Ok(proof));
            assert_eq!(proof.to_bytes().as_slice(), pi, "{case}");
            proven += 1;
        }
    });
    assert!(proven >= 12, "only {proven} honest proofs");
}

/// The words for the contract, or why there are none.
fn words(case: &Object<'_>) -> Result<Vec<[u8; 32]>, String> {
    let (pk, alpha, ad, pi) = (case.bytes("pk"), case.bytes("alpha"), case.maybe_bytes("ad"), case.bytes("pi"));
    let named = |error: P256KeyError| format!("P256KeyError::{error:?}");
    let key = match case.text("form") {
        "rfc" => PublicKey::try_from(pk.as_slice()),
        "registered" => registered(&pk),
        other => panic!("{case}: unknown form {other}"),
    };
    let key = key.map_err(named)?;
    let proof = Proof::try_from(pi.as_slice()).map_err(|error| format!("P256ProofError::{error:?}"))?;
    let words = key.evm_witness(&alpha, ad.as_deref(), &proof).map_err(|error| match error {
        EvmWitnessError::Key(error) => named(error),
        EvmWitnessError::Verify(error) => format!("P256VerifyError::{error:?}"),
        other => format!("EvmWitnessError::{other:?}"),
    });
    Ok(words?.to_vec())
}

#[test]
fn witness() {
    each("witness", |case| {
        let expected = error(case).map_or_else(|| Ok(case.arrays("words")), |error| Err(error.to_owned()));
        assert!(case.value("words").is_null() == expected.is_err(), "{case}");
        assert_eq!(words(case), expected, "{case}");
    });
}

#[test]
fn derivation() {
    each("derivation", |case| {
        let derived = SecretKey::derive(&case.array("master"));
        assert_eq!(derived.public_key().to_registered().unwrap().to_bytes(), case.array("pk"));
        let x = intermediates(&derived, Suite::Sswu, b"", None).unwrap().x;
        assert_eq!(x, case.array("sk"));
        // The hash is for implementations that check each step; its reduction is the Python reference's to check.
        assert_eq!(case.bytes("hash").len(), 48);
    });
}
