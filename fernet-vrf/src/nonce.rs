//! The nonce of a proof (RFC 9381, section 5.4.2.2: that of RFC 8032, section 5.1.6).

use curve25519_dalek::edwards::CompressedEdwardsY;
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

use crate::Suite;
use crate::key::finalize_secret;

/// `k_string` of `ECVRF_nonce_generation`: 64 bytes whose little-endian value modulo the group order is the nonce.
///
/// It is the hash of the key's prefix and H. For a proof that signs data, the signing byte of the suite precedes H, and the
/// data follows it (SPEC `#vrf-ad`). The hash input has 64 bytes without data and at least 65 with data, and its fields other
/// than the data have a fixed width. So two proofs have the same nonce only if they are the same proof.
pub(crate) fn nonce_string(
    prefix: &[u8; 32],
    suite: Suite,
    h: &CompressedEdwardsY,
    ad: Option<&[u8]>,
) -> Zeroizing<[u8; 64]> {
    let hasher = Sha512::new().chain_update(prefix);
    finalize_secret(match ad {
        None => hasher.chain_update(h.as_bytes()),
        Some(ad) => hasher.chain_update([suite.signing_byte()]).chain_update(h.as_bytes()).chain_update(ad),
    })
}
