//! A small block to test with.
#![allow(dead_code, reason = "each test file uses its own part")]

use fernet_core::*;

/// The id of the leader's proposal.
pub(crate) const LEADER: ProposalId = ProposalId::from_bytes([0x1d; 32]);

pub(crate) fn params(change: impl FnOnce(&mut ParamValues)) -> Params {
    let mut values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    change(&mut values);
    Params::new(values).unwrap()
}

pub(crate) fn pinned() -> PinnedMix {
    PinnedMix::new(BlockNumber::new(42), L1Block::new(1000), RandaoMix::from_bytes([7; 32])).unwrap()
}

/// A split of any number of ppm.
pub(crate) fn split(ppm: u32) -> FeeSplit {
    params(|values| (values.fee_split_cap, values.bond_base) = (u32::MAX, 1)).fee_split(ppm).unwrap()
}

pub(crate) fn snapshot(params: &Params) -> Snapshot {
    Snapshot::new(params, &pinned())
}

pub(crate) fn proving(params: Params, bases: u64) -> ProvingContext {
    let pinned = pinned();
    let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
    ProvingContext::new(params, seed, LEADER, TreeShape::new(bases).unwrap(), snapshot(&params))
}

pub(crate) fn registration(key: u8, role: Role) -> Registration {
    Registration { key: KeyBytes::from_bytes([key; 32]), role, entry_l1_block: L1Block::new(0), exit_l1_block: None }
}

pub(crate) fn claim(node: u64, [left, right]: [BundleCommitment; 2]) -> Claim {
    Claim {
        node: NodeIndex::new(node),
        statement: Statement::from_bytes([0x57; 32]),
        proof_digest: ProofDigest::from_bytes([0xd1; 32]),
        left,
        right,
        fee_burn: 0,
        payout: Address::from_bytes([0xaa; 20]),
        rebate_payee: Address::ZERO,
    }
}

/// The seat of a claim whose proof is that of the key.
pub(crate) fn seat(proving: &ProvingContext, key: u8, ticket: u128, claim: &Claim) -> Seat {
    seat_of(proving, key, ticket, &Claim { proof_digest: ProofDigest::from_bytes([key; 32]), ..*claim })
}

/// The seat of a claim as it is.
pub(crate) fn seat_of(proving: &ProvingContext, key: u8, ticket: u128, claim: &Claim) -> Seat {
    proving.check(&registration(key, Role::Prover), claim).unwrap().seat_with_ticket(Ticket::new(ticket))
}

/// A valid tree, bottom up: `seats` gives key and ticket of each seat of a node, primary first.
pub(crate) fn grow(proving: &ProvingContext, seats: impl Fn(u64) -> Vec<(u8, u128)>) -> (Vec<Bundle>, Accumulator) {
    let shape = proving.shape();
    let mut stack: Vec<Accumulator> = Vec::new();
    let mut bundles = Vec::new();
    for node in shape.post_order() {
        let children = shape.children(node).map(|_| {
            let right = stack.pop().unwrap();
            (stack.pop().unwrap(), right)
        });
        let named = children.map_or([BundleCommitment::ZERO; 2], |(l, r)| [l.commitment(), r.commitment()]);
        let filled: Vec<Seat> = seats(node.get())
            .iter()
            .map(|(key, ticket)| seat(proving, *key, *ticket, &claim(node.get(), named)))
            .collect();
        let bundle = Bundle::new(proving, &filled).unwrap();
        stack.push(bundle.accumulate(children.as_ref().map(|(l, r)| (l, r))).unwrap());
        bundles.push(bundle);
    }
    (bundles, stack.pop().unwrap())
}
