// The opening of a seat as its path: from the seat up to the root, with what the verifier hashes at each level.
import { amount, bytes, el, exact, pairs, section } from "../dom";
import { count, grouped, percent, scientific } from "../format";
import { pathUp, type Model, type Place } from "../tree/model";

/** The body of a message of the kind `seat-opening`. */
export interface OpeningBody {
  block_number: string;
  opening: {
    key: string; node: string; fee_burn: string; payout: string; score: string; position: string; others: string[];
    total: string; filled: string;
    levels: { seats_digest: string; sibling: string; total: string; filled: string }[];
  };
}

/** What `fernet open --verify` says. */
export interface Opened { key: string; node: string; position: string; fee_burn: string; payout: string; pay: string; claimed_bit: string }

/** The result of the verification: what it proves, or why it is refused; `undefined` if no block is open. */
export type Verdict = { opened: Opened } | { refused: string } | undefined;

export function opening(body: OpeningBody, verdict: Verdict, model: Model | undefined): HTMLElement {
  const { opening: seat } = body;
  const node = verdict !== undefined && "opened" in verdict ? model?.places.get(seat.node) : undefined;
  return section("opening", `Opening of a seat at node ${seat.node}`,
    verdict === undefined ? el("p", {}, "Not verified: open its block first, then the opening again.")
      : "opened" in verdict ? valid(verdict.opened, body.block_number) : el("p", { class: "bad" }, "✗ Checked against the block that is open: ", verdict.refused),
    el("p", { class: "quiet" }, `${count(seat.levels.length, "level")} between the seat's node and the root. Each step hashes the node below, its sibling and the seats.`),
    el("ol", { class: "path", "aria-label": "Path from the root to the seat" }, ...steps(body, node)));
}

function valid(opened: Opened, block: string): HTMLElement {
  return el("div", {}, el("p", { class: "good" }, `✓ The seat is in the winning tree of block ${grouped(block)}, which is open.`),
    pairs([
      ["key", bytes(opened.key, "the key")],
      ["pay", amount(opened.pay)],
      ["payout", bytes(opened.payout, "the payout address")],
      ["claimed_bit", `${grouped(opened.claimed_bit)}: the bit that L1 sets when this pay is claimed`],
    ]));
}

/** From the root down. `node` is known if the opening is valid in the block that is open. */
function steps({ opening: seat }: OpeningBody, node: Place | undefined): HTMLElement[] {
  const path = node === undefined ? [] : pathUp(node);
  const above = seat.levels.map((level, i) => {
    const place = path[i + 1];
    const below = path[i];
    const sibling = place?.children.find((child) => child !== below);
    const side = place === undefined ? "sibling" : place.children[0] === below ? `sibling on the right, node ${sibling?.number ?? ""}` : `sibling on the left, node ${sibling?.number ?? ""}`;
    const name = place !== undefined ? `node ${place.number}` : `level ${i + 1}`;
    return el("li", {}, el("div", { class: "step" }, el("strong", {}, i === seat.levels.length - 1 ? `${name}, the root` : name),
      el("span", {}, "seats ", bytes(level.seats_digest, "the seats digest")), el("span", { class: "quiet" }, "total ", exact(scientific(level.total), level.total), `, ${count(level.filled, "seat")}`)),
    el("div", { class: "step sibling" }, el("span", {}, `${side} `, bytes(level.sibling, "the sibling's commitment"))));
  }).reverse();
  const position = seat.position === "0" ? "the primary" : `at position ${seat.position}`;
  return [...above, el("li", {}, el("div", { class: "step seat" }, el("strong", {}, `seat of node ${seat.node}, ${position}`),
    el("span", {}, "key ", bytes(seat.key, "the key")), el("span", {}, `fee_burn ${percent(seat.fee_burn)}`),
    el("span", { class: "quiet" }, "score ", exact(scientific(seat.score), seat.score), `, beside ${count(seat.others.length, "other seat")}`)))];
}
