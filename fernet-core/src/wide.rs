//! Unsigned integers of 256 bits, as far as scores need them.

use core::fmt;

/// An integer below 2^256. Ordered as a number; `high` first, so that the derived order is that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct U256 {
    high: u128,
    low: u128,
}

const LOW_64: u128 = (1 << 64) - 1;

impl U256 {
    /// Computes `a * b` exactly.
    pub(crate) const fn product(a: u128, b: u128) -> Self {
        let (a1, a0, b1, b0) = (a >> 64, a & LOW_64, b >> 64, b & LOW_64);
        // Each product is at most (2^64 - 1)^2, so two carries of 64 bits still fit.
        let low = a0.wrapping_mul(b0);
        let middle = a1.wrapping_mul(b0).wrapping_add(low >> 64);
        let other = a0.wrapping_mul(b1).wrapping_add(middle & LOW_64);
        let high = a1.wrapping_mul(b1).wrapping_add(middle >> 64).wrapping_add(other >> 64);
        Self { high, low: (other << 64) | (low & LOW_64) }
    }

    /// `self + other`. Totals stay below 2^195 (SPEC `#accumulator`), so nothing is lost.
    pub(crate) const fn plus(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        let high = self.high.wrapping_add(other.high).wrapping_add(if carry { 1 } else { 0 });
        Self { high, low }
    }

    /// Computes `floor(self / divisor)`: 2^128 - 1 if the quotient is above that, and 0 if `divisor` is 0.
    pub(crate) fn div_floor(self, divisor: u64) -> u128 {
        let divisor = u128::from(divisor);
        // Long division by digits of 64 bits: a remainder is below 2^64, so it and the next digit make 128 bits.
        let digits = [self.high >> 64, self.high & LOW_64, self.low >> 64, self.low & LOW_64];
        let mut remainder = 0_u128;
        let [overflow1, overflow0, high, low] = digits.map(|digit| {
            let dividend = (remainder << 64) | digit;
            remainder = dividend.checked_rem(divisor).unwrap_or(0);
            dividend.checked_div(divisor).unwrap_or(0)
        });
        if overflow1 | overflow0 == 0 { (high << 64) | low } else { u128::MAX }
    }

    /// Computes `floor(self / 2^128)`.
    pub(crate) const fn high(self) -> u128 {
        self.high
    }

    /// Returns the integer as 32 bytes, big-endian.
    pub(crate) fn to_be_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let (high, low) = bytes.split_at_mut(16);
        high.copy_from_slice(&self.high.to_be_bytes());
        low.copy_from_slice(&self.low.to_be_bytes());
        bytes
    }

    /// Reads the integer from 32 bytes, big-endian.
    pub(crate) fn from_be_bytes(bytes: [u8; 32]) -> Self {
        let half = |half: Option<&[u8; 16]>| half.map_or(0, |half| u128::from_be_bytes(*half));
        Self { high: half(bytes.first_chunk()), low: half(bytes.last_chunk()) }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for U256 {
    /// Writes a decimal string, or 32 bytes, big-endian.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_bytes(&self.to_be_bytes())
        }
    }
}

impl fmt::Display for U256 {
    /// Writes the integer in decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: usize = 78;
        let mut digits = [b'0'; DIGITS];
        for byte in self.to_be_bytes() {
            let mut carry = u16::from(byte);
            for digit in digits.iter_mut().rev() {
                let value = u16::from(*digit & 0xf).wrapping_mul(256).wrapping_add(carry);
                let [_, rest] = (value % 10).to_be_bytes();
                *digit = b'0' | rest;
                carry = value / 10;
            }
        }
        let text = core::str::from_utf8(&digits).map_err(|_| fmt::Error)?.trim_start_matches('0');
        f.pad_integral(true, "", if text.is_empty() { "0" } else { text })
    }
}
