//! Errors, one enum for each operation that can fail.

use core::fmt;

use crate::point::DecodeError;

/// Why bytes are not a public key ([`PublicKey::from_bytes`](crate::PublicKey::from_bytes)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The length is not 32 bytes.
    Length,
    /// The y-coordinate is not below 2^255 - 19.
    NonCanonical,
    /// The x-coordinate is zero and its sign bit is set.
    MinusZero,
    /// No point of the curve has this y-coordinate.
    NotOnCurve,
    /// The order of the point divides eight: its output would be the same for everybody.
    SmallOrder,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "public key is not 32 bytes long",
            Self::NonCanonical => "y-coordinate of public key is not reduced",
            Self::MinusZero => "public key encodes x = 0 with a sign",
            Self::NotOnCurve => "public key is not on the curve",
            Self::SmallOrder => "public key has small order",
        })
    }
}

impl core::error::Error for KeyError {}

impl From<DecodeError> for KeyError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::NonCanonical => Self::NonCanonical,
            DecodeError::MinusZero => Self::MinusZero,
            DecodeError::NotOnCurve => Self::NotOnCurve,
        }
    }
}

/// Why bytes are not a proof ([`Proof::from_bytes`](crate::Proof::from_bytes)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProofError {
    /// The length is not 80 bytes.
    Length,
    /// The y-coordinate of Gamma is not below 2^255 - 19.
    GammaNonCanonical,
    /// The x-coordinate of Gamma is zero and its sign bit is set.
    GammaMinusZero,
    /// No point of the curve has Gamma's y-coordinate.
    GammaNotOnCurve,
    /// The scalar s is not below the group order.
    ScalarNotReduced,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "proof is not 80 bytes long",
            Self::GammaNonCanonical => "y-coordinate of Gamma is not reduced",
            Self::GammaMinusZero => "Gamma encodes x = 0 with a sign",
            Self::GammaNotOnCurve => "Gamma is not on the curve",
            Self::ScalarNotReduced => "scalar of proof is not reduced",
        })
    }
}

impl core::error::Error for ProofError {}

impl From<DecodeError> for ProofError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::NonCanonical => Self::GammaNonCanonical,
            DecodeError::MinusZero => Self::GammaMinusZero,
            DecodeError::NotOnCurve => Self::GammaNotOnCurve,
        }
    }
}

/// Why there is no output ([`SecretKey::evaluate`](crate::SecretKey::evaluate)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvaluateError {
    /// [`Suite::Tai`](crate::Suite::Tai) only: none of 256 attempts gave a point. About one input in 2^256 does this.
    NoPoint,
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPoint => "input does not encode to a point",
        })
    }
}

impl core::error::Error for EvaluateError {}

/// Why a proof does not verify ([`PublicKey::verify`](crate::PublicKey::verify)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// [`Suite::Tai`](crate::Suite::Tai) only: none of 256 attempts gave a point. About one input in 2^256 does this.
    NoPoint,
    /// The proof is not one for this key, suite, input and additional data.
    Invalid,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPoint => "input does not encode to a point",
            Self::Invalid => "proof is not valid for this key, suite, input and additional data",
        })
    }
}

impl core::error::Error for VerifyError {}
