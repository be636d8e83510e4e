//! Points and their encodings (RFC 9381, section 5.5: those of RFC 8032, section 5.1).

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};

/// p = 2^255 - 19, little-endian.
const P: [u8; 32] = {
    let mut p = [0xff; 32];
    let [first, .., last] = &mut p;
    (*first, *last) = (0xed, 0x7f);
    p
};

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

/// A point with its encoding.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) point: EdwardsPoint,
    pub(crate) bytes: CompressedEdwardsY,
}

impl Point {
    /// `point_to_string`.
    pub(crate) fn encode(point: EdwardsPoint) -> Self {
        Self { point, bytes: point.compress() }
    }

    /// `string_to_point`: accepts exactly the encodings that [`Point::encode`] writes.
    ///
    /// The library's own decoding reduces y modulo p and takes either sign of x = 0, so both are refused here, before
    /// it: by RFC 8032, section 5.1.3, steps 1 and 4. That x is zero when y is 1 or -1, and only then, is the curve's
    /// equation.
    pub(crate) fn decode(bytes: &[u8; 32]) -> Result<Self, DecodeError> {
        let mut y = *bytes;
        let [one @ .., last] = &mut y;
        let negative = *last >> 7 == 1;
        *last &= 0x7f;
        todo!()
    }
}
