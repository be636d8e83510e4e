//! The proofs of sequencers in a block file, which tell their suite by their length.

use fernet_core::{P256ProofBytes, VrfProofBytes};
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

/// A proof of a sequencer's key: 80 bytes, or 81 on P-256.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum SuiteProof {
    Edwards25519(VrfProofBytes),
    P256(P256ProofBytes),
}

impl<'de> Deserialize<'de> for SuiteProof {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let text: StrDeserializer<'_, Error> = digits.as_str().into_deserializer();
        if digits.len() == 2 * P256ProofBytes::LEN {
            P256ProofBytes::deserialize(text).map(Self::P256).map_err(serde::de::Error::custom)
        } else {
            VrfProofBytes::deserialize(text).map(Self::Edwards25519).map_err(serde::de::Error::custom)
        }
    }
}
