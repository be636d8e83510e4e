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

/// Why 32 bytes are not a point of a [`BatchProof`](crate::BatchProof).
#[cfg(feature = "batch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PointError {
    /// The y-coordinate is not below 2^255 - 19.
    NonCanonical,
    /// The x-coordinate is zero and its sign bit is set.
    MinusZero,
    /// No point of the curve has this y-coordinate.
    NotOnCurve,
}

#[cfg(feature = "batch")]
impl fmt::Display for PointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NonCanonical => "y-coordinate is not reduced",
            Self::MinusZero => "x = 0 has a sign",
            Self::NotOnCurve => "point is not on the curve",
        })
    }
}

#[cfg(feature = "batch")]
impl core::error::Error for PointError {}

#[cfg(feature = "batch")]
impl From<DecodeError> for PointError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::NonCanonical => Self::NonCanonical,
            DecodeError::MinusZero => Self::MinusZero,
            DecodeError::NotOnCurve => Self::NotOnCurve,
        }
    }
}

/// Why bytes are not a proof for a batch ([`BatchProof::from_bytes`](crate::BatchProof::from_bytes)).
#[cfg(feature = "batch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchProofError {
    /// The length is not 128 bytes.
    Length,
    /// The first 32 bytes are not a point.
    Gamma(PointError),
    /// The second 32 bytes are not a point.
    U(PointError),
    /// The third 32 bytes are not a point.
    V(PointError),
    /// The scalar s is not below the group order.
    ScalarNotReduced,
}

#[cfg(feature = "batch")]
impl fmt::Display for BatchProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => f.write_str("proof for a batch is not 128 bytes long"),
            Self::Gamma(error) => write!(f, "Gamma of proof for a batch: {error}"),
            Self::U(error) => write!(f, "U of proof for a batch: {error}"),
            Self::V(error) => write!(f, "V of proof for a batch: {error}"),
            Self::ScalarNotReduced => f.write_str("scalar of proof for a batch is not reduced"),
        }
    }
}

#[cfg(feature = "batch")]
impl core::error::Error for BatchProofError {}

/// Why a proof has no form for batches ([`Proof::to_batch_proof`](crate::Proof::to_batch_proof)).
#[cfg(feature = "batch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpandError {
    /// [`Suite::Tai`](crate::Suite::Tai) only: none of 256 attempts gave a point. About one input in 2^256 does this.
    NoPoint,
    /// The proof is not one for this key, suite, input and additional data.
    Invalid,
    /// The proof is valid, but Gamma, U or V has a component of small order.
    MixedOrder,
}

#[cfg(feature = "batch")]
impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPoint => VerifyError::NoPoint.fmt(f),
            Self::Invalid => VerifyError::Invalid.fmt(f),
            Self::MixedOrder => f.write_str("valid proof has a point with a component of small order"),
        }
    }
}

#[cfg(feature = "batch")]
impl core::error::Error for ExpandError {}

#[cfg(feature = "batch")]
impl From<VerifyError> for ExpandError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::NoPoint => Self::NoPoint,
            VerifyError::Invalid => Self::Invalid,
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

/// Why a proof is not released ([`Evaluation::prove_verified`](crate::Evaluation::prove_verified)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProveError {
    /// The proof made is not the one of this key and input: a fault disturbed the computation, or the input is another.
    Fault,
}

impl fmt::Display for ProveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fault => "proof made is not right and was wiped",
        })
    }
}

impl core::error::Error for ProveError {}

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
