//! The VRF on P-256, for sequencers whose proofs L1 verifies.

use fernet_core::{Beta, KeyBytes};
use fernet_vrf_p256::{Suite, verify_bytes};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, secret};
use crate::error::Result;
use crate::shared::Shared;
use crate::value::{Data, Items, Secret, V};
use crate::vrf::{encoded, wiped};

class! {
    /// A public key on P-256 that was decoded and checked: 33 bytes, SEC 1 compressed. What is no key raises P256KeyError.
    "fernet.p256" PublicKey(fernet_vrf_p256::PublicKey)
}
class! {
    /// A proof on P-256 with 81 bytes, decoded. What is no proof raises P256ProofError.
    "fernet.p256" Proof(fernet_vrf_p256::Proof)
}
encoded!(PublicKey, fernet_vrf_p256::PublicKey);
encoded!(Proof, fernet_vrf_p256::Proof);

#[pymethods]
impl PublicKey {
    /// Decodes the 32 bytes under which a key is registered: its x coordinate; y is even (SPEC #vrf-p256).
    #[staticmethod]
    fn from_registered(data: V<Data>) -> Result<Self> {
        let key = KeyBytes::try_from(data.0.as_slice()).map_err(|_| fernet_vrf_p256::P256KeyError::Length)?;
        Ok(Self(fernet_vrf_p256::PublicKey::from_registered(&key)?))
    }

    /// The 32 bytes under which the key is registered. Raises P256KeyError (OddY) if y is odd.
    fn to_registered(&self) -> Result<V<KeyBytes>> {
        Ok(V(self.0.to_registered()?))
    }

    /// Verifies a proof over alpha and additional data, and returns beta: 64 bytes, the VRF output of 32 bytes and 32 zeros.
    #[pyo3(signature = (alpha, proof, *, ad=None, suite=V(Suite::Sswu)))]
    fn verify(
        &self,
        py: Python<'_>,
        alpha: V<Data>,
        proof: V<fernet_vrf_p256::Proof>,
        ad: Option<V<Data>>,
        suite: V<Suite>,
    ) -> Result<V<Beta>> {
        let ad = ad.map(|ad| ad.0);
        let output = py.detach(|| self.0.verify(suite.0, &alpha.0, ad.as_deref(), &proof.0))?;
        Ok(V(output.beta()))
    }

    /// The 14 words of 32 bytes with which the contract EcvrfP256 verifies the proof (docs/l1-vrf.md). Raises EvmWitnessError,
    /// P256KeyError or P256VerifyError.
    #[pyo3(signature = (alpha, proof, *, ad=None))]
    fn evm_witness(
        &self,
        alpha: V<Data>,
        proof: V<fernet_vrf_p256::Proof>,
        ad: Option<V<Data>>,
    ) -> Result<V<Items<[u8; 32]>>> {
        let ad = ad.map(|ad| ad.0);
        Ok(V(Items(self.0.evm_witness(&alpha.0, ad.as_deref(), &proof.0)?.to_vec())))
    }
}

#[pymethods]
impl Proof {
    /// The output of the proof, 32 bytes. It means nothing before the proof was verified.
    #[pyo3(signature = (*, suite=V(Suite::Sswu)))]
    fn to_hash(&self, suite: V<Suite>) -> V<[u8; 32]> {
        V(self.0.to_hash(suite.0))
    }
}

/// A secret key on P-256. It cannot be printed, compared, copied, pickled or read, and is wiped when it is deleted.
///
/// Make one with derive or from_scalar. The bytes that they take stay where Python keeps them: this class wipes its own copies only.
#[pyclass(frozen, module = "fernet.p256")]
#[derive(Debug)]
pub(crate) struct SecretKey(Shared<Option<fernet_vrf_p256::SecretKey>>);

impl SecretKey {
    fn new(key: fernet_vrf_p256::SecretKey) -> Self {
        Self(Shared::new(Some(key)))
    }

    /// Uses the key. Several threads can do so at once. The GIL is released.
    pub(crate) fn with<R: Send>(
        &self,
        py: Python<'_>,
        with: impl FnOnce(&fernet_vrf_p256::SecretKey) -> R + Send,
    ) -> Result<R> {
        Ok(self.0.read(py, |key| key.as_ref().map(with)).ok_or_else(wiped)?)
    }
}

#[pymethods]
impl SecretKey {
    /// Derives the key of a sequencer from 32 secret master bytes (SPEC #vrf-p256). Its public key can be registered.
    #[staticmethod]
    fn derive(master: Secret) -> Self {
        Self::new(fernet_vrf_p256::SecretKey::derive(&master.0))
    }

    /// Takes the 32 bytes of a scalar, big-endian. Raises P256SecretKeyError if it is 0, or the order of the group or above. With
    /// even_y the scalar is negated if its public key has an odd y, so that the key can be registered.
    #[staticmethod]
    #[pyo3(signature = (scalar, *, even_y=V(false)))]
    fn from_scalar(scalar: Secret, even_y: V<bool>) -> Result<Self> {
        let key = fernet_vrf_p256::SecretKey::from_scalar(&scalar.0)?;
        Ok(Self::new(if even_y.0 { key.with_even_y() } else { key }))
    }

    /// The public key of this key.
    #[getter]
    fn public_key(&self, py: Python<'_>) -> Result<PublicKey> {
        self.with(py, |key| PublicKey(*key.public_key()))
    }

    /// Computes beta for alpha, without a proof: 64 bytes, the VRF output of 32 bytes and 32 zeros.
    #[pyo3(signature = (alpha, *, suite=V(Suite::Sswu)))]
    fn evaluate(&self, py: Python<'_>, alpha: V<Data>, suite: V<Suite>) -> Result<V<Beta>> {
        let evaluate = |key: &fernet_vrf_p256::SecretKey| {
            key.evaluate(suite.0, &alpha.0).map(|evaluation| evaluation.output().beta())
        };
        Ok(V(self.with(py, evaluate)??))
    }

    /// Makes the proof of the output for alpha, which signs additional data too.
    #[pyo3(signature = (alpha, *, ad=None, suite=V(Suite::Sswu)))]
    fn prove(&self, py: Python<'_>, alpha: V<Data>, ad: Option<V<Data>>, suite: V<Suite>) -> Result<Proof> {
        let ad = ad.map(|ad| ad.0);
        let prove = |key: &fernet_vrf_p256::SecretKey| {
            key.evaluate(suite.0, &alpha.0).map(|evaluation| evaluation.prove(ad.as_deref()))
        };
        Ok(Proof(self.with(py, prove)??))
    }

    /// Makes a proof and verifies it before it is released, against faults of the machine (ProveError).
    #[pyo3(signature = (alpha, *, ad=None, suite=V(Suite::Sswu)))]
    fn prove_verified(&self, py: Python<'_>, alpha: V<Data>, ad: Option<V<Data>>, suite: V<Suite>) -> Result<Proof> {
        let ad = ad.map(|ad| ad.0);
        let prove = |key: &fernet_vrf_p256::SecretKey| -> Result<_> {
            Ok(key.evaluate(suite.0, &alpha.0)?.prove_verified(&alpha.0, ad.as_deref())?)
        };
        Ok(Proof(self.with(py, prove)??))
    }
}

secret!(SecretKey, "<fernet.p256.SecretKey>");

/// Decodes a registered key of 32 bytes, or one of 33 bytes, and a proof of 81 bytes, verifies the proof, and returns beta: 64
/// bytes, the VRF output of 32 bytes and 32 zeros. Raises P256KeyError, P256ProofError or P256VerifyError.
#[pyfunction]
#[pyo3(name = "verify", signature = (key, alpha, proof, *, ad=None, suite=V(Suite::Sswu)))]
pub(crate) fn p256_verify(
    py: Python<'_>,
    key: V<Data>,
    alpha: V<Data>,
    proof: V<Data>,
    ad: Option<V<Data>>,
    suite: V<Suite>,
) -> Result<V<Beta>> {
    let ad = ad.map(|ad| ad.0);
    let output = py.detach(|| verify_bytes(&key.0, suite.0, &alpha.0, ad.as_deref(), &proof.0))?;
    Ok(V(output.beta()))
}
