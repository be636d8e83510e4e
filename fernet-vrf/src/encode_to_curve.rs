//! Encoding of an input to the point H (RFC 9381, section 5.4.1). The salt is the public key, as in both suites.

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::IsIdentity;
use sha2::digest::consts::U32;
use sha2::{Digest, Sha512};

use crate::point::Point;
use crate::{PublicKey, Suite};

const FRONT: u8 = 0x01;
const BACK: u8 = 0x00;

/// Domain separation tag, which includes the suite byte. It is one constant, so that the length check folds away at
/// opt-level `s` too.
const ELL2_DST: &[u8] = b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04";

/// `ECVRF_encode_to_curve`: a point of the prime-order subgroup, or `None` ([`Suite::Tai`] only).
pub(crate) fn encode_to_curve(suite: Suite, key: &PublicKey, alpha: &[u8]) -> Option<EdwardsPoint> {
    match suite {
        Suite::Ell2 => Some(elligator2(key, alpha)),
        Suite::Tai => try_and_increment(key, alpha).map(|(point, _)| point),
    }
}

/// `ECVRF_encode_to_curve_h2c_suite` (section 5.4.1.2), in constant time.
#[inline(never)]
pub(crate) fn elligator2(key: &PublicKey, alpha: &[u8]) -> EdwardsPoint {
    EdwardsPoint::encode_to_curve::<Sha512>(&[key.0.bytes.as_bytes(), alpha], &[ELL2_DST])
}

/// `ECVRF_encode_to_curve_try_and_increment` (section 5.4.1.1), with the counter of the successful attempt. Its time depends
/// on the input.
#[inline(never)]
pub(crate) fn try_and_increment(key: &PublicKey, alpha: &[u8]) -> Option<(EdwardsPoint, u8)> {
    let hasher =
        Sha512::new().chain_update([Suite::Tai.byte(), FRONT]).chain_update(key.0.bytes.as_bytes()).chain_update(alpha);
    (0..=u8::MAX).find_map(|counter| {
        let hash = hasher.clone().chain_update([counter, BACK]).finalize();
        let candidate = Point::decode(hash.split_ref::<U32>().0.as_ref()).ok()?;
        let point = candidate.point.mul_by_cofactor();
        (!point.is_identity()).then_some((point, counter))
    })
}
