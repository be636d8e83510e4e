// Places in a file and numbers as text, held against answers worked out by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

async function load(name) {
  const entry = new URL(`../src/${name}`, import.meta.url).pathname;
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

test("locate finds a value by its path", async () => {
  const { locate } = await load("locate.ts");
  const json = '{ "a": [1, {"b": "x]}\\"", "c": {}}, [ ]],\n "d" : -2.5e3 , "e":"" }';
  for (const [path, value] of [
    ["a[0]", "1"], ["a[1]", '{"b": "x]}\\"", "c": {}}'], ["a[1].b", '"x]}\\""'], ["a[1].c", "{}"], ["a[2]", "[ ]"], ["d", "-2.5e3"], ["e", '""'],
    ["a[3]", undefined], ["a[2][0]", undefined], ["f", undefined], ["d.x", undefined], ["a.b", undefined],
  ]) {
    const span = locate(json, path);
    assert.equal(span && json.slice(span.start, span.end), value, path);
  }
  for (let end = 0; end < json.length; end++) locate(json.slice(0, end), "a[1].c");
});

test("amounts, shares and odds", async () => {
  const { eth, percent, odds, grouped, scientific, ratio } = await load("format.ts");
  assert.deepEqual(eth("0"), { text: "0", exact: true });
  assert.deepEqual(eth("1"), { text: "< 0.0001", exact: false });
  assert.deepEqual(eth("1500000000000000000"), { text: "1.5", exact: true });
  assert.deepEqual(eth("1234567890123456789012"), { text: "1\u202f234.5678", exact: false });
  assert.deepEqual([percent("0"), percent("1"), percent("824000"), percent("1000000"), percent("6000000")], ["0 %", "0.0001 %", "82.4 %", "100 %", "600 %"]);
  assert.equal(odds(String(2n ** 127n)), "50.00 %");
  assert.equal(odds(String(2n ** 128n - 1n)), "99.99 %");
  assert.equal(odds("0"), "0.00 %");
  assert.equal(grouped("1000000"), "1\u202f000\u202f000");
  assert.equal(scientific("558668840564599054960634726122782770778720000"), "5.5866e44");
  assert.equal(ratio("1", "3"), "33.3333 %");
});
