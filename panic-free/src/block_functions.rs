//! `fernet-block`, without the feature `batch`, which allocates.

use core::fmt::Display;

use fernet_block::*;
use fernet_core::message::*;
use fernet_core::*;
use fernet_vrf::SecretKey;

use crate::Functions;

type Keys<'a> = &'a [Registration];
type One = Block<3>;
type All = Rollup<8, 3, 65>;
type Result<T> = core::result::Result<T, BlockError>;

/// Those that reach `fernet-vrf-p256`.
#[cfg(feature = "p256")]
pub(crate) const P256: Functions<'static> = &[
    rollup_event as *const (),
    propose::<P256ProofBytes> as *const (),
    proposal_evidence::<P256ProofBytes> as *const (),
    sign_proposal::<fernet_vrf_p256::SecretKey> as *const (),
];

pub(crate) const ALL: Functions<'static> = &[
    Rollup::<8, 3, 65>::new as *const (),
    Rollup::<8, 3, 65>::chain as *const (),
    Rollup::<8, 3, 65>::block as *const (),
    Rollup::<8, 3, 65>::blocks as *const (),
    Rollup::<8, 3, 65>::l1_block as *const (),
    Rollup::<8, 3, 65>::advance as *const (),
    Rollup::<8, 3, 65>::outcome as *const (),
    Rollup::<8, 3, 65>::submit_tree as *const (),
    Rollup::<8, 3, 65>::reorganised as *const (),
    Rollup::<8, 3, 65>::to_bytes as *const (),
    Rollup::<8, 3, 65>::from_bytes as *const (),
    rollup_submit_root as *const (),
    rollup_claim as *const (),
    rollup_attestation as *const (),
    rollup_certify as *const (),
    availability as *const (),
    attestation as *const (),
    certify as *const (),
    attestation_evidence as *const (),
    sign_attestation as *const (),
    Block::<3>::certificate as *const (),
    Block::<3>::reveal_with_data::<8> as *const (),
    check_eligible as *const (),
    Block::<3>::open as *const (),
    Block::<3>::of_opening as *const (),
    Block::<3>::opening_message as *const (),
    Block::<3>::number as *const (),
    Block::<3>::opening as *const (),
    Block::<3>::deadline as *const (),
    Block::<3>::pinned as *const (),
    Block::<3>::election as *const (),
    Block::<3>::leader as *const (),
    Block::<3>::contents as *const (),
    Block::<3>::proving as *const (),
    Block::<3>::plan as *const (),
    Block::<3>::best_tree as *const (),
    Block::<3>::reorganised as *const (),
    Block::<3>::outcome as *const (),
    Block::<3>::accepts::<8> as *const (),
    Block::<3>::reveal::<8> as *const (),
    Block::<3>::submit_tree::<8> as *const (),
    Block::<3>::to_bytes as *const (),
    Block::<3>::from_bytes as *const (),
    <BlockError as Display>::fmt as *const (),
    propose::<VrfProofBytes> as *const (),
    claim as *const (),
    submit_ids as *const (),
    submit_claims as *const (),
    submit_root as *const (),
    proposal_evidence::<VrfProofBytes> as *const (),
    claim_evidence as *const (),
    sign_proposal::<SecretKey> as *const (),
    sign_claim as *const (),
];

/// `Rollup::event`
#[cfg(feature = "p256")]
fn rollup_event(rollup: &mut All, event: &L1EventMessage<'_>, keys: Keys<'_>, seats: &[Seat]) -> Result<Applied> {
    rollup.event(event, keys, seats)
}

/// `Rollup::submit_root`
fn rollup_submit_root(
    rollup: &mut All,
    at: &L1EventHead,
    root: &ClaimMessage,
    sums: Sums,
    keys: Keys<'_>,
) -> Result<Submitted> {
    rollup.submit_root(at, root, sums, keys)
}

/// `Rollup::claim`
fn rollup_claim(rollup: &All, message: &Message<'_>, keys: Keys<'_>) -> Result<Seat> {
    rollup.claim(message, keys)
}

/// `Rollup::attestation`
fn rollup_attestation(rollup: &All, message: &AttestationMessage, keys: Keys<'_>) -> Result<Attestation> {
    rollup.attestation(message, keys)
}

/// `Rollup::certify`
fn rollup_certify(rollup: &mut All, message: &Message<'_>, keys: Keys<'_>) -> Result<CertificateId> {
    rollup.certify(message, keys)
}

/// `Block::availability`
fn availability(block: &One, keys: Keys<'_>) -> Result<Availability> {
    block.availability(keys)
}

/// `Block::attestation`
fn attestation(block: &One, message: &AttestationMessage, keys: Keys<'_>) -> Result<Attestation> {
    block.attestation(message, keys)
}

/// `Block::certify`
fn certify(block: &mut One, message: &CertificateMessage<'_>, keys: Keys<'_>) -> Result<CertificateId> {
    block.certify(message, keys)
}

/// `Block::attestation_evidence`
fn attestation_evidence(
    block: &One,
    a: &AttestationMessage,
    b: &AttestationMessage,
    keys: Keys<'_>,
) -> Result<EvidenceMessage<AttestationMessage>> {
    block.attestation_evidence(a, b, keys)
}

/// `Block::sign_attestation`
fn sign_attestation(
    block: &One,
    secret_key: &SecretKey,
    digests: &[DataDigest],
    newest: L1Block,
    keys: Keys<'_>,
) -> Result<AttestationMessage> {
    block.sign_attestation(secret_key, digests, newest, keys)
}

/// `Block::check_eligible`
fn check_eligible(block: &One, key: &KeyBytes, duty: Duty, keys: Keys<'_>) -> core::result::Result<(), Ineligible> {
    block.check_eligible(key, duty, keys)
}

/// `Block::propose`
fn propose<P: ProposalProof>(
    block: &mut One,
    chain: &mut Chain<8>,
    at: L1Block,
    message: &ProposalMessage<P>,
    keys: Keys<'_>,
) -> Result<Proposed<P>> {
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
fn proposal_evidence<P: ProposalProof>(
    block: &One,
    a: &ProposalMessage<P>,
    b: &ProposalMessage<P>,
    keys: Keys<'_>,
) -> Result<EvidenceMessage<ProposalMessage<P>>> {
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
fn sign_proposal<S: SequencerKey>(
    block: &One,
    secret: &S,
    proposal: &Proposal,
    keys: Keys<'_>,
) -> Result<ProposalMessage<S::Proof>> {
    block.sign_proposal(secret, proposal, keys)
}

/// `Block::sign_claim`
fn sign_claim(block: &One, secret: &SecretKey, claim: &Claim, keys: Keys<'_>) -> Result<ClaimMessage> {
    block.sign_claim(secret, claim, keys)
}
