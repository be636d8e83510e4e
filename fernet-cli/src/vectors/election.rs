//! `election/`.

use fernet_core::{
    Address, Beta, BlockHash, BlockNumber, BlockPhase, Election, Event, L1Block, PPM, ParamValues, Params, PhaseError,
    PinnedMix, Proposal, RandaoMix, RankedProposal, Registration, Reveal, Role, TxHash,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};
use crate::failure::Failure;

const BLOCK_NUMBER: BlockNumber = BlockNumber::new(7);
const TIP: u8 = 0x77;
/// L1 block of the pinned mix; the snapshot is that after L1 block 999.
const MIX_BLOCK: L1Block = L1Block::new(1001);

fn params(fee_split_cap: u32, bond_base: u128) -> Params {
    let values = ParamValues::new(1, Address::from(fill(0xfe)));
    Params::new(ParamValues { fee_split_cap, bond_base, ..values }).expect("the values are in range")
}

pub(super) fn tx_order() -> Value {
    let mut cases = Cases::of("#tx-order");
    let mut add = |id: &str, reason: &str, salt: u8, fees: u128, transactions: &[u8]| {
        let transactions: Vec<TxHash> = transactions.iter().map(|byte| fill(*byte).into()).collect();
        let reveal = Reveal::new(fill(salt).into(), fees, &transactions);
        let input = json!({ "salt": reveal.salt, "fees": int(fees), "transactions": transactions });
        let output = json!({ "tx_root": reveal.tx_root, "tx_order_hash": reveal.tx_order_hash() });
        cases.add_valid(id, &[], reason, input, output);
    };
    add("empty", "no transaction", 1, 0, &[]);
    add("one", "", 1, 1000, &[2]);
    add("two", "", 1, 1000, &[2, 3]);
    add("swapped", "the order counts", 1, 1000, &[3, 2]);
    add("salted", "the salt counts: the same root", 9, 1000, &[2, 3]);
    add("fees", "the fees count: the same root", 1, 1001, &[2, 3]);
    add("fees-largest", "any u128 can be hashed", 1, u128::MAX, &[2, 3]);
    cases.finish()
}

fn proposal_input(params: &Params, block_number: BlockNumber, proposal: &Proposal) -> Value {
    json!({
        "chain_id": int(params.chain_id()), "rollup_address": params.rollup_address(), "block_number": int(block_number),
        "parent": proposal.parent, "fee_split": int(proposal.fee_split), "tx_order_hash": proposal.tx_order_hash,
        "payout": proposal.payout, "bond": int(proposal.bond),
    })
}

fn plain_proposal() -> Proposal {
    Proposal {
        parent: fill(TIP).into(),
        fee_split: 800_000,
        tx_order_hash: fill(0x33).into(),
        payout: fill(0x44).into(),
        bond: 0,
    }
}

pub(super) fn proposal() -> Value {
    let mut cases = Cases::of("#proposal");
    let params = params(PPM, 0);
    let mut add = |id: &str, reason: &str, block_number: BlockNumber, proposal: Proposal| {
        let output = json!({
            "commitment": proposal.commitment(&params, block_number), "proposal_id": proposal.id(&params, block_number),
        });
        cases.add_valid(id, &[], reason, proposal_input(&params, block_number, &proposal), output);
    };
    let plain = plain_proposal();
    add("plain", "", BLOCK_NUMBER, plain);
    add("next-block", "another block number", BlockNumber::new(8), plain);
    add("parent", "another parent", BLOCK_NUMBER, Proposal { parent: fill(0x78).into(), ..plain });
    add("split", "another split", BLOCK_NUMBER, Proposal { fee_split: 800_001, ..plain });
    add("order", "another order of transactions", BLOCK_NUMBER, Proposal { tx_order_hash: fill(0x34).into(), ..plain });
    add("payout", "another payee: the same commitment", BLOCK_NUMBER, Proposal { payout: fill(0x45).into(), ..plain });
    add("bond", "another bond: the same commitment", BLOCK_NUMBER, Proposal { bond: 1, ..plain });
    add(
        "largest",
        "every field at its largest",
        BlockNumber::new(u64::MAX),
        Proposal {
            parent: fill(0xff).into(),
            fee_split: u32::MAX,
            tx_order_hash: fill(0xff).into(),
            payout: fill(0xff).into(),
            bond: u128::MAX,
        },
    );
    cases.finish()
}

/// A proposal of `election.json` with its registration and the output of its proof.
#[derive(Clone, Copy)]
struct Submission {
    registration: Registration,
    beta: Beta,
    proposal: Proposal,
}

impl Submission {
    fn new(key: u8) -> Self {
        let registration = Registration {
            key: fill(key).into(),
            role: Role::Sequencer,
            entry_l1_block: L1Block::new(0),
            exit_l1_block: None,
        };
        Self { registration, beta: fill(key).into(), proposal: plain_proposal() }
    }

    fn to_json(self) -> Value {
        let Self { registration, beta, proposal } = self;
        json!({
            "key": registration.key, "role": registration.role, "entry_l1_block": int(registration.entry_l1_block),
            "exit_l1_block": registration.exit_l1_block.map(int), "beta": beta, "parent": proposal.parent,
            "fee_split": int(proposal.fee_split), "tx_order_hash": proposal.tx_order_hash, "payout": proposal.payout,
            "bond": int(proposal.bond),
        })
    }
}

/// The pinned mix of `election.json`.
fn pinned() -> PinnedMix {
    PinnedMix::new(BLOCK_NUMBER, MIX_BLOCK, RandaoMix::ZERO).expect("late enough")
}

/// Cap and bond base of elections without bonds.
const AT_MOST_ONE: (u32, u128) = (PPM, 0);
/// Cap and bond base of elections with bonds.
const UP_TO_SIX: (u32, u128) = (6 * PPM, 1);

pub(super) fn election() -> Value {
    let mut cases = Cases::of("#leader");
    let mut add = |id: &str,
                   flags: &[&str],
                   reason: &str,
                   (cap, bond_base): (u32, u128),
                   submissions: &[Submission]| {
        let params = params(cap, bond_base);
        let tip = BlockHash::from(fill(TIP));
        let mut election = Election::<8>::new(params, pinned(), tip);
        let mut refused = Vec::new();
        for (index, Submission { registration, beta, proposal }) in submissions.iter().enumerate() {
            let checked = election.check(registration, proposal);
            if let Err(error) = checked.and_then(|checked| election.insert(checked.rank(beta))) {
                refused.push(json!({ "index": int(index), "error": Failure::name_of(&error) }));
            }
        }
        let position = |ranked: &RankedProposal| {
            let found = submissions.iter().position(|submission| {
                let id = submission.proposal.id(&params, BLOCK_NUMBER);
                (submission.registration.key, id) == (ranked.scored_key().key(), ranked.id())
            });
            found.map(int)
        };
        let ranking: Vec<Option<Value>> = election.ranking().iter().map(position).collect();
        let input = json!({
            "chain_id": int(params.chain_id()), "rollup_address": params.rollup_address(), "block_number": int(BLOCK_NUMBER),
            "activation_delay": int(params.activation_delay()), "fee_split_cap": int(cap), "bond_base": int(bond_base),
            "tip": tip, "mix_l1_block": int(MIX_BLOCK),
            "proposals": submissions.iter().map(|submission| submission.to_json()).collect::<Vec<_>>(),
        });
        cases.add_valid(id, flags, reason, input, json!({ "ranking": ranking, "refused": refused }));
    };
    let change = |key: u8, with: fn(&mut Submission)| {
        let mut submission = Submission::new(key);
        with(&mut submission);
        submission
    };
    let [one, two, three] = [1, 2, 3].map(Submission::new);
    add("none", &["boundary"], "nobody proposes", AT_MOST_ONE, &[]);
    add("three", &[], "by score", AT_MOST_ONE, &[one, two, three]);
    add("three-reversed", &["order"], "the same whatever the order of arrival", AT_MOST_ONE, &[three, two, one]);
    add(
        "split-decides",
        &[],
        "a higher split beats a higher ticket",
        AT_MOST_ONE,
        &[one, two, change(3, |s| s.proposal.fee_split = 0)],
    );
    add(
        "dead-parent",
        &["refused"],
        "a proposal on another parent takes no part",
        AT_MOST_ONE,
        &[one, change(2, |s| s.proposal.parent = fill(0x78).into())],
    );
    add(
        "wrong-role",
        &["refused"],
        "provers do not propose",
        AT_MOST_ONE,
        &[
            change(1, |s| s.registration.role = Role::Prover),
            change(2, |s| s.registration.role = Role::BaseProver),
            change(3, |s| s.registration.role = Role::MergeProver),
        ],
    );
    add(
        "activation",
        &["refused", "boundary"],
        "active at the snapshot, and one L1 block too late",
        AT_MOST_ONE,
        &[
            change(1, |s| s.registration.entry_l1_block = L1Block::new(999 - 64)),
            change(2, |s| s.registration.entry_l1_block = L1Block::new(999 - 63)),
            change(3, |s| s.registration.entry_l1_block = L1Block::new(u64::MAX)),
        ],
    );
    add(
        "exit",
        &["refused", "boundary"],
        "gone at the snapshot, and one L1 block later",
        AT_MOST_ONE,
        &[
            change(1, |s| s.registration.exit_l1_block = Some(L1Block::new(999))),
            change(2, |s| s.registration.exit_l1_block = Some(L1Block::new(1000))),
        ],
    );
    add(
        "cap",
        &["refused", "boundary"],
        "a split at the cap, and above it",
        AT_MOST_ONE,
        &[change(1, |s| s.proposal.fee_split = PPM), change(2, |s| s.proposal.fee_split = PPM + 1)],
    );
    add(
        "bond",
        &["refused"],
        "above 1 only with a bond, and a bond only above 1",
        UP_TO_SIX,
        &[
            change(1, |s| (s.proposal.fee_split, s.proposal.bond) = (6 * PPM, 5)),
            change(2, |s| s.proposal.fee_split = PPM + 1),
            change(3, |s| s.proposal.bond = 1),
            change(4, |s| (s.proposal.fee_split, s.proposal.bond) = (2 * PPM, 1 << 96)),
        ],
    );
    let bid = |key: u8, fee_split: u32, bond: u128| {
        let mut submission = Submission::new(key);
        (submission.proposal.fee_split, submission.proposal.bond) = (fee_split, bond);
        submission
    };
    add(
        "bond-minimum",
        &["refused", "boundary"],
        "ceil(7 * 0.5) = 4 wei, and less",
        (2 * PPM, 7),
        &[
            bid(1, 1_500_000, 4),
            bid(2, 1_500_000, 3),
            bid(3, 1_500_000, 0),
            bid(4, 2 * PPM, 7),
            bid(5, 2 * PPM, 6),
            bid(6, PPM + 1, 1),
            bid(7, 2 * PPM + 1, 9),
        ],
    );
    let largest = 4_293_967_295_000_000_000_000;
    add(
        "largest-split",
        &["refused", "boundary"],
        "a split of 4294.967295 is not backed by 1 wei",
        (u32::MAX, 1_000_000_000_000_000_000),
        &[one, bid(2, u32::MAX, 1), bid(3, u32::MAX, largest - 1), bid(4, u32::MAX, largest)],
    );
    add("payout-zero", &["refused"], "nobody to pay", AT_MOST_ONE, &[change(1, |s| s.proposal.payout = Address::ZERO)]);
    add(
        "equivocation",
        &["duplicate"],
        "two proposals of one key: both stand, the better counts",
        AT_MOST_ONE,
        &[change(1, |s| s.proposal.fee_split = 1), one, two],
    );
    add("same-again", &["duplicate"], "the same proposal twice is one", AT_MOST_ONE, &[one, two, one]);
    add(
        "shared-beta",
        &["tie"],
        "equal tickets: the smaller key",
        AT_MOST_ONE,
        &[change(9, |s| s.beta = fill(1).into()), change(8, |s| s.beta = fill(1).into())],
    );
    add(
        "first-reason",
        &["refused"],
        "the first reason is named",
        AT_MOST_ONE,
        &[change(1, |s| {
            s.proposal.parent = BlockHash::ZERO;
            s.registration.role = Role::Prover;
            s.proposal.payout = Address::ZERO;
        })],
    );
    type Fault = fn(&mut Submission);
    let faults: [Fault; 7] = [
        |s| s.proposal.parent = BlockHash::ZERO,
        |s| s.registration.role = Role::Prover,
        |s| s.registration.entry_l1_block = L1Block::new(u64::MAX),
        |s| s.registration.exit_l1_block = Some(L1Block::new(0)),
        |s| s.proposal.fee_split = PPM + 1,
        |s| s.proposal.payout = Address::ZERO,
        |s| s.proposal.bond = 1 << 96,
    ];
    let from = |key: u8, first: usize| {
        let mut submission = Submission::new(key);
        faults[first..].iter().for_each(|fault| fault(&mut submission));
        submission
    };
    let all: Vec<Submission> = (1_u8..).zip(0..7).map(|(key, first)| from(key, first)).collect();
    add("first-of-many", &["refused", "order"], "this and all later checks fail", AT_MOST_ONE, &all);
    add(
        "bond-limits",
        &["refused", "boundary"],
        "the largest bond, and one wei more",
        UP_TO_SIX,
        &[
            change(1, |s| (s.proposal.fee_split, s.proposal.bond) = (PPM + 1, (1 << 96) - 1)),
            change(2, |s| (s.proposal.fee_split, s.proposal.bond) = (PPM + 1, 1 << 96)),
            change(3, |s| (s.proposal.fee_split, s.proposal.bond) = (PPM, 1 << 96)),
            change(4, |s| (s.proposal.fee_split, s.proposal.bond) = (PPM, 0)),
        ],
    );
    let nine: Vec<Submission> = (1..=9).map(Submission::new).collect();
    add("nine", &[], "the best eight of nine", AT_MOST_ONE, &nine);
    cases.finish()
}

pub(super) fn phase() -> Value {
    let mut cases = Cases::of("#phase-table");
    let params = params(PPM, 0);
    let mut add = |id: &str, flags: &[&str], reason: &str, opens_at: u64, events: &[(u64, Event)]| {
        let run = || -> Result<Value, PhaseError> {
            let mut block = BlockPhase::open(&params, L1Block::new(opens_at))?;
            let (mut phases, mut effects) = (Vec::new(), Vec::new());
            for (l1_block, event) in events {
                let (next, does) = block.step(L1Block::new(*l1_block), *event)?;
                block = next;
                phases.push(json!(block.phase()));
                effects.push(json!(does.as_slice()));
            }
            Ok(json!({ "phases": phases, "effects": effects }))
        };
        let listed: Vec<Value> =
            events.iter().map(|(l1_block, event)| json!({ "l1_block": int(l1_block), "event": event })).collect();
        let input = json!({
            "opens_at": int(opens_at), "proposal_blocks": int(params.proposal_blocks()),
            "reveal_blocks": int(params.reveal_blocks()), "proving_blocks": int(params.proving_blocks()), "events": listed,
        });
        cases.add(id, flags, reason, input, run());
    };
    use Event::{AncestorReverted, ParentFinal, Proposal, Reveal, Time, Tree};
    // Phases end at 103, 108 and 158.
    add(
        "settled",
        &[],
        "the good way",
        100,
        &[
            (100, ParentFinal),
            (100, Proposal),
            (102, Proposal),
            (103, Time),
            (104, Reveal),
            (120, Tree),
            (130, Tree),
            (157, Tree),
            (158, Time),
            (159, Time),
        ],
    );
    add(
        "parent-final-later",
        &["order"],
        "a proven block waits for its parent",
        100,
        &[(100, Proposal), (104, Reveal), (120, Tree), (121, Tree), (130, ParentFinal), (140, Tree), (158, Time)],
    );
    add(
        "parent-final-while-proving",
        &["order"],
        "the first tree makes the block final",
        100,
        &[(100, Proposal), (104, Reveal), (119, ParentFinal), (120, Tree)],
    );
    add(
        "proven-past-its-deadline",
        &["boundary"],
        "a proven block whose parent is not final has no limit",
        100,
        &[(100, Proposal), (104, Reveal), (157, Tree), (158, Time), (200, ParentFinal), (200, Time)],
    );
    for (id, events) in [
        ("voided-while-proposing", &[(102, AncestorReverted)][..]),
        ("voided-while-revealing", &[(100, Proposal), (107, AncestorReverted), (500, Time)]),
        ("voided-while-proving", &[(100, Proposal), (104, Reveal), (157, AncestorReverted)]),
        ("voided-when-proven", &[(100, Proposal), (104, Reveal), (120, Tree), (121, AncestorReverted)]),
    ] {
        add(id, &[], "an ancestor is reverted", 100, events);
    }
    let final_block = [(100, ParentFinal), (100, Proposal), (104, Reveal), (120, Tree)];
    for (id, reason, event) in [
        ("final-and-ancestor-reverted", "a final block has no ancestor that can revert", AncestorReverted),
        ("parent-final-twice", "the parent becomes final once", ParentFinal),
    ] {
        add(id, &["refused", "order"], reason, 100, &[&final_block[..], &[(121, event)]].concat());
    }
    add(
        "parent-final-and-ancestor-reverted",
        &["refused", "order"],
        "an ancestor of a final parent cannot revert",
        100,
        &[(100, ParentFinal), (101, AncestorReverted)],
    );
    add(
        "tree-of-a-voided-block",
        &["refused"],
        "the end takes time only",
        100,
        &[(100, Proposal), (104, Reveal), (120, AncestorReverted), (121, Tree)],
    );
    add("no-proposal", &[], "nobody proposes", 100, &[(102, Time), (103, Time)]);
    add("no-reveal", &[], "the leader does not reveal", 100, &[(100, Proposal), (107, Time), (108, Time)]);
    add("no-tree", &[], "no proof by the deadline", 100, &[(100, Proposal), (105, Reveal), (158, Time)]);
    add("one-leap", &[], "one event passes two limits", 100, &[(100, Proposal), (500, Time)]);
    add("reveal-carries-time", &[], "a reveal opens its own phase first", 100, &[(100, Proposal), (103, Reveal)]);
    add("late-proposal", &["boundary"], "at the end of the phase", 100, &[(100, Proposal), (103, Proposal)]);
    add("early-reveal", &["boundary"], "before the phase", 100, &[(100, Proposal), (102, Reveal)]);
    add("late-reveal", &["boundary"], "at the end of the phase", 100, &[(100, Proposal), (108, Reveal)]);
    add("second-reveal", &["duplicate"], "one reveal is taken", 100, &[(100, Proposal), (104, Reveal), (105, Reveal)]);
    add("early-tree", &["order"], "before the reveal", 100, &[(100, Proposal), (104, Tree)]);
    add(
        "late-tree",
        &["boundary"],
        "at the deadline, though one was in time",
        100,
        &[(100, Proposal), (104, Reveal), (120, Tree), (158, Tree)],
    );
    add(
        "first-tree-late",
        &["boundary"],
        "at the deadline, the first",
        100,
        &[(100, Proposal), (104, Reveal), (158, Tree)],
    );
    add("time-runs-back", &["order"], "an earlier L1 block", 100, &[(102, Time), (101, Time)]);
    add("before-opening", &["order"], "before the block opened", 100, &[(99, Time)]);
    add("after-the-end", &[], "the end takes time only", 100, &[(103, Time), (104, Proposal)]);
    add("overflow", &["boundary"], "no room for the deadline", u64::MAX - 57, &[]);
    add("last", &["boundary"], "a deadline at the largest L1 block", u64::MAX - 58, &[(u64::MAX, Time)]);
    cases.finish()
}
