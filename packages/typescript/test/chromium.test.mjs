import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { visit } from "./chromium.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("all vectors in a page and in a worker", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fernet-page-"));
  try {
    cpSync(here("../../../vectors"), join(folder, "vectors"), { recursive: true });
    const names = readdirSync(join(folder, "vectors"), { recursive: true }).filter((name) => name.endsWith(".json"));
    writeFileSync(join(folder, "vectors/names.json"), JSON.stringify(names));
    writeFileSync(join(folder, "index.html"), '<!doctype html><meta charset="utf-8"><script type="module" src="vectors.js"></script>');
    await build({ entryPoints: [here("consumer/vectors.mjs")], bundle: true, format: "esm", outfile: join(folder, "vectors.js"), logLevel: "error" });
    const { page, worker } = await visit(folder, "index.html");
    assert.ok(page > 1000, `${page} cases`);
    assert.equal(page, worker);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
