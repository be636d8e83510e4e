//! Openings: proofs to L1 that a seat is in the winning tree.

use fernet_core::{
    BundleCommitment, Claim as CoreClaim, KeyBytes, MAX_OPENING_LEN, OpenedSeat as CoreOpened, OpeningBuilder,
    ProposalId, ProverSeed, Score, SeatId, Sums as CoreSums, TreeDataHash,
};
use pyo3::prelude::*;

use crate::class::{class, comparable, equatable, getters, record};
use crate::error::Result;
use crate::tree::{Accumulator, Bundle, TreeShape};
use crate::value::{Data, Items, V};

class! {
    /// What the commitment of a bundle is made of: the ids of its seats, and its sums (SPEC #tree-data); 152 bytes.
    "fernet.opening" NodeData(fernet_core::NodeData)
}
comparable!(NodeData);
getters!(NodeData {
    /// Three ids of 32 bytes; zero where there is no seat.
    seats: Items<SeatId> = |data: &fernet_core::NodeData| Items(data.seats.to_vec()),
    sums: CoreSums = |data: &fernet_core::NodeData| data.sums,
});

#[pymethods]
impl NodeData {
    #[new]
    fn new(bundle: &Bundle, accumulator: &Accumulator) -> Self {
        Self(fernet_core::NodeData::new(&bundle.0, &accumulator.0))
    }

    /// Reads 152 bytes.
    #[staticmethod]
    fn from_bytes(data: V<[u8; 152]>) -> Self {
        Self(fernet_core::NodeData::from_bytes(&data.0))
    }

    fn __bytes__(&self) -> V<[u8; 152]> {
        V(self.0.to_bytes())
    }
}

record! {
    /// The seat that an opening shows. Its id, which the commitment of its bundle contains, binds the score.
    "fernet.opening" OpenedSeat(CoreOpened) { key: KeyBytes, claim: CoreClaim, score: Score }
}

class! {
    /// A proof that a seat is in a tree whose root commitment is known (SPEC #opening).
    "fernet.opening" SeatOpening(fernet_core::SeatOpening)
}

#[pymethods]
impl SeatOpening {
    /// Decodes an opening. Raises OpeningError.
    #[new]
    fn new(data: V<Data>) -> Result<Self> {
        Ok(Self(fernet_core::SeatOpening::from_bytes(&data.0)?))
    }

    fn __bytes__(&self) -> V<Data> {
        V(self.0.to_bytes(&mut [0; MAX_OPENING_LEN]).to_vec())
    }

    #[getter]
    fn seat(&self) -> V<CoreOpened> {
        V(*self.0.seat())
    }

    /// The index of the seat in its bundle, from 0 to 2.
    #[getter]
    fn position(&self) -> u8 {
        self.0.position()
    }

    /// The number of bundles from the seat's parent to the root.
    #[getter]
    fn levels(&self) -> u8 {
        self.0.levels()
    }

    /// Verifies the opening against the commitment of the root, and returns the number of the seat's bit in the rollup's record of
    /// paid seats: 3 * node + position. Raises OpeningError.
    #[pyo3(signature = (shape, *, prover_seed, proposal_id, root))]
    fn verify(
        &self,
        shape: &TreeShape,
        prover_seed: V<ProverSeed>,
        proposal_id: V<ProposalId>,
        root: V<BundleCommitment>,
    ) -> Result<V<u64>> {
        Ok(V(self.0.verify(shape.0, &prover_seed.0, &proposal_id.0, &root.0)?))
    }

    fn __repr__(&self) -> String {
        format!("<SeatOpening: node {}, {} levels>", self.0.seat().claim.node, self.0.levels())
    }
}
equatable!(SeatOpening);

/// Makes the opening of a seat from the data of all nodes of the tree, in post-order; also returns the commitment of the root, 32
/// bytes. Raises OpeningError.
#[pyfunction]
#[pyo3(signature = (shape, *, prover_seed, proposal_id, seat, nodes))]
pub(crate) fn open_seat(
    shape: &TreeShape,
    prover_seed: V<ProverSeed>,
    proposal_id: V<ProposalId>,
    seat: &OpenedSeat,
    nodes: V<Items<fernet_core::NodeData>>,
) -> Result<(SeatOpening, V<BundleCommitment>)> {
    let mut builder = OpeningBuilder::new(shape.0, &prover_seed.0, &proposal_id.0, seat.0)?;
    let mut root = BundleCommitment::ZERO;
    for node in nodes.0.0 {
        root = builder.insert(&node)?;
    }
    Ok((SeatOpening(builder.finish()?), V(root)))
}

/// The hash of the data of all nodes of a tree, in post-order, 32 bytes (SPEC #tree-data). Raises OpeningError.
#[pyfunction]
pub(crate) fn tree_data_hash(shape: &TreeShape, nodes: V<Items<fernet_core::NodeData>>) -> Result<V<TreeDataHash>> {
    Ok(V(TreeDataHash::new(shape.0, nodes.0.0)?))
}
