//! Tree data, and openings: proofs that a seat is in a tree whose root commitment is known (SPEC `#opening`).

use heapless::Vec;

use crate::claim::Seat;
use crate::error::OpeningError;
use crate::params::MAX_PROOFS_PER_NODE;
use crate::shape::MAX_DEPTH;
use crate::sums::{bundle_commitment, seats_digest};
use crate::{
    Accumulator, Bundle, BundleCommitment, Claim, KeyBytes, NodeIndex, ProposalId, ProverSeed, Score, SeatId, Sums,
    TreeDataHash, TreeShape, tag,
};

/// Number of bytes of a node in tree data (SPEC `#tree-data`).
pub const NODE_DATA_LEN: usize = 152;

/// The seats and the sums of one node of a tree (SPEC `#tree-data`). Tree data has one for each node in post-order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NodeData {
    /// Ids of the seats of the node's bundle, primary first; zero for each seat that the bundle does not have.
    pub seats: [SeatId; MAX_PROOFS_PER_NODE],
    /// Sums of the bundle and all bundles below it.
    pub sums: Sums,
}

impl NodeData {
    /// Returns the data of a node from its bundle and the accumulator of this bundle.
    #[must_use]
    pub fn new(bundle: &Bundle, accumulator: &Accumulator) -> Self {
        let mut seats = [SeatId::ZERO; MAX_PROOFS_PER_NODE];
        for (id, seat) in seats.iter_mut().zip(bundle.seats()) {
            *id = seat.id();
        }
        Self { seats, sums: accumulator.sums() }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for NodeData {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::serde_bytes::serialize_slice(&self.to_bytes(), serializer)
    }
}

impl TreeDataHash {
    /// Hashes the data of all nodes of a tree in post-order (SPEC `#tree-data`).
    ///
    /// # Errors
    /// [`OpeningError::Missing`] if there are fewer nodes than the tree has, [`OpeningError::Surplus`] if there are more.
    pub fn new(shape: TreeShape, nodes: impl IntoIterator<Item = NodeData>) -> Result<Self, OpeningError> {
        let mut hasher = tag::TREE_DATA.hasher().field(&shape.nodes().to_be_bytes());
        let mut left = shape.nodes();
        for node in nodes {
            left = left.checked_sub(1).ok_or(OpeningError::Surplus)?;
            hasher.append(&node.to_bytes());
        }
        if left == 0 { Ok(Self::from_bytes(hasher.finish())) } else { Err(OpeningError::Missing) }
    }
}

/// The seat that an opening is about: a claim with its key and score (SPEC `#seat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct OpenedSeat {
    /// Public key of the prover.
    pub key: KeyBytes,
    /// The claim as it was sent.
    pub claim: Claim,
    /// Score of the claim.
    pub score: Score,
}

impl OpenedSeat {
    /// Computes the id of the seat in the block with this prover seed and leader's proposal (SPEC `#seat`).
    #[must_use]
    pub fn id(&self, seed: &ProverSeed, proposal_id: &ProposalId) -> SeatId {
        SeatId::new(&self.key, &self.claim.id(seed, proposal_id), self.score)
    }
}

impl From<&Seat> for OpenedSeat {
    fn from(seat: &Seat) -> Self {
        let scored_key = seat.scored_key();
        Self { key: scored_key.key(), claim: *seat.claim(), score: scored_key.score() }
    }
}

/// What an opening has of one node above that of its seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Level {
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serde_bytes::serialize_slice"))]
    pub(crate) seats_digest: [u8; 32],
    /// Commitment of the child that is not on the path.
    pub(crate) sibling: BundleCommitment,
    pub(crate) sums: Sums,
}

/// A proof that a seat is in a tree whose root commitment is known (SPEC `#opening`).
///
/// Whoever has the tree data makes it with an [`OpeningBuilder`]. A contract or light client that knows the number of
/// bases, the prover seed and the root commitment verifies it, and then pays the seat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SeatOpening {
    pub(crate) seat: OpenedSeat,
    pub(crate) position: u8,
    /// Ids of the other seats of the bundle, in their order.
    pub(crate) others: [SeatId; MAX_PROOFS_PER_NODE - 1],
    /// Commitments of the child bundles that the primary names.
    pub(crate) children: [BundleCommitment; 2],
    pub(crate) sums: Sums,
    /// From the parent of the seat's node to the root.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize_levels"))]
    pub(crate) levels: Vec<Level, MAX_DEPTH>,
}

#[cfg(feature = "serde")]
fn serialize_levels<S: serde::Serializer>(levels: &[Level], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(levels)
}

impl SeatOpening {
    /// Returns the seat that the opening is about. Until [`SeatOpening::verify`] accepts the opening, it proves nothing.
    #[must_use]
    pub const fn seat(&self) -> &OpenedSeat {
        &self.seat
    }

    /// Returns the position of the seat in its bundle: 0 for the primary.
    #[must_use]
    pub const fn position(&self) -> u8 {
        self.position
    }

    /// Returns the number of levels: the depth of the seat's node in a valid opening, at most 32.
    #[must_use]
    pub fn levels(&self) -> u8 {
        self.levels.len().try_into().unwrap_or(u8::MAX)
    }

    /// Verifies that the seat is in the tree of `shape` whose root bundle has the commitment `root`, in the block with
    /// this prover seed and leader's proposal (SPEC `#opening`). Returns the number of the bit under which L1 records that the pay of the
    /// seat was claimed: `3 * node + position`.
    ///
    /// # Errors
    /// [`OpeningError`], the first that applies in the order of SPEC `#errors`.
    pub fn verify(
        &self,
        shape: TreeShape,
        seed: &ProverSeed,
        proposal_id: &ProposalId,
        root: &BundleCommitment,
    ) -> Result<u64, OpeningError> {
        let node = self.seat.claim.node;
        let depth = shape.depth_of(node).ok_or(OpeningError::ForeignNode)?;
        if u32::try_from(self.levels.len()) != Ok(depth) {
            return Err(OpeningError::Levels);
        }
        let ids = self.seats(self.seat.id(seed, proposal_id))?;
        let digest = seats_digest(count_of(&ids)?, &ids);
        let mut path = (node, bundle_commitment(node, &digest, self.children, &self.sums));
        for level in &self.levels {
            let parent = shape.parent(path.0).ok_or(OpeningError::Levels)?;
            // A left child comes before its parent in number.
            let children = if path.0 < parent { [path.1, level.sibling] } else { [level.sibling, path.1] };
            path = (parent, bundle_commitment(parent, &level.seats_digest, children, &level.sums));
        }
        if path.1 != *root {
            return Err(OpeningError::RootDiffers);
        }
        // A node is below 2^33.
        Ok(node.get().wrapping_mul(3).wrapping_add(self.position.into()))
    }

    /// The ids of all seats of the bundle, with `own` at its position.
    fn seats(&self, own: SeatId) -> Result<[SeatId; MAX_PROOFS_PER_NODE], OpeningError> {
        let [first, second] = self.others;
        if first == SeatId::ZERO && second != SeatId::ZERO {
            return Err(OpeningError::EmptySeat);
        }
        match self.position {
            0 => Ok([own, first, second]),
            1 if first != SeatId::ZERO => Ok([first, own, second]),
            2 if second != SeatId::ZERO => Ok([first, second, own]),
            _ => Err(OpeningError::Position),
        }
    }
}

/// The number of seats: the ids before the first zero. No other id follows it.
fn count_of(ids: &[SeatId; MAX_PROOFS_PER_NODE]) -> Result<u8, OpeningError> {
    match ids.map(|id| id != SeatId::ZERO) {
        [true, false, false] => Ok(1),
        [true, true, false] => Ok(2),
        [true, true, true] => Ok(3),
        _ => Err(OpeningError::EmptySeat),
    }
}

/// Makes the opening of a seat from the data of the tree's nodes, which are inserted one by one in post-order. It needs
/// no memory for the tree (SPEC `#opening`).
#[derive(Clone, Debug)]
pub struct OpeningBuilder {
    shape: TreeShape,
    opening: SeatOpening,
    id: SeatId,
    /// The node whose data comes next; `None` after the root.
    expected: Option<NodeIndex>,
    /// The uppermost node of the path that has come.
    path: Option<NodeIndex>,
    stack: Vec<BundleCommitment, { MAX_DEPTH + 1 }>,
}

impl OpeningBuilder {
    /// Starts the opening of a seat in a tree of `shape`, in the block with this prover seed and leader's
    /// proposal.
    ///
    /// # Errors
    /// [`OpeningError::ForeignNode`] if the node of the seat is not in the tree.
    pub fn new(
        shape: TreeShape,
        seed: &ProverSeed,
        proposal_id: &ProposalId,
        seat: OpenedSeat,
    ) -> Result<Self, OpeningError> {
        if !shape.contains(seat.claim.node) {
            return Err(OpeningError::ForeignNode);
        }
        let opening = SeatOpening {
            seat,
            position: 0,
            others: [SeatId::ZERO; MAX_PROOFS_PER_NODE - 1],
            children: [BundleCommitment::ZERO; 2],
            sums: Sums::default(),
            levels: Vec::new(),
        };
        let (id, expected) = (seat.id(seed, proposal_id), Some(shape.first()));
        Ok(Self { shape, opening, id, expected, path: None, stack: Vec::new() })
    }

    /// Inserts the data of the next node in post-order, and returns the commitment of its bundle.
    ///
    /// # Errors
    /// [`OpeningError::Surplus`] after the root, [`OpeningError::EmptySeat`] if the data has no seat or an empty one
    /// before another, [`OpeningError::NotInBundle`] if the data of the seat's node does not contain the seat. The
    /// builder is then unchanged.
    pub fn insert(&mut self, data: &NodeData) -> Result<BundleCommitment, OpeningError> {
        let node = self.expected.ok_or(OpeningError::Surplus)?;
        let digest = seats_digest(count_of(&data.seats)?, &data.seats);
        let below = self.shape.children(node);
        let children = match (below, self.stack.as_slice()) {
            (Some(_), [.., left, right]) => [*left, *right],
            _ => [BundleCommitment::ZERO; 2],
        };
        if node == self.opening.seat.claim.node {
            let [first, second, third] = data.seats;
            (self.opening.position, self.opening.others) = match self.id {
                id if id == first => (0, [second, third]),
                id if id == second => (1, [first, third]),
                id if id == third => (2, [first, second]),
                _ => return Err(OpeningError::NotInBundle),
            };
            (self.opening.children, self.opening.sums) = (children, data.sums);
            self.path = Some(node);
        } else if let (Some((left, right)), Some(path)) = (below, self.path) {
            let [left_commitment, right_commitment] = children;
            let sibling =
                if path == left { Some(right_commitment) } else { (path == right).then_some(left_commitment) };
            if let Some(sibling) = sibling {
                let level = Level { seats_digest: digest, sibling, sums: data.sums };
                self.opening.levels.push(level).map_err(|_| OpeningError::Levels)?;
                self.path = Some(node);
            }
        }
        let commitment = bundle_commitment(node, &digest, children, &data.sums);
        let taken = if below.is_some() { 2 } else { 0 };
        self.stack.truncate(self.stack.len().saturating_sub(taken));
        self.stack.push(commitment).map_err(|_| OpeningError::Levels)?;
        self.expected = self.shape.next_in_post_order(node);
        Ok(commitment)
    }

    /// Returns the opening after the data of all nodes was inserted. It verifies if the data is that of the tree.
    ///
    /// # Errors
    /// [`OpeningError::Missing`] if the data of the root was not inserted.
    pub fn finish(self) -> Result<SeatOpening, OpeningError> {
        if self.expected.is_some() { Err(OpeningError::Missing) } else { Ok(self.opening) }
    }
}
