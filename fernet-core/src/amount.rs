//! Amounts of money: whole wei below 2^96.
//!
//! An amount has at most 96 bits, so the product of an amount and any `u32` fits into a `u128`. There are no arithmetic
//! operators: additions and subtractions report overflow, functions that round down have `_floor` in their names, and
//! [`Amount::split_at`] and [`Amount::split_floor`] divide an amount into two parts whose sum is the amount.

use core::fmt;

use crate::PPM;
use crate::wide::U256;

/// The error for a number of wei that is 2^96 or more and therefore not an [`Amount`] (SPEC `#settlement`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AmountTooLarge;

impl fmt::Display for AmountTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("amount is not below 2^96 wei")
    }
}

impl core::error::Error for AmountTooLarge {}

/// Keeps the integer private: only this module can make an `Amount` without a check.
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
        /// The amount of 0 wei.
        pub const ZERO: Self = Self(0);

        /// The largest amount, 2^96 - 1 wei.
        pub const MAX: Self = Self(AMOUNT_LIMIT.wrapping_sub(1));

        /// Makes an amount from a number of wei, 0 to 2^96 - 1.
        ///
        /// # Errors
        /// [`AmountTooLarge`] if the number is 2^96 or more.
        pub const fn new(wei: u128) -> Result<Self, AmountTooLarge> {
            if wei < AMOUNT_LIMIT { Ok(Self(wei)) } else { Err(AmountTooLarge) }
        }

        /// Returns the number of wei, 0 to 2^96 - 1.
        #[must_use]
        pub const fn wei(self) -> u128 {
            self.0
        }

        /// Divides the amount into two parts whose sum is the amount: first `wei`, or the whole amount if it is
        /// smaller; then the rest.
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
    /// Returns the sum of two amounts, or `None` if it is 2^96 wei or more.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.wei().checked_add(other.wei())?).ok()
    }

    /// Returns `self - other`, or `None` if `other` is larger.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::new(self.wei().checked_sub(other.wei())?).ok()
    }

    /// Computes a share of the amount, rounded down: `floor(self * ppm / 1000000)`. `ppm` may be above 1000000.
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

    /// Computes a share of the amount, rounded up: `ceil(self * ppm / 1000000)`. `ppm` may be above 1000000.
    ///
    /// ```
    /// # use fernet_core::Amount;
    /// assert_eq!(Amount::new(99)?.mul_ppm_ceil(800_000)?.wei(), 80);
    /// # Ok::<(), fernet_core::AmountTooLarge>(())
    /// ```
    ///
    /// # Errors
    /// [`AmountTooLarge`] if the result is 2^96 wei or more.
    pub fn mul_ppm_ceil(self, ppm: u32) -> Result<Self, AmountTooLarge> {
        Self::new(self.wei().wrapping_mul(u128::from(ppm)).div_ceil(u128::from(PPM)))
    }

    /// Divides the amount into two parts whose sum is the amount: first `floor(self * numerator / denominator)`, but at
    /// most the whole amount; then the rest. If `denominator` is 0, the first part is 0.
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

    /// Computes `floor(self * numerator / denominator)` in wei, or 0 if `denominator` is 0. The product is below 2^128.
    fn times_floor(self, numerator: u32, denominator: u64) -> u128 {
        let product = self.wei().wrapping_mul(u128::from(numerator));
        product.checked_div(u128::from(denominator)).unwrap_or(0)
    }

    /// Computes `floor(self * numerator / denominator)` in wei, exactly for any numerator; 2^128 - 1 if the result is above
    /// that, and 0 if `denominator` is 0.
    ///
    /// ```
    /// # use fernet_core::Amount;
    /// assert_eq!(Amount::MAX.mul_div_floor(1 << 64, u64::MAX), 79_228_162_514_264_337_597_838_917_631);
    /// assert_eq!(Amount::MAX.mul_div_floor(u128::MAX, 1), u128::MAX);
    /// # Ok::<(), fernet_core::AmountTooLarge>(())
    /// ```
    #[must_use]
    pub fn mul_div_floor(self, numerator: u128, denominator: u64) -> u128 {
        U256::product(self.wei(), numerator).div_floor(denominator)
    }

    /// Reads an amount in wei from a Solidity `uint256`: 32 bytes, big-endian.
    ///
    /// # Errors
    /// [`AmountTooLarge`] if the number is 2^96 or more.
    pub fn from_be_bytes(bytes: [u8; 32]) -> Result<Self, AmountTooLarge> {
        match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(&high), Some(&low)) if high == [0; 16] => Self::new(u128::from_be_bytes(low)),
            _ => Err(AmountTooLarge),
        }
    }

    /// Returns the number of wei as a Solidity `uint256`: 32 bytes, big-endian.
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
    /// Writes the number of wei in decimal, without a unit.
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
