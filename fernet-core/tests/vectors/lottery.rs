//! `randao/`, `seed/`, `ticket/`.

use super::{Outcome, json, name, params};
use fernet_core::{
    Beta, BlockNumber, KeyBytes, L1Block, NodeIndex, PinnedMix, ProverSeed, RandaoError, RandaoMix, RandaoReveal,
    RandaoRing, SequencerSeed, Ticket, VrfMode,
};
use test_vectors::Object;

/// Calls a function for a ring of the `capacity` of a case.
macro_rules! with_capacity {
    ($input:expr, $function:ident($($argument:expr),*)) => {
        match $input.int("capacity") {
            1_u64 => $function::<1>($($argument),*),
            2 => $function::<2>($($argument),*),
            3 => $function::<3>($($argument),*),
            4 => $function::<4>($($argument),*),
            8 => $function::<8>($($argument),*),
            other => panic!("{}: no ring of capacity {other} here", $input),
        }
    };
}

pub(crate) fn mix(input: &Object<'_>) -> Outcome {
    let (mix, reveal) = (RandaoMix::from(input.array("mix")), RandaoReveal::from(input.array("reveal")));
    Ok(json!({ "mix": mix.mix_in(&reveal).to_string() }))
}

pub(crate) fn pin(input: &Object<'_>) -> Outcome {
    let entries: Vec<(u64, RandaoMix)> =
        input.objects("entries").iter().map(|entry| (entry.int("l1_block"), entry.array("mix").into())).collect();
    let (opens, lag) = (input.int("opens_at"), input.int("randao_lag"));
    let pinned = with_capacity!(input, pin_from(&entries, opens, lag)).map_err(|error| name(&error))?;
    Ok(json!({ "l1_block": pinned.l1_block().to_string(), "mix": pinned.mix().to_string() }))
}

fn pin_from<const N: usize>(entries: &[(u64, RandaoMix)], opens: u64, lag: u32) -> Result<PinnedMix, RandaoError> {
    let mut ring = RandaoRing::<N>::new();
    entries.iter().try_for_each(|(number, mix)| ring.insert(L1Block::new(*number), *mix))?;
    ring.pin(BlockNumber::new(1), L1Block::new(opens), lag)
}

/// What happens to a ring.
enum Step {
    Insert(u64, RandaoMix),
    Truncate(u64),
}

pub(crate) fn ring(input: &Object<'_>) -> Outcome {
    let read = |step: &Object<'_>| match step.has("insert") {
        true => Step::Insert(step.int("insert"), step.array("mix").into()),
        false => Step::Truncate(step.int("truncate")),
    };
    let steps: Vec<Step> = input.objects("steps").iter().map(read).collect();
    let entries = with_capacity!(input, ring_after(&steps)).map_err(|error| name(&error))?;
    let entry = |(number, mix): &(u64, RandaoMix)| json!({ "l1_block": number.to_string(), "mix": mix.to_string() });
    Ok(json!({ "entries": entries.iter().map(entry).collect::<Vec<_>>() }))
}

/// The entries of a ring after all steps, oldest first.
fn ring_after<const N: usize>(steps: &[Step]) -> Result<Vec<(u64, RandaoMix)>, RandaoError> {
    let mut ring = RandaoRing::<N>::new();
    for step in steps {
        match step {
            Step::Insert(number, mix) => ring.insert(L1Block::new(*number), *mix)?,
            Step::Truncate(number) => ring.truncate(L1Block::new(*number)),
        }
    }
    Ok(ring.as_slice().iter().map(|entry| (entry.l1_block.get(), entry.mix)).collect())
}

pub(crate) fn seed(input: &Object<'_>) -> Outcome {
    let params = params(input.int("chain_id"), input.array("rollup_address").into(), |_| {});
    let block_number = BlockNumber::new(input.int("block_number"));
    let pinned = PinnedMix::new(block_number, L1Block::new(2), input.array("mix").into()).expect("not too early");
    let node = NodeIndex::new(input.int("node"));
    let sequencer = SequencerSeed::new(&params, &pinned);
    let prover = ProverSeed::new(&params, &pinned, &input.array("beta").into());
    assert_eq!(prover.alpha(VrfMode::Public, node), prover.alpha(VrfMode::PerBlock, node));
    Ok(json!({
        "sequencer_seed": sequencer.to_string(), "prover_seed": prover.to_string(),
        "alpha_sequencer": sequencer.alpha().to_string(),
        "alpha_node": prover.alpha(VrfMode::PerNode, node).to_string(),
        "alpha_block": prover.alpha(VrfMode::PerBlock, node).to_string(),
    }))
}

pub(crate) fn ticket(input: &Object<'_>) -> Outcome {
    let beta = Beta::from(input.array("beta"));
    let seed = ProverSeed::from(input.array("prover_seed"));
    let key = KeyBytes::from(input.array("key"));
    let node = NodeIndex::new(input.int("node"));
    let prover = |mode| Ticket::prover(mode, &seed, node, &key, &beta).get().to_string();
    Ok(json!({
        "sequencer": Ticket::sequencer(&beta).get().to_string(), "per_node": prover(VrfMode::PerNode),
        "per_block": prover(VrfMode::PerBlock), "public": prover(VrfMode::Public),
    }))
}
