//! RANDAO: mixing, the ring, the pinned mix (SPEC `#randao`).

use fernet_core::randao::{count_before, is_new, pin, replace_oldest};
use fernet_core::{PinnedMix, RandaoEntry};

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

impl From<fernet_randao_entry> for RandaoEntry {
    fn from(entry: fernet_randao_entry) -> Self {
        Self { slot: entry.slot, mix: entry.mix.bytes.into() }
    }
}

impl Parse for fernet_pinned_mix {
    type Value = PinnedMix;

    fn parse(self) -> Result<PinnedMix, fernet_status> {
        let entry = RandaoEntry { slot: self.slot, mix: self.mix.parse()? };
        Ok(pin(&[entry], self.block_number, self.slot, 0)?)
    }
}

impl From<PinnedMix> for fernet_pinned_mix {
    fn from(pinned: PinnedMix) -> Self {
        Self { block_number: pinned.block_number(), slot: pinned.slot(), mix: pinned.mix().into() }
    }
}

/// The mix after a reveal: mix XOR SHA-256(reveal), Ethereum's rule (SPEC #randao-mix).
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

/// Adds the mix of slot to a ring: *count entries in the caller's array, oldest first. When all capacity entries are in use
/// the oldest leaves. The newest pair again changes nothing (SPEC #randao-ring). Start with *count 0. To pin with a lag, a ring needs
/// a capacity of randao_lag + 1, and one more for each slot that is added after the one in which the block opens and before
/// fernet_randao_ring_pin.
///
/// Errors: LENGTH if capacity is 0 or less than *count, RANDAO_SLOT_BEFORE_NEWEST, RANDAO_CONFLICTING_MIX. The ring is then as
/// before.
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

/// Removes every mix at or after slot: the L1 chain was reorganised from there on (SPEC #randao-ring). Only *count changes.
///
/// Errors: LENGTH if *count is more than capacity.
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
    count.set([entries.span(capacity)], || Ok(count_before(entries.first(count.get()?, capacity)?, slot)))
}

/// Pins the mix of block block_number, whose proposal phase opens in slot: of the entries, oldest first, the one at or before
/// slot - randao_lag (SPEC #randao-lag). It is read only if an entry at or after that slot is there too.
///
/// Errors: RANDAO_SLOT_BEFORE_NEWEST or RANDAO_CONFLICTING_MIX for entries out of order, RANDAO_BEFORE_FIRST_SLOT,
/// RANDAO_NOT_YET_KNOWN, RANDAO_NOT_RETAINED.
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
        Ok(pin(entries, block_number, slot, randao_lag)?)
    })
}
