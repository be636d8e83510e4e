//! Verifies a VRF proof from its bytes.

use fernet_core::{Beta, KeyBytes, VrfProofBytes};
use fernet_vrf::{Proof, PublicKey, Suite};

use crate::refusal::Refusal;

/// Verifies a proof that signs `ad`, in the suite of the protocol, and returns its output.
pub(crate) fn verify(key: &KeyBytes, alpha: &[u8], ad: &[u8], proof: &VrfProofBytes) -> Result<Beta, Refusal> {
    let key = PublicKey::from_bytes(key.as_bytes())?;
    let proof = Proof::try_from(*proof)?;
    Ok(*key.verify(Suite::Ell2, alpha, Some(ad), &proof)?.beta())
}
