// Every figure of a block in the page equals that of `fernet block --json`.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { compare } from "./figures.mjs";
import { fernet, giveBlock, launch, newPage, vector, vectorJson } from "./page.mjs";

let context;
let page;
before(async () => {
  context = await launch();
  page = await newPage(context);
});
after(() => context.close());

const recorded = readdirSync(new URL("../../../vectors/block", import.meta.url))
  .filter((name) => name.endsWith(".json") && !name.endsWith(".result.json"));

for (const name of recorded) {
  test(`vectors/block/${name}`, async () => {
    const block = vector(`block/${name}`).toString();
    await giveBlock(page, name, block);
    await compare(page, block, vectorJson(`block/${name.replace(".json", ".result.json")}`));
    assert.deepEqual(page.noted, { requests: [], errors: [] });
  });
}

const scenarios = [
  "--fault all --provers 12 --transactions 12 --seed 21",
  "--vrf-mode public --provers 9 --transactions 7 --seed 22",
  "--vrf-mode per-block --provers 9 --transactions 7 --tx-per-base 1 --seed 23",
  "--attesters 8 --quorum 4 --attest-blocks 10 --provers 14 --transactions 6 --seed 24",
  "--sequencer-suite p256 --fault bad-proof --provers 6 --transactions 4 --seed 25",
  "--fee-split-cap 6 --bond-base 5eth --fee-split 450% --provers 8 --transactions 1 --seed 26",
];

for (const scenario of scenarios) {
  test(`fernet scenario ${scenario}`, async () => {
    const block = fernet(["scenario", ...scenario.split(" ")]).toString();
    await giveBlock(page, "scenario.json", block);
    await compare(page, block, JSON.parse(fernet(["block", "--json", "-"], block)));
    assert.deepEqual(page.noted, { requests: [], errors: [] });
  });
}

test("1,023 nodes: the figures, progress while it verifies, and the time of a frame", async (t) => {
  const block = fernet(["scenario", "--provers", "64", "--transactions", "1024", "--vrf-mode", "per-block", "--seed", "27"]).toString();
  await page.evaluate(() => {
    window.seen = [];
    const bar = document.getElementById("progress");
    new MutationObserver(() => { if (!bar.hidden && bar.hasAttribute("value")) window.seen.push(bar.value); })
      .observe(bar, { attributes: true, attributeFilter: ["value"] });
  });
  await giveBlock(page, "large.json", block);
  const seen = await page.evaluate(() => window.seen);
  assert.ok(seen.length > 3, `${seen.length} steps of progress`);
  assert.equal(await page.locator("#summary dd", { hasText: "1\u202f023 nodes" }).count(), 1);
  await compare(page, block, JSON.parse(fernet(["block", "--json", "-"], block)));

  // Pans and zooms with the keyboard, one step a frame.
  await page.locator("canvas").first().focus();
  const frames = await page.evaluate(async () => {
    const canvas = document.querySelector("canvas");
    const press = (key) => canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    const next = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const keys = ["+", "+", "+", "+", ...Array(30).fill("ArrowRight"), "-", "-", ...Array(30).fill("ArrowLeft"), "0"];
    const times = [];
    await next();
    for (const key of keys) {
      press(key);
      const since = performance.now();
      await next();
      times.push(performance.now() - since);
    }
    return times.sort((a, b) => a - b);
  });
  const at = (share) => frames[Math.floor((frames.length - 1) * share)].toFixed(1);
  t.diagnostic(`${frames.length} frames: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`);
  assert.deepEqual(page.noted, { requests: [], errors: [] });
});
