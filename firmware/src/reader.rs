//! Reads the tables that `build/tables.rs` writes: numbers little-endian, byte strings after their length in two bytes.

/// What is left of a table.
#[derive(Clone, Copy, Debug)]
pub struct Reader(&'static [u8]);

impl Reader {
    /// From the beginning of a table.
    #[must_use]
    pub const fn new(table: &'static [u8]) -> Self {
        Self(table)
    }

    /// Whether all is read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*chunk)
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.chunk().map(u8::from_le_bytes)
    }

    /// A yes or a no.
    pub fn flag(&mut self) -> Option<bool> {
        self.byte().map(|byte| byte != 0)
    }

    /// How many items follow.
    pub fn count(&mut self) -> Option<u16> {
        self.chunk().map(u16::from_le_bytes)
    }

    /// A number that fits into `T`.
    pub fn number<T: TryFrom<u128>>(&mut self) -> Option<T> {
        T::try_from(u128::from_le_bytes(self.chunk()?)).ok()
    }

    /// A byte string.
    pub fn bytes(&mut self) -> Option<&'static [u8]> {
        let length = usize::from(self.count()?);
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// A byte string of a known length. If all its bytes are equal, the table may have one of them in its place.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        match self.bytes()? {
            [byte] => Some([*byte; N]),
            bytes => bytes.try_into().ok(),
        }
    }

    /// A byte string that may be absent.
    pub fn optional(&mut self) -> Option<Option<&'static [u8]>> {
        let there = self.flag()?;
        let bytes = self.bytes()?;
        Some(there.then_some(bytes))
    }
}
