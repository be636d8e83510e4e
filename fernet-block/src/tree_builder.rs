//! The best tree of a block, from the claims that a prover has verified (SPEC `#best-bundle`).

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec;
use alloc::vec::Vec;
use core::mem;

use fernet_core::message::{ClaimMessage, SignedClaim, TreeHead};
use fernet_core::{
    Accumulator, BlockNumber, Bundle, BundleBuilder, BundleBuilderError, BundleCommitment, Claim, ClaimId, KeyBytes,
    NodeIndex, ProvingContext, Seat, VrfProofBytes,
};

use crate::Seats;

/// Builds the tree of a block from claims, for a prover: it keeps the claims of all nodes and makes the best bundle of each
/// node from them. The claim of a merge names the bundles of its children, which [`TreeBuilder::children`] returns.
///
/// A claim may be inserted before the claims of the bundles that it names. It takes part as soon as these bundles can be
/// made. Claims are not limited: a client limits how many claims of one key and node it inserts.
///
/// The builder implements [`Seats`], for submitted trees of claim ids. To keep it over a restart, store
/// [`TreeBuilder::claims`] and insert them again in the same order.
#[derive(Clone, Debug)]
pub struct TreeBuilder {
    block_number: BlockNumber,
    proving: ProvingContext,
    claims: BTreeMap<ClaimId, (Seat, VrfProofBytes)>,
    /// The claims in the order in which they were inserted.
    order: Vec<ClaimId>,
    builders: BTreeMap<NodeIndex, BundleBuilder>,
    /// Seats that name a bundle which was not made yet.
    waiting: Vec<Seat>,
    /// Every bundle that was the best of its node at some time.
    bundles: BTreeMap<BundleCommitment, (Bundle, Accumulator)>,
    best: BTreeMap<NodeIndex, BundleCommitment>,
}

impl TreeBuilder {
    /// Starts without claims, for a block that is revealed: `proving` is [`Block::proving`](crate::Block::proving).
    #[must_use]
    pub const fn new(block_number: BlockNumber, proving: &ProvingContext) -> Self {
        Self {
            block_number,
            proving: *proving,
            claims: BTreeMap::new(),
            order: Vec::new(),
            builders: BTreeMap::new(),
            waiting: Vec::new(),
            bundles: BTreeMap::new(),
            best: BTreeMap::new(),
        }
    }

    /// Inserts a claim that was verified: `seat` is what [`Block::claim`](crate::Block::claim) returned for it, and `proof` its
    /// VRF proof. The caller has verified the proof of the node too. A claim that was inserted before changes nothing.
    ///
    /// # Errors
    /// [`BundleBuilderError::Bundle`] if the seat is of another block, or has another statement than the first claim of the
    /// node.
    pub fn insert(&mut self, seat: &Seat, proof: VrfProofBytes) -> Result<(), BundleBuilderError> {
        let id = seat.claim_id();
        if !self.claims.contains_key(&id) {
            self.bundle(seat)?;
            self.claims.insert(id, (*seat, proof));
            self.order.push(id);
        }
        Ok(())
    }

    /// Iterates over the claims, in the order in which they were inserted.
    pub fn claims(&self) -> impl Iterator<Item = ClaimMessage> + '_ {
        self.order.iter().filter_map(|id| self.claims.get(id)).map(|(seat, proof)| ClaimMessage {
            block_number: self.block_number,
            proposal_id: *self.proving.proposal_id(),
            key: seat.scored_key().key(),
            claim: *seat.claim(),
            proof: *proof,
        })
    }

    /// Returns the best bundle of a node from the claims so far, with its accumulator; `None` if there is none.
    #[must_use]
    pub fn best(&self, node: NodeIndex) -> Option<&(Bundle, Accumulator)> {
        self.bundles.get(self.best.get(&node)?)
    }

    /// Returns what a claim of the node has to name as `left` and `right`: the best bundles of its children, or zero for a
    /// base. `None` if a child has no bundle yet.
    #[must_use]
    pub fn children(&self, node: NodeIndex) -> Option<[BundleCommitment; 2]> {
        match self.proving.shape().children(node) {
            Some((left, right)) => Some([*self.best.get(&left)?, *self.best.get(&right)?]),
            None => Some([BundleCommitment::ZERO; 2]),
        }
    }

    /// Iterates over the nodes that a key has not claimed and that can be claimed, in post-order, each with its
    /// [`TreeBuilder::children`].
    pub fn claimable(&self, key: &KeyBytes) -> impl Iterator<Item = (NodeIndex, [BundleCommitment; 2])> + '_ {
        let of_key = self.claims.values().filter(|(seat, _)| seat.scored_key().key() == *key);
        let claimed: BTreeSet<NodeIndex> = of_key.map(|(seat, _)| seat.claim().node).collect();
        let open = self.proving.shape().post_order().filter(move |node| !claimed.contains(node));
        open.filter_map(|node| Some((node, self.children(node)?)))
    }

    /// Returns the message of the best tree so far, with its claims in full (SPEC `#message-bodies`); `None` if the root has no
    /// bundle yet.
    #[must_use]
    pub fn to_message(&self) -> Option<Vec<u8>> {
        let (mut todo, mut bundles) = (vec![self.best(self.proving.shape().root())?], Vec::new());
        while let Some((bundle, _)) = todo.pop() {
            bundles.push(bundle);
            let Claim { left, right, .. } = bundle.primary().claim();
            todo.extend([left, right].into_iter().filter_map(|commitment| self.bundles.get(commitment)));
        }
        let (proposal_id, count) = (*self.proving.proposal_id(), self.proving.shape().nodes());
        let head = TreeHead { block_number: self.block_number, proposal_id, count };
        let mut message = head.to_bytes::<SignedClaim>().to_vec();
        // Parents came before children, and right before left.
        for bundle in bundles.iter().rev() {
            message.push(u8::try_from(bundle.seats().count()).ok()?);
            for seat in bundle.seats() {
                let (_, proof) = *self.claims.get(&seat.claim_id())?;
                let signed = SignedClaim { key: seat.scored_key().key(), claim: *seat.claim(), proof };
                message.extend(signed.to_bytes());
            }
        }
        Some(message)
    }

    /// The bundles that the claim of a seat names.
    fn below(&self, seat: &Seat) -> Option<(&Accumulator, &Accumulator)> {
        let Claim { left, right, .. } = seat.claim();
        Some((&self.bundles.get(left)?.1, &self.bundles.get(right)?.1))
    }

    /// Makes the bundle of a node again with one more seat, and then of those above it that waited for this bundle.
    fn bundle(&mut self, seat: &Seat) -> Result<(), BundleBuilderError> {
        let Claim { node, statement, .. } = *seat.claim();
        let of_node = self.builders.get(&node).cloned();
        let mut builder = of_node.unwrap_or_else(|| BundleBuilder::new(self.proving, node, statement));
        match builder.insert(seat, self.below(seat)) {
            Ok(()) => {}
            Err(BundleBuilderError::Child(_)) => self.waiting.push(*seat),
            Err(error) => return Err(error),
        }
        if let Some(bundle) = builder.best() {
            let accumulator = bundle.accumulate(self.below(bundle.primary())).map_err(BundleBuilderError::Child)?;
            let commitment = accumulator.commitment();
            self.best.insert(node, commitment);
            let is_new = self.bundles.insert(commitment, (bundle, accumulator)).is_none();
            if let Some(parent) = self.proving.shape().parent(node).filter(|_| is_new) {
                let (above, waiting) =
                    mem::take(&mut self.waiting).into_iter().partition(|seat| seat.claim().node == parent);
                self.waiting = waiting;
                let above: Vec<Seat> = above;
                above.iter().try_for_each(|seat| self.bundle(seat))?;
            }
        }
        self.builders.insert(node, builder);
        Ok(())
    }
}

impl Seats for TreeBuilder {
    fn seat(&self, id: &ClaimId) -> Option<Seat> {
        self.claims.get(id).map(|(seat, _)| *seat)
    }
}
