//! What the types promise: secrets that do not spread, bytes that serialise strictly, errors that say what is wrong.

use core::fmt::Debug;

use fernet_core::{KeyBytes, Role};
use fernet_vrf::hazmat::intermediates;
use fernet_vrf::{
    EvaluateError, Evaluation, KeyError, Proof, ProofError, PublicKey, SecretKey, Suite, VerifyError, VrfOutput,
};
use serde_test::{Configure, Token, assert_de_tokens_error, assert_tokens};
use zeroize::ZeroizeOnDrop;

/// Does not compile if `$type` implements `$trait`: the path would have two meanings.
macro_rules! assert_not {
    ($type:ty: $($trait:path),+) => {$(
        const _: fn() = || {
            struct Implemented;
            trait Ambiguous<T> {
                fn item() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + $trait> Ambiguous<Implemented> for T {}
            let _ = <$type as Ambiguous<_>>::item;
        };
    )+};
}

assert_not!(SecretKey: Clone, Copy, PartialEq, Default, serde::Serialize, serde::de::DeserializeOwned, AsRef<[u8]>);
assert_not!(VrfOutput: Default, From<[u8; 64]>, From<fernet_core::Beta>, TryFrom<&'static [u8]>, std::str::FromStr);
assert_not!(VrfOutput: std::fmt::Display, serde::Serialize, serde::de::DeserializeOwned);

const fn is_wiped<T: ZeroizeOnDrop>() {}
const fn is_shared<T: Send + Sync + Unpin>() {}
const fn is_public_value<T: Copy + Eq + Debug>() {}
const fn is_error<T: core::error::Error + Copy + Eq>() {}

const _: () = {
    is_wiped::<SecretKey>();
    is_wiped::<Evaluation<'static>>();
    is_shared::<SecretKey>();
    is_public_value::<PublicKey>();
    is_public_value::<Proof>();
    is_public_value::<VrfOutput>();
    is_public_value::<Suite>();
    is_error::<KeyError>();
    is_error::<ProofError>();
    is_error::<EvaluateError>();
    is_error::<VerifyError>();
};

#[test]
fn debug_prints_nothing_secret() {
    let seed = [0xa7; 32];
    let secret_key = SecretKey::from_seed(&seed);
    let evaluation = secret_key.evaluate(Suite::Ell2, b"alpha").unwrap();
    let seen = intermediates(&secret_key, Suite::Ell2, b"alpha", None).unwrap();

    let public_key = secret_key.public_key().to_bytes();
    assert_eq!(format!("{secret_key:?}"), format!("SecretKey {{ public_key: PublicKey({public_key}), .. }}"));
    assert_eq!(
        format!("{evaluation:?}"),
        format!(
            "Evaluation {{ secret_key: SecretKey {{ public_key: PublicKey({public_key}), .. }}, suite: Ell2, .. }}"
        )
    );
    for secret in [seed, seen.x, seen.k] {
        assert!(!format!("{seen:?}").contains(&format!("{secret:?}")));
    }
    // Of an evaluation it is secret; and nothing tells such an output from one that was verified.
    assert_eq!(format!("{:?}", evaluation.output()), "VrfOutput { .. }");
}

#[test]
fn serde_of_keys() {
    let key = *SecretKey::derive(&[1; 32], Role::Prover).public_key();
    let digits = key.to_bytes().to_string();
    assert_eq!(serde_json::to_string(&key).unwrap(), format!("\"{digits}\""));
    assert_eq!(serde_json::from_str::<PublicKey>(&format!("\"{digits}\"")).unwrap(), key);

    let identity = KeyBytes::from_bytes(core::array::from_fn(|i| u8::from(i == 0)));
    let error = serde_json::from_str::<PublicKey>(&format!("\"{identity}\"")).unwrap_err();
    assert!(error.to_string().contains("small order"));
}

#[test]
fn serde_of_proofs() {
    let proof = SecretKey::from_seed(&[1; 32]).evaluate(Suite::Ell2, b"").unwrap().prove(None);
    let bytes = proof.to_bytes();
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(serde_json::to_string(&proof).unwrap(), format!("\"{digits}\""));
    assert_eq!(serde_json::from_str::<Proof>(&format!("\"{digits}\"")).unwrap(), proof);
    for wrong in [&digits[2..], &digits.to_uppercase(), &format!("0x{digits}"), &format!("{digits}00"), ""] {
        assert!(serde_json::from_str::<Proof>(&format!("\"{wrong}\"")).is_err());
    }

    assert_tokens(&proof.compact(), &[Token::Bytes(Box::leak(Box::new(bytes)))]);
    let refused = |bytes: &'static [u8], error| {
        assert_de_tokens_error::<serde_test::Compact<Proof>>(&[Token::Bytes(bytes)], error);
    };
    refused(&[0xff; 80], "y-coordinate of Gamma in proof is not below 2^255 - 19");
    refused(&[0; 79], "invalid length 79, expected 160 lower-case hex digits (80 bytes)");
    refused(&[0; 81], "invalid length 81, expected 160 lower-case hex digits (80 bytes)");
}
