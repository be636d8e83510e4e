//! `shape/`.

use super::{Outcome, json, name};
use fernet_core::{NodeIndex, NodeKind, TreeShape, TxPerBase};
use test_vectors::Object;

pub(crate) fn bases(input: &Object<'_>) -> Outcome {
    let tx_per_base = TxPerBase::try_from(input.int::<u8>("tx_per_base")).expect("1 or 2");
    let shape = TreeShape::for_transactions(input.int("transactions"), tx_per_base).map_err(|error| name(&error))?;
    Ok(json!({ "bases": shape.bases().to_string(), "nodes": shape.nodes().to_string() }))
}

pub(crate) fn shape(input: &Object<'_>) -> Outcome {
    let shape = shape_of(input)?;
    let numbers = |nodes: &mut dyn Iterator<Item = NodeIndex>| nodes.map(|node| node.to_string()).collect::<Vec<_>>();
    let parents: Vec<_> =
        (0..shape.nodes()).map(|node| shape.parent(NodeIndex::new(node)).map(|node| node.to_string())).collect();
    let post_order = numbers(&mut shape.post_order());
    Ok(json!({ "root": shape.root().to_string(), "post_order": post_order, "parents": parents }))
}

pub(crate) fn node(input: &Object<'_>) -> Outcome {
    let (shape, node) = (shape_of(input), NodeIndex::new(input.int("node")));
    let shape = shape?;
    assert_eq!(shape.contains(node), shape.span(node).is_some());
    let span = shape.span(node).ok_or("ClaimError::ForeignNode")?;
    let number = |node: Option<NodeIndex>| node.map(|node| node.to_string());
    let (left, right) = shape.children(node).unzip();
    Ok(json!({
        "kind": match NodeKind::from_node(node) { NodeKind::Base => "base", NodeKind::Merge => "merge" },
        "first_base": span.start.to_string(), "end_base": span.end.to_string(),
        "left": number(left), "right": number(right), "parent": number(shape.parent(node)),
    }))
}

/// The tree over the `bases` of a case.
pub(crate) fn shape_of(input: &Object<'_>) -> Result<TreeShape, String> {
    TreeShape::new(input.int("bases")).map_err(|error| name(&error))
}
