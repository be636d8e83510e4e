//! The RANDAO of L1: mixing, a ring of the mixes of recent L1 blocks, and the mix from which the seeds of a block are
//! derived (SPEC `#randao`).
//!
//! [`RandaoRing`] holds its entries itself. [`is_new`], [`replace_oldest`], [`count_before`] and [`pin`] apply the same
//! rules to an array of the caller, oldest entry first; the ring itself is written with them. [`ring_to_bytes`] and
//! [`ring_from_bytes`] store such an array.

use heapless::Vec;
use sha2::{Digest, Sha256};

use crate::error::RandaoError;
use crate::{BlockNumber, L1Block, RandaoMix, RandaoReveal};

pub use crate::store::{ring_from_bytes, ring_stored_len, ring_to_bytes};

impl RandaoMix {
    /// Computes the mix after a reveal, `mix XOR SHA-256(reveal)`, as the L1 beacon chain does (SPEC `#randao-mix`).
    /// From the `prevRandao` and the reveal of one L1 block it gives the `prevRandao` of the next.
    #[must_use]
    pub fn mix_in(&self, reveal: &RandaoReveal) -> Self {
        let mut bytes: [u8; 32] = Sha256::digest(reveal.as_bytes()).into();
        bytes.iter_mut().zip(self.as_bytes()).for_each(|(byte, mixed)| *byte ^= mixed);
        Self::from_bytes(bytes)
    }
}

/// The RANDAO mix from which all seeds of one block are derived, with the number of the L1 block of that mix and the
/// number of the block (SPEC `#randao-pin`).
///
/// It belongs to one L1 chain: after a reorganisation for which [`PinnedMix::is_stale`] is true, it is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PinnedMix {
    block_number: BlockNumber,
    /// At least [`SNAPSHOT_LAG`].
    l1_block: L1Block,
    mix: RandaoMix,
}

impl PinnedMix {
    /// Makes the pinned mix of a block from a mix that was read elsewhere: from a verified L1 header, or from a stored
    /// result of [`RandaoRing::pin`]. `l1_block` is the L1 block of the mix, which [`mix_block`] computes, not the one
    /// at which the proposal phase opens. `mix` is the `prevRandao` of that L1 block: the field `mixHash` of its
    /// header.
    ///
    /// # Errors
    /// [`RandaoError::OpensTooEarly`] if `l1_block` is 0 or 1: two L1 blocks have to come before it.
    ///
    /// ```
    /// use fernet_core::{BlockNumber, L1Block, PinnedMix, RandaoError, RandaoMix, randao};
    ///
    /// let l1_block = randao::mix_block(L1Block::new(1064), 64)?;
    /// let pinned = PinnedMix::new(BlockNumber::new(42), l1_block, RandaoMix::from_bytes([7; 32]))?;
    /// assert_eq!(pinned.l1_block(), L1Block::new(1000));
    /// assert_eq!(pinned.snapshot(), L1Block::new(998));
    /// # Ok::<(), RandaoError>(())
    /// ```
    pub const fn new(block_number: BlockNumber, l1_block: L1Block, mix: RandaoMix) -> Result<Self, RandaoError> {
        if l1_block.get() < SNAPSHOT_LAG {
            return Err(RandaoError::OpensTooEarly);
        }
        Ok(Self { block_number, l1_block, mix })
    }

    /// Returns the number of the block for which the mix was read.
    #[must_use]
    pub const fn block_number(&self) -> BlockNumber {
        self.block_number
    }

    /// Returns the L1 block whose `prevRandao` the mix is.
    #[must_use]
    pub const fn l1_block(&self) -> L1Block {
        self.l1_block
    }

    /// Returns the L1 block after which the block reads the registry: two before that of the mix (SPEC `#snapshot`).
    #[must_use]
    pub const fn snapshot(&self) -> L1Block {
        L1Block::new(self.l1_block.get().saturating_sub(SNAPSHOT_LAG))
    }

    /// Returns the mix.
    #[must_use]
    pub const fn mix(&self) -> RandaoMix {
        self.mix
    }

    /// Returns whether the mix has to be read again after a reorganisation of L1 that replaced the L1 block `from` and
    /// all later ones: whether `from` is at or before the L1 block of the mix (SPEC `#randao-pin`).
    #[must_use]
    pub const fn is_stale(&self, from: L1Block) -> bool {
        from.get() <= self.l1_block.get()
    }
}

/// The number of L1 blocks from a registry snapshot to the L1 block of the mix.
const SNAPSHOT_LAG: u64 = 2;

/// Computes the L1 block whose mix a block uses, `opens - lag`, if its proposal phase opens at the L1 block `opens`
/// (SPEC `#randao-lag`). `lag` is `randao_lag` of the parameters.
///
/// # Errors
/// [`RandaoError::OpensTooEarly`] if `opens` is less than `lag + 2`.
pub fn mix_block(opens: L1Block, lag: u32) -> Result<L1Block, RandaoError> {
    let number = opens.get().checked_sub(lag.into()).filter(|number| *number >= SNAPSHOT_LAG);
    number.map(L1Block::new).ok_or(RandaoError::OpensTooEarly)
}

/// An L1 block and its RANDAO mix: one entry of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RandaoEntry {
    /// Number of the L1 block.
    pub l1_block: L1Block,
    /// The `prevRandao` of that L1 block: the field `mixHash` of its header.
    pub mix: RandaoMix,
}

/// Returns whether `next` has to be appended to the entries; `false` if it equals the newest entry (SPEC
/// `#randao-ring`).
///
/// # Errors
/// [`RandaoError::L1BlockBeforeNewest`] if the L1 block is before the newest one, [`RandaoError::ConflictingMix`] if
/// the newest L1 block has a different mix.
pub fn is_new<T: Copy + Into<RandaoEntry>>(entries: &[T], next: RandaoEntry) -> Result<bool, RandaoError> {
    match entries.last().map(|newest| (*newest).into()) {
        Some(newest) if next.l1_block < newest.l1_block => Err(RandaoError::L1BlockBeforeNewest),
        Some(newest) if next.l1_block == newest.l1_block && next.mix != newest.mix => Err(RandaoError::ConflictingMix),
        Some(newest) => Ok(next.l1_block != newest.l1_block),
        None => Ok(true),
    }
}

/// Removes the oldest entry of a full ring and appends `next` (SPEC `#randao-ring`). An empty slice is not changed.
pub fn replace_oldest<T>(entries: &mut [T], next: T) {
    if let Some(oldest) = entries.first_mut() {
        *oldest = next;
        entries.rotate_left(1);
    }
}

/// Counts the entries before an L1 block. These remain when L1 is reorganised from that block on (SPEC `#randao-ring`).
pub fn count_before<T: Copy + Into<RandaoEntry>>(entries: &[T], l1_block: L1Block) -> usize {
    entries.iter().rposition(|entry| (*entry).into().l1_block < l1_block).map_or(0, |last| last.saturating_add(1))
}

/// Reads the mix of block `block_number`, whose proposal phase opens at the L1 block `opens`: the mix of the L1 block
/// `opens - lag`. `lag` is `randao_lag` of the parameters (SPEC `#randao-lag`). The one entry that a verified header
/// gives is enough.
///
/// # Errors
/// [`RandaoError::OpensTooEarly`] if `opens` is less than `lag + 2`, [`RandaoError::NotYetKnown`] if there is no entry
/// of the L1 block `opens - lag` or a later one, [`RandaoError::NotRetained`] if there is a later one but none of the
/// L1 block itself.
pub fn pin<T: Copy + Into<RandaoEntry>>(
    entries: &[T],
    block_number: BlockNumber,
    opens: L1Block,
    lag: u32,
) -> Result<PinnedMix, RandaoError> {
    let wanted = mix_block(opens, lag)?;
    let mut newest_first = entries.iter().rev().map(|entry| (*entry).into());
    if newest_first.clone().next().is_none_or(|newest: RandaoEntry| newest.l1_block < wanted) {
        return Err(RandaoError::NotYetKnown);
    }
    let entry = newest_first.find(|entry| entry.l1_block == wanted).ok_or(RandaoError::NotRetained)?;
    PinnedMix::new(block_number, wanted, entry.mix)
}

/// A ring of the RANDAO mixes of the latest `N` L1 blocks that were inserted (SPEC `#randao-ring`). When the ring is
/// full, inserting removes the oldest entry.
///
/// To read the mix of a block, `N` must be at least `randao_lag + 1`, plus one for each L1 block that is inserted
/// between the one at which the block opens and the call of [`RandaoRing::pin`]. For example, `RandaoRing::<64>` is one
/// too small for a `randao_lag` of 64.
///
/// ```
/// use fernet_core::{BlockNumber, L1Block, RandaoError, RandaoMix, RandaoRing};
///
/// let mut ring = RandaoRing::<4>::new();
/// ring.insert(L1Block::new(100), RandaoMix::from_bytes([1; 32]))?;
/// ring.insert(L1Block::new(101), RandaoMix::from_bytes([2; 32]))?;
/// ring.insert(L1Block::new(103), RandaoMix::from_bytes([4; 32]))?; // the header of 102 was not seen
///
/// let pinned = ring.pin(BlockNumber::new(7), L1Block::new(165), 64)?;
/// assert_eq!((pinned.l1_block(), pinned.mix()), (L1Block::new(101), RandaoMix::from_bytes([2; 32])));
/// assert_eq!(ring.pin(BlockNumber::new(7), L1Block::new(166), 64), Err(RandaoError::NotRetained));
/// assert_eq!(ring.pin(BlockNumber::new(7), L1Block::new(168), 64), Err(RandaoError::NotYetKnown));
/// # Ok::<(), RandaoError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RandaoRing<const N: usize> {
    pub(crate) entries: Vec<RandaoEntry, N>,
}

impl<const N: usize> RandaoRing<N> {
    /// Makes an empty ring.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(N > 0, "a ring holds at least one mix") };
        Self { entries: Vec::new() }
    }

    /// Adds the mix of an L1 block, which must be later than every L1 block of the ring. `mix` is the `prevRandao` of
    /// that block: the field `mixHash` of its header. Inserting the newest entry again changes nothing.
    ///
    /// # Errors
    /// [`RandaoError::L1BlockBeforeNewest`] if the L1 block is before the newest one, [`RandaoError::ConflictingMix`]
    /// if the newest L1 block has a different mix.
    pub fn insert(&mut self, l1_block: L1Block, mix: RandaoMix) -> Result<(), RandaoError> {
        let next = RandaoEntry { l1_block, mix };
        if is_new(&self.entries, next)? && self.entries.push(next).is_err() {
            replace_oldest(&mut self.entries, next);
        }
        Ok(())
    }

    /// Removes the mixes of `from` and of all later L1 blocks, after a reorganisation of L1 that replaced them (SPEC
    /// `#randao-ring`). Entries that were removed because the ring was full are not restored. A [`PinnedMix`] is not
    /// changed; [`PinnedMix::is_stale`] says whether it has to be read again.
    pub fn truncate(&mut self, from: L1Block) {
        self.entries.truncate(count_before(&self.entries, from));
    }

    /// Reads the mix of block `block_number`, whose proposal phase opens at the L1 block `opens`: the mix of the L1
    /// block `opens - lag`. `lag` is `randao_lag` of the parameters (SPEC `#randao-lag`).
    ///
    /// # Errors
    /// [`RandaoError::OpensTooEarly`] if `opens` is less than `lag + 2`, [`RandaoError::NotYetKnown`] if the ring has no
    /// entry of the L1 block `opens - lag` or a later one, [`RandaoError::NotRetained`] if it has a later one but none
    /// of the L1 block itself.
    pub fn pin(&self, block_number: BlockNumber, opens: L1Block, lag: u32) -> Result<PinnedMix, RandaoError> {
        pin(&self.entries, block_number, opens, lag)
    }

    /// Returns the entries, oldest first.
    #[must_use]
    pub fn as_slice(&self) -> &[RandaoEntry] {
        &self.entries
    }
}
