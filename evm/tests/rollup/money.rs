//! Random calls, against the chain and the amounts of the Rust crates: after every call all balances are those of a model, and
//! together they are the wei of the contract.

use std::collections::BTreeMap;

use evm::{Account, Outcome, Random, args};
use fernet_core::{
    Amount, BlockHash, BlockNumber, Chain, ChainError, Effect, Event, FeeBurn, Happening, L1Block, NodeIndex, Opening,
    ParamValues, Phase, TreeShape,
};
use fernet_rewards::{Rebate, Receipt, SettlementPlan, SlashReason, slash};
use revm::primitives::U256;

use crate::kit::{
    CONTENTS, Contents, ETH, FIRST, Kit, OPENS, STAKE, STATUS, STRANGER, Setup, Signed, key, owner, payer, payout,
    values,
};
use crate::tree::Tree;

const KEYS: u8 = 5;
const RATE: u128 = ETH;
const CLAIM_BLOCKS: u64 = 30;
/// What is reserved of the stake of a leader: the larger slash amount.
const RESERVED: u128 = ETH / 50;
/// L1 blocks from the opening of a block to its deadline.
const LENGTH: u64 = 3 + 3 + 12;

/// A block with a proposal, in the model.
struct Led {
    by: u8,
    payer: Account,
    signed: Signed,
    opened: u64,
    revealed: bool,
    tree: Option<Tree>,
    /// It was revealed, and is neither settled nor slashed nor voided.
    waits: bool,
    /// The stake is reserved: until the deadline.
    reserved: bool,
    claims_end: u64,
    receipt: Option<Receipt>,
    unclaimed: u128,
    claimed: Vec<usize>,
}

struct Model {
    kit: Kit,
    chain: Chain<8>,
    head: Opening,
    blocks: BTreeMap<u64, Led>,
    balances: BTreeMap<Account, u128>,
    stakes: BTreeMap<u8, u128>,
    burned: u128,
    random: Random,
    accepted: BTreeMap<&'static str, u32>,
    refused: u32,
}

fn amount(wei: u128) -> Amount {
    Amount::new(wei).expect("below 2^96")
}

fn named(error: ChainError) -> String {
    match error {
        ChainError::Phase(error) => format!("{error:?}"),
        other => format!("{other:?}"),
    }
}

impl Model {
    fn new(name: &'static str) -> Self {
        let claim_blocks = u32::try_from(CLAIM_BLOCKS).expect("short");
        let params = ParamValues { proposal_blocks: 3, reveal_blocks: 3, proving_blocks: 12, claim_blocks, ..values() };
        let params = ParamValues { reveal_slash_amount: ETH / 100, proof_slash_amount: RESERVED, ..params };
        let params = ParamValues { base_share: (name == "two pools").then_some(300_000), ..params };
        let mut kit = Kit::with(Setup { params, ..Setup::default() });
        kit.register(KEYS);
        // The event of the constructor.
        kit.index.head = [FIRST, OPENS, FIRST - 1];
        let head = Opening {
            block_number: BlockNumber::new(FIRST),
            l1_block: L1Block::new(OPENS),
            parent: BlockHash::from_bytes([9; 32]),
        };
        let chain = Chain::new(&kit.params, head).expect("at most 8 open blocks");
        Self {
            kit,
            chain,
            head,
            blocks: BTreeMap::new(),
            balances: BTreeMap::new(),
            stakes: (1..=KEYS).map(|by| (by, STAKE)).collect(),
            burned: 0,
            random: Random::new(name),
            accepted: BTreeMap::new(),
            refused: 0,
        }
    }

    fn now(&self) -> L1Block {
        L1Block::new(self.kit.world.l1_block)
    }

    fn credit(&mut self, account: Account, wei: u128) {
        *self.balances.entry(account).or_default() += wei;
    }

    fn plan(&self, led: &Led) -> SettlementPlan {
        let params = &self.kit.params;
        let shape = TreeShape::for_transactions(CONTENTS.count, params.tx_per_base()).expect("small");
        let split = params.fee_split(led.signed.proposal.fee_split).expect("below the cap");
        SettlementPlan::new(params, shape, amount(CONTENTS.fees), split, amount(led.signed.proposal.bond))
            .expect("a pool")
    }

    /// Applies the time to the chain, and to the money.
    fn advance(&mut self) {
        if self.now() < self.chain.l1_block() {
            return;
        }
        while let Some(happening) = self.chain.advance(self.now()).expect("time") {
            match happening {
                Happening::Opened(opening) => self.head = opening,
                Happening::Idle { .. } => {}
                Happening::Effects(number, effects) => {
                    for effect in effects.as_slice() {
                        self.effect(number.get(), *effect);
                    }
                }
            }
        }
    }

    fn effect(&mut self, number: u64, effect: Effect) {
        let reason = match effect {
            Effect::SlashNotRevealed => Some(SlashReason::NotRevealed),
            Effect::SlashNotProven => Some(SlashReason::NotProven),
            Effect::ReturnBonds => None,
            Effect::Settle => {
                self.blocks.get_mut(&number).expect("it was proposed").reserved = false;
                return;
            }
            _ => return,
        };
        // A block without a proposal has no bond.
        let Some(led) = self.blocks.get_mut(&number) else { return };
        (led.waits, led.reserved) = (false, false);
        let (by, payer, bond, fee_split) = (led.by, led.payer, led.signed.proposal.bond, led.signed.proposal.fee_split);
        let Some(reason) = reason else { return self.credit(payer, bond) };
        let split = self.kit.params.fee_split(fee_split).expect("below the cap");
        let slashing = slash(&self.kit.params, reason, split, amount(self.stakes[&by]), amount(bond));
        self.stakes.insert(by, slashing.stake_left().wei());
        self.burned += slashing.slashed().wei() + slashing.forfeit().wei();
        self.credit(payer, slashing.bond_returned().wei());
    }

    /// Whether a call was accepted. Phases have the names of the chain.
    fn result(&mut self, what: &'static str, error: &str, expected: Result<(), ChainError>) -> bool {
        if let Err(expected) = expected {
            assert_eq!(error, named(expected), "{what}");
        } else {
            let phases = ["NotOpen", "Late", "NotInThisPhase", "TimeRunsBack"];
            assert!(!phases.contains(&error), "{what}: {error}");
        }
        if error == "accepted" {
            *self.accepted.entry(what).or_default() += 1;
        } else {
            self.refused += 1;
        }
        error == "accepted"
    }

    fn any_block(&mut self) -> u64 {
        let last = self.head.block_number.get();
        let back = if self.random.below(4) == 0 { 8 } else { 3 };
        last.saturating_sub(u64::try_from(self.random.below(back)).expect("small"))
    }

    fn propose(&mut self) {
        let by = 1 + u8::try_from(self.random.below(usize::from(KEYS))).expect("small");
        let sender = payer(1 + u8::try_from(self.random.below(3)).expect("small"));
        let split = [0, 400_000, 1_000_000, 1_000_001, 1_500_000, 2_000_000][self.random.below(6)];
        // `bond_base` is 4 ETH.
        let needed = 4 * ETH * u128::from(split - split.min(1_000_000)) / 1_000_000;
        let bond =
            if split > 1_000_000 { needed + u128::try_from(self.random.below(3)).expect("small") * ETH } else { 0 };
        let (number, opened) = (self.head.block_number.get(), self.head.l1_block.get());
        let proposal = self.kit.bid(by, self.head.parent.to_bytes(), split, bond);
        self.kit.pin(opened);
        let signed = self.kit.proposal(by, number, opened, proposal);
        let expected = self.chain.accepts(self.now(), self.head.block_number, Event::Proposal);
        let call = self.kit.propose(&sender, &signed);
        let error = self.kit.error(&call);
        if error == "StakeTooSmall" {
            let reserved = self.blocks.values().filter(|led| led.by == by && led.reserved).count();
            assert!(self.stakes[&by] - RESERVED * u128::try_from(reserved).expect("few") < RESERVED);
        }
        let better = self.blocks.get(&number).is_none_or(|old| self.comes_before(&signed, &old.signed));
        if self.result("propose", &error, expected) {
            assert!(better);
            self.chain.propose(self.now(), self.head.block_number).expect("accepted");
            let led = Led {
                by,
                payer: sender,
                signed,
                opened,
                revealed: false,
                tree: None,
                waits: false,
                reserved: false,
                claims_end: 0,
                receipt: None,
                unclaimed: 0,
                claimed: Vec::new(),
            };
            if let Some(old) = self.blocks.insert(number, led) {
                self.credit(old.payer, old.signed.proposal.bond);
            }
        } else if expected.is_ok() {
            assert!(error == "StakeTooSmall" || (error == "NotLeading" && !better), "{error}");
        }
    }

    fn comes_before(&self, a: &Signed, b: &Signed) -> bool {
        let score =
            |signed: &Signed| U256::from(signed.ticket.get()) * U256::from(1_000_000 + signed.proposal.fee_split);
        (score(a), a.ticket) > (score(b), b.ticket)
            || (score(a), a.ticket) == (score(b), b.ticket) && self.kit.id(a) < self.kit.id(b)
    }

    fn reveal(&mut self) {
        let number = if self.random.below(4) == 0 { self.any_block() } else { self.head.block_number.get() };
        let Some(signed) = self.blocks.get(&number).map(|led| led.signed.clone()) else { return };
        let wrong = self.random.below(8) == 0;
        let contents = if wrong { Contents { fees: CONTENTS.fees - 1, ..CONTENTS } } else { CONTENTS };
        let bytes = self.kit.reveal_bytes(number, &contents);
        let expected = self.chain.accepts(self.now(), BlockNumber::new(number), Event::Reveal);
        let call = self.kit.send(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &bytes[..]));
        let error = self.kit.error(&call);
        if self.result("reveal", &error, expected) {
            assert!(!wrong);
            let id = self.kit.id(&signed);
            self.chain.reveal(self.now(), BlockNumber::new(number), id).expect("accepted");
            let led = self.blocks.get_mut(&number).expect("it is there");
            (led.revealed, led.waits, led.reserved) = (true, true, true);
        } else if expected.is_ok() {
            assert!(wrong && error == "WrongOrder" || error == "BondTooSmall", "{error}");
        }
    }

    fn submit(&mut self) {
        let number = self.any_block();
        let Some(led) = self.blocks.get(&number) else { return };
        let salt = u64::try_from(self.random.below(5)).expect("small");
        let (signed, opened) = (led.signed.clone(), led.opened);
        let best = led.tree.as_ref().map(|tree| U256::from_be_bytes(tree.sums.total.to_be_bytes()));
        let tree = self.kit.tree(&signed, opened, CONTENTS.count, salt);
        let expected = self.chain.accepts(self.now(), BlockNumber::new(number), Event::Tree);
        let call = self.kit.submit(&signed, opened, &CONTENTS, &tree);
        let error = self.kit.error(&call);
        let better = best.is_none_or(|best| U256::from_be_bytes(tree.sums.total.to_be_bytes()) > best);
        if self.result("submitRoot", &error, expected) {
            assert!(better);
            self.chain.submit_tree(self.now(), BlockNumber::new(number)).expect("accepted");
            self.blocks.get_mut(&number).expect("it is there").tree = Some(tree);
        } else if expected.is_ok() {
            assert!(!better && error == "NotBetter", "{error}");
        }
    }

    fn settle(&mut self) {
        let waits = self.blocks.iter().find(|(_, led)| led.waits && led.tree.is_some()).map(|(number, _)| *number);
        let number = if self.random.below(4) == 0 { self.any_block() } else { waits.unwrap_or(FIRST) };
        let Some(led) = self.blocks.get(&number) else { return };
        let opened = led.opened;
        let was_final = U256::from_be_bytes(self.kit.view("blockOf", args!(number))[STATUS]) == U256::from(3);
        let call = self.kit.send(&STRANGER, 0, "settle", args!(number));
        let due = was_final && self.now().get() >= opened + LENGTH;
        assert_eq!(self.kit.error(&call), if due { "accepted" } else { "NotInThisPhase" });
        if !due {
            return;
        }
        *self.accepted.entry("settle").or_default() += 1;
        let led = &self.blocks[&number];
        let sums = led.tree.as_ref().expect("a tree").sums;
        let rebate = Rebate::new(fernet_core::Address::from_bytes([0xcc; 20]), 7, amount(RATE));
        let receipt = self.plan(led).settle(sums.kept_base, sums.kept_merge, rebate).expect("kept");
        let (by, payer) = (led.by, led.payer);
        self.credit(payout(by), receipt.sequencer().wei());
        self.credit(payer, receipt.bond_returned().wei());
        self.credit([0xcc; 20], receipt.rebate().wei());
        self.burned += receipt.burned().wei();
        let claims_end = self.now().get() + CLAIM_BLOCKS;
        let led = self.blocks.get_mut(&number).expect("it is there");
        led.claims_end = claims_end;
        (led.waits, led.receipt, led.unclaimed) = (false, Some(receipt), receipt.reserved().wei());
    }

    fn claim(&mut self) {
        let settled: Vec<u64> =
            self.blocks.iter().filter(|(_, led)| led.receipt.is_some()).map(|(number, _)| *number).collect();
        if settled.is_empty() {
            return;
        }
        let number = settled[settled.len() - 1 - self.random.below(settled.len().min(4))];
        let led = &self.blocks[&number];
        let node = self.random.below(3);
        let opening = led.tree.as_ref().expect("a tree").openings[node].clone();
        let (again, end) = (led.claimed.contains(&node), led.claims_end);
        let late = self.now().get() >= end;
        if self.random.below(3) == 0 {
            let call = self.kit.send(&STRANGER, 0, "closeClaims", args!(number));
            if self.kit.error(&call) == "accepted" {
                assert!(late);
                *self.accepted.entry("closeClaims").or_default() += 1;
                self.burned += led.unclaimed;
                self.blocks.get_mut(&number).expect("it is there").unclaimed = 0;
            }
            return;
        }
        let call = self.kit.send(&STRANGER, 0, "claim", args!(number, &opening[..]));
        let error = self.kit.error(&call);
        if error != "accepted" {
            let named =
                (late && (error == "Late" || error == "NotInThisPhase")) || (again && error == "AlreadyClaimed");
            return assert!(named, "{error}");
        }
        assert!(!again && !late);
        *self.accepted.entry("claim").or_default() += 1;
        let burn = FeeBurn::new(u32::try_from(node).expect("small") * 100_000).expect("at most 1");
        let pay = self.plan(led).pay(NodeIndex::new(u64::try_from(node).expect("small")), burn).expect("a node").wei();
        self.credit([0xb0 + u8::try_from(node).expect("small"); 20], pay);
        let led = self.blocks.get_mut(&number).expect("it is there");
        led.unclaimed -= pay;
        led.claimed.push(node);
    }

    fn withdraw(&mut self) {
        let accounts: Vec<Account> = self.balances.keys().copied().collect();
        if accounts.is_empty() {
            return;
        }
        let account = accounts[self.random.below(accounts.len())];
        let to = [0xdd; 20];
        // What the time brings is credited when it is applied.
        self.kit.done(&STRANGER, 0, "advance", args!());
        let before = self.kit.world.balance(&to);
        self.kit.done(&account, 0, "withdraw", args!(to));
        let sent = self.balances.insert(account, 0).expect("it is there");
        assert_eq!(self.kit.world.balance(&to) - before, sent);
        *self.accepted.entry("withdraw").or_default() += 1;
    }

    /// Every amount, the chain, and the sum.
    fn check(&mut self) {
        let [first, opened, parent] = self.kit.head();
        assert_eq!([first, opened], [self.head.block_number.get(), self.head.l1_block.get()]);
        assert_eq!(self.kit.view("blockOf", args!(parent))[0], self.head.parent.to_bytes());
        let open: Vec<(u64, Phase)> = self
            .chain
            .open_blocks()
            .map(|block| (block.get(), self.chain.phase(block).expect("open").phase()))
            .collect();
        for (number, phase) in open {
            let status = match phase {
                Phase::Proving => 1,
                Phase::Proven => 2,
                Phase::Final => 3,
                _ => 0,
            };
            assert_eq!(self.kit.block(number, STATUS), status, "{phase:?}");
        }
        for by in 1..=KEYS {
            let reserved = self.blocks.values().filter(|led| led.by == by && led.reserved).count();
            let free = self.stakes[&by] - RESERVED * u128::try_from(reserved).expect("few");
            assert_eq!(self.kit.stake(by), free);
        }
        let balances = self.balances.clone();
        for (account, balance) in &balances {
            assert_eq!(self.kit.balance_of(account), *balance, "{account:02x?}");
        }
        assert_eq!(self.kit.amount("burned", args!()), self.burned);
        let index = &self.kit.index;
        assert_eq!((index.head, index.burned), ([first, opened, parent], self.burned));
        let indexed: BTreeMap<Account, u128> =
            balances.keys().map(|account| (*account, index.balance(account))).collect();
        assert_eq!(indexed, balances);
        let held = |led: &Led| if self.holds_bond(led) { led.signed.proposal.bond } else { 0 };
        let bonds: u128 = self.blocks.values().map(held).sum();
        let unclaimed: u128 = self.blocks.values().map(|led| led.unclaimed).sum();
        let owed =
            balances.values().sum::<u128>() + self.stakes.values().sum::<u128>() + bonds + unclaimed + self.burned;
        let rollup = self.kit.rollup;
        assert_eq!(self.kit.world.balance(&rollup), owed);
    }

    /// The bond of a block that waits for its reveal, its tree or its settlement.
    fn holds_bond(&self, led: &Led) -> bool {
        led.waits || (!led.revealed && self.chain.phase(BlockNumber::new(led.signed.number)).is_some())
    }

    fn run(&mut self, calls: u32) {
        self.kit.world.l1_block = OPENS;
        for _ in 0..calls {
            self.kit.world.l1_block += match self.random.below(20) {
                0..=14 => 0,
                15..=18 => 1,
                _ if self.random.below(20) == 0 => 40,
                _ => 2,
            };
            self.advance();
            match self.random.below(12) {
                0..=3 => self.propose(),
                4 | 5 => self.reveal(),
                6 | 7 => self.submit(),
                8 => self.settle(),
                9 | 10 => self.claim(),
                _ => self.withdraw(),
            }
            self.advance();
            self.check();
            // Old blocks change no more.
            let old = self.head.block_number.get().saturating_sub(60);
            self.blocks.retain(|number, led| *number > old || led.waits || led.unclaimed != 0);
        }
        println!("{:?}, {} refused", self.accepted, self.refused);
        for what in ["propose", "reveal", "submitRoot", "settle", "claim", "closeClaims", "withdraw"] {
            assert!(self.accepted.get(what).is_some_and(|count| *count > 0), "{what}");
        }
        assert!(self.burned > 0);
    }
}

/// Calls in each of the two runs: `EVM_ROLLUP_CALLS`, or 2,000.
fn calls() -> u32 {
    evm::count("EVM_ROLLUP_CALLS", 2_000)
}

#[test]
fn no_wei_is_made_or_lost() {
    Model::new("one pool").run(calls());
}

#[test]
fn no_wei_is_made_or_lost_in_two_pools() {
    Model::new("two pools").run(calls());
}

#[test]
fn a_stranger_owns_nothing() {
    let mut model = Model::new("strangers");
    model.run(500);
    let before = model.balances.clone();
    for function in ["advance", "settle", "closeClaims", "exit", "returnStake"] {
        for by in 1..=KEYS {
            let number = model.head.block_number.get() - u64::from(by);
            let call = match function {
                "advance" => model.kit.send(&STRANGER, 0, function, args!()),
                "exit" | "returnStake" => {
                    let call = model.kit.send(&STRANGER, 0, function, args!(key(by).to_bytes()));
                    assert_ne!(model.kit.error(&call), "accepted");
                    call
                }
                _ => model.kit.send(&STRANGER, 0, function, args!(number)),
            };
            assert!(!matches!(call.outcome, Outcome::Halted(_)));
        }
    }
    let to = [0xdc; 20];
    model.kit.done(&STRANGER, 0, "withdraw", args!(to));
    assert_eq!((model.kit.world.balance(&to), model.kit.balance_of(&STRANGER)), (0, 0));
    for (account, balance) in before {
        assert!(model.kit.balance_of(&account) >= balance);
    }
    assert_eq!(model.kit.balance_of(&owner(1)), 0);
}
