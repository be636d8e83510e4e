//! The challenge of a proof (RFC 9381, section 5.4.3).

use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use sha2::digest::array::Array;
use sha2::digest::consts::{U16, U64};
use sha2::{Digest, Sha512};

use crate::Suite;

const FRONT: u8 = 0x02;
const BACK: u8 = 0x00;

pub(crate) type Hash = Array<u8, U64>;

/// The challenge c, 16 bytes little-endian.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Challenge(pub(crate) [u8; 16]);

impl Challenge {
    /// `ECVRF_challenge_generation` of Y, H, Gamma, U and V.
    ///
    /// For a proof that signs data, the signing byte replaces the suite byte, and the data follows the points (SPEC
    /// `#vrf-ad`). All other fields have a fixed width, so different arguments give different hash inputs.
    pub(crate) fn generate(suite: Suite, points: [&CompressedEdwardsY; 5], ad: Option<&[u8]>) -> Self {
        Self::from_hash(&Self::hash(suite, points, ad))
    }

    /// The 64-byte hash whose first 16 bytes are the challenge.
    #[inline(never)]
    pub(crate) fn hash(suite: Suite, points: [&CompressedEdwardsY; 5], ad: Option<&[u8]>) -> Hash {
        let (suite_byte, ad) = match ad {
            None => (suite.byte(), &[][..]),
            Some(ad) => (suite.signing_byte(), ad),
        };
        let mut hasher = Sha512::new_with_prefix([suite_byte, FRONT]);
        for point in points {
            hasher.update(point.as_bytes());
        }
        hasher.chain_update(ad).chain_update([BACK]).finalize()
    }

    /// The challenge: the first 16 bytes of the hash.
    pub(crate) fn from_hash(hash: &Hash) -> Self {
        Self((*hash.split_ref::<U16>().0).into())
    }

    /// The challenge as a scalar, below 2^128.
    pub(crate) fn to_scalar(self) -> Scalar {
        Scalar::from(u128::from_le_bytes(self.0))
    }
}
