// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.

import type { ErrorCode } from "./errors.js";

/**
 * How the tickets of provers are computed: one of the `VRF_MODE_` constants (SPEC #ticket).
 *
 * - `"per-node"`: One VRF evaluation for each prover and node. A claim reveals the prover's ticket at its node only.
 * - `"per-block"`: One VRF evaluation for each prover and block, from which the tickets of all nodes are hashed. A
 * prover's first claim reveals its tickets for every node.
 * - `"public"`: Tickets are hashes of the prover's public key. Anyone can compute the tickets of every prover.
 */
export type VrfMode = "per-node" | "per-block" | "public";

/**
 * The VRF of the sequencers' keys: one of the `SEQUENCER_SUITE_` constants, which are suite bytes of RFC 9381 (SPEC
 * #parameters).
 *
 * - `"p256"`: ECVRF-P256-SHA256-SSWU, which a contract on Ethereum can verify (SPEC #vrf-p256).
 * - `"edwards25519"`: ECVRF-EDWARDS25519-SHA512-ELL2, which provers use too (SPEC #vrf).
 */
export type SequencerSuite = "p256" | "edwards25519";

/**
 * The role with which a key is registered: one of the `ROLE_` constants (SPEC #registry).
 *
 * - `"sequencer"`: The key may propose blocks.
 * - `"base-prover"`: The key may prove base nodes only.
 * - `"merge-prover"`: The key may prove merge nodes only.
 * - `"prover"`: The key may prove base and merge nodes.
 */
export type Role = "sequencer" | "base-prover" | "merge-prover" | "prover";

/**
 * A VRF suite of RFC 9381, by its suite byte: `"ell2"` or `"tai"`. The protocol uses `"ell2"`.
 *
 * - `"tai"`: ECVRF-EDWARDS25519-SHA512-TAI (try and increment). Its time depends on alpha, so alpha must be public.
 * - `"ell2"`: ECVRF-EDWARDS25519-SHA512-ELL2 (Elligator 2). Its time does not depend on alpha, and every alpha maps to a
 * point.
 */
export type Suite = "tai" | "ell2";

/**
 * An event in the life of a block: one of the `EVENT_` constants. The caller validates every event except `"time"` before
 * applying it (SPEC #phase-table).
 *
 * - `"time"`: An L1 block was reached, and nothing else happened.
 * - `"proposal"`: A valid proposal was submitted.
 * - `"reveal"`: The leader made a valid reveal.
 * - `"tree"`: A valid proof tree was submitted.
 * - `"parent-final"`: The parent of the block became final, or was final when the block opened.
 * - `"ancestor-reverted"`: A block on which this block builds, directly or through other blocks, was reverted.
 */
export type Event = "time" | "proposal" | "reveal" | "tree" | "parent-final" | "ancestor-reverted";

/**
 * An action that the rollup has to take: one of the `EFFECT_` constants (SPEC #phase-table).
 *
 * - `"none"`: No action; fills the unused elements of `Effects`.
 * - `"open-reveal"`: Start the reveal phase.
 * - `"open-proving"`: Publish the prover seed and start to accept trees.
 * - `"build-on-parent"`: Drop the block; the next block builds on its parent.
 * - `"finalize"`: Accept the block as final.
 * - `"tree-competes"`: Compare the tree with the best tree so far (`Tree.compare`).
 * - `"slash-not-revealed"`: Slash the leader because it did not reveal the block (SPEC #slash).
 * - `"slash-not-proven"`: Slash the leader because the block was not proven (SPEC #slash).
 * - `"settle"`: Settle the block with its best tree (`settle`).
 * - `"return-bonds"`: Return the whole bond of every proposal of the block that still has one.
 */
export type Effect = "none" | "open-reveal" | "open-proving" | "build-on-parent" | "finalize" | "tree-competes" | "slash-not-revealed" | "slash-not-proven" | "settle" | "return-bonds";

/**
 * How a block ended: one of the `OUTCOME_` constants.
 *
 * - `"none"`: The happening does not end this block.
 * - `"settled"`: The best tree won: receipt. The provers of its seats are paid from the reserve, each against an opening.
 * - `"skipped"`: Nobody made a valid proposal.
 * - `"not-revealed"`: The leader did not reveal the block: slashing.
 * - `"not-proven"`: Nobody submitted a valid tree: slashing.
 * - `"voided"`: A block below it was reverted. Every proposal gets its whole bond back.
 */
export type OutcomeKind = "none" | "settled" | "skipped" | "not-revealed" | "not-proven" | "voided";

/**
 * Something that time brings about in a chain: one of the `HAPPENING_` constants.
 *
 * - `"none"`: Nothing is left up to this L1 block.
 * - `"opened"`: The proposal phase of a block opened: opening.
 * - `"idle"`: Blocks opened and were skipped without a proposal, one after the other, each on the same parent: opening of
 * the first, count.
 * - `"effects"`: The rollup has to take the actions for a block: the block number of opening, and effects.
 */
export type HappeningKind = "none" | "opened" | "idle" | "effects";

/**
 * A VRF suite of RFC 9381 on P-256, by its suite byte: `"sswu"` or `"tai"`. The protocol uses `"sswu"`.
 *
 * - `"tai"`: ECVRF-P256-SHA256-TAI (try and increment). Its time depends on alpha, so alpha must be public.
 * - `"sswu"`: ECVRF-P256-SHA256-SSWU. Its time does not depend on alpha, and every alpha maps to a point.
 */
export type P256Suite = "tai" | "sswu";

/**
 * A set of the `PARAMS_WARNING_` constants, one bit for each (SPEC #warnings).
 *
 * - `"randao-lag-short"`: randaoLag is below 64, so a reorganisation of L1 may still change the mix after the proposal
 * phase opened.
 * - `"reveal-slash-zero"`: revealSlashAmount is 0, so a leader loses no stake if it does not reveal its block.
 * - `"proof-slash-zero"`: proofSlashAmount is 0, so a leader loses no stake if its block is not proven.
 * - `"bond-base-small"`: feeSplitCap is above 1000000 ppm, and bondBase is less than half of the larger slash amount, so a
 * higher FEE_SPLIT makes failing cheaper for each block that the bid wins.
 * - `"root-seats-burned"`: rootSeats is above 1, so the shares of the root's other seats are burned in every block.
 * - `"pool-empty"`: baseShare is 0 or 1000000 ppm, so one of the two pools is empty and its provers burn nothing when they
 * bid.
 * - `"tickets-known-early"`: vrfMode is not `"per-node"`, so the tickets of a prover become known before it has claimed
 * every node.
 * - `"quorum-low"`: attesters is above 0, and quorum is at most half of it, so provers with less than half of the keys may
 * certify proof data that nobody else has.
 */
export type ParamsWarnings = "randao-lag-short" | "reveal-slash-zero" | "proof-slash-zero" | "bond-base-small" | "root-seats-burned" | "pool-empty" | "tickets-known-early" | "quorum-low";

/**
 * The phase of a block: one of the `PHASE_` constants (SPEC #phases).
 *
 * - `"proposal"`: Sequencers submit proposals.
 * - `"reveal"`: The leader has to reveal the salt and the transactions of its block.
 * - `"proving"`: Provers submit proof trees; none was accepted yet.
 * - `"proven"`: A tree was accepted, and the parent is not final yet. Better trees may still be submitted.
 * - `"final"`: A tree was accepted, and the parent is final. Better trees may still be submitted.
 * - `"settled"`: Last phase of a proven block: the deadline has passed, and the best tree is paid.
 * - `"skipped"`: Last phase of a block without a proposal or without a reveal.
 * - `"reverted"`: Last phase of a block for which no tree was submitted before the deadline.
 * - `"voided"`: Last phase of a block that builds on a reverted block.
 */
export type Phase = "proposal" | "reveal" | "proving" | "proven" | "final" | "settled" | "skipped" | "reverted" | "voided";

/**
 * A task that a role may allow: one of the `DUTY_` constants (SPEC #eligibility).
 *
 * - `"propose"`: Proposing a block; allowed to sequencers.
 * - `"prove-base"`: Proving a base node; allowed to base provers and provers.
 * - `"prove-merge"`: Proving a merge node; allowed to merge provers and provers.
 */
export type Duty = "propose" | "prove-base" | "prove-merge";

/**
 * Why a leader is slashed: one of the `SLASH_REASON_` constants (SPEC #slash).
 *
 * - `"not-revealed"`: The block had no valid reveal before the end of the reveal phase.
 * - `"not-proven"`: The block had no valid tree before its deadline.
 */
export type SlashReason = "not-revealed" | "not-proven";

/**
 * The kind of a node: `"base"` or `"merge"`.
 *
 * - `"base"`: A leaf of the tree, which proves transactions.
 * - `"merge"`: An inner node of the tree, which proves the proofs of its two children.
 */
export type NodeKind = "base" | "merge";

/**
 * The hash of the digests of a block's blobs, in the order of the transactions (SPEC #data-root).
 *
 * 32 bytes.
 */
export type DataRoot = Uint8Array;

/**
 * The hash of the blob of one transaction. The rollup defines the hash (SPEC #data-root).
 *
 * 32 bytes.
 */
export type DataDigest = Uint8Array;

/**
 * The salt of a transaction order. It is secret until the leader reveals the block (SPEC #tx-order).
 *
 * 32 bytes.
 */
export type Salt = Uint8Array;

/**
 * The hash of a block's transactions in their order (SPEC #tx-root).
 *
 * 32 bytes.
 */
export type TxRoot = Uint8Array;

/**
 * An amount in wei. The amounts of the protocol are below 2^96; a function that is given a larger one returns a status
 * that says so.
 *
 * Below 2^256.
 */
export type Amount = bigint;

/** The contents of a block as its leader reveals them (SPEC #reveal). */
export interface Reveal {
  /** The salt of the transaction order. */
  readonly salt: Salt;
  /** Root of the transactions (`txRoot`). */
  readonly txRoot: TxRoot;
  /** Root of the proof data (`dataRoot`); 32 zero bytes in a rollup without attesters (SPEC #data-root). */
  readonly dataRoot: DataRoot;
  /** Sum of the fees of the transactions, without the block reward, in wei, below 2^96. */
  readonly fees: Amount;
  /** Number of transactions. */
  readonly count: bigint;
}

/**
 * The hash that identifies an attestation; the attestation's VRF proof signs it as additional data (SPEC #attestation).
 *
 * 32 bytes.
 */
export type AttestationId = Uint8Array;

/**
 * The seed from which the VRF inputs and tickets of every prover of a block are derived (SPEC #seed-prover).
 *
 * 32 bytes.
 */
export type ProverSeed = Uint8Array;

/**
 * The hash that identifies a proposal; the proposal's VRF proof signs it as additional data (SPEC #proposal).
 *
 * 32 bytes.
 */
export type ProposalId = Uint8Array;

/**
 * The address of an Ethereum account or contract on L1.
 *
 * 20 bytes.
 */
export type Address = Uint8Array;

/**
 * The parameters of a rollup (SPEC #parameters). `paramsDefault` sets them. Every function that takes them checks them and
 * returns `ParamsError` for the first parameter that is out of range.
 */
export interface Params {
  /** Chain id of L1, at least 1. */
  readonly chainId: bigint;
  /** Address of the rollup contract on L1, not zero. */
  readonly rollupAddress: Address;
  /** Largest FEE_SPLIT that a sequencer may bid, ppm; default 1000000. */
  readonly feeSplitCap: number;
  /**
   * Number of L1 blocks from that of a RANDAO mix to the one at which the block that uses it opens, at least 2; default
   * 64.
   */
  readonly randaoLag: number;
  /** Number of L1 blocks from registration to eligibility; default 64. */
  readonly activationDelay: number;
  /** Length of the proposal phase in L1 blocks, at least 1; default 3. */
  readonly proposalBlocks: number;
  /** Length of the reveal phase in L1 blocks, at least 1; default 5. */
  readonly revealBlocks: number;
  /** Length of the proving phase in L1 blocks, at least 1; default 50. */
  readonly provingBlocks: number;
  /**
   * Share of the prover pool that is reserved for base proofs, ppm, at most 1000000. Default `null`: one pool for all
   * seats.
   */
  readonly baseShare: number | null;
  /** L1 gas that the refund to the winning root covers; default 0. */
  readonly rebateGas: number;
  /** Number of L1 blocks after the settlement in which pays can be claimed, at least 1; default 50400. */
  readonly claimBlocks: number;
  /**
   * Number of L1 blocks after the end of the reveal phase in which attesters attest: 1 to provingBlocks - 1, or 0 if
   * attesters is 0; default 0.
   */
  readonly attestBlocks: number;
  /** Expected number of attesters of a block; default 0: blocks need no certificate (SPEC #availability). */
  readonly attesters: number;
  /**
   * Number of attestations of a certificate if at least attesters keys may attest: 1 to attesters, or 0 if that is 0;
   * default 0.
   */
  readonly quorum: number;
  /** Number of seats of a node, 1 to 3; default 3. */
  readonly proofsPerNode: number;
  /**
   * Number of seats with which the root counts when pays are divided, 1 to proofsPerNode; default `null`: as many as
   * proofsPerNode.
   */
  readonly rootSeats: number | null;
  /** Number of transactions that a base proof covers, 1 or 2; default 2. */
  readonly txPerBase: number;
  /** How the tickets of provers are computed; default `"per-node"`. */
  readonly vrfMode: VrfMode;
  /** The VRF of the sequencers' keys; default `"edwards25519"`. */
  readonly sequencerSuite: SequencerSuite;
  /**
   * Fees for which a proposal with a FEE_SPLIT above 1000000 ppm at least has to provide, in wei, below 2^96; default 0.
   * Not 0 if feeSplitCap is above 1000000, and so small that the minimum bond at the cap is below 2^96 wei.
   */
  readonly bondBase: Amount;
  /** Amount that a leader loses when its block is not revealed, in wei, below 2^96; default 0. */
  readonly revealSlashAmount: Amount;
  /** Amount that a leader loses when its block is not proven, in wei, below 2^96; default 0. */
  readonly proofSlashAmount: Amount;
  /** Amount that is paid on top of the fees of each block that is settled, in wei, below 2^96; default 0. */
  readonly blockReward: Amount;
  /** Largest refund of the winning root's L1 gas, in wei, below 2^96; default 0. */
  readonly rebateCap: Amount;
}

/**
 * The RANDAO mix of an L1 block, its prevRandao: the field mixHash of its header (SPEC #randao-mix).
 *
 * 32 bytes.
 */
export type RandaoMix = Uint8Array;

/**
 * The RANDAO mix that all seeds of one block are derived from (SPEC #randao-pin). `randaoRingPin` reads it from a ring.
 * After a reorganisation of L1 that replaced the L1 block l1Block, it has to be read again.
 */
export interface PinnedMix {
  /** Number of the rollup block for which the mix was read. */
  readonly blockNumber: bigint;
  /**
   * Number of the L1 block whose prevRandao the mix is, at least 2. The registry is read as it is after the L1 block two
   * before.
   */
  readonly l1Block: bigint;
  /** The mix. */
  readonly mix: RandaoMix;
}

/** The context against which the claims of one block are checked (SPEC #claim-checks). */
export interface ProvingContext {
  /** Parameters of the rollup. */
  readonly params: Params;
  /** The pinned mix of the block. */
  readonly pinned: PinnedMix;
  /** The prover seed of the block. */
  readonly seed: ProverSeed;
  /** The id of the leader's proposal, which every claim of the block signs. */
  readonly proposalId: ProposalId;
  /** Number of base proofs of the tree, 1 to 2^32 (`treeShapeForTransactions`). */
  readonly bases: bigint;
}

/** The context against which the attestations and certificates of one block are checked (SPEC #availability). */
export interface Availability {
  /** The context of the claims of the block (`Block.provingContext`). */
  readonly proving: ProvingContext;
  /** Root of the proof data that the leader revealed. */
  readonly dataRoot: DataRoot;
  /** Number of keys that may attest (`registrationCountProvers`). */
  readonly provers: bigint;
}

/**
 * An encoded VRF public key, as it is registered: a point of edwards25519 (RFC 8032, section 5.1.2), or of a sequencer's
 * key on P-256 the x-coordinate (SPEC #vrf-p256). Any 32 bytes may be stored here; `keyParse` checks that they are a valid
 * key on edwards25519.
 *
 * 32 bytes.
 */
export type Key = Uint8Array;

/** The registration of one key (SPEC #registry). */
export interface Registration {
  /** The registered VRF public key. */
  readonly key: Key;
  /** L1 block in which the key was registered. */
  readonly entryL1Block: bigint;
  /** L1 block in which the key exited, or `null`. */
  readonly exitL1Block: bigint | null;
  /** The role of the key. */
  readonly role: Role;
}

/**
 * A ticket: a uniform integer of 128 bits, derived from a VRF output; a higher ticket ranks better (SPEC #ticket).
 *
 * Below 2^128.
 */
export type Ticket = bigint;

/**
 * The hash that identifies a certificate (SPEC #certificate).
 *
 * 32 bytes.
 */
export type CertificateId = Uint8Array;

/**
 * The output of a VRF: beta_string of RFC 9381, all 64 bytes. On P-256 it has 32 bytes, followed by 32 zero bytes.
 *
 * 64 bytes.
 */
export type Beta = Uint8Array;

/**
 * An encoded VRF proof: pi_string of RFC 9381, which is Gamma (32 bytes), c (16 bytes) and s (32 bytes). Any 80 bytes may
 * be stored here; `proofParse` checks the encoding, `vrfVerify` the proof.
 *
 * 80 bytes.
 */
export type Proof = Uint8Array;

/**
 * The hash by which the rollup identifies a block, such as the parent of a proposal.
 *
 * 32 bytes.
 */
export type BlockHash = Uint8Array;

/** Where the proposal phase of a block opens, and on what (SPEC #chain). */
export interface Opening {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** L1 block number in which the proposal phase opens. */
  readonly l1Block: bigint;
  /** What proposals for the block have to name as their parent. */
  readonly parent: BlockHash;
}

/**
 * The id of a proposal or of a claim: the bytes of a `ProposalId` or of a `ClaimId`.
 *
 * 32 bytes.
 */
export type Id = Uint8Array;

/**
 * A key with its ticket and bid: what the order of candidates compares (SPEC #order). The higher score, ticket * (1000000
 * + fee), comes first; then the higher ticket, the smaller key, the smaller id.
 */
export interface ScoredKey {
  /** The public key of the candidate. */
  readonly key: Key;
  /** The ticket of the key. */
  readonly ticket: Ticket;
  /** The id of the candidate's proposal or claim; zero if there is none. */
  readonly id: Id;
  /** The bid of the candidate, FEE_SPLIT or FEE_BURN, in ppm; any number. */
  readonly fee: number;
}

/** The actions that an event requires from the rollup, in order. */
export type Effects = readonly Effect[];

/** What a proposal brought about. */
export interface Proposed {
  /** The key, ticket, proposal id and FEE_SPLIT of the proposal. */
  readonly candidate: ScoredKey;
  /** The actions for the block, in order. */
  readonly effects: Effects;
  /** 1 if the proposal leads now, otherwise 0. */
  readonly leads: boolean;
  /** 1 if there is evidence of equivocation, otherwise 0. */
  readonly hasEvidence: boolean;
}

/**
 * The salted hash of a block's transactions in their order (SPEC #tx-order).
 *
 * 32 bytes.
 */
export type TxOrderHash = Uint8Array;

/** A proposal of a block by a sequencer, without its key and VRF proof (SPEC #proposal). */
export interface Proposal {
  /** The proposal id of the block that the proposed block builds on. */
  readonly parent: BlockHash;
  /** The salted hash of the block's fees and transactions (`txOrderHash`). */
  readonly txOrderHash: TxOrderHash;
  /** The bond, in wei, below 2^96: not 0 if feeSplit is above 1000000 ppm, and 0 otherwise. */
  readonly bond: Amount;
  /** The address that receives the sequencer's share of the fees; not zero. */
  readonly payout: Address;
  /** The bid FEE_SPLIT in ppm, at most feeSplitCap. */
  readonly feeSplit: number;
}

/**
 * The hash of what a node proves, the same for every proof of the node. The rollup defines the hash (SPEC #claim).
 *
 * 32 bytes.
 */
export type Statement = Uint8Array;

/**
 * The hash of the proof that a prover made for a node. The rollup defines the hash.
 *
 * 32 bytes.
 */
export type ProofDigest = Uint8Array;

/**
 * The commitment to a bundle and, through the claim of its primary, to the subtree below it. 32 zero bytes stand for no
 * bundle (SPEC #bundle-commitment).
 *
 * 32 bytes.
 */
export type BundleCommitment = Uint8Array;

/** A claim of a prover to have proven a node, without its key and VRF proof (SPEC #claim). */
export interface Claim {
  /** Number of the proven node. */
  readonly node: bigint;
  /** Hash of what the node proves; the same for every proof of the node. */
  readonly statement: Statement;
  /** Hash of the proof itself. */
  readonly proofDigest: ProofDigest;
  /** Commitment of the left child bundle that a merge proof consumed; zero for a base. */
  readonly left: BundleCommitment;
  /** Commitment of the right child bundle that a merge proof consumed; zero for a base. */
  readonly right: BundleCommitment;
  /** The address that receives the pay; not zero. */
  readonly payout: Address;
  /** The address that receives the gas rebate if this is the claim of the winning root; zero for no rebate. */
  readonly rebatePayee: Address;
  /** The bid FEE_BURN in ppm, at most 1000000. */
  readonly feeBurn: number;
}

/** The prover pool of a block and where it comes from, in wei. Exactly, fees + bondUsed = sequencer + pool (SPEC #pool). */
export interface Funding {
  /** Fees of the block plus the block reward. */
  readonly fees: Amount;
  /** The prover pool, from which the seats are paid. */
  readonly pool: Amount;
  /** The part of the fees that the sequencer keeps. */
  readonly sequencer: Amount;
  /** The part of the bond that goes into the pool. */
  readonly bondUsed: Amount;
  /** The part of the bond that is returned to the sequencer. */
  readonly bondReturned: Amount;
}

/** The result of a settlement, in wei. Exactly, fees + bondUsed = sequencer + reserved + burned + rebate (SPEC #identity). */
export interface Receipt {
  /** The pool and where it comes from. */
  readonly funding: Funding;
  /**
   * The part of the pool that is kept for the pays of the filled seats: at least the sum of these pays, and less than one
   * wei for each seat above it (SPEC #reserve).
   */
  readonly reserved: Amount;
  /** The part of the pool that is burned: burned shares of pays and pays of empty seats, less the rebate. */
  readonly burned: Amount;
  /** The refund of L1 gas to the rebatePayee of the winning root. */
  readonly rebate: Amount;
}

/** The result of slashing the leader of a block that was not revealed or not proven, in wei (SPEC #slash). */
export interface Slashing {
  /** The amount taken from the stake and burned. */
  readonly slashed: Amount;
  /** The stake that remains. */
  readonly stakeLeft: Amount;
  /** The part of the bond that is burned: the minimum bond for the leader's FEE_SPLIT. */
  readonly forfeit: Amount;
  /** The part of the bond that is returned. */
  readonly bondReturned: Amount;
}

/** How a block ended, and the payments that follow. Fields that kind does not use are 0. */
export interface Outcome {
  /** The settlement. */
  readonly receipt: Receipt;
  /** What the leader loses. */
  readonly slashing: Slashing;
  /** How the block ended. */
  readonly kind: OutcomeKind;
}

/** Something that time brought about in a chain. Fields that kind does not use are 0. */
export interface Happening {
  /** The block that opened, the first of the blocks that were skipped, or (blockNumber only) the block with effects. */
  readonly opening: Opening;
  /** Number of blocks that were skipped. */
  readonly count: bigint;
  /** The actions, in order. */
  readonly effects: Effects;
  /** What happened. */
  readonly kind: HappeningKind;
}

/**
 * The input of a VRF in the protocol: alpha_string of RFC 9381 (SPEC #alpha).
 *
 * 32 bytes.
 */
export type Alpha = Uint8Array;

/** What is known of a block. */
export interface BlockInfo {
  /** Where the block opened, and on what. */
  readonly opening: Opening;
  /** The mix from which the seeds of the block are derived. */
  readonly pinned: PinnedMix;
  /** The VRF input of the sequencers. */
  readonly alpha: Alpha;
  /** Number of base proofs of the tree; 0 before the reveal. */
  readonly bases: bigint;
  /** Number of proposals that the block keeps, 0 to `BLOCK_PROPOSALS`. */
  readonly proposals: number;
  /** 1 if a tree was accepted, otherwise 0. */
  readonly hasTree: boolean;
}

/**
 * The numbers from which the settlement of one block is computed (SPEC #settlement). Functions return `ParamsError`,
 * `ShapeError`, `SettleError::AmountTooLarge`, `BidError::FeeSplitAboveCap`, `SettleError::PoolTooLarge` or
 * `SettleError::BondTooSmall` if they are not valid.
 */
export interface Settlement {
  /** Parameters of the rollup. */
  readonly params: Params;
  /** Fees of the block, without the block reward of params, in wei, below 2^96. */
  readonly fees: Amount;
  /** Bond of the leader's proposal, in wei, below 2^96. */
  readonly bond: Amount;
  /** Number of base proofs of the tree, 1 to 2^32. */
  readonly bases: bigint;
  /** FEE_SPLIT of the leader's proposal, ppm, at most params.feeSplitCap. */
  readonly feeSplit: number;
}

/**
 * A sum of scores: an integer below 2^195 (SPEC #accumulator).
 *
 * Below 2^256.
 */
export type Total = bigint;

/** The contents of a `Accumulator` (SPEC #accumulator). */
export interface AccumulatorInfo {
  /** Number of the node of the bundle. */
  readonly node: bigint;
  /** Number of filled seats in the subtree of the node. */
  readonly filled: bigint;
  /** Sum of 1000000 - feeBurn over those of these seats that are of base nodes, ppm; below 2^56. */
  readonly keptBase: bigint;
  /** Sum of 1000000 - feeBurn over those of these seats that are of merges, ppm; below 2^56. */
  readonly keptMerge: bigint;
  /** Sum of the scores of these seats. */
  readonly total: Total;
  /** Commitment of the bundle, and through it of the subtree. */
  readonly commitment: BundleCommitment;
}

/** What a tree brought about. */
export interface Submitted {
  /** The accumulator of the tree's root. */
  readonly sum: AccumulatorInfo;
  /** The actions for the block, in order. */
  readonly effects: Effects;
  /** 1 if the tree is better than every tree before, otherwise 0. */
  readonly leads: boolean;
}

/** When L1 received a tree, and at which prices, from which the rebate is computed (SPEC #rebate). */
export interface L1Event {
  /** Number of the L1 block. */
  readonly l1Block: bigint;
  /** Base fee of that L1 block, in wei for a unit of gas. */
  readonly baseFee: bigint;
  /**
   * Price of 10^18 wei of the gas asset in wei of the asset in which fees are paid, below 2^96
   * (`SettleError::AmountTooLarge`).
   */
  readonly rate: Amount;
}

/** The sums of a tree's root, which a proof of the root attests (SPEC #accumulator). */
export interface Sums {
  /** Sum of the scores. */
  readonly total: Total;
  /** Number of filled seats. */
  readonly filled: bigint;
  /** Sum of 1000000 - feeBurn over the seats of base nodes, ppm. */
  readonly keptBase: bigint;
  /** Sum of 1000000 - feeBurn over the seats of merges, ppm. */
  readonly keptMerge: bigint;
}

/**
 * The hash that identifies a claim; the claim's VRF proof signs it as additional data (SPEC #claim).
 *
 * 32 bytes.
 */
export type ClaimId = Uint8Array;

/**
 * The hash that identifies a seat: a valid claim with its key and score (SPEC #seat).
 *
 * 32 bytes.
 */
export type SeatId = Uint8Array;

/**
 * A score: ticket * (1000000 + fee), an integer below 2^161 (SPEC #score).
 *
 * Below 2^256.
 */
export type Score = bigint;

/** The contents of a `Seat`. */
export interface SeatInfo {
  /** The id of the seat (SPEC #seat). */
  readonly id: SeatId;
  /** The id of the claim, which the prover signed. */
  readonly claimId: ClaimId;
  /** The public key of the prover. */
  readonly key: Key;
  /** The ticket of the prover at the node. */
  readonly ticket: Ticket;
  /** The score of the seat, ticket * (1000000 + feeBurn). */
  readonly score: Score;
  /** The claim of the seat. */
  readonly claim: Claim;
}

/**
 * Evidence that one key signed two proposals for one block, or two claims for one node, that contradict each other (SPEC
 * #equivocation).
 */
export interface Evidence {
  /** The public key that signed both. */
  readonly key: Key;
  /** The smaller of the two ids. */
  readonly first: Id;
  /** The greater of the two ids. */
  readonly second: Id;
}

/**
 * The hash of one transaction of the rollup.
 *
 * 32 bytes.
 */
export type TxHash = Uint8Array;

/**
 * The commitment of a proposal to its parent, FEE_SPLIT and transaction order (SPEC #commitment).
 *
 * 32 bytes.
 */
export type BlockCommitment = Uint8Array;

/** The context against which the proposals of one block are checked (SPEC #proposal-checks). */
export interface Election {
  /** Parameters of the rollup. */
  readonly params: Params;
  /** The pinned mix of the block. */
  readonly pinned: PinnedMix;
  /** The canonical tip, which must be the parent of every proposal. */
  readonly tip: BlockHash;
}

/** What `messageCheck` says of some bytes. */
export interface MessageInfo {
  /** `STATUS_OK` for a message, otherwise one of `STATUS_MESSAGE_`.... */
  readonly status: ErrorCode | null;
  /** Number of the kind of the message (SPEC #message-kinds); 0 unless status is `STATUS_OK`. */
  readonly kind: number;
  /** Number of bytes before the first wrong field; 0 for a message. */
  readonly offset: bigint;
  /** Name of the first wrong field in SPEC #message-bodies, in ASCII and NUL-terminated; empty for a message. */
  readonly field: string;
}

/** An attestation of a prover, as it is sent (SPEC #message-attestation). */
export interface MessageAttestation {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** The id of the leader's proposal. */
  readonly proposalId: ProposalId;
  /** Root of the proof data that the attester holds. */
  readonly dataRoot: DataRoot;
  /** The public key of the attester. */
  readonly key: Key;
  /** The VRF proof, which signs the id of the attestation. */
  readonly proof: Proof;
}

/** What a certificate states before its attestations (SPEC #message-attestation). */
export interface MessageCertificate {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** The id of the leader's proposal. */
  readonly proposalId: ProposalId;
  /** Root of the proof data that the attesters hold. */
  readonly dataRoot: DataRoot;
  /** Number of attestations. */
  readonly count: number;
}

/** An attestation in a certificate, with the bytes that it has there (SPEC #message-attestation). */
export interface SignedAttestation {
  /** The public key of the attester. */
  readonly key: Key;
  /** The VRF proof, which signs the id of the attestation. */
  readonly proof: Proof;
}

/** A claim of a prover, as it is sent (SPEC #message-claim). */
export interface MessageClaim {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** The id of the leader's proposal. */
  readonly proposalId: ProposalId;
  /** The public key of the prover. */
  readonly key: Key;
  /** The claim. */
  readonly claim: Claim;
  /** The VRF proof, which signs the id of the claim. */
  readonly proof: Proof;
}

/**
 * A claim in a tree of claims: a `MessageClaim` without block number and proposal, which the tree states once (SPEC
 * #message-tree).
 */
export interface SignedClaim {
  /** The public key of the prover. */
  readonly key: Key;
  /** The claim. */
  readonly claim: Claim;
  /** The VRF proof, which signs the id of the claim. */
  readonly proof: Proof;
}

/** A proposal of a sequencer, as it is sent (SPEC #message-proposal). */
export interface MessageProposal {
  /** Number of the proposed block. */
  readonly blockNumber: bigint;
  /** The public key of the sequencer. */
  readonly key: Key;
  /** The proposal. */
  readonly proposal: Proposal;
  /** The VRF proof, which signs the id of the proposal. */
  readonly proof: Proof;
}

/**
 * An encoded VRF proof on P-256: pi_string of RFC 9381, which is Gamma (33 bytes), c (16 bytes) and s (32 bytes; SPEC
 * #vrf-p256). Any 81 bytes may be stored here.
 *
 * 81 bytes.
 */
export type P256Proof = Uint8Array;

/** A proposal of a sequencer whose key is on P-256, as it is sent (SPEC #message-proposal). */
export interface MessageProposalP256 {
  /** Number of the proposed block. */
  readonly blockNumber: bigint;
  /** The public key of the sequencer. */
  readonly key: Key;
  /** The proposal. */
  readonly proposal: Proposal;
  /** The VRF proof, which signs the id of the proposal. */
  readonly proof: P256Proof;
}

/** The opening of a block: what `Block.open` takes besides the parameters (SPEC #message-l1). */
export interface MessageBlockOpening {
  /** Where the proposal phase of the block opens, and on what. */
  readonly opening: Opening;
  /** The mix of the block; its block number is that of opening (`BlockError::OtherBlock` otherwise). */
  readonly pinned: PinnedMix;
}

/** What a reveal states besides the hashes of the transactions (SPEC #message-reveal). */
export interface MessageReveal {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** Number of transactions. */
  readonly count: bigint;
  /** The salt of the transaction order. */
  readonly salt: Salt;
  /** The sum of the fees. */
  readonly fees: Amount;
}

/**
 * A reveal with the root of the transactions instead of their hashes, and in a rollup with attesters also the root of the
 * proof data (SPEC #message-reveal).
 */
export interface MessageRevealRoot {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** The contents of the block. */
  readonly contents: Reveal;
}

/**
 * A request of an owner to register a key, without its proof (SPEC #registration). The proof is a VRF proof of the key
 * over `registrationAlpha` with `registrationId` as additional data.
 */
export interface RegistrationRequest {
  /** The VRF public key. */
  readonly key: Key;
  /** The address that registers the key and may let it exit; not zero. */
  readonly owner: Address;
  /** The role that the key is to have. */
  readonly role: Role;
  /** The suite of the key's VRF. Accepted is that of the parameters for a sequencer, and `"edwards25519"` for a prover. */
  readonly suite: SequencerSuite | number;
}

/** A request to register a key, as its owner sends it (SPEC #message-registry). */
export interface MessageRegistrationRequest {
  /** The request. */
  readonly request: RegistrationRequest;
  /** The VRF proof, which signs the id of the request. */
  readonly proof: Proof;
}

/** A record of the registry with the proof of its request, as an archive stores it (SPEC #message-registry). */
export interface MessageRegistrationRecord {
  /** The request with its proof. */
  readonly request: MessageRegistrationRequest;
  /** L1 block in which the request was registered. */
  readonly entryL1Block: bigint;
  /** L1 block in which the owner let the key exit; 0 if hasExited is 0 (`Value` otherwise). */
  readonly exitL1Block: bigint;
  /** 1 if the owner let the key exit, otherwise 0. */
  readonly hasExited: boolean;
}

/** A request to register a sequencer's key on P-256, as its owner sends it (SPEC #message-registry). */
export interface MessageRegistrationRequestP256 {
  /** The request. */
  readonly request: RegistrationRequest;
  /** The VRF proof, which signs the id of the request. */
  readonly proof: P256Proof;
}

/** A record of the registry whose key is on P-256, with the proof of its request (SPEC #message-registry). */
export interface MessageRegistrationRecordP256 {
  /** The request with its proof. */
  readonly request: MessageRegistrationRequestP256;
  /** 1 if the owner let the key exit, otherwise 0. */
  readonly hasExited: boolean;
  /** L1 block in which the request was registered. */
  readonly entryL1Block: bigint;
  /** L1 block in which the owner let the key exit; 0 if hasExited is 0 (`Value` otherwise). */
  readonly exitL1Block: bigint;
}

/** The exit of a registered key, as its owner sends it to L1 (SPEC #exit). */
export interface MessageExit {
  /** The VRF public key. */
  readonly key: Key;
  /** The owner of the record that exits. */
  readonly owner: Address;
}

/** What a tree states before its bundles, and tree data before its nodes (SPEC #message-tree). */
export interface MessageTree {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** Number of bundles or nodes. */
  readonly count: bigint;
  /** The id of the leader's proposal. */
  readonly proposalId: ProposalId;
}

/** The data of one node of a tree (SPEC #tree-data). */
export interface NodeData {
  /** Ids of the seats of the node's bundle, primary first; zero for each seat that the bundle does not have. */
  readonly seats: readonly SeatId[];
  /** Sums of the bundle and all bundles below it. */
  readonly sums: Sums;
}

/** What the opening of a seat states as a message before the opening itself (SPEC #message-tree-data). */
export interface MessageSeatOpening {
  /** Number of the block. */
  readonly blockNumber: bigint;
  /** The id of the leader's proposal. */
  readonly proposalId: ProposalId;
  /** Number of levels of the opening, at most 32. */
  readonly levels: number;
}

/**
 * A moving average of the MEV of a rollup's blocks, in ppm of their fees (SPEC #mev). The caller sets all fields to start.
 * Functions return `Value` for reserved, `MevError::Smoothing`, `MevError::Bounds` or `MevError::StartOutOfBounds` for a
 * field that is out of range.
 */
export interface MevReference {
  /** Smallest value of the average, ppm. */
  readonly low: bigint;
  /** Largest value of the average, ppm; at least low and below 2^40. */
  readonly high: bigint;
  /** The average, ppm, from low to high. */
  readonly current: bigint;
  /** Weight of a new ratio, ppm, 1 to 1000000. */
  readonly smoothing: number;
}

/** A report of one source: the MEV that it has measured, in ppm of the fees (SPEC #mev-sources). */
export interface MevReport {
  /** L1 block in which the source made the report. */
  readonly l1Block: bigint;
  /** The MEV in ppm of the fees; any number. */
  readonly ratio: bigint;
  /** The address of the source. */
  readonly source: Address;
}

/** The seat that an opening proves to be in a tree (SPEC #opening). */
export interface OpenedSeat {
  /** The claim as the prover sent it. Its payout receives the pay, which `settlementPay` computes. */
  readonly claim: Claim;
  /** Public key of the prover. */
  readonly key: Key;
  /** Score of the claim. */
  readonly score: Score;
  /** Number of the bit under which L1 records that the pay of the seat was claimed: 3 * node + position. */
  readonly claimedBit: bigint;
}

/**
 * 32 secret bytes from a cryptographic random generator: a master secret (`SecretKey.derive`) or an RFC 9381 secret key
 * (`SecretKey.fromSeed`). The caller wipes them after use.
 *
 * 32 bytes.
 */
export type Secret = Uint8Array;

/**
 * A proof on P-256 with its witness: the struct Proof of the contract EcvrfP256, as it stands in the calldata (SPEC
 * #evm-witness).
 *
 * 448 bytes.
 */
export type P256EvmProof = Uint8Array;

/**
 * The contents of a `BlockPhase`. Limits are exclusive: an L1 block number equal to a limit is already past it (SPEC
 * #phases).
 */
export interface BlockPhaseInfo {
  /** First L1 block after the proposal phase. */
  readonly proposalEnd: bigint;
  /** First L1 block after the reveal phase. */
  readonly revealEnd: bigint;
  /** First L1 block after the proving phase. */
  readonly deadline: bigint;
  /** First L1 block after the present phase; `null` in a last phase. */
  readonly phaseEnd: bigint | null;
  /** The present phase. */
  readonly phase: Phase;
}

/**
 * A RANDAO reveal: the compressed BLS signature of an L1 block proposer.
 *
 * 96 bytes.
 */
export type RandaoReveal = Uint8Array;

/** An L1 block and its RANDAO mix: one entry of a ring. */
export interface RandaoEntry {
  /** Number of the L1 block. */
  readonly l1Block: bigint;
  /** The prevRandao of that L1 block: the field mixHash of its header. */
  readonly mix: RandaoMix;
}

/**
 * The id of a request to register a key: what its VRF proof signs as additional data (SPEC #registration).
 *
 * 32 bytes.
 */
export type RegistrationId = Uint8Array;

/** A request in the registry (SPEC #registration). */
export interface RegistrationRecord {
  /** The request. */
  readonly request: RegistrationRequest;
  /** L1 block in which the request was registered. */
  readonly entryL1Block: bigint;
  /** L1 block in which the owner let the key exit, or `null`. */
  readonly exitL1Block: bigint | null;
}

/** A filled seat of the winning tree that is to be paid. */
export interface PaidSeat {
  /** Number of the seat's node. */
  readonly node: bigint;
  /** FEE_BURN of the seat's claim, ppm, at most 1000000. */
  readonly feeBurn: number;
}

/** The prices from which the refund of the winner's L1 gas is computed (SPEC #rebate). All zero: no refund. */
export interface Rebate {
  /** Base fee of the L1 block that first accepted the winning tree, in wei for a unit of gas. */
  readonly baseFee: bigint;
  /**
   * Price of 10^18 wei of the gas asset in wei of the asset in which fees are paid, below 2^96; 10^18 if both are the same
   * asset.
   */
  readonly rate: Amount;
  /** The rebatePayee of the winning root's claim; zero for no refund. */
  readonly payee: Address;
}

/**
 * A probability q / 2^128, stored as the integer q. Probability 1 is represented as 2^128 - 1 (SPEC #odds).
 *
 * Below 2^128.
 */
export type Probability = bigint;

/**
 * The seed from which the VRF input of every sequencer of a block is derived (SPEC #seed-sequencer).
 *
 * 32 bytes.
 */
export type SequencerSeed = Uint8Array;

/** The shape of a proof tree, which follows from its number of bases (SPEC #tree). */
export interface TreeShape {
  /** Number of base nodes, 1 to 2^32. */
  readonly bases: bigint;
  /** Number of all nodes, 2 * bases - 1. Nodes are numbered from 0. */
  readonly nodes: bigint;
  /** Number of the root node. */
  readonly root: bigint;
  /** Number of edges between the root and the base farthest from it, at most 32. */
  readonly depth: number;
}

/** A node of a proof tree and its neighbours (SPEC #node-number). `null` stands for a neighbour that does not exist. */
export interface Node {
  /** Index of the first base in the subtree of the node; bases are counted from 0. */
  readonly firstBase: bigint;
  /** Index of the last base in the subtree of the node, plus one. */
  readonly endBase: bigint;
  /** Number of the parent; `null` for the root. */
  readonly parent: bigint | null;
  /** Number of the left child; `null` for a base. */
  readonly left: bigint | null;
  /** Number of the right child; `null` for a base. */
  readonly right: bigint | null;
  /** Number of the next node in post-order; `null` for the root. Node 0 is the first (SPEC #post-order). */
  readonly next: bigint | null;
  /** Number of edges between the root and the node. */
  readonly depth: number;
  /** The kind of the node. */
  readonly kind: NodeKind;
}
