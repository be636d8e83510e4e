//! The proof tree: its shape, claims and seats, bundles, trees.

use fernet_core::{
    Accumulator as CoreAccumulator, Address, Alpha, Beta, BundleCommitment, Claim as CoreClaim, ClaimId, Evidence,
    KeyBytes, NodeIndex, NodeKind, ProofDigest, ProposalId, ProverSeed, Score, Seat as CoreSeat, SeatId, Statement,
    Sums as CoreSums, Ticket, Total, TreeShape as CoreShape, TxPerBase,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::class::{class, comparable, equatable, getters, ordered, record};
use crate::error::Result;
use crate::params::Params;
use crate::registry::{Registration, Snapshot};
use crate::shared::Shared;
use crate::value::{Data, Items, V};

class! {
    /// The proof tree of a block with a number of bases (SPEC #shape). Nodes have numbers from 0 to nodes - 1; the even ones are bases.
    "fernet.tree" TreeShape(CoreShape)
}
comparable!(TreeShape);
getters!(TreeShape { bases: u64 = |shape: &CoreShape| shape.bases() });

#[pymethods]
impl TreeShape {
    /// bases is from 1 to 2^32. Raises ShapeError.
    #[new]
    fn new(bases: V<u64>) -> Result<Self> {
        Ok(Self(CoreShape::new(bases.0)?))
    }

    /// The tree of a number of transactions, of which a base takes tx_per_base, 1 or 2 (SPEC #bases).
    #[staticmethod]
    #[pyo3(signature = (transactions, *, tx_per_base))]
    fn for_transactions(transactions: V<u64>, tx_per_base: V<u8>) -> Result<Self> {
        Ok(Self(CoreShape::for_transactions(transactions.0, TxPerBase::try_from(tx_per_base.0)?)?))
    }

    /// The number of nodes, 2 * bases - 1.
    #[getter]
    fn nodes(&self) -> V<u64> {
        V(self.0.nodes())
    }

    /// The number of the root.
    #[getter]
    fn root(&self) -> V<NodeIndex> {
        V(self.0.root())
    }

    /// The number of edges from the root to the deepest base.
    #[getter]
    fn depth(&self) -> u32 {
        self.0.depth()
    }

    /// The number of edges from the root to a node; None if the node is not in the tree.
    fn depth_of(&self, node: V<NodeIndex>) -> Option<u32> {
        self.0.depth_of(node.0)
    }

    fn __contains__(&self, node: V<NodeIndex>) -> bool {
        self.0.contains(node.0)
    }

    /// The left and right child of a node; None for a base, and for a node that is not in the tree.
    fn children(&self, node: V<NodeIndex>) -> V<Option<(NodeIndex, NodeIndex)>> {
        V(self.0.children(node.0))
    }

    /// The parent of a node; None for the root, and for a node that is not in the tree.
    fn parent(&self, node: V<NodeIndex>) -> V<Option<NodeIndex>> {
        V(self.0.parent(node.0))
    }

    /// The first base below a node, and the one after the last; None for a node that is not in the tree.
    fn span(&self, node: V<NodeIndex>) -> V<Option<(u64, u64)>> {
        V(self.0.span(node.0).map(|bases| (bases.start, bases.end)))
    }

    /// Iterates over the nodes in post-order: children before their parent, the root last.
    fn post_order(&self) -> PostOrder {
        PostOrder { shape: self.0, next: Shared::new(Some(NodeIndex::new(0))) }
    }
}

/// The nodes of a tree in post-order.
#[pyclass(frozen, module = "fernet.tree")]
#[derive(Debug)]
pub(crate) struct PostOrder {
    shape: CoreShape,
    next: Shared<Option<NodeIndex>>,
}

#[pymethods]
impl PostOrder {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> Option<V<NodeIndex>> {
        self.next.write(py, |next| {
            let node = (*next)?;
            *next = self.shape.next_in_post_order(node);
            Some(V(node))
        })
    }
}

/// The kind of a node: "base" or "merge".
#[pyfunction]
pub(crate) fn node_kind(node: V<NodeIndex>) -> V<NodeKind> {
    V(NodeKind::from_node(node.0))
}

record! {
    /// A claim without its key and proof (SPEC #claim), in any range. fee_burn is in ppm. left and right are the commitments of the
    /// child bundles, zero at a base; statement, proof_digest, left and right have 32 bytes, payout and rebate_payee 20.
    "fernet.tree" Claim(CoreClaim) {
        node: NodeIndex, statement: Statement, proof_digest: ProofDigest, left: BundleCommitment, right: BundleCommitment,
        fee_burn: u32, payout: Address, rebate_payee: Address,
    }
}

#[pymethods]
impl Claim {
    /// The id of the claim, which its VRF proof signs, 32 bytes (SPEC #claim).
    fn id(&self, prover_seed: V<ProverSeed>, proposal_id: V<ProposalId>) -> V<ClaimId> {
        V(self.0.id(&prover_seed.0, &proposal_id.0))
    }
}

class! {
    /// What the claims of one block are checked against.
    "fernet.tree" ProvingContext(fernet_core::ProvingContext)
}
getters!(ProvingContext {
    /// 32 bytes.
    prover_seed: ProverSeed = |context: &fernet_core::ProvingContext| *context.seed(),
    /// 32 bytes.
    proposal_id: ProposalId = |context: &fernet_core::ProvingContext| *context.proposal_id(),
    shape: CoreShape = |context: &fernet_core::ProvingContext| context.shape(),
    snapshot: fernet_core::Snapshot = |context: &fernet_core::ProvingContext| *context.snapshot(),
});

#[pymethods]
impl ProvingContext {
    /// proposal_id is that of the leader.
    #[new]
    #[pyo3(signature = (params, *, prover_seed, proposal_id, shape, snapshot))]
    fn new(
        params: &Params,
        prover_seed: V<ProverSeed>,
        proposal_id: V<ProposalId>,
        shape: &TreeShape,
        snapshot: &Snapshot,
    ) -> Self {
        Self(fernet_core::ProvingContext::new(params.0, prover_seed.0, proposal_id.0, shape.0, snapshot.0))
    }

    /// The VRF input at a node, 32 bytes.
    fn alpha(&self, node: V<NodeIndex>) -> V<Alpha> {
        V(self.0.alpha(node.0))
    }

    /// Checks a claim of a key. Raises Ineligible, ClaimError or BidError.
    fn check(&self, registration: &Registration, claim: &Claim) -> Result<CheckedClaim> {
        Ok(CheckedClaim(self.0.check(&registration.0, &claim.0)?))
    }
}

class! {
    /// A claim that ProvingContext.check accepted. Its proof is not verified yet.
    "fernet.tree" CheckedClaim(fernet_core::CheckedClaim)
}
comparable!(CheckedClaim);
getters!(CheckedClaim {
    /// The VRF input, 32 bytes.
    alpha: Alpha = |checked: &fernet_core::CheckedClaim| checked.alpha(),
    /// The id of the claim, which the proof signs, 32 bytes.
    id: ClaimId = |checked: &fernet_core::CheckedClaim| checked.id(),
    /// The key of the prover, 32 bytes.
    key: KeyBytes = |checked: &fernet_core::CheckedClaim| checked.key(),
    claim: CoreClaim = |checked: &fernet_core::CheckedClaim| *checked.claim(),
});

#[pymethods]
impl CheckedClaim {
    /// The seat of the claim, from the output that its proof has verified.
    fn seat(&self, beta: V<Beta>) -> Seat {
        Seat(self.0.seat(&beta.0))
    }

    /// The seat of the claim with a ticket that is known otherwise, as in the VRF mode public.
    fn seat_with_ticket(&self, ticket: V<Ticket>) -> Seat {
        Seat(self.0.seat_with_ticket(ticket.0))
    }
}

class! {
    /// A valid claim with its key, ticket and score. a < b means that a comes before b (SPEC #order), so sorted lists the best first.
    "fernet.tree" Seat(CoreSeat)
}
ordered!(Seat);
getters!(Seat {
    /// The key of the prover, 32 bytes.
    key: KeyBytes = |seat: &CoreSeat| seat.scored_key().key(),
    /// An int below 2^128.
    ticket: Ticket = |seat: &CoreSeat| seat.scored_key().ticket(),
    /// ticket * (1000000 + fee_burn).
    score: Score = |seat: &CoreSeat| seat.scored_key().score(),
    claim: CoreClaim = |seat: &CoreSeat| *seat.claim(),
    /// 32 bytes.
    claim_id: ClaimId = |seat: &CoreSeat| seat.claim_id(),
    /// The id of the seat, 32 bytes (SPEC #seat).
    id: SeatId = |seat: &CoreSeat| seat.id(),
});

#[pymethods]
impl Seat {
    /// The ids of two claims of one key that contradict each other, in order; None if they do not (SPEC #equivocation).
    fn equivocation(&self, other: &Self) -> V<Option<(ClaimId, ClaimId)>> {
        V(self.0.equivocation(&other.0).map(|evidence| evidence.ids().into()))
    }
}

/// The ids of two claims of one key in one block that contradict each other, in order; None if they do not (SPEC #equivocation).
#[pyfunction]
pub(crate) fn claim_evidence(
    key: V<KeyBytes>,
    prover_seed: V<ProverSeed>,
    proposal_id: V<ProposalId>,
    first: &Claim,
    second: &Claim,
) -> V<Option<(ClaimId, ClaimId)>> {
    let evidence = Evidence::of_claims(key.0, &prover_seed.0, &proposal_id.0, &first.0, &second.0);
    V(evidence.map(|evidence| evidence.ids().into()))
}

record! {
    /// The sums of a bundle and all bundles below it: total score, number of filled seats, and kept shares in ppm of the seats of
    /// bases and of merges.
    "fernet.tree" Sums(CoreSums) { total: Total, filled: u64, kept_base: u64, kept_merge: u64 }
}

class! {
    /// What a parent needs of a bundle (SPEC #accumulator).
    "fernet.tree" Accumulator(CoreAccumulator)
}
comparable!(Accumulator);
getters!(Accumulator {
    node: NodeIndex = |sum: &CoreAccumulator| sum.node(),
    sums: CoreSums = |sum: &CoreAccumulator| sum.sums(),
    /// 32 bytes.
    commitment: BundleCommitment = |sum: &CoreAccumulator| sum.commitment(),
});

/// Two child accumulators, by reference.
fn by_reference(
    children: &Option<V<(CoreAccumulator, CoreAccumulator)>>,
) -> Option<(&CoreAccumulator, &CoreAccumulator)> {
    children.as_ref().map(|V((left, right))| (left, right))
}

class! {
    /// The seats of one node that count in a tree (SPEC #bundle).
    "fernet.tree" Bundle(fernet_core::Bundle)
}

#[pymethods]
impl Bundle {
    /// The first seat is the primary; the others follow best first. Raises BundleError.
    #[new]
    fn new(context: &ProvingContext, seats: V<Items<CoreSeat>>) -> Result<Self> {
        Ok(Self(fernet_core::Bundle::new(&context.0, &seats.0.0)?))
    }

    #[getter]
    fn node(&self) -> V<NodeIndex> {
        V(self.0.node())
    }

    /// The seats, the primary first.
    #[getter]
    fn seats(&self) -> V<Items<CoreSeat>> {
        V(Items(self.0.seats().copied().collect()))
    }

    /// The accumulator of the bundle, from those of the left and right child bundle. children is None at a base. Raises ChildError.
    #[pyo3(signature = (children=None))]
    fn accumulate(&self, children: Option<V<(CoreAccumulator, CoreAccumulator)>>) -> Result<Accumulator> {
        Ok(Accumulator(self.0.accumulate(by_reference(&children))?))
    }

    fn __repr__(&self) -> String {
        format!("<Bundle: node {}, {} seats>", self.0.node(), self.0.seats().count())
    }
}
equatable!(Bundle);

/// Collects the claims of one node and makes the best bundle of them (SPEC #best-bundle).
#[pyclass(frozen, module = "fernet.tree")]
#[derive(Debug)]
pub(crate) struct BundleBuilder(Shared<fernet_core::BundleBuilder>);

#[pymethods]
impl BundleBuilder {
    #[new]
    fn new(context: &ProvingContext, node: V<NodeIndex>, statement: V<Statement>) -> Self {
        Self(Shared::new(fernet_core::BundleBuilder::new(context.0, node.0, statement.0)))
    }

    /// Inserts a seat, with the accumulators of the child bundles that its claim names. Raises BundleError or ChildError.
    #[pyo3(signature = (seat, children=None))]
    fn insert(
        &self,
        py: Python<'_>,
        seat: &Seat,
        children: Option<V<(CoreAccumulator, CoreAccumulator)>>,
    ) -> Result<()> {
        Ok(self.0.write(py, |builder| builder.insert(&seat.0, by_reference(&children)))?)
    }

    /// The best bundle, or None before a seat was inserted.
    fn best(&self, py: Python<'_>) -> V<Option<fernet_core::Bundle>> {
        V(self.0.read(py, |builder| builder.best()))
    }
}

class! {
    /// A complete tree that was verified.
    "fernet.tree" Tree(fernet_core::Tree)
}
comparable!(Tree);
getters!(Tree {
    /// The accumulator of the root.
    accumulator: CoreAccumulator = |tree: &fernet_core::Tree| *tree.accumulator(),
    /// The seat of the root.
    root: CoreSeat = |tree: &fernet_core::Tree| *tree.root(),
});

/// Verifies a tree from its bundles in post-order (SPEC #tree).
#[pyclass(frozen, module = "fernet.tree")]
#[derive(Debug)]
pub(crate) struct TreeVerifier(Shared<fernet_core::TreeVerifier>);

#[pymethods]
impl TreeVerifier {
    #[new]
    fn new(context: &ProvingContext) -> Self {
        Self(Shared::new(fernet_core::TreeVerifier::new(&context.0)))
    }

    /// Reads a verifier that to_bytes has stored.
    #[staticmethod]
    fn from_bytes(context: &ProvingContext, data: V<Data>) -> Result<Self> {
        Ok(Self(Shared::new(fernet_core::TreeVerifier::from_bytes(&context.0, &data.0)?)))
    }

    /// The bytes in which a client keeps the verifier over a restart.
    fn to_bytes(&self, py: Python<'_>) -> Result<V<Data>> {
        let mut bytes = vec![0; <fernet_core::TreeVerifier>::STORED_LEN];
        let stored = self.0.read(py, |verifier| verifier.to_bytes(&mut bytes).map(<[u8]>::to_vec));
        Ok(V(stored.ok_or_else(|| PyValueError::new_err("the verifier has no stored form"))?))
    }

    /// The node whose bundle comes next; None when the tree is complete.
    #[getter]
    fn expected(&self, py: Python<'_>) -> V<Option<NodeIndex>> {
        V(self.0.read(py, |verifier| verifier.expected()))
    }

    /// Inserts the bundle of the next node. Raises TreeError or ChildError, and stays as it was.
    fn insert(&self, py: Python<'_>, bundle: &Bundle) -> Result<Accumulator> {
        Ok(Accumulator(self.0.write(py, |verifier| verifier.insert(&bundle.0))?))
    }

    /// The tree, when it is complete. Raises TreeError before.
    fn finish(&self, py: Python<'_>) -> Result<Tree> {
        Ok(Tree(self.0.read(py, |verifier| verifier.finish())?))
    }
}

/// The competition of the trees of a block (SPEC #competition).
#[pyclass(frozen, module = "fernet.tree")]
#[derive(Debug)]
pub(crate) struct BestTree(Shared<fernet_core::BestTree>);

#[pymethods]
impl BestTree {
    #[new]
    fn new(context: &ProvingContext) -> Self {
        Self(Shared::new(fernet_core::BestTree::new(&context.0)))
    }

    /// Submits a tree, and returns whether it is the best so far. Raises TreeError for a tree of another block.
    fn submit(&self, py: Python<'_>, tree: &Tree) -> Result<bool> {
        Ok(self.0.write(py, |best| best.submit(tree.0))?)
    }

    /// The best tree, or None.
    #[getter]
    fn best(&self, py: Python<'_>) -> V<Option<fernet_core::Tree>> {
        V(self.0.read(py, |best| best.best().copied()))
    }
}
