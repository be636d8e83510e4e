//! RANDAO: mixing, the ring, the pinned mix (SPEC `#randao`).

use fernet_core::{PinnedMix, RandaoError, RandaoRing};

use crate::bytes::{Parse, fernet_randao_mix, fernet_randao_reveal};
use crate::ptr::{In, InArray, InOut, InOutArray, Out, Output};
use crate::status::fernet_status;

/// One mix of the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_randao_entry {
    /// L1 slot.
    pub slot: u64,
    /// The mix after that slot's reveal.
    pub mix: fernet_randao_mix,
}
/// The mix that one block is decided by, read once (SPEC #randao-pin).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_pinned_mix {
    /// Number of the block it was read for.
    pub block_number: u64,
    /// L1 slot whose mix it is.
    pub slot: u64,
    /// The mix.
    pub mix: fernet_randao_mix,
}

impl Parse for fernet_pinned_mix {
    type Value = PinnedMix;

    fn parse(self) -> Result<PinnedMix, fernet_status> {
        let mut ring = RandaoRing::<1>::new();
        ring.push(self.slot, self.mix.parse()?)?;
        Ok(ring.pin(self.block_number, self.slot, 0)?)
    }
}

impl From<PinnedMix> for fernet_pinned_mix {
    fn from(pinned: PinnedMix) -> Self {
        Self { block_number: pinned.block_number(), slot: pinned.slot(), mix: pinned.mix().into() }
    }
}

/// The mix after a reveal: mix XOR SHA-256(reveal), Ethereum's rule (SPEC #randao-mix). next may be mix.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_randao_mix_with(
    next: Out<fernet_randao_mix>,
    mix: In<fernet_randao_mix>,
    reveal: In<fernet_randao_reveal>,
) -> fernet_status {
    next.set(|| Ok(mix.parse()?.mixed_with(&reveal.parse()?)))
}

/// Adds the mix of slot to a ring: *count entries in the caller's array, oldest first. When all capacity entries are in use
/// the oldest leaves. The newest pair again changes nothing (SPEC #randao-ring).
///
/// Errors: LENGTH if capacity is 0 or less than *count, RANDAO_SLOT_BEFORE_NEWEST, RANDAO_CONFLICTING_MIX. The ring is then as
/// before.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_randao_ring_push(
    mut entries: InOutArray<fernet_randao_entry>,
    capacity: usize,
    count: InOut<usize>,
    slot: u64,
    mix: In<fernet_randao_mix>,
) -> fernet_status {
    count.set(|| {
        let (held, mix) = (count.get()?, mix.parse()?);
        let mixes = entries.first(held, capacity)?;
        let mut ring = RandaoRing::<1>::new();
        if let Some(newest) = mixes.last() {
            ring.push(newest.slot, newest.mix.parse()?)?;
            ring.push(slot, mix)?;
            if newest.slot == slot {
                return Ok(held);
            }
        }
        let entry = fernet_randao_entry { slot, mix: mix.into() };
        if held < capacity {
            return Ok(entries.push(held, capacity, entry)?.len());
        }
        *mixes.first_mut().ok_or(fernet_status::Length)? = entry;
        mixes.rotate_left(1);
        Ok(held)
    })
}

/// Forgets every mix at or after slot: the L1 chain was reorganised there. Only *count changes.
///
/// Errors: LENGTH if *count is more than capacity.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_randao_ring_truncate(
    count: InOut<usize>,
    entries: InArray<fernet_randao_entry>,
    capacity: usize,
    slot: u64,
) -> fernet_status {
    count.set(|| {
        let held = entries.first(count.get()?, capacity)?;
        Ok(held.iter().rposition(|entry| entry.slot < slot).map_or(0, |last| last.saturating_add(1)))
    })
}

/// Pins the mix of block block_number, whose proposal phase opens in slot: of the entries, oldest first, the one at or before
/// slot - randao_lag (SPEC #randao-lag). It is read only if an entry at or after that slot is there too.
///
/// Errors: RANDAO_SLOT_BEFORE_NEWEST or RANDAO_CONFLICTING_MIX for entries out of order, RANDAO_BEFORE_FIRST_SLOT,
/// RANDAO_NOT_YET_KNOWN, RANDAO_NOT_RETAINED.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_randao_ring_pin(
    pinned: Out<fernet_pinned_mix>,
    entries: InArray<fernet_randao_entry>,
    count: usize,
    block_number: u64,
    slot: u64,
    randao_lag: u32,
) -> fernet_status {
    pinned.set(|| {
        // Two entries decide: the first at or after the wanted slot, and the one before it.
        let mut ring = RandaoRing::<2>::new();
        let mut answer = ring.pin(block_number, slot, randao_lag);
        for entry in entries.get(count)? {
            ring.push(entry.slot, entry.mix.parse()?)?;
            if answer == Err(RandaoError::NotYetKnown) {
                answer = ring.pin(block_number, slot, randao_lag);
            }
        }
        Ok(answer?)
    })
}
