//! The words for the contract `EcvrfP256`. The tests of `evm/` run the contract with them.

use fernet_vrf_p256::{EVM_PROOF_WORDS, EvmWitnessError, P256VerifyError, Proof, PublicKey, SecretKey, Suite};
use sha2::{Digest, Sha256};

/// Cases of `vectors/vrf-p256/proofs.json`, with the SHA-256 of the words: computed in Python by the formulas of `docs/l1-vrf.md`.
const DIGESTS: [(&str, &str); 6] = [
    ("sswu-plain", "c113c152188a02fa5cb9e3287a02d3a59ebe90b403ee72c4ffe10d4a71f3b23d"),
    ("sswu-plain-empty-alpha", "d72fc9a5bcf2a8aff8bd0903412f8fe114a092e3cf5eca549fb9bb48c792759a"),
    ("sswu-plain-long-alpha", "e60729b12a951c531d4518f89ae847b082773b930ff5a36137997f8fd641b7f9"),
    ("sswu-ad", "fae35d124e946a5024469eb5a9407490707d7a6e29f85a16621ad41420f22108"),
    ("sswu-ad-empty", "60e347dab75fbb7b840583955d53a42057fbd9fa65c499ecdb22b94856e4bdd2"),
    ("sswu-ad-long", "6b3dd56b95ec2d39abe153b387e590c2de84cc4f6c4c6dd7285473946be8325d"),
];

/// The words of the first case.
const WORDS: [&str; EVM_PROOF_WORDS] = [
    "6060fe3647d8f859032b510445d4bd4b72a8a72482a3a596dbe77c6f08fd4f65",
    "a115f382e46a89d0c3dbacea840807df9a70ac40462504824c0ca2904318e8ad",
    "000000000000000000000000000000008deac9016232e4c4028a1a6773b8775d",
    "030670b8a348f53603624ab84fbbc0716d74766853164863ee03716f0e194155",
    "d0b06c3d5d2bfda4a6ba5a2888a5d0ccfc911d6f2c6a83951fc6fe7dcde7c6e0",
    "f6d627904a3eb770efcf80519192f2db0a34e83e6cc16a98b314b18409820dbf",
    "0815cfa914a428f7737f479190aa1cc92ed05ad7425ee43b69fa478e226bbba8",
    "c2ebf321d7dd1ec5783c7d21844bc936794dc5c841d627bf36d3b4145251b21f",
    "761ccfd7a26c5aac52f98afb3dcab87bac5e6b0c33ef47c3c33b7e99cbec6a1a",
    "848ee8566d7aab3bbe07003a4799ce44de148080ae2661d9feb594fd6837a913",
    "a68661e3e05c2d11dca3b5dd40b415dcb07a6ac2cf87a4e136822ba9f4c652a5",
    "12cefe7cbc2d4ff6703a85cca683c785538995264374b35c5a7cf82f4b365fbd",
    "7f5193d9680f7cc6c0e1676872ef86d5b276863bd5da37a68f0ac1fa670dcf7e",
    "3edfbf5e18e225346384cce4686e2690d676f19a6f408e987b3b5c9ca3b3d00f",
];

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn words_of_the_vectors() {
    let cases = test_vectors::cases("vrf-p256/proofs");
    for (id, digest) in DIGESTS {
        let case = cases.iter().find(|case| case["id"] == id).unwrap();
        let bytes = |name: &str| case[name].as_str().map(unhex);
        let key: [u8; 32] = bytes("pk").unwrap().try_into().unwrap();
        let (key, proof) = (PublicKey::from_registered(&key.into()), Proof::try_from(bytes("pi").unwrap().as_slice()));
        let words =
            key.unwrap().evm_witness(&bytes("alpha").unwrap(), bytes("ad").as_deref(), &proof.unwrap()).unwrap();
        assert_eq!(Sha256::digest(words.concat()).as_slice(), unhex(digest), "{id}");
        if id == "sswu-plain" {
            assert_eq!(words.map(Vec::from), WORDS.map(unhex));
        }
    }
}

#[test]
fn refusals() {
    let secret_key = SecretKey::derive(&[1; 32]);
    let proof = secret_key.evaluate(Suite::Sswu, b"input").unwrap().prove(None);
    let key = secret_key.public_key();
    assert!(key.evm_witness(b"input", None, &proof).is_ok());
    let invalid = EvmWitnessError::Verify(P256VerifyError::Invalid);
    assert_eq!(key.evm_witness(b"other", None, &proof), Err(invalid));
    assert_eq!(key.evm_witness(b"input", Some(b""), &proof), Err(invalid));

    // The key of the first example of RFC 9381, appendix B.2, has an odd y.
    let secret = unhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721").try_into().unwrap();
    let odd = SecretKey::from_scalar(&secret).unwrap();
    let proof = odd.evaluate(Suite::Sswu, b"input").unwrap().prove(None);
    assert_eq!(odd.public_key().evm_witness(b"input", None, &proof), Err(EvmWitnessError::OddY));
    assert!(core::error::Error::source(&invalid).is_some());
    assert!(core::error::Error::source(&EvmWitnessError::OddY).is_none());
}
