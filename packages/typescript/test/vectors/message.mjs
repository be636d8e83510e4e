// message/.

import { big, hex, refused, same, small } from "./check.mjs";
import { paramsOf } from "./randao.mjs";

/** For each kind of SPEC #message-kinds how the package names it. Kinds of batches are not in the module. */
const KINDS = {
  1: "parameters",
  2: "registration-request",
  3: "registration-record",
  4: "exit",
  5: "block-opening",
  6: "l1-event",
  7: "proposal",
  8: "proposal-p256",
  9: "reveal",
  10: "reveal-root",
  11: "reveal-data",
  12: "claim",
  13: "batch-claim",
  14: "attestation",
  15: "certificate",
  16: "tree-of-ids",
  17: "tree-of-claims",
  18: "tree-data",
  19: "seat-opening",
  20: "proposal-evidence",
  21: "claim-evidence",
  22: "attestation-evidence",
  23: "batch-certificate",
  24: "registration-request-p256",
  25: "registration-record-p256",
  26: "proposal-evidence-p256",
};
const BATCHES = ["batch-claim", "batch-certificate"];

const named = (kind) => kind.split("-").map((word) => word[0].toUpperCase() + word.slice(1)).join("");
const decoder = (fernet, kind) => fernet[`message${named(kind)}Decode`];
const encoder = (fernet, kind) => fernet[`message${named(kind)}Encode`];

/** The elements of a message after its fields, for the kinds that have a list: what the decoder leaves in the bytes. */
function listOf(fernet, kind, body) {
  const signed = ({ key, proof }) => ({ key: hex(key), proof: hex(proof) });
  switch (kind) {
    case "l1-event":
      return [hex(body.message)];
    case "reveal":
      return [body.transactions.map(hex)];
    case "certificate":
      return [body.attestations.map(signed)];
    case "tree-of-ids":
      return [Uint8Array.from(body.bundles, (ids) => ids.length), body.bundles.flat().map(hex)];
    case "tree-of-claims":
      return [Uint8Array.from(body.bundles, (claims) => claims.length), body.bundles.flat().map(claimOf)];
    case "seat-opening":
      return [hex(body.opening)];
    default:
      return [];
  }
}

const claimOf = (body) => {
  const { key, proof, ...claim } = body;
  return { key: hex(key), claim: fields(claim), proof: hex(proof) };
};

const BIG = /^(chain_id|block_number|.*l1_block|count|node|base_fee|rate|fees|bond|fee)$/;
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** Fields as the package has them, without those that the vectors nest. */
function fields(body) {
  const entries = Object.entries(body).map(([name, value]) => {
    if (typeof value !== "string") return [camel(name), value];
    if (BIG.test(name)) return [camel(name), big(value)];
    return [camel(name), ["fee_split", "fee_burn", "levels"].includes(name) ? small(value) : name === "role" ? value : hex(value)];
  });
  return Object.fromEntries(entries);
}

/** All values of a message that are no objects, by name. */
function flat(message) {
  return Object.entries(message).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value) ? flat(value) : [[name, value]],
  );
}

/** Compares every field of a body that the decoder returns with the vectors. */
function sameFields(decoded, body) {
  const expected = { ...fields(body) };
  if ("suite" in body) expected.suite = { 2: "p256", 4: "edwards25519" }[body.suite] ?? small(body.suite);
  if ("attestations" in body) expected.count = small(body.count);
  for (const [name, value] of flat(decoded)) {
    if (name === "hasExited") same(value, expected.exitL1Block !== null);
    else if (name === "exitL1Block") same(value, expected.exitL1Block ?? 0n);
    else if (name === "dataRoot" && !("data_root" in body)) same(value, hex("00".repeat(32)));
    else same([name, value], [name, expected[name]]);
  }
}

function sameMessage(fernet, kind, bytes, body) {
  if (kind === "parameters") {
    const expected = paramsOf(body);
    const params = fernet.messageParametersDecode(bytes);
    same(params, expected);
    return same(fernet.messageParametersEncode(params), bytes);
  }
  const decoded = decoder(fernet, kind)(bytes);
  if (kind.includes("evidence")) {
    sameFields(decoded.first, body.first);
    sameFields(decoded.second, body.second);
    return same(encoder(fernet, kind)(decoded.first, decoded.second), bytes);
  }
  if (["l1-event", "reveal", "certificate", "seat-opening"].includes(kind)) {
    const [fieldsOf, list] = Object.values(decoded);
    sameFields(fieldsOf, body);
    same(list, listOf(fernet, kind, body)[0]);
    return same(encoder(fernet, kind)(fieldsOf, list), bytes);
  }
  if (kind === "tree-of-ids" || kind === "tree-of-claims") {
    const bundles = kind === "tree-of-ids" ? fernet.treeOfIds(bytes) : fernet.treeOfClaims(bytes);
    const [sizes, items] = listOf(fernet, kind, body);
    same(bundles.flat(), items);
    same(Uint8Array.from(bundles, (bundle) => bundle.length), sizes);
  }
  if (kind === "tree-data") {
    same(decoded.nodes.length, body.nodes.length);
    return same(fernet.messageTreeDataEncode(decoded.message, decoded.nodes), bytes);
  }
  if (kind === "block-opening") {
    const { opening, pinned } = decoded;
    same(pinned, { blockNumber: big(body.block_number), l1Block: big(body.mix_l1_block), mix: hex(body.mix) });
    sameFields(opening, body);
  } else {
    sameFields(decoded, body);
  }
  same(encoder(fernet, kind)(decoded, ...listOf(fernet, kind, body)), bytes);
}

function decode(fernet, test) {
  const bytes = hex(test.input.bytes);
  const info = fernet.messageCheck(bytes);
  const kind = KINDS[parseInt(bytes.slice(4, 6), 16)];
  const decodable = kind !== undefined && !BATCHES.includes(kind);
  if (test.error !== undefined) {
    same(info, { status: test.error, kind: 0, offset: big(test.offset), field: test.field });
    if (decodable) refused(test.error, () => decoder(fernet, kind)(bytes));
    return;
  }
  same(info, { status: null, kind: parseInt(bytes.slice(4, 6), 16), offset: 0n, field: "" });
  same(kind, test.output.kind);
  if (!decodable) return;
  if (kind === "parameters") {
    // Well-formed parameters may be out of range; then the decoder says what fernet.paramsCheck says.
    try {
      fernet.paramsCheck(paramsOf({ ...test.output.body }));
    } catch (error) {
      if (error.code === "Argument") return refused(/root/.test(error.argument) ? "ParamsError::RootSeats" : "ParamsError::BaseShareAbovePpm", () => decoder(fernet, kind)(bytes));
      return refused(error.code, () => decoder(fernet, kind)(bytes));
    }
  }
  sameMessage(fernet, kind, bytes, test.output.body);
  for (const other of Object.values(KINDS)) {
    if (other !== kind && !BATCHES.includes(other)) refused("MessageError::OtherKind", () => decoder(fernet, other)(bytes));
  }
}

const FILES = ["attestation", "claim", "evidence", "form", "l1", "parameters", "proposal", "registry", "reveal", "tree"];

export const message = {
  ...Object.fromEntries(FILES.map((name) => [`message/${name}.json`, decode])),
  "message/truncated.json"(fernet, { input, output }) {
    const whole = hex(input.bytes);
    let length = 0;
    for (const { field, offset, width } of output.fields) {
      for (let i = 0; i < Number(width); i++, length++) {
        const expected = { status: "MessageError::Truncated", kind: 0, offset: big(offset), field };
        same(fernet.messageCheck(whole.slice(0, 2 + 2 * length)), expected);
      }
    }
    same(2 + 2 * length, whole.length);
  },
};

