//! The closed forms of the tree against its recursive definition (RFC 6962, section 2.1).

use std::collections::BTreeMap;

use fernet_core::{NodeIndex, NodeKind, ShapeError, TreeShape, TxPerBase};
use proptest::prelude::*;

/// A node as the definition gives it.
#[derive(Debug, PartialEq)]
struct Defined {
    span: std::ops::Range<u64>,
    children: Option<(u64, u64)>,
}

/// Builds the tree over `lo..hi` by the definition, filling `nodes` and the post-order.
fn define(lo: u64, hi: u64, nodes: &mut BTreeMap<u64, Defined>, post_order: &mut Vec<u64>) -> u64 {
    let (number, children) = if hi - lo == 1 {
        (2 * lo, None)
    } else {
        let mut split = 1;
        while split * 2 < hi - lo {
            split *= 2;
        }
        let k = lo + split;
        let children = (define(lo, k, nodes, post_order), define(k, hi, nodes, post_order));
        (2 * k - 1, Some(children))
    };
    assert!(nodes.insert(number, Defined { span: lo..hi, children }).is_none(), "a number is used twice");
    post_order.push(number);
    number
}

#[test]
fn every_small_tree_is_as_defined() {
    for bases in 1..=260 {
        let (mut nodes, mut post_order) = (BTreeMap::new(), Vec::new());
        let root = define(0, bases, &mut nodes, &mut post_order);
        let shape = TreeShape::new(bases).unwrap();
        assert_eq!((shape.root().get(), shape.nodes()), (root, 2 * bases - 1));
        assert_eq!(nodes.keys().copied().collect::<Vec<_>>(), (0..shape.nodes()).collect::<Vec<_>>());
        assert_eq!(shape.post_order().map(NodeIndex::get).collect::<Vec<_>>(), post_order);
        for (i, node) in post_order.iter().enumerate().filter(|_| bases <= 33 || bases == 260) {
            assert_eq!(shape.post_order_cmp(NodeIndex::new(*node), NodeIndex::new(shape.nodes())), None);
            assert_eq!(shape.post_order_cmp(NodeIndex::new(shape.nodes()), NodeIndex::new(*node)), None);
            for (j, other) in post_order.iter().enumerate() {
                assert_eq!(
                    shape.post_order_cmp(NodeIndex::new(*node), NodeIndex::new(*other)),
                    Some(i.cmp(&j)),
                    "{node} and {other} of {bases}"
                );
            }
        }
        let mut deepest = 0;
        for (node, defined) in &nodes {
            assert_eq!(shape.span(NodeIndex::new(*node)).as_ref(), Some(&defined.span));
            let numbers = |(left, right): (NodeIndex, NodeIndex)| (left.get(), right.get());
            assert_eq!(shape.children(NodeIndex::new(*node)).map(numbers), defined.children);
            assert_eq!(NodeKind::from_node(NodeIndex::new(*node)) == NodeKind::Base, defined.children.is_none());
            if let Some((left, right)) = defined.children {
                assert_eq!(
                    (shape.parent(NodeIndex::new(left)), shape.parent(NodeIndex::new(right))),
                    (Some(NodeIndex::new(*node)), Some(NodeIndex::new(*node)))
                );
            }
            deepest = deepest.max(shape.depth_of(NodeIndex::new(*node)).unwrap());
        }
        assert_eq!(shape.parent(NodeIndex::new(root)), None);
        assert_eq!(shape.depth(), deepest);
    }
}

#[test]
fn limits() {
    assert_eq!(TreeShape::new(0), Err(ShapeError::NoBases));
    assert_eq!(TreeShape::new((1 << 32) + 1), Err(ShapeError::TooManyBases));
    assert_eq!(TreeShape::for_transactions(u64::MAX, TxPerBase::Two), Err(ShapeError::TooManyBases));
    let largest = TreeShape::new(1 << 32).unwrap();
    assert_eq!((largest.nodes(), largest.depth(), largest.root().get()), ((1 << 33) - 1, 32, (1 << 32) - 1));
}

proptest! {
    #[test]
    fn navigation_agrees_with_itself_in_any_tree(bases in 1..=1_u64 << 32, node: u64) {
        let shape = TreeShape::new(bases).unwrap();
        for foreign in [shape.nodes(), node.max(shape.nodes())] {
            prop_assert!(!shape.contains(NodeIndex::new(foreign)));
            prop_assert_eq!((shape.span(NodeIndex::new(foreign)), shape.children(NodeIndex::new(foreign)), shape.parent(NodeIndex::new(foreign))), (None, None, None));
        }
        let node = NodeIndex::new(node % shape.nodes());
        let span = shape.span(node).unwrap();
        prop_assert!(span.start < span.end && span.end <= bases);
        if let Some((left, right)) = shape.children(node) {
            let (left_span, right_span) = (shape.span(left).unwrap(), shape.span(right).unwrap());
            prop_assert_eq!((left_span.start, left_span.end, right_span.end), (span.start, right_span.start, span.end));
            prop_assert!((left_span.end - left_span.start).is_power_of_two());
            prop_assert_eq!((shape.parent(left), shape.parent(right)), (Some(node), Some(node)));
        }
        match shape.parent(node) {
            None => prop_assert_eq!(node, shape.root()),
            Some(parent) => {
                let (left, right) = shape.children(parent).unwrap();
                prop_assert!(left == node || right == node);
            }
        }
        prop_assert!(shape.depth_of(node).unwrap() <= shape.depth());
    }

    #[test]
    fn numbers_stay_as_the_tree_grows(bases in 1..=1_u64 << 20, base: u64) {
        let (small, large) = (TreeShape::new(bases).unwrap(), TreeShape::new(bases + 1).unwrap());
        let base = base % bases;
        prop_assert_eq!(small.span(NodeIndex::new(2 * base)), large.span(NodeIndex::new(2 * base)));
    }
}
