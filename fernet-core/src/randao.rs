//! RANDAO of the L1 chain: mixing, the ring of recent mixes, and the mix pinned for a block (SPEC `#randao`).

use heapless::Deque;
use sha2::{Digest, Sha256};

use crate::error::RandaoError;
use crate::{RandaoMix, RandaoReveal};

impl RandaoMix {
    /// The mix after `reveal`: `mix XOR SHA-256(reveal)`, Ethereum's rule (SPEC `#randao-mix`).
    #[must_use]
    pub fn mixed_with(&self, reveal: &RandaoReveal) -> Self {
        let mut bytes: [u8; 32] = Sha256::digest(reveal.as_bytes()).into();
        bytes.iter_mut().zip(self.as_bytes()).for_each(|(byte, mixed)| *byte ^= mixed);
        Self::from_bytes(bytes)
    }
}

/// The mix that one block is decided by, read once (SPEC `#randao-pin`).
///
/// It exists only for the block number it was read for, and every seed of the block is made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PinnedMix {
    block_number: u64,
    slot: u64,
    mix: RandaoMix,
}

impl PinnedMix {
    /// Number of the block it was read for.
    #[must_use]
    pub const fn block_number(&self) -> u64 {
        self.block_number
    }

    /// L1 slot whose mix it is.
    #[must_use]
    pub const fn slot(&self) -> u64 {
        self.slot
    }

    /// The mix.
    #[must_use]
    pub const fn mix(&self) -> RandaoMix {
        self.mix
    }
}

/// The latest `N` mixes by slot. When it is full the oldest leaves; a reading that would need it is refused.
///
/// ```
/// use fernet_core::{RandaoError, RandaoMix, RandaoRing};
///
/// let mut ring = RandaoRing::<4>::new();
/// ring.push(100, RandaoMix::from_bytes([1; 32]))?;
/// ring.push(103, RandaoMix::from_bytes([3; 32]))?; // 101 and 102 were missed
///
/// let pinned = ring.pin(7, 166, 64)?; // at or before slot 102
/// assert_eq!((pinned.slot(), pinned.mix()), (100, RandaoMix::from_bytes([1; 32])));
/// assert_eq!(ring.pin(7, 168, 64), Err(RandaoError::NotYetKnown));
/// # Ok::<(), RandaoError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RandaoRing<const N: usize> {
    mixes: Deque<(u64, RandaoMix), N>,
}

impl<const N: usize> RandaoRing<N> {
    /// An empty ring.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(N > 0, "a ring holds at least one mix") };
        Self { mixes: Deque::new() }
    }

    /// Adds the mix of `slot`, which must be newer than all before. The newest pair again changes nothing.
    ///
    /// # Errors
    /// [`RandaoError::SlotBeforeNewest`], [`RandaoError::ConflictingMix`].
    pub fn push(&mut self, slot: u64, mix: RandaoMix) -> Result<(), RandaoError> {
        if let Some((newest, held)) = self.mixes.back() {
            if slot < *newest {
                return Err(RandaoError::SlotBeforeNewest);
            }
            if slot == *newest {
                return if mix == *held { Ok(()) } else { Err(RandaoError::ConflictingMix) };
            }
        }
        if self.mixes.is_full() {
            self.mixes.pop_front();
        }
        // There is room now.
        self.mixes.push_back((slot, mix)).map_err(|_| RandaoError::NotRetained)
    }

    /// Forgets every mix at or after `slot`: the L1 chain was reorganised there. Pinned mixes stay.
    pub fn truncate(&mut self, slot: u64) {
        while self.mixes.back().is_some_and(|(newest, _)| *newest >= slot) {
            self.mixes.pop_back();
        }
    }

    /// Pins the mix of block `block_number`, whose proposal phase opens in `slot`: the one at or before `slot - lag`
    /// (SPEC `#randao-lag`).
    ///
    /// # Errors
    /// [`RandaoError::BeforeFirstSlot`], [`RandaoError::NotYetKnown`], [`RandaoError::NotRetained`].
    pub fn pin(&self, block_number: u64, slot: u64, lag: u32) -> Result<PinnedMix, RandaoError> {
        let target = slot.checked_sub(lag.into()).ok_or(RandaoError::BeforeFirstSlot)?;
        if self.mixes.back().is_none_or(|(newest, _)| *newest < target) {
            return Err(RandaoError::NotYetKnown);
        }
        let at_or_before = self.mixes.iter().rev().find(|(slot, _)| *slot <= target);
        let (slot, mix) = *at_or_before.ok_or(RandaoError::NotRetained)?;
        Ok(PinnedMix { block_number, slot, mix })
    }
}
