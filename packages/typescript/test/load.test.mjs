// The entry that takes the module.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import * as fernet from "fernet-protocol/module";

const file = (name) => fileURLToPath(import.meta.resolve(`fernet-protocol/${name}`));
const [whole, small] = ["fernet.wasm", "vrf.wasm"].map((name) => readFileSync(file(name)));
const key = "0xc1860cbad89040e75b34562a116b2de1fc94d5f6d9b18556f1e5e8f8a92027da";

test("before a module was loaded, functions say so", () => {
  assert.throws(() => fernet.keyParse(key), /call load\(\) before/);
});

test("what is no module is refused, and changes nothing", async () => {
  for (const source of [null, undefined, 1, "fernet.wasm", {}, [], new URL("file:///fernet.wasm"), Promise.resolve(whole)]) {
    await assert.rejects(fernet.load(source), { code: "Argument", argument: "source" });
  }
  await assert.rejects(fernet.load(whole.subarray(0, 1000)), WebAssembly.CompileError);
  await assert.rejects(fernet.load(new Response("not found", { status: 404 })), { code: "Argument", argument: "source" });
  assert.throws(() => fernet.keyParse(key), /call load\(\) before/);
});

test("a module of another version, or another module, is refused", async () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  await assert.rejects(fernet.load(empty), /not a module of this package/);
  const text = Buffer.from("0.1.0\0");
  const other = Buffer.from(whole);
  other.write("0.9.9", other.indexOf(text));
  await assert.rejects(fernet.load(other), /version 0\.9\.9/);
  assert.throws(() => fernet.keyParse(key), /call load\(\) before/);
});

test("bytes, a part of a buffer, a module and a response", async () => {
  const shifted = new Uint8Array(whole.length + 3);
  shifted.set(whole, 3);
  const response = new Response(whole, { headers: { "content-type": "application/wasm" } });
  for (const source of [whole, Uint8Array.from(whole).buffer, shifted.subarray(3), new WebAssembly.Module(whole), response]) {
    await fernet.load(source);
    assert.equal(fernet.keyParse(key).length, 32);
  }
});

test("objects do not depend on the module that made them", async () => {
  const secretKey = fernet.SecretKey.derive(new Uint8Array(32), "prover");
  const expected = fernet.vrfProve(secretKey, "ell2", "0x01");
  await fernet.load(small);
  assert.deepEqual(fernet.vrfProve(secretKey, "ell2", "0x01"), expected);
  assert.throws(() => fernet.txRoot([]), /has no fernet_tx_root_new/);
  await fernet.load(whole);
  assert.equal(fernet.txRoot([]).length, 32);
});

test("the small module has keys, proofs, tickets and scores", async () => {
  await fernet.load(small);
  fernet.selftest();
  const secretKey = fernet.SecretKey.fromSeed(new Uint8Array(32));
  const { proof, beta } = fernet.vrfProveAd(secretKey, "ell2", "0x01", "0x02");
  assert.deepEqual(fernet.vrfVerifyAd(secretKey.publicKey(), "ell2", "0x01", "0x02", proof), beta);
  assert.equal(fernet.score(fernet.ticketSequencer(beta), 0), fernet.ticketSequencer(beta) * 1_000_000n);
  assert.throws(() => fernet.vrfVerify(secretKey.publicKey(), "ell2", "0x01", proof), { code: "VerifyError::Invalid" });
  await fernet.load(whole);
});

test("a module is compiled once and sent to a worker", async () => {
  const program = `
    const { parentPort, workerData } = require("node:worker_threads");
    import(workerData.entry).then(async (fernet) => {
      await fernet.load(workerData.module);
      parentPort.postMessage(fernet.keyParse(workerData.key));
    });`;
  const module = new WebAssembly.Module(whole);
  const worker = new Worker(program, { eval: true, workerData: { entry: import.meta.resolve("fernet-protocol/module"), module, key } });
  const parsed = await new Promise((done, fail) => worker.once("message", done).once("error", fail));
  assert.deepEqual(parsed, fernet.keyParse(key));
});

test("the entry with the module inlined needs no load", () => {
  const program = 'import { PPM, score } from "fernet-protocol"; console.log(PPM, String(score(1n, PPM)));';
  const folder = fileURLToPath(new URL("..", import.meta.url));
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, encoding: "utf8" }), "1000000 2000000\n");
});
