//! Encoding of an input to the point H (RFC 9381, section 5.4.1). The salt is the public key, as in both suites.

use p256::elliptic_curve::consts::{U16, U48};
use p256::elliptic_curve::hazmat::FieldArithmetic;
use p256::hash2curve::{ExpandMsgXmd, hash_to_field};
use p256::{AffinePoint, NistP256};
use primeorder::osswu::AffineOsswuMap;
use sha2::{Digest, Sha256};

use crate::point::Point;
use crate::{PublicKey, Suite};

pub(crate) type FieldElement = <NistP256 as FieldArithmetic>::FieldElement;

const FRONT: u8 = 0x01;
const BACK: u8 = 0x00;

/// Domain separation tag, which includes the suite byte.
const SSWU_DST: &[u8] = b"ECVRF_P256_XMD:SHA-256_SSWU_NU_\x02";

/// `ECVRF_encode_to_curve`: a point, or `None` ([`Suite::Tai`] only).
pub(crate) fn encode_to_curve(suite: Suite, key: &PublicKey, alpha: &[u8]) -> Option<Point> {
    match suite {
        Suite::Sswu => sswu(key, alpha),
        Suite::Tai => try_and_increment(key, alpha).map(|(point, _)| point),
    }
}

/// `ECVRF_encode_to_curve_h2c_suite` (section 5.4.1.2), in constant time. It always succeeds: the only error of the library is
/// that of an impossible length.
#[inline(never)]
fn sswu(key: &PublicKey, alpha: &[u8]) -> Option<Point> {
    // `p256::hash2curve::encode_from_bytes` returns the same point in coordinates whose normalisation would cost an inversion.
    field_element(key, alpha).map(|u| Point::new(AffinePoint::osswu(&u)))
}

/// `hash_to_field` of RFC 9380, section 5.2, for the one element that [`Suite::Sswu`] maps to the curve.
pub(crate) fn field_element(key: &PublicKey, alpha: &[u8]) -> Option<FieldElement> {
    let messages = [&key.0.bytes, alpha];
    let field = hash_to_field::<1, ExpandMsgXmd<Sha256>, U16, FieldElement, U48>(&messages, &[SSWU_DST]);
    field.ok().map(|[u]| u)
}

/// `ECVRF_encode_to_curve_try_and_increment` (section 5.4.1.1), with the counter of the successful attempt. Its time depends
/// on the input.
#[inline(never)]
pub(crate) fn try_and_increment(key: &PublicKey, alpha: &[u8]) -> Option<(Point, u8)> {
    let hasher = Sha256::new().chain_update([Suite::Tai.byte(), FRONT]).chain_update(key.0.bytes).chain_update(alpha);
    (0..=u8::MAX).find_map(|counter| {
        let x = hasher.clone().chain_update([counter, BACK]).finalize();
        let point = Point::decompress(x.as_ref(), 0.into()).ok()?;
        Some((point, counter))
    })
}
