//! The RANDAO of L1: mixing, a ring of recent mixes, and the mix from which the seeds of a block are derived (SPEC
//! `#randao`).
//!
//! [`RandaoRing`] holds its entries itself. [`is_new`], [`replace_oldest`], [`count_before`] and [`pin`] apply the same
//! rules to an array of the caller, oldest entry first.

use heapless::Vec;
use sha2::{Digest, Sha256};

use crate::error::RandaoError;
use crate::{BlockNumber, L1Slot, RandaoMix, RandaoReveal};

impl RandaoMix {
    /// Computes the mix after a reveal, `mix XOR SHA-256(reveal)`, as the L1 beacon chain does (SPEC `#randao-mix`).
    #[must_use]
    pub fn mix_in(&self, reveal: &RandaoReveal) -> Self {
        let mut bytes: [u8; 32] = Sha256::digest(reveal.as_bytes()).into();
        bytes.iter_mut().zip(self.as_bytes()).for_each(|(byte, mixed)| *byte ^= mixed);
        Self::from_bytes(bytes)
    }
}

/// The RANDAO mix from which all seeds of one block are derived, with the slot of the mix and the number of the block
/// (SPEC `#randao-pin`).
///
/// It is read once for each block; later changes of the ring do not change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PinnedMix {
    block_number: BlockNumber,
    slot: L1Slot,
    mix: RandaoMix,
}

impl PinnedMix {
    /// Makes the pinned mix of a block from a mix that was read elsewhere: from verified headers of the beacon chain,
    /// or from a stored result of [`RandaoRing::pin`]. `slot` is the slot of the mix, not the slot in which the
    /// proposal phase opens.
    ///
    /// Nothing is checked: the caller has subtracted `randao_lag` (SPEC `#randao-lag`).
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

    /// Returns the number of the block for which the mix was read.
    #[must_use]
    pub const fn block_number(&self) -> BlockNumber {
        self.block_number
    }

    /// Returns the L1 slot of the mix.
    #[must_use]
    pub const fn slot(&self) -> L1Slot {
        self.slot
    }

    /// Returns the mix.
    #[must_use]
    pub const fn mix(&self) -> RandaoMix {
        self.mix
    }
}

/// A slot and its RANDAO mix: one entry of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RandaoEntry {
    /// The L1 slot of the mix.
    pub slot: L1Slot,
    /// The mix after the reveal of that slot.
    pub mix: RandaoMix,
}

/// Returns whether `next` has to be appended to the entries; `false` if it equals the newest entry (SPEC
/// `#randao-ring`).
///
/// # Errors
/// [`RandaoError::SlotBeforeNewest`] if the slot is before the newest one, [`RandaoError::ConflictingMix`] if the
/// newest slot has a different mix.
pub fn is_new<T: Copy + Into<RandaoEntry>>(entries: &[T], next: RandaoEntry) -> Result<bool, RandaoError> {
    match entries.last().map(|newest| (*newest).into()) {
        Some(newest) if next.slot < newest.slot => Err(RandaoError::SlotBeforeNewest),
        Some(newest) if next.slot == newest.slot && next.mix != newest.mix => Err(RandaoError::ConflictingMix),
        Some(newest) => Ok(next.slot != newest.slot),
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

/// Counts the entries before `slot`. These remain when L1 is reorganised from `slot` on (SPEC `#randao-ring`).
pub fn count_before<T: Copy + Into<RandaoEntry>>(entries: &[T], slot: L1Slot) -> usize {
    entries.iter().rposition(|entry| (*entry).into().slot < slot).map_or(0, |last| last.saturating_add(1))
}

/// Reads the mix of block `block_number`, whose proposal phase opens in `slot`: the mix of the greatest slot at or
/// before `slot - lag`. `lag` is `randao_lag` of the parameters (SPEC `#randao-lag`).
///
/// # Errors
/// [`RandaoError::BeforeFirstSlot`] if `slot` is less than `lag`, [`RandaoError::NotYetKnown`] if there is no entry at
/// or after `slot - lag`, [`RandaoError::NotRetained`] if there is none at or before it.
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

/// A ring of the RANDAO mixes of the latest `N` slots that were inserted (SPEC `#randao-ring`). When the ring is full,
/// inserting removes the oldest entry.
///
/// To read the mix of a block, `N` must be at least `randao_lag + 1`, plus one for each slot that is inserted between
/// the slot in which the block opens and the call of [`RandaoRing::pin`]. For example, `RandaoRing::<64>` is one too
/// small for a `randao_lag` of 64.
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
    /// Makes an empty ring.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(N > 0, "a ring holds at least one mix") };
        Self { entries: Vec::new() }
    }

    /// Adds the mix of `slot`, which must be later than every slot of the ring. Inserting the newest entry again
    /// changes nothing.
    ///
    /// # Errors
    /// [`RandaoError::SlotBeforeNewest`] if the slot is before the newest one, [`RandaoError::ConflictingMix`] if the
    /// newest slot has a different mix.
    pub fn insert(&mut self, slot: L1Slot, mix: RandaoMix) -> Result<(), RandaoError> {
        let next = RandaoEntry { slot, mix };
        if is_new(&self.entries, next)? && self.entries.push(next).is_err() {
            replace_oldest(&mut self.entries, next);
        }
        Ok(())
    }

    /// Removes the mixes of `slot` and all later slots, after a reorganisation of L1 (SPEC `#randao-ring`). Entries
    /// that were removed because the ring was full are not restored, and a [`PinnedMix`] is not changed.
    pub fn truncate(&mut self, slot: L1Slot) {
        self.entries.truncate(count_before(&self.entries, slot));
    }

    /// Reads the mix of block `block_number`, whose proposal phase opens in `slot`: the mix of the greatest slot at or
    /// before `slot - lag`. `lag` is `randao_lag` of the parameters (SPEC `#randao-lag`).
    ///
    /// # Errors
    /// [`RandaoError::BeforeFirstSlot`] if `slot` is less than `lag`, [`RandaoError::NotYetKnown`] if there is no entry
    /// at or after `slot - lag`, [`RandaoError::NotRetained`] if there is none at or before it.
    pub fn pin(&self, block_number: BlockNumber, slot: L1Slot, lag: u32) -> Result<PinnedMix, RandaoError> {
        pin(&self.entries, block_number, slot, lag)
    }

    /// Returns the entries, oldest first.
    #[must_use]
    pub fn as_slice(&self) -> &[RandaoEntry] {
        &self.entries
    }
}
