//! `bundle/`.

use super::shape::shape_of;
use super::{Outcome, json, name, params};
use fernet_core::{
    Accumulator, BestTree, BlockNumber, Bundle, BundleBuilder, Claim, KeyBytes, L1Block, NodeIndex, PinnedMix,
    ProposalId, ProverSeed, ProvingContext, RandaoMix, Registration, Role, Seat, Snapshot, Ticket, Tree, TreeShape,
    TreeVerifier,
};
use serde_json::Value;
use test_vectors::Object;

/// A seat of a case: a claim with its key and ticket.
pub(crate) struct Filled {
    pub(crate) key: KeyBytes,
    pub(crate) ticket: Ticket,
    pub(crate) claim: Claim,
}

impl Filled {
    pub(crate) fn read(object: &Object<'_>) -> Self {
        let claim = Claim {
            node: NodeIndex::new(object.int("node")),
            statement: object.array("statement").into(),
            proof_digest: object.array("proof_digest").into(),
            left: object.array("left").into(),
            right: object.array("right").into(),
            fee_burn: object.int("fee_burn"),
            payout: object.array("payout").into(),
            rebate_payee: object.array("rebate_payee").into(),
        };
        Self { key: object.array("key").into(), ticket: Ticket::new(object.int("ticket")), claim }
    }

    fn seat(&self, proving: &ProvingContext) -> Result<Seat, String> {
        let registration =
            Registration { key: self.key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
        let checked = proving.check(&registration, &self.claim).map_err(|error| name(&error))?;
        Ok(checked.seat_with_ticket(self.ticket))
    }
}

/// A submitted bundle: its node and its seats, primary first.
pub(crate) struct Submitted(NodeIndex, Vec<Filled>);

impl Submitted {
    pub(crate) fn read(object: &Object<'_>) -> Self {
        Self(NodeIndex::new(object.int("node")), object.objects("seats").iter().map(Filled::read).collect())
    }

    fn seats(&self, proving: &ProvingContext) -> Result<Vec<Seat>, String> {
        self.1.iter().map(|seat| seat.seat(proving)).collect()
    }

    pub(crate) fn bundle(&self, proving: &ProvingContext) -> Result<Bundle, String> {
        let bundle = Bundle::new(proving, &self.seats(proving)?).map_err(|error| name(&error))?;
        if bundle.node() == self.0 { Ok(bundle) } else { Err("BundleError::MixedNodes".into()) }
    }
}

/// The seed and the leader's proposal, and the shape that a case states.
pub(crate) fn read_head(input: &Object<'_>) -> ((ProverSeed, ProposalId), Result<TreeShape, String>) {
    ((input.array("prover_seed").into(), input.array("proposal_id").into()), shape_of(input))
}

pub(crate) fn proving(
    (seed, proposal_id): (ProverSeed, ProposalId),
    shape: TreeShape,
    proofs_per_node: u8,
) -> ProvingContext {
    let params = params(1, [0xfe; 20].into(), |values| {
        values.proofs_per_node = proofs_per_node;
        values.root_seats = Some(1);
    });
    let pinned = PinnedMix::new(BlockNumber::new(1), L1Block::new(1000), RandaoMix::ZERO).expect("late enough");
    ProvingContext::new(params, seed, proposal_id, shape, Snapshot::new(&params, &pinned))
}

pub(crate) fn claim(input: &Object<'_>) -> Outcome {
    let ((block, shape), filled) = (read_head(input), Filled::read(&input.object("seat")));
    let proving = proving(block, shape?, 3);
    let seat = filled.seat(&proving)?;
    assert_eq!(seat.claim_id(), filled.claim.id(&block.0, &block.1));
    Ok(json!({
        "claim_id": seat.claim_id().to_string(), "score": seat.scored_key().score().to_string(),
        "seat_id": seat.id().to_string(),
    }))
}

/// Verifies a submitted tree; the accumulators come in its order.
pub(crate) fn verify(proving: &ProvingContext, bundles: &[Submitted]) -> Result<(Tree, Vec<Accumulator>), String> {
    // The claims of all bundles come first (SPEC `#tree-errors`).
    bundles.iter().try_for_each(|submitted| submitted.seats(proving).map(|_| ()))?;
    let mut verifier = TreeVerifier::new(proving);
    let mut push = |submitted: &Submitted| verifier.insert(&submitted.bundle(proving)?).map_err(|error| name(&error));
    let accumulators = bundles.iter().map(&mut push).collect::<Result<_, _>>()?;
    Ok((verifier.finish().map_err(|error| name(&error))?, accumulators))
}

fn sums_of(accumulator: &Accumulator) -> Value {
    let sums = accumulator.sums();
    assert_eq!((accumulator.total(), accumulator.filled()), (sums.total, sums.filled));
    json!({
        "total": sums.total.to_string(), "filled": sums.filled.to_string(), "kept_base": sums.kept_base.to_string(),
        "kept_merge": sums.kept_merge.to_string(), "commitment": accumulator.commitment().to_string(),
    })
}

pub(crate) fn tree(input: &Object<'_>) -> Outcome {
    let ((block, shape), per_node) = (read_head(input), input.int("proofs_per_node"));
    let bundles: Vec<Submitted> = input.objects("bundles").iter().map(Submitted::read).collect();
    let (tree, accumulators) = verify(&proving(block, shape?, per_node), &bundles)?;
    let listed = accumulators.iter().map(|accumulator| {
        let mut sum = sums_of(accumulator);
        sum["node"] = accumulator.node().to_string().into();
        sum
    });
    let mut output = sums_of(tree.accumulator());
    output["accumulators"] = listed.collect();
    Ok(output)
}

/// The proving of a case, and the accumulators of the child bundles that it gives.
fn on_children(input: &Object<'_>) -> (ProvingContext, Option<(Accumulator, Accumulator)>) {
    let ((block, shape), per_node) = (read_head(input), input.int("proofs_per_node"));
    let proving = proving(block, shape.expect("a shape"), per_node);
    let sum = |bundle: &Object<'_>| {
        Submitted::read(bundle).bundle(&proving).expect("a bundle").accumulate(None).expect("of a base")
    };
    let sums: Vec<Accumulator> = input.objects("below").iter().map(sum).collect();
    let place = |children: &Object<'_>, side: &str| sums[children.int::<usize>(side)];
    let children = input.maybe_object("children").map(|given| (place(&given, "left"), place(&given, "right")));
    (proving, children)
}

/// Two claims of `election/evidence.json`, each with its prover seed and proposal.
pub(crate) fn evidence(input: &Object<'_>) -> Option<[String; 2]> {
    let [a, b] = ["a", "b"].map(|name| {
        let object = input.object(name);
        let (block, shape) = read_head(&object);
        Filled::read(&object).seat(&proving(block, shape.expect("a shape"), 3)).expect("a valid claim")
    });
    let found = a.equivocation(&b);
    assert_eq!(b.equivocation(&a), found);
    found.map(|found| found.ids().map(|id| id.to_string()))
}

pub(crate) fn accumulate(input: &Object<'_>) -> Outcome {
    let (proving, children) = on_children(input);
    let bundle = Submitted::read(&input.object("bundle")).bundle(&proving)?;
    let children = children.as_ref().map(|(left, right)| (left, right));
    let sum = bundle.accumulate(children).map_err(|error| name(&error))?;
    Ok(sums_of(&sum))
}

pub(crate) fn insert(input: &Object<'_>) -> Outcome {
    let (proving, children) = on_children(input);
    let seat = Filled::read(&input.object("seat")).seat(&proving)?;
    let mut builder = BundleBuilder::new(proving, NodeIndex::new(input.int("node")), input.array("statement").into());
    let children = children.as_ref().map(|(left, right)| (left, right));
    builder.insert(&seat, children).map_err(|error| name(&error))?;
    Ok(json!({}))
}

pub(crate) fn best(input: &Object<'_>) -> Outcome {
    let ((block, shape), per_node) = (read_head(input), input.int("proofs_per_node"));
    let node = NodeIndex::new(input.int("node"));
    let offers: Vec<Filled> = input.objects("seats").iter().map(Filled::read).collect();
    let bundles: Vec<Submitted> = input.objects("bundles").iter().map(Submitted::read).collect();
    let proving = proving(block, shape?, per_node);

    let base = |submitted: &Submitted| submitted.bundle(&proving)?.accumulate(None).map_err(|error| name(&error));
    let below = bundles.iter().map(base).collect::<Result<Vec<_>, _>>()?;
    let find = |named| below.iter().find(|sum| sum.commitment() == named);
    let children = |seat: &Seat| find(seat.claim().left).zip(find(seat.claim().right));

    let seats = offers.iter().map(|offer| offer.seat(&proving)).collect::<Result<Vec<_>, _>>()?;
    let statement = seats.first().expect("an offer").claim().statement;
    let mut builder = BundleBuilder::new(proving, node, statement);
    seats.iter().try_for_each(|seat| builder.insert(seat, children(seat))).map_err(|error| name(&error))?;
    let best = builder.best().expect("there is an offer");
    let sum = best.accumulate(children(best.primary())).map_err(|error| name(&error))?;
    let place = |seat: &Seat| seats.iter().position(|other| other == seat).map(|index| index.to_string());
    let places: Vec<_> = best.seats().map(place).collect();
    Ok(json!({ "seats": places, "total": sum.total().to_string(), "filled": sum.filled().to_string() }))
}

pub(crate) fn competition(input: &Object<'_>) -> Outcome {
    let ((block, shape), per_node) = (read_head(input), input.int("proofs_per_node"));
    let submitted: Vec<Vec<Submitted>> =
        input.lists("trees").iter().map(|bundles| bundles.iter().map(Submitted::read).collect()).collect();
    let proving = proving(block, shape?, per_node);
    let trees = submitted
        .iter()
        .map(|bundles| verify(&proving, bundles).map(|(tree, _)| tree))
        .collect::<Result<Vec<_>, _>>()?;
    let mut competition = BestTree::new(&proving);
    trees.iter().for_each(|tree| {
        competition.submit(*tree).expect("a tree of this proving");
    });
    let winner = trees.iter().position(|tree| Some(tree) == competition.best()).map(|index| index.to_string());
    let totals: Vec<_> = trees.iter().map(|tree| tree.accumulator().total().to_string()).collect();
    Ok(json!({ "totals": totals, "winner": winner }))
}
