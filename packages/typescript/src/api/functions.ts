// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.

import { call, changed, grown, input, list, octets, optional, out, outCounted, outCountedOctets, outList, outOctets, rest, restOctets, shortened, value } from "../call.js";
import { flag, order, orNull, u16, u32, u64, u8 } from "../codec.js";
import type { BytesLike, Input } from "../input.js";
import * as c from "./codecs.js";
import type * as T from "./types.js";
import { accumulatorCodec, p256SecretKeyCodec, seatCodec, secretKeyCodec, type Accumulator, type P256SecretKey, type Seat, type SecretKey } from "./classes.js";

/**
 * Computes the root of the proof data of a block (SPEC #data-root).
 *
 * @param digests - The digests of the blobs, in the order of the transactions; there may be none.
 * @returns The root.
 */
export function dataRoot(digests: readonly Input<T.DataDigest>[]): T.DataRoot {
  return call<T.DataRoot>("data_root_new", [out("root", c.dataRoot), list("digests", c.dataDigest, digests)]);
}

/**
 * Checks whether digests are those of a block's blobs, for a prover that has received the proof data (SPEC #data-root).
 *
 * @param reveal - The contents of the block, as its leader revealed them.
 * @param digests - The digests of the blobs, in the order of the transactions.
 * @throws FernetError: `DataError::DataCount` if the block has another number of transactions, then
 * `DataError::WrongData`.
 */
export function dataCheck(reveal: Input<T.Reveal>, digests: readonly Input<T.DataDigest>[]): void {
  call("data_check", [input("reveal", c.reveal, reveal), list("digests", c.dataDigest, digests)]);
}

/**
 * Computes the id of an attestation, which its VRF proof signs as additional data (SPEC #attestation).
 *
 * @param seed - The prover seed of the block.
 * @param proposalId - The id of the leader's proposal.
 * @param dataRoot - Root of the proof data that the attester holds.
 * @returns The id.
 */
export function attestationId(seed: Input<T.ProverSeed>, proposalId: Input<T.ProposalId>, dataRoot: Input<T.DataRoot>): T.AttestationId {
  return call<T.AttestationId>("attestation_id_new", [out("id", c.attestationId), input("seed", c.proverSeed, seed), input("proposalId", c.proposalId, proposalId), input("dataRoot", c.dataRoot, dataRoot)]);
}

/**
 * Checks everything about an attestation except its VRF proof and its ticket, so that a proof is verified only for an
 * attestation that is otherwise valid (SPEC #attestation). The proof is over `proverSeedAlphaAttest`, with the id of
 * `attestationId` as additional data.
 *
 * @param availability - The context of the block.
 * @param registration - The registration of the attestation's key.
 * @param dataRoot - Root of the proof data that the attester holds.
 * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly`, `BlockError::NoAttesters` for the
 * context, then `Ineligible`, `AttestationError::OtherData`.
 */
export function attestationCheck(availability: Input<T.Availability>, registration: Input<T.Registration>, dataRoot: Input<T.DataRoot>): void {
  call("attestation_check", [input("availability", c.availability, availability), input("registration", c.registration, registration), input("dataRoot", c.dataRoot, dataRoot)]);
}

/**
 * Checks whether a ticket selects its key as an attester (SPEC #attesters).
 *
 * @param availability - The context of the block.
 * @param ticket - The ticket of the key (`ticketAttester`).
 * @throws FernetError: those of the context as in `attestationCheck`, `AttestationError::NotSelected`.
 */
export function attestationCheckTicket(availability: Input<T.Availability>, ticket: Input<T.Ticket>): void {
  call("attestation_check_ticket", [input("availability", c.availability, availability), input("ticket", c.ticket, ticket)]);
}

/**
 * Computes the number of attestations of a certificate (SPEC #certificate).
 *
 * @param availability - The context of the block.
 * @returns The number; 0 if no key may attest, and then there is no certificate.
 * @throws FernetError: those of the context as in `attestationCheck`.
 */
export function certificateNeeded(availability: Input<T.Availability>): number {
  return call<number>("certificate_needed", [out("needed", u16), input("availability", c.availability, availability)]);
}

/**
 * Checks everything about a certificate except its attestations, and computes its id (SPEC #certificate).
 *
 * @param availability - The context of the block.
 * @param dataRoot - Root of the proof data that the attesters hold.
 * @param keys - The keys of the attestations, in their order.
 * @returns The id.
 * @throws FernetError: those of the context as in `attestationCheck`, then `CertificateError`.
 */
export function certificateCheck(availability: Input<T.Availability>, dataRoot: Input<T.DataRoot>, keys: readonly Input<T.Key>[]): T.CertificateId {
  return call<T.CertificateId>("certificate_check", [out("id", c.certificateId), input("availability", c.availability, availability), input("dataRoot", c.dataRoot, dataRoot), list("keys", c.key, keys)]);
}

/**
 * Computes the id of a claim, which the claim's VRF proof signs as additional data (SPEC #claim).
 *
 * @param seed - The prover seed of the block.
 * @param proposalId - The id of the leader's proposal.
 * @param claim - The claim; it is not checked.
 * @returns The id.
 */
export function claimId(seed: Input<T.ProverSeed>, proposalId: Input<T.ProposalId>, claim: Input<T.Claim>): T.ClaimId {
  return call<T.ClaimId>("claim_id_new", [out("id", c.claimId), input("seed", c.proverSeed, seed), input("proposalId", c.proposalId, proposalId), input("claim", c.claim, claim)]);
}

/**
 * Checks everything about a claim except its VRF proof, so that a proof is verified only for a claim that is otherwise
 * valid (SPEC #claim-checks).
 *
 * @param context - The context of the block.
 * @param registration - The registration of the claim's key.
 * @param claim - The claim.
 * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly` for the context, then the first that
 * applies, in this order: `ClaimError::ForeignNode`, `ClaimError::BaseWithChildren`, `ClaimError::MergeWithoutChildren`,
 * `BidError::FeeBurnAbovePpm`, `ClaimError::PayoutZero`, `Ineligible`.
 */
export function claimCheck(context: Input<T.ProvingContext>, registration: Input<T.Registration>, claim: Input<T.Claim>): void {
  call("claim_check", [input("context", c.provingContext, context), input("registration", c.registration, registration), input("claim", c.claim, claim)]);
}

/**
 * Computes the root of a block's transactions in their order (SPEC #tx-root).
 *
 * @param transactions - The hashes of the transactions, in the order of the block; there may be none.
 * @returns The root.
 */
export function txRoot(transactions: readonly Input<T.TxHash>[]): T.TxRoot {
  return call<T.TxRoot>("tx_root_new", [out("root", c.txRoot), list("transactions", c.txHash, transactions)]);
}

/**
 * Computes the salted hash of a block's fees and transactions, which a proposal contains (SPEC #tx-order).
 *
 * @param reveal - The contents of the block; nothing but the fees is checked.
 * @returns The hash.
 * @throws FernetError: `SettleError::AmountTooLarge` if the fees are 2^128 wei or more, which the hash cannot encode.
 */
export function txOrderHash(reveal: Input<T.Reveal>): T.TxOrderHash {
  return call<T.TxOrderHash>("tx_order_hash_new", [out("hash", c.txOrderHash), input("reveal", c.reveal, reveal)]);
}

/**
 * Computes the block commitment of a proposal (SPEC #commitment).
 *
 * @param params - Parameters of the rollup.
 * @param blockNumber - Number of the proposed block.
 * @param proposal - The proposal; it is not checked.
 * @returns The commitment.
 * @throws FernetError: `ParamsError`.
 */
export function proposalCommitment(params: Input<T.Params>, blockNumber: bigint, proposal: Input<T.Proposal>): T.BlockCommitment {
  return call<T.BlockCommitment>("proposal_commitment", [out("commitment", c.blockCommitment), input("params", c.params, params), value("blockNumber", u64, blockNumber), input("proposal", c.proposal, proposal)]);
}

/**
 * Computes the id of a proposal, which the proposal's VRF proof signs as additional data (SPEC #proposal).
 *
 * @param params - Parameters of the rollup.
 * @param blockNumber - Number of the proposed block.
 * @param proposal - The proposal; nothing but its bond is checked.
 * @returns The id.
 * @throws FernetError: `ParamsError`, `ProposalError::BondTooLarge` if the bond is 2^128 wei or more, which the hash
 * cannot encode.
 */
export function proposalId(params: Input<T.Params>, blockNumber: bigint, proposal: Input<T.Proposal>): T.ProposalId {
  return call<T.ProposalId>("proposal_id_new", [out("id", c.proposalId), input("params", c.params, params), value("blockNumber", u64, blockNumber), input("proposal", c.proposal, proposal)]);
}

/**
 * Checks everything about a proposal except its VRF proof, so that a proof is verified only for a proposal that is
 * otherwise valid (SPEC #proposal-checks).
 *
 * @param election - The context of the block.
 * @param registration - The registration of the proposal's key.
 * @param proposal - The proposal.
 * @throws FernetError: `ParamsError`, `RandaoError::OpensTooEarly`, then the first that applies, in this order:
 * `ProposalError::DeadParent`, `Ineligible`, `BidError::FeeSplitAboveCap`, `ProposalError::PayoutZero`,
 * `ProposalError::BondTooLarge`, `ProposalError::BondMissing`, `ProposalError::BondTooSmall`,
 * `ProposalError::BondNotNeeded`.
 */
export function electionCheck(election: Input<T.Election>, registration: Input<T.Registration>, proposal: Input<T.Proposal>): void {
  call("election_check", [input("election", c.election, election), input("registration", c.registration, registration), input("proposal", c.proposal, proposal)]);
}

/**
 * Checks a proposal as `electionCheck` does and computes the candidate with which it takes part in the election (SPEC
 * #leader). The caller has verified the proof.
 *
 * @param election - The context of the block.
 * @param registration - The registration of the proposal's key.
 * @param proposal - The proposal.
 * @param beta - The output of the proposal's VRF proof, verified over `sequencerSeedAlpha` with the id of `proposalId` as
 * additional data.
 * @returns The key, ticket, proposal id and FEE_SPLIT of the proposal.
 * @throws FernetError: those of `electionCheck`.
 */
export function electionScoredKey(election: Input<T.Election>, registration: Input<T.Registration>, proposal: Input<T.Proposal>, beta: Input<T.Beta>): T.ScoredKey {
  return call<T.ScoredKey>("election_scored_key", [out("candidate", c.scoredKey), input("election", c.election, election), input("registration", c.registration, registration), input("proposal", c.proposal, proposal), input("beta", c.beta, beta)]);
}

/**
 * Checks a proposal as `electionCheck` does and inserts it into the ranking of an election (SPEC #leader, #equivocation).
 * The first entry of the ranking is the leader. Start with an empty array. The ranking does not keep VRF outputs: keep the
 * beta of each proposal that you insert, and pass that of the leader to `proverSeed`.
 *
 * @param best - The entries of the ranking, sorted best first. Entries from count on need not be initialised.
 * @param capacity - Number of elements of the array, at least 1.
 * @param election - The context of the block.
 * @param registration - The registration of the proposal's key.
 * @param proposal - The proposal.
 * @param beta - The output of the proposal's verified VRF proof, as for `electionScoredKey`.
 * @returns `evidence`: evidence of equivocation if the ranking holds another proposal of the same key, otherwise zero.
 * Both proposals take part. A proposal that has left the ranking is not compared: use `proposalEquivocation` for it.
 * `best`: the entries of the ranking, sorted best first. Entries from count on need not be initialised.
 * @throws FernetError: `Length` if capacity is 0 or less than count, and those of `electionCheck`.
 */
export function electionInsert(best: readonly Input<T.ScoredKey>[], capacity: number, election: Input<T.Election>, registration: Input<T.Registration>, proposal: Input<T.Proposal>, beta: Input<T.Beta>): { readonly evidence: T.Evidence | null; readonly best: readonly T.ScoredKey[] } {
  return call<{ readonly evidence: T.Evidence | null; readonly best: readonly T.ScoredKey[] }>("election_insert", [out("evidence", orNull(c.evidence)), grown("best", c.scoredKey, best, capacity), input("election", c.election, election), input("registration", c.registration, registration), input("proposal", c.proposal, proposal), input("beta", c.beta, beta)]);
}

/**
 * Makes evidence of two proposals that one key signed, if they have the same block number, mix and parent but different
 * ids (SPEC #equivocation). Both proposals must be valid; this is not checked.
 *
 * @param params - Parameters of the rollup.
 * @param key - The public key that signed both.
 * @param pinnedA - The pinned mix of the block of a.
 * @param a - A proposal.
 * @param pinnedB - The pinned mix of the block of b.
 * @param b - Another proposal.
 * @returns The key and the two proposal ids, the smaller id first.
 * @throws FernetError: `ParamsError`, `None` if the block numbers, mixes or parents differ, or if the ids are equal.
 */
export function proposalEquivocation(params: Input<T.Params>, key: Input<T.Key>, pinnedA: Input<T.PinnedMix>, a: Input<T.Proposal>, pinnedB: Input<T.PinnedMix>, b: Input<T.Proposal>): T.Evidence {
  return call<T.Evidence>("proposal_equivocation", [out("evidence", c.evidence), input("params", c.params, params), input("key", c.key, key), input("pinnedA", c.pinnedMix, pinnedA), input("a", c.proposal, a), input("pinnedB", c.pinnedMix, pinnedB), input("b", c.proposal, b)]);
}

/**
 * Encodes the parameters of a rollup (SPEC #message-parameters).
 *
 * @param params - Parameters of the rollup.
 * @returns The message.
 * @throws FernetError: `ParamsError`.
 */
export function messageParametersEncode(params: Input<T.Params>): Uint8Array {
  return call<Uint8Array>("message_parameters_encode", [outOctets("bytes", () => 160), input("params", c.params, params)]);
}

/**
 * Decodes the parameters of a rollup and, unlike the decoders of other messages, checks them too (SPEC
 * #message-parameters).
 *
 * @param bytes - The message.
 * @returns The parameters; rootSeats is never `null`.
 * @throws FernetError: `MessageError`, then `ParamsError`. `messageCheck` names the field of a `MessageError` and its
 * offset.
 */
export function messageParametersDecode(bytes: BytesLike): T.Params {
  return call<T.Params>("message_parameters_decode", [out("params", c.params), octets("bytes", bytes)]);
}

/**
 * Decodes a message of any kind, and says what is wrong with bytes that are none (SPEC #message-errors). Only the form is
 * checked. The function succeeds for any bytes: info.status is the result.
 *
 * @param bytes - The bytes.
 * @returns The kind of the message, or the first wrong field.
 */
export function messageCheck(bytes: BytesLike): T.MessageInfo {
  return call<T.MessageInfo>("message_check", [out("info", c.messageInfo), octets("bytes", bytes)]);
}

/**
 * Reads the key that signed a proposal, a claim or an attestation. The functions of a `Block` take the registration of
 * this key. Only the form of the message is checked.
 *
 * @param bytes - A message with a proposal, a claim or an attestation; the proof of a claim may be in batch form.
 * @returns The public key.
 * @throws FernetError: `MessageError`, `MessageError::OtherKind` for other messages.
 */
export function messageKey(bytes: BytesLike): T.Key {
  return call<T.Key>("message_key", [out("key", c.key), octets("bytes", bytes)]);
}

/**
 * Encodes an attestation (SPEC #message-attestation).
 *
 * @param message - The attestation with its key and proof; it is not checked.
 * @returns The message.
 */
export function messageAttestationEncode(message: Input<T.MessageAttestation>): Uint8Array {
  return call<Uint8Array>("message_attestation_encode", [outOctets("bytes", () => 186), input("message", c.messageAttestation, message)]);
}

/**
 * Decodes an attestation (SPEC #message-attestation). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The attestation with its key and proof.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageAttestationDecode(bytes: BytesLike): T.MessageAttestation {
  return call<T.MessageAttestation>("message_attestation_decode", [out("message", c.messageAttestation), octets("bytes", bytes)]);
}

/**
 * Encodes a certificate (SPEC #message-attestation).
 *
 * @param message - What the certificate states besides; its count is that of the attestations (`Length` otherwise).
 * @param attestations - The attestations, ascending by key; they are not checked.
 * @returns The message.
 */
export function messageCertificateEncode(message: Input<T.MessageCertificate>, attestations: readonly Input<T.SignedAttestation>[]): Uint8Array {
  return call<Uint8Array>("message_certificate_encode", [outOctets("bytes", (of) => 76 + of("attestations") * 112), input("message", c.messageCertificate, message), list("attestations", c.signedAttestation, attestations)]);
}

/**
 * Decodes a certificate (SPEC #message-attestation). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns `message`: what the certificate states besides. `attestations`: the attestations, ascending by key; they are
 * not checked.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageCertificateDecode(bytes: BytesLike): { readonly message: T.MessageCertificate; readonly attestations: readonly T.SignedAttestation[] } {
  return call<{ readonly message: T.MessageCertificate; readonly attestations: readonly T.SignedAttestation[] }>("message_certificate_decode", [out("message", c.messageCertificate), octets("bytes", bytes), rest("attestations", c.signedAttestation, 76, bytes)]);
}

/**
 * Encodes evidence of two attestations (SPEC #message-evidence).
 *
 * @param first - The attestation with the smaller id.
 * @param second - The attestation with the larger id; neither id is checked.
 * @returns The message.
 */
export function messageAttestationEvidenceEncode(first: Input<T.MessageAttestation>, second: Input<T.MessageAttestation>): Uint8Array {
  return call<Uint8Array>("message_attestation_evidence_encode", [outOctets("bytes", () => 370), input("first", c.messageAttestation, first), input("second", c.messageAttestation, second)]);
}

/**
 * Decodes evidence of two attestations (SPEC #message-evidence). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns `first`: the first attestation. `second`: the second attestation.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageAttestationEvidenceDecode(bytes: BytesLike): { readonly first: T.MessageAttestation; readonly second: T.MessageAttestation } {
  return call<{ readonly first: T.MessageAttestation; readonly second: T.MessageAttestation }>("message_attestation_evidence_decode", [out("first", c.messageAttestation), out("second", c.messageAttestation), octets("bytes", bytes)]);
}

/**
 * Encodes a claim (SPEC #message-claim).
 *
 * @param message - The claim with its key and proof; it is not checked.
 * @returns The message.
 */
export function messageClaimEncode(message: Input<T.MessageClaim>): Uint8Array {
  return call<Uint8Array>("message_claim_encode", [outOctets("bytes", () => 334), input("message", c.messageClaim, message)]);
}

/**
 * Decodes a claim whose proof has 80 bytes (SPEC #message-claim). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The claim with its key and proof.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageClaimDecode(bytes: BytesLike): T.MessageClaim {
  return call<T.MessageClaim>("message_claim_decode", [out("message", c.messageClaim), octets("bytes", bytes)]);
}

/**
 * Decodes a claim of a tree of claims (SPEC #message-tree). Only the form is checked.
 *
 * @param bytes - The claim, from its key to its proof.
 * @returns The claim with its key and proof.
 * @throws FernetError: `MessageError`.
 */
export function signedClaimDecode(bytes: BytesLike): T.SignedClaim {
  return call<T.SignedClaim>("signed_claim_decode", [out("claim", c.signedClaim), octets("bytes", bytes)]);
}

/**
 * Encodes evidence of two proposals (SPEC #message-evidence).
 *
 * @param first - The proposal with the smaller id.
 * @param second - The proposal with the larger id; neither id is checked.
 * @returns The message.
 * @throws FernetError: `ProposalError::BondTooLarge` if a bond is 2^128 wei or more, which a message cannot state.
 */
export function messageProposalEvidenceEncode(first: Input<T.MessageProposal>, second: Input<T.MessageProposal>): Uint8Array {
  return call<Uint8Array>("message_proposal_evidence_encode", [outOctets("bytes", () => 450), input("first", c.messageProposal, first), input("second", c.messageProposal, second)]);
}

/**
 * Decodes evidence of two proposals (SPEC #message-evidence). Only the form is checked. `Block.checkEvidence` checks the
 * evidence itself.
 *
 * @param bytes - The message.
 * @returns `first`: the first proposal. `second`: the second proposal.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageProposalEvidenceDecode(bytes: BytesLike): { readonly first: T.MessageProposal; readonly second: T.MessageProposal } {
  return call<{ readonly first: T.MessageProposal; readonly second: T.MessageProposal }>("message_proposal_evidence_decode", [out("first", c.messageProposal), out("second", c.messageProposal), octets("bytes", bytes)]);
}

/**
 * Encodes evidence of two proposals whose proofs are on P-256 (SPEC #message-evidence).
 *
 * @param first - The proposal with the smaller id.
 * @param second - The proposal with the larger id; neither id is checked.
 * @returns The message.
 * @throws FernetError: `ProposalError::BondTooLarge` if a bond is 2^128 wei or more, which a message cannot state.
 */
export function messageProposalEvidenceP256Encode(first: Input<T.MessageProposalP256>, second: Input<T.MessageProposalP256>): Uint8Array {
  return call<Uint8Array>("message_proposal_evidence_p256_encode", [outOctets("bytes", () => 452), input("first", c.messageProposalP256, first), input("second", c.messageProposalP256, second)]);
}

/**
 * Decodes evidence of two proposals whose proofs are on P-256 (SPEC #message-evidence). Only the form is checked.
 * `Block.checkEvidence` checks the evidence itself.
 *
 * @param bytes - The message.
 * @returns `first`: the first proposal. `second`: the second proposal.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageProposalEvidenceP256Decode(bytes: BytesLike): { readonly first: T.MessageProposalP256; readonly second: T.MessageProposalP256 } {
  return call<{ readonly first: T.MessageProposalP256; readonly second: T.MessageProposalP256 }>("message_proposal_evidence_p256_decode", [out("first", c.messageProposalP256), out("second", c.messageProposalP256), octets("bytes", bytes)]);
}

/**
 * Encodes evidence of two claims (SPEC #message-evidence).
 *
 * @param first - The claim with the smaller id.
 * @param second - The claim with the larger id; neither id is checked.
 * @returns The message.
 */
export function messageClaimEvidenceEncode(first: Input<T.MessageClaim>, second: Input<T.MessageClaim>): Uint8Array {
  return call<Uint8Array>("message_claim_evidence_encode", [outOctets("bytes", () => 666), input("first", c.messageClaim, first), input("second", c.messageClaim, second)]);
}

/**
 * Decodes evidence of two claims (SPEC #message-evidence). Only the form is checked. `Block.checkEvidence` checks the
 * evidence itself.
 *
 * @param bytes - The message.
 * @returns `first`: the first claim. `second`: the second claim.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageClaimEvidenceDecode(bytes: BytesLike): { readonly first: T.MessageClaim; readonly second: T.MessageClaim } {
  return call<{ readonly first: T.MessageClaim; readonly second: T.MessageClaim }>("message_claim_evidence_decode", [out("first", c.messageClaim), out("second", c.messageClaim), octets("bytes", bytes)]);
}

/**
 * Encodes the opening of a block (SPEC #message-l1).
 *
 * @param message - The opening; nothing but the two block numbers is checked.
 * @returns The message.
 * @throws FernetError: `BlockError::OtherBlock` if the opening and the mix are of different blocks.
 */
export function messageBlockOpeningEncode(message: Input<T.MessageBlockOpening>): Uint8Array {
  return call<Uint8Array>("message_block_opening_encode", [outOctets("bytes", () => 90), input("message", c.messageBlockOpening, message)]);
}

/**
 * Decodes the opening of a block (SPEC #message-l1). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The opening.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageBlockOpeningDecode(bytes: BytesLike): T.MessageBlockOpening {
  return call<T.MessageBlockOpening>("message_block_opening_decode", [out("message", c.messageBlockOpening), octets("bytes", bytes)]);
}

/**
 * Encodes an L1 event: a message with the L1 block in which L1 received it (SPEC #message-l1).
 *
 * @param event - When L1 received the message, and at which prices.
 * @param message - The message that L1 received, of any kind but an L1 event; its form is checked.
 * @returns The event, as a message.
 * @throws FernetError: `SettleError::AmountTooLarge` for the rate, `MessageError` for the message.
 */
export function messageL1EventEncode(event: Input<T.L1Event>, message: BytesLike): Uint8Array {
  return call<Uint8Array>("message_l1_event_encode", [outOctets("bytes", (of) => 30 + of("message")), input("event", c.l1Event, event), octets("message", message)]);
}

/**
 * Decodes an L1 event (SPEC #message-l1). Only the form is checked, also that of the message that L1 received.
 *
 * @param bytes - The event, as a message.
 * @returns `event`: when L1 received the message, and at which prices. `message`: the message that L1 received, of any
 * kind but an L1 event; its form is checked.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageL1EventDecode(bytes: BytesLike): { readonly event: T.L1Event; readonly message: Uint8Array } {
  return call<{ readonly event: T.L1Event; readonly message: Uint8Array }>("message_l1_event_decode", [out("event", c.l1Event), octets("bytes", bytes), restOctets("message", 30, bytes)]);
}

/**
 * Encodes a proposal (SPEC #message-proposal).
 *
 * @param message - The proposal with its key and proof; nothing but its bond is checked.
 * @returns The message.
 * @throws FernetError: `ProposalError::BondTooLarge` if the bond is 2^128 wei or more, which a message cannot state.
 */
export function messageProposalEncode(message: Input<T.MessageProposal>): Uint8Array {
  return call<Uint8Array>("message_proposal_encode", [outOctets("bytes", () => 226), input("message", c.messageProposal, message)]);
}

/**
 * Decodes a proposal (SPEC #message-proposal). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The proposal with its key and proof.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageProposalDecode(bytes: BytesLike): T.MessageProposal {
  return call<T.MessageProposal>("message_proposal_decode", [out("message", c.messageProposal), octets("bytes", bytes)]);
}

/**
 * Encodes a proposal whose proof is on P-256 (SPEC #message-proposal).
 *
 * @param message - The proposal with its key and proof; nothing but its bond is checked.
 * @returns The message.
 * @throws FernetError: `ProposalError::BondTooLarge` if the bond is 2^128 wei or more, which a message cannot state.
 */
export function messageProposalP256Encode(message: Input<T.MessageProposalP256>): Uint8Array {
  return call<Uint8Array>("message_proposal_p256_encode", [outOctets("bytes", () => 227), input("message", c.messageProposalP256, message)]);
}

/**
 * Decodes a proposal whose proof is on P-256 (SPEC #message-proposal). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The proposal with its key and proof.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageProposalP256Decode(bytes: BytesLike): T.MessageProposalP256 {
  return call<T.MessageProposalP256>("message_proposal_p256_decode", [out("message", c.messageProposalP256), octets("bytes", bytes)]);
}

/**
 * Encodes a reveal with the hashes of the transactions (SPEC #message-reveal).
 *
 * @param message - What the reveal states besides; its count is that of the transactions (`Length` otherwise).
 * @param transactions - The hashes of the transactions, in the order of the block; there may be none.
 * @returns The message.
 * @throws FernetError: `SettleError::AmountTooLarge` if the fees are 2^128 wei or more, which a message cannot state.
 */
export function messageRevealEncode(message: Input<T.MessageReveal>, transactions: readonly Input<T.TxHash>[]): Uint8Array {
  return call<Uint8Array>("message_reveal_encode", [outOctets("bytes", (of) => 66 + 32 * of("transactions")), input("message", c.messageReveal, message), list("transactions", c.txHash, transactions)]);
}

/**
 * Decodes a reveal with the hashes of the transactions (SPEC #message-reveal). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns `message`: what the reveal states besides. `transactions`: the hashes of the transactions, in the order of the
 * block; there may be none.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRevealDecode(bytes: BytesLike): { readonly message: T.MessageReveal; readonly transactions: readonly T.TxHash[] } {
  return call<{ readonly message: T.MessageReveal; readonly transactions: readonly T.TxHash[] }>("message_reveal_decode", [out("message", c.messageReveal), octets("bytes", bytes), rest("transactions", c.txHash, 66, bytes)]);
}

/**
 * Encodes a reveal with the root of the transactions (SPEC #message-reveal).
 *
 * @param message - What the leader reveals; nothing but its fees is checked.
 * @returns The message.
 * @throws FernetError: `SettleError::AmountTooLarge` if the fees are 2^128 wei or more, which a message cannot state;
 * `RevealError::DataRootNotNeeded` if the contents have a dataRoot.
 */
export function messageRevealRootEncode(message: Input<T.MessageRevealRoot>): Uint8Array {
  return call<Uint8Array>("message_reveal_root_encode", [outOctets("bytes", () => 98), input("message", c.messageRevealRoot, message)]);
}

/**
 * Decodes a reveal with the root of the transactions (SPEC #message-reveal). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns What the leader reveals.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRevealRootDecode(bytes: BytesLike): T.MessageRevealRoot {
  return call<T.MessageRevealRoot>("message_reveal_root_decode", [out("message", c.messageRevealRoot), octets("bytes", bytes)]);
}

/**
 * Encodes a reveal with the roots of the transactions and of the proof data (SPEC #message-reveal).
 *
 * @param message - What the leader reveals; nothing but its fees is checked.
 * @returns The message.
 * @throws FernetError: `SettleError::AmountTooLarge` if the fees are 2^128 wei or more, which a message cannot state.
 */
export function messageRevealDataEncode(message: Input<T.MessageRevealRoot>): Uint8Array {
  return call<Uint8Array>("message_reveal_data_encode", [outOctets("bytes", () => 130), input("message", c.messageRevealRoot, message)]);
}

/**
 * Decodes a reveal with the roots of the transactions and of the proof data (SPEC #message-reveal). Only the form is
 * checked.
 *
 * @param bytes - The message.
 * @returns What the leader reveals.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRevealDataDecode(bytes: BytesLike): T.MessageRevealRoot {
  return call<T.MessageRevealRoot>("message_reveal_data_decode", [out("message", c.messageRevealRoot), octets("bytes", bytes)]);
}

/**
 * Encodes a request to register a key (SPEC #message-registry).
 *
 * @param message - The request with its proof; it is not checked.
 * @returns The message.
 */
export function messageRegistrationRequestEncode(message: Input<T.MessageRegistrationRequest>): Uint8Array {
  return call<Uint8Array>("message_registration_request_encode", [outOctets("bytes", () => 136), input("message", c.messageRegistrationRequest, message)]);
}

/**
 * Decodes a request to register a key (SPEC #message-registry). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The request with its proof.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRegistrationRequestDecode(bytes: BytesLike): T.MessageRegistrationRequest {
  return call<T.MessageRegistrationRequest>("message_registration_request_decode", [out("message", c.messageRegistrationRequest), octets("bytes", bytes)]);
}

/**
 * Encodes a record of the registry (SPEC #message-registry).
 *
 * @param message - The record with the proof of its request; neither is checked.
 * @returns The message.
 */
export function messageRegistrationRecordEncode(message: Input<T.MessageRegistrationRecord>): Uint8Array {
  return call<Uint8Array>("message_registration_record_encode", [outOctets("bytes", () => 153), input("message", c.messageRegistrationRecord, message)]);
}

/**
 * Decodes a record of the registry (SPEC #message-registry). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The record with the proof of its request.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRegistrationRecordDecode(bytes: BytesLike): T.MessageRegistrationRecord {
  return call<T.MessageRegistrationRecord>("message_registration_record_decode", [out("message", c.messageRegistrationRecord), octets("bytes", bytes)]);
}

/**
 * Encodes a request to register a key on P-256 (SPEC #message-registry).
 *
 * @param message - The request with its proof; it is not checked.
 * @returns The message.
 */
export function messageRegistrationRequestP256Encode(message: Input<T.MessageRegistrationRequestP256>): Uint8Array {
  return call<Uint8Array>("message_registration_request_p256_encode", [outOctets("bytes", () => 137), input("message", c.messageRegistrationRequestP256, message)]);
}

/**
 * Decodes a request to register a key on P-256 (SPEC #message-registry). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The request with its proof.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRegistrationRequestP256Decode(bytes: BytesLike): T.MessageRegistrationRequestP256 {
  return call<T.MessageRegistrationRequestP256>("message_registration_request_p256_decode", [out("message", c.messageRegistrationRequestP256), octets("bytes", bytes)]);
}

/**
 * Encodes a record of the registry whose key is on P-256 (SPEC #message-registry).
 *
 * @param message - The record with the proof of its request; neither is checked.
 * @returns The message.
 */
export function messageRegistrationRecordP256Encode(message: Input<T.MessageRegistrationRecordP256>): Uint8Array {
  return call<Uint8Array>("message_registration_record_p256_encode", [outOctets("bytes", () => 154), input("message", c.messageRegistrationRecordP256, message)]);
}

/**
 * Decodes a record of the registry whose key is on P-256 (SPEC #message-registry). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The record with the proof of its request.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageRegistrationRecordP256Decode(bytes: BytesLike): T.MessageRegistrationRecordP256 {
  return call<T.MessageRegistrationRecordP256>("message_registration_record_p256_decode", [out("message", c.messageRegistrationRecordP256), octets("bytes", bytes)]);
}

/**
 * Encodes the exit of a key (SPEC #message-registry).
 *
 * @param message - The key and its owner; they are not checked.
 * @returns The message.
 */
export function messageExitEncode(message: Input<T.MessageExit>): Uint8Array {
  return call<Uint8Array>("message_exit_encode", [outOctets("bytes", () => 54), input("message", c.messageExit, message)]);
}

/**
 * Decodes the exit of a key (SPEC #message-registry). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns The key and its owner.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageExitDecode(bytes: BytesLike): T.MessageExit {
  return call<T.MessageExit>("message_exit_decode", [out("message", c.messageExit), octets("bytes", bytes)]);
}

/**
 * Encodes a tree that names claims by their ids (SPEC #message-tree).
 *
 * @param message - What the tree states besides; its count is that of the bundles (`Length` otherwise).
 * @param seats - The number of seats of each bundle, 0 to 3, in post-order.
 * @param ids - The ids of their claims, one bundle after another, primary first.
 * @returns The message.
 * @throws FernetError: `MessageError::Value` for more than 3 seats.
 */
export function messageTreeOfIdsEncode(message: Input<T.MessageTree>, seats: BytesLike, ids: readonly Input<T.ClaimId>[]): Uint8Array {
  return call<Uint8Array>("message_tree_of_ids_encode", [outOctets("bytes", (of) => 50 + of("seats") + of("ids") * 32), input("message", c.messageTree, message), octets("seats", seats), list("ids", c.claimId, ids)]);
}

/**
 * Decodes a tree that names claims by their ids (SPEC #message-tree). Only the form is checked. The bundles begin at
 * bytes[`MESSAGE_TREE_LEN`], in post-order: for each the number of its seats, one byte, and then as many elements of
 * `ClaimId`, primary first.
 *
 * @param bytes - The message.
 * @returns What the tree states besides.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageTreeOfIdsDecode(bytes: BytesLike): T.MessageTree {
  return call<T.MessageTree>("message_tree_of_ids_decode", [out("message", c.messageTree), octets("bytes", bytes)]);
}

/**
 * Encodes a tree with its claims in full (SPEC #message-tree).
 *
 * @param message - What the tree states besides; its count is that of the bundles (`Length` otherwise).
 * @param seats - The number of seats of each bundle, 0 to 3, in post-order.
 * @param claims - The claims of the seats with their keys and proofs, one bundle after another, primary first; they are
 * not checked.
 * @returns The message.
 * @throws FernetError: `MessageError::Value` for more than 3 seats.
 */
export function messageTreeOfClaimsEncode(message: Input<T.MessageTree>, seats: BytesLike, claims: readonly Input<T.SignedClaim>[]): Uint8Array {
  return call<Uint8Array>("message_tree_of_claims_encode", [outOctets("bytes", (of) => 50 + of("seats") + of("claims") * 292), input("message", c.messageTree, message), octets("seats", seats), list("claims", c.signedClaim, claims)]);
}

/**
 * Decodes a tree with its claims in full (SPEC #message-tree). Only the form is checked. The bundles begin at
 * bytes[`MESSAGE_TREE_LEN`], in post-order: for each the number of its seats, one byte, and then as many claims of
 * `SIGNED_CLAIM_LEN` bytes (`signedClaimDecode`), primary first.
 *
 * @param bytes - The message.
 * @returns What the tree states besides.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageTreeOfClaimsDecode(bytes: BytesLike): T.MessageTree {
  return call<T.MessageTree>("message_tree_of_claims_decode", [out("message", c.messageTree), octets("bytes", bytes)]);
}

/**
 * Encodes the data of a tree (SPEC #message-tree-data).
 *
 * @param message - What the tree data states besides; its count is that of the nodes (`Length` otherwise).
 * @param nodes - The data of the nodes, in post-order; it is not checked.
 * @returns The message.
 */
export function messageTreeDataEncode(message: Input<T.MessageTree>, nodes: readonly Input<T.NodeData>[]): Uint8Array {
  return call<Uint8Array>("message_tree_data_encode", [outOctets("bytes", (of) => 50 + of("nodes") * 152), input("message", c.messageTree, message), list("nodes", c.nodeData, nodes)]);
}

/**
 * Decodes the data of a tree (SPEC #message-tree-data). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns `message`: what the tree data states besides. `nodes`: the data of message.count nodes, in post-order; the
 * elements after them are zero.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageTreeDataDecode(bytes: BytesLike): { readonly message: T.MessageTree; readonly nodes: readonly T.NodeData[] } {
  return call<{ readonly message: T.MessageTree; readonly nodes: readonly T.NodeData[] }>("message_tree_data_decode", [out("message", c.messageTree), outList("nodes", c.nodeData, (of) => (of("bytes") - 50) / 152), octets("bytes", bytes)]);
}

/**
 * Encodes the opening of a seat (SPEC #message-tree-data).
 *
 * @param message - What the message states besides.
 * @param opening - The bytes of the opening; nothing but their number is checked.
 * @returns The message.
 * @throws FernetError: `MessageError::Value` for more than 32 levels, `MessageError::Truncated` or `MessageError::Surplus`
 * for another openingLen.
 */
export function messageSeatOpeningEncode(message: Input<T.MessageSeatOpening>, opening: BytesLike): Uint8Array {
  return call<Uint8Array>("message_seat_opening_encode", [outOctets("bytes", (of) => 43 + of("opening")), input("message", c.messageSeatOpening, message), octets("opening", opening)]);
}

/**
 * Decodes the opening of a seat (SPEC #message-tree-data). Only the form is checked.
 *
 * @param bytes - The message.
 * @returns `message`: what the message states besides. `opening`: the bytes of the opening; nothing but their number is
 * checked.
 * @throws FernetError: `MessageError`. `messageCheck` names the field and its offset.
 */
export function messageSeatOpeningDecode(bytes: BytesLike): { readonly message: T.MessageSeatOpening; readonly opening: Uint8Array } {
  return call<{ readonly message: T.MessageSeatOpening; readonly opening: Uint8Array }>("message_seat_opening_decode", [out("message", c.messageSeatOpening), octets("bytes", bytes), restOctets("opening", 43, bytes)]);
}

/**
 * Updates the average with the ratio of one more block, rounding down (SPEC #mev).
 *
 * @param reference - The moving average.
 * @param ratio - The MEV of the block in ppm of its fees; any number, it is clamped to low and high.
 * @returns The moving average.
 * @throws FernetError: `MevError::Smoothing`, `MevError::Bounds`, `MevError::StartOutOfBounds`.
 */
export function mevReferenceObserve(reference: Input<T.MevReference>, ratio: bigint): T.MevReference {
  return call<T.MevReference>("mev_reference_observe", [changed("reference", c.mevReference, reference), value("ratio", u64, ratio)]);
}

/**
 * Computes the FEE_SPLIT that gives the provers a share of the fees and a share of the average MEV (SPEC #mev).
 *
 * @param reference - The moving average.
 * @param feesShare - Share of the fees, ppm, at most 1000000.
 * @param mevShare - Share of the MEV, ppm, at most 1000000.
 * @param cap - Largest FEE_SPLIT allowed, in ppm: feeSplitCap of the parameters.
 * @returns The bid in ppm, at most cap.
 * @throws FernetError: those of `mevReferenceObserve`, `MevError::Share`, `MevError::SplitAboveCap`.
 */
export function mevReferenceBid(reference: Input<T.MevReference>, feesShare: number, mevShare: number, cap: number): number {
  return call<number>("mev_reference_bid", [out("feeSplit", u32), input("reference", c.mevReference, reference), value("feesShare", u32, feesShare), value("mevShare", u32, mevShare), value("cap", u32, cap)]);
}

/**
 * Makes a report from amounts (SPEC #mev-sources). The ratio is mev * 1000000 / fees, rounded down, or 2^64 - 1 if that is
 * larger.
 *
 * @param source - The address of the source.
 * @param l1Block - L1 block in which the source made the report.
 * @param mev - The MEV that the source has measured.
 * @param fees - The fees of the same blocks, at least 1 wei.
 * @returns The report.
 * @throws FernetError: `MevSourceError::AmountTooLarge`, `MevSourceError::FeesZero`.
 */
export function mevReport(source: Input<T.Address>, l1Block: bigint, mev: Input<T.Amount>, fees: Input<T.Amount>): T.MevReport {
  return call<T.MevReport>("mev_report_new", [out("report", c.mevReport), input("source", c.address, source), value("l1Block", u64, l1Block), input("mev", c.amount, mev), input("fees", c.amount, fees)]);
}

/**
 * Computes one ratio from the reports of several sources, for `mevReferenceObserve`: the lower median of the reports that
 * count (SPEC #mev-sources). Reports of other addresses, of L1 blocks after now, and of L1 blocks more than maxAge before
 * now are ignored. The order of the reports does not matter.
 *
 * @param sources - The addresses of the sources, all different.
 * @param quorum - Number of reports that have to count, 1 to sourceCount.
 * @param maxAge - Number of L1 blocks after its own for which a report counts.
 * @param reports - The reports.
 * @param now - The present L1 block.
 * @returns The MEV in ppm of the fees.
 * @throws FernetError: `MevSourceError::Count`, `MevSourceError::DuplicateSource`, `MevSourceError::Quorum`,
 * `MevSourceError::DuplicateReport` if two reports of one source count, `MevSourceError::QuorumMissed`.
 */
export function mevSourcesRatio(sources: readonly Input<T.Address>[], quorum: number, maxAge: bigint, reports: readonly Input<T.MevReport>[], now: bigint): bigint {
  return call<bigint>("mev_sources_ratio", [out("ratio", u64), list("sources", c.address, sources), value("quorum", u8, quorum), value("maxAge", u64, maxAge), list("reports", c.mevReport, reports), value("now", u64, now)]);
}

/**
 * Verifies that a seat is in the tree whose root has a known commitment (SPEC #opening). Nothing is allocated.
 *
 * @param bases - Number of base proofs of the tree, 1 to 2^32.
 * @param seed - The prover seed of the block.
 * @param proposalId - Id of the leader's proposal of the block.
 * @param root - Commitment of the bundle of the tree's root.
 * @param opening - The bytes of the opening, which may come from anybody.
 * @returns The seat.
 * @throws FernetError: `ShapeError`, `OpeningError::Length`, `OpeningError::ForeignNode`, `OpeningError::Levels`,
 * `OpeningError::EmptySeat`, `OpeningError::Position`, `OpeningError::RootDiffers`.
 */
export function seatOpeningVerify(bases: bigint, seed: Input<T.ProverSeed>, proposalId: Input<T.ProposalId>, root: Input<T.BundleCommitment>, opening: BytesLike): T.OpenedSeat {
  return call<T.OpenedSeat>("seat_opening_verify", [out("opened", c.openedSeat), value("bases", u64, bases), input("seed", c.proverSeed, seed), input("proposalId", c.proposalId, proposalId), input("root", c.bundleCommitment, root), octets("opening", opening)]);
}

/**
 * Decodes a registered key of a sequencer on P-256 (SPEC #vrf-p256).
 *
 * @param bytes - The key.
 * @returns The public key.
 * @throws FernetError: the first that applies, in this order: `P256KeyError::Length`, `P256KeyError::NonCanonical`,
 * `P256KeyError::NotOnCurve`.
 */
export function p256KeyParse(bytes: BytesLike): T.Key {
  return call<T.Key>("p256_key_parse", [out("key", c.key), octets("bytes", bytes)]);
}

/**
 * Decodes a VRF proof on P-256 (SPEC #vrf-p256). A proof that decodes is well-formed; only verification shows whether it
 * is valid.
 *
 * @param bytes - The encoded proof.
 * @returns The proof.
 * @throws FernetError: the first that applies, in this order: `P256ProofError::Length`, `P256ProofError::GammaSign`,
 * `P256ProofError::GammaNonCanonical`, `P256ProofError::GammaNotOnCurve`, `P256ProofError::ScalarNotReduced`.
 */
export function p256ProofParse(bytes: BytesLike): T.P256Proof {
  return call<T.P256Proof>("p256_proof_parse", [out("proof", c.p256Proof), octets("bytes", bytes)]);
}

/**
 * Computes the VRF output that a proof on P-256 claims: ECVRF_proof_to_hash of RFC 9381, and 32 zero bytes. Do not use the
 * output of a proof that was not verified; `p256Verify` computes it too.
 *
 * @param suite - The suite of the proof.
 * @param proof - The proof; it is not verified.
 * @returns The claimed output.
 * @throws FernetError: `P256ProofError`.
 */
export function p256ProofToHash(suite: T.P256Suite, proof: Input<T.P256Proof>): T.Beta {
  return call<T.Beta>("p256_proof_to_hash", [out("beta", c.beta), value("suite", c.p256Suite, suite), input("proof", c.p256Proof, proof)]);
}

/**
 * Computes the VRF output of a secret key on P-256 without a proof. The output is secret until the caller publishes it or
 * its proof.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @returns The output.
 * @throws FernetError: `EvaluateError::NoPoint`.
 */
export function p256Evaluate(secretKey: P256SecretKey, suite: T.P256Suite, alpha: BytesLike): T.Beta {
  return call<T.Beta>("p256_evaluate", [out("beta", c.beta), input("secretKey", p256SecretKeyCodec, secretKey), value("suite", c.p256Suite, suite), octets("alpha", alpha)]);
}

/**
 * Computes the VRF output of a secret key on P-256 and its proof: ECVRF_prove of RFC 9381, byte for byte. It returns the
 * proof only after the self-check of `vrfProveVerified`.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @returns `proof`: the proof. `beta`: the output.
 * @throws FernetError: `EvaluateError::NoPoint`, `ProveError::Fault`.
 */
export function p256Prove(secretKey: P256SecretKey, suite: T.P256Suite, alpha: BytesLike): { readonly proof: T.P256Proof; readonly beta: T.Beta } {
  return call<{ readonly proof: T.P256Proof; readonly beta: T.Beta }>("p256_prove", [out("proof", c.p256Proof), out("beta", c.beta), input("secretKey", p256SecretKeyCodec, secretKey), value("suite", c.p256Suite, suite), octets("alpha", alpha)]);
}

/**
 * Computes what `p256Prove` computes, with a proof that also signs additional data (SPEC #vrf-p256). A proof with
 * additional data, even of length 0, never verifies as a proof without additional data, nor the reverse.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @param ad - The additional data.
 * @returns `proof`: the proof. `beta`: the output.
 * @throws FernetError: `EvaluateError::NoPoint`, `ProveError::Fault`.
 */
export function p256ProveAd(secretKey: P256SecretKey, suite: T.P256Suite, alpha: BytesLike, ad: BytesLike): { readonly proof: T.P256Proof; readonly beta: T.Beta } {
  return call<{ readonly proof: T.P256Proof; readonly beta: T.Beta }>("p256_prove_ad", [out("proof", c.p256Proof), out("beta", c.beta), input("secretKey", p256SecretKeyCodec, secretKey), value("suite", c.p256Suite, suite), octets("alpha", alpha), octets("ad", ad)]);
}

/**
 * Verifies a proof on P-256 without additional data and computes its output (SPEC #vrf-p256).
 *
 * @param key - The registered key of the sequencer.
 * @param suite - The suite.
 * @param alpha - The input.
 * @param proof - The proof.
 * @returns The output.
 * @throws FernetError: the first that applies, in this order: `P256KeyError`, `P256ProofError`, `P256VerifyError`.
 */
export function p256Verify(key: Input<T.Key>, suite: T.P256Suite, alpha: BytesLike, proof: Input<T.P256Proof>): T.Beta {
  return call<T.Beta>("p256_verify", [out("beta", c.beta), input("key", c.key, key), value("suite", c.p256Suite, suite), octets("alpha", alpha), input("proof", c.p256Proof, proof)]);
}

/**
 * Verifies a proof on P-256 with additional data and computes its output (SPEC #vrf-p256).
 *
 * @param key - The registered key of the sequencer.
 * @param suite - The suite.
 * @param alpha - The input.
 * @param ad - The additional data.
 * @param proof - The proof.
 * @returns The output.
 * @throws FernetError: the first that applies, in this order: `P256KeyError`, `P256ProofError`, `P256VerifyError`.
 */
export function p256VerifyAd(key: Input<T.Key>, suite: T.P256Suite, alpha: BytesLike, ad: BytesLike, proof: Input<T.P256Proof>): T.Beta {
  return call<T.Beta>("p256_verify_ad", [out("beta", c.beta), input("key", c.key, key), value("suite", c.p256Suite, suite), octets("alpha", alpha), octets("ad", ad), input("proof", c.p256Proof, proof)]);
}

/**
 * Verifies a proof on P-256 without additional data in the suite `"sswu"`, and computes what the contract EcvrfP256 takes
 * to verify it on Ethereum (SPEC #evm-witness).
 *
 * @param key - The registered key of the sequencer.
 * @param alpha - The input.
 * @param proof - The proof.
 * @returns The proof with its witness.
 * @throws FernetError: the first that applies, in this order: `P256KeyError`, `P256ProofError`, `P256VerifyError`,
 * `EvmWitnessError::NoWitness`.
 */
export function p256EvmWitness(key: Input<T.Key>, alpha: BytesLike, proof: Input<T.P256Proof>): T.P256EvmProof {
  return call<T.P256EvmProof>("p256_evm_witness", [out("evmProof", c.p256EvmProof), input("key", c.key, key), octets("alpha", alpha), input("proof", c.p256Proof, proof)]);
}

/**
 * Does what `p256EvmWitness` does, for a proof that signs additional data.
 *
 * @param key - The registered key of the sequencer.
 * @param alpha - The input.
 * @param ad - The additional data.
 * @param proof - The proof.
 * @returns The proof with its witness.
 * @throws FernetError: the first that applies, in this order: `P256KeyError`, `P256ProofError`, `P256VerifyError`,
 * `EvmWitnessError::NoWitness`.
 */
export function p256EvmWitnessAd(key: Input<T.Key>, alpha: BytesLike, ad: BytesLike, proof: Input<T.P256Proof>): T.P256EvmProof {
  return call<T.P256EvmProof>("p256_evm_witness_ad", [out("evmProof", c.p256EvmProof), input("key", c.key, key), octets("alpha", alpha), octets("ad", ad), input("proof", c.p256Proof, proof)]);
}

/**
 * Sets the parameters of a rollup to their defaults (SPEC #parameters). The caller then changes the fields that differ.
 *
 * @param chainId - Chain id of L1, at least 1.
 * @param rollupAddress - Address of the rollup contract on L1, not zero.
 * @returns The default parameters.
 * @throws FernetError: `ParamsError::ChainIdZero`, then `ParamsError::RollupAddressZero`.
 */
export function paramsDefault(chainId: bigint, rollupAddress: Input<T.Address>): T.Params {
  return call<T.Params>("params_default", [out("params", c.params), value("chainId", u64, chainId), input("rollupAddress", c.address, rollupAddress)]);
}

/**
 * Checks that every parameter is in its range, as all functions that take parameters do (SPEC #parameters).
 *
 * @param params - The parameters.
 * @throws FernetError: `ParamsError`, the first that applies in the order of SPEC #errors.
 */
export function paramsCheck(params: Input<T.Params>): void {
  call("params_check", [input("params", c.params, params)]);
}

/**
 * Finds the warnings that apply to parameters (SPEC #warnings). A warning refuses nothing.
 *
 * @param params - The parameters.
 * @returns The set of warnings; 0 if there is none.
 * @throws FernetError: `ParamsError`, the first that applies in the order of SPEC #errors.
 */
export function paramsWarn(params: Input<T.Params>): T.ParamsWarnings {
  return call<T.ParamsWarnings>("params_warn", [out("warnings", c.paramsWarnings), input("params", c.params, params)]);
}

/**
 * Computes the RANDAO mix after a reveal, mix XOR SHA-256(reveal), as the L1 beacon chain does (SPEC #randao-mix). From
 * the prevRandao and the reveal of one L1 block it gives the prevRandao of the next.
 *
 * @param mix - The mix before the reveal.
 * @param reveal - The reveal of the L1 block's proposer.
 * @returns The mix after the reveal.
 */
export function randaoMixIn(mix: Input<T.RandaoMix>, reveal: Input<T.RandaoReveal>): T.RandaoMix {
  return call<T.RandaoMix>("randao_mix_in", [out("next", c.randaoMix), input("mix", c.randaoMix, mix), input("reveal", c.randaoReveal, reveal)]);
}

/**
 * Adds the mix of an L1 block to a ring of RANDAO mixes (SPEC #randao-ring). Start with an empty array. When the ring is
 * full, the oldest entry is removed. Inserting the newest entry again changes nothing.
 *
 * To pin the mix of a block, the capacity must be at least randaoLag + 1, plus one for each L1 block that is inserted
 * between the one at which the block opens and the call of `randaoRingPin`.
 *
 * @param entries - The entries of the ring, oldest first. Entries from count on need not be initialised.
 * @param capacity - Number of elements of the array, at least 1.
 * @param l1Block - Number of the L1 block, at or after the newest one of the ring.
 * @param mix - The prevRandao of that L1 block: the field mixHash of its header.
 * @returns The entries of the ring, oldest first. Entries from count on need not be initialised.
 * @throws FernetError: `Length` if capacity is 0 or less than count, `RandaoError::L1BlockBeforeNewest`,
 * `RandaoError::ConflictingMix`.
 */
export function randaoRingInsert(entries: readonly Input<T.RandaoEntry>[], capacity: number, l1Block: bigint, mix: Input<T.RandaoMix>): readonly T.RandaoEntry[] {
  return call<readonly T.RandaoEntry[]>("randao_ring_insert", [grown("entries", c.randaoEntry, entries, capacity), value("l1Block", u64, l1Block), input("mix", c.randaoMix, mix)]);
}

/**
 * Removes the mixes of all L1 blocks from a given one on, after a reorganisation of L1 that replaced them (SPEC
 * #randao-ring). Only count is written.
 *
 * @param entries - The entries of the ring, oldest first.
 * @param from - Number of the first L1 block that was replaced.
 * @returns The entries of the ring, oldest first.
 * @throws FernetError: `Length` if count is above capacity.
 */
export function randaoRingTruncate(entries: readonly Input<T.RandaoEntry>[], from: bigint): readonly T.RandaoEntry[] {
  return call<readonly T.RandaoEntry[]>("randao_ring_truncate", [shortened("entries", c.randaoEntry, entries), value("from", u64, from)]);
}

/**
 * Reads the RANDAO mix of a block from a ring: the mix of the L1 block opens - randaoLag (SPEC #randao-lag). One entry
 * that was made from a verified L1 header is a ring too.
 *
 * @param entries - The entries of the ring, oldest first.
 * @param blockNumber - Number of the rollup block.
 * @param opens - L1 block at which the proposal phase of the block opens.
 * @param randaoLag - The parameter of the same name.
 * @returns The block number, the L1 block of the mix, and the mix.
 * @throws FernetError: `RandaoError::L1BlockBeforeNewest` or `RandaoError::ConflictingMix` if the entries are not in
 * order, `RandaoError::OpensTooEarly`, `RandaoError::NotYetKnown`, `RandaoError::NotRetained`.
 */
export function randaoRingPin(entries: readonly Input<T.RandaoEntry>[], blockNumber: bigint, opens: bigint, randaoLag: number): T.PinnedMix {
  return call<T.PinnedMix>("randao_ring_pin", [out("pinned", c.pinnedMix), list("entries", c.randaoEntry, entries), value("blockNumber", u64, blockNumber), value("opens", u64, opens), value("randaoLag", u32, randaoLag)]);
}

/**
 * Computes the VRF input of the proof of a request; it is the same for all owners of the key (SPEC #registration).
 *
 * @param params - Parameters of the rollup.
 * @param request - The request.
 * @returns The VRF input.
 * @throws FernetError: `ParamsError`.
 */
export function registrationAlpha(params: Input<T.Params>, request: Input<T.RegistrationRequest>): T.Alpha {
  return call<T.Alpha>("registration_alpha", [out("alpha", c.alpha), input("params", c.params, params), input("request", c.registrationRequest, request)]);
}

/**
 * Computes the id of a request, which its proof signs as additional data (SPEC #registration).
 *
 * @param params - Parameters of the rollup.
 * @param request - The request.
 * @returns The id.
 * @throws FernetError: `ParamsError`.
 */
export function registrationId(params: Input<T.Params>, request: Input<T.RegistrationRequest>): T.RegistrationId {
  return call<T.RegistrationId>("registration_id_new", [out("id", c.registrationId), input("params", c.params, params), input("request", c.registrationRequest, request)]);
}

/**
 * Checks everything about a request except its key and its proof (SPEC #registration).
 *
 * @param params - Parameters of the rollup.
 * @param request - The request.
 * @param proofLen - Number of bytes of its proof: 80, or 81 on P-256.
 * @throws FernetError: `ParamsError`, `RegistrationError::Suite` if the suite is not that of the role or proofLen is not
 * that of the suite, `RegistrationError::OwnerZero`, the first that applies in this order.
 */
export function registrationRequestCheck(params: Input<T.Params>, request: Input<T.RegistrationRequest>, proofLen: number): void {
  call("registration_request_check", [input("params", c.params, params), input("request", c.registrationRequest, request), value("proofLen", u32, proofLen)]);
}

/**
 * Chooses the record that counts among those of one key: the one with the smallest entry, and at equal entries the one
 * with the smallest owner (SPEC #registration-choice).
 *
 * @param records - Records of one key whose requests and proofs are valid, in any order, also those that have exited.
 * @returns The registration of the key, from the record that counts.
 * @throws FernetError: `None` if count is 0.
 */
export function registrationChoose(records: readonly Input<T.RegistrationRecord>[]): T.Registration {
  return call<T.Registration>("registration_choose", [out("registration", c.registration), list("records", c.registrationRecord, records)]);
}

/**
 * Checks whether a registered key is eligible for a duty in a block (SPEC #eligibility). The block reads the registry as
 * it is after L1 block pinned.l1Block - 2 (SPEC #snapshot).
 *
 * @param params - Parameters of the rollup.
 * @param pinned - The pinned mix of the block.
 * @param registration - The registration of the key in that snapshot.
 * @param duty - The task that the key is to perform.
 * @throws FernetError: `ParamsError`, `RandaoError::OpensTooEarly`, `Ineligible`.
 */
export function registrationCheckEligible(params: Input<T.Params>, pinned: Input<T.PinnedMix>, registration: Input<T.Registration>, duty: T.Duty): void {
  call("registration_check_eligible", [input("params", c.params, params), input("pinned", c.pinnedMix, pinned), input("registration", c.registration, registration), value("duty", c.duty, duty)]);
}

/**
 * Counts the keys that may attest in a block: those that are eligible to prove a base (SPEC #attesters).
 *
 * @param params - Parameters of the rollup.
 * @param pinned - The pinned mix of the block.
 * @param registrations - The registrations of all keys in the snapshot of the block, one for each key, in any order.
 * @returns Number of keys.
 * @throws FernetError: `ParamsError`, `RandaoError::OpensTooEarly`.
 */
export function registrationCountProvers(params: Input<T.Params>, pinned: Input<T.PinnedMix>, registrations: readonly Input<T.Registration>[]): bigint {
  return call<bigint>("registration_count_provers", [out("provers", u64), input("params", c.params, params), input("pinned", c.pinnedMix, pinned), list("registrations", c.registration, registrations)]);
}

/**
 * Computes the prover pool of a block and how fees and bond fund it (SPEC #pool).
 *
 * @param settlement - The numbers of the block.
 * @returns The pool and where it comes from.
 * @throws FernetError: those of a `Settlement`.
 */
export function settlementFund(settlement: Input<T.Settlement>): T.Funding {
  return call<T.Funding>("settlement_fund", [out("funding", c.funding), input("settlement", c.settlement, settlement)]);
}

/**
 * Computes the smallest bond with which a proposal is valid and its block can be settled: the larger of the minimum bond
 * and the top-up of the pool (SPEC #minimum-bond, #pool, #reveal). Without fees and block reward it is the minimum bond.
 *
 * @param params - Parameters of the rollup.
 * @param fees - Fees of the block, without the block reward of params, in wei, below 2^96.
 * @param feeSplit - FEE_SPLIT of the proposal, ppm, at most params.feeSplitCap.
 * @returns The bond in wei; 0 if feeSplit is at most 1000000.
 * @throws FernetError: `ParamsError`, `SettleError::AmountTooLarge`, `BidError::FeeSplitAboveCap`,
 * `SettleError::PoolTooLarge`.
 */
export function settlementRequiredBond(params: Input<T.Params>, fees: Input<T.Amount>, feeSplit: number): T.Amount {
  return call<T.Amount>("settlement_required_bond", [out("bond", c.amount), input("params", c.params, params), input("fees", c.amount, fees), value("feeSplit", u32, feeSplit)]);
}

/**
 * Checks the reveal of a leader, and computes the size of the tree that proves the block and the funding that settles it
 * (SPEC #reveal).
 *
 * @param params - Parameters of the rollup.
 * @param proposal - The proposal of the leader.
 * @param reveal - The revealed contents of the block.
 * @returns `bases`: number of base proofs of the tree. `funding`: the pool and where it comes from.
 * @throws FernetError: `ParamsError`, `ShapeError::TooManyBases`, `BidError::FeeSplitAboveCap`,
 * `SettleError::AmountTooLarge`, `SettleError::PoolTooLarge`, `SettleError::BondTooSmall`, `RevealError::WrongOrder`.
 */
export function revealCheck(params: Input<T.Params>, proposal: Input<T.Proposal>, reveal: Input<T.Reveal>): { readonly bases: bigint; readonly funding: T.Funding } {
  return call<{ readonly bases: bigint; readonly funding: T.Funding }>("reveal_check", [out("bases", u64), out("funding", c.funding), input("params", c.params, params), input("proposal", c.proposal, proposal), input("reveal", c.reveal, reveal)]);
}

/**
 * Computes the number of seats of the whole tree, by which the pool is divided unless baseShare is set (SPEC #seats).
 *
 * @param settlement - The numbers of the block.
 * @returns Number of seats, at least 1 and below 2^35.
 * @throws FernetError: those of a `Settlement`.
 */
export function settlementSeats(settlement: Input<T.Settlement>): bigint {
  return call<bigint>("settlement_seats", [out("seats", u64), input("settlement", c.settlement, settlement)]);
}

/**
 * Computes the pay of one filled seat, rounded down (SPEC #pay). It does not depend on the other seats.
 *
 * @param settlement - The numbers of the block.
 * @param node - Number of the seat's node, below 2 * bases - 1.
 * @param feeBurn - FEE_BURN of the seat's claim, ppm, at most 1000000.
 * @returns The pay in wei.
 * @throws FernetError: those of a `Settlement`, `BidError::FeeBurnAbovePpm`, `SettleError::ForeignNode`.
 */
export function settlementPay(settlement: Input<T.Settlement>, node: bigint, feeBurn: number): T.Amount {
  return call<T.Amount>("settlement_pay", [out("pay", c.amount), input("settlement", c.settlement, settlement), value("node", u64, node), value("feeBurn", u32, feeBurn)]);
}

/**
 * Settles a block: computes the pay of every seat of the winning tree and the receipt (SPEC #settlement).
 *
 * @param settlement - The numbers of the block.
 * @param seats - The seats of the winning tree, in post-order of their nodes (SPEC #pay-order).
 * @param rebate - The prices of the refund of L1 gas.
 * @returns `receipt`: the receipt. `pays`: the pay of each seat in wei, for the payout of its claim: pays[i] is for
 * seats[i].
 * @throws FernetError: `Length` unless paysLen is seatsLen, those of a `Settlement`, `SettleError::AmountTooLarge` for the
 * rate; for the first seat that is refused `SettleError::BurnAbovePpm`, `SettleError::ForeignNode`,
 * `SettleError::OutOfOrder` or `SettleError::TooManySeats`; `SettleError::NoRoot`. After a failure no seat is paid.
 */
export function settle(settlement: Input<T.Settlement>, seats: readonly Input<T.PaidSeat>[], rebate: Input<T.Rebate>): { readonly receipt: T.Receipt; readonly pays: readonly T.Amount[] } {
  return call<{ readonly receipt: T.Receipt; readonly pays: readonly T.Amount[] }>("settle", [out("receipt", c.receipt), outList("pays", c.amount, (of) => of("seats")), input("settlement", c.settlement, settlement), list("seats", c.paidSeat, seats), input("rebate", c.rebate, rebate)]);
}

/**
 * Settles a block from the sums of the winning tree's root, in a time that does not depend on the size of the tree (SPEC
 * #reserve). The receipt is that of `settle` for the seats of the tree.
 *
 * @param settlement - The numbers of the block.
 * @param keptBase - KeptBase of the root's accumulator, ppm.
 * @param keptMerge - KeptMerge of the root's accumulator, ppm.
 * @param rebate - The prices of the refund of L1 gas.
 * @returns The receipt.
 * @throws FernetError: those of a `Settlement`, `SettleError::AmountTooLarge` for the rate, `SettleError::KeptTooLarge` if
 * no tree with these bases has such sums.
 */
export function settleSums(settlement: Input<T.Settlement>, keptBase: bigint, keptMerge: bigint, rebate: Input<T.Rebate>): T.Receipt {
  return call<T.Receipt>("settle_sums", [out("receipt", c.receipt), input("settlement", c.settlement, settlement), value("keptBase", u64, keptBase), value("keptMerge", u64, keptMerge), input("rebate", c.rebate, rebate)]);
}

/**
 * Computes what is burned of the reserve of a block when pays can no longer be claimed: reserved - claimed (SPEC
 * #unclaimed).
 *
 * @param reserved - The reserve of the block's receipt, in wei.
 * @param claimed - Sum of the pays that were claimed, in wei.
 * @returns The amount in wei.
 * @throws FernetError: `SettleError::AmountTooLarge`, `SettleError::ClaimedTooMuch` if claimed is above reserved.
 */
export function unclaimed(reserved: Input<T.Amount>, claimed: Input<T.Amount>): T.Amount {
  return call<T.Amount>("unclaimed", [out("burned", c.amount), input("reserved", c.amount, reserved), input("claimed", c.amount, claimed)]);
}

/**
 * Computes what the leader of a block that was not revealed or not proven loses: the smaller of its stake and the slash
 * amount of the reason, and of the bond the minimum bond (SPEC #slash).
 *
 * @param params - Parameters of the rollup.
 * @param reason - `"not-revealed"` or `"not-proven"`.
 * @param feeSplit - FEE_SPLIT of the leader's proposal, ppm, at most params.feeSplitCap.
 * @param stake - Stake of the leader in wei, below 2^96.
 * @param bond - Bond of the leader's proposal in wei, below 2^96.
 * @returns The amounts slashed, left and returned.
 * @throws FernetError: `ParamsError`, `BidError::FeeSplitAboveCap`, `SettleError::AmountTooLarge`.
 */
export function slash(params: Input<T.Params>, reason: T.SlashReason, feeSplit: number, stake: Input<T.Amount>, bond: Input<T.Amount>): T.Slashing {
  return call<T.Slashing>("slash", [out("slashing", c.slashing), input("params", c.params, params), value("reason", c.slashReason, reason), value("feeSplit", u32, feeSplit), input("stake", c.amount, stake), input("bond", c.amount, bond)]);
}

/**
 * Computes the score of a ticket and a bid, ticket * (1000000 + fee), exactly (SPEC #score).
 *
 * @param ticket - The ticket.
 * @param fee - The bid, FEE_SPLIT or FEE_BURN, in ppm; any number.
 * @returns The score.
 */
export function score(ticket: Input<T.Ticket>, fee: number): T.Score {
  return call<T.Score>("score_new", [out("score", c.score), input("ticket", c.ticket, ticket), value("fee", u32, fee)]);
}

/**
 * Compares two candidates by the order in which they are ranked (SPEC #order).
 *
 * @param a - A candidate.
 * @param b - Another candidate.
 * @returns -1 if a comes first, 1 if b comes first, 0 if they are equal.
 */
export function scoredKeyCompare(a: Input<T.ScoredKey>, b: Input<T.ScoredKey>): -1 | 0 | 1 {
  return call<-1 | 0 | 1>("scored_key_compare", [out("order", order), input("a", c.scoredKey, a), input("b", c.scoredKey, b)]);
}

/**
 * Computes the smallest bid with which a ticket comes before a rival in the order (SPEC #inverse-bid).
 *
 * @param rival - The candidate to come before.
 * @param key - The public key of the bidder.
 * @param ticket - The ticket of the bidder.
 * @param max - The largest bid allowed, in ppm.
 * @returns The bid, 0 to max, in ppm.
 * @throws FernetError: `None` if not even a bid of max comes before the rival.
 */
export function scoredKeyFeeToBeat(rival: Input<T.ScoredKey>, key: Input<T.Key>, ticket: Input<T.Ticket>, max: number): number {
  return call<number>("scored_key_fee_to_beat", [out("fee", u32), input("rival", c.scoredKey, rival), input("key", c.key, key), input("ticket", c.ticket, ticket), value("max", u32, max)]);
}

/**
 * Inserts a candidate into a ranking of the best candidates (SPEC #ranking). Start with an empty array. It has one entry
 * for each key, sorted best first. The result does not depend on the order of insertions.
 *
 * @param best - The entries of the ranking, sorted best first. Entries from count on need not be initialised.
 * @param capacity - Number of elements of the array, at least 1.
 * @param candidate - The candidate to insert.
 * @returns `inserted`: true if the candidate was put into the ranking; false if it ranks too low or its key has an equal
 * or better entry. `best`: the entries of the ranking, sorted best first. Entries from count on need not be initialised.
 * @throws FernetError: `Length` if capacity is 0 or less than count.
 */
export function rankingInsert(best: readonly Input<T.ScoredKey>[], capacity: number, candidate: Input<T.ScoredKey>): { readonly inserted: boolean; readonly best: readonly T.ScoredKey[] } {
  return call<{ readonly inserted: boolean; readonly best: readonly T.ScoredKey[] }>("ranking_insert", [out("inserted", flag), grown("best", c.scoredKey, best, capacity), input("candidate", c.scoredKey, candidate)]);
}

/**
 * Computes the probability that a score comes first against rivals who all bid the same: the probability that none of
 * their uniform tickets reaches the score (SPEC #odds). A tie counts as reached, so a score of 0 has probability 0 against
 * one or more rivals. The protocol does not use the result.
 *
 * @param ticket - The ticket of the bidder.
 * @param fee - The bid of the bidder, in ppm.
 * @param rivals - Number of rivals.
 * @param rivalFee - The bid of every rival, in ppm.
 * @returns The probability.
 */
export function oddsAgainst(ticket: Input<T.Ticket>, fee: number, rivals: bigint, rivalFee: number): T.Probability {
  return call<T.Probability>("odds_against", [out("probability", c.probability), input("ticket", c.ticket, ticket), value("fee", u32, fee), value("rivals", u64, rivals), value("rivalFee", u32, rivalFee)]);
}

/**
 * Computes the probability that a bid wins before any ticket is known, when all other keys bid the same (SPEC #odds). The
 * protocol does not use the result.
 *
 * @param keys - Number of keys, the bidder included, at least 1.
 * @param fee - The bid of the bidder, in ppm.
 * @param rivalFee - The bid of every other key, in ppm.
 * @returns The probability.
 * @throws FernetError: `None` if keys is 0.
 */
export function oddsAmong(keys: number, fee: number, rivalFee: number): T.Probability {
  return call<T.Probability>("odds_among", [out("probability", c.probability), value("keys", u32, keys), value("fee", u32, fee), value("rivalFee", u32, rivalFee)]);
}

/**
 * Computes the FEE_SPLIT of the symmetric equilibrium among sequencers who value the MEV of a block equally (SPEC #odds).
 * The protocol does not use the result.
 *
 * @param keys - Number of sequencers, at least 1.
 * @param mev - Value of the MEV of a block, in ppm of its fees.
 * @param cap - Largest FEE_SPLIT allowed, in ppm: feeSplitCap of the parameters.
 * @returns The bid, 0 to cap, in ppm.
 * @throws FernetError: `None` if keys is 0.
 */
export function oddsEquilibrium(keys: number, mev: bigint, cap: number): number {
  return call<number>("odds_equilibrium", [out("feeSplit", u32), value("keys", u32, keys), value("mev", u64, mev), value("cap", u32, cap)]);
}

/**
 * Computes the probability that enough of some keys are selected as attesters (SPEC #quorum-odds): for the keys of a
 * coalition, that it makes a certificate alone; for the keys that would attest, that a block gets its certificate. The
 * protocol does not use the result.
 *
 * @param attesters - The parameter of the same name.
 * @param provers - Number of keys that may attest.
 * @param keys - Number of keys that attest if they are selected, at most provers.
 * @param needed - Number of attestations of a certificate.
 * @returns The probability.
 * @throws FernetError: `None` if keys is above provers.
 */
export function oddsOfQuorum(attesters: number, provers: number, keys: number, needed: number): T.Probability {
  return call<T.Probability>("odds_of_quorum", [out("probability", c.probability), value("attesters", u16, attesters), value("provers", u32, provers), value("keys", u32, keys), value("needed", u16, needed)]);
}

/**
 * Computes the sequencer seed of a block (SPEC #seed-sequencer).
 *
 * @param params - Parameters of the rollup.
 * @param pinned - The pinned mix of the block.
 * @returns The seed.
 * @throws FernetError: `ParamsError`, `RandaoError::OpensTooEarly`.
 */
export function sequencerSeed(params: Input<T.Params>, pinned: Input<T.PinnedMix>): T.SequencerSeed {
  return call<T.SequencerSeed>("sequencer_seed_new", [out("seed", c.sequencerSeed), input("params", c.params, params), input("pinned", c.pinnedMix, pinned)]);
}

/**
 * Computes the VRF input of the sequencers of a block; it is the same for all of them (SPEC #alpha).
 *
 * @param seed - The sequencer seed of the block.
 * @returns The VRF input.
 */
export function sequencerSeedAlpha(seed: Input<T.SequencerSeed>): T.Alpha {
  return call<T.Alpha>("sequencer_seed_alpha", [out("alpha", c.alpha), input("seed", c.sequencerSeed, seed)]);
}

/**
 * Computes the prover seed of a block (SPEC #seed-prover).
 *
 * @param params - Parameters of the rollup.
 * @param pinned - The pinned mix of the block.
 * @param leaderBeta - The VRF output of the block's leader, from its verified proof.
 * @returns The seed.
 * @throws FernetError: `ParamsError`, `RandaoError::OpensTooEarly`.
 */
export function proverSeed(params: Input<T.Params>, pinned: Input<T.PinnedMix>, leaderBeta: Input<T.Beta>): T.ProverSeed {
  return call<T.ProverSeed>("prover_seed_new", [out("seed", c.proverSeed), input("params", c.params, params), input("pinned", c.pinnedMix, pinned), input("leaderBeta", c.beta, leaderBeta)]);
}

/**
 * Computes the VRF input of the provers at a node; it is the same for all of them (SPEC #alpha). It depends on the node in
 * `"per-node"` only.
 *
 * @param seed - The prover seed of the block.
 * @param vrfMode - The parameter of the same name.
 * @param node - Number of the node; any number.
 * @returns The VRF input.
 * @throws FernetError: `ParamsError::VrfMode`.
 */
export function proverSeedAlpha(seed: Input<T.ProverSeed>, vrfMode: T.VrfMode, node: bigint): T.Alpha {
  return call<T.Alpha>("prover_seed_alpha", [out("alpha", c.alpha), input("seed", c.proverSeed, seed), value("vrfMode", c.vrfMode, vrfMode), value("node", u64, node)]);
}

/**
 * Computes the VRF input of the attesters of a block; it is the same for all of them (SPEC #attesters).
 *
 * @param seed - The prover seed of the block.
 * @returns The VRF input.
 */
export function proverSeedAlphaAttest(seed: Input<T.ProverSeed>): T.Alpha {
  return call<T.Alpha>("prover_seed_alpha_attest", [out("alpha", c.alpha), input("seed", c.proverSeed, seed)]);
}

/**
 * Computes the ticket of a sequencer (SPEC #ticket).
 *
 * @param beta - The VRF output of the sequencer over `sequencerSeedAlpha`, from its verified proof.
 * @returns The ticket.
 */
export function ticketSequencer(beta: Input<T.Beta>): T.Ticket {
  return call<T.Ticket>("ticket_sequencer", [out("ticket", c.ticket), input("beta", c.beta, beta)]);
}

/**
 * Computes the ticket of a prover at a node (SPEC #ticket). In `"per-node"` it depends on beta; in `"per-block"` on beta
 * and node; in `"public"` on seed, node and key. The other arguments do not change the result.
 *
 * @param vrfMode - The parameter of the same name.
 * @param seed - The prover seed of the block.
 * @param node - Number of the node; any number.
 * @param key - The registered public key of the prover.
 * @param beta - The VRF output of the prover over `proverSeedAlpha` in the same mode, from its verified proof.
 * @returns The ticket.
 * @throws FernetError: `ParamsError::VrfMode`.
 */
export function ticketProver(vrfMode: T.VrfMode, seed: Input<T.ProverSeed>, node: bigint, key: Input<T.Key>, beta: Input<T.Beta>): T.Ticket {
  return call<T.Ticket>("ticket_prover", [out("ticket", c.ticket), value("vrfMode", c.vrfMode, vrfMode), input("seed", c.proverSeed, seed), value("node", u64, node), input("key", c.key, key), input("beta", c.beta, beta)]);
}

/**
 * Computes the ticket with which a key is selected as an attester or not (SPEC #attesters).
 *
 * @param beta - The VRF output of the key over `proverSeedAlphaAttest`, from its verified proof.
 * @returns The ticket.
 */
export function ticketAttester(beta: Input<T.Beta>): T.Ticket {
  return call<T.Ticket>("ticket_attester", [out("ticket", c.ticket), input("beta", c.beta, beta)]);
}

/**
 * Computes the number of base proofs for a block of transactions (SPEC #bases). A block without transactions has one base.
 *
 * @param transactions - Number of transactions in the block.
 * @param txPerBase - The parameter of the same name.
 * @returns Number of bases, 1 to 2^32.
 * @throws FernetError: `ParamsError::TxPerBase`, `ShapeError::TooManyBases`.
 */
export function treeShapeForTransactions(transactions: bigint, txPerBase: number): bigint {
  return call<bigint>("tree_shape_for_transactions", [out("bases", u64), value("transactions", u64, transactions), value("txPerBase", u8, txPerBase)]);
}

/**
 * Computes the shape of the tree with a number of bases (SPEC #tree).
 *
 * @param bases - Number of bases, 1 to 2^32.
 * @returns The shape.
 * @throws FernetError: `ShapeError::NoBases`, `ShapeError::TooManyBases`.
 */
export function treeShape(bases: bigint): T.TreeShape {
  return call<T.TreeShape>("tree_shape_read", [out("shape", c.treeShape), value("bases", u64, bases)]);
}

/**
 * Computes the position and the neighbours of a node (SPEC #node-number). To visit all nodes in post-order, start at node
 * 0 and follow next.
 *
 * @param bases - Number of bases of the tree, 1 to 2^32.
 * @param node - Number of the node, below 2 * bases - 1.
 * @returns The node.
 * @throws FernetError: `ShapeError::NoBases`, `ShapeError::TooManyBases`, `ClaimError::ForeignNode`.
 */
export function node(bases: bigint, node: bigint): T.Node {
  return call<T.Node>("node_read", [out("info", c.node), value("bases", u64, bases), value("node", u64, node)]);
}

/**
 * Writes the mixes of a ring, to be kept over a restart.
 *
 * @param entries - The entries of the ring, oldest first.
 * @returns The state; the bytes from len on are zero.
 */
export function randaoRingStore(entries: readonly Input<T.RandaoEntry>[]): Uint8Array {
  return call<Uint8Array>("randao_ring_store", [outCountedOctets("bytes", (of) => 3 + of("entries") * 40), list("entries", c.randaoEntry, entries)]);
}

/**
 * Reads the mixes of a ring. The bytes are trusted: only their form is checked, and that the entries are in order.
 *
 * @param bytes - The bytes of `randaoRingStore`.
 * @returns The entries of the ring, oldest first; those from count on are zero.
 * @throws FernetError: `MessageError`, `MessageError::Value` also for more entries than capacity.
 */
export function randaoRingRestore(bytes: BytesLike): readonly T.RandaoEntry[] {
  return call<readonly T.RandaoEntry[]>("randao_ring_restore", [outCounted("entries", c.randaoEntry, (of) => (of("bytes") - 3) / 40), octets("bytes", bytes)]);
}

/**
 * Checks the bundle of a node and computes its accumulator (SPEC #bundle, #accumulator).
 *
 * @param context - The context of the block.
 * @param seats - The seats of the bundle: the primary, then the others sorted best first.
 * @param left - The accumulator of the left child bundle; `Null` for a base.
 * @param right - The accumulator of the right child bundle; `Null` for a base.
 * @returns The accumulator of the bundle and the subtree below it.
 * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly` for the context, `BundleError`, then
 * `ChildError`.
 */
export function bundleAccumulate(context: Input<T.ProvingContext>, seats: readonly Seat[], left: Accumulator | null, right: Accumulator | null): Accumulator {
  return call<Accumulator>("bundle_accumulate", [out("accumulator", accumulatorCodec), input("context", c.provingContext, context), list("seats", seatCodec, seats), optional("left", accumulatorCodec, left), optional("right", accumulatorCodec, right)]);
}

/**
 * Decodes a VRF proof: ECVRF_decode_proof of RFC 9381 (SPEC #vrf). A proof that decodes is well-formed; only verification
 * shows whether it is valid.
 *
 * @param bytes - The encoded proof.
 * @returns The proof.
 * @throws FernetError: the first that applies, in this order: `ProofError::Length`, `ProofError::GammaNonCanonical`,
 * `ProofError::GammaMinusZero`, `ProofError::GammaNotOnCurve`, `ProofError::ScalarNotReduced`.
 */
export function proofParse(bytes: BytesLike): T.Proof {
  return call<T.Proof>("proof_parse", [out("proof", c.proof), octets("bytes", bytes)]);
}

/**
 * Computes the VRF output that a proof claims: ECVRF_proof_to_hash of RFC 9381. Do not use the output of a proof that was
 * not verified; `vrfVerify` computes it too.
 *
 * @param suite - The suite of the proof.
 * @param proof - The proof; it is not verified.
 * @returns The claimed output.
 * @throws FernetError: `ProofError`.
 */
export function proofToHash(suite: T.Suite, proof: Input<T.Proof>): T.Beta {
  return call<T.Beta>("proof_to_hash", [out("beta", c.beta), value("suite", c.suite, suite), input("proof", c.proof, proof)]);
}

/**
 * Computes the VRF output of a secret key without a proof, at half the cost of a proof. The output is secret until the
 * caller publishes it or its proof.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @returns The output.
 * @throws FernetError: `EvaluateError::NoPoint`.
 */
export function vrfEvaluate(secretKey: SecretKey, suite: T.Suite, alpha: BytesLike): T.Beta {
  return call<T.Beta>("vrf_evaluate", [out("beta", c.beta), input("secretKey", secretKeyCodec, secretKey), value("suite", c.suite, suite), octets("alpha", alpha)]);
}

/**
 * Computes the VRF output of a secret key and its proof: ECVRF_prove of RFC 9381, byte for byte. It uses no randomness:
 * the same arguments give the same proof.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @returns `proof`: the proof. `beta`: the output.
 * @throws FernetError: `EvaluateError::NoPoint`.
 */
export function vrfProve(secretKey: SecretKey, suite: T.Suite, alpha: BytesLike): { readonly proof: T.Proof; readonly beta: T.Beta } {
  return call<{ readonly proof: T.Proof; readonly beta: T.Beta }>("vrf_prove", [out("proof", c.proof), out("beta", c.beta), input("secretKey", secretKeyCodec, secretKey), value("suite", c.suite, suite), octets("alpha", alpha)]);
}

/**
 * Computes the VRF output of a secret key and a proof that also signs additional data (SPEC #vrf-ad). The output is that
 * of `vrfProve`. A proof with additional data, even of length 0, never verifies as a proof without additional data, nor
 * the reverse.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @param ad - The additional data.
 * @returns `proof`: the proof. `beta`: the output.
 * @throws FernetError: `EvaluateError::NoPoint`.
 */
export function vrfProveAd(secretKey: SecretKey, suite: T.Suite, alpha: BytesLike, ad: BytesLike): { readonly proof: T.Proof; readonly beta: T.Beta } {
  return call<{ readonly proof: T.Proof; readonly beta: T.Beta }>("vrf_prove_ad", [out("proof", c.proof), out("beta", c.beta), input("secretKey", secretKeyCodec, secretKey), value("suite", c.suite, suite), octets("alpha", alpha), octets("ad", ad)]);
}

/**
 * Computes what `vrfProve` computes, and returns the proof only after a self-check: s is computed twice and the proof is
 * verified. Use it on hardware in which an attacker can cause faults, because one faulty proof reveals the key. It costs
 * about three times as much.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @returns `proof`: the proof. `beta`: the output.
 * @throws FernetError: `EvaluateError::NoPoint`, `ProveError::Fault`.
 */
export function vrfProveVerified(secretKey: SecretKey, suite: T.Suite, alpha: BytesLike): { readonly proof: T.Proof; readonly beta: T.Beta } {
  return call<{ readonly proof: T.Proof; readonly beta: T.Beta }>("vrf_prove_verified", [out("proof", c.proof), out("beta", c.beta), input("secretKey", secretKeyCodec, secretKey), value("suite", c.suite, suite), octets("alpha", alpha)]);
}

/**
 * Computes what `vrfProveAd` computes, with the self-check of `vrfProveVerified`.
 *
 * @param secretKey - The secret key.
 * @param suite - The suite.
 * @param alpha - The input, public.
 * @param ad - The additional data.
 * @returns `proof`: the proof. `beta`: the output.
 * @throws FernetError: `EvaluateError::NoPoint`, `ProveError::Fault`.
 */
export function vrfProveVerifiedAd(secretKey: SecretKey, suite: T.Suite, alpha: BytesLike, ad: BytesLike): { readonly proof: T.Proof; readonly beta: T.Beta } {
  return call<{ readonly proof: T.Proof; readonly beta: T.Beta }>("vrf_prove_verified_ad", [out("proof", c.proof), out("beta", c.beta), input("secretKey", secretKeyCodec, secretKey), value("suite", c.suite, suite), octets("alpha", alpha), octets("ad", ad)]);
}

/**
 * Verifies a proof without additional data and computes its output: ECVRF_verify of RFC 9381 with validateKey = TRUE (SPEC
 * #vrf).
 *
 * @param key - The public key of the prover.
 * @param suite - The suite.
 * @param alpha - The input.
 * @param proof - The proof.
 * @returns The output.
 * @throws FernetError: the first that applies, in this order: `KeyError`, `ProofError`, `VerifyError::NoPoint`,
 * `VerifyError::Invalid`.
 */
export function vrfVerify(key: Input<T.Key>, suite: T.Suite, alpha: BytesLike, proof: Input<T.Proof>): T.Beta {
  return call<T.Beta>("vrf_verify", [out("beta", c.beta), input("key", c.key, key), value("suite", c.suite, suite), octets("alpha", alpha), input("proof", c.proof, proof)]);
}

/**
 * Verifies a proof with additional data and computes its output (SPEC #vrf-ad).
 *
 * @param key - The public key of the prover.
 * @param suite - The suite.
 * @param alpha - The input.
 * @param ad - The additional data.
 * @param proof - The proof.
 * @returns The output.
 * @throws FernetError: the first that applies, in this order: `KeyError`, `ProofError`, `VerifyError::NoPoint`,
 * `VerifyError::Invalid`.
 */
export function vrfVerifyAd(key: Input<T.Key>, suite: T.Suite, alpha: BytesLike, ad: BytesLike, proof: Input<T.Proof>): T.Beta {
  return call<T.Beta>("vrf_verify_ad", [out("beta", c.beta), input("key", c.key, key), value("suite", c.suite, suite), octets("alpha", alpha), octets("ad", ad), input("proof", c.proof, proof)]);
}

/**
 * Decodes and validates a public key: stringToPoint and ECVRF_validate_key of RFC 9381 (SPEC #vrf).
 *
 * @param bytes - The encoded key.
 * @returns The public key.
 * @throws FernetError: the first that applies, in this order: `KeyError::Length`, `KeyError::NonCanonical`,
 * `KeyError::MinusZero`, `KeyError::NotOnCurve`, `KeyError::SmallOrder`.
 */
export function keyParse(bytes: BytesLike): T.Key {
  return call<T.Key>("key_parse", [out("key", c.key), octets("bytes", bytes)]);
}

/**
 * Computes the tickets of a prover at several nodes of a block (SPEC #ticket). It evaluates the VRF once for each node in
 * `"per-node"`, once in `"per-block"`, and not at all in `"public"`. The suite is `"ell2"`.
 *
 * @param secretKey - The secret key of the prover.
 * @param seed - The prover seed of the block.
 * @param vrfMode - The parameter of the same name.
 * @param nodes - The numbers of the nodes, in any order.
 * @returns The tickets: tickets[i] is that of nodes[i].
 * @throws FernetError: `Length` unless ticketsLen is nodesLen, `ParamsError::VrfMode`.
 */
export function proverTickets(secretKey: SecretKey, seed: Input<T.ProverSeed>, vrfMode: T.VrfMode, nodes: readonly bigint[]): readonly T.Ticket[] {
  return call<readonly T.Ticket[]>("prover_tickets", [outList("tickets", c.ticket, (of) => of("nodes")), input("secretKey", secretKeyCodec, secretKey), input("seed", c.proverSeed, seed), value("vrfMode", c.vrfMode, vrfMode), list("nodes", u64, nodes)]);
}

/**
 * Computes the proofs of several claims of a prover in a block, each as `vrfProveAd` does over `proverSeedAlpha` with the
 * claim id as additional data. In `"per-block"` the proofs share one evaluation, which halves the cost. The suite is
 * `"ell2"`.
 *
 * @param secretKey - The secret key of the prover.
 * @param seed - The prover seed of the block.
 * @param vrfMode - The parameter of the same name.
 * @param nodes - The numbers of the claimed nodes.
 * @param claimIds - The ids of the claims.
 * @returns The proofs: proofs[i] is that of nodes[i] and claimIds[i].
 * @throws FernetError: `Length` unless the three lengths are equal, `ParamsError::VrfMode`.
 */
export function proverProve(secretKey: SecretKey, seed: Input<T.ProverSeed>, vrfMode: T.VrfMode, nodes: readonly bigint[], claimIds: readonly Input<T.ClaimId>[]): readonly T.Proof[] {
  return call<readonly T.Proof[]>("prover_prove", [outList("proofs", c.proof, (of) => of("nodes")), input("secretKey", secretKeyCodec, secretKey), input("seed", c.proverSeed, seed), value("vrfMode", c.vrfMode, vrfMode), list("nodes", u64, nodes), list("claimIds", c.claimId, claimIds)]);
}

/**
 * Computes what `proverProve` computes, with the self-check of `vrfProveVerified` for each proof. After a failure no proof
 * is returned.
 *
 * @param secretKey - The secret key of the prover.
 * @param seed - The prover seed of the block.
 * @param vrfMode - The parameter of the same name.
 * @param nodes - The numbers of the claimed nodes.
 * @param claimIds - The ids of the claims.
 * @returns The proofs: proofs[i] is that of nodes[i] and claimIds[i].
 * @throws FernetError: `Length` unless the three lengths are equal, `ParamsError::VrfMode`, `ProveError::Fault`.
 */
export function proverProveVerified(secretKey: SecretKey, seed: Input<T.ProverSeed>, vrfMode: T.VrfMode, nodes: readonly bigint[], claimIds: readonly Input<T.ClaimId>[]): readonly T.Proof[] {
  return call<readonly T.Proof[]>("prover_prove_verified", [outList("proofs", c.proof, (of) => of("nodes")), input("secretKey", secretKeyCodec, secretKey), input("seed", c.proverSeed, seed), value("vrfMode", c.vrfMode, vrfMode), list("nodes", u64, nodes), list("claimIds", c.claimId, claimIds)]);
}
