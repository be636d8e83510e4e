// Builds dist from the module that `cargo xtask typescript` has compiled: `npm run build`.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const FEATURES = ["bulk-memory", "bulk-memory-opt", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "multivalue", "reference-types"];
const compiled = process.env.FERNET_WASM ?? here("../../target/typescript/wasm32-unknown-unknown/release/fernet_ffi.wasm");

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));
const options = ["-Oz", "--strip-producers", "--strip-target-features", ...FEATURES.map((name) => `--enable-${name}`)];
execFileSync(process.execPath, [here("node_modules/binaryen/bin/wasm-opt"), compiled, "-o", here("dist/fernet.wasm"), ...options], { stdio: "inherit" });
const module = readFileSync(here("dist/fernet.wasm"));
writeFileSync(here("src/inline.ts"), `/** The module. */\nexport const base64: string = "${module.toString("base64")}";\n`);
execFileSync(here("node_modules/.bin/tsc"), { stdio: "inherit", cwd: here(".") });
