//! The output of the function (RFC 9381, section 5.2).

use core::fmt;

use curve25519_dalek::edwards::CompressedEdwardsY;
use fernet_core::Beta;
use sha2::{Digest, Sha512};

use crate::Suite;

const FRONT: u8 = 0x03;
const BACK: u8 = 0x00;

/// An output that is known to be right: it comes out of [`SecretKey::evaluate`](crate::SecretKey::evaluate) or
/// [`PublicKey::verify`](crate::PublicKey::verify) only.
///
/// What it is the output *of* (key, suite, input) is the caller's to remember.
///
/// An output that comes from an evaluation is secret until its holder reveals it, so `Debug` prints none of it;
/// [`VrfOutput::beta`] gives the bytes.
///
/// ```
/// # use fernet_vrf::{SecretKey, Suite};
/// # let secret_key = SecretKey::from_seed(&[1; 32]);
/// let evaluation = secret_key.evaluate(Suite::Ell2, b"input")?;
/// let verified = secret_key.public_key().verify(Suite::Ell2, b"input", None, &evaluation.prove(None))?;
/// assert_eq!(verified.beta(), evaluation.output().beta());
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VrfOutput(pub(crate) Beta);

impl VrfOutput {
    /// `beta_string` of RFC 9381, 64 bytes.
    #[must_use]
    pub const fn beta(&self) -> &Beta {
        &self.0
    }
}

impl fmt::Debug for VrfOutput {
    /// None of the bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VrfOutput").finish_non_exhaustive()
    }
}

/// `ECVRF_proof_to_hash`, of 8 Gamma rather than of the proof that has Gamma.
#[inline(never)]
pub(crate) fn proof_to_hash(suite: Suite, cofactor_gamma: &CompressedEdwardsY) -> Beta {
    let hasher = Sha512::new().chain_update([suite.byte(), FRONT]).chain_update(cofactor_gamma.as_bytes());
    Beta::from_bytes(hasher.chain_update([BACK]).finalize().into())
}
