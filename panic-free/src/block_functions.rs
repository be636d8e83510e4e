//! `fernet-block`, without the feature `batch`, which allocates.

use core::fmt::Display;

use fernet_block::*;
use fernet_core::message::*;
use fernet_core::*;
use fernet_vrf::SecretKey;

use crate::Functions;

type Keys<'a> = &'a [Registration];
type One = Block<3>;
type Result<T> = core::result::Result<T, BlockError>;

pub(crate) const ALL: Functions<'static> = &[
    One::open as *const (),
    One::of_opening as *const (),
    One::opening_message as *const (),
    One::number as *const (),
    One::opening as *const (),
    One::pinned as *const (),
    One::election as *const (),
    One::leader as *const (),
    One::reveal_message as *const (),
    One::proving as *const (),
    One::plan as *const (),
    One::best_tree as *const (),
    One::reorganised as *const (),
    One::outcome as *const (),
    One::accepts::<8> as *const (),
    One::reveal::<8> as *const (),
    One::submit_tree::<8> as *const (),
    One::to_bytes as *const (),
    One::from_bytes as *const (),
    <BlockError as Display>::fmt as *const (),
    propose as *const (),
    claim as *const (),
    submit_ids as *const (),
    submit_claims as *const (),
    submit_root as *const (),
    proposal_evidence as *const (),
    claim_evidence as *const (),
    sign_proposal as *const (),
    sign_claim as *const (),
];

/// `Block::propose`
fn propose(
    block: &mut One,
    chain: &mut Chain<8>,
    at: L1Block,
    message: &ProposalMessage,
    keys: Keys<'_>,
) -> Result<Proposed> {
    block.propose(chain, at, message, keys)
}

/// `Block::claim`
fn claim(block: &One, message: &ClaimMessage, keys: Keys<'_>) -> Result<Seat> {
    block.claim(message, keys)
}

/// `Block::submit_ids`
fn submit_ids(
    block: &mut One,
    chain: &mut Chain<8>,
    at: &L1EventHead,
    message: &TreeMessage<'_, ClaimId>,
    seats: &[Seat],
) -> Result<Submitted> {
    block.submit_ids(chain, at, message, seats)
}

/// `Block::submit_claims`
fn submit_claims(
    block: &mut One,
    chain: &mut Chain<8>,
    at: &L1EventHead,
    message: &TreeMessage<'_, SignedClaim>,
    keys: Keys<'_>,
) -> Result<Submitted> {
    block.submit_claims(chain, at, message, keys)
}

/// `Block::submit_root`
fn submit_root(
    block: &mut One,
    chain: &mut Chain<8>,
    at: &L1EventHead,
    root: &ClaimMessage,
    sums: Sums,
    keys: Keys<'_>,
) -> Result<Submitted> {
    block.submit_root(chain, at, root, sums, keys)
}

/// `Block::proposal_evidence`
fn proposal_evidence(
    block: &One,
    a: &ProposalMessage,
    b: &ProposalMessage,
    keys: Keys<'_>,
) -> Result<EvidenceMessage<ProposalMessage>> {
    block.proposal_evidence(a, b, keys)
}

/// `Block::claim_evidence`
fn claim_evidence(
    block: &One,
    a: &ClaimMessage,
    b: &ClaimMessage,
    keys: Keys<'_>,
) -> Result<EvidenceMessage<ClaimMessage>> {
    block.claim_evidence(a, b, keys)
}

/// `Block::sign_proposal`
fn sign_proposal(block: &One, secret: &SecretKey, proposal: &Proposal, keys: Keys<'_>) -> Result<ProposalMessage> {
    block.sign_proposal(secret, proposal, keys)
}

/// `Block::sign_claim`
fn sign_claim(block: &One, secret: &SecretKey, claim: &Claim, keys: Keys<'_>) -> Result<ClaimMessage> {
    block.sign_claim(secret, claim, keys)
}
