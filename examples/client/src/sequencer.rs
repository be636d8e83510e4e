//! A sequencer: it proposes every block that opens, and reveals those that it leads.

use std::collections::BTreeMap;

use client::{Client, Result, Rollup, report, stored};
use fernet_core::message::{L1EventMessage, RevealRootMessage};
use fernet_core::*;
use fernet_vrf::SecretKey;

/// A sequencer. It is paid to `payout`, and gives the provers `fee_split` ppm of the fees.
#[allow(missing_docs, reason = "the fields say what they are")]
pub struct Sequencer<C> {
    pub rollup: Rollup,
    pub registry: Vec<Registration>,
    pub secret_key: SecretKey,
    pub contents: C,
    pub fee_split: u32,
    pub payout: Address,
    /// The reveal that belongs to the one proposal for each block.
    pub reveals: BTreeMap<BlockNumber, Vec<u8>>,
}

impl<C: FnMut(&Opening) -> Reveal> Sequencer<C> {
    /// Signs the proposal for a block and keeps its reveal; `None` if the key is not eligible.
    fn propose(&mut self, opening: &Opening) -> Result<Option<Vec<u8>>> {
        let (number, registry) = (opening.block_number, self.registry.as_slice());
        let (block, params) = (self.rollup.block(number)?, self.rollup.chain().params());
        if block.check_eligible(&self.secret_key.public_key().to_bytes(), Duty::Propose, registry).is_err() {
            return Ok(None);
        }
        let (contents, fee_split) = ((self.contents)(opening), self.fee_split);
        let bond =
            fernet_rewards::required_bond(params, Amount::new(contents.fees)?, params.fee_split(fee_split)?)?.wei();
        let (parent, tx_order_hash, payout) = (opening.parent, contents.tx_order_hash(), self.payout);
        let proposal = Proposal { parent, fee_split, tx_order_hash, payout, bond };
        self.reveals.insert(number, RevealRootMessage::new(number, &contents).to_bytes().to_vec());
        Ok(Some(block.sign_proposal(&self.secret_key, &proposal, registry)?.to_bytes().to_vec()))
    }
}

impl<C: FnMut(&Opening) -> Reveal> Client for Sequencer<C> {
    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>> {
        self.rollup.l1_block(at, mix)?;
        let mut messages = Vec::new();
        while let Some(happening) = self.rollup.advance()? {
            report(&self.rollup, &happening)?;
            match happening {
                Happening::Opened(opening) if !self.reveals.contains_key(&opening.block_number) => {
                    messages.extend(self.propose(&opening)?);
                }
                Happening::Effects(number, effects) if effects.as_slice().contains(&Effect::OpenReveal) => {
                    let leader = self.rollup.block(number)?.leader().map(|leader| leader.scored_key().key());
                    let leads = leader == Some(self.secret_key.public_key().to_bytes());
                    messages.extend(self.reveals.get(&number).filter(|_| leads).cloned());
                }
                _ => {}
            }
        }
        self.reveals.retain(|number, _| self.rollup.block(*number).is_ok());
        Ok(messages)
    }

    fn event(&mut self, event: &L1EventMessage<'_>) -> Result<()> {
        self.rollup.event(event, self.registry.as_slice(), &())?;
        while self.rollup.advance()?.is_some() {}
        Ok(())
    }

    fn to_bytes(&self) -> Vec<Vec<u8>> {
        std::iter::once(stored(&self.rollup)).chain(self.reveals.values().cloned()).collect()
    }

    fn restore(&mut self, messages: &[Vec<u8>]) -> Result<()> {
        for message in messages {
            self.reveals.insert(RevealRootMessage::decode(message)?.head.block_number, message.clone());
        }
        Ok(())
    }
}
