// Sizes, and speeds relative to the native library, against their budgets: `npm run budget`, with the native program in FERNET_NATIVE.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import * as fernet from "fernet-protocol/module";
import { speed } from "./speed.mjs";

/** Bytes after brotli. */
const SIZES = { "fernet.wasm": 136_000, "vrf.wasm": 34_000, JavaScript: 14_000 };

/** Times of the native library, in the same run. */
const RATIOS = { verify: 5, prove: 6.5 };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const module = await build({ entryPoints: [here("../dist/module.js")], bundle: true, minify: true, format: "esm", write: false });
const contents = {
  "fernet.wasm": readFileSync(here("../dist/fernet.wasm")),
  "vrf.wasm": readFileSync(here("../dist/vrf.wasm")),
  JavaScript: module.outputFiles[0].contents,
};

function held(what, value, budget) {
  console.log(`${what}: ${value}, budget ${budget}`);
  if (value > budget) {
    console.error(`${what} is over its budget`);
    process.exitCode = 1;
  }
}

for (const [name, content] of Object.entries(contents)) {
  held(`${name}, ${content.length} bytes, brotli`, brotliCompressSync(content).length, SIZES[name]);
}

const native = JSON.parse(execFileSync(process.env.FERNET_NATIVE, { encoding: "utf8" }));
await fernet.load(contents["fernet.wasm"]);
const measured = speed(fernet);
for (const [name, budget] of Object.entries(RATIOS)) {
  const micros = (time) => `${Math.round(time / 1000)} us`;
  held(`${name}, ${micros(measured[name])} to ${micros(native[name])}, ratio`, Number((measured[name] / native[name]).toFixed(2)), budget);
}
