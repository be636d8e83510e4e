//! Hashing of many inputs that differ in their last field only (SPEC `#ticket`, mode `public`).

use fernet_core::{KeyBytes, NodeIndex, ProverSeed, Ticket, tag};
use p3_keccak::Keccak256Hash;
use p3_symmetric::CryptographicHasher;

/// Number of keys hashed in one call: a multiple of every number of lanes, small enough for the first-level cache.
pub(crate) const BATCH: usize = 64;

/// Length of an input, `tag || prover_seed || u64(node) || key`.
const INPUT: usize = 32 + 32 + 8 + 32;

/// The inputs of a seed and a node, with room for the keys, and their digests.
pub(crate) struct Batch {
    inputs: [[u8; INPUT]; BATCH],
    digests: [[u8; 32]; BATCH],
}

impl Batch {
    pub(crate) fn new(seed: &ProverSeed, node: NodeIndex) -> Self {
        let mut input = [0; INPUT];
        let node = node.get().to_be_bytes();
        let fields = tag::TICKET_PUBLIC.as_bytes().iter().chain(seed.as_bytes()).chain(&node);
        for (to, from) in input.iter_mut().zip(fields) {
            *to = *from;
        }
        Self { inputs: [input; BATCH], digests: [[0; 32]; BATCH] }
    }

    /// The tickets of the first [`BATCH`] keys, in their order.
    pub(crate) fn tickets<'k>(
        &mut self,
        keys: impl ExactSizeIterator<Item = &'k KeyBytes>,
    ) -> impl Iterator<Item = Ticket> {
        let count = keys.len().min(BATCH);
        for (input, key) in self.inputs.iter_mut().zip(keys) {
            if let Some(end) = input.last_chunk_mut() {
                *end = *key.as_bytes();
            }
        }
        let inputs = self.inputs.get(..count).unwrap_or_default();
        let digests = self.digests.get_mut(..count).unwrap_or_default();
        // `hash_many` needs inputs of equal length and one digest for each.
        Keccak256Hash.hash_many(inputs.as_flattened(), digests);
        digests.iter().map(first16)
    }
}

/// The first 16 bytes of a digest, big-endian.
fn first16(digest: &[u8; 32]) -> Ticket {
    Ticket::from_be_bytes(digest.first_chunk().copied().unwrap_or_default())
}
