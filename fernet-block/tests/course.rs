//! The course of a block: every message, every refusal and its place in the order of checks (SPEC `#course`).

mod common;

use common::*;
use fernet_block::{Block, BlockError, Reorganisation};
use fernet_core::message::{ClaimMessage, ProposalMessage, RevealRootMessage, SignedClaim, TreeMessage};
use fernet_core::*;
use fernet_rewards::RevealError;
use fernet_vrf::{KeyError, ProofError, VerifyError};

fn refused<T: core::fmt::Debug>(result: Result<T, BlockError>) -> BlockError {
    result.expect_err("it has to be refused")
}

#[test]
fn the_best_proposal_leads_and_its_contents_are_revealed() {
    let mut network = network();
    let proposed = elect(&mut network);
    let (_, chain, block, _) = &mut network;
    let leader = *block.leader().unwrap();
    assert!(proposed.iter().any(|proposed| proposed.ranked == leader && proposed.leads));
    assert!(block.election().ranking().iter().all(|other| leader <= *other));

    drain(chain, OPENS + 3);
    let effects = block.reveal(chain, l1(OPENS + 3), &reveal_message(block)).unwrap();
    assert_eq!(effects.as_slice(), [Effect::OpenProving]);
    assert_eq!(block.proving().unwrap().shape().bases(), 2);
    assert_eq!(*block.proving().unwrap().proposal_id(), leader.id());
}

/// Each row breaks one check and every later one that it can; the first is named.
#[test]
fn proposals_are_checked_in_order() {
    let (_, mut chain, mut block, registry) = network();
    let good = propose(&block, 1, 500_000);
    let mut bad = ProposalMessage {
        block_number: BlockNumber::new(43),
        key: KeyBytes::from_bytes([0xff; 32]),
        proof: VrfProofBytes::from_bytes([0xff; 80]),
        ..good
    };
    bad.proposal.parent = BlockHash::ZERO;
    let mut offer = |message: &ProposalMessage, l1_block| {
        let before = format!("{block:?}{chain:?}");
        let error = refused(block.propose(&mut chain, l1(l1_block), message, registry.as_slice()));
        assert_eq!(before, format!("{block:?}{chain:?}"), "a refused message changes nothing");
        error
    };
    assert_eq!(offer(&bad, OPENS - 1), BlockError::OtherBlock);
    bad.block_number = good.block_number;
    assert_eq!(offer(&bad, OPENS - 1), BlockError::Phase(PhaseError::TimeRunsBack));
    assert_eq!(offer(&bad, OPENS + 3), BlockError::Chain(ChainError::Behind));
    assert_eq!(offer(&bad, OPENS), BlockError::Ineligible(Ineligible::NotRegistered));
    bad.key = key(10);
    let wrong_role = ProposalError::Ineligible(Ineligible::WrongRole);
    assert_eq!(offer(&bad, OPENS), BlockError::Proposal(wrong_role));
    bad.key = good.key;
    assert_eq!(offer(&bad, OPENS), BlockError::Proposal(ProposalError::DeadParent));
    bad.proposal.parent = good.proposal.parent;
    assert!(matches!(
        offer(&bad, OPENS),
        BlockError::Proof(ProofError::GammaNonCanonical | ProofError::GammaNotOnCurve)
    ));
    bad.proof = propose_for_other_key(&good);
    assert_eq!(offer(&bad, OPENS), BlockError::Verify(VerifyError::Invalid));
    assert!(block.propose(&mut chain, l1(OPENS), &good, registry.as_slice()).unwrap().leads);

    drain(&mut chain, OPENS + 3);
    let late = refused(block.propose(&mut chain, l1(OPENS + 3), &good, registry.as_slice()));
    assert_eq!(late, BlockError::Phase(PhaseError::Late));
}

/// A proof of the same statement by another key.
fn propose_for_other_key(message: &ProposalMessage) -> VrfProofBytes {
    let (_, _, block, _) = network();
    let other = propose(&block, 2, message.proposal.fee_split);
    other.proof
}

#[test]
fn a_key_is_eligible_for_the_duties_of_its_role() {
    let (_, _, block, mut registry) = network();
    let check = |id, duty, registry: &[Registration]| block.check_eligible(&key(id), duty, registry);
    assert_eq!(check(1, Duty::Propose, &registry), Ok(()));
    assert_eq!(check(10, Duty::Prove(NodeKind::Merge), &registry), Ok(()));
    assert_eq!(check(10, Duty::Propose, &registry), Err(Ineligible::WrongRole));
    assert_eq!(check(100, Duty::Propose, &registry), Err(Ineligible::NotRegistered));
    registry[0].entry_l1_block = l1(OPENS);
    assert_eq!(check(1, Duty::Propose, &registry), Err(Ineligible::NotYetActive));
}

#[test]
fn a_registered_key_that_is_no_point_is_refused_by_its_error() {
    let (_, mut chain, mut block, mut registry) = network();
    let mut message = propose(&block, 1, 500_000);
    message.key = KeyBytes::from_bytes([0xff; 32]);
    registry[0].key = message.key;
    let error = refused(block.propose(&mut chain, l1(OPENS), &message, registry.as_slice()));
    assert_eq!(error, BlockError::Key(KeyError::NonCanonical));
}

#[test]
fn a_second_proposal_of_a_key_is_evidence_with_both_messages() {
    let (_, mut chain, mut block, registry) = network();
    let [first, second] = [500_000, 600_000].map(|split| propose(&block, 1, split));
    let mut offer = |message| block.propose(&mut chain, l1(OPENS), message, registry.as_slice()).unwrap();
    assert_eq!(offer(&first).evidence, None);
    assert_eq!(offer(&first).evidence, None, "the same message again");
    let evidence = offer(&second).evidence.unwrap();
    assert!(
        [evidence.first, evidence.second] == [first, second] || [evidence.first, evidence.second] == [second, first]
    );
    for (a, b) in [(&first, &second), (&second, &first)] {
        assert_eq!(block.proposal_evidence(a, b, registry.as_slice()), Ok(evidence));
    }
    assert_eq!(block.proposal_evidence(&first, &first, registry.as_slice()), Err(BlockError::NoEvidence));
    let other = propose(&block, 2, 500_000);
    assert_eq!(block.proposal_evidence(&first, &other, registry.as_slice()), Err(BlockError::NoEvidence));
    let forged = ProposalMessage { proof: other.proof, ..second };
    let invalid = BlockError::Verify(VerifyError::Invalid);
    assert_eq!(block.proposal_evidence(&first, &forged, registry.as_slice()), Err(invalid));
}

#[test]
fn reveals_are_checked_in_order() {
    let mut network = network();
    elect(&mut network);
    let (_, chain, block, _) = &mut network;
    let good = reveal_message(block);
    let offer = |block: &mut Block<3>, chain: &mut Chain<8>, message: &RevealRootMessage, l1_block| {
        refused(block.reveal(chain, l1(l1_block), message))
    };
    let mut bad = good;
    bad.head.block_number = BlockNumber::new(41);
    bad.head.fees = 5;
    assert_eq!(offer(block, chain, &bad, OPENS - 1), BlockError::OtherBlock);
    bad.head.block_number = good.head.block_number;
    assert_eq!(offer(block, chain, &bad, OPENS - 1), BlockError::Phase(PhaseError::TimeRunsBack));
    assert_eq!(offer(block, chain, &bad, OPENS + 2), BlockError::Phase(PhaseError::NotInThisPhase));
    drain(chain, OPENS + 3);
    assert_eq!(offer(block, chain, &bad, OPENS + 3), BlockError::Reveal(RevealError::WrongOrder));
    bad.head.fees = 1 << 96;
    assert!(matches!(offer(block, chain, &bad, OPENS + 3), BlockError::Reveal(RevealError::Settle(_))));
    assert!(block.reveal(chain, l1(OPENS + 3), &good).is_ok());
    assert_eq!(offer(block, chain, &good, OPENS + 3), BlockError::Phase(PhaseError::NotInThisPhase));
    drain(chain, OPENS + 8);
    assert_eq!(offer(block, chain, &good, OPENS + 8), BlockError::Phase(PhaseError::Late));
}

#[test]
fn a_block_without_a_leader_has_no_reveal_and_is_late_afterwards() {
    let (_, mut chain, mut block, registry) = network();
    let message = propose(&block, 1, 500_000);
    drain(&mut chain, OPENS + 3);
    let reveal = RevealRootMessage::new(block.number(), &contents(1));
    let not_now = BlockError::Phase(PhaseError::NotInThisPhase);
    assert_eq!(refused(block.reveal(&mut chain, l1(OPENS + 3), &reveal)), not_now);
    let late = BlockError::Phase(PhaseError::Late);
    assert_eq!(refused(block.propose(&mut chain, l1(OPENS + 3), &message, registry.as_slice())), late);
    drain(&mut chain, OPENS + 8);
    assert_eq!(refused(block.reveal(&mut chain, l1(OPENS + 8), &reveal)), late);
}

#[test]
fn claims_are_checked_in_order() {
    let mut network = network();
    reveal(&mut network);
    let (_, _, block, registry) = &network;
    let good = claim_message(block, 10, &claim(10, 0, [BundleCommitment::ZERO; 2]));
    let mut bad = ClaimMessage {
        block_number: BlockNumber::new(41),
        proposal_id: ProposalId::ZERO,
        key: KeyBytes::from_bytes([0xff; 32]),
        proof: VrfProofBytes::from_bytes([0xff; 80]),
        ..good
    };
    bad.claim.fee_burn = 1_000_001;
    let offer = |message: &ClaimMessage| refused(block.claim(message, registry.as_slice()));
    assert_eq!(offer(&bad), BlockError::OtherBlock);
    bad.block_number = good.block_number;
    assert_eq!(offer(&bad), BlockError::OtherProposal);
    bad.proposal_id = good.proposal_id;
    assert_eq!(offer(&bad), BlockError::Ineligible(Ineligible::NotRegistered));
    bad.key = key(1);
    assert_eq!(offer(&bad), BlockError::Claim(ClaimError::Ineligible(Ineligible::WrongRole)));
    bad.key = good.key;
    assert_eq!(offer(&bad), BlockError::Claim(ClaimError::Bid(BidError::FeeBurnAbovePpm)));
    bad.claim.fee_burn = 0;
    assert!(matches!(offer(&bad), BlockError::Proof(_)));
    bad.proof = good.proof;
    assert_eq!(offer(&bad), BlockError::Verify(VerifyError::Invalid), "the burn is signed");
    assert!(block.claim(&good, registry.as_slice()).is_ok());
}

#[test]
fn claims_before_the_reveal_are_not_in_this_phase() {
    let mut revealed = network();
    reveal(&mut revealed);
    let message = claim_message(&revealed.2, 10, &claim(10, 0, [BundleCommitment::ZERO; 2]));
    let mut network = network();
    elect(&mut network);
    let error = refused(network.2.claim(&message, network.3.as_slice()));
    assert_eq!(error, BlockError::Phase(PhaseError::NotInThisPhase));
}

#[test]
fn trees_are_checked_in_order_and_the_best_one_leads() {
    let mut network = network();
    reveal(&mut network);
    let (_, chain, block, registry) = &mut network;
    let small = tree(block, &[10]);
    let large = tree(block, &[10, 11, 12, 13]);
    let seats: Vec<Seat> = [&small, &large]
        .into_iter()
        .flatten()
        .flatten()
        .map(|m| block.claim(m, registry.as_slice()).unwrap())
        .collect();
    let small_bytes = ids(block, &small);
    let ids_message = TreeMessage::<ClaimId>::decode(&small_bytes).unwrap();
    let deadline = OPENS + 58;

    let mut bad = ids_message.clone();
    bad.head.block_number = BlockNumber::new(41);
    bad.head.proposal_id = ProposalId::ZERO;
    let none: &[Seat] = &[];
    let mut offer = |message: &TreeMessage<'_, ClaimId>, seats: &[Seat], l1_block| {
        refused(block.submit_ids(chain, &at(l1_block), message, seats))
    };
    assert_eq!(offer(&bad, none, OPENS), BlockError::OtherBlock);
    bad.head.block_number = ids_message.head.block_number;
    assert_eq!(offer(&bad, none, OPENS), BlockError::Phase(PhaseError::TimeRunsBack));
    assert_eq!(offer(&bad, none, OPENS + 3), BlockError::OtherProposal);
    bad.head.proposal_id = ids_message.head.proposal_id;
    assert_eq!(offer(&bad, none, OPENS + 3), BlockError::Tree(TreeError::RefusedClaim));
    // A claim that is not known comes before every other error of the tree, wherever it is.
    let mut reversed = small.clone();
    reversed.reverse();
    let reversed = ids(block, &reversed);
    let reversed = TreeMessage::<ClaimId>::decode(&reversed).unwrap();
    let mut offer = |message: &TreeMessage<'_, ClaimId>, seats: &[Seat], l1_block| {
        refused(block.submit_ids(chain, &at(l1_block), message, seats))
    };
    let without_last: Vec<Seat> = seats.iter().filter(|seat| seat.claim().node != NodeIndex::new(0)).copied().collect();
    assert_eq!(offer(&reversed, &without_last, OPENS + 3), BlockError::Tree(TreeError::RefusedClaim));
    assert_eq!(offer(&reversed, &seats, OPENS + 3), BlockError::Tree(TreeError::OutOfOrder));

    let first = block.submit_ids(chain, &at(OPENS + 4), &ids_message, seats.as_slice()).unwrap();
    assert_eq!((first.leads, first.effects.as_slice()), (true, &[Effect::Finalize, Effect::TreeCompetes][..]));
    let large_bytes = full(block, &large);
    let claims_message = TreeMessage::<SignedClaim>::decode(&large_bytes).unwrap();
    let second = block.submit_claims(chain, &at(OPENS + 5), &claims_message, registry.as_slice()).unwrap();
    assert!(second.leads && second.tree < first.tree);
    assert_eq!(second.tree.accumulator().filled(), 7);
    assert!(!block.submit_ids(chain, &at(OPENS + 6), &ids_message, seats.as_slice()).unwrap().leads);
    assert!(!block.submit_tree(chain, &at(OPENS + 6), first.tree).unwrap().leads);
    assert_eq!(block.best_tree(), Some(&second.tree));

    drain(chain, deadline);
    let late = BlockError::Phase(PhaseError::Late);
    assert_eq!(refused(block.submit_tree(chain, &at(deadline), first.tree)), late);
}

#[test]
fn a_tree_with_claims_in_full_names_a_bad_claim_before_its_own_errors() {
    let mut network = network();
    reveal(&mut network);
    let (_, chain, block, registry) = &mut network;
    let mut bundles = tree(block, &[10, 11]);
    bundles.swap(0, 1);
    let mut offer = |bundles: &[Vec<ClaimMessage>]| {
        let bytes = full(block, bundles);
        let message = TreeMessage::<SignedClaim>::decode(&bytes).unwrap();
        refused(block.submit_claims(chain, &at(OPENS + 3), &message, registry.as_slice()))
    };
    assert_eq!(offer(&bundles), BlockError::Tree(TreeError::OutOfOrder));
    bundles[2][0].claim.payout = Address::ZERO;
    assert_eq!(offer(&bundles), BlockError::Claim(ClaimError::PayoutZero));
    bundles[2][0].key = KeyBytes::ZERO;
    assert_eq!(offer(&bundles), BlockError::Ineligible(Ineligible::NotRegistered));
}

#[test]
fn what_belongs_to_another_block_is_refused() {
    let mut network = network();
    reveal(&mut network);
    let (params, chain, block, registry) = &mut network;
    // The same block of a rollup with another mix.
    let pinned = PinnedMix::new(block.number(), l1(OPENS - 64), RandaoMix::from_bytes([8; 32])).unwrap();
    let mut other = Block::<3>::open(params, opening(), pinned).unwrap();
    let mut other_chain = Chain::<8>::new(params, opening()).unwrap();
    drain(&mut other_chain, OPENS);
    let message = propose(&other, 1, 500_000);
    other.propose(&mut other_chain, l1(OPENS), &message, registry.as_slice()).unwrap();
    drain(&mut other_chain, OPENS + 3);
    let reveal = reveal_message(&other);
    other.reveal(&mut other_chain, l1(OPENS + 3), &reveal).unwrap();

    let bundles = tree(&other, &[10]);
    let foreign = bundles[0][0];
    assert_eq!(refused(block.claim(&foreign, registry.as_slice())), BlockError::OtherProposal);
    let replayed = ClaimMessage { proposal_id: *block.proving().unwrap().proposal_id(), ..foreign };
    assert_eq!(refused(block.claim(&replayed, registry.as_slice())), BlockError::Verify(VerifyError::Invalid));
    let seats: Vec<Seat> = bundles.iter().flatten().map(|m| other.claim(m, registry.as_slice()).unwrap()).collect();
    let mut bytes = ids(&other, &bundles);
    bytes[10..42].copy_from_slice(block.proving().unwrap().proposal_id().as_bytes());
    let message = TreeMessage::<ClaimId>::decode(&bytes).unwrap();
    let error = refused(block.submit_ids(chain, &at(OPENS + 3), &message, seats.as_slice()));
    assert_eq!(error, BlockError::Bundle(BundleError::Foreign));
}

#[test]
fn a_block_opens_only_with_its_own_mix() {
    let open = |number, l1_block| {
        let pinned = PinnedMix::new(BlockNumber::new(number), l1(l1_block), RandaoMix::ZERO).unwrap();
        Block::<3>::open(&params(), opening(), pinned).map(drop)
    };
    assert_eq!(open(42, OPENS - 64), Ok(()));
    assert_eq!(open(41, OPENS - 64), Err(BlockError::OtherBlock));
    assert_eq!(open(42, OPENS - 63), Err(BlockError::OtherMix));
}

#[test]
fn a_reorganisation_of_what_the_block_is_made_of_makes_it_stale() {
    for (last_common, expected) in [
        (OPENS + 3, Reorganisation::Unaffected),
        (OPENS + 2, Reorganisation::Stale),
        (OPENS - 65, Reorganisation::Stale),
    ] {
        let mut network = network();
        reveal(&mut network);
        let (_, chain, block, registry) = &mut network;
        let message = claim_message(block, 10, &claim(10, 0, [BundleCommitment::ZERO; 2]));
        assert_eq!(block.reorganised(l1(last_common)), expected);
        let stale = expected == Reorganisation::Stale;
        assert_eq!(block.claim(&message, registry.as_slice()).err(), stale.then_some(BlockError::Stale));
        let reveal = reveal_message(block);
        let now = if stale { BlockError::Stale } else { BlockError::Phase(PhaseError::NotInThisPhase) };
        assert_eq!(refused(block.reveal(chain, l1(OPENS + 3), &reveal)), now);
    }
}

#[test]
fn claims_that_contradict_each_other_are_evidence_and_revisions_are_not() {
    let mut network = network();
    reveal(&mut network);
    let (_, _, block, registry) = &network;
    let of = |claim: &Claim| claim_message(block, 10, claim);
    let base = claim(10, 0, [BundleCommitment::ZERO; 2]);
    let (first, second) = (of(&base), of(&Claim { fee_burn: 0, ..base }));
    let evidence = block.claim_evidence(&first, &second, registry.as_slice()).unwrap();
    assert_eq!(block.claim_evidence(&second, &first, registry.as_slice()), Ok(evidence));
    assert_eq!(block.claim_evidence(&first, &first, registry.as_slice()), Err(BlockError::NoEvidence));

    let children = |byte| [BundleCommitment::from_bytes([byte; 32]); 2];
    let (merge, revision) = (of(&claim(10, 1, children(1))), of(&claim(10, 1, children(2))));
    assert_eq!(block.claim_evidence(&merge, &revision, registry.as_slice()), Err(BlockError::NoEvidence));
}
