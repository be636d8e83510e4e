//! RANDAO mixes.

use fernet_core::randao::{
    self, count_before, is_new, replace_oldest, ring_from_bytes, ring_stored_len, ring_to_bytes,
};
use fernet_core::{BlockNumber, L1Block, RandaoEntry, RandaoMix, RandaoReveal};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, comparable, getters};
use crate::error::Result;
use crate::shared::Shared;
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
#[pyclass(frozen, module = "fernet.randao")]
#[derive(Debug)]
pub(crate) struct RandaoRing {
    capacity: usize,
    entries: Shared<Vec<RandaoEntry>>,
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
        Ok(Self { capacity: capacity.0, entries: Shared::new(Vec::new()) })
    }

    /// Reads a ring that to_bytes has stored.
    #[staticmethod]
    fn from_bytes(capacity: V<usize>, data: V<Data>) -> Result<Self> {
        let ring = Self::new(capacity)?;
        let mut entries = vec![RandaoEntry { l1_block: L1Block::new(0), mix: RandaoMix::ZERO }; ring.capacity];
        let count = ring_from_bytes(&data.0, &mut entries)?;
        entries.truncate(count);
        Ok(Self { entries: Shared::new(entries), ..ring })
    }

    /// The bytes in which a client keeps the ring over a restart.
    fn to_bytes(&self, py: Python<'_>) -> V<Data> {
        V(self.entries.read(py, |entries| {
            let mut bytes = vec![0; ring_stored_len(entries.len())];
            ring_to_bytes(entries, &mut bytes).map(<[u8]>::to_vec).unwrap_or_default()
        }))
    }

    /// Adds the mix (prevRandao) of an L1 block, which must be later than all others. Inserting the newest again changes nothing.
    fn insert(&self, py: Python<'_>, l1_block: V<L1Block>, mix: V<RandaoMix>) -> Result<()> {
        let next = RandaoEntry { l1_block: l1_block.0, mix: mix.0 };
        self.entries.write(py, |entries| {
            if is_new(entries, next)? {
                if entries.len() < self.capacity {
                    entries.push(next);
                } else {
                    replace_oldest(entries, next);
                }
            }
            Ok(())
        })
    }

    /// Removes the mixes of from_l1_block and of all later L1 blocks, after a reorganisation of L1.
    fn truncate(&self, py: Python<'_>, from_l1_block: V<L1Block>) {
        self.entries.write(py, |entries| entries.truncate(count_before(entries, from_l1_block.0)));
    }

    /// Reads the mix of a block whose proposal phase opens at the L1 block opens_at (SPEC #randao-lag).
    fn pin(
        &self,
        py: Python<'_>,
        block_number: V<BlockNumber>,
        opens_at: V<L1Block>,
        randao_lag: V<u32>,
    ) -> Result<PinnedMix> {
        let pin = |entries: &Vec<_>| randao::pin(entries, block_number.0, opens_at.0, randao_lag.0);
        Ok(PinnedMix(self.entries.read(py, pin)?))
    }

    /// The L1 blocks with their mixes, oldest first.
    #[getter]
    fn entries(&self, py: Python<'_>) -> V<Items<(L1Block, RandaoMix)>> {
        let pairs = |entries: &Vec<RandaoEntry>| entries.iter().map(|entry| (entry.l1_block, entry.mix)).collect();
        V(Items(self.entries.read(py, pairs)))
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.entries.read(py, Vec::len)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<RandaoRing: {} of {} mixes>", self.__len__(py), self.capacity)
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
