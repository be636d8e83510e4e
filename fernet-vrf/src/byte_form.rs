//! The traits of types that are valid byte strings.

/// Implements comparison, hashing and text of `$type` by its bytes, and conversion from and to `$bytes`, the type of
/// `fernet-core` that holds the same bytes unchecked.
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
            type Err = $crate::ParseError<$error>;

            /// Reads hex digits of either case, with or without the prefix `0x`.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let bytes: $bytes = text.parse().map_err($crate::ParseError::Hex)?;
                Self::try_from(bytes).map_err($crate::ParseError::Bytes)
            }
        }
    };
}

pub(crate) use byte_form;
