//! The witness for the contract that verifies proofs on Ethereum (SPEC `#evm-witness`).

use p256::elliptic_curve::ops::LinearCombination;
use p256::elliptic_curve::point::{AffineCoordinates, BatchNormalize};
use p256::elliptic_curve::{Group as _, PrimeField as _};
use p256::hash2curve::MapToCurve;
use p256::{AffinePoint, NistP256, ProjectivePoint, Scalar};

use crate::encode_to_curve::{FieldElement as Field, field_element};
use crate::verify::vartime_commitment;
use crate::{EvmWitnessError, Proof, PublicKey, Suite};

/// Number of words of the struct `Proof` of the contract `EcvrfP256`, each of 32 bytes.
pub const EVM_PROOF_WORDS: usize = 14;

impl PublicKey {
    /// Verifies a proof and computes the struct `Proof` of the contract `EcvrfP256`, which verifies it on Ethereum: 14 words of
    /// 32 bytes, big-endian, in the order of the struct, as they stand in the calldata (SPEC `#evm-witness`).
    ///
    /// `ad` is the data that the proof signs, or `None`. Anybody can compute the words: all inputs are public. The running time
    /// is variable. `docs/l1-vrf.md` explains the words.
    ///
    /// # Errors
    ///
    /// The first that applies of [`EvmWitnessError::Key`], [`EvmWitnessError::Verify`], [`EvmWitnessError::NoWitness`].
    ///
    /// ```
    /// use fernet_vrf_p256::{SecretKey, Suite};
    ///
    /// let secret_key = SecretKey::derive(&[1; 32]);
    /// let proof = secret_key.evaluate(Suite::Sswu, b"input")?.prove(None);
    /// let words = secret_key.public_key().evm_witness(b"input", None, &proof)?;
    /// assert_eq!(words[0], proof.to_bytes()[1..33]); // x of Gamma
    /// assert_eq!(words[3], proof.to_bytes()[49..]); // s
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn evm_witness(
        &self,
        alpha: &[u8],
        ad: Option<&[u8]>,
        proof: &Proof,
    ) -> Result<[[u8; 32]; EVM_PROOF_WORDS], EvmWitnessError> {
        self.to_registered()?;
        self.verify(Suite::Sswu, alpha, ad, proof)?;
        self.words(alpha, proof).ok_or(EvmWitnessError::NoWitness)
    }

    /// The words for a valid proof.
    fn words(&self, alpha: &[u8], proof: &Proof) -> Option<[[u8; 32]; EVM_PROOF_WORDS]> {
        let (key, gamma) = (self.0.point, proof.gamma.point);
        let (c, s) = (proof.c.to_scalar(), proof.s);
        let u = field_element(self, alpha)?;
        let h = NistP256::map_to_curve(u);

        // T = c Gamma + B, S = s H + B, R = U + T
        let plus_base = |point: ProjectivePoint, scalar: Scalar| {
            ProjectivePoint::lincomb_vartime(&[(point, scalar), (ProjectivePoint::GENERATOR, Scalar::ONE)])
        };
        let t = plus_base(gamma.into(), c);
        let r = vartime_commitment(ProjectivePoint::GENERATOR, &s, proof.c, &key) + t;
        let points = [t, plus_base(h, s), r, h];
        if points.iter().any(|point| point.is_identity().into()) {
            return None;
        }
        let points: [AffinePoint; 4] = ProjectivePoint::batch_normalize(&points);
        let [key, gamma] = [&key, &gamma].map(coordinates);
        let [t, s_point, r, h] = points.each_ref().map(coordinates);
        let ((key, gamma), (t, s_point, r, h)) = ((key?, gamma?), (t?, s_point?, r?, h?));

        let minus = |(x, y): Coordinates| (x, y.neg());
        let slope_y = slope(gamma, minus(key))?;
        let e_x = slope_y.square().sub(&gamma.0).sub(&key.0);
        // Simplified SWU: x1 = (b/3) (1 + 1/d), or x2 = -w x1, for a = -3 and Z = -10.
        let w = Field::from(10_u64).multiply(&u.square());
        let d = w.square().sub(&w);
        let first = d.multiply(&h.0) == third_of_b()?.multiply(&d.add(&Field::ONE));
        let inverse_p = d.multiply(&e_x.sub(&r.0)).invert().into_option()?;
        let inverse_n = ((Scalar::ONE - c * c) * (s + Scalar::ONE)).invert().into_option()?;
        let mut c_and_branch = [0; 32];
        let fields = core::iter::once(u8::from(!first)).chain(proof.c.0);
        for (to, from) in c_and_branch.iter_mut().skip(15).zip(fields) {
            *to = from;
        }
        Some([
            bytes(gamma.0),
            bytes(gamma.1),
            c_and_branch,
            s.to_repr().into(),
            bytes(t.0),
            bytes(s_point.0),
            bytes(r.0),
            bytes(slope_y),
            bytes(slope(gamma, t)?),
            bytes(slope(r, minus(t))?),
            bytes(slope(s_point, minus(t))?),
            bytes(slope(h, s_point)?),
            bytes(inverse_p),
            inverse_n.to_repr().into(),
        ])
    }
}

type Coordinates = (Field, Field);

/// The coordinates of a point other than the one at infinity.
fn coordinates(point: &AffinePoint) -> Option<Coordinates> {
    let element = |bytes| Field::from_repr(bytes).into_option();
    Some((element(point.x())?, element(point.y())?))
}

/// The slope of the line through two points, unless their x-coordinates are equal.
fn slope((x1, y1): Coordinates, (x2, y2): Coordinates) -> Option<Field> {
    Some(y1.sub(&y2).multiply(&x1.sub(&x2).invert().into_option()?))
}

/// A third of the b of the curve: (y^2 - x^3 + 3x) / 3 of the base point.
fn third_of_b() -> Option<Field> {
    let (x, y) = coordinates(&AffinePoint::GENERATOR)?;
    let three = Field::from(3_u64);
    let b = y.square().sub(&x.square().sub(&three).multiply(&x));
    Some(b.multiply(&three.invert().into_option()?))
}

fn bytes(element: Field) -> [u8; 32] {
    element.to_repr().into()
}
