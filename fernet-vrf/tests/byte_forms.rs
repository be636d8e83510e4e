//! Keys and proofs as bytes, as text and in collections; suites by byte and name; and verification from bytes.

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::fmt::{Debug, Display, LowerHex};
use std::hash::Hash;
use std::str::FromStr;

use fernet_vrf::{
    BatchKey, BatchProof, BatchProofBytes, BatchProofError, Beta, EvaluateError, KeyBytes, KeyError, ParseError,
    PointError, Proof, ProofError, ProveError, PublicKey, SecretKey, Suite, SuiteError, VerifyBytesError, VerifyError,
    VrfProofBytes, verify_bytes,
};

/// Asserts that `values`, which are different and in the order of their bytes, have all traits of a byte form.
fn assert_byte_form<T, B, E>(values: [T; 2], small: &str)
where
    T: Copy + Debug + Display + LowerHex + Ord + Hash + FromStr<Err = ParseError<E>> + TryFrom<B, Error = E>,
    B: Copy + Debug + Display + From<T> + AsRef<[u8]>,
    E: Error + Copy + PartialEq + 'static,
    for<'a> T: TryFrom<&'a [u8], Error = E>,
{
    for value in values {
        let bytes = B::from(value);
        let digits = bytes.to_string();
        assert_eq!(T::try_from(bytes), Ok(value));
        assert_eq!(T::try_from(bytes.as_ref()), Ok(value));
        assert_eq!(
            [value.to_string(), format!("{value:x}"), format!("0x{value}")],
            [digits.clone(), digits.clone(), format!("{value:#x}")]
        );
        assert!(format!("{value:?}").contains(&digits));
        for text in [digits.clone(), digits.to_uppercase(), format!("0x{digits}")] {
            assert_eq!(text.parse(), Ok(value));
        }
        for text in [&digits[1..], &digits[2..], &format!("{digits}0"), &format!("0x0x{digits}"), "", "0x", "é"] {
            let error = text.parse::<T>().unwrap_err();
            assert!(matches!(error, ParseError::Hex(_)) && error.to_string().contains("hex"));
        }
        let wrong = T::try_from(&bytes.as_ref()[1..]).unwrap_err();
        assert!(wrong.to_string().contains("bytes long"), "{wrong}");
    }
    let error = small.parse::<T>().unwrap_err();
    assert!(matches!(error, ParseError::Bytes(_)) && error.source().is_some_and(|source| source.is::<E>()));
    let [low, high] = values;
    assert!(low < high && low == values[0] && low != high);
    assert_eq!(BTreeSet::from([high, low, high]).into_iter().collect::<Vec<_>>(), values);
    assert_eq!(HashSet::from([high, low, high]).len(), 2);
}

/// The two values in the order of their bytes.
fn sorted<T, B: From<T> + AsRef<[u8]>>(mut values: [T; 2]) -> [T; 2]
where
    T: Copy,
{
    values.sort_by_key(|value| B::from(*value).as_ref().to_vec());
    values
}

#[test]
fn keys_and_proofs_have_byte_forms() {
    let keys = [1, 2].map(|seed| SecretKey::from_seed(&[seed; 32]));
    let public = keys.each_ref().map(|key| *key.public_key());
    let evaluations = keys.each_ref().map(|key| key.evaluate(Suite::Ell2, b"input").unwrap());
    let zeros = "0".repeat(64);
    let ones = |len| "f".repeat(2 * len);
    assert_byte_form::<PublicKey, KeyBytes, KeyError>(sorted::<_, KeyBytes>(public), &zeros);
    assert_byte_form::<BatchKey, KeyBytes, KeyError>(sorted::<_, KeyBytes>(public.map(BatchKey::from)), &zeros);
    let proofs = evaluations.each_ref().map(|evaluation| evaluation.prove(None));
    assert_byte_form::<Proof, VrfProofBytes, ProofError>(sorted::<_, VrfProofBytes>(proofs), &ones(Proof::LEN));
    let proofs = evaluations.each_ref().map(|evaluation| evaluation.prove_batchable(None));
    let proofs = sorted::<_, BatchProofBytes>(proofs);
    assert_byte_form::<BatchProof, BatchProofBytes, BatchProofError>(proofs, &ones(BatchProof::LEN));

    let [one, _] = public;
    assert_eq!(one.as_ref(), one.to_bytes().as_ref());
    assert_eq!(BatchKey::from(one).as_ref(), one.as_ref());
    assert_eq!(PublicKey::from(BatchKey::from(one)), one);
    let output = evaluations[0].output();
    assert_eq!((output.as_ref(), Beta::from(output)), (&output.to_bytes()[..], *output.beta()));
}

#[test]
fn suites_by_byte_and_name() {
    for byte in 0..=u8::MAX {
        match Suite::try_from(byte) {
            Ok(suite) => assert_eq!(u8::from(suite), byte),
            Err(error) => assert!(error == SuiteError::Unknown && byte != 0x03 && byte != 0x04),
        }
    }
    for suite in [Suite::Ell2, Suite::Tai] {
        assert_eq!(Suite::try_from(suite.byte()), Ok(suite));
        assert_eq!(suite.to_string().parse(), Ok(suite));
        assert_eq!(suite.to_string(), suite.name());
    }
    for name in ["", "ELL2", "ECVRF-EDWARDS25519-SHA512-ELL2 ", "ECVRF-EDWARDS25519-SHA512-ell2"] {
        assert_eq!(name.parse::<Suite>(), Err(SuiteError::Unknown));
    }
    assert!(SuiteError::Unknown.to_string().contains("0x04"));
}

/// The key is decoded first, then the proof, then both are verified.
#[test]
fn verification_from_bytes_names_what_is_wrong() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let evaluation = secret_key.evaluate(Suite::Ell2, b"input").unwrap();
    let key = secret_key.public_key().to_bytes().to_bytes();
    let pi = evaluation.prove(Some(b"data")).to_bytes();
    let verify = |key: &[u8], ad, pi: &[u8]| verify_bytes(key, Suite::Ell2, b"input", ad, pi);
    let data = Some(&b"data"[..]);
    assert_eq!(verify(&key, data, &pi), Ok(evaluation.output()));
    for (key, ad, pi, expected) in [
        (&[0; 32][..], None, &[0xff; 80][..], VerifyBytesError::Key(KeyError::SmallOrder)),
        (&key[1..], data, &pi, VerifyBytesError::Key(KeyError::Length)),
        (&key, None, &[0xff; 80], VerifyBytesError::Proof(ProofError::GammaNonCanonical)),
        (&key, data, &pi[1..], VerifyBytesError::Proof(ProofError::Length)),
        (&key, None, &pi, VerifyBytesError::Verify(VerifyError::Invalid)),
    ] {
        let error = verify(key, ad, pi).unwrap_err();
        assert_eq!(error, expected);
        assert!(error.to_string().contains(" not "), "{error}");
        assert!(error.source().is_some_and(|source| source.to_string() != error.to_string()));
    }
}

/// Each error is one line, and different from the others; a source adds what the error itself does not say.
#[test]
fn errors_say_what_is_wrong() {
    let points = [PointError::NonCanonical, PointError::MinusZero, PointError::NotOnCurve];
    let mut errors: Vec<Box<dyn Error>> = vec![
        Box::new(KeyError::Length),
        Box::new(KeyError::NonCanonical),
        Box::new(KeyError::MinusZero),
        Box::new(KeyError::NotOnCurve),
        Box::new(KeyError::SmallOrder),
        Box::new(ProofError::Length),
        Box::new(ProofError::GammaNonCanonical),
        Box::new(ProofError::GammaMinusZero),
        Box::new(ProofError::GammaNotOnCurve),
        Box::new(ProofError::ScalarNotReduced),
        Box::new(BatchProofError::Length),
        Box::new(BatchProofError::ScalarNotReduced),
        Box::new(EvaluateError::NoPoint),
        Box::new(ProveError::Fault),
        Box::new(VerifyError::Invalid),
        Box::new(SuiteError::Unknown),
        Box::new("".parse::<PublicKey>().unwrap_err()),
    ];
    for wrap in [BatchProofError::Gamma, BatchProofError::U, BatchProofError::V] {
        errors.extend(points.map(|point| -> Box<dyn Error> { Box::new(wrap(point)) }));
    }
    let texts: Vec<_> = errors
        .iter()
        .map(|error| format!("{error}: {}", error.source().map(ToString::to_string).unwrap_or_default()))
        .collect();
    for (i, text) in texts.iter().enumerate() {
        assert!(!text.contains('\n') && !texts[..i].contains(text), "{text}");
    }
    assert_eq!(EvaluateError::NoPoint.to_string(), VerifyError::NoPoint.to_string());
}
