//! The bytes in which a client keeps its state over a restart.
//!
//! A store is trusted: reading checks the form only, not whether the state could have come about. There is one encoding for
//! each state.

use heapless::Vec;

use crate::bundle::Sum;
use crate::chain::OpenBlock;
use crate::claim::TreeContext;
use crate::error::MessageError;
use crate::message::wire::{Reader, Wire, Writer, fields};
use crate::message::{DecodeError, ParametersMessage};
use crate::randao::is_new;
use crate::{
    BlockHash, BlockNumber, BlockPhase, BundleCommitment, Chain, Claim, KeyBytes, L1Block, NodeIndex, Params, Phase,
    ProposalId, ProverSeed, ProvingContext, RandaoEntry, RandaoMix, RandaoRing, Registration, Role, Seat, Sums, Ticket,
    Tree, TreeVerifier,
};

/// The first byte of every stored state.
const VERSION: u8 = 1;

/// A state that a client stores.
pub trait Stored: Sized {
    /// What reading needs besides the bytes.
    type Context: ?Sized;

    /// The most bytes of the state, without its version.
    const LEN: usize;

    /// Writes the state without its version. The writer has room for [`Stored::LEN`] bytes.
    fn write(&self, writer: &mut Writer<'_>);

    /// Reads the state without its version.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    fn read(reader: &mut Reader<'_>, context: &Self::Context) -> Result<Self, DecodeError>;
}

/// Returns the number of bytes of a value.
#[must_use]
pub const fn len<T: Wire>() -> usize {
    T::LEN
}

/// Returns the most bytes of a state with its version.
#[must_use]
pub const fn stored_len<T: Stored>() -> usize {
    u8::LEN.wrapping_add(T::LEN)
}

/// Writes a state with its version to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
/// [`stored_len`] bytes.
pub fn to_bytes<'b, T: Stored>(state: &T, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    write(buffer, T::LEN, |writer| state.write(writer))
}

/// Reads a state with its version, and refuses bytes after it.
///
/// # Errors
/// [`DecodeError`] for the first field that is wrong.
pub fn from_bytes<T: Stored>(bytes: &[u8], context: &T::Context) -> Result<T, DecodeError> {
    read(bytes, |reader| T::read(reader, context))
}

/// The registration of a key whose message was accepted before it was stored. The store does not tell since when the key was
/// registered.
#[must_use]
pub const fn registration(key: KeyBytes, role: Role) -> Registration {
    Registration { key, role, entry_l1_block: L1Block::new(0), exit_l1_block: None }
}

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

impl Wire for Params {
    const LEN: usize = <ParametersMessage as Wire>::LEN;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let out_of_range = reader.error(MessageError::Value, field);
        Self::new(ParametersMessage::read(reader, field)?.values).map_err(|_| out_of_range)
    }

    fn write(&self, writer: &mut Writer<'_>) {
        ParametersMessage::from(*self).write(writer);
    }
}

/// The root of a verified tree.
#[derive(Clone, Copy)]
struct Root {
    key: KeyBytes,
    claim: Claim,
    ticket: u128,
}

fields!(Root { key: KeyBytes, claim: Claim, ticket: u128 });

impl Root {
    fn of(seat: &Seat) -> Self {
        let scored_key = seat.scored_key();
        Self { key: scored_key.key(), claim: *seat.claim(), ticket: scored_key.ticket().get() }
    }

    fn seat(&self, proving: &ProvingContext) -> Option<Seat> {
        let registration = registration(self.key, Role::Prover);
        Some(proving.check(&registration, &self.claim).ok()?.seat_with_ticket(Ticket::new(self.ticket)))
    }
}

/// A verified tree without its bundles.
#[derive(Clone, Copy)]
struct StoredTree {
    root: Root,
    sums: Sums,
}

fields!(StoredTree { root: Root, sums: Sums });

#[doc(hidden)]
impl Stored for Tree {
    type Context = ProvingContext;

    const LEN: usize = StoredTree::LEN;

    fn write(&self, writer: &mut Writer<'_>) {
        StoredTree { root: Root::of(self.root()), sums: self.accumulator().sums() }.write(writer);
    }

    fn read(reader: &mut Reader<'_>, proving: &ProvingContext) -> Result<Self, DecodeError> {
        let no_root = reader.error(MessageError::Value, "root");
        let stored = StoredTree::read(reader, "tree")?;
        let tree = stored.root.seat(proving).and_then(|root| Self::from_root(&root, stored.sums).ok());
        tree.ok_or(no_root)
    }
}

impl Tree {
    /// The number of bytes of a tree in a store.
    pub const STORED_LEN: usize = stored_len::<Self>();

    /// Writes what a client stores of a verified tree.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::STORED_LEN] {
        let mut bytes = [0; Self::STORED_LEN];
        let _ = to_bytes(self, &mut bytes);
        bytes
    }

    /// Reads a tree of a block that was verified before it was stored. The bytes are trusted: only their form is checked.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong; a root that cannot be one of this block is wrong.
    pub fn from_bytes(proving: &ProvingContext, bytes: &[u8]) -> Result<Self, DecodeError> {
        from_bytes(bytes, proving)
    }
}

fields!(Sum { node: NodeIndex, sums: Sums, commitment: BundleCommitment });

/// What a verifier of a tree stores besides its stack.
#[derive(Clone, Copy)]
struct VerifierHead {
    seed: ProverSeed,
    proposal_id: ProposalId,
    bases: u64,
    expected: Option<NodeIndex>,
    root: Option<Root>,
}

fields!(VerifierHead {
    seed: ProverSeed,
    proposal_id: ProposalId,
    bases: u64,
    expected: Option<NodeIndex>,
    root: Option<Root>,
});

#[doc(hidden)]
impl<const STACK: usize> Stored for TreeVerifier<STACK> {
    type Context = ProvingContext;

    const LEN: usize = list_len::<Sum>(STACK).wrapping_add(VerifierHead::LEN);

    fn write(&self, writer: &mut Writer<'_>) {
        let TreeContext { seed, proposal_id, shape, .. } = self.tree;
        let root = self.root.as_ref().map(Root::of);
        VerifierHead { seed, proposal_id, bases: shape.bases(), expected: self.expected, root }.write(writer);
        write_list(&self.stack, writer);
    }

    fn read(reader: &mut Reader<'_>, proving: &ProvingContext) -> Result<Self, DecodeError> {
        let foreign = reader.error(MessageError::Value, "tree");
        let head = VerifierHead::read(reader, "head")?;
        let tree = proving.tree();
        if (head.seed, head.proposal_id, head.bases) != (tree.seed, tree.proposal_id, tree.shape.bases()) {
            return Err(foreign);
        }
        let root = match head.root {
            Some(root) => Some(root.seat(proving).ok_or(foreign)?),
            None => None,
        };
        Ok(Self { tree, expected: head.expected, root, stack: read_list(reader)? })
    }
}

impl<const STACK: usize> TreeVerifier<STACK> {
    /// The most bytes that a verifier needs in a store.
    pub const STORED_LEN: usize = stored_len::<Self>();

    /// Writes the state of the verification to the start of `buffer` and returns the bytes written; `None` if `buffer` has
    /// fewer than [`TreeVerifier::STORED_LEN`] bytes.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        to_bytes(self, buffer)
    }

    /// Reads the state of the verification of a tree of this block. The bytes are trusted: only their form is checked, and that
    /// they are of a tree with the same prover seed, leader's proposal and number of bases.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn from_bytes(proving: &ProvingContext, bytes: &[u8]) -> Result<Self, DecodeError> {
        from_bytes(bytes, proving)
    }
}

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
    params: Params,
    base: BlockHash,
    next: Option<BlockNumber>,
    one_block: bool,
    opens_at: Option<L1Block>,
    seen: L1Block,
}

fields!(ChainHead {
    params: Params,
    base: BlockHash,
    next: Option<BlockNumber>,
    one_block: bool,
    opens_at: Option<L1Block>,
    seen: L1Block,
});

#[doc(hidden)]
impl<const N: usize> Stored for Chain<N> {
    type Context = ();

    const LEN: usize = list_len::<OpenBlock>(N).wrapping_add(ChainHead::LEN);

    fn write(&self, writer: &mut Writer<'_>) {
        let Self { params, base, next, one_block, opens_at, seen, .. } = *self;
        ChainHead { params, base, next, one_block, opens_at, seen }.write(writer);
        write_list(&self.blocks, writer);
    }

    fn read(reader: &mut Reader<'_>, (): &()) -> Result<Self, DecodeError> {
        let ChainHead { params, base, next, one_block, opens_at, seen } = ChainHead::read(reader, "chain")?;
        Ok(Self { params, blocks: read_list(reader)?, base, next, one_block, opens_at, seen })
    }
}

impl<const N: usize> Chain<N> {
    /// The most bytes that a chain needs in a store.
    pub const STORED_LEN: usize = stored_len::<Self>();

    /// Writes the state of the chain to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
    /// [`Chain::STORED_LEN`] bytes.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        to_bytes(self, buffer)
    }

    /// Reads the state of a chain. The bytes are trusted: only their form is checked.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        from_bytes(bytes, &())
    }
}

/// Returns the number of bytes of a stored ring with `entries` mixes.
#[must_use]
pub const fn ring_stored_len(entries: usize) -> usize {
    u8::LEN.wrapping_add(list_len::<RandaoEntry>(entries))
}

/// Writes the mixes of a ring in an array of the caller's to the start of `buffer`, as [`RandaoRing::to_bytes`] does, and
/// returns the bytes written; `None` if `buffer` has fewer than [`ring_stored_len`] bytes, or for 2^16 mixes and more.
#[must_use]
pub fn ring_to_bytes<'b, T: Copy + Into<RandaoEntry>>(entries: &[T], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let count = u16::try_from(entries.len()).ok()?;
    write(buffer, list_len::<RandaoEntry>(entries.len()), |writer| {
        count.write(writer);
        entries.iter().for_each(|entry| (*entry).into().write(writer));
    })
}

/// Reads the mixes of a ring into an array of the caller's and returns their number. The bytes are trusted: only their form
/// is checked. After an error some elements may have been written.
///
/// # Errors
/// [`DecodeError`] for the first field that is wrong; a mix that [`RandaoRing::insert`] refuses is wrong, and so are more
/// mixes than `entries` has elements.
pub fn ring_from_bytes<T: From<RandaoEntry>>(bytes: &[u8], entries: &mut [T]) -> Result<usize, DecodeError> {
    read(bytes, |reader| read_ring(reader, entries))
}

fn read_ring<T: From<RandaoEntry>>(reader: &mut Reader<'_>, entries: &mut [T]) -> Result<usize, DecodeError> {
    let wrong = reader.error(MessageError::Value, "count");
    let count = usize::from(u16::read(reader, "count")?);
    let mut newest = None;
    for element in entries.get_mut(..count).ok_or(wrong)? {
        let entry = RandaoEntry::read(reader, "element")?;
        if is_new(newest.as_slice(), entry) != Ok(true) {
            return Err(wrong);
        }
        newest = Some(entry);
        *element = entry.into();
    }
    Ok(count)
}

#[doc(hidden)]
impl<const N: usize> Stored for RandaoRing<N> {
    type Context = ();

    const LEN: usize = list_len::<RandaoEntry>(N);

    fn write(&self, writer: &mut Writer<'_>) {
        write_list(&self.entries, writer);
    }

    fn read(reader: &mut Reader<'_>, (): &()) -> Result<Self, DecodeError> {
        let mut entries = Vec::from_array([RandaoEntry { l1_block: L1Block::new(0), mix: RandaoMix::ZERO }; N]);
        let count = read_ring(reader, &mut entries)?;
        entries.truncate(count);
        Ok(Self { entries })
    }
}

impl<const N: usize> RandaoRing<N> {
    /// The most bytes that a ring needs in a store.
    pub const STORED_LEN: usize = stored_len::<Self>();

    /// Writes the mixes of the ring to the start of `buffer` and returns the bytes written; `None` if `buffer` has fewer than
    /// [`RandaoRing::STORED_LEN`] bytes.
    #[must_use]
    pub fn to_bytes<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        to_bytes(self, buffer)
    }

    /// Reads the mixes of a ring. The bytes are trusted: only their form is checked.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong; a mix that [`RandaoRing::insert`] refuses is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        from_bytes(bytes, &())
    }
}

/// The bytes of a list of at most `capacity` elements.
const fn list_len<T: Wire>(capacity: usize) -> usize {
    u16::LEN.wrapping_add(capacity.saturating_mul(T::LEN))
}

/// Writes a version, and a state of at most `len` bytes.
fn write(buffer: &mut [u8], len: usize, state: impl FnOnce(&mut Writer<'_>)) -> Option<&[u8]> {
    let room = buffer.len();
    if room <= len {
        return None;
    }
    let mut writer = Writer::new(buffer);
    VERSION.write(&mut writer);
    state(&mut writer);
    let left = writer.left();
    buffer.get(..room.saturating_sub(left))
}

/// Reads a version and a state, and refuses bytes after it.
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
