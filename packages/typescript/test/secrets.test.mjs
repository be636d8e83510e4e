// Secrets: nothing prints them, and nothing of them stays in the memory of the module.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import test from "node:test";
import { inspect } from "node:util";
import * as fernet from "fernet-protocol";
import { Opaque } from "../dist/opaque.js";
import { wasm } from "../dist/wasm.js";

/** Whether 16 bytes of a secret are somewhere in the memory of the module. Parts that are mostly zero are in its constants too. */
function stays(secret) {
  const memory = Buffer.from(wasm().memory.buffer);
  for (let i = 0; i + 16 <= secret.length; i += 16) {
    const part = Buffer.from(secret.subarray(i, i + 16));
    if (part.filter((byte) => byte !== 0).length >= 8 && memory.includes(part)) return true;
  }
  return false;
}

for (const [name, make, use] of [
  ["SecretKey", (master) => fernet.SecretKey.derive(master, "prover"), (key) => [fernet.vrfProve(key, "ell2", "0x01"), fernet.vrfEvaluate(key, "ell2", "0x")]],
  ["P256SecretKey", (master) => fernet.P256SecretKey.derive(master), (key) => [fernet.p256Prove(key, "sswu", "0x01")]],
]) {
  test(`${name} is not printed, leaves nothing behind, and can be wiped`, () => {
    const master = randomBytes(32);
    const key = make(new Uint8Array(master));
    const state = Opaque.bytesOf(key);
    // The control: what was written just now is found.
    wasm().bytes.set(master, wasm().top);
    assert.ok(stays(master));
    wasm().bytes.fill(0, wasm().top, wasm().top + 32);

    use(key);
    assert.throws(() => fernet.vrfProve(key, "ell2", 5), { code: "Argument" });
    assert.equal(stays(master), false);
    assert.equal(stays(state), false);
    assert.equal(JSON.stringify({ key }), '{"key":{}}');
    assert.equal(inspect(key, { showHidden: true, depth: 9 }), `${name} {}`);
    assert.equal(`${key}`, "[object Object]");

    const secret = Buffer.from(state);
    key.wipe();
    assert.ok(state.every((byte) => byte === 0) && secret.some((byte) => byte !== 0));
    assert.throws(() => key.publicKey(), { code: "State" });
  });
}

test("a key that is declared with using is wiped", () => {
  const key = fernet.SecretKey.derive(randomBytes(32), "sequencer");
  key[Symbol.dispose]();
  assert.throws(() => key.publicKey(), { code: "State" });
});

test("no message of an error contains what was passed", () => {
  for (const secret of ["0x" + "5e".repeat(32), BigInt("0x" + "5e".repeat(32)), [94, 94, 94], { seed: "5e5e" }, "5e".repeat(32)]) {
    assert.throws(
      () => fernet.SecretKey.fromSeed(secret),
      (error) => error.code === "Argument" && !/5e5e|94|4268/.test(error.message),
    );
  }
});
