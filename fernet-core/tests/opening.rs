//! Openings of every seat of any tree, and what they bind.

mod common;
use common::{claim, params, proving, seat};
use fernet_core::*;
use proptest::prelude::*;

/// A tree with any number of seats at each node: its data, its seats and the commitment of its root.
fn tree(bases: u64, mut word: u64) -> (ProvingContext, Vec<NodeData>, Vec<Seat>, BundleCommitment) {
    let proving = proving(params(|_| {}), bases);
    let (shape, mut stack) = (proving.shape(), Vec::<Accumulator>::new());
    let (mut data, mut all) = (Vec::new(), Vec::new());
    for node in shape.post_order() {
        let children = shape.children(node).map(|_| {
            let right = stack.pop().unwrap();
            (stack.pop().unwrap(), right)
        });
        let named = children.map_or([BundleCommitment::ZERO; 2], |(l, r)| [l.commitment(), r.commitment()]);
        word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let count = if node == shape.root() { 1 } else { 1 + (word >> 33) % 3 } as u8;
        let seats: Vec<Seat> = (1..=count)
            .map(|key| {
                let fee_burn = (word >> 20) as u32 % 1_000_001;
                seat(&proving, key, 100 - u128::from(key), &Claim { fee_burn, ..claim(node.get(), named) })
            })
            .collect();
        let bundle = Bundle::new(&proving, &seats).unwrap();
        let sum = bundle.accumulate(children.as_ref().map(|(l, r)| (l, r))).unwrap();
        data.push(NodeData::new(&bundle, &sum));
        all.extend(seats);
        stack.push(sum);
    }
    let root = stack.pop().unwrap().commitment();
    (proving, data, all, root)
}

fn open(proving: &ProvingContext, data: &[NodeData], seat: &Seat) -> SeatOpening {
    let mut builder = OpeningBuilder::new(proving.shape(), proving.seed(), proving.proposal_id(), seat.into()).unwrap();
    data.iter().for_each(|node| _ = builder.insert(node).unwrap());
    builder.finish().unwrap()
}

proptest! {
    #[test]
    fn every_seat_opens_and_each_has_its_bit(bases in 1..40_u64, word: u64) {
        let (proving, data, seats, root) = tree(bases, word);
        let mut bits = std::collections::BTreeSet::new();
        for seat in &seats {
            let opening = open(&proving, &data, seat);
            prop_assert_eq!(opening.seat(), &OpenedSeat::from(seat));
            let bit = opening.verify(proving.shape(), proving.seed(), proving.proposal_id(), &root).unwrap();
            prop_assert!(bits.insert(bit));
            let mut buffer = [0; MAX_OPENING_LEN];
            let bytes = opening.to_bytes(&mut buffer);
            let depth = proving.shape().depth_of(seat.claim().node).unwrap() as usize;
            prop_assert_eq!(bytes.len(), 429 + 120 * depth);
            prop_assert_eq!(SeatOpening::from_bytes(bytes), Ok(opening));
        }
    }

    /// Every byte of an opening is bound.
    #[test]
    fn no_other_opening_verifies(bases in 1..12_u64, word: u64, which: prop::sample::Index, xor in 1..=255_u8) {
        let (proving, data, seats, root) = tree(bases, word);
        let mut buffer = [0; MAX_OPENING_LEN];
        let bytes = open(&proving, &data, which.get(&seats)).to_bytes(&mut buffer).to_vec();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= xor;
            let opening = SeatOpening::from_bytes(&changed).unwrap();
            prop_assert!(opening.verify(proving.shape(), proving.seed(), proving.proposal_id(), &root).is_err(), "byte {}", at);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..1000), root: [u8; 32]) {
        let proving = proving(params(|_| {}), 5);
        if let Ok(opening) = SeatOpening::from_bytes(&bytes) {
            let mut buffer = [0; MAX_OPENING_LEN];
            prop_assert_eq!(opening.to_bytes(&mut buffer), bytes);
            prop_assert!(opening.verify(proving.shape(), proving.seed(), proving.proposal_id(), &root.into()).is_err());
        }
    }
}

#[test]
fn an_opening_is_of_one_block_and_one_tree() {
    let (proving, data, seats, root) = tree(4, 1);
    let opening = open(&proving, &data, &seats[0]);
    let seed = ProverSeed::from_bytes([8; 32]);
    assert_eq!(opening.verify(proving.shape(), &seed, proving.proposal_id(), &root), Err(OpeningError::RootDiffers));
    let proposal_id = ProposalId::from_bytes([8; 32]);
    let other = opening.verify(proving.shape(), proving.seed(), &proposal_id, &root);
    assert_eq!(other, Err(OpeningError::RootDiffers));
    for bases in [2, 5] {
        let shape = TreeShape::new(bases).unwrap();
        assert!(opening.verify(shape, proving.seed(), proving.proposal_id(), &root).is_err());
    }
}

/// The sizes that the specification states.
#[test]
fn sizes() {
    let (proving, data, seats, _) = tree(16, 3);
    assert_eq!(data.len() * NODE_DATA_LEN, 4712);
    let longest = seats.iter().map(|seat| open(&proving, &data, seat).to_bytes(&mut [0; MAX_OPENING_LEN]).len()).max();
    assert_eq!((longest, MAX_OPENING_LEN), (Some(909), 4269));
}

#[test]
fn tree_data_is_that_of_every_node() {
    let (proving, data, seats, _) = tree(3, 2);
    let hash = |nodes: &[NodeData]| TreeDataHash::new(proving.shape(), nodes.iter().copied());
    assert_eq!(hash(&data[..4]), Err(OpeningError::Missing));
    assert_eq!(hash(&[&data[..], &data[4..]].concat()), Err(OpeningError::Surplus));
    let good = hash(&data).unwrap();
    for at in 0..data.len() {
        let mut changed = data.clone();
        changed[at].sums.kept_merge ^= 1;
        assert_ne!(hash(&changed), Ok(good));
    }
    let mut builder =
        OpeningBuilder::new(proving.shape(), proving.seed(), proving.proposal_id(), (&seats[0]).into()).unwrap();
    assert_eq!(builder.insert(&data[4]), Err(OpeningError::NotInBundle));
    data.iter().for_each(|node| _ = builder.insert(node).unwrap());
    assert_eq!(builder.insert(&data[0]), Err(OpeningError::Surplus));
    assert!(builder.finish().is_ok());
}
