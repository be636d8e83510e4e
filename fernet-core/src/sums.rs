//! The sums of a bundle and all bundles below it, and the commitment to them (SPEC `#accumulator`).

use core::fmt;

use crate::params::MAX_PROOFS_PER_NODE;
use crate::tag;
use crate::wide::U256;
use crate::{BundleCommitment, FeeBurn, NodeIndex, NodeKind, PPM, Score, SeatId};

/// A sum of scores: an integer below 2^195 (SPEC `#accumulator`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Total(U256);

impl Total {
    /// Returns the integer as a Solidity `uint256`: 32 bytes, big-endian.
    #[must_use]
    pub fn to_be_bytes(self) -> [u8; 32] {
        self.0.to_be_bytes()
    }

    /// Reads the integer from a Solidity `uint256`: 32 bytes, big-endian.
    #[must_use]
    pub fn from_be_bytes(bytes: [u8; 32]) -> Self {
        Self(U256::from_be_bytes(bytes))
    }

    pub(crate) const fn plus(self, score: Score) -> Self {
        Self(self.0.plus(score.wide()))
    }
}

impl fmt::Display for Total {
    /// Writes the integer in decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an accumulator adds up over the seats of a bundle and of all bundles below it (SPEC `#accumulator`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Sums {
    /// Sum of the scores.
    pub total: Total,
    /// Number of the seats.
    pub filled: u64,
    /// Sum of `1000000 - fee_burn` over the seats of base nodes, ppm; below 2^56 in a checked tree.
    pub kept_base: u64,
    /// Sum of `1000000 - fee_burn` over the seats of merges, ppm; below 2^56 in a checked tree.
    pub kept_merge: u64,
}

impl Sums {
    /// Adds the sums of two subtrees. In the largest tree `filled` is below 2^35 and a sum of kept shares below 2^56.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            total: Total(self.total.0.plus(other.total.0)),
            filled: self.filled.wrapping_add(other.filled),
            kept_base: self.kept_base.wrapping_add(other.kept_base),
            kept_merge: self.kept_merge.wrapping_add(other.kept_merge),
        }
    }

    /// Writes `u256(total) || u64(filled) || u64(kept_base) || u64(kept_merge)`.
    pub(crate) fn to_bytes(self) -> [u8; 56] {
        let mut bytes = [0; 56];
        let total = self.total.to_be_bytes();
        let counts = [self.filled, self.kept_base, self.kept_merge].map(u64::to_be_bytes);
        bytes.iter_mut().zip(total.iter().chain(counts.as_flattened())).for_each(|(to, from)| *to = *from);
        bytes
    }

    /// Adds one seat of a node.
    pub(crate) fn plus_seat(self, node: NodeIndex, score: Score, fee_burn: FeeBurn) -> Self {
        let kept = PPM.saturating_sub(fee_burn.ppm()).into();
        let (kept_base, kept_merge) = match NodeKind::from_node(node) {
            NodeKind::Base => (kept, 0),
            NodeKind::Merge => (0, kept),
        };
        self.plus(Self { total: Total::default().plus(score), filled: 1, kept_base, kept_merge })
    }
}

/// Computes the digest of the seats of a bundle (SPEC `#seats-digest`). `ids` are those of `count` seats, then zeros.
pub(crate) fn seats_digest(count: u8, ids: &[SeatId; MAX_PROOFS_PER_NODE]) -> [u8; 32] {
    let mut hasher = tag::SEATS.hasher().field(&[count]);
    ids.iter().for_each(|id| hasher.append(id.as_bytes()));
    hasher.finish()
}

/// Computes the commitment of a bundle (SPEC `#bundle-commitment`).
pub(crate) fn bundle_commitment(
    node: NodeIndex,
    seats_digest: &[u8; 32],
    [left, right]: [BundleCommitment; 2],
    sums: &Sums,
) -> BundleCommitment {
    let digest = tag::BUNDLE
        .hasher()
        .field(&node.get().to_be_bytes())
        .field(seats_digest)
        .field(left.as_bytes())
        .field(right.as_bytes())
        .field(&sums.to_bytes())
        .finish();
    BundleCommitment::from_bytes(digest)
}
