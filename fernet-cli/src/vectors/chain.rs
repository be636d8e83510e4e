//! Cases of `vectors/election/chain.json` (SPEC `#chain`).

use fernet_core::{
    Address, BlockHash, BlockNumber, Chain, ChainError, Effects, Happening, L1Block, Opening, ParamValues, Params,
    ProposalId,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// A valid message for a block.
#[derive(Clone, Copy)]
enum Message {
    Proposal,
    Reveal,
    Tree,
}
use Message::{Proposal, Reveal, Tree};

/// A message of an L1 block, for a block; without a message only time passes.
type Row = (u64, Option<(u64, Message)>);

/// The proposal of a block's leader.
fn leader(block: u64) -> ProposalId {
    let mut id = fill(0x1d);
    id[24..].copy_from_slice(&block.to_be_bytes());
    ProposalId::from_bytes(id)
}

fn opened(Opening { block_number, l1_block, parent }: &Opening) -> Value {
    json!({ "opened": { "block_number": int(block_number), "l1_block": int(l1_block), "parent": parent.to_string() } })
}

fn does(block: u64, effects: &Effects) -> Value {
    json!({ "block_number": int(block), "effects": effects.as_slice() })
}

/// What time brings about up to an L1 block.
fn pass(chain: &mut Chain<26>, params: &Params, l1_block: L1Block) -> Result<Vec<Value>, ChainError> {
    let mut happened = Vec::new();
    while let Some(happening) = chain.advance(l1_block)? {
        match happening {
            Happening::Opened(opening) => happened.push(opened(&opening)),
            Happening::Effects(block, effects) => happened.push(does(block.get(), &effects)),
            Happening::Idle { first, count } => {
                for i in 0..count {
                    let block = first.block_number.get() + i;
                    let l1_block = L1Block::new(first.l1_block.get() + i * u64::from(params.proposal_blocks()));
                    happened.push(opened(&Opening { block_number: BlockNumber::new(block), l1_block, ..first }));
                    happened.push(json!({ "block_number": int(block), "effects": ["build-on-parent"] }));
                }
            }
        }
    }
    Ok(happened)
}

fn run(params: &Params, first: Opening, rows: &[Row]) -> Result<Value, ChainError> {
    let mut chain = Chain::<26>::new(params, first)?;
    let mut happened = Vec::new();
    for (l1_block, message) in rows {
        let l1_block = L1Block::new(*l1_block);
        let mut of_row = pass(&mut chain, params, l1_block)?;
        if let Some((block, message)) = message {
            let number = BlockNumber::new(*block);
            let effects = match message {
                Proposal => chain.propose(l1_block, number)?,
                Reveal => chain.reveal(l1_block, number, leader(*block))?,
                Tree => chain.submit_tree(l1_block, number)?,
            };
            of_row.push(does(*block, &effects));
            of_row.extend(pass(&mut chain, params, l1_block)?);
        }
        happened.push(of_row);
    }
    Ok(json!({ "happened": happened }))
}

/// A row as vectors write it.
fn row((l1_block, message): &Row) -> Value {
    let (block, event, leader) = match message {
        None => (Value::Null, "time", Value::Null),
        Some((block, Proposal)) => (int(block), "proposal", Value::Null),
        Some((block, Reveal)) => (int(block), "reveal", json!(leader(*block).to_string())),
        Some((block, Tree)) => (int(block), "tree", Value::Null),
    };
    json!({ "l1_block": int(l1_block), "block_number": block, "event": event, "leader": leader })
}

/// The rows by which `block`, which opens at `opens_at`, is proposed and revealed.
fn revealed(block: u64, opens_at: u64) -> [Row; 2] {
    [(opens_at, Some((block, Proposal))), (opens_at + 2, Some((block, Reveal)))]
}

/// Phases of 2, 3 and 10 L1 blocks. The first block is block 5 and opens at L1 block 100, so its limits are 102, 105, 115.
pub(super) fn chain() -> Value {
    let mut cases = Cases::of("#chain");
    let values = ParamValues::new(1, Address::from(fill(0xfe)));
    let lengths = ParamValues { proposal_blocks: 2, reveal_blocks: 3, proving_blocks: 10, ..values };
    let params = Params::new(lengths).expect("the values are in range");
    let mut add = |id: &str, flags: &[&str], reason: &str, first: (u64, u64), rows: &[Row]| {
        let parent = BlockHash::from_bytes(fill(0xee));
        let first = Opening { block_number: BlockNumber::new(first.0), l1_block: L1Block::new(first.1), parent };
        let input = json!({
            "proposal_blocks": int(params.proposal_blocks()), "reveal_blocks": int(params.reveal_blocks()),
            "proving_blocks": int(params.proving_blocks()), "block_number": int(first.block_number),
            "l1_block": int(first.l1_block), "parent": first.parent.to_string(),
            "events": rows.iter().map(row).collect::<Vec<_>>(),
        });
        cases.add(id, flags, reason, input, run(&params, first, rows));
    };
    let start = (5, 100);
    let time = |l1_block| (l1_block, None);
    let tree = |l1_block, block| (l1_block, Some((block, Tree)));
    let two = [revealed(5, 100), revealed(6, 105)].concat();
    let three = [&two[..], &revealed(7, 110)].concat();

    add("idle", &[], "nobody proposes: a block at each p, on the same parent", start, &[time(99 + 1), time(107)]);
    add(
        "proposed-alone",
        &[],
        "not revealed: the next block opens at r",
        start,
        &[(101, Some((5, Proposal))), time(105)],
    );
    add(
        "revealed",
        &[],
        "the next block opens at r, however early the reveal is",
        start,
        &[&revealed(5, 100)[..], &[time(104), time(105)]].concat(),
    );
    add(
        "tree-before-the-parent's",
        &["order"],
        "finality comes with the parent",
        start,
        &[&two[..], &[tree(107, 6), tree(108, 6), tree(109, 5)]].concat(),
    );
    add(
        "finality-runs-down",
        &["order"],
        "one tree makes three blocks final",
        start,
        &[&three[..], &[tree(112, 7), tree(113, 6), tree(114, 5)]].concat(),
    );
    add(
        "settled",
        &[],
        "two blocks, one after the other",
        start,
        &[&two[..], &[tree(107, 5), tree(108, 6), time(115), time(120)]].concat(),
    );
    add(
        "opened-on-a-settled-block",
        &["boundary"],
        "idle blocks between",
        start,
        &[&revealed(5, 100)[..], &[tree(103, 5), time(117)]].concat(),
    );
    add("reverted", &[], "no tree for a block", start, &[&revealed(5, 100)[..], &[time(115)]].concat());
    add(
        "descendants-voided",
        &[],
        "a proven block and one that is being revealed are lost with their ancestor",
        start,
        &[&three[..], &[tree(113, 6), time(115), time(117)]].concat(),
    );
    add(
        "parent-of-the-reverted",
        &[],
        "the next block builds on the parent of the reverted block",
        start,
        &[&two[..], &[tree(107, 5), (111, Some((7, Proposal))), time(120)]].concat(),
    );
    add(
        "limits-at-one-l1-block",
        &["tie", "boundary"],
        "block 7 has its r where block 5 reverts: it is voided, not slashed",
        start,
        &[&two[..], &[(110, Some((7, Proposal))), time(115)]].concat(),
    );
    add(
        "skip-where-an-ancestor-settles",
        &["tie", "boundary"],
        "the ancestor comes first",
        start,
        &[&revealed(5, 100)[..], &[tree(103, 5), time(115)]].concat(),
    );
    add(
        "not-open-yet",
        &["refused"],
        "the next block opens later",
        start,
        &[&revealed(5, 100)[..], &[(104, Some((6, Proposal)))]].concat(),
    );
    add("skipped-block", &["refused"], "it has ended", start, &[(102, Some((5, Proposal)))]);
    add(
        "settled-block",
        &["refused"],
        "it has ended",
        start,
        &[&revealed(5, 100)[..], &[tree(103, 5), tree(115, 5)]].concat(),
    );
    add("voided-block", &["refused"], "it has ended", start, &[&two[..], &[tree(115, 6)]].concat());
    add("wrong-phase", &["refused"], "the error of the block", start, &[tree(101, 5)]);
    add("time-runs-back", &["refused", "order"], "an earlier L1 block", start, &[time(104), time(103)]);
    add("before-the-first-opens", &["refused", "order"], "an earlier L1 block", start, &[time(99)]);
    add(
        "last-number",
        &["boundary"],
        "the largest block number is that before 2^64 - 1",
        (u64::MAX - 1, 100),
        &[time(101)],
    );
    add("no-number", &["boundary"], "no number for the block after it", (u64::MAX, 100), &[time(100)]);
    add(
        "last-deadline",
        &["boundary"],
        "a deadline at the largest L1 block",
        (5, u64::MAX - 15),
        &[time(u64::MAX - 14)],
    );
    add("no-deadline", &["boundary"], "a deadline above it", (5, u64::MAX - 14), &[time(u64::MAX - 14)]);
    cases.finish()
}
