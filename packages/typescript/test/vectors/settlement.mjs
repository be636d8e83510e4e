// settlement/.

import { big, hex, outcome, refused, repeated, ROLLUP, same, small, ZERO } from "./check.mjs";
import { plainParams } from "./randao.mjs";

function blockOf(fernet, input) {
  const feeSplit = small(input.fee_split);
  const params = plainParams(fernet, {
    proofsPerNode: small(input.proofs_per_node),
    rootSeats: small(input.root_seats),
    baseShare: small(input.base_share),
    blockReward: big(input.block_reward),
    rebateCap: big(input.rebate_cap),
    rebateGas: small(input.rebate_gas),
    feeSplitCap: Math.max(feeSplit, fernet.PPM),
    bondBase: big(input.bond_base),
  });
  const settlement = { params, fees: big(input.fees), bond: big(input.bond), bases: big(input.bases), feeSplit };
  const { rebate } = input;
  const prices =
    rebate === null
      ? { baseFee: 0n, rate: 0n, payee: repeated(0, 20) }
      : { baseFee: big(rebate.base_fee), rate: big(rebate.rate), payee: ROLLUP };
  return { settlement, prices };
}

function sameReceipt({ funding, reserved, burned, rebate }, output) {
  same([funding.pool, funding.sequencer, funding.bondUsed], [output.pool, output.sequencer, output.bond_used].map(big));
  same([reserved, burned, rebate], [output.reserved, output.burned, output.rebate].map(big));
  same(funding.fees + funding.bondUsed, funding.sequencer + reserved + burned + rebate);
}

/** The same block through a ledger, from its sums, and each pay by itself. */
function otherWays(fernet, settlement, seats, prices, receipt, pays) {
  const ledger = fernet.Ledger.open(settlement);
  same(seats.flatMap((seat) => ledger.pay([seat])), pays);
  same(ledger.close(prices), receipt);
  same(seats.map(({ node, feeBurn }) => fernet.settlementPay(settlement, node, feeBurn)), pays);
  const kept = [0n, 0n];
  for (const { node, feeBurn } of seats) kept[Number(node % 2n)] += BigInt(1_000_000 - feeBurn);
  same(fernet.settleSums(settlement, kept[0], kept[1], prices), receipt);
  same(fernet.settlementFund(settlement), receipt.funding);
  const { params, fees, feeSplit, bases } = settlement;
  const [required, minimum] = [fees, 0n].map((amount) => fernet.settlementRequiredBond(params, amount, feeSplit));
  same(required, receipt.funding.bondUsed >= minimum ? receipt.funding.bondUsed : minimum);
  same(fernet.settlementSeats(settlement), (2n * bases - 2n) * BigInt(params.proofsPerNode) + BigInt(params.rootSeats));
}

export const settlement = {
  "settlement/settle.json"(fernet, test) {
    const { settlement, prices } = blockOf(fernet, test.input);
    const seats = test.input.seats.map(({ node, fee_burn: feeBurn }) => ({ node: big(node), feeBurn: small(feeBurn) }));
    const settled = outcome(test, () => fernet.settle(settlement, seats, prices));
    if (settled === null) return;
    sameReceipt(settled.receipt, test.output);
    same(settled.pays, test.output.pays.map(big));
    otherWays(fernet, settlement, seats, prices, settled.receipt, settled.pays);
  },
  "settlement/sums.json"(fernet, test) {
    const { settlement, prices } = blockOf(fernet, test.input);
    const { kept_base: base, kept_merge: merge, claimed } = test.input;
    const found = outcome(test, () => {
      const receipt = fernet.settleSums(settlement, big(base), big(merge), prices);
      return { receipt, unclaimed: fernet.unclaimed(receipt.reserved, big(claimed)) };
    });
    if (found === null) return;
    sameReceipt(found.receipt, test.output);
    same(found.unclaimed, big(test.output.unclaimed));
  },
  "settlement/slash.json"(fernet, test) {
    const { input, output } = test;
    const params = plainParams(fernet, {
      feeSplitCap: 2 ** 32 - 1,
      bondBase: big(input.bond_base),
      revealSlashAmount: big(input.reveal_slash_amount),
      proofSlashAmount: big(input.proof_slash_amount),
    });
    const lost = outcome(test, () => fernet.slash(params, input.reason, small(input.fee_split), big(input.stake), big(input.bond)));
    if (lost === null) return;
    const { slashed, stakeLeft, forfeit, bondReturned } = lost;
    same([slashed, forfeit, bondReturned], [output.slashed, output.forfeit, output.bond_returned].map(big));
    same(slashed + stakeLeft, big(input.stake));
  },
  "settlement/reveal.json"(fernet, test) {
    const { input, output } = test;
    const attesters = small(input.attesters);
    const params = plainParams(fernet, {
      txPerBase: small(input.tx_per_base),
      feeSplitCap: small(input.fee_split_cap),
      bondBase: big(input.bond_base),
      blockReward: big(input.block_reward),
      attesters,
      quorum: attesters,
      attestBlocks: attesters,
    });
    const txOrderHash = hex(input.tx_order_hash);
    const proposal = { parent: ZERO, txOrderHash, bond: big(input.bond), payout: repeated(0, 20), feeSplit: small(input.fee_split) };
    const dataRoot = input.data_root === null ? ZERO : hex(input.data_root);
    const reveal = { salt: hex(input.salt), txRoot: hex(input.tx_root), dataRoot, fees: big(input.fees), count: big(input.count) };
    const found = outcome(test, () => fernet.revealCheck(params, proposal, reveal));
    if (found === null) return;
    const { pool, sequencer, bondUsed } = found.funding;
    same([found.bases, pool, sequencer, bondUsed], [output.bases, output.pool, output.sequencer, output.bond_used].map(big));
  },
  "settlement/mev.json"(fernet, test) {
    const { input, output } = test;
    const start = { low: big(input.low), high: big(input.high), current: big(input.start), smoothing: small(input.smoothing) };
    const found = outcome(test, () => {
      const references = [];
      let reference = start;
      for (const sample of input.samples) references.push((reference = fernet.mevReferenceObserve(reference, big(sample))));
      const feeSplit = fernet.mevReferenceBid(reference, small(input.fees_share), small(input.mev_share), small(input.cap));
      return { references, feeSplit };
    });
    if (found === null) return;
    same(found.references.map(({ current }) => current), output.references.map(big));
    same(found.feeSplit, small(output.fee_split));
  },
  "settlement/mev_sources.json"(fernet, test) {
    const { input, output } = test;
    // A quorum that does not fit in its type is refused by its name.
    if (small(input.quorum) > 255) return refused("Argument", () => fernet.mevSourcesRatio([], small(input.quorum), 0n, [], 0n));
    const found = outcome(test, () => {
      const reports = input.reports.map(({ source, l1_block: block, mev, fees }) => fernet.mevReport(hex(source), big(block), big(mev), big(fees)));
      const ratio = fernet.mevSourcesRatio(input.sources.map(hex), small(input.quorum), big(input.max_age), reports, big(input.now));
      return { ratios: reports.map((report) => report.ratio), ratio };
    });
    if (found !== null) same(found, { ratios: output.ratios.map(big), ratio: big(output.ratio) });
  },
};
