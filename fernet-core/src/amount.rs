//! Amounts of money: whole wei below 2^96.
//!
//! The limit leaves 32 bits of a `u128`, so an amount times any `u32` is exact. There are no operators: adding and
//! subtracting are checked, scaling says how it rounds, and [`Amount::split_at`] moves money.

use core::fmt;

use crate::PPM;

/// A number of wei is 2^96 or more, so that it is no [`Amount`] (SPEC `#settlement`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AmountTooLarge;

impl fmt::Display for AmountTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("amount is not below 2^96 wei")
    }
}

impl core::error::Error for AmountTooLarge {}

/// The only code that can write the integer.
mod sealed {
    use super::AmountTooLarge;
    use crate::AMOUNT_LIMIT;

    /// An amount in wei, 0 to 2^96 - 1 (SPEC `#settlement`).
    ///
    /// ```
    /// use fernet_core::{Amount, AmountTooLarge};
    ///
    /// assert_eq!(Amount::new(42)?.wei(), 42);
    /// assert_eq!(Amount::new(1 << 96), Err(AmountTooLarge));
    /// # Ok::<(), AmountTooLarge>(())
    /// ```
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
    pub struct Amount(u128);

    impl Amount {
        /// Nothing.
        pub const ZERO: Self = Self(0);

        /// The largest amount, 2^96 - 1 wei.
        pub const MAX: Self = Self(AMOUNT_LIMIT.wrapping_sub(1));

        /// An amount of `wei`.
        ///
        /// # Errors
        /// [`AmountTooLarge`] from 2^96 on.
        pub const fn new(wei: u128) -> Result<Self, AmountTooLarge> {
            if wei < AMOUNT_LIMIT { Ok(Self(wei)) } else { Err(AmountTooLarge) }
        }

        /// Whole wei, below 2^96.
        #[must_use]
        pub const fn wei(self) -> u128 {
            self.0
        }

        /// Cuts the amount in two: `wei` of it, or all if it has less, and the rest. The parts sum to the whole.
        ///
        /// ```
        /// # use fernet_core::Amount;
        /// let ten = Amount::new(10)?;
        /// assert_eq!(ten.split_at(3), (Amount::new(3)?, Amount::new(7)?));
        /// assert_eq!(ten.split_at(u128::MAX), (ten, Amount::ZERO));
        /// # Ok::<(), fernet_core::AmountTooLarge>(())
        /// ```
        #[must_use]
        pub const fn split_at(self, wei: u128) -> (Self, Self) {
            match self.0.checked_sub(wei) {
                Some(rest) => (Self(wei), Self(rest)),
                None => (self, Self::ZERO),
            }
        }
    }
}

pub use sealed::Amount;

impl Amount {
    /// The sum, `None` from 2^96 wei on.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.wei().checked_add(other.wei())?).ok()
    }

    /// The difference, `None` if `other` is larger.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::new(self.wei().checked_sub(other.wei())?).ok()
    }

    /// `floor(self * ppm / PPM)`; `ppm` may be above one.
    ///
    /// ```
    /// # use fernet_core::Amount;
    /// assert_eq!(Amount::new(99)?.mul_ppm_floor(500_000)?.wei(), 49);
    /// assert_eq!(Amount::new(99)?.mul_ppm_floor(6_000_000)?.wei(), 594);
    /// # Ok::<(), fernet_core::AmountTooLarge>(())
    /// ```
    ///
    /// # Errors
    /// [`AmountTooLarge`] if the result is 2^96 wei or more.
    pub fn mul_ppm_floor(self, ppm: u32) -> Result<Self, AmountTooLarge> {
        Self::new(self.times_floor(ppm, u64::from(PPM)))
    }

    /// Cuts off `floor(self * numerator / denominator)`, at most all of it; the rest comes second. Over a denominator
    /// of 0 nothing is cut off.
    ///
    /// ```
    /// # use fernet_core::Amount;
    /// let (third, rest) = Amount::new(100)?.split_floor(1, 3);
    /// assert_eq!((third.wei(), rest.wei()), (33, 67));
    /// # Ok::<(), fernet_core::AmountTooLarge>(())
    /// ```
    #[must_use]
    pub fn split_floor(self, numerator: u32, denominator: u64) -> (Self, Self) {
        self.split_at(self.times_floor(numerator, denominator))
    }

    /// `floor(self * numerator / denominator)` in wei, 0 over 0. The product is below 2^128.
    fn times_floor(self, numerator: u32, denominator: u64) -> u128 {
        let product = self.wei().wrapping_mul(u128::from(numerator));
        product.checked_div(u128::from(denominator)).unwrap_or(0)
    }

    /// Reads a Solidity `uint256`: 32 bytes, big-endian.
    ///
    /// # Errors
    /// [`AmountTooLarge`] from 2^96 on.
    pub fn from_be_bytes(bytes: [u8; 32]) -> Result<Self, AmountTooLarge> {
        match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(&high), Some(&low)) if high == [0; 16] => Self::new(u128::from_be_bytes(low)),
            _ => Err(AmountTooLarge),
        }
    }

    /// Writes a Solidity `uint256`: 32 bytes, big-endian.
    ///
    /// ```
    /// # use fernet_core::Amount;
    /// let bytes = Amount::new(0x0102)?.to_be_bytes();
    /// assert_eq!(bytes[29..], [0, 1, 2]);
    /// assert_eq!(Amount::from_be_bytes(bytes)?.wei(), 0x0102);
    /// # Ok::<(), fernet_core::AmountTooLarge>(())
    /// ```
    #[must_use]
    pub fn to_be_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        if let Some(low) = bytes.last_chunk_mut() {
            *low = self.wei().to_be_bytes();
        }
        bytes
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({} wei)", self.wei())
    }
}

impl fmt::Display for Amount {
    /// Wei in decimal, without a unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.wei(), f)
    }
}

impl From<Amount> for u128 {
    fn from(amount: Amount) -> Self {
        amount.wei()
    }
}

impl TryFrom<u128> for Amount {
    type Error = AmountTooLarge;

    fn try_from(wei: u128) -> Result<Self, AmountTooLarge> {
        Self::new(wei)
    }
}

/// In wei: a decimal string when human-readable, otherwise 16 bytes, big-endian.
#[cfg(feature = "serde")]
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::serde_wei::serialize(&self.wei(), serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(crate::serde_wei::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
