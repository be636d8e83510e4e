//! Seeds of a block and the VRF inputs made from them (SPEC `#seeds`).

use crate::tag;
use crate::{Alpha, Beta, NodeIndex, Params, PinnedMix, ProverSeed, SequencerSeed, VrfMode};

/// Starts the hash of a seed with the chain, the rollup, the block number and the mix.
fn block_hasher(tag: tag::Tag, params: &Params, pinned: &PinnedMix) -> tag::Hasher {
    tag.hasher()
        .field(&params.chain_id().to_be_bytes())
        .field(params.rollup_address().as_bytes())
        .field(&pinned.block_number().get().to_be_bytes())
        .field(pinned.mix().as_bytes())
}

impl SequencerSeed {
    /// Computes the sequencer seed of the block for which `pinned` was read (SPEC `#seed-sequencer`).
    #[must_use]
    pub fn new(params: &Params, pinned: &PinnedMix) -> Self {
        Self::from_bytes(block_hasher(tag::SEED_SEQUENCER, params, pinned).finish())
    }

    /// Computes the VRF input of the sequencers of the block; it is the same for all of them (SPEC `#alpha`).
    #[must_use]
    pub fn alpha(&self) -> Alpha {
        Alpha::from_bytes(tag::ALPHA_SEQUENCER.hasher().field(self.as_bytes()).finish())
    }
}

impl ProverSeed {
    /// Computes the prover seed of the block for which `pinned` was read (SPEC `#seed-prover`). `leader` is the VRF
    /// output of the block's leader, from its verified proof. The seed depends on nothing else that the leader chooses.
    ///
    /// ```
    /// use fernet_core::*;
    ///
    /// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
    /// let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32]))?;
    /// // The output of the leader's verified proof.
    /// let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
    /// // Only in the mode `per-node` has each node an input of its own.
    /// let alpha = |mode, node| seed.alpha(mode, NodeIndex::new(node));
    /// assert_ne!(alpha(VrfMode::PerNode, 0), alpha(VrfMode::PerNode, 1));
    /// assert_eq!(alpha(VrfMode::PerBlock, 0), alpha(VrfMode::PerBlock, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(params: &Params, pinned: &PinnedMix, leader: &Beta) -> Self {
        Self::from_bytes(block_hasher(tag::SEED_PROVER, params, pinned).field(leader.as_bytes()).finish())
    }

    /// Computes the VRF input of the provers at `node`; it is the same for all of them (SPEC `#alpha`). It depends on
    /// the node in [`VrfMode::PerNode`] only.
    #[must_use]
    pub fn alpha(&self, mode: VrfMode, node: NodeIndex) -> Alpha {
        Alpha::from_bytes(match mode {
            VrfMode::PerNode => {
                tag::ALPHA_NODE.hasher().field(self.as_bytes()).field(&node.get().to_be_bytes()).finish()
            }
            VrfMode::PerBlock | VrfMode::Public => tag::ALPHA_BLOCK.hasher().field(self.as_bytes()).finish(),
        })
    }

    /// Computes the VRF input of the keys that may attest; it is the same for all of them (SPEC `#attesters`).
    #[must_use]
    pub fn alpha_attest(&self) -> Alpha {
        Alpha::from_bytes(tag::ALPHA_ATTEST.hasher().field(self.as_bytes()).finish())
    }
}
