//! Evaluating and proving (RFC 9381, section 5.1).

use core::fmt;
use core::hint::black_box;

use p256::elliptic_curve::group::Group;
use p256::{ProjectivePoint, Scalar};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::challenge::Challenge;
use crate::encode_to_curve::encode_to_curve;
use crate::nonce::nonce;
use crate::output::proof_to_hash;
use crate::point::{Encoding, Point, SecretPoint, encode};
use crate::stack::with_stack_wiped;
use crate::{EvaluateError, Proof, ProveError, SecretKey, Suite, VrfOutput};

impl SecretKey {
    /// Evaluates the VRF for the input `alpha`: steps 1 to 4 of `ECVRF_prove` (RFC 9381, section 5.1), and the output.
    ///
    /// This is about half of the work of a proof. The [`Evaluation`] keeps the result, so that the holder can look at the
    /// output first, and make several proofs.
    ///
    /// # Errors
    ///
    /// [`EvaluateError::NoPoint`] for about one input in 2^256 with [`Suite::Tai`]; never with [`Suite::Sswu`].
    ///
    /// ```
    /// use fernet_vrf_p256::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::derive(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Sswu, b"input")?;
    /// let [first, ..] = evaluation.output().to_bytes();
    /// if first >= 0x80 {
    ///     let _pi = evaluation.prove(None).to_bytes();
    /// }
    /// # Ok::<(), fernet_vrf_p256::EvaluateError>(())
    /// ```
    pub fn evaluate(&self, suite: Suite, alpha: &[u8]) -> Result<Evaluation<'_>, EvaluateError> {
        let h = encode_to_curve(suite, &self.public_key, alpha).ok_or(EvaluateError::NoPoint)?;
        with_stack_wiped(|| Ok(self.evaluate_at(suite, h)))
    }

    /// Evaluates at H, the point of the input. The caller overwrites the stack.
    #[inline(never)]
    fn evaluate_at(&self, suite: Suite, h: Point) -> Evaluation<'_> {
        let product = SecretPoint(ProjectivePoint::from(h.point) * *self.x);
        let gamma = Zeroizing::new(Point::new(product.0.to_affine()));
        let beta = Zeroizing::new(proof_to_hash(suite, &gamma.bytes));
        Evaluation { secret_key: self, suite, h, gamma, beta }
    }
}

/// The VRF evaluated for one key, suite and input: the output, and the values that all its proofs have in common.
///
/// [`SecretKey::evaluate`] returns it. The output is secret until its holder reveals it: `Debug` prints neither the output
/// nor Gamma, and both are wiped when the evaluation is dropped.
pub struct Evaluation<'k> {
    pub(crate) secret_key: &'k SecretKey,
    pub(crate) suite: Suite,
    pub(crate) h: Point,
    pub(crate) gamma: Zeroizing<Point>,
    beta: Zeroizing<[u8; 32]>,
}

impl ZeroizeOnDrop for Evaluation<'_> {}

/// The nonce k of a proof, and the encodings of U = kB and V = kH.
pub(crate) struct Commitment {
    pub(crate) k: Zeroizing<Scalar>,
    pub(crate) u: Encoding,
    pub(crate) v: Encoding,
}

impl Evaluation<'_> {
    /// The output for the input. It is the same for all proofs, whatever they sign.
    #[must_use]
    pub fn output(&self) -> VrfOutput {
        VrfOutput(*self.beta)
    }

    /// Proves the output, and signs `ad` if there is any: steps 5 to 8 of `ECVRF_prove`.
    ///
    /// Without `ad` the proof is that of RFC 9381, byte for byte. With `ad` the proof is also a signature of these bytes
    /// (SPEC `#vrf-p256`): it verifies with the same `ad` only. `Some(b"")` and `None` are different.
    ///
    /// Proofs are deterministic: the same evaluation and the same `ad` give the same bytes.
    ///
    /// ```
    /// use fernet_vrf_p256::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::derive(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Sswu, b"seed")?;
    /// let proof = evaluation.prove(Some(b"bid: 40 %"));
    ///
    /// let public_key = secret_key.public_key();
    /// assert_eq!(public_key.verify(Suite::Sswu, b"seed", Some(b"bid: 40 %"), &proof)?, evaluation.output());
    /// assert!(public_key.verify(Suite::Sswu, b"seed", Some(b"bid: 50 %"), &proof).is_err());
    /// assert!(public_key.verify(Suite::Sswu, b"seed", None, &proof).is_err());
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[must_use]
    pub fn prove(&self, ad: Option<&[u8]>) -> Proof {
        with_stack_wiped(|| {
            let Commitment { k, u, v } = self.commit(ad);
            let (c, s) = self.challenge_and_response(&k, [&u, &v], ad);
            Proof { gamma: *self.gamma, c, s }
        })
    }

    /// Proves the output as [`Evaluation::prove`] does, checks the proof, and returns it only if the checks pass. Use it
    /// where an attacker can inject faults into the device (glitching, heating, Rowhammer).
    ///
    /// The nonce is deterministic. An attacker who has two proofs with the same nonce and different challenges, one of
    /// them faulty, can compute the secret key. Two checks precede the release of a proof:
    ///
    /// * The proof verifies against the public key for `alpha`, and the point H is computed again for this. It detects a
    ///   fault in H, Gamma, U, V, the challenge or s, in this call or in [`SecretKey::evaluate`], and a secret scalar or
    ///   public key that has changed in memory.
    /// * The nonce is computed again and must give the same s. It detects a fault in the nonce; the proof would verify.
    ///
    /// A single fault in one of the checks can only cause a refusal. Not detected are two faults that match each other. If the
    /// checks pass, the running time does not depend on the secret key.
    ///
    /// # Errors
    ///
    /// [`ProveError::Fault`] if a check fails, which includes an `alpha` other than the input of this evaluation. The
    /// failed proof is wiped; earlier proofs remain safe. Try again, or treat the device as under attack.
    ///
    /// ```
    /// use fernet_vrf_p256::{ProveError, SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::derive(&[1; 32]);
    /// let evaluation = secret_key.evaluate(Suite::Sswu, b"input")?;
    /// assert_eq!(evaluation.prove_verified(b"input", None), Ok(evaluation.prove(None)));
    /// assert_eq!(evaluation.prove_verified(b"other", None), Err(ProveError::Fault));
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn prove_verified(&self, alpha: &[u8], ad: Option<&[u8]>) -> Result<Proof, ProveError> {
        self.prove_and_check(alpha, ad, |_, _| ())
    }

    /// Computes s twice, compares, and verifies the proof. `between` receives the proof and the second s before the checks.
    pub(crate) fn prove_and_check(
        &self,
        alpha: &[u8],
        ad: Option<&[u8]>,
        between: impl FnOnce(&mut Proof, &mut Scalar),
    ) -> Result<Proof, ProveError> {
        with_stack_wiped(|| {
            let mut proof = self.prove(ad);
            // `black_box` keeps the compiler from reusing the first computation for the second.
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

    /// Step 5 of `ECVRF_prove`, and the points of step 6: the nonce k, U and V.
    #[inline(never)]
    pub(crate) fn commit(&self, ad: Option<&[u8]>) -> Commitment {
        let k = self.nonce(ad);
        let u = SecretPoint(ProjectivePoint::mul_by_generator(&k));
        let v = SecretPoint(ProjectivePoint::from(self.h.point) * *k);
        // One inversion for both would save 2 % of a proof, but the function for it has an assertion about secrets.
        let [u, v] = [u, v].map(|point| encode(&point.0.to_affine()));
        Commitment { k, u, v }
    }

    /// The nonce k: step 5 of `ECVRF_prove`.
    #[inline(never)]
    pub(crate) fn nonce(&self, ad: Option<&[u8]>) -> Zeroizing<Scalar> {
        nonce(&self.secret_key.x, self.suite, &self.h.bytes, ad)
    }

    /// Steps 6 and 7 of `ECVRF_prove`: the challenge c of the encoded U and V, and the response s.
    #[inline(never)]
    pub(crate) fn challenge_and_response(
        &self,
        k: &Scalar,
        [u, v]: [&Encoding; 2],
        ad: Option<&[u8]>,
    ) -> (Challenge, Scalar) {
        let key = &self.secret_key.public_key;
        let c = Challenge::generate(self.suite, [&key.0.bytes, &self.h.bytes, &self.gamma.bytes, u, v], ad);
        (c, self.response(k, c))
    }

    /// The response s = k + cx: step 7 of `ECVRF_prove`.
    fn response(&self, k: &Scalar, c: Challenge) -> Scalar {
        let cx = Zeroizing::new(c.to_scalar() * *self.secret_key.x);
        *k + *cx
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
    use p256::AffinePoint;

    use super::*;
    use crate::P256VerifyError;

    const ALPHA: &[u8] = b"input";
    const DATA: [Option<&[u8]>; 3] = [None, Some(b""), Some(b"data")];

    fn plus_base(point: &AffinePoint) -> Point {
        Point::new((ProjectivePoint::from(*point) + ProjectivePoint::GENERATOR).to_affine())
    }

    /// Asserts that `fault`, applied between the proof and its checks, is refused in every suite and form.
    fn assert_found(fault: impl Fn(&mut Proof, &mut Scalar)) {
        let secret_key = SecretKey::derive(&[1; 32]);
        for suite in [Suite::Sswu, Suite::Tai] {
            let evaluation = secret_key.evaluate(suite, ALPHA).unwrap();
            for ad in DATA {
                assert_eq!(evaluation.prove_and_check(ALPHA, ad, |_, _| ()), Ok(evaluation.prove(ad)));
                assert_eq!(evaluation.prove_and_check(ALPHA, ad, &fault), Err(ProveError::Fault));
            }
        }
    }

    #[test]
    fn faults_in_a_proof_are_found() {
        assert_found(|proof, _| proof.gamma = plus_base(&proof.gamma.point));
        assert_found(|proof, _| proof.gamma = Point::new(-proof.gamma.point));
        assert_found(|proof, _| proof.gamma.bytes[7] ^= 0x10);
        assert_found(|proof, _| proof.c.0[0] ^= 1);
        assert_found(|proof, _| proof.c.0[15] ^= 0x80);
        // Both values of s alike, so that only the verification can tell.
        assert_found(|proof, s| {
            proof.s += Scalar::ONE;
            *s = proof.s;
        });
        assert_found(|_, s| *s += Scalar::ONE);
    }

    /// A faulty challenge, and a nonce that is one off, whose proof is valid: both reveal the key.
    #[test]
    fn proofs_that_reveal_the_key_are_not_released() {
        let secret_key = SecretKey::derive(&[1; 32]);
        let evaluation = secret_key.evaluate(Suite::Sswu, ALPHA).unwrap();
        let (right, k) = (evaluation.prove(None), evaluation.nonce(None));

        let c = Challenge([7; 16]);
        let spoilt = Proof { c, s: evaluation.response(&k, c), ..right };
        let x = (right.s - spoilt.s) * (right.c.to_scalar() - c.to_scalar()).invert().unwrap();
        assert_eq!(x, *secret_key.x);
        let fault = |proof: &mut Proof, s: &mut Scalar| (*proof, *s) = (spoilt, spoilt.s);
        assert_eq!(evaluation.prove_and_check(ALPHA, None, fault), Err(ProveError::Fault));

        let spoilt = with_nonce(&evaluation, *k + Scalar::ONE);
        let x = (right.s - spoilt.s + Scalar::ONE) * (right.c.to_scalar() - spoilt.c.to_scalar()).invert().unwrap();
        assert_eq!(x, *secret_key.x);
        assert_eq!(secret_key.public_key.verify(Suite::Sswu, ALPHA, None, &spoilt), Ok(evaluation.output()));
        let mut honest = None;
        let fault = |proof: &mut Proof, _: &mut Scalar| honest = Some(core::mem::replace(proof, spoilt));
        assert_eq!(evaluation.prove_and_check(ALPHA, None, fault), Err(ProveError::Fault));
        assert_eq!(honest, Some(right));
    }

    /// The proof with a given nonce.
    fn with_nonce(evaluation: &Evaluation<'_>, k: Scalar) -> Proof {
        let [u, v] =
            [ProjectivePoint::GENERATOR, evaluation.h.point.into()].map(|point| encode(&(point * k).to_affine()));
        let (c, s) = evaluation.challenge_and_response(&k, [&u, &v], None);
        Proof { gamma: *evaluation.gamma, c, s }
    }

    #[test]
    fn faults_before_the_proof_are_found() {
        let secret_key = SecretKey::derive(&[1; 32]);
        let evaluate = || secret_key.evaluate(Suite::Sswu, ALPHA).unwrap();
        let refused = |evaluation: Evaluation<'_>| {
            for ad in DATA {
                assert_eq!(evaluation.prove_and_check(ALPHA, ad, |_, _| ()), Err(ProveError::Fault));
            }
        };
        let gamma = *evaluate().gamma;
        refused(Evaluation { gamma: Zeroizing::new(plus_base(&gamma.point)), ..evaluate() });
        refused(Evaluation { gamma: Zeroizing::new(Point { bytes: [0; 33], ..gamma }), ..evaluate() });
        refused(Evaluation { suite: Suite::Tai, ..evaluate() });
        refused(Evaluation { beta: Zeroizing::new([1; 32]), ..evaluate() });
        let h = plus_base(&evaluate().h.point);
        refused(Evaluation { h: Point { bytes: h.bytes, ..evaluate().h }, ..evaluate() });
        refused(Evaluation { h: Point { point: h.point, ..evaluate().h }, ..evaluate() });
        // Consistent, but for a point other than that of the input.
        refused(secret_key.evaluate_at(Suite::Sswu, h));

        let other = SecretKey::derive(&[2; 32]);
        let with = |x: Scalar, public_key| SecretKey { x: Zeroizing::new(x), public_key };
        for glitched in [with(*other.x, secret_key.public_key), with(*secret_key.x, other.public_key)] {
            refused(glitched.evaluate(Suite::Sswu, ALPHA).unwrap());
        }
        // The key changes between evaluation and proof.
        refused(Evaluation { secret_key: &with(*other.x, secret_key.public_key), ..evaluate() });
    }

    /// The cases that contract and crate refuse beyond the RFC. A holder can make the first, and publishes its key with it.
    #[test]
    fn exceptional_proofs_are_refused() {
        let secret_key = SecretKey::derive(&[1; 32]);
        let evaluation = secret_key.evaluate(Suite::Sswu, ALPHA).unwrap();
        let verify = |proof| secret_key.public_key.verify(Suite::Sswu, ALPHA, None, &proof);
        let honest = evaluation.prove(None);

        let c = honest.c;
        let no_nonce = Proof { s: c.to_scalar() * *secret_key.x, ..honest };
        assert_eq!(verify(no_nonce), Err(P256VerifyError::Exceptional));
        for s in [Scalar::ZERO, -Scalar::ONE] {
            assert_eq!(verify(Proof { s, ..honest }), Err(P256VerifyError::Exceptional));
        }
        for c in [0, 1_u128] {
            assert_eq!(verify(Proof { c: Challenge(c.to_be_bytes()), ..honest }), Err(P256VerifyError::Exceptional));
        }
        // Their neighbours are decided by the challenge.
        for s in [Scalar::ONE, -Scalar::ONE - Scalar::ONE] {
            assert_eq!(verify(Proof { s, ..honest }), Err(P256VerifyError::Invalid));
        }
        for c in [2, u128::MAX] {
            assert_eq!(verify(Proof { c: Challenge(c.to_be_bytes()), ..honest }), Err(P256VerifyError::Invalid));
        }
        // U alone, or V alone, at infinity: sB = cY, sH = c Gamma.
        let of_u = Proof { gamma: plus_base(&honest.gamma.point), ..no_nonce };
        assert_eq!(verify(of_u), Err(P256VerifyError::Exceptional));
        let double =
            Point::new((ProjectivePoint::from(evaluation.h.point) * (*secret_key.x + Scalar::ONE)).to_affine());
        let of_v = Proof { gamma: double, c, s: c.to_scalar() * (*secret_key.x + Scalar::ONE) };
        assert_eq!(verify(of_v), Err(P256VerifyError::Exceptional));
    }
}
