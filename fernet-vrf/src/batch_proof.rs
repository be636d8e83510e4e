//! The form of proofs that can be verified together (`docs/adr/0007`).

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use fernet_core::{BatchProofBytes, byte_form};
use zeroize::Zeroizing;

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::multiply::vartime_multiple;
use crate::point::Point;
use crate::stack::with_stack_wiped;
use crate::{BatchProofError, Evaluation, ExpandError, Proof, PublicKey, Suite, VerifyError};

/// A VRF proof in the form for batches: 128 bytes that [`verify_batch`] verifies together with others.
///
/// It has the commitments U and V instead of the challenge. It corresponds to exactly one [`Proof`], which
/// [`BatchProof::to_proof`] computes, and is valid if and only if that one is.
///
/// The 128 bytes are the encodings of 1/8 Gamma, 1/8 U and 1/8 V (32 bytes each), and the scalar s (32 bytes, little-endian,
/// below the group order). The verifier multiplies the points by eight. The results have no small-order component, whatever was
/// sent; a sum over many proofs could not detect such components.
///
/// # Not the form of Cardano
///
/// The batch-compatible form of VRF draft 13, which Cardano uses, has 128 bytes as well: Gamma, U and V, not divided by eight,
/// and s. Read as a `BatchProof`, such a proof decodes and does not verify.
///
/// # Not an identifier
///
/// Points that differ by a small-order component give the same point when multiplied by eight. Third parties can therefore
/// change the 128 bytes of a valid proof without changing what it proves. Use the 80 bytes of the [`Proof`] wherever proofs
/// are named, compared or signed.
///
/// ```
/// use fernet_vrf::{BatchProof, SecretKey, Suite};
///
/// let proof = SecretKey::from_seed(&[1; 32]).evaluate(Suite::Ell2, b"input")?.prove_batchable(None);
/// assert_eq!(BatchProof::from_bytes(&proof.to_bytes())?, proof);
/// assert_eq!(proof.to_string().parse::<BatchProof>()?, proof); // 256 hex digits
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// [`verify_batch`]: crate::verify_batch
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "BatchProofBytes", into = "BatchProofBytes")
)]
pub struct BatchProof {
    gamma: Point,
    u: Point,
    v: Point,
    pub(crate) s: Scalar,
}

/// The points of a proof: eight times those in its bytes.
pub(crate) struct Points {
    pub(crate) gamma: EdwardsPoint,
    pub(crate) u: EdwardsPoint,
    pub(crate) v: EdwardsPoint,
}

impl BatchProof {
    /// Length in bytes.
    pub const LEN: usize = BatchProofBytes::LEN;

    /// Decodes a proof. Encodings that are not canonical are refused, as by [`Proof::from_bytes`].
    ///
    /// # Errors
    ///
    /// The first that applies of [`Gamma`](BatchProofError::Gamma), [`U`](BatchProofError::U), [`V`](BatchProofError::V),
    /// [`ScalarNotReduced`](BatchProofError::ScalarNotReduced).
    ///
    /// ```
    /// use fernet_vrf::{BatchProof, BatchProofError, PointError};
    ///
    /// assert_eq!(BatchProof::from_bytes(&[0xff; 128]), Err(BatchProofError::Gamma(PointError::NonCanonical)));
    /// ```
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Result<Self, BatchProofError> {
        Self::try_from(bytes.as_slice())
    }

    /// The 128 bytes of the proof.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let points = [self.gamma, self.u, self.v].map(|point| point.bytes.to_bytes());
        for (to, from) in bytes.iter_mut().zip(points.iter().flatten().chain(self.s.as_bytes())) {
            *to = *from;
        }
        bytes
    }

    /// Converts to the proof of 80 bytes, without verifying it. The challenge is computed from the points.
    ///
    /// `key`, `suite`, `alpha` and `ad` are those of the verification: `ad` is the data that the proof signs, or `None` for a
    /// proof of RFC 9381.
    ///
    /// # Errors
    ///
    /// [`VerifyError::NoPoint`] for about one input in 2^256 with [`Suite::Tai`].
    ///
    /// ```
    /// use fernet_vrf::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
    /// let proof = evaluation.prove_batchable(None).to_proof(secret_key.public_key(), Suite::Ell2, b"input", None)?;
    /// assert_eq!(proof, evaluation.prove(None));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn to_proof(
        &self,
        key: &PublicKey,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
    ) -> Result<Proof, VerifyError> {
        let h = encode_to_curve(suite, key, alpha).ok_or(VerifyError::NoPoint)?;
        let Points { gamma, u, v } = self.points();
        let [h, gamma, u, v] = EdwardsPoint::compress_batch(&[h, gamma, u, v]);
        let c = Challenge::generate(suite, [&key.0.bytes, &h, &gamma, &u, &v], ad);
        Ok(Proof { gamma: Point::from_encoding(gamma), c, s: self.s })
    }

    pub(crate) fn points(&self) -> Points {
        let [gamma, u, v] = [self.gamma, self.u, self.v].map(|point| point.point.mul_by_cofactor());
        Points { gamma, u, v }
    }

    fn new(eighths: &[EdwardsPoint; 3], s: Scalar) -> Self {
        let [gamma, u, v] = EdwardsPoint::compress_batch(eighths).map(Point::from_encoding);
        Self { gamma, u, v, s }
    }
}

impl TryFrom<&[u8]> for BatchProof {
    type Error = BatchProofError;

    /// Decodes as [`BatchProof::from_bytes`] does; [`Length`](BatchProofError::Length) unless there are 128 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, BatchProofError> {
        let (gamma, rest) = bytes.split_first_chunk().ok_or(BatchProofError::Length)?;
        let (u, rest) = rest.split_first_chunk().ok_or(BatchProofError::Length)?;
        let (v, s) = rest.split_first_chunk().ok_or(BatchProofError::Length)?;
        let s = s.try_into().map_err(|_| BatchProofError::Length)?;

        let gamma = Point::decode(gamma).map_err(|error| BatchProofError::Gamma(error.into()))?;
        let u = Point::decode(u).map_err(|error| BatchProofError::U(error.into()))?;
        let v = Point::decode(v).map_err(|error| BatchProofError::V(error.into()))?;
        let s = Scalar::from_canonical_bytes(s).into_option().ok_or(BatchProofError::ScalarNotReduced)?;
        Ok(Self { gamma, u, v, s })
    }
}

byte_form!(BatchProof, BatchProofBytes, BatchProofError);

impl Evaluation<'_> {
    /// Proves the output, and signs `ad` if there is any, in the form for batches: the [`BatchProof`] of the proof that
    /// [`Evaluation::prove`] returns.
    ///
    /// It costs about one multiplication and two decodings more than [`Evaluation::prove`].
    #[must_use]
    pub fn prove_batchable(&self, ad: Option<&[u8]>) -> BatchProof {
        with_stack_wiped(|| {
            let k = self.nonce(ad);
            let eighth_of_k = Zeroizing::new(eighth(&k));
            let eighths = [
                // Variable time in the scalar, which is a constant.
                vartime_multiple(&eighth(&Scalar::ONE), &self.gamma.0),
                EdwardsPoint::mul_base(&eighth_of_k),
                *eighth_of_k * self.h.point,
            ];
            let [_, u, v] = eighths.map(|point| point.mul_by_cofactor());
            let [gamma, u, v] = EdwardsPoint::compress_batch(&[self.gamma.0, u, v]);
            let (_, s) = self.challenge_and_response(&k, [&gamma, &u, &v], ad);
            BatchProof::new(&eighths, s)
        })
    }
}

impl Proof {
    /// Verifies the proof, and converts it to the form for batches.
    ///
    /// The cost is that of two verifications, so it does not help a verifier. It can help a node that relays one proof to
    /// many verifiers. `ad` is the data that the proof signs, or `None` for a proof of RFC 9381.
    ///
    /// # Errors
    ///
    /// [`NoPoint`](ExpandError::NoPoint) and [`Invalid`](ExpandError::Invalid) as for [`PublicKey::verify`].
    /// [`MixedOrder`](ExpandError::MixedOrder) if the proof is valid but one of its points has a small-order component.
    /// No honest holder makes such a proof, and it has no form for batches.
    ///
    /// ```
    /// use fernet_vrf::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
    /// let proof = evaluation.prove(None).to_batch_proof(secret_key.public_key(), Suite::Ell2, b"input", None)?;
    /// assert_eq!(proof, evaluation.prove_batchable(None));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn to_batch_proof(
        &self,
        key: &PublicKey,
        suite: Suite,
        alpha: &[u8],
        ad: Option<&[u8]>,
    ) -> Result<BatchProof, ExpandError> {
        let checked = key.check(suite, alpha, ad, self)?;
        let points = [self.gamma.point, checked.u, checked.v];
        let eighth = eighth(&Scalar::ONE);
        let eighths = points.map(|point| vartime_multiple(&eighth, &point));
        // Eight times the multiple is the point without its small-order component.
        if eighths.map(|point| point.mul_by_cofactor()) != points {
            return Err(ExpandError::MixedOrder);
        }
        Ok(BatchProof::new(&eighths, self.s))
    }
}

/// The scalar divided by eight modulo the group order, in constant time.
fn eighth(scalar: &Scalar) -> Scalar {
    scalar.div_by_2().div_by_2().div_by_2()
}
