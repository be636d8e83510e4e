//! What a prover keeps of one block: the claims of its nodes, and the bundles made of them.

use std::collections::BTreeMap;

use client::{Result, frames, push_frame};
use fernet_core::message::{ClaimMessage, Message, SignedClaim, TreeHead};
use fernet_core::*;

/// The claims and bundles of one block.
#[derive(Default)]
pub struct Work {
    /// The valid claims, with their seats.
    pub claims: BTreeMap<ClaimId, (Seat, ClaimMessage)>,
    /// Bundles, children before parents; the last one of a node is its best.
    bundles: Vec<(Bundle, Accumulator)>,
}

impl Work {
    /// Returns the best bundle of a node so far.
    pub fn best(&self, node: NodeIndex) -> Option<&(Bundle, Accumulator)> {
        self.bundles.iter().rev().find(|(bundle, _)| bundle.node() == node)
    }

    /// Returns the commitments that a claim of the node has to name; `None` until there are bundles of both children.
    pub fn children(&self, shape: TreeShape, node: NodeIndex) -> Option<[BundleCommitment; 2]> {
        let Some((left, right)) = shape.children(node) else { return Some([BundleCommitment::ZERO; 2]) };
        Some([self.best(left)?.1.commitment(), self.best(right)?.1.commitment()])
    }

    fn with_commitment(&self, commitment: BundleCommitment) -> Option<&(Bundle, Accumulator)> {
        self.bundles.iter().find(|(_, accumulator)| accumulator.commitment() == commitment)
    }

    /// The bundles that the claim of a seat names.
    fn below(&self, seat: &Seat) -> Option<(&Accumulator, &Accumulator)> {
        let Claim { left, right, .. } = seat.claim();
        Some((&self.with_commitment(*left)?.1, &self.with_commitment(*right)?.1))
    }

    /// Makes the best bundle of a node from the claims so far.
    pub fn bundle(&mut self, proving: &ProvingContext, node: NodeIndex, statement: Statement) -> Result<()> {
        let mut builder = BundleBuilder::new(*proving, node, statement);
        for (seat, _) in self.claims.values().filter(|(seat, _)| seat.claim().node == node) {
            // The builder refuses a seat of another statement, or above bundles that are not known.
            let _ = builder.insert(seat, self.below(seat));
        }
        builder.best().map_or(Ok(()), |bundle| self.keep(bundle))
    }

    fn keep(&mut self, bundle: Bundle) -> Result<()> {
        let accumulator = bundle.accumulate(self.below(bundle.primary()))?;
        if self.best(bundle.node()).is_none_or(|(_, best)| best.commitment() != accumulator.commitment()) {
            self.bundles.push((bundle, accumulator));
        }
        Ok(())
    }

    /// Returns the message of the tree whose root is the best bundle of the root.
    pub fn tree(&self, block_number: BlockNumber, proving: &ProvingContext) -> Option<Vec<u8>> {
        let (mut todo, mut bundles) = (vec![self.best(proving.shape().root())?], Vec::new());
        while let Some((bundle, _)) = todo.pop() {
            bundles.push(bundle);
            let Claim { left, right, .. } = bundle.primary().claim();
            todo.extend([*left, *right].into_iter().filter_map(|commitment| self.with_commitment(commitment)));
        }
        let (proposal_id, count) = (*proving.proposal_id(), proving.shape().nodes());
        let mut message = TreeHead { block_number, proposal_id, count }.to_bytes::<SignedClaim>().to_vec();
        // Parents came before children, and right before left.
        for bundle in bundles.iter().rev() {
            message.push(bundle.seats().count().try_into().ok()?);
            for seat in bundle.seats() {
                let ClaimMessage { key, claim, proof, .. } = self.claims.get(&seat.claim_id())?.1;
                message.extend(SignedClaim { key, claim, proof }.to_bytes());
            }
        }
        Some(message)
    }

    /// Returns the bytes to store: the claims, and the claim ids of each bundle.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut stored = Vec::new();
        self.claims.values().for_each(|(_, message)| push_frame(&mut stored, &message.to_bytes()));
        for (bundle, _) in &self.bundles {
            let ids: Vec<u8> = bundle.seats().flat_map(|seat| seat.claim_id().to_bytes()).collect();
            push_frame(&mut stored, &ids);
        }
        stored
    }

    /// Reads what [`Work::to_bytes`] returned. `seat` verifies a claim.
    pub fn from_bytes(
        bytes: &[u8],
        proving: &ProvingContext,
        seat: impl Fn(&ClaimMessage) -> Result<Seat>,
    ) -> Result<Self> {
        let mut work = Self::default();
        for stored in frames(bytes) {
            if let Ok(Message::Claim(message)) = Message::decode(stored) {
                let seat = seat(&message)?;
                work.claims.insert(seat.claim_id(), (seat, message));
            } else {
                let (ids, _) = stored.as_chunks();
                let seat = |id: &[u8; 32]| Some(work.claims.get(&ClaimId::from_bytes(*id))?.0);
                let seats = ids.iter().map(seat).collect::<Option<Vec<_>>>().ok_or("a claim is missing")?;
                work.keep(Bundle::new(proving, &seats)?)?;
            }
        }
        Ok(work)
    }
}
