//! Why a block refuses a message (SPEC `#course`).

use core::error::Error;
use core::fmt;

use fernet_core::{
    AttestationError, BundleError, CertificateError, ChainError, ClaimError, DataError, Ineligible, MessageError,
    PhaseError, ProposalError, RandaoError, TreeError,
};
use fernet_rewards::{RevealError, SettleError};
#[cfg(feature = "batch")]
use fernet_vrf::{BatchProofError, ExpandError};
use fernet_vrf::{EvaluateError, KeyError, ProofError, ProveError, VerifyError};
use fernet_vrf_p256::{P256KeyError, P256ProofError, P256VerifyError};

/// Reason why a block refuses a message. Nothing has changed then.
///
/// An error of another crate is inside; [`Error::source`] returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlockError {
    /// The message is of another block.
    OtherBlock,
    /// The claim or the tree was made for another proposal than the leader's.
    OtherProposal,
    /// The proof of the proposal is not one of the parameter `sequencer_suite`.
    OtherSuite,
    /// The rollup has no attesters.
    NoAttesters,
    /// No certificate of the block was accepted yet, so no tree is.
    NoCertificate,
    /// The registry does not tell how many keys may attest.
    ProversUnknown,
    /// The mix is not that of the L1 block `randao_lag` before the one in which the block opens.
    OtherMix,
    /// The block was opened in another chain, or L1 was reorganised: restore it from an earlier state.
    Stale,
    /// The two messages do not contradict each other, or they are of different keys.
    NoEvidence,
    /// The bytes are no message that a block takes.
    Message(MessageError),
    /// The time or the phase does not allow the message.
    Phase(PhaseError),
    /// The chain does not take the message: time was not applied up to its L1 block.
    Chain(ChainError),
    /// The block opens too early to have a mix.
    Randao(RandaoError),
    /// The key is not registered.
    Ineligible(Ineligible),
    /// The proposal breaks a rule.
    Proposal(ProposalError),
    /// The reveal breaks a rule.
    Reveal(RevealError),
    /// The claim breaks a rule.
    Claim(ClaimError),
    /// The proof data is not that of the block.
    Data(DataError),
    /// The attestation breaks a rule.
    Attestation(AttestationError),
    /// The certificate breaks a rule.
    Certificate(CertificateError),
    /// A bundle of the tree breaks a rule.
    Bundle(BundleError),
    /// The tree breaks a rule.
    Tree(TreeError),
    /// The block cannot be settled.
    Settle(SettleError),
    /// The key is not the encoding of a public key.
    Key(KeyError),
    /// The key is not that of a sequencer on P-256.
    P256Key(P256KeyError),
    /// The proof is not the encoding of a proof.
    Proof(ProofError),
    /// The proof is not the encoding of a proof on P-256.
    P256Proof(P256ProofError),
    /// The proof is not the encoding of a proof in batch form.
    #[cfg(feature = "batch")]
    BatchProof(BatchProofError),
    /// The proof does not verify.
    Verify(VerifyError),
    /// The proof on P-256 does not verify.
    P256Verify(P256VerifyError),
    /// The proof has no batch form.
    #[cfg(feature = "batch")]
    Expand(ExpandError),
    /// The VRF has no output for this input.
    Evaluate(EvaluateError),
    /// A new proof failed its check and was wiped.
    Prove(ProveError),
}

impl fmt::Display for BlockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherBlock => "block_number is not that of this block",
            Self::OtherProposal => "proposal_id is not that of the leader's proposal",
            Self::OtherSuite => "the proof of the proposal, or the key that is to sign it, is not of the suite that the parameter sequencer_suite names",
            Self::NoAttesters => "the parameter attesters is 0",
            Self::NoCertificate => "a certificate of the block has to come before its trees",
            Self::ProversUnknown => "the registry does not tell how many keys may attest",
            Self::OtherMix => "the mix is not of the L1 block randao_lag before the one in which the block opens",
            Self::Stale => "the block is of another chain or L1 was reorganised, restore an earlier state",
            Self::NoEvidence => "the two messages do not contradict each other, or they are of different keys",
            Self::Message(_) => "the message is not one that a block takes",
            Self::Phase(_) => "the block does not accept the message at this time",
            Self::Chain(_) => "the chain does not take the message",
            Self::Randao(_) => "the block has no mix",
            Self::Ineligible(_) => "the key is not eligible",
            Self::Proposal(_) => "the proposal is not valid",
            Self::Reveal(_) => "the reveal is not valid",
            Self::Claim(_) => "the claim is not valid",
            Self::Data(_) => "the proof data is not that of the block",
            Self::Attestation(_) => "the attestation is not valid",
            Self::Certificate(_) => "the certificate is not valid",
            Self::Bundle(_) => "a bundle of the tree is not valid",
            Self::Tree(_) => "the tree is not valid",
            Self::Settle(_) => "the block cannot be settled",
            Self::Key(_) | Self::P256Key(_) => "the key is not valid",
            Self::Proof(_) | Self::P256Proof(_) => "the encoding of the proof is not valid",
            #[cfg(feature = "batch")]
            Self::BatchProof(_) => "the encoding of the proof in batch form is not valid",
            Self::Verify(_) | Self::P256Verify(_) => "the proof does not verify",
            #[cfg(feature = "batch")]
            Self::Expand(_) => "the proof has no batch form",
            Self::Evaluate(_) => "the VRF has no output for this input",
            Self::Prove(_) => "the new proof failed its check",
        })
    }
}

/// Each error of another crate, with its variant.
macro_rules! inner {
    ($($(#[$cfg:meta])? $variant:ident($error:ty),)*) => {
        impl Error for BlockError {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                match self {
                    $($(#[$cfg])? Self::$variant(error) => Some(error),)*
                    _ => None,
                }
            }
        }

        $($(#[$cfg])? impl From<$error> for BlockError {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        })*
    };
}

inner! {
    Message(MessageError),
    Phase(PhaseError),
    Chain(ChainError),
    Randao(RandaoError),
    Ineligible(Ineligible),
    Proposal(ProposalError),
    Reveal(RevealError),
    Claim(ClaimError),
    Data(DataError),
    Attestation(AttestationError),
    Certificate(CertificateError),
    Bundle(BundleError),
    Tree(TreeError),
    Settle(SettleError),
    Key(KeyError),
    P256Key(P256KeyError),
    Proof(ProofError),
    P256Proof(P256ProofError),
    #[cfg(feature = "batch")]
    BatchProof(BatchProofError),
    Verify(VerifyError),
    P256Verify(P256VerifyError),
    #[cfg(feature = "batch")]
    Expand(ExpandError),
    Evaluate(EvaluateError),
    Prove(ProveError),
}
