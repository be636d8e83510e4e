//! Values that are an int, bytes, a str, None or a list in Python.
//!
//! A function takes and returns them as [`V`]. PyO3 adds the name of the parameter to what a conversion raises.

use fernet_core::{
    Address, Alpha, Amount, AttestationId, BatchProofBytes, Beta, BlockCommitment, BlockHash, BlockNumber,
    BundleCommitment, CertificateId, ClaimId, DataDigest, DataRoot, Effects, KeyBytes, L1Block, NodeIndex,
    P256ProofBytes, ProofDigest, ProposalId, ProverSeed, RandaoMix, RandaoReveal, RegistrationId, Salt, Score, SeatId,
    SequencerSeed, Statement, Ticket, Total, TreeDataHash, TxHash, TxOrderHash, TxRoot, VrfProofBytes,
};
use pyo3::buffer::{PyBuffer, PyUntypedBuffer};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyFrozenSet, PyInt, PyList, PySet, PyString};
use zeroize::Zeroizing;

/// A type of the crates with its form in Python.
pub(crate) trait Value: Sized {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self>;
    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

/// A value on its way between Python and the crates.
pub(crate) struct V<T>(pub(crate) T);

impl<T: Value> FromPyObject<'_, '_> for V<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        T::from_python(&object).map(V)
    }
}

impl<'py, T: Value> IntoPyObject<'py> for V<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.to_python(py)
    }
}

/// The error for an object of another type than `expected`.
fn other_type(expected: &str, object: &Bound<'_, PyAny>) -> PyErr {
    let found = object.get_type().name().map_or_else(|_| "another object".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("expected {expected}, not {found}"))
}

/// Reads an int, or what has `__index__`, as `N` bytes, big-endian. A bool is no int here.
fn int_bytes<const N: usize>(object: &Bound<'_, PyAny>) -> PyResult<[u8; N]> {
    if object.is_instance_of::<PyBool>() || !object.hasattr("__index__")? {
        return Err(other_type("an int", object));
    }
    let int = object.call_method0("__index__")?;
    let bits = N.saturating_mul(8);
    if int.lt(0)? {
        return Err(PyOverflowError::new_err(format!("expected an int from 0 to 2^{bits} - 1, not a negative one")));
    }
    let bytes = int
        .call_method1("to_bytes", (N, "big"))
        .map_err(|_| PyOverflowError::new_err(format!("expected an int from 0 to 2^{bits} - 1, not a larger one")))?;
    bytes.extract()
}

/// Makes an int of big-endian bytes.
pub(crate) fn int<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    py.get_type::<PyInt>().call_method1("from_bytes", (PyBytes::new(py, bytes), "big"))
}

macro_rules! ints {
    ($($type:ty),*) => {$(
        impl Value for $type {
            fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                int_bytes(object).map(Self::from_be_bytes)
            }

            fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                int(py, &self.to_be_bytes())
            }
        }
    )*};
}

ints!(u8, u16, u32, u64, u128, Score, Total, Ticket);

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Value for $type {
            fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                u64::from_python(object).map(Self::new)
            }

            fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                self.get().to_python(py)
            }
        }
    )*};
}

numbers!(NodeIndex, BlockNumber, L1Block);

impl Value for usize {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let number = u32::from_python(object)?;
        Self::try_from(number).map_err(|_| PyOverflowError::new_err("expected a smaller int"))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(self.into_pyobject(py)?.into_any())
    }
}

/// Wei. Python's ints are checked here, so that an amount that the crates cannot hold never gets rounded or cut.
impl Value for Amount {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let wei = u128::from_python(object)?;
        Self::new(wei).map_err(|_| PyOverflowError::new_err("expected an amount below 2^96 wei"))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.wei().to_python(py)
    }
}

impl Value for bool {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        object.extract().map_err(|_| other_type("a bool", object))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyBool::new(py, self).to_owned().into_any())
    }
}

/// Opens bytes, a bytearray, a memoryview or another buffer of bytes, of any shape.
pub(crate) fn buffer_of_any_shape(object: &Bound<'_, PyAny>) -> PyResult<PyBuffer<u8>> {
    PyBuffer::get(object).map_err(|_| match PyUntypedBuffer::get(object) {
        Ok(other) => {
            let format = other.format().to_string_lossy();
            let items =
                object.getattr("dtype").map_or_else(|_| format!("the format {format}"), |dtype| dtype.to_string());
            PyTypeError::new_err(format!("expected bytes or an array of uint8, not an array of {items}"))
        }
        Err(_) => other_type("bytes", object),
    })
}

/// Opens a buffer of bytes of one dimension.
fn buffer(object: &Bound<'_, PyAny>) -> PyResult<PyBuffer<u8>> {
    let buffer = buffer_of_any_shape(object)?;
    if buffer.dimensions() != 1 {
        let message = format!("expected one dimension, not the shape {}", shape(buffer.shape()));
        return Err(PyValueError::new_err(message));
    }
    Ok(buffer)
}

/// A shape as numpy writes it: `(2, 32)`.
pub(crate) fn shape(lengths: &[usize]) -> String {
    let lengths: Vec<_> = lengths.iter().map(ToString::to_string).collect();
    format!("({}{})", lengths.join(", "), if lengths.len() == 1 { "," } else { "" })
}

/// Copies as many bytes as there is room for.
fn read_exactly(object: &Bound<'_, PyAny>, bytes: &mut [u8]) -> PyResult<()> {
    let buffer = buffer(object)?;
    if buffer.item_count() != bytes.len() {
        let message = format!("expected {} bytes, not {}", bytes.len(), buffer.item_count());
        return Err(PyValueError::new_err(message));
    }
    buffer.copy_to_slice(object.py(), bytes)
}

/// Bytes of any length.
pub(crate) type Data = Vec<u8>;

impl Value for Data {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        buffer(object)?.to_vec(object.py())
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyBytes::new(py, &self).into_any())
    }
}

impl<const N: usize> Value for [u8; N] {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut bytes = [0; N];
        read_exactly(object, &mut bytes)?;
        Ok(bytes)
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyBytes::new(py, &self).into_any())
    }
}

/// 32 secret bytes. The copy of this module is wiped; that of the caller is not.
pub(crate) struct Secret(pub(crate) Zeroizing<[u8; 32]>);

impl FromPyObject<'_, '_> for Secret {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        read_exactly(&object, &mut *bytes)?;
        Ok(Self(bytes))
    }
}

macro_rules! byte_strings {
    ($($type:ty),* $(,)?) => {$(
        impl Value for $type {
            fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                Value::from_python(object).map(Self::from_bytes)
            }

            fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                self.to_bytes().to_python(py)
            }
        }
    )*};
}

byte_strings!(
    Address,
    Alpha,
    AttestationId,
    BatchProofBytes,
    Beta,
    BlockCommitment,
    BlockHash,
    BundleCommitment,
    CertificateId,
    ClaimId,
    DataDigest,
    DataRoot,
    KeyBytes,
    P256ProofBytes,
    ProofDigest,
    ProposalId,
    ProverSeed,
    RandaoMix,
    RandaoReveal,
    RegistrationId,
    Salt,
    SeatId,
    SequencerSeed,
    Statement,
    TreeDataHash,
    TxHash,
    TxOrderHash,
    TxRoot,
    VrfProofBytes,
);

impl Value for String {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        text(object)
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyString::new(py, &self).into_any())
    }
}

impl<T: Value> Value for Option<T> {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_none() { Ok(None) } else { T::from_python(object).map(Some) }
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.map_or_else(|| Ok(py.None().into_bound(py)), |value| value.to_python(py))
    }
}

/// The items of a list, a tuple or an iterator. What iterates over something else, or in no order, is refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Items<T>(pub(crate) Vec<T>);

impl<T: Value> Value for Items<T> {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let other = object.is_instance_of::<PyString>()
            || object.is_instance_of::<PyBytes>()
            || object.is_instance_of::<PyByteArray>()
            || object.is_instance_of::<PyDict>()
            || object.is_instance_of::<PySet>()
            || object.is_instance_of::<PyFrozenSet>();
        if other {
            return Err(other_type("a sequence", object));
        }
        let items = object.try_iter().map_err(|_| other_type("a sequence", object))?;
        let item = |(index, item): (usize, PyResult<Bound<'_, PyAny>>)| {
            T::from_python(&item?).inspect_err(|error| {
                // A note that cannot be added is left out.
                let _ = error.value(object.py()).call_method1("add_note", (format!("item {index}"),));
            })
        };
        items.enumerate().map(item).collect::<PyResult<_>>().map(Self)
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let items: Vec<_> = self.0.into_iter().map(|item| item.to_python(py)).collect::<PyResult<_>>()?;
        Ok(PyList::new(py, items)?.into_any())
    }
}

impl<A: Value, B: Value> Value for (A, B) {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (a, b): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
            object.extract().map_err(|_| other_type("a pair", object))?;
        Ok((A::from_python(&a)?, B::from_python(&b)?))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok((self.0.to_python(py)?, self.1.to_python(py)?).into_pyobject(py)?.into_any())
    }
}

/// Names of the values of an enum, as SPEC.md writes them.
macro_rules! names {
    ($($type:ty { $($variant:path => $name:literal),* $(,)? })*) => {$(
        impl $crate::value::Value for $type {
            fn from_python(object: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                match $crate::value::text(object)?.as_str() {
                    $($name => Ok($variant),)*
                    _ => Err($crate::value::unknown_name(&[$($name),*])),
                }
            }

            fn to_python(self, py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::PyAny>> {
                let name = match self { $($variant => $name,)* };
                Ok(pyo3::types::PyString::intern(py, name).into_any())
            }
        }
    )*};
}
pub(crate) fn text(object: &Bound<'_, PyAny>) -> PyResult<String> {
    object.extract().map_err(|_| other_type("a str", object))
}

pub(crate) fn unknown_name(names: &[&str]) -> PyErr {
    PyValueError::new_err(format!("expected {}", names.join(", ")))
}

/// The object of a class of this module.
pub(crate) fn instance<'a, 'py, C: pyo3::PyClass>(object: &'a Bound<'py, PyAny>) -> PyResult<&'a Bound<'py, C>> {
    let name = object.py().get_type::<C>().name()?.to_string();
    object.cast::<C>().map_err(|_| other_type(&name, object))
}

names! {
    fernet_core::Role {
        Self::Sequencer => "sequencer",
        Self::BaseProver => "base-prover",
        Self::MergeProver => "merge-prover",
        Self::Prover => "prover",
    }
    fernet_core::VrfMode { Self::PerNode => "per-node", Self::PerBlock => "per-block", Self::Public => "public" }
    fernet_core::SequencerSuite { Self::Edwards25519 => "edwards25519", Self::P256 => "p256" }
    fernet_core::NodeKind { Self::Base => "base", Self::Merge => "merge" }
    fernet_core::Phase {
        Self::Proposal => "proposal",
        Self::Reveal => "reveal",
        Self::Proving => "proving",
        Self::Proven => "proven",
        Self::Settled => "settled",
        Self::Final => "final",
        Self::Skipped => "skipped",
        Self::Reverted => "reverted",
        Self::Voided => "voided",
    }
    fernet_core::Event {
        Self::Time => "time",
        Self::Proposal => "proposal",
        Self::Reveal => "reveal",
        Self::Tree => "tree",
        Self::ParentFinal => "parent-final",
        Self::AncestorReverted => "ancestor-reverted",
    }
    fernet_core::Effect {
        Self::OpenReveal => "open-reveal",
        Self::BuildOnParent => "build-on-parent",
        Self::OpenProving => "open-proving",
        Self::SlashNotRevealed => "slash-not-revealed",
        Self::TreeCompetes => "tree-competes",
        Self::Settle => "settle",
        Self::SlashNotProven => "slash-not-proven",
        Self::ReturnBonds => "return-bonds",
        Self::Finalize => "finalize",
    }
    fernet_rewards::SlashReason { Self::NotRevealed => "not-revealed", Self::NotProven => "not-proven" }
    fernet_vrf::Suite {
        Self::Ell2 => "ECVRF-EDWARDS25519-SHA512-ELL2",
        Self::Tai => "ECVRF-EDWARDS25519-SHA512-TAI",
    }
    fernet_vrf_p256::Suite { Self::Sswu => "ECVRF-P256-SHA256-SSWU", Self::Tai => "ECVRF-P256-SHA256-TAI" }
}

impl Value for Effects {
    fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let effects: Items<fernet_core::Effect> = Items::from_python(object)?;
        Self::from_slice(&effects.0).ok_or_else(|| PyValueError::new_err("expected at most 4 effects"))
    }

    fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Items(self.as_slice().to_vec()).to_python(py)
    }
}
