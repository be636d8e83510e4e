//! Functions over buffers, which release the GIL.

use fernet_core::{Beta, FeeBurn, KeyBytes, NodeIndex, ProverSeed, Ticket};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, Suite, verify_batch as verify_items};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::Result;
use crate::lottery::Entry;
use crate::value::{Data, Items, V, buffer_of_any_shape, shape};

/// A buffer of bytes of any shape and layout, copied in the order of its indices.
pub(crate) struct Table {
    data: Data,
    shape: Vec<usize>,
}

impl FromPyObject<'_, '_> for Table {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let buffer = buffer_of_any_shape(&object)?;
        Ok(Self { data: buffer.to_vec(object.py())?, shape: buffer.shape().to_vec() })
    }
}

impl Table {
    /// The rows of `N` bytes. A buffer of one dimension has one row after another.
    fn rows<const N: usize>(&self, name: &str) -> Result<&[[u8; N]]> {
        let (rows, rest) = self.data.as_chunks::<N>();
        let expected = match self.shape.as_slice() {
            [_] if rest.is_empty() => return Ok(rows),
            [_, width] if *width == N => return Ok(rows),
            [_] => format!("a multiple of {N} bytes, not {}", self.data.len()),
            other => format!("the shape (n, {N}), not {}", shape(other)),
        };
        Err(PyValueError::new_err(format!("{name}: expected {expected}")).into())
    }

    /// The rows, `count` of equal length.
    fn equal_rows<'a>(&'a self, count: usize, name: &str) -> Result<impl Fn(usize) -> &'a [u8]> {
        let data = self.data.as_slice();
        let width = data.len().checked_div(count).unwrap_or_default();
        let fits = width.checked_mul(count) == Some(data.len());
        let expected = match self.shape.as_slice() {
            [_] if fits => None,
            [rows, _] if *rows == count => None,
            [_] => Some(format!("{count} rows of equal length, not {} bytes", data.len())),
            other => Some(format!("the shape ({count}, n), not {}", shape(other))),
        };
        match expected {
            Some(expected) => Err(PyValueError::new_err(format!("{name}: expected {expected}")).into()),
            None => Ok(move |row: usize| data.get(row * width..(row + 1) * width).unwrap_or_default()),
        }
    }
}

/// The results of verify_batch, in the order of the proofs.
#[pyclass(frozen, module = "fernet.vrf")]
#[derive(Debug)]
pub(crate) struct BatchResult {
    betas: Vec<u8>,
    valid: Vec<u8>,
    errors: Py<PyDict>,
}

#[pymethods]
impl BatchResult {
    /// 64 bytes for each proof: its output, or zeros if it is not valid.
    #[getter]
    fn betas(&self) -> V<Data> {
        V(self.betas.clone())
    }

    /// One byte for each proof: 1 if it is valid, otherwise 0.
    #[getter]
    fn valid(&self) -> V<Data> {
        V(self.valid.clone())
    }

    /// The exceptions of the proofs that are not valid, by index.
    #[getter]
    fn errors(&self, py: Python<'_>) -> Py<PyDict> {
        self.errors.clone_ref(py)
    }

    fn __len__(&self) -> usize {
        self.valid.len()
    }

    fn __repr__(&self) -> String {
        let valid = self.valid.iter().filter(|valid| **valid == 1).count();
        format!("<BatchResult: {valid} of {} valid>", self.valid.len())
    }
}

/// Verifies many proofs in the form for batches together, in about half the time of single verifications.
///
/// keys has 32 bytes and proofs 128 bytes for each proof; alphas, and ads if it is given, have as many bytes for each proof as the
/// others (in the protocol 32). Any buffer of bytes will do, for example a numpy array of uint8 with a row for each proof. The GIL is
/// released.
#[pyfunction]
#[pyo3(signature = (keys, alphas, proofs, *, ads=None, suite=V(Suite::Ell2)))]
pub(crate) fn verify_batch(
    py: Python<'_>,
    keys: Table,
    alphas: Table,
    proofs: Table,
    ads: Option<Table>,
    suite: V<Suite>,
) -> Result<BatchResult> {
    let (keys, proofs) = (keys.rows::<32>("keys")?, proofs.rows::<128>("proofs")?);
    if keys.len() != proofs.len() {
        return Err(PyValueError::new_err(format!("proofs: expected {}, not {}", keys.len(), proofs.len())).into());
    }
    let alpha = alphas.equal_rows(keys.len(), "alphas")?;
    let ad = ads.as_ref().map(|ads| ads.equal_rows(keys.len(), "ads")).transpose()?;
    let outputs: Vec<Result<Beta>> = py.detach(|| {
        let decode = |(key, proof): (&[u8; 32], &[u8; 128])| -> Result<_> {
            Ok((BatchKey::from_bytes(key)?, BatchProof::from_bytes(proof)?))
        };
        let decoded: Vec<_> = keys.iter().zip(proofs).map(decode).collect();
        let item = |(row, decoded): (usize, &'_ Result<(BatchKey, BatchProof)>)| {
            decoded.as_ref().ok().map(|(key, proof)| (row, *key, *proof))
        };
        let held: Vec<_> = decoded.iter().enumerate().filter_map(item).collect();
        let items: Vec<_> = held
            .iter()
            .map(|(row, key, proof)| BatchItem {
                key,
                suite: suite.0,
                alpha: alpha(*row),
                ad: ad.as_ref().map(|ad| ad(*row)),
                proof,
            })
            .collect();
        let mut verified = verify_items(&items).into_iter();
        let outputs = decoded.into_iter().map(|decoded| {
            decoded?;
            let output = verified.next().ok_or_else(|| PyValueError::new_err("a result is missing"))?;
            Ok(*output?.beta())
        });
        outputs.collect()
    });
    let (mut betas, mut valid, errors) = (Vec::new(), Vec::new(), PyDict::new(py));
    for (row, output) in outputs.into_iter().enumerate() {
        valid.push(u8::from(output.is_ok()));
        betas.extend(output.as_ref().map_or([0; 64], |beta| beta.to_bytes()));
        if let Err(error) = output {
            errors.set_item(row, PyErr::from(error))?;
        }
    }
    Ok(BatchResult { betas, valid, errors: errors.unbind() })
}

/// Reads the keys of a buffer.
fn key_rows(keys: &Table) -> Result<Vec<KeyBytes>> {
    Ok(keys.rows::<32>("keys")?.iter().map(|key| KeyBytes::from_bytes(*key)).collect())
}

/// Computes the tickets of many keys at many nodes, in the VRF mode public (SPEC #ticket).
///
/// keys has 32 bytes for each key. The result has 16 bytes for each ticket, big-endian, so that the order of the bytes is that of
/// the tickets: first those of the first node, in the order of the keys. The GIL is released.
#[pyfunction]
pub(crate) fn public_tickets(
    py: Python<'_>,
    prover_seed: V<ProverSeed>,
    nodes: V<Items<NodeIndex>>,
    keys: Table,
) -> Result<V<Data>> {
    let (keys, nodes) = (key_rows(&keys)?, nodes.0.0);
    let tickets = py.detach(|| -> Result<Data> {
        let mut row = vec![Ticket::new(0); keys.len()];
        let mut bytes = Vec::new();
        for node in nodes {
            fernet_rank::tickets(&prover_seed.0, node, &keys, &mut row)?;
            bytes.extend(row.iter().flat_map(|ticket| ticket.to_be_bytes()));
        }
        Ok(bytes)
    });
    Ok(V(tickets?))
}

/// The most entries for each node that best_public keeps.
const MOST: usize = 16;

/// Finds the k best keys at each node in the VRF mode public, on all cores: a list for each node, best first.
///
/// keys has 32 bytes for each key. fee_burns has the bid of each key in ppm; without it, all bid 0. k is from 1 to 16. The GIL is
/// released.
#[pyfunction]
#[pyo3(signature = (prover_seed, nodes, keys, *, k, fee_burns=None))]
pub(crate) fn best_public(
    py: Python<'_>,
    prover_seed: V<ProverSeed>,
    nodes: V<Items<NodeIndex>>,
    keys: Table,
    k: V<usize>,
    fee_burns: Option<V<Items<u32>>>,
) -> Result<V<Items<Items<Entry>>>> {
    if !(1..=MOST).contains(&k.0) {
        return Err(PyValueError::new_err(format!("k: expected an int from 1 to {MOST}, not {}", k.0)).into());
    }
    let (keys, nodes) = (key_rows(&keys)?, nodes.0.0);
    let burns = fee_burns.map_or_else(|| vec![0; keys.len()], |burns| burns.0.0);
    if burns.len() != keys.len() {
        return Err(PyValueError::new_err(format!("fee_burns: expected {}, not {}", keys.len(), burns.len())).into());
    }
    let rankings = py.detach(|| -> Result<_> {
        let burns = burns.into_iter().map(FeeBurn::new).collect::<std::result::Result<Vec<_>, _>>()?;
        let bidders: Vec<_> = keys.into_iter().zip(burns).collect();
        Ok(fernet_rank::best::<MOST>(&prover_seed.0, &nodes, &bidders)?)
    });
    let rankings = rankings?;
    let best = |ranking: &fernet_core::Ranking<_, MOST>| {
        Items(ranking.iter().take(k.0).map(|entry| Entry::from(*entry)).collect())
    };
    Ok(V(Items(rankings.iter().map(best).collect())))
}
