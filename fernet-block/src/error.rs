//! Why a block refuses a message or cannot be opened (SPEC `#course`).

use core::error::Error;
use core::fmt;

use fernet_core::{BundleError, ChainError, ClaimError, Ineligible, PhaseError, ProposalError, RandaoError, TreeError};
use fernet_rewards::{RevealError, SettleError};
#[cfg(feature = "batch")]
use fernet_vrf::BatchProofError;
use fernet_vrf::{EvaluateError, KeyError, ProofError, ProveError, VerifyError};

/// Declares the error with its own reasons and those of the other crates.
macro_rules! block_error {
    (
        $($(#[$doc:meta])* $own:ident => $message:literal,)*
        ---
        $($(#[$inner_doc:meta])* $inner:ident($error:ty) $(if $cfg:meta)? => $inner_message:literal,)*
    ) => {
        /// Reason why a block refuses a message. Nothing has changed then.
        ///
        /// The reasons of the other crates are inside: [`Error::source`] returns them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum BlockError {
            $($(#[$doc])* $own,)*
            $($(#[$inner_doc])* $(#[cfg($cfg)])? $inner($error),)*
        }

        impl fmt::Display for BlockError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$own => $message,)*
                    $($(#[cfg($cfg)])? Self::$inner(_) => $inner_message,)*
                })
            }
        }

        impl Error for BlockError {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                match self {
                    $(Self::$own)|* => None,
                    $($(#[cfg($cfg)])? Self::$inner(error) => Some(error),)*
                }
            }
        }

        $($(#[cfg($cfg)])? impl From<$error> for BlockError {
            fn from(error: $error) -> Self {
                Self::$inner(error)
            }
        })*
    };
}

block_error! {
    /// The message is of another block.
    OtherBlock => "block_number is not that of this block",
    /// The claim or the tree was made for another proposal than the leader's.
    OtherProposal => "proposal_id is not that of the leader's proposal",
    /// The mix is not that of the L1 block `randao_lag` before the one in which the block opens.
    OtherMix => "the mix is not of the L1 block randao_lag before the one in which the block opens",
    /// The block was opened in another chain, or L1 was reorganised: the block has to be restored from an earlier state.
    Stale => "the block belongs to another chain or L1 was reorganised, restore an earlier state",
    /// The two messages are no evidence: they do not contradict each other, or they are of different keys.
    NoEvidence => "the two messages do not contradict each other, or they are of different keys",
    ---
    /// The time or the phase does not allow the message.
    Phase(PhaseError) => "the phase of the block does not accept the message",
    /// Time was not applied up to the L1 block of the message.
    Chain(ChainError) => "the chain does not accept the message",
    /// The block opens too early for a mix.
    Randao(RandaoError) => "the block has no mix",
    /// The key may not propose or prove.
    Ineligible(Ineligible) => "the key is not eligible",
    /// A rule of proposals is broken.
    Proposal(ProposalError) => "the proposal is not valid",
    /// A rule of reveals is broken.
    Reveal(RevealError) => "the reveal is not valid",
    /// A rule of claims is broken.
    Claim(ClaimError) => "the claim is not valid",
    /// A rule of bundles is broken.
    Bundle(BundleError) => "a bundle of the tree is not valid",
    /// A rule of trees is broken.
    Tree(TreeError) => "the tree is not valid",
    /// The block cannot be settled.
    Settle(SettleError) => "the block cannot be settled",
    /// The key is no valid encoding of a public key.
    Key(KeyError) => "the key is not valid",
    /// The proof is no valid encoding.
    Proof(ProofError) => "the encoding of the proof is not valid",
    /// The proof in batch form is no valid encoding.
    BatchProof(BatchProofError) if feature = "batch" => "the encoding of the proof in batch form is not valid",
    /// The proof does not verify.
    Verify(VerifyError) => "the proof is not valid",
    /// The input has no point on the curve.
    Evaluate(EvaluateError) => "the VRF could not be evaluated",
    /// A new proof failed its check and was wiped.
    Prove(ProveError) => "the new proof failed its check",
}
