//! `shape/`.

use fernet_core::{ClaimError, NodeIndex, NodeKind, TreeShape, TxPerBase};
use serde_json::{Value, json};

use super::case::{Cases, int};

pub(super) fn bases() -> Value {
    let mut cases = Cases::of("#bases");
    let mut add = |id: &str, flags: &[&str], reason: &str, transactions: u64, mode: u8| {
        let tx_per_base = if mode == 1 { TxPerBase::One } else { TxPerBase::Two };
        let shape = TreeShape::for_transactions(transactions, tx_per_base);
        let input = json!({ "transactions": int(transactions), "tx_per_base": int(mode) });
        cases.add(id, flags, reason, input, shape.map(|s| json!({ "bases": int(s.bases()), "nodes": int(s.nodes()) })));
    };
    add("proposal-32", &["golden"], "the proposal's first example: 31 nodes", 32, 2);
    add("proposal-4", &["golden"], "the proposal's second example: 3 nodes", 4, 2);
    add("none", &["boundary"], "no transaction takes a base all the same", 0, 2);
    add("none-one", &["boundary"], "in the other mode too", 0, 1);
    add("one", &[], "", 1, 2);
    add("odd", &[], "the last base has one transaction", 7, 2);
    add("one-each", &[], "one transaction a base", 7, 1);
    add("largest", &["boundary"], "2^32 bases", 1 << 33, 2);
    add("too-many", &["boundary"], "one transaction more", (1 << 33) + 1, 2);
    add("too-many-one", &["boundary"], "in the other mode", (1 << 32) + 1, 1);
    add("u64", &["boundary"], "the largest count", u64::MAX, 2);
    cases.finish()
}

pub(super) fn shape() -> Value {
    let mut cases = Cases::of("#shape");
    for bases in [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 21] {
        let shape = shape_of(bases);
        let parents: Vec<Option<Value>> =
            (0..shape.nodes()).map(|node| shape.parent(NodeIndex::new(node)).map(int)).collect();
        let post_order: Vec<Value> = shape.post_order().map(int).collect();
        let output = json!({ "root": int(shape.root()), "post_order": post_order, "parents": parents });
        cases.add_valid(format!("bases-{bases}"), &[], "", json!({ "bases": int(bases) }), output);
    }
    for (id, reason, bases) in [("none", "no base", 0), ("too-many", "2^32 + 1 bases", (1 << 32) + 1)] {
        let result = TreeShape::new(bases).map(|_| Value::Null);
        cases.add(id, &["boundary"], reason, json!({ "bases": int(bases) }), result);
    }
    cases.finish()
}

pub(super) fn node() -> Value {
    let mut cases = Cases::of("#node-number");
    let mut add = |id: &str, flags: &[&str], reason: &str, bases: u64, node: u64| {
        let shape = shape_of(bases);
        let result = shape.span(NodeIndex::new(node)).map(|span| {
            let (left, right) = shape.children(NodeIndex::new(node)).map_or((None, None), |(left, right)| (Some(left), Some(right)));
            json!({
                "kind": match NodeKind::from_node(NodeIndex::new(node)) { NodeKind::Base => "base", NodeKind::Merge => "merge" },
                "first_base": int(span.start), "end_base": int(span.end),
                "left": left.map(int), "right": right.map(int), "parent": shape.parent(NodeIndex::new(node)).map(int),
            })
        });
        let input = json!({ "bases": int(bases), "node": int(node) });
        cases.add(id, flags, reason, input, result.ok_or(ClaimError::ForeignNode));
    };
    add("only", &["boundary"], "the root is a base", 1, 0);
    add("root-16", &[], "", 16, 15);
    add("root-1000", &[], "split at 512", 1000, 1023);
    add("last-base-1000", &[], "a base on the right edge", 1000, 1998);
    add("right-edge-1000", &[], "a subtree that is not full", 1000, 1919);
    add("inner-1000", &[], "", 1000, 775);
    add("foreign", &["boundary"], "the first node that is not there", 1000, 1999);
    add("largest-root", &["boundary"], "2^32 bases", 1 << 32, (1 << 32) - 1);
    add("largest-last", &["boundary"], "the last node", 1 << 32, (1 << 33) - 2);
    add("largest-foreign", &["boundary"], "the node behind it", 1 << 32, (1 << 33) - 1);
    add("ragged-root", &[], "2^32 - 1 bases", (1 << 32) - 1, (1 << 32) - 1);
    add("ragged-edge", &[], "the right child of that root", (1 << 32) - 1, (1 << 32) + (1 << 31) - 1);
    add("u64", &["boundary"], "the largest number", 16, u64::MAX);
    cases.finish()
}

pub(super) fn shape_of(bases: u64) -> TreeShape {
    TreeShape::new(bases).expect("the number of bases is in range")
}
