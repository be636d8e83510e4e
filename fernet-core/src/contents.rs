//! The contents of a block: transactions and fees, to which a proposal commits before the election (SPEC `#tx-order`).

use crate::tag::{self, Hasher};
use crate::{Salt, TxHash, TxOrderHash, TxRoot};

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
#[derive(Clone)]
pub struct TxRootHasher {
    hasher: Hasher,
    /// Number of transactions to come; `None` after more than were announced.
    missing: Option<u64>,
}

impl TxRootHasher {
    /// Starts the hash of `count` transactions.
    #[must_use]
    pub fn new(count: u64) -> Self {
        Self { hasher: tag::TXS.hasher().field(&count.to_be_bytes()), missing: Some(count) }
    }

    /// Appends the hash of the next transaction of the block.
    pub fn append(&mut self, transaction: &TxHash) {
        self.missing = self.missing.and_then(|missing| missing.checked_sub(1));
        self.hasher.append(transaction.as_bytes());
    }

    /// Returns the root, or `None` if fewer or more transactions were appended than [`TxRootHasher::new`] announced.
    #[must_use]
    pub fn finish(self) -> Option<TxRoot> {
        (self.missing == Some(0)).then(|| TxRoot::from_bytes(self.hasher.finish()))
    }
}

impl core::fmt::Debug for TxRootHasher {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("TxRootHasher").field("missing", &self.missing).finish_non_exhaustive()
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
fn count(transactions: &[TxHash]) -> u64 {
    u64::try_from(transactions.len()).unwrap_or(u64::MAX)
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
}

impl Reveal {
    /// Makes the reveal of a block with these transactions, in their order, and the sum of their fees in wei.
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
        Self { salt, fees, count: count(transactions), tx_root: TxRoot::new(transactions) }
    }

    /// Computes the salted hash of the contents, which a proposal contains (SPEC `#tx-order`). The contents are not checked.
    #[must_use]
    pub fn tx_order_hash(&self) -> TxOrderHash {
        TxOrderHash::from_bytes(
            tag::TX_ORDER
                .hasher()
                .field(self.salt.as_bytes())
                .field(&self.fees.to_be_bytes())
                .field(&self.count.to_be_bytes())
                .field(self.tx_root.as_bytes())
                .finish(),
        )
    }
}
