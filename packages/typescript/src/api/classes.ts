// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.

/// <reference lib="esnext.disposable" preserve="true" />

import { call, input, list, octets, optional, out, outCounted, outCountedOctets, outList, outOctets, outOctetsOrNull, update, value } from "../call.js";
import { flag, nullable, opaque, order, u32, u64 } from "../codec.js";
import type { BytesLike, Input } from "../input.js";
import { Opaque } from "../opaque.js";
import * as c from "./codecs.js";
import type * as T from "./types.js";

/**
 * A secret key with its public key. It must not be compared, printed or stored; store the secret from which it was made.
 * Wipe every copy with `SecretKey.wipe`.
 */
export class SecretKey extends Opaque {
  protected declare readonly type: "SecretKey";

  /**
   * Derives the secret key of a role from a master secret (SPEC #key-derivation). The three prover roles have one key; a
   * sequencer has another.
   *
   * @param master - The master secret. The caller wipes it.
   * @param role - The role of the key.
   * @returns The secret key. Wipe it with `SecretKey.wipe`.
   */
  static derive(master: T.Secret, role: T.Role): SecretKey {
    return call<SecretKey>("secret_key_derive", [out("secretKey", secretKeyCodec), input("master", c.secret, master), value("role", c.role, role)]);
  }

  /**
   * Makes a secret key from the 32-byte SK of RFC 9381, for interoperability. The same SK must never be used as an Ed25519
   * key: an Ed25519 signature could share its nonce with a proof and so reveal the key. Keys of `SecretKey.derive` have no
   * such restriction.
   *
   * @param seed - SK of RFC 9381, 32 bytes. The caller wipes it.
   * @returns The secret key. Wipe it with `SecretKey.wipe`.
   */
  static fromSeed(seed: T.Secret): SecretKey {
    return call<SecretKey>("secret_key_from_seed", [out("secretKey", secretKeyCodec), input("seed", c.secret, seed)]);
  }

  /**
   * Computes the public key of a secret key, encoded as it is registered.
   *
   * @returns The public key.
   */
  publicKey(): T.Key {
    return call<T.Key>("secret_key_public", [out("key", c.key), input("secretKey", secretKeyCodec, this)]);
  }

  /** Overwrites the key with zeros. Afterwards it is no key: functions refuse it with `"State"`. */
  wipe(): void {
    Opaque.bytesOf(this).fill(0);
  }

  /** Wipes the key at the end of a block that declares it with `using`. */
  [Symbol.dispose](): void {
    this.wipe();
  }
}

/** @internal */
export const secretKeyCodec = /* @__PURE__ */ opaque(() => SecretKey, 288);

/**
 * One block of a rollup, with everything that its messages decide (SPEC #course).
 *
 * Every message enters through one function, which applies the checks of SPEC #course in their order and verifies the VRF
 * proof itself. What happens in an L1 block also takes the `Chain` of the rollup: call `Chain.advance` until nothing is
 * left for that L1 block, then apply the messages of that L1 block.
 */
export class Block extends Opaque {
  protected declare readonly type: "Block";

  /**
   * Opens a block where the chain opened it (`"opened"`).
   *
   * @param params - Parameters of the rollup.
   * @param opening - The opening of `Chain.advance`.
   * @param pinned - The mix of the block (`randaoRingPin`), or that of a verified L1 header.
   * @returns The block.
   * @throws FernetError: `ParamsError`, `RandaoError::OpensTooEarly`, `BlockError::OtherBlock` if pinned is of another
   * block, `BlockError::OtherMix` if it is not of the L1 block randaoLag before the opening, `PhaseError::Overflow`.
   */
  static open(params: Input<T.Params>, opening: Input<T.Opening>, pinned: Input<T.PinnedMix>): Block {
    return call<Block>("block_open", [out("block", blockCodec), input("params", c.params, params), input("opening", c.opening, opening), input("pinned", c.pinnedMix, pinned)]);
  }

  /**
   * Checks whether a message of a block may happen in an L1 block, before its contents are checked: checks 3 to 5 of SPEC
   * #course. The functions that apply a message check it again.
   *
   * @param chain - The chain of the rollup.
   * @param l1Block - L1 block number of the message.
   * @param event - `"proposal"`, `"reveal"` or `"tree"`.
   * @throws FernetError: `BlockError::Stale`, `PhaseError`, `ChainError::Behind`.
   */
  accepts(chain: Chain, l1Block: bigint, event: T.Event): void {
    call("block_accepts", [input("block", blockCodec, this), input("chain", chainCodec, chain), value("l1Block", u64, l1Block), value("event", c.event, event)]);
  }

  /**
   * Applies a proposal (SPEC #message-proposal).
   *
   * @param chain - The chain of the rollup.
   * @param l1Block - L1 block number of the proposal.
   * @param bytes - The message.
   * @param registration - The registration of the message's key (`messageKey`) at the snapshot of the block; `Null` if the
   * key is not registered.
   * @returns `proposed`: what the proposal brought about. `evidence`: evidence of equivocation, as a message, if the block
   * keeps another proposal of the same key that contradicts this one; otherwise zero.
   * @throws FernetError: the first that applies in the order of SPEC #course: `MessageError`, `BlockError::Stale`,
   * `BlockError::OtherBlock`, `ChainError::Behind`, `PhaseError`, `BlockError::OtherSuite`, `Ineligible::NotRegistered`,
   * those of `electionCheck`, `KeyError`, `ProofError`, `VerifyError`.
   */
  propose(chain: Chain, l1Block: bigint, bytes: BytesLike, registration: Input<T.Registration> | null): { readonly proposed: T.Proposed; readonly evidence: Uint8Array | null } {
    return call<{ readonly proposed: T.Proposed; readonly evidence: Uint8Array | null }>("block_propose", [out("proposed", c.proposed), outOctetsOrNull("evidence", () => 450), update("block", blockCodec, this), update("chain", chainCodec, chain), value("l1Block", u64, l1Block), octets("bytes", bytes), optional("registration", c.registration, registration)]);
  }

  /**
   * Applies a proposal whose proof is on P-256 (SPEC #message-proposal).
   *
   * @param chain - The chain of the rollup.
   * @param l1Block - L1 block number of the proposal.
   * @param bytes - The message.
   * @param registration - The registration of the message's key (`messageKey`) at the snapshot of the block; `Null` if the
   * key is not registered.
   * @returns `proposed`: what the proposal brought about. `evidence`: evidence of equivocation, as a message, if the block
   * keeps another proposal of the same key that contradicts this one; otherwise zero.
   * @throws FernetError: the first that applies in the order of SPEC #course: `MessageError`, `BlockError::Stale`,
   * `BlockError::OtherBlock`, `ChainError::Behind`, `PhaseError`, `BlockError::OtherSuite`, `Ineligible::NotRegistered`,
   * those of `electionCheck`, `P256KeyError`, `P256ProofError`, `P256VerifyError`.
   */
  proposeP256(chain: Chain, l1Block: bigint, bytes: BytesLike, registration: Input<T.Registration> | null): { readonly proposed: T.Proposed; readonly evidence: Uint8Array | null } {
    return call<{ readonly proposed: T.Proposed; readonly evidence: Uint8Array | null }>("block_propose_p256", [out("proposed", c.proposed), outOctetsOrNull("evidence", () => 452), update("block", blockCodec, this), update("chain", chainCodec, chain), value("l1Block", u64, l1Block), octets("bytes", bytes), optional("registration", c.registration, registration)]);
  }

  /**
   * Applies the reveal of the leader (SPEC #message-reveal).
   *
   * @param chain - The chain of the rollup.
   * @param l1Block - L1 block number of the reveal.
   * @param bytes - The message, with the hashes of the transactions or with their root, or with the roots of the
   * transactions and of the proof data in a rollup with attesters.
   * @returns The actions for the block, in order.
   * @throws FernetError: the first that applies in the order of SPEC #course: `MessageError`, `BlockError::Stale`,
   * `BlockError::OtherBlock`, `ChainError::Behind`, `PhaseError`, those of `revealCheck`.
   */
  reveal(chain: Chain, l1Block: bigint, bytes: BytesLike): T.Effects {
    return call<T.Effects>("block_reveal", [out("effects", c.effects), update("block", blockCodec, this), update("chain", chainCodec, chain), value("l1Block", u64, l1Block), octets("bytes", bytes)]);
  }

  /**
   * Verifies a claim and returns its seat (SPEC #message-claim). The block does not keep it: keep the seats of which you
   * want to build trees. A claim has no time and changes nothing, so several threads may verify claims at once.
   *
   * @param bytes - The message. In a hosted library the proof may also be in batch form.
   * @param registration - The registration of the message's key (`messageKey`) at the snapshot of the block; `Null` if the
   * key is not registered.
   * @returns The seat.
   * @throws FernetError: the first that applies in the order of SPEC #course: `MessageError`, `BlockError::Stale`,
   * `BlockError::OtherBlock`, `PhaseError::NotInThisPhase` before the reveal, `BlockError::OtherProposal`,
   * `Ineligible::NotRegistered`, those of `claimCheck`, `KeyError`, `ProofError`, `BatchProofError`, `VerifyError`.
   */
  claim(bytes: BytesLike, registration: Input<T.Registration> | null): Seat {
    return call<Seat>("block_claim", [out("seat", seatCodec), input("block", blockCodec, this), octets("bytes", bytes), optional("registration", c.registration, registration)]);
  }

  /**
   * Makes evidence of two messages of one key that contradict each other (SPEC #equivocation). Both have to be valid in
   * the block; their time does not matter. For attestations use `Block.attestationEvidence`.
   *
   * @param a - A proposal, or a claim with a proof of 80 bytes.
   * @param b - Another message of the same kind.
   * @param registrations - The registrations of the keys of both, at the snapshot of the block, in any order.
   * @returns The evidence, as a message; the bytes from evidenceLen on are zero.
   * @throws FernetError: `Length` if capacity is too small, `MessageError`, those of `Block.propose` without its time and
   * of `Block.claim` for the first message that is not valid, `BlockError::NoEvidence`.
   */
  evidence(a: BytesLike, b: BytesLike, registrations: readonly Input<T.Registration>[]): Uint8Array {
    return call<Uint8Array>("block_evidence", [outCountedOctets("evidence", () => 666.), input("block", blockCodec, this), octets("a", a), octets("b", b), list("registrations", c.registration, registrations)]);
  }

  /**
   * Checks evidence that was received (SPEC #message-evidence): both messages are valid in the block and contradict each
   * other. For attestations use `Block.checkAttestationEvidence`.
   *
   * @param bytes - Evidence of two proposals or of two claims.
   * @param registrations - The registrations of the keys of both, at the snapshot of the block, in any order.
   * @throws FernetError: `MessageError`, those of `Block.evidence`, `BlockError::NoEvidence` also if the message with the
   * larger id comes first.
   */
  checkEvidence(bytes: BytesLike, registrations: readonly Input<T.Registration>[]): void {
    call("block_check_evidence", [input("block", blockCodec, this), octets("bytes", bytes), list("registrations", c.registration, registrations)]);
  }

  /**
   * Checks a proposal of one's own and signs it, for the holder of a sequencer's key. The proof has the self-check of
   * `vrfProveVerified`.
   *
   * @param secretKey - The secret key of the sequencer.
   * @param proposal - The proposal.
   * @param registration - The registration of the key at the snapshot of the block; `Null` if it is not registered.
   * @returns The message for `Block.propose`.
   * @throws FernetError: `BlockError::Stale`, `BlockError::OtherSuite`, `Ineligible::NotRegistered`, those of
   * `electionCheck`, `ProveError::Fault`.
   */
  signProposal(secretKey: SecretKey, proposal: Input<T.Proposal>, registration: Input<T.Registration> | null): Uint8Array {
    return call<Uint8Array>("block_sign_proposal", [outOctets("bytes", () => 226), input("block", blockCodec, this), input("secretKey", secretKeyCodec, secretKey), input("proposal", c.proposal, proposal), optional("registration", c.registration, registration)]);
  }

  /**
   * Checks a proposal of one's own and signs it, for the holder of a sequencer's key on P-256. The proof has the
   * self-check of `vrfProveVerified`.
   *
   * @param secretKey - The secret key of the sequencer.
   * @param proposal - The proposal.
   * @param registration - The registration of the key at the snapshot of the block; `Null` if it is not registered.
   * @returns The message for `Block.proposeP256`.
   * @throws FernetError: `BlockError::Stale`, `BlockError::OtherSuite`, `Ineligible::NotRegistered`, those of
   * `electionCheck`, `ProveError::Fault`.
   */
  signProposalP256(secretKey: P256SecretKey, proposal: Input<T.Proposal>, registration: Input<T.Registration> | null): Uint8Array {
    return call<Uint8Array>("block_sign_proposal_p256", [outOctets("bytes", () => 227), input("block", blockCodec, this), input("secretKey", p256SecretKeyCodec, secretKey), input("proposal", c.proposal, proposal), optional("registration", c.registration, registration)]);
  }

  /**
   * Checks a claim of one's own and signs it, for the holder of a prover's key. The proof has the self-check of
   * `vrfProveVerified`.
   *
   * @param secretKey - The secret key of the prover.
   * @param claim - The claim.
   * @param registration - The registration of the key at the snapshot of the block; `Null` if it is not registered.
   * @returns The message for `Block.claim`.
   * @throws FernetError: `BlockError::Stale`, `PhaseError::NotInThisPhase` before the reveal, `Ineligible::NotRegistered`,
   * those of `claimCheck`, `ProveError::Fault`.
   */
  signClaim(secretKey: SecretKey, claim: Input<T.Claim>, registration: Input<T.Registration> | null): Uint8Array {
    return call<Uint8Array>("block_sign_claim", [outOctets("bytes", () => 334), input("block", blockCodec, this), input("secretKey", secretKeyCodec, secretKey), input("claim", c.claim, claim), optional("registration", c.registration, registration)]);
  }

  /**
   * Takes note of a reorganisation of L1. A stale block refuses every message: restore it (`Block.restore`) from bytes
   * that were stored at or before the last L1 block that remains.
   *
   * @param lastCommon - Number of the last L1 block that remains.
   * @returns 1 if the block is made of an L1 block that was replaced, otherwise 0.
   */
  reorganised(lastCommon: bigint): boolean {
    return call<boolean>("block_reorganised", [out("stale", flag), update("block", blockCodec, this), value("lastCommon", u64, lastCommon)]);
  }

  /**
   * Verifies an attestation, for a client that collects a certificate (SPEC #message-attestation). The block does not keep
   * it. An attestation has no time and changes nothing, so several threads may verify attestations at once.
   *
   * @param bytes - The message.
   * @param provers - Number of keys that may attest (`registrationCountProvers`).
   * @param registration - The registration of the message's key (`messageKey`) at the snapshot of the block; `Null` if the
   * key is not registered.
   * @returns The key of the attester. A certificate has one attestation of each key.
   * @throws FernetError: the first that applies in the order of SPEC #course: `MessageError`, `BlockError::Stale`,
   * `BlockError::OtherBlock`, `PhaseError::NotInThisPhase` before the reveal, `BlockError::OtherProposal`,
   * `BlockError::NoAttesters`, `Ineligible`, `AttestationError::OtherData`, `KeyError`, `ProofError`, `VerifyError`,
   * `AttestationError::NotSelected`.
   */
  attestation(bytes: BytesLike, provers: bigint, registration: Input<T.Registration> | null): T.Key {
    return call<T.Key>("block_attestation", [out("key", c.key), input("block", blockCodec, this), octets("bytes", bytes), value("provers", u64, provers), optional("registration", c.registration, registration)]);
  }

  /**
   * Applies a certificate (SPEC #message-attestation). From then on the block accepts trees. Of several valid certificates
   * the block keeps the id of the first.
   *
   * @param bytes - The message. In a hosted library the proofs may also be in batch form; they are verified together in
   * about half the time, and the function allocates a few kB for each.
   * @param provers - Number of keys that may attest (`registrationCountProvers`).
   * @param registrations - The registrations of the certificate's keys at the snapshot of the block, in any order.
   * @returns The id of the certificate that the block keeps.
   * @throws FernetError: the first that applies in the order of SPEC #course: `MessageError`, `BlockError::Stale`,
   * `BlockError::OtherBlock`, `PhaseError::NotInThisPhase` before the reveal, `BlockError::OtherProposal`,
   * `BlockError::NoAttesters`, `CertificateError`, then those of `Block.attestation` for the first attestation that is
   * refused, also `BatchProofError`.
   */
  certify(bytes: BytesLike, provers: bigint, registrations: readonly Input<T.Registration>[]): T.CertificateId {
    return call<T.CertificateId>("block_certify", [out("id", c.certificateId), update("block", blockCodec, this), octets("bytes", bytes), value("provers", u64, provers), list("registrations", c.registration, registrations)]);
  }

  /**
   * Reads the id of the certificate that a block keeps.
   *
   * @returns The id.
   * @throws FernetError: `None` if the block has no certificate.
   */
  certificate(): T.CertificateId {
    return call<T.CertificateId>("block_certificate", [out("id", c.certificateId), input("block", blockCodec, this)]);
  }

  /**
   * Signs an attestation of one's own, for the holder of a prover's key that holds every blob of the block and has checked
   * each for its transaction. The proof has the self-check of `vrfProveVerified`.
   *
   * @param secretKey - The secret key of the prover.
   * @param digests - The digests of the blobs, in the order of the transactions.
   * @param newest - Number of the newest L1 block that the attester knows.
   * @param provers - Number of keys that may attest (`registrationCountProvers`).
   * @param registration - The registration of the key at the snapshot of the block; `Null` if it is not registered.
   * @returns The message for `Block.attestation`.
   * @throws FernetError: `BlockError::Stale`, `PhaseError::NotInThisPhase` before the reveal, `BlockError::NoAttesters`,
   * `DataError` if the digests are not those of the reveal, `PhaseError::Late` from attestBlocks L1 blocks after the
   * reveal phase on, `Ineligible`, `AttestationError::NotSelected`, `ProveError::Fault`.
   */
  signAttestation(secretKey: SecretKey, digests: readonly Input<T.DataDigest>[], newest: bigint, provers: bigint, registration: Input<T.Registration> | null): Uint8Array {
    return call<Uint8Array>("block_sign_attestation", [outOctets("bytes", () => 186), input("block", blockCodec, this), input("secretKey", secretKeyCodec, secretKey), list("digests", c.dataDigest, digests), value("newest", u64, newest), value("provers", u64, provers), optional("registration", c.registration, registration)]);
  }

  /**
   * Makes evidence of two attestations of one key with different values of dataRoot (SPEC #attestation-evidence). Both
   * have to be valid in the block, but for the dataRoot that one of them names.
   *
   * @param a - An attestation.
   * @param b - Another attestation.
   * @param provers - Number of keys that may attest (`registrationCountProvers`).
   * @param registration - The registration of the key of a at the snapshot of the block; `Null` if the key is not
   * registered.
   * @returns The evidence, as a message.
   * @throws FernetError: those of `Block.attestation` but `AttestationError::OtherData`, for the first attestation that is
   * not valid; `BlockError::NoEvidence`.
   */
  attestationEvidence(a: BytesLike, b: BytesLike, provers: bigint, registration: Input<T.Registration> | null): Uint8Array {
    return call<Uint8Array>("block_attestation_evidence", [outOctets("evidence", () => 370), input("block", blockCodec, this), octets("a", a), octets("b", b), value("provers", u64, provers), optional("registration", c.registration, registration)]);
  }

  /**
   * Checks evidence of two attestations that was received (SPEC #message-evidence): both are valid in the block, but for
   * the dataRoot that one of them names, and contradict each other.
   *
   * @param bytes - The message.
   * @param provers - Number of keys that may attest (`registrationCountProvers`).
   * @param registration - The registration of the key of the first attestation at the snapshot of the block; `Null` if the
   * key is not registered.
   * @throws FernetError: `MessageError`, those of `Block.attestationEvidence`, `BlockError::NoEvidence` also if the
   * attestation with the larger id comes first.
   */
  checkAttestationEvidence(bytes: BytesLike, provers: bigint, registration: Input<T.Registration> | null): void {
    call("block_check_attestation_evidence", [input("block", blockCodec, this), octets("bytes", bytes), value("provers", u64, provers), optional("registration", c.registration, registration)]);
  }

  /**
   * Computes how a block ends, if something that time brought about in the chain ends it (SPEC #settlement, #slash).
   *
   * @param happening - What `Chain.advance` returned.
   * @param stake - Stake of the leader in wei, below 2^96, which is slashed if the block was not revealed or not proven.
   * @returns How the block ends; `"none"` for what does not end it, and for what is of another block.
   * @throws FernetError: `SettleError::AmountTooLarge` for the stake, `BlockError::Stale`, `SettleError::KeptTooLarge` if
   * no tree has the sums that `Block.submitRoot` was given.
   */
  outcome(happening: Input<T.Happening>, stake: Input<T.Amount>): T.Outcome {
    return call<T.Outcome>("block_outcome", [out("outcome", c.outcome), input("block", blockCodec, this), input("happening", c.happening, happening), input("stake", c.amount, stake)]);
  }

  /**
   * Reads what is known of a block.
   *
   * @returns The contents.
   */
  read(): T.BlockInfo {
    return call<T.BlockInfo>("block_read", [out("info", c.blockInfo), input("block", blockCodec, this)]);
  }

  /**
   * Reads a proposal that a block keeps.
   *
   * @param rank - 0 for the proposal that leads, which is that of the leader from the end of the proposal phase on; 1 for
   * the next one.
   * @returns `candidate`: the key, ticket, proposal id and FEE_SPLIT. `proposal`: the proposal.
   * @throws FernetError: `None` if the block keeps fewer proposals.
   */
  proposal(rank: number): { readonly candidate: T.ScoredKey; readonly proposal: T.Proposal } {
    return call<{ readonly candidate: T.ScoredKey; readonly proposal: T.Proposal }>("block_proposal", [out("candidate", c.scoredKey), out("proposal", c.proposal), input("block", blockCodec, this), value("rank", u32, rank)]);
  }

  /**
   * Reads the context against which the claims of a block are checked: its prover seed, the leader's proposal id and the
   * number of bases. It starts builders of bundles and verifiers of trees.
   *
   * @returns The context.
   * @throws FernetError: `None` before the reveal.
   */
  provingContext(): T.ProvingContext {
    return call<T.ProvingContext>("block_proving_context", [out("context", c.provingContext), input("block", blockCodec, this)]);
  }

  /**
   * Reads the numbers from which the pays of a block are computed.
   *
   * @returns The numbers for `settlementPay` and the other functions of settlements.
   * @throws FernetError: `None` before the reveal.
   */
  settlement(): T.Settlement {
    return call<T.Settlement>("block_settlement", [out("settlement", c.settlement), input("block", blockCodec, this)]);
  }

  /**
   * Reads the best tree of a block so far.
   *
   * @returns The tree.
   * @throws FernetError: `None` if no tree was accepted.
   */
  bestTree(): Tree {
    return call<Tree>("block_best_tree", [out("tree", treeCodec), input("block", blockCodec, this)]);
  }

  /**
   * Applies a tree that names claims by their ids (SPEC #message-tree).
   *
   * @param chain - The chain of the rollup.
   * @param at - When L1 received the tree.
   * @param bytes - The message.
   * @param seats - The seats of `Block.claim`, in any order. The time grows with the number of claims times the number of
   * seats, so give those that the tree may use.
   * @returns What the tree brought about.
   * @throws FernetError: the first that applies in the order of SPEC #course: `SettleError::AmountTooLarge` for the rate,
   * `MessageError`, `BlockError::Stale`, `BlockError::OtherBlock`, `ChainError::Behind`, `PhaseError`,
   * `BlockError::OtherProposal`, `BlockError::NoCertificate`, `TreeError::RefusedClaim` for a claim without a seat,
   * `BundleError`, `TreeError`, `ChildError`.
   */
  submitIds(chain: Chain, at: Input<T.L1Event>, bytes: BytesLike, seats: readonly Seat[]): T.Submitted {
    return call<T.Submitted>("block_submit_ids", [out("submitted", c.submitted), update("block", blockCodec, this), update("chain", chainCodec, chain), input("at", c.l1Event, at), octets("bytes", bytes), list("seats", seatCodec, seats)]);
  }

  /**
   * Applies a tree with its claims in full, and verifies every claim (SPEC #message-tree).
   *
   * @param chain - The chain of the rollup.
   * @param at - When L1 received the tree.
   * @param bytes - The message.
   * @param registrations - The registrations of the keys at the snapshot of the block, in any order; a key that is not
   * among them is not registered.
   * @returns What the tree brought about.
   * @throws FernetError: the first that applies in the order of SPEC #course: `SettleError::AmountTooLarge` for the rate,
   * `MessageError`, `BlockError::Stale`, `BlockError::OtherBlock`, `ChainError::Behind`, `PhaseError`,
   * `BlockError::OtherProposal`, `BlockError::NoCertificate`, those of `Block.claim` for a claim, `BundleError`,
   * `TreeError`, `ChildError`.
   */
  submitClaims(chain: Chain, at: Input<T.L1Event>, bytes: BytesLike, registrations: readonly Input<T.Registration>[]): T.Submitted {
    return call<T.Submitted>("block_submit_claims", [out("submitted", c.submitted), update("block", blockCodec, this), update("chain", chainCodec, chain), input("at", c.l1Event, at), octets("bytes", bytes), list("registrations", c.registration, registrations)]);
  }

  /**
   * Applies a tree that was verified bundle by bundle with a `TreeVerifier` of the block (`Block.provingContext`). Call
   * `Block.accepts` before the verification, so that a tree which comes too late costs nothing.
   *
   * @param chain - The chain of the rollup.
   * @param at - When L1 received the tree.
   * @param tree - The tree of `TreeVerifier.finish`.
   * @returns What the tree brought about.
   * @throws FernetError: `SettleError::AmountTooLarge` for the rate, `BlockError::Stale`, `ChainError::Behind`,
   * `PhaseError`, `BlockError::NoCertificate`, `TreeError::Foreign` for a tree of another block.
   */
  submitTree(chain: Chain, at: Input<T.L1Event>, tree: Tree): T.Submitted {
    return call<T.Submitted>("block_submit_tree", [out("submitted", c.submitted), update("block", blockCodec, this), update("chain", chainCodec, chain), input("at", c.l1Event, at), input("tree", treeCodec, tree)]);
  }

  /**
   * Applies a tree of which only the root is known: its claim, and the sums that a proof of the root attests. The caller
   * has verified that proof, as L1 does (SPEC #public-inputs).
   *
   * @param chain - The chain of the rollup.
   * @param at - When L1 received the tree.
   * @param bytes - The claim of the root, as a message with a proof of 80 bytes.
   * @param sums - The sums of the root.
   * @param registration - The registration of the message's key at the snapshot of the block; `Null` if it is not
   * registered.
   * @returns What the tree brought about.
   * @throws FernetError: the first that applies in the order of SPEC #course: `SettleError::AmountTooLarge` for the rate,
   * `MessageError`, `BlockError::Stale`, `BlockError::OtherBlock`, `ChainError::Behind`, `PhaseError`,
   * `BlockError::OtherProposal`, `BlockError::NoCertificate`, those of `Block.claim`, `TreeError::Missing` for the claim
   * of another node.
   */
  submitRoot(chain: Chain, at: Input<T.L1Event>, bytes: BytesLike, sums: Input<T.Sums>, registration: Input<T.Registration> | null): T.Submitted {
    return call<T.Submitted>("block_submit_root", [out("submitted", c.submitted), update("block", blockCodec, this), update("chain", chainCodec, chain), input("at", c.l1Event, at), octets("bytes", bytes), input("sums", c.sums, sums), optional("registration", c.registration, registration)]);
  }

  /**
   * Writes the state of a block, to be kept over a restart. There is one encoding for each state. Store the bytes after
   * each message that was accepted, together with those of the chain and the L1 block up to which they are: after a
   * reorganisation of L1, restore bytes that are not later than the last L1 block that remains.
   *
   * @returns The state; the bytes from len on are zero.
   */
  store(): Uint8Array {
    return call<Uint8Array>("block_store", [outCountedOctets("bytes", () => 1882), input("block", blockCodec, this)]);
  }

  /**
   * Reads the state of a block. The store is trusted: the form of the bytes is checked and the rules of the messages
   * inside, but no proof and no registration.
   *
   * @param bytes - The bytes of `Block.store`.
   * @returns The block.
   * @throws FernetError: `MessageError`.
   */
  static restore(bytes: BytesLike): Block {
    return call<Block>("block_restore", [out("block", blockCodec), octets("bytes", bytes)]);
  }
}

/** @internal */
export const blockCodec = /* @__PURE__ */ opaque(() => Block, 5120);

/** The blocks of a rollup that have not ended, and where the next block opens (SPEC #chain). */
export class Chain extends Opaque {
  protected declare readonly type: "Chain";

  /**
   * Starts a chain with the first block of a rollup, on a parent that is final (SPEC #chain).
   *
   * @param params - Parameters of the rollup.
   * @param first - Number, L1 block and parent of the first block.
   * @returns The chain.
   * @throws FernetError: `ParamsError`, `ChainError::Capacity` when the phases are such that more than `CHAIN_CAPACITY`
   * blocks can be open.
   */
  static create(params: Input<T.Params>, first: Input<T.Opening>): Chain {
    return call<Chain>("chain_new", [out("chain", chainCodec), input("params", c.params, params), input("first", c.opening, first)]);
  }

  /**
   * Starts a chain that ends with its first block, for a client that follows one block only (SPEC #chain).
   *
   * @param params - Parameters of the rollup.
   * @param block - Number, L1 block and parent of the block; the parent is final.
   * @returns The chain.
   * @throws FernetError: `ParamsError`.
   */
  static ofOneBlock(params: Input<T.Params>, block: Input<T.Opening>): Chain {
    return call<Chain>("chain_of_one_block", [out("chain", chainCodec), input("params", c.params, params), input("block", c.opening, block)]);
  }

  /**
   * Applies the first thing that happens by l1Block without a message, and returns it. Call it until it returns `"none"`.
   *
   * @param l1Block - L1 block number, not before one that the chain has seen.
   * @returns What happened.
   * @throws FernetError: `PhaseError::TimeRunsBack`, `PhaseError::Overflow`.
   */
  advance(l1Block: bigint): T.Happening {
    return call<T.Happening>("chain_advance", [out("happening", c.happening), update("chain", chainCodec, this), value("l1Block", u64, l1Block)]);
  }

  /**
   * Applies a valid proposal for a block.
   *
   * @param l1Block - L1 block number of the proposal.
   * @param block - Number of the block.
   * @returns The actions for the block, in order.
   * @throws FernetError: `PhaseError::TimeRunsBack`, `PhaseError::Overflow`, `ChainError::Behind` when `Chain.advance` has
   * not returned everything up to l1Block, `ChainError::NotOpen`, then `PhaseError`.
   */
  propose(l1Block: bigint, block: bigint): T.Effects {
    return call<T.Effects>("chain_propose", [out("effects", c.effects), update("chain", chainCodec, this), value("l1Block", u64, l1Block), value("block", u64, block)]);
  }

  /**
   * Applies a valid reveal of a block by its leader. The next block builds on it.
   *
   * @param l1Block - L1 block number of the reveal.
   * @param block - Number of the block.
   * @param leader - Id of the leader's proposal.
   * @returns The actions for the block, in order.
   * @throws FernetError: those of `Chain.propose`.
   */
  reveal(l1Block: bigint, block: bigint, leader: Input<T.ProposalId>): T.Effects {
    return call<T.Effects>("chain_reveal", [out("effects", c.effects), update("chain", chainCodec, this), value("l1Block", u64, l1Block), value("block", u64, block), input("leader", c.proposalId, leader)]);
  }

  /**
   * Applies a valid tree for a block. If the block is final now, `Chain.advance` tells the block after it.
   *
   * @param l1Block - L1 block number of the tree.
   * @param block - Number of the block.
   * @returns The actions for the block, in order.
   * @throws FernetError: those of `Chain.propose`.
   */
  submitTree(l1Block: bigint, block: bigint): T.Effects {
    return call<T.Effects>("chain_submit_tree", [out("effects", c.effects), update("chain", chainCodec, this), value("l1Block", u64, l1Block), value("block", u64, block)]);
  }

  /**
   * Returns the phase of a block that has not ended.
   *
   * @param block - Number of the block.
   * @returns The phase of the block.
   * @throws FernetError: `ChainError::NotOpen`.
   */
  phase(block: bigint): BlockPhase {
    return call<BlockPhase>("chain_phase", [out("phase", blockPhaseCodec), input("chain", chainCodec, this), value("block", u64, block)]);
  }

  /**
   * Writes the state of a chain, to be kept over a restart. There is one encoding for each state.
   *
   * @returns The state; the bytes from len on are zero.
   */
  store(): Uint8Array {
    return call<Uint8Array>("chain_store", [outCountedOctets("bytes", () => 2652), input("chain", chainCodec, this)]);
  }

  /**
   * Reads the state of a chain. The bytes are trusted: only their form is checked.
   *
   * @param bytes - The bytes of `Chain.store`.
   * @returns The chain.
   * @throws FernetError: `MessageError`.
   */
  static restore(bytes: BytesLike): Chain {
    return call<Chain>("chain_restore", [out("chain", chainCodec), octets("bytes", bytes)]);
  }
}

/** @internal */
export const chainCodec = /* @__PURE__ */ opaque(() => Chain, 4096);

/** A valid claim with its key and score (SPEC #seat). `Seat.read` reads it. */
export class Seat extends Opaque {
  protected declare readonly type: "Seat";

  /**
   * Checks a claim as `claimCheck` does and makes its seat (SPEC #seat). The caller has verified the proof.
   *
   * @param context - The context of the block.
   * @param registration - The registration of the claim's key.
   * @param claim - The claim.
   * @param beta - The output of the claim's VRF proof, verified over `proverSeedAlpha` with the id of `claimId` as
   * additional data.
   * @returns The seat.
   * @throws FernetError: those of `claimCheck`.
   */
  static create(context: Input<T.ProvingContext>, registration: Input<T.Registration>, claim: Input<T.Claim>, beta: Input<T.Beta>): Seat {
    return call<Seat>("seat_new", [out("seat", seatCodec), input("context", c.provingContext, context), input("registration", c.registration, registration), input("claim", c.claim, claim), input("beta", c.beta, beta)]);
  }

  /**
   * Makes the seat of a claim as `Seat.create` does, from a ticket that was computed elsewhere: by a contract, or from the
   * public key in `"public"`.
   *
   * @param context - The context of the block.
   * @param registration - The registration of the claim's key.
   * @param claim - The claim.
   * @param ticket - The ticket of the key at the claim's node.
   * @returns The seat.
   * @throws FernetError: those of `claimCheck`.
   */
  static createWithTicket(context: Input<T.ProvingContext>, registration: Input<T.Registration>, claim: Input<T.Claim>, ticket: Input<T.Ticket>): Seat {
    return call<Seat>("seat_new_with_ticket", [out("seat", seatCodec), input("context", c.provingContext, context), input("registration", c.registration, registration), input("claim", c.claim, claim), input("ticket", c.ticket, ticket)]);
  }

  /**
   * Reads the contents of a seat.
   *
   * @returns The contents.
   */
  read(): T.SeatInfo {
    return call<T.SeatInfo>("seat_read", [out("info", c.seatInfo), input("seat", seatCodec, this)]);
  }

  /**
   * Compares two seats of one node by the order in which they are ranked (SPEC #order).
   *
   * @param b - Another seat of the same node.
   * @returns -1 if a comes first, 1 if b comes first, 0 if they are equal.
   */
  compare(b: Seat): -1 | 0 | 1 {
    return call<-1 | 0 | 1>("seat_compare", [out("order", order), input("a", seatCodec, this), input("b", seatCodec, b)]);
  }

  /**
   * Makes evidence of two seats, if they are of one key and one node and their claims contradict each other: they have
   * different statements, or the same statement and child bundles but different ids (SPEC #equivocation).
   *
   * @param b - Another seat of the same leader's proposal.
   * @returns The key and the two claim ids, the smaller id first.
   * @throws FernetError: `None` if the seats are of different keys, nodes or proposals, of the same claim, or of a claim
   * and its revision for other child bundles.
   */
  equivocation(b: Seat): T.Evidence {
    return call<T.Evidence>("seat_equivocation", [out("evidence", c.evidence), input("a", seatCodec, this), input("b", seatCodec, b)]);
  }
}

/** @internal */
export const seatCodec = /* @__PURE__ */ opaque(() => Seat, 480);

/**
 * The secret key of a sequencer on P-256 with its public key, which has even y. It must not be compared, printed or
 * stored; store the secret from which it was made. Wipe every copy with `P256SecretKey.wipe`.
 */
export class P256SecretKey extends Opaque {
  protected declare readonly type: "P256SecretKey";

  /**
   * Derives the secret key of a sequencer on P-256 from a master secret (SPEC #vrf-p256).
   *
   * @param master - The master secret. The caller wipes it.
   * @returns The secret key. Wipe it with `P256SecretKey.wipe`.
   */
  static derive(master: T.Secret): P256SecretKey {
    return call<P256SecretKey>("p256_secret_key_derive", [out("secretKey", p256SecretKeyCodec), input("master", c.secret, master)]);
  }

  /**
   * Makes a secret key from the 32-byte SK of RFC 9381, a big-endian integer from 1 to the order of the group minus 1. If
   * its public key has odd y, the key is negated, so that it can be registered. The same SK must never be used for ECDSA
   * or ECDH (SPEC #vrf-p256).
   *
   * @param scalar - SK of RFC 9381, 32 bytes. The caller wipes it.
   * @returns The secret key. Wipe it with `P256SecretKey.wipe`.
   * @throws FernetError: `P256SecretKeyError::OutOfRange`.
   */
  static fromScalar(scalar: T.Secret): P256SecretKey {
    return call<P256SecretKey>("p256_secret_key_from_scalar", [out("secretKey", p256SecretKeyCodec), input("scalar", c.secret, scalar)]);
  }

  /**
   * Computes the public key of a secret key, as it is registered: its x-coordinate.
   *
   * @returns The public key.
   */
  publicKey(): T.Key {
    return call<T.Key>("p256_secret_key_public", [out("key", c.key), input("secretKey", p256SecretKeyCodec, this)]);
  }

  /** Overwrites the key with zeros. Afterwards it is no key: functions refuse it with `"State"`. */
  wipe(): void {
    Opaque.bytesOf(this).fill(0);
  }

  /** Wipes the key at the end of a block that declares it with `using`. */
  [Symbol.dispose](): void {
    this.wipe();
  }
}

/** @internal */
export const p256SecretKeyCodec = /* @__PURE__ */ opaque(() => P256SecretKey, 256);

/** A verified tree. `Tree.read` reads it. */
export class Tree extends Opaque {
  protected declare readonly type: "Tree";

  /**
   * Reads the contents of a verified tree.
   *
   * @returns `info`: the accumulator of the root, which is that of the tree. `root`: the seat of the root. Its claim names
   * the payee of the rebate.
   */
  read(): { readonly info: T.AccumulatorInfo; readonly root: T.SeatInfo } {
    return call<{ readonly info: T.AccumulatorInfo; readonly root: T.SeatInfo }>("tree_read", [out("info", c.accumulatorInfo), out("root", c.seatInfo), input("tree", treeCodec, this)]);
  }

  /**
   * Compares two trees of one block by the order in which they compete (SPEC #competition). To find the winner of many
   * trees, keep the one that comes first. The time of submission does not matter.
   *
   * @param b - Another tree.
   * @returns -1 if a wins, 1 if b wins, 0 if they are the same tree.
   * @throws FernetError: `TreeError::Foreign` if the trees are of different blocks, shapes or parameters.
   */
  compare(b: Tree): -1 | 0 | 1 {
    return call<-1 | 0 | 1>("tree_compare", [out("order", order), input("a", treeCodec, this), input("b", treeCodec, b)]);
  }
}

/** @internal */
export const treeCodec = /* @__PURE__ */ opaque(() => Tree, 768);

/** The phase of a block, its limits, and the L1 block of the last event. `BlockPhase.read` reads it. */
export class BlockPhase extends Opaque {
  protected declare readonly type: "BlockPhase";

  /**
   * Starts the proposal phase of a block (SPEC #phases). If the parent of the block is final already, `"parent-final"`
   * follows in the same L1 block.
   *
   * @param params - Parameters of the rollup.
   * @param l1Block - L1 block number in which the proposal phase opens.
   * @returns The phase of the block.
   * @throws FernetError: `ParamsError`, `PhaseError::Overflow`.
   */
  static open(params: Input<T.Params>, l1Block: bigint): BlockPhase {
    return call<BlockPhase>("block_phase_open", [out("block", blockPhaseCodec), input("params", c.params, params), value("l1Block", u64, l1Block)]);
  }

  /**
   * Applies an event to a block and returns what the rollup has to do (SPEC #phase-table). The limits that have passed by
   * l1Block are applied before the event. A refused event changes nothing; its L1 block is not applied either.
   *
   * @param l1Block - L1 block number of the event, not before that of the last event.
   * @param event - The event; the caller has validated it.
   * @returns The actions, in order.
   * @throws FernetError: `PhaseError::Late`, `PhaseError::TimeRunsBack`, `PhaseError::NotInThisPhase`.
   */
  step(l1Block: bigint, event: T.Event): T.Effects {
    return call<T.Effects>("block_phase_step", [out("effects", c.effects), update("block", blockPhaseCodec, this), value("l1Block", u64, l1Block), value("event", c.event, event)]);
  }

  /**
   * Checks that an event does not come before the last one, and that it comes before the end of the phase that accepts it
   * (SPEC #course). The caller checks this before it validates the event; `BlockPhase.step` checks it again. The events
   * that are not messages are never late.
   *
   * @param l1Block - L1 block number of the event.
   * @param event - The event.
   * @throws FernetError: `PhaseError::TimeRunsBack`, `PhaseError::Late`.
   */
  inTime(l1Block: bigint, event: T.Event): void {
    call("block_phase_in_time", [input("block", blockPhaseCodec, this), value("l1Block", u64, l1Block), value("event", c.event, event)]);
  }

  /**
   * Reads the present phase and the limits of a block.
   *
   * @returns The contents.
   */
  read(): T.BlockPhaseInfo {
    return call<T.BlockPhaseInfo>("block_phase_read", [out("info", c.blockPhaseInfo), input("block", blockPhaseCodec, this)]);
  }
}

/** @internal */
export const blockPhaseCodec = /* @__PURE__ */ opaque(() => BlockPhase, 64);

/** The state of a settlement whose seats are being paid. */
export class Ledger extends Opaque {
  protected declare readonly type: "Ledger";

  /**
   * Starts a settlement whose seats are paid in several calls (SPEC #settlement).
   *
   * @param settlement - The numbers of the block.
   * @returns A ledger without paid seats.
   * @throws FernetError: those of a `Settlement`.
   */
  static open(settlement: Input<T.Settlement>): Ledger {
    return call<Ledger>("ledger_open", [out("ledger", ledgerCodec), input("settlement", c.settlement, settlement)]);
  }

  /**
   * Pays some seats of the winning tree. All calls together give the seats in post-order of their nodes (SPEC #pay-order).
   * After a failure none of these seats is paid.
   *
   * @param seats - The seats to pay.
   * @returns The pay of each seat in wei, for the payout of its claim: pays[i] is for seats[i].
   * @throws FernetError: `Length` unless paysLen is seatsLen, `SettleError::BurnAbovePpm`, `SettleError::ForeignNode`,
   * `SettleError::OutOfOrder`, `SettleError::TooManySeats`.
   */
  pay(seats: readonly Input<T.PaidSeat>[]): readonly T.Amount[] {
    return call<readonly T.Amount[]>("ledger_pay", [outList("pays", c.amount, (of) => of("seats")), update("ledger", ledgerCodec, this), list("seats", c.paidSeat, seats)]);
  }

  /**
   * Ends a settlement: computes the reserve and the rebate, burns what remains of the pool, and makes the receipt (SPEC
   * #reserve, #rebate, #burned).
   *
   * Afterwards functions refuse the object with `"State"`.
   *
   * @param rebate - The prices of the refund of L1 gas.
   * @returns The receipt.
   * @throws FernetError: `SettleError::AmountTooLarge` for the rate, `SettleError::NoRoot` if no seat of the root was
   * paid.
   */
  close(rebate: Input<T.Rebate>): T.Receipt {
    return call<T.Receipt>("ledger_close", [out("receipt", c.receipt), update("ledger", ledgerCodec, this), input("rebate", c.rebate, rebate)]);
  }
}

/** @internal */
export const ledgerCodec = /* @__PURE__ */ opaque(() => Ledger, 384);

/** The state of the verification of one submitted tree, of any size (SPEC #post-order). */
export class TreeVerifier extends Opaque {
  protected declare readonly type: "TreeVerifier";

  /**
   * Writes the state of the verification of a tree, to be kept over a restart.
   *
   * @returns The state; the bytes from len on are zero.
   */
  store(): Uint8Array {
    return call<Uint8Array>("tree_verifier_store", [outCountedOctets("bytes", () => 3481), input("verifier", treeVerifierCodec, this)]);
  }

  /**
   * Reads the state of the verification of a tree. The bytes are trusted: only their form is checked, and that they are of
   * a tree of this block.
   *
   * @param context - The context of the block.
   * @param bytes - The bytes of `TreeVerifier.store`.
   * @returns The verifier.
   * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly` for the context, `MessageError`,
   * `MessageError::Value` for a tree of another block.
   */
  static restore(context: Input<T.ProvingContext>, bytes: BytesLike): TreeVerifier {
    return call<TreeVerifier>("tree_verifier_restore", [out("verifier", treeVerifierCodec), input("context", c.provingContext, context), octets("bytes", bytes)]);
  }

  /**
   * Starts the verification of one submitted tree of a block (SPEC #post-order).
   *
   * @param context - The context of the block.
   * @returns A verifier that expects the bundle of node 0.
   * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly` for the context.
   */
  static create(context: Input<T.ProvingContext>): TreeVerifier {
    return call<TreeVerifier>("tree_verifier_init", [out("verifier", treeVerifierCodec), input("context", c.provingContext, context)]);
  }

  /**
   * Reads which node's bundle the verifier expects next (SPEC #post-order).
   *
   * @returns Number of the node; `null` when the tree is complete.
   */
  expected(): bigint | null {
    return call<bigint | null>("tree_verifier_expected", [out("node", nullable(u64, 18446744073709551615n)), input("verifier", treeVerifierCodec, this)]);
  }

  /**
   * Checks the next bundle of a submitted tree and inserts it (SPEC #post-order). After a failure the correct bundle may
   * still follow.
   *
   * @param context - The context with which the verifier was started.
   * @param seats - The seats of the bundle: the primary, then the others sorted best first.
   * @returns The accumulator of the bundle and the subtree below it.
   * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly` for the context, `BundleError`,
   * `TreeError` (`TreeError::Foreign` if the context is not that of the verifier), `ChildError`.
   */
  insert(context: Input<T.ProvingContext>, seats: readonly Seat[]): Accumulator {
    return call<Accumulator>("tree_verifier_insert", [out("accumulator", accumulatorCodec), update("verifier", treeVerifierCodec, this), input("context", c.provingContext, context), list("seats", seatCodec, seats)]);
  }

  /**
   * Ends the verification of a tree whose bundles were all inserted.
   *
   * @returns The verified tree.
   * @throws FernetError: `TreeError::Missing` if the bundle of the root was not inserted.
   */
  finish(): Tree {
    return call<Tree>("tree_verifier_finish", [out("tree", treeCodec), input("verifier", treeVerifierCodec, this)]);
  }
}

/** @internal */
export const treeVerifierCodec = /* @__PURE__ */ opaque(() => TreeVerifier, 4608);

/** The sums and the commitment of a bundle and the subtree below it (SPEC #accumulator). `Accumulator.read` reads it. */
export class Accumulator extends Opaque {
  protected declare readonly type: "Accumulator";

  /**
   * Reads the contents of an accumulator.
   *
   * @returns The contents.
   */
  read(): T.AccumulatorInfo {
    return call<T.AccumulatorInfo>("accumulator_read", [out("info", c.accumulatorInfo), input("accumulator", accumulatorCodec, this)]);
  }
}

/** @internal */
export const accumulatorCodec = /* @__PURE__ */ opaque(() => Accumulator, 256);

/** The state of a search for the best bundle of one node (SPEC #best-bundle). */
export class BundleBuilder extends Opaque {
  protected declare readonly type: "BundleBuilder";

  /**
   * Starts a search for the best bundle of the seats of one node and one statement (SPEC #best-bundle).
   *
   * @param context - The context of the block.
   * @param node - Number of the node, below 2 * bases - 1.
   * @param statement - The statement of the seats to be inserted.
   * @returns A builder without seats.
   * @throws FernetError: `ParamsError`, `ShapeError`, `RandaoError::OpensTooEarly` for the context,
   * `ClaimError::ForeignNode`.
   */
  static create(context: Input<T.ProvingContext>, node: bigint, statement: Input<T.Statement>): BundleBuilder {
    return call<BundleBuilder>("bundle_builder_init", [out("builder", bundleBuilderCodec), input("context", c.provingContext, context), value("node", u64, node), input("statement", c.statement, statement)]);
  }

  /**
   * Inserts a seat into the search for the best bundle. The result does not depend on the order of insertions.
   *
   * @param seat - A seat of the builder's node and statement.
   * @param left - The accumulator of the left child bundle that the claim names; `Null` for a base.
   * @param right - The accumulator of the right child bundle that the claim names; `Null` for a base.
   * @throws FernetError: `BundleError::Foreign`, `BundleError::MixedNodes`, `BundleError::MixedStatements`, `ChildError`.
   */
  insert(seat: Seat, left: Accumulator | null, right: Accumulator | null): void {
    call("bundle_builder_insert", [update("builder", bundleBuilderCodec, this), input("seat", seatCodec, seat), optional("left", accumulatorCodec, left), optional("right", accumulatorCodec, right)]);
  }

  /**
   * Reads the best bundle of the seats inserted so far (SPEC #best-bundle).
   *
   * @returns The seats of the bundle, primary first; the elements from count on are zero.
   * @throws FernetError: `Length` if capacity is less than 3, `None` if no seat was inserted.
   */
  best(): readonly Seat[] {
    return call<readonly Seat[]>("bundle_builder_best", [outCounted("seats", seatCodec, () => 3), input("builder", bundleBuilderCodec, this)]);
  }
}

/** @internal */
export const bundleBuilderCodec = /* @__PURE__ */ opaque(() => BundleBuilder, 6912);
