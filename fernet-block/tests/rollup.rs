//! A rollup against its chain and its blocks by hand, over random events, killed and restored anywhere.

mod common;

use std::collections::BTreeMap;

use common::*;
use fernet_block::{Applied, Block, BlockError, Outcome, Reorganisation, Rollup};
use fernet_core::message::{L1EventHead, L1EventMessage, Message, RevealHead};
use fernet_core::*;
use fernet_rewards::Amount;
use proptest::prelude::*;

type Followed = Rollup<8, 3, 65>;
type Happened = Vec<(Happening, Option<Outcome>)>;

const STAKE: Amount = Amount::MAX;

fn followed() -> Followed {
    Rollup::new(&params(), opening()).expect("a rollup")
}

/// The mix of an L1 block.
fn mix(l1_block: u64) -> RandaoMix {
    RandaoMix::from_bytes([u8::try_from(l1_block % 251).expect("small"); 32])
}

/// Takes everything that happens without a message.
fn drain_rollup(rollup: &mut Followed) -> Happened {
    core::iter::from_fn(|| {
        let happening = rollup.advance().expect("time goes on")?;
        let outcome = rollup.outcome(&happening, STAKE).expect("a settlement");
        Some((happening, outcome))
    })
    .collect()
}

/// Adds the L1 blocks up to the opening of the first block.
fn start(rollup: &mut Followed) {
    (OPENS - 64..=OPENS).for_each(|number| rollup.l1_block(l1(number), mix(number)).expect("in order"));
    assert_eq!(drain_rollup(rollup), [(Happening::Opened(opening()), None)]);
}

fn restored(rollup: &Followed) -> Followed {
    let mut buffer = vec![0xee; Followed::STORED_LEN];
    assert_eq!(rollup.to_bytes(&mut buffer[1..]), None);
    let bytes = rollup.to_bytes(&mut buffer).expect("room").to_vec();
    let read = Followed::from_bytes(&bytes).expect("a rollup");
    assert_eq!(read.to_bytes(&mut buffer), Some(bytes.as_slice()));
    read
}

/// The one encoding of the state of a block.
fn stored(block: &Block<3>) -> Vec<u8> {
    let mut buffer = vec![0; Block::<3>::STORED_LEN];
    block.to_bytes(&mut buffer).expect("room").to_vec()
}

/// What a client would write that has no `Rollup`.
struct ByHand {
    chain: Chain<8>,
    blocks: BTreeMap<BlockNumber, Block<3>>,
}

impl ByHand {
    fn new() -> Self {
        Self { chain: Chain::new(&params(), opening()).expect("a chain"), blocks: BTreeMap::new() }
    }

    fn advance(&mut self, now: u64) -> Happened {
        let mut happened = Vec::new();
        while let Some(happening) = self.chain.advance(l1(now)).expect("time goes on") {
            if let Happening::Opened(opening) = happening {
                let from = opening.l1_block.get() - 64;
                let pinned = PinnedMix::new(opening.block_number, l1(from), mix(from)).expect("a mix");
                let block = Block::open(&params(), opening, pinned).expect("a block");
                self.blocks.insert(opening.block_number, block);
            }
            let ends = |block: &Block<3>| block.outcome(&happening, STAKE).expect("a settlement");
            let outcome = self.blocks.values().find_map(ends);
            happened.push((happening, outcome));
        }
        self.blocks.retain(|number, _| self.chain.phase(*number).is_some());
        happened
    }

    fn apply(&mut self, at: &L1EventHead, message: &Message<'_>, seats: &[Seat]) -> Result<Applied, BlockError> {
        let number = match message {
            Message::Proposal(message) => message.block_number,
            Message::Reveal(message) => message.head.block_number,
            Message::RevealRoot(message) => message.head.block_number,
            Message::TreeOfIds(message) => message.head.block_number,
            Message::TreeOfClaims(message) => message.head.block_number,
            _ => return Err(MessageError::OtherKind.into()),
        };
        let (chain, registry) = (&mut self.chain, registry());
        let block = self.blocks.get_mut(&number).ok_or(ChainError::NotOpen)?;
        Ok(match message {
            Message::Proposal(message) => {
                Applied::Proposed(block.propose(chain, at.l1_block, message, registry.as_slice())?)
            }
            Message::Reveal(message) => Applied::Revealed(block.reveal(chain, at.l1_block, &message.with_root())?),
            Message::RevealRoot(message) => Applied::Revealed(block.reveal(chain, at.l1_block, message)?),
            Message::TreeOfIds(message) => Applied::Submitted(block.submit_ids(chain, at, message, seats)?),
            Message::TreeOfClaims(message) => {
                Applied::Submitted(block.submit_claims(chain, at, message, registry.as_slice())?)
            }
            _ => unreachable!("it has a block number"),
        })
    }
}

#[derive(Clone, Copy, Debug)]
enum Sent {
    Proposal,
    Reveal,
    RevealRoot,
    TreeOfIds,
    TreeOfClaims,
    Claim,
}

/// What may happen next.
#[derive(Clone, Debug)]
enum Step {
    /// L1 goes on.
    Wait(u64),
    /// A message for one of the open blocks, counted from the newest, in the newest L1 block or `early` before it. `spoiled` changes
    /// its last byte.
    Send { what: Sent, block: usize, id: u8, early: u64, spoiled: bool },
    /// The client is killed, and restored from what it stored.
    Restore,
}

fn step() -> impl Strategy<Value = Step> {
    let what = prop_oneof![
        4 => Just(Sent::Proposal),
        2 => Just(Sent::Reveal),
        2 => Just(Sent::RevealRoot),
        2 => Just(Sent::TreeOfIds),
        2 => Just(Sent::TreeOfClaims),
        1 => Just(Sent::Claim),
    ];
    let early = prop_oneof![9 => Just(0), 1 => 1..3_u64];
    let send = (what, prop_oneof![4 => Just(0), 2 => Just(1), 1 => 2..4_usize], 1..4_u8, early, 0..10_u8);
    prop_oneof![
        4 => (1..4_u64).prop_map(Step::Wait),
        1 => (8..60_u64).prop_map(Step::Wait),
        12 => send.prop_map(|(what, block, id, early, spoiled)| {
            Step::Send { what, block, id, early, spoiled: spoiled == 0 }
        }),
        2 => Just(Step::Restore),
    ]
}

/// A message for a block, and the seats of its claims. Without a reveal, a tree is one of no bundles.
fn message_for(block: &Block<3>, what: Sent, id: u8) -> (Vec<u8>, Vec<Seat>) {
    let leader = block.leader().map_or(id, |leader| id_of(leader.scored_key().key()));
    let provers: Vec<u8> = (0..id).map(|prover| 10 + prover).collect();
    let bundles = block.proving().map(|_| tree(block, &provers)).unwrap_or_default();
    let seat = |message| block.claim(message, registry().as_slice()).expect("a valid claim");
    let seats = bundles.iter().flatten().map(seat).collect();
    let of_tree = |element: fn(&Block<3>, &[Vec<message::ClaimMessage>]) -> Vec<u8>| match block.proving() {
        Some(_) => element(block, &bundles),
        None => {
            let (block_number, proposal_id) = (block.number(), ProposalId::ZERO);
            message::TreeHead { block_number, proposal_id, count: 0 }.to_bytes::<ClaimId>().to_vec()
        }
    };
    let bytes = match what {
        Sent::Proposal => {
            let proposal = Proposal { parent: block.opening().parent, ..proposal(id, 400_000 * u32::from(id)) };
            let signed = block.sign_proposal(&secret(id), &proposal, registry().as_slice());
            signed.expect("a proposal").to_bytes().to_vec()
        }
        Sent::Reveal => {
            let Reveal { salt, fees, count, .. } = contents(leader);
            let mut bytes = RevealHead { block_number: block.number(), salt, fees, count }.to_bytes().to_vec();
            (0..TRANSACTIONS).for_each(|transaction| bytes.extend([transaction; 32]));
            bytes
        }
        Sent::RevealRoot => message::RevealRootMessage::new(block.number(), &contents(leader)).to_bytes().to_vec(),
        Sent::TreeOfIds => of_tree(ids),
        Sent::TreeOfClaims => of_tree(full),
        Sent::Claim => match bundles.first().and_then(|bundle| bundle.first()) {
            Some(claim) => claim.to_bytes().to_vec(),
            None => vec![1, 12],
        },
    };
    (bytes, seats)
}

fn run(steps: &[Step]) {
    let (mut rollup, mut by_hand, mut now) = (followed(), ByHand::new(), OPENS);
    start(&mut rollup);
    by_hand.advance(now);
    let keys = registry();
    for step in steps {
        match *step {
            Step::Wait(l1_blocks) => {
                for _ in 0..l1_blocks {
                    now += 1;
                    rollup.l1_block(l1(now), mix(now)).expect("in order");
                    assert_eq!(drain_rollup(&mut rollup), by_hand.advance(now));
                }
            }
            Step::Send { what, block, id, early, spoiled } => {
                let Some(block) = by_hand.blocks.values().rev().nth(block) else { continue };
                let (mut bytes, seats) = message_for(block, what, id);
                if spoiled && let Some(last) = bytes.last_mut() {
                    *last ^= 1;
                }
                let Ok(message) = Message::decode(&bytes) else { continue };
                if let Message::Claim(claim) = &message {
                    assert_eq!(rollup.claim(&message, keys.as_slice()), block.claim(claim, keys.as_slice()));
                }
                let at = at(now - early);
                let event = L1EventMessage { head: at, message: &bytes };
                let before = format!("{rollup:?}");
                let result = rollup.event(&event, keys.as_slice(), seats.as_slice());
                assert_eq!(result, by_hand.apply(&at, &message, &seats));
                if result.is_err() {
                    assert_eq!(before, format!("{rollup:?}"), "a refused message changes nothing");
                }
                assert_eq!(drain_rollup(&mut rollup), by_hand.advance(now));
            }
            Step::Restore => rollup = restored(&rollup),
        }
        assert_eq!(rollup.chain(), &by_hand.chain);
        assert_eq!(
            rollup.chain().open_blocks().collect::<Vec<_>>(),
            by_hand.blocks.keys().copied().collect::<Vec<_>>()
        );
        for (number, block) in &by_hand.blocks {
            assert_eq!(stored(rollup.block(*number).expect("open")), stored(block));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_rollup_is_its_chain_and_its_blocks(steps in proptest::collection::vec(step(), 0..40)) {
        run(&steps);
    }
}

/// Every block is proposed, revealed and proven at once, so that blocks become final and are settled one after another.
#[test]
fn blocks_that_are_all_proven() {
    let send = |what| Step::Send { what, block: 0, id: 1, early: 0, spoiled: false };
    let steps = [
        send(Sent::Proposal),
        Step::Wait(3),
        send(Sent::Reveal),
        Step::Restore,
        send(Sent::TreeOfClaims),
        send(Sent::TreeOfIds),
        Step::Wait(5),
    ];
    run(&vec![steps; 9].concat());
}

/// The first block is proven late, so that the next one becomes final by a message of the first, and a block reverts.
#[test]
fn blocks_that_wait_for_their_parent() {
    let send = |what, block| Step::Send { what, block, id: 2, early: 0, spoiled: false };
    let block = [send(Sent::Proposal, 0), Step::Wait(3), send(Sent::RevealRoot, 0)];
    let first_late = [Step::Wait(5), send(Sent::TreeOfClaims, 0), send(Sent::TreeOfClaims, 1), Step::Restore];
    let reverts = [Step::Wait(5), send(Sent::TreeOfIds, 0), Step::Wait(70)];
    run(&[block.to_vec(), block.to_vec(), first_late.to_vec(), block.to_vec(), reverts.to_vec()].concat());
    run(&[block.to_vec(), vec![Step::Wait(5)], block.to_vec(), first_late.to_vec(), block.to_vec(), reverts.to_vec()]
        .concat());
}

#[test]
fn what_is_too_small_is_refused() {
    let refused = |result: Result<(), BlockError>| result.expect_err("it is too small");
    assert_eq!(refused(Rollup::<7, 3, 65>::new(&params(), opening()).map(drop)), ChainError::Capacity.into());
    assert_eq!(refused(Rollup::<8, 3, 64>::new(&params(), opening()).map(drop)), RandaoError::NotRetained.into());
}

#[test]
fn a_block_without_its_mix_does_not_open_and_nothing_changes() {
    let mut rollup = followed();
    assert_eq!(rollup.advance(), Ok(None));
    rollup.l1_block(l1(OPENS - 63), mix(0)).expect("in order");
    assert_eq!(rollup.advance(), Ok(None));
    rollup.l1_block(l1(OPENS), mix(0)).expect("in order");
    let before = format!("{rollup:?}");
    assert_eq!(rollup.advance(), Err(RandaoError::NotRetained.into()));
    assert_eq!(rollup.l1_block(l1(OPENS - 1), mix(0)), Err(RandaoError::L1BlockBeforeNewest.into()));
    assert_eq!(rollup.l1_block(l1(OPENS), mix(1)), Err(RandaoError::ConflictingMix.into()));
    assert_eq!(before, format!("{rollup:?}"));
}

#[test]
fn messages_that_no_block_takes_are_refused() {
    let mut rollup = followed();
    start(&mut rollup);
    let keys = registry();
    let mut apply = |l1_block, bytes: &[u8]| {
        rollup.event(&L1EventMessage { head: at(l1_block), message: bytes }, keys.as_slice(), &())
    };
    let block = network().2;
    let proposal = propose(&block, 1, 500_000);
    let other = message::ProposalMessage { block_number: BlockNumber::new(43), ..proposal };
    assert_eq!(apply(OPENS, &other.to_bytes()), Err(ChainError::NotOpen.into()));
    assert_eq!(apply(OPENS + 1, &proposal.to_bytes()), Err(ChainError::Behind.into()));
    assert_eq!(apply(OPENS - 1, &proposal.to_bytes()), Err(PhaseError::TimeRunsBack.into()));
    assert_eq!(apply(OPENS, &[1, 7]), Err(MessageError::Truncated.into()));
    let head = at(OPENS).to_bytes();
    assert_eq!(apply(OPENS, &[head.as_slice(), &proposal.to_bytes()].concat()), Err(MessageError::OtherKind.into()));
    let opening = block.opening_message().to_bytes();
    assert_eq!(apply(OPENS, &opening), Err(MessageError::OtherKind.into()));
    let claim = Message::decode(&opening).expect("a message");
    assert_eq!(rollup.claim(&claim, keys.as_slice()), Err(MessageError::OtherKind.into()));
}

#[test]
fn a_root_and_a_verified_tree_are_submitted_without_a_message() {
    let mut rollup = followed();
    start(&mut rollup);
    let keys = registry();
    let send = |rollup: &mut Followed, now, what| {
        let (bytes, _) = message_for(rollup.block(BlockNumber::new(42)).expect("open"), what, 1);
        rollup.event(&L1EventMessage { head: at(now), message: &bytes }, keys.as_slice(), &()).expect("it is valid")
    };
    send(&mut rollup, OPENS, Sent::Proposal);
    (OPENS + 1..OPENS + 4).for_each(|number| rollup.l1_block(l1(number), mix(number)).expect("in order"));
    drain_rollup(&mut rollup);
    send(&mut rollup, OPENS + 3, Sent::Reveal);
    let mut other = rollup.clone();
    let Applied::Submitted(submitted) = send(&mut rollup, OPENS + 3, Sent::TreeOfClaims) else { panic!("a tree") };
    let bundles = tree(rollup.block(BlockNumber::new(42)).expect("open"), &[10]);
    let root = bundles.last().and_then(|root| root.first()).expect("a root");
    let sums = submitted.tree.accumulator().sums();
    let mut third = other.clone();
    let by_root = other.submit_root(&at(OPENS + 3), root, sums, keys.as_slice()).expect("it is valid");
    assert_eq!(by_root.tree.accumulator(), submitted.tree.accumulator());
    let by_tree = third.submit_tree(&at(OPENS + 3), BlockNumber::new(42), submitted.tree).expect("it is valid");
    assert_eq!(by_tree, submitted);
}

#[test]
fn reorganisations_that_reach_an_applied_l1_block_make_a_rollup_stale() {
    let mut rollup = followed();
    rollup.l1_block(l1(OPENS - 64), mix(0)).expect("in order");
    assert_eq!(rollup.reorganised(l1(OPENS - 65)), Reorganisation::Unaffected, "the first block has not opened");
    start(&mut rollup);
    rollup.l1_block(l1(OPENS + 1), mix(1)).expect("in order");
    assert_eq!(rollup.reorganised(l1(OPENS)), Reorganisation::Unaffected, "nothing was applied");
    rollup.l1_block(l1(OPENS + 1), mix(2)).expect("its mix is another one");
    drain_rollup(&mut rollup);
    assert_eq!(rollup.reorganised(l1(OPENS + 1)), Reorganisation::Unaffected);
    assert_eq!(rollup.reorganised(l1(OPENS)), Reorganisation::Stale);
    let mut rollup = restored(&rollup);
    assert_eq!(rollup.reorganised(l1(OPENS + 9)), Reorganisation::Stale);
    assert_eq!(rollup.l1_block(l1(OPENS + 2), mix(0)), Err(BlockError::Stale));
    assert_eq!(rollup.advance(), Err(BlockError::Stale));
    assert!(matches!(rollup.block(BlockNumber::new(42)), Err(BlockError::Stale)));
    let proposal = propose(&network().2, 1, 500_000).to_bytes();
    let event = L1EventMessage { head: at(OPENS + 1), message: &proposal };
    assert_eq!(rollup.event(&event, registry().as_slice(), &()), Err(BlockError::Stale));
}
