//! Random values that are the same in every run.

use p256::Scalar;
use p256::elliptic_curve::PrimeField as _;
use sha2::{Digest as _, Sha256};

/// A generator: SHA-256 of a name and a counter.
#[derive(Debug, Clone)]
pub struct Random {
    name: &'static str,
    counter: u64,
}

impl Random {
    /// A generator whose values depend on the name only.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, counter: 0 }
    }

    /// 32 bytes.
    pub fn bytes(&mut self) -> [u8; 32] {
        self.counter += 1;
        Sha256::new().chain_update(self.name).chain_update(self.counter.to_be_bytes()).finalize().into()
    }

    /// A number below `limit`, which is small.
    ///
    /// # Panics
    ///
    /// If `limit` is zero.
    pub fn below(&mut self, limit: usize) -> usize {
        let [a, b, c, d, ..] = self.bytes();
        usize::try_from(u32::from_be_bytes([a, b, c, d])).expect("32 bits") % limit
    }

    /// Up to 300 bytes.
    pub fn input(&mut self) -> Vec<u8> {
        let length = self.below(301);
        let block = self.bytes();
        block.iter().copied().cycle().take(length).collect()
    }

    /// A scalar other than zero.
    pub fn scalar(&mut self) -> Scalar {
        loop {
            let scalar: Option<Scalar> = Scalar::from_repr(self.bytes().into()).into();
            if let Some(scalar) = scalar.filter(|scalar| *scalar != Scalar::ZERO) {
                return scalar;
            }
        }
    }
}
