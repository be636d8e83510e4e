//! What every client does: it follows the blocks of the rollup. Alone it is an observer.

use std::collections::BTreeMap;

use client::{frames, push_frame};
use fernet_block::{Block, Outcome};
use fernet_core::message::Message;
use fernet_core::*;

/// An error of a client: most of them refuse a message, and change nothing.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A participant. It takes bytes of L1 and of other participants, and returns the messages that it sends.
pub trait Client {
    /// Returns the part that follows the rollup.
    fn follower(&self) -> &Follower;
    /// Applies a new L1 block, in order and without gaps. `mix` is the field `mixHash` of its header.
    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>>;
    /// Applies a message: an L1 event that is in the last L1 block, or a claim of a prover.
    fn message(&mut self, bytes: &[u8]) -> Result<()>;
    /// Returns the bytes to store before anything is sent.
    fn to_bytes(&self) -> Vec<u8>;
}

/// A block that ended: its number, the root's commitment of the tree that won, and the payments.
pub type Ended = (BlockNumber, Option<BundleCommitment>, Outcome);

/// The state of the rollup, as far as messages and time decide it.
pub struct Follower {
    /// The time of the rollup: which blocks are open, and in which phase.
    pub chain: Chain<8>,
    /// The mixes of the latest L1 blocks.
    pub ring: RandaoRing<72>,
    /// What the messages of each open block decided, by its number.
    pub blocks: BTreeMap<BlockNumber, Block<2>>,
    /// The registrations that count, as of the last L1 block.
    pub registry: Vec<Registration>,
    /// The stake of every leader.
    pub stake: Amount,
    /// The blocks that ended in the last L1 block.
    pub ended: Vec<Ended>,
}

impl Follower {
    /// Starts with the first block of the rollup.
    pub fn new(params: &Params, first: Opening, registry: Vec<Registration>, stake: Amount) -> Result<Self> {
        let (chain, ring) = (Chain::new(params, first)?, RandaoRing::new());
        Ok(Self { chain, ring, blocks: BTreeMap::new(), registry, stake, ended: Vec::new() })
    }

    /// Applies a new L1 block, and returns what follows from the time alone.
    pub fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Happening>> {
        self.ring.insert(at, mix)?;
        self.ended.clear();
        let mut happenings = Vec::new();
        while at >= self.chain.l1_block()
            && let Some(happening) = self.chain.advance(at)?
        {
            if let Happening::Opened(opening) = happening {
                let params = self.chain.params();
                let pinned = self.ring.pin(opening.block_number, opening.l1_block, params.randao_lag())?;
                self.blocks.insert(opening.block_number, Block::open(params, opening, pinned)?);
            }
            for (number, block) in &self.blocks {
                if let Some(outcome) = block.outcome(&happening, self.stake)? {
                    let commitment = block.best_tree().map(|tree| tree.accumulator().commitment());
                    self.ended.push((*number, commitment, outcome));
                }
            }
            happenings.push(happening);
        }
        self.blocks.retain(|number, _| self.chain.phase(*number).is_some());
        Ok(happenings)
    }

    /// Applies a message that L1 received. Claims are for provers only.
    pub fn message(&mut self, bytes: &[u8]) -> Result<()> {
        let Message::L1Event(event) = Message::decode(bytes)? else { return Ok(()) };
        let (at, message) = (event.head, Message::decode(event.message)?);
        let number = match &message {
            Message::Proposal(message) => message.block_number,
            Message::Reveal(message) => message.head.block_number,
            Message::TreeOfClaims(message) => message.head.block_number,
            _ => return Err("no message for a block".into()),
        };
        let Self { chain, registry, blocks, .. } = self;
        let (block, registry) = (blocks.get_mut(&number).ok_or("the block is not open")?, registry.as_slice());
        match message {
            Message::Proposal(message) => drop(block.propose(chain, at.l1_block, &message, registry)?),
            Message::Reveal(message) => drop(block.reveal(chain, at.l1_block, &message.with_root())?),
            Message::TreeOfClaims(message) => drop(block.submit_claims(chain, &at, &message, registry)?),
            _ => {}
        }
        Ok(())
    }

    /// Returns whether a key may propose a block, or prove a kind of its nodes.
    pub fn is_eligible(&self, block: &Block<2>, key: &KeyBytes, duty: Duty) -> bool {
        let snapshot = Snapshot::new(self.chain.params(), block.pinned());
        let mut of_key = self.registry.iter().filter(|registration| registration.key == *key);
        of_key.any(|registration| snapshot.check_eligible(registration, duty).is_ok())
    }

    /// Returns the state to store; the registry and the stake are read from L1 again.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (mut stored, mut buffer) = (Vec::new(), [0; 8192]);
        push_frame(&mut stored, self.chain.to_bytes(&mut buffer).expect("room"));
        push_frame(&mut stored, self.ring.to_bytes(&mut buffer).expect("room"));
        for block in self.blocks.values() {
            push_frame(&mut stored, block.to_bytes(&mut buffer).expect("room"));
        }
        stored
    }

    /// Restores a follower from the bytes that [`Follower::to_bytes`] returned before a restart.
    pub fn from_bytes(bytes: &[u8], registry: Vec<Registration>, stake: Amount) -> Result<Self> {
        let mut stored = frames(bytes);
        let mut next = || stored.next().ok_or("the store is not complete");
        let (chain, ring) = (Chain::from_bytes(next()?)?, RandaoRing::from_bytes(next()?)?);
        let blocks = stored.map(|bytes| Block::from_bytes(bytes).map(|block: Block<2>| (block.number(), block)));
        let blocks = blocks.collect::<std::result::Result<_, _>>()?;
        Ok(Self { chain, ring, blocks, registry, stake, ended: Vec::new() })
    }
}
