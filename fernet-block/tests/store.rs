//! What a client stores, and that other bytes are refused with their field.

mod common;

use common::*;
use fernet_block::{Block, Rollup};
use fernet_core::message::{DecodeError, L1EventMessage};
use fernet_core::*;

/// A block with everything: proposals, a reveal and a best tree; the chain, and the seats of the tree by bundle.
fn whole() -> (Network, Vec<Vec<Seat>>) {
    let mut network = network();
    reveal(&mut network);
    let (_, chain, block, registry) = &mut network;
    let bundles = tree(block, &[10, 11]);
    let seat = |message| block.claim(message, registry.as_slice()).expect("a valid claim");
    let seats: Vec<Vec<Seat>> = bundles.iter().map(|bundle| bundle.iter().map(seat).collect()).collect();
    let bytes = ids(block, &bundles);
    let message = message::TreeMessage::<ClaimId>::decode(&bytes).expect("a message");
    block.submit_ids(chain, &at(OPENS + 4), &message, seats.concat().as_slice()).expect("it is valid");
    (network, seats)
}

/// Checks that `stored` cannot be read when it is cut or goes on, and that a changed byte is refused or is another state.
fn check(stored: &[u8], store_again: impl Fn(&[u8]) -> Result<Vec<u8>, DecodeError>) {
    assert_eq!(store_again(stored).as_deref(), Ok(stored));
    for len in 0..stored.len() {
        let error = store_again(&stored[..len]).expect_err("it is cut");
        assert!(error.offset <= len, "{error} of {len} bytes");
    }
    let longer = [stored, &[0]].concat();
    let surplus = store_again(&longer).expect_err("it goes on");
    assert_eq!((surplus.error, surplus.field, surplus.offset), (MessageError::Surplus, "end", stored.len()));
    for at in 0..stored.len() {
        let mut changed = stored.to_vec();
        changed[at] ^= 0x81;
        if let Ok(again) = store_again(&changed) {
            assert!(again == changed, "byte {at}: one encoding for each state");
        }
    }
    let mut version = stored.to_vec();
    version[0] = 2;
    assert_eq!(store_again(&version).map_err(|error| error.error), Err(MessageError::Version));
}

#[test]
fn a_block() {
    let store = |block: &Block<3>| {
        let mut buffer = vec![0xee; Block::<3>::STORED_LEN];
        block.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let ((_, _, mut block, _), _) = whole();
    let bytes = store(&block);
    // With a tree 726 bytes, and 288 for each proposal, on P-256 one more.
    let proposals = block.election().ranking().len();
    assert_eq!((bytes.len(), Block::<3>::STORED_LEN), (726 + proposals * 288, 726 + 3 * 289));
    check(&bytes, |bytes| Block::<3>::from_bytes(bytes).map(|block| store(&block)));
    assert_eq!(block.to_bytes(&mut vec![0; Block::<3>::STORED_LEN - 1]), None);
    assert_eq!(Block::<3>::from_bytes(&bytes).expect("a block").best_tree(), block.best_tree());

    // A block that keeps fewer proposals does not take them all.
    assert_eq!(Block::<2>::from_bytes(&bytes).map(|_| ()).map_err(|error| error.field), Err("count"));
    block.reorganised(l1(0));
    check(&store(&block), |bytes| Block::<3>::from_bytes(bytes).map(|block| store(&block)));
    check(&store(&network().2), |bytes| Block::<3>::from_bytes(bytes).map(|block| store(&block)));
}

#[test]
fn a_chain() {
    let store = |chain: &Chain<8>| {
        let mut buffer = vec![0xee; Chain::<8>::STORED_LEN];
        chain.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let ((_, mut chain, ..), _) = whole();
    drain(&mut chain, OPENS + 20);
    check(&store(&chain), |bytes| Chain::<8>::from_bytes(bytes).map(|chain| store(&chain)));
    assert_eq!(chain.to_bytes(&mut vec![0; Chain::<8>::STORED_LEN - 1]), None);
    let one = Chain::<8>::of_one_block(&params(), opening());
    check(&store(&one), |bytes| Chain::<8>::from_bytes(bytes).map(|chain| store(&chain)));
}

#[test]
fn a_ring() {
    let mut ring = RandaoRing::<4>::new();
    let store = |ring: &RandaoRing<4>| {
        let mut buffer = vec![0xee; RandaoRing::<4>::STORED_LEN];
        ring.to_bytes(&mut buffer).expect("room").to_vec()
    };
    for number in [5, 6, 9, 10, 11] {
        check(&store(&ring), |bytes| RandaoRing::<4>::from_bytes(bytes).map(|ring| store(&ring)));
        ring.insert(l1(number), RandaoMix::from_bytes([7; 32])).expect("in order");
    }
    let bytes = store(&ring);
    check(&bytes, |bytes| RandaoRing::<4>::from_bytes(bytes).map(|ring| store(&ring)));
    assert_eq!(RandaoRing::<3>::from_bytes(&bytes).map(|_| ()).map_err(|error| error.field), Err("count"));
    // Two entries of one L1 block, and entries that run back.
    let swapped = [&bytes[..3], &bytes[43..83], &bytes[3..43], &bytes[83..]].concat();
    assert_eq!(
        RandaoRing::<4>::from_bytes(&swapped).map(|_| ()).map_err(|error| error.error),
        Err(MessageError::Value)
    );
}

#[test]
fn a_rollup() {
    type Followed = Rollup<8, 3, 65>;
    let store = |rollup: &Followed| {
        let mut buffer = vec![0xee; Followed::STORED_LEN];
        rollup.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let mut rollup = Followed::new(&params(), opening()).expect("a rollup");
    for number in OPENS - 64..=OPENS {
        rollup.l1_block(l1(number), RandaoMix::from_bytes([7; 32])).expect("in order");
    }
    while rollup.advance().expect("time goes on").is_some() {}
    let message = propose(rollup.block(opening().block_number).expect("open"), 1, 0).to_bytes();
    let event = L1EventMessage { head: at(OPENS), message: &message };
    rollup.event(&event, registry().as_slice(), &()).expect("it is valid");
    let bytes = store(&rollup);
    check(&bytes, |bytes| Followed::from_bytes(bytes).map(|rollup| store(&rollup)));
    assert_eq!(Rollup::<8, 3, 64>::from_bytes(&bytes).map(|_| ()).map_err(|error| error.field), Err("count"));
    rollup.reorganised(l1(OPENS - 1));
    check(&store(&rollup), |bytes| Followed::from_bytes(bytes).map(|rollup| store(&rollup)));
}

#[test]
fn a_running_verifier_goes_on_after_every_bundle() {
    let ((_, _, block, _), seats) = whole();
    let proving = block.proving().expect("revealed");
    let store = |verifier: &TreeVerifier| {
        let mut buffer = vec![0xee; TreeVerifier::<{ tree::MAX_STACK }>::STORED_LEN];
        verifier.to_bytes(&mut buffer).expect("room").to_vec()
    };
    let read = |bytes: &[u8]| TreeVerifier::from_bytes(proving, bytes);
    let mut verifier = TreeVerifier::new(proving);
    for seats in &seats {
        check(&store(&verifier), |bytes| read(bytes).map(|verifier| store(&verifier)));
        verifier = read(&store(&verifier)).expect("a verifier");
        verifier.insert(&Bundle::new(proving, seats).expect("a bundle")).expect("the next one");
    }
    check(&store(&verifier), |bytes| read(bytes).map(|verifier| store(&verifier)));
    let verifier = read(&store(&verifier)).expect("a verifier");
    assert_eq!(verifier.finish().ok().as_ref(), block.best_tree());

    // Of another block.
    let mut other = network();
    let (_, chain, block, registry) = &mut other;
    let message = propose(block, 4, 0);
    block.propose(chain, l1(OPENS), &message, registry.as_slice()).expect("it is valid");
    drain(chain, OPENS + 3);
    let message = reveal_message(block);
    block.reveal(chain, l1(OPENS + 3), &message).expect("it is valid");
    let foreign =
        TreeVerifier::<{ tree::MAX_STACK }>::from_bytes(block.proving().expect("revealed"), &store(&verifier));
    assert_eq!(foreign.map(|_| ()).map_err(|error| error.field), Err("tree"));
}
