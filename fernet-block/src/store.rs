//! The bytes in which a client keeps a block over a restart.

use fernet_core::message::{BlockOpeningMessage, DecodeError, ProposalMessage, RevealRootMessage};
use fernet_core::stored::{Reader, Stored, Writer, from_bytes, len, registration, stored_len, sum, to_bytes};
use fernet_core::{
    Beta, CertificateId, Chain, DataRoot, L1Block, MessageError, Opening, P256ProofBytes, Params, PinnedMix,
    ProposalError, RandaoRing, Reveal, Role, SequencerSuite, Tree, VrfProofBytes,
};
use fernet_rewards::Amount;
use heapless::Vec;

use crate::block::Prices;
use crate::{Block, BlockError, ProposalProof, Rollup};

#[doc(hidden)]
impl<const K: usize> Stored for Block<K> {
    type Context = ();

    const LEN: usize = sum(&[
        len::<Params>(),
        len::<BlockOpeningMessage>(),
        len::<L1Block>(),
        len::<bool>(),
        len::<u16>(),
        K.saturating_mul(sum(&[len::<ProposalMessage<P256ProofBytes>>(), len::<Beta>()])),
        len::<bool>(),
        len::<RevealRootMessage>(),
        len::<Option<DataRoot>>(),
        len::<Option<CertificateId>>(),
        len::<bool>(),
        <Tree as Stored>::LEN,
        len::<u64>(),
        len::<Amount>(),
    ]);

    fn write(&self, writer: &mut Writer<'_>) {
        writer.write(&self.params);
        writer.write(&self.opening_message());
        writer.write(&self.last);
        writer.write(&self.stale);
        let proposals = self.election.ranking();
        writer.write(&u16::try_from(proposals.len()).unwrap_or(u16::MAX));
        match self.params.sequencer_suite() {
            SequencerSuite::Edwards25519 => self.write_proposals::<VrfProofBytes>(writer),
            SequencerSuite::P256 => self.write_proposals::<P256ProofBytes>(writer),
        }
        writer.write(&self.revealed.is_some());
        if let Some(revealed) = &self.revealed {
            writer.write(&RevealRootMessage::new(self.number(), &revealed.reveal));
            writer.write(&revealed.reveal.data_root);
            writer.write(&revealed.certificate);
            let best = revealed.best.best();
            writer.write(&best.is_some());
            if let Some(tree) = best {
                tree.write(writer);
                writer.write(&revealed.prices.base_fee);
                writer.write(&revealed.prices.rate);
            }
        }
    }

    fn read(reader: &mut Reader<'_>, (): &()) -> Result<Self, DecodeError> {
        let params = reader.read::<Params>("parameters")?;
        let wrong = reader.error(MessageError::Value, "block-opening");
        let opening = reader.read::<BlockOpeningMessage>("block-opening")?;
        let mut block = Self::of_opening(&params, &opening).map_err(|_| wrong)?;
        block.last = reader.read("last_l1_block")?;
        block.stale = reader.read("stale")?;
        let count = reader.error(MessageError::Value, "count");
        let proposals = reader.read::<u16>("count")?;
        for _ in 0..proposals {
            match params.sequencer_suite() {
                SequencerSuite::Edwards25519 => block.read_proposal::<VrfProofBytes>(reader)?,
                SequencerSuite::P256 => block.read_proposal::<P256ProofBytes>(reader)?,
            }
        }
        if block.election.ranking().len() != usize::from(proposals) {
            return Err(count);
        }
        if reader.read::<bool>("revealed")? {
            let wrong = reader.error(MessageError::Value, "reveal-root");
            let message = reader.read::<RevealRootMessage>("reveal-root")?;
            block.check_number_of(message.head.block_number).map_err(|_| wrong)?;
            let reveal = Reveal { data_root: reader.read("data_root")?, ..message.reveal() };
            let leader = *block.leader().ok_or(wrong)?;
            let mut revealed = block.check_reveal(&leader, &reveal).map_err(|_| wrong)?;
            let no_certificate = reader.error(MessageError::Value, "certificate");
            revealed.certificate = reader.read("certificate")?;
            if revealed.certificate.is_some() && block.params.attesters() == 0 {
                return Err(no_certificate);
            }
            if reader.read::<bool>("best_tree")? {
                let tree = Tree::read(reader, &revealed.proving)?;
                revealed.best.submit(tree).map_err(|_| wrong)?;
                let (base_fee, rate) = (reader.read::<u64>("base_fee")?, reader.read::<Amount>("rate")?);
                revealed.prices = Prices { base_fee, rate };
            }
            block.revealed = Some(revealed);
        }
        Ok(block)
    }
}

impl<const K: usize> Block<K> {
    /// The most bytes that a block needs in a store.
    pub const STORED_LEN: usize = stored_len::<Self>();

    /// Writes the state of the block to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
    /// [`Block::STORED_LEN`] bytes. There is one encoding for each state.
    ///
    /// A client stores the bytes after each message that was accepted, together with those of its
    /// [`Chain`](fernet_core::Chain), and the L1 block up to which they are: after a reorganisation it restores bytes that
    /// are not later than the last common L1 block.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        to_bytes(self, buffer)
    }

    /// Reads the state of a block. The store is trusted: the form of the bytes is checked and the rules of the messages inside,
    /// but no proof and no registration.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        from_bytes(bytes, &())
    }

    /// Returns the opening of the block as a message, for archives.
    #[must_use]
    pub const fn opening_message(&self) -> BlockOpeningMessage {
        BlockOpeningMessage {
            l1_block: self.opening.l1_block,
            mix_l1_block: self.pinned.l1_block(),
            mix: self.pinned.mix(),
            parent: self.opening.parent,
            block_number: self.opening.block_number,
        }
    }

    /// Opens a block from its opening as a message: from an archive that is trusted.
    ///
    /// # Errors
    /// Those of [`Block::open`].
    pub fn of_opening(params: &Params, message: &BlockOpeningMessage) -> Result<Self, BlockError> {
        let BlockOpeningMessage { l1_block, mix_l1_block, mix, parent, block_number } = *message;
        Self::open(params, Opening { block_number, l1_block, parent }, PinnedMix::new(block_number, mix_l1_block, mix)?)
    }

    /// Writes the proposals of the ranking, best first.
    fn write_proposals<P: ProposalProof>(&self, writer: &mut Writer<'_>) {
        let ranking = self.election.ranking();
        for (message, held) in ranking.iter().filter_map(|held| Some((self.message_of::<P>(held)?, held))) {
            writer.write(&message);
            writer.write(held.beta());
        }
    }

    /// Reads a proposal that was accepted before.
    fn read_proposal<P: ProposalProof>(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let wrong = reader.error(MessageError::Value, "proposal");
        let message = reader.read::<ProposalMessage<P>>("proposal")?;
        let beta = reader.read::<Beta>("beta")?;
        self.restore_proposal(&message, &beta).map_err(|_| wrong)
    }

    /// Enters a proposal that was accepted before.
    fn restore_proposal<P: ProposalProof>(
        &mut self,
        message: &ProposalMessage<P>,
        beta: &Beta,
    ) -> Result<(), BlockError> {
        self.check_number_of(message.block_number)?;
        let registration = registration(message.key, Role::Sequencer);
        let ranked = self.election.check(&registration, &message.proposal)?.rank(beta);
        // They are stored best first.
        if self.election.ranking().last().is_some_and(|last| *last >= ranked) {
            return Err(ProposalError::Foreign.into());
        }
        self.keep(ranked, message.proof.held())?;
        Ok(())
    }
}

#[doc(hidden)]
impl<const N: usize, const K: usize, const MIXES: usize> Stored for Rollup<N, K, MIXES> {
    type Context = ();

    const LEN: usize = sum(&[
        <Chain<N> as Stored>::LEN,
        <RandaoRing<MIXES> as Stored>::LEN,
        len::<bool>(),
        len::<u16>(),
        N.saturating_mul(<Block<K> as Stored>::LEN),
    ]);

    fn write(&self, writer: &mut Writer<'_>) {
        self.chain.write(writer);
        self.ring.write(writer);
        writer.write(&self.stale);
        writer.write(&u16::try_from(self.blocks.len()).unwrap_or(u16::MAX));
        self.blocks.iter().for_each(|block| block.write(writer));
    }

    fn read(reader: &mut Reader<'_>, (): &()) -> Result<Self, DecodeError> {
        let (chain, ring) = (Chain::read(reader, &())?, RandaoRing::read(reader, &())?);
        let stale = reader.read("stale")?;
        let too_many = reader.error(MessageError::Value, "count");
        let mut blocks = Vec::new();
        for _ in 0..reader.read::<u16>("count")? {
            blocks.push(Block::read(reader, &())?).map_err(|_| too_many)?;
        }
        Ok(Self { chain, ring, blocks, stale })
    }
}

impl<const N: usize, const K: usize, const MIXES: usize> Rollup<N, K, MIXES> {
    /// The most bytes that a rollup needs in a store.
    pub const STORED_LEN: usize = stored_len::<Self>();

    /// Writes the state of the rollup to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer
    /// than [`Rollup::STORED_LEN`] bytes. There is one encoding for each state.
    ///
    /// A client stores the bytes after each message that was accepted and after each L1 block, together with the number of
    /// that L1 block: after a reorganisation it restores bytes that are not later than the last common L1 block.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        to_bytes(self, buffer)
    }

    /// Reads the state of a rollup. The store is trusted: the form of the bytes is checked and the rules of the messages
    /// inside, but no proof and no registration.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        from_bytes(bytes, &())
    }
}
