//! Intermediate values of a proof, to compare with the examples of RFC 9381, appendix B, and to analyse the code that
//! has them. They reveal the secret key.

use core::fmt;

use crate::encode_to_curve::try_and_increment;
use crate::nonce::nonce_string;
use crate::{EvaluateError, Evaluation, Proof, ProveError, SecretKey, Suite};

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
    evaluation.respond_verified(alpha, ad, |proof, s| show(proof, s.as_bytes()))
}
