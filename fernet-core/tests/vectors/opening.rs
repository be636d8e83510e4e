//! `opening/`.

use super::bundle::{Filled, Submitted, proving, read_head, verify as verify_tree};
use super::{Outcome, json, name};
use fernet_core::{
    BundleCommitment, FeeBurn, MAX_OPENING_LEN, NodeData, OpenedSeat, OpeningBuilder, OpeningError, Score, SeatOpening,
    TreeDataHash,
};
use test_vectors::Object;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn tree_data(input: &Object<'_>) -> Outcome {
    let ((head, shape), per_node) = (read_head(input), input.int("proofs_per_node"));
    let (bundles, shape): (Vec<Submitted>, _) =
        (input.objects("bundles").iter().map(Submitted::read).collect(), shape?);
    let proving = proving(head, shape, per_node);
    let (_, accumulators) = verify_tree(&proving, &bundles)?;
    let node = |(bundle, sum): (&Submitted, _)| NodeData::new(&bundle.bundle(&proving).expect("a bundle"), sum);
    let nodes: Vec<NodeData> = bundles.iter().zip(&accumulators).map(node).collect();
    assert!(nodes.iter().all(|node| NodeData::from_bytes(&node.to_bytes()) == *node));
    let hash = TreeDataHash::new(shape, nodes.iter().copied()).map_err(|error| name(&error))?;
    let nodes: Vec<String> = nodes.iter().map(|node| hex(&node.to_bytes())).collect();
    Ok(json!({ "nodes": nodes, "tree_data_hash": hash.to_string() }))
}

pub(crate) fn open(input: &Object<'_>) -> Outcome {
    let (((seed, leader), shape), filled) = (read_head(input), Filled::read(&input.object("seat")));
    let (nodes, shape) = (input.arrays("nodes"), shape?);
    let fee_burn = FeeBurn::new(filled.claim.fee_burn).expect("a burn");
    let seat = OpenedSeat { key: filled.key, claim: filled.claim, score: Score::new(filled.ticket, fee_burn) };
    let open = || -> Result<(SeatOpening, BundleCommitment), OpeningError> {
        let mut builder = OpeningBuilder::new(shape, &seed, &leader, seat)?;
        let mut root = BundleCommitment::ZERO;
        for node in &nodes {
            root = builder.insert(&NodeData::from_bytes(node))?;
        }
        Ok((builder.finish()?, root))
    };
    let (opening, root) = open().map_err(|error| name(&error))?;
    let mut buffer = [0; MAX_OPENING_LEN];
    let bytes = opening.to_bytes(&mut buffer);
    assert_eq!(SeatOpening::from_bytes(bytes).as_ref(), Ok(&opening));
    Ok(json!({ "opening": hex(bytes), "root": root.to_string() }))
}

pub(crate) fn verify(input: &Object<'_>) -> Outcome {
    let ((seed, leader), shape) = read_head(input);
    let (root, bytes, shape) = (BundleCommitment::from(input.array("root")), input.bytes("opening"), shape?);
    let verify = || -> Result<(SeatOpening, u64), OpeningError> {
        let opening = SeatOpening::from_bytes(&bytes)?;
        assert_eq!(opening.to_bytes(&mut [0; MAX_OPENING_LEN]), bytes);
        let bit = opening.verify(shape, &seed, &leader, &root)?;
        Ok((opening, bit))
    };
    let (opening, bit) = verify().map_err(|error| name(&error))?;
    let OpenedSeat { key, claim, score } = opening.seat();
    assert_eq!(bit, 3 * claim.node.get() + u64::from(opening.position()));
    Ok(json!({
        "key": key.to_string(), "node": claim.node.to_string(), "fee_burn": claim.fee_burn.to_string(),
        "payout": claim.payout.to_string(), "score": score.to_string(), "claimed_bit": bit.to_string(),
    }))
}
