//! `bundle/accumulate.json` and `bundle/insert.json`: a bundle or an offer on the bundles below it.

use std::error::Error;

use fernet_core::{Accumulator, BundleBuilder, NodeIndex};
use serde_json::{Value, json};

use super::bundle::{Filled, bundle, leader, proving, seed, sums_of, to_json};
use super::case::{Cases, fill, int};

/// Bundles of bases: those of nodes 0 and 2, another one of node 0, and those of nodes 4 and 6.
fn below() -> Vec<Vec<Filled>> {
    let base = Filled::base;
    vec![
        vec![base(0, 1, 10), base(0, 2, 9)],
        vec![base(2, 3, 8)],
        vec![base(0, 1, 10)],
        vec![base(4, 4, 7)],
        vec![base(6, 5, 6)],
    ]
}

fn sums() -> Vec<Accumulator> {
    let proving = proving(4, 3);
    let sum = |seats: Vec<Filled>| bundle(&proving, &seats).expect("a bundle").accumulate(None).expect("of a base");
    below().into_iter().map(sum).collect()
}

/// Positions in [`below`] of the left and the right child that are given.
type Given = Option<(usize, usize)>;

fn given(sums: &[Accumulator], children: Given) -> Option<(&Accumulator, &Accumulator)> {
    children.map(|(left, right)| (&sums[left], &sums[right]))
}

fn input(children: Given) -> Value {
    json!({
        "prover_seed": seed(), "proposal_id": leader(), "bases": int(4), "proofs_per_node": int(3), "below": to_json(&below()),
        "children": children.map(|(left, right)| json!({ "left": int(left), "right": int(right) })),
    })
}

/// A seat of the merge at node 1 that names these bundles of [`below`].
fn over(key: u8, (left, right): (usize, usize)) -> Filled {
    let sums = sums();
    Filled::merge(1, key, 5, [sums[left].commitment(), sums[right].commitment()])
}

pub(super) fn accumulate() -> Value {
    let mut cases = Cases::of("#accumulator");
    let sums = sums();
    let mut add = |id: &str, flags: &[&str], reason: &str, seats: &[Filled], children: Given| {
        let run = || -> Result<Value, Box<dyn Error>> {
            let sum = bundle(&proving(4, 3), seats)?.accumulate(given(&sums, children))?;
            Ok(sums_of(&sum))
        };
        let mut input = input(children);
        input["bundle"] = to_json(&[seats.to_vec()])[0].clone();
        cases.add(id, flags, reason, input, run());
    };
    add("base", &[], "nothing is below a base", &[Filled::base(0, 1, 10)], None);
    add("merge", &[], "the two child bundles", &[over(6, (0, 1))], Some((0, 1)));
    let other = over(7, (2, 4));
    add("other-seat", &[], "what the second seat names is not looked at", &[over(6, (0, 1)), other], Some((0, 1)));
    add("base-with-children", &[], "a base was given children", &[Filled::base(0, 1, 10)], Some((0, 1)));
    add("no-children", &[], "a merge was given none", &[over(6, (0, 1))], None);
    add("left-elsewhere", &[], "the bundle that the claim names is of node 4", &[over(6, (3, 1))], Some((3, 1)));
    add("right-elsewhere", &[], "the bundle that the claim names is of node 6", &[over(6, (0, 4))], Some((0, 4)));
    add("left-differs", &[], "another bundle of node 0", &[over(6, (0, 1))], Some((2, 1)));
    add("right-differs", &[], "the claim names the bundle of node 6", &[over(6, (0, 4))], Some((0, 1)));
    add(
        "swapped",
        &["order"],
        "left for right: the nodes are checked before the names",
        &[over(6, (0, 1))],
        Some((1, 0)),
    );
    add("wrong-node-first", &["order"], "left has another name, right another node", &[over(6, (0, 1))], Some((2, 4)));
    add("left-first", &["order"], "both have other names", &[over(6, (2, 4))], Some((0, 1)));
    cases.finish()
}

pub(super) fn insert() -> Value {
    let mut cases = Cases::of("#best-bundle");
    let sums = sums();
    let mut add = |id: &str, flags: &[&str], reason: &str, offer: Filled, children: Given| {
        let run = || -> Result<Value, Box<dyn Error>> {
            let proving = proving(4, 3);
            let mut builder = BundleBuilder::new(proving, NodeIndex::new(1), fill(0x57).into());
            builder.insert(&offer.seat(&proving)?, given(&sums, children))?;
            Ok(json!({}))
        };
        let mut input = input(children);
        (input["node"], input["statement"]) = (int(1), over(1, (0, 1)).to_json()["statement"].clone());
        input["seat"] = offer.to_json();
        cases.add(id, flags, reason, input, run());
    };
    let statement = |offer: Filled| offer.with(|claim| claim.statement = fill(0x58).into());
    add("merge", &[], "of node 1 and its statement, on its child bundles", over(6, (0, 1)), Some((0, 1)));
    add("other-node", &[], "of a base", Filled::base(0, 6, 5), None);
    add("other-statement", &[], "of another statement", statement(over(6, (0, 1))), Some((0, 1)));
    add("no-children", &[], "without its child bundles", over(6, (0, 1)), None);
    add("left-elsewhere", &[], "the bundle that it names is of node 4", over(6, (3, 1)), Some((3, 1)));
    add("left-differs", &[], "on another bundle of node 0", over(6, (0, 1)), Some((2, 1)));
    add("right-differs", &[], "it names the bundle of node 6", over(6, (0, 4)), Some((0, 1)));
    add("node-first", &["order"], "of another node and statement", statement(Filled::base(0, 6, 5)), None);
    add("node-before-children", &["order"], "of a base, with children", Filled::base(0, 6, 5), Some((0, 1)));
    add("statement-first", &["order"], "another statement, and no children", statement(over(6, (0, 1))), None);
    cases.finish()
}
