//! Proofs in either suite, as files and options have them.

use std::fmt;

use fernet_core::{P256ProofBytes, Params, Role, SequencerSuite, VrfProofBytes};
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use super::BlockFile;
use crate::failure::Failure;
use crate::hex::{decode, unexpected};

/// A proof on edwards25519, 80 bytes, or on P-256, 81 bytes.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum SuiteProof {
    Edwards25519(VrfProofBytes),
    P256(P256ProofBytes),
}

impl SuiteProof {
    /// Reads a proof of either length, for command-line arguments.
    pub(crate) fn parse(digits: &str) -> Result<Self, String> {
        let bytes = decode(digits).unwrap_or_default();
        let edwards25519 = VrfProofBytes::try_from(bytes.as_slice()).map(Self::Edwards25519);
        let proof = edwards25519.or_else(|_| P256ProofBytes::try_from(bytes.as_slice()).map(Self::P256));
        proof.map_err(|_| unexpected(digits, "160 hex digits (80 bytes), or 162 (81 bytes) on P-256"))
    }

    /// Refuses a proof in `field` that has the length of another suite than `suite`, the value of `named`.
    pub(crate) fn check_suite(
        &self,
        field: impl fmt::Display,
        suite: SequencerSuite,
        named: &str,
    ) -> Result<(), Failure> {
        let len = |suite| match suite {
            SequencerSuite::Edwards25519 => VrfProofBytes::LEN,
            SequencerSuite::P256 => P256ProofBytes::LEN,
        };
        if self.suite() == suite {
            return Ok(());
        }
        let (expected, got) = (len(suite), len(self.suite()));
        Err(Failure::field(
            field,
            format_args!("expected {expected} bytes, because {named} is {suite}; got {got} bytes"),
        ))
    }

    const fn suite(&self) -> SequencerSuite {
        match self {
            Self::Edwards25519(_) => SequencerSuite::Edwards25519,
            Self::P256(_) => SequencerSuite::P256,
        }
    }
}

impl BlockFile {
    /// Refuses proofs that do not have the length that the parameters say.
    pub(crate) fn check_proofs(&self, params: &Params) -> Result<(), Failure> {
        let of_sequencer = (params.sequencer_suite(), "params.sequencer_suite");
        for (i, record) in self.registry.iter().enumerate() {
            let (suite, named) = match record.role {
                Role::Sequencer => of_sequencer,
                role => (params.suite(role), "the suite of provers"),
            };
            let check = |proof: SuiteProof| proof.check_suite(format_args!("registry[{i}].proof"), suite, named);
            record.proof.map_or(Ok(()), check)?;
        }
        for (i, record) in self.proposals.iter().enumerate() {
            record.proof.check_suite(format_args!("proposals[{i}].proof"), of_sequencer.0, of_sequencer.1)?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for SuiteProof {
    /// Reads a proof of either length. Whoever knows the suite calls [`SuiteProof::check_suite`].
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
