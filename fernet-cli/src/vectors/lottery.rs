//! `seed/`, `ticket/`.

use fernet_core::{
    Address, Beta, BlockNumber, KeyBytes, L1Block, NodeIndex, ParamValues, Params, PinnedMix, ProverSeed, RandaoMix,
    SequencerSeed, Ticket, VrfMode,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// A mix that Ethereum has had: `prevRandao` of mainnet block 15537394.
pub(super) const MAINNET_MIX: &str = "a86c2e601b6c44eb4848f7d23d9df3113fbcac42041c49cbed5000cb4f118777";

pub(super) fn seed() -> Value {
    let mut cases = Cases::of("#seeds");
    let mainnet: RandaoMix = serde_json::from_value(MAINNET_MIX.into()).expect("the constant is hex");
    let mut add = |id: &str, reason: &str, chain: u64, rollup: u8, block: u64, mix: RandaoMix, beta: u8, node: u64| {
        let params = Params::new(ParamValues::new(chain, Address::from(fill(rollup)))).expect("both are not zero");
        let pinned = PinnedMix::new(BlockNumber::new(block), L1Block::new(2), mix).expect("late enough");
        let beta = Beta::from(fill(beta));
        let (sequencer, prover) = (SequencerSeed::new(&params, &pinned), ProverSeed::new(&params, &pinned, &beta));
        let input = json!({
            "chain_id": int(chain), "rollup_address": params.rollup_address(), "block_number": int(block), "mix": mix,
            "beta": beta, "node": int(node),
        });
        let output = json!({
            "sequencer_seed": sequencer, "prover_seed": prover, "alpha_sequencer": sequencer.alpha(),
            "alpha_node": prover.alpha(VrfMode::PerNode, NodeIndex::new(node)), "alpha_block": prover.alpha(VrfMode::PerBlock, NodeIndex::new(node)),
        });
        cases.add_valid(id, &[], reason, input, output);
    };
    add("mainnet", "a mix of mainnet", 1, 0xfe, 1, mainnet, 0x42, 0);
    add("next-block", "another block number", 1, 0xfe, 2, mainnet, 0x42, 0);
    add("other-chain", "another chain", 2, 0xfe, 1, mainnet, 0x42, 0);
    add("other-rollup", "another rollup", 1, 0xef, 1, mainnet, 0x42, 0);
    add("other-leader", "another output of the leader", 1, 0xfe, 1, mainnet, 0x43, 0);
    add("other-node", "another node", 1, 0xfe, 1, mainnet, 0x42, 1);
    add("largest", "every field at its largest", u64::MAX, 0xff, u64::MAX, fill(0xff).into(), 0xff, u64::MAX);
    cases.finish()
}

pub(super) fn ticket() -> Value {
    let mut cases = Cases::of("#ticket");
    let mut add = |id: &str, reason: &str, beta: u8, seed: u8, node: u64, key: u8| {
        let (beta, seed, key) = (Beta::from(fill(beta)), ProverSeed::from(fill(seed)), KeyBytes::from(fill(key)));
        let prover = |mode| int(Ticket::prover(mode, &seed, NodeIndex::new(node), &key, &beta).get());
        let input = json!({ "beta": beta, "prover_seed": seed, "node": int(node), "key": key });
        let output = json!({
            "sequencer": int(Ticket::sequencer(&beta).get()), "per_node": prover(VrfMode::PerNode),
            "per_block": prover(VrfMode::PerBlock), "public": prover(VrfMode::Public),
        });
        cases.add_valid(id, &[], reason, input, output);
    };
    add("zero", "all inputs zero: four different tickets, by tag alone", 0, 0, 0, 0);
    add("plain", "", 1, 2, 3, 4);
    add("other-beta", "changes all but the public ticket", 9, 2, 3, 4);
    add("other-seed", "changes the public ticket only", 1, 9, 3, 4);
    add("other-node", "changes the per-block and the public ticket", 1, 2, 9, 4);
    add("other-key", "changes the public ticket only", 1, 2, 3, 9);
    add("largest", "every field at its largest", 0xff, 0xff, u64::MAX, 0xff);
    cases.finish()
}
