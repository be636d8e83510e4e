// Which file of vectors/ is checked by what. A file that is not here fails the tests.

import { made } from "./check.mjs";
import { checkBlock } from "./block.mjs";
import { bundle } from "./bundle.mjs";
import { election } from "./election.mjs";
import { message } from "./message.mjs";
import { p256 } from "./p256.mjs";
import { randao } from "./randao.mjs";
import { score } from "./score.mjs";
import { settlement } from "./settlement.mjs";
import { shape } from "./shape.mjs";
import { vrf } from "./vrf.mjs";

export const files = { ...bundle, ...election, ...message, ...p256, ...randao, ...score, ...settlement, ...shape, ...vrf };

/** Files that are not checked here, and why. */
export const skipped = {
  "opening/open.json": "openings are made from tree data by fernet-core only",
  "opening/tree_data.json": "the same",
  "vrf/batch.json": "batch verification is not in the module: it allocates",
  "vrf/expand.json": "the same",
};

/** Whether a file of vectors/ is a recorded block. Its result is in the file that ends in `.result.json`. */
export const isBlock = (name) => name.startsWith("block/") && !name.endsWith(".result.json");

export { checkBlock };

/** Checks every case of a file, and returns their number. */
export function check(fernet, name, cases) {
  for (const test of cases) {
    const before = made();
    try {
      files[name](fernet, test);
    } catch (error) {
      throw new Error(`${name}, ${test.id ?? test.example}: ${error.message}`, { cause: error });
    }
    if (made() === before) throw new Error(`${name}, ${test.id}: nothing was checked`);
  }
  return cases.length;
}
