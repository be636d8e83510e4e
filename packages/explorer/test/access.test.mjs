// Use without a mouse, with a screen reader, in light and dark, from 360 px to wide; and that nothing leaves the page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fernet, give, giveBlock, launch, newPage, PAGE, vector } from "./page.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let context;
before(async () => { context = await launch(); });
after(() => context.close());

const views = [
  { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { viewport: { width: 360, height: 740 }, colorScheme: "light" },
];

for (const view of views) {
  test(`axe finds nothing at ${view.viewport.width} px, ${view.colorScheme}; nothing is wider than the page`, async () => {
    const page = await newPage(context, view);
    const block = vector("block/faults.json");
    const states = {
      welcome: () => undefined,
      block: () => giveBlock(page, "faults.json", block),
      opening: () => give(page, "opening.hex", fernet(["open", "-", "--node", "2"], block), "#opening"),
      skipped: () => giveBlock(page, "skipped.json", vector("block/skipped.json")),
      failure: () => give(page, "broken.json", '{\n"claims": 1}', "#failure"),
    };
    for (const [name, enter] of Object.entries(states)) {
      await enter();
      // Through the debugger, which the policy of the page does not stop.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, any }) => `${html.slice(0, 120)} ${any[0]?.message ?? ""}`).join("; ")}`);
      assert.deepEqual(found, [], name);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, `${name} scrolls sideways`);
    }
    assert.deepEqual(page.noted, { requests: [], errors: [] });
    await page.close();
  });
}

test("at 360 px every cell of a table is in sight, with the name of its column", async () => {
  const page = await newPage(context, { viewport: { width: 360, height: 740 } });
  await giveBlock(page, "faults.json", vector("block/faults.json"));
  const cells = await page.evaluate(() => [...document.querySelectorAll("tbody td, tbody th")].map((cell) => {
    const { left, right, width } = cell.getBoundingClientRect();
    return { section: cell.closest("section").id, left, right, width, column: getComputedStyle(cell, "::before").content, text: cell.textContent };
  }));
  assert.ok(cells.length > 50);
  assert.deepEqual(cells.filter(({ left, right, width }) => left < 0 || right > 360 || width < 100), []);
  const reason = cells.find(({ section, column }) => section === "refused" && column === '"Reason"');
  assert.ok(reason.text.length > 10);
  assert.ok(cells.some(({ section, column, text }) => section === "payments" && column === '"As sequencer"' && text.includes("ETH")));
  await page.close();
});

test("a table that scrolls says so", async () => {
  const page = await newPage(context, { viewport: { width: 600, height: 740 } });
  await giveBlock(page, "faults.json", vector("block/faults.json"));
  const told = () => page.evaluate(() => [...document.querySelectorAll(".scroll")].map((table) => [
    table.scrollWidth > table.clientWidth, getComputedStyle(table.querySelector("caption"), "::after").content.includes("scroll sideways"), table.tabIndex === 0]));
  assert.ok((await told()).some(([scrolls]) => scrolls));
  for (const [scrolls, said, focusable] of await told()) assert.deepEqual([said, focusable], [scrolls, scrolls]);
  await page.setViewportSize({ width: 1500, height: 900 });
  await page.waitForTimeout(100);
  for (const [scrolls, said] of await told()) assert.equal(said, scrolls);
  await page.close();
});

test("the keyboard alone: paste a block, move in the tree, open a node, read it, zoom the drawing", async () => {
  const page = await newPage(context);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
  const tabTo = async (wanted) => {
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press("Tab");
      if (wanted.test(await focused())) return;
    }
    assert.fail(`Tab does not reach ${wanted}`);
  };
  await tabTo(/^Paste$/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog textarea");
  await page.locator("dialog textarea").fill(vector("block/faults.json").toString());
  await tabTo(/^Show$/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#summary");
  assert.match(await page.locator("#status").textContent(), /Block 1 settled\. Verified here/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "result");

  await tabTo(/^Drawing of trees\[1\]/);
  const picture = () => page.evaluate(() => document.querySelector("canvas").toDataURL());
  const pictures = new Set([await picture()]);
  for (const key of ["+", "+", "ArrowRight", "ArrowLeft", "-", "-"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
    pictures.add(await picture());
  }
  // Zooming out again gives the pictures of before.
  assert.ok(pictures.size >= 4, `${pictures.size} different pictures`);
  await tabTo(/^root 3: 1 of 1 seat/);
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^merge 1: /);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^base 0: 3 of 3 seats/);
  await page.keyboard.press("End");
  assert.match(await focused(), /^base 4: /);
  await page.keyboard.press("Home");
  assert.match(await focused(), /^root 3/);
  await page.keyboard.press("ArrowDown");
  assert.match(await focused(), /^merge 1: /);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "node");
  assert.match(await page.locator("#node").textContent(), /^Merge 1/);
  await tabTo(/^claims\[\d+\]$/);
  await page.keyboard.press("Enter");
  assert.match(await page.locator("dialog pre").textContent(), /"node": "1"/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.close();
});

test("mouse and touch: the wheel zooms a drawing that has the focus, a drag moves it, a click selects a node", async () => {
  const page = await newPage(context);
  await giveBlock(page, "example.json", vector("block/example.json"));
  const canvas = page.locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await canvas.boundingBox();
  const picture = () => canvas.evaluate((canvas) => canvas.toDataURL());
  const whole = await picture();
  await page.mouse.click(x + width / 2, y + 26);
  assert.match(await page.locator("#node h3").textContent(), /^Root, node 15/);
  await page.mouse.move(x + width / 4, y + height / 2);
  await page.mouse.wheel(0, -300);
  await page.waitForTimeout(100);
  const zoomed = await picture();
  assert.notEqual(zoomed, whole);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(100);
  assert.notEqual(await picture(), zoomed);
  await page.close();
});

test("a drawing follows the colours of the system", async () => {
  const page = await newPage(context);
  await giveBlock(page, "faults.json", vector("block/faults.json"));
  const picture = () => page.locator("canvas").first().evaluate((canvas) => canvas.toDataURL());
  const light = await picture();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(100);
  assert.notEqual(await picture(), light);
  await page.close();
});

test("two fingers zoom, and a finger moves up and down with the page", async () => {
  const page = await newPage(context);
  await giveBlock(page, "example.json", vector("block/example.json"));
  const canvas = page.locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await canvas.boundingBox();
  const picture = () => canvas.evaluate((canvas) => canvas.toDataURL());
  const before = await picture();
  const touch = await context.newCDPSession(page);
  const fingers = (apart) => [-apart, apart].map((offset, id) => ({ x: x + width / 2 + offset, y: y + height / 2, id }));
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(30) });
  for (const apart of [60, 90, 120]) await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: fingers(apart) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.waitForTimeout(100);
  assert.notEqual(await picture(), before);
  assert.equal(await canvas.evaluate((canvas) => getComputedStyle(canvas).touchAction), "pan-y");
  await page.close();
});

test("the policy of the page forbids every request", async () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(PAGE, "utf8"))[1];
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/);
  const page = await newPage(context);
  const tried = await page.evaluate(async () => {
    const image = new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve("loaded");
      element.onerror = () => resolve("refused");
      element.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    });
    const request = fetch("data:,x").then(() => "sent", () => "refused");
    return Promise.all([image, request]);
  });
  assert.deepEqual(tried, ["refused", "refused"]);
  await page.close();
});
