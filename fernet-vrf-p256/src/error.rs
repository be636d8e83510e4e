//! Errors, one enum for each operation that can fail. Their names are those of SPEC `#errors`.

use core::error::Error;
use core::fmt;

use crate::point::DecodeError;

/// Why bytes are not a public key ([`PublicKey::from_bytes`](crate::PublicKey::from_bytes),
/// [`PublicKey::from_registered`](crate::PublicKey::from_registered)), or not one that can be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum P256KeyError {
    /// The slice has another length than the function expects: 33 bytes for a key of the RFC, 32 bytes for a registered key
    /// ([`verify_bytes`](crate::verify_bytes)).
    Length,
    /// The first of 33 bytes is neither 2 nor 3.
    Sign,
    /// The x-coordinate is not below the prime of the field.
    NonCanonical,
    /// No point of the curve has this x-coordinate.
    NotOnCurve,
    /// The y-coordinate is odd, so the key cannot be registered.
    OddY,
}

impl fmt::Display for P256KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "length of public key is neither that of RFC 9381, 33 bytes, nor, where a registered key is expected, 32 bytes",
            Self::Sign => "first byte of public key is neither 2 nor 3",
            Self::NonCanonical => "x-coordinate of public key is not below the prime of the field",
            Self::NotOnCurve => "public key is not a point on the curve",
            Self::OddY => "y-coordinate of public key is odd, so the key cannot be registered",
        })
    }
}

impl Error for P256KeyError {}

impl From<DecodeError> for P256KeyError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Sign => Self::Sign,
            DecodeError::NonCanonical => Self::NonCanonical,
            DecodeError::NotOnCurve => Self::NotOnCurve,
        }
    }
}

/// Why 32 bytes are not a secret key ([`SecretKey::from_scalar`](crate::SecretKey::from_scalar)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum P256SecretKeyError {
    /// The integer is 0, or the group order or above.
    OutOfRange,
}

impl fmt::Display for P256SecretKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => "secret key is 0, or not below the group order",
        })
    }
}

impl Error for P256SecretKeyError {}

/// Why bytes are not a proof ([`Proof::from_bytes`](crate::Proof::from_bytes)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum P256ProofError {
    /// The length is not 81 bytes.
    Length,
    /// The first byte, that of Gamma, is neither 2 nor 3.
    GammaSign,
    /// The x-coordinate of Gamma is not below the prime of the field.
    GammaNonCanonical,
    /// No point of the curve has the x-coordinate of Gamma.
    GammaNotOnCurve,
    /// The scalar s is not below the group order.
    ScalarNotReduced,
}

impl fmt::Display for P256ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "proof is not 81 bytes long",
            Self::GammaSign => "first byte of Gamma in proof is neither 2 nor 3",
            Self::GammaNonCanonical => "x-coordinate of Gamma in proof is not below the prime of the field",
            Self::GammaNotOnCurve => "Gamma in proof is not a point on the curve",
            Self::ScalarNotReduced => "scalar s in proof is not below the group order",
        })
    }
}

impl Error for P256ProofError {}

impl From<DecodeError> for P256ProofError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Sign => Self::GammaSign,
            DecodeError::NonCanonical => Self::GammaNonCanonical,
            DecodeError::NotOnCurve => Self::GammaNotOnCurve,
        }
    }
}

/// Why a proof does not verify ([`PublicKey::verify`](crate::PublicKey::verify)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum P256VerifyError {
    /// [`Suite::Tai`](crate::Suite::Tai) only: none of 256 attempts gave a point. It happens for about one input in 2^256.
    NoPoint,
    /// c is 0 or 1, s is 0 or -1, or U or V is the point at infinity (SPEC `#vrf-p256`). A holder does not make such a proof by
    /// chance.
    Exceptional,
    /// The proof is not one of this key for this suite, input and additional data.
    Invalid,
}

impl fmt::Display for P256VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPoint => "no curve point found for the input in 256 attempts",
            Self::Exceptional => "proof is one of the exceptional cases that a contract cannot decide",
            Self::Invalid => "proof is not valid for this key, suite, input and additional data",
        })
    }
}

impl Error for P256VerifyError {}

/// Why [`verify_bytes`](crate::verify_bytes) returns no output: the public key, the proof, or the two together are wrong.
///
/// [`Error::source`] is the error in the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum P256VerifyBytesError {
    /// The bytes of the public key are not a valid key.
    Key(P256KeyError),
    /// The bytes of the proof do not decode.
    Proof(P256ProofError),
    /// The proof does not verify.
    Verify(P256VerifyError),
}

impl fmt::Display for P256VerifyBytesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "public key is not valid",
            Self::Proof(_) => "proof is not the encoding of a VRF proof",
            Self::Verify(_) => "proof does not verify",
        })
    }
}

impl Error for P256VerifyBytesError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            Self::Key(error) => error,
            Self::Proof(error) => error,
            Self::Verify(error) => error,
        })
    }
}

impl From<P256KeyError> for P256VerifyBytesError {
    fn from(error: P256KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<P256ProofError> for P256VerifyBytesError {
    fn from(error: P256ProofError) -> Self {
        Self::Proof(error)
    }
}

impl From<P256VerifyError> for P256VerifyBytesError {
    fn from(error: P256VerifyError) -> Self {
        Self::Verify(error)
    }
}

/// Why there is no witness for a proof ([`PublicKey::evm_witness`](crate::PublicKey::evm_witness)).
///
/// [`Error::source`] is the error in the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvmWitnessError {
    /// The key cannot be registered, so no contract takes it.
    Key(P256KeyError),
    /// The proof does not verify.
    Verify(P256VerifyError),
    /// Two points that the contract adds have the same x-coordinate, or a value has no inverse. It does not happen by chance.
    NoWitness,
}

impl fmt::Display for EvmWitnessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "no contract takes the public key",
            Self::Verify(_) => "proof does not verify",
            Self::NoWitness => "proof is valid, but the contract cannot verify it",
        })
    }
}

impl Error for EvmWitnessError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key(error) => Some(error),
            Self::Verify(error) => Some(error),
            Self::NoWitness => None,
        }
    }
}

impl From<P256KeyError> for EvmWitnessError {
    fn from(error: P256KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<P256VerifyError> for EvmWitnessError {
    fn from(error: P256VerifyError) -> Self {
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
            Self::Unknown => "expected the suite ECVRF-P256-SHA256-SSWU (0x02) or -TAI (0x01)",
        })
    }
}

impl Error for SuiteError {}
