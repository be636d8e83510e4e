//! Random sequences of messages, of which the block is killed and restored anywhere, against a plain model that keeps
//! everything in lists and decides at the end.

mod common;

use std::cell::RefCell;
use std::collections::HashMap;

use common::*;
use fernet_block::{Block, BlockError, Outcome};
use fernet_core::message::{ClaimMessage, SignedClaim, TreeMessage};
use fernet_core::*;
use fernet_rewards::{Amount, Rebate, Receipt, SettlementPlan, SlashReason, slash};
use proptest::prelude::*;

/// What may happen next.
#[derive(Clone, Debug)]
enum Step {
    /// L1 goes on.
    Wait(u64),
    /// A sequencer proposes with one of a few splits; its proof may be broken.
    Propose { sequencer: u8, tenths: u32, broken: bool },
    /// Somebody reveals; other fees than the leader's are no reveal.
    Reveal { other_fees: bool },
    /// A tree of the first `provers` provers, of claims in full or of ids; a bundle may be missing.
    Tree { provers: usize, in_full: bool, missing: bool },
    /// The client is killed, and restored from what it stored.
    Restore,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..4_u64).prop_map(Step::Wait),
        1 => (8..30_u64).prop_map(Step::Wait),
        4 => (1..4_u8, 1..15_u32, proptest::bool::weighted(0.2))
            .prop_map(|(sequencer, tenths, broken)| Step::Propose { sequencer, tenths, broken }),
        3 => proptest::bool::weighted(0.2).prop_map(|other_fees| Step::Reveal { other_fees }),
        3 => (1..4_usize, any::<bool>(), proptest::bool::weighted(0.2))
            .prop_map(|(provers, in_full, missing)| Step::Tree { provers, in_full, missing }),
        2 => Just(Step::Restore),
    ]
}

/// Everything that was accepted, and the L1 block of today.
#[derive(Default)]
struct Model {
    now: u64,
    proposals: Vec<RankedProposal>,
    revealed: bool,
    trees: Vec<Tree>,
}

const PROPOSAL_END: u64 = OPENS + 3;
const REVEAL_END: u64 = OPENS + 8;
const DEADLINE: u64 = OPENS + 58;

impl Model {
    fn leader(&self) -> Option<&RankedProposal> {
        self.proposals.iter().min()
    }

    /// The error of time and phase, if there is one.
    fn time(&self, limit: u64, in_phase: bool) -> Option<BlockError> {
        if self.now >= limit {
            return Some(PhaseError::Late.into());
        }
        (!in_phase).then(|| PhaseError::NotInThisPhase.into())
    }

    fn may_propose(&self) -> Option<BlockError> {
        self.time(PROPOSAL_END, true)
    }

    fn may_reveal(&self) -> Option<BlockError> {
        self.time(REVEAL_END, self.now >= PROPOSAL_END && !self.proposals.is_empty() && !self.revealed)
    }

    fn may_submit(&self) -> Option<BlockError> {
        self.time(DEADLINE, self.revealed)
    }
}

/// The claims of each bundle of a tree.
type Bundles = Vec<Vec<ClaimMessage>>;

thread_local! {
    /// Trees by leader's proposal and number of provers; making one costs a dozen proofs.
    static TREES: RefCell<HashMap<(ProposalId, usize), Bundles>> = RefCell::default();
}

fn bundles(block: &Block<3>, provers: usize) -> Bundles {
    let key = (*block.proving().expect("revealed").proposal_id(), provers);
    TREES.with_borrow_mut(|trees| trees.entry(key).or_insert_with(|| tree(block, &[10, 11, 12][..provers])).clone())
}

/// Stores block and chain, and reads them again.
fn restored(chain: &Chain<8>, block: &Block<3>) -> (Chain<8>, Block<3>) {
    let (mut first, mut second) = ([0; Chain::<8>::STORED_LEN], [0; Block::<3>::STORED_LEN]);
    let chain_bytes = chain.to_bytes(&mut first).expect("room");
    let block_bytes = block.to_bytes(&mut second).expect("room");
    let read = (Chain::from_bytes(chain_bytes).expect("a chain"), Block::from_bytes(block_bytes).expect("a block"));
    let (mut first, mut second) = ([0; Chain::<8>::STORED_LEN], [0; Block::<3>::STORED_LEN]);
    assert_eq!(read.0.to_bytes(&mut first), Some(chain_bytes));
    assert_eq!(read.1.to_bytes(&mut second), Some(block_bytes));
    assert_eq!(&read.0, chain);
    read
}

fn run(steps: &[Step]) {
    let mut outcome = None;
    let (_, mut chain, mut block, registry) = network();
    let registry = registry.as_slice();
    let mut model = Model { now: OPENS, ..Model::default() };
    for step in steps {
        match *step {
            Step::Wait(l1_blocks) => {
                model.now += l1_blocks;
                outcome = outcome.or(ends(&block, &drain(&mut chain, model.now)));
            }
            Step::Propose { sequencer, tenths, broken } => {
                let mut message = propose(&block, sequencer, 100_000 * tenths);
                if broken {
                    message.proposal.payout = Address::from_bytes([0xee; 20]);
                }
                let result = block.propose(&mut chain, l1(model.now), &message, registry);
                let expected = model.may_propose();
                match (expected, broken) {
                    (Some(error), _) => assert_eq!(result.err(), Some(error)),
                    (None, true) => assert!(matches!(result, Err(BlockError::Verify(_)))),
                    (None, false) => {
                        let id = result.expect("it is valid").ranked.id();
                        assert_eq!(id, message.proposal.id(chain.params(), block.number()));
                        // Its rank follows from an election of its own.
                        let mut alone = network();
                        alone.2.propose(&mut alone.1, l1(OPENS), &message, registry).expect("it is valid");
                        model.proposals.push(*alone.2.leader().expect("it"));
                    }
                }
            }
            Step::Reveal { other_fees } => {
                let leader = model.leader().map_or(1, |leader| id_of(leader.scored_key().key()));
                let mut contents = contents(leader);
                contents.fees += u128::from(other_fees);
                let message = message::RevealRootMessage::new(block.number(), &contents);
                let result = block.reveal(&mut chain, l1(model.now), &message);
                match (model.may_reveal(), other_fees) {
                    (Some(error), _) => assert_eq!(result.err(), Some(error)),
                    (None, true) => assert!(matches!(result, Err(BlockError::Reveal(_)))),
                    (None, false) => {
                        result.expect("it is valid");
                        model.revealed = true;
                    }
                }
            }
            Step::Tree { provers, in_full, missing } if model.revealed => {
                let mut bundles = bundles(&block, provers);
                if missing {
                    bundles.remove(1);
                }
                let at = at(model.now);
                let result = if in_full {
                    let bytes = full(&block, &bundles);
                    let message = TreeMessage::<SignedClaim>::decode(&bytes).expect("a message");
                    block.submit_claims(&mut chain, &at, &message, registry)
                } else {
                    let seat = |m: &ClaimMessage| block.claim(m, registry).expect("a valid claim");
                    let seats: Vec<Seat> = bundles.iter().flatten().map(seat).collect();
                    let bytes = ids(&block, &bundles);
                    let message = TreeMessage::<ClaimId>::decode(&bytes).expect("a message");
                    block.submit_ids(&mut chain, &at, &message, seats.as_slice())
                };
                match (model.may_submit(), missing) {
                    (Some(error), _) => assert_eq!(result.err(), Some(error)),
                    (None, true) => assert_eq!(result.err(), Some(TreeError::OutOfOrder.into())),
                    (None, false) => model.trees.push(result.expect("it is valid").tree),
                }
            }
            Step::Tree { .. } => {}
            Step::Restore => (chain, block) = restored(&chain, &block),
        }
        outcome = outcome.or(ends(&block, &drain(&mut chain, model.now)));
    }
    assert_eq!(block.leader().map(RankedProposal::id), model.leader().map(RankedProposal::id));
    assert_eq!(block.proving().is_some(), model.revealed);
    assert_eq!(block.best_tree(), model.trees.iter().min());
    let last = drain(&mut chain, DEADLINE.max(model.now));
    let outcome = outcome.or(ends(&block, &last));
    let slashing = |reason| model.leader().map(|l| slash(chain.params(), reason, l.fee_split(), STAKE, l.bond()));
    match (model.trees.iter().min(), model.revealed, model.leader()) {
        (Some(best), ..) => assert_eq!(outcome, Some(Outcome::Settled(receipt(&model, best)))),
        (None, true, _) => assert_eq!(outcome, slashing(SlashReason::NotProven).map(Outcome::NotProven)),
        (None, false, Some(_)) => assert_eq!(outcome, slashing(SlashReason::NotRevealed).map(Outcome::NotRevealed)),
        (None, false, None) => assert_eq!(outcome, Some(Outcome::Skipped)),
    }
}

const STAKE: Amount = Amount::MAX;

/// How the block ended, if one of these ended it.
fn ends(block: &Block<3>, happenings: &[Happening]) -> Option<Outcome> {
    happenings.iter().find_map(|happening| block.outcome(happening, STAKE).expect("a settlement"))
}

/// The payments, seat by seat.
fn receipt(model: &Model, best: &Tree) -> Receipt {
    let leader = model.leader().expect("a leader");
    let contents = contents(id_of(leader.scored_key().key()));
    let shape = TreeShape::for_transactions(contents.count, params().tx_per_base()).expect("a small tree");
    let fees = Amount::new(contents.fees).expect("small");
    let plan = SettlementPlan::new(&params(), shape, fees, leader.fee_split(), leader.bond()).expect("a plan");
    let mut ledger = plan.ledger();
    TREES.with_borrow(|trees| {
        let filled = best.accumulator().filled();
        let of_best = |(key, bundles): (&(ProposalId, usize), &Bundles)| {
            let seats = u64::try_from(bundles.iter().map(Vec::len).sum::<usize>()).expect("few");
            (key.0 == leader.id() && seats == filled).then(|| bundles.clone())
        };
        for message in trees.iter().find_map(of_best).expect("the tree").iter().flatten() {
            ledger.pay_ppm(message.claim.node, message.claim.fee_burn).expect("a seat");
        }
    });
    // Of the tree that was accepted first; all of these tests have the same prices.
    let at = at(0);
    ledger.close(Rebate::new(best.root().claim().rebate_payee, at.base_fee, at.rate)).expect("a root")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_block_ends_as_the_model_says(steps in proptest::collection::vec(step(), 0..24)) {
        run(&steps);
    }
}
