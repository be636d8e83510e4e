// The program in the README of the repository.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("the program in the README of the repository", () => {
  const [, program] = readFileSync(here("../../../README.md"), "utf8").split("```ts\n");
  const path = here("../dist/readme.mjs"); // inside the package, which may import itself by its name
  writeFileSync(path, program.split("```")[0]);
  try {
    assert.equal(execFileSync(process.execPath, [path], { encoding: "utf8" }), "valid: 64\n");
  } finally {
    rmSync(path);
  }
});
