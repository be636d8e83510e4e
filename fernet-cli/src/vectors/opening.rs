//! `opening/`.

use fernet_core::{
    BundleCommitment, FeeBurn, MAX_OPENING_LEN, NodeData, NodeIndex, OpenedSeat, OpeningBuilder, OpeningError, Score,
    SeatOpening, Ticket, TreeDataHash, TreeShape,
};
use serde_json::{Value, json};

use super::bundle::{Filled, bundle, leader, proving, seed, to_json};
use super::case::{Cases, fill, int};
use super::shape::shape_of;
use super::tree::{Submitted, grow_with, verify};
use crate::hex;

/// The data of the nodes of a valid tree, and the commitment of its root.
fn data_of(bases: u64, bundles: &[Vec<Filled>]) -> (Vec<NodeData>, BundleCommitment) {
    let proving = proving(bases, 3);
    let (tree, accumulators) = verify(&proving, bundles).expect("a valid tree");
    let node = |(seats, accumulator)| NodeData::new(&bundle(&proving, seats).expect("a bundle"), accumulator);
    let nodes = bundles.iter().map(Vec::as_slice).zip(&accumulators).map(node).collect();
    (nodes, tree.accumulator().commitment())
}

/// A tree whose bundles have one to three seats, with another burn each.
fn tree_of(bases: u64) -> Submitted {
    let root = shape_of(bases).root().get();
    let seats = |node: u64| {
        let count = if node == root { 1 } else { 1 + (node % 3) as u8 };
        (1..=count).map(|key| (key, 100 - u128::from(key))).collect::<Vec<_>>()
    };
    grow_with(&proving(bases, 3), seats, &|filled| {
        filled.claim.fee_burn = 1000 * filled.claim.node.get() as u32 + u32::from(filled.key);
    })
}

fn opened(filled: &Filled) -> OpenedSeat {
    let fee_burn = FeeBurn::new(filled.claim.fee_burn).expect("a burn of at most 1");
    OpenedSeat {
        key: fill(filled.key).into(),
        claim: filled.claim,
        score: Score::new(Ticket::new(filled.ticket), fee_burn),
    }
}

fn open(
    shape: TreeShape,
    nodes: &[NodeData],
    filled: &Filled,
) -> Result<(SeatOpening, BundleCommitment), OpeningError> {
    let mut builder = OpeningBuilder::new(shape, &seed(), &leader(), opened(filled))?;
    let mut root = BundleCommitment::ZERO;
    for node in nodes {
        root = builder.insert(node)?;
    }
    Ok((builder.finish()?, root))
}

fn bytes_of(opening: &SeatOpening) -> Vec<u8> {
    opening.to_bytes(&mut [0; MAX_OPENING_LEN]).to_vec()
}

fn hexes(nodes: &[NodeData]) -> Vec<String> {
    nodes.iter().map(|node| hex::encode(&node.to_bytes())).collect()
}

pub(super) fn tree_data() -> Value {
    let mut cases = Cases::of("#tree-data");
    for (bases, reason) in [(1, "one node"), (2, "three nodes"), (5, "a tree that is not full")] {
        let bundles = tree_of(bases);
        let (nodes, _) = data_of(bases, &bundles);
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "bases": int(bases), "proofs_per_node": int(3), "bundles": to_json(&bundles),
        });
        let hash = TreeDataHash::new(shape_of(bases), nodes.iter().copied()).expect("every node is there");
        let output = json!({ "nodes": hexes(&nodes), "tree_data_hash": hash });
        cases.add_valid(format!("bases-{bases}"), &[], reason, input, output);
    }
    cases.finish()
}

pub(super) fn opening() -> Value {
    let mut cases = Cases::of("#opening");
    let mut add = |id: &str, flags: &[&str], reason: &str, bases: u64, nodes: &[NodeData], filled: &Filled| {
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "bases": int(bases), "nodes": hexes(nodes), "seat": filled.to_json(),
        });
        let output = open(shape_of(bases), nodes, filled)
            .map(|(opening, root)| json!({ "opening": hex::encode(&bytes_of(&opening)), "root": root }));
        cases.add(id, flags, reason, input, output);
    };
    for bases in [1, 2, 5] {
        let bundles = tree_of(bases);
        let (nodes, _) = data_of(bases, &bundles);
        for filled in bundles.iter().flatten() {
            let id = format!("bases-{bases}-node-{}-key-{}", filled.claim.node, filled.key);
            add(&id, &[], "a seat of a tree", bases, &nodes, filled);
        }
    }
    let bundles = tree_of(2);
    let (nodes, _) = data_of(2, &bundles);
    let seat = bundles[1][0];
    add("other-key", &[], "a seat that is not there", 2, &nodes, &Filled { key: 9, ..seat });
    add("other-ticket", &[], "another score", 2, &nodes, &Filled { ticket: 1, ..seat });
    add("foreign", &["boundary"], "node 3 of 3", 2, &nodes, &seat.with(|claim| claim.node = NodeIndex::new(3)));
    add("nothing", &["boundary"], "no data", 2, &[], &seat);
    add("missing", &["boundary"], "the root is missing", 2, &nodes[..2], &seat);
    let twice: Vec<NodeData> = nodes.iter().chain(nodes.last()).copied().collect();
    add("surplus", &["boundary"], "a node too many", 2, &twice, &seat);
    let with_seats = |change: fn(&mut NodeData)| {
        let mut changed = nodes.clone();
        change(&mut changed[0]);
        changed
    };
    let no_seat = with_seats(|node| node.seats = [[0; 32].into(); 3]);
    add("no-seat", &["boundary"], "a node without a seat", 2, &no_seat, &seat);
    let gap = with_seats(|node| node.seats[2] = fill(7).into());
    add("gap", &["boundary"], "an empty seat before another", 2, &gap, &seat);
    add("gap-before-missing", &["order"], "an empty seat before another, and no root", 2, &gap[..2], &seat);
    cases.finish()
}

/// Name, offset and width of each field of an opening, as far as its first two levels.
const FIELDS: &[(&str, usize, usize)] = &[
    ("key", 0, 32),
    ("statement", 40, 32),
    ("proof-digest", 72, 32),
    ("claimed-left", 104, 32),
    ("claimed-right", 136, 32),
    ("fee-burn", 168, 4),
    ("payout", 172, 20),
    ("rebate-payee", 192, 20),
    ("score", 212, 32),
    ("other-1", 245, 32),
    ("other-2", 277, 32),
    ("left", 309, 32),
    ("right", 341, 32),
    ("total", 373, 32),
    ("filled", 405, 8),
    ("kept-base", 413, 8),
    ("kept-merge", 421, 8),
    ("level-1-digest", 429, 32),
    ("level-1-sibling", 461, 32),
    ("level-1-total", 493, 32),
    ("level-1-filled", 525, 8),
    ("level-1-kept-base", 533, 8),
    ("level-1-kept-merge", 541, 8),
    ("level-2-digest", 549, 32),
    ("level-2-sibling", 581, 32),
    ("level-2-total", 613, 32),
    ("level-2-filled", 645, 8),
    ("level-2-kept-base", 653, 8),
    ("level-2-kept-merge", 661, 8),
];

pub(super) fn verified() -> Value {
    let mut cases = Cases::of("#opening");
    let mut add = |id: &str, flags: &[&str], reason: &str, bases: u64, root: BundleCommitment, bytes: &[u8]| {
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "bases": int(bases), "root": root, "opening": hex::encode(bytes),
        });
        let verify = || -> Result<Value, OpeningError> {
            let opening = SeatOpening::from_bytes(bytes)?;
            let bit = opening.verify(shape_of(bases), &seed(), &leader(), &root)?;
            let OpenedSeat { key, claim, score } = opening.seat();
            Ok(json!({
                "key": key, "node": int(claim.node), "fee_burn": int(claim.fee_burn), "payout": claim.payout,
                "score": int(score), "claimed_bit": int(bit),
            }))
        };
        cases.add(id, flags, reason, input, verify());
    };
    for bases in [1, 2, 5] {
        let bundles = tree_of(bases);
        let (nodes, root) = data_of(bases, &bundles);
        for filled in bundles.iter().flatten() {
            let (opening, _) = open(shape_of(bases), &nodes, filled).expect("the seat is there");
            let id = format!("bases-{bases}-node-{}-key-{}", filled.claim.node, filled.key);
            add(&id, &[], "a seat of a tree", bases, root, &bytes_of(&opening));
        }
    }
    // Node 2 of 4 bases has three seats: the second of them, at depth 2.
    let bundles = tree_of(4);
    let (nodes, root) = data_of(4, &bundles);
    let second = bundles.iter().flatten().filter(|filled| filled.claim.node.get() == 2).nth(1).expect("three seats");
    let (opening, _) = open(shape_of(4), &nodes, second).expect("the seat is there");
    let good = bytes_of(&opening);
    for (name, offset, width) in FIELDS {
        let mut bytes = good.clone();
        bytes[offset + width - 1] ^= 1;
        add(&format!("other-{name}"), &[], "one bit of the field differs", 4, root, &bytes);
        let mut bytes = good.clone();
        bytes[*offset] ^= 0x80;
        add(&format!("other-{name}-high"), &["boundary"], "the highest bit of the field differs", 4, root, &bytes);
    }
    let with = |offset: usize, field: &[u8]| {
        let mut bytes = good.clone();
        bytes[offset..offset + field.len()].copy_from_slice(field);
        bytes
    };
    let node = |node: u64| with(32, &node.to_be_bytes());
    add("other-node", &[], "another node at the same depth", 4, root, &node(0));
    add("other-depth", &[], "a node at another depth", 4, root, &node(1));
    add("foreign", &["boundary"], "node 7 of 7", 4, root, &node(7));
    add("foreign-largest", &["boundary"], "the largest number", 4, root, &node(u64::MAX));
    add("fewer-bases", &[], "a tree in which the node has another depth", 2, root, &good);
    add("more-bases", &[], "a tree in which the node has another depth", 5, root, &good);
    add("other-position", &[], "the first seat", 4, root, &with(244, &[0]));
    add("last-position", &[], "the third seat", 4, root, &with(244, &[2]));
    add("position-above", &["boundary"], "a fourth seat", 4, root, &with(244, &[3]));
    add("position-largest", &["boundary"], "the largest number", 4, root, &with(244, &[255]));
    add("position-of-two", &["boundary"], "the second of one seat", 4, root, &with(245, &[0; 64]));
    let third = |mut bytes: Vec<u8>| {
        bytes[244] = 2;
        bytes
    };
    add("position-of-three", &["boundary"], "the third of two seats", 4, root, &third(with(277, &[0; 32])));
    add("empty-seat", &["boundary"], "the third seat without the second", 4, root, &with(245, &[0; 32]));
    add("other-root", &[], "another commitment", 4, fill(9).into(), &good);
    add("zero-root", &["boundary"], "no commitment", 4, BundleCommitment::ZERO, &good);
    let siblings = [&good[..461], &good[581..613], &good[493..581], &good[461..493], &good[613..]].concat();
    add("siblings-swapped", &["order"], "the siblings of two levels change places", 4, root, &siblings);
    for len in [0, 428, 430, 548, 550, good.len() - 1] {
        let bytes = &good[..len];
        add(&format!("length-{len}"), &["boundary"], "a part of the bytes", 4, root, bytes);
    }
    add("surplus", &["boundary"], "a byte too many", 4, root, &[&good[..], &[0_u8][..]].concat());
    add("one-level-less", &["boundary"], "the last level is missing", 4, root, &good[..549]);
    add("one-level-more", &["boundary"], "a level too many", 4, root, &[&good[..], &good[549..]].concat());
    let path = |levels: usize| [&good[..429], &good[429..549].repeat(levels)[..]].concat();
    add("most-levels", &["boundary"], "32 levels", 4, root, &path(32));
    add("too-many-levels", &["boundary"], "33 levels", 4, root, &path(33));
    let mut broken = path(32);
    broken[32..40].copy_from_slice(&7_u64.to_be_bytes());
    add("node-before-levels", &["order"], "a foreign node and too many levels", 4, root, &broken);
    let mut broken = path(3);
    broken[245..277].fill(0);
    broken[244] = 9;
    add("levels-before-seats", &["order"], "too many levels, an empty seat, no such position", 4, root, &broken);
    let mut broken = with(245, &[0; 32]);
    broken[244] = 9;
    add("seats-before-position", &["order"], "an empty seat, and no such position", 4, root, &broken);
    add("position-before-root", &["order"], "no such position, another root", 4, fill(9).into(), &with(244, &[9]));
    cases.finish()
}
