//! States that a client stores: they are read as they were written, and other bytes are refused with their field.

mod common;

use common::{params, proving, seat};
use fernet_core::message::DecodeError;
use fernet_core::*;

fn check(stored: &[u8], len: usize, store_again: impl Fn(&[u8]) -> Result<Vec<u8>, DecodeError>) {
    assert!(!stored.is_empty() && stored.len() <= len);
    assert_eq!(store_again(stored).as_deref(), Ok(stored));
    for cut in 0..stored.len() {
        assert!(store_again(&stored[..cut]).expect_err("it is cut").offset <= cut);
    }
    let surplus = store_again(&[stored, &[0]].concat()).expect_err("it goes on");
    assert_eq!((surplus.error, surplus.offset), (MessageError::Surplus, stored.len()));
    for at in 0..stored.len() {
        let mut changed = stored.to_vec();
        changed[at] ^= 0x81;
        assert!(store_again(&changed).is_ok_and(|again| again == changed) || store_again(&changed).is_err(), "{at}");
    }
}

#[test]
fn a_chain_in_every_phase() {
    let store = |chain: &Chain<8>| {
        let mut buffer = vec![0xee; Chain::<8>::STORED_LEN];
        chain.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let (params, parent) = (params(|_| ()), BlockHash::from_bytes([9; 32]));
    let first = Opening { block_number: BlockNumber::new(1), l1_block: L1Block::new(100), parent };
    let mut chain = Chain::<8>::new(&params, first).unwrap();
    assert_eq!((chain.params(), chain.l1_block()), (&params, L1Block::new(100)));
    let again = |bytes: &[u8]| Chain::<8>::from_bytes(bytes).map(|chain| store(&chain));
    let to = |chain: &mut Chain<8>, l1_block| while chain.advance(L1Block::new(l1_block)).unwrap().is_some() {};
    for round in 0..10 {
        check(&store(&chain), Chain::<8>::STORED_LEN, again);
        assert_eq!(Chain::from_bytes(&store(&chain)).as_ref(), Ok(&chain));
        let opens = 100 + 8 * round;
        to(&mut chain, opens);
        let block = chain.open_blocks().last().unwrap();
        let (at, later) = (L1Block::new(opens), L1Block::new(opens + 3));
        assert_eq!(chain.accepts(at, block, Event::Proposal), Ok(()));
        assert_eq!(chain.accepts(at, block, Event::Tree), Err(PhaseError::NotInThisPhase.into()));
        chain.propose(at, block).unwrap();
        assert_eq!(chain.accepts(later, block, Event::Reveal), Err(ChainError::Behind));
        to(&mut chain, later.get());
        chain.reveal(later, block, ProposalId::from_bytes([7; 32])).unwrap();
        if round != 3 {
            chain.submit_tree(later, block).unwrap();
        }
    }
    assert_eq!(chain.to_bytes(&mut vec![0; Chain::<8>::STORED_LEN - 1]), None);
    // 220 bytes, and 76 for each block.
    assert_eq!(chain.open_blocks().count(), 7);
    assert_eq!((store(&chain).len(), Chain::<8>::STORED_LEN), (220 + 7 * 76, 220 + 8 * 76));
}

#[test]
fn a_ring() {
    let store = |ring: &RandaoRing<4>| {
        let mut buffer = vec![0xee; RandaoRing::<4>::STORED_LEN];
        ring.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let mut ring = RandaoRing::<4>::new();
    for number in 5..10 {
        check(&store(&ring), RandaoRing::<4>::STORED_LEN, |bytes| {
            RandaoRing::<4>::from_bytes(bytes).map(|r| store(&r))
        });
        ring.insert(L1Block::new(number), RandaoMix::from_bytes([7; 32])).unwrap();
    }
    assert_eq!((store(&ring).len(), RandaoRing::<4>::STORED_LEN), (163, 163));
    assert_eq!(ring.to_bytes(&mut [0; 162]), None);
    // The ring in an array of the caller's: 3 bytes, and 40 for each entry.
    assert_eq!([0, 1, 4].map(randao::ring_stored_len), [3, 43, 163]);
    assert_eq!(randao::ring_to_bytes(ring.as_slice(), &mut [0; 163]), Some(store(&ring).as_slice()));
    assert_eq!(randao::ring_to_bytes(ring.as_slice(), &mut [0; 162]), None);
    let mut entries = [RandaoEntry { l1_block: L1Block::new(0), mix: RandaoMix::ZERO }; 5];
    assert_eq!(randao::ring_from_bytes(&store(&ring), &mut entries), Ok(4));
    assert_eq!(&entries[..4], ring.as_slice());
    assert_eq!(RandaoRing::<3>::from_bytes(&store(&ring)).map(|_| ()).map_err(|error| error.field), Err("count"));
}

#[test]
fn a_tree_and_its_verifier_after_every_bundle() {
    let proving = proving(params(|_| ()), 2);
    let store = |verifier: &TreeVerifier<3>| {
        let mut buffer = vec![0xee; TreeVerifier::<3>::STORED_LEN];
        verifier.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let read = |bytes: &[u8]| TreeVerifier::<3>::from_bytes(&proving, bytes);
    let mut verifier = TreeVerifier::<3>::with_stack(&proving).unwrap();
    let mut named = Vec::new();
    for node in [0, 2, 1] {
        check(&store(&verifier), TreeVerifier::<3>::STORED_LEN, |bytes| read(bytes).map(|v| store(&v)));
        // 313 bytes, and 96 for each bundle whose parent has not come.
        assert_eq!((store(&verifier).len(), TreeVerifier::<3>::STORED_LEN), (313 + named.len() * 96, 313 + 3 * 96));
        let children = if node == 1 { [named[0], named[1]] } else { [BundleCommitment::ZERO; 2] };
        let seats = [seat(&proving, 1, 100, &common::claim(node, children))];
        verifier = read(&store(&verifier)).unwrap();
        named.push(verifier.insert(&Bundle::new(&proving, &seats).unwrap()).unwrap().commitment());
    }
    check(&store(&verifier), TreeVerifier::<3>::STORED_LEN, |bytes| read(bytes).map(|v| store(&v)));
    assert_eq!(verifier.to_bytes(&mut vec![0; TreeVerifier::<3>::STORED_LEN - 1]), None);
    let tree = read(&store(&verifier)).unwrap().finish().unwrap();
    assert_eq!(Tree::from_bytes(&proving, &tree.to_bytes()), Ok(tree));
    check(&tree.to_bytes(), Tree::STORED_LEN, |bytes| Tree::from_bytes(&proving, bytes).map(|t| t.to_bytes().to_vec()));
    assert_eq!(Tree::from_root(tree.root(), tree.accumulator().sums()), Ok(tree));
    let base = seat(&proving, 1, 100, &common::claim(0, [BundleCommitment::ZERO; 2]));
    assert_eq!(Tree::from_root(&base, tree.accumulator().sums()), Err(TreeError::Missing));

    let other = common::proving(params(|_| ()), 3);
    let foreign = TreeVerifier::<3>::from_bytes(&other, &store(&verifier));
    assert_eq!(foreign.map(|_| ()).map_err(|error| error.field), Err("tree"));
}
