//! The claims of a scenario, from the bases to the root, and the trees made of them.
//!
//! Each prover of a merge builds on one of two child bundles: the best bundle of the node, or a hasty one that leaves out
//! claims. So several trees compete, and the tree with the most filled seats need not have the root with the best ticket.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use fernet_core::{
    Accumulator, Bundle, BundleBuilder, BundleBuilderError, BundleCommitment, BundleError, Claim, L1Block, NodeIndex,
    ProofDigest, Seat, Statement, TreeShape,
};
use fernet_vrf::VrfOutput;

use super::Stage;
use super::lottery::Bidder;
use super::people::Person;
use super::proposals::index;
use crate::failure::Failure;
use crate::file::{BundleRecord, ClaimRecord, TreeRecord};
use crate::parallel::Progress;

/// Most trees that are submitted.
const TREES: usize = 3;
/// Base fees of L1 blocks are up to 4 gwei above 18 gwei.
const BASE_FEE: u64 = 18_000_000_000;
/// Fees are paid in the asset that pays for L1 gas.
const RATE: u128 = 1_000_000_000_000_000_000;

/// The claims and the trees made of them.
pub(crate) struct Work {
    pub(crate) claims: Vec<ClaimRecord>,
    pub(crate) trees: Vec<TreeRecord>,
}

/// Makes the claims of the bidders at every node, and the trees of the provers of the root.
pub(crate) fn prove(
    stage: &Stage<'_>,
    people: &[Person],
    nodes: &[(NodeIndex, Vec<Bidder>)],
    progress: &Progress,
) -> Result<Work, Failure> {
    let mut network = Network {
        stage,
        people,
        claims: BTreeMap::new(),
        bundles: HashMap::new(),
        views: HashMap::new(),
        roots: Vec::new(),
    };
    let task = progress.task("signing claims", nodes.len());
    for level in levels(stage.proving.shape(), nodes) {
        for proven in task.map(&level, |_, turn| network.prove(turn)) {
            network.add(proven?);
        }
    }
    Ok(Work { trees: network.trees(), claims: network.claims.into_values().flatten().collect() })
}

/// A node whose children have been proven.
struct Turn<'b> {
    node: NodeIndex,
    /// Position of its first claim: claims are listed in post-order of nodes.
    first: u64,
    bidders: &'b [Bidder],
}

/// The levels of the tree, the deepest first. `nodes` are in post-order.
fn levels(shape: TreeShape, nodes: &[(NodeIndex, Vec<Bidder>)]) -> impl Iterator<Item = Vec<Turn<'_>>> {
    let mut levels = BTreeMap::<u32, Vec<Turn<'_>>>::new();
    let mut first = 0;
    for (node, bidders) in nodes {
        let level = levels.entry(shape.depth_of(*node).unwrap_or(0)).or_default();
        level.push(Turn { node: *node, first, bidders });
        first += index(bidders.len());
    }
    levels.into_values().rev()
}

/// The two bundles of a node that its parent may build on.
#[derive(Clone, Copy)]
struct Views {
    best: Accumulator,
    hasty: Accumulator,
}

/// A seat with the position of its claim and the child bundles that it names.
#[derive(Clone, Copy)]
struct Candidate {
    seat: Seat,
    claim: u64,
    children: Option<(Accumulator, Accumulator)>,
    hasty: bool,
}

/// A bundle with its record and the commitments of its child bundles.
struct Known {
    sum: Accumulator,
    record: BundleRecord,
    children: Option<(BundleCommitment, BundleCommitment)>,
}

/// The claims and bundles of one node.
struct Proven {
    node: NodeIndex,
    first: u64,
    claims: Vec<ClaimRecord>,
    /// The best and the hasty bundle; at the root one bundle for each claim.
    bundles: Vec<Known>,
}

struct Network<'s> {
    stage: &'s Stage<'s>,
    people: &'s [Person],
    /// Claims of each node, by the position of the first.
    claims: BTreeMap<u64, Vec<ClaimRecord>>,
    bundles: HashMap<BundleCommitment, Known>,
    views: HashMap<NodeIndex, Views>,
    /// One for each claim of the root.
    roots: Vec<Accumulator>,
}

/// An error that cannot occur, because the claims of a scenario are valid.
fn made_to_fit(error: impl std::error::Error) -> Failure {
    Failure::Invalid(format!("a claim of the scenario is refused: {error}"))
}

impl Network<'_> {
    /// Makes the claims of one node, and the bundles that parents build on.
    fn prove(&self, turn: &Turn<'_>) -> Result<Proven, Failure> {
        let Turn { node, first, bidders } = *turn;
        let children = self.stage.proving.shape().children(node);
        let below = children.and_then(|(left, right)| Some((*self.views.get(&left)?, *self.views.get(&right)?)));
        let (mut claims, mut candidates) = (Vec::with_capacity(bidders.len()), Vec::with_capacity(bidders.len()));
        for (rank, bidder) in bidders.iter().enumerate() {
            let hasty = self.is_hasty(node, rank, bidders.len());
            let view = |views: Views| if hasty { views.hasty } else { views.best };
            let children = below.map(|(left, right)| (view(left), view(right)));
            let (record, seat) = self.sign(node, bidder, children)?;
            candidates.push(Candidate { seat, claim: first + index(rank), children, hasty });
            claims.push(record);
        }
        let bundles = if node == self.stage.proving.shape().root() {
            candidates.iter().map(|candidate| self.assemble(node, &[*candidate])).collect::<Result<_, _>>()?
        } else {
            let mut early: Vec<Candidate> = candidates.iter().copied().filter(|candidate| candidate.hasty).collect();
            if early.is_empty() {
                early.extend(candidates.first());
            }
            vec![self.assemble(node, &candidates)?, self.assemble(node, &early)?]
        };
        Ok(Proven { node, first, claims, bundles })
    }

    fn add(&mut self, proven: Proven) {
        let Proven { node, first, claims, bundles } = proven;
        self.claims.insert(first, claims);
        if node == self.stage.proving.shape().root() {
            self.roots = bundles.iter().map(|root| root.sum).collect();
        } else if let [best, hasty] = bundles.as_slice() {
            self.views.insert(node, Views { best: best.sum, hasty: hasty.sum });
        }
        self.bundles.extend(bundles.into_iter().map(|known| (known.sum.commitment(), known)));
    }

    /// One prover of a merge in four builds on hasty bundles; at the root it is the best-ranked one.
    fn is_hasty(&self, node: NodeIndex, rank: usize, count: usize) -> bool {
        let shape = self.stage.proving.shape();
        match (shape.children(node), node == shape.root()) {
            (None, _) => false,
            (Some(_), true) => rank == 0 && count > 1,
            (Some(_), false) => self.stage.setting.draw.below("hasty", &[node.get(), index(rank)], 4) == 0,
        }
    }

    /// Makes and signs one claim.
    fn sign(
        &self,
        node: NodeIndex,
        bidder: &Bidder,
        children: Option<(Accumulator, Accumulator)>,
    ) -> Result<(ClaimRecord, Seat), Failure> {
        let Some(person) = self.people.get(bidder.prover) else {
            return Err(Failure::Invalid(format!("there is no prover {}", bidder.prover)));
        };
        let claim = content(self.stage, person, index(bidder.prover), node, bidder.burn.ppm(), children);
        let (record, output) = prove_claim(self.stage, person, &claim)?;
        let checked = self.stage.proving.check(&person.registration, &claim).map_err(made_to_fit)?;
        let seat = checked.seat(output.beta());
        Ok((record, seat))
    }

    /// The best bundle of some candidates.
    fn assemble(&self, node: NodeIndex, candidates: &[Candidate]) -> Result<Known, Failure> {
        let mut builder = BundleBuilder::new(self.stage.proving, node, statement(self.stage, node));
        for Candidate { seat, children, .. } in candidates {
            let children = children.as_ref().map(|(left, right)| (left, right));
            builder.insert(seat, children).map_err(made_to_fit)?;
        }
        let bundle: Bundle =
            builder.best().ok_or_else(|| made_to_fit(BundleBuilderError::Bundle(BundleError::Empty)))?;
        let of_seat = |seat: &Seat| candidates.iter().find(|candidate| candidate.seat == *seat);
        let children = of_seat(bundle.primary()).and_then(|candidate| candidate.children);
        let sum = bundle.accumulate(children.as_ref().map(|(left, right)| (left, right))).map_err(made_to_fit)?;
        let claims = bundle.seats().filter_map(|seat| Some(of_seat(seat)?.claim)).collect();
        let children = children.map(|(left, right)| (left.commitment(), right.commitment()));
        Ok(Known { sum, record: BundleRecord { node, claims }, children })
    }

    /// Submits second-best, best and worst, to show that arrival order does not matter.
    fn trees(&self) -> Vec<TreeRecord> {
        let mut roots = self.roots.clone();
        roots.sort_by_key(|root| (Reverse(root.total()), Reverse(root.filled()), root.commitment()));
        if roots.len() > TREES {
            roots.drain(TREES - 1..roots.len() - 1);
        }
        if let [best, second, ..] = roots.as_mut_slice() {
            std::mem::swap(best, second);
        }
        let setting = &self.stage.setting;
        let first = setting.proposal_end() + 1;
        let last = setting.deadline() - 1;
        let shares = index(roots.len()) + 1;
        let tree = |(i, root): (u64, &Accumulator)| {
            let mut bundles = Vec::new();
            self.below(root.commitment(), &mut bundles);
            TreeRecord {
                l1_block: L1Block::new(first + last.saturating_sub(first) * (i + 1) / shares),
                base_fee: BASE_FEE + setting.draw.below("base-fee", &[i], 4_000_000_000),
                rate: RATE,
                bundles,
            }
        };
        (0..).zip(&roots).map(tree).collect()
    }

    /// The tree of a bundle in post-order.
    fn below(&self, commitment: BundleCommitment, bundles: &mut Vec<BundleRecord>) {
        let Some(known) = self.bundles.get(&commitment) else { return };
        if let Some((left, right)) = known.children {
            self.below(left, bundles);
            self.below(right, bundles);
        }
        bundles.push(known.record.clone());
    }
}

/// The statement of a node.
fn statement(stage: &Stage<'_>, node: NodeIndex) -> Statement {
    Statement::from_bytes(stage.setting.draw.bytes("statement", &[node.get()]))
}

/// The claim of a prover for a node.
pub(crate) fn content(
    stage: &Stage<'_>,
    person: &Person,
    number: u64,
    node: NodeIndex,
    fee_burn: u32,
    children: Option<(Accumulator, Accumulator)>,
) -> Claim {
    let (left, right) = children.map_or((BundleCommitment::ZERO, BundleCommitment::ZERO), |(left, right)| {
        (left.commitment(), right.commitment())
    });
    Claim {
        node,
        statement: statement(stage, node),
        proof_digest: ProofDigest::from_bytes(stage.setting.draw.bytes("proof digest", &[number, node.get()])),
        left,
        right,
        fee_burn,
        payout: person.payout,
        rebate_payee: person.payout,
    }
}

/// The record of a claim, valid or not, with its proof, and the VRF output.
pub(crate) fn prove_claim(
    stage: &Stage<'_>,
    person: &Person,
    claim: &Claim,
) -> Result<(ClaimRecord, VrfOutput), Failure> {
    let id = claim.id(stage.proving.seed(), stage.proving.proposal_id());
    let (output, proof) = person.prove(&stage.proving.alpha(claim.node), id.as_bytes())?;
    let Claim { node, statement, proof_digest, left, right, fee_burn, payout, rebate_payee } = *claim;
    let key = person.registration.key;
    Ok((ClaimRecord { key, node, statement, proof_digest, left, right, fee_burn, payout, rebate_payee, proof }, output))
}
