//! Messages with lists, which are borrowed from the bytes of the message.

use core::marker::PhantomData;

use super::fixed::{RevealHead, RevealRootMessage, SignedClaim, TreeHead};
use super::wire::{Reader, Wire};
use super::{DecodeError, MessageKind, read_start};
use crate::error::MessageError;
use crate::params::MAX_PROOFS_PER_NODE;
use crate::{ClaimId, TxHash, TxRoot};

/// An iterator over the elements of a list in a message. It borrows the bytes of the message and decodes one element
/// after another. A clone starts at the next element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elements<'a, T> {
    rest: &'a [u8],
    element: PhantomData<T>,
}

impl<'a, T: Wire> Elements<'a, T> {
    /// Reads a list of `count` elements of the type `T`. Every value of the type is valid.
    pub(super) fn read(reader: &mut Reader<'a>, count: u64, field: &'static str) -> Result<Self, DecodeError> {
        Ok(Self { rest: reader.elements::<T>(count, field)?, element: PhantomData })
    }

    /// Returns the bytes of the elements that are left, one after another.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.rest
    }
}

impl<T: Wire> Iterator for Elements<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let mut reader = Reader::new(self.rest);
        let element = T::read(&mut reader, "element").ok()?;
        self.rest = reader.rest();
        Some(element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.len().checked_div(T::LEN).unwrap_or(0);
        (len, Some(len))
    }
}

impl<T: Wire> ExactSizeIterator for Elements<'_, T> {}

#[cfg(feature = "serde")]
impl<T: Wire + serde::Serialize> serde::Serialize for Elements<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}

/// A reveal with the hashes of the transactions.
///
/// To encode one, write [`RevealHead::to_bytes`] and then the hashes, 32 bytes each.
///
/// ```
/// use fernet_core::message::{RevealHead, RevealMessage};
/// use fernet_core::{BlockNumber, Salt, TxHash};
///
/// let transactions = [TxHash::from_bytes([1; 32]), TxHash::from_bytes([2; 32])];
/// let head = RevealHead { block_number: BlockNumber::new(42), salt: Salt::from_bytes([3; 32]), fees: 1000, count: 2 };
/// let mut bytes = head.to_bytes().to_vec();
/// transactions.iter().for_each(|hash| bytes.extend(hash.as_bytes()));
///
/// let message = RevealMessage::decode(&bytes)?;
/// assert_eq!(message.head, head);
/// assert!(message.transactions.eq(transactions));
/// # Ok::<(), fernet_core::message::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RevealMessage<'a> {
    /// What the leader reveals besides the transactions, and their number.
    pub head: RevealHead,
    /// The hashes of the transactions, in their order.
    pub transactions: Elements<'a, TxHash>,
}

impl<'a> RevealMessage<'a> {
    /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        read_start(&mut reader, MessageKind::Reveal)?;
        let message = Self::read(&mut reader)?;
        reader.finish(message)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let head = RevealHead::read(reader, "head")?;
        Ok(Self { head, transactions: Elements::read(reader, head.count, "tx_hash")? })
    }

    /// Returns the reveal with the root of the transactions instead of their hashes.
    #[must_use]
    pub fn with_root(&self) -> RevealRootMessage {
        RevealRootMessage { head: self.head, tx_root: TxRoot::of_count(self.head.count, self.transactions.clone()) }
    }
}

/// What a tree states of each seat: a [`ClaimId`], or a [`SignedClaim`]. The trait is sealed.
pub trait TreeElement: Wire {
    /// The kind of a tree with these elements.
    const KIND: MessageKind;
}

impl TreeElement for ClaimId {
    const KIND: MessageKind = MessageKind::TreeOfIds;
}

impl TreeElement for SignedClaim {
    const KIND: MessageKind = MessageKind::TreeOfClaims;
}

/// A submitted tree: the seats of each bundle, in post-order. `T` is [`ClaimId`], or [`SignedClaim`] for the claims in
/// full.
///
/// To encode one, write [`TreeHead::to_bytes`]. Then write for each bundle the number of its seats, one byte, and the
/// elements, primary first.
///
/// ```
/// use fernet_core::message::{TreeHead, TreeMessage};
/// use fernet_core::{BlockNumber, ClaimId, ProposalId};
///
/// let (block_number, proposal_id) = (BlockNumber::new(42), ProposalId::from_bytes([7; 32]));
/// let head = TreeHead { block_number, proposal_id, count: 1 };
/// let ids = [ClaimId::from_bytes([1; 32])];
/// let mut bytes = head.to_bytes::<ClaimId>().to_vec();
/// bytes.push(1);
/// ids.iter().for_each(|id| bytes.extend(id.as_bytes()));
///
/// let message = TreeMessage::<ClaimId>::decode(&bytes)?;
/// assert_eq!(message.head, head);
/// for bundle in message.bundles {
///     assert!(bundle.eq(ids));
/// }
/// # Ok::<(), fernet_core::message::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TreeMessage<'a, T> {
    /// The block of the tree, and the number of bundles.
    pub head: TreeHead,
    /// The bundles, in post-order.
    #[cfg_attr(feature = "serde", serde(bound(serialize = "T: TreeElement + serde::Serialize")))]
    pub bundles: Bundles<'a, T>,
}

impl<'a, T: TreeElement> TreeMessage<'a, T> {
    /// Decodes a message of this kind (SPEC `#message-bodies`). Nothing is checked but the form.
    ///
    /// # Errors
    /// [`DecodeError`] for the first field that is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        read_start(&mut reader, T::KIND)?;
        let message = Self::read(&mut reader)?;
        reader.finish(message)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let head = TreeHead::read(reader, "head")?;
        let bundles = reader.consumed(|reader| (0..head.count).try_for_each(|_| read_bundle::<T>(reader).map(drop)))?;
        Ok(Self { head, bundles: Bundles { rest: bundles, element: PhantomData } })
    }
}

/// An iterator over the bundles of a tree in a message. It borrows the bytes of the message. A clone starts at the next
/// bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundles<'a, T> {
    rest: &'a [u8],
    element: PhantomData<T>,
}

impl<'a, T> Bundles<'a, T> {
    /// Returns the bytes of the bundles that are left, one after another.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.rest
    }
}

impl<'a, T: TreeElement> Iterator for Bundles<'a, T> {
    type Item = Elements<'a, T>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = Reader::new(self.rest);
        let bundle = read_bundle(&mut reader).ok()?;
        self.rest = reader.rest();
        Some(bundle)
    }
}

#[cfg(feature = "serde")]
impl<T: TreeElement + serde::Serialize> serde::Serialize for Bundles<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}

/// Reads the number of seats and the elements of a bundle.
fn read_bundle<'a, T: TreeElement>(reader: &mut Reader<'a>) -> Result<Elements<'a, T>, DecodeError> {
    let too_many = reader.error(MessageError::Value, "seats");
    let seats = u8::read(reader, "seats")?;
    if usize::from(seats) > MAX_PROOFS_PER_NODE {
        return Err(too_many);
    }
    Elements::read(reader, seats.into(), "claim_id")
}
