// bundle/.

import { big, hex, outcome, same, small, ZERO } from "./check.mjs";
import { plainParams } from "./randao.mjs";

export function contextOf(fernet, input) {
  const params = plainParams(fernet, { proofsPerNode: small(input.proofs_per_node ?? "3"), rootSeats: 1 });
  const pinned = { blockNumber: 1n, l1Block: 1000n, mix: ZERO };
  return { params, pinned, seed: hex(input.prover_seed), proposalId: hex(input.proposal_id), bases: big(input.bases) };
}

const claimOf = (fields) => ({
  node: big(fields.node),
  statement: hex(fields.statement),
  proofDigest: hex(fields.proof_digest),
  left: hex(fields.left),
  right: hex(fields.right),
  payout: hex(fields.payout),
  rebatePayee: hex(fields.rebate_payee),
  feeBurn: small(fields.fee_burn),
});

export function seatOf(fernet, context, fields) {
  const registration = { key: hex(fields.key), entryL1Block: 0n, exitL1Block: null, role: "prover" };
  fernet.claimCheck(context, registration, claimOf(fields));
  return fernet.Seat.createWithTicket(context, registration, claimOf(fields), big(fields.ticket));
}

const seatsOf = (fernet, context, { seats }) => seats.map((fields) => seatOf(fernet, context, fields));

function sameSums({ filled, keptBase, keptMerge, total, commitment }, expected) {
  same([filled, keptBase, keptMerge, total], [expected.filled, expected.kept_base, expected.kept_merge, expected.total].map(big));
  same(commitment, hex(expected.commitment));
}

/** Verifies a submitted tree, and returns it and its accumulators in the order of submission. */
function verify(fernet, context, bundles) {
  // SPEC #tree-errors: every claim is checked before the first bundle.
  const all = bundles.map((bundle) => seatsOf(fernet, context, bundle));
  let verifier = fernet.TreeVerifier.create(context);
  const done = new Map();
  for (const seats of all) {
    const expected = verifier.expected();
    const sum = verifier.insert(context, seats);
    same(sum.read().node, expected);
    const { kind, left, right } = fernet.node(context.bases, expected);
    const children = kind === "merge" ? [done.get(left), done.get(right)] : [null, null];
    same(fernet.bundleAccumulate(context, seats, ...children).read(), sum.read());
    done.set(expected, sum);
    verifier = fernet.TreeVerifier.restore(context, verifier.store());
  }
  return { tree: verifier.finish(), sums: [...done.values()] };
}

const accumulated = (fernet, context, bundles) => bundles.map((bundle) => fernet.bundleAccumulate(context, seatsOf(fernet, context, bundle), null, null));

/** The child bundles that a case gives. */
function children(fernet, context, input) {
  const sums = accumulated(fernet, context, input.below);
  return input.children === null ? [null, null] : [sums[Number(input.children.left)], sums[Number(input.children.right)]];
}

export const bundle = {
  "bundle/claim.json"(fernet, test) {
    const { input, output } = test;
    const context = contextOf(fernet, input);
    const seat = outcome(test, () => seatOf(fernet, context, input.seat));
    if (seat === null) return;
    const info = seat.read();
    same([info.claimId, info.id, info.score], [hex(output.claim_id), hex(output.seat_id), big(output.score)]);
    same([info.key, info.ticket], [hex(input.seat.key), big(input.seat.ticket)]);
    same(info.claim, claimOf(input.seat));
    same(fernet.claimId(context.seed, context.proposalId, info.claim), hex(output.claim_id));
  },
  "bundle/tree.json"(fernet, test) {
    const { input, output } = test;
    const context = contextOf(fernet, input);
    const found = outcome(test, () => verify(fernet, context, input.bundles));
    if (found === null) return;
    found.sums.forEach((sum, i) => sameSums(sum.read(), output.accumulators[i]));
    const { info, root } = found.tree.read();
    sameSums(info, output);
    same(root.claim.node, info.node);
  },
  "bundle/accumulate.json"(fernet, test) {
    const { input, output } = test;
    const context = contextOf(fernet, input);
    const below = children(fernet, context, input);
    const sum = outcome(test, () => fernet.bundleAccumulate(context, seatsOf(fernet, context, input.bundle), ...below));
    if (sum !== null) sameSums(sum.read(), output);
  },
  "bundle/insert.json"(fernet, test) {
    const { input } = test;
    const context = contextOf(fernet, input);
    const builder = fernet.BundleBuilder.create(context, big(input.node), hex(input.statement));
    const seat = seatOf(fernet, context, input.seat);
    const below = children(fernet, context, input);
    const inserted = outcome(test, () => (builder.insert(seat, ...below), true));
    if (inserted) same(builder.best().map((item) => item.read()), [seat.read()]);
  },
  "bundle/best.json"(fernet, { input, output }) {
    const context = contextOf(fernet, input);
    const sums = accumulated(fernet, context, input.bundles);
    const named = (commitment) => sums.find((sum) => String(sum.read().commitment) === String(commitment)) ?? null;
    const seats = input.seats.map((fields) => seatOf(fernet, context, fields));
    const builder = fernet.BundleBuilder.create(context, big(input.node), seats[0].read().claim.statement);
    for (const seat of seats) {
      const { left, right } = seat.read().claim;
      builder.insert(seat, named(left), named(right));
    }
    const best = builder.best();
    same(best.map((seat) => seat.read()), output.seats.map((index) => seats[Number(index)].read()));
    const { left, right } = best[0].read().claim;
    const { total, filled } = fernet.bundleAccumulate(context, best, named(left), named(right)).read();
    same([total, filled], [big(output.total), big(output.filled)]);
  },
  "bundle/competition.json"(fernet, { input, output }) {
    const context = contextOf(fernet, input);
    const trees = input.trees.map((bundles) => verify(fernet, context, bundles).tree);
    same(trees.map((tree) => tree.read().info.total), output.totals.map(big));
    const first = [...trees].sort((a, b) => a.compare(b))[0];
    same(trees.indexOf(first), small(output.winner));
    for (const tree of trees) same(tree.compare(tree), 0);
  },
};
