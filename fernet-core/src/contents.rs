//! The contents of a block: transactions and fees, to which a proposal commits before the election (SPEC `#tx-order`).

use crate::error::DataError;
use crate::tag::{self, Hasher, Tag};
use crate::{DataDigest, DataRoot, Salt, TxHash, TxOrderHash, TxRoot};

/// A hash of a count and as many hashes, which are appended one by one.
#[derive(Clone)]
struct ListHasher {
    hasher: Hasher,
    /// Number of elements to come; `None` after more than were announced.
    missing: Option<u64>,
}

impl ListHasher {
    fn new(tag: Tag, count: u64) -> Self {
        Self { hasher: tag.hasher().field(&count.to_be_bytes()), missing: Some(count) }
    }

    fn append(&mut self, element: &[u8; 32]) {
        self.missing = self.missing.and_then(|missing| missing.checked_sub(1));
        self.hasher.append(element);
    }

    fn finish(self) -> Option<[u8; 32]> {
        (self.missing == Some(0)).then(|| self.hasher.finish())
    }
}

impl core::fmt::Debug for ListHasher {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ListHasher").field("missing", &self.missing).finish_non_exhaustive()
    }
}

/// Computes a [`TxRoot`] from transaction hashes that are appended one by one, in constant memory (SPEC `#tx-root`).
///
/// ```
/// use fernet_core::{TxHash, TxRoot, TxRootHasher};
///
/// let transactions = [2, 3].map(|byte| TxHash::from_bytes([byte; 32]));
/// let mut hasher = TxRootHasher::new(2);
/// hasher.append(&transactions[0]);
/// assert_eq!(hasher.clone().finish(), None); // one is missing
/// hasher.append(&transactions[1]);
/// assert_eq!(hasher.finish(), Some(TxRoot::new(&transactions)));
/// ```
#[derive(Clone, Debug)]
pub struct TxRootHasher(ListHasher);

impl TxRootHasher {
    /// Starts the hash of `count` transactions.
    #[must_use]
    pub fn new(count: u64) -> Self {
        Self(ListHasher::new(tag::TXS, count))
    }

    /// Appends the hash of the next transaction of the block.
    pub fn append(&mut self, transaction: &TxHash) {
        self.0.append(transaction.as_bytes());
    }

    /// Returns the root, or `None` if fewer or more transactions were appended than [`TxRootHasher::new`] announced.
    #[must_use]
    pub fn finish(self) -> Option<TxRoot> {
        self.0.finish().map(TxRoot::from_bytes)
    }
}

impl TxRoot {
    /// Computes the root of a block's transactions in their order; there may be none (SPEC `#tx-root`).
    #[must_use]
    pub fn new(transactions: &[TxHash]) -> Self {
        Self::of_count(count(transactions), transactions.iter().copied())
    }

    /// Computes the root of `count` transactions.
    pub(crate) fn of_count(count: u64, transactions: impl Iterator<Item = TxHash>) -> Self {
        let mut hasher = tag::TXS.hasher().field(&count.to_be_bytes());
        transactions.for_each(|transaction| hasher.append(transaction.as_bytes()));
        Self::from_bytes(hasher.finish())
    }
}

/// A slice has at most `isize::MAX` bytes, so its length fits.
fn count<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

/// Computes a [`DataRoot`] from the digests of blobs that are appended one by one, in constant memory (SPEC `#data-root`).
///
/// ```
/// use fernet_core::{DataDigest, DataRoot, DataRootHasher};
///
/// let digests = [4, 5].map(|byte| DataDigest::from_bytes([byte; 32]));
/// let mut hasher = DataRootHasher::new(2);
/// digests.iter().for_each(|digest| hasher.append(digest));
/// assert_eq!(hasher.finish(), Some(DataRoot::new(&digests)));
/// ```
#[derive(Clone, Debug)]
pub struct DataRootHasher(ListHasher);

impl DataRootHasher {
    /// Starts the hash of the digests of `count` blobs, one for each transaction.
    #[must_use]
    pub fn new(count: u64) -> Self {
        Self(ListHasher::new(tag::DATA, count))
    }

    /// Appends the digest of the blob of the next transaction.
    pub fn append(&mut self, digest: &DataDigest) {
        self.0.append(digest.as_bytes());
    }

    /// Returns the root, or `None` if fewer or more digests were appended than [`DataRootHasher::new`] announced.
    #[must_use]
    pub fn finish(self) -> Option<DataRoot> {
        self.0.finish().map(DataRoot::from_bytes)
    }
}

impl DataRoot {
    /// Computes the root of the digests of a block's blobs, in the order of the transactions (SPEC `#data-root`).
    #[must_use]
    pub fn new(digests: &[DataDigest]) -> Self {
        let mut hasher = tag::DATA.hasher().field(&count(digests).to_be_bytes());
        digests.iter().for_each(|digest| hasher.append(digest.as_bytes()));
        Self::from_bytes(hasher.finish())
    }
}

/// The contents of a block as its leader reveals them, in any range (SPEC `#reveal`). `fernet_rewards::check_reveal` checks
/// them against the leader's proposal.
///
/// All fields are public, so a reveal is written as a struct literal. The protocol fixes the fields: later versions add
/// none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Reveal {
    /// The salt of the transaction order.
    pub salt: Salt,
    /// Sum of the fees of the transactions in wei, without the block reward; below 2^96.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_wei"))]
    pub fees: u128,
    /// Number of transactions.
    pub count: u64,
    /// Root of the transactions.
    pub tx_root: TxRoot,
    /// Root of the proof data; `None` in a rollup without attesters (SPEC `#data-root`).
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub data_root: Option<DataRoot>,
}

impl Reveal {
    /// Makes the reveal of a block with these transactions, in their order, and the sum of their fees in wei. It has no
    /// `data_root`: set that field in a rollup with attesters.
    ///
    /// ```
    /// use fernet_core::{Reveal, Salt, TxHash};
    ///
    /// let (salt, transactions) = (Salt::from_bytes([1; 32]), [2, 3].map(|byte| TxHash::from_bytes([byte; 32])));
    /// let reveal = Reveal::new(salt, 1000, &transactions);
    /// assert_eq!(reveal.count, 2);
    /// // What the sequencer puts into its proposal. Other fees give another hash.
    /// let order = reveal.tx_order_hash();
    /// assert_ne!(Reveal { fees: 0, ..reveal }.tx_order_hash(), order);
    /// ```
    #[must_use]
    pub fn new(salt: Salt, fees: u128, transactions: &[TxHash]) -> Self {
        Self { salt, fees, count: count(transactions), tx_root: TxRoot::new(transactions), data_root: None }
    }

    /// Computes the salted hash of the contents, which a proposal contains (SPEC `#tx-order`). The contents are not checked.
    #[must_use]
    pub fn tx_order_hash(&self) -> TxOrderHash {
        let tag = if self.data_root.is_some() { tag::TX_ORDER_DATA } else { tag::TX_ORDER };
        let mut hasher = tag.hasher().field(self.salt.as_bytes()).field(&self.fees.to_be_bytes());
        if let Some(data_root) = &self.data_root {
            hasher.append(data_root.as_bytes());
        }
        let hasher = hasher.field(&self.count.to_be_bytes()).field(self.tx_root.as_bytes());
        TxOrderHash::from_bytes(hasher.finish())
    }

    /// Checks whether these are the digests of the block's blobs, for a prover that has the proof data (SPEC
    /// `#data-root`). For a reveal without `data_root` there is no proof data.
    ///
    /// # Errors
    /// [`DataError`], the first that applies in the order of its variants.
    pub fn check_data(&self, digests: &[DataDigest]) -> Result<(), DataError> {
        if count(digests) != self.count {
            return Err(DataError::DataCount);
        }
        if self.data_root == Some(DataRoot::new(digests)) { Ok(()) } else { Err(DataError::WrongData) }
    }
}
