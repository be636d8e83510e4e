// Sizes, and speeds relative to the native library, against their budgets: `npm run budget`, with the native program in FERNET_NATIVE.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import * as fernet from "fernet-protocol/module";
import { speed } from "./speed.mjs";

/** Bytes after brotli. */
const SIZES = { "fernet.wasm": 144_000, "vrf.wasm": 34_000, "JavaScript with all functions": 11_500, "JavaScript with `vrfVerify`": 2_100 };

/** Times of the native library, in the same run. */
const RATIOS = { verify: 5, prove: 6.5 };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A program, bundled and minified. */
async function bundle(contents) {
  const stdin = { contents, resolveDir: here("..") };
  return (await build({ stdin, bundle: true, minify: true, format: "esm", write: false })).outputFiles[0].contents;
}

const contents = {
  "fernet.wasm": readFileSync(here("../dist/fernet.wasm")),
  "vrf.wasm": readFileSync(here("../dist/vrf.wasm")),
  "JavaScript with all functions": await bundle('export * from "fernet-protocol/module"'),
  "JavaScript with `vrfVerify`": await bundle('export { load, vrfVerify } from "fernet-protocol/module"'),
};

function held(what, value, budget) {
  console.log(`${what}: ${value}, budget ${budget}`);
  if (value > budget) {
    console.error(`${what} is over its budget`);
    process.exitCode = 1;
  }
}

const page = readFileSync(here("../README.md"), "utf8");

for (const [name, content] of Object.entries(contents)) {
  const row = page.split("\n").find((line) => line.replaceAll("`", "").startsWith(`| ${name.replaceAll("`", "")}`));
  const stated = Number(row.split("|")[2].replaceAll(",", ""));
  if (Math.abs(stated - content.length) > content.length / 50) {
    console.error(`README.md: ${name} has ${content.length} bytes, not ${stated}`);
    process.exitCode = 1;
  }
  held(`${name}, ${content.length} bytes, brotli`, brotliCompressSync(content).length, SIZES[name]);
}

const native = JSON.parse(execFileSync(process.env.FERNET_NATIVE, { encoding: "utf8" }));
await fernet.load(contents["fernet.wasm"]);
const measured = speed(fernet);
for (const [name, budget] of Object.entries(RATIOS)) {
  const micros = (time) => `${Math.round(time / 1000)} us`;
  held(`${name}, ${micros(measured[name])} to ${micros(native[name])}, ratio`, Number((measured[name] / native[name]).toFixed(2)), budget);
}
