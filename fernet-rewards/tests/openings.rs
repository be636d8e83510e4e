//! Whole trees from their seats to their payments: every seat opens and is paid from the reserve, and no other seat opens.

mod common;

use common::{Cases, params, values, wei};
use fernet_core::*;
use fernet_rewards::{Rebate, SettlementPlan, unclaimed};

const ORDINARY: u32 = 100;
const MANY_TREES: u32 = 100_000;
const MANY_OPENINGS: u64 = 1_000_000;

/// A block with a tree of any number of seats at each node.
struct Tree {
    proving: ProvingContext,
    seats: Vec<Seat>,
    data: Vec<NodeData>,
    root: Accumulator,
}

fn tree(cases: &mut Cases) -> Tree {
    let proofs_per_node = 1 + cases.below(3) as u8;
    let base_share = (cases.below(2) == 0).then(|| cases.ppm());
    let params = params(ParamValues { proofs_per_node, base_share, rebate_cap: cases.wei(), ..values() });
    let pinned = PinnedMix::new(BlockNumber::new(cases.word()), L1Block::new(1000), RandaoMix::ZERO).unwrap();
    let (proposal_id, shape) = (ProposalId::from_bytes([0x1d; 32]), TreeShape::new(1 + cases.below(7)).unwrap());
    let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([3; 64]));
    let proving = ProvingContext::new(params, seed, proposal_id, shape, Snapshot::new(&params, &pinned));
    let (mut seats, mut data, mut stack) = (Vec::new(), Vec::new(), Vec::<Accumulator>::new());
    for node in shape.post_order() {
        let children = shape.children(node).map(|_| {
            let right = stack.pop().unwrap();
            (stack.pop().unwrap(), right)
        });
        let [left, right] =
            children.map_or([BundleCommitment::ZERO; 2], |(left, right)| [left.commitment(), right.commitment()]);
        let filled = if node == shape.root() { 1 } else { 1 + cases.below(proofs_per_node.into()) as u8 };
        let mut of_node: Vec<Seat> = (1..=filled).map(|key| seat(&proving, cases, key, node, [left, right])).collect();
        if let [_, others @ ..] = of_node.as_mut_slice() {
            others.sort();
        }
        let bundle = Bundle::new(&proving, &of_node).unwrap();
        let sum = bundle.accumulate(children.as_ref().map(|(left, right)| (left, right))).unwrap();
        data.push(NodeData::new(&bundle, &sum));
        seats.extend(of_node);
        stack.push(sum);
    }
    Tree { proving, seats, data, root: stack.pop().unwrap() }
}

fn seat(
    proving: &ProvingContext,
    cases: &mut Cases,
    key: u8,
    node: NodeIndex,
    [left, right]: [BundleCommitment; 2],
) -> Seat {
    let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
    let key = KeyBytes::from_bytes([key; 32]);
    let claim = Claim {
        node,
        statement: Statement::from_bytes([2; 32]),
        proof_digest: ProofDigest::from_bytes(key.to_bytes()),
        left,
        right,
        fee_burn: cases.ppm(),
        payout: Address::from_bytes([5; 20]),
        rebate_payee: Address::ZERO,
    };
    let checked = proving.check(&Registration { key, role: Role::Prover, entry_l1_block, exit_l1_block }, &claim);
    let ticket = u128::from(cases.word()) << 64 | u128::from(cases.word());
    checked.unwrap().seat_with_ticket(Ticket::new(ticket))
}

/// The offset of the first byte of every field, and the length of the opening. A level has six fields.
fn fields(levels: usize) -> Vec<usize> {
    let of_seat = [32, 8, 32, 32, 32, 32, 4, 20, 20, 32];
    let of_bundle = [1, 32, 32, 32, 32, 32, 8, 8, 8];
    let of_level = [32, 32, 32, 8, 8, 8];
    let widths = of_seat.into_iter().chain(of_bundle).chain((0..levels).flat_map(|_| of_level));
    let mut offsets = vec![0];
    offsets.extend(widths.scan(0, |end, width| {
        *end += width;
        Some(*end)
    }));
    offsets
}

/// Opens a seat from the data of its tree, and changes a byte of every field.
fn check_opening(tree: &Tree, seat: &Seat, cases: &mut Cases) -> u64 {
    let (shape, seed, proposal_id) = (tree.proving.shape(), tree.proving.seed(), tree.proving.proposal_id());
    let mut builder = OpeningBuilder::new(shape, seed, proposal_id, seat.into()).unwrap();
    tree.data.iter().for_each(|node| _ = builder.insert(node).unwrap());
    let opening = builder.finish().unwrap();
    let verify = |opening: &SeatOpening| opening.verify(shape, seed, proposal_id, &tree.root.commitment());
    let bit = verify(&opening).unwrap();
    let mut buffer = [0; MAX_OPENING_LEN];
    let mut bytes = opening.to_bytes(&mut buffer).to_vec();
    let fields = fields(usize::from(opening.levels()));
    assert_eq!(fields.last(), Some(&bytes.len()));
    for field in fields.windows(2) {
        let at = field[0] + cases.below((field[1] - field[0]) as u64) as usize;
        let xor = 1 + cases.below(255) as u8;
        bytes[at] ^= xor;
        assert!(verify(&SeatOpening::from_bytes(&bytes).unwrap()).is_err(), "byte {at} of {opening:?}");
        bytes[at] ^= xor;
    }
    bit
}

/// Settles the tree from its root, and pays every seat.
fn check_payments(tree: &Tree, cases: &mut Cases) {
    let params = tree.proving.params();
    let plan = loop {
        let (fees, split) = (wei(cases.wei()), params.fee_split(cases.ppm()).unwrap());
        // A bond of 0 is enough for a split of at most 1.
        if let Ok(plan) = SettlementPlan::new(params, tree.proving.shape(), fees, split, Amount::ZERO) {
            break plan;
        }
    };
    let pay = |seat: &Seat| plan.pay(seat.claim().node, FeeBurn::new(seat.claim().fee_burn).unwrap()).unwrap().wei();
    let paid: u128 = tree.seats.iter().map(pay).sum();
    let sums = tree.root.sums();
    assert_eq!(sums.filled, tree.seats.len() as u64);
    let rebate = Rebate::new(Address::from_bytes([1; 20]), cases.word() >> 30, wei(cases.wei()));
    let receipt = plan.settle(sums.kept_base, sums.kept_merge, rebate).unwrap();
    assert!(receipt.reserved().wei() >= paid, "{receipt:?}");
    let dust = unclaimed(receipt.reserved(), wei(paid)).unwrap().wei();
    assert!(dust < u128::from(sums.filled), "{receipt:?}");
    let spent = receipt.sequencer().wei() + receipt.reserved().wei() + receipt.burned().wei() + receipt.rebate().wei();
    assert_eq!(receipt.fees().wei() + receipt.bond_used().wei(), spent, "{receipt:?}");
}

/// Checks this number of trees, or more until there were as many openings, and returns the numbers of both.
fn run(trees: u32, openings: u64) -> (u32, u64) {
    let (mut cases, mut checked, mut opened) = (Cases(0xfe7), 0, 0);
    while checked < trees || opened < openings {
        let tree = tree(&mut cases);
        check_payments(&tree, &mut cases);
        let mut bits: Vec<u64> = tree.seats.iter().map(|seat| check_opening(&tree, seat, &mut cases)).collect();
        opened += bits.len() as u64;
        bits.sort_unstable();
        bits.dedup();
        assert_eq!(bits.len(), tree.seats.len(), "each seat has its bit");
        checked += 1;
    }
    (checked, opened)
}

#[test]
fn every_seat_opens_and_is_paid() {
    run(ORDINARY, 0);
}

#[test]
#[ignore = "takes minutes: CONTRIBUTING.md lists it"]
fn every_seat_opens_and_is_paid_a_million_times() {
    let (trees, openings) = run(MANY_TREES, MANY_OPENINGS);
    println!("{trees} trees, {openings} openings");
}
