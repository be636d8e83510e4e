//! Proofs, and the words that the contract takes for them.

use p256::Scalar;
use p256::elliptic_curve::PrimeField as _;

use crate::curve::{self, Field, Point, affine};

/// The words of the contract's `Proof`.
pub type Words = [[u8; 32]; 14];

/// The scalar of a public key whose y coordinate is even.
#[derive(Debug, Clone, Copy)]
pub struct SecretKey(pub Scalar);

/// Gamma, c and s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Gamma.
    pub gamma: Point,
    /// The challenge.
    pub c: Scalar,
    /// The response.
    pub s: Scalar,
}

/// What a proof is for.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The public key.
    pub key: Point,
    /// The field element of the input.
    pub u: Field,
    /// The point of the input.
    pub h: Point,
    /// Whether H has the second of the two x coordinates.
    pub second: bool,
}

/// The three points of the witness.
#[derive(Debug, Clone, Copy)]
pub struct Points {
    /// c*Gamma + B.
    pub t: Point,
    /// s*H + B.
    pub s: Point,
    /// s*B - c*Y + T.
    pub r: Point,
}

impl SecretKey {
    /// The key, or its negative, so that y is even.
    #[must_use]
    pub fn new(scalar: Scalar) -> Self {
        let odd = bool::from(affine(&(Point::GENERATOR * scalar)).1.is_odd());
        Self(if odd { -scalar } else { scalar })
    }

    /// The public key.
    #[must_use]
    pub fn public_key(&self) -> Point {
        Point::GENERATOR * self.0
    }

    /// A proof with the nonce `k`.
    #[must_use]
    pub fn prove(&self, statement: &Statement, k: Scalar, ad: Option<&[u8]>) -> Proof {
        let gamma = statement.h * self.0;
        let (u, v) = (Point::GENERATOR * k, statement.h * k);
        let c = scalar16(&curve::challenge([&statement.key, &statement.h, &gamma, &u, &v], ad));
        Proof { gamma, c, s: k + c * self.0 }
    }
}

/// The 81 bytes of a proof (RFC 9381, section 5.5).
#[must_use]
pub fn encode(proof: &Proof) -> Vec<u8> {
    let mut bytes = curve::compressed(&proof.gamma);
    bytes.extend(proof.c.to_repr().iter().skip(16));
    bytes.extend(proof.s.to_repr());
    bytes
}

/// A proof from its 81 bytes, if Gamma is on the curve and s is below n.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Proof> {
    let (gamma, rest) = bytes.split_first_chunk::<33>()?;
    let (c, s) = rest.split_first_chunk::<16>()?;
    let even = curve::even(gamma[1..].try_into().ok()?)?;
    let s = Option::from(Scalar::from_repr(<[u8; 32]>::try_from(s).ok()?.into()))?;
    Some(Proof { gamma: if gamma[0] == 2 { even } else { -even }, c: scalar16(c), s })
}

/// A scalar from 128 bits.
#[must_use]
pub fn scalar16(bytes: &[u8; 16]) -> Scalar {
    let mut wide = [0; 32];
    wide[16..].copy_from_slice(bytes);
    Option::from(Scalar::from_repr(wide.into())).expect("128 bits")
}

impl Statement {
    /// The statement for a public key and an input.
    #[must_use]
    pub fn new(key: Point, alpha: &[u8]) -> Self {
        Self::with_u(key, curve::hash_to_field(&x_bytes(&key), alpha))
    }

    /// The statement for a public key and the field element of the input.
    #[must_use]
    pub fn with_u(key: Point, u: Field) -> Self {
        let (h, second) = curve::encode_to_curve(&u);
        Self { key, u, h, second }
    }

    /// x of the public key.
    #[must_use]
    pub fn key_bytes(&self) -> [u8; 32] {
        x_bytes(&self.key)
    }

    /// Whether RFC 9381 accepts the proof.
    #[must_use]
    pub fn verify(&self, proof: &Proof, ad: Option<&[u8]>) -> bool {
        let u = Point::GENERATOR * proof.s - self.key * proof.c;
        let v = self.h * proof.s - proof.gamma * proof.c;
        scalar16(&curve::challenge([&self.key, &self.h, &proof.gamma, &u, &v], ad)) == proof.c
    }

    /// The right points of the witness.
    #[must_use]
    pub fn points(&self, proof: &Proof) -> Points {
        let t = proof.gamma * proof.c + Point::GENERATOR;
        let u = Point::GENERATOR * proof.s - self.key * proof.c;
        Points { t, s: self.h * proof.s + Point::GENERATOR, r: u + t }
    }

    /// The words of the contract for a proof, with the right witness.
    #[must_use]
    pub fn words(&self, proof: &Proof) -> Words {
        self.words_with(proof, &self.points(proof))
    }

    /// The words of the contract for a proof, with these points as witness. Inverses of zero are zero.
    ///
    /// # Panics
    ///
    /// If a point is at infinity.
    #[must_use]
    pub fn words_with(&self, proof: &Proof, points: &Points) -> Words {
        let slope = |(x1, y1): (Field, Field), (x2, y2): (Field, Field)| (y1 - y2) * inverse(x1 - x2);
        let negative = |(x, y): (Field, Field)| (x, -y);
        let [gamma, key, t, s, r, h] = [&proof.gamma, &self.key, &points.t, &points.s, &points.r, &self.h].map(affine);
        let slope_y = slope(gamma, negative(key));
        let e_x = slope_y.square() - gamma.0 - key.0;
        let w = Field::from(10_u64) * self.u.square();
        let inverse_n = ((Scalar::ONE - proof.c.square()) * (proof.s + Scalar::ONE)).invert();
        let mut c: [u8; 32] = proof.c.to_repr().into();
        c[15] |= u8::from(self.second);
        [
            bytes(gamma.0),
            bytes(gamma.1),
            c,
            proof.s.to_repr().into(),
            bytes(t.0),
            bytes(s.0),
            bytes(r.0),
            bytes(slope_y),
            bytes(slope(gamma, t)),
            bytes(slope(r, negative(t))),
            bytes(slope(s, negative(t))),
            bytes(slope(h, s)),
            bytes(inverse((w.square() - w) * (e_x - r.0))),
            inverse_n.unwrap_or(Scalar::ZERO).to_repr().into(),
        ]
    }
}

fn inverse(element: Field) -> Field {
    element.invert().unwrap_or(Field::ZERO)
}

fn bytes(element: Field) -> [u8; 32] {
    element.to_repr().into()
}

fn x_bytes(point: &Point) -> [u8; 32] {
    bytes(affine(point).0)
}

/// The points that satisfy the contract's three equations with these signs, for T (bit 0), S (bit 1) and R (bit 2): all but the
/// first pattern have wrong points.
///
/// # Panics
///
/// If 1 + 2c, 1 + 2s or 1 - 2c has no inverse.
#[must_use]
pub fn with_signs(statement: &Statement, proof: &Proof, pattern: u32) -> Points {
    let (base, one) = (Point::GENERATOR, Scalar::ONE);
    let by = |scalar: Scalar| scalar.invert().expect("not zero");
    let right = statement.points(proof);
    let wrong = Points {
        t: (base - proof.gamma * proof.c) * by(one + proof.c.double()),
        s: (base - statement.h * proof.s) * by(one + proof.s.double()),
        r: (base * (proof.s + one) - (proof.gamma - statement.key) * proof.c) * by(one - proof.c.double()),
    };
    let choose = |bit: u32, right: Point, wrong: Point| if pattern >> bit & 1 == 0 { right } else { wrong };
    Points { t: choose(0, right.t, wrong.t), s: choose(1, right.s, wrong.s), r: choose(2, right.r, wrong.r) }
}
