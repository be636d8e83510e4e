//! The bytes in which a client keeps its state over a restart.
//!
//! A store is trusted: reading checks the form only, not whether the state could have come about. There is one encoding for
//! each state.

use heapless::Vec;

use crate::chain::OpenBlock;
use crate::error::MessageError;
use crate::message::DecodeError;
use crate::message::wire::{Reader, Wire, Writer, fields};
use crate::{
    BlockHash, BlockNumber, BlockPhase, Chain, ChainError, L1Block, Opening, Params, Phase, ProposalId, RandaoEntry,
    RandaoMix, RandaoRing,
};

/// The first byte of every stored state.
const VERSION: u8 = 1;

impl Wire for bool {
    const LEN: usize = u8::LEN;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let value = reader.error(MessageError::Value, field);
        match u8::read(reader, field)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(value),
        }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        u8::from(*self).write(writer);
    }
}

/// A byte that says whether there is a value, and the value; zeros if there is none.
impl<T: Wire> Wire for Option<T> {
    const LEN: usize = u8::LEN.wrapping_add(T::LEN);

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let value = reader.error(MessageError::Value, field);
        if bool::read(reader, field)? {
            return T::read(reader, field).map(Some);
        }
        let zeros = reader.elements::<T>(1, field)?;
        if zeros.iter().all(|byte| *byte == 0) { Ok(None) } else { Err(value) }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        self.is_some().write(writer);
        match self {
            Some(value) => value.write(writer),
            None => writer.skip(T::LEN),
        }
    }
}

impl Wire for Phase {
    const LEN: usize = u8::LEN;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let value = reader.error(MessageError::Value, field);
        let number = u8::read(reader, field)?;
        PHASES.into_iter().find(|(of, _)| *of == number).map(|(_, phase)| phase).ok_or(value)
    }

    fn write(&self, writer: &mut Writer<'_>) {
        PHASES.into_iter().filter(|(_, phase)| phase == self).for_each(|(number, _)| number.write(writer));
    }
}

/// Numbers of the phases in a store.
const PHASES: [(u8, Phase); 9] = [
    (0, Phase::Proposal),
    (1, Phase::Reveal),
    (2, Phase::Proving),
    (3, Phase::Proven),
    (4, Phase::Final),
    (5, Phase::Settled),
    (6, Phase::Skipped),
    (7, Phase::Reverted),
    (8, Phase::Voided),
];

fields!(BlockPhase {
    phase: Phase,
    has_proposal: bool,
    parent_final: bool,
    seen: L1Block,
    proposal_end: L1Block,
    reveal_end: L1Block,
    deadline: L1Block,
});

fields!(OpenBlock { number: BlockNumber, phase: BlockPhase, leader: Option<ProposalId> });

fields!(RandaoEntry { l1_block: L1Block, mix: RandaoMix });

/// What a chain stores besides its blocks.
#[derive(Clone, Copy)]
struct ChainHead {
    base: BlockHash,
    next: BlockNumber,
    opens_at: Option<L1Block>,
    seen: L1Block,
}

fields!(ChainHead { base: BlockHash, next: BlockNumber, opens_at: Option<L1Block>, seen: L1Block });

impl<const N: usize> Chain<N> {
    /// The most bytes that a chain needs in a store.
    pub const STORED_LEN: usize = list_len::<OpenBlock>(N).wrapping_add(ChainHead::LEN);

    /// Writes the state of the chain to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
    /// [`Chain::STORED_LEN`] bytes.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        let head = ChainHead { base: self.base, next: self.next, opens_at: self.opens_at, seen: self.seen };
        write(buffer, Self::STORED_LEN, |writer| {
            head.write(writer);
            write_list(&self.blocks, writer);
        })
    }

    /// Reads the state of a chain of a rollup with these parameters. The bytes are trusted: only their form is checked.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn from_bytes(params: &Params, bytes: &[u8]) -> Result<Self, DecodeError> {
        let first = Opening { block_number: BlockNumber::new(0), l1_block: L1Block::new(0), parent: BlockHash::ZERO };
        read(bytes, |reader| {
            let too_small = reader.error(MessageError::Value, "count");
            let mut chain = Self::new(params, first).map_err(|_: ChainError| too_small)?;
            let head = ChainHead::read(reader, "chain")?;
            (chain.base, chain.next, chain.opens_at, chain.seen) = (head.base, head.next, head.opens_at, head.seen);
            chain.blocks = read_list(reader)?;
            Ok(chain)
        })
    }
}

impl<const N: usize> RandaoRing<N> {
    /// The most bytes that a ring needs in a store.
    pub const STORED_LEN: usize = list_len::<RandaoEntry>(N);

    /// Writes the mixes of the ring to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
    /// [`RandaoRing::STORED_LEN`] bytes.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        write(buffer, Self::STORED_LEN, |writer| write_list(&self.entries, writer))
    }

    /// Reads the mixes of a ring. The bytes are trusted: only their form is checked.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong; a mix that [`RandaoRing::insert`] refuses is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        read(bytes, |reader| {
            let order = reader.error(MessageError::Value, "count");
            let entries: Vec<RandaoEntry, N> = read_list(reader)?;
            let mut ring = Self::new();
            for entry in &entries {
                ring.insert(entry.l1_block, entry.mix).map_err(|_| order)?;
            }
            if ring.entries.len() == entries.len() { Ok(ring) } else { Err(order) }
        })
    }
}

/// The bytes of a version and a list of at most `capacity` elements.
const fn list_len<T: Wire>(capacity: usize) -> usize {
    u8::LEN.wrapping_add(u16::LEN).wrapping_add(capacity.saturating_mul(T::LEN))
}

/// Writes a state with its version.
fn write(buffer: &mut [u8], len: usize, state: impl FnOnce(&mut Writer<'_>)) -> Option<&[u8]> {
    if buffer.len() < len {
        return None;
    }
    let room = buffer.len();
    let mut writer = Writer::new(buffer);
    VERSION.write(&mut writer);
    state(&mut writer);
    let left = writer.left();
    buffer.get(..room.saturating_sub(left))
}

/// Reads a state with its version, and refuses bytes after it.
fn read<T>(bytes: &[u8], state: impl FnOnce(&mut Reader<'_>) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
    let mut reader = Reader::new(bytes);
    let version = reader.error(MessageError::Version, "version");
    if u8::read(&mut reader, "version")? != VERSION {
        return Err(version);
    }
    let state = state(&mut reader)?;
    reader.finish(state)
}

/// Writes the number of elements and the elements. No list has 2^16.
fn write_list<T: Wire>(list: &[T], writer: &mut Writer<'_>) {
    u16::try_from(list.len()).unwrap_or(u16::MAX).write(writer);
    list.iter().for_each(|element| element.write(writer));
}

/// Reads a list.
fn read_list<T: Wire, const N: usize>(reader: &mut Reader<'_>) -> Result<Vec<T, N>, DecodeError> {
    let too_many = reader.error(MessageError::Value, "count");
    let mut list = Vec::new();
    for _ in 0..u16::read(reader, "count")? {
        list.push(T::read(reader, "element")?).map_err(|_| too_many)?;
    }
    Ok(list)
}
