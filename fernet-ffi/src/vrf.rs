//! VRF outputs, proofs and their verification (RFC 9381, SPEC `#vrf`), and in the modules keys and the proofs of a prover.

pub mod key;
pub mod prover;

use fernet_vrf::{Proof, Suite, VrfOutput};

use self::key::{fernet_secret_key, public_key};
use crate::bytes::{fernet_beta, fernet_key, fernet_proof};
use crate::ptr::{In, InArray, Out, Output};
use crate::status::fernet_status;

/// A VRF suite of RFC 9381, by its suite byte: FERNET_SUITE_ELL2 or FERNET_SUITE_TAI. The protocol uses
/// FERNET_SUITE_ELL2.
pub type fernet_suite = u8;
/// ECVRF-EDWARDS25519-SHA512-TAI (try and increment). Its time depends on alpha, so alpha must be public.
pub const FERNET_SUITE_TAI: fernet_suite = 3;
/// ECVRF-EDWARDS25519-SHA512-ELL2 (Elligator 2). Its time does not depend on alpha, and every alpha maps to a point.
pub const FERNET_SUITE_ELL2: fernet_suite = 4;

pub(crate) fn suite(suite: fernet_suite) -> Result<Suite, fernet_status> {
    match suite {
        FERNET_SUITE_ELL2 => Ok(Suite::Ell2),
        FERNET_SUITE_TAI => Ok(Suite::Tai),
        _ => Err(fernet_status::Value),
    }
}

impl From<VrfOutput> for fernet_beta {
    fn from(output: VrfOutput) -> Self {
        (*output.beta()).into()
    }
}

impl From<Proof> for fernet_proof {
    fn from(proof: Proof) -> Self {
        Self { bytes: proof.to_bytes() }
    }
}

/// Decodes an 80-byte proof.
pub(crate) fn proof(proof: In<fernet_proof>) -> Result<Proof, fernet_status> {
    Ok(Proof::from_bytes(&proof.get()?.bytes)?)
}

/// Decodes a VRF proof: ECVRF_decode_proof of RFC 9381 (SPEC #vrf). A proof that decodes is well-formed; only
/// verification shows whether it is valid.
///
/// - proof (out): the proof.
/// - bytes: the encoded proof.
/// - bytes_len: number of bytes; 80 for a well-formed proof.
///
/// Errors: the first that applies, in this order: PROOF_LENGTH, PROOF_GAMMA_NON_CANONICAL, PROOF_GAMMA_MINUS_ZERO,
/// PROOF_GAMMA_NOT_ON_CURVE, PROOF_SCALAR_NOT_REDUCED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proof_parse(
    proof: Out<fernet_proof>,
    bytes: InArray<u8>,
    bytes_len: usize,
) -> fernet_status {
    proof.set([bytes.span(bytes_len)], || Ok(Proof::try_from(bytes.get(bytes_len)?)?))
}

/// Computes the VRF output that a proof claims: ECVRF_proof_to_hash of RFC 9381. Do not use the output of a proof that
/// was not verified; fernet_vrf_verify computes it too.
///
/// - beta (out): the claimed output.
/// - suite: the suite of the proof.
/// - proof: the proof; it is not verified.
///
/// Errors: VALUE for suite, PROOF_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_proof_to_hash(
    beta: Out<fernet_beta>,
    suite: fernet_suite,
    proof: In<fernet_proof>,
) -> fernet_status {
    beta.set([proof.span()], || {
        let suite = self::suite(suite)?;
        Ok(self::proof(proof)?.to_hash(suite))
    })
}

/// Computes the VRF output of a secret key without a proof, at half the cost of a proof. The output is secret until the
/// caller publishes it or its proof.
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
pub unsafe extern "C" fn fernet_vrf_evaluate(
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    beta.set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        Ok(secret_key.load()?.evaluate(self::suite(suite)?, alpha.get(alpha_len)?)?.output())
    })
}

/// Computes the VRF output of a secret key and its proof: ECVRF_prove of RFC 9381, byte for byte. It uses no
/// randomness: the same arguments give the same proof.
///
/// - proof (out): the proof.
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
pub unsafe extern "C" fn fernet_vrf_prove(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        let (secret_key, alpha) = (secret_key.load()?, alpha.get(alpha_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove(None).into(), evaluation.output().into()))
    })
}

/// Computes the VRF output of a secret key and a proof that also signs additional data (SPEC #vrf-ad). The output is
/// that of fernet_vrf_prove. A proof with additional data, even of length 0, never verifies as a proof without
/// additional data, nor the reverse.
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
/// Errors: VALUE for suite, EVALUATE_NO_POINT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_prove_ad(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len), ad.span(ad_len)], || {
        let (secret_key, alpha, ad) = (secret_key.load()?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove(Some(ad)).into(), evaluation.output().into()))
    })
}

/// Computes what fernet_vrf_prove computes, and returns the proof only after a self-check: s is computed twice and the
/// proof is verified. Use it on hardware in which an attacker can cause faults, because one faulty proof reveals the
/// key. It costs about three times as much.
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
pub unsafe extern "C" fn fernet_vrf_prove_verified(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len)], || {
        let (secret_key, alpha) = (secret_key.load()?, alpha.get(alpha_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove_verified(alpha, None)?.into(), evaluation.output().into()))
    })
}

/// Computes what fernet_vrf_prove_ad computes, with the self-check of fernet_vrf_prove_verified.
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
pub unsafe extern "C" fn fernet_vrf_prove_verified_ad(
    proof: Out<fernet_proof>,
    beta: Out<fernet_beta>,
    secret_key: In<fernet_secret_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
) -> fernet_status {
    (proof, beta).set_with_secret([secret_key.span(), alpha.span(alpha_len), ad.span(ad_len)], || {
        let (secret_key, alpha, ad) = (secret_key.load()?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        let evaluation = secret_key.evaluate(self::suite(suite)?, alpha)?;
        Ok((evaluation.prove_verified(alpha, Some(ad))?.into(), evaluation.output().into()))
    })
}

/// Verifies a proof without additional data and computes its output: ECVRF_verify of RFC 9381 with validate_key = TRUE
/// (SPEC #vrf).
///
/// - beta (out): the output.
/// - key: the public key of the prover.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_verify(
    beta: Out<fernet_beta>,
    key: In<fernet_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    proof: In<fernet_proof>,
) -> fernet_status {
    beta.set([key.span(), alpha.span(alpha_len), proof.span()], || {
        let (suite, alpha) = (self::suite(suite)?, alpha.get(alpha_len)?);
        Ok(public_key(key)?.verify(suite, alpha, None, &self::proof(proof)?)?)
    })
}

/// Verifies a proof with additional data and computes its output (SPEC #vrf-ad).
///
/// - beta (out): the output.
/// - key: the public key of the prover.
/// - suite: the suite.
/// - alpha: the input.
/// - alpha_len: number of bytes of alpha.
/// - ad: the additional data.
/// - ad_len: number of bytes of ad; may be 0.
/// - proof: the proof.
///
/// Errors: the first that applies, in this order: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_vrf_verify_ad(
    beta: Out<fernet_beta>,
    key: In<fernet_key>,
    suite: fernet_suite,
    alpha: InArray<u8>,
    alpha_len: usize,
    ad: InArray<u8>,
    ad_len: usize,
    proof: In<fernet_proof>,
) -> fernet_status {
    beta.set([key.span(), alpha.span(alpha_len), ad.span(ad_len), proof.span()], || {
        let (suite, alpha, ad) = (self::suite(suite)?, alpha.get(alpha_len)?, ad.get(ad_len)?);
        Ok(public_key(key)?.verify(suite, alpha, Some(ad), &self::proof(proof)?)?)
    })
}
