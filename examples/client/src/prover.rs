//! A prover: it claims the nodes of every block that is revealed, and submits the tree if its claim is the best of the root.

use std::collections::BTreeMap;

use client::{Client, ProofSystem, Result, Rollup, report, stored};
use fernet_block::{Seats, TreeBuilder};
use fernet_core::message::{ClaimMessage, L1EventMessage};
use fernet_core::*;
use fernet_vrf::SecretKey;

/// A prover. It is paid to `payout`, and burns `fee_burn` ppm of its pay.
#[allow(missing_docs, reason = "the fields say what they are")]
pub struct Prover<P> {
    pub rollup: Rollup,
    pub registry: Vec<Registration>,
    pub secret_key: SecretKey,
    pub proofs: P,
    pub fee_burn: u32,
    pub payout: Address,
    /// The claims of each block, and the bundles made of them.
    pub trees: BTreeMap<BlockNumber, TreeBuilder>,
}

impl<P: ProofSystem> Prover<P> {
    /// Claims the nodes of a block that can be proven now, and submits the tree if it is time.
    fn work(&mut self, number: BlockNumber, at: L1Block) -> Result<Vec<Vec<u8>>> {
        let (block, registry) = (self.rollup.block(number)?, self.registry.as_slice());
        let Some(proving) = block.proving() else { return Ok(Vec::new()) };
        let key = self.secret_key.public_key().to_bytes();
        let tree = self.trees.entry(number).or_insert_with(|| TreeBuilder::new(number, proving));
        let mut claims = Vec::new();
        for (node, children @ [left, right]) in tree.claimable(&key) {
            if block.check_eligible(&key, Duty::Prove(NodeKind::from_node(node)), registry).is_ok() {
                let (statement, proof_digest) = self.proofs.prove(&key, node, children);
                let (fee_burn, payout, rebate_payee) = (self.fee_burn, self.payout, self.payout);
                let claim = Claim { node, statement, proof_digest, left, right, fee_burn, payout, rebate_payee };
                claims.push(block.sign_claim(&self.secret_key, &claim, registry)?);
            }
        }
        let mut messages: Vec<_> = claims.iter().map(|claim| claim.to_bytes().to_vec()).collect();
        let submitted = block.best_tree().map(|tree| tree.accumulator().total());
        let root = tree.best(proving.shape().root());
        let better = root.filter(|(_, sum)| submitted.is_none_or(|total| total < sum.total()));
        let last_call = block.deadline().get() - at.get() <= 2;
        if better.is_some_and(|(root, _)| last_call || root.primary().scored_key().key() == key) {
            messages.extend(tree.to_message());
        }
        claims.iter().try_for_each(|claim| self.claim(claim))?;
        Ok(messages)
    }
}

impl<P: ProofSystem> Client for Prover<P> {
    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>> {
        self.rollup.l1_block(at, mix)?;
        while let Some(happening) = self.rollup.advance()? {
            report(&self.rollup, &happening)?;
        }
        self.trees.retain(|number, _| self.rollup.block(*number).is_ok());
        let open: Vec<_> = self.rollup.chain().open_blocks().collect();
        let messages: Result<Vec<_>> = open.into_iter().map(|number| self.work(number, at)).collect();
        Ok(messages?.concat())
    }

    fn event(&mut self, event: &L1EventMessage<'_>) -> Result<()> {
        let seat = |id: &ClaimId| self.trees.values().find_map(|tree| tree.seat(id));
        self.rollup.event(event, self.registry.as_slice(), &seat)?;
        while self.rollup.advance()?.is_some() {}
        Ok(())
    }

    fn claim(&mut self, message: &ClaimMessage) -> Result<()> {
        let (number, block) = (message.block_number, self.rollup.block(message.block_number)?);
        let seat = block.claim(message, self.registry.as_slice())?;
        self.proofs.verify(&message.key, &message.claim)?;
        let proving = block.proving().ok_or("the block is not revealed")?;
        let tree = self.trees.entry(number).or_insert_with(|| TreeBuilder::new(number, proving));
        Ok(tree.insert(&seat, message.proof)?)
    }

    fn to_bytes(&self) -> Vec<Vec<u8>> {
        let claims = self.trees.values().flat_map(|tree| tree.claims()).map(|claim| claim.to_bytes().to_vec());
        std::iter::once(stored(&self.rollup)).chain(claims).collect()
    }

    fn restore(&mut self, messages: &[Vec<u8>]) -> Result<()> {
        messages.iter().try_for_each(|message| self.claim(&<ClaimMessage>::decode(message)?))
    }
}
