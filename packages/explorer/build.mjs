// Builds the page: node build.mjs FERNET_WASM OUTPUT. Style, scripts and the program go into one HTML file, whose policy
// allows these and nothing else.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [program, output] = process.argv.slice(2);
if (output === undefined) {
  console.error("node build.mjs FERNET_WASM OUTPUT");
  process.exit(2);
}
const source = (name) => new URL(`src/${name}`, import.meta.url).pathname;

async function bundle(name, format) {
  const options = { bundle: true, write: false, minify: true, target: "es2022", charset: "ascii", legalComments: "inline" };
  const { outputFiles } = await build({ ...options, entryPoints: [source(name)], format });
  return outputFiles[0].text.trim();
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const [style, worker, main] = await Promise.all([bundle("style.css"), bundle("worker.ts", "iife"), bundle("main.ts", "iife")]);
const policy = [
  "default-src 'none'",
  `script-src ${hash(main)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");
const parts = { policy, style, worker, main, program: gzipSync(readFileSync(program), { level: 9 }).toString("base64") };
const page = readFileSync(source("index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
writeFileSync(output, page);
