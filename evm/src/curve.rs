//! The steps of RFC 9381 for suite 0x02, with all intermediate values: tests forge with them. `fernet-vrf-p256` is the
//! implementation.

use p256::elliptic_curve::PrimeField as _;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{AffinePoint, NistP256, ProjectivePoint};
use sha2::{Digest as _, Sha256};

/// A point of the curve.
pub type Point = ProjectivePoint;

/// An element of the field of the coordinates.
pub type Field = <NistP256 as p256::elliptic_curve::hazmat::FieldArithmetic>::FieldElement;

const DST: &[u8] = b"ECVRF_P256_XMD:SHA-256_SSWU_NU_\x02\x20";

/// A field element below p from 32 bytes, big-endian.
///
/// # Panics
///
/// If the number is not below p.
#[must_use]
pub fn field(bytes: &[u8; 32]) -> Field {
    Option::from(Field::from_repr((*bytes).into())).expect("a number below p")
}

/// The affine coordinates of a point.
///
/// # Panics
///
/// For the point at infinity.
#[must_use]
pub fn affine(point: &Point) -> (Field, Field) {
    let encoded = point.to_affine().to_sec1_point(false);
    let coordinate = |at: usize| {
        let bytes = encoded.as_bytes().get(at..at + 32).expect("a point other than infinity");
        field(bytes.try_into().expect("32 bytes"))
    };
    (coordinate(1), coordinate(33))
}

/// The 33 bytes of a point (SEC 1, section 2.3.3).
#[must_use]
pub fn compressed(point: &Point) -> Vec<u8> {
    AffinePoint::from(*point).to_sec1_point(true).as_bytes().to_vec()
}

/// The field element from which the point H is computed: `hash_to_field` of RFC 9380.
#[must_use]
pub fn hash_to_field(public_key: &[u8; 32], alpha: &[u8]) -> Field {
    hash_to_field_with(&[&[2], public_key.as_slice()].concat(), alpha)
}

/// As [`hash_to_field`], with the 33 bytes of the public key.
#[must_use]
pub fn hash_to_field_with(public_key: &[u8], alpha: &[u8]) -> Field {
    let b0 = Sha256::new().chain_update([0; 64]).chain_update(public_key).chain_update(alpha);
    let b0: [u8; 32] = b0.chain_update([0, 48, 0]).chain_update(DST).finalize().into();
    let b1: [u8; 32] = Sha256::new().chain_update(b0).chain_update([1]).chain_update(DST).finalize().into();
    let mut mixed = b0;
    mixed.iter_mut().zip(b1).for_each(|(a, b)| *a ^= b);
    let b2: [u8; 32] = Sha256::new().chain_update(mixed).chain_update([2]).chain_update(DST).finalize().into();
    let uniform = b1.iter().chain(b2.iter().take(16));
    uniform.fold(Field::ZERO, |sum, byte| sum * Field::from(256_u64) + Field::from(u64::from(*byte)))
}

/// Simplified SWU: the point H and whether it has the second of the two x coordinates.
///
/// # Panics
///
/// For the exceptional values of `u`.
#[must_use]
pub fn encode_to_curve(u: &Field) -> (Point, bool) {
    let three = Field::from(3_u64);
    let w = Field::from(10_u64) * u.square();
    let inverse = (w.square() - w).invert().expect("no exceptional u");
    let b = field(&hex32("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"));
    let x1 = b * three.invert().expect("3") * (Field::ONE + inverse);
    let x2 = -w * x1;
    let root = |x: Field| -> Option<Field> { (x * (x.square() - three) + b).sqrt().into() };
    let (x, y, second) = match root(x1) {
        Some(y) => (x1, y, false),
        None => (x2, root(x2).expect("one of the two is on the curve"), true),
    };
    let y = if bool::from(y.is_odd()) == bool::from(u.is_odd()) { y } else { -y };
    (point(&x, &y).expect("on the curve"), second)
}

/// The point with these coordinates, if it is on the curve.
#[must_use]
pub fn point(x: &Field, y: &Field) -> Option<Point> {
    use p256::elliptic_curve::sec1::FromSec1Point as _;
    let encoded = p256::Sec1Point::from_affine_coordinates(&x.to_repr(), &y.to_repr(), false);
    Option::<AffinePoint>::from(AffinePoint::from_sec1_point(&encoded)).map(Point::from)
}

/// The challenge: 128 bits.
#[must_use]
pub fn challenge(points: [&Point; 5], ad: Option<&[u8]>) -> [u8; 16] {
    challenge_of(&points.map(compressed), ad)
}

/// The challenge for encoded points, which need not be on the curve.
#[must_use]
pub fn challenge_of(points: &[Vec<u8>; 5], ad: Option<&[u8]>) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update([if ad.is_some() { 0x82 } else { 0x02 }, 0x02]);
    points.iter().for_each(|point| hash.update(point));
    hash.update(ad.unwrap_or_default());
    hash.update([0]);
    let digest: [u8; 32] = hash.finalize().into();
    *digest.first_chunk().expect("32 bytes")
}

/// The VRF output of a proof with this Gamma.
#[must_use]
pub fn output(gamma: &Point) -> [u8; 32] {
    Sha256::new().chain_update([2, 3]).chain_update(compressed(gamma)).chain_update([0]).finalize().into()
}

/// 32 bytes from hexadecimal digits.
///
/// # Panics
///
/// If these are no 64 digits.
#[must_use]
pub fn hex32(digits: &str) -> [u8; 32] {
    let byte = |at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("hexadecimal digits");
    std::array::from_fn(byte)
}

/// The point with this x coordinate and an even y coordinate.
#[must_use]
pub fn even(x: &[u8; 32]) -> Option<Point> {
    use p256::elliptic_curve::sec1::FromSec1Point as _;
    let encoded = p256::Sec1Point::from_bytes([&[2], x.as_slice()].concat()).ok()?;
    Option::<AffinePoint>::from(AffinePoint::from_sec1_point(&encoded)).map(Point::from)
}
