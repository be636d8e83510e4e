//! The registered keys of a block, by key.

use std::collections::HashMap;

use fernet_core::{
    Address, Duty, KeyBytes, Params, PinnedMix, Registration, RegistrationRecord, Snapshot, registration,
};

use crate::failure::Failure;
use crate::file::{BlockFile, KeyRecord};
use crate::parallel::Progress;
use crate::refusal::{Item, Refusal};

/// Registrations by key, and the snapshot of the block.
#[derive(Debug)]
pub(crate) struct Registry {
    snapshot: Snapshot,
    /// Numbers of keys that are eligible to prove a base, as far as they were counted.
    provers: HashMap<Snapshot, u64>,
    by_key: HashMap<KeyBytes, Registration>,
    /// Records that do not count, because their proof is not valid.
    pub(super) refused: Vec<(Item, Refusal)>,
}

impl Registry {
    pub(crate) fn read(
        file: &BlockFile,
        params: &Params,
        pinned: &PinnedMix,
        progress: &Progress,
    ) -> Result<Self, Failure> {
        let mut owners = HashMap::with_capacity(file.registry.len());
        for (i, record) in file.registry.iter().enumerate() {
            if record.proof.is_none() && record.owner != Address::ZERO {
                return Err(Failure::field(
                    format_args!("registry[{i}].proof"),
                    "missing field; a record with owner needs it",
                ));
            }
            let held: &mut Vec<_> = owners.entry(record.key).or_default();
            // A key without an owner has one record.
            if held
                .iter()
                .any(|other| *other == record.owner || *other == Address::ZERO || record.owner == Address::ZERO)
            {
                let field = format_args!("registry[{i}].key").to_string();
                return Err(Failure::field(field, format_args!("{} is registered twice", record.key)));
            }
            held.push(record.owner);
        }
        let check = |_, record: &KeyRecord| record.check(params);
        let checked = progress.map("verifying registrations", &file.registry, check);
        let mut valid = Vec::with_capacity(file.registry.len());
        let mut refused = Vec::new();
        for (i, (record, checked)) in file.registry.iter().zip(checked).enumerate() {
            match checked {
                Ok(()) => valid.push(record.record(params)),
                Err(refusal) => refused.push((Item::Registration(i), refusal)),
            }
        }
        Ok(Self { refused, ..Self::of_records(Snapshot::new(params, pinned), valid) })
    }

    /// The registrations of records whose requests are valid.
    pub(crate) fn of_records(snapshot: Snapshot, valid: impl IntoIterator<Item = RegistrationRecord>) -> Self {
        let mut chosen = HashMap::<KeyBytes, RegistrationRecord>::new();
        for record in valid {
            let held = chosen.get(&record.request.key).copied();
            if let Some(best) = registration::choose(held.into_iter().chain([record])) {
                chosen.insert(record.request.key, best);
            }
        }
        let by_key = chosen.into_iter().map(|(key, record)| (key, record.registration())).collect();
        let mut registry = Self { snapshot, provers: HashMap::new(), by_key, refused: Vec::new() };
        registry.count(snapshot);
        registry
    }

    /// Counts the keys that are eligible to prove a base at a snapshot, once for all attestations.
    pub(crate) fn count(&mut self, snapshot: Snapshot) {
        self.provers.entry(snapshot).or_insert_with(|| snapshot.count_provers(self.by_key.values()));
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

    fn provers(&self, snapshot: &Snapshot) -> Option<u64> {
        let count = || snapshot.count_provers(self.by_key.values());
        Some(self.provers.get(snapshot).copied().unwrap_or_else(count))
    }
}
