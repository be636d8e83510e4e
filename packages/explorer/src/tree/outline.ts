// The tree as a tree of the accessibility interface: arrow keys move, Enter opens a node. It follows the selection of the drawings.
import { el } from "../dom";
import { count } from "../format";
import { pathUp, room, type Model, type Place, type Submitted } from "./model";
import type { View } from "./view";

/** Levels that are open at first. */
const OPEN = 3;

export function outline(model: Model, tree: Submitted | undefined, view: View): HTMLElement {
  const opened = new Set(model.levels.slice(0, OPEN).flat().filter(({ children }) => children.length > 0));
  const rows = new Map<Place, HTMLElement>();
  const list = el("ul", { role: "tree", "aria-label": "Nodes of the proof tree", class: "outline" });

  const row = (node: Place): HTMLElement => {
    const known = rows.get(node);
    if (known !== undefined) return known;
    const made = el("li", {
      role: "treeitem", tabindex: -1, "aria-selected": false, "aria-level": node.depth + 1,
      "aria-posinset": (node.parent?.children.indexOf(node) ?? 0) + 1, "aria-setsize": node.parent?.children.length ?? 1,
      onclick: () => go(node),
    }, label(model, tree, node));
    made.style.paddingLeft = `${0.4 + node.depth * 0.8}rem`;
    rows.set(node, made);
    return made;
  };
  const shown = (node: Place): Place[] => [node, ...(opened.has(node) ? node.children.flatMap(shown) : [])];

  /** Shows the rows of all nodes whose parents are open, and marks the selected one. */
  const render = (): void => {
    pathUp(view.selected).slice(1).forEach((node) => opened.add(node));
    const all = shown(model.root).map((node) => {
      const made = row(node);
      if (node.children.length > 0) made.setAttribute("aria-expanded", String(opened.has(node)));
      made.setAttribute("aria-selected", String(node === view.selected));
      made.tabIndex = node === view.selected ? 0 : -1;
      return made;
    });
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...all);
    if (focused) rows.get(view.selected)?.focus({ preventScroll: true });
  };
  const go = (node: Place | undefined): void => {
    if (node === undefined) return;
    view.select(node);
    render();
    rows.get(node)?.focus();
  };
  const fold = (node: Place, open: boolean): void => {
    if (open) opened.add(node);
    else opened.delete(node);
    render();
  };

  list.addEventListener("keydown", (event) => {
    const node = view.selected;
    const all = shown(model.root);
    const at = all.indexOf(node);
    // The panel shows the node in the next frame.
    const read = (): void => void requestAnimationFrame(() => document.getElementById("node")?.focus());
    const actions: Record<string, () => void> = {
      ArrowDown: () => go(all[at + 1]),
      ArrowUp: () => go(all[at - 1]),
      ArrowRight: () => (opened.has(node) ? go(node.children[0]) : node.children.length > 0 && fold(node, true)),
      ArrowLeft: () => (opened.has(node) ? fold(node, false) : go(node.parent)),
      Home: () => go(all[0]),
      End: () => go(all.at(-1)),
      Enter: read,
      " ": read,
    };
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    action();
  });

  let last = view.selected;
  view.onChange(() => {
    if (last === view.selected) return;
    last = view.selected;
    render();
    const made = rows.get(last);
    if (made !== undefined) list.scrollTop = Math.max(0, made.offsetTop - list.clientHeight / 2);
  });
  render();
  return list;
}

function label(model: Model, tree: Submitted | undefined, node: Place): string {
  const bundle = tree?.bundles.get(node.number);
  const kind = node === model.root ? "root" : node.children.length === 0 ? "base" : "merge";
  const out = bundle?.left_out.length ?? node.claims.length;
  return `${kind} ${node.number}: ${bundle?.claims.length ?? 0} of ${count(room(model, node), "seat")}${out === 0 ? "" : `, ${out} left out`}`;
}
