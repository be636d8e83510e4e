// One node: its seats in each tree, who was left out, and what its seats are paid.
import { amount, bytes, el, exact, table } from "../dom";
import { percent, scientific, ticket } from "../format";
import type { Places } from "../places";
import { differs, room, type Model, type Place, type Submitted } from "../tree/model";
import type { Report } from "../report";

export function nodePanel(report: Report, model: Model, places: Places, node: Place): HTMLElement[] {
  const kind = node.children.length === 0 ? "Base" : "Merge";
  const name = node === model.root ? `Root, node ${node.number}` : `${kind} ${node.number}`;
  const below = node.children.length === 0 ? undefined : el("p", { class: "quiet" }, `Children: nodes ${node.children.map(({ number }) => number).join(" and ")}`);
  const empty = node.claims.length === 0 ? el("p", {}, "No valid claim is for this node.") : undefined;
  return [el("h3", {}, name), ...[below, empty].filter((part) => part !== undefined),
    ...model.trees.map((tree) => seats(report, model, places, node, tree)),
    ...(model.trees.length > 0 || node.claims.length === 0 ? [] : [claims(node.claims.map(({ item }) => item), "Valid claims", model, places, report)])];
}

function seats(report: Report, model: Model, places: Places, node: Place, tree: Submitted): HTMLElement {
  const bundle = tree.bundles.get(node.number);
  const winner = model.trees[0];
  const other = winner !== undefined && winner !== tree && differs(tree, winner, node.number);
  const { item } = tree.sums;
  if (bundle === undefined) return el("p", {}, `${item} has no bundle here.`);
  if (winner !== tree && !other) return el("p", { class: "quiet" }, `${item}: the same bundle.`);
  const filled = `${bundle.claims.length} of ${room(model, node)}`;
  return el("div", { class: "bundle" },
    claims(bundle.claims, `${item}${tree.wins ? ", the winner" : ""}: ${filled} seats filled, primary first`, model, places, report, tree.wins),
    bundle.left_out.length > 0 ? claims(bundle.left_out, `${item}: left out`, model, places, report)
      : el("p", { class: "quiet" }, "No valid claim was left out."),
    winner === tree && bundle.left_out.length > 0 && node.children.length > 0
      && el("p", { class: "quiet" }, "A claim for a merge fits only the child bundles that it names, so the best score need not have a seat."),
    el("p", { class: "quiet" }, "Total of this bundle and all below it: ", exact(scientific(bundle.total), bundle.total)));
}

function claims(items: string[], caption: string, model: Model, places: Places, report: Report, paid = false): HTMLElement {
  const pay = (item: string): HTMLElement | string => {
    const found = report.settlement?.pays.find((pay) => pay.item === item);
    return found === undefined ? "" : amount(found.amount);
  };
  const rows = items.map((item) => {
    const claim = model.claims.get(item);
    if (claim === undefined) return [item];
    return [places.link(item), bytes(claim.key, "the key"), percent(claim.fee_burn), exact(ticket(claim.ticket), claim.ticket),
      exact(scientific(claim.score), claim.score), ...(paid && report.settlement !== null ? [pay(item)] : [])];
  });
  const number = true;
  return table(caption, [{ name: "Claim" }, { name: "Key" }, { name: "fee_burn", number }, { name: "Ticket", number, hint: "share of the largest ticket" },
    { name: "Score", number }, ...(paid && report.settlement !== null ? [{ name: "Pay", number }] : [])], rows);
}
