// shape/ and registry/.

import { big, hex, outcome, refused, same, small } from "./check.mjs";
import { plainParams } from "./randao.mjs";

const SUITES = { 2: "p256", 4: "edwards25519" };
const requestOf = (fields) => ({ key: hex(fields.key), owner: hex(fields.owner), role: fields.role, suite: SUITES[fields.suite] ?? Number(fields.suite) });

/** Checks all of a request, and returns its input and id. */
function verified(fernet, params, fields) {
  const [request, proof] = [requestOf(fields), hex(fields.proof)];
  const [alpha, id] = [fernet.registrationAlpha(params, request), fernet.registrationId(params, request)];
  fernet.registrationRequestCheck(params, request, fields.proof.length / 2);
  if (request.suite === "p256") fernet.p256VerifyAd(request.key, "sswu", alpha, id, proof);
  else fernet.vrfVerifyAd(request.key, "ell2", alpha, id, proof);
  return { request, alpha, id };
}

export const shape = {
  "shape/bases.json"(fernet, test) {
    const bases = outcome(test, () => fernet.treeShapeForTransactions(big(test.input.transactions), small(test.input.tx_per_base)));
    if (bases !== null) same([bases, fernet.treeShape(bases).nodes], [big(test.output.bases), big(test.output.nodes)]);
  },
  "shape/shape.json"(fernet, test) {
    const bases = big(test.input.bases);
    const shape = outcome(test, () => fernet.treeShape(bases));
    if (shape === null) return;
    same(shape.root, big(test.output.root));
    const nodes = Array.from({ length: Number(shape.nodes) }, (_, node) => fernet.node(bases, BigInt(node)));
    same(nodes.map(({ parent }) => parent), test.output.parents.map(big));
    same(shape.depth, Math.max(...nodes.map(({ depth }) => depth)));
    const order = [];
    for (let node = 0n; node !== null; node = nodes[Number(node)].next) order.push(node);
    same(order, test.output.post_order.map(big));
  },
  "shape/node.json"(fernet, test) {
    const node = outcome(test, () => fernet.node(big(test.input.bases), big(test.input.node)));
    if (node === null) return;
    const { kind, firstBase, endBase, left, right, parent } = node;
    const { output } = test;
    same([kind, firstBase, endBase], [output.kind, big(output.first_base), big(output.end_base)]);
    same([left, right, parent], [output.left, output.right, output.parent].map(big));
  },
  "registry/registration.json"(fernet, test) {
    const { input, output } = test;
    const params = { ...fernet.paramsDefault(big(input.chain_id), hex(input.rollup_address)), sequencerSuite: input.sequencer_suite };
    const found = outcome(test, () => verified(fernet, params, input));
    if (found !== null) same([found.alpha, found.id], [hex(output.alpha), hex(output.registration_id)]);
  },
  "registry/choice.json"(fernet, { input, output }) {
    const params = plainParams(fernet, { chainId: big(input.chain_id), rollupAddress: hex(input.rollup_address) });
    const valid = input.records.flatMap((fields) => {
      try {
        const { request } = verified(fernet, params, fields);
        return [{ request, entryL1Block: big(fields.entry_l1_block), exitL1Block: big(fields.exit_l1_block) }];
      } catch (error) {
        if (!(error instanceof fernet.FernetError)) throw error;
        return [];
      }
    });
    if (output.index === null) return refused("None", () => fernet.registrationChoose(valid));
    const chosen = input.records[Number(output.index)];
    const { key, entryL1Block, exitL1Block } = fernet.registrationChoose(valid);
    same([key, entryL1Block, exitL1Block], [hex(chosen.key), big(chosen.entry_l1_block), big(chosen.exit_l1_block)]);
  },
};
