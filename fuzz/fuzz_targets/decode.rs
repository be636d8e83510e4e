//! Keys and proofs of both forms: what decodes is the one encoding of what it decodes to.
#![no_main]

use curve25519_dalek::edwards::CompressedEdwardsY;
use fernet_vrf::{BatchProof, BatchProofError, KeyError, Proof, ProofError, PublicKey};
use libfuzzer_sys::fuzz_target;

/// By definition, where the library takes a short cut.
fn canonical(bytes: &[u8]) -> bool {
    CompressedEdwardsY::from_slice(bytes)
        .is_ok_and(|bytes| bytes.decompress().is_some_and(|point| point.compress() == bytes))
}

fuzz_target!(|bytes: &[u8]| {
    match PublicKey::try_from(bytes) {
        Ok(key) => assert!(key.to_bytes().as_bytes() == bytes && canonical(bytes)),
        Err(KeyError::Length) => assert_ne!(bytes.len(), 32),
        Err(error) => assert_eq!(error == KeyError::SmallOrder, canonical(bytes)),
    }
    match Proof::try_from(bytes) {
        Ok(proof) => assert!(proof.to_bytes() == bytes && canonical(&bytes[..32])),
        Err(ProofError::Length) => assert_ne!(bytes.len(), 80),
        Err(error) => assert_eq!(error == ProofError::ScalarNotReduced, canonical(&bytes[..32])),
    }
    match BatchProof::try_from(bytes) {
        Ok(proof) => assert!(proof.to_bytes() == bytes && bytes[..96].chunks(32).all(canonical)),
        Err(BatchProofError::Length) => assert_ne!(bytes.len(), 128),
        Err(error) => assert_eq!(error == BatchProofError::ScalarNotReduced, bytes[..96].chunks(32).all(canonical)),
    }
});
