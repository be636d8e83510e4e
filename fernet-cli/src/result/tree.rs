//! What `fernet block --json --all` adds: every valid claim by its node, and the bundles of every valid tree.

use std::collections::BTreeMap;

use fernet_core::{Address, KeyBytes, NodeIndex, Seat, TreeShape, TreeVerifier};
use serde::Serialize;

use crate::decimal;
use crate::failure::Failure;
use crate::refusal::{Item, refused};
use crate::run::{Run, Submission};

/// A node of the proof tree with its valid claims, in any tree or not.
#[derive(Debug, Serialize)]
pub(super) struct Node {
    #[serde(with = "decimal")]
    node: NodeIndex,
    /// The children of a merge.
    #[serde(with = "decimal::optional")]
    left: Option<NodeIndex>,
    #[serde(with = "decimal::optional")]
    right: Option<NodeIndex>,
    /// Best score first.
    claims: Vec<RankedClaim>,
}

/// A valid claim with its score.
#[derive(Debug, Serialize)]
struct RankedClaim {
    item: String,
    key: KeyBytes,
    #[serde(with = "decimal")]
    ticket: u128,
    #[serde(with = "decimal")]
    fee_burn: u32,
    score: String,
    payout: Address,
}

/// The bundles of a valid tree, in post-order.
#[derive(Debug, Serialize)]
pub(super) struct Bundles {
    item: String,
    bundles: Vec<OneBundle>,
}

#[derive(Debug, Serialize)]
struct OneBundle {
    #[serde(with = "decimal")]
    node: NodeIndex,
    /// The claims of its seats, primary first.
    claims: Vec<String>,
    /// Valid claims for the node that have no seat, best score first.
    left_out: Vec<String>,
    /// Total score of this bundle and all bundles below it.
    total: String,
}

/// The nodes in post-order, none before a valid reveal; and the bundles of each valid tree, in the order of the file.
pub(super) fn nodes_and_trees(run: &Run) -> Result<(Vec<Node>, Vec<Bundles>), Failure> {
    let ranked = ranked(run);
    let nodes = run.shape.map(|shape| shape.post_order().map(|node| Node::new(shape, node, &ranked)).collect());
    let trees = run.submissions.iter().map(|submission| Bundles::new(run, submission, &ranked));
    Ok((nodes.unwrap_or_default(), trees.collect::<Result<_, _>>()?))
}

/// Valid claims by node, best score first; of several with one score the first in the file.
type Ranked<'r> = BTreeMap<NodeIndex, Vec<(usize, &'r Seat)>>;

fn ranked(run: &Run) -> Ranked<'_> {
    let mut ranked = Ranked::new();
    for (position, seat) in &run.seats {
        ranked.entry(seat.claim().node).or_default().push((*position, seat));
    }
    ranked.values_mut().for_each(|claims| claims.sort_by_key(|(_, seat)| *seat.scored_key()));
    ranked
}

impl Node {
    fn new(shape: TreeShape, node: NodeIndex, ranked: &Ranked<'_>) -> Self {
        let children = shape.children(node);
        Self {
            node,
            left: children.map(|(left, _)| left),
            right: children.map(|(_, right)| right),
            claims: ranked.get(&node).into_iter().flatten().copied().map(RankedClaim::from).collect(),
        }
    }
}

impl From<(usize, &Seat)> for RankedClaim {
    fn from((position, seat): (usize, &Seat)) -> Self {
        let scored = seat.scored_key();
        Self {
            item: Item::Claim(position).to_string(),
            key: scored.key(),
            ticket: scored.ticket().get(),
            fee_burn: seat.fee_burn().ppm(),
            score: scored.score().to_string(),
            payout: seat.claim().payout,
        }
    }
}

impl Bundles {
    fn new(run: &Run, submission: &Submission, ranked: &Ranked<'_>) -> Result<Self, Failure> {
        let proving = run.proving().ok_or_else(|| Failure::Invalid("the block was not revealed".to_owned()))?;
        let mut verifier = TreeVerifier::new(&proving);
        let mut bundles = Vec::with_capacity(submission.bundles.len());
        for (bundle, seats) in &submission.bundles {
            let node = bundle.node();
            let total = verifier.insert(bundle).map_err(refused)?.total().to_string();
            let claims = ranked.get(&node).into_iter().flatten().map(|(position, _)| *position);
            let left_out = claims.filter(|position| !seats.contains(position)).map(item).collect();
            bundles.push(OneBundle { node, claims: seats.iter().copied().map(item).collect(), left_out, total });
        }
        Ok(Self { item: Item::Tree(submission.position).to_string(), bundles })
    }
}

fn item(position: usize) -> String {
    Item::Claim(position).to_string()
}
