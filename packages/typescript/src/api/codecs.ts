// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.

import { array, ascii, bytes, choice, counted, flag, integer, names, nullable, orNumber, secretBytes, struct, u16, u32, u64, u8 } from "../codec.js";
import { status } from "../status.js";
import type * as T from "./types.js";

export const vrfMode = /* @__PURE__ */ choice<T.VrfMode>(1, { "per-node": 0, "per-block": 1, "public": 2 });
export const sequencerSuite = /* @__PURE__ */ choice<T.SequencerSuite>(1, { "p256": 2, "edwards25519": 4 });
export const role = /* @__PURE__ */ choice<T.Role>(1, { "sequencer": 0, "base-prover": 1, "merge-prover": 2, "prover": 3 });
export const suite = /* @__PURE__ */ choice<T.Suite>(1, { "tai": 3, "ell2": 4 });
export const event = /* @__PURE__ */ choice<T.Event>(1, { "time": 0, "proposal": 1, "reveal": 2, "tree": 3, "parent-final": 4, "ancestor-reverted": 5 });
export const effect = /* @__PURE__ */ choice<T.Effect>(1, { "none": 0, "open-reveal": 1, "open-proving": 2, "build-on-parent": 3, "finalize": 4, "tree-competes": 5, "slash-not-revealed": 6, "slash-not-proven": 7, "settle": 8, "return-bonds": 9 });
export const outcomeKind = /* @__PURE__ */ choice<T.OutcomeKind>(1, { "none": 0, "settled": 1, "skipped": 2, "not-revealed": 3, "not-proven": 4, "voided": 5 });
export const happeningKind = /* @__PURE__ */ choice<T.HappeningKind>(1, { "none": 0, "opened": 1, "idle": 2, "effects": 3 });
export const p256Suite = /* @__PURE__ */ choice<T.P256Suite>(1, { "tai": 1, "sswu": 2 });
export const paramsWarnings = /* @__PURE__ */ names<T.ParamsWarnings>({ "randao-lag-short": 1, "reveal-slash-zero": 2, "proof-slash-zero": 4, "bond-base-small": 8, "root-seats-burned": 16, "pool-empty": 32, "tickets-known-early": 64, "quorum-low": 128 });
export const phase = /* @__PURE__ */ choice<T.Phase>(1, { "proposal": 0, "reveal": 1, "proving": 2, "proven": 3, "final": 4, "settled": 5, "skipped": 6, "reverted": 7, "voided": 8 });
export const duty = /* @__PURE__ */ choice<T.Duty>(1, { "propose": 0, "prove-base": 1, "prove-merge": 2 });
export const slashReason = /* @__PURE__ */ choice<T.SlashReason>(1, { "not-revealed": 0, "not-proven": 1 });
export const nodeKind = /* @__PURE__ */ choice<T.NodeKind>(1, { "base": 0, "merge": 1 });
export const dataRoot = /* @__PURE__ */ bytes(32);
export const dataDigest = /* @__PURE__ */ bytes(32);
export const salt = /* @__PURE__ */ bytes(32);
export const txRoot = /* @__PURE__ */ bytes(32);
export const amount = /* @__PURE__ */ integer(32);
export const reveal = /* @__PURE__ */ struct<T.Reveal>(136, {
  salt: [0, salt],
  txRoot: [32, txRoot],
  dataRoot: [64, dataRoot],
  fees: [96, amount],
  count: [128, u64],
});
export const attestationId = /* @__PURE__ */ bytes(32);
export const proverSeed = /* @__PURE__ */ bytes(32);
export const proposalId = /* @__PURE__ */ bytes(32);
export const address = /* @__PURE__ */ bytes(20);
export const params = /* @__PURE__ */ struct<T.Params>(240, {
  chainId: [0, u64],
  rollupAddress: [8, address],
  feeSplitCap: [28, u32],
  randaoLag: [32, u32],
  activationDelay: [36, u32],
  proposalBlocks: [40, u32],
  revealBlocks: [44, u32],
  provingBlocks: [48, u32],
  baseShare: [52, /* @__PURE__ */ nullable(u32, 4294967295)],
  rebateGas: [56, u32],
  claimBlocks: [60, u32],
  attestBlocks: [64, u32],
  attesters: [68, u16],
  quorum: [70, u16],
  proofsPerNode: [72, u8],
  rootSeats: [73, /* @__PURE__ */ nullable(u8, 255)],
  txPerBase: [74, u8],
  vrfMode: [75, vrfMode],
  sequencerSuite: [76, sequencerSuite],
  bondBase: [80, amount],
  revealSlashAmount: [112, amount],
  proofSlashAmount: [144, amount],
  blockReward: [176, amount],
  rebateCap: [208, amount],
});
export const randaoMix = /* @__PURE__ */ bytes(32);
export const pinnedMix = /* @__PURE__ */ struct<T.PinnedMix>(48, {
  blockNumber: [0, u64],
  l1Block: [8, u64],
  mix: [16, randaoMix],
});
export const provingContext = /* @__PURE__ */ struct<T.ProvingContext>(360, {
  params: [0, params],
  pinned: [240, pinnedMix],
  seed: [288, proverSeed],
  proposalId: [320, proposalId],
  bases: [352, u64],
});
export const availability = /* @__PURE__ */ struct<T.Availability>(400, {
  proving: [0, provingContext],
  dataRoot: [360, dataRoot],
  provers: [392, u64],
});
export const key = /* @__PURE__ */ bytes(32);
export const registration = /* @__PURE__ */ struct<T.Registration>(56, {
  key: [0, key],
  entryL1Block: [32, u64],
  exitL1Block: [40, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
  role: [48, role],
});
export const ticket = /* @__PURE__ */ integer(16);
export const certificateId = /* @__PURE__ */ bytes(32);
export const beta = /* @__PURE__ */ bytes(64);
export const proof = /* @__PURE__ */ bytes(80);
export const blockHash = /* @__PURE__ */ bytes(32);
export const opening = /* @__PURE__ */ struct<T.Opening>(48, {
  blockNumber: [0, u64],
  l1Block: [8, u64],
  parent: [16, blockHash],
});
export const id = /* @__PURE__ */ bytes(32);
export const scoredKey = /* @__PURE__ */ struct<T.ScoredKey>(84, {
  key: [0, key],
  ticket: [32, ticket],
  id: [48, id],
  fee: [80, u32],
});
export const effects = /* @__PURE__ */ counted(effect, 4);
export const proposed = /* @__PURE__ */ struct<T.Proposed>(92, {
  candidate: [0, scoredKey],
  effects: [84, effects],
  leads: [89, flag],
  hasEvidence: [90, flag],
});
export const txOrderHash = /* @__PURE__ */ bytes(32);
export const proposal = /* @__PURE__ */ struct<T.Proposal>(120, {
  parent: [0, blockHash],
  txOrderHash: [32, txOrderHash],
  bond: [64, amount],
  payout: [96, address],
  feeSplit: [116, u32],
});
export const statement = /* @__PURE__ */ bytes(32);
export const proofDigest = /* @__PURE__ */ bytes(32);
export const bundleCommitment = /* @__PURE__ */ bytes(32);
export const claim = /* @__PURE__ */ struct<T.Claim>(184, {
  node: [0, u64],
  statement: [8, statement],
  proofDigest: [40, proofDigest],
  left: [72, bundleCommitment],
  right: [104, bundleCommitment],
  payout: [136, address],
  rebatePayee: [156, address],
  feeBurn: [176, u32],
});
export const funding = /* @__PURE__ */ struct<T.Funding>(160, {
  fees: [0, amount],
  pool: [32, amount],
  sequencer: [64, amount],
  bondUsed: [96, amount],
  bondReturned: [128, amount],
});
export const receipt = /* @__PURE__ */ struct<T.Receipt>(256, {
  funding: [0, funding],
  reserved: [160, amount],
  burned: [192, amount],
  rebate: [224, amount],
});
export const slashing = /* @__PURE__ */ struct<T.Slashing>(128, {
  slashed: [0, amount],
  stakeLeft: [32, amount],
  forfeit: [64, amount],
  bondReturned: [96, amount],
});
export const outcome = /* @__PURE__ */ struct<T.Outcome>(385, {
  receipt: [0, receipt],
  slashing: [256, slashing],
  kind: [384, outcomeKind],
});
export const happening = /* @__PURE__ */ struct<T.Happening>(64, {
  opening: [0, opening],
  count: [48, u64],
  effects: [56, effects],
  kind: [61, happeningKind],
});
export const alpha = /* @__PURE__ */ bytes(32);
export const blockInfo = /* @__PURE__ */ struct<T.BlockInfo>(144, {
  opening: [0, opening],
  pinned: [48, pinnedMix],
  alpha: [96, alpha],
  bases: [128, u64],
  proposals: [136, u8],
  hasTree: [137, flag],
});
export const settlement = /* @__PURE__ */ struct<T.Settlement>(320, {
  params: [0, params],
  fees: [240, amount],
  bond: [272, amount],
  bases: [304, u64],
  feeSplit: [312, u32],
});
export const total = /* @__PURE__ */ integer(32);
export const accumulatorInfo = /* @__PURE__ */ struct<T.AccumulatorInfo>(96, {
  node: [0, u64],
  filled: [8, u64],
  keptBase: [16, u64],
  keptMerge: [24, u64],
  total: [32, total],
  commitment: [64, bundleCommitment],
});
export const submitted = /* @__PURE__ */ struct<T.Submitted>(104, {
  sum: [0, accumulatorInfo],
  effects: [96, effects],
  leads: [101, flag],
});
export const l1Event = /* @__PURE__ */ struct<T.L1Event>(48, {
  l1Block: [0, u64],
  baseFee: [8, u64],
  rate: [16, amount],
});
export const sums = /* @__PURE__ */ struct<T.Sums>(56, {
  total: [0, total],
  filled: [32, u64],
  keptBase: [40, u64],
  keptMerge: [48, u64],
});
export const claimId = /* @__PURE__ */ bytes(32);
export const seatId = /* @__PURE__ */ bytes(32);
export const score = /* @__PURE__ */ integer(32);
export const seatInfo = /* @__PURE__ */ struct<T.SeatInfo>(328, {
  id: [0, seatId],
  claimId: [32, claimId],
  key: [64, key],
  ticket: [96, ticket],
  score: [112, score],
  claim: [144, claim],
});
export const evidence = /* @__PURE__ */ struct<T.Evidence>(96, {
  key: [0, key],
  first: [32, id],
  second: [64, id],
});
export const txHash = /* @__PURE__ */ bytes(32);
export const blockCommitment = /* @__PURE__ */ bytes(32);
export const election = /* @__PURE__ */ struct<T.Election>(320, {
  params: [0, params],
  pinned: [240, pinnedMix],
  tip: [288, blockHash],
});
export const messageInfo = /* @__PURE__ */ struct<T.MessageInfo>(40, {
  status: [0, status],
  kind: [4, u32],
  offset: [8, u64],
  field: [16, /* @__PURE__ */ ascii(24)],
});
export const messageAttestation = /* @__PURE__ */ struct<T.MessageAttestation>(184, {
  blockNumber: [0, u64],
  proposalId: [8, proposalId],
  dataRoot: [40, dataRoot],
  key: [72, key],
  proof: [104, proof],
});
export const messageCertificate = /* @__PURE__ */ struct<T.MessageCertificate>(80, {
  blockNumber: [0, u64],
  proposalId: [8, proposalId],
  dataRoot: [40, dataRoot],
  count: [72, u16],
});
export const signedAttestation = /* @__PURE__ */ struct<T.SignedAttestation>(112, {
  key: [0, key],
  proof: [32, proof],
});
export const messageClaim = /* @__PURE__ */ struct<T.MessageClaim>(336, {
  blockNumber: [0, u64],
  proposalId: [8, proposalId],
  key: [40, key],
  claim: [72, claim],
  proof: [256, proof],
});
export const signedClaim = /* @__PURE__ */ struct<T.SignedClaim>(296, {
  key: [0, key],
  claim: [32, claim],
  proof: [216, proof],
});
export const messageProposal = /* @__PURE__ */ struct<T.MessageProposal>(240, {
  blockNumber: [0, u64],
  key: [8, key],
  proposal: [40, proposal],
  proof: [160, proof],
});
export const p256Proof = /* @__PURE__ */ bytes(81);
export const messageProposalP256 = /* @__PURE__ */ struct<T.MessageProposalP256>(248, {
  blockNumber: [0, u64],
  key: [8, key],
  proposal: [40, proposal],
  proof: [160, p256Proof],
});
export const messageBlockOpening = /* @__PURE__ */ struct<T.MessageBlockOpening>(96, {
  opening: [0, opening],
  pinned: [48, pinnedMix],
});
export const messageReveal = /* @__PURE__ */ struct<T.MessageReveal>(80, {
  blockNumber: [0, u64],
  count: [8, u64],
  salt: [16, salt],
  fees: [48, amount],
});
export const messageRevealRoot = /* @__PURE__ */ struct<T.MessageRevealRoot>(144, {
  blockNumber: [0, u64],
  contents: [8, reveal],
});
export const registrationRequest = /* @__PURE__ */ struct<T.RegistrationRequest>(56, {
  key: [0, key],
  owner: [32, address],
  role: [52, role],
  suite: [53, /* @__PURE__ */ orNumber(sequencerSuite)],
});
export const messageRegistrationRequest = /* @__PURE__ */ struct<T.MessageRegistrationRequest>(136, {
  request: [0, registrationRequest],
  proof: [56, proof],
});
export const messageRegistrationRecord = /* @__PURE__ */ struct<T.MessageRegistrationRecord>(160, {
  request: [0, messageRegistrationRequest],
  entryL1Block: [136, u64],
  exitL1Block: [144, u64],
  hasExited: [152, flag],
});
export const messageRegistrationRequestP256 = /* @__PURE__ */ struct<T.MessageRegistrationRequestP256>(137, {
  request: [0, registrationRequest],
  proof: [56, p256Proof],
});
export const messageRegistrationRecordP256 = /* @__PURE__ */ struct<T.MessageRegistrationRecordP256>(160, {
  request: [0, messageRegistrationRequestP256],
  hasExited: [137, flag],
  entryL1Block: [144, u64],
  exitL1Block: [152, u64],
});
export const messageExit = /* @__PURE__ */ struct<T.MessageExit>(52, {
  key: [0, key],
  owner: [32, address],
});
export const messageTree = /* @__PURE__ */ struct<T.MessageTree>(48, {
  blockNumber: [0, u64],
  count: [8, u64],
  proposalId: [16, proposalId],
});
export const nodeData = /* @__PURE__ */ struct<T.NodeData>(152, {
  seats: [0, /* @__PURE__ */ array(seatId, 3)],
  sums: [96, sums],
});
export const messageSeatOpening = /* @__PURE__ */ struct<T.MessageSeatOpening>(48, {
  blockNumber: [0, u64],
  proposalId: [8, proposalId],
  levels: [40, u8],
});
export const mevReference = /* @__PURE__ */ struct<T.MevReference>(32, {
  low: [0, u64],
  high: [8, u64],
  current: [16, u64],
  smoothing: [24, u32],
});
export const mevReport = /* @__PURE__ */ struct<T.MevReport>(40, {
  l1Block: [0, u64],
  ratio: [8, u64],
  source: [16, address],
});
export const openedSeat = /* @__PURE__ */ struct<T.OpenedSeat>(256, {
  claim: [0, claim],
  key: [184, key],
  score: [216, score],
  claimedBit: [248, u64],
});
export const secret = /* @__PURE__ */ secretBytes(32);
export const p256EvmProof = /* @__PURE__ */ bytes(448);
export const blockPhaseInfo = /* @__PURE__ */ struct<T.BlockPhaseInfo>(40, {
  proposalEnd: [0, u64],
  revealEnd: [8, u64],
  deadline: [16, u64],
  phaseEnd: [24, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
  phase: [32, phase],
});
export const randaoReveal = /* @__PURE__ */ bytes(96);
export const randaoEntry = /* @__PURE__ */ struct<T.RandaoEntry>(40, {
  l1Block: [0, u64],
  mix: [8, randaoMix],
});
export const registrationId = /* @__PURE__ */ bytes(32);
export const registrationRecord = /* @__PURE__ */ struct<T.RegistrationRecord>(72, {
  request: [0, registrationRequest],
  entryL1Block: [56, u64],
  exitL1Block: [64, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
});
export const paidSeat = /* @__PURE__ */ struct<T.PaidSeat>(16, {
  node: [0, u64],
  feeBurn: [8, u32],
});
export const rebate = /* @__PURE__ */ struct<T.Rebate>(64, {
  baseFee: [0, u64],
  rate: [8, amount],
  payee: [40, address],
});
export const probability = /* @__PURE__ */ integer(16);
export const sequencerSeed = /* @__PURE__ */ bytes(32);
export const treeShape = /* @__PURE__ */ struct<T.TreeShape>(32, {
  bases: [0, u64],
  nodes: [8, u64],
  root: [16, u64],
  depth: [24, u32],
});
export const node = /* @__PURE__ */ struct<T.Node>(56, {
  firstBase: [0, u64],
  endBase: [8, u64],
  parent: [16, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
  left: [24, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
  right: [32, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
  next: [40, /* @__PURE__ */ nullable(u64, 18446744073709551615n)],
  depth: [48, u32],
  kind: [52, nodeKind],
});
