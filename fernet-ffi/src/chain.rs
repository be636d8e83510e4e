//! The chain of the blocks of a rollup (SPEC `#chain`).

use core::mem::MaybeUninit;

use fernet_core::{BlockNumber, Chain, ChainError, Effects, Happening, L1Block, Opening};

use crate::bytes::{Parse, fernet_block_hash, fernet_proposal_id, reserved};
use crate::params::fernet_params;
use crate::phase::{fernet_block_phase, fernet_effects};
use crate::ptr::{In, InOut, Out, Output, Sealed};
use crate::status::fernet_status;

/// Number of blocks that a fernet_chain can keep open. It is enough if
/// 1 + ceil(proving_blocks / (proposal_blocks + reveal_blocks)) is not larger; the defaults need 8.
pub const FERNET_CHAIN_CAPACITY: u8 = 32;
/// Something that time brings about in a chain: one of the FERNET_HAPPENING_ constants.
pub type fernet_happening_kind = u8;
/// Nothing is left up to this L1 block.
pub const FERNET_HAPPENING_NONE: fernet_happening_kind = 0;
/// The proposal phase of a block opened: opening.
pub const FERNET_HAPPENING_OPENED: fernet_happening_kind = 1;
/// Blocks opened and were skipped without a proposal, one after the other, each on the same parent: opening of the first,
/// count.
pub const FERNET_HAPPENING_IDLE: fernet_happening_kind = 2;
/// The rollup has to take the actions for a block: the block number of opening, and effects.
pub const FERNET_HAPPENING_EFFECTS: fernet_happening_kind = 3;

/// A private object: the blocks of a rollup that have not ended, and where the next block opens (SPEC #chain).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_chain {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 4096],
}
/// Where the proposal phase of a block opens, and on what (SPEC #chain).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_opening {
    /// Number of the block.
    pub block_number: u64,
    /// L1 block number in which the proposal phase opens.
    pub l1_block: u64,
    /// What proposals for the block have to name as their parent.
    pub parent: fernet_block_hash,
}
/// Something that time brought about in a chain. Fields that kind does not use are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_happening {
    /// The block that opened, the first of the blocks that were skipped, or (block_number only) the block with effects.
    pub opening: fernet_opening,
    /// Number of blocks that were skipped.
    pub count: u64,
    /// The actions, in order.
    pub effects: fernet_effects,
    /// What happened.
    pub kind: fernet_happening_kind,
    /// Reserved; always 0.
    pub reserved: [u8; 2],
}

const NOTHING: fernet_happening = fernet_happening {
    opening: fernet_opening { block_number: 0, l1_block: 0, parent: fernet_block_hash { bytes: [0; 32] } },
    count: 0,
    effects: fernet_effects::NONE,
    kind: FERNET_HAPPENING_NONE,
    reserved: [0; 2],
};

impl From<Opening> for fernet_opening {
    fn from(Opening { block_number, l1_block, parent }: Opening) -> Self {
        Self { block_number: block_number.get(), l1_block: l1_block.get(), parent: parent.into() }
    }
}

impl Parse for fernet_opening {
    type Value = Opening;

    fn parse(self) -> Result<Opening, fernet_status> {
        Ok(Opening {
            block_number: BlockNumber::new(self.block_number),
            l1_block: L1Block::new(self.l1_block),
            parent: self.parent.parse()?,
        })
    }
}

impl Parse for fernet_happening {
    type Value = Option<Happening>;

    fn parse(self) -> Result<Self::Value, fernet_status> {
        reserved(&self.reserved)?;
        let opening = self.opening.parse()?;
        match self.kind {
            FERNET_HAPPENING_NONE => Ok(None),
            FERNET_HAPPENING_OPENED => Ok(Some(Happening::Opened(opening))),
            FERNET_HAPPENING_IDLE => Ok(Some(Happening::Idle { first: opening, count: self.count })),
            FERNET_HAPPENING_EFFECTS => Ok(Some(Happening::Effects(opening.block_number, self.effects.parse()?))),
            _ => Err(fernet_status::Value),
        }
    }
}

fn happening(happening: Option<Happening>) -> Result<fernet_happening, fernet_status> {
    Ok(match happening {
        None => NOTHING,
        Some(Happening::Opened(opening)) => {
            fernet_happening { opening: opening.into(), kind: FERNET_HAPPENING_OPENED, ..NOTHING }
        }
        Some(Happening::Idle { first, count }) => {
            fernet_happening { opening: first.into(), count, kind: FERNET_HAPPENING_IDLE, ..NOTHING }
        }
        Some(Happening::Effects(block, effects)) => fernet_happening {
            opening: fernet_opening { block_number: block.get(), ..NOTHING.opening },
            effects: fernet_effects::new(&effects)?,
            kind: FERNET_HAPPENING_EFFECTS,
            ..NOTHING
        },
    })
}

/// Starts a chain with the first block of a rollup, on a parent that is final (SPEC #chain).
///
/// - chain (out): the chain.
/// - params: parameters of the rollup.
/// - first: number, L1 block and parent of the first block.
///
/// Errors: PARAMS_..., CHAIN_CAPACITY when the phases are such that more than FERNET_CHAIN_CAPACITY blocks can be open.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_new(
    chain: Out<fernet_chain>,
    params: In<fernet_params>,
    first: In<fernet_opening>,
) -> fernet_status {
    Sealed(chain).set([params.span(), first.span()], || Ok(Chain::new(&params.parse()?, first.parse()?)?))
}

/// Starts a chain that ends with its first block, for a client that follows one block only (SPEC #chain).
///
/// - chain (out): the chain.
/// - params: parameters of the rollup.
/// - block: number, L1 block and parent of the block; the parent is final.
///
/// Errors: PARAMS_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_of_one_block(
    chain: Out<fernet_chain>,
    params: In<fernet_params>,
    block: In<fernet_opening>,
) -> fernet_status {
    Sealed(chain).set([params.span(), block.span()], || Ok(Chain::of_one_block(&params.parse()?, block.parse()?)))
}

/// Applies the first thing that happens by l1_block without a message, and returns it. Call it until it returns
/// FERNET_HAPPENING_NONE.
///
/// - happening (out): what happened.
/// - chain (in/out): the chain.
/// - l1_block: L1 block number, not before one that the chain has seen.
///
/// Errors: PHASE_TIME_RUNS_BACK, PHASE_OVERFLOW.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_advance(
    happening: Out<fernet_happening>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
) -> fernet_status {
    (happening, chain.span()).set([], || {
        let happened = chain.update(|chain| Ok(chain.advance(L1Block::new(l1_block))?))?;
        Ok((self::happening(happened)?, ()))
    })
}

/// Applies a valid proposal for a block.
///
/// - effects (out): the actions for the block, in order.
/// - chain (in/out): the chain.
/// - l1_block: L1 block number of the proposal.
/// - block: number of the block.
///
/// Errors: PHASE_TIME_RUNS_BACK, PHASE_OVERFLOW, CHAIN_BEHIND when fernet_chain_advance has not returned everything up to
/// l1_block, CHAIN_NOT_OPEN, then PHASE_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_propose(
    effects: Out<fernet_effects>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    block: u64,
) -> fernet_status {
    apply(effects, chain, |chain| chain.propose(L1Block::new(l1_block), BlockNumber::new(block)))
}

/// Applies a valid reveal of a block by its leader. The next block builds on it.
///
/// - effects (out): the actions for the block, in order.
/// - chain (in/out): the chain.
/// - l1_block: L1 block number of the reveal.
/// - block: number of the block.
/// - leader: id of the leader's proposal.
///
/// Errors: those of fernet_chain_propose.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_reveal(
    effects: Out<fernet_effects>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    block: u64,
    leader: In<fernet_proposal_id>,
) -> fernet_status {
    (effects, chain.span()).set([leader.span()], || {
        let leader = leader.parse()?;
        let reveal = |chain: &mut Native| chain.reveal(L1Block::new(l1_block), BlockNumber::new(block), leader);
        let does = chain.update(|chain| Ok(reveal(chain)?))?;
        Ok((fernet_effects::new(&does)?, ()))
    })
}

/// Applies a valid tree for a block. If the block is final now, fernet_chain_advance tells the block after it.
///
/// - effects (out): the actions for the block, in order.
/// - chain (in/out): the chain.
/// - l1_block: L1 block number of the tree.
/// - block: number of the block.
///
/// Errors: those of fernet_chain_propose.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_submit_tree(
    effects: Out<fernet_effects>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    block: u64,
) -> fernet_status {
    apply(effects, chain, |chain| chain.submit_tree(L1Block::new(l1_block), BlockNumber::new(block)))
}

/// Returns the phase of a block that has not ended.
///
/// - phase (out): the phase of the block.
/// - chain: the chain.
/// - block: number of the block.
///
/// Errors: CHAIN_NOT_OPEN.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_chain_phase(
    phase: Out<fernet_block_phase>,
    chain: In<fernet_chain>,
    block: u64,
) -> fernet_status {
    Sealed(phase).set([chain.span()], || {
        let chain = chain.load()?;
        let phase = chain.phase(BlockNumber::new(block)).ok_or(fernet_status::ChainNotOpen)?;
        Ok(*phase)
    })
}

/// The chain inside a fernet_chain.
///
/// cbindgen:ignore
pub(crate) type Native = Chain<32>;

fn apply(
    effects: Out<fernet_effects>,
    chain: InOut<fernet_chain>,
    message: impl FnOnce(&mut Native) -> Result<Effects, ChainError>,
) -> fernet_status {
    (effects, chain.span()).set([], || {
        let does = chain.update(|chain| Ok(message(chain)?))?;
        Ok((fernet_effects::new(&does)?, ()))
    })
}
