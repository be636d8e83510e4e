//! The output of the VRF (RFC 9381, section 5.2).

use core::fmt;

use fernet_core::Beta;
use sha2::{Digest, Sha256};

use crate::Suite;
use crate::point::Encoding;

const FRONT: u8 = 0x03;
const BACK: u8 = 0x00;

/// A VRF output that is known to be correct. Only [`SecretKey::evaluate`](crate::SecretKey::evaluate) and the verification of a
/// proof return one; it cannot be made from bytes.
///
/// The output of an evaluation is secret until its holder reveals it. `Debug` therefore prints no byte of it.
///
/// ```
/// # use fernet_vrf_p256::{SecretKey, Suite};
/// # let secret_key = SecretKey::derive(&[1; 32]);
/// let output = secret_key.evaluate(Suite::Sswu, b"input")?.output();
/// assert_eq!(output.beta().as_bytes()[..32], output.to_bytes());
/// assert_eq!(output.beta().as_bytes()[32..], [0; 32]);
/// # Ok::<(), fernet_vrf_p256::EvaluateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VrfOutput(pub(crate) [u8; 32]);

impl VrfOutput {
    /// The output as the protocol uses it: `beta_string` of RFC 9381, and 32 zero bytes (SPEC `#vrf-p256`).
    /// [`Ticket`](fernet_core::Ticket) takes it.
    #[must_use]
    pub fn beta(&self) -> Beta {
        let mut beta = [0; 64];
        beta.iter_mut().zip(self.0).for_each(|(to, from)| *to = from);
        Beta::from_bytes(beta)
    }

    /// The 32 bytes of the output: `beta_string` of RFC 9381.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl AsRef<[u8]> for VrfOutput {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<VrfOutput> for Beta {
    fn from(output: VrfOutput) -> Self {
        output.beta()
    }
}

impl fmt::Debug for VrfOutput {
    /// Prints none of the bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VrfOutput").finish_non_exhaustive()
    }
}

/// `ECVRF_proof_to_hash` of the encoding of Gamma. The cofactor is 1.
pub(crate) fn proof_to_hash(suite: Suite, gamma: &Encoding) -> [u8; 32] {
    Sha256::new().chain_update([suite.byte(), FRONT]).chain_update(gamma).chain_update([BACK]).finalize().into()
}
