// randao/, seed/, ticket/ and params/.

import { big, hex, outcome, refused, ROLLUP, same, small } from "./check.mjs";

const entry = ({ l1_block: l1Block, mix }) => ({ l1Block: big(l1Block), mix: hex(mix) });

/** Parameters of a case that gives all of them. */
export function paramsOf(input) {
  return {
    chainId: big(input.chain_id),
    rollupAddress: hex(input.rollup_address),
    feeSplitCap: small(input.fee_split_cap),
    randaoLag: small(input.randao_lag),
    activationDelay: small(input.activation_delay),
    proposalBlocks: small(input.proposal_blocks),
    revealBlocks: small(input.reveal_blocks),
    provingBlocks: small(input.proving_blocks),
    baseShare: small(input.base_share),
    rebateGas: small(input.rebate_gas),
    claimBlocks: small(input.claim_blocks),
    attestBlocks: small(input.attest_blocks),
    attesters: small(input.attesters),
    quorum: small(input.quorum),
    proofsPerNode: small(input.proofs_per_node),
    rootSeats: small(input.root_seats),
    txPerBase: small(input.tx_per_base),
    vrfMode: input.vrf_mode,
    sequencerSuite: input.sequencer_suite,
    bondBase: big(input.bond_base),
    revealSlashAmount: big(input.reveal_slash_amount),
    proofSlashAmount: big(input.proof_slash_amount),
    blockReward: big(input.block_reward),
    rebateCap: big(input.rebate_cap),
  };
}

/** The default parameters with some others. */
export const plainParams = (fernet, others = {}) => ({ ...fernet.paramsDefault(1n, ROLLUP), ...others });

export const randao = {
  "params/params.json"(fernet, test) {
    const params = paramsOf(test.input);
    // A mode or suite that does not exist is no value of the type.
    const named = (name, ...values) => values.includes(params[name]);
    if (!named("vrfMode", "per-node", "per-block", "public") || !named("sequencerSuite", "edwards25519", "p256")) {
      return refused("Argument", () => fernet.paramsCheck(params));
    }
    const warnings = outcome(test, () => fernet.paramsWarn(params));
    outcome(test, () => fernet.paramsCheck(params));
    const kebab = (name) => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    if (warnings !== null) same([...warnings].sort(), test.output.warnings.map(kebab).sort());
  },
  "randao/mix.json"(fernet, { input, output }) {
    same(fernet.randaoMixIn(hex(input.mix), hex(input.reveal)), hex(output.mix));
  },
  "randao/ring.json"(fernet, test) {
    const { input, output } = test;
    const entries = outcome(test, () =>
      input.steps.reduce(
        (ring, step) =>
          "truncate" in step
            ? fernet.randaoRingTruncate(ring, big(step.truncate))
            : fernet.randaoRingInsert(ring, small(input.capacity), big(step.insert), hex(step.mix)),
        [],
      ),
    );
    if (entries === null) return;
    same(entries, output.entries.map(entry));
    same(fernet.randaoRingRestore(fernet.randaoRingStore(entries)), entries);
  },
  "randao/pin.json"(fernet, test) {
    const { input, output } = test;
    const [opens, lag] = [big(input.opens_at), small(input.randao_lag)];
    const pinned = outcome(test, () => {
      const ring = input.entries.reduce((all, item) => fernet.randaoRingInsert(all, small(input.capacity), big(item.l1_block), hex(item.mix)), []);
      const found = fernet.randaoRingPin(ring, 12n, opens, lag);
      // A reorganisation from the pinned L1 block on leaves nothing to pin there.
      refused("RandaoError::NotYetKnown", () => fernet.randaoRingPin(fernet.randaoRingTruncate(ring, found.l1Block), 12n, opens, lag));
      return found;
    });
    if (pinned !== null) same(pinned, { blockNumber: 12n, ...entry(output) });
  },
  "seed/seed.json"(fernet, { input, output }) {
    const params = fernet.paramsDefault(big(input.chain_id), hex(input.rollup_address));
    const pinned = { blockNumber: big(input.block_number), l1Block: 1000n, mix: hex(input.mix) };
    const sequencer = fernet.sequencerSeed(params, pinned);
    const prover = fernet.proverSeed(params, pinned, hex(input.beta));
    same([sequencer, prover], [hex(output.sequencer_seed), hex(output.prover_seed)]);
    same(fernet.sequencerSeedAlpha(sequencer), hex(output.alpha_sequencer));
    const node = big(input.node);
    same(fernet.proverSeedAlpha(prover, "per-node", node), hex(output.alpha_node));
    same(fernet.proverSeedAlpha(prover, "per-block", node), hex(output.alpha_block));
    same(fernet.proverSeedAlpha(prover, "public", node), hex(output.alpha_block));
  },
  "ticket/ticket.json"(fernet, { input, output }) {
    const [beta, seed, node, key] = [hex(input.beta), hex(input.prover_seed), big(input.node), hex(input.key)];
    same(fernet.ticketSequencer(beta), big(output.sequencer));
    for (const mode of ["per-node", "per-block", "public"]) {
      same(fernet.ticketProver(mode, seed, node, key, beta), big(output[mode.replace("-", "_")]));
    }
  },
};
