// Builds dist from the module that `cargo xtask typescript` has compiled: `npm run build`.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const FEATURES = ["bulk-memory", "bulk-memory-opt", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "multivalue", "reference-types"];
const compiled = process.env.FERNET_WASM ?? here("../../target/typescript/wasm32-unknown-unknown/release/fernet_ffi.wasm");

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));
const tool = (name, input, output, ...options) => {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const all = [here(`node_modules/binaryen/bin/${name}`), input, "-o", output, ...features, ...options];
  execFileSync(process.execPath, all, { stdio: ["ignore", "ignore", "inherit"] });
};
const OPTIMISE = ["-Oz", "--strip-producers", "--strip-target-features"];
tool("wasm-opt", compiled, here("dist/fernet.wasm"), ...OPTIMISE);

// The functions of the small module, and what the package itself calls.
const VRF = /^(memory|__heap_base|fernet_(version|status_name|selftest|secret_key_.*|key_parse|proof_parse|proof_to_hash|vrf_.*|ticket_.*|score_new|scored_key_compare))$/;
const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(here("dist/fernet.wasm")))).map(({ name }) => name);
const roots = exported.filter((name) => VRF.test(name)).map((name) => ({ name, root: true, export: name }));
writeFileSync(here("dist/roots.json"), JSON.stringify(roots));
tool("wasm-metadce", here("dist/fernet.wasm"), here("dist/vrf.wasm"), `--graph-file=${here("dist/roots.json")}`);
rmSync(here("dist/roots.json"));
tool("wasm-opt", here("dist/vrf.wasm"), here("dist/vrf.wasm"), ...OPTIMISE);

const module = readFileSync(here("dist/fernet.wasm"));
writeFileSync(here("src/inline.ts"), `/** The module. */\nexport const base64: string = "${module.toString("base64")}";\n`);
execFileSync(here("node_modules/.bin/tsc"), { stdio: "inherit", cwd: here(".") });
