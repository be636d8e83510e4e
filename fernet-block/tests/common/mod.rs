//! A small network: sequencers and provers with keys, and the messages that they send.

#![allow(dead_code, reason = "every test file uses a part of it")]

use fernet_block::{Block, Proposed};
use fernet_core::message::{
    ClaimMessage, L1EventHead, ProposalMessage, RevealRootMessage, SignedClaim, TreeElement, TreeHead,
};
use fernet_core::*;
use fernet_rewards::Amount;
use fernet_vrf::SecretKey;

pub(crate) type Network = (Params, Chain<8>, Block<3>, Vec<Registration>);

/// The L1 block in which the block of these tests opens.
pub(crate) const OPENS: u64 = 1000;
pub(crate) const TRANSACTIONS: u8 = 4;

pub(crate) fn l1(number: u64) -> L1Block {
    L1Block::new(number)
}

pub(crate) fn secret(id: u8) -> SecretKey {
    SecretKey::from_seed(&[id; 32])
}

pub(crate) fn key(id: u8) -> KeyBytes {
    secret(id).public_key().to_bytes()
}

pub(crate) fn params() -> Params {
    Params::new(values()).expect("parameters")
}

pub(crate) fn values() -> ParamValues {
    ParamValues {
        fee_split_cap: 2_000_000,
        bond_base: 100,
        vrf_mode: VrfMode::PerBlock,
        reveal_slash_amount: 7,
        rebate_gas: 1000,
        rebate_cap: 500,
        proof_slash_amount: 11,
        ..ParamValues::new(1, Address::from_bytes([0xfe; 20]))
    }
}

/// Keys 1 to 9 are sequencers, all others provers.
pub(crate) fn registry() -> Vec<Registration> {
    let registration = |id: u8| Registration {
        key: key(id),
        role: if id < 10 { Role::Sequencer } else { Role::Prover },
        entry_l1_block: l1(0),
        exit_l1_block: None,
    };
    (1..20).map(registration).collect()
}

pub(crate) fn opening() -> Opening {
    Opening { block_number: BlockNumber::new(42), l1_block: l1(OPENS), parent: BlockHash::from_bytes([9; 32]) }
}

/// A chain whose first block has just opened.
pub(crate) fn network() -> Network {
    let params = params();
    let mut chain = Chain::new(&params, opening()).expect("a chain");
    assert_eq!(chain.advance(l1(OPENS)), Ok(Some(Happening::Opened(opening()))));
    assert_eq!(chain.advance(l1(OPENS)), Ok(None));
    let pinned = PinnedMix::new(opening().block_number, l1(OPENS - 64), RandaoMix::from_bytes([7; 32])).expect("a mix");
    (params, chain, Block::open(&params, opening(), pinned).expect("a block"), registry())
}

pub(crate) fn contents(sequencer: u8) -> Reveal {
    let transactions: Vec<TxHash> = (0..TRANSACTIONS).map(|i| TxHash::from_bytes([i; 32])).collect();
    Reveal::new(Salt::from_bytes([sequencer; 32]), 1_000_000, &transactions)
}

pub(crate) fn proposal(sequencer: u8, fee_split: u32) -> Proposal {
    Proposal {
        parent: opening().parent,
        fee_split,
        tx_order_hash: contents(sequencer).tx_order_hash(),
        payout: Address::from_bytes([sequencer; 20]),
        bond: if fee_split > 1_000_000 { 2_000_000 } else { 0 },
    }
}

pub(crate) fn propose(block: &Block<3>, sequencer: u8, fee_split: u32) -> ProposalMessage {
    let proposal = proposal(sequencer, fee_split);
    block.sign_proposal(&secret(sequencer), &proposal, registry().as_slice()).expect("a proposal")
}

/// Applies proposals of the sequencers 1 to 3 and returns the results.
pub(crate) fn elect(network: &mut Network) -> Vec<Proposed> {
    let (_, chain, block, registry) = network;
    let mut propose_all = |id: u8| {
        let message = propose(block, id, 100_000 * u32::from(id));
        block.propose(chain, l1(OPENS), &message, registry.as_slice()).expect("it is valid")
    };
    (1..4).map(&mut propose_all).collect()
}

/// The number of a sequencer.
pub(crate) fn id_of(key_bytes: KeyBytes) -> u8 {
    (1..20).find(|id| key(*id) == key_bytes).expect("a key of these tests")
}

pub(crate) fn reveal_message(block: &Block<3>) -> RevealRootMessage {
    let leader = id_of(block.leader().expect("a leader").scored_key().key());
    RevealRootMessage::new(block.number(), &contents(leader))
}

pub(crate) fn drain(chain: &mut Chain<8>, to: u64) -> Vec<Happening> {
    core::iter::from_fn(|| chain.advance(l1(to)).expect("time goes on")).collect()
}

/// Elects and reveals.
pub(crate) fn reveal(network: &mut Network) {
    elect(network);
    let (_, chain, block, _) = network;
    drain(chain, OPENS + 3);
    let message = reveal_message(block);
    block.reveal(chain, l1(OPENS + 3), &message).expect("it is valid");
}

pub(crate) fn claim(prover: u8, node: u64, [left, right]: [BundleCommitment; 2]) -> Claim {
    let byte = u8::try_from(node).expect("a small tree");
    Claim {
        node: NodeIndex::new(node),
        statement: Statement::from_bytes([byte; 32]),
        proof_digest: ProofDigest::from_bytes([prover ^ byte; 32]),
        left,
        right,
        fee_burn: 10_000 * u32::from(prover),
        payout: Address::from_bytes([prover; 20]),
        rebate_payee: Address::from_bytes([prover; 20]),
    }
}

pub(crate) fn claim_message(block: &Block<3>, prover: u8, claim: &Claim) -> ClaimMessage {
    block.sign_claim(&secret(prover), claim, registry().as_slice()).expect("a claim")
}

/// A tree that the provers prove together: the claims of each bundle, in post-order.
pub(crate) fn tree(block: &Block<3>, provers: &[u8]) -> Vec<Vec<ClaimMessage>> {
    let proving = block.proving().expect("a block that is revealed");
    let (shape, mut node) = (proving.shape(), TreeVerifier::new(proving).expected());
    let (mut stack, mut bundles) = (Vec::<Accumulator>::new(), Vec::new());
    while let Some(at) = node {
        let children = shape.children(at).map(|_| {
            let right = stack.pop().expect("two children");
            (stack.pop().expect("two children"), right)
        });
        let named = children.map_or([BundleCommitment::ZERO; 2], |(l, r)| [l.commitment(), r.commitment()]);
        let statement = claim(0, at.get(), named).statement;
        let mut builder = BundleBuilder::new(*proving, at, statement);
        let mut messages = Vec::new();
        for prover in provers {
            let message = claim_message(block, *prover, &claim(*prover, at.get(), named));
            let seat = block.claim(&message, registry().as_slice()).expect("a valid claim");
            builder.insert(&seat, children.as_ref().map(|(l, r)| (l, r))).expect("a seat of the node");
            messages.push((seat.claim_id(), message));
        }
        let bundle = builder.best().expect("seats");
        stack.push(bundle.accumulate(children.as_ref().map(|(l, r)| (l, r))).expect("its children"));
        let message = |seat: &Seat| messages.iter().find(|(id, _)| *id == seat.claim_id()).expect("its message").1;
        bundles.push(bundle.seats().map(message).collect());
        node = shape.next_in_post_order(at);
    }
    bundles
}

/// The bytes of a tree of `T`.
pub(crate) fn tree_bytes<T: TreeElement>(
    block: &Block<3>,
    bundles: &[Vec<ClaimMessage>],
    element: impl Fn(&ClaimMessage) -> Vec<u8>,
) -> Vec<u8> {
    let proposal_id = *block.proving().expect("a block that is revealed").proposal_id();
    let count = u64::try_from(bundles.len()).expect("a small tree");
    let mut bytes = TreeHead { block_number: block.number(), proposal_id, count }.to_bytes::<T>().to_vec();
    for bundle in bundles {
        bytes.push(u8::try_from(bundle.len()).expect("a bundle"));
        bundle.iter().for_each(|message| bytes.extend(element(message)));
    }
    bytes
}

pub(crate) fn ids(block: &Block<3>, bundles: &[Vec<ClaimMessage>]) -> Vec<u8> {
    let proving = *block.proving().expect("a block that is revealed");
    let id = |message: &ClaimMessage| message.claim.id(proving.seed(), proving.proposal_id()).as_bytes().to_vec();
    tree_bytes::<ClaimId>(block, bundles, id)
}

pub(crate) fn full(block: &Block<3>, bundles: &[Vec<ClaimMessage>]) -> Vec<u8> {
    let element = |m: &ClaimMessage| SignedClaim { key: m.key, claim: m.claim, proof: m.proof }.to_bytes().to_vec();
    tree_bytes::<SignedClaim>(block, bundles, element)
}

pub(crate) fn at(l1_block: u64) -> L1EventHead {
    L1EventHead { l1_block: l1(l1_block), base_fee: 3, rate: Amount::new(10_u128.pow(18)).expect("small") }
}
