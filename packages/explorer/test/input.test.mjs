// Files that are broken or hostile, messages of each kind, and openings.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fernet, give, giveBlock, keep, launch, newPage, PAGE, vector, vectorJson } from "./page.mjs";

let context;
let page;
before(async () => {
  context = await launch();
  page = await newPage(context);
});
after(async () => {
  assert.deepEqual(page.noted, { requests: [], errors: [] });
  await context.close();
});

const text = (selector) => page.locator(selector).first().textContent();
const example = () => vectorJson("block/faults.json");
const pretty = (value) => JSON.stringify(value, null, 2);

const broken = {
  "a field of another type": [(block) => { block.claims[7].node = 4; }, "claims[7].node", /expected an integer as a decimal string/, /"node": 4/],
  "an integer out of range": [(block) => { block.block_number = "18446744073709551616"; }, "block_number", /18446744073709551616/, /"block_number"/],
  "a proof that is too short": [(block) => { block.proposals[1].proof = "00"; }, "proposals[1].proof", /expected/, /"proof": "00"/],
  "an unknown field": [(block) => { block.trees[0].extra = 1; }, "trees[0].extra", /unknown field/, /"extra"/],
  "a missing field": [(block) => { delete block.registry[2].role; }, "registry[2].role", /missing field/, /\{/],
  "a parameter out of range": [(block) => { block.params.proofs_per_node = "9"; }, "params.proofs_per_node", /9/, /"proofs_per_node": "9"/],
};

for (const [name, [change, field, reason, line]] of Object.entries(broken)) {
  test(`broken file: ${name}`, async () => {
    const block = example();
    change(block);
    await give(page, "broken.json", pretty(block), "#failure");
    assert.equal(await text("#failure .field"), field);
    assert.match(await text("#failure .bad"), reason);
    assert.match(await text("#failure mark"), line);
    assert.match(await text("#status"), /broken\.json is refused/);
    assert.equal(await page.locator("#summary").count(), 0);
    // The same without line breaks.
    await page.evaluate(() => document.getElementById("result").replaceChildren());
    await give(page, "broken.json", JSON.stringify(block), "#failure");
    assert.equal(await text("#failure .field"), field);
    assert.match(await text("#failure mark"), new RegExp(line.source.replace(": ", ":")));
  });
}

const malformed = {
  "an archive": [Buffer.from([0, 0, 0, 160, 1, 1, 0, 0]), /`fernet replay` reads it/],
  "an empty file": ["", /block\.json|expected|EOF/],
  "a file that is cut": [pretty(example()).slice(0, 5000), /EOF.*line/],
  "a comma too many": [pretty(example()).replace('"claims": [', '"claims": [,'), /claims\[0\].*line/],
  "no JSON": ["hello { world", /expected|hex/],
  "UTF-16": [Buffer.from(pretty(example()), "utf16le"), /UTF-16/],
  "a number": ["12345", /expected|hex|digits|odd/],
  "nested deeply": ['{"a":'.repeat(5000), /./],
};

for (const [name, [bytes, reason]] of Object.entries(malformed)) {
  test(`malformed file: ${name}`, async () => {
    await page.evaluate(() => document.getElementById("result").replaceChildren());
    await give(page, "file", bytes, "#failure");
    assert.match(await text("#failure .bad"), reason);
  });
}

test("a hostile file shows text and runs nothing", async () => {
  const markup = '"><img src=x onerror=alert(1)><script>alert(2)</script></script><svg onload=alert(3)>{{policy}}$&';
  for (const change of [
    (block) => { block.claims[0].key = markup; },
    (block) => { block[markup] = 1; },
    (block) => { block.params.vrf_mode = markup; },
    (block) => { block.registry[0].role = markup; },
  ]) {
    const block = example();
    change(block);
    await page.evaluate(() => document.getElementById("result").replaceChildren());
    await give(page, `${markup.replaceAll("/", "")}.json`, pretty(block), "#failure");
    assert.equal(await page.locator("main img, main script, main svg, #status img").count(), 0);
    assert.match(await text("#failure"), /<img src=x onerror=alert\(1\)>/);
  }
  assert.equal(await page.evaluate(() => document.querySelectorAll("script").length), 4);
});

for (const name of ["z".repeat(40) + "!", "registrationproofsareincludedForAll", "a.", ".", "a..b", "[0]", "a[", "a.".repeat(20_000) + "a", "a[0]".repeat(20_000), "9".repeat(50_000)]) {
  test(`a field with the name ${name.slice(0, 40)} of ${name.length} characters`, async () => {
    for (const block of [{ [name]: 1 }, { ...example(), [name]: 1 }, { ...example(), params: { [name]: 1 } }]) {
      await page.evaluate(() => document.getElementById("result").replaceChildren());
      await give(page, "names.json", pretty(block), "#failure");
      assert.match(await text("#failure .bad"), /\w/);
      if (name.startsWith("registration")) assert.match(await text("#failure .field"), new RegExp(`${name}$`));
    }
  });
}

/** Drops a file that claims to have 300 MB. */
const dropLarge = () => page.evaluate(() => {
  const file = Object.defineProperty(new File([], "large.json"), "size", { value: 3e8 });
  document.dispatchEvent(Object.assign(new Event("drop"), { dataTransfer: { files: [file] } }));
});

const others = {
  "an archive": [() => give(page, "blocks.fernet", Buffer.from([0, 0, 0, 160, 1, 1, 0, 0]), "#failure"), /^blocks\.fernet is refused/],
  "a malformed message": [() => give(page, "cut.hex", "0101", "#failure"), /^cut\.hex is refused/],
  "a malformed block": [() => give(page, "broken.json", "{}", "#failure"), /^broken\.json is refused/],
  "a file that is too large": [async () => { await dropLarge(); await page.waitForSelector("#failure"); }, /^large\.json is refused/],
  "a message": [() => give(page, "exit.hex", kinds.get("exit").bytes, "#message"), /^Message: exit/],
};

for (const [name, [enter, title]] of Object.entries(others)) {
  test(`${name} closes the block`, async () => {
    const block = vector("block/example.json");
    await giveBlock(page, "example.json", block);
    assert.match(await page.title(), /^Block 1 settled/);
    await enter();
    assert.match(await page.title(), title);
    await give(page, "opening.hex", fernet(["open", "-", "--node", "4"], block), "#opening");
    assert.match(await text("#opening"), /Not verified: open its block first/);
    assert.match(await page.title(), /^Opening of a seat at node 4/);
  });
}

test("a file that is refused at once takes the place of one that is verified", async () => {
  const large = fernet(["scenario", "--provers", "20", "--transactions", "128", "--seed", "28"]);
  await page.evaluate(() => document.getElementById("result").replaceChildren());
  await page.setInputFiles("#file", { name: "large.json", mimeType: "application/json", buffer: large });
  await page.waitForSelector("#progress[value]");
  await dropLarge();
  await page.waitForSelector("#failure");
  assert.ok(await page.locator("#progress").isHidden());
  await page.waitForTimeout(1500);
  assert.equal(await page.locator("#summary").count(), 0);
});

test("a block in each phase before its end", async () => {
  const block = example();
  const opening = Number(block.l1_block);
  const phases = [
    ["proposal", opening, (block) => { block.proposals = []; block.reveal = null; block.claims = []; block.trees = []; }],
    ["reveal", opening + 3, (block) => { block.reveal = null; block.claims = []; block.trees = []; }],
    ["proving", opening + 6, (block) => { block.trees = []; }],
    ["final", opening + 40, (block) => { block.trees = block.trees.slice(0, 2); }],
  ];
  for (const [outcome, end, change] of phases) {
    const cut = structuredClone(block);
    change(cut);
    cut.l1_block_end = String(end);
    await giveBlock(page, "cut.json", pretty(cut));
    assert.match(await text(".outcome"), new RegExp(`${outcome} — `));
    assert.equal(await page.locator("canvas").count(), { proposal: 0, reveal: 0, proving: 1, final: 2 }[outcome]);
    assert.equal(await page.locator("#payments").count(), 0);
    if (outcome === "final") assert.match(await text("figcaption"), /✓ leads/);
  }
});

test("a file that comes while another is verified takes its place", async () => {
  const large = fernet(["scenario", "--provers", "20", "--transactions", "128", "--seed", "28"]);
  await page.evaluate(() => {
    window.ended = 0;
    const { terminate } = Worker.prototype;
    Worker.prototype.terminate = function () { window.ended++; terminate.call(this); };
  });
  await page.setInputFiles("#file", { name: "large.json", mimeType: "application/json", buffer: large });
  await page.waitForSelector("#progress[value]");
  await give(page, "small.hex", kinds.get("exit").bytes, "#message");
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#summary").count(), 0);
  assert.equal(await text("#message h2"), "Message: exit");
  assert.equal(await page.evaluate(() => window.ended), 1);
});

test("fernet block --html: the page verifies the block inside it", async () => {
  const block = vector("block/bond.json");
  const file = keep("inside.html", "");
  fernet(["block", "--json", "--html", file, "--page", PAGE, "-"], block);
  const inside = await newPage(context, { file });
  await inside.waitForSelector("#summary");
  assert.match(await inside.locator(".outcome").textContent(), /settled/);
  assert.deepEqual(inside.noted, { requests: [], errors: [] });
  await inside.close();
});

const kinds = new Map();
for (const file of readdirSync(new URL("../../../vectors/message", import.meta.url)).filter((name) => name.endsWith(".json"))) {
  for (const { input, output } of vectorJson(`message/${file}`)) {
    if (output?.kind !== undefined && !kinds.has(output.kind)) kinds.set(output.kind, { bytes: input.bytes, body: output.body });
  }
}

for (const [kind, { bytes, body }] of kinds) {
  test(`message of the kind ${kind}`, async () => {
    for (const form of [bytes, Buffer.from(bytes, "hex")]) {
      await page.evaluate(() => document.getElementById("result").replaceChildren());
      const section = kind === "seat-opening" ? "#opening" : "#message";
      await give(page, "message", form, section);
      assert.match(await text(`${section} h2`), kind === "seat-opening" ? /^Opening of a seat/ : new RegExp(`^Message: ${kind}$`));
      const said = await page.evaluate((section) => [...document.querySelectorAll(`${section} > dl.fields > div, ${section} > details > dl.fields > div`)].map((row) => [
        row.querySelector("dt").textContent, row.querySelector("dd").querySelector("code")?.title ?? row.querySelector("dd").textContent]), section);
      for (const [name, value] of Object.entries(body)) {
        // The fields of these are shown one by one.
        if (["message", "opening"].includes(name) || typeof value !== "string" || !/^[0-9a-f]{40,}$/.test(value)) continue;
        assert.equal(Object.fromEntries(said)[name], value, `${kind}.${name}`);
      }
    }
  });
}

test("a message that is cut names the field and its offset", async () => {
  const bytes = kinds.get("claim").bytes.slice(0, 100);
  await give(page, "cut", bytes, "#failure");
  assert.match(await text("#failure"), /MessageError::Truncated/);
});

test("an opening is drawn as its path and verified against the block that is open", async () => {
  const block = vector("block/example.json");
  const opening = fernet(["open", "-", "--node", "4"], block);
  await page.evaluate(() => document.getElementById("result").replaceChildren());
  await page.reload();
  await give(page, "opening.hex", opening, "#opening");
  assert.match(await text("#opening"), /Not verified: open its block first/);
  await giveBlock(page, "example.json", block);
  await give(page, "opening.hex", opening, "#opening");
  const pay = vectorJson("block/example.result.json").settlement.pays.find(({ node }) => node === "4");
  assert.match(await text("#opening .good"), /✓ The seat is in the winning tree of block 1, /);
  assert.match(await text("#opening dl"), /claimed_bit12: the bit that L1 sets when this pay is claimed/); // 3 * 4 + 0
  assert.equal(await page.locator("#opening dl .amount").getAttribute("data-digits"), pay.amount);
  // Node 4 is the first child of 5, which is the second of 3; 7 and the root, 15, are above (SPEC #shape).
  assert.deepEqual(await page.locator("#opening .path > li > .step:first-child strong").allTextContents(),
    ["node 15, the root", "node 7", "node 3", "node 5", "seat of node 4, the primary"]);
  assert.equal(await text("#node h3"), "Base 4");

  const other = fernet(["open", "-", "--node", "2"], vector("block/faults.json"));
  await give(page, "other.hex", other, "#opening .bad");
  assert.match(await text("#opening .bad"), /BlockError::OtherProposal/);
});
