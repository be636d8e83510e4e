// The tarball in a fresh folder: the README's programs, types, and bundles.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";
import { visit } from "./chromium.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [, verify, page, block] = readFileSync(here("../README.md"), "utf8").split(/```(?:ts|js)\n/).map((text) => text.split("```")[0]);
const folder = mkdtempSync(join(tmpdir(), "fernet-package-"));
const at = (name) => join(folder, name);
const node = (name) => execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8" });
const VALID = "valid: 64\nVerifyError::Invalid\n";

before(() => {
  const npm = (...args) => execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const packed = JSON.parse(npm("pack", here(".."), "--json", "--ignore-scripts"));
  const { filename, files } = packed[0] ?? Object.values(packed)[0];
  const names = files.map(({ path }) => path);
  for (const name of ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "dist/index.js", "dist/index.d.ts", "dist/fernet.wasm", "dist/vrf.wasm"]) assert.ok(names.includes(name), name);
  assert.deepEqual(names.filter((name) => !/^(dist\/|LICENSE-|README\.md$|package\.json$)/.test(name)), []);
  writeFileSync(at("package.json"), '{ "private": true, "type": "module" }\n');
  npm("install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", `./${filename}`);
  writeFileSync(at("verify.mjs"), verify);
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("the README's program in Node.js", () => assert.equal(node("verify.mjs"), VALID));

test("the README's block in Node.js", () => {
  writeFileSync(at("block.mjs"), block.replace(" as const", ""));
  assert.equal(node("block.mjs"), "opened\n32\ntrue\n");
});

test("types, with and without those of a browser", () => {
  cpSync(here("consumer/types.ts"), at("types.ts"));
  writeFileSync(at("verify.ts"), verify);
  writeFileSync(at("block.ts"), block);
  for (const [resolution, lib, sources] of [
    ["nodenext", "es2022", ["types.ts"]],
    ["nodenext", "es2022,dom", ["types.ts", "verify.ts", "block.ts"]],
    ["esnext", "es2024,dom", ["types.ts", "verify.ts", "block.ts"]],
  ]) {
    const options = ["--strict", "--noEmit", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--types", "", "--target", "es2022"];
    const module = ["--module", resolution, "--moduleResolution", resolution === "nodenext" ? "nodenext" : "bundler", "--lib", lib];
    execFileSync(here("../node_modules/.bin/tsc"), [...options, ...module, ...sources], { cwd: folder, stdio: "inherit" });
  }
});

test("a bundle by esbuild, in Node.js", async () => {
  await esbuild({ entryPoints: [at("verify.mjs")], bundle: true, minify: true, format: "esm", outfile: at("esbuild.mjs"), logLevel: "error" });
  assert.equal(node("esbuild.mjs"), VALID);
});

test("a bundle by webpack, in Node.js", async () => {
  const output = { path: folder, filename: "webpack.mjs", module: true };
  const settings = { mode: "production", context: folder, entry: "./verify.mjs", output, experiments: { outputModule: true }, performance: { hints: false } };
  const stats = await new Promise((done, fail) => webpack(settings, (error, found) => (error ? fail(error) : done(found))));
  assert.equal(stats.hasErrors(), false, stats.toString());
  assert.equal(node("webpack.mjs"), VALID);
});

/** Builds a page with Vite and returns what it shows. */
async function viteShows(name, program) {
  const root = at(name);
  mkdirSync(join(root, "public"), { recursive: true });
  cpSync(at("node_modules/fernet-protocol/dist/vrf.wasm"), join(root, "public/vrf.wasm"));
  writeFileSync(join(root, "index.html"), '<!doctype html><meta charset="utf-8"><body></body><script type="module" src="/main.js"></script>');
  writeFileSync(join(root, "main.js"), program);
  await vite({ root, logLevel: "error", build: { chunkSizeWarningLimit: 10_000 } });
  return visit(join(root, "dist"), "index.html");
}

test("the README's page, built by Vite, in Chromium", async () => {
  assert.equal(await viteShows("page", `${page}\nglobalThis.result = document.body.textContent;`), "valid: 64");
});

test("the README's program as a page, built by Vite, in Chromium", async () => {
  const shown = verify.replace("console.log(error.code)", "globalThis.result = error.code");
  assert.equal(await viteShows("inlined", shown), "VerifyError::Invalid");
});
