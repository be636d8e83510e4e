// What the page shows, read from the page, against what a result of `fernet block --json` says.
import assert from "node:assert/strict";
import { showAll } from "./page.mjs";

/** The figures of a page with a block. */
async function shown(page) {
  await showAll(page);
  return page.evaluate(() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const wei = (root) => all(".amount", root).map((amount) => amount.dataset.digits);
    const table = (section, caption) => all(`#${section} table`).find((table) => table.caption.textContent.startsWith(caption));
    const rows = (section, caption) => all("tbody tr", table(section, caption) ?? document.createElement("table"));
    const code = (cell) => cell.querySelector("code")?.title ?? cell.textContent;
    return {
      outcome: document.querySelector(".outcome").textContent,
      heading: document.querySelector("#summary h2").textContent,
      ranking: rows("election", "").map((row) => ({
        key: code(row.cells[1]), ticket: row.cells[3].firstChild.dataset.digits, score: row.cells[4].firstChild.dataset.digits, item: row.cells[6].textContent,
      })),
      identity: wei(document.querySelector(".identity") ?? document.createElement("p")),
      verdict: document.querySelector(".identity strong")?.textContent,
      pays: rows("payments", "Every pay").map((row) => ({
        node: row.cells[0].textContent, item: row.cells[5].textContent, key: code(row.cells[1]), payout: code(row.cells[4]), amount: wei(row.cells[3])[0],
      })),
      keys: rows("payments", "By key").map((row) => [code(row.cells[0]), ...wei(row)]),
      payouts: rows("payments", "By payout").map((row) => [code(row.cells[0]), ...wei(row)]),
      slashed: all("#payments p .amount").map((amount) => amount.dataset.digits),
      trees: all("figcaption").map((caption) => ({ item: caption.querySelector("strong").textContent, total: caption.querySelector(".exact")?.dataset.digits, text: caption.textContent })),
      refused: rows("refused", "").filter((row) => row.cells.length === 4).map((row) => ({
        item: row.cells[0].textContent, line: Number(row.cells[1].textContent), error: row.cells[2].textContent, detail: row.cells[3].textContent,
      })),
      equivocations: rows("refused", "Equivocations").map((row) => ({ key: code(row.cells[0]), kind: row.cells[1].textContent, items: row.cells[2].textContent.split(" and ") })),
    };
  });
}

/** Fails if the page differs from the result of the block in one figure. */
export async function compare(page, block, result) {
  const page_ = await shown(page);
  const lines = block.split("\n");
  assert.match(page_.outcome, new RegExp(`\\b${result.outcome}\\b`));
  assert.equal(page_.heading.replace(/\D/g, ""), result.block_number);

  const { key, ticket, score, item } = result.leader ?? {};
  assert.deepEqual(page_.ranking[0], result.leader === null ? undefined : { key, ticket, score, item });
  const second = result.runner_up;
  if (second !== null) assert.ok(page_.ranking.some((row) => row.key === second.key && row.score === second.score));

  const { settlement } = result;
  if (settlement === null) {
    assert.deepEqual([page_.identity, page_.pays, page_.keys], [[], [], []]);
    const lost = [result.slashed, result.forfeit].filter((wei) => wei !== null && wei !== "0");
    for (const wei of lost) assert.ok(page_.slashed.includes(wei), `${wei} of ${page_.slashed}`);
  } else {
    const { fees, bond_used, sequencer, reserved, burned, rebate, pays } = settlement;
    assert.deepEqual(page_.identity, [fees, bond_used, sequencer, reserved, burned, rebate]);
    assert.equal(page_.verdict, "✓ holds to the wei");
    assert.deepEqual(page_.pays, pays.map(({ node, item, key, payout, amount }) => ({ node: `node ${node}`, item, key, payout, amount })));
    const sum = (entries, pick) => {
      const sums = new Map();
      for (const entry of entries) sums.set(pick(entry), (sums.get(pick(entry)) ?? 0n) + BigInt(entry.amount));
      return sums;
    };
    for (const [rows, pick, own] of [[page_.keys, (pay) => pay.key, result.leader.key], [page_.payouts, (pay) => pay.payout, settlement.sequencer_payout]]) {
      const sums = sum(pays, pick);
      for (const [name, asSequencer, paid] of rows) {
        assert.equal(paid, String(sums.get(name) ?? 0n), name);
        assert.equal(asSequencer, name === own ? sequencer : "0", name);
        sums.delete(name);
      }
      assert.equal(sums.size, 0);
      const received = rows.map(([, ...amounts]) => amounts.reduce((sum, wei) => sum + BigInt(wei), 0n));
      assert.deepEqual(received, received.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)), "the largest comes first");
    }
  }

  const trees = result.trees.map(({ item, total }) => ({ item, total }));
  const drawn = page_.trees.filter(({ total }) => total !== undefined);
  const byItem = (a, b) => (a.item < b.item ? -1 : 1);
  assert.deepEqual(drawn.map(({ item, total }) => ({ item, total })).sort(byItem), trees.sort(byItem));
  if (result.winner !== null) assert.match(drawn[0].text, new RegExp(`^${result.winner.replace(/[[\]]/g, "\\$&")} ✓ wins`));

  assert.deepEqual(page_.refused.map(({ item, error }) => ({ item, error })), result.refused.map(({ item, error }) => ({ item, error })));
  for (const { item, line } of page_.refused) {
    const list = item.split("[")[0];
    const first = lines.findIndex((text) => text.includes(`"${list}"`)) + 1;
    assert.ok(first > 0 && line >= first && line <= lines.length, `${item} is at line ${line}`);
  }
  assert.deepEqual(page_.equivocations, result.equivocations);
}
