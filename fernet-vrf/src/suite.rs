//! The two suites (RFC 9381, section 5.5).

/// How an input becomes a point of the curve. Prover and verifier must agree on it.
///
/// ```
/// use fernet_vrf::Suite;
///
/// assert_eq!(Suite::default(), Suite::Ell2);
/// assert_eq!(Suite::Ell2.byte(), 0x04);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Suite {
    /// ECVRF-EDWARDS25519-SHA512-ELL2: Elligator 2, constant time, cannot fail.
    #[default]
    Ell2,
    /// ECVRF-EDWARDS25519-SHA512-TAI: try and increment. Its time depends on the input, which must be public.
    Tai,
}

impl Suite {
    /// `suite_string` of RFC 9381, section 5.5.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ell2 => 0x04,
            Self::Tai => 0x03,
        }
    }

    /// What replaces `suite_string` in the nonce and in the challenge of a proof that signs additional data: the
    /// suite's byte with the highest bit set, which no suite of the RFC has.
    ///
    /// The point H, Gamma and the output keep [`Suite::byte`], so one key has one output for each suite and input,
    /// whatever a proof signs.
    #[must_use]
    pub const fn signing_byte(self) -> u8 {
        match self {
            Self::Ell2 => 0x84,
            Self::Tai => 0x83,
        }
    }
}
