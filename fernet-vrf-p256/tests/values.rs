//! Keys and proofs as bytes and text; suites by byte and name; errors; what `Debug` prints; what is wiped.

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::mem::ManuallyDrop;

use fernet_vrf_p256::hazmat::intermediates;
use fernet_vrf_p256::{
    Beta, EvaluateError, EvmWitnessError, P256KeyBytes, P256KeyError, P256ProofBytes, P256ProofError,
    P256SecretKeyError, P256VerifyBytesError, P256VerifyError, ParseError, Proof, ProveError, PublicKey, SecretKey,
    Suite, SuiteError, verify_bytes,
};

#[test]
fn keys_and_proofs_have_byte_forms() {
    let keys = [1, 2].map(|seed| SecretKey::derive(&[seed; 32]));
    let mut public = keys.each_ref().map(|key| *key.public_key());
    let mut proofs = keys.each_ref().map(|key| key.evaluate(Suite::Sswu, b"input").unwrap().prove(None));
    public.sort_by_key(|key| key.to_bytes().to_bytes());
    proofs.sort_by_key(Proof::to_bytes);
    assert!(public[0] < public[1] && proofs[0] < proofs[1] && public[0] != public[1] && proofs[0] != proofs[1]);
    assert_eq!(BTreeSet::from([public[1], public[0]]).into_iter().collect::<Vec<_>>(), public);
    assert_eq!(HashSet::from([proofs[0], proofs[1], proofs[0]]).len(), 2);
    for key in public {
        assert_eq!(PublicKey::try_from(P256KeyBytes::from(key)), Ok(key));
        assert_eq!(format!("{key:#x}").parse(), Ok(key));
        assert_eq!(format!("{key:?}"), format!("PublicKey({key})"));
    }
    for proof in proofs {
        assert_eq!(Proof::try_from(P256ProofBytes::from(proof)), Ok(proof));
        assert_eq!(proof.to_string().to_uppercase().parse(), Ok(proof));
        assert_eq!(format!("{proof:?}"), format!("Proof({proof})"));
        assert!(matches!(proof.to_string()[1..].parse::<Proof>(), Err(ParseError::Hex(_))));
    }
    let output = keys[0].evaluate(Suite::Sswu, b"input").unwrap().output();
    assert_eq!((output.as_ref(), Beta::from(output)), (&output.to_bytes()[..], output.beta()));
}

#[test]
fn suites_by_byte_and_name() {
    for byte in 0..=u8::MAX {
        match Suite::try_from(byte) {
            Ok(suite) => assert_eq!((u8::from(suite), suite.byte(), suite.signing_byte()), (byte, byte, byte | 0x80)),
            Err(error) => assert!(error == SuiteError::Unknown && byte != 0x01 && byte != 0x02),
        }
    }
    assert_eq!([Suite::try_from(1), Suite::try_from(2)], [Ok(Suite::Tai), Ok(Suite::Sswu)]);
    for suite in [Suite::Sswu, Suite::Tai] {
        assert_eq!(suite.to_string().parse(), Ok(suite));
        assert_eq!(suite.to_string(), suite.name());
    }
    for name in ["", "SSWU", "ECVRF-P256-SHA256-SSWU ", "ECVRF-EDWARDS25519-SHA512-TAI"] {
        assert_eq!(name.parse::<Suite>(), Err(SuiteError::Unknown));
    }
}

/// Each error is one line, and different from the others.
#[test]
fn errors_say_what_is_wrong() {
    let errors: [&dyn Error; 19] = [
        &P256KeyError::Length,
        &P256KeyError::Sign,
        &P256KeyError::NonCanonical,
        &P256KeyError::NotOnCurve,
        &P256KeyError::OddY,
        &P256SecretKeyError::OutOfRange,
        &P256ProofError::Length,
        &P256ProofError::GammaSign,
        &P256ProofError::GammaNonCanonical,
        &P256ProofError::GammaNotOnCurve,
        &P256ProofError::ScalarNotReduced,
        &EvaluateError::NoPoint,
        &ProveError::Fault,
        &P256VerifyError::Exceptional,
        &P256VerifyError::Invalid,
        &SuiteError::Unknown,
        &EvmWitnessError::Key(P256KeyError::OddY),
        &EvmWitnessError::NoWitness,
        &EvmWitnessError::Verify(P256VerifyError::Invalid),
    ];
    let texts = errors.map(ToString::to_string);
    for (i, text) in texts.iter().enumerate() {
        assert!(text.contains(' ') && !text.contains('\n') && !texts[..i].contains(text), "{text:?}");
    }
    assert_eq!(P256VerifyError::NoPoint.to_string(), EvaluateError::NoPoint.to_string());
}

/// The key is decoded first, then the proof, then both are verified.
#[test]
fn verification_from_bytes_names_what_is_wrong() {
    let secret_key = SecretKey::derive(&[1; 32]);
    let evaluation = secret_key.evaluate(Suite::Sswu, b"input").unwrap();
    let key = secret_key.public_key().to_registered().unwrap().to_bytes();
    let pi = evaluation.prove(Some(b"data")).to_bytes();
    let verify = |key: &[u8], ad, pi: &[u8]| verify_bytes(key, Suite::Sswu, b"input", ad, pi);
    let data = Some(&b"data"[..]);
    assert_eq!(verify(&key, data, &pi), Ok(evaluation.output()));
    for (key, ad, pi, expected) in [
        (&[0xff; 32][..], None, &[0; 81][..], P256VerifyBytesError::Key(P256KeyError::NonCanonical)),
        (&key[1..], data, &pi, P256VerifyBytesError::Key(P256KeyError::Length)),
        (&key, None, &[0; 81], P256VerifyBytesError::Proof(P256ProofError::GammaSign)),
        (&key, data, &pi[1..], P256VerifyBytesError::Proof(P256ProofError::Length)),
        (&key, None, &pi, P256VerifyBytesError::Verify(P256VerifyError::Invalid)),
    ] {
        let error = verify(key, ad, pi).unwrap_err();
        assert_eq!(error, expected);
        assert!(error.to_string().contains(" not "), "{error}");
        assert!(error.source().is_some_and(|source| source.to_string() != error.to_string()));
    }
}

#[test]
fn nothing_secret_is_printed() {
    let secret_key = SecretKey::derive(&[1; 32]);
    let evaluation = secret_key.evaluate(Suite::Tai, b"input").unwrap();
    let seen = intermediates(&secret_key, Suite::Tai, b"input", None).unwrap();
    let output = evaluation.output();
    let gamma = &evaluation.prove(None).to_bytes()[1..33];
    let printed = [
        format!("{secret_key:?}"),
        format!("{evaluation:?}"),
        format!("{output:?}"),
        format!("{seen:?}"),
        format!("{secret_key:x?}{evaluation:x?}{output:x?}{seen:x?}"),
    ];
    for secret in [&seen.x[..], &seen.k, gamma, &output.to_bytes(), &[1; 32]] {
        let digits: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        for text in &printed {
            let list = format!("{:?}", &secret[..8]);
            assert!(!text.contains(&digits[..16]) && !text.contains(list.trim_matches(['[', ']'])), "{text}");
        }
    }
    let key = secret_key.public_key().to_string();
    assert!(printed[0].contains(&key) && printed[1].contains(&key) && printed[1].contains("Tai"));
    assert!(printed[2].contains("VrfOutput"));
    for public in [format!("{:?}", seen.h), format!("{:?}", seen.u), format!("{:?}", seen.try_and_increment_ctr)] {
        assert!(printed[3].contains(&public));
    }
}

/// Whether eight bytes of `part`, in either order, are in the memory of a value.
fn holds<T>(value: &T, part: &[u8]) -> bool {
    let place = std::ptr::from_ref(value).cast::<u8>();
    // SAFETY: the place is as large as the type.
    let memory: Vec<u8> = (0..size_of::<T>()).map(|i| unsafe { place.wrapping_add(i).read_volatile() }).collect();
    let backwards: Vec<u8> = part.iter().rev().copied().collect();
    [part, &backwards].iter().any(|part| part.windows(8).any(|bytes| memory.windows(8).any(|found| found == bytes)))
}

#[test]
fn what_is_dropped_is_wiped() {
    let secret_key = SecretKey::derive(&[1; 32]);
    let x = intermediates(&secret_key, Suite::Sswu, b"", None).unwrap().x;
    let mut evaluation = ManuallyDrop::new(secret_key.evaluate(Suite::Sswu, b"input").unwrap());
    let (gamma, output) = (evaluation.prove(None).to_bytes()[..33].to_vec(), evaluation.output());
    assert!(holds(&evaluation, &gamma) && holds(&evaluation, output.as_ref()));
    // SAFETY: dropped once; what is read after it is plain memory, still in scope.
    unsafe { ManuallyDrop::drop(&mut evaluation) };
    assert!(!holds(&evaluation, &gamma) && !holds(&evaluation, output.as_ref()));

    let mut secret_key = ManuallyDrop::new(secret_key);
    assert!(holds(&secret_key, &x));
    // SAFETY: as above.
    unsafe { ManuallyDrop::drop(&mut secret_key) };
    assert!(!holds(&secret_key, &x));
}
