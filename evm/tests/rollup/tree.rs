//! Trees with one seat in each node, their openings, and the proofs of their roots.

use std::collections::BTreeMap;

use evm::{Call, Word as _, args};
use fernet_core::{
    Address, BundleCommitment, Claim, FeeBurn, KeyBytes, MAX_OPENING_LEN, NodeData, NodeIndex, OpenedSeat,
    OpeningBuilder, ProofDigest, Score, SeatId, Statement, Sums, Ticket, Total, TreeDataHash, TreeShape,
};
use revm::primitives::{U256, keccak256};

use crate::kit::{CONTENTS, Contents, Kit, STRANGER, Signed};

/// A tree with one seat in each node, and with an opening of each seat.
pub(crate) struct Tree {
    pub(crate) commitment: [u8; 32],
    pub(crate) sums: Sums,
    pub(crate) root: OpenedSeat,
    pub(crate) data: Vec<u8>,
    pub(crate) data_hash: [u8; 32],
    /// By node.
    pub(crate) openings: Vec<Vec<u8>>,
}

fn plus(a: Sums, b: Sums) -> Sums {
    let [total_a, total_b] = [a.total, b.total].map(|total| U256::from_be_bytes(total.to_be_bytes()));
    Sums {
        total: Total::from_be_bytes((total_a + total_b).to_be_bytes()),
        filled: a.filled + b.filled,
        kept_base: a.kept_base + b.kept_base,
        kept_merge: a.kept_merge + b.kept_merge,
    }
}

impl Kit {
    /// Submits the root of a tree, which is accepted.
    pub(crate) fn proven(&mut self, signed: &Signed, opened: u64, salt: u64) -> Tree {
        let tree = self.tree(signed, opened, CONTENTS.count, salt);
        let call = self.submit(signed, opened, &CONTENTS, &tree);
        assert_eq!(self.error(&call), "accepted");
        tree
    }

    /// A tree with one seat in each node. `salt` changes the scores.
    pub(crate) fn tree(&self, signed: &Signed, opened: u64, count: u64, salt: u64) -> Tree {
        let (seed, id) = (self.prover_seed(signed, opened), self.id(signed));
        let shape = TreeShape::for_transactions(count, self.params.tx_per_base()).expect("a small tree");
        let mut nodes: Vec<(OpenedSeat, NodeData)> = Vec::new();
        let mut commitments: BTreeMap<u64, (BundleCommitment, Sums)> = Default::default();
        let mut next = Some(NodeIndex::new(0));
        while let Some(node) = next {
            let children =
                shape.children(node).map(|(left, right)| [left, right].map(|child| commitments[&child.get()]));
            let [left, right] =
                children.map_or([BundleCommitment::ZERO; 2], |children| children.map(|(child, _)| child));
            let burn = u32::try_from(node.get() % 4).expect("below 4") * 100_000;
            let claim = Claim {
                node,
                statement: Statement::from_bytes([11; 32]),
                proof_digest: ProofDigest::from_bytes([12; 32]),
                left,
                right,
                fee_burn: burn,
                payout: Address::from_bytes([0xb0 + u8::try_from(node.get() % 16).expect("below 16"); 20]),
                rebate_payee: Address::from_bytes([0xcc; 20]),
            };
            let score =
                Score::new(Ticket::new(u128::from(1_000 + salt + node.get())), FeeBurn::new(burn).expect("at most 1"));
            let seat = OpenedSeat { key: KeyBytes::from_bytes([13; 32]), claim, score };
            let kept = u64::from(1_000_000 - burn);
            let (kept_base, kept_merge) = if node.get() % 2 == 0 { (kept, 0) } else { (0, kept) };
            let own = Sums { total: Total::from_be_bytes(score.to_be_bytes()), filled: 1, kept_base, kept_merge };
            let below = children.map_or([Sums::default(); 2], |children| children.map(|(_, sums)| sums));
            let sums = below.into_iter().fold(own, plus);
            let data = NodeData { seats: [seat.id(&seed, &id), SeatId::ZERO, SeatId::ZERO], sums };
            nodes.push((seat, data));
            let mut builder = OpeningBuilder::new(shape, &seed, &id, seat).expect("a node");
            let mut last = BundleCommitment::ZERO;
            for (_, data) in &nodes {
                last = builder.insert(data).expect("in order");
            }
            commitments.insert(node.get(), (last, sums));
            next = shape.next_in_post_order(node);
        }
        let (root, root_data) = nodes.last().expect("a root");
        let opening = |seat: &OpenedSeat| {
            let mut builder = OpeningBuilder::new(shape, &seed, &id, *seat).expect("a node");
            for (_, data) in &nodes {
                builder.insert(data).expect("in order");
            }
            let mut buffer = [0; MAX_OPENING_LEN];
            builder.finish().expect("all nodes").to_bytes(&mut buffer).to_vec()
        };
        let mut openings: Vec<(NodeIndex, Vec<u8>)> =
            nodes.iter().map(|(seat, _)| (seat.claim.node, opening(seat))).collect();
        openings.sort_by_key(|(node, _)| node.get());
        let data: Vec<NodeData> = nodes.iter().map(|(_, data)| *data).collect();
        Tree {
            commitment: commitments[&root.claim.node.get()].0.to_bytes(),
            sums: root_data.sums,
            root: *root,
            data: data.iter().flat_map(|data| data.to_bytes()).collect(),
            data_hash: TreeDataHash::new(shape, data).expect("all nodes").to_bytes(),
            openings: openings.into_iter().map(|(_, opening)| opening).collect(),
        }
    }

    /// The proof of a root that the mock accepts.
    pub(crate) fn proof(
        &mut self,
        signed: &Signed,
        opened: u64,
        contents: &Contents,
        tree: &Tree,
        provers: u64,
    ) -> Vec<u8> {
        keccak256(self.inputs(signed, opened, contents, tree, provers)).to_vec()
    }

    /// The public inputs of a root without attesters, as the verifier gets them.
    pub(crate) fn inputs(
        &mut self,
        signed: &Signed,
        opened: u64,
        contents: &Contents,
        tree: &Tree,
        provers: u64,
    ) -> Vec<u8> {
        let snapshot = opened - u64::from(self.params.randao_lag()) - 2;
        let registry = self.view("registryCommitment", args!(snapshot))[0];
        let bases =
            TreeShape::for_transactions(contents.count, self.params.tx_per_base()).expect("a small tree").bases();
        let total: [u8; 32] = tree.sums.total.to_be_bytes();
        [
            [0; 32],
            [0; 32],
            self.id(signed).to_bytes(),
            self.prover_seed(signed, opened).to_bytes(),
            bases.word(),
            contents.tx_root,
            signed.proposal.parent.to_bytes(),
            contents.fees.word(),
            registry,
            provers.word(),
            tree.root.claim.statement.to_bytes(),
            tree.root.claim.left.to_bytes(),
            tree.root.claim.right.to_bytes(),
            tree.root.key.to_bytes(),
            tree.data_hash,
            total,
            tree.sums.filled.word(),
            tree.sums.kept_base.word(),
            tree.sums.kept_merge.word(),
            tree.commitment,
        ]
        .concat()
    }

    pub(crate) fn submit(&mut self, signed: &Signed, opened: u64, contents: &Contents, tree: &Tree) -> Call {
        let proof = self.proof(signed, opened, contents, tree, 5);
        let root = tree.openings.iter().find(|opening| opening.len() == 429).expect("a root");
        self.send(
            &STRANGER,
            0,
            "submitRoot",
            args!(signed.number, &root[..], [0; 32], 5_u64, &tree.data[..], &proof[..]),
        )
    }
}
