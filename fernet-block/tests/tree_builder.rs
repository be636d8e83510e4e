//! The tree of a builder is the best one that its claims allow, in whatever order they came.
#![cfg(feature = "alloc")]

mod common;

use common::*;
use fernet_block::{Seats, TreeBuilder};
use fernet_core::message::{ClaimMessage, SignedClaim, TreeMessage};
use fernet_core::*;

/// A builder with these claims of a block, in this order.
fn builder<'m>(network: &Network, claims: impl IntoIterator<Item = &'m ClaimMessage>) -> TreeBuilder {
    let (_, _, block, registry) = network;
    let mut builder = TreeBuilder::new(block.number(), block.proving().expect("revealed"));
    for message in claims {
        let seat = block.claim(message, registry.as_slice()).expect("a valid claim");
        builder.insert(&seat, message.proof).expect("a seat of this block");
    }
    builder
}

fn revealed() -> (Network, Vec<ClaimMessage>) {
    let mut network = network();
    reveal(&mut network);
    let claims = tree(&network.2, &[10, 11, 12]).concat();
    (network, claims)
}

#[test]
fn a_tree_is_the_same_in_every_order_of_claims() {
    let (mut network, claims) = revealed();
    let message = builder(&network, &claims).to_message().expect("a tree");
    assert_eq!(message, full(&network.2, &tree(&network.2, &[10, 11, 12])));
    // Claims of merges that come first wait for the bundles that they name.
    assert_eq!(builder(&network, claims.iter().rev()).to_message().expect("a tree"), message);

    let (_, chain, block, registry) = &mut network;
    let submitted = TreeMessage::<SignedClaim>::decode(&message).expect("a message");
    let submitted = block.submit_claims(chain, &at(OPENS + 4), &submitted, registry.as_slice()).expect("it is valid");
    assert!(submitted.leads);
}

#[test]
fn a_builder_is_restored_from_its_claims() {
    let (network, claims) = revealed();
    let first = builder(&network, claims.iter().chain(&claims));
    let stored: Vec<ClaimMessage> = first.claims().collect();
    assert_eq!(stored, claims);
    let second = builder(&network, &stored);
    assert_eq!(second.to_message(), first.to_message());
    for message in &claims {
        let id = message.claim.id(network.2.proving().expect("revealed").seed(), &message.proposal_id);
        assert_eq!(second.seat(&id), first.seat(&id));
        assert_eq!(second.seat(&id).expect("it was inserted").claim(), &message.claim);
    }
    assert_eq!(second.seat(&ClaimId::ZERO), None);
}

#[test]
fn a_merge_names_the_best_bundles_of_its_children() {
    let (network, claims) = revealed();
    let (left, right, root) = (NodeIndex::new(0), NodeIndex::new(2), NodeIndex::new(1));
    let of = |node| claims.iter().filter(move |message| message.claim.node == node);
    let some = builder(&network, of(left));
    assert_eq!(some.children(left), Some([BundleCommitment::ZERO; 2]));
    assert_eq!((some.children(root), some.best(root), some.to_message()), (None, None, None));
    let both = builder(&network, of(left).chain(of(right)));
    let named = of(root).next().expect("a claim of the root").claim;
    assert_eq!(both.children(root), Some([named.left, named.right]));
    let of_others: Vec<_> = both.claimable(&key(13)).map(|(node, _)| node).collect();
    assert_eq!(of_others, [left, right, root]);
    assert!(both.claimable(&key(10)).eq([(root, [named.left, named.right])]));
    // With fewer claims of a child, the bundles that the root names are not known.
    let few = builder(&network, of(left).take(1).chain(of(right)).chain(of(root)));
    assert_eq!((few.best(root), few.claims().count()), (None, 1 + of(right).count() + of(root).count()));
}

#[test]
fn foreign_claims_and_other_statements_are_refused() {
    let (network, claims) = revealed();
    let (_, _, block, registry) = &network;
    let seat = |message: &ClaimMessage| block.claim(message, registry.as_slice()).expect("a valid claim");
    let mut ours = builder(&network, claims.iter().take(1));
    let other = Claim { statement: Statement::from_bytes([0xee; 32]), ..claim(11, 0, [BundleCommitment::ZERO; 2]) };
    let other = claim_message(block, 11, &other);
    assert_eq!(ours.insert(&seat(&other), other.proof), Err(BundleError::MixedStatements.into()));

    let mut second = common::network();
    let (_, chain, block, registry) = &mut second;
    let message = propose(block, 4, 0);
    block.propose(chain, l1(OPENS), &message, registry.as_slice()).expect("it is valid");
    drain(chain, OPENS + 3);
    let message = reveal_message(block);
    block.reveal(chain, l1(OPENS + 3), &message).expect("it is valid");
    let foreign = claim_message(block, 10, &claims[0].claim);
    let seat = block.claim(&foreign, registry.as_slice()).expect("it is valid there");
    assert_eq!(ours.insert(&seat, foreign.proof), Err(BundleError::Foreign.into()));
    assert_eq!(ours.claims().count(), 1);
}
