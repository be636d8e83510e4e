// score/.

import { big, hex, refused, same, small, ZERO } from "./check.mjs";

const candidate = (fields) => ({ key: hex(fields.key), ticket: big(fields.ticket), id: fields.id ? hex(fields.id) : ZERO, fee: small(fields.fee) });

/** A ticket and a fee with this score: the function takes them, and only the score counts. */
function factors(score) {
  const fee = [0n, 500_000n, 1_000_000n].find((bid) => score % (1_000_000n + bid) === 0n && score / (1_000_000n + bid) < 1n << 128n);
  return [score / (1_000_000n + fee), Number(fee)];
}

export const score = {
  "score/score.json"(fernet, { input, output }) {
    same(fernet.score(big(input.ticket), small(input.fee)), big(output.score));
  },
  "score/order.json"(fernet, { input, output }) {
    const candidates = input.candidates.map(candidate);
    const ranked = (list) => list.reduce(({ best }, item) => fernet.rankingInsert(best, small(input.k), item), { best: [] }).best;
    const expected = output.best.map((index) => candidates[index]);
    same(ranked(candidates), expected);
    same(ranked([...candidates].reverse()), expected);
    same([...expected].reverse().sort(fernet.scoredKeyCompare), expected);
    for (const item of expected) same(fernet.rankingInsert(expected, small(input.k), item), { inserted: false, best: expected });
  },
  "score/inverse.json"(fernet, { input, output }) {
    const rival = candidate(input.rival);
    const run = () => fernet.scoredKeyFeeToBeat(rival, hex(input.key), big(input.ticket), small(input.max));
    if (output.fee === null) refused("None", run);
    else same(run(), small(output.fee));
  },
  "score/odds.json"(fernet, { input, output }) {
    if (input.kind === "against") {
      same(fernet.oddsAgainst(...factors(big(input.score)), big(input.rivals), small(input.fee)), big(output.probability));
    } else if (input.kind === "among") {
      same(fernet.oddsAmong(small(input.keys), small(input.fee), small(input.rival_fee)), big(output.probability));
    } else {
      same(fernet.oddsEquilibrium(small(input.keys), big(input.mev), small(input.cap)), small(output.fee_split));
    }
  },
};
