//! Keys, outputs and proofs of sequencers on P-256 (SPEC `#vrf-p256`).

use core::mem::MaybeUninit;

use fernet_core::Beta;
use fernet_vrf_p256::{EVM_PROOF_WORDS, Proof, PublicKey, SecretKey, Suite};

use crate::bytes::{fernet_beta, fernet_key, fernet_p256_evm_proof, fernet_p256_proof, fernet_secret};
use crate::ptr::{In, InArray, Out, Output, Sealed, wipe};
use crate::status::fernet_status;

/// A VRF suite of RFC 9381 on P-256, by its suite byte: FERNET_P256_SUITE_SSWU or FERNET_P256_SUITE_TAI. The protocol uses
/// FERNET_P256_SUITE_SSWU.
pub type fernet_p256_suite = u8;
/// ECVRF-P256-SHA256-TAI (try and increment). Its time depends on alpha, so alpha must be public.
pub const FERNET_P256_SUITE_TAI: fernet_p256_suite = 1;
/// ECVRF-P256-SHA256-SSWU. Its time does not depend on alpha, and every alpha maps to a point.
pub const FERNET_P256_SUITE_SSWU: fernet_p256_suite = 2;

/// A private object: the secret key of a sequencer on P-256 with its public key, which has even y. It must not be compared,
/// printed or stored; store the secret from which it was made. Wipe every copy with fernet_p256_secret_key_wipe.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_p256_secret_key {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 256],
}

fn suite(suite: fernet_p256_suite) -> Result<Suite, fernet_status> {
    match suite {
        FERNET_P256_SUITE_SSWU => Ok(Suite::Sswu),
        FERNET_P256_SUITE_TAI => Ok(Suite::Tai),
        _ => Err(fernet_status::Value),
    }
}

/// Decodes a registered key.
fn public_key(key: In<fernet_key>) -> Result<PublicKey, fernet_status> {
    Ok(PublicKey::from_registered(&key.get()?.bytes.into())?)
}

/// Decodes an 81-byte proof.
fn proof(proof: In<fernet_p256_proof>) -> Result<Proof, fernet_status> {
    Ok(Proof::from_bytes(&proof.get()?.bytes)?)
}

impl From<Proof> for fernet_p256_proof {
    fn from(proof: Proof) -> Self {
        Self { bytes: proof.to_bytes() }
    }
}

impl From<[[u8; 32]; EVM_PROOF_WORDS]> for fernet_p256_evm_proof {
    fn from(words: [[u8; 32]; EVM_PROOF_WORDS]) -> Self {
        let mut bytes = [0; 448];
        bytes.as_chunks_mut().0.copy_from_slice(&words);
        Self { bytes }
    }
}

/// Derives the secret key of a sequencer on P-256 from a master secret (SPEC #vrf-p256).
///
/// - secret_key (out): the secret key. Wipe it with fernet_p256_secret_key_wipe.
/// - master: the master secret. The caller wipes it.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_secret_key_derive(
    secret_key: Out<fernet_p256_secret_key>,
    master: In<fernet_secret>,
) -> fernet_status {
    Sealed(secret_key).set_with_secret([master.span()], || Ok(SecretKey::derive(&master.borrow()?.bytes)))
}

/// Makes a secret key from the 32-byte SK of RFC 9381, a big-endian integer from 1 to the order of the group minus 1. If its
/// public key has odd y, the key is negated, so that it can be registered. The same SK must never be used for ECDSA or ECDH
/// (SPEC #vrf-p256).
///
/// - secret_key (out): the secret key. Wipe it with fernet_p256_secret_key_wipe.
/// - scalar: SK of RFC 9381, 32 bytes. The caller wipes it.
///
/// Errors: P256_SECRET_KEY_OUT_OF_RANGE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_secret_key_from_scalar(
    secret_key: Out<fernet_p256_secret_key>,
    scalar: In<fernet_secret>,
) -> fernet_status {
    Sealed(secret_key)
        .set_with_secret([scalar.span()], || Ok(SecretKey::from_scalar(&scalar.borrow()?.bytes)?.with_even_y()))
}

/// Computes the public key of a secret key, as it is registered: its x-coordinate.
///
/// - key (out): the public key.
/// - secret_key: the secret key.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_secret_key_public(
    key: Out<fernet_key>,
    secret_key: In<fernet_p256_secret_key>,
) -> fernet_status {
    key.set_with_secret([secret_key.span()], || Ok(secret_key.load()?.public_key().to_registered()?))
}

/// Overwrites a secret key with zeros, in a way that the compiler does not optimise away. Afterwards the object is not
/// a key.
///
/// - secret_key (out): the object to wipe; it need not hold a key.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_secret_key_wipe(secret_key: Out<fernet_p256_secret_key>) -> fernet_status {
    wipe(secret_key)
}

/// Decodes a registered key of a sequencer on P-256 (SPEC #vrf-p256).
///
/// - key (out): the public key.
/// - bytes: the key.
/// - bytes_len: number of bytes; 32 for a valid key.
///
/// Errors: the first that applies, in this order: P256_KEY_LENGTH, P256_KEY_NON_CANONICAL, P256_KEY_NOT_ON_CURVE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_key_parse(
    key: Out<fernet_key>,
    bytes: InArray<u8>,
    bytes_len: usize,
) -> fernet_status {
    key.set([bytes.span(bytes_len)], || {
        let bytes: [u8; 32] = bytes.get(bytes_len)?.try_into().map_err(|_| fernet_status::P256KeyLength)?;
        Ok(PublicKey::from_registered(&bytes.into())?.to_registered()?)
    })
}

/// Decodes a VRF proof on P-256 (SPEC #vrf-p256). A proof that decodes is well-formed; only verification shows whether it is
/// valid.
///
/// - proof (out): the proof.
/// - bytes: the encoded proof.
/// - bytes_len: number of bytes; 81 for a well-formed proof.
///
/// Errors: the first that applies, in this order: P256_PROOF_LENGTH, P256_PROOF_GAMMA_SIGN, P256_PROOF_GAMMA_NON_CANONICAL,
/// P256_PROOF_GAMMA_NOT_ON_CURVE, P256_PROOF_SCALAR_NOT_REDUCED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_proof_parse(
    proof: Out<fernet_p256_proof>,
    bytes: InArray<u8>,
    bytes_len: usize,
) -> fernet_status {
    proof.set([bytes.span(bytes_len)], || Ok(Proof::try_from(bytes.get(bytes_len)?)?))
}

/// Computes the VRF output that a proof on P-256 claims: ECVRF_proof_to_hash of RFC 9381, and 32 zero bytes. Do not use the
/// output of a proof that was not verified; fernet_p256_verify computes it too.
///
/// - beta (out): the claimed output.
/// - suite: the suite of the proof.
/// - proof: the proof; it is not verified.
///
/// Errors: VALUE for suite, P256_PROOF_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_proof_to_hash(
    beta: Out<fernet_beta>,
    suite: fernet_p256_suite,
    proof: In<fernet_p256_proof>,
) -> fernet_status {
    beta.set([proof.span()], || {
        let suite = self::suite(suite)?;
        let mut beta = [0; 64];
        crate::message::copy(&mut beta, self::proof(proof)?.to_hash(suite));
        Ok(Beta::from_bytes(beta))
    })
}

/// Computes the VRF output of a secret key on P-256 without a proof. The output is secret until the caller publishes it or
/// its proof.
///
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_evaluate(
    beta: Out<fernet_beta>,
    secret_key: In<fernet_p256_secret_key>,
    suite: fernet_p256_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    beta.set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        Ok(secret_key.load()?.evaluate(self::suite(suite)?, alpha.get(alpha_len)?)?.output().beta())
    })
}

/// Computes the VRF output of a secret key on P-256 and its proof: ECVRF_prove of RFC 9381, byte for byte. It returns the proof
/// only after the self-check of fernet_vrf_prove_verified.
///
/// - proof (out): the proof.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_prove(
    proof: Out<fernet_p256_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_p256_secret_key>,
    suite: fernet_p256_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        let (secret_key, alpha) = (secret_key.load()?, alpha.get(alpha_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove_verified(alpha, None)?.into(), evaluation.output().beta().into()))
    })
}

/// Computes what fernet_p256_prove computes, with a proof that also signs additional data (SPEC #vrf-p256). A proof with
/// additional data, even of length 0, never verifies as a proof without additional data, nor the reverse.
///
/// - proof (out): the proof.
/// - beta (out): the output.
/// - secret_key: the secret key.
/// - suite: the suite.
/// - alpha: the input, public.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
///
/// Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_prove_ad(
    proof: Out<fernet_p256_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_p256_secret_key>,
    suite: fernet_p256_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len), ad.span(ad_len)], || {
        let (secret_key, alpha, ad) = (secret_key.load()?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove_verified(alpha, Some(ad))?.into(), evaluation.output().beta().into()))
    })
}

/// Verifies a proof on P-256 without additional data and computes its output (SPEC #vrf-p256).
///
/// - beta (out): the output.
/// - key: the registered key of the sequencer.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: VALUE for suite, P256_KEY_..., P256_PROOF_..., P256_VERIFY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_verify(
    beta: Out<fernet_beta>,
    key: In<fernet_key>,
    suite: fernet_p256_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    proof: In<fernet_p256_proof>,
) -> fernet_status {
    beta.set([key.span(), alpha.span(alpha_len), proof.span()], || {
        let (suite, alpha) = (self::suite(suite)?, alpha.get(alpha_len)?);
        Ok(public_key(key)?.verify(suite, alpha, None, &self::proof(proof)?)?.beta())
    })
}

/// Verifies a proof on P-256 with additional data and computes its output (SPEC #vrf-p256).
///
/// - beta (out): the output.
/// - key: the registered key of the sequencer.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: VALUE for suite, P256_KEY_..., P256_PROOF_..., P256_VERIFY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_verify_ad(
    beta: Out<fernet_beta>,
    key: In<fernet_key>,
    suite: fernet_p256_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    proof: In<fernet_p256_proof>,
) -> fernet_status {
    beta.set([key.span(), alpha.span(alpha_len), ad.span(ad_len), proof.span()], || {
        let (suite, alpha, ad) = (self::suite(suite)?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        Ok(public_key(key)?.verify(suite, alpha, Some(ad), &self::proof(proof)?)?.beta())
    })
}

/// Verifies a proof on P-256 without additional data in the suite FERNET_P256_SUITE_SSWU, and computes what the contract EcvrfP256
/// takes to verify it on Ethereum (SPEC #evm-witness).
///
/// - evm_proof (out): the proof with its witness.
/// - key: the registered key of the sequencer.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: P256_KEY_..., P256_PROOF_..., P256_VERIFY_..., EVM_WITNESS_NO_WITNESS.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_evm_witness(
    evm_proof: Out<fernet_p256_evm_proof>,
    key: In<fernet_key>,
    alpha: InArray<u8>,
    alpha_len: usize,
    proof: In<fernet_p256_proof>,
) -> fernet_status {
    evm_proof.set([key.span(), alpha.span(alpha_len), proof.span()], || {
        let alpha = alpha.get(alpha_len)?;
        Ok(public_key(key)?.evm_witness(alpha, None, &self::proof(proof)?)?)
    })
}

/// Does what fernet_p256_evm_witness does, for a proof that signs additional data.
///
/// - evm_proof (out): the proof with its witness.
/// - key: the registered key of the sequencer.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: P256_KEY_..., P256_PROOF_..., P256_VERIFY_..., EVM_WITNESS_NO_WITNESS.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_p256_evm_witness_ad(
    evm_proof: Out<fernet_p256_evm_proof>,
    key: In<fernet_key>,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    proof: In<fernet_p256_proof>,
) -> fernet_status {
    evm_proof.set([key.span(), alpha.span(alpha_len), ad.span(ad_len), proof.span()], || {
        let (alpha, ad) = (alpha.get(alpha_len)?, ad.get(ad_len)?);
        Ok(public_key(key)?.evm_witness(alpha, Some(ad), &self::proof(proof)?)?)
    })
}
