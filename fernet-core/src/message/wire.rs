//! Reading and writing fields of a fixed width, one after another.

use core::fmt;
use core::mem;

use crate::error::MessageError;
use crate::{
    Address, Amount, BatchProofBytes, Beta, BlockHash, BlockNumber, BundleCommitment, CertificateId, ClaimId, DataRoot,
    KeyBytes, L1Block, NodeIndex, P256ProofBytes, Phase, ProofDigest, ProposalId, ProverSeed, RandaoMix, Role, Salt,
    Score, SeatId, SequencerSuite, Statement, Total, TxHash, TxOrderHash, TxPerBase, TxRoot, VrfMode, VrfProofBytes,
};

/// Why bytes are not a message, and where: the error, the first field that is wrong, and the offset of its first byte
/// (SPEC `#message-errors`).
///
/// ```
/// use fernet_core::{MessageError, message::Message};
///
/// let error = Message::decode(&[1, 7, 0, 0]).unwrap_err();
/// assert_eq!((error.error, error.field, error.offset), (MessageError::Truncated, "block_number", 2));
/// assert_eq!(error.to_string(), "block_number at byte 2: message ends within the field");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecodeError {
    /// What is wrong.
    pub error: MessageError,
    /// The name of the first wrong field in SPEC `#message-bodies`; `end` for bytes after the last field.
    pub field: &'static str,
    /// Number of bytes of the message before the field.
    pub offset: usize,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}: {}", self.field, self.offset, self.error)
    }
}

impl core::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// The bytes of a message that have not been read yet.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    len: usize,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, len: bytes.len() }
    }

    /// The error of a field that starts at the next byte.
    #[must_use]
    pub const fn error(&self, error: MessageError, field: &'static str) -> DecodeError {
        DecodeError { error, field, offset: self.len.wrapping_sub(self.rest.len()) }
    }

    /// The error of the field `kind`, which was the last to be read.
    pub(crate) const fn error_of_kind(&self, error: MessageError) -> DecodeError {
        let next = self.error(error, "kind");
        DecodeError { offset: next.offset.wrapping_sub(u8::LEN), ..next }
    }

    /// Reads a value. `field` is its name.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn read<T: Wire>(&mut self, field: &'static str) -> Result<T, DecodeError> {
        T::read(self, field)
    }

    /// Reads a field of `N` bytes.
    pub(crate) fn bytes<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or_else(|| self.error(MessageError::Truncated, field))?;
        self.rest = rest;
        Ok(*bytes)
    }

    /// Borrows a field of `len` bytes.
    pub(super) fn take(&mut self, len: usize, field: &'static str) -> Result<&'a [u8], DecodeError> {
        let parts = self.rest.split_at_checked(len);
        let (bytes, rest) = parts.ok_or_else(|| self.error(MessageError::Truncated, field))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Borrows `count` elements. If there are not as many, the error is that of the first element that is not complete.
    pub(crate) fn elements<T: Wire>(&mut self, count: u64, field: &'static str) -> Result<&'a [u8], DecodeError> {
        let len = usize::try_from(count).ok().and_then(|count| count.checked_mul(T::LEN));
        if let Some((elements, rest)) = len.and_then(|len| self.rest.split_at_checked(len)) {
            self.rest = rest;
            return Ok(elements);
        }
        let complete = self.rest.len().wrapping_sub(self.rest.len().checked_rem(T::LEN).unwrap_or(0));
        self.rest = self.rest.get(complete..).unwrap_or_default();
        T::read(self, field).and_then(|_| Err(self.error(MessageError::Truncated, field)))
    }

    /// Runs `read` and borrows the bytes that it has read.
    pub(crate) fn consumed(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<&'a [u8], DecodeError> {
        let before = self.rest;
        read(self)?;
        let len = before.len().wrapping_sub(self.rest.len());
        Ok(before.get(..len).unwrap_or_default())
    }

    /// Borrows everything that is left.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Refuses bytes after the last field.
    pub(crate) fn finish<T>(self, message: T) -> Result<T, DecodeError> {
        if self.rest.is_empty() { Ok(message) } else { Err(self.error(MessageError::Surplus, "end")) }
    }
}

/// The part of a buffer that has not been written yet.
#[derive(Debug)]
pub struct Writer<'a> {
    rest: &'a mut [u8],
}

impl<'a> Writer<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        Self { rest: buffer }
    }

    /// Writes a field of `N` bytes. The buffers of this module have room for every field.
    pub(crate) fn bytes<const N: usize>(&mut self, bytes: &[u8; N]) {
        if let Some((field, rest)) = mem::take(&mut self.rest).split_first_chunk_mut() {
            *field = *bytes;
            self.rest = rest;
        }
    }
}

impl Writer<'_> {
    /// Writes a value.
    pub fn write<T: Wire>(&mut self, value: &T) {
        value.write(self);
    }

    /// The number of bytes that were not written.
    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
    }
}

/// A field, or several fields, of a fixed width.
pub trait Wire: Copy {
    /// The number of bytes.
    const LEN: usize;

    /// Reads the value. `field` is its name; the fields of a struct have names of their own.
    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError>;

    /// Writes the value.
    fn write(&self, writer: &mut Writer<'_>);
}

/// Implements [`Wire`] for types that are made from and give an array of bytes.
macro_rules! byte_strings {
    ($($type:ty)+) => {
        $(impl Wire for $type {
            const LEN: usize = <$type>::LEN;

            fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
                reader.bytes(field).map(Self::from_bytes)
            }

            fn write(&self, writer: &mut Writer<'_>) {
                writer.bytes(self.as_bytes());
            }
        })+
    };
}

byte_strings! {
    Address BatchProofBytes Beta BlockHash BundleCommitment CertificateId ClaimId DataRoot KeyBytes P256ProofBytes ProofDigest ProposalId ProverSeed
    RandaoMix Salt SeatId Statement TxHash TxOrderHash TxRoot VrfProofBytes
}

/// Implements [`Wire`] for integers, big-endian.
macro_rules! integers {
    ($($type:ty)+) => {
        $(impl Wire for $type {
            const LEN: usize = size_of::<$type>();

            fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
                reader.bytes(field).map(Self::from_be_bytes)
            }

            fn write(&self, writer: &mut Writer<'_>) {
                writer.bytes(&self.to_be_bytes());
            }
        })+
    };
}

integers! { u8 u16 u32 u64 u128 Score Total }

/// Several fields of one type; at least one.
impl<T: Wire, const N: usize> Wire for [T; N] {
    const LEN: usize = T::LEN.wrapping_mul(N);

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let mut fields = [T::read(reader, field)?; N];
        for next in fields.iter_mut().skip(1) {
            *next = T::read(reader, field)?;
        }
        Ok(fields)
    }

    fn write(&self, writer: &mut Writer<'_>) {
        self.iter().for_each(|field| field.write(writer));
    }
}

/// Implements [`Wire`] for newtypes over `u64`.
macro_rules! numbers {
    ($($type:ty)+) => {
        $(impl Wire for $type {
            const LEN: usize = u64::LEN;

            fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
                u64::read(reader, field).map(Self::new)
            }

            fn write(&self, writer: &mut Writer<'_>) {
                self.get().write(writer);
            }
        })+
    };
}

numbers! { BlockNumber L1Block NodeIndex }

/// 12 bytes, big-endian: every amount, and nothing else.
impl Wire for Amount {
    const LEN: usize = 12;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let above = reader.error(MessageError::Value, field);
        let bytes = reader.bytes::<12>(field)?;
        let wei = bytes.into_iter().fold(0, |wei: u128, byte| (wei << 8) | u128::from(byte));
        Self::new(wei).map_err(|_| above)
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(bytes) = self.wei().to_be_bytes().last_chunk::<12>() {
            writer.bytes(bytes);
        }
    }
}

/// Implements [`Wire`] for enums whose variants have numbers of one byte.
macro_rules! choices {
    ($($type:ident { $($variant:ident = $number:literal,)+ })+) => {
        $(impl Wire for $type {
            const LEN: usize = u8::LEN;

            fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
                let unknown = reader.error(MessageError::Value, field);
                match u8::read(reader, field)? {
                    $($number => Ok(Self::$variant),)+
                    _ => Err(unknown),
                }
            }

            fn write(&self, writer: &mut Writer<'_>) {
                let number: u8 = match self {
                    $(Self::$variant => $number,)+
                };
                number.write(writer);
            }
        })+
    };
}

choices! {
    Role { Sequencer = 0, BaseProver = 1, MergeProver = 2, Prover = 3, }
    TxPerBase { One = 1, Two = 2, }
    VrfMode { PerNode = 0, PerBlock = 1, Public = 2, }
    Phase {
        Proposal = 0,
        Reveal = 1,
        Proving = 2,
        Proven = 3,
        Final = 4,
        Settled = 5,
        Skipped = 6,
        Reverted = 7,
        Voided = 8,
    }
}

/// The suite byte of RFC 9381.
impl Wire for SequencerSuite {
    const LEN: usize = u8::LEN;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let unknown = reader.error(MessageError::Value, field);
        Self::try_from(u8::read(reader, field)?).map_err(|_| unknown)
    }

    fn write(&self, writer: &mut Writer<'_>) {
        u8::from(*self).write(writer);
    }
}

/// A byte 1 and the value, or as many bytes 0 for `None`.
impl<T: Wire> Wire for Option<T> {
    const LEN: usize = sum(&[u8::LEN, T::LEN]);

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let wrong = reader.error(MessageError::Value, field);
        let mut value = None;
        let bytes = reader.consumed(|reader| {
            let some = u8::read(reader, field)?;
            value = Some((some, T::read(reader, field)?));
            Ok(())
        });
        match (bytes.map_err(|error| DecodeError { offset: wrong.offset, ..error })?, value) {
            (_, Some((1, value))) => Ok(Some(value)),
            (bytes, Some(_)) if bytes.iter().all(|byte| *byte == 0) => Ok(None),
            _ => Err(wrong),
        }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        u8::from(self.is_some()).write(writer);
        match self {
            Some(value) => value.write(writer),
            None => (0..T::LEN).for_each(|_| 0_u8.write(writer)),
        }
    }
}

/// Implements [`Wire`] for a struct from the list of its fields.
macro_rules! fields {
    ($name:ident $(<$generic:ident>)? { $($field:ident: $field_type:ty),+ $(,)? }) => {
        impl$(<$generic: $crate::message::wire::Wire>)? $crate::message::wire::Wire for $name$(<$generic>)? {
            const LEN: usize = $crate::message::wire::sum(&[$(<$field_type as $crate::message::wire::Wire>::LEN),+]);

            fn read(
                reader: &mut $crate::message::wire::Reader<'_>,
                _: &'static str,
            ) -> Result<Self, $crate::message::DecodeError> {
                Ok(Self { $($field: $crate::message::wire::Wire::read(reader, stringify!($field))?),+ })
            }

            fn write(&self, writer: &mut $crate::message::wire::Writer<'_>) {
                $($crate::message::wire::Wire::write(&self.$field, writer);)+
            }
        }
    };
}

pub(crate) use fields;

/// The sum of the widths of some fields.
#[must_use]
pub const fn sum(widths: &[usize]) -> usize {
    match widths {
        [] => 0,
        [first, rest @ ..] => first.wrapping_add(sum(rest)),
    }
}
