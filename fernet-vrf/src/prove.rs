//! Evaluating and proving (RFC 9381, section 5.1).

use core::fmt;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use zeroize::Zeroizing;

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::nonce::nonce_string;
use crate::output::proof_to_hash;
use crate::point::Point;
use crate::{EvaluateError, Proof, SecretKey, Suite, VrfOutput};

impl SecretKey {
    /// Evaluates the function: steps 1 to 3 of `ECVRF_prove`, and the output.
    ///
    /// This is about half of the work of a proof. The [`Evaluation`] keeps it, for any number of proofs.
    ///
    /// # Errors
    ///
    /// [`EvaluateError::NoPoint`], with [`Suite::Tai`] and about one input in 2^256; with [`Suite::Ell2`] never.
    pub fn evaluate(&self, suite: Suite, alpha: &[u8]) -> Result<Evaluation<'_>, EvaluateError> {
        let h = encode_to_curve(suite, &self.public_key, alpha).ok_or(EvaluateError::NoPoint)?;
        Ok(self.evaluate_at(suite, h))
    }

    /// Evaluates at the point of an input.
    pub(crate) fn evaluate_at(&self, suite: Suite, h: EdwardsPoint) -> Evaluation<'_> {
        let gamma = *self.x * h;
        let [h_bytes, cofactor_gamma] = EdwardsPoint::compress_batch(&[h, gamma.mul_by_cofactor()]);
        Evaluation {
            secret_key: self,
            suite,
            h: Point { point: h, bytes: h_bytes },
            gamma,
            output: VrfOutput(proof_to_hash(suite, &cofactor_gamma)),
        }
    }
}

/// The function at one input: the output, and all that its proofs share.
///
/// The output is public once revealed and hard to guess before, so an evaluation prints neither it nor what it follows
/// from.
pub struct Evaluation<'k> {
    pub(crate) secret_key: &'k SecretKey,
    pub(crate) suite: Suite,
    pub(crate) h: Point,
    /// Its bytes are for proofs only, which compress it with their own points.
    pub(crate) gamma: EdwardsPoint,
    output: VrfOutput,
}

/// The nonce of a proof and its multiples of the base point and of H; and the bytes of Gamma.
pub(crate) struct Commitment {
    pub(crate) k: Zeroizing<Scalar>,
    gamma: CompressedEdwardsY,
    pub(crate) u: CompressedEdwardsY,
    pub(crate) v: CompressedEdwardsY,
}

impl Evaluation<'_> {
    /// The output; proving does not change it.
    #[must_use]
    pub const fn output(&self) -> VrfOutput {
        self.output
    }

    /// Proves the output: steps 4 to 8 of `ECVRF_prove`, to the byte. The same evaluation gives the same proof.
    #[must_use]
    pub fn prove(&self) -> Proof {
        self.respond(None)
    }

    /// Proves the output and signs `ad` (SPEC `#vrf-ad`). [`PublicKey::verify_with`](crate::PublicKey::verify_with)
    /// checks it; it never verifies as a plain proof, and empty data is not the same as none.
    ///
    /// ```
    /// use fernet_vrf::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"seed")?;
    /// let proof = evaluation.prove_with(b"bid: 40 %");
    ///
    /// let public_key = secret_key.public_key();
    /// assert_eq!(public_key.verify_with(Suite::Ell2, b"seed", b"bid: 40 %", &proof)?, evaluation.output());
    /// assert!(public_key.verify_with(Suite::Ell2, b"seed", b"bid: 50 %", &proof).is_err());
    /// assert!(public_key.verify(Suite::Ell2, b"seed", &proof).is_err());
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[must_use]
    pub fn prove_with(&self, ad: &[u8]) -> Proof {
        self.respond(Some(ad))
    }

    /// The rest of `ECVRF_prove`.
    fn respond(&self, ad: Option<&[u8]>) -> Proof {
        let Commitment { k, gamma, u, v } = self.commit(ad);
        let (c, s) = self.answer(&k, [&gamma, &u, &v], ad);
        Proof { gamma: Point { point: self.gamma, bytes: gamma }, c, s }
    }

    /// Step 4 of `ECVRF_prove`, and the two points of step 5 that the nonce gives.
    pub(crate) fn commit(&self, ad: Option<&[u8]>) -> Commitment {
        let k = self.nonce(ad);
        let points = [self.gamma, EdwardsPoint::mul_base(&k), *k * self.h.point];
        let [gamma, u, v] = EdwardsPoint::compress_batch(&points);
        Commitment { k, gamma, u, v }
    }

    /// Step 4.
    pub(crate) fn nonce(&self, ad: Option<&[u8]>) -> Zeroizing<Scalar> {
        let k_string = nonce_string(&self.secret_key.prefix, self.suite, &self.h.bytes, ad);
        Zeroizing::new(Scalar::from_bytes_mod_order_wide(&k_string))
    }

    /// Steps 5 and 6: the challenge, with the bytes of Gamma, U and V, and s.
    pub(crate) fn answer(
        &self,
        k: &Scalar,
        [gamma, u, v]: [&CompressedEdwardsY; 3],
        ad: Option<&[u8]>,
    ) -> (Challenge, Scalar) {
        let SecretKey { x, public_key, .. } = self.secret_key;
        let c = Challenge::generate(self.suite, [&public_key.0.bytes, &self.h.bytes, gamma, u, v], ad);
        let cx = Zeroizing::new(c.to_scalar() * **x);
        (c, k + *cx)
    }
}

impl fmt::Debug for Evaluation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluation")
            .field("secret_key", self.secret_key)
            .field("suite", &self.suite)
            .finish_non_exhaustive()
    }
}
