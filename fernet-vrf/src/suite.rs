//! The two suites (RFC 9381, section 5.5).

use core::fmt;
use core::str::FromStr;

use crate::SuiteError;

/// A ciphersuite of RFC 9381, which determines how an input is encoded to a curve point. Prover and verifier must use the
/// same one.
///
/// Its text is the name in the RFC, and its number is `suite_string`.
///
/// ```
/// use fernet_vrf::{Suite, SuiteError};
///
/// assert_eq!(Suite::default(), Suite::Ell2);
/// assert_eq!(Suite::try_from(0x04), Ok(Suite::Ell2));
/// assert_eq!(Suite::try_from(0x05), Err(SuiteError::Unknown));
/// assert_eq!("ECVRF-EDWARDS25519-SHA512-TAI".parse(), Ok(Suite::Tai));
/// assert_eq!(Suite::Tai.to_string(), "ECVRF-EDWARDS25519-SHA512-TAI");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Suite {
    /// ECVRF-EDWARDS25519-SHA512-ELL2: the encoding is Elligator 2, which runs in constant time and always succeeds.
    #[default]
    Ell2,
    /// ECVRF-EDWARDS25519-SHA512-TAI: the encoding is try-and-increment, whose running time depends on the input. The
    /// input must be public.
    Tai,
}

impl Suite {
    /// The byte that identifies the suite in all hashes: `suite_string` of RFC 9381, section 5.5.
    ///
    /// ```
    /// use fernet_vrf::Suite;
    ///
    /// assert_eq!([Suite::Ell2.byte(), Suite::Tai.byte()], [0x04, 0x03]);
    /// ```
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ell2 => 0x04,
            Self::Tai => 0x03,
        }
    }

    /// The byte that replaces [`Suite::byte`] in the nonce and in the challenge of a proof that signs additional data
    /// (SPEC `#vrf-ad`): the same byte with the highest bit set, which no suite of the RFC has.
    ///
    /// The point H, Gamma and the output keep [`Suite::byte`]. So a key has one output for each suite and input, whatever
    /// its proofs sign.
    ///
    /// ```
    /// use fernet_vrf::Suite;
    ///
    /// assert_eq!([Suite::Ell2.signing_byte(), Suite::Tai.signing_byte()], [0x84, 0x83]);
    /// ```
    #[must_use]
    pub const fn signing_byte(self) -> u8 {
        match self {
            Self::Ell2 => 0x84,
            Self::Tai => 0x83,
        }
    }

    /// The name of the suite in RFC 9381, section 5.5.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ell2 => "ECVRF-EDWARDS25519-SHA512-ELL2",
            Self::Tai => "ECVRF-EDWARDS25519-SHA512-TAI",
        }
    }
}

impl From<Suite> for u8 {
    /// [`Suite::byte`].
    fn from(suite: Suite) -> Self {
        suite.byte()
    }
}

impl TryFrom<u8> for Suite {
    type Error = SuiteError;

    /// The suite with this [`Suite::byte`].
    fn try_from(byte: u8) -> Result<Self, SuiteError> {
        [Self::Ell2, Self::Tai].into_iter().find(|suite| suite.byte() == byte).ok_or(SuiteError::Unknown)
    }
}

impl fmt::Display for Suite {
    /// Writes [`Suite::name`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Suite {
    type Err = SuiteError;

    /// The suite with this [`Suite::name`].
    fn from_str(name: &str) -> Result<Self, SuiteError> {
        [Self::Ell2, Self::Tai].into_iter().find(|suite| suite.name() == name).ok_or(SuiteError::Unknown)
    }
}
