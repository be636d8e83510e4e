//! Proofs that are seen in time or not, with the bundles of `fernet-core` that are made of those seen.

use fernet_core::{
    Accumulator, BestTree, Bundle, BundleBuilder, FeeBurn, NodeIndex, ProvingContext, Seat, Ticket, Tree, TreeShape,
};

use super::sequencers::with_cap;
use super::trees::{STATEMENT, proving, seat};
use crate::Random;

/// Keys whose best have the tickets of a node.
const KEYS: u64 = 1_000;

/// The provers of a tree, and how often they are there in time.
pub(super) struct Deliveries {
    proving: ProvingContext,
    proofs: usize,
    online: u64,
    seen: u64,
}

/// Numbers of proofs of a block. All but `made` are 0 without a tree.
#[derive(Default)]
pub(super) struct Counts {
    /// Proofs that were made, with one at most at the root.
    pub(super) made: usize,
    /// Seats of the winning tree.
    pub(super) paid: usize,
    /// Proofs that a counted proof above them references.
    pub(super) union: usize,
}

/// A bundle of a child as the prover of its parent names it.
#[derive(Clone, Copy)]
struct Reference {
    sum: Accumulator,
    /// Bit i is set if proof i of the child is in the bundle.
    seats: u8,
    /// Index of the primary.
    primary: usize,
}

/// A proof of a node.
struct Proof {
    seat: Seat,
    children: Option<[Reference; 2]>,
}

impl Proof {
    fn sums(&self) -> Option<(&Accumulator, &Accumulator)> {
        self.children.as_ref().map(|[left, right]| (&left.sum, &right.sum))
    }
}

impl Deliveries {
    /// `online` and `seen` are in parts per million.
    pub(super) fn new(shape: TreeShape, proofs: usize, online: u64, seen: u64) -> Self {
        Self { proving: proving(with_cap(0), shape), proofs, online, seen }
    }

    /// Draws a block whose provers reference what they see.
    pub(super) fn draw(&self, random: &mut Random) -> Counts {
        let shape = self.proving.shape();
        let mut nodes: Vec<Vec<Proof>> = (0..shape.nodes()).map(|_| Vec::new()).collect();
        for node in shape.post_order() {
            let tickets: Vec<Ticket> = random.best(KEYS).take(self.proofs).collect();
            let proofs =
                (0_u8..).zip(tickets).filter_map(|(rank, ticket)| self.prove(random, node, rank, ticket, &nodes));
            nodes[node.get() as usize] = proofs.collect();
        }
        let root = shape.root().get() as usize;
        let all: usize = nodes.iter().map(Vec::len).sum();
        let made = all - nodes[root].len() + nodes[root].len().min(1);
        match self.winner(&nodes[root]) {
            None => Counts { made, ..Counts::default() },
            Some(winner) => Counts {
                made,
                paid: 1 + self.paid_below(shape.root(), winner, &nodes),
                union: self.union(winner, &nodes),
            },
        }
    }

    /// Draws the proof of one prover; `None` if it is offline, or sees no proof of a child.
    fn prove(
        &self,
        random: &mut Random,
        node: NodeIndex,
        rank: u8,
        ticket: Ticket,
        nodes: &[Vec<Proof>],
    ) -> Option<Proof> {
        if !random.happens(self.online) {
            return None;
        }
        let mut see = |child: NodeIndex| self.see(random, child, &nodes[child.get() as usize]);
        let children = match self.proving.shape().children(node) {
            None => None,
            Some((left, right)) => {
                let (left, right) = (see(left), see(right));
                Some([left?, right?])
            }
        };
        let sums = children.as_ref().map(|[left, right]| (&left.sum, &right.sum));
        Some(Proof { seat: seat(&self.proving, [1, rank], node, sums, ticket, FeeBurn::ZERO), children })
    }

    /// Draws which proofs of a child a prover sees, and makes the best bundle of them; `None` if it sees none.
    fn see(&self, random: &mut Random, child: NodeIndex, proofs: &[Proof]) -> Option<Reference> {
        let mut builder = BundleBuilder::new(self.proving, child, STATEMENT);
        for proof in proofs {
            if random.happens(self.seen) {
                builder.insert(&proof.seat, proof.sums()).expect("a seat of the child");
            }
        }
        let bundle = builder.best()?;
        let index =
            |seat: &Seat| proofs.iter().position(|proof| proof.seat == *seat).expect("a proof that was inserted");
        let primary = index(bundle.primary());
        let sum = bundle.accumulate(proofs[primary].sums()).expect("the children of the primary");
        Some(Reference { sum, seats: bundle.seats().fold(0, |seats, seat| seats | 1 << index(seat)), primary })
    }

    /// The index of the root's proof whose tree wins.
    fn winner(&self, roots: &[Proof]) -> Option<usize> {
        let mut best = BestTree::new(&self.proving);
        let mut winner = None;
        for (index, root) in roots.iter().enumerate() {
            let bundle = Bundle::new(&self.proving, &[root.seat]).expect("one seat");
            let sums = bundle.accumulate(root.sums()).expect("the children of the root").sums();
            if best.submit(Tree::from_root(&root.seat, sums).expect("the root")).expect("the same tree") {
                winner = Some(index);
            }
        }
        winner
    }

    /// The number of seats below a proof: those of the bundles that it names, and those below their primaries.
    fn paid_below(&self, node: NodeIndex, proof: usize, nodes: &[Vec<Proof>]) -> usize {
        let proof = &nodes[node.get() as usize][proof];
        let (Some([left, right]), Some(children)) = (proof.children, self.proving.shape().children(node)) else {
            return 0;
        };
        let below = |child, bundle: Reference| {
            bundle.seats.count_ones() as usize + self.paid_below(child, bundle.primary, nodes)
        };
        below(children.0, left) + below(children.1, right)
    }

    /// The number of proofs that are referenced by proofs that count, from the winning root on.
    fn union(&self, winner: usize, nodes: &[Vec<Proof>]) -> usize {
        let shape = self.proving.shape();
        let mut counted = vec![0_u8; nodes.len()];
        counted[shape.root().get() as usize] = 1 << winner;
        let order: Vec<NodeIndex> = shape.post_order().collect();
        for node in order.into_iter().rev() {
            let Some((left, right)) = shape.children(node) else { continue };
            for (index, proof) in nodes[node.get() as usize].iter().enumerate() {
                if let Some(bundles) = proof.children.filter(|_| counted[node.get() as usize] >> index & 1 == 1) {
                    counted[left.get() as usize] |= bundles[0].seats;
                    counted[right.get() as usize] |= bundles[1].seats;
                }
            }
        }
        counted.iter().map(|seats| seats.count_ones() as usize).sum()
    }

    /// Draws the number of seats paid in a block whose provers agree on bundles; 0 without a tree. A bundle has room for
    /// all proofs of its node, so no ticket matters.
    pub(super) fn draw_agreed(&self, random: &mut Random) -> usize {
        let shape = self.proving.shape();
        let mut made = vec![0; shape.nodes() as usize];
        let mut paid = 1;
        for node in shape.post_order() {
            let online = (0..self.proofs).filter(|_| random.happens(self.online)).count();
            if online == 0 {
                return 0;
            }
            made[node.get() as usize] = online;
            for child in shape.children(node).into_iter().flat_map(|(left, right)| [left, right]) {
                let mut seen = |_: &usize| (0..online).fold(false, |seen, _| random.happens(self.seen) || seen);
                match (0..made[child.get() as usize]).filter(&mut seen).count() {
                    0 => return 0,
                    seats => paid += seats,
                }
            }
        }
        paid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_pays_at_least_what_primaries_do_and_no_more_than_was_made() {
        let mut random = Random::new([6; 32], 0);
        let deliveries = Deliveries::new(TreeShape::new(5).expect("bases"), 3, 900_000, 700_000);
        let mut more = 0;
        for _ in 0..200 {
            let block = deliveries.draw(&mut random);
            assert!(block.paid <= block.union && block.union <= block.made, "{} {}", block.paid, block.union);
            more += usize::from(block.paid < block.union);
        }
        assert!(more > 100, "{more}");
    }
}
