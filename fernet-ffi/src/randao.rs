//! RANDAO mixes, the ring that keeps them, and the pinned mix of a block (SPEC `#randao`).

use fernet_core::randao::{count_before, is_new, pin, replace_oldest};
use fernet_core::{BlockNumber, L1Block, PinnedMix, RandaoEntry};

use crate::bytes::{Parse, fernet_randao_mix, fernet_randao_reveal};
use crate::ptr::{In, InArray, InOut, InOutArray, Out, Output};
use crate::status::fernet_status;

/// An L1 block and its RANDAO mix: one entry of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_randao_entry {
    /// Number of the L1 block.
    pub l1_block: u64,
    /// The prevRandao of that L1 block: the field mixHash of its header.
    pub mix: fernet_randao_mix,
}
/// The RANDAO mix that all seeds of one block are derived from (SPEC #randao-pin). fernet_randao_ring_pin reads it from
/// a ring. After a reorganisation of L1 that replaced the L1 block l1_block, it has to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_pinned_mix {
    /// Number of the rollup block for which the mix was read.
    pub block_number: u64,
    /// Number of the L1 block whose prevRandao the mix is, at least 2. The registry is read as it is after the L1 block
    /// two before.
    pub l1_block: u64,
    /// The mix.
    pub mix: fernet_randao_mix,
}

impl From<fernet_randao_entry> for RandaoEntry {
    fn from(entry: fernet_randao_entry) -> Self {
        Self { l1_block: L1Block::new(entry.l1_block), mix: entry.mix.bytes.into() }
    }
}

impl From<RandaoEntry> for fernet_randao_entry {
    fn from(entry: RandaoEntry) -> Self {
        Self { l1_block: entry.l1_block.get(), mix: entry.mix.into() }
    }
}

impl Parse for fernet_pinned_mix {
    type Value = PinnedMix;

    fn parse(self) -> Result<PinnedMix, fernet_status> {
        Ok(PinnedMix::new(self.block_number.into(), self.l1_block.into(), self.mix.parse()?)?)
    }
}

impl From<PinnedMix> for fernet_pinned_mix {
    fn from(pinned: PinnedMix) -> Self {
        Self { block_number: pinned.block_number().get(), l1_block: pinned.l1_block().get(), mix: pinned.mix().into() }
    }
}

/// Computes the RANDAO mix after a reveal, mix XOR SHA-256(reveal), as the L1 beacon chain does (SPEC #randao-mix). From
/// the prevRandao and the reveal of one L1 block it gives the prevRandao of the next.
///
/// - next (out): the mix after the reveal.
/// - mix: the mix before the reveal.
/// - reveal: the reveal of the L1 block's proposer.
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

/// Adds the mix of an L1 block to a ring of RANDAO mixes (SPEC #randao-ring). The ring is the caller's array; set count to 0
/// to start. When the ring is full, the oldest entry is removed. Inserting the newest entry again changes nothing.
///
/// To pin the mix of a block, the capacity must be at least randao_lag + 1, plus one for each L1 block that is
/// inserted between the one at which the block opens and the call of fernet_randao_ring_pin.
///
/// - entries (in/out): the entries of the ring, oldest first. Entries from count on need not be initialised.
/// - capacity: number of elements of the array, at least 1.
/// - count (in/out): number of entries in use, at most capacity.
/// - l1_block: number of the L1 block, at or after the newest one of the ring.
/// - mix: the prevRandao of that L1 block: the field mixHash of its header.
///
/// Errors: LENGTH if capacity is 0 or less than count, RANDAO_L1_BLOCK_BEFORE_NEWEST, RANDAO_CONFLICTING_MIX.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_insert(
    mut entries: InOutArray<fernet_randao_entry>,
    capacity: usize,
    count: InOut<usize>,
    l1_block: u64,
    mix: In<fernet_randao_mix>,
) -> fernet_status {
    (entries.span(capacity), count).set([mix.span()], || {
        let (held, mix) = (count.get()?, mix.get()?);
        let entry = fernet_randao_entry { l1_block, mix };
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

/// Removes the mixes of all L1 blocks from a given one on, after a reorganisation of L1 that replaced them (SPEC
/// #randao-ring). Only count is written.
///
/// - count (in/out): number of entries in use, at most capacity.
/// - entries: the entries of the ring, oldest first.
/// - capacity: number of elements of the array.
/// - from: number of the first L1 block that was replaced.
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
    from: u64,
) -> fernet_status {
    count.set([entries.span(capacity)], || Ok(count_before(entries.first(count.get()?, capacity)?, L1Block::new(from))))
}

/// Reads the RANDAO mix of a block from a ring: the mix of the L1 block opens - randao_lag (SPEC #randao-lag). One entry
/// that was made from a verified L1 header is a ring too.
///
/// - pinned (out): the block number, the L1 block of the mix, and the mix.
/// - entries: the entries of the ring, oldest first.
/// - count: number of entries.
/// - block_number: number of the rollup block.
/// - opens: L1 block at which the proposal phase of the block opens.
/// - randao_lag: the parameter of the same name.
///
/// Errors: RANDAO_L1_BLOCK_BEFORE_NEWEST or RANDAO_CONFLICTING_MIX if the entries are not in order,
/// RANDAO_OPENS_TOO_EARLY, RANDAO_NOT_YET_KNOWN, RANDAO_NOT_RETAINED.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_randao_ring_pin(
    pinned: Out<fernet_pinned_mix>,
    entries: InArray<fernet_randao_entry>,
    count: usize,
    block_number: u64,
    opens: u64,
    randao_lag: u32,
) -> fernet_status {
    pinned.set([entries.span(count)], || {
        let entries = entries.get(count)?;
        for (entry, next) in entries.iter().zip(entries.iter().skip(1)) {
            is_new(&[*entry], (*next).into())?;
        }
        Ok(pin(entries, BlockNumber::new(block_number), L1Block::new(opens), randao_lag)?)
    })
}
