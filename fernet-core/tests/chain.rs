//! A chain of blocks (SPEC `#chain`) against a plain model, which keeps every block and looks at every L1 block.

mod common;
use common::params;
use fernet_core::*;
use proptest::prelude::*;

const GENESIS: [u8; 32] = [0xee; 32];

/// What happened, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Opened(u64, u64, [u8; 32]),
    Idle(u64),
    Effects(u64, Vec<Effect>),
}

/// Joins an opening and the skipping of the same block that follows at once.
fn joined(log: Vec<Entry>) -> Vec<Entry> {
    let mut short: Vec<Entry> = Vec::new();
    for entry in log {
        match (short.last(), &entry) {
            (Some(Entry::Opened(opened, ..)), Entry::Effects(skipped, effects))
                if opened == skipped && effects[..] == [Effect::BuildOnParent] =>
            {
                *short.last_mut().unwrap() = Entry::Idle(*skipped);
            }
            _ => short.push(entry),
        }
    }
    short
}

/// The proposal id of the leader of a block.
fn leader(block: u64) -> [u8; 32] {
    let mut id = [1; 32];
    id[24..].copy_from_slice(&block.to_be_bytes());
    id
}

#[derive(Clone, Copy, Debug)]
enum Message {
    Propose,
    Reveal,
    Tree,
}

fn drain<const N: usize>(chain: &mut Chain<N>, l1_block: u64, log: &mut Vec<Entry>) {
    while let Some(happening) = chain.advance(L1Block::new(l1_block)).unwrap() {
        match happening {
            Happening::Opened(Opening { block_number, l1_block, parent }) => {
                log.push(Entry::Opened(block_number.get(), l1_block.get(), *parent.as_bytes()));
            }
            Happening::Idle { first, count } => {
                let number = first.block_number.get();
                log.extend((number..number + count).map(Entry::Idle));
            }
            Happening::Effects(block, effects) => {
                assert!(!effects.as_slice().is_empty());
                log.push(Entry::Effects(block.get(), effects.as_slice().to_vec()));
            }
        }
    }
}

fn send<const N: usize>(
    chain: &mut Chain<N>,
    l1_block: u64,
    block: u64,
    message: Message,
) -> Result<Effects, ChainError> {
    let (at, number) = (L1Block::new(l1_block), BlockNumber::new(block));
    match message {
        Message::Propose => chain.propose(at, number),
        Message::Reveal => chain.reveal(at, number, ProposalId::from_bytes(leader(block))),
        Message::Tree => chain.submit_tree(at, number),
    }
}

/// A block of the model. Block numbers start at 0, so they are indices.
struct ModelBlock {
    parent: Option<usize>,
    state: Phase,
    proposed: bool,
    ends: [u64; 3],
}

/// Each rule of SPEC `#chain` and `#phase-table` as it is written, one L1 block after the other.
struct Model {
    lengths: [u64; 3],
    blocks: Vec<ModelBlock>,
    /// Where the next block opens, when a block was skipped or reverted.
    opens_at: Option<(u64, Option<usize>)>,
    log: Vec<Entry>,
}

impl Model {
    fn is_final(&self, block: Option<usize>) -> bool {
        block.is_none_or(|i| matches!(self.blocks[i].state, Phase::Final | Phase::Settled))
    }

    fn has_ended(&self, i: usize) -> bool {
        matches!(self.blocks[i].state, Phase::Skipped | Phase::Reverted | Phase::Voided | Phase::Settled)
    }

    fn enter(&mut self, i: usize, state: Phase, effects: &[Effect]) {
        self.blocks[i].state = state;
        self.log.push(Entry::Effects(i as u64, effects.to_vec()));
    }

    fn time(&mut self, now: u64) {
        use Effect::*;
        for i in 0..self.blocks.len() {
            let (block, parent) = (&self.blocks[i], self.blocks[i].parent);
            let [p, r, d] = block.ends;
            match block.state {
                Phase::Proposal if now == p && block.proposed => self.enter(i, Phase::Reveal, &[OpenReveal]),
                Phase::Proposal if now == p => {
                    self.enter(i, Phase::Skipped, &[BuildOnParent]);
                    self.opens_at = Some((now, parent));
                }
                Phase::Reveal if now == r => {
                    self.enter(i, Phase::Skipped, &[SlashNotRevealed, BuildOnParent]);
                    self.opens_at = Some((now, parent));
                }
                Phase::Proving if now == d => {
                    self.enter(i, Phase::Reverted, &[SlashNotProven, BuildOnParent]);
                    for later in (i + 1..self.blocks.len()).rev() {
                        if !self.has_ended(later) {
                            self.enter(later, Phase::Voided, &[ReturnBonds]);
                        }
                    }
                    self.opens_at = Some((now, parent));
                }
                Phase::Final if now == d => self.enter(i, Phase::Settled, &[Settle]),
                _ => {}
            }
        }
        if let Some(last) = self.blocks.len().checked_sub(1) {
            let revealed = matches!(self.blocks[last].state, Phase::Proving | Phase::Proven | Phase::Final);
            if revealed && now == self.blocks[last].ends[1] {
                self.opens_at = Some((now, Some(last)));
            }
        }
        if let Some((_, parent)) = self.opens_at.take_if(|(at, _)| *at == now) {
            let [p, r, v] = self.lengths;
            let ends = [now + p, now + p + r, now + p + r + v];
            let number = self.blocks.len() as u64;
            let parent_id = parent.map_or(GENESIS, |i| leader(i as u64));
            self.log.push(Entry::Opened(number, now, parent_id));
            self.blocks.push(ModelBlock { parent, state: Phase::Proposal, proposed: false, ends });
        }
    }

    fn send(&mut self, block: usize, message: Message) {
        use Effect::*;
        let Some(it) = self.blocks.get(block) else { return };
        match (message, it.state) {
            (Message::Propose, Phase::Proposal) => self.blocks[block].proposed = true,
            (Message::Reveal, Phase::Reveal) => self.enter(block, Phase::Proving, &[OpenProving]),
            (Message::Tree, Phase::Proving) if self.is_final(it.parent) => {
                self.enter(block, Phase::Final, &[Finalize, TreeCompetes]);
            }
            (Message::Tree, Phase::Proving) => self.enter(block, Phase::Proven, &[TreeCompetes]),
            (Message::Tree, state @ (Phase::Proven | Phase::Final)) => self.enter(block, state, &[TreeCompetes]),
            _ => {}
        }
        for i in 0..self.blocks.len() {
            if self.blocks[i].state == Phase::Proven && self.is_final(self.blocks[i].parent) {
                self.enter(i, Phase::Final, &[Finalize]);
            }
        }
    }
}

fn message() -> impl Strategy<Value = Message> {
    prop_oneof![2 => Just(Message::Propose), 2 => Just(Message::Reveal), 3 => Just(Message::Tree)]
}

proptest! {
    #[test]
    fn equals_the_plain_model(
        lengths in (1_u32..5, 1_u32..5, 1_u32..25),
        script in prop::collection::vec((prop_oneof![9 => 0_u64..4, 1 => 4_u64..60], message(), 0_usize..8), 1..200),
    ) {
        let (p, r, v) = lengths;
        let params = params(|values| {
            (values.proposal_blocks, values.reveal_blocks, values.proving_blocks) = lengths;
        });
        let parent = BlockHash::from_bytes(GENESIS);
        let first = Opening { block_number: BlockNumber::new(0), l1_block: L1Block::new(7), parent };
        let most = 1 + v.div_ceil(p + r) as usize;
        let mut chain = Chain::<26>::new(&params, first).unwrap();
        let mut model = Model {
            lengths: [p, r, v].map(u64::from),
            blocks: Vec::new(),
            opens_at: Some((7, None)),
            log: Vec::new(),
        };
        let mut log = Vec::new();
        let mut now = 7;
        model.time(now);
        for (blocks, message, back) in script {
            (now + 1..=now + blocks).for_each(|l1_block| model.time(l1_block));
            now += blocks;
            drain(&mut chain, now, &mut log);
            let open: Vec<u64> = chain.open_blocks().map(BlockNumber::get).collect();
            prop_assert!(open.len() <= most, "{open:?}");
            let of_model = (0..model.blocks.len()).filter(|i| !model.has_ended(*i)).map(|i| i as u64);
            prop_assert_eq!(&of_model.collect::<Vec<_>>(), &open);
            for block in &open {
                let phase = chain.phase(BlockNumber::new(*block)).unwrap().phase();
                prop_assert_eq!(phase, model.blocks[*block as usize].state);
            }
            let Some(block) = open.iter().rev().nth(back) else { continue };
            model.send(*block as usize, message);
            let before = chain.clone();
            match send(&mut chain, now, *block, message) {
                Ok(effects) if effects.as_slice().is_empty() => {}
                Ok(effects) => log.push(Entry::Effects(*block, effects.as_slice().to_vec())),
                Err(error) => {
                    prop_assert!(matches!(error, ChainError::Phase(_)), "{error:?}");
                    prop_assert_eq!(&before, &chain);
                }
            }
            drain(&mut chain, now, &mut log);
        }
        prop_assert_eq!(joined(log), joined(model.log));
    }
}

fn first(block_number: u64, l1_block: u64) -> Opening {
    let parent = BlockHash::from_bytes(GENESIS);
    Opening { block_number: BlockNumber::new(block_number), l1_block: L1Block::new(l1_block), parent }
}

/// A chain at the defaults, whose first block, number 5, has opened at L1 block 100.
fn chain() -> Chain<8> {
    let mut chain = Chain::new(&params(|_| ()), first(5, 100)).unwrap();
    drain(&mut chain, 100, &mut Vec::new());
    chain
}

#[test]
fn the_capacity_is_checked() {
    let lengths =
        |p, r, v| params(|values| (values.proposal_blocks, values.reveal_blocks, values.proving_blocks) = (p, r, v));
    // 50 / (3 + 5), rounded up, and one.
    assert!(Chain::<8>::new(&params(|_| ()), first(5, 100)).is_ok());
    assert_eq!(Chain::<7>::new(&params(|_| ()), first(5, 100)).err(), Some(ChainError::Capacity));
    assert!(Chain::<2>::new(&lengths(3, 5, 8), first(5, 100)).is_ok());
    assert_eq!(Chain::<2>::new(&lengths(3, 5, 9), first(5, 100)).err(), Some(ChainError::Capacity));
    assert!(Chain::<2>::new(&lengths(u32::MAX, u32::MAX, u32::MAX), first(5, 100)).is_ok());
    assert_eq!(Chain::<64>::new(&lengths(1, 1, u32::MAX), first(5, 100)).err(), Some(ChainError::Capacity));
}

#[test]
fn a_jump_over_years_is_one_step() {
    let mut chain = chain();
    let year = 100 + 3 * 1_000_000_000;
    // Block 5 is open and ends first.
    let skipped = chain.advance(L1Block::new(year)).unwrap();
    assert!(matches!(skipped, Some(Happening::Effects(block, _)) if block.get() == 5), "{skipped:?}");
    let idle = chain.advance(L1Block::new(year)).unwrap();
    assert_eq!(idle, Some(Happening::Idle { first: first(6, 103), count: 999_999_999 }));
    let opened = chain.advance(L1Block::new(year)).unwrap();
    assert_eq!(opened, Some(Happening::Opened(first(1_000_000_005, year))));
    assert_eq!(chain.advance(L1Block::new(year)).unwrap(), None);
}

#[test]
fn a_message_comes_after_the_time_up_to_it() {
    let mut chain = chain();
    let (propose, tree) = (Message::Propose, Message::Tree);
    assert_eq!(send(&mut chain, 103, 5, propose), Err(ChainError::Behind));
    assert_eq!(send(&mut chain, 99, 5, propose), Err(PhaseError::TimeRunsBack.into()));
    assert_eq!(send(&mut chain, 102, 4, propose), Err(ChainError::NotOpen));
    assert_eq!(send(&mut chain, 102, 6, propose), Err(ChainError::NotOpen));
    assert_eq!(send(&mut chain, 102, 5, tree), Err(PhaseError::NotInThisPhase.into()));
    assert_eq!(chain, self::chain());
    assert!(send(&mut chain, 102, 5, propose).is_ok());
    assert_eq!(chain.advance(L1Block::new(101)), Err(PhaseError::TimeRunsBack.into()));
}

/// One revert of the first of several blocks, by hand: block 5 opens at 100 and has its deadline at 158. Blocks 6 to 11
/// open at 108, 116, ..., 148; block 12 opens at 156.
#[test]
fn a_revert_voids_every_block_on_it() {
    let mut chain = chain();
    let mut log = Vec::new();
    for (block, opens_at) in (5..=12).zip((100..).step_by(8)) {
        drain(&mut chain, opens_at, &mut log);
        send(&mut chain, opens_at, block, Message::Propose).unwrap();
        if block < 12 {
            drain(&mut chain, opens_at + 3, &mut log);
            send(&mut chain, opens_at + 3, block, Message::Reveal).unwrap();
        }
        if (6..12).contains(&block) {
            send(&mut chain, opens_at + 3, block, Message::Tree).unwrap();
            assert_eq!(chain.phase(BlockNumber::new(block)).unwrap().phase(), Phase::Proven);
        }
    }
    log.clear();
    drain(&mut chain, 158, &mut log);
    let mut expected = vec![Entry::Effects(5, vec![Effect::SlashNotProven, Effect::BuildOnParent])];
    expected.extend((6..=12).rev().map(|block| Entry::Effects(block, vec![Effect::ReturnBonds])));
    expected.push(Entry::Opened(13, 158, GENESIS));
    assert_eq!(log, expected);
}

/// Block 6 ends its reveal phase where block 5 reverts: it is voided, not slashed.
#[test]
fn at_ties_the_ancestor_comes_first() {
    let params = params(|v| (v.proposal_blocks, v.reveal_blocks, v.proving_blocks) = (2, 3, 5));
    let mut chain = Chain::<2>::new(&params, first(5, 100)).unwrap();
    let mut log = Vec::new();
    for (l1_block, block, message) in
        [(100, 5, Message::Propose), (102, 5, Message::Reveal), (105, 6, Message::Propose)]
    {
        drain(&mut chain, l1_block, &mut log);
        send(&mut chain, l1_block, block, message).unwrap();
    }
    log.clear();
    drain(&mut chain, 110, &mut log);
    assert_eq!(log[0], Entry::Effects(6, vec![Effect::OpenReveal]));
    assert_eq!(log[1], Entry::Effects(5, vec![Effect::SlashNotProven, Effect::BuildOnParent]));
    assert_eq!(log[2..], [Entry::Effects(6, vec![Effect::ReturnBonds]), Entry::Opened(7, 110, GENESIS)]);
}

#[test]
fn numbers_end_at_2_to_the_64() {
    let mut chain = Chain::<8>::new(&params(|_| ()), first(u64::MAX, 100)).unwrap();
    assert_eq!(chain.advance(L1Block::new(100)), Err(PhaseError::Overflow.into()));
    let mut chain = Chain::<8>::new(&params(|_| ()), first(u64::MAX - 9, 100)).unwrap();
    assert_eq!(chain.advance(L1Block::new(131)), Err(PhaseError::Overflow.into()));
    assert!(matches!(chain.advance(L1Block::new(129)), Ok(Some(Happening::Idle { count: 9, .. }))));
    let mut chain = Chain::<8>::new(&params(|_| ()), first(0, u64::MAX - 57)).unwrap();
    assert_eq!(chain.advance(L1Block::new(u64::MAX)), Err(PhaseError::Overflow.into()));
}

#[test]
fn a_chain_of_one_block_ends_with_it() {
    let params = params(|_| ());
    for number in [1, u64::MAX] {
        let opening =
            Opening { block_number: BlockNumber::new(number), l1_block: L1Block::new(100), parent: BlockHash::ZERO };
        let mut chain = Chain::<1>::of_one_block(&params, opening);
        let far = L1Block::new(u64::MAX);
        assert_eq!(chain.advance(far), Ok(Some(Happening::Opened(opening))));
        assert!(matches!(chain.advance(far), Ok(Some(Happening::Effects(_, _)))));
        assert_eq!(chain.advance(far), Ok(None));
        assert_eq!((chain.open_blocks().next(), chain.l1_block()), (None, far));
    }
}
