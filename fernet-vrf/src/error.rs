//! Errors, one enum for each operation that can fail.

use core::error::Error;
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
    /// The x-coordinate is zero, but its sign bit is set.
    MinusZero,
    /// No point of the curve has this y-coordinate.
    NotOnCurve,
    /// The order of the point divides eight. The output of such a key would be the same for all inputs.
    SmallOrder,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "public key is not 32 bytes long",
            Self::NonCanonical => "y-coordinate of public key is not below 2^255 - 19",
            Self::MinusZero => "x-coordinate of public key is zero, but its sign bit is set",
            Self::NotOnCurve => "public key is not a point on the curve",
            Self::SmallOrder => "public key has small order",
        })
    }
}

impl Error for KeyError {}

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
    /// The x-coordinate of Gamma is zero, but its sign bit is set.
    GammaMinusZero,
    /// No point of the curve has the y-coordinate of Gamma.
    GammaNotOnCurve,
    /// The scalar s is not below the group order.
    ScalarNotReduced,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "proof is not 80 bytes long",
            Self::GammaNonCanonical => "y-coordinate of Gamma in proof is not below 2^255 - 19",
            Self::GammaMinusZero => "x-coordinate of Gamma in proof is zero, but its sign bit is set",
            Self::GammaNotOnCurve => "Gamma in proof is not a point on the curve",
            Self::ScalarNotReduced => "scalar s in proof is not below the group order",
        })
    }
}

impl Error for ProofError {}

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
    /// The x-coordinate is zero, but its sign bit is set.
    MinusZero,
    /// No point of the curve has this y-coordinate.
    NotOnCurve,
}

#[cfg(feature = "batch")]
impl fmt::Display for PointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NonCanonical => "y-coordinate is not below 2^255 - 19",
            Self::MinusZero => "x-coordinate is zero, but its sign bit is set",
            Self::NotOnCurve => "y-coordinate is not that of a point on the curve",
        })
    }
}

#[cfg(feature = "batch")]
impl Error for PointError {}

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

/// Why bytes are not a proof in the form for batches ([`BatchProof::from_bytes`](crate::BatchProof::from_bytes)).
///
/// [`Error::source`] of the first three is the [`PointError`].
#[cfg(feature = "batch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchProofError {
    /// The length is not 128 bytes.
    Length,
    /// Bytes 0 to 31 are not a point.
    Gamma(PointError),
    /// Bytes 32 to 63 are not a point.
    U(PointError),
    /// Bytes 64 to 95 are not a point.
    V(PointError),
    /// The scalar s is not below the group order.
    ScalarNotReduced,
}

#[cfg(feature = "batch")]
impl fmt::Display for BatchProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "batch proof is not 128 bytes long",
            Self::Gamma(_) => "Gamma of batch proof (bytes 0 to 31) is not a point on the curve",
            Self::U(_) => "U of batch proof (bytes 32 to 63) is not a point on the curve",
            Self::V(_) => "V of batch proof (bytes 64 to 95) is not a point on the curve",
            Self::ScalarNotReduced => "scalar s in batch proof is not below the group order",
        })
    }
}

#[cfg(feature = "batch")]
impl Error for BatchProofError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Gamma(error) | Self::U(error) | Self::V(error) => Some(error),
            Self::Length | Self::ScalarNotReduced => None,
        }
    }
}

/// Why a proof cannot be converted to the form for batches ([`Proof::to_batch_proof`](crate::Proof::to_batch_proof)).
#[cfg(feature = "batch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpandError {
    /// [`Suite::Tai`](crate::Suite::Tai) only: none of 256 attempts gave a point. It happens for about one input in 2^256.
    NoPoint,
    /// The proof is not one of this key for this suite, input and additional data.
    Invalid,
    /// The proof is valid, but Gamma, U or V has a small-order component.
    MixedOrder,
}

#[cfg(feature = "batch")]
impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPoint => VerifyError::NoPoint.fmt(f),
            Self::Invalid => VerifyError::Invalid.fmt(f),
            Self::MixedOrder => f.write_str("a point of the valid proof has a small-order component"),
        }
    }
}

#[cfg(feature = "batch")]
impl Error for ExpandError {}

#[cfg(feature = "batch")]
impl From<VerifyError> for ExpandError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::NoPoint => Self::NoPoint,
            VerifyError::Invalid => Self::Invalid,
        }
    }
}

/// Why a proof does not verify ([`PublicKey::verify`](crate::PublicKey::verify)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// [`Suite::Tai`](crate::Suite::Tai) only: none of 256 attempts gave a point. It happens for about one input in 2^256.
    NoPoint,
    /// The proof is not one of this key for this suite, input and additional data.
    Invalid,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPoint => "no curve point found for the input in 256 attempts",
            Self::Invalid => "proof is not valid for this key, suite, input and additional data",
        })
    }
}

impl Error for VerifyError {}

/// Why [`verify_bytes`](crate::verify_bytes) returns no output: the public key, the proof, or the two together are wrong.
///
/// [`Error::source`] is the error in the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyBytesError {
    /// The bytes of the public key are not a valid key.
    Key(KeyError),
    /// The bytes of the proof do not decode.
    Proof(ProofError),
    /// The proof does not verify.
    Verify(VerifyError),
}

impl fmt::Display for VerifyBytesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "public key is not valid",
            Self::Proof(_) => "proof is not the encoding of a VRF proof",
            Self::Verify(_) => "proof does not verify",
        })
    }
}

impl Error for VerifyBytesError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            Self::Key(error) => error,
            Self::Proof(error) => error,
            Self::Verify(error) => error,
        })
    }
}

impl From<KeyError> for VerifyBytesError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<ProofError> for VerifyBytesError {
    fn from(error: ProofError) -> Self {
        Self::Proof(error)
    }
}

impl From<VerifyError> for VerifyBytesError {
    fn from(error: VerifyError) -> Self {
        Self::Verify(error)
    }
}

/// Why a byte or a name is not a [`Suite`](crate::Suite).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuiteError {
    /// No suite of this crate has this byte or name.
    Unknown,
}

impl fmt::Display for SuiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "expected the suite ECVRF-EDWARDS25519-SHA512-ELL2 (0x04) or -TAI (0x03)",
        })
    }
}

impl Error for SuiteError {}
