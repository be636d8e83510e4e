import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import * as fernet from "fernet-protocol";
import { wasm } from "../dist/wasm.js";
import { check, checkBlock, files, isBlock, skipped } from "./vectors/index.mjs";

const vectors = new URL("../../../vectors/", import.meta.url);
const found = readdirSync(vectors, { recursive: true }).filter((name) => name.endsWith(".json"));

test("every file of vectors is checked, or it is said why not", () => {
  const named = (name) => name in files || name.startsWith("block/") || Object.keys(skipped).some((prefix) => name.startsWith(prefix));
  assert.deepEqual(found.filter((name) => !named(name)), []);
  assert.deepEqual(Object.keys(files).filter((name) => !found.includes(name)), []);
});

const read = (name) => JSON.parse(readFileSync(new URL(name, vectors), "utf8"));

for (const name of Object.keys(files)) {
  test(name, () => assert.ok(check(fernet, name, read(name)) > 0));
}

for (const name of found.filter(isBlock)) {
  test(name, () => checkBlock(fernet, read(name), read(name.replace(".json", ".result.json"))));
}

test("the stack of the module, 64 kB, is never more than three quarters full", () => {
  const used = 65536 - wasm().bytes.subarray(0, 65536).findIndex((byte) => byte !== 0);
  assert.ok(used > 1000 && used < 49152, `${used} bytes`);
});
