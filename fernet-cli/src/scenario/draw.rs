//! The random values of a scenario. Each is derived from the seed and its name alone, so that drawing more does not change
//! the others.

use sha2::{Digest, Sha512};

/// A source of random values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw {
    seed: u64,
}

impl Draw {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// At most 64 bytes for a purpose and indices.
    pub(crate) fn bytes<const N: usize>(self, purpose: &str, indices: &[u64]) -> [u8; N] {
        const { assert!(N <= 64, "a draw has 64 bytes") };
        let mut hasher = Sha512::new_with_prefix("fernet/scenario\0");
        hasher.update(self.seed.to_be_bytes());
        hasher.update(purpose);
        hasher.update([0]);
        indices.iter().for_each(|index| hasher.update(index.to_be_bytes()));
        let digest = hasher.finalize();
        std::array::from_fn(|i| digest[i])
    }

    /// A number below `end`, which is at least 1.
    pub(crate) fn below(self, purpose: &str, indices: &[u64], end: u64) -> u64 {
        u64::from_be_bytes(self.bytes(purpose, indices)) % end.max(1)
    }
}
