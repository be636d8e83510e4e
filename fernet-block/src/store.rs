//! The bytes in which a client keeps a block over a restart.

use fernet_core::message::{BlockOpeningMessage, DecodeError, ParametersMessage, ProposalMessage, RevealRootMessage};
use fernet_core::{Beta, L1Block, MessageError, Opening, Params, PinnedMix, ProposalError, Registration, Role, Tree};
use fernet_rewards::Amount;

use crate::block::Prices;
use crate::{Block, BlockError};

/// The first byte of a stored block.
const VERSION: u8 = 1;

/// The bytes of a proposal with its VRF output.
const PROPOSAL_LEN: usize = ProposalMessage::LEN.wrapping_add(Beta::LEN);

/// The bytes before the proposals: version, parameters, opening, L1 block of the last message, whether it is stale, and the
/// number of proposals.
const HEAD_LEN: usize =
    1_usize.wrapping_add(ParametersMessage::LEN).wrapping_add(BlockOpeningMessage::LEN).wrapping_add(8 + 1 + 2);

/// The bytes after the proposals: what was revealed, and the best tree with the prices of L1.
const REVEALED_LEN: usize =
    2_usize.wrapping_add(RevealRootMessage::LEN).wrapping_add(Tree::STORED_LEN).wrapping_add(8 + 16);

impl<const K: usize> Block<K> {
    /// The most bytes that a block needs in a store.
    pub const STORED_LEN: usize = HEAD_LEN.wrapping_add(K.saturating_mul(PROPOSAL_LEN)).wrapping_add(REVEALED_LEN);

    /// Writes the state of the block to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
    /// [`Block::STORED_LEN`] bytes. There is one encoding for each state.
    ///
    /// A client stores the bytes after each message that was accepted, together with those of its
    /// [`Chain`](fernet_core::Chain), and the L1 block up to which they are: after a reorganisation it restores bytes that
    /// are not later than the last common L1 block.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        if buffer.len() < Self::STORED_LEN {
            return None;
        }
        let room = buffer.len();
        let mut out = Out(buffer);
        out.put(&[VERSION]);
        out.put(&ParametersMessage::from(self.params).to_bytes());
        out.put(&self.opening_message().to_bytes());
        out.put(&self.last.get().to_be_bytes());
        out.put(&[self.stale.into()]);
        let proposals = self.election.ranking();
        out.put(&u16::try_from(proposals.len()).unwrap_or(u16::MAX).to_be_bytes());
        for held in proposals {
            out.put(&self.message_of(held)?.to_bytes());
            out.put(held.beta().as_bytes());
        }
        out.put(&[self.revealed.is_some().into()]);
        if let Some(revealed) = &self.revealed {
            out.put(&revealed.message.to_bytes());
            let best = revealed.best.best();
            out.put(&[best.is_some().into()]);
            if let Some(tree) = best {
                out.put(&tree.to_bytes());
                let Prices { base_fee, rate } = revealed.prices;
                out.put(&base_fee.to_be_bytes());
                out.put(&rate.wei().to_be_bytes());
            }
        }
        let left = out.0.len();
        buffer.get(..room.saturating_sub(left))
    }

    /// Reads the state of a block. The store is trusted: the form of the bytes is checked and the rules of the messages inside,
    /// but no proof and no registration.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = In { rest: bytes, offset: 0 };
        let version = from.error(MessageError::Version, "version");
        if from.byte("version")? != VERSION {
            return Err(version);
        }
        let params =
            from.message(ParametersMessage::LEN, "parameters", |bytes| Ok(ParametersMessage::decode(bytes)?.values))?;
        let params = Params::new(params).map_err(|_| from.error(MessageError::Value, "parameters"))?;
        let wrong = from.error(MessageError::Value, "block-opening");
        let opening = from.message(BlockOpeningMessage::LEN, "block-opening", BlockOpeningMessage::decode)?;
        let mut block = Self::of_opening(&params, &opening).map_err(|_| wrong)?;
        block.last = L1Block::new(u64::from_be_bytes(from.take("last_l1_block")?));
        block.stale = from.flag("stale")?;
        let count = from.error(MessageError::Value, "count");
        let proposals = u16::from_be_bytes(from.take("count")?);
        for _ in 0..proposals {
            let wrong = from.error(MessageError::Value, "proposal");
            let message = from.message(ProposalMessage::LEN, "proposal", ProposalMessage::decode)?;
            let beta = Beta::from_bytes(from.take("beta")?);
            block.restore_proposal(&message, &beta).map_err(|_| wrong)?;
        }
        if block.election.ranking().len() != usize::from(proposals) {
            return Err(count);
        }
        if from.flag("revealed")? {
            let wrong = from.error(MessageError::Value, "reveal-root");
            let message = from.message(RevealRootMessage::LEN, "reveal-root", RevealRootMessage::decode)?;
            let leader = *block.leader().ok_or(wrong)?;
            let mut revealed = block.check_reveal(&leader, &message).map_err(|_| wrong)?;
            if from.flag("best_tree")? {
                let proving = revealed.proving;
                let tree = from.message(Tree::STORED_LEN, "tree", |bytes| Tree::from_bytes(&proving, bytes))?;
                let base_fee = u64::from_be_bytes(from.take("base_fee")?);
                let above = from.error(MessageError::Value, "rate");
                let rate = Amount::new(u128::from_be_bytes(from.take("rate")?)).map_err(|_| above)?;
                revealed.best.submit(tree).map_err(|_| wrong)?;
                revealed.prices = Prices { base_fee, rate };
            }
            block.revealed = Some(revealed);
        }
        if from.rest.is_empty() { Ok(block) } else { Err(from.error(MessageError::Surplus, "end")) }
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

    /// Enters a proposal that was accepted before. Its key was registered; the store does not tell since when.
    fn restore_proposal(&mut self, message: &ProposalMessage, beta: &Beta) -> Result<(), BlockError> {
        let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
        let registration = Registration { key: message.key, role: Role::Sequencer, entry_l1_block, exit_l1_block };
        self.check_number_of(message.block_number)?;
        let ranked = self.election.check(&registration, &message.proposal)?.rank(beta);
        // They are stored best first.
        if self.election.ranking().last().is_some_and(|last| *last >= ranked) {
            return Err(ProposalError::Foreign.into());
        }
        self.keep(ranked, message.proof)?;
        Ok(())
    }
}

/// A buffer with room for what is put into it.
struct Out<'b>(&'b mut [u8]);

impl Out<'_> {
    fn put(&mut self, bytes: &[u8]) {
        if let Some((field, rest)) = core::mem::take(&mut self.0).split_at_mut_checked(bytes.len()) {
            field.copy_from_slice(bytes);
            self.0 = rest;
        }
    }
}

/// Bytes that are read from the front.
struct In<'b> {
    rest: &'b [u8],
    offset: usize,
}

impl In<'_> {
    const fn error(&self, error: MessageError, field: &'static str) -> DecodeError {
        DecodeError { error, field, offset: self.offset }
    }

    fn take<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or_else(|| self.error(MessageError::Truncated, field))?;
        (self.rest, self.offset) = (rest, self.offset.wrapping_add(N));
        Ok(*bytes)
    }

    fn byte(&mut self, field: &'static str) -> Result<u8, DecodeError> {
        self.take(field).map(|[byte]| byte)
    }

    fn flag(&mut self, field: &'static str) -> Result<bool, DecodeError> {
        let value = self.error(MessageError::Value, field);
        match self.byte(field)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(value),
        }
    }

    /// Reads a message of `len` bytes. Offsets of its fields count from the start of the store.
    fn message<T>(
        &mut self,
        len: usize,
        field: &'static str,
        decode: impl FnOnce(&[u8]) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let truncated = self.error(MessageError::Truncated, field);
        let (bytes, rest) = self.rest.split_at_checked(len).ok_or(truncated)?;
        (self.rest, self.offset) = (rest, self.offset.wrapping_add(len));
        decode(bytes).map_err(|error| DecodeError { offset: truncated.offset.wrapping_add(error.offset), ..error })
    }
}
