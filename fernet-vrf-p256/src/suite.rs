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
/// use fernet_vrf_p256::{Suite, SuiteError};
///
/// assert_eq!(Suite::default(), Suite::Sswu);
/// assert_eq!(Suite::try_from(0x02), Ok(Suite::Sswu));
/// assert_eq!(Suite::try_from(0x05), Err(SuiteError::Unknown));
/// assert_eq!("ECVRF-P256-SHA256-TAI".parse(), Ok(Suite::Tai));
/// assert_eq!(Suite::Tai.to_string(), "ECVRF-P256-SHA256-TAI");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Suite {
    /// ECVRF-P256-SHA256-SSWU: the encoding is simplified SWU, which runs in constant time and always succeeds.
    #[default]
    Sswu,
    /// ECVRF-P256-SHA256-TAI: the encoding is try-and-increment, whose running time depends on the input. The
    /// input must be public.
    Tai,
}

impl Suite {
    /// The byte that identifies the suite in all hashes: `suite_string` of RFC 9381, section 5.5.
    ///
    /// ```
    /// use fernet_vrf_p256::Suite;
    ///
    /// assert_eq!([Suite::Sswu.byte(), Suite::Tai.byte()], [0x02, 0x01]);
    /// ```
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Sswu => 0x02,
            Self::Tai => 0x01,
        }
    }

    /// The byte that replaces [`Suite::byte`] in the nonce and in the challenge of a proof that signs additional data
    /// (SPEC `#vrf-p256`): the same byte with the highest bit set, which no suite of the RFC has.
    ///
    /// The point H, Gamma and the output keep [`Suite::byte`]. So a key has one output for each suite and input, whatever
    /// its proofs sign.
    ///
    /// ```
    /// use fernet_vrf_p256::Suite;
    ///
    /// assert_eq!([Suite::Sswu.signing_byte(), Suite::Tai.signing_byte()], [0x82, 0x81]);
    /// ```
    #[must_use]
    pub const fn signing_byte(self) -> u8 {
        match self {
            Self::Sswu => 0x82,
            Self::Tai => 0x81,
        }
    }

    /// The name of the suite in RFC 9381, section 5.5.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sswu => "ECVRF-P256-SHA256-SSWU",
            Self::Tai => "ECVRF-P256-SHA256-TAI",
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
        [Self::Sswu, Self::Tai].into_iter().find(|suite| suite.byte() == byte).ok_or(SuiteError::Unknown)
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
        [Self::Sswu, Self::Tai].into_iter().find(|suite| suite.name() == name).ok_or(SuiteError::Unknown)
    }
}
