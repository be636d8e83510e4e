// The proof tree: its competing versions side by side, an outline, and the node that is selected.
import { el, exact, section } from "../dom";
import { count, grouped, ratio, scientific } from "../format";
import type { Places } from "../places";
import type { Report } from "../report";
import { Drawing } from "../tree/drawing";
import { differs, room, type Model, type Submitted } from "../tree/model";
import { outline } from "../tree/outline";
import type { View } from "../tree/view";
import { nodePanel } from "./node";

/** Most trees that are drawn. */
const DRAWN = 6;

export function trees(report: Report, model: Model, view: View, places: Places): HTMLElement {
  const [best] = model.trees;
  const button = (text: string, label: string, action: () => void): HTMLElement =>
    el("button", { type: "button", "aria-label": label, title: label, onclick: action }, text);
  const tools = el("div", { class: "tools", role: "group", "aria-label": "View of the drawings" },
    button("+", "Zoom in", () => view.zoom(1.6)), button("−", "Zoom out", () => view.zoom(1 / 1.6)), button("⤢", "Show the whole tree", () => view.fit()),
    el("span", { class: "legend" }, el("i", { class: "primary" }), " primary", el("i", { class: "seat" }), " other seat", el("i", { class: "empty" }),
      " empty", el("b", {}, "+2"), " left out", model.trees.length > 1 && el("span", {}, el("i", { class: "changed" }), " other bundle than in the winner")));
  const drawings = model.trees.length === 0
    ? [figure(report, model, undefined, view)]
    : model.trees.slice(0, DRAWN).map((tree) => figure(report, model, tree, view));
  const panel = el("div", { id: "node", class: "node", role: "region", "aria-label": "Selected node", tabindex: -1 });
  const show = (): void => panel.replaceChildren(...nodePanel(report, model, places, view.selected));
  let shown = view.selected;
  view.onChange(() => {
    if (shown === view.selected) return;
    shown = view.selected;
    show();
  });
  show();
  const rest = model.trees.length - DRAWN;
  return section("tree", model.trees.length > 1 ? `Proof tree, ${count(model.trees.length, "version")}` : "Proof tree",
    best === undefined ? el("p", {}, "No tree is valid. The drawing has the valid claims only.") : el("p", {}, competition(report, model)),
    tools, el("div", { class: `drawings${drawings.length > 1 ? " several" : ""}` }, ...drawings),
    el("p", { class: "quiet" }, "Click a drawing; then the wheel or + and − zoom, ← and → or a drag move, 0 shows all."),
    rest > 0 && el("p", {}, `${count(rest, "more tree")} with lower totals: ${model.trees.slice(DRAWN).map(({ sums }) => sums.item).join(", ")}.`),
    el("div", { class: "columns node-columns" }, outline(model, best, view), panel));
}

function competition(report: Report, { trees }: Model): string {
  const [best, second] = trees;
  const wins = verb(report);
  if (best === undefined) return "";
  if (!best.wins) return `${best.sums.item} has the highest total so far.`;
  if (second === undefined) return `${best.sums.item} ${wins}: it is the only valid tree.`;
  const ahead = BigInt(best.sums.total) - BigInt(second.sums.total);
  return `${best.sums.item} ${wins} by ${ratio(ahead.toString(), best.sums.total)} of its total over ${second.sums.item}.`;
}

/** A better tree may come until the block is settled. */
const verb = (report: Report): string => (report.outcome === "settled" ? "wins" : "leads");

function figure(report: Report, model: Model, tree: Submitted | undefined, view: View): HTMLElement {
  const name = tree?.sums.item ?? "valid claims";
  const drawing = new Drawing(model, tree, view, `Drawing of ${name}`);
  const [winner] = model.trees;
  const places = [...model.places.values()];
  const rooms = places.reduce((sum, node) => sum + room(model, node), 0);
  const changed = tree === undefined || winner === undefined || tree === winner ? 0 : places.filter(({ number }) => differs(tree, winner, number)).length;
  return el("figure", {}, el("figcaption", {},
    el("strong", {}, name), tree?.wins === true && el("span", { class: "good" }, ` ✓ ${verb(report)}`),
    tree !== undefined && el("span", { class: "quiet" }, ` total `, exact(scientific(tree.sums.total), tree.sums.total),
      `, ${grouped(tree.sums.filled)} of ${count(rooms, "seat")}`, changed > 0 ? `, ${count(changed, "other bundle")}` : "")),
    drawing.element);
}

