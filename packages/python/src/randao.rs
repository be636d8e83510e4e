//! RANDAO mixes.

use fernet_core::randao::{
    self, count_before, is_new, replace_oldest, ring_from_bytes, ring_stored_len, ring_to_bytes,
};
use fernet_core::{BlockNumber, L1Block, RandaoEntry, RandaoMix, RandaoReveal};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, comparable, getters};
use crate::error::Result;
use crate::value::{Data, Items, V};

class! {
    /// The mix from which the seeds of a block are derived, and the L1 block of the mix (SPEC #randao-lag).
    "fernet.randao" PinnedMix(fernet_core::PinnedMix)
}
comparable!(PinnedMix);
getters!(PinnedMix {
    /// The number of the block of the rollup.
    block_number: BlockNumber = |pinned: &fernet_core::PinnedMix| pinned.block_number(),
    /// The L1 block whose mix it is.
    l1_block: L1Block = |pinned: &fernet_core::PinnedMix| pinned.l1_block(),
    /// The mix, 32 bytes.
    mix: RandaoMix = |pinned: &fernet_core::PinnedMix| pinned.mix(),
});

#[pymethods]
impl PinnedMix {
    #[new]
    #[pyo3(signature = (*, block_number, l1_block, mix))]
    fn new(block_number: V<BlockNumber>, l1_block: V<L1Block>, mix: V<RandaoMix>) -> Result<Self> {
        Ok(Self(fernet_core::PinnedMix::new(block_number.0, l1_block.0, mix.0)?))
    }

    /// The L1 block of the snapshot of the registry that decides who is eligible (SPEC #snapshot).
    #[getter]
    fn snapshot(&self) -> V<L1Block> {
        V(self.0.snapshot())
    }

    /// Whether a reorganisation of L1 that replaced every L1 block after last_common replaced this mix.
    fn is_stale(&self, last_common: V<L1Block>) -> bool {
        self.0.is_stale(last_common.0)
    }
}

/// The mixes of the latest L1 blocks (SPEC #randao-ring). When it is full, inserting removes the oldest.
#[pyclass(module = "fernet.randao")]
#[derive(Debug)]
pub(crate) struct RandaoRing {
    capacity: usize,
    entries: Vec<RandaoEntry>,
}

/// The largest capacity of a ring, because its stored form counts the entries in two bytes.
const LARGEST: usize = 65_535;

#[pymethods]
impl RandaoRing {
    #[new]
    fn new(capacity: V<usize>) -> Result<Self> {
        if !(1..=LARGEST).contains(&capacity.0) {
            return Err(PyValueError::new_err(format!("capacity: expected an int from 1 to {LARGEST}")).into());
        }
        Ok(Self { capacity: capacity.0, entries: Vec::new() })
    }

    /// Reads a ring that to_bytes has stored.
    #[staticmethod]
    fn from_bytes(capacity: V<usize>, data: V<Data>) -> Result<Self> {
        let mut ring = Self::new(capacity)?;
        let empty = RandaoEntry { l1_block: L1Block::new(0), mix: RandaoMix::ZERO };
        ring.entries.resize(ring.capacity, empty);
        let count = ring_from_bytes(&data.0, &mut ring.entries)?;
        ring.entries.truncate(count);
        Ok(ring)
    }

    /// The bytes in which a client keeps the ring over a restart.
    fn to_bytes(&self) -> V<Data> {
        let mut bytes = vec![0; ring_stored_len(self.entries.len())];
        V(ring_to_bytes(&self.entries, &mut bytes).map(<[u8]>::to_vec).unwrap_or_default())
    }

    /// Adds the mix (prevRandao) of an L1 block, which must be later than all others. Inserting the newest again changes nothing.
    fn insert(&mut self, l1_block: V<L1Block>, mix: V<RandaoMix>) -> Result<()> {
        let next = RandaoEntry { l1_block: l1_block.0, mix: mix.0 };
        if is_new(&self.entries, next)? {
            if self.entries.len() < self.capacity {
                self.entries.push(next);
            } else {
                replace_oldest(&mut self.entries, next);
            }
        }
        Ok(())
    }

    /// Removes the mixes of from_l1_block and of all later L1 blocks, after a reorganisation of L1.
    fn truncate(&mut self, from_l1_block: V<L1Block>) {
        self.entries.truncate(count_before(&self.entries, from_l1_block.0));
    }

    /// Reads the mix of a block whose proposal phase opens at the L1 block opens_at (SPEC #randao-lag).
    fn pin(&self, block_number: V<BlockNumber>, opens_at: V<L1Block>, randao_lag: V<u32>) -> Result<PinnedMix> {
        Ok(PinnedMix(randao::pin(&self.entries, block_number.0, opens_at.0, randao_lag.0)?))
    }

    /// The L1 blocks with their mixes, oldest first.
    #[getter]
    fn entries(&self) -> V<Items<(L1Block, RandaoMix)>> {
        V(Items(self.entries.iter().map(|entry| (entry.l1_block, entry.mix)).collect()))
    }

    fn __len__(&self) -> usize {
        self.entries.len()
    }

    fn __repr__(&self) -> String {
        format!("<RandaoRing: {} of {} mixes>", self.entries.len(), self.capacity)
    }
}

/// The mix after an L1 block whose RANDAO reveal, 96 bytes, is known (SPEC #randao-mix).
#[pyfunction]
pub(crate) fn mix_in(mix: V<RandaoMix>, reveal: V<RandaoReveal>) -> V<RandaoMix> {
    V(mix.0.mix_in(&reveal.0))
}

/// The L1 block whose mix is that of a block which opens at the L1 block opens_at (SPEC #randao-lag).
#[pyfunction]
pub(crate) fn mix_block(opens_at: V<L1Block>, randao_lag: V<u32>) -> Result<V<L1Block>> {
    Ok(V(randao::mix_block(opens_at.0, randao_lag.0)?))
}
