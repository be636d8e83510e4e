//! Proofs as bytes (RFC 9381, sections 5.1, step 8, and 5.4.4).

use core::fmt;

use curve25519_dalek::scalar::Scalar;
use fernet_core::{Beta, VrfProofBytes};

use crate::challenge::Challenge;
use crate::output::proof_to_hash;
use crate::point::Point;
use crate::{ProofError, Suite};

/// A proof: well-formed, not thereby valid. [`PublicKey::verify`](crate::PublicKey::verify) decides that.
///
/// On the wire (`pi_string`) it is the encoding of Gamma (32 bytes), c (16 bytes, little-endian) and s (32 bytes,
/// little-endian, below the group order).
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
    pub const LEN: usize = 80;

    /// Decodes a proof: `ECVRF_decode_proof` (RFC 9381, section 5.4.4).
    ///
    /// # Errors
    ///
    /// The first that applies: [`GammaNonCanonical`](ProofError::GammaNonCanonical),
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

    /// `pi_string`.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let fields = self.gamma.bytes.as_bytes().iter().chain(&self.c.0).chain(self.s.as_bytes());
        for (to, from) in bytes.iter_mut().zip(fields) {
            *to = *from;
        }
        bytes
    }

    /// The output that the proof *claims*: `ECVRF_proof_to_hash` (RFC 9381, section 5.2).
    ///
    /// It says nothing until the proof verifies, and verifying returns it as a [`VrfOutput`](crate::VrfOutput).
    #[must_use]
    pub fn to_hash(&self, suite: Suite) -> Beta {
        proof_to_hash(suite, &self.gamma.point.mul_by_cofactor().compress())
    }
}

impl TryFrom<&[u8]> for Proof {
    type Error = ProofError;

    /// As [`Proof::from_bytes`], and [`Length`](ProofError::Length) unless there are 80 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, ProofError> {
        let (gamma, rest) = bytes.split_first_chunk().ok_or(ProofError::Length)?;
        let (c, s) = rest.split_first_chunk().ok_or(ProofError::Length)?;
        let s = s.try_into().map_err(|_| ProofError::Length)?;

        let gamma = Point::decode(gamma)?;
        let s = Scalar::from_canonical_bytes(s).into_option().ok_or(ProofError::ScalarNotReduced)?;
        Ok(Self { gamma, c: Challenge(*c), s })
    }
}

impl PartialEq for Proof {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl Eq for Proof {}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proof({})", VrfProofBytes::from(*self))
    }
}

impl From<Proof> for VrfProofBytes {
    fn from(proof: Proof) -> Self {
        Self::from_bytes(proof.to_bytes())
    }
}

impl TryFrom<VrfProofBytes> for Proof {
    type Error = ProofError;

    fn try_from(bytes: VrfProofBytes) -> Result<Self, ProofError> {
        Self::from_bytes(bytes.as_bytes())
    }
}
