//! Keys and proofs in CBOR, MessagePack, postcard and JSON, in each shape of a serde type. That of all byte strings and every
//! wrong length is tested in fernet-core, which gives them their form.

use std::fmt::Debug;

use fernet_core::Role;
use fernet_vrf::{BatchKey, BatchProof, Proof, PublicKey, SecretKey, Suite};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Signed {
    key: PublicKey,
    proof: Proof,
    number: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
enum Tagged {
    Claim { key: PublicKey, proof: Proof },
    Signed(Signed),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(u64),
    Proof(Proof),
    Signed(Signed),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    before: u8,
    #[serde(flatten)]
    signed: Signed,
}

fn signed() -> Signed {
    let secret_key = SecretKey::derive(&[1; 32], Role::Prover);
    let proof = secret_key.evaluate(Suite::Ell2, b"alpha").unwrap().prove(None);
    Signed { key: *secret_key.public_key(), proof, number: 7 }
}

fn in_cbor<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    ciborium::from_reader(bytes.as_slice()).unwrap()
}

fn survives<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) {
    assert_eq!(&serde_json::from_slice::<T>(&serde_json::to_vec(value).unwrap()).unwrap(), value);
    assert_eq!(&rmp_serde::from_slice::<T>(&rmp_serde::to_vec_named(value).unwrap()).unwrap(), value);
    assert_eq!(&in_cbor(value), value);
}

#[test]
fn every_shape_survives() {
    let Signed { key, proof, .. } = signed();
    survives(&key);
    survives(&proof);
    survives(&vec![signed(); 2]);
    survives(&Tagged::Claim { key, proof });
    survives(&Tagged::Signed(signed()));
    survives(&Untagged::Proof(proof));
    survives(&Untagged::Signed(signed()));
    survives(&Flat { before: 1, signed: signed() });
    let bytes = postcard::to_stdvec(&vec![signed(); 2]).unwrap();
    assert_eq!(postcard::from_bytes::<Vec<Signed>>(&bytes).unwrap(), [signed(); 2]);
}

/// Bytes and sequences one element short or long, twice as long, or as long as a whole block of CBOR.
#[test]
fn other_lengths_are_refused() {
    #[derive(Serialize)]
    struct Bytes<'a>(#[serde(serialize_with = "as_bytes")] &'a [u8]);

    fn as_bytes<S: serde::Serializer>(bytes: &&[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    fn refused<T: Debug + DeserializeOwned>(good: &[u8]) {
        let long = [good, good].concat();
        let mut longest = long.clone();
        longest.resize(1080, 0);
        for wrong in [&[], &good[1..], &good[..good.len() - 1], &long[..good.len() + 1], &long, &longest] {
            let mut cbor = [Vec::new(), Vec::new()];
            ciborium::into_writer(&Bytes(wrong), &mut cbor[0]).unwrap();
            ciborium::into_writer(&wrong, &mut cbor[1]).unwrap();
            for cbor in &cbor {
                assert!(ciborium::from_reader::<T, _>(cbor.as_slice()).is_err(), "CBOR of {}", wrong.len());
            }
            for rmp in [rmp_serde::to_vec(&Bytes(wrong)).unwrap(), rmp_serde::to_vec(wrong).unwrap()] {
                assert!(rmp_serde::from_slice::<T>(&rmp).is_err(), "MessagePack of {}", wrong.len());
            }
            let postcard = postcard::to_stdvec(&Bytes(wrong)).unwrap();
            assert!(postcard::from_bytes::<T>(&postcard).is_err(), "postcard of {}", wrong.len());
        }
    }

    refused::<PublicKey>(signed().key.to_bytes().as_bytes());
    refused::<Proof>(&signed().proof.to_bytes());
}

/// What decodes to no key or proof is refused in every format, with its reason.
#[test]
fn what_is_no_key_is_refused() {
    let mut cbor = Vec::new();
    ciborium::into_writer(&fernet_core::KeyBytes::ZERO, &mut cbor).unwrap();
    let error = ciborium::from_reader::<PublicKey, _>(cbor.as_slice()).unwrap_err();
    assert!(error.to_string().contains("small order"), "{error}");
}

#[test]
fn batch_forms_survive() {
    let secret_key = SecretKey::from_seed(&[1; 32]);
    let key = BatchKey::from(*secret_key.public_key());
    let proof: BatchProof = secret_key.evaluate(Suite::Ell2, b"alpha").unwrap().prove_batchable(None);
    survives(&key);
    survives(&proof);
    assert_eq!(serde_json::to_string(&key).unwrap(), format!("\"{key}\""));
    assert_eq!(serde_json::to_string(&proof).unwrap(), format!("\"{proof}\""));
    let read: BatchKey = serde_json::from_str(&format!("\"{key}\"")).unwrap();
    assert!(read.is_torsion_free());
    assert!(serde_json::from_str::<BatchKey>(&format!("\"{}\"", "0".repeat(64))).is_err());
    assert!(serde_json::from_str::<BatchProof>(&format!("\"{}\"", "f".repeat(256))).is_err());
}
