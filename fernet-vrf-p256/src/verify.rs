//! Verifying (RFC 9381, section 5.3).

use p256::elliptic_curve::group::Group;
use p256::elliptic_curve::ops::LinearCombination;
use p256::{AffinePoint, ProjectivePoint, Scalar};

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::output::proof_to_hash;
#[cfg(feature = "hazmat")]
use crate::point::Encoding;
use crate::point::encode;
use crate::{P256VerifyBytesError, P256VerifyError, Proof, PublicKey, Suite, VrfOutput};

/// Verifies a proof of 81 bytes against a registered key of 32 bytes for the input `alpha`, and returns the VRF output (SPEC
/// `#vrf-p256`).
///
/// `ad` is the data that the proof signs, or `None` for a proof of the RFC. To verify several proofs of one key, or a proof of
/// a key of 33 bytes, decode the key once and call [`PublicKey::verify`].
///
/// # Errors
///
/// The first that applies of [`Key`](P256VerifyBytesError::Key), [`Proof`](P256VerifyBytesError::Proof),
/// [`Verify`](P256VerifyBytesError::Verify).
///
/// ```
/// use fernet_vrf_p256::{P256ProofError, P256VerifyBytesError, P256VerifyError, SecretKey, Suite, verify_bytes};
///
/// let secret_key = SecretKey::derive(&[1; 32]);
/// let evaluation = secret_key.evaluate(Suite::Sswu, b"input")?;
/// let (key, proof) = (secret_key.public_key().to_registered()?, evaluation.prove(None).to_bytes());
///
/// let verify = |alpha, proof| verify_bytes(key.as_bytes(), Suite::Sswu, alpha, None, proof);
/// assert_eq!(verify(b"input", &proof)?, evaluation.output());
/// assert_eq!(verify(b"other", &proof), Err(P256VerifyBytesError::Verify(P256VerifyError::Invalid)));
/// assert_eq!(verify(b"input", &proof[1..]), Err(P256VerifyBytesError::Proof(P256ProofError::Length)));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub fn verify_bytes(
    key: &[u8],
    suite: Suite,
    alpha: &[u8],
    ad: Option<&[u8]>,
    proof: &[u8],
) -> Result<VrfOutput, P256VerifyBytesError> {
    let key = key.try_into().map_err(|_| crate::P256KeyError::Length)?;
    let (key, proof) = (PublicKey::from_registered(&key)?, Proof::try_from(proof)?);
    Ok(key.verify(suite, alpha, ad, &proof)?)
}

impl PublicKey {
    /// Verifies a proof for the input `alpha`, and returns the VRF output: `ECVRF_verify` (RFC 9381, section 5.3) of a key
    /// and a proof that have been decoded.
    ///
    /// `ad` is the data that the proof signs (SPEC `#vrf-p256`), or `None` for a proof of the RFC. The output does not depend
    /// on it. The running time is variable; all inputs are public.
    ///
    /// # Errors
    ///
    /// [`P256VerifyError::Exceptional`] for what no holder makes by chance and no contract decides;
    /// [`P256VerifyError::Invalid`] if the proof is not one of this key for this suite, input and `ad`;
    /// [`P256VerifyError::NoPoint`] for about one input in 2^256 with [`Suite::Tai`].
    ///
    /// ```
    /// use fernet_vrf_p256::{P256VerifyError, SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::derive(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Sswu, b"input")?;
    /// let proof = evaluation.prove(None);
    ///
    /// let public_key = secret_key.public_key();
    /// assert_eq!(public_key.verify(Suite::Sswu, b"input", None, &proof), Ok(evaluation.output()));
    /// assert_eq!(public_key.verify(Suite::Sswu, b"other", None, &proof), Err(P256VerifyError::Invalid));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn verify(
        &self,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
        proof: &Proof,
    ) -> Result<VrfOutput, P256VerifyError> {
        self.check(suite, alpha, ad, proof).map(|checked| checked.output)
    }

    /// `ECVRF_verify`, with intermediate values.
    pub(crate) fn check(
        &self,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
        proof: &Proof,
    ) -> Result<Checked, P256VerifyError> {
        let Proof { gamma, c, s } = proof;
        if c.to_integer() <= 1 || *s == Scalar::ZERO || *s == -Scalar::ONE {
            return Err(P256VerifyError::Exceptional);
        }
        let h = encode_to_curve(suite, self, alpha).ok_or(P256VerifyError::NoPoint)?;
        let u = vartime_commitment(ProjectivePoint::GENERATOR, s, *c, &self.0.point);
        let v = vartime_commitment(h.point.into(), s, *c, &gamma.point);
        if (u.is_identity() | v.is_identity()).into() {
            return Err(P256VerifyError::Exceptional);
        }

        let [u, v] = [u, v].map(|point| encode(&point.to_affine()));
        if *c != Challenge::generate(suite, [&self.0.bytes, &h.bytes, &gamma.bytes, &u, &v], ad) {
            return Err(P256VerifyError::Invalid);
        }
        Ok(Checked {
            #[cfg(feature = "hazmat")]
            encodings: [h.bytes, u, v],
            output: VrfOutput(proof_to_hash(suite, &gamma.bytes)),
        })
    }
}

/// s P - c Q (steps 8 and 9): that is (s P + c (-Q)), so that the second scalar stays short.
pub(crate) fn vartime_commitment(p: ProjectivePoint, s: &Scalar, c: Challenge, q: &AffinePoint) -> ProjectivePoint {
    ProjectivePoint::lincomb_vartime(&[(p, *s), (ProjectivePoint::neg(&(*q).into()), c.to_scalar())])
}

/// The output of a valid proof, and the intermediate values that `hazmat` needs.
pub(crate) struct Checked {
    /// The encodings of H, U and V.
    #[cfg(feature = "hazmat")]
    pub(crate) encodings: [Encoding; 3],
    pub(crate) output: VrfOutput,
}
