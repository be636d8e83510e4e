//! The bytes of proofs of two kinds, which their length tells apart.

use fernet_core::{BatchProofBytes, P256ProofBytes, VrfProofBytes};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::value::{Data, Value};

macro_rules! either {
    ($(#[$doc:meta])* $name:ident { $first:ident($First:ty), $second:ident($Second:ty) }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum $name {
            $first($First),
            $second($Second),
        }

        impl From<$First> for $name {
            fn from(proof: $First) -> Self {
                Self::$first(proof)
            }
        }

        impl From<$Second> for $name {
            fn from(proof: $Second) -> Self {
                Self::$second(proof)
            }
        }

        impl Value for $name {
            fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                let bytes = Data::from_python(object)?;
                let first = <$First>::try_from(bytes.as_slice()).map(Self::$first);
                first.or_else(|_| <$Second>::try_from(bytes.as_slice()).map(Self::$second)).map_err(|_| {
                    let (first, second) = (<$First>::LEN, <$Second>::LEN);
                    PyValueError::new_err(format!("expected {first} or {second} bytes, not {}", bytes.len()))
                })
            }

            fn to_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                match self {
                    Self::$first(proof) => proof.to_python(py),
                    Self::$second(proof) => proof.to_python(py),
                }
            }
        }
    };
}

either! {
    /// The proof of a sequencer: 80 bytes on edwards25519, 81 on P-256.
    SequencerProof { Edwards25519(VrfProofBytes), P256(P256ProofBytes) }
}
either! {
    /// The proof of a prover: 80 bytes, or 128 in the form for batches.
    ProverProof { Plain(VrfProofBytes), Batch(BatchProofBytes) }
}
