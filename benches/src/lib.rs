//! Inputs that several benches share: the proving of a block, and a tree in which every seat is filled.

use fernet_core::{
    Accumulator, Address, Beta, BlockNumber, Bundle, BundleCommitment, Claim, KeyBytes, L1Block, ParamValues, Params,
    PinnedMix, ProofDigest, ProposalId, ProverSeed, ProvingContext, RandaoMix, Registration, Role, Seat, Snapshot,
    Statement, Ticket, TreeShape,
};

/// A key that contains `n` and is no point of the curve.
#[must_use]
pub fn key(n: u64) -> KeyBytes {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    KeyBytes::from_bytes(bytes)
}

/// The default parameters of a rollup on chain 1.
#[must_use]
pub fn params() -> Params {
    Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20]))).expect("in range")
}

/// The pinned mix of the block.
#[must_use]
pub fn pinned() -> PinnedMix {
    PinnedMix::new(BlockNumber::new(1), L1Block::new(1000), RandaoMix::ZERO).expect("late enough")
}

/// The proving of a block with this number of base proofs.
#[must_use]
pub fn proving(bases: u64) -> ProvingContext {
    let (params, pinned) = (params(), pinned());
    let snapshot = Snapshot::new(&params, &pinned);
    let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
    ProvingContext::new(params, seed, ProposalId::ZERO, TreeShape::new(bases).expect("in range"), snapshot)
}

/// The bundles of a tree with every seat filled, in post-order.
#[must_use]
pub fn full_tree(proving: &ProvingContext) -> Vec<Bundle> {
    let shape = proving.shape();
    let mut stack: Vec<Accumulator> = Vec::new();
    let mut bundle = |node| {
        let children = shape.children(node).map(|_| {
            let right = stack.pop().expect("two children");
            (stack.pop().expect("two children"), right)
        });
        let named = children.map_or([BundleCommitment::ZERO; 2], |(l, r)| [l.commitment(), r.commitment()]);
        let seat = |n: u8| -> Seat {
            let claim = Claim {
                node,
                statement: Statement::from_bytes([1; 32]),
                proof_digest: ProofDigest::from_bytes([n; 32]),
                left: named[0],
                right: named[1],
                fee_burn: 0,
                payout: Address::from_bytes([n; 20]),
                rebate_payee: Address::ZERO,
            };
            let registration = Registration {
                key: key(n.into()),
                role: Role::Prover,
                entry_l1_block: L1Block::new(0),
                exit_l1_block: None,
            };
            proving
                .check(&registration, &claim)
                .expect("a valid claim")
                .seat_with_ticket(Ticket::new(1000 - u128::from(n)))
        };
        let seats: Vec<Seat> = (1..=if node == shape.root() { 1 } else { 3 }).map(seat).collect();
        let bundle = Bundle::new(proving, &seats).expect("a valid bundle");
        let sum = bundle.accumulate(children.as_ref().map(|(l, r)| (l, r))).expect("the children are these");
        stack.push(sum);
        bundle
    };
    shape.post_order().map(&mut bundle).collect()
}
