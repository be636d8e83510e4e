//! A sequencer: it proposes every block that opens, and reveals those that it leads.

use std::collections::BTreeMap;

use client::{Client, Follower, Result, frames, push_frame};
use fernet_core::message::{Message, RevealHead};
use fernet_core::*;
use fernet_rewards::required_bond;
use fernet_vrf::SecretKey;

/// What a sequencer puts into a block.
pub struct Contents {
    /// 32 bytes of the operating system's randomness, secret until the reveal.
    pub salt: Salt,
    /// The sum of the fees of the transactions, in wei.
    pub fees: Amount,
    /// The hashes of the transactions, in their order.
    pub transactions: Vec<TxHash>,
}

/// A sequencer.
pub struct Sequencer<C> {
    /// The state of the rollup.
    pub follower: Follower,
    /// The sequencer's VRF key.
    pub secret_key: SecretKey,
    /// Chooses the contents of a block that opens.
    pub contents: C,
    /// The share of the fees for the provers, in ppm.
    pub fee_split: u32,
    /// The address that is paid.
    pub payout: Address,
    /// For each block the proposal that was made, and the reveal that belongs to it.
    pub made: BTreeMap<BlockNumber, (ProposalId, Vec<u8>)>,
}

impl<C: FnMut(&Opening) -> Contents> Sequencer<C> {
    /// Signs the one proposal for a block, and keeps its reveal; `None` if the key is not eligible.
    fn propose(&mut self, opening: &Opening) -> Result<Option<Vec<u8>>> {
        let (number, params) = (opening.block_number, self.follower.chain.params());
        let block = self.follower.blocks.get(&number).ok_or("the block is not open")?;
        if !self.follower.is_eligible(block, &self.secret_key.public_key().to_bytes(), Duty::Propose) {
            return Ok(None);
        }
        let Contents { salt, fees, transactions } = (self.contents)(opening);
        let reveal = Reveal::new(salt, fees.wei(), &transactions);
        let (parent, fee_split, payout) = (opening.parent, self.fee_split, self.payout);
        let bond = required_bond(params, fees, params.fee_split(fee_split)?)?.wei();
        let proposal = Proposal { parent, fee_split, tx_order_hash: reveal.tx_order_hash(), payout, bond };
        let head = RevealHead { block_number: number, salt, fees: fees.wei(), count: reveal.count }.to_bytes();
        let reveal = head.into_iter().chain(transactions.iter().flat_map(|hash| hash.to_bytes())).collect();
        self.made.insert(number, (proposal.id(params, number), reveal));
        let message = block.sign_proposal(&self.secret_key, &proposal, self.follower.registry.as_slice())?;
        Ok(Some(message.to_bytes().to_vec()))
    }

    /// Reads the proposals and reveals from the second part of what `to_bytes` returned.
    pub fn restore(&mut self, made: &[u8]) -> Result<()> {
        for reveal in frames(made) {
            let (id, reveal) = reveal.split_first_chunk().ok_or("the store is not complete")?;
            let Message::Reveal(message) = Message::decode(reveal)? else { return Err("not a reveal".into()) };
            self.made.insert(message.head.block_number, (ProposalId::from_bytes(*id), reveal.to_vec()));
        }
        Ok(())
    }
}

impl<C: FnMut(&Opening) -> Contents> Client for Sequencer<C> {
    fn follower(&self) -> &Follower {
        &self.follower
    }

    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>> {
        let mut messages = Vec::new();
        for happening in self.follower.l1_block(at, mix)? {
            match happening {
                Happening::Opened(opening) if !self.made.contains_key(&opening.block_number) => {
                    messages.extend(self.propose(&opening)?);
                }
                Happening::Effects(number, effects) if effects.as_slice().contains(&Effect::OpenReveal) => {
                    let leader = self.follower.blocks.get(&number).and_then(|block| block.leader());
                    let made = self.made.get(&number).filter(|(id, _)| leader.is_some_and(|leader| leader.id() == *id));
                    messages.extend(made.map(|(_, reveal)| reveal.clone()));
                }
                _ => {}
            }
        }
        self.made.retain(|number, _| self.follower.blocks.contains_key(number));
        Ok(messages)
    }

    fn message(&mut self, bytes: &[u8]) -> Result<()> {
        self.follower.message(bytes)
    }

    fn to_bytes(&self) -> Vec<u8> {
        let (mut stored, mut made) = (Vec::new(), Vec::new());
        self.made.values().for_each(|(id, reveal)| push_frame(&mut made, &[id.as_bytes(), reveal.as_slice()].concat()));
        push_frame(&mut stored, &self.follower.to_bytes());
        push_frame(&mut stored, &made);
        stored
    }
}
