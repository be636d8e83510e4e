//! Points and their encodings (RFC 9381, section 5.5: compressed points of SEC 1, section 2.3).

use core::hint::black_box;

use p256::elliptic_curve::point::{AffineCoordinates, DecompressPoint};
use p256::elliptic_curve::subtle::Choice;
use p256::{AffinePoint, ProjectivePoint};
use zeroize::Zeroize;

/// Why bytes do not encode a point.
#[derive(Clone, Copy)]
pub(crate) enum DecodeError {
    /// The first byte is neither 2 nor 3.
    Sign,
    /// x is not below p.
    NonCanonical,
    /// No point of the curve has this x.
    NotOnCurve,
}

/// The prime of the field, big-endian.
const P: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff,
];

/// The encoding of a point: 2 or 3 for an even or odd y, then x, big-endian.
pub(crate) type Encoding = [u8; 33];

/// A point, not the one at infinity, together with its encoding. Affine coordinates say no more than the encoding.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) point: AffinePoint,
    pub(crate) bytes: Encoding,
}

impl Zeroize for Point {
    fn zeroize(&mut self) {
        self.point.zeroize();
        self.bytes.zeroize();
    }
}

/// A point that was computed by a multiplication by a secret. Its coordinates are secret, and are wiped when it is dropped.
pub(crate) struct SecretPoint(pub(crate) ProjectivePoint);

impl Drop for SecretPoint {
    fn drop(&mut self) {
        self.0.zeroize();
        // Keeps the compiler from removing stores that are not volatile.
        black_box(&self.0);
    }
}

/// `point_to_string`, in constant time.
pub(crate) fn encode(point: &AffinePoint) -> Encoding {
    let mut bytes = [0; 33];
    let [sign, x @ ..] = &mut bytes;
    *sign = 0x02 | point.y_is_odd().unwrap_u8();
    *x = point.x().into();
    bytes
}

impl Point {
    /// A point with its encoding. The point is not the one at infinity.
    pub(crate) fn new(point: AffinePoint) -> Self {
        Self { point, bytes: encode(&point) }
    }

    /// `string_to_point`, which accepts canonical encodings only.
    pub(crate) fn decode(bytes: &Encoding) -> Result<Self, DecodeError> {
        let [sign @ (2 | 3), x @ ..] = bytes else { return Err(DecodeError::Sign) };
        Self::decompress(x, Choice::from(sign & 1))
    }

    /// The point with this x and with even or odd y.
    pub(crate) fn decompress(x: &[u8; 32], odd: Choice) -> Result<Self, DecodeError> {
        if *x >= P {
            return Err(DecodeError::NonCanonical);
        }
        let point = AffinePoint::decompress(&(*x).into(), odd).into_option().ok_or(DecodeError::NotOnCurve)?;
        Ok(Self::new(point))
    }
}
