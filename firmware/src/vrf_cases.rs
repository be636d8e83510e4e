//! Cases of the VRF, as the tables have them.

use fernet_core::{KeyBytes, Role};
use fernet_vrf::{KeyError, Proof, ProofError, PublicKey, SecretKey, Suite, VerifyError, VrfOutput};

use crate::reader::Reader;
use crate::vectors::{DERIVATIONS, KEYS, PROOFS};

/// A proof, with all that is known of it.
#[derive(Clone, Copy, Debug)]
pub struct ProofCase {
    /// The suite.
    pub suite: Suite,
    /// The seed, if proving must give the proof.
    pub seed: Option<&'static [u8; 32]>,
    /// The public key.
    pub key: [u8; 32],
    /// The input.
    pub alpha: &'static [u8],
    /// Additional data of a proof that signs.
    pub ad: Option<&'static [u8]>,
    /// The proof, of any length.
    pub pi: &'static [u8],
    /// The output of a valid proof.
    pub beta: Option<&'static [u8]>,
    /// The name of the refusal, or nothing.
    pub error: &'static [u8],
}

/// All proofs: the examples of RFC 9381, then those of `vectors/vrf`.
pub fn proofs() -> impl Iterator<Item = Option<ProofCase>> {
    let mut reader = Reader::new(&PROOFS);
    core::iter::from_fn(move || (!reader.is_empty()).then(|| ProofCase::read(&mut reader)))
}

/// Example of RFC 9381: 16 to 18 with `Tai`, 19 to 21 with `Ell2`.
#[must_use]
pub fn example(number: usize) -> Option<ProofCase> {
    let place = if number < 19 { number.checked_sub(13) } else { number.checked_sub(19) };
    proofs().nth(place?)?
}

impl ProofCase {
    fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            suite: if reader.flag()? { Suite::Tai } else { Suite::Ell2 },
            seed: reader.optional()?.and_then(|seed| seed.try_into().ok()),
            key: reader.array()?,
            alpha: reader.bytes()?,
            ad: reader.optional()?,
            pi: reader.bytes()?,
            beta: reader.optional()?,
            error: reader.bytes()?,
        })
    }

    /// Whether the verifier gives the output or the refusal of the case.
    #[must_use]
    pub fn verifies_as_stated(&self) -> bool {
        match self.verify() {
            Ok(output) => Some(output.beta().as_bytes().as_slice()) == self.beta && self.error.is_empty(),
            Err(name) => name.as_bytes() == self.error,
        }
    }

    fn verify(&self) -> Result<VrfOutput, &'static str> {
        let key = PublicKey::from_bytes(&self.key).map_err(key_error)?;
        let proof = Proof::try_from(self.pi).map_err(proof_error)?;
        key.verify(self.suite, self.alpha, self.ad, &proof).map_err(|error| match error {
            VerifyError::Invalid => "Invalid",
            _ => "another",
        })
    }

    /// Whether proving gives the proof and the output, if the case has a seed.
    #[must_use]
    pub fn proves_as_stated(&self) -> bool {
        let Some(seed) = self.seed else {
            return true;
        };
        let secret_key = SecretKey::from_seed(seed);
        let Ok(evaluation) = secret_key.evaluate(self.suite, self.alpha) else {
            return false;
        };
        let proof = evaluation.prove(self.ad);
        *secret_key.public_key().to_bytes().as_bytes() == self.key
            && proof.to_bytes() == *self.pi
            && Some(evaluation.output().beta().as_bytes().as_slice()) == self.beta
    }
}

fn key_error(error: KeyError) -> &'static str {
    match error {
        KeyError::SmallOrder => "SmallOrder",
        KeyError::NonCanonical => "NonCanonical",
        KeyError::MinusZero => "MinusZero",
        KeyError::NotOnCurve => "NotOnCurve",
        KeyError::Length => "Length",
        _ => "another",
    }
}

fn proof_error(error: ProofError) -> &'static str {
    match error {
        ProofError::GammaNonCanonical => "GammaNonCanonical",
        ProofError::GammaMinusZero => "GammaMinusZero",
        ProofError::GammaNotOnCurve => "GammaNotOnCurve",
        ProofError::ScalarNotReduced => "ScalarNotReduced",
        ProofError::Length => "Length",
        _ => "another",
    }
}

/// Every key of `vectors/vrf/keys.json` is accepted or refused as stated.
#[must_use]
pub fn keys_hold() -> Option<()> {
    let mut reader = Reader::new(&KEYS);
    while !reader.is_empty() {
        let (key, valid) = (reader.bytes()?, reader.flag()?);
        (PublicKey::try_from(key).is_ok() == valid).then_some(())?;
    }
    Some(())
}

/// Every key of `vectors/vrf/derivation.json` is derived as stated.
#[must_use]
pub fn derivations_hold() -> Option<()> {
    let mut reader = Reader::new(&DERIVATIONS);
    while !reader.is_empty() {
        let master = reader.array()?;
        let role = if reader.flag()? { Role::Sequencer } else { Role::Prover };
        let (seed, key) = (reader.array()?, KeyBytes::from_bytes(reader.array()?));
        let derived = SecretKey::derive(&master, role).public_key().to_bytes();
        (derived == key && SecretKey::from_seed(&seed).public_key().to_bytes() == key).then_some(())?;
    }
    Some(())
}

/// Every key, derivation and proof of the vectors.
#[must_use]
pub fn all_hold() -> Option<()> {
    keys_hold()?;
    derivations_hold()?;
    let mut count = 0_u32;
    for case in proofs() {
        let case = case?;
        (case.verifies_as_stated() && case.proves_as_stated()).then_some(())?;
        count += 1;
    }
    // Six examples of the RFC, and those of vectors/vrf.
    (count > 80).then_some(())
}
