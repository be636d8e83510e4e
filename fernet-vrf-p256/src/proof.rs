//! Proofs as bytes (RFC 9381, sections 5.1, step 8, and 5.4.4).

use fernet_core::{P256ProofBytes, byte_form};
use p256::Scalar;
use p256::elliptic_curve::PrimeField;

use crate::challenge::Challenge;
use crate::output::proof_to_hash;
use crate::point::Point;
use crate::{P256ProofError, Suite};

/// A VRF proof that has been decoded. Decoding does not verify it: [`PublicKey::verify`](crate::PublicKey::verify) does.
///
/// The 81 bytes (`pi_string`) are the compressed point Gamma (33 bytes), the challenge c (16 bytes, big-endian) and the scalar s
/// (32 bytes, big-endian, below the group order).
///
/// ```
/// use fernet_vrf_p256::{Proof, SecretKey, Suite};
///
/// let proof = SecretKey::derive(&[1; 32]).evaluate(Suite::Sswu, b"input")?.prove(None);
/// assert_eq!(Proof::from_bytes(&proof.to_bytes())?, proof);
/// assert_eq!(proof.to_string().parse::<Proof>()?, proof); // 162 hex digits
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "P256ProofBytes", into = "P256ProofBytes")
)]
pub struct Proof {
    pub(crate) gamma: Point,
    pub(crate) c: Challenge,
    pub(crate) s: Scalar,
}

impl Proof {
    /// Length in bytes.
    pub const LEN: usize = P256ProofBytes::LEN;

    /// Decodes a proof: `ECVRF_decode_proof` (RFC 9381, section 5.4.4).
    ///
    /// # Errors
    ///
    /// The first that applies of [`GammaSign`](P256ProofError::GammaSign),
    /// [`GammaNonCanonical`](P256ProofError::GammaNonCanonical), [`GammaNotOnCurve`](P256ProofError::GammaNotOnCurve),
    /// [`ScalarNotReduced`](P256ProofError::ScalarNotReduced).
    ///
    /// ```
    /// use fernet_vrf_p256::{P256ProofError, Proof};
    ///
    /// assert_eq!(Proof::from_bytes(&[0xff; 81]), Err(P256ProofError::GammaSign));
    /// ```
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Result<Self, P256ProofError> {
        Self::try_from(bytes.as_slice())
    }

    /// The 81 bytes of the proof: `pi_string` of RFC 9381.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let s = self.s.to_bytes();
        let fields = self.gamma.bytes.iter().chain(&self.c.0).chain(&s);
        for (to, from) in bytes.iter_mut().zip(fields) {
            *to = *from;
        }
        bytes
    }

    /// The output of a proof that has been verified elsewhere: `ECVRF_proof_to_hash` (RFC 9381, section 5.2), 32 bytes.
    ///
    /// Do not use it for a proof that has not been verified: anybody can make bytes that decode and give another output.
    /// [`PublicKey::verify`](crate::PublicKey::verify) returns the same bytes as a [`VrfOutput`](crate::VrfOutput).
    #[must_use]
    pub fn to_hash(&self, suite: Suite) -> [u8; 32] {
        proof_to_hash(suite, &self.gamma.bytes)
    }
}

impl TryFrom<&[u8]> for Proof {
    type Error = P256ProofError;

    /// Decodes as [`Proof::from_bytes`] does; [`Length`](P256ProofError::Length) unless there are 81 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, P256ProofError> {
        let (gamma, rest) = bytes.split_first_chunk().ok_or(P256ProofError::Length)?;
        let (c, s) = rest.split_first_chunk().ok_or(P256ProofError::Length)?;
        let s: [u8; 32] = s.try_into().map_err(|_| P256ProofError::Length)?;

        let gamma = Point::decode(gamma)?;
        let s = Scalar::from_repr(s.into()).into_option().ok_or(P256ProofError::ScalarNotReduced)?;
        Ok(Self { gamma, c: Challenge(*c), s })
    }
}

byte_form!(Proof, P256ProofBytes, P256ProofError);
