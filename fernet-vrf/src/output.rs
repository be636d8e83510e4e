//! The output of the VRF (RFC 9381, section 5.2).

use core::fmt;

use curve25519_dalek::edwards::CompressedEdwardsY;
use fernet_core::Beta;
use sha2::{Digest, Sha512};

use crate::Suite;

const FRONT: u8 = 0x03;
const BACK: u8 = 0x00;

/// A VRF output that is known to be correct. Only [`SecretKey::evaluate`](crate::SecretKey::evaluate) and the verification of a
/// proof return one; it cannot be made from bytes.
///
/// It does not record the key, suite and input that it is the output of: the caller has to keep track of them.
///
/// The output of an evaluation is secret until its holder reveals it. `Debug` therefore prints no byte of it;
/// [`VrfOutput::beta`] and [`VrfOutput::to_bytes`] give the bytes.
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
    /// The 64 bytes of the output: `beta_string` of RFC 9381. [`Ticket`](crate::Ticket) takes them.
    #[must_use]
    pub const fn beta(&self) -> &Beta {
        &self.0
    }

    /// The 64 bytes of the output as an array.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; 64] {
        self.0.to_bytes()
    }
}

impl AsRef<[u8]> for VrfOutput {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl From<VrfOutput> for Beta {
    fn from(output: VrfOutput) -> Self {
        output.0
    }
}

impl fmt::Debug for VrfOutput {
    /// Prints none of the bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VrfOutput").finish_non_exhaustive()
    }
}

/// `ECVRF_proof_to_hash` of the encoding of 8 Gamma.
#[inline(never)]
pub(crate) fn proof_to_hash(suite: Suite, cofactor_gamma: &CompressedEdwardsY) -> Beta {
    let hasher = Sha512::new().chain_update([suite.byte(), FRONT]).chain_update(cofactor_gamma.as_bytes());
    Beta::from_bytes(hasher.chain_update([BACK]).finalize().into())
}
