//! The best K keys at many nodes.

use fernet_core::{FeeBurn, KeyBytes, NodeIndex, ProverSeed, Ranking, Score, ScoredKey};
use rayon::prelude::*;

use crate::RankError;
use crate::batch::{BATCH, Batch};

/// Number of bidders that one thread processes at a time.
const TILE: usize = 16 * BATCH;

/// An entry of the list that [`best`] ranks: a key, and its bid at every node.
///
/// It is implemented for a key, whose bid is 0, and for a key with a bid. Bids for some nodes only are inserted into the
/// rankings of these nodes afterwards; see [`best`].
pub trait Bidder: Sync {
    /// The registered public key.
    fn key(&self) -> &KeyBytes;

    /// The FEE_BURN that the key bids.
    fn fee_burn(&self) -> FeeBurn;
}

impl Bidder for KeyBytes {
    fn key(&self) -> &KeyBytes {
        self
    }

    fn fee_burn(&self) -> FeeBurn {
        FeeBurn::ZERO
    }
}

impl Bidder for (KeyBytes, FeeBurn) {
    fn key(&self) -> &KeyBytes {
        &self.0
    }

    fn fee_burn(&self) -> FeeBurn {
        self.1
    }
}

/// Computes the best `K` of all bidders at each node, in the order of `nodes` (SPEC `#ranking`).
///
/// Uses all threads of the current `rayon` pool, also for a single node. The result does not depend on the number of
/// threads: each ranking equals a [`Ranking`] into which every bidder was inserted. A key that is listed twice counts
/// once, with its better bid.
///
/// Memory is one [`Ranking`] for each node, of about 100 * `K` bytes, and for each thread about 9 kB of stack and one or two
/// rankings. It does not grow with the number of bidders. For a tree with more rankings than fit into memory, call the
/// function for some of the nodes at a time.
///
/// ```
/// use fernet_core::{FeeBurn, KeyBytes, NodeIndex, ProverSeed, ScoredKey, TreeShape, Ticket};
///
/// let seed = ProverSeed::from_bytes([7; 32]);
/// let keys: Vec<KeyBytes> = (0..100).map(|id| KeyBytes::from_bytes([id; 32])).collect();
/// let nodes: Vec<NodeIndex> = (0..TreeShape::new(16)?.nodes()).map(NodeIndex::new).collect();
/// let mut rankings = fernet_rank::best::<3>(&seed, &nodes, &keys)?;
/// assert_eq!(rankings.len(), 31);
///
/// // A bid for node 4 only. The ranking keeps the better of the two entries of a key.
/// let ticket = Ticket::public(&seed, nodes[4], &keys[42]);
/// rankings[4].insert(ScoredKey::new(keys[42], ticket, FeeBurn::new(1_000_000)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RankError::OutOfMemory`] if the rankings of all nodes cannot be allocated.
pub fn best<const K: usize>(
    seed: &ProverSeed,
    nodes: &[NodeIndex],
    bidders: &[impl Bidder],
) -> Result<Vec<Ranking<ScoredKey, K>>, RankError> {
    let mut rankings = Vec::new();
    rankings.try_reserve_exact(nodes.len()).map_err(|_| RankError::OutOfMemory)?;
    nodes.par_iter().map(|node| best_at(seed, *node, bidders)).collect_into_vec(&mut rankings);
    Ok(rankings)
}

/// Computes the best bidders at one node, with tiles of bidders in parallel.
fn best_at<const K: usize>(seed: &ProverSeed, node: NodeIndex, bidders: &[impl Bidder]) -> Ranking<ScoredKey, K> {
    let rank = |mut ranking, tile: &[_]| {
        offer_all(&mut ranking, seed, node, tile);
        ranking
    };
    let merge = |mut ranking: Ranking<_, K>, other: Ranking<_, K>| {
        for candidate in other.iter() {
            ranking.insert(*candidate);
        }
        ranking
    };
    bidders.par_chunks(TILE).fold(Ranking::new, rank).reduce(Ranking::new, merge)
}

fn offer_all<const K: usize>(
    ranking: &mut Ranking<ScoredKey, K>,
    seed: &ProverSeed,
    node: NodeIndex,
    bidders: &[impl Bidder],
) {
    let mut batch = Batch::new(seed, node);
    for bidders in bidders.chunks(BATCH) {
        let tickets = batch.tickets(bidders.iter().map(Bidder::key));
        for (bidder, ticket) in bidders.iter().zip(tickets) {
            let score = Score::new(ticket, bidder.fee_burn());
            // Nearly all bidders score less than the last entry of a full ranking, which this comparison finds faster than
            // `insert`.
            let last = ranking.as_slice().get(K.saturating_sub(1));
            if last.is_none_or(|last| score >= last.score()) {
                ranking.insert(ScoredKey::new(*bidder.key(), ticket, bidder.fee_burn()));
            }
        }
    }
}
