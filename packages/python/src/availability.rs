//! Attestations and certificates of proof data.

use fernet_core::{Alpha, AttestationId, Beta, CertificateId, DataRoot, KeyBytes, Ticket, VrfProofBytes};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, comparable, getters};
use crate::error::Result;
use crate::messages::SignedAttestationFields;
use crate::registry::Registration;
use crate::shared::Shared;
use crate::tree::ProvingContext;
use crate::value::{Items, V};

class! {
    /// What the attestations of one block are checked against (SPEC #availability).
    "fernet.availability" Availability(fernet_core::Availability)
}
comparable!(Availability);
getters!(Availability {
    /// The root of the proof data that the leader revealed, 32 bytes.
    data_root: DataRoot = |availability: &fernet_core::Availability| *availability.data_root(),
    /// The number of keys that may attest.
    provers: u64 = |availability: &fernet_core::Availability| availability.provers(),
    /// The number of attestations of a certificate.
    needed: u16 = |availability: &fernet_core::Availability| availability.needed(),
});

#[pymethods]
impl Availability {
    /// provers is the number of keys that are eligible at the snapshot. Raises ValueError in a rollup without attesters.
    #[new]
    fn new(context: &ProvingContext, data_root: V<DataRoot>, provers: V<u64>) -> Result<Self> {
        let availability = fernet_core::Availability::new(&context.0, data_root.0, provers.0);
        Ok(Self(availability.ok_or_else(|| PyValueError::new_err("context: the rollup has no attesters"))?))
    }

    /// Whether a ticket selects its key as an attester (SPEC #attesters).
    fn selects(&self, ticket: V<Ticket>) -> bool {
        self.0.selects(ticket.0)
    }

    /// Checks that a key may attest data. Raises Ineligible or AttestationError.
    fn check(&self, registration: &Registration, data_root: V<DataRoot>) -> Result<CheckedAttestation> {
        Ok(CheckedAttestation(self.0.check(&registration.0, &data_root.0)?))
    }

    /// Checks the keys of a certificate, whose proofs are verified apart, and returns its id, 32 bytes. Raises CertificateError.
    fn check_certificate(&self, data_root: V<DataRoot>, keys: V<Items<KeyBytes>>) -> Result<V<CertificateId>> {
        Ok(V(self.0.check_certificate(&data_root.0, keys.0.0.into_iter())?))
    }
}

class! {
    /// An attestation that Availability.check accepted. Its proof is not verified yet.
    "fernet.availability" CheckedAttestation(fernet_core::CheckedAttestation)
}
comparable!(CheckedAttestation);
getters!(CheckedAttestation {
    /// The VRF input, 32 bytes.
    alpha: Alpha = |checked: &fernet_core::CheckedAttestation| checked.alpha(),
    /// What the proof signs, 32 bytes.
    id: AttestationId = |checked: &fernet_core::CheckedAttestation| checked.id(),
    /// 32 bytes.
    key: KeyBytes = |checked: &fernet_core::CheckedAttestation| checked.key(),
});

#[pymethods]
impl CheckedAttestation {
    /// The attestation, from the output that its proof has verified. Raises AttestationError (NotSelected) if the ticket does not
    /// select the key.
    fn attestation(&self, beta: V<Beta>) -> Result<Attestation> {
        Ok(Attestation(self.0.attestation(&beta.0)?))
    }
}

class! {
    /// A valid attestation.
    "fernet.availability" Attestation(fernet_core::Attestation)
}
comparable!(Attestation);
getters!(Attestation {
    /// 32 bytes.
    id: AttestationId = |attestation: &fernet_core::Attestation| attestation.id(),
    /// 32 bytes.
    key: KeyBytes = |attestation: &fernet_core::Attestation| attestation.key(),
});

/// The most attestations that a CertificateBuilder can collect.
const MOST: usize = 1024;

/// Collects the attestations of a certificate (SPEC #certificate), at most 1024.
#[pyclass(frozen, module = "fernet.availability")]
#[derive(Debug)]
pub(crate) struct CertificateBuilder(Shared<Box<fernet_core::CertificateBuilder<VrfProofBytes, MOST>>>);

#[pymethods]
impl CertificateBuilder {
    #[new]
    fn new(availability: &Availability) -> Result<Self> {
        let builder = fernet_core::CertificateBuilder::new(&availability.0);
        let refused = || PyValueError::new_err(format!("availability: needs more than {MOST} attestations"));
        Ok(Self(Shared::new(Box::new(builder.ok_or_else(refused)?))))
    }

    /// Inserts an attestation and its proof, 80 bytes. Returns whether it was new and room was left. Raises CertificateError.
    fn insert(&self, py: Python<'_>, attestation: &Attestation, proof: V<VrfProofBytes>) -> Result<bool> {
        Ok(self.0.write(py, |builder| builder.insert(&attestation.0, proof.0))?)
    }

    /// How many attestations are missing.
    #[getter]
    fn missing(&self, py: Python<'_>) -> u16 {
        self.0.read(py, |builder| builder.missing())
    }

    /// The id of the complete certificate, 32 bytes; None before it is complete.
    #[getter]
    fn id(&self, py: Python<'_>) -> V<Option<CertificateId>> {
        V(self.0.read(py, |builder| builder.id()))
    }

    /// The attestations, in the order of their keys.
    #[getter]
    fn attestations(&self, py: Python<'_>) -> V<Items<SignedAttestationFields>> {
        V(Items(self.0.read(py, |builder| builder.attestations().iter().map(|signed| (*signed).into()).collect())))
    }
}
