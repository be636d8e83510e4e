//! Intermediate values of a proof: to compare with the examples of RFC 9381, appendix B, to convert proofs to other forms,
//! and to analyse the code that computes them.
//!
//! * [`intermediates`] and [`Intermediates`] reveal the secret key: `x` is the key, and `k` or `k_string` with the proof
//!   gives it. `h`, `u` and `v` are public as soon as the proof is.
//! * [`prove_verified`] shows a proof before its checks; if a check then fails, the proof may reveal the secret key.
//! * [`public_values`] and [`PublicValues`] are public: anybody computes them from the key, the input and the proof.

use core::fmt;

use crate::encode_to_curve::try_and_increment;
use crate::nonce::nonce_string;
use crate::{EvaluateError, Evaluation, Proof, ProveError, PublicKey, SecretKey, Suite, VerifyError};

/// What [`intermediates`] returns, named as in RFC 9381, appendix B. `x`, `k_string` and `k` are secret.
#[derive(Clone, Copy)]
pub struct Intermediates {
    /// Secret scalar modulo the group order, 32 bytes little-endian. The RFC prints it before reduction.
    pub x: [u8; 32],
    /// Encoding of H, the input as a point.
    pub h: [u8; 32],
    /// Hash that the nonce is taken from.
    pub k_string: [u8; 64],
    /// Nonce, 32 bytes little-endian.
    pub k: [u8; 32],
    /// Encoding of U = kB.
    pub u: [u8; 32],
    /// Encoding of V = kH.
    pub v: [u8; 32],
    /// Counter at which [`Suite::Tai`] ended; none for [`Suite::Ell2`].
    pub try_and_increment_ctr: Option<u8>,
}

impl fmt::Debug for Intermediates {
    /// The public values only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intermediates")
            .field("h", &self.h)
            .field("u", &self.u)
            .field("v", &self.v)
            .field("try_and_increment_ctr", &self.try_and_increment_ctr)
            .finish_non_exhaustive()
    }
}

/// The values between input and proof: of a plain proof, or of one that signs `ad`. The caller has to wipe them.
///
/// # Errors
///
/// As [`SecretKey::evaluate`].
pub fn intermediates(
    secret_key: &SecretKey,
    suite: Suite,
    alpha: &[u8],
    ad: Option<&[u8]>,
) -> Result<Intermediates, EvaluateError> {
    let evaluation = secret_key.evaluate(suite, alpha)?;
    let commitment = evaluation.commit(ad);
    let h = &evaluation.h.bytes;
    Ok(Intermediates {
        x: secret_key.x.to_bytes(),
        h: h.to_bytes(),
        k_string: *nonce_string(&secret_key.prefix, suite, h, ad),
        k: commitment.k.to_bytes(),
        u: commitment.u.to_bytes(),
        v: commitment.v.to_bytes(),
        try_and_increment_ctr: match suite {
            Suite::Ell2 => None,
            Suite::Tai => try_and_increment(secret_key.public_key(), alpha).map(|(_, counter)| counter),
        },
    })
}

/// [`Evaluation::prove_verified`], or of a proof that signs `ad`, that shows the proof and the second value of s
/// before their checks. An analysis of secrets can mark here what is public if the proof is right.
///
/// # Errors
///
/// As [`Evaluation::prove_verified`].
pub fn prove_verified(
    evaluation: &Evaluation<'_>,
    alpha: &[u8],
    ad: Option<&[u8]>,
    show: impl FnOnce(&Proof, &[u8; 32]),
) -> Result<Proof, ProveError> {
    evaluation.prove_and_check(alpha, ad, |proof, s| show(proof, s.as_bytes()))
}

/// What [`public_values`] returns, named as in RFC 9381: what a verifier computes from a valid proof. Nothing here is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicValues {
    /// Encoding of H, the input as a point (section 5.3, step 6). It depends on suite, key and input only.
    pub h: [u8; 32],
    /// Encoding of U = sB - cY (step 7), which the holder computed as kB (section 5.1, step 6).
    pub u: [u8; 32],
    /// Encoding of V = sH - c Gamma (step 8), which the holder computed as kH.
    pub v: [u8; 32],
    /// Challenge, 16 bytes little-endian: bytes 32 to 47 of the proof.
    pub c: [u8; 16],
}

/// Verifies a proof, plain or one that signs `ad`, and returns the values that RFC 9381, section 5.3, computes on the way.
///
/// They serve to compare a verifier with another one step by step, and to write a proof in a form of another protocol.
///
/// # Errors
///
/// As [`PublicKey::verify`]: an invalid proof has no such values.
///
/// Cardano's form of 128 bytes is Gamma, U and V themselves, then s. [`BatchProof`](crate::BatchProof) has an eighth of each
/// point instead:
///
/// ```
/// use fernet_vrf::hazmat::public_values;
/// use fernet_vrf::{SecretKey, Suite};
///
/// let secret_key = SecretKey::from_seed(&[1; 32]);
/// let proof = secret_key.evaluate(Suite::Ell2, b"input")?.prove(None);
/// let values = public_values(secret_key.public_key(), Suite::Ell2, b"input", None, &proof)?;
///
/// let pi = proof.to_bytes(); // Gamma, c, s
/// let cardano = [&pi[..32], &values.u, &values.v, &pi[48..]].concat();
/// assert_eq!(cardano.len(), 128);
/// assert_eq!(values.c, pi[32..48]);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub fn public_values(
    key: &PublicKey,
    suite: Suite,
    alpha: &[u8],
    ad: Option<&[u8]>,
    proof: &Proof,
) -> Result<PublicValues, VerifyError> {
    let [h, u, v] = key.check(suite, alpha, ad, proof)?.encodings.map(|encoding| encoding.to_bytes());
    Ok(PublicValues { h, u, v, c: proof.c.0 })
}
