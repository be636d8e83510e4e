//! The tree of a message, with all that L1 needs of it.

use std::collections::BTreeMap;

use fernet_core::message::{ClaimMessage, TreeMessage};
use fernet_core::{
    Accumulator, Bundle, ClaimId, L1Block, MAX_OPENING_LEN, NodeData, OpenedSeat, OpeningBuilder, ProvingContext,
    Registration, Role, Seat, TreeDataHash, TreeVerifier,
};
use fernet_vrf::{Proof, PublicKey, Suite};

/// A tree that was submitted.
pub(crate) struct Tree {
    pub(crate) root: Accumulator,
    pub(crate) seats: Vec<Seat>,
    nodes: Vec<NodeData>,
    proving: ProvingContext,
}

/// The messages of a block's claims by id. A claim may come several times, with a false proof too.
pub(crate) type Claims = BTreeMap<[u8; 32], Vec<ClaimMessage>>;

impl Tree {
    /// Makes the tree of claims that are valid.
    pub(crate) fn new(proving: &ProvingContext, claims: &Claims, message: TreeMessage<'_, ClaimId>) -> Self {
        let mut verifier = TreeVerifier::new(proving);
        let (mut seats, mut nodes, mut root) = (Vec::new(), Vec::new(), None);
        for bundle in message.bundles {
            let bundle: Vec<Seat> = bundle.map(|id| seat(proving, &claims[id.as_bytes()])).collect();
            let made = Bundle::new(proving, &bundle).expect("a bundle of a valid tree");
            let accumulator = verifier.insert(&made).expect("a bundle of a valid tree");
            nodes.push(NodeData::new(&made, &accumulator));
            seats.extend(bundle);
            root = Some(accumulator);
        }
        Self { root: root.expect("a root"), seats, nodes, proving: *proving }
    }

    /// The opening of a seat.
    pub(crate) fn opening(&self, seat: &Seat) -> Vec<u8> {
        let (seed, proposal) = (self.proving.seed(), self.proving.proposal_id());
        let opened = OpenedSeat::from(seat);
        let mut builder = OpeningBuilder::new(self.proving.shape(), seed, proposal, opened).expect("a node");
        for node in &self.nodes {
            builder.insert(node).expect("in order");
        }
        let mut buffer = [0; MAX_OPENING_LEN];
        builder.finish().expect("all nodes").to_bytes(&mut buffer).to_vec()
    }

    /// The seat of the root.
    pub(crate) fn root_seat(&self) -> &Seat {
        self.seats.last().expect("a root")
    }

    /// The tree data.
    pub(crate) fn data(&self) -> Vec<u8> {
        self.nodes.iter().flat_map(NodeData::to_bytes).collect()
    }

    /// The hash of the tree data.
    pub(crate) fn data_hash(&self) -> [u8; 32] {
        let hash = TreeDataHash::new(self.proving.shape(), self.nodes.iter().copied()).expect("all nodes");
        *hash.as_bytes()
    }
}

/// The seat of a claim. Whether its key is eligible was decided before.
fn seat(proving: &ProvingContext, messages: &[ClaimMessage]) -> Seat {
    let seat = |message: &ClaimMessage| {
        let registration =
            Registration { key: message.key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
        let checked = proving.check(&registration, &message.claim).ok()?;
        let (key, proof) = (PublicKey::from_bytes(message.key.as_bytes()).ok()?, Proof::try_from(message.proof).ok()?);
        let alpha = checked.alpha();
        let output = key.verify(Suite::Ell2, alpha.as_bytes(), Some(checked.id().as_bytes()), &proof).ok()?;
        Some(checked.seat(output.beta()))
    };
    messages.iter().find_map(seat).expect("a valid claim of a valid tree")
}
