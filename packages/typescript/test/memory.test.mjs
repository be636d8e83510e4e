// The memory of the module: large arguments, many calls, calls inside of calls, and a module that fails.

import assert from "node:assert/strict";
import test from "node:test";
import * as fernet from "fernet-protocol";
import { run, wasm } from "../dist/wasm.js";

test("large arguments make the memory grow, and nothing of them stays", () => {
  const hashes = Array.from({ length: 100_000 }, (_, i) => new Uint8Array(32).fill(i % 251));
  const root = fernet.txRoot(hashes);
  const [{ base, top, bytes }, size] = [wasm(), wasm().memory.buffer.byteLength];
  assert.ok(size > 3_200_000);
  assert.equal(top, base);
  assert.ok(bytes.subarray(base).every((byte) => byte === 0));
  for (let i = 0; i < 20; i++) assert.deepEqual(fernet.txRoot(hashes), root);
  assert.equal(wasm().memory.buffer.byteLength, size);
});

test("more than the memory can have is refused", () => {
  assert.throws(() => fernet.rankingInsert([], 2 ** 32 - 1, { key: new Uint8Array(32), ticket: 1n, id: new Uint8Array(32), fee: 0 }), { code: "Argument" });
  assert.equal(wasm().top, wasm().base);
});

test("an argument that calls back does no harm", () => {
  const pinned = { blockNumber: 1n, l1Block: 1000n, mix: new Uint8Array(32) };
  const params = fernet.paramsDefault(1n, new Uint8Array(20).fill(1));
  const expected = fernet.sequencerSeed(params, pinned);
  const calling = { ...params, get feeSplitCap() { return fernet.paramsDefault(2n, new Uint8Array(20).fill(2)).feeSplitCap; } };
  assert.deepEqual(fernet.sequencerSeed(calling, pinned), expected);
});

test("after an exception inside the module a new instance takes over", () => {
  const key = fernet.SecretKey.derive(new Uint8Array(32), "prover");
  const expected = fernet.vrfProve(key, "ell2", "0x01");
  const before = wasm();
  assert.throws(() => run("fernet_txRoot_new", []), /has no fernet_txRoot_new/);
  assert.throws(() => run("fernet_tx_root_new", [0xffffff00, 0xfffff000, 1]), WebAssembly.RuntimeError);
  assert.notEqual(wasm(), before);
  assert.deepEqual(fernet.vrfProve(key, "ell2", "0x01"), expected);
});

test("inputs stay as they were", () => {
  const best = [];
  const candidate = Object.freeze({ key: new Uint8Array(32), ticket: 1n, id: new Uint8Array(32), fee: 0 });
  assert.equal(fernet.rankingInsert(best, 3, candidate).best.length, 1);
  assert.deepEqual(best, []);
  const chain = fernet.Chain.ofOneBlock(fernet.paramsDefault(1n, new Uint8Array(20).fill(1)), { blockNumber: 1n, l1Block: 100n, parent: new Uint8Array(32) });
  const state = chain.store();
  assert.throws(() => chain.propose(99n, 1n), { code: "PhaseError::TimeRunsBack" });
  assert.deepEqual(chain.store(), state);
});
