// Generates src/api from fernet.h, or with --check fails if it is not what would be generated.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { files } from "./bindings.mjs";
import { parse } from "./header.mjs";
import { errorNames } from "./names.mjs";

const ffi = new URL("../../../fernet-ffi/", import.meta.url);
const api = new URL("../src/api/", import.meta.url);
const model = parse(readFileSync(new URL("include/fernet.h", ffi), "utf8"));
const errors = errorNames(readFileSync(new URL("src/status.rs", ffi), "utf8"));

mkdirSync(api, { recursive: true });
for (const [name, text] of Object.entries(files(model, errors))) {
  if (!process.argv.includes("--check")) writeFileSync(new URL(name, api), text);
  else if (readFileSync(new URL(name, api), "utf8") !== text) {
    console.error(`src/api/${name} is not what fernet.h says: run "npm run generate"`);
    process.exitCode = 1;
  }
}
