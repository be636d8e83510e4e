//! The driver of one block (SPEC `#course`).

use core::mem::MaybeUninit;

use ::fernet_block::{Block, BlockError, ProposalProof, Reorganisation};
use fernet_core::message::{
    ClaimMessage, DecodeError, EvidenceMessage, MessageKind, ProposalMessage, RevealDataMessage, RevealMessage,
    RevealRootMessage,
};
use fernet_core::{L1Block, MessageError, P256ProofBytes};
use heapless::Vec;

use crate::chain::{self, fernet_chain, fernet_opening};
use crate::claim::{fernet_claim, fernet_seat};
use crate::election::fernet_proposal;
use crate::message::{
    FERNET_MESSAGE_CLAIM_EVIDENCE_LEN, FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN, FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN,
    copy,
};
use crate::p256::fernet_p256_secret_key;
use crate::params::fernet_params;
use crate::phase::{self, fernet_effects, fernet_event};
use crate::ptr::{In, InArray, InOut, Out, OutArray, Output, Sealed};
use crate::randao::fernet_pinned_mix;
use crate::registry::{fernet_registration, one, several};
use crate::score::fernet_scored_key;
use crate::status::fernet_status;
use crate::vrf::key::fernet_secret_key;

mod attestations;
#[cfg(feature = "hosted")]
mod batch;
mod outcome;
mod trees;

pub use attestations::*;
#[cfg(feature = "hosted")]
pub use batch::*;
pub use outcome::*;
pub use trees::*;

/// Number of proposals that a fernet_block keeps: the best ones, one for each key.
pub const FERNET_BLOCK_PROPOSALS: u8 = 4;

/// A private object: one block of a rollup, with everything that its messages decide (SPEC #course).
///
/// Every message enters through one function, which applies the checks of SPEC #course in their order and verifies the
/// VRF proof itself. What happens in an L1 block also takes the fernet_chain of the rollup: call fernet_chain_advance
/// until nothing is left for that L1 block, then apply the messages of that L1 block.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_block {
    /// Private; see rule 7.
    pub private_bytes: [MaybeUninit<u8>; 5120],
}
/// What a proposal brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_proposed {
    /// The key, ticket, proposal id and FEE_SPLIT of the proposal.
    pub candidate: fernet_scored_key,
    /// The actions for the block, in order.
    pub effects: fernet_effects,
    /// 1 if the proposal leads now, otherwise 0.
    pub leads: u8,
    /// 1 if there is evidence of equivocation, otherwise 0.
    pub has_evidence: u8,
    /// Reserved; always 0.
    pub reserved: u8,
}

/// The block inside a fernet_block.
///
/// cbindgen:ignore
pub(crate) type Native = Block<4>;

/// Applies a message to a block and its chain, which change together or not at all.
fn update<R>(
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    message: impl FnOnce(&mut Native, &mut chain::Native) -> Result<R, BlockError>,
) -> Result<R, fernet_status> {
    block.update(|block| chain.update(|chain| Ok(message(block, chain)?)))
}

/// Opens a block where the chain opened it (FERNET_HAPPENING_OPENED).
///
/// - block (out): the block.
/// - params: parameters of the rollup.
/// - opening: the opening of fernet_chain_advance.
/// - pinned: the mix of the block (fernet_randao_ring_pin), or that of a verified L1 header.
///
/// Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, BLOCK_OTHER_BLOCK if pinned is of another block, BLOCK_OTHER_MIX if it is
/// not of the L1 block randao_lag before the opening, PHASE_OVERFLOW.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_open(
    block: Out<fernet_block>,
    params: In<fernet_params>,
    opening: In<fernet_opening>,
    pinned: In<fernet_pinned_mix>,
) -> fernet_status {
    Sealed(block).set([params.span(), opening.span(), pinned.span()], || {
        Ok(Native::open(&params.parse()?, opening.parse()?, pinned.parse()?)?)
    })
}

/// Checks whether a message of a block may happen in an L1 block, before its contents are checked: checks 3 to 5 of SPEC
/// #course. The functions that apply a message check it again.
///
/// - block: the block.
/// - chain: the chain of the rollup.
/// - l1_block: L1 block number of the message.
/// - event: FERNET_EVENT_PROPOSAL, FERNET_EVENT_REVEAL or FERNET_EVENT_TREE.
///
/// Errors: VALUE for event, BLOCK_STALE, PHASE_..., CHAIN_BEHIND.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_accepts(
    block: In<fernet_block>,
    chain: In<fernet_chain>,
    l1_block: u64,
    event: fernet_event,
) -> fernet_status {
    ().set([block.span(), chain.span()], || {
        let event = phase::event(event)?;
        Ok(block.load()?.accepts(&chain.load()?, L1Block::new(l1_block), event)?)
    })
}

/// Applies a proposal with a proof of either suite. Returns what it brought about, and the bytes of the evidence.
fn propose<P: ProposalProof, const N: usize>(
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    message: &ProposalMessage<P>,
    registration: In<fernet_registration>,
    to_bytes: impl FnOnce(&EvidenceMessage<ProposalMessage<P>>) -> [u8; N],
) -> Result<(fernet_proposed, Option<[u8; N]>), fernet_status> {
    let registry = one(registration)?;
    let done = update(block, chain, |block, chain| block.propose(chain, L1Block::new(l1_block), message, &registry))?;
    let found = done.evidence.as_ref().map(to_bytes);
    let (fee, id) = (done.ranked.fee_split().ppm(), done.ranked.id().to_bytes());
    let proposed = fernet_proposed {
        candidate: fernet_scored_key::new(done.ranked.scored_key(), fee, id),
        effects: fernet_effects::new(&done.effects)?,
        leads: done.leads.into(),
        has_evidence: found.is_some().into(),
        reserved: 0,
    };
    Ok((proposed, found))
}

/// Applies a proposal (SPEC #message-proposal).
///
/// - proposed (out): what the proposal brought about.
/// - evidence (out): evidence of equivocation, as a message, if the block keeps another proposal of the same key that
///   contradicts this one; otherwise zero.
/// - evidence_len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN (LENGTH otherwise).
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - l1_block: L1 block number of the proposal.
/// - bytes: the message.
/// - len: number of bytes.
/// - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
///   key is not registered.
///
/// Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
/// CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, KEY_..., PROOF_..., VERIFY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_propose(
    proposed: Out<fernet_proposed>,
    evidence: OutArray<u8>,
    evidence_len: usize,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    bytes: InArray<u8>,
    len: usize,
    registration: In<fernet_registration>,
) -> fernet_status {
    let evidence = evidence.of(evidence_len);
    (proposed, evidence, block.span(), chain.span()).set([bytes.span(len), registration.span()], || {
        let evidence = evidence.same_len(FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN)?;
        let message = <ProposalMessage>::decode(bytes.get(len)?)?;
        let (done, found) = propose(block, chain, l1_block, &message, registration, |found| found.to_bytes())?;
        evidence.fill(|bytes| copy(bytes, found.into_iter().flatten()))?;
        Ok((done, (), (), ()))
    })
}

/// Applies a proposal whose proof is on P-256 (SPEC #message-proposal).
///
/// - proposed (out): what the proposal brought about.
/// - evidence (out): evidence of equivocation, as a message, if the block keeps another proposal of the same key that
///   contradicts this one; otherwise zero.
/// - evidence_len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN (LENGTH otherwise).
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - l1_block: L1 block number of the proposal.
/// - bytes: the message.
/// - len: number of bytes.
/// - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
///   key is not registered.
///
/// Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
/// CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, P256_KEY_...,
/// P256_PROOF_..., P256_VERIFY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_propose_p256(
    proposed: Out<fernet_proposed>,
    evidence: OutArray<u8>,
    evidence_len: usize,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    bytes: InArray<u8>,
    len: usize,
    registration: In<fernet_registration>,
) -> fernet_status {
    let evidence = evidence.of(evidence_len);
    (proposed, evidence, block.span(), chain.span()).set([bytes.span(len), registration.span()], || {
        let evidence = evidence.same_len(FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN)?;
        let message = ProposalMessage::<P256ProofBytes>::decode(bytes.get(len)?)?;
        let (done, found) = propose(block, chain, l1_block, &message, registration, |found| found.to_bytes())?;
        evidence.fill(|bytes| copy(bytes, found.into_iter().flatten()))?;
        Ok((done, (), (), ()))
    })
}

/// Applies the reveal of the leader (SPEC #message-reveal).
///
/// - effects (out): the actions for the block, in order.
/// - block (in/out): the block.
/// - chain (in/out): the chain of the rollup.
/// - l1_block: L1 block number of the reveal.
/// - bytes: the message, with the hashes of the transactions or with their root, or with the roots of the transactions and
///   of the proof data in a rollup with attesters.
/// - len: number of bytes.
///
/// Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
/// CHAIN_BEHIND, PHASE_..., those of fernet_reveal_check.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_reveal(
    effects: Out<fernet_effects>,
    block: InOut<fernet_block>,
    chain: InOut<fernet_chain>,
    l1_block: u64,
    bytes: InArray<u8>,
    len: usize,
) -> fernet_status {
    (effects, block.span(), chain.span()).set([bytes.span(len)], || {
        let (bytes, l1_block) = (bytes.get(len)?, L1Block::new(l1_block));
        let does = if bytes.get(1) == Some(&MessageKind::RevealData.number()) {
            let message = RevealDataMessage::decode(bytes)?;
            update(block, chain, |block, chain| block.reveal_with_data(chain, l1_block, &message))
        } else {
            let message = match RevealMessage::decode(bytes) {
                Ok(message) => message.with_root(),
                Err(error) if is_of_other_kind(error) => RevealRootMessage::decode(bytes)?,
                Err(error) => return Err(error.into()),
            };
            update(block, chain, |block, chain| block.reveal(chain, l1_block, &message))
        }?;
        Ok((fernet_effects::new(&does)?, (), ()))
    })
}

/// Verifies a claim and returns its seat (SPEC #message-claim). The block does not keep it: keep the seats of which you
/// want to build trees. A claim has no time and changes nothing, so several threads may verify claims at once.
///
/// - seat (out): the seat.
/// - block: the block.
/// - bytes: the message. In a hosted library the proof may also be in batch form.
/// - len: number of bytes.
/// - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
///   key is not registered.
///
/// Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
/// PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_OTHER_PROPOSAL, INELIGIBLE_NOT_REGISTERED, those of
/// fernet_claim_check, KEY_..., PROOF_..., BATCH_PROOF_..., VERIFY_....
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_claim(
    seat: Out<fernet_seat>,
    block: In<fernet_block>,
    bytes: InArray<u8>,
    len: usize,
    registration: In<fernet_registration>,
) -> fernet_status {
    Sealed(seat).set([block.span(), bytes.span(len), registration.span()], || {
        let (block, bytes, registry) = (block.load()?, bytes.get(len)?, one(registration)?);
        match <ClaimMessage>::decode(bytes) {
            #[cfg(feature = "hosted")]
            Err(error) if is_of_other_kind(error) => {
                let message = ClaimMessage::<fernet_core::BatchProofBytes>::decode(bytes)?;
                Ok(block.claim(&message, &registry)?)
            }
            message => Ok(block.claim(&message?, &registry)?),
        }
    })
}

/// Makes evidence of two messages of one key that contradict each other (SPEC #equivocation). Both have to be valid in
/// the block; their time does not matter. For attestations use fernet_block_attestation_evidence.
///
/// - evidence (out): the evidence, as a message; the bytes from evidence_len on are zero.
/// - capacity: number of bytes of the array, at least FERNET_MESSAGE_CLAIM_EVIDENCE_LEN.
/// - evidence_len (out): number of bytes of the message.
/// - block: the block.
/// - a: a proposal, or a claim with a proof of 80 bytes.
/// - a_len: number of bytes of a.
/// - b: another message of the same kind.
/// - b_len: number of bytes of b.
/// - registrations: the registrations of the keys of both, at the snapshot of the block, in any order.
/// - count: number of registrations.
///
/// Errors: LENGTH if capacity is too small, MESSAGE_..., those of fernet_block_propose without its time and of
/// fernet_block_claim for the first message that is not valid, BLOCK_NO_EVIDENCE.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_evidence(
    evidence: OutArray<u8>,
    capacity: usize,
    evidence_len: Out<usize>,
    block: In<fernet_block>,
    a: InArray<u8>,
    a_len: usize,
    b: InArray<u8>,
    b_len: usize,
    registrations: InArray<fernet_registration>,
    count: usize,
) -> fernet_status {
    let inputs = [block.span(), a.span(a_len), b.span(b_len), registrations.span(count)];
    let evidence = evidence.of(capacity);
    (evidence, evidence_len).set(inputs, || {
        if capacity < FERNET_MESSAGE_CLAIM_EVIDENCE_LEN {
            return Err(fernet_status::Length);
        }
        let (block, registry) = (block.load()?, several(registrations.get(count)?)?);
        let (a, b) = (a.get(a_len)?, b.get(b_len)?);
        let found: Option<Vec<u8, FERNET_MESSAGE_CLAIM_EVIDENCE_LEN>> = match <ProposalMessage>::decode(a) {
            Err(error) if is_of_other_kind(error) && a.get(1) == Some(&MessageKind::ProposalP256.number()) => {
                let decode = ProposalMessage::<P256ProofBytes>::decode;
                Vec::from_slice(&block.proposal_evidence(&decode(a)?, &decode(b)?, &registry)?.to_bytes()).ok()
            }
            Err(error) if is_of_other_kind(error) => {
                let (a, b) = (<ClaimMessage>::decode(a)?, <ClaimMessage>::decode(b)?);
                Vec::from_slice(&block.claim_evidence(&a, &b, &registry)?.to_bytes()).ok()
            }
            a => {
                let (a, b) = (a?, <ProposalMessage>::decode(b)?);
                Vec::from_slice(&block.proposal_evidence(&a, &b, &registry)?.to_bytes()).ok()
            }
        };
        let found = found.ok_or(fernet_status::Internal)?;
        evidence.fill(|bytes| copy(bytes, found.iter().copied()))?;
        Ok(((), found.len()))
    })
}

/// Checks evidence that was received (SPEC #message-evidence): both messages are valid in the block and contradict each
/// other. For attestations use fernet_block_check_attestation_evidence.
///
/// - block: the block.
/// - bytes: evidence of two proposals or of two claims.
/// - len: number of bytes.
/// - registrations: the registrations of the keys of both, at the snapshot of the block, in any order.
/// - count: number of registrations.
///
/// Errors: MESSAGE_..., those of fernet_block_evidence, BLOCK_NO_EVIDENCE also if the message with the larger id comes
/// first.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_check_evidence(
    block: In<fernet_block>,
    bytes: InArray<u8>,
    len: usize,
    registrations: InArray<fernet_registration>,
    count: usize,
) -> fernet_status {
    ().set([block.span(), bytes.span(len), registrations.span(count)], || {
        let (block, registry) = (block.load()?, several(registrations.get(count)?)?);
        let bytes = bytes.get(len)?;
        let in_order = match EvidenceMessage::<ProposalMessage>::decode(bytes) {
            Err(error)
                if is_of_other_kind(error) && bytes.get(1) == Some(&MessageKind::ProposalEvidenceP256.number()) =>
            {
                let message = EvidenceMessage::<ProposalMessage<P256ProofBytes>>::decode(bytes)?;
                block.proposal_evidence(&message.first, &message.second, &registry)? == message
            }
            Err(error) if is_of_other_kind(error) => {
                let message = EvidenceMessage::<ClaimMessage>::decode(bytes)?;
                block.claim_evidence(&message.first, &message.second, &registry)? == message
            }
            message => {
                let message = message?;
                block.proposal_evidence(&message.first, &message.second, &registry)? == message
            }
        };
        if in_order { Ok(()) } else { Err(fernet_status::BlockNoEvidence) }
    })
}

fn is_of_other_kind(error: DecodeError) -> bool {
    error.error == MessageError::OtherKind
}

/// Checks a proposal of one's own and signs it, for the holder of a sequencer's key. The proof has the self-check of
/// fernet_vrf_prove_verified.
///
/// - bytes (out): the message for fernet_block_propose.
/// - len: FERNET_MESSAGE_PROPOSAL_LEN (LENGTH otherwise).
/// - block: the block.
/// - secret_key: the secret key of the sequencer.
/// - proposal: the proposal.
/// - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
///
/// Errors: BLOCK_STALE, BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_sign_proposal(
    bytes: OutArray<u8>,
    len: usize,
    block: In<fernet_block>,
    secret_key: In<fernet_secret_key>,
    proposal: In<fernet_proposal>,
    registration: In<fernet_registration>,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set_with_secret([block.span(), secret_key.span(), proposal.span(), registration.span()], || {
        let (block, proposal, registry) = (block.load()?, proposal.parse()?, one(registration)?);
        let bytes = bytes.same_len(<ProposalMessage>::LEN)?;
        let message = block.sign_proposal(&secret_key.load()?, &proposal, &registry)?;
        bytes.fill(|bytes| copy(bytes, message.to_bytes()))
    })
}

/// Checks a proposal of one's own and signs it, for the holder of a sequencer's key on P-256. The proof has the self-check of
/// fernet_vrf_prove_verified.
///
/// - bytes (out): the message for fernet_block_propose_p256.
/// - len: FERNET_MESSAGE_PROPOSAL_P256_LEN (LENGTH otherwise).
/// - block: the block.
/// - secret_key: the secret key of the sequencer.
/// - proposal: the proposal.
/// - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
///
/// Errors: BLOCK_STALE, BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_sign_proposal_p256(
    bytes: OutArray<u8>,
    len: usize,
    block: In<fernet_block>,
    secret_key: In<fernet_p256_secret_key>,
    proposal: In<fernet_proposal>,
    registration: In<fernet_registration>,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set_with_secret([block.span(), secret_key.span(), proposal.span(), registration.span()], || {
        let (block, proposal, registry) = (block.load()?, proposal.parse()?, one(registration)?);
        let bytes = bytes.same_len(ProposalMessage::<P256ProofBytes>::LEN)?;
        let message = block.sign_proposal(&secret_key.load()?, &proposal, &registry)?;
        bytes.fill(|bytes| copy(bytes, message.to_bytes()))
    })
}

/// Checks a claim of one's own and signs it, for the holder of a prover's key. The proof has the self-check of
/// fernet_vrf_prove_verified.
///
/// - bytes (out): the message for fernet_block_claim.
/// - len: FERNET_MESSAGE_CLAIM_LEN (LENGTH otherwise).
/// - block: the block.
/// - secret_key: the secret key of the prover.
/// - claim: the claim.
/// - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
///
/// Errors: BLOCK_STALE, PHASE_NOT_IN_THIS_PHASE before the reveal, INELIGIBLE_NOT_REGISTERED, those of
/// fernet_claim_check, PROVE_FAULT.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_sign_claim(
    bytes: OutArray<u8>,
    len: usize,
    block: In<fernet_block>,
    secret_key: In<fernet_secret_key>,
    claim: In<fernet_claim>,
    registration: In<fernet_registration>,
) -> fernet_status {
    let bytes = bytes.of(len);
    bytes.set_with_secret([block.span(), secret_key.span(), claim.span(), registration.span()], || {
        let (block, claim, registry) = (block.load()?, claim.parse()?, one(registration)?);
        let bytes = bytes.same_len(<ClaimMessage>::LEN)?;
        let message = block.sign_claim(&secret_key.load()?, &claim, &registry)?;
        bytes.fill(|bytes| copy(bytes, message.to_bytes()))
    })
}

/// Takes note of a reorganisation of L1. A stale block refuses every message: restore it (fernet_block_restore) from
/// bytes that were stored at or before the last L1 block that remains.
///
/// - stale (out): 1 if the block is made of an L1 block that was replaced, otherwise 0.
/// - block (in/out): the block.
/// - last_common: number of the last L1 block that remains.
///
/// # Safety
/// Rules 2 and 3 of `fernet.h` hold for every pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fernet_block_reorganised(
    stale: Out<u8>,
    block: InOut<fernet_block>,
    last_common: u64,
) -> fernet_status {
    (stale, block.span()).set([], || {
        let found = block.update(|block| Ok(block.reorganised(L1Block::new(last_common))))?;
        Ok((u8::from(found == Reorganisation::Stale), ()))
    })
}
