//! `params/`, and the snapshot of `election/`.

use super::{Outcome, json, name, params as changed};
use fernet_core::{
    BlockNumber, L1Block, ParamValues, Params, ParamsError, PinnedMix, RandaoMix, SequencerSuite, Snapshot, TxPerBase,
    VrfMode, randao,
};
use test_vectors::Object;

pub(crate) fn params(input: &Object<'_>) -> Outcome {
    let defaults = ParamValues::new(input.int("chain_id"), input.array("rollup_address").into());
    let (tx_per_base, vrf_mode): (u8, &str) = (input.int("tx_per_base"), input.text("vrf_mode"));
    let sequencer_suite = input.text("sequencer_suite");
    let values = ParamValues {
        proofs_per_node: input.int("proofs_per_node"),
        root_seats: input.maybe_int("root_seats"),
        fee_split_cap: input.int("fee_split_cap"),
        randao_lag: input.int("randao_lag"),
        activation_delay: input.int("activation_delay"),
        proposal_blocks: input.int("proposal_blocks"),
        reveal_blocks: input.int("reveal_blocks"),
        proving_blocks: input.int("proving_blocks"),
        bond_base: input.int("bond_base"),
        reveal_slash_amount: input.int("reveal_slash_amount"),
        proof_slash_amount: input.int("proof_slash_amount"),
        block_reward: input.int("block_reward"),
        rebate_cap: input.int("rebate_cap"),
        base_share: input.maybe_int("base_share"),
        rebate_gas: input.int("rebate_gas"),
        claim_blocks: input.int("claim_blocks"),
        attesters: input.int("attesters"),
        quorum: input.int("quorum"),
        attest_blocks: input.int("attest_blocks"),
        ..defaults
    };
    let read = || -> Result<Params, ParamsError> {
        let tx_per_base = TxPerBase::try_from(tx_per_base)?;
        let vrf_mode: VrfMode = vrf_mode.parse()?;
        let sequencer_suite: SequencerSuite = sequencer_suite.parse()?;
        Params::new(ParamValues { tx_per_base, vrf_mode, sequencer_suite, ..values })
    };
    let warnings = |params: Params| params.warnings().map(|warning| format!("{warning:?}")).collect::<Vec<_>>();
    read().map(|params| json!({ "warnings": warnings(params) })).map_err(|error| name(&error))
}

pub(crate) fn snapshot(input: &Object<'_>) -> Outcome {
    let params = changed(1, [0xfe; 20].into(), |values| values.randao_lag = input.int("randao_lag"));
    let pinned = randao::mix_block(L1Block::new(input.int("opens_at")), params.randao_lag())
        .and_then(|l1_block| PinnedMix::new(BlockNumber::new(1), l1_block, RandaoMix::ZERO))
        .map_err(|error| name(&error))?;
    let snapshot = Snapshot::new(&params, &pinned).l1_block();
    Ok(json!({ "mix_l1_block": pinned.l1_block().to_string(), "snapshot_l1_block": snapshot.to_string() }))
}
