//! Verifying (RFC 9381, section 5.3).

#[cfg(feature = "hazmat")]
use curve25519_dalek::edwards::CompressedEdwardsY;
#[cfg(feature = "batch")]
use curve25519_dalek::edwards::EdwardsPoint;

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::multiply::{vartime_commitment_to_base, vartime_commitment_to_input};
use crate::output::proof_to_hash;
use crate::point::encode_all;
use crate::{Proof, PublicKey, Suite, VerifyBytesError, VerifyError, VrfOutput};

/// Verifies a proof of 80 bytes against a public key of 32 bytes for the input `alpha`, and returns the VRF output:
/// `ECVRF_verify` with `validate_key = TRUE` (RFC 9381, section 5.3).
///
/// `ad` is the data that the proof signs (SPEC `#vrf-ad`), or `None` for a proof of the RFC. To verify several proofs of one
/// key, decode it once with [`PublicKey::from_bytes`] and call [`PublicKey::verify`].
///
/// # Errors
///
/// The first that applies of [`Key`](VerifyBytesError::Key), [`Proof`](VerifyBytesError::Proof),
/// [`Verify`](VerifyBytesError::Verify).
///
/// ```
/// use fernet_vrf::{ProofError, SecretKey, Suite, VerifyBytesError, VerifyError, verify_bytes};
///
/// let secret_key = SecretKey::from_seed(&[1; 32]);
/// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
/// let (key, proof) = (secret_key.public_key().to_bytes(), evaluation.prove(None).to_bytes());
///
/// let verify = |alpha, proof| verify_bytes(key.as_bytes(), Suite::Ell2, alpha, None, proof);
/// assert_eq!(verify(b"input", &proof)?, evaluation.output());
/// assert_eq!(verify(b"other", &proof), Err(VerifyBytesError::Verify(VerifyError::Invalid)));
/// assert_eq!(verify(b"input", &proof[1..]), Err(VerifyBytesError::Proof(ProofError::Length)));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub fn verify_bytes(
    key: &[u8],
    suite: Suite,
    alpha: &[u8],
    ad: Option<&[u8]>,
    proof: &[u8],
) -> Result<VrfOutput, VerifyBytesError> {
    let (key, proof) = (PublicKey::try_from(key)?, Proof::try_from(proof)?);
    Ok(key.verify(suite, alpha, ad, &proof)?)
}

impl PublicKey {
    /// Verifies a proof for the input `alpha`, and returns the VRF output: `ECVRF_verify` (RFC 9381, section 5.3) of a key
    /// and a proof that have been decoded.
    ///
    /// `ad` is the data that the proof signs (SPEC `#vrf-ad`), or `None` for a proof of the RFC. The output does not depend
    /// on it. The running time is variable; all inputs are public.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Invalid`] if the proof is not one of this key for this suite, input and `ad`;
    /// [`VerifyError::NoPoint`] for about one input in 2^256 with [`Suite::Tai`].
    ///
    /// ```
    /// use fernet_vrf::{SecretKey, Suite, VerifyError};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
    /// let proof = evaluation.prove(None);
    ///
    /// let public_key = secret_key.public_key();
    /// assert_eq!(public_key.verify(Suite::Ell2, b"input", None, &proof), Ok(evaluation.output()));
    /// assert_eq!(public_key.verify(Suite::Ell2, b"other", None, &proof), Err(VerifyError::Invalid));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn verify(
        &self,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
        proof: &Proof,
    ) -> Result<VrfOutput, VerifyError> {
        self.check(suite, alpha, ad, proof).map(|checked| checked.output)
    }

    /// `ECVRF_verify`, with intermediate values.
    pub(crate) fn check(
        &self,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
        proof: &Proof,
    ) -> Result<Checked, VerifyError> {
        let h = encode_to_curve(suite, self, alpha).ok_or(VerifyError::NoPoint)?;
        let (gamma, c, s) = (&proof.gamma.point, proof.c, &proof.s);
        let u = vartime_commitment_to_base(s, c, &self.0.point);
        let v = vartime_commitment_to_input(s, &h, c, gamma);

        let points = [h, u, v, gamma.mul_by_cofactor()];
        let [h_bytes, u_bytes, v_bytes, cofactor_gamma] = encode_all(&points);
        if c != Challenge::generate(suite, [&self.0.bytes, &h_bytes, &proof.gamma.bytes, &u_bytes, &v_bytes], ad) {
            return Err(VerifyError::Invalid);
        }
        Ok(Checked {
            #[cfg(feature = "batch")]
            u,
            #[cfg(feature = "batch")]
            v,
            #[cfg(feature = "hazmat")]
            encodings: [h_bytes, u_bytes, v_bytes],
            output: VrfOutput(proof_to_hash(suite, &cofactor_gamma)),
        })
    }
}

/// The output of a valid proof, and the intermediate values that batches and `hazmat` need.
pub(crate) struct Checked {
    #[cfg(feature = "batch")]
    pub(crate) u: EdwardsPoint,
    #[cfg(feature = "batch")]
    pub(crate) v: EdwardsPoint,
    /// The encodings of H, U and V.
    #[cfg(feature = "hazmat")]
    pub(crate) encodings: [CompressedEdwardsY; 3],
    pub(crate) output: VrfOutput,
}
