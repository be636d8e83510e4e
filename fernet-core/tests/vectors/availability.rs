//! `availability/`.

use super::{Outcome, json, name, params};
use fernet_core::{
    Availability, Beta, BlockNumber, DataDigest, DataRoot, KeyBytes, L1Block, PinnedMix, Probability, ProvingContext,
    RandaoMix, Registration, Reveal, Salt, Snapshot, Ticket, TreeShape,
};
use test_vectors::Object;

pub(crate) fn data(input: &Object<'_>) -> Outcome {
    let digests: Vec<DataDigest> = input.arrays("digests").into_iter().map(DataDigest::from_bytes).collect();
    let data_root = Some(DataRoot::from_bytes(input.array("data_root")));
    let reveal = Reveal { count: input.int("count"), data_root, ..Reveal::new(Salt::ZERO, 0, &[]) };
    reveal.check_data(&digests).map_err(|error| name(&error))?;
    Ok(json!({ "data_root": DataRoot::new(&digests).to_string() }))
}

fn read(input: &Object<'_>, quorum: u16) -> Availability {
    let params = params(1, [0xfe; 20].into(), |values| {
        values.attesters = input.int("attesters");
        (values.quorum, values.attest_blocks) = (quorum, 1);
    });
    let pinned = PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::ZERO).expect("late enough");
    let (seed, proposal_id) = (input.array("prover_seed").into(), input.array("proposal_id").into());
    let (shape, snapshot) = (TreeShape::new(1).expect("a base"), Snapshot::new(&params, &pinned));
    let proving = ProvingContext::new(params, seed, proposal_id, shape, snapshot);
    let data_root = input.array("revealed_root").into();
    Availability::new(&proving, data_root, input.int("provers")).expect("there are attesters")
}

pub(crate) fn attestation(input: &Object<'_>) -> Outcome {
    let (availability, beta) = (read(input, 1), Beta::from_bytes(input.array("beta")));
    let registration = Registration {
        key: KeyBytes::from_bytes([2; 32]),
        role: input.text("role").parse().expect("a role"),
        entry_l1_block: L1Block::new(input.int("entry_l1_block")),
        exit_l1_block: None,
    };
    let checked = availability.check(&registration, &input.array("data_root").into()).map_err(|error| name(&error))?;
    let attestation = checked.attestation(&beta).map_err(|error| name(&error))?;
    Ok(json!({
        "alpha": checked.alpha().to_string(), "attestation_id": attestation.id().to_string(),
        "ticket": Ticket::attester(&beta).to_string(),
    }))
}

pub(crate) fn certificate(input: &Object<'_>) -> Outcome {
    let availability = read(input, input.int("quorum"));
    let keys: Vec<KeyBytes> = input.arrays("keys").into_iter().map(KeyBytes::from_bytes).collect();
    let id = availability.check_certificate(&input.array("data_root").into(), keys.into_iter());
    let id = id.map_err(|error| name(&error))?;
    Ok(json!({ "needed": availability.needed().to_string(), "certificate_id": id.to_string() }))
}

pub(crate) fn odds(input: &Object<'_>) -> Outcome {
    let (attesters, provers) = (input.int("attesters"), input.int("provers"));
    let odds = Probability::of_quorum(attesters, provers, input.int("keys"), input.int("needed"));
    Ok(json!({ "probability": odds.expect("no more keys than provers").get().to_string() }))
}
