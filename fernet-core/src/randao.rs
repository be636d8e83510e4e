//! RANDAO of the L1 chain: mixing, the ring of recent mixes, and the mix pinned for a block (SPEC `#randao`).
//!
//! [`RandaoRing`] keeps its own array. [`is_new`], [`replace_oldest`], [`count_before`] and [`pin`] are the same rules for an array
//! that the caller owns, oldest entry first.

use heapless::Vec;
use sha2::{Digest, Sha256};

use crate::error::RandaoError;
use crate::{BlockNumber, L1Slot, RandaoMix, RandaoReveal};

impl RandaoMix {
    /// The mix after `reveal`: `mix XOR SHA-256(reveal)`, Ethereum's rule (SPEC `#randao-mix`).
    #[must_use]
    pub fn mix_in(&self, reveal: &RandaoReveal) -> Self {
        let mut bytes: [u8; 32] = Sha256::digest(reveal.as_bytes()).into();
        bytes.iter_mut().zip(self.as_bytes()).for_each(|(byte, mixed)| *byte ^= mixed);
        Self::from_bytes(bytes)
    }
}

/// The mix that one block is decided by, read once (SPEC `#randao-pin`).
///
/// It belongs to one block number, and every seed of that block is made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PinnedMix {
    block_number: BlockNumber,
    slot: L1Slot,
    mix: RandaoMix,
}

impl PinnedMix {
    /// The mix of a block that was read elsewhere: from verified headers of the beacon chain, or from where an earlier
    /// [`RandaoRing::pin`] was stored. `slot` is the slot whose mix it is, not the slot in which the proposal phase opens.
    ///
    /// Nothing is checked: whoever calls this has applied the lag (SPEC `#randao-lag`).
    ///
    /// ```
    /// use fernet_core::{BlockNumber, L1Slot, PinnedMix, RandaoMix};
    ///
    /// let pinned = PinnedMix::new(BlockNumber::new(42), L1Slot::new(1000), RandaoMix::from_bytes([7; 32]));
    /// assert_eq!(pinned.slot().get(), 1000);
    /// ```
    #[must_use]
    pub const fn new(block_number: BlockNumber, slot: L1Slot, mix: RandaoMix) -> Self {
        Self { block_number, slot, mix }
    }

    /// Number of the block it was read for.
    #[must_use]
    pub const fn block_number(&self) -> BlockNumber {
        self.block_number
    }

    /// L1 slot whose mix it is.
    #[must_use]
    pub const fn slot(&self) -> L1Slot {
        self.slot
    }

    /// The mix.
    #[must_use]
    pub const fn mix(&self) -> RandaoMix {
        self.mix
    }
}

/// One mix of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RandaoEntry {
    /// L1 slot.
    pub slot: L1Slot,
    /// The mix after that slot's reveal.
    pub mix: RandaoMix,
}

/// Whether `next` goes behind the entries: `false` if it is the newest one again (SPEC `#randao-ring`).
///
/// # Errors
/// [`RandaoError::SlotBeforeNewest`], [`RandaoError::ConflictingMix`].
pub fn is_new<T: Copy + Into<RandaoEntry>>(entries: &[T], next: RandaoEntry) -> Result<bool, RandaoError> {
    match entries.last().map(|newest| (*newest).into()) {
        Some(newest) if next.slot < newest.slot => Err(RandaoError::SlotBeforeNewest),
        Some(newest) if next.slot == newest.slot && next.mix != newest.mix => Err(RandaoError::ConflictingMix),
        Some(newest) => Ok(next.slot != newest.slot),
        None => Ok(true),
    }
}

/// Puts `next` behind the entries, of which the oldest leaves: a full ring stays full (SPEC `#randao-ring`).
pub fn replace_oldest<T>(entries: &mut [T], next: T) {
    if let Some(oldest) = entries.first_mut() {
        *oldest = next;
        entries.rotate_left(1);
    }
}

/// How many entries, from the oldest on, are before `slot`: those that stay when the L1 chain is reorganised from `slot` on
/// (SPEC `#randao-ring`).
pub fn count_before<T: Copy + Into<RandaoEntry>>(entries: &[T], slot: L1Slot) -> usize {
    entries.iter().rposition(|entry| (*entry).into().slot < slot).map_or(0, |last| last.saturating_add(1))
}

/// Pins the mix of block `block_number`, whose proposal phase opens in `slot`: the one at or before `slot - lag`
/// (SPEC `#randao-lag`).
///
/// # Errors
/// [`RandaoError::BeforeFirstSlot`], [`RandaoError::NotYetKnown`], [`RandaoError::NotRetained`].
pub fn pin<T: Copy + Into<RandaoEntry>>(
    entries: &[T],
    block_number: BlockNumber,
    slot: L1Slot,
    lag: u32,
) -> Result<PinnedMix, RandaoError> {
    let target = slot.get().checked_sub(lag.into()).map(L1Slot::new).ok_or(RandaoError::BeforeFirstSlot)?;
    let mut newest_first = entries.iter().rev().map(|entry| (*entry).into());
    if newest_first.clone().next().is_none_or(|newest: RandaoEntry| newest.slot < target) {
        return Err(RandaoError::NotYetKnown);
    }
    let RandaoEntry { slot, mix } = newest_first.find(|entry| entry.slot <= target).ok_or(RandaoError::NotRetained)?;
    Ok(PinnedMix { block_number, slot, mix })
}

/// The latest `N` mixes by slot. When it is full the oldest leaves; a reading that would need it is refused.
///
/// A reading with a lag of `lag` slots needs an `N` of `lag + 1`, and one more for each slot that is inserted after the one in which
/// the block opens and before the reading: `RandaoRing::<64>` is one too small for a lag of 64.
///
/// ```
/// use fernet_core::{BlockNumber, L1Slot, RandaoError, RandaoMix, RandaoRing};
///
/// let mut ring = RandaoRing::<4>::new();
/// ring.insert(L1Slot::new(100), RandaoMix::from_bytes([1; 32]))?;
/// ring.insert(L1Slot::new(103), RandaoMix::from_bytes([3; 32]))?; // 101 and 102 were missed
///
/// let pinned = ring.pin(BlockNumber::new(7), L1Slot::new(166), 64)?; // at or before slot 102
/// assert_eq!((pinned.slot(), pinned.mix()), (L1Slot::new(100), RandaoMix::from_bytes([1; 32])));
/// assert_eq!(ring.pin(BlockNumber::new(7), L1Slot::new(168), 64), Err(RandaoError::NotYetKnown));
/// # Ok::<(), RandaoError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RandaoRing<const N: usize> {
    entries: Vec<RandaoEntry, N>,
}

impl<const N: usize> RandaoRing<N> {
    /// An empty ring.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(N > 0, "a ring holds at least one mix") };
        Self { entries: Vec::new() }
    }

    /// Adds the mix of `slot`, which must be newer than all before. The newest pair again changes nothing.
    ///
    /// # Errors
    /// [`RandaoError::SlotBeforeNewest`], [`RandaoError::ConflictingMix`].
    pub fn insert(&mut self, slot: L1Slot, mix: RandaoMix) -> Result<(), RandaoError> {
        let next = RandaoEntry { slot, mix };
        if is_new(&self.entries, next)? && self.entries.push(next).is_err() {
            replace_oldest(&mut self.entries, next);
        }
        Ok(())
    }

    /// Removes every mix at or after `slot`: the L1 chain was reorganised from there on. Mixes that have left the ring do not come
    /// back, and a mix that was pinned stays as it is.
    pub fn truncate(&mut self, slot: L1Slot) {
        self.entries.truncate(count_before(&self.entries, slot));
    }

    /// Pins the mix of block `block_number`, whose proposal phase opens in `slot`: the one at or before `slot - lag`
    /// (SPEC `#randao-lag`).
    ///
    /// # Errors
    /// [`RandaoError::BeforeFirstSlot`], [`RandaoError::NotYetKnown`], [`RandaoError::NotRetained`].
    pub fn pin(&self, block_number: BlockNumber, slot: L1Slot, lag: u32) -> Result<PinnedMix, RandaoError> {
        pin(&self.entries, block_number, slot, lag)
    }

    /// The entries, oldest first.
    #[must_use]
    pub fn as_slice(&self) -> &[RandaoEntry] {
        &self.entries
    }
}
