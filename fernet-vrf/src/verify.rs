//! Verifying (RFC 9381, section 5.3).

#[cfg(feature = "hazmat")]
use curve25519_dalek::edwards::CompressedEdwardsY;
#[cfg(feature = "batch")]
use curve25519_dalek::edwards::EdwardsPoint;

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::multiply::{commitment_to_base, commitment_to_input};
use crate::output::proof_to_hash;
use crate::point::encode_all;
use crate::{Proof, PublicKey, Suite, VerifyError, VrfOutput};

impl PublicKey {
    /// Verifies a plain proof and returns the output: `ECVRF_verify`, of a key and a proof already decoded.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Invalid`] if the proof is not one of this key for this suite and input, without additional data;
    /// [`VerifyError::NoPoint`] with [`Suite::Tai`] and about one input in 2^256.
    ///
    /// ```
    /// use fernet_vrf::{SecretKey, Suite, VerifyError};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
    /// let proof = evaluation.prove();
    ///
    /// let public_key = secret_key.public_key();
    /// assert_eq!(public_key.verify(Suite::Ell2, b"input", &proof), Ok(evaluation.output()));
    /// assert_eq!(public_key.verify(Suite::Ell2, b"other", &proof), Err(VerifyError::Invalid));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn verify(&self, suite: Suite, alpha: &[u8], proof: &Proof) -> Result<VrfOutput, VerifyError> {
        self.check(suite, alpha, None, proof).map(|checked| checked.output)
    }

    /// Verifies a proof that signs `ad` and returns the output (SPEC `#vrf-ad`): the one of the plain proof.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Invalid`] if the proof is not one of this key for this suite, input and data;
    /// [`VerifyError::NoPoint`] with [`Suite::Tai`] and about one input in 2^256.
    pub fn verify_with(&self, suite: Suite, alpha: &[u8], ad: &[u8], proof: &Proof) -> Result<VrfOutput, VerifyError> {
        self.check(suite, alpha, Some(ad), proof).map(|checked| checked.output)
    }

    /// `ECVRF_verify`, with what it computes on the way.
    pub(crate) fn check(
        &self,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
        proof: &Proof,
    ) -> Result<Checked, VerifyError> {
        let h = encode_to_curve(suite, self, alpha).ok_or(VerifyError::NoPoint)?;
        let (gamma, c, s) = (&proof.gamma.point, proof.c, &proof.s);
        let u = commitment_to_base(s, c, &self.0.point);
        let v = commitment_to_input(s, &h, c, gamma);

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

/// What a valid proof leads to.
pub(crate) struct Checked {
    #[cfg(feature = "batch")]
    pub(crate) u: EdwardsPoint,
    #[cfg(feature = "batch")]
    pub(crate) v: EdwardsPoint,
    /// Of H, U and V.
    #[cfg(feature = "hazmat")]
    pub(crate) encodings: [CompressedEdwardsY; 3],
    pub(crate) output: VrfOutput,
}
