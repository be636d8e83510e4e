//! RANDAO mixes, the ring that keeps them, and the pinned mix of a block (SPEC `#randao`).

use fernet_core::randao::{count_before, is_new, pin, replace_oldest};
use fernet_core::{BlockNumber, L1Slot, PinnedMix, RandaoEntry};

use crate::bytes::{Parse, fernet_randao_mix, fernet_randao_reveal};
use crate::ptr::{In, InArray, InOut, InOutArray, Out, Output};
use crate::status::fernet_status;

/// A slot and its RANDAO mix: one entry of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_randao_entry {
    /// The L1 slot.
    pub slot: u64,
    /// The mix after the reveal of that slot.
    pub mix: fernet_randao_mix,
}
/// The RANDAO mix that all seeds of one block are derived from (SPEC #randao-pin). fernet_randao_ring_pin reads it from
/// a ring, once for each block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_pinned_mix {
    /// Number of the rollup block for which the mix was read.
    pub block_number: u64,
    /// L1 slot of the mix.
    pub slot: u64,
    /// The mix of that slot.
    pub mix: fernet_randao_mix,
}

impl From<fernet_randao_entry> for RandaoEntry {
    fn from(entry: fernet_randao_entry) -> Self {
        Self { slot: L1Slot::new(entry.slot), mix: entry.mix.bytes.into() }
    }
}

impl Parse for fernet_pinned_mix {
    type Value = PinnedMix;

    fn parse(self) -> Result<PinnedMix, fernet_status> {
        Ok(PinnedMix::new(BlockNumber::new(self.block_number), L1Slot::new(self.slot), self.mix.parse()?))
    }
}

impl From<PinnedMix> for fernet_pinned_mix {
    fn from(pinned: PinnedMix) -> Self {
        Self { block_number: pinned.block_number().get(), slot: pinned.slot().get(), mix: pinned.mix().into() }
    }
}

/// Computes the RANDAO mix after a reveal, mix XOR SHA-256(reveal), as the L1 beacon chain does (SPEC #randao-mix).
///
/// - next (out): the mix after the reveal.
/// - mix: the mix before the reveal.
/// - reveal: the reveal of the slot's proposer.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_mix_in(
    next: Out<fernet_randao_mix>,
    mix: In<fernet_randao_mix>,
    reveal: In<fernet_randao_reveal>,
) -> fernet_status {
    next.set([mix.span(), reveal.span()], || Ok(mix.parse()?.mix_in(&reveal.parse()?)))
}

/// Adds the mix of a slot to a ring of RANDAO mixes (SPEC #randao-ring). The ring is the caller's array; set count to 0
/// to start. When the ring is full, the oldest entry is removed. Inserting the newest entry again changes nothing.
///
/// To pin the mix of a block, the capacity must be at least randao_lag + 1, plus one for each slot that is inserted
/// between the slot in which the block opens and the call of fernet_randao_ring_pin.
///
/// - entries (in/out): the entries of the ring, oldest first. Entries from count on need not be initialised.
/// - capacity: number of elements of the array, at least 1.
/// - count (in/out): number of entries in use, at most capacity.
/// - slot: the L1 slot, at or after the newest slot of the ring.
/// - mix: the mix of that slot.
///
/// Errors: LENGTH if capacity is 0 or less than count, RANDAO_SLOT_BEFORE_NEWEST, RANDAO_CONFLICTING_MIX.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_insert(
    mut entries: InOutArray<fernet_randao_entry>,
    capacity: usize,
    count: InOut<usize>,
    slot: u64,
    mix: In<fernet_randao_mix>,
) -> fernet_status {
    (entries.span(capacity), count).set([mix.span()], || {
        let (held, mix) = (count.get()?, mix.get()?);
        let entry = fernet_randao_entry { slot, mix };
        let newest_last = entries.first(held, capacity)?;
        if capacity == 0 {
            return Err(fernet_status::Length);
        }
        if !is_new(newest_last, entry.into())? {
            return Ok(((), held));
        }
        if held < capacity {
            return Ok(((), entries.push(held, capacity, entry)?.len()));
        }
        replace_oldest(newest_last, entry);
        Ok(((), held))
    })
}

/// Removes the mixes of all slots from a given one on, after a reorganisation of L1 (SPEC #randao-ring). Only count is
/// written.
///
/// - count (in/out): number of entries in use, at most capacity.
/// - entries: the entries of the ring, oldest first.
/// - capacity: number of elements of the array.
/// - slot: the first L1 slot that was reorganised.
///
/// Errors: LENGTH if count is above capacity.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_truncate(
    count: InOut<usize>,
    entries: InArray<fernet_randao_entry>,
    capacity: usize,
    slot: u64,
) -> fernet_status {
    count.set([entries.span(capacity)], || Ok(count_before(entries.first(count.get()?, capacity)?, L1Slot::new(slot))))
}

/// Reads the RANDAO mix of a block from a ring: the mix of the greatest slot at or before slot - randao_lag (SPEC
/// #randao-lag). The ring must also hold an entry at or after slot - randao_lag, because a later entry could otherwise
/// change the result.
///
/// - pinned (out): the block number, the slot of the mix, and the mix.
/// - entries: the entries of the ring, oldest first.
/// - count: number of entries.
/// - block_number: number of the rollup block.
/// - slot: L1 slot in which the proposal phase of the block opens.
/// - randao_lag: the parameter of the same name.
///
/// Errors: RANDAO_SLOT_BEFORE_NEWEST or RANDAO_CONFLICTING_MIX if the entries are not in order,
/// RANDAO_BEFORE_FIRST_SLOT, RANDAO_NOT_YET_KNOWN, RANDAO_NOT_RETAINED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_pin(
    pinned: Out<fernet_pinned_mix>,
    entries: InArray<fernet_randao_entry>,
    count: usize,
    block_number: u64,
    slot: u64,
    randao_lag: u32,
) -> fernet_status {
    pinned.set([entries.span(count)], || {
        let entries = entries.get(count)?;
        for (entry, next) in entries.iter().zip(entries.iter().skip(1)) {
            is_new(&[*entry], (*next).into())?;
        }
        Ok(pin(entries, BlockNumber::new(block_number), L1Slot::new(slot), randao_lag)?)
    })
}
