//! The VRF on edwards25519 (RFC 9381): keys, outputs, proofs.

use fernet_core::{Beta, NodeIndex, ProverSeed, Role, VrfMode};
use fernet_vrf::{Suite, verify_bytes};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, secret};
use crate::error::Result;
use crate::shared::Shared;
use crate::value::{Data, Items, Secret, V};

class! {
    /// A public key that was decoded and checked (RFC 9381): 32 bytes. What is no key raises KeyError.
    "fernet.vrf" PublicKey(fernet_vrf::PublicKey)
}
class! {
    /// A proof with 80 bytes, decoded: Gamma, c and s (RFC 9381). What is no proof raises ProofError.
    "fernet.vrf" Proof(fernet_vrf::Proof)
}
class! {
    /// A proof in the form for batches, 128 bytes: Gamma, U, V and s (SPEC #vrf-batch). What is none raises BatchProofError.
    "fernet.vrf" BatchProof(fernet_vrf::BatchProof)
}

/// Adds the constructor from bytes, and bytes, hex, equality and the rest that follows from them.
macro_rules! encoded {
    ($name:ident, $inner:ty) => {
        #[pymethods]
        impl $name {
            #[new]
            fn new(data: V<Data>) -> Result<Self> {
                Ok(Self(<$inner>::try_from(data.0.as_slice())?))
            }

            /// Reads hex, without a prefix.
            #[staticmethod]
            fn from_hex(text: V<String>) -> Result<Self> {
                text.0.parse().map(Self).map_err(|error| match error {
                    fernet_core::vrf::ParseError::Bytes(error) => error.into(),
                    error => PyValueError::new_err(format!("text: {error}")).into(),
                })
            }

            fn __bytes__(&self) -> V<Data> {
                V(self.0.to_bytes().as_ref().to_vec())
            }

            /// The bytes as lower-case hex.
            fn hex<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                $crate::value::Value::to_python(self.__bytes__().0, py)?.call_method0("hex")
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                Ok(format!(concat!(stringify!($name), ".from_hex('{}')"), self.hex(py)?))
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| self.0.to_bytes() == other.get().0.to_bytes())
            }

            fn __hash__(&self) -> u64 {
                use std::hash::{DefaultHasher, Hash as _, Hasher as _};
                let mut hasher = DefaultHasher::new();
                self.0.to_bytes().hash(&mut hasher);
                hasher.finish()
            }

            fn __getnewargs__(&self) -> (V<Data>,) {
                (self.__bytes__(),)
            }
        }
    };
}
pub(crate) use encoded;

encoded!(PublicKey, fernet_vrf::PublicKey);
encoded!(Proof, fernet_vrf::Proof);
encoded!(BatchProof, fernet_vrf::BatchProof);

#[pymethods]
impl PublicKey {
    /// Verifies a proof over alpha and additional data, and returns beta, the VRF output of 64 bytes.
    ///
    /// Raises VerifyError if the proof is not valid.
    #[pyo3(signature = (alpha, proof, *, ad=None, suite=V(Suite::Ell2)))]
    fn verify(
        &self,
        py: Python<'_>,
        alpha: V<Data>,
        proof: V<fernet_vrf::Proof>,
        ad: Option<V<Data>>,
        suite: V<Suite>,
    ) -> Result<V<Beta>> {
        let ad = ad.map(|ad| ad.0);
        let output = py.detach(|| self.0.verify(suite.0, &alpha.0, ad.as_deref(), &proof.0))?;
        Ok(V(*output.beta()))
    }
}

#[pymethods]
impl Proof {
    /// The output of the proof (RFC 9381 proof_to_hash), 64 bytes. It means nothing before the proof was verified.
    #[pyo3(signature = (*, suite=V(Suite::Ell2)))]
    fn to_hash(&self, suite: V<Suite>) -> V<Beta> {
        V(self.0.to_hash(suite.0))
    }

    /// The same proof in the form for batches. Raises ExpandError if the proof is not valid or has none.
    #[pyo3(signature = (key, alpha, *, ad=None, suite=V(Suite::Ell2)))]
    fn to_batch_proof(
        &self,
        key: V<fernet_vrf::PublicKey>,
        alpha: V<Data>,
        ad: Option<V<Data>>,
        suite: V<Suite>,
    ) -> Result<BatchProof> {
        let ad = ad.map(|ad| ad.0);
        Ok(BatchProof(self.0.to_batch_proof(&key.0, suite.0, &alpha.0, ad.as_deref())?))
    }
}

#[pymethods]
impl BatchProof {
    /// The proof of 80 bytes that this one stands for. It is not verified.
    #[pyo3(signature = (key, alpha, *, ad=None, suite=V(Suite::Ell2)))]
    fn to_proof(
        &self,
        key: V<fernet_vrf::PublicKey>,
        alpha: V<Data>,
        ad: Option<V<Data>>,
        suite: V<Suite>,
    ) -> Result<Proof> {
        let ad = ad.map(|ad| ad.0);
        Ok(Proof(self.0.to_proof(&key.0, suite.0, &alpha.0, ad.as_deref())?))
    }
}

/// A secret key. It cannot be printed, compared, copied, pickled or read, and is wiped when it is deleted.
///
/// Make one with derive or from_seed. The bytes that they take stay where Python keeps them: this class wipes its own copies only.
#[pyclass(frozen, module = "fernet.vrf")]
#[derive(Debug)]
pub(crate) struct SecretKey(Shared<Option<fernet_vrf::SecretKey>>);

impl SecretKey {
    fn new(key: fernet_vrf::SecretKey) -> Self {
        Self(Shared::new(Some(key)))
    }

    /// Uses the key. Several threads can do so at once. The GIL is released.
    pub(crate) fn with<R: Send>(
        &self,
        py: Python<'_>,
        with: impl FnOnce(&fernet_vrf::SecretKey) -> R + Send,
    ) -> Result<R> {
        Ok(self.0.read(py, |key| key.as_ref().map(with)).ok_or_else(wiped)?)
    }
}

/// The error of a key that was wiped.
pub(crate) fn wiped() -> PyErr {
    PyValueError::new_err("the secret key was wiped")
}

#[pymethods]
impl SecretKey {
    /// Derives the key of a role from 32 secret master bytes (SPEC #key-derivation).
    #[staticmethod]
    fn derive(master: Secret, role: V<Role>) -> Self {
        Self::new(fernet_vrf::SecretKey::derive(&master.0, role.0))
    }

    /// Takes the 32 bytes SK of RFC 9381.
    #[staticmethod]
    fn from_seed(seed: Secret) -> Self {
        Self::new(fernet_vrf::SecretKey::from_seed(&seed.0))
    }

    /// The public key of this key.
    #[getter]
    fn public_key(&self, py: Python<'_>) -> Result<PublicKey> {
        self.with(py, |key| PublicKey(*key.public_key()))
    }

    /// Computes beta, the VRF output of 64 bytes for alpha, without a proof.
    #[pyo3(signature = (alpha, *, suite=V(Suite::Ell2)))]
    fn evaluate(&self, py: Python<'_>, alpha: V<Data>, suite: V<Suite>) -> Result<V<Beta>> {
        let evaluate =
            |key: &fernet_vrf::SecretKey| key.evaluate(suite.0, &alpha.0).map(|evaluation| *evaluation.output().beta());
        Ok(V(self.with(py, evaluate)??))
    }

    /// Makes the proof of the output for alpha, which signs additional data too.
    #[pyo3(signature = (alpha, *, ad=None, suite=V(Suite::Ell2)))]
    fn prove(&self, py: Python<'_>, alpha: V<Data>, ad: Option<V<Data>>, suite: V<Suite>) -> Result<Proof> {
        let ad = ad.map(|ad| ad.0);
        let prove = |key: &fernet_vrf::SecretKey| {
            key.evaluate(suite.0, &alpha.0).map(|evaluation| evaluation.prove(ad.as_deref()))
        };
        Ok(Proof(self.with(py, prove)??))
    }

    /// Makes a proof and verifies it before it is released, against faults of the machine (ProveError).
    #[pyo3(signature = (alpha, *, ad=None, suite=V(Suite::Ell2)))]
    fn prove_verified(&self, py: Python<'_>, alpha: V<Data>, ad: Option<V<Data>>, suite: V<Suite>) -> Result<Proof> {
        let ad = ad.map(|ad| ad.0);
        let prove = |key: &fernet_vrf::SecretKey| -> Result<_> {
            Ok(key.evaluate(suite.0, &alpha.0)?.prove_verified(&alpha.0, ad.as_deref())?)
        };
        Ok(Proof(self.with(py, prove)??))
    }

    /// Makes a proof in the form for batches.
    #[pyo3(signature = (alpha, *, ad=None, suite=V(Suite::Ell2)))]
    fn prove_batchable(
        &self,
        py: Python<'_>,
        alpha: V<Data>,
        ad: Option<V<Data>>,
        suite: V<Suite>,
    ) -> Result<BatchProof> {
        let ad = ad.map(|ad| ad.0);
        let prove = |key: &fernet_vrf::SecretKey| {
            key.evaluate(suite.0, &alpha.0).map(|evaluation| evaluation.prove_batchable(ad.as_deref()))
        };
        Ok(BatchProof(self.with(py, prove)??))
    }

    /// The tickets of this prover at nodes of a tree (SPEC #ticket), as ints in the order of the nodes.
    fn tickets(
        &self,
        py: Python<'_>,
        prover_seed: V<ProverSeed>,
        vrf_mode: V<VrfMode>,
        nodes: V<Items<NodeIndex>>,
    ) -> Result<V<Items<fernet_core::Ticket>>> {
        let tickets = |key: &fernet_vrf::SecretKey| {
            let tickets = fernet_vrf::ProverTickets::new(key, prover_seed.0, vrf_mode.0);
            tickets.for_nodes(nodes.0.0).map(|(_, ticket)| ticket).collect()
        };
        Ok(V(Items(self.with(py, tickets)?)))
    }
}

secret!(SecretKey, "<fernet.SecretKey>");

/// Decodes a key and a proof of 80 bytes, verifies the proof over alpha and additional data, and returns beta, the VRF output of
/// 64 bytes.
///
/// Raises KeyError, ProofError or VerifyError.
#[pyfunction]
#[pyo3(signature = (key, alpha, proof, *, ad=None, suite=V(Suite::Ell2)))]
pub(crate) fn verify(
    py: Python<'_>,
    key: V<Data>,
    alpha: V<Data>,
    proof: V<Data>,
    ad: Option<V<Data>>,
    suite: V<Suite>,
) -> Result<V<Beta>> {
    let ad = ad.map(|ad| ad.0);
    let output = py.detach(|| verify_bytes(&key.0, suite.0, &alpha.0, ad.as_deref(), &proof.0))?;
    Ok(V(*output.beta()))
}
