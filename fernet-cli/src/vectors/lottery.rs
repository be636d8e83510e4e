//! `randao/`, `seed/`, `word/`.

use fernet_core::{
    Address, Beta, KeyBytes, ParamValues, Params, PinnedMix, ProverSeed, RandaoError, RandaoMix, RandaoReveal,
    RandaoRing, SequencerSeed, VrfMode, Word,
};
use serde_json::{Value, json};

use super::case::{Cases, fill, int};

/// Capacity of the ring in `pin.json`.
const CAPACITY: usize = 4;

/// A mix that Ethereum has had: `prevRandao` of mainnet block 15537394.
pub(super) const MAINNET_MIX: &str = "a86c2e601b6c44eb4848f7d23d9df3113fbcac42041c49cbed5000cb4f118777";

pub(super) fn mix() -> Value {
    let mut cases = Cases::of("#randao-mix");
    let mut add = |id: &str, reason: &str, mix: RandaoMix, reveal: RandaoReveal| {
        let output = json!({ "mix": mix.mixed_with(&reveal) });
        cases.add_valid(id, &[], reason, json!({ "mix": mix, "reveal": reveal }), output);
    };
    add("zero", "zero mix: the result is SHA-256 of the reveal", RandaoMix::ZERO, RandaoReveal::ZERO);
    add("ones", "every bit set on both sides", fill(0xff).into(), fill(0xff).into());
    let counting = std::array::from_fn(|i| u8::try_from(i).unwrap_or(0));
    add(
        "counting",
        "a reveal of 96 different bytes",
        RandaoMix::from_bytes([0x5a; 32]),
        RandaoReveal::from_bytes(counting),
    );
    cases.finish()
}

pub(super) fn pin() -> Value {
    let mut cases = Cases::of("#randao-lag");
    let mut add = |id: &str, flags: &[&str], reason: &str, entries: &[(u64, u8)], slot: u64, lag: u32| {
        let listed: Vec<Value> =
            entries.iter().map(|(s, b)| json!({ "slot": int(s), "mix": RandaoMix::from(fill(*b)) })).collect();
        let input = json!({ "capacity": int(CAPACITY), "entries": listed, "slot": int(slot), "randao_lag": int(lag) });
        let pinned = pin_from(entries, slot, lag);
        cases.add(id, flags, reason, input, pinned.map(|p| json!({ "slot": int(p.slot()), "mix": p.mix() })));
    };
    let chain = [(10, 1), (11, 2), (14, 3), (15, 4)];
    add("exact", &[], "the wanted slot has a mix", &chain, 75, 64);
    add("missed", &[], "two missed slots: the mix before them", &chain, 77, 64);
    add("newest", &["boundary"], "the wanted slot is the newest", &chain, 79, 64);
    add("oldest", &["boundary"], "the wanted slot is the oldest", &chain, 74, 64);
    add("not-yet-known", &["boundary"], "a mix for slot 16 may still come", &chain, 80, 64);
    add("not-retained", &["boundary"], "older than the oldest", &chain, 73, 64);
    add("evicted", &[], "slot 10 has left the full ring", &[(10, 1), (11, 2), (14, 3), (15, 4), (16, 5)], 74, 64);
    add("after-eviction", &[], "slot 11 is the oldest now", &[(10, 1), (11, 2), (14, 3), (15, 4), (16, 5)], 75, 64);
    add("empty", &[], "nothing is known", &[], 75, 64);
    add("before-first-slot", &["boundary"], "slot is less than the lag", &chain, 63, 64);
    add("slot-zero", &["boundary"], "slot equals the lag: slot 0 is wanted", &[(0, 9)], 64, 64);
    add("again", &["duplicate"], "the newest pair again changes nothing", &[(10, 1), (11, 2), (11, 2)], 75, 64);
    add("conflict", &["duplicate"], "the newest slot with another mix", &[(10, 1), (11, 2), (11, 3)], 75, 64);
    add("backwards", &["order"], "a slot before the newest", &[(10, 1), (11, 2), (10, 1)], 75, 64);
    add("last-slot", &["boundary"], "the largest slot", &[(u64::MAX - 64, 7)], u64::MAX, 64);
    cases.finish()
}

fn pin_from(entries: &[(u64, u8)], slot: u64, lag: u32) -> Result<PinnedMix, RandaoError> {
    let mut ring = RandaoRing::<CAPACITY>::new();
    entries.iter().try_for_each(|(slot, byte)| ring.push(*slot, fill(*byte).into()))?;
    ring.pin(1, slot, lag)
}

pub(super) fn seed() -> Value {
    let mut cases = Cases::of("#seeds");
    let mainnet: RandaoMix = serde_json::from_value(MAINNET_MIX.into()).expect("the constant is hex");
    let mut add = |id: &str, reason: &str, chain: u64, rollup: u8, block: u64, mix: RandaoMix, beta: u8, node: u64| {
        let params = Params::new(ParamValues::new(chain, Address::from(fill(rollup)))).expect("both are not zero");
        let mut ring = RandaoRing::<1>::new();
        let pinned = ring.push(0, mix).and_then(|()| ring.pin(block, 64, 64)).expect("slot 0 is there");
        let beta = Beta::from(fill(beta));
        let (sequencer, prover) = (SequencerSeed::new(&params, &pinned), ProverSeed::new(&params, &pinned, &beta));
        let input = json!({
            "chain_id": int(chain), "rollup_address": params.rollup_address(), "block_number": int(block), "mix": mix,
            "beta": beta, "node": int(node),
        });
        let output = json!({
            "sequencer_seed": sequencer, "prover_seed": prover, "alpha_sequencer": sequencer.alpha(),
            "alpha_node": prover.alpha(VrfMode::PerNode, node), "alpha_block": prover.alpha(VrfMode::PerBlock, node),
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

pub(super) fn word() -> Value {
    let mut cases = Cases::of("#word");
    let mut add = |id: &str, reason: &str, beta: u8, seed: u8, node: u64, key: u8| {
        let (beta, seed, key) = (Beta::from(fill(beta)), ProverSeed::from(fill(seed)), KeyBytes::from(fill(key)));
        let prover = |mode| int(Word::prover(mode, &seed, node, &key, &beta).get());
        let input = json!({ "beta": beta, "prover_seed": seed, "node": int(node), "key": key });
        let output = json!({
            "sequencer": int(Word::sequencer(&beta).get()), "per_node": prover(VrfMode::PerNode),
            "per_block": prover(VrfMode::PerBlock), "public": prover(VrfMode::Public),
        });
        cases.add_valid(id, &[], reason, input, output);
    };
    add("zero", "all inputs zero: four different words, by tag alone", 0, 0, 0, 0);
    add("plain", "", 1, 2, 3, 4);
    add("other-beta", "changes all but the public word", 9, 2, 3, 4);
    add("other-seed", "changes the public word only", 1, 9, 3, 4);
    add("other-node", "changes the per-block and the public word", 1, 2, 9, 4);
    add("other-key", "changes the public word only", 1, 2, 3, 9);
    add("largest", "every field at its largest", 0xff, 0xff, u64::MAX, 0xff);
    cases.finish()
}
