//! The blocks of a rollup, with the time and the mixes that open and end them (SPEC `#chain`).

use fernet_core::message::{AttestationMessage, ClaimMessage, L1EventHead, L1EventMessage, Message};
use fernet_core::{
    Attestation, BlockNumber, CertificateId, Chain, ChainError, Effects, Happening, L1Block, MessageError, Opening,
    P256ProofBytes, Params, RandaoEntry, RandaoError, RandaoMix, RandaoRing, Seat, Sums, Tree,
};
use fernet_rewards::Amount;
use heapless::Vec;

use crate::{Block, BlockError, Outcome, Proposed, Registry, Reorganisation, Seats, Submitted};

/// A rollup as a client follows it: the [`Chain`], the open blocks, and the mixes of the latest L1 blocks.
///
/// `N` is the number of blocks that can be open at a time ([`Chain::new`] checks it), `K` the number of proposals that a
/// block keeps, and `MIXES` the number of L1 blocks whose mixes are kept, at least `randao_lag + 1`. With the default
/// parameters `Rollup<8, 2, 65>` is large enough.
///
/// A client passes on each L1 block ([`Rollup::l1_block`]) and each message that L1 received ([`Rollup::event`]). After each
/// of these calls it calls [`Rollup::advance`] until nothing is left. Whatever is refused changes nothing.
///
/// ```
/// use fernet_block::Rollup;
/// use fernet_core::message::L1EventMessage;
/// use fernet_core::*;
/// # use fernet_core::message::{L1EventHead, ProposalMessage};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let first = Opening { block_number: BlockNumber::new(1), l1_block: L1Block::new(1064), parent: BlockHash::ZERO };
/// let mut rollup = Rollup::<8, 2, 65>::new(&params, first)?;
///
/// // The mixes of the L1 blocks from 64 before the first block.
/// for number in 1000..=1064 {
///     rollup.l1_block(L1Block::new(number), RandaoMix::from_bytes([7; 32]))?;
///     while let Some(happening) = rollup.advance()? {
///         assert_eq!(happening, Happening::Opened(first));
///     }
/// }
/// assert_eq!(rollup.block(first.block_number)?.pinned().l1_block(), L1Block::new(1000));
///
/// // A message that L1 received. Its key is not registered.
/// # let head = L1EventHead { l1_block: L1Block::new(1064), base_fee: 0, rate: Amount::ZERO };
/// # let message = ProposalMessage {
/// #     block_number: first.block_number,
/// #     key: KeyBytes::ZERO,
/// #     proposal: Proposal {
/// #         parent: first.parent,
/// #         fee_split: 0,
/// #         tx_order_hash: TxOrderHash::ZERO,
/// #         payout: Address::ZERO,
/// #         bond: 0,
/// #     },
/// #     proof: VrfProofBytes::ZERO,
/// # };
/// # let bytes = [head.to_bytes().as_slice(), &message.to_bytes()].concat();
/// let registry: &[Registration] = &[];
/// let refused = rollup.event(&L1EventMessage::decode(&bytes)?, registry, &());
/// assert_eq!(refused, Err(Ineligible::NotRegistered.into()));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rollup<const N: usize, const K: usize, const MIXES: usize> {
    pub(crate) chain: Chain<N>,
    pub(crate) ring: RandaoRing<MIXES>,
    /// The open blocks, ancestors first, and those that ended in the last call of [`Rollup::advance`].
    pub(crate) blocks: Vec<Block<K>, N>,
    pub(crate) stale: bool,
}

/// What a message brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "there is no allocator, and the value is short-lived")]
pub enum Applied {
    /// A proposal takes part in the election.
    Proposed(Proposed),
    /// A proposal with a proof on P-256 takes part in the election.
    ProposedP256(Proposed<P256ProofBytes>),
    /// The leader's contents are known. The rollup has to do what the effects say.
    Revealed(Effects),
    /// A tree competes.
    Submitted(Submitted),
}

impl<const N: usize, const K: usize, const MIXES: usize> Rollup<N, K, MIXES> {
    /// Starts with the first block of a rollup, on a parent that is final. The mixes of L1 follow, from the L1 block
    /// `randao_lag` before the opening on.
    ///
    /// # Errors
    /// [`ChainError::Capacity`] if `N` is too small, [`RandaoError::NotRetained`] if `MIXES` is.
    pub fn new(params: &Params, first: Opening) -> Result<Self, BlockError> {
        let chain = Chain::new(params, first)?;
        if usize::try_from(params.randao_lag()).map_or(true, |lag| MIXES <= lag) {
            return Err(RandaoError::NotRetained.into());
        }
        Ok(Self { chain, ring: RandaoRing::new(), blocks: Vec::new(), stale: false })
    }

    /// Returns the chain: the parameters, and the phases of the open blocks.
    #[must_use]
    pub const fn chain(&self) -> &Chain<N> {
        &self.chain
    }

    /// Returns a block that is open, or that ended in the last call of [`Rollup::advance`].
    ///
    /// # Errors
    /// [`BlockError::Stale`] after a reorganisation of L1, [`ChainError::NotOpen`] for any other block.
    pub fn block(&self, number: BlockNumber) -> Result<&Block<K>, BlockError> {
        self.check_stale()?;
        Ok(self.blocks.iter().find(|block| block.number() == number).ok_or(ChainError::NotOpen)?)
    }

    /// Returns the blocks that are open, ancestors first, and those that ended in the last call of [`Rollup::advance`].
    #[must_use]
    pub fn blocks(&self) -> &[Block<K>] {
        &self.blocks
    }

    /// Adds an L1 block. `mix` is its `prevRandao`, the field `mixHash` of its header. Every L1 block is added, in their order.
    /// What follows from it is returned by [`Rollup::advance`].
    ///
    /// # Errors
    /// [`BlockError::Stale`] after a reorganisation of L1, [`BlockError::Randao`] for an L1 block before the newest one or
    /// another mix of the newest one.
    pub fn l1_block(&mut self, l1_block: L1Block, mix: RandaoMix) -> Result<(), BlockError> {
        self.check_stale()?;
        Ok(self.ring.insert(l1_block, mix)?)
    }

    /// Applies the first thing that happens without a message by the newest L1 block, and returns it; `None` if nothing is
    /// left. A block opens with the mix that SPEC `#randao-lag` gives it. A block that ends can be read until the next call.
    ///
    /// # Errors
    /// [`BlockError::Stale`] after a reorganisation of L1, [`BlockError::Randao`] if the mix of a block that opens was not
    /// added, or [`BlockError::Chain`] as [`Chain::advance`] returns it. Nothing has changed then.
    pub fn advance(&mut self) -> Result<Option<Happening>, BlockError> {
        self.check_stale()?;
        let Some(at) = self.newest().filter(|newest| *newest >= self.chain.l1_block()) else { return Ok(None) };
        let mut chain = self.chain.clone();
        let happening = chain.advance(at)?;
        let opened = match happening {
            Some(Happening::Opened(opening)) => {
                let pinned = self.ring.pin(opening.block_number, opening.l1_block, chain.params().randao_lag())?;
                Some(Block::open(chain.params(), opening, pinned)?)
            }
            _ => None,
        };
        self.blocks.retain(|block| self.chain.phase(block.number()).is_some());
        if let Some(block) = opened {
            self.blocks.push(block).map_err(|_| ChainError::Capacity)?;
        }
        self.chain = chain;
        Ok(happening)
    }

    /// Computes how a block ends, if `happening`, which [`Rollup::advance`] has just returned, ends it. `stake` is that of the
    /// leader of the block, which is slashed if the block was not revealed or not proven.
    ///
    /// # Errors
    /// Those of [`Block::outcome`].
    pub fn outcome(&self, happening: &Happening, stake: Amount) -> Result<Option<Outcome>, BlockError> {
        match happening {
            Happening::Effects(number, _) => self.block(*number)?.outcome(happening, stake),
            _ => Ok(None),
        }
    }

    /// Applies a message that L1 received: a proposal, a reveal or a tree. `registry` has the registrations, and `seats` the
    /// seats of the claims that were verified before; a tree of claim ids needs them.
    ///
    /// # Errors
    /// [`BlockError::Message`] if the event contains a message of another kind, [`ChainError::NotOpen`] if the block of the
    /// message has not opened or has ended, [`ChainError::Behind`] if the L1 block was not added or [`Rollup::advance`] has
    /// something left to return, or the error of the method of [`Block`].
    pub fn event(
        &mut self,
        event: &L1EventMessage<'_>,
        registry: &(impl Registry + ?Sized),
        seats: &(impl Seats + ?Sized),
    ) -> Result<Applied, BlockError> {
        let at = &event.head;
        match Message::decode(event.message).map_err(|error| error.error)? {
            Message::Proposal(message) => {
                let (chain, block) = self.open_block(message.block_number, at)?;
                block.propose(chain, at.l1_block, &message, registry).map(Applied::Proposed)
            }
            Message::ProposalP256(message) => {
                let (chain, block) = self.open_block(message.block_number, at)?;
                block.propose(chain, at.l1_block, &message, registry).map(Applied::ProposedP256)
            }
            Message::Reveal(message) => {
                let (chain, block) = self.open_block(message.head.block_number, at)?;
                block.reveal(chain, at.l1_block, &message.with_root()).map(Applied::Revealed)
            }
            Message::RevealRoot(message) => {
                let (chain, block) = self.open_block(message.head.block_number, at)?;
                block.reveal(chain, at.l1_block, &message).map(Applied::Revealed)
            }
            Message::RevealData(message) => {
                let (chain, block) = self.open_block(message.head.block_number, at)?;
                block.reveal_with_data(chain, at.l1_block, &message).map(Applied::Revealed)
            }
            Message::TreeOfIds(message) => {
                let (chain, block) = self.open_block(message.head.block_number, at)?;
                block.submit_ids(chain, at, &message, seats).map(Applied::Submitted)
            }
            Message::TreeOfClaims(message) => {
                let (chain, block) = self.open_block(message.head.block_number, at)?;
                block.submit_claims(chain, at, &message, registry).map(Applied::Submitted)
            }
            _ => Err(MessageError::OtherKind.into()),
        }
    }

    /// Applies a tree of which only the root is known, as [`Block::submit_root`] does.
    ///
    /// # Errors
    /// Those of [`Rollup::event`].
    pub fn submit_root(
        &mut self,
        at: &L1EventHead,
        root: &ClaimMessage,
        sums: Sums,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Submitted, BlockError> {
        let (chain, block) = self.open_block(root.block_number, at)?;
        block.submit_root(chain, at, root, sums, registry)
    }

    /// Applies a tree that a [`TreeVerifier`](fernet_core::TreeVerifier) of this block verified, as [`Block::submit_tree`]
    /// does.
    ///
    /// # Errors
    /// Those of [`Rollup::event`].
    pub fn submit_tree(&mut self, at: &L1EventHead, number: BlockNumber, tree: Tree) -> Result<Submitted, BlockError> {
        let (chain, block) = self.open_block(number, at)?;
        block.submit_tree(chain, at, tree)
    }

    /// Verifies a claim, which has no L1 block, and returns its seat. A claim with its proof in batch form needs the feature
    /// `batch`. Nothing changes, so several claims may be verified at once on several threads.
    ///
    /// # Errors
    /// [`BlockError::Message`] for a message of another kind, [`ChainError::NotOpen`] if the block of the claim has not opened
    /// or has ended, or an error of [`Block::claim`].
    pub fn claim(&self, message: &Message<'_>, registry: &(impl Registry + ?Sized)) -> Result<Seat, BlockError> {
        match message {
            Message::Claim(message) => self.block(message.block_number)?.claim(message, registry),
            #[cfg(feature = "batch")]
            Message::BatchClaim(message) => self.block(message.block_number)?.claim(message, registry),
            _ => Err(MessageError::OtherKind.into()),
        }
    }

    /// Verifies an attestation of a block, as [`Block::attestation`] does.
    ///
    /// # Errors
    /// [`ChainError::NotOpen`] if the block is not open, or an error of [`Block::attestation`].
    pub fn attestation(
        &self,
        message: &AttestationMessage,
        registry: &(impl Registry + ?Sized),
    ) -> Result<Attestation, BlockError> {
        self.block(message.block_number)?.attestation(message, registry)
    }

    /// Applies a certificate of a block, as [`Block::certify`] does.
    ///
    /// # Errors
    /// [`MessageError::OtherKind`] if the message is no certificate, [`ChainError::NotOpen`] if its block is not open, or an
    /// error of [`Block::certify`].
    pub fn certify(
        &mut self,
        message: &Message<'_>,
        registry: &(impl Registry + ?Sized),
    ) -> Result<CertificateId, BlockError> {
        self.check_stale()?;
        let number = match message {
            Message::Certificate(message) => message.head.block_number,
            Message::BatchCertificate(message) => message.head.block_number,
            _ => return Err(MessageError::OtherKind.into()),
        };
        let block = self.blocks.iter_mut().find(|block| block.number() == number).ok_or(ChainError::NotOpen)?;
        match message {
            Message::Certificate(message) => block.certify(message, registry),
            #[cfg(feature = "batch")]
            Message::BatchCertificate(message) => block.certify_batch(message, registry),
            _ => Err(MessageError::OtherKind.into()),
        }
    }

    /// Takes note of a reorganisation of L1 that replaced every L1 block after `last_common`. If the rollup is unaffected, the
    /// new L1 blocks are added next. If it is stale, it refuses everything: it has to be restored from bytes that were
    /// stored at `last_common` or before.
    pub fn reorganised(&mut self, last_common: L1Block) -> Reorganisation {
        let applied = self.chain.l1_block();
        // Before the first L1 block that was applied, the chain has the L1 block of its first opening.
        self.stale |= applied > last_common && self.newest().is_some_and(|newest| newest >= applied);
        if self.stale {
            return Reorganisation::Stale;
        }
        self.ring.truncate(L1Block::new(last_common.get().saturating_add(1)));
        Reorganisation::Unaffected
    }

    fn check_stale(&self) -> Result<(), BlockError> {
        if self.stale { Err(BlockError::Stale) } else { Ok(()) }
    }

    fn newest(&self) -> Option<L1Block> {
        self.ring.as_slice().last().map(|newest: &RandaoEntry| newest.l1_block)
    }

    /// The block of a message that happened in an L1 block that was added, with the chain.
    fn open_block(
        &mut self,
        number: BlockNumber,
        at: &L1EventHead,
    ) -> Result<(&mut Chain<N>, &mut Block<K>), BlockError> {
        self.check_stale()?;
        let added = self.newest().is_some_and(|newest| at.l1_block <= newest);
        let block = self.blocks.iter_mut().find(|block| block.number() == number).ok_or(ChainError::NotOpen)?;
        if added { Ok((&mut self.chain, block)) } else { Err(ChainError::Behind.into()) }
    }
}
