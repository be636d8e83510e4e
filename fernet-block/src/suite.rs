//! Keys and proofs of sequencers in either suite (SPEC `#vrf`, `#vrf-p256`).

use fernet_core::{Alpha, Beta, KeyBytes, P256ProofBytes, SequencerProof, VrfProofBytes};
use fernet_vrf_p256 as p256;

use crate::BlockError;
use crate::claims::sealed::Verify;

/// The proof of a proposal: [`VrfProofBytes`], or [`P256ProofBytes`] if the parameter `sequencer_suite` is `p256`. The trait
/// is sealed.
pub trait ProposalProof: SequencerProof {
    /// Verifies the proof of a registered key over `alpha` with additional data, and returns the output.
    ///
    /// # Errors
    /// [`BlockError`] for the key, then for the encoding of the proof, then for the challenge.
    fn verify(&self, key: &KeyBytes, alpha: &Alpha, ad: &[u8]) -> Result<Beta, BlockError>;

    /// The proof as a block keeps it.
    #[doc(hidden)]
    fn held(self) -> HeldProof;

    /// The proof that a block keeps; `None` for one of the other suite.
    #[doc(hidden)]
    fn of_held(held: HeldProof) -> Option<Self>;
}

/// A proof that a block keeps. All proofs of a block have one suite.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum HeldProof {
    Edwards25519(VrfProofBytes),
    P256(P256ProofBytes),
}

impl ProposalProof for VrfProofBytes {
    fn verify(&self, key: &KeyBytes, alpha: &Alpha, ad: &[u8]) -> Result<Beta, BlockError> {
        let key = fernet_vrf::PublicKey::from_bytes(key.as_bytes())?;
        Ok(*Verify::verify(self, &key, alpha, ad)?.beta())
    }

    fn held(self) -> HeldProof {
        HeldProof::Edwards25519(self)
    }

    fn of_held(held: HeldProof) -> Option<Self> {
        if let HeldProof::Edwards25519(proof) = held { Some(proof) } else { None }
    }
}

impl ProposalProof for P256ProofBytes {
    fn verify(&self, key: &KeyBytes, alpha: &Alpha, ad: &[u8]) -> Result<Beta, BlockError> {
        let key = p256::PublicKey::from_registered(key)?;
        let proof = p256::Proof::try_from(*self)?;
        Ok(key.verify(p256::Suite::Sswu, alpha.as_bytes(), Some(ad), &proof)?.beta())
    }

    fn held(self) -> HeldProof {
        HeldProof::P256(self)
    }

    fn of_held(held: HeldProof) -> Option<Self> {
        if let HeldProof::P256(proof) = held { Some(proof) } else { None }
    }
}

/// The secret key of a sequencer: [`fernet_vrf::SecretKey`], or [`fernet_vrf_p256::SecretKey`] if the parameter
/// `sequencer_suite` is `p256`. The trait is sealed.
pub trait SequencerKey: sealed::Sealed {
    /// The proofs that the key makes.
    type Proof: ProposalProof;

    /// Returns the key as it is registered.
    ///
    /// # Errors
    /// [`BlockError::P256Key`] with `OddY` for a key on P-256 that cannot be registered.
    fn registered(&self) -> Result<KeyBytes, BlockError>;

    /// Makes a proof over `alpha` with additional data, and checks it.
    ///
    /// # Errors
    /// [`BlockError::Prove`] if the new proof failed its check.
    fn prove(&self, alpha: &Alpha, ad: &[u8]) -> Result<Self::Proof, BlockError>;
}

impl SequencerKey for fernet_vrf::SecretKey {
    type Proof = VrfProofBytes;

    fn registered(&self) -> Result<KeyBytes, BlockError> {
        Ok(self.public_key().to_bytes())
    }

    fn prove(&self, alpha: &Alpha, ad: &[u8]) -> Result<VrfProofBytes, BlockError> {
        let evaluation = self.evaluate(fernet_vrf::Suite::Ell2, alpha.as_bytes())?;
        Ok(evaluation.prove_verified(alpha.as_bytes(), Some(ad))?.into())
    }
}

impl SequencerKey for p256::SecretKey {
    type Proof = P256ProofBytes;

    fn registered(&self) -> Result<KeyBytes, BlockError> {
        Ok(self.public_key().to_registered()?)
    }

    fn prove(&self, alpha: &Alpha, ad: &[u8]) -> Result<P256ProofBytes, BlockError> {
        let evaluation = self.evaluate(p256::Suite::Sswu, alpha.as_bytes())?;
        Ok(evaluation.prove_verified(alpha.as_bytes(), Some(ad))?.into())
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for fernet_vrf::SecretKey {}
    impl Sealed for fernet_vrf_p256::SecretKey {}
}
