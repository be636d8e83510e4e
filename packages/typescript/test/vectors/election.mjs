// election/, availability/ and opening/.

import { big, hex, outcome, refused, repeated, same, small, ZERO } from "./check.mjs";
import { plainParams } from "./randao.mjs";
import { contextOf, seatOf } from "./bundle.mjs";

const proposalOf = (fields) => ({
  parent: hex(fields.parent),
  txOrderHash: hex(fields.tx_order_hash),
  bond: big(fields.bond),
  payout: hex(fields.payout),
  feeSplit: small(fields.fee_split),
});

const phasesOf = (fernet, input) =>
  plainParams(fernet, {
    proposalBlocks: small(input.proposal_blocks),
    revealBlocks: small(input.reveal_blocks),
    provingBlocks: small(input.proving_blocks),
  });

/** What time brings about in a chain by an L1 block, as the vectors list it. */
function advance(chain, l1Block, length) {
  const opened = ({ blockNumber, l1Block, parent }) => ({ opened: { block_number: blockNumber, l1_block: l1Block, parent } });
  const log = [];
  for (;;) {
    const { kind, opening, count, effects } = chain.advance(l1Block);
    if (kind === "none") return log;
    if (kind === "opened") log.push(opened(opening));
    if (kind === "effects") log.push({ block_number: opening.blockNumber, effects });
    for (let i = 0n; kind === "idle" && i < count; i++) {
      const skipped = { ...opening, blockNumber: opening.blockNumber + i, l1Block: opening.l1Block + i * BigInt(length) };
      log.push(opened(skipped), { block_number: skipped.blockNumber, effects: ["build-on-parent"] });
    }
  }
}

function send(chain, { event, l1_block: l1Block, block_number: block, leader }) {
  if (event === "proposal") return chain.propose(big(l1Block), big(block));
  if (event === "tree") return chain.submitTree(big(l1Block), big(block));
  return chain.reveal(big(l1Block), big(block), hex(leader));
}

const expectedLog = (entry) =>
  "opened" in entry
    ? { opened: { block_number: big(entry.opened.block_number), l1_block: big(entry.opened.l1_block), parent: hex(entry.opened.parent) } }
    : { block_number: big(entry.block_number), effects: entry.effects };

function availabilityOf(fernet, input, quorum) {
  const params = plainParams(fernet, { activationDelay: 64, attesters: small(input.attesters), quorum, attestBlocks: 1 });
  const pinned = { blockNumber: 42n, l1Block: 1000n, mix: repeated(7, 32) };
  const proving = { params, pinned, seed: hex(input.prover_seed), proposalId: hex(input.proposal_id), bases: 1n };
  return { proving, dataRoot: hex(input.revealed_root), provers: big(input.provers) };
}

export const election = {
  "election/tx_order.json"(fernet, { input, output }) {
    const txRoot = fernet.txRoot(input.transactions.map(hex));
    same(txRoot, hex(output.tx_root));
    const reveal = { salt: hex(input.salt), txRoot, dataRoot: ZERO, fees: big(input.fees), count: BigInt(input.transactions.length) };
    same(fernet.txOrderHash(reveal), hex(output.tx_order_hash));
  },
  "election/proposal.json"(fernet, { input, output }) {
    const params = fernet.paramsDefault(big(input.chain_id), hex(input.rollup_address));
    const [block, proposal] = [big(input.block_number), proposalOf(input)];
    same(fernet.proposalCommitment(params, block, proposal), hex(output.commitment));
    same(fernet.proposalId(params, block, proposal), hex(output.proposal_id));
  },
  "election/snapshot.json"(fernet, test) {
    const [opens, lag] = [big(test.input.opens_at), small(test.input.randao_lag)];
    const ring = [{ l1Block: BigInt.asUintN(64, opens - BigInt(lag)), mix: ZERO }];
    const pinned = outcome(test, () => fernet.randaoRingPin(ring, 1n, opens, lag));
    if (pinned === null) return;
    same(pinned.l1Block, big(test.output.mix_l1_block));
    const params = plainParams(fernet, { activationDelay: 0, randaoLag: lag });
    const entryL1Block = big(test.output.snapshot_l1_block);
    const registration = { key: ZERO, entryL1Block, exitL1Block: null, role: "sequencer" };
    fernet.registrationCheckEligible(params, pinned, registration, "propose");
    const later = { ...registration, entryL1Block: entryL1Block + 1n };
    refused("Ineligible::NotYetActive", () => fernet.registrationCheckEligible(params, pinned, later, "propose"));
  },
  "election/election.json"(fernet, { input, output }) {
    const params = {
      ...fernet.paramsDefault(big(input.chain_id), hex(input.rollup_address)),
      activationDelay: small(input.activation_delay),
      feeSplitCap: small(input.fee_split_cap),
      bondBase: big(input.bond_base),
    };
    const pinned = { blockNumber: big(input.block_number), l1Block: big(input.mix_l1_block), mix: ZERO };
    const context = { params, pinned, tip: hex(input.tip) };
    let best = [];
    const candidates = input.proposals.map((fields, index) => {
      const [entryL1Block, exitL1Block] = [big(fields.entry_l1_block), big(fields.exit_l1_block)];
      const registration = { key: hex(fields.key), entryL1Block, exitL1Block, role: fields.role };
      const args = [context, registration, proposalOf(fields), hex(fields.beta)];
      const test = { error: output.refused.find((item) => item.index === String(index))?.error };
      outcome(test, () => fernet.electionCheck(...args.slice(0, 3)));
      const candidate = outcome(test, () => fernet.electionScoredKey(...args));
      const inserted = outcome(test, () => fernet.electionInsert(best, 8, ...args));
      if (inserted === null) return null;
      const other = best.find((item) => String(item.key) === String(candidate.key) && String(item.id) !== String(candidate.id));
      same(inserted.evidence?.key ?? null, other === undefined ? null : candidate.key);
      best = inserted.best;
      return candidate;
    });
    same(best, output.ranking.map((index) => candidates[Number(index)]));
  },
  "election/evidence.json"(fernet, { input, output }) {
    const run = () => {
      if (input.kind === "claims") return seatOf(fernet, contextOf(fernet, input.a), input.a).equivocation(seatOf(fernet, contextOf(fernet, input.b), input.b));
      const pinned = (fields) => ({ blockNumber: big(fields.block_number), l1Block: 1000n, mix: hex(fields.mix) });
      const both = [input.a, input.b].flatMap((fields) => [pinned(fields), proposalOf(fields)]);
      return fernet.proposalEquivocation(plainParams(fernet), hex(input.key), ...both);
    };
    if (output.ids === null) return refused("None", run);
    const { first, second } = run();
    same([first, second], output.ids.map(hex));
  },
  "election/phase.json"(fernet, test) {
    const { input, output } = test;
    const steps = outcome(test, () => {
      const block = fernet.BlockPhase.open(phasesOf(fernet, input), big(input.opens_at));
      return input.events.map(({ l1_block: l1Block, event }) => {
        const effects = block.step(big(l1Block), event);
        return { effects, info: block.read() };
      });
    });
    if (steps === null) return;
    same(steps.map(({ effects }) => effects), output.effects);
    same(steps.map(({ info }) => info.phase), output.phases);
    for (const { info } of steps) same(info.deadline - info.revealEnd, big(input.proving_blocks));
  },
  "election/chain.json"(fernet, test) {
    const { input, output } = test;
    const first = { blockNumber: big(input.block_number), l1Block: big(input.l1_block), parent: hex(input.parent) };
    let chain = fernet.Chain.create(phasesOf(fernet, input), first);
    const logs = outcome(test, () =>
      input.events.map((event) => {
        const log = advance(chain, big(event.l1_block), input.proposal_blocks);
        if (event.event !== "time") {
          log.push({ block_number: big(event.block_number), effects: send(chain, event) });
          log.push(...advance(chain, big(event.l1_block), input.proposal_blocks));
        }
        chain = fernet.Chain.restore(chain.store());
        return log;
      }),
    );
    if (logs !== null) same(logs, output.happened.map((log) => log.map(expectedLog)));
  },
  "availability/data.json"(fernet, test) {
    const { input, output } = test;
    const reveal = { salt: ZERO, txRoot: ZERO, dataRoot: hex(input.data_root), fees: 0n, count: big(input.count) };
    const digests = input.digests.map(hex);
    outcome(test, () => fernet.dataCheck(reveal, digests));
    if (test.error === undefined) same(fernet.dataRoot(digests), hex(output.data_root));
  },
  "availability/attestation.json"(fernet, test) {
    const { input, output } = test;
    const context = availabilityOf(fernet, input, 1);
    const registration = { key: ZERO, entryL1Block: big(input.entry_l1_block), exitL1Block: null, role: input.role };
    const [ticket, dataRoot] = [fernet.ticketAttester(hex(input.beta)), hex(input.data_root)];
    const { params, pinned, seed, proposalId } = context.proving;
    const may = fernet.registrationCountProvers(params, pinned, [registration]);
    same(may, BigInt(!(test.error ?? "").startsWith("Ineligible")));
    const valid = outcome(test, () => {
      fernet.attestationCheck(context, registration, dataRoot);
      fernet.attestationCheckTicket(context, ticket);
      return true;
    });
    if (valid === null) return;
    same([fernet.proverSeedAlphaAttest(seed), fernet.attestationId(seed, proposalId, dataRoot)], [hex(output.alpha), hex(output.attestation_id)]);
    same(ticket, big(output.ticket));
  },
  "availability/certificate.json"(fernet, test) {
    const { input, output } = test;
    const context = availabilityOf(fernet, input, small(input.quorum));
    const id = outcome(test, () => fernet.certificateCheck(context, hex(input.data_root), input.keys.map(hex)));
    if (id !== null) same([id, fernet.certificateNeeded(context)], [hex(output.certificate_id), small(output.needed)]);
  },
  "availability/odds.json"(fernet, { input, output }) {
    const [attesters, provers, keys, needed] = [input.attesters, input.provers, input.keys, input.needed].map(small);
    same(fernet.oddsOfQuorum(attesters, provers, keys, needed), big(output.probability));
  },
  "opening/verify.json"(fernet, test) {
    const { input, output } = test;
    const opened = outcome(test, () =>
      fernet.seatOpeningVerify(big(input.bases), hex(input.prover_seed), hex(input.proposal_id), hex(input.root), hex(input.opening)),
    );
    if (opened === null) return;
    const { claim, key, score, claimedBit } = opened;
    same([key, claim.node, claim.feeBurn], [hex(output.key), big(output.node), small(output.fee_burn)]);
    same([claim.payout, score, claimedBit], [hex(output.payout), big(output.score), big(output.claimed_bit)]);
  },
};
