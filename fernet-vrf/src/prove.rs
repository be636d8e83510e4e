//! Evaluating and proving (RFC 9381, section 5.1).

use core::fmt;
use core::hint::black_box;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use fernet_core::Beta;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::nonce::nonce_string;
use crate::output::proof_to_hash;
use crate::point::{Point, SecretPoint, encode_all, encode_multiple, encode_one};
use crate::stack::with_stack_wiped;
use crate::{EvaluateError, Proof, ProveError, SecretKey, Suite, VrfOutput};

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
        with_stack_wiped(|| Ok(self.evaluate_at(suite, h)))
    }

    /// Evaluates at the point of an input. The caller overwrites the stack.
    #[inline(never)]
    pub(crate) fn evaluate_at(&self, suite: Suite, h: EdwardsPoint) -> Evaluation<'_> {
        let gamma = SecretPoint(*self.x * h);
        let [h_bytes, cofactor_gamma] = encode_all(&[h, gamma.0.mul_by_cofactor()]);
        let beta = Zeroizing::new(proof_to_hash(suite, &cofactor_gamma).to_bytes());
        Evaluation { secret_key: self, suite, h: Point { point: h, bytes: h_bytes }, gamma, beta }
    }
}

/// The function at one input: the output, and all that its proofs share.
///
/// The output is public once revealed and hard to guess before. An evaluation prints neither it nor what it follows from,
/// and wipes both when dropped.
pub struct Evaluation<'k> {
    pub(crate) secret_key: &'k SecretKey,
    pub(crate) suite: Suite,
    pub(crate) h: Point,
    /// Its bytes are for proofs only, which compress it with their own points.
    pub(crate) gamma: SecretPoint,
    beta: Zeroizing<[u8; 64]>,
}

impl ZeroizeOnDrop for Evaluation<'_> {}

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
    pub fn output(&self) -> VrfOutput {
        VrfOutput(Beta::from_bytes(*self.beta))
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

    /// As [`Evaluation::prove`], and releases the proof only if it is right: for a device that an attacker can disturb.
    ///
    /// Nonces are deterministic, so of two proofs from one nonce with different challenges, one of them spoilt by a
    /// glitch, anybody computes the secret key. Two checks come before the release:
    ///
    /// * The proof verifies against the public key for `alpha`, with H computed anew. This catches a fault in H, Gamma,
    ///   U, V, the challenge or s, in this call or in [`SecretKey::evaluate`], and a stored scalar or public key that
    ///   has changed.
    /// * The nonce, computed anew, gives the same s. This catches a fault in the nonce, whose proof would verify.
    ///
    /// One fault in the checks only leads to a refusal. Beyond reach are two faults that fit together, and a stored
    /// prefix that has changed into one that the attacker knows. The time tells nothing of the key if the proof is
    /// right.
    ///
    /// It costs a proof, a verification and a hash.
    ///
    /// # Errors
    ///
    /// [`ProveError::Fault`] if a check fails, so too if `alpha` is not the input of this evaluation. Proofs made
    /// before stay safe. What was computed is wiped; try again, or treat the device as under attack.
    ///
    /// ```
    /// use fernet_vrf::{ProveError, SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::from_seed(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
    /// assert_eq!(evaluation.prove_verified(b"input"), Ok(evaluation.prove()));
    /// assert_eq!(evaluation.prove_verified(b"other"), Err(ProveError::Fault));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn prove_verified(&self, alpha: &[u8]) -> Result<Proof, ProveError> {
        self.respond_verified(alpha, None, |_, _| ())
    }

    /// [`Evaluation::prove_verified`] of a proof that signs `ad`, as [`Evaluation::prove_with`] makes it.
    ///
    /// # Errors
    ///
    /// As [`Evaluation::prove_verified`].
    pub fn prove_verified_with(&self, alpha: &[u8], ad: &[u8]) -> Result<Proof, ProveError> {
        self.respond_verified(alpha, Some(ad), |_, _| ())
    }

    /// Proves twice as far as s goes, then verifies. `between` sees the proof and the second s before the checks do.
    pub(crate) fn respond_verified(
        &self,
        alpha: &[u8],
        ad: Option<&[u8]>,
        between: impl FnOnce(&mut Proof, &mut Scalar),
    ) -> Result<Proof, ProveError> {
        with_stack_wiped(|| {
            let mut proof = self.respond(ad);
            // Nothing tells the compiler that the second computation is the first.
            let mut s =
                Zeroizing::new(with_stack_wiped(|| black_box(self).response(&black_box(self).nonce(ad), proof.c)));
            between(&mut proof, &mut s);

            let checked = self.secret_key.public_key.check(self.suite, alpha, ad, &proof);
            if *s == proof.s && checked.is_ok_and(|checked| checked.output == self.output()) {
                return Ok(proof);
            }
            proof.s.zeroize();
            Err(ProveError::Fault)
        })
    }

    /// The rest of `ECVRF_prove`.
    fn respond(&self, ad: Option<&[u8]>) -> Proof {
        with_stack_wiped(|| {
            let Commitment { k, gamma, u, v } = self.commit(ad);
            let (c, s) = self.answer(&k, [&gamma, &u, &v], ad);
            Proof { gamma: Point::from_encoding(gamma), c, s }
        })
    }

    /// Step 4 of `ECVRF_prove`, and the two points of step 5 that the nonce gives.
    pub(crate) fn commit(&self, ad: Option<&[u8]>) -> Commitment {
        let k = self.nonce(ad);
        let [gamma, u, v] = if cfg!(curve = "small") {
            // One after the other, so that no point waits on the stack.
            [encode_one(&self.gamma.0), encode_multiple(&k, None), encode_multiple(&k, Some(&self.h.point))]
        } else {
            encode_all(&[self.gamma.0, EdwardsPoint::mul_base(&k), *k * self.h.point])
        };
        Commitment { k, gamma, u, v }
    }

    /// Step 4.
    #[inline(never)]
    pub(crate) fn nonce(&self, ad: Option<&[u8]>) -> Zeroizing<Scalar> {
        let k_string = nonce_string(&self.secret_key.prefix, self.suite, &self.h.bytes, ad);
        Zeroizing::new(Scalar::from_bytes_mod_order_wide(&k_string))
    }

    /// Steps 5 and 6: the challenge, with the bytes of Gamma, U and V, and s.
    #[inline(never)]
    pub(crate) fn answer(
        &self,
        k: &Scalar,
        [gamma, u, v]: [&CompressedEdwardsY; 3],
        ad: Option<&[u8]>,
    ) -> (Challenge, Scalar) {
        let public_key = &self.secret_key.public_key;
        let c = Challenge::generate(self.suite, [&public_key.0.bytes, &self.h.bytes, gamma, u, v], ad);
        (c, self.response(k, c))
    }

    /// Step 6: s = k + cx.
    fn response(&self, k: &Scalar, c: Challenge) -> Scalar {
        let cx = Zeroizing::new(c.to_scalar() * *self.secret_key.x);
        k + *cx
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

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};

    use super::*;

    const ALPHA: &[u8] = b"input";
    const DATA: [Option<&[u8]>; 3] = [None, Some(b""), Some(b"data")];

    /// What comes of a fault between the proof and its checks, in every suite and form.
    fn after(fault: impl Fn(&mut Proof, &mut Scalar)) {
        let secret_key = SecretKey::from_seed(&[1; 32]);
        for suite in [Suite::Ell2, Suite::Tai] {
            let evaluation = secret_key.evaluate(suite, ALPHA).unwrap();
            for ad in DATA {
                assert_eq!(evaluation.respond_verified(ALPHA, ad, |_, _| ()), Ok(evaluation.respond(ad)));
                assert_eq!(evaluation.respond_verified(ALPHA, ad, &fault), Err(ProveError::Fault));
            }
        }
    }

    #[test]
    fn faults_in_a_proof_are_found() {
        after(|proof, _| proof.gamma = Point::encode(proof.gamma.point + ED25519_BASEPOINT_POINT));
        after(|proof, _| proof.gamma = Point::encode(proof.gamma.point + EIGHT_TORSION[1]));
        after(|proof, _| proof.gamma.bytes.0[7] ^= 0x10);
        after(|proof, _| proof.c.0[0] ^= 1);
        after(|proof, _| proof.c.0[15] ^= 0x80);
        // Both values of s alike, so that only the verification can tell.
        after(|proof, s| {
            proof.s += Scalar::ONE;
            *s = proof.s;
        });
        after(|_, s| *s += Scalar::ONE);
    }

    /// Of a glitched challenge, from which the key follows, and of a nonce that is one off, whose proof is valid.
    #[test]
    fn proofs_that_reveal_the_key_are_not_released() {
        let secret_key = SecretKey::from_seed(&[1; 32]);
        let evaluation = secret_key.evaluate(Suite::Ell2, ALPHA).unwrap();
        let (right, k) = (evaluation.prove(), evaluation.nonce(None));

        let c = Challenge([7; 16]);
        let spoilt = Proof { c, s: evaluation.response(&k, c), ..right };
        let x = (right.s - spoilt.s) * (right.c.to_scalar() - c.to_scalar()).invert();
        assert_eq!(x, *secret_key.x);
        let fault = |proof: &mut Proof, s: &mut Scalar| (*proof, *s) = (spoilt, spoilt.s);
        assert_eq!(evaluation.respond_verified(ALPHA, None, fault), Err(ProveError::Fault));

        let k = *k + Scalar::ONE;
        let [u, v] = [EdwardsPoint::mul_base(&k), k * evaluation.h.point].map(|point| point.compress());
        let (c, s) = evaluation.answer(&k, [&right.gamma.bytes, &u, &v], None);
        let spoilt = Proof { c, s, ..right };
        let x = (right.s - s + Scalar::ONE) * (right.c.to_scalar() - c.to_scalar()).invert();
        assert_eq!(x, *secret_key.x);
        assert_eq!(secret_key.public_key.verify(Suite::Ell2, ALPHA, &spoilt), Ok(evaluation.output()));
        let mut honest = None;
        let fault = |proof: &mut Proof, _: &mut Scalar| honest = Some(core::mem::replace(proof, spoilt));
        assert_eq!(evaluation.respond_verified(ALPHA, None, fault), Err(ProveError::Fault));
        assert_eq!(honest, Some(right));
    }

    #[test]
    fn faults_before_the_proof_are_found() {
        let secret_key = SecretKey::from_seed(&[1; 32]);
        let evaluate = || secret_key.evaluate(Suite::Ell2, ALPHA).unwrap();
        let refused = |evaluation: Evaluation<'_>| {
            for ad in DATA {
                assert_eq!(evaluation.respond_verified(ALPHA, ad, |_, _| ()), Err(ProveError::Fault));
            }
        };
        refused(Evaluation { gamma: SecretPoint(evaluate().gamma.0 + ED25519_BASEPOINT_POINT), ..evaluate() });
        refused(Evaluation { gamma: SecretPoint(EdwardsPoint::default()), ..evaluate() });
        refused(Evaluation { suite: Suite::Tai, ..evaluate() });
        refused(Evaluation { beta: Zeroizing::new([1; 64]), ..evaluate() });
        let h = Point::encode(evaluate().h.point + ED25519_BASEPOINT_POINT);
        refused(Evaluation { h: Point { bytes: h.bytes, ..evaluate().h }, ..evaluate() });
        refused(Evaluation { h: Point { point: h.point, ..evaluate().h }, ..evaluate() });
        // Consistent throughout, yet of another point than that of the input.
        refused(secret_key.evaluate_at(Suite::Ell2, h.point));

        let other = SecretKey::from_seed(&[2; 32]);
        let with =
            |x: Scalar, public_key| SecretKey { x: Zeroizing::new(x), prefix: secret_key.prefix.clone(), public_key };
        for glitched in [with(*other.x, secret_key.public_key), with(*secret_key.x, other.public_key)] {
            refused(glitched.evaluate(Suite::Ell2, ALPHA).unwrap());
        }
        // The key changes between evaluation and proof.
        refused(Evaluation { secret_key: &with(*other.x, secret_key.public_key), ..evaluate() });
    }
}
