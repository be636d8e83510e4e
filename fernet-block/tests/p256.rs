//! Sequencers on P-256 (SPEC `#vrf-p256`): proposals, evidence, stores and a rollup, and what the other suite is told.

mod common;

use common::{OPENS, contents, key, l1, opening, proposal, propose, registry, secret, values};
use fernet_block::{Applied, Block, BlockError, Rollup};
use fernet_core::message::{L1EventHead, L1EventMessage, ProposalMessage};
use fernet_core::*;
use fernet_vrf_p256::{P256KeyError, P256ProofError, P256VerifyError, SecretKey};

fn p256_params() -> Params {
    Params::new(ParamValues { sequencer_suite: SequencerSuite::P256, ..values() }).unwrap()
}

fn p256_secret(id: u8) -> SecretKey {
    SecretKey::derive(&[id; 32])
}

fn p256_key(id: u8) -> KeyBytes {
    p256_secret(id).public_key().to_registered().unwrap()
}

/// Sequencers 1 to 9 on P-256; the provers are those of the other tests.
fn p256_registry() -> Vec<Registration> {
    let mut all = registry();
    all.iter_mut().zip(1..10).for_each(|(registration, id)| registration.key = p256_key(id));
    all
}

fn mix() -> PinnedMix {
    PinnedMix::new(opening().block_number, l1(OPENS - 64), RandaoMix::from_bytes([7; 32])).unwrap()
}

fn network(params: &Params) -> (Chain<8>, Block<3>) {
    let mut chain = Chain::new(params, opening()).unwrap();
    while chain.advance(l1(OPENS)).unwrap().is_some() {}
    (chain, Block::open(params, opening(), mix()).unwrap())
}

fn signed(block: &Block<3>, id: u8, fee_split: u32) -> ProposalMessage<P256ProofBytes> {
    block.sign_proposal(&p256_secret(id), &proposal(id, fee_split), p256_registry().as_slice()).unwrap()
}

#[test]
fn proposals_compete_and_survive_a_restart() {
    let (mut chain, mut block) = network(&p256_params());
    let registry = p256_registry();
    for id in 1..4 {
        let message = signed(&block, id, 1000);
        let proposed = block.propose(&mut chain, l1(OPENS), &message, registry.as_slice()).unwrap();
        // The ticket follows from the 32 bytes of the output and 32 zero bytes.
        let evaluation = p256_secret(id);
        let seed = SequencerSeed::new(&p256_params(), &mix());
        let output = evaluation.evaluate(fernet_vrf_p256::Suite::Sswu, seed.alpha().as_bytes()).unwrap().output();
        assert_eq!(output.beta().as_bytes()[32..], [0; 32]);
        assert_eq!(proposed.ranked.scored_key().ticket(), Ticket::sequencer(&output.beta()));
    }
    let mut buffer = [0; Block::<3>::STORED_LEN];
    let stored = block.to_bytes(&mut buffer).unwrap();
    let mut restored = Block::<3>::from_bytes(stored).unwrap();
    assert_eq!(restored.to_bytes(&mut [0; Block::<3>::STORED_LEN]).unwrap(), stored);
    assert_eq!(restored.leader(), block.leader());

    // The restored block has the proofs: a second proposal is evidence with both messages.
    let (first, second) = (signed(&block, 1, 1000), signed(&block, 1, 2000));
    let proposed = restored.propose(&mut chain, l1(OPENS), &second, registry.as_slice()).unwrap();
    let evidence = proposed.evidence.unwrap();
    assert!(
        [evidence.first, evidence.second] == [first, second] || [evidence.first, evidence.second] == [second, first]
    );
    assert_eq!(block.proposal_evidence(&second, &first, registry.as_slice()), Ok(evidence));
}

#[test]
fn the_first_failure_is_named() {
    let (mut chain, mut block) = network(&p256_params());
    let registry = p256_registry();
    let good = signed(&block, 1, 1000);
    let mut refused = |message: ProposalMessage<P256ProofBytes>, key: KeyBytes| {
        let registry = [Registration { key, ..registry[0] }];
        block.propose(&mut chain, l1(OPENS), &message, &registry).unwrap_err()
    };
    let no_key = KeyBytes::from_bytes([0xff; 32]);
    let mut no_proof = good.proof.to_bytes();
    no_proof[0] = 0;
    let no_proof = P256ProofBytes::from_bytes(no_proof);
    let neither = ProposalMessage { key: no_key, proof: no_proof, ..good };
    assert_eq!(refused(neither, no_key), BlockError::P256Key(P256KeyError::NonCanonical));
    let error = refused(ProposalMessage { proof: no_proof, ..good }, good.key);
    assert_eq!(error, BlockError::P256Proof(P256ProofError::GammaSign));
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), P256ProofError::GammaSign.to_string());
    let changed = ProposalMessage { proposal: proposal(1, 2000), ..good };
    assert_eq!(refused(changed, good.key), BlockError::P256Verify(P256VerifyError::Invalid));
    let mut exceptional = good.proof.to_bytes();
    exceptional[33..49].fill(0);
    let exceptional = ProposalMessage { proof: exceptional.into(), ..good };
    assert_eq!(refused(exceptional, good.key), BlockError::P256Verify(P256VerifyError::Exceptional));
}

#[test]
fn the_suite_is_that_of_the_parameters() {
    let (mut chain, mut block) = network(&p256_params());
    let (mut other_chain, mut other) = network(&Params::new(values()).unwrap());
    let (ours, theirs) = (signed(&block, 1, 1000), propose(&other, 1, 1000));
    // Before the key is looked up.
    let nobody: &[Registration] = &[];
    assert_eq!(block.propose(&mut chain, l1(OPENS), &theirs, nobody), Err(BlockError::OtherSuite));
    assert_eq!(other.propose(&mut other_chain, l1(OPENS), &ours, nobody), Err(BlockError::OtherSuite));
    assert_eq!(other.proposal_evidence(&ours, &ours, nobody), Err(BlockError::OtherSuite));
    assert_eq!(block.sign_proposal(&secret(1), &proposal(1, 1000), nobody), Err(BlockError::OtherSuite));
    assert_eq!(other.sign_proposal(&p256_secret(1), &proposal(1, 1000), nobody), Err(BlockError::OtherSuite));
    // After the block number and the time.
    let late = block.propose(&mut chain, l1(OPENS + 3), &theirs, nobody);
    assert!(matches!(late, Err(BlockError::Chain(_) | BlockError::Phase(_))));
    let elsewhere = ProposalMessage { block_number: BlockNumber::new(7), ..theirs };
    assert_eq!(block.propose(&mut chain, l1(OPENS), &elsewhere, nobody), Err(BlockError::OtherBlock));
}

/// Of the two secret keys with one x-coordinate, only that with even y signs.
#[test]
fn a_key_with_odd_y_signs_nothing() {
    let (_, block) = network(&p256_params());
    let odd = (1..=u8::MAX).map(|byte| SecretKey::from_scalar(&[byte; 32]).unwrap());
    let odd = odd.into_iter().find(|key| key.public_key().to_registered().is_err()).unwrap();
    let error = block.sign_proposal(&odd, &proposal(1, 1000), p256_registry().as_slice()).unwrap_err();
    assert_eq!(error, BlockError::P256Key(P256KeyError::OddY));
}

#[test]
fn a_rollup_takes_proposals_on_p256() {
    let mut rollup = Rollup::<8, 3, 65>::new(&p256_params(), opening()).unwrap();
    for number in OPENS - 64..=OPENS {
        rollup.l1_block(l1(number), RandaoMix::from_bytes([7; 32])).unwrap();
        while rollup.advance().unwrap().is_some() {}
    }
    let message = signed(rollup.block(opening().block_number).unwrap(), 1, 1000);
    let head = L1EventHead { l1_block: l1(OPENS), base_fee: 0, rate: Amount::ZERO };
    let bytes = [head.to_bytes().as_slice(), &message.to_bytes()].concat();
    let registry = p256_registry();
    let applied = rollup.event(&L1EventMessage::decode(&bytes).unwrap(), registry.as_slice(), &()).unwrap();
    assert!(matches!(applied, Applied::ProposedP256(proposed) if proposed.leads));
    let again = Rollup::<8, 3, 65>::from_bytes(rollup.to_bytes(&mut [0; Rollup::<8, 3, 65>::STORED_LEN]).unwrap());
    let leader = *again.unwrap().block(opening().block_number).unwrap().leader().unwrap();
    assert_eq!(
        (leader.scored_key().key(), contents(1).tx_order_hash()),
        (p256_key(1), leader.proposal().tx_order_hash)
    );
    assert_ne!(key(1), p256_key(1));
}
