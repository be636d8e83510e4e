//! Points and their encodings (RFC 9381, section 5.5, which takes those of RFC 8032, section 5.1).

use core::hint::black_box;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use zeroize::Zeroize;

/// The y-coordinate 1, that of the identity.
const ONE: [u8; 32] = y(0x01, 0x00, 0x00);
/// The y-coordinate -1, that of the point of order two.
const MINUS_ONE: [u8; 32] = y(0xec, 0xff, 0x7f);
/// The modulus of the field, 2^255 - 19.
const P: [u8; 32] = y(0xed, 0xff, 0x7f);

/// The little-endian bytes of a y-coordinate: its lowest byte, thirty equal bytes, and its highest byte.
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

/// A point together with its encoding.
///
/// `curve25519-dalek` represents a point as (X : Y : Z). Z depends on the computation: after a multiplication by a secret, it
/// reveals the lowest digit of the scalar, and several such points reveal more. A public value must therefore come from
/// [`Point::from_encoding`] or [`Point::decode`], or from public points: its coordinates then depend on its bytes only.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) point: EdwardsPoint,
    pub(crate) bytes: CompressedEdwardsY,
}

/// A point that was computed by a multiplication by a secret. Its coordinates are secret, and are wiped when it is dropped.
pub(crate) struct SecretPoint(pub(crate) EdwardsPoint);

impl Drop for SecretPoint {
    fn drop(&mut self) {
        self.0.zeroize();
        // Some of these stores are not volatile. `black_box` keeps the compiler from removing them.
        black_box(&self.0);
    }
}

/// `point_to_string` of several points, with one inversion for all of them. Small machines invert for each point: dalek's
/// function needs more stack, and has an assertion that always holds but that no linker can remove.
#[inline(never)]
pub(crate) fn encode_all<const N: usize>(points: &[EdwardsPoint; N]) -> [CompressedEdwardsY; N] {
    if cfg!(curve = "small") { points.each_ref().map(encode_one) } else { EdwardsPoint::compress_batch(points) }
}

/// `point_to_string`, not inlined, so that its stack is released on return.
#[inline(never)]
pub(crate) fn encode_one(point: &EdwardsPoint) -> CompressedEdwardsY {
    point.compress()
}

/// The encoding of a scalar times a point, or times the base point if it is `None`, in constant time.
#[inline(never)]
pub(crate) fn encode_multiple(scalar: &Scalar, point: Option<&EdwardsPoint>) -> CompressedEdwardsY {
    point.map_or_else(|| EdwardsPoint::mul_base(scalar), |point| scalar * point).compress()
}

impl Point {
    /// A point with its encoding (`point_to_string`).
    pub(crate) fn encode(point: EdwardsPoint) -> Self {
        Self::from_encoding(encode_one(&point))
    }

    /// Decodes an encoding that was computed from a point, so that decoding cannot fail. In constant time, except for the
    /// branch on failure.
    #[inline(never)]
    pub(crate) fn from_encoding(bytes: CompressedEdwardsY) -> Self {
        Self { point: bytes.decompress().unwrap_or_default(), bytes }
    }

    /// `string_to_point`, which accepts canonical encodings only.
    ///
    /// `decompress` accepts a y that is not reduced, and either sign for x = 0. Both are refused first (RFC 8032, section
    /// 5.1.3, steps 1 and 4). By the equation of the curve, x is zero if and only if y is 1 or -1.
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

    /// The functions for small machines, which this build does not use, agree with the encoding of the base point in RFC 8032.
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
