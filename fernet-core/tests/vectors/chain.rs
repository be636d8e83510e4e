//! The chain of blocks.

use fernet_core::{
    Address, BlockHash, BlockNumber, Chain, ChainError, Effects, Happening, L1Block, Opening, ProposalId,
};
use serde_json::Value;
use test_vectors::{Object, Outcome, json, name};

use super::election::effect_name;
use super::params;

pub(crate) fn chain(input: &Object<'_>) -> Outcome {
    let params = params(1, Address::from_bytes([0xfe; 20]), |values| {
        values.proposal_blocks = input.int("proposal_blocks");
        values.reveal_blocks = input.int("reveal_blocks");
        values.proving_blocks = input.int("proving_blocks");
    });
    let first = Opening {
        block_number: BlockNumber::new(input.int("block_number")),
        l1_block: L1Block::new(input.int("l1_block")),
        parent: BlockHash::from_bytes(input.array("parent")),
    };
    let mut chain = Chain::<8>::new(&params, first).map_err(|error| name(&error))?;
    let proposal_blocks = u64::from(params.proposal_blocks());
    let mut happened = Vec::new();
    for event in input.objects("events") {
        let of_event = apply(&mut chain, proposal_blocks, &event).map_err(|error| name(&error))?;
        happened.push(of_event);
    }
    Ok(json!({ "happened": happened }))
}

fn apply(chain: &mut Chain<8>, proposal_blocks: u64, event: &Object<'_>) -> Result<Vec<Value>, ChainError> {
    let at = L1Block::new(event.int("l1_block"));
    let number: Option<u64> = event.maybe_int("block_number");
    let leader = event.maybe_bytes("leader").map(|id| id.try_into().expect("32 bytes"));
    let kind = event.text("event");
    let mut happened = advance(chain, proposal_blocks, at)?;
    let block = BlockNumber::new(number.unwrap_or_default());
    let effects = match kind {
        "time" => return Ok(happened),
        "proposal" => chain.propose(at, block)?,
        "reveal" => chain.reveal(at, block, ProposalId::from_bytes(leader.expect("a reveal has a leader")))?,
        "tree" => chain.submit_tree(at, block)?,
        other => panic!("{event}: unknown event {other}"),
    };
    happened.push(does(block, &effects));
    happened.extend(advance(chain, proposal_blocks, at)?);
    Ok(happened)
}

fn advance(chain: &mut Chain<8>, proposal_blocks: u64, at: L1Block) -> Result<Vec<Value>, ChainError> {
    let mut happened = Vec::new();
    while let Some(happening) = chain.advance(at)? {
        match happening {
            Happening::Opened(opening) => happened.push(opened(opening)),
            Happening::Effects(block, effects) => happened.push(does(block, &effects)),
            Happening::Idle { first, count } => happened.extend((0..count).flat_map(|i| {
                let block_number = BlockNumber::new(first.block_number.get() + i);
                let l1_block = L1Block::new(first.l1_block.get() + i * proposal_blocks);
                let skipped = json!({ "block_number": block_number.to_string(), "effects": ["build-on-parent"] });
                [opened(Opening { block_number, l1_block, ..first }), skipped]
            })),
        }
    }
    Ok(happened)
}

fn opened(Opening { block_number, l1_block, parent }: Opening) -> Value {
    let (block_number, l1_block) = (block_number.to_string(), l1_block.to_string());
    json!({ "opened": { "block_number": block_number, "l1_block": l1_block, "parent": parent.to_string() } })
}

fn does(block: BlockNumber, effects: &Effects) -> Value {
    let effects: Vec<_> = effects.into_iter().map(|effect| effect_name(*effect)).collect();
    json!({ "block_number": block.to_string(), "effects": effects })
}
