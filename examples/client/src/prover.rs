//! A prover: it claims the nodes of every block that is revealed, and submits the tree if its claim is the best of the root.

use std::collections::BTreeMap;

use client::{Client, Follower, Result, Work, frames, push_frame};
use fernet_core::message::{ClaimMessage, Message};
use fernet_core::*;
use fernet_vrf::SecretKey;

/// The proof system of the rollup, with the proofs that came beside the claims.
pub trait ProofSystem {
    /// Proves a node on top of the child bundles with these commitments, and publishes the proof.
    fn prove(&self, key: &KeyBytes, node: NodeIndex, children: [BundleCommitment; 2]) -> (Statement, ProofDigest);
    /// Returns whether there is a valid proof for a claim of this key.
    fn verify(&self, key: &KeyBytes, claim: &Claim) -> bool;
}

/// A prover.
pub struct Prover<P> {
    /// The state of the rollup.
    pub follower: Follower,
    /// The prover's VRF key.
    pub secret_key: SecretKey,
    /// Makes and verifies the proofs of nodes.
    pub proofs: P,
    /// The share of its pay that is burned, in ppm.
    pub fee_burn: u32,
    /// The address that is paid.
    pub payout: Address,
    /// The claims and bundles of each block.
    pub work: BTreeMap<BlockNumber, Work>,
}

impl<P: ProofSystem> Prover<P> {
    /// Makes bundles of the claims so far, claims what can be proven now, and submits the tree if there is one.
    fn work(&mut self, at: L1Block, number: BlockNumber, proving: &ProvingContext) -> Result<Vec<Vec<u8>>> {
        let (shape, key) = (proving.shape(), self.secret_key.public_key().to_bytes());
        let block = self.follower.blocks.get(&number).ok_or("the block is not open")?;
        let work = self.work.entry(number).or_default();
        let mut messages = Vec::new();
        for node in shape.post_order() {
            let own = work.claims.values().find(|(seat, claim)| seat.claim().node == node && claim.key == key);
            if let Some((_, own)) = own {
                work.bundle(proving, node, own.claim.statement)?;
            } else if let Some(children @ [left, right]) = work.children(shape, node)
                && self.follower.is_eligible(block, &key, Duty::Prove(NodeKind::from_node(node)))
            {
                let (statement, proof_digest) = self.proofs.prove(&key, node, children);
                let Self { fee_burn, payout, .. } = *self;
                let rebate_payee = payout;
                let claim = Claim { node, statement, proof_digest, left, right, fee_burn, payout, rebate_payee };
                let message = block.sign_claim(&self.secret_key, &claim, self.follower.registry.as_slice())?;
                let seat = block.claim(&message, self.follower.registry.as_slice())?;
                work.claims.insert(seat.claim_id(), (seat, message));
                messages.push(message.to_bytes().to_vec());
            }
        }
        if let Some((bundle, accumulator)) = work.best(shape.root()) {
            let submitted = block.best_tree().is_some_and(|tree| tree.accumulator().total() >= accumulator.total());
            let last_call =
                self.follower.chain.phase(number).is_some_and(|phase| phase.deadline().get() - at.get() <= 2);
            if !submitted && (last_call || bundle.primary().scored_key().key() == key) {
                messages.extend(work.tree(number, proving));
            }
        }
        Ok(messages)
    }

    /// Checks a claim of another prover, and keeps it.
    fn claim(&mut self, message: &ClaimMessage) -> Result<()> {
        let block = self.follower.blocks.get(&message.block_number).ok_or("the block is not open")?;
        let seat = block.claim(message, self.follower.registry.as_slice())?;
        if !self.proofs.verify(&message.key, &message.claim) {
            return Err("there is no valid proof for the claim".into());
        }
        self.work.entry(message.block_number).or_default().claims.insert(seat.claim_id(), (seat, *message));
        Ok(())
    }

    /// Reads the work from the second part of what `to_bytes` returned.
    pub fn restore(&mut self, work: &[u8]) -> Result<()> {
        for stored in frames(work) {
            let (number, stored) = stored.split_first_chunk().ok_or("the store is not complete")?;
            let number = BlockNumber::new(u64::from_be_bytes(*number));
            let block = self.follower.blocks.get(&number).ok_or("the block is not open")?;
            let seat = |message: &ClaimMessage| Ok(block.claim(message, self.follower.registry.as_slice())?);
            let proving = block.proving().ok_or("the block is not revealed")?;
            self.work.insert(number, Work::from_bytes(stored, proving, seat)?);
        }
        Ok(())
    }
}

impl<P: ProofSystem> Client for Prover<P> {
    fn follower(&self) -> &Follower {
        &self.follower
    }

    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>> {
        self.follower.l1_block(at, mix)?;
        self.work.retain(|number, _| self.follower.blocks.contains_key(number));
        let revealed = self.follower.blocks.iter().filter_map(|(number, block)| Some((*number, *block.proving()?)));
        let revealed: Vec<_> = revealed.collect();
        let messages = revealed.iter().map(|(number, proving)| self.work(at, *number, proving));
        Ok(messages.collect::<Result<Vec<_>>>()?.concat())
    }

    fn message(&mut self, bytes: &[u8]) -> Result<()> {
        match Message::decode(bytes)? {
            Message::Claim(message) => self.claim(&message),
            _ => self.follower.message(bytes),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let (mut stored, mut all) = (Vec::new(), Vec::new());
        for (number, work) in &self.work {
            push_frame(&mut all, &[number.get().to_be_bytes().as_slice(), &work.to_bytes()].concat());
        }
        push_frame(&mut stored, &self.follower.to_bytes());
        push_frame(&mut stored, &all);
        stored
    }
}
