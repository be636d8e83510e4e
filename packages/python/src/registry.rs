//! The registry of keys.

use std::collections::HashMap;

use fernet_core::{
    Address, Alpha, Duty, KeyBytes, L1Block, NodeKind, RegistrationId, RegistrationRecord as CoreRecord,
    RegistrationRequest as CoreRequest, Role, registration,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, comparable, getters, record};
use crate::error::Result;
use crate::params::Params;
use crate::randao::PinnedMix;
use crate::value::{Items, V, Value, text, unknown_name};

const DUTIES: [(&str, Duty); 3] = [
    ("propose", Duty::Propose),
    ("prove-base", Duty::Prove(NodeKind::Base)),
    ("prove-merge", Duty::Prove(NodeKind::Merge)),
];

impl Value for Duty {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let name = text(object)?;
        let duty = DUTIES.iter().find(|duty| duty.0 == name);
        duty.map(|duty| duty.1).ok_or_else(|| unknown_name(&DUTIES.map(|duty| duty.0)))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let name = DUTIES.iter().find(|duty| duty.1 == self).map_or("", |duty| duty.0);
        name.to_owned().to_python(py)
    }
}

record! {
    /// The record of a key that counts (SPEC #registry). entry_l1_block and exit_l1_block are L1 blocks; exit_l1_block is None
    /// while the key has not exited.
    "fernet.registry" Registration(fernet_core::Registration) {
        key: KeyBytes, role: Role, entry_l1_block: L1Block, exit_l1_block: Option<L1Block> = None,
    }
}

record! {
    /// A request to register a key for its owner (SPEC #registration). suite is the suite byte of the key's VRF.
    "fernet.registry" RegistrationRequest(CoreRequest) { suite: u8, key: KeyBytes, role: Role, owner: Address }
}

#[pymethods]
impl RegistrationRequest {
    /// The VRF input of the proof of possession, 32 bytes.
    fn alpha(&self, params: &Params) -> V<Alpha> {
        V(self.0.alpha(&params.0))
    }

    /// The id of the request, which the proof signs, 32 bytes.
    fn id(&self, params: &Params) -> V<RegistrationId> {
        V(self.0.id(&params.0))
    }

    /// Checks the suite and the owner. Raises RegistrationError.
    fn check(&self, params: &Params) -> Result<()> {
        Ok(self.0.check(&params.0)?)
    }
}

record! {
    /// A request that L1 accepted, with the L1 blocks of its entry and its exit.
    "fernet.registry" RegistrationRecord(CoreRecord) {
        request: CoreRequest, entry_l1_block: L1Block, exit_l1_block: Option<L1Block> = None,
    }
}

#[pymethods]
impl RegistrationRecord {
    /// The registration that the record stands for.
    #[getter]
    fn registration(&self) -> Registration {
        Registration(self.0.registration())
    }
}

/// Chooses the record of a key that counts among all records of the key (SPEC #registration-choice); None without records.
#[pyfunction]
pub(crate) fn choose(records: V<Items<CoreRecord>>) -> V<Option<CoreRecord>> {
    V(registration::choose(records.0.0))
}

class! {
    /// The registry after one L1 block, which decides who is eligible in a block (SPEC #snapshot).
    "fernet.registry" Snapshot(fernet_core::Snapshot)
}
comparable!(Snapshot);
getters!(Snapshot {
    /// The L1 block after which the registry counts.
    l1_block: L1Block = |snapshot: &fernet_core::Snapshot| snapshot.l1_block(),
});

#[pymethods]
impl Snapshot {
    #[new]
    fn new(params: &Params, pinned: &PinnedMix) -> Self {
        Self(fernet_core::Snapshot::new(&params.0, &pinned.0))
    }

    /// Checks that a key is eligible for a duty. Raises Ineligible.
    fn check_eligible(&self, registration: &Registration, duty: V<Duty>) -> Result<()> {
        Ok(self.0.check_eligible(&registration.0, duty.0)?)
    }
}

/// The registered keys, as far as a client knows them. It does not change; make a new one when the registry has changed.
#[pyclass(frozen, module = "fernet.registry")]
#[derive(Debug)]
pub(crate) struct Registry(HashMap<KeyBytes, fernet_core::Registration>);

impl fernet_block::Registry for Registry {
    fn registration(&self, key: &KeyBytes) -> Option<fernet_core::Registration> {
        self.0.get(key).copied()
    }

    fn provers(&self, snapshot: &fernet_core::Snapshot) -> Option<u64> {
        Some(snapshot.count_provers(self.0.values()))
    }
}

#[pymethods]
impl Registry {
    /// Takes one registration for each key. Two of one key raise ValueError: choose decides between records.
    #[new]
    fn new(registrations: V<Items<fernet_core::Registration>>) -> Result<Self> {
        let mut known = HashMap::new();
        for (index, registration) in registrations.0.0.into_iter().enumerate() {
            if known.insert(registration.key, registration).is_some() {
                let message = format!("registrations: item {index} has the key of an item before it");
                return Err(PyValueError::new_err(message).into());
            }
        }
        Ok(Self(known))
    }

    /// The registration of a key, or None.
    fn get(&self, key: V<KeyBytes>) -> V<Option<fernet_core::Registration>> {
        V(self.0.get(&key.0).copied())
    }

    /// The number of keys that are eligible to prove a base at a snapshot.
    fn provers(&self, snapshot: &Snapshot) -> u64 {
        snapshot.0.count_provers(self.0.values())
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __contains__(&self, key: V<KeyBytes>) -> bool {
        self.0.contains_key(&key.0)
    }

    fn __repr__(&self) -> String {
        format!("<Registry: {} keys>", self.0.len())
    }
}
