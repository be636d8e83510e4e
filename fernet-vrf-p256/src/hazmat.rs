//! Intermediate values of proofs, some of them secret: for comparison with RFC 9381, appendix B, and for analysis of this crate.
//!
//! * [`intermediates`] and [`Intermediates`] reveal the secret key: `x` is the key itself, and `k` together with the proof gives
//!   it. `h`, `u` and `v` are public once the proof is.
//! * [`prove_verified`] shows a proof before its checks. If a check then fails, the proof may reveal the secret key.
//! * [`public_values`] and [`PublicValues`] are public: anybody can compute them from the key, the input and the proof.

use core::fmt;

use crate::encode_to_curve::try_and_increment;
use crate::{EvaluateError, Evaluation, P256VerifyError, Proof, ProveError, PublicKey, SecretKey, Suite};

/// Intermediate values of proving, named as in RFC 9381, appendix B. `x` and `k` are secret.
///
/// [`intermediates`] returns them.
#[derive(Clone, Copy)]
pub struct Intermediates {
    /// Secret scalar, 32 bytes big-endian.
    pub x: [u8; 32],
    /// Encoding of H, the point of the input.
    pub h: [u8; 33],
    /// Nonce, 32 bytes big-endian.
    pub k: [u8; 32],
    /// Encoding of U = kB.
    pub u: [u8; 33],
    /// Encoding of V = kH.
    pub v: [u8; 33],
    /// Number of failed attempts with [`Suite::Tai`]; `None` with [`Suite::Sswu`].
    pub try_and_increment_ctr: Option<u8>,
}

impl fmt::Debug for Intermediates {
    /// Prints the public values only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intermediates")
            .field("h", &self.h)
            .field("u", &self.u)
            .field("v", &self.v)
            .field("try_and_increment_ctr", &self.try_and_increment_ctr)
            .finish_non_exhaustive()
    }
}

/// The intermediate values of [`Evaluation::prove`] for the input `alpha`. They are not wiped: that is up to the caller.
///
/// `ad` is the data that the proof signs, or `None` for a proof of RFC 9381.
///
/// # Errors
///
/// As [`SecretKey::evaluate`].
///
/// ```
/// use fernet_vrf_p256::hazmat::intermediates;
/// use fernet_vrf_p256::{SecretKey, Suite};
///
/// let seen = intermediates(&SecretKey::derive(&[1; 32]), Suite::Sswu, b"input", None)?;
/// assert_eq!(seen.try_and_increment_ctr, None);
/// # Ok::<(), fernet_vrf_p256::EvaluateError>(())
/// ```
pub fn intermediates(
    secret_key: &SecretKey,
    suite: Suite,
    alpha: &[u8],
    ad: Option<&[u8]>,
) -> Result<Intermediates, EvaluateError> {
    let evaluation = secret_key.evaluate(suite, alpha)?;
    let commitment = evaluation.commit(ad);
    Ok(Intermediates {
        x: secret_key.x.to_bytes().into(),
        h: evaluation.h.bytes,
        k: commitment.k.to_bytes().into(),
        u: commitment.u,
        v: commitment.v,
        try_and_increment_ctr: match suite {
            Suite::Sswu => None,
            Suite::Tai => try_and_increment(secret_key.public_key(), alpha).map(|(_, counter)| counter),
        },
    })
}

/// [`Evaluation::prove_verified`], with a callback between proving and checking.
///
/// `show` receives the proof and the second value of s, 32 bytes big-endian. Tools that track secrets can mark there what
/// becomes public if the checks pass.
///
/// # Errors
///
/// As [`Evaluation::prove_verified`].
pub fn prove_verified(
    evaluation: &Evaluation<'_>,
    alpha: &[u8],
    ad: Option<&[u8]>,
    show: impl FnOnce(&Proof, &p256::Scalar),
) -> Result<Proof, ProveError> {
    evaluation.prove_and_check(alpha, ad, |proof, s| show(proof, s))
}

/// Intermediate values of verifying a valid proof, named as in RFC 9381. All of them are public.
///
/// [`public_values`] returns them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicValues {
    /// Encoding of H, the point of the input (section 5.3, step 7). It depends on suite, key and input only.
    pub h: [u8; 33],
    /// Encoding of U = sB - cY (step 8), which the prover computed as kB (section 5.1, step 6).
    pub u: [u8; 33],
    /// Encoding of V = sH - c Gamma (step 9), which the prover computed as kH.
    pub v: [u8; 33],
    /// Challenge, 16 bytes big-endian: bytes 33 to 48 of the proof.
    pub c: [u8; 16],
}

/// Verifies a proof as [`PublicKey::verify`] does, and returns the intermediate values of RFC 9381, section 5.3.
///
/// # Errors
///
/// As [`PublicKey::verify`]: an invalid proof has no such values.
///
/// ```
/// use fernet_vrf_p256::hazmat::public_values;
/// use fernet_vrf_p256::{SecretKey, Suite};
///
/// let secret_key = SecretKey::derive(&[1; 32]);
/// let proof = secret_key.evaluate(Suite::Sswu, b"input")?.prove(None);
/// let values = public_values(secret_key.public_key(), Suite::Sswu, b"input", None, &proof)?;
/// assert_eq!(values.c, proof.to_bytes()[33..49]);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub fn public_values(
    key: &PublicKey,
    suite: Suite,
    alpha: &[u8],
    ad: Option<&[u8]>,
    proof: &Proof,
) -> Result<PublicValues, P256VerifyError> {
    let [h, u, v] = key.check(suite, alpha, ad, proof)?.encodings;
    Ok(PublicValues { h, u, v, c: proof.c.0 })
}
