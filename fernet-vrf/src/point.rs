//! Points and their encodings (RFC 9381, section 5.5: those of RFC 8032, section 5.1).

use core::hint::black_box;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use zeroize::Zeroize;

/// y = 1, of the identity.
const ONE: [u8; 32] = y(0x01, 0x00, 0x00);
/// y = -1, of the point of order two.
const MINUS_ONE: [u8; 32] = y(0xec, 0xff, 0x7f);
/// The field's modulus, 2^255 - 19.
const P: [u8; 32] = y(0xed, 0xff, 0x7f);

/// A little-endian y of its lowest byte, thirty equal bytes, and its highest byte.
const fn y(low: u8, middle: u8, high: u8) -> [u8; 32] {
    let mut y = [middle; 32];
    let [first, .., last] = &mut y;
    (*first, *last) = (low, high);
    y
}

/// Why 32 bytes do not encode a point.
#[derive(Clone, Copy)]
pub(crate) enum DecodeError {
    /// y is not below p.
    NonCanonical,
    /// x is zero and its sign bit is set.
    MinusZero,
    /// No point of the curve has this y.
    NotOnCurve,
}

/// A point with its encoding. A point of a public value comes from [`Point::encode`], [`Point::from_encoding`] or
/// [`Point::decode`]: its coordinates follow from its bytes.
///
/// A point as `curve25519-dalek` computes it is (X : Y : Z), and Z depends on how it was computed: after a multiplication
/// by a secret it gives the lowest digit of the scalar, and more if there are several such points.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) point: EdwardsPoint,
    pub(crate) bytes: CompressedEdwardsY,
}

/// A point as a multiplication by a secret computed it: its coordinates are secret, and wiped.
pub(crate) struct SecretPoint(pub(crate) EdwardsPoint);

impl Drop for SecretPoint {
    fn drop(&mut self) {
        self.0.zeroize();
        // Some of those stores are plain ones, which the compiler leaves out unless somebody may look.
        black_box(&self.0);
    }
}

/// `point_to_string` of several points. One inversion serves all of them, but on small machines: dalek's function has an
/// assertion, which holds for every point but which no linker can prove, and takes more stack.
#[inline(never)]
pub(crate) fn encode_all<const N: usize>(points: &[EdwardsPoint; N]) -> [CompressedEdwardsY; N] {
    if cfg!(curve = "small") { points.each_ref().map(encode_one) } else { EdwardsPoint::compress_batch(points) }
}

/// `point_to_string`, in a frame of its own.
#[inline(never)]
pub(crate) fn encode_one(point: &EdwardsPoint) -> CompressedEdwardsY {
    point.compress()
}

/// The encoding of a multiple of a point, or of the base point, in constant time.
#[inline(never)]
pub(crate) fn encode_multiple(scalar: &Scalar, point: Option<&EdwardsPoint>) -> CompressedEdwardsY {
    point.map_or_else(|| EdwardsPoint::mul_base(scalar), |point| scalar * point).compress()
}

impl Point {
    /// `point_to_string`.
    pub(crate) fn encode(point: EdwardsPoint) -> Self {
        Self::from_encoding(encode_one(&point))
    }

    /// The point of an encoding that was computed from a point, so that it always has one. In constant time but for the
    /// branch on that.
    #[inline(never)]
    pub(crate) fn from_encoding(bytes: CompressedEdwardsY) -> Self {
        Self { point: bytes.decompress().unwrap_or_default(), bytes }
    }

    /// `string_to_point`: accepts what [`Point::encode`] writes and nothing else.
    ///
    /// `decompress` reduces y modulo p and takes either sign for x = 0, so both are refused first (RFC 8032, section
    /// 5.1.3, steps 1 and 4). By the curve's equation x is zero exactly where y is 1 or -1.
    pub(crate) fn decode(bytes: &[u8; 32]) -> Result<Self, DecodeError> {
        let mut y = *bytes;
        let [.., high] = &mut y;
        *high &= 0x7f;
        let negative = y != *bytes;

        if y.iter().rev().ge(P.iter().rev()) {
            return Err(DecodeError::NonCanonical);
        }
        if negative && (y == ONE || y == MINUS_ONE) {
            return Err(DecodeError::MinusZero);
        }
        let bytes = CompressedEdwardsY(*bytes);
        let point = bytes.decompress().ok_or(DecodeError::NotOnCurve)?;
        Ok(Self { point, bytes })
    }
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::{ED25519_BASEPOINT_COMPRESSED, ED25519_BASEPOINT_POINT};

    use super::*;

    /// Both routes of small machines, which this build does not take, against the standard's encoding of the base point.
    #[test]
    fn multiples_are_encoded_alike() {
        let eight = Scalar::from(8_u8);
        let expected = ED25519_BASEPOINT_POINT.mul_by_cofactor().compress();
        assert_eq!(encode_one(&ED25519_BASEPOINT_POINT), ED25519_BASEPOINT_COMPRESSED);
        assert_eq!(encode_multiple(&Scalar::ONE, None), ED25519_BASEPOINT_COMPRESSED);
        assert_eq!(encode_multiple(&eight, None), expected);
        assert_eq!(encode_multiple(&eight, Some(&ED25519_BASEPOINT_POINT)), expected);
        assert_eq!(
            encode_multiple(&Scalar::from(2_u8), Some(&ED25519_BASEPOINT_POINT.mul_by_cofactor())),
            encode_multiple(&Scalar::from(16_u8), None)
        );
    }
}
