//! What the crates of the two VRFs have in common: errors, byte forms, wiping of the stack.

use core::error::Error;
use core::fmt;
use core::hint::black_box;

use crate::HexError;

/// Why the VRF could not be evaluated (`fernet_vrf::SecretKey::evaluate`, `fernet_vrf_p256::SecretKey::evaluate`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The suites with try-and-increment only: none of 256 attempts gave a point. It happens for about one input in 2^256.
    NoPoint,
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPoint => "no curve point found for the input in 256 attempts",
        })
    }
}

impl Error for EvaluateError {}

/// Why a new proof was not released (`fernet_vrf::Evaluation::prove_verified`,
/// `fernet_vrf_p256::Evaluation::prove_verified`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProveError {
    /// The new proof failed its self-check: a fault disturbed the computation, or `alpha` is not the input of the evaluation.
    Fault,
}

impl fmt::Display for ProveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fault => "new proof failed its self-check and was wiped",
        })
    }
}

impl Error for ProveError {}

/// Why a text is not a key or a proof: it is not hex of the right length, or its bytes are refused with the error `E`.
///
/// [`Error::source`] is the error in the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError<E> {
    /// The text is not hex of the right length.
    Hex(HexError),
    /// The text is hex, but its bytes are not a key or a proof.
    Bytes(E),
}

impl<E> fmt::Display for ParseError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hex(_) => "text is not hex digits of the right length",
            Self::Bytes(_) => "bytes in the text are not valid",
        })
    }
}

impl<E: Error + 'static> Error for ParseError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Hex(error) => Some(error),
            Self::Bytes(error) => Some(error),
        }
    }
}

/// Calls `work`, then overwrites `AREA` bytes of the stack below the caller, and returns the result. `UNOPTIMIZED` is whether
/// frames may be larger than in an optimized build. The crates of the VRFs have a function for programs, with its limits.
#[doc(hidden)]
#[inline(always)]
pub fn with_stack_wiped<const AREA: usize, const UNOPTIMIZED: bool, T>(work: impl FnOnce() -> T) -> T {
    // Overwrites on drop, so that the result is written to its destination and this frame keeps no copy of it.
    let _overwrite = Overwrite::<AREA>;
    if UNOPTIMIZED { call_lower(work) } else { call(work) }
}

struct Overwrite<const AREA: usize>;

impl<const AREA: usize> Drop for Overwrite<AREA> {
    fn drop(&mut self) {
        overwrite::<AREA>();
    }
}

/// Calls `work` further down the stack: the frame of [`overwrite`] may have a few words above the area that it overwrites.
#[inline(never)]
fn call_lower<T>(work: impl FnOnce() -> T) -> T {
    let mut gap = [0_u8; 128];
    black_box(&mut gap);
    let result = call(work);
    black_box(&mut gap);
    result
}

/// Calls `work`, not inlined, so that all its frames are below this one, which starts where that of [`overwrite`] does.
#[inline(never)]
fn call<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite<const AREA: usize>() {
    black_box(&mut [0_u8; AREA]);
}

/// Implements comparison, hashing and text of `$type` by its bytes, and conversion from and to `$bytes`, the type of
/// this crate that holds the same bytes unchecked.
#[doc(hidden)]
#[macro_export]
macro_rules! byte_form {
    ($type:ident, $bytes:ident, $error:ident) => {
        impl From<$type> for $bytes {
            fn from(value: $type) -> Self {
                value.to_bytes().into()
            }
        }

        impl TryFrom<$bytes> for $type {
            type Error = $error;

            fn try_from(bytes: $bytes) -> Result<Self, $error> {
                Self::from_bytes(bytes.as_bytes())
            }
        }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.to_bytes() == other.to_bytes()
            }
        }

        impl Eq for $type {}

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $type {
            /// Compares the encodings byte by byte.
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                self.to_bytes().cmp(&other.to_bytes())
            }
        }

        impl core::hash::Hash for $type {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.to_bytes().hash(state);
            }
        }

        impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{}({self})", stringify!($type))
            }
        }

        impl core::fmt::Display for $type {
            /// Writes the bytes as lower-case hex, without a prefix.
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&$bytes::from(*self), f)
            }
        }

        impl core::fmt::LowerHex for $type {
            /// Writes the bytes as lower-case hex; `{:#x}` writes the prefix `0x` too.
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::LowerHex::fmt(&$bytes::from(*self), f)
            }
        }

        impl core::str::FromStr for $type {
            type Err = $crate::vrf::ParseError<$error>;

            /// Reads hex digits of either case, with or without the prefix `0x`.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let bytes: $bytes = text.parse().map_err($crate::vrf::ParseError::Hex)?;
                Self::try_from(bytes).map_err($crate::vrf::ParseError::Bytes)
            }
        }
    };
}
