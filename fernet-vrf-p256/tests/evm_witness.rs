//! What has no witness for the contract `EcvrfP256`. `vectors/vrf-p256/witness.json` has the words, and the tests of `evm/` run the
//! contract with them.

use core::error::Error;

use fernet_vrf_p256::{EvmWitnessError, P256KeyError, P256VerifyError, SecretKey, Suite};

#[test]
fn refusals() {
    let secret_key = SecretKey::derive(&[1; 32]);
    let proof = secret_key.evaluate(Suite::Sswu, b"input").unwrap().prove(None);
    let key = secret_key.public_key();
    assert!(key.evm_witness(b"input", None, &proof).is_ok());
    let invalid = EvmWitnessError::Verify(P256VerifyError::Invalid);
    assert_eq!(key.evm_witness(b"other", None, &proof), Err(invalid));
    assert_eq!(key.evm_witness(b"input", Some(b""), &proof), Err(invalid));
    let tai = secret_key.evaluate(Suite::Tai, b"input").unwrap().prove(None);
    assert_eq!(key.evm_witness(b"input", None, &tai), Err(invalid));
    assert_eq!(invalid.source().unwrap().to_string(), P256VerifyError::Invalid.to_string());
    let odd = EvmWitnessError::Key(P256KeyError::OddY);
    assert_eq!(odd.source().unwrap().to_string(), P256KeyError::OddY.to_string());
    assert!(EvmWitnessError::NoWitness.source().is_none());
}
