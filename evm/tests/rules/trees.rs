//! Random trees and openings, the Rust crates against the contracts.

use std::collections::BTreeMap;

use evm::{Arg, Word, args};
use fernet_core::{
    Accumulator, Address, Bundle, BundleCommitment, Claim, FeeBurn, KeyBytes, L1Block, MAX_OPENING_LEN, NodeData,
    NodeIndex, OpenedSeat, OpeningBuilder, OpeningError, ParamValues, Params, PinnedMix, ProposalId, ProverSeed,
    ProvingContext, RandaoMix, Registration, Role, Score, Seat, SeatOpening, Snapshot, Sums, Ticket, TreeDataHash,
    TreeShape,
};

use crate::random::{count, name};
use crate::values::Values;
use crate::{ask, call};

fn sums_words(sums: &Sums) -> Vec<[u8; 32]> {
    vec![sums.total.to_be_bytes(), sums.filled.word(), sums.kept_base.word(), sums.kept_merge.word()]
}

/// A tree with its bundles, in post-order.
struct Made {
    proving: ProvingContext,
    bundles: Vec<(Bundle, Accumulator)>,
}

fn seat(proving: &ProvingContext, v: &mut Values, claim: Claim) -> Seat {
    let key = KeyBytes::from_bytes(v.fresh());
    let registration = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
    proving.check(&registration, &claim).expect("a claim").seat_with_ticket(Ticket::new(v.u128()))
}

fn make(v: &mut Values, bases: u64) -> Made {
    let values = ParamValues { root_seats: Some(1), ..ParamValues::new(1, Address::from_bytes([0xfe; 20])) };
    let params = Params::new(values).expect("in range");
    let pinned = PinnedMix::new(1.into(), L1Block::new(1000), RandaoMix::ZERO).expect("late enough");
    let shape = TreeShape::new(bases).expect("a tree");
    let (seed, proposal) = (ProverSeed::from(v.hash()), ProposalId::from(v.hash()));
    let proving = ProvingContext::new(params, seed, proposal, shape, Snapshot::new(&params, &pinned));
    let mut made: BTreeMap<NodeIndex, Accumulator> = BTreeMap::new();
    let mut bundles = Vec::new();
    for node in shape.post_order() {
        let below = shape.children(node).map(|(left, right)| (made[&left], made[&right]));
        let zero = BundleCommitment::ZERO;
        let (left, right) = below.map_or((zero, zero), |(left, right)| (left.commitment(), right.commitment()));
        let seats = if node == shape.root() { 1 } else { 1 + v.below(3) };
        let statement = v.hash();
        let mut seats: Vec<Seat> = (0..seats)
            .map(|_| {
                let claim = Claim {
                    node,
                    statement: statement.into(),
                    proof_digest: v.fresh().into(),
                    left,
                    right,
                    fee_burn: v.share(),
                    payout: Address::from_bytes([7; 20]),
                    rebate_payee: v.address().into(),
                };
                seat(&proving, v, claim)
            })
            .collect();
        seats.sort_unstable();
        let bundle = Bundle::new(&proving, &seats).expect("a bundle");
        let children = below.as_ref().map(|(left, right)| (left, right));
        let accumulator = bundle.accumulate(children).expect("its children");
        made.insert(node, accumulator);
        bundles.push((bundle, accumulator));
    }
    Made { proving, bundles }
}

/// The commitment, digest and sums of a bundle, by the contracts.
fn recompute(bundle: &Bundle, children: Option<(&Accumulator, &Accumulator)>) -> ([u8; 32], Vec<[u8; 32]>) {
    let node = bundle.node().get();
    let below = children.map_or(vec![[0; 32]; 4], |(left, right)| {
        ask("add", args![sums_words(&left.sums()), sums_words(&right.sums())]).words().to_vec()
    });
    let mut sums = below;
    let mut ids = [[0; 32]; 3];
    for (id, seat) in ids.iter_mut().zip(bundle.seats()) {
        let (key, score) = (*seat.scored_key().key().as_bytes(), seat.scored_key().score().to_be_bytes());
        *id = ask("seatId", args![key, *seat.claim_id().as_bytes(), score]).word(0);
        assert_eq!(id, seat.id().as_bytes());
        sums = ask("addSeat", args![sums, node, score, seat.claim().fee_burn]).words().to_vec();
    }
    let count = u8::try_from(bundle.seats().count()).expect("few");
    let digest = ask("seatsDigest", args![count, ids[0], ids[1], ids[2]]).word(0);
    let (left, right) = children
        .map_or(([0; 32], [0; 32]), |(left, right)| (*left.commitment().as_bytes(), *right.commitment().as_bytes()));
    (ask("bundleCommitment", args![node, digest, left, right, sums.clone()]).word(0), sums)
}

#[test]
fn trees_and_openings_agree_with_the_crates() {
    let mut v = Values::new("trees");
    for trees in 0..count().div_ceil(20) {
        let bases = 1 + u64::try_from(v.below(if trees % 10 == 0 { 70 } else { 12 })).expect("few");
        let made = make(&mut v, bases);
        let shape = made.proving.shape();
        let mut data = Vec::new();
        let by_node: BTreeMap<NodeIndex, &Accumulator> =
            made.bundles.iter().map(|(bundle, accumulator)| (bundle.node(), accumulator)).collect();
        for (bundle, accumulator) in &made.bundles {
            let children = shape.children(bundle.node()).map(|(left, right)| (by_node[&left], by_node[&right]));
            let (commitment, sums) = recompute(bundle, children);
            assert_eq!(&commitment, accumulator.commitment().as_bytes());
            assert_eq!(sums, sums_words(&accumulator.sums()));
            data.push(NodeData::new(bundle, accumulator));
        }
        let bytes: Vec<u8> = data.iter().flat_map(|node| node.to_bytes()).collect();
        let hash = TreeDataHash::new(shape, data.iter().copied()).expect("all nodes");
        assert_eq!(ask("treeDataHash", args![bases, &bytes[..]]).word(0), *hash.as_bytes());
        let short = call("treeDataHash", args![bases, &bytes[152..]]);
        assert_eq!(short.map(|_| ()), Err("Missing".to_owned()));
        assert_eq!(call("treeDataHash", args![bases, &[&bytes[..], &[0; 152]].concat()[..]]).unwrap_err(), "Surplus");

        let root = made.bundles.last().expect("a root").1.commitment();
        for _ in 0..20 {
            let (bundle, _) = &made.bundles[v.below(made.bundles.len())];
            let seats: Vec<_> = bundle.seats().collect();
            let seat = OpenedSeat::from(seats[v.below(seats.len())]);
            let (seed, proposal) = (made.proving.seed(), made.proving.proposal_id());
            let mut builder = OpeningBuilder::new(shape, seed, proposal, seat).expect("a node");
            for node in &data {
                builder.insert(node).expect("in order");
            }
            let opening = builder.finish().expect("all nodes");
            let mut buffer = [0; MAX_OPENING_LEN];
            let bytes = opening.to_bytes(&mut buffer);
            compare(bytes, bases, (seed, proposal), root, true);
            let opened = ask("openedSeat", args![bytes]);
            let expected = [
                *seat.key.as_bytes(),
                seat.claim.node.get().word(),
                *seat.claim.statement.as_bytes(),
                *seat.claim.proof_digest.as_bytes(),
                *seat.claim.left.as_bytes(),
                *seat.claim.right.as_bytes(),
                seat.claim.fee_burn.word(),
                seat.claim.payout.as_bytes().word(),
                seat.claim.rebate_payee.as_bytes().word(),
                seat.score.to_be_bytes(),
                opening.position().word(),
            ];
            assert_eq!(opened.words()[..11], expected);
            let commitment = |node: NodeIndex| *by_node[&node].commitment().as_bytes();
            let children = shape.children(bundle.node()).map(|(left, right)| [commitment(left), commitment(right)]);
            assert_eq!(opened.words()[11..13], children.unwrap_or_default());
            assert_eq!(opened.words()[13..], sums_words(&by_node[&bundle.node()].sums()));
            changed(&mut v, bytes, bases, (seed, proposal), root);
        }
    }
}

/// Openings that are changed, each refused by both for the same reason.
fn changed(v: &mut Values, opening: &[u8], bases: u64, block: (&ProverSeed, &ProposalId), root: BundleCommitment) {
    let mut bytes = opening.to_vec();
    match v.below(6) {
        0 => bytes.truncate(v.below(bytes.len())),
        1 => bytes.truncate(bytes.len().saturating_sub(120)),
        2 => bytes.extend([v.hash(), v.hash(), v.hash(), v.hash()].concat()[..120].iter()),
        3 => bytes[245..277].fill(0),
        4 => bytes[244] = u8::try_from(v.below(256)).expect("a byte"),
        _ => {
            let place = v.below(bytes.len());
            bytes[place] ^= 1 << v.below(8);
        }
    }
    compare(&bytes, bases, block, root, bytes == opening);
    // Another number of bases, which the commitment does not bind, may fit by chance: both say so.
    compare(opening, v.bases(), block, root, false);
}

fn compare(
    bytes: &[u8],
    bases: u64,
    (seed, proposal): (&ProverSeed, &ProposalId),
    root: BundleCommitment,
    must_verify: bool,
) {
    let shape = TreeShape::new(bases).expect("a tree");
    let expected = SeatOpening::from_bytes(bytes).and_then(|opening| opening.verify(shape, seed, proposal, &root));
    let asked: [Arg; 5] = [
        bytes.into(),
        bases.into(),
        (*seed.as_bytes()).into(),
        (*proposal.as_bytes()).into(),
        (*root.as_bytes()).into(),
    ];
    let answer = call("verifyOpening", &asked).map(|_| ());
    assert_eq!(answer, expected.map(|_| ()).map_err(name), "{bases} {bytes:02x?}");
    assert!(!must_verify || answer.is_ok());
}

#[test]
fn openings_at_every_depth_agree_with_the_crates() {
    let mut v = Values::new("depths");
    let mut deepest = 0;
    for _ in 0..count() {
        let bases = if v.below(4) == 0 { 1 << 32 } else { v.bases() };
        let shape = TreeShape::new(bases).expect("a tree");
        let node = NodeIndex::new(u64::from_be_bytes(*v.fresh().first_chunk().expect("8")) % shape.nodes());
        let levels = shape.depth_of(node).expect("a node");
        let mut bytes = Vec::new();
        while bytes.len() < 429 + 120 * levels as usize {
            bytes.extend(v.fresh());
        }
        bytes.truncate(429 + 120 * levels as usize);
        bytes[32..40].copy_from_slice(&node.get().to_be_bytes());
        bytes[244] = u8::try_from(v.below(3)).expect("few");
        let (seed, proposal) = (ProverSeed::from(v.hash()), ProposalId::from(v.hash()));
        let asked = args![&bytes[..], bases, *seed.as_bytes(), *proposal.as_bytes()].to_vec();
        let root = ask("openingRoot", &asked).word(0);
        compare(&bytes, bases, (&seed, &proposal), root.into(), true);
        let mut other = root;
        other[v.below(32)] ^= 1;
        let opening = SeatOpening::from_bytes(&bytes).expect("an opening");
        assert_eq!(opening.verify(shape, &seed, &proposal, &other.into()), Err(OpeningError::RootDiffers));
        compare(&bytes, bases, (&seed, &proposal), other.into(), false);
        deepest = deepest.max(levels);
    }
    assert_eq!(deepest, 32);
}

#[test]
fn the_better_of_two_trees_is_that_of_the_crates() {
    let mut v = Values::new("competition");
    for _ in 0..count() {
        let mut make = || {
            let score = Score::new(Ticket::new(v.u128()), FeeBurn::new(v.share()).expect("a burn"));
            (score.to_be_bytes(), u64::try_from(v.below(3)).expect("few"), v.hash())
        };
        let (a, mut b) = (make(), make());
        let equal = v.below(4);
        if equal > 0 {
            b.0 = a.0;
        }
        if equal > 1 {
            b.1 = a.1;
        }
        if equal > 2 {
            b.2 = a.2;
        }
        // SPEC `#competition`: the higher total, more filled seats, the smaller commitment.
        let rank = |(total, filled, commitment)| (std::cmp::Reverse(total), std::cmp::Reverse(filled), commitment);
        let words = |(total, filled, _): ([u8; 32], u64, [u8; 32])| vec![total, filled.word(), [0; 32], [0; 32]];
        let answer = ask("treeComesBefore", args![words(a), a.2, words(b), b.2]).is(0);
        assert_eq!(answer, rank(a) < rank(b));
    }
}
