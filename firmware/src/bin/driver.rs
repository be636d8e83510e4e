//! A prover that follows a block by its messages: the leader's proposal and reveal come in, an attestation of the proof data and
//! a claim go out. And a verifier of both.
#![no_std]
#![no_main]

use core::cell::RefCell;

use fernet_block::Block;
use fernet_core::message::{AttestationMessage, ClaimMessage, ProposalMessage, RevealDataMessage};
use fernet_core::*;
use fernet_vrf::SecretKey;
use firmware::measure::measure;

firmware::entry!(run);

const PARENT: BlockHash = BlockHash::from_bytes([9; 32]);
const PAYOUT: Address = Address::from_bytes([1; 20]);
const DIGESTS: [DataDigest; 1] = [DataDigest::from_bytes([6; 32])];

/// A node that follows one block.
struct Node {
    chain: Chain<1>,
    block: Block<1>,
    registry: [Registration; 2],
    at: L1Block,
}

/// A message for a node.
struct Incoming<'n, const LEN: usize> {
    node: &'n RefCell<Node>,
    message: [u8; LEN],
}

fn run() -> Option<()> {
    let (sequencer, prover) = (SecretKey::from_seed(&[1; 32]), SecretKey::from_seed(&[2; 32]));
    let contents = Reveal {
        data_root: Some(DataRoot::new(&DIGESTS)),
        ..Reveal::new(Salt::from_bytes([5; 32]), 1_000_000, &[TxHash::from_bytes([1; 32])])
    };
    let node = RefCell::new(opened(&sequencer, &prover)?);
    let proposal = proposed(&node, &sequencer, &contents)?;

    measure("driver-proposal", measured_driver_proposal, &Incoming { node: &node, message: proposal })?;
    let reveal = RevealDataMessage::new(BlockNumber::new(42), &contents)?.to_bytes();
    measure("driver-reveal", measured_driver_reveal, &Incoming { node: &node, message: reveal })?;
    let attestation = measure("driver-sign-attestation", measured_driver_sign_attestation, &(&node, &prover))?;
    measure("driver-attestation", measured_driver_attestation, &Incoming { node: &node, message: attestation })?;
    let claim = measure("driver-sign-claim", measured_driver_sign_claim, &(&node, &prover))?;
    measure("driver-claim", measured_driver_claim, &Incoming { node: &node, message: claim })
}

fn opened(sequencer: &SecretKey, prover: &SecretKey) -> Option<Node> {
    let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    let params = Params::new(ParamValues { attesters: 4, quorum: 3, attest_blocks: 10, ..values }).ok()?;
    let registration = |secret: &SecretKey, role| {
        let (entry_l1_block, exit_l1_block) = (L1Block::new(0), None);
        Registration { key: secret.public_key().to_bytes(), role, entry_l1_block, exit_l1_block }
    };
    let registry = [registration(sequencer, Role::Sequencer), registration(prover, Role::Prover)];
    let (block_number, at) = (BlockNumber::new(42), L1Block::new(1064));
    let opening = Opening { block_number, l1_block: at, parent: PARENT };
    let mut chain = Chain::of_one_block(&params, opening);
    while chain.advance(at).ok()?.is_some() {}
    let pinned = PinnedMix::new(block_number, L1Block::new(1000), RandaoMix::from_bytes([7; 32])).ok()?;
    Some(Node { chain, block: Block::open(&params, opening, pinned).ok()?, registry, at })
}

#[inline(never)]
fn proposed(node: &RefCell<Node>, sequencer: &SecretKey, contents: &Reveal) -> Option<[u8; <ProposalMessage>::LEN]> {
    let (tx_order_hash, node) = (contents.tx_order_hash(), node.try_borrow().ok()?);
    let proposal = Proposal { parent: PARENT, fee_split: 800_000, tx_order_hash, payout: PAYOUT, bond: 0 };
    Some(node.block.sign_proposal(sequencer, &proposal, &node.registry).ok()?.to_bytes())
}

#[inline(never)]
fn measured_driver_proposal(incoming: &Incoming<'_, { <ProposalMessage>::LEN }>) -> Option<()> {
    let message = <ProposalMessage>::decode(&incoming.message).ok()?;
    let mut node = incoming.node.try_borrow_mut().ok()?;
    let Node { chain, block, registry, at } = &mut *node;
    block.propose(chain, *at, &message, registry).ok()?.leads.then_some(())
}

#[inline(never)]
fn measured_driver_reveal(incoming: &Incoming<'_, { RevealDataMessage::LEN }>) -> Option<()> {
    let message = RevealDataMessage::decode(&incoming.message).ok()?;
    let mut node = incoming.node.try_borrow_mut().ok()?;
    let Node { chain, block, at, .. } = &mut *node;
    *at = L1Block::new(1067);
    while chain.advance(*at).ok()?.is_some() {}
    block.reveal_with_data(chain, *at, &message).ok().map(drop)
}

#[inline(never)]
fn measured_driver_sign_attestation(
    (node, prover): &(&RefCell<Node>, &SecretKey),
) -> Option<[u8; AttestationMessage::LEN]> {
    let node = node.try_borrow().ok()?;
    Some(node.block.sign_attestation(prover, &DIGESTS, node.at, &node.registry).ok()?.to_bytes())
}

#[inline(never)]
fn measured_driver_attestation(incoming: &Incoming<'_, { AttestationMessage::LEN }>) -> Option<()> {
    let message = AttestationMessage::decode(&incoming.message).ok()?;
    let node = incoming.node.try_borrow().ok()?;
    node.block.attestation(&message, &node.registry).ok().map(drop)
}

#[inline(never)]
fn measured_driver_sign_claim(
    (node, prover): &(&RefCell<Node>, &SecretKey),
) -> Option<[u8; ClaimMessage::<VrfProofBytes>::LEN]> {
    let node = node.try_borrow().ok()?;
    let claim = Claim {
        node: NodeIndex::new(0),
        statement: Statement::from_bytes([2; 32]),
        proof_digest: ProofDigest::from_bytes([4; 32]),
        left: BundleCommitment::ZERO,
        right: BundleCommitment::ZERO,
        fee_burn: 100_000,
        payout: PAYOUT,
        rebate_payee: Address::ZERO,
    };
    Some(node.block.sign_claim(prover, &claim, &node.registry).ok()?.to_bytes())
}

#[inline(never)]
fn measured_driver_claim(incoming: &Incoming<'_, { ClaimMessage::<VrfProofBytes>::LEN }>) -> Option<()> {
    let message = ClaimMessage::<VrfProofBytes>::decode(&incoming.message).ok()?;
    let node = incoming.node.try_borrow().ok()?;
    node.block.claim(&message, &node.registry).ok().map(drop)
}
