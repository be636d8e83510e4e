//! Errors of the crates as the exceptions of `fernet.errors`.

use std::error::Error;
use std::fmt::Debug;

use fernet_core::amount::AmountTooLarge;
use fernet_core::message::DecodeError;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// The result of a function of the package. `?` makes the exception of every error of the crates.
pub(crate) type Result<T> = std::result::Result<T, Exception>;

/// An exception of Python.
pub(crate) struct Exception(PyErr);

impl From<Exception> for PyErr {
    fn from(exception: Exception) -> Self {
        exception.0
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Exception {
    fn from(error: E) -> Self {
        let error: Box<dyn Error + Send + Sync> = Box::new(error);
        Self(error.downcast::<PyErr>().map_or_else(|error| exception(&*error), |error| *error))
    }
}

/// The variants that stand for the error inside of them, which is raised in their place (SPEC `#errors`).
const STAND_FOR_ANOTHER: &[&str] = &[
    "Attestation",
    "BatchProof",
    "Bid",
    "Bundle",
    "Certificate",
    "Chain",
    "Child",
    "Claim",
    "Data",
    "Evaluate",
    "Expand",
    "Ineligible",
    "Key",
    "P256Key",
    "P256Proof",
    "P256Verify",
    "Phase",
    "Proof",
    "Proposal",
    "Prove",
    "Randao",
    "Reveal",
    "Settle",
    "Shape",
    "Tree",
    "Verify",
];

fn exception(error: &(dyn Error + 'static)) -> PyErr {
    let Some((class, code)) = name(error) else { return PyRuntimeError::new_err(error.to_string()) };
    match error.source() {
        Some(inner) if STAND_FOR_ANOTHER.contains(&code.as_str()) => exception(inner),
        inner => Python::attach(|py| {
            let made = raise(py, class, &code, error);
            if let Some(inner) = inner.filter(|inner| name(*inner).is_some()) {
                made.set_cause(py, Some(exception(inner)));
            }
            made
        }),
    }
}

/// Makes an exception of a class in `fernet.errors`.
fn raise(py: Python<'_>, class: &str, code: &str, error: &(dyn Error + 'static)) -> PyErr {
    let made = || -> PyResult<Bound<'_, PyAny>> {
        let class = py.import("fernet.errors")?.getattr(class)?;
        match error.downcast_ref::<DecodeError>() {
            Some(decode) => class.call1((code, decode.to_string(), decode.field, decode.offset)),
            None => class.call1((code, error.to_string())),
        }
    };
    made().map_or_else(|error| error, PyErr::from_value)
}

/// The class and the code of an error of the crates.
fn name(error: &(dyn Error + 'static)) -> Option<(&'static str, String)> {
    macro_rules! one_of {
        ($($module:ident::$class:ident),* $(,)?) => {
            $(if let Some(error) = error.downcast_ref::<$module::$class>() {
                return Some((stringify!($class), variant(error)));
            })*
        };
    }
    if let Some(decode) = error.downcast_ref::<DecodeError>() {
        return Some(("MessageError", variant(&decode.error)));
    }
    if error.is::<AmountTooLarge>() {
        return Some(("SettleError", "AmountTooLarge".to_owned()));
    }
    one_of!(
        fernet_core::MessageError,
        fernet_core::ParamsError,
        fernet_core::RandaoError,
        fernet_core::RegistrationError,
        fernet_core::Ineligible,
        fernet_core::BidError,
        fernet_core::ProposalError,
        fernet_core::DataError,
        fernet_core::AttestationError,
        fernet_core::CertificateError,
        fernet_core::ClaimError,
        fernet_core::BundleError,
        fernet_core::ChildError,
        fernet_core::BundleBuilderError,
        fernet_core::TreeError,
        fernet_core::OpeningError,
        fernet_core::ShapeError,
        fernet_core::PhaseError,
        fernet_core::ChainError,
        fernet_vrf::KeyError,
        fernet_vrf::ProofError,
        fernet_vrf::PointError,
        fernet_vrf::BatchProofError,
        fernet_vrf::ExpandError,
        fernet_vrf::EvaluateError,
        fernet_vrf::ProveError,
        fernet_vrf::VerifyError,
        fernet_vrf::VerifyBytesError,
        fernet_vrf_p256::P256KeyError,
        fernet_vrf_p256::P256SecretKeyError,
        fernet_vrf_p256::P256ProofError,
        fernet_vrf_p256::P256VerifyError,
        fernet_vrf_p256::P256VerifyBytesError,
        fernet_vrf_p256::EvmWitnessError,
        fernet_rewards::RevealError,
        fernet_rewards::SettleError,
        fernet_rewards::MevError,
        fernet_rewards::MevSourceError,
        fernet_block::BlockError,
    );
    None
}

/// The name of a variant, without what is inside of it.
fn variant(error: &impl Debug) -> String {
    let shown = format!("{error:?}");
    shown.split_once('(').map_or(shown.as_str(), |(name, _)| name).to_owned()
}
