// Checks all vectors in a page, then in a worker.

import * as fernet from "fernet-protocol";
import { check, checkBlock, files, isBlock } from "../vectors/index.mjs";

/** Checks every file, and returns the number of cases. */
async function all() {
  const read = async (name) => (await fetch(`/vectors/${name}`)).json();
  const names = await read("names.json");
  let cases = 0;
  for (const name of names.filter((name) => name in files)) cases += check(fernet, name, await read(name));
  for (const name of names.filter(isBlock)) {
    checkBlock(fernet, await read(name), await read(name.replace(".json", ".result.json")));
    cases++;
  }
  return cases;
}

async function page() {
  const here = await all();
  const worker = new Worker("vectors.js", { type: "module" });
  const there = await new Promise((done, fail) => {
    worker.onmessage = ({ data }) => (data.error ? fail(new Error(data.error)) : done(data.cases));
    worker.onerror = fail;
  });
  return { page: here, worker: there };
}

if ("document" in globalThis) globalThis.result = page();
else all().then((cases) => postMessage({ cases }), (error) => postMessage({ error: String(error) }));
