//! The challenge of a proof (RFC 9381, section 5.4.3).

use p256::Scalar;
use sha2::digest::array::Array;
use sha2::digest::consts::{U16, U32};
use sha2::{Digest, Sha256};

use crate::Suite;
use crate::point::Encoding;

const FRONT: u8 = 0x02;
const BACK: u8 = 0x00;

/// The challenge c, 16 bytes big-endian.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Challenge(pub(crate) [u8; 16]);

impl Challenge {
    /// `ECVRF_challenge_generation` of Y, H, Gamma, U and V.
    ///
    /// For a proof that signs data, the signing byte replaces the suite byte, and the data follows the points (SPEC
    /// `#vrf-p256`). All other fields have a fixed width, so different arguments give different hash inputs.
    pub(crate) fn generate(suite: Suite, points: [&Encoding; 5], ad: Option<&[u8]>) -> Self {
        let (suite_byte, ad) = match ad {
            None => (suite.byte(), &[][..]),
            Some(ad) => (suite.signing_byte(), ad),
        };
        let mut hasher = Sha256::new_with_prefix([suite_byte, FRONT]);
        for point in points {
            hasher.update(point);
        }
        let hash: Array<u8, U32> = hasher.chain_update(ad).chain_update([BACK]).finalize();
        Self((*hash.split_ref::<U16>().0).into())
    }

    /// The challenge as an integer.
    pub(crate) const fn to_integer(self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// The challenge as a scalar, below 2^128.
    pub(crate) fn to_scalar(self) -> Scalar {
        Scalar::from(self.to_integer())
    }
}
