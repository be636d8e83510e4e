//! The registered keys of a block, by key.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use fernet_core::{Duty, KeyBytes, Params, PinnedMix, Registration, Snapshot};

use crate::failure::Failure;
use crate::file::BlockFile;

/// Registrations by key, and the snapshot of the block.
#[derive(Debug)]
pub(crate) struct Registry {
    snapshot: Snapshot,
    by_key: HashMap<KeyBytes, Registration>,
}

impl Registry {
    pub(crate) fn read(file: &BlockFile, params: &Params, pinned: &PinnedMix) -> Result<Self, Failure> {
        let mut by_key = HashMap::with_capacity(file.registry.len());
        for (i, record) in file.registry.iter().enumerate() {
            match by_key.entry(record.key) {
                Entry::Vacant(free) => free.insert(record.registration()),
                Entry::Occupied(_) => {
                    let field = format!("registry[{i}].key");
                    return Err(Failure::field(field, format_args!("{} is registered twice", record.key)));
                }
            };
        }
        Ok(Self { snapshot: Snapshot::new(params, pinned), by_key })
    }

    pub(crate) const fn snapshot(&self) -> Snapshot {
        self.snapshot
    }

    pub(crate) fn get(&self, key: &KeyBytes) -> Option<&Registration> {
        self.by_key.get(key)
    }

    /// All registered keys, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = KeyBytes> {
        self.by_key.keys().copied()
    }

    /// Registrations that are eligible for a duty.
    pub(crate) fn eligible(&self, duty: Duty) -> impl Iterator<Item = &Registration> {
        self.by_key.values().filter(move |registration| self.snapshot.check_eligible(registration, duty).is_ok())
    }
}

impl fernet_block::Registry for Registry {
    fn registration(&self, key: &KeyBytes) -> Option<Registration> {
        self.by_key.get(key).copied()
    }
}
