//! Proofs as bytes (RFC 9381, sections 5.1, step 8, and 5.4.4).

use curve25519_dalek::scalar::Scalar;
use fernet_core::{Beta, VrfProofBytes, byte_form};

use crate::challenge::Challenge;
use crate::output::proof_to_hash;
use crate::point::Point;
use crate::{ProofError, Suite};

/// A VRF proof that has been decoded. Decoding does not verify it: [`PublicKey::verify`](crate::PublicKey::verify) does.
///
/// The 80 bytes (`pi_string`) are the encoding of Gamma (32 bytes), the challenge c (16 bytes, little-endian) and the scalar
/// s (32 bytes, little-endian, below the group order).
///
/// ```
/// use fernet_vrf::{Proof, SecretKey, Suite};
///
/// let proof = SecretKey::from_seed(&[1; 32]).evaluate(Suite::Ell2, b"input")?.prove(None);
/// assert_eq!(Proof::from_bytes(&proof.to_bytes())?, proof);
/// assert_eq!(proof.to_string().parse::<Proof>()?, proof); // 160 hex digits
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "VrfProofBytes", into = "VrfProofBytes")
)]
pub struct Proof {
    pub(crate) gamma: Point,
    pub(crate) c: Challenge,
    pub(crate) s: Scalar,
}

impl Proof {
    /// Length in bytes.
    pub const LEN: usize = VrfProofBytes::LEN;

    /// Decodes a proof: `ECVRF_decode_proof` (RFC 9381, section 5.4.4).
    ///
    /// # Errors
    ///
    /// The first that applies of [`GammaNonCanonical`](ProofError::GammaNonCanonical),
    /// [`GammaMinusZero`](ProofError::GammaMinusZero), [`GammaNotOnCurve`](ProofError::GammaNotOnCurve),
    /// [`ScalarNotReduced`](ProofError::ScalarNotReduced).
    ///
    /// ```
    /// use fernet_vrf::{Proof, ProofError};
    ///
    /// assert_eq!(Proof::from_bytes(&[0xff; 80]), Err(ProofError::GammaNonCanonical));
    /// ```
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Result<Self, ProofError> {
        Self::try_from(bytes.as_slice())
    }

    /// The 80 bytes of the proof: `pi_string` of RFC 9381.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let fields = self.gamma.bytes.as_bytes().iter().chain(&self.c.0).chain(self.s.as_bytes());
        for (to, from) in bytes.iter_mut().zip(fields) {
            *to = *from;
        }
        bytes
    }

    /// The output of a proof that has been verified elsewhere: `ECVRF_proof_to_hash` (RFC 9381, section 5.2).
    ///
    /// Do not use it for a proof that has not been verified: anybody can make bytes that decode and give another output.
    /// [`PublicKey::verify`](crate::PublicKey::verify) returns the same bytes as a [`VrfOutput`](crate::VrfOutput).
    ///
    /// ```
    /// use fernet_vrf::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
    /// assert_eq!(evaluation.prove(None).to_hash(Suite::Ell2), *evaluation.output().beta());
    /// # Ok::<(), fernet_vrf::EvaluateError>(())
    /// ```
    #[must_use]
    pub fn to_hash(&self, suite: Suite) -> Beta {
        proof_to_hash(suite, &self.gamma.point.mul_by_cofactor().compress())
    }
}

impl TryFrom<&[u8]> for Proof {
    type Error = ProofError;

    /// Decodes as [`Proof::from_bytes`] does; [`Length`](ProofError::Length) unless there are 80 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, ProofError> {
        let (gamma, rest) = bytes.split_first_chunk().ok_or(ProofError::Length)?;
        let (c, s) = rest.split_first_chunk().ok_or(ProofError::Length)?;
        let s = s.try_into().map_err(|_| ProofError::Length)?;

        let gamma = Point::decode(gamma)?;
        let s = Scalar::from_canonical_bytes(s).into_option().ok_or(ProofError::ScalarNotReduced)?;
        Ok(Self { gamma, c: Challenge(*c), s })
    }
}

byte_form!(Proof, VrfProofBytes, ProofError);
