//! What every client is, and what the rollup gives it.

use fernet_core::message::{ClaimMessage, L1EventMessage};
use fernet_core::*;

/// The rollup as the programs here follow it. For the default `randao_lag` of 64 it keeps 65 mixes.
pub type Rollup = fernet_block::Rollup<8, 2, 65>;

/// An error of a client: most of them refuse a message, and change nothing.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A participant. It takes what L1 and other participants sent, and returns the messages that it sends.
pub trait Client {
    /// Applies a new L1 block, in order and without gaps. `mix` is the field `mixHash` of its header.
    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>>;
    /// Applies a message that is in the last L1 block.
    fn event(&mut self, event: &L1EventMessage<'_>) -> Result<()>;
    /// Takes a claim of a prover. Clients that do not prove ignore it.
    fn claim(&mut self, _: &ClaimMessage) -> Result<()> {
        Ok(())
    }
    /// Returns what to store before anything is sent: the rollup, then messages of the client's own.
    fn to_bytes(&self) -> Vec<Vec<u8>>;
    /// Takes back the messages after a restart.
    fn restore(&mut self, messages: &[Vec<u8>]) -> Result<()>;
}

/// The proof system of the rollup, with the proofs that came beside the claims.
pub trait ProofSystem {
    /// Proves a node on top of the child bundles with these commitments, and publishes the proof.
    fn prove(&self, key: &KeyBytes, node: NodeIndex, children: [BundleCommitment; 2]) -> (Statement, ProofDigest);
    /// Checks that there is a valid proof for a claim of this key.
    fn verify(&self, key: &KeyBytes, claim: &Claim) -> Result<()>;
}

/// Returns the bytes of a rollup to store.
pub fn stored(rollup: &Rollup) -> Vec<u8> {
    let mut buffer = vec![0; Rollup::STORED_LEN];
    rollup.to_bytes(&mut buffer).expect("the buffer has room").to_vec()
}

/// Prints how a block ended, if `happening` ended it. Here nobody has a stake; a client reads the leader's from L1.
pub fn report(rollup: &Rollup, happening: &Happening) -> Result<()> {
    if let Happening::Effects(number, _) = happening
        && let Some(outcome) = rollup.outcome(happening, Amount::ZERO)?
    {
        let commitment = rollup.block(*number)?.best_tree().map(|tree| tree.accumulator().commitment());
        println!("block {number}: {commitment:?} {outcome:?}");
    }
    Ok(())
}
