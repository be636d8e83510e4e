// Elements. Text from files goes in as text nodes only, never as markup.
import { eth, grouped, short } from "./format";

type Child = Node | string | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: never) => void)>;

/** An element with attributes, listeners (`onclick`) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

/** A section with its heading, which the navigation lists. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement {
  const heading = el("h2", { id: `${id}-title` }, title);
  return el("section", { id, "aria-labelledby": heading.id }, heading, ...children);
}

export interface Column { name: string; number?: boolean; hint?: string }

/** A table that scrolls sideways by itself. Its first cell of each row is the row's heading. */
export function table(caption: string, columns: Column[], rows: Child[][], first = 12): HTMLElement {
  const cell = (child: Child, i: number): HTMLElement => {
    const attributes = { class: columns[i]?.number === true ? "number" : "text", "data-column": columns[i]?.name ?? "" };
    return i === 0 ? el("th", { scope: "row", ...attributes }, child) : el("td", attributes, child);
  };
  const body = el("tbody", {});
  const add = (some: Child[][]): void => body.append(...some.map((row) => el("tr", {}, ...row.map(cell))));
  add(rows.slice(0, first));
  const head = columns.map(({ name, number, hint }) =>
    el("th", { scope: "col", class: number === true ? "number" : "text", ...(hint === undefined ? {} : { title: hint }) }, name));
  const inner = el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...head)), body);
  const scroller = el("div", { class: "scroll", role: "region", "aria-label": caption }, inner);
  const observer = new ResizeObserver(() => {
    const scrolls = scroller.scrollWidth > scroller.clientWidth;
    // The keyboard has to reach it only if there is something to scroll.
    scroller.tabIndex = scrolls ? 0 : -1;
    scroller.classList.toggle("scrolls", scrolls);
  });
  observer.observe(scroller);
  observer.observe(inner);
  if (rows.length <= first) return scroller;
  const more = el("button", { type: "button", class: "more", onclick: () => { add(rows.slice(first)); more.remove(); } },
    `Show all ${grouped(String(rows.length))} rows`);
  return el("div", {}, scroller, more);
}

/** Pairs of a name and a value. */
export function pairs(entries: [string, Child][]): HTMLElement {
  return el("dl", {}, ...entries.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/** A byte string, shortened, with a button that copies all of it. */
export function bytes(hex: string, what: string): HTMLElement {
  return el("span", { class: "bytes" }, el("code", { title: hex }, short(hex)), copyButton(hex, what));
}

/** A button that copies a text. */
export function copyButton(text: string, what: string): HTMLElement {
  const button = el("button", { type: "button", class: "copy", "aria-label": `Copy ${what} ${text.slice(0, 8)}`, title: `Copy ${what}` });
  button.addEventListener("click", () => {
    const done = (): void => {
      button.classList.add("copied");
      announce(`Copied ${what}`);
      setTimeout(() => button.classList.remove("copied"), 1200);
    };
    navigator.clipboard.writeText(text).then(done, () => announce("The browser does not let this page copy"));
  });
  return button;
}

/** A number in short; a click shows all of its digits. */
export function exact(shown: string, digits: string, unit = ""): HTMLElement {
  const all = grouped(digits) + unit;
  const button = el("button", { type: "button", class: "exact", title: all, "aria-label": `${shown}, ${digits}${unit}` }, shown);
  button.dataset.digits = digits;
  button.addEventListener("click", () => (button.textContent = button.textContent === shown ? all : shown));
  return button;
}

/** An amount in ETH; a click shows it in wei. */
export function amount(wei: string): HTMLElement {
  const { text, exact: isExact } = eth(wei);
  const button = exact(`${isExact ? "" : "≈ "}${text} ETH`, wei, " wei");
  button.classList.add("amount");
  return button;
}

/** Tells the state of the page, also to screen readers. */
export function announce(text: string): void {
  const status = document.getElementById("status");
  if (status !== null) status.textContent = text;
}
