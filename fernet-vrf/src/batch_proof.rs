//! Proofs in a form that can be verified together (`docs/adr/0007`).

use core::fmt;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use zeroize::Zeroizing;

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::multiply::vartime_multiple;
use crate::point::Point;
use crate::stack::with_stack_wiped;
use crate::{BatchProofError, Evaluation, ExpandError, Proof, PublicKey, Suite, VerifyError};

/// A proof with its commitments U and V in the place of the challenge: 128 bytes that [`verify_batch`] checks together.
///
/// It stands for one [`Proof`], the one that [`BatchProof::to_proof`] returns, and is valid exactly if that one is.
///
/// On the wire it is the encodings of an eighth of Gamma, of U and of V (32 bytes each) and s (32 bytes, little-endian,
/// below the group order). The receiver multiplies by eight, and so has points without a component of small order, whatever
/// was sent: no sum over many proofs could find such components otherwise.
///
/// # Not Cardano's form
///
/// The batch-compatible form of VRF draft 13 that Cardano uses also has 128 bytes: Gamma, U, V, not their eighths, and s.
/// Each of its points is eight times the one here. Read as a `BatchProof` it decodes and does not verify.
///
/// # Not an identifier
///
/// Points that differ by a component of small order have one eightfold, so others can rewrite the 128 bytes of a
/// valid proof, not what it proves. Whoever names, compares or signs proofs takes the 80 bytes.
///
/// [`verify_batch`]: crate::verify_batch
#[derive(Clone, Copy)]
pub struct BatchProof {
    gamma: Point,
    u: Point,
    v: Point,
    pub(crate) s: Scalar,
}

/// The points of a proof: eight times what is on the wire.
pub(crate) struct Points {
    pub(crate) gamma: EdwardsPoint,
    pub(crate) u: EdwardsPoint,
    pub(crate) v: EdwardsPoint,
}

impl BatchProof {
    /// Length in bytes.
    pub const LEN: usize = 128;

    /// Decodes a proof, as strictly as [`Proof::from_bytes`].
    ///
    /// # Errors
    ///
    /// The first that applies: [`Gamma`](BatchProofError::Gamma), [`U`](BatchProofError::U), [`V`](BatchProofError::V),
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

    /// The 128 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let points = [self.gamma, self.u, self.v].map(|point| point.bytes.to_bytes());
        for (to, from) in bytes.iter_mut().zip(points.iter().flatten().chain(self.s.as_bytes())) {
            *to = *from;
        }
        bytes
    }

    /// The proof of 80 bytes that this one stands for, valid or not: its challenge is the hash of the points.
    ///
    /// `ad` is the data that the proof signs, `None` for a plain proof.
    ///
    /// # Errors
    ///
    /// [`VerifyError::NoPoint`] with [`Suite::Tai`] and about one input in 2^256.
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

    /// As [`BatchProof::from_bytes`], and [`Length`](BatchProofError::Length) unless there are 128 bytes.
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

impl PartialEq for BatchProof {
    /// Equal bytes. Different ones may stand for one proof.
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl Eq for BatchProof {}

impl fmt::Debug for BatchProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BatchProof(")?;
        self.to_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

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
                // The time depends on the scalar only, which is a constant.
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
    /// The form for batches, of a valid proof. It costs two verifications: a verifier has no use for it, but whoever relays
    /// a proof to many may have.
    ///
    /// `ad` is the data that the proof signs, `None` for a plain proof.
    ///
    /// # Errors
    ///
    /// [`NoPoint`](ExpandError::NoPoint) and [`Invalid`](ExpandError::Invalid) as [`PublicKey::verify`].
    /// [`MixedOrder`](ExpandError::MixedOrder) if the proof is valid and one of its points has a component of small order,
    /// which no honest holder makes: it has no such form.
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
        // Eight times the multiple is the point without its component of small order.
        if eighths.map(|point| point.mul_by_cofactor()) != points {
            return Err(ExpandError::MixedOrder);
        }
        Ok(BatchProof::new(&eighths, self.s))
    }
}

/// One eighth modulo the group order, in constant time.
fn eighth(scalar: &Scalar) -> Scalar {
    scalar.div_by_2().div_by_2().div_by_2()
}
